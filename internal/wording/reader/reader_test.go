package reader

import (
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/words"
)

const base = `Regulation on the harbour (specimen)
1. The harbour is open by day.
2. Fees:
| Ship | Fee |
| sail | 5 |
3. The master keeps a book.
`

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// said is the text of a wording, a line each.
func said(w wording.Wording) string {
	var b strings.Builder
	for _, l := range w.Lines {
		b.WriteString(l.Label.Text)
		for _, r := range l.Runs {
			b.WriteString(r.Text)
		}
		for _, c := range l.Cells {
			b.WriteString("|")
			for _, r := range c {
				b.WriteString(r.Text)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestAnActSaysOnADayWhatWasInForceThen(t *testing.T) {
	amenders := []Amender{
		{"second", day(t, "2021-03-01"), "Decision on the harbour\nThe Regulation is amended as follows:\n(1) in paragraph 1, the word \"night\" is replaced by the words \"day and night\";\n(2) the following paragraph is added:\n\"4. The book is public.\"."},
		{"first", day(t, "2020-01-01"), "Decision on the harbour\nThe Regulation is amended as follows:\n(1) in paragraph 1, the word \"day\" is replaced by the word \"night\"."},
	}
	r := New()
	for _, tt := range []struct {
		day   string
		has   []string
		not   string
		fates []wording.Fate
		last  string
	}{
		{"2019-12-31", []string{"open by day."}, "night", []wording.Fate{wording.Later, wording.Later}, ""},
		{"2020-01-01", []string{"open by night."}, "4.", []wording.Fate{wording.Applied, wording.Later}, "first"},
		{"2021-03-01", []string{"open by day and night.", "4.The book is public."}, "??", []wording.Fate{wording.Applied, wording.Applied}, "second"},
		{"", []string{"open by day and night.", "|sail|5"}, "??", []wording.Fate{wording.Applied, wording.Applied}, "second"},
	} {
		var on calendar.Day
		if tt.day != "" {
			on = day(t, tt.day)
		}
		w, err := r.On(base, "en", amenders, on)
		if err != nil {
			t.Fatal(err)
		}
		text := said(w)
		for _, want := range tt.has {
			if !strings.Contains(text, want) {
				t.Errorf("on %s: no %q in\n%s", tt.day, want, text)
			}
		}
		var fates []wording.Fate
		for _, s := range w.Steps {
			fates = append(fates, s.Fate)
		}
		if strings.Contains(text, tt.not) || !slices.Equal(fates, tt.fates) || w.Last != tt.last {
			t.Errorf("on %s: %v, last %q\n%s", tt.day, fates, w.Last, text)
		}
		if want := []calendar.Day{day(t, "2020-01-01"), day(t, "2021-03-01")}; !slices.Equal(w.Days, want) {
			t.Errorf("on %s: days %v, want %v", tt.day, w.Days, want)
		}
		if w.Plain == "" || w.Lang != "en" || len(w.Title) != 1 {
			t.Errorf("on %s: %+v", tt.day, w)
		}
	}
}

func TestEveryWordKnowsTheDecisionThatWroteIt(t *testing.T) {
	w, err := New().On(base, "en", []Amender{
		{"first", day(t, "2020-01-01"), "The Regulation is amended as follows:\n(1) in paragraph 1, the word \"day\" is replaced by the word \"night\"."},
		{"second", day(t, "2021-01-01"), "The Regulation is amended as follows:\n(1) in paragraph 1, the word \"open\" is replaced by the word \"closed\";\n(2) in paragraph 2, the word \"5\" is replaced by the word \"6\"."},
	}, calendar.Day{})
	if err != nil {
		t.Fatal(err)
	}
	line := w.Lines[0]
	want := []wording.Run{{Text: "The harbour is "}, {Text: "closed", By: "second", Fresh: true}, {Text: " by "}, {Text: "night", By: "first"}, {Text: "."}}
	if !slices.Equal(line.Runs, want) || !slices.Equal(line.By, []string{"first", "second"}) {
		t.Errorf("%+v by %v", line.Runs, line.By)
	}
	for _, l := range w.Lines {
		if l.Kind == act.KindRow && l.Cells[0][0].Text == "sail" && !slices.Equal(l.By, []string{"second"}) {
			t.Errorf("the row of sail: %+v", l)
		}
	}
}

func TestWhatCannotBeAppliedExactlyIsSaidAndStopsWhatFollows(t *testing.T) {
	good := "The Regulation is amended as follows:\n(1) in paragraph 3, the word \"book\" is replaced by the word \"ledger\"."
	for _, tt := range []struct {
		name, text string
		fate       wording.Fate
		why        string
	}{
		{"words that are not there", "The Regulation is amended as follows:\n(1) in paragraph 3, the word \"scroll\" is replaced by the word \"ledger\".", wording.Refused, "2: "},
		{"an instruction that nobody understands", "The Regulation is amended as follows:\n(1) paragraph 3 is to be made somewhat nicer by the master.", wording.Unread, "1: "},
		{"a text that is not held", "", wording.Unread, ""},
	} {
		w, err := New().On(base, "en", []Amender{{"bad", day(t, "2020-01-01"), tt.text}, {"good", day(t, "2021-01-01"), good}}, calendar.Day{})
		if err != nil {
			t.Fatal(err)
		}
		if s := w.Steps; s[0].Fate != tt.fate || !strings.HasPrefix(s[0].Why, tt.why) || s[1].Fate != wording.Blocked || strings.Contains(said(w), "ledger") || w.Last != "" {
			t.Errorf("%s: %+v\n%s", tt.name, s, said(w))
		}
	}
}

func TestPartsOfADecisionMayComeIntoForceLater(t *testing.T) {
	text := "О внесении изменений\nВнести в Положение следующие изменения:\n1) в пункте 1 слово «день» заменить словом «ночь»;\n2) в пункте 2 слово «книга» заменить словом «тетрадь».\nНастоящее Решение вступает в силу со дня подписания, за исключением подпункта 2, который вступает в силу с 1 января 2021 года."
	r := New()
	for on, want := range map[string]string{"2020-06-01": "1.ночь\n2.книга\n", "2021-01-01": "1.ночь\n2.тетрадь\n"} {
		w, err := r.On("Положение\n1. день\n2. книга\n", "ru", []Amender{{"d", day(t, "2020-05-01"), text}}, day(t, on))
		if err != nil || said(w) != want || len(w.Days) != 2 {
			t.Errorf("on %s: %q %v %v, want %q: %+v", on, said(w), w.Days, err, want, w.Steps)
		}
	}
}

func TestATextThatIsNotInPlainFormIsNotRead(t *testing.T) {
	if _, err := New().On("", "en", nil, calendar.Day{}); err == nil {
		t.Error("an empty text is read")
	}
	if !Reads("ru") || !Reads("en") || Reads(words.Lang("ky")) {
		t.Error("languages")
	}
}

func TestEachOperationIsGivenAsTheAmenderSaysIt(t *testing.T) {
	text := "Decision on the harbour\nThe Regulation is amended as follows:\n(1) in paragraph 1, the word \"day\" is replaced by the word \"night\";\n(2) paragraph 3 is repealed;\n(3) the following paragraph is added:\n\"4. The book is public.\"."
	w, err := New().On(base, "en", []Amender{{"first", day(t, "2020-01-01"), text}}, calendar.Day{})
	if err != nil {
		t.Fatal(err)
	}
	if w.Text == nil || w.Text.Plain() != w.Plain {
		t.Error("the tree is not that of the text")
	}
	for _, l := range w.Lines {
		if b := w.Text.Block(l.ID); b == nil || b.Kind != l.Kind || b.Label != l.Label.Text {
			t.Errorf("line %q is not its block", l.Label.Text)
		}
	}
	if d := w.Steps[0].Days; len(d) != 1 || d[0] != day(t, "2020-01-01") {
		t.Errorf("it changes the text on %v", d)
	}
	says := w.Steps[0].Says
	if len(says) != 3 {
		t.Fatalf("%d operations", len(says))
	}
	for i, want := range []struct{ part, at string }{
		{`in paragraph 1, the word "day" is replaced by the word "night"`, "number_1"},
		{"paragraph 3 is repealed", "number_3"},
		{`"4. The book is public."`, "act"},
	} {
		if x := says[i]; x.N != i+1 || x.Does.Kind == "" || !strings.Contains(x.Text, want.part) || len(x.At) != 1 || string(x.At[0]) != want.at {
			t.Errorf("operation %d is %+v, want %+v", i+1, x, want)
		}
	}
}
