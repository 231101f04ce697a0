package akn

import (
	"bytes"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

// changed is a text in which a block went through f.
func changed(t testing.TB, text *act.Text, id act.ID, f func(*act.Block)) *act.Text {
	t.Helper()
	b := text.Block(id)
	if b == nil {
		t.Fatalf("no block %s", id)
	}
	n := *b
	f(&n)
	return text.With(id, &n)
}

// strange is a file as others write it, with foreign parts everywhere.
const strange = `<?xml version="1.0"?>
<!-- before --><a:akomaNtoso xmlns:a="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:x="urn:x"><a:act name="law">
<a:meta><a:identification source="#s"><a:FRBRWork><a:FRBRthis value="/w/!main"/><a:FRBRuri value="/w"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/><a:FRBRcountry value="kg"/></a:FRBRWork>
<a:FRBRExpression><a:FRBRthis value="/w/en/!main"/><a:FRBRuri value="/w/en"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/><a:FRBRlanguage language="eng"/></a:FRBRExpression>
<a:FRBRManifestation><a:FRBRthis value="/w/en.xml"/><a:FRBRuri value="/w/en.xml"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/></a:FRBRManifestation></a:identification>
<a:references source="#s"><a:TLCPerson eId="s" href="/s" showAs="S"/></a:references><a:proprietary source="#s"><x:y>kept</x:y></a:proprietary></a:meta>
<a:preface><a:p>The <a:docTitle>Law &amp; order</a:docTitle> of 2001</a:p></a:preface>
<a:preamble><a:formula name="f"><a:p>Be it so.</a:p></a:formula></a:preamble>
<a:body><?keep me?><a:article eId="art_1" x:seen="1"><a:num>Article 1</a:num><a:heading>Name<a:authorialNote><a:p>n</a:p></a:authorialNote></a:heading>
<a:paragraph eId="art_1__para_1"><a:num>1.</a:num><a:content><a:p>This <a:ref href="#art_2">refers</a:ref> there.</a:p><a:p eId="line">More.</a:p></a:content></a:paragraph>
<a:paragraph eId="art_1__para_2"><a:num>2.</a:num><a:content><a:p>Second &lt;.</a:p></a:content></a:paragraph></a:article>
<a:article eId="art_2"><a:num>Article 2</a:num><a:content><a:table eId="t"><a:tr eId="r1"><a:th><a:p>No</a:p></a:th></a:tr><a:tr eId="r2"><a:td><a:p>1</a:p><a:p><a:i>one</a:i></a:p></a:td></a:tr></a:table>
<a:blockList eId="l"><a:item eId="l1"><a:num>(a)</a:num><a:p>item</a:p></a:item></a:blockList></a:content></a:article></a:body>
<a:conclusions><a:p>Signed</a:p></a:conclusions>
<a:attachments><a:attachment eId="att_1"><a:num>Annex 1</a:num><a:doc name="annex"><a:meta><a:identification source="#s">
<a:FRBRWork><a:FRBRthis value="/w/!1"/><a:FRBRuri value="/w"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/><a:FRBRcountry value="kg"/></a:FRBRWork><a:FRBRExpression><a:FRBRthis value="/w/!1"/><a:FRBRuri value="/w"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/><a:FRBRlanguage language="eng"/></a:FRBRExpression><a:FRBRManifestation><a:FRBRthis value="/w/!1"/><a:FRBRuri value="/w"/><a:FRBRdate date="2001-01-01" name="n"/><a:FRBRauthor href="#s"/></a:FRBRManifestation></a:identification></a:meta><a:mainBody><a:p eId="ap">words</a:p></a:mainBody></a:doc></a:attachment></a:attachments>
</a:act></a:akomaNtoso><!-- after -->`

func TestAFileOfOthersKeepsAllThatATextDoesNotChange(t *testing.T) {
	d := read(t, []byte(strange))
	whole, lost, err := d.Rewrite(nil)
	if err != nil || len(lost) > 0 || string(whole) == "" {
		t.Fatal(err, lost)
	}
	base := d.Expressions[0].Text
	var files [][]byte
	line := func(id act.ID, s string) *act.Block {
		return &act.Block{ID: id, Kind: act.KindLine, Words: act.Words{Text: s}}
	}
	unit := func(id act.ID, kind act.Kind, label, num, s string, kids ...*act.Block) *act.Block {
		return &act.Block{ID: id, Kind: kind, Label: label, Num: num, Words: act.Words{Text: s}, Children: kids}
	}
	for name, c := range map[string]struct {
		now  *act.Text
		gone []string // what stands in the file no more
		come []string
		lost int
	}{
		"nothing":   {now: base},
		"the title": {changed(t, base, "act", func(b *act.Block) { b.Words.Text = "Law" }), []string{"Law &amp; order"}, []string{"<a:docTitle>Law</a:docTitle> of 2001"}, 0},
		"words":     {changed(t, base, "art_1__para_2", func(b *act.Block) { b.Words.Text = "Other." }), []string{"Second &lt;."}, []string{"<a:p>Other.</a:p>"}, 0},
		"a heading": {changed(t, base, "art_1", func(b *act.Block) { b.Words.Text = "Other" }), []string{"<a:heading>Name"}, []string{"<a:heading>Other<a:authorialNote>"}, 0},
		"words with a reference in them": {changed(t, base, "art_1__para_1", func(b *act.Block) { b.Words.Text = "No more." }),
			[]string{`<a:ref href="#art_2">refers</a:ref>`, "This ", " there."}, []string{"<a:p>No more.</a:p>"}, 1},
		"a line after another":      {base.Insert("art_1__para_1", 1, line("new", "Added.")), nil, []string{`<a:p eId="article_1__number_1__line_2" wId="new">Added.</a:p>`}, 0},
		"a line that goes":          {base.With("line"), []string{`<a:p eId="line">More.</a:p>`}, nil, 0},
		"a unit after another":      {base.Insert("art_1", 1, unit("new", act.KindNumber, "1a.", "1a", "New.")), nil, []string{`wId="new" class="number"><a:num>1a.</a:num>`}, 0},
		"a unit before all":         {base.Insert("act", 1, unit("new", act.KindArticle, "Article 0", "0", "Zero", unit("new1", act.KindNumber, "1.", "1", "New."))), nil, []string{`wId="new1"`}, 0},
		"a unit that goes":          {base.With("art_1__para_2"), []string{`eId="art_1__para_2"`, "Second &lt;."}, nil, 0},
		"a repealed unit":           {changed(t, base, "art_1__para_2", func(b *act.Block) { b.State = act.StateRepealed }), nil, []string{`eId="art_1__para_2" status="removed"`}, 0},
		"a cell":                    {changed(t, base, "r2", func(b *act.Block) { b.Cells = []act.Words{{Text: "2"}} }), []string{"<a:i>one</a:i>"}, []string{"<a:td><a:p>2</a:p></a:td>"}, 3},
		"a head of a table":         {changed(t, base, "r1", func(b *act.Block) { b.Cells = []act.Words{{Text: "N"}} }), []string{"<a:p>No</a:p>"}, []string{"<a:th><a:p>N</a:p></a:th>"}, 0},
		"a row":                     {base.Insert("t", 2, &act.Block{ID: "r3", Kind: act.KindRow, Cells: []act.Words{{Text: "3"}}}), nil, []string{`wId="r3"><a:td><a:p>3</a:p></a:td>`}, 0},
		"an item of a list":         {base.Insert("art_2", 2, unit("new", act.KindLetter, "(b)", "b", "two")), []string{"<a:blockList"}, []string{`wId="new"`}, 5},
		"another label":             {changed(t, base, "art_1__para_1", func(b *act.Block) { b.Label, b.Num = "7.", "7" }), []string{"<a:num>1.</a:num>"}, []string{`<a:paragraph eId="art_1__para_1"><a:num>7.</a:num>`, "<a:ref href"}, 0},
		"a label of another shape":  {changed(t, base, "art_1__para_1", func(b *act.Block) { b.Kind, b.Label, b.Num = act.KindLetter, "(g)", "g" }), []string{"<a:ref href"}, []string{"<a:num>(g)</a:num>"}, 1},
		"a number unlike its label": {changed(t, base, "art_1__para_1", func(b *act.Block) { b.Label, b.Num = "1 and 2.", "1" }), []string{"<a:ref href"}, []string{`<a:num title="1">1 and 2.</a:num>`}, 1},
		"a list that goes":          {base.With("l1"), []string{"<a:blockList", "<a:item"}, nil, 2},
		"an annex":                  {base.Insert("act", len(base.Root.Children), unit("new", act.KindAnnex, "Annex 2", "2", "", line("new1", "second"))), nil, []string{`<a:attachment eId="annex_2" wId="new">`}, 0},
		"an annex's label":          {changed(t, base, "att_1", func(b *act.Block) { b.Label, b.Num = "Annex 3", "3" }), []string{"Annex 1"}, []string{"Annex 3"}, -1},
		"words of the preamble": {changed(t, base, base.Root.Children[0].ID, func(b *act.Block) { b.Children = []*act.Block{line("new", "We")} }),
			[]string{"<a:formula"}, []string{`wId="new">We</a:p>`}, 1},
		"lines of the act": {base.Insert("act", 3, line("new", "loose"), line("new2", "too")), nil, []string{`<a:hcontainer name="lines">`, `wId="new2"`}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			b, lost, err := d.Rewrite(c.now)
			if err != nil {
				t.Fatal(err)
			}
			flat := strings.NewReplacer("\n", "").Replace(string(b))
			for _, s := range c.gone {
				if strings.Contains(flat, s) {
					t.Errorf("%s is still in\n%s", s, flat)
				}
			}
			for _, s := range c.come {
				if !strings.Contains(flat, s) {
					t.Errorf("%s is not in\n%s", s, flat)
				}
			}
			for _, s := range []string{"<!-- before -->", "<!-- after -->", "<?keep me?>", `x:seen="1"`, "<x:y>kept</x:y>", "<a:conclusions><a:p>Signed</a:p></a:conclusions>"} {
				if !strings.Contains(flat, s) {
					t.Errorf("%s was dropped", s)
				}
			}
			if c.lost >= 0 && len(lost) != c.lost {
				t.Errorf("lost %v, want %d", lost, c.lost)
			}
			got := read(t, b).Expressions[0].Text
			if !equal(got.Root, c.now.Root) {
				t.Errorf("reads\n%s\nwant\n%s", got.Plain(), c.now.Plain())
			}
			files = append(files, b)
		})
	}
	lint(t, files...)
}

