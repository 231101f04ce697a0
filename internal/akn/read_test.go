package akn

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func read(t testing.TB, b []byte) *Document {
	t.Helper()
	d, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bare is a document without what only reading gives.
func bare(d *Document) *Document {
	n := *d
	n.tree, n.readers = nil, nil
	return &n
}

// full is a document with everything that can be said in a file.
func full(t testing.TB) *Document {
	ru, en := text(t, russianText, act.Russian), text(t, englishText, act.English)
	a := amend.Amender{ID: "dec-1", Operations: []amend.Operation{
		{Kind: amend.TextSubstitution, Targets: []act.Address{{ID: "section_1__article_1"}}, Old: "членов", New: "государств"},
		{Kind: amend.Repeal, Targets: []act.Address{{ID: "section_2__article_3"}}},
		{Kind: amend.Suspension, Targets: []act.Address{{ID: "section_1__article_1__number_2"}}, Until: "2027-05-01"},
	}}
	now, err := amend.Apply(ru, a)
	if err != nil {
		t.Fatal(err)
	}
	d := document(Treaty, now, en)
	d.Active = carried("/eli/council/reg/2001/1", operations(), "section_1")
	for i := range d.Active {
		d.Active[i].Source = Place{ID: "annex_1"}
	}
	d.Passive = carried("", a.Operations, "section_1__article_1")
	for i := range d.Passive {
		d.Passive[i].Source = Place{Act: "/eli/council/dec/2020/1"}
	}
	// what is modified must be there in every language of the file
	d.Expressions[1].Text = now
	d.Expressions[1].Text = &act.Text{Lang: act.English, Style: act.StyleEU, Root: now.Root}
	return d
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	one := full(t)
	one.Expressions = one.Expressions[:1]
	odd := act.Text{Lang: "kir", Style: act.StyleUS, Root: &act.Block{ID: "корень", Kind: act.KindAct, Children: []*act.Block{
		{ID: "l1", Kind: act.KindLine, Words: act.Words{Text: "a  b\tc \u00a0 d"}},
		{ID: "p", Kind: act.KindPreamble, Children: []*act.Block{{ID: "p1", Kind: act.KindNumber, Num: "1", Label: "§ 1"}}},
		{ID: "x", Kind: act.KindAnnex, Label: "Annex", Words: act.Words{Text: "List"}},
		{ID: "y", Kind: act.KindNumber, Num: "ab", Label: "xaby", Words: act.Words{Text: "]]> & \"'<"}, Children: []*act.Block{
			{ID: "y0", Kind: act.KindLine, Words: act.Words{Text: "lead"}},
			{ID: "y1", Kind: act.KindUpper, Num: "I", Label: "(I)"},
			{ID: "y2", Kind: act.KindLine, Words: act.Words{Text: "between"}},
			{ID: "y3", Kind: act.KindCapital, Num: "A", Label: "(A)", Until: "2030-01-01"},
			{ID: "y4", Kind: act.KindLine, Words: act.Words{Text: "after"}},
		}},
		{ID: "z", Kind: act.KindRule, Num: "1", Label: "Rule 1", Children: []*act.Block{{ID: "z1", Kind: act.KindLine, Words: act.Words{Text: "no heading"}}}},
		{ID: "e", Kind: act.KindNumber, Num: "7", Label: "7.", Children: []*act.Block{{ID: "e1", Kind: act.KindLine, Words: act.Words{Text: "no first line"}}}},
	}}}
	empty := &act.Text{Lang: act.English, Style: act.StyleEU, Root: &act.Block{ID: "act", Kind: act.KindAct}}
	for name, d := range map[string]*Document{
		"a treaty in two languages, amending and amended": full(t),
		"a treaty in one language":                        one,
		"a decision":                                      document(Decision, text(t, russianText, act.Russian)),
		"a statute in another language with odd ids":      document(Statute, &odd),
		"a plan with odd ids":                             document(Plan, &odd),
		"an empty statute":                                document(Statute, empty),
		"an empty budget":                                 document(Budget, empty),
	} {
		t.Run(name, func(t *testing.T) {
			b := write(t, d)
			lint(t, b)
			got := read(t, b)
			if len(got.Foreign) > 0 {
				t.Errorf("foreign: %v", got.Foreign)
			}
			for i, e := range d.Expressions {
				if want, have := e.Text.JSON(), got.Expressions[i].Text.JSON(); !bytes.Equal(want, have) {
					t.Errorf("text %d\nwant %.1500s\nhave %.1500s", i, want, have)
				}
			}
			again := write(t, bare(got))
			if !bytes.Equal(again, b) {
				t.Errorf("written again:\n%.3000s\nwas\n%.3000s", again, b)
			}
			if third := bare(read(t, again)); !reflect.DeepEqual(third, bare(got)) {
				t.Errorf("read again:\n%+v\nwas\n%+v", third, bare(got))
			}
		})
	}
}

// examples are those of an older draft, their namespace rewritten; none where
// they do not lie beside the repository.
func examples(t testing.TB) map[string][]byte {
	t.Helper()
	found, err := filepath.Glob("../../../shared/data/akn/examples/*.xml")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Log("../shared/data/akn/examples: not beside this repository, not read")
	}
	out := make(map[string][]byte)
	for _, f := range found {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = bytes.ReplaceAll(b, []byte("/akn/3.0/WD17"), []byte("/akn/3.0"))
	}
	return out
}

