package beside

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/redline"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/internal/words"
)

const base = `Regulation on the harbour (specimen)
1. The harbour is open by day. Sails are lowered.
2. Fees:
| Ship | Fee |
| sail | 5 |
| oar | 2 |
3. The master keeps a book.
4. The following may enter:
(a) fishing boats;
(b) mail boats.
5. The pilot is paid by the ship.
`

func on(t *testing.T, text string, lang words.Lang, amenders ...string) wording.Wording {
	t.Helper()
	r := reader.New()
	plain, err := act.ParsePlain(text, act.Lang(lang))
	if err != nil {
		t.Fatal(err)
	}
	h := council.History{Act: "act"}
	for i, s := range amenders {
		d, err := calendar.ParseDay(fmt.Sprintf("2020-01-%02d", i+1))
		if err != nil {
			t.Fatal(err)
		}
		got := r.Parse(s, plain, act.Lang(lang))
		if len(got.Unparsed) > 0 {
			t.Fatalf("%+v", got.Unparsed)
		}
		id := council.ID(fmt.Sprint("d", i+1))
		h.Amenders = append(h.Amenders, council.Amender{Decision: id, Adopted: d, Amendments: []council.Amendment{{Decision: id, Act: "act", Lang: lang, Operations: got.Operations}}})
	}
	made, err := line.New(text, lang, h)
	if err != nil {
		t.Fatal(err)
	}
	w := made.On(line.Question{})
	for _, s := range w.Steps {
		if s.Fate != wording.Applied {
			t.Fatalf("%s: %s %s", s.ID, s.Fate, s.Why)
		}
	}
	return w
}

const decision = `Decision on the harbour
The Regulation is amended as follows:
(1) in paragraph 1, the words "by day" are replaced by the words "by day and by night";
(2) in paragraph 1, the second sentence is deleted;
(3) in paragraph 2, the word "sail" is replaced by the words "sailing ship";
(4) paragraph 3 is deleted;
(5) in paragraph 4, the following point is added:
"(c) pilot boats.";
(6) in paragraph 5, the words "by the ship" are deleted;
(7) the following paragraph is added:
"6. The book is public.".`