func TestWhatAFileHasNoPlaceForIsRefused(t *testing.T) {
	d := read(t, []byte(strange))
	base := d.Expressions[0].Text
	untitled := read(t, []byte(strings.Replace(strings.Replace(strange, "<a:docTitle>", "", 1), "</a:docTitle>", "", 1)+"<!-- x -->"))
	other := *base.Root
	other.ID = "other"
	for name, c := range map[string]struct {
		d    *Document
		now  []*act.Text
		want string
	}{
		"a document that was made": {document(Statute, base), []*act.Text{base}, "was not read"},
		"two texts for one":        {d, []*act.Text{base, base}, "2 texts for 1"},
		"another root":             {d, []*act.Text{{Lang: base.Lang, Style: base.Style, Root: &other}}, "root"},
		"no text at all":           {d, []*act.Text{{}}, "without a language"},
		"a last day":               {d, []*act.Text{changed(t, base, "art_1", func(b *act.Block) { b.Until = "2027-01-01" })}, "last day"},
		"words XML cannot say":     {d, []*act.Text{changed(t, base, "line", func(b *act.Block) { b.Words.Text = "a\x01b" })}, "cannot be written"},
		"no title any more":        {d, []*act.Text{changed(t, base, "act", func(b *act.Block) { b.Words.Text = "" })}, "title"},
	} {
		t.Run(name, func(t *testing.T) {
			if b, _, err := c.d.Rewrite(c.now...); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("wrote %d bytes, error %v, want %q", len(b), err, c.want)
			}
		})
	}
	if b, _, err := untitled.Rewrite(changed(t, untitled.Expressions[0].Text, "act", func(b *act.Block) { b.Words.Text = "New" })); err != nil || !bytes.Contains(b, []byte("<a:p>New</a:p>")) {
		t.Errorf("a title that is a paragraph: %v %s", err, b)
	}
}