func TestExamplesOfOthersAreReadWithAllTheirWords(t *testing.T) {
	want := map[string][]string{
		"uk_pga-2014-27-enacted-data.xml": {"2 A retention notice may—", "b require the retention of all data or any description of data,"},
		"us_Act_2011-11-29.xml":           {"SEC. 2. DEFINITIONS.", "(B) transports not more than 25 individuals, in addition to the crew;"},
		"us_Title9-Chap3-eng.xml":         {"Arbitral decisions or awards made in the territory of a foreign State"},
		"uy_bill_2010-09-27.xml":          {"Artículo 2º.", "EXPOSICIÓN DE MOTIVOS"},
	}
	for name, b := range examples(t) {
		t.Run(name, func(t *testing.T) {
			d := read(t, b)
			var plain strings.Builder
			for _, e := range d.Expressions {
				plain.WriteString(e.Text.Plain())
			}
			for _, line := range want[name] {
				if !strings.Contains("\n"+plain.String(), "\n"+line) {
					t.Errorf("no line %q in\n%s", line, plain.String())
				}
			}
			inText := regexp.MustCompile(`(?i)body(\[\d+\])?/.*text\(\)`)
			for _, f := range d.Foreign {
				if inText.MatchString(f.Place) {
					t.Errorf("words that no text holds: %v", f)
				}
			}
			t.Logf("%d foreign parts kept", len(d.Foreign))
		})
	}
}

func TestUnitsOfOthersHaveTheKindsThatTheirLabelsShow(t *testing.T) {
	const file = `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><bill name="x"><meta><identification source="#a"><FRBRExpression>
<FRBRlanguage language="fra"/></FRBRExpression></identification></meta><preface><longTitle><p>Loi</p></longTitle></preface><body>
<part><num>Part I</num><heading>First</heading><section eId="s1"><num>1</num><heading>Title</heading>
<subsection><num>1</num><intro><p>Lead</p></intro><paragraph><num>a</num><content><p>one<authorialNote><p>note</p></authorialNote></p><p>two</p></content></paragraph>
<subparagraph><num>ii</num><content><p>roman</p></content></subparagraph></subsection>
<paragraph><num>3.</num><heading>Head</heading><content><p>text <b>bold</b><br/>next</p><ul><li>item</li></ul>
<blockList><listIntroduction>list:</listIntroduction><item><num>(a)</num><p>x</p></item></blockList>
<table><caption>c</caption><tr><td>1<p>2</p></td><th>3</th></tr><tr/></table><table><caption>c</caption></table></content></paragraph>
<clause><content><p>no number</p></content></clause><article><num>—</num></article></section></part></body>
<attachments><attachment><doc name="schedule"><meta/><preface><p>Schedule</p></preface><mainBody><p>words</p></mainBody></doc></attachment>
<attachment><documentRef href="#x" showAs="x"/></attachment></attachments></bill></akomaNtoso>`
	d := read(t, []byte(file))
	var got []string
	d.Expressions[0].Text.Root.Walk(func(b *act.Block) bool {
		got = append(got, string(b.Kind)+" "+b.Num+" "+b.Line())
		return true
	})
	want := []string{
		"act  Loi", "chapter I Part I First", "section 1 1 Title", "bracket 1 1 Lead", "letter a a one", "line  two", "roman ii ii roman",
		"number 3 3. Head", "line  text bold next", "line  item", "line  list:", "letter a (a) x", "table  ", "row  | 1 2 | 3 |",
		"line  no number", "article — —", "annex schedule schedule", "line  Schedule", "line  words",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if e := d.Expressions[0].Text; e.Lang != "fra" || e.Style != act.StyleEU || d.Kind != Statute {
		t.Errorf("%s %s %s", e.Lang, e.Style, d.Kind)
	}
}

func TestAFileOfMarksWithoutEndIsRefused(t *testing.T) {
	p := &parser{top: &node{}, count: maxTokens - 1}
	p.open = p.top
	if err := p.token(xml.Comment("last"), 1); err != nil {
		t.Error(err)
	}
	if err := p.token(xml.Comment("one more"), 1); err == nil {
		t.Error("one mark more than may be was read")
	}
}

// namespaces are elements in each other with a prefix each.
func namespaces(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, `<p xmlns:a%d="b">`, i)
	}
	return s.String()
}

