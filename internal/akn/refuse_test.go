package akn

import (
	"bytes"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func TestADocumentThatLacksSomethingIsNotWritten(t *testing.T) {
	root := func(b act.Block) *act.Text {
		b.ID = "x"
		return &act.Text{Lang: "en", Style: act.StyleEU, Root: &act.Block{ID: "act", Kind: act.KindAct, Children: []*act.Block{&b}}}
	}
	modified := func(f func(*Modification)) func(*Document) {
		return func(d *Document) {
			m := Modification{Kind: amend.Repeal, Destinations: []Place{{}}}
			f(&m)
			d.Active = []Modification{m}
		}
	}
	for name, c := range map[string]struct {
		spoil func(*Document)
		want  string
	}{
		"a kind that is none":         {func(d *Document) { d.Kind = "novel" }, `kind "novel"`},
		"no expression":               {func(d *Document) { d.Expressions = nil }, "no expression"},
		"no uri":                      {func(d *Document) { d.Work.URI = "" }, `work: uri ""`},
		"a uri with a fragment":       {func(d *Document) { d.Work.URI = "/a#b" }, `work: uri "/a#b"`},
		"a uri with half an escape":   {func(d *Document) { d.Work.URI = "/a%4" }, `work: uri`},
		"a uri with a space":          {func(d *Document) { d.Expressions[0].URI = "/a b" }, `expression 1: uri "/a b"`},
		"a uri that is a scheme":      {func(d *Document) { d.Work.URI = "1:a" }, `work: uri "1:a"`},
		"no author":                   {func(d *Document) { d.Work.Author.URI = "" }, "author's uri"},
		"a date that is none":         {func(d *Document) { d.Work.Date = "2019-02-30" }, `work: date "2019-02-30"`},
		"no country":                  {func(d *Document) { d.Work.Country = "" }, "no country"},
		"a name XML cannot say":       {func(d *Document) { d.Work.Name = "\x00" }, "cannot be written"},
		"no file":                     {func(d *Document) { d.Expressions[0].File = "" }, "file's uri"},
		"no day of the expression":    {func(d *Document) { d.Expressions[0].Date = "" }, `date ""`},
		"no day of the file":          {func(d *Document) { d.Expressions[0].Made = "" }, "day of the file"},
		"no text":                     {func(d *Document) { d.Expressions[0].Text = nil }, "no text"},
		"a language of another form":  {func(d *Document) { d.Expressions[0].Text.Lang = "r_u" }, `language "r_u"`},
		"a language with no end":      {func(d *Document) { d.Expressions[0].Text.Lang = "ru-" }, `language "ru-"`},
		"a language by three letters": {func(d *Document) { d.Expressions[0].Text.Lang = "rus" }, `language "rus"`},
		"a text of no style":          {func(d *Document) { d.Expressions[0].Text.Style = "" }, "style"},
		"an event of no kind":         {func(d *Document) { d.Events[0].Type = "" }, "event 1"},
		"an event of another form":    {func(d *Document) { d.Events[0].Source = "" }, "event 1"},
		"a kind of modification":      {modified(func(m *Modification) { m.Kind = "x" }), `active modification 1: kind "x"`},
		"no destination":              {modified(func(m *Modification) { m.Destinations = nil }), "no destination"},
		"a place in no act":           {modified(func(m *Modification) { m.Source.Act = " " }), "place"},
		"a day until":                 {modified(func(m *Modification) { m.Until = "x" }), "until"},
		"a day from":                  {modified(func(m *Modification) { m.Force = &amend.Force{From: "x"} }), "in force from"},
		"a condition":                 {modified(func(m *Modification) { m.Force = &amend.Force{Condition: "\x02"} }), "cannot be written"},
		"a block that is not there":   {modified(func(m *Modification) { m.Destinations[0].ID = "nowhere" }), `block "nowhere": absent`},
		"a passive one":               {func(d *Document) { d.Passive = []Modification{{}} }, "passive modification 1"},
		"words": {func(d *Document) {
			d.Expressions[0].Text = root(act.Block{Kind: act.KindLine, Words: act.Words{Text: "a\x01b"}})
		}, `block "x": words`},
		"a label": {func(d *Document) {
			d.Expressions[0].Text = root(act.Block{Kind: act.KindNumber, Num: "1", Label: "1\x01."})
		}, `block "x": words`},
		"an id": {func(d *Document) {
			t := root(act.Block{Kind: act.KindLine, Words: act.Words{Text: "a"}})
			t.Root.Children[0].ID = "a\x01"
			d.Expressions[0].Text = t
		}, "id that cannot be written"},
		"more than a file may hold": {func(d *Document) {
			d.Expressions[0].Text = root(act.Block{Kind: act.KindLine, Words: act.Words{Text: strings.Repeat("&", 5<<20)}})
		}, "at most 20971520"},
		"the second of two": {func(d *Document) {
			d.Expressions = append(d.Expressions, d.Expressions[0])
			d.Expressions[1].Text = root(act.Block{Kind: act.KindLine, Words: act.Words{Text: "a\x01b"}})
		}, "cannot be written"},
	} {
		t.Run(name, func(t *testing.T) {
			d := document(Statute, text(t, englishText, act.English))
			c.spoil(d)
			if b, err := d.Write(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("wrote %d bytes, error %v, want %q", len(b), err, c.want)
			}
		})
	}
}

func TestAFileWithoutForeignPartsIsWrittenAnewWhenItIsAmended(t *testing.T) {
	d := read(t, write(t, full(t)))
	base := d.Expressions[0].Text
	b, lost, err := d.Amended(0, base.With("section_2__article_3"))
	if err != nil || lost != nil {
		t.Fatal(err, lost)
	}
	lint(t, b)
	if again := read(t, b); again.Expressions[0].Text.Block("section_2__article_3") != nil || len(again.Foreign) > 0 {
		t.Errorf("foreign %v in\n%s", again.Foreign, b)
	}
	if base.Block("section_2__article_3") == nil || d.Expressions[0].Text != base {
		t.Error("the document that was read has changed")
	}
	other := read(t, []byte(strange))
	b, _, err = other.Amended(0, other.Expressions[0].Text.With("line"))
	if err != nil || bytes.Contains(b, []byte("More.")) || !bytes.Contains(b, []byte("<x:y>kept</x:y>")) {
		t.Errorf("%v\n%s", err, b)
	}
}

func TestIDsThatAddressesMustEscapeAreFoundAgain(t *testing.T) {
	id := act.ID(`пункт#5%"<2>`)
	text := &act.Text{Lang: "en", Style: act.StyleEU, Root: &act.Block{ID: "act", Kind: act.KindAct, Children: []*act.Block{
		{ID: id, Kind: act.KindNumber, Num: "1", Label: "1."}, {ID: "%41", Kind: act.KindNumber, Num: "2", Label: "2."},
	}}}
	d := document(Statute, text)
	d.Active = []Modification{{Kind: amend.Join, Source: Place{ID: id}, Destinations: []Place{{Act: "/eli/a", ID: id}, {Act: "/eli/b%20c", ID: "x"}}}}
	b := write(t, d)
	lint(t, b)
	got := read(t, b)
	if len(got.Active) != 1 || got.Active[0].Source.ID != id || got.Active[0].Destinations[0].ID != id || len(got.Foreign) > 0 {
		t.Errorf("%+v\n%v", got.Active, got.Foreign)
	}
}

// FuzzRead: what is read makes valid texts, is written back in the same infoset,
// and where nothing is foreign also from its fields alone.
func FuzzRead(f *testing.F) {
	f.Add([]byte(strange))
	f.Add(write(f, document(Statute, text(f, russianText, act.Russian))))
	f.Add(write(f, document(Treaty, text(f, russianText, act.Russian), text(f, englishText, act.English))))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(b)
		if _, wrong := Elements(b); err == nil && wrong != nil {
			t.Fatal(wrong)
		}
		if err != nil {
			return
		}
		for _, e := range d.Expressions {
			if err := e.Text.Valid(); err != nil {
				t.Fatal(err)
			}
		}
		back, lost, err := d.Rewrite(make([]*act.Text, len(d.Expressions))...)
		if err != nil || len(lost) > 0 {
			t.Fatal(err, lost)
		}
		one, _ := parse(b)
		two, err := parse(back)
		if err != nil || infoset(one) != infoset(two) {
			t.Fatalf("%v: another infoset:\n%s", err, back)
		}
		if len(d.Foreign) > 0 {
			return
		}
		made, err := d.Write()
		if err != nil {
			return
		}
		again, err := Read(made)
		if err != nil {
			t.Fatalf("%v in\n%s", err, made)
		}
		for i, e := range again.Expressions {
			if !bytes.Equal(e.Text.JSON(), d.Expressions[i].Text.JSON()) {
				t.Fatalf("another text:\n%s\nwas\n%s", e.Text.JSON(), d.Expressions[i].Text.JSON())
			}
		}
		if third, err := again.Write(); err != nil || !bytes.Equal(third, made) {
			t.Fatalf("%v: written otherwise:\n%s\nwas\n%s", err, third, made)
		}
	})
}