// infoset is what a file says, without the way its marks are written.
func infoset(n *node) string {
	var s strings.Builder
	for _, a := range n.attrs {
		s.WriteString("@" + a.name + "=" + a.value)
	}
	for _, k := range n.kids {
		s.WriteString("(" + k.step() + ":" + k.text + infoset(k) + ")")
	}
	return s.String()
}

func TestExamplesOfOthersAreWrittenBackWhole(t *testing.T) {
	for name, b := range examples(t) {
		t.Run(name, func(t *testing.T) {
			d := read(t, b)
			texts := make([]*act.Text, len(d.Expressions))
			for i, e := range d.Expressions {
				texts[i] = e.Text
			}
			back, lost, err := d.Rewrite(texts...)
			if err != nil || len(lost) > 0 {
				t.Fatal(err, lost)
			}
			one, err := parse(b)
			if err != nil {
				t.Fatal(err)
			}
			two, err := parse(back)
			if err != nil {
				t.Fatal(err)
			}
			if infoset(one) != infoset(two) {
				t.Error("another infoset was written back")
			}
			again := read(t, back)
			for i, e := range again.Expressions {
				if !bytes.Equal(e.Text.JSON(), texts[i].JSON()) {
					t.Errorf("expression %d reads otherwise", i)
				}
			}
		})
	}
}