func TestWhatIsNoSafeFileIsRefusedWithItsPlace(t *testing.T) {
	in := func(inside string) string {
		return "<akomaNtoso xmlns=\"" + Namespace + "\">\n" + inside + "</akomaNtoso>"
	}
	doc := func(inside string) string {
		return in(`<act name="x"><meta><identification><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>` + inside + "</act>")
	}
	for name, c := range map[string]struct{ file, want string }{
		"a document type":            {"<!DOCTYPE a>\n" + in(""), "line 1, column 13: a document type"},
		"an entity":                  {in("&x;"), "line 2"},
		"another encoding":           {`<?xml version="1.0" encoding="latin1"?>` + in(""), "encoding"},
		"depth":                      {in("\n" + strings.Repeat("<p>", 300)), "line 3, column 769: elements deeper than 256"},
		"size":                       {strings.Repeat(" ", MaxBytes+1), "20971521 bytes, at most 20971520"},
		"another namespace":          {"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0/WD17\"/>", "line 1: element akomaNtoso of namespace"},
		"no namespace":               {"<akomaNtoso/>", `namespace ""`},
		"another root":               {"<act xmlns=\"" + Namespace + "\"/>", "not akomaNtoso"},
		"nothing":                    {"", "no element"},
		"no end":                     {"<akomaNtoso xmlns=\"" + Namespace + "\">", "line 1: element akomaNtoso without an end"},
		"a wrong end":                {in("<p></q>"), "line 2, column 8: end of q"},
		"two roots":                  {in("") + "<a/>", "a second root"},
		"text after the root":        {in("") + "x", "text outside"},
		"attributes without end":     {in("<p" + strings.Repeat(` a=""`, 101) + "/>"), "line 2, column 510: an element of 101 attributes"},
		"a name without end":         {in("<" + strings.Repeat("p", 201) + "/>"), "name over 200 bytes"},
		"namespaces without end":     {in(namespaces(102)), "more than 100 namespaces"},
		"an attribute twice":         {in(`<p a="1" a="2"/>`), "attribute a twice"},
		"a prefix unknown":           {in("<x:p/>"), "prefix x"},
		"an attribute's prefix":      {in(`<p x:a=""/>`), "prefix x"},
		"no body":                    {in("<act/>"), "no document with a body"},
		"no language":                {in("<act><body/></act>"), "line 2: no language"},
		"a character XML lacks":      {in("\x01"), "line 2"},
		"levels beyond those of act": {doc("<body>" + strings.Repeat("<chapter><num>1</num>", 70) + strings.Repeat("</chapter>", 70) + "</body>"), "line 2: block"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Read([]byte(c.file))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("read %v, error %v, want %q", d, err, c.want)
			}
		})
	}
}