// told writes passages, a line each: the numbers of what is said, then the lines.
func told(list []Passage) string {
	var out []string
	for _, p := range list {
		s := ""
		for _, x := range p.Says {
			s += fmt.Sprint(x.N) + " "
		}
		s += ":"
		for _, l := range p.Lines {
			was, now := redline.Sides(l.Runs)
			s += fmt.Sprintf(" %s [%s|%s]", l.Kind, was, now)
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestEachPartOfADecisionStandsBesideWhatItDid(t *testing.T) {
	was, now := on(t, base, "en"), on(t, base, "en", decision)
	got := told(Passages(was.Text, now.Text, "d1", now.Steps[0].Says))
	want := `1 2 : changed [1. The harbour is open by day. Sails are lowered.|1. The harbour is open by day and by night.]
3 : changed [| sail | 5 ||| sailing ship | 5 |]
4 : removed [3. The master keeps a book.|]
5 : added [|(c) pilot boats.]
6 : changed [5. The pilot is paid by the ship.|5. The pilot is paid.]
7 : added [|6. The book is public.]`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNeighboursThatOneOperationChangedAreOnePassage(t *testing.T) {
	was := on(t, base, "en")
	now := on(t, base, "en", "Decision on the harbour\nThe Regulation is amended as follows:\n(1) paragraph 4 is deleted;\n(2) the following paragraphs are added:\n\"6. The book is public.\n7. The book is kept.\".")
	got := told(Passages(was.Text, now.Text, "d1", now.Steps[0].Says))
	want := `1 : removed [4. The following may enter:|] removed [(a) fishing boats;|] removed [(b) mail boats.|]
2 : added [|6. The book is public.] added [|7. The book is kept.]`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhatChangedNoLineStandsLast(t *testing.T) {
	was := on(t, base, "en")
	says := []wording.Instruction{{N: 1, Text: "nothing"}}
	if got := told(Passages(was.Text, was.Text, "d1", says)); got != "1 :" {
		t.Errorf("got %q", got)
	}
	now := on(t, base, "en", decision)
	for _, p := range Passages(was.Text, now.Text, "another", nil) {
		if len(p.Says) > 0 {
			t.Errorf("%v is said by nobody", p.Says)
		}
	}
}

func TestWhatATextLostIsFound(t *testing.T) {
	was, now := on(t, base, "en"), on(t, base, "en", decision)
	x := Lost(was.Text, now.Text)
	if len(x.Words) != 1 || x.Words["number_5"] != "by the ship" {
		t.Errorf("words: %q", x.Words)
	}
	if len(x.Lines) != 1 || strings.Join(x.Lines["number_4"], "") != "3. The master keeps a book." || x.End != nil {
		t.Errorf("lines: %q, %q", x.Lines, x.End)
	}
	now = on(t, base, "en", "Decision on the harbour\nThe Regulation is amended as follows:\n(1) in paragraph 1, the words \"open \" are deleted;\n(2) paragraph 5 is deleted.")
	x = Lost(was.Text, now.Text)
	if strings.Join(x.End, "") != "5. The pilot is paid by the ship." || len(x.Lines) != 0 {
		t.Errorf("the last line: %q, %q", x.Lines, x.End)
	}
	a, err := act.ParsePlain("T\n1. One two three four five.\n", act.English)
	if err != nil {
		t.Fatal(err)
	}
	b, err := act.ParsePlain("T\n1. One three five.\n", act.English)
	if err != nil {
		t.Fatal(err)
	}
	if got := Lost(a, b).Words["number_1"]; got != "two … four" {
		t.Errorf("two losses: %q", got)
	}
}

func TestWhatDidNotChangeIsFolded(t *testing.T) {
	// s is the same, S the same and moved, c changed
	for in, want := range map[string]string{
		"":           "",
		"ssss":       "(ssss)",
		"ss":         "ss",
		"c":          "c",
		"sssscssss":  "(sss)scs(sss)",
		"ssscs":      "ssscs",
		"cssscssssc": "cssscssssc",
		"csssssc":    "cs(sss)sc",
		"ssssS":      "(sss)sS",
	} {
		var lines []redline.Line
		for _, r := range in {
			l := redline.Line{Kind: redline.Same, Moved: r == 'S', Runs: []redline.Run{{Kind: redline.Kept, Text: string(r)}}}
			if r == 'c' {
				l.Kind = redline.Changed
			}
			lines = append(lines, l)
		}
		got := ""
		for _, s := range Fold(lines) {
			part := ""
			for _, l := range s.Lines {
				part += l.Runs[0].Text
			}
			if s.Folded {
				part = "(" + part + ")"
			}
			got += part
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTwoLanguagesStandBlockByBlock(t *testing.T) {
	text := func(s string, l act.Lang) *act.Text {
		x, err := act.ParsePlain(s, l)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, x := range []struct{ name, ru, en, want string }{
		{"the same structure", "Акт\n1. Один.\n2. Два.\n", "Act\n1. One.\n2. Two.\n", "Акт/Act; 1. Один./1. One.; 2. Два./2. Two."},
		{"another number at the same place", "Акт\n1. Один.\n1.1. И ещё.\n2. Два.\n", "Act\n1. One.\n1a. And.\n2. Two.\n", "Акт/Act; 1. Один./1. One.; 1.1. И ещё./1a. And.; 2. Два./2. Two."},
		{"what only one has", "Акт\n1. Один.\n3. Три.\n", "Act\n1. One.\n2. Two.\n3. Three.\n4. Four.\n", "Акт/Act; 1. Один./1. One.; -/2. Two.; 3. Три./3. Three.; -/4. Four."},
		{"what only the other has", "Акт\n1. Один.\n2. Два.\n3. Три.\n", "Act\n1. One.\n3. Three.\n", "Акт/Act; 1. Один./1. One.; 2. Два./-; 3. Три./3. Three."},
	} {
		t.Run(x.name, func(t *testing.T) {
			var got []string
			side := func(b *act.Block) string {
				if b == nil {
					return "-"
				}
				return b.Line()
			}
			for _, p := range Pairs(text(x.ru, act.Russian), text(x.en, act.English)) {
				got = append(got, side(p.A)+"/"+side(p.B))
			}
			if s := strings.Join(got, "; "); s != x.want {
				t.Errorf("got %s", s)
			}
		})
	}
}

func TestNumbersOfLinesDependOnTheWordingAlone(t *testing.T) {
	long := strings.Repeat("слово ", 30)
	w := on(t, "Название\n1. "+long+"\nСтрока без номера.\n2.\n| № | Срок |\n| 1 | май |\n3. Короткий.\n", "ru")
	title, lines := Numbers(w)
	if title.First != 1 || len(title.Pieces) != 1 {
		t.Errorf("title %+v", title)
	}
	next := 2
	for i, l := range lines {
		if l.First != next {
			t.Errorf("line %d begins at %d, want %d", i, l.First, next)
		}
		next += len(l.Pieces)
		var all []string
		for _, p := range l.Pieces {
			s := ""
			for _, r := range p {
				s += r.Text
			}
			if n := len([]rune(s)); n > Width {
				t.Errorf("%d characters: %s", n, s)
			}
			all = append(all, s)
		}
		if b := w.Text.Block(w.Lines[i].ID); w.Lines[i].Kind != act.KindRow && strings.Join(all, " ") != b.Line() {
			t.Errorf("%q is cut into %q", b.Line(), all)
		}
	}
	if len(lines[0].Pieces) != 4 {
		t.Errorf("%d pieces", len(lines[0].Pieces))
	}
	word := strings.Repeat("я", 80)
	if got := cut([]wording.Run{{Text: "а " + word + " б"}}); len(got) != 3 || got[1][0].Text != word {
		t.Errorf("a long word: %+v", got)
	}
	if got := cut([]wording.Run{{Text: strings.Repeat("а", 30), By: "x"}, {Text: " " + strings.Repeat("б", 40), Fresh: true}}); len(got) != 2 || got[0][0].By != "x" || !got[1][0].Fresh {
		t.Errorf("sources: %+v", got)
	}
}
