package line

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/reader"
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
	if s == "" {
		return calendar.Day{}
	}
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// said is the text of a wording, a line each.
func plain(w wording.Wording) string {
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

func fates(w wording.Wording) (list []wording.Fate) {
	for _, s := range w.Steps {
		list = append(list, s.Fate)
	}
	return list
}

// amender is a decision of a day that says something in English prose.
func amender(t *testing.T, id, adopted, prose string) council.Amender {
	t.Helper()
	a := council.Amender{Decision: council.ID(id), Adopted: day(t, adopted), Known: day(t, adopted)}
	if prose == "" {
		return a
	}
	text, err := act.ParsePlain(base, act.English)
	if err != nil {
		t.Fatal(err)
	}
	got := reader.New().Parse("The Regulation is amended as follows:\n"+prose, text, act.English)
	if len(got.Unparsed) > 0 {
		t.Fatalf("%s: %+v", id, got.Unparsed)
	}
	a.Amendments = []council.Amendment{{Decision: a.Decision, Act: "act", Lang: "en", Text: council.ID("text-" + id), Operations: got.Operations}}
	return a
}

func lineOf(t *testing.T, h council.History) *Line {
	t.Helper()
	h.Act = "act"
	l, err := New(base, "en", h)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAnActSaysOnADayWhatWasInForceThen(t *testing.T) {
	l := lineOf(t, council.History{Amenders: []council.Amender{
		amender(t, "first", "2020-01-01", `(1) in paragraph 1, the word "day" is replaced by the word "night".`),
		amender(t, "second", "2021-03-01", "(1) in paragraph 1, the words \"by\" are replaced by the words \"by day and by\";\n(2) the following paragraph is added:\n\"4. The book is public.\"."),
	}})
	for _, tt := range []struct {
		day   string
		has   []string
		not   string
		fates []wording.Fate
		last  string
	}{
		{"2019-12-31", []string{"open by day."}, "night", []wording.Fate{wording.Later, wording.Later}, ""},
		{"2020-01-01", []string{"open by night."}, "4.", []wording.Fate{wording.Applied, wording.Later}, "first"},
		{"2021-03-01", []string{"open by day and by night.", "4.The book is public."}, "??", []wording.Fate{wording.Applied, wording.Applied}, "second"},
		{"", []string{"open by day and by night.", "|sail|5"}, "??", []wording.Fate{wording.Applied, wording.Applied}, "second"},
	} {
		w := l.On(Question{Day: day(t, tt.day)})
		text := plain(w)
		for _, want := range tt.has {
			if !strings.Contains(text, want) {
				t.Errorf("on %s: no %q in\n%s", tt.day, want, text)
			}
		}
		if strings.Contains(text, tt.not) || !slices.Equal(fates(w), tt.fates) || w.Last != tt.last || !w.Bound {
			t.Errorf("on %s: %v, last %q\n%s", tt.day, fates(w), w.Last, text)
		}
		if want := []calendar.Day{day(t, "2020-01-01"), day(t, "2021-03-01")}; !slices.Equal(w.Days, want) {
			t.Errorf("on %s: days %v, want %v", tt.day, w.Days, want)
		}
		if w.Plain == "" || w.Text == nil || w.Lang != "en" || len(w.Title) != 1 {
			t.Errorf("on %s: %+v", tt.day, w)
		}
	}
	if w := l.On(Question{Known: day(t, "2020-06-01")}); len(w.Steps) != 1 || w.Last != "first" {
		t.Errorf("as far as was known: %+v", w.Steps)
	}
}

func TestEveryWordKnowsTheDecisionThatWroteIt(t *testing.T) {
	w := lineOf(t, council.History{Amenders: []council.Amender{
		amender(t, "first", "2020-01-01", `(1) in paragraph 1, the word "day" is replaced by the word "night".`),
		amender(t, "second", "2021-01-01", "(1) in paragraph 1, the word \"open\" is replaced by the word \"closed\";\n(2) in paragraph 2, the word \"5\" is replaced by the word \"6\"."),
	}}).On(Question{})
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
	good := amender(t, "good", "2021-01-01", `(1) in paragraph 3, the word "book" is replaced by the word "ledger".`)
	refused := amender(t, "bad", "2020-01-01", `(1) in paragraph 3, the word "scroll" is replaced by the word "ledger".`)
	senseless := amender(t, "bad", "2020-01-01", "")
	senseless.Amendments = []council.Amendment{{Lang: "en", Operations: []amend.Operation{{Kind: "whim"}}}}
	odd := senseless
	odd.Force = council.Force{When: "whim"}
	for _, tt := range []struct {
		name string
		bad  council.Amender
		fate wording.Fate
		why  string
	}{
		{"words that are not there", refused, wording.Refused, "no-match"},
		{"operations that make no sense", senseless, wording.Unread, "invalid"},
		{"a force that makes no sense", odd, wording.Unread, "invalid"},
		{"operations that are not there", amender(t, "bad", "2020-01-01", ""), wording.Unread, ""},
	} {
		l := lineOf(t, council.History{Amenders: []council.Amender{tt.bad, good}})
		w := l.On(Question{})
		if s := w.Steps; s[0].Fate != tt.fate || !strings.Contains(s[0].Why, tt.why) || s[1].Fate != wording.Blocked || strings.Contains(plain(w), "ledger") || w.Last != "" || w.Stopped != day(t, "2020-01-01") {
			t.Errorf("%s: %+v\n%s", tt.name, s, plain(w))
		}
		if w := l.On(Question{Day: day(t, "2019-01-01")}); w.Stopped.Known() || w.Steps[0].Fate != wording.Later {
			t.Errorf("%s: before: %+v", tt.name, w.Steps)
		}
	}
	l := lineOf(t, council.History{Amenders: []council.Amender{refused, good}})
	if at := l.On(Question{}).Steps[0].Source; at == nil || l.TextOf("bad") != "text-bad" {
		t.Errorf("no place: %v", at)
	}
	first := amender(t, "bad", "0001-01-01", "")
	if w := lineOf(t, council.History{Amenders: []council.Amender{first}}).On(Question{}); w.Steps[0].Fate != wording.Unread || !strings.Contains(plain(w), "open by day") {
		t.Errorf("from the beginning: %+v", w.Steps)
	}
}

func TestTwoOfOneDayThatDisagreeAreShownInBothOrders(t *testing.T) {
	a := amender(t, "a", "2020-01-01", `(1) in paragraph 1, the word "day" is replaced by the word "night".`)
	b := amender(t, "b", "2020-01-01", "(1) paragraph 1 is replaced by the following:\n\"1. The harbour is closed by day.\".")
	l := lineOf(t, council.History{Amenders: []council.Amender{a, b}})
	w := l.On(Question{})
	if w.Conflict == nil || !slices.Equal(fates(w), []wording.Fate{wording.Clash, wording.Clash}) || !strings.Contains(plain(w), "open by day") {
		t.Fatalf("%+v %v", w.Conflict, fates(w))
	}
	if r := w.Conflict.Results; r[0].Text == nil && r[1].Text == nil || !slices.Equal(w.Conflict.Amenders, []string{"a", "b"}) {
		t.Errorf("%+v", r)
	}
	b.Amendments[0].After = []council.ID{"a"}
	if w := lineOf(t, council.History{Amenders: []council.Amender{a, b}}).On(Question{}); w.Conflict != nil || !strings.Contains(plain(w), "closed by day") {
		t.Errorf("in an order that was decided: %+v\n%s", w.Steps, plain(w))
	}
}

// What an amender waits for, and for whom, is answered with its reason.
func TestAForceHoldsMemberByMember(t *testing.T) {
	a := amender(t, "a", "2020-01-01", "(1) in paragraph 1, the word \"day\" is replaced by the word \"night\";\n(2) in paragraph 3, the word \"book\" is replaced by the word \"ledger\".")
	a.Force = council.Force{When: council.OnNotices, Notices: 2, Each: true, Save: []procedure.Member{"tj"}, Provisional: &council.Force{When: council.OnEvent, Name: "the fair"}}
	a.Amendments[0].Exceptions = []council.Exception{{Operations: []int{2}, Force: council.Force{When: council.OnEntry, Of: "act"}}}
	notice := func(kind, member, on string) council.Notified {
		return council.Notified{Notification: council.Notification{About: "a", Kind: kind, Member: procedure.Member(member), Day: day(t, on)}, Known: day(t, on)}
	}
	fair := council.Notified{Notification: council.Notification{About: "a", Kind: council.NotifiedEvent, Name: "the fair", Day: day(t, "2020-02-01")}, Known: day(t, "2020-02-01")}
	h := council.History{Since: day(t, "2019-01-01"), Amenders: []council.Amender{a}, Notified: []council.Notified{
		notice(council.NotifiedNotice, "kz", "2020-03-01"), notice(council.NotifiedNotice, "kg", "2020-04-01"), notice(council.NotifiedNotice, "am", "2020-06-01"),
		fair, notice(council.NotifiedEnd, "by", "2020-05-01"), notice(council.NotifiedSignature, "by", "2020-05-01"), {},
	}}
	l := lineOf(t, h)
	for _, tt := range []struct {
		member, day string
		night       bool
		reason      consolidation.Reason
		fate        wording.Fate
	}{
		{"kz", "2020-01-15", false, consolidation.NotYet, wording.Later},
		{"kz", "2020-03-15", true, consolidation.Provisional, wording.Applied},
		{"kz", "2020-04-01", true, consolidation.Provisional, wording.Applied},
		{"by", "2020-04-15", true, consolidation.Provisional, wording.Applied},
		{"by", "2020-05-01", false, consolidation.Over, wording.Void},
		{"tj", "2020-06-01", false, consolidation.NotMember, wording.Void},
		{"", "2020-06-01", false, consolidation.NotMember, wording.Void},
		{"ru", "2020-01-15", false, consolidation.NotYet, wording.Later},
	} {
		w := l.On(Question{Member: consolidation.Member(tt.member), Day: day(t, tt.day)})
		s := w.Steps[0]
		i := slices.IndexFunc(s.Parts, func(p wording.Part) bool {
			return slices.Equal(p.Operations, []int{1}) && p.Cause.Reason == string(tt.reason) && p.Fate == tt.fate
		})
		if got := strings.Contains(plain(w), "night"); got != tt.night || i < 0 {
			t.Errorf("%s on %s: %v, %+v", tt.member, tt.day, got, s.Parts)
		}
		if s.Fate != wording.Applied { // the exception is in force with the act, for all
			t.Errorf("%s on %s: %s", tt.member, tt.day, s.Fate)
		}
	}
	if w := l.On(Question{Day: day(t, "2018-01-01")}); w.Bound || w.Cause.Reason != string(consolidation.NotYet) {
		t.Errorf("before the act: %v %v", w.Bound, w.Cause)
	}
}

func TestAChangeOfAnAmenderAndARepealHaveTheirDay(t *testing.T) {
	a := amender(t, "a", "2020-01-01", `(1) in paragraph 1, the word "day" is replaced by the word "night".`)
	a.Force = council.Force{When: council.OnDay, Day: day(t, "2021-01-01")}
	b := amender(t, "b", "2020-05-01", "")
	now := amender(t, "b", "2020-05-01", `(1) in paragraph 1, the word "day" is replaced by the word "dusk".`).Amendments[0].Operations
	b.Amendments = []council.Amendment{{Lang: "en", Changes: []council.Change{{Amender: "a", Operation: 1, Now: now, Force: &council.Force{When: council.OnDay, Day: day(t, "2020-06-01")}}}}}
	c := amender(t, "c", "2022-01-01", "")
	c.Amendments = []council.Amendment{{Lang: "en", Repeals: []council.ID{"act"}}}
	l := lineOf(t, council.History{Amenders: []council.Amender{a, b, c}})
	w := l.On(Question{Day: day(t, "2020-06-01")})
	if !strings.Contains(plain(w), "by dusk") || !slices.Equal(w.Steps[0].Parts[0].Reworded, []string{"b"}) {
		t.Errorf("%s %+v", plain(w), w.Steps)
	}
	if w = l.On(Question{}); w.Bound || w.Cause.Reason != string(consolidation.Repealed) || w.Cause.Name != "c" {
		t.Errorf("repealed: %+v", w.Cause)
	}
}

// The line that is made of a history is the timeline that is built by hand.
func TestALineAnswersAsATimelineBuiltByHand(t *testing.T) {
	text, err := act.ParsePlain(base, act.English)
	if err != nil {
		t.Fatal(err)
	}
	var amenders []council.Amender
	hand := consolidation.New(text, day(t, "0001-01-01"), consolidation.Force{})
	for i := range 40 {
		from, to := fmt.Sprint("w", i-1), fmt.Sprint("w", i)
		if i == 0 {
			from = "day"
		}
		a := amender(t, fmt.Sprint("d", i), day(t, "2020-01-01").Add(i*10).String(), fmt.Sprintf("(1) in paragraph 1, the word %q is replaced by the word %q.", from, to))
		in := consolidation.Instrument{Amend: amend.Amender{ID: string(a.Decision), Operations: a.Amendments[0].Operations}, Adopted: a.Adopted, Known: a.Known}
		if i%3 == 1 {
			a.Force = council.Force{When: council.OnDay, Day: a.Adopted, After: 3}
			in.Force = consolidation.Force{When: consolidation.OnDay, Day: a.Adopted, After: 3}
		}
		if hand, err = hand.With(in); err != nil {
			t.Fatal(err)
		}
		amenders = append(amenders, a)
	}
	l := lineOf(t, council.History{Amenders: amenders})
	for n := range 420 {
		q := Question{Day: day(t, "2019-12-25").Add(n), Member: "kz"}
		if n%2 == 0 {
			q.Known = q.Day.Add(-15)
		}
		want, err := hand.At(q, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := l.On(q)
		if got.Plain != want.Text.Plain() || got.Text.Hash() != want.Text.Hash() {
			t.Fatalf("on %v: %s\nwant %s", q, got.Plain, want.Text.Plain())
		}
		applied := 0
		for _, s := range got.Steps {
			if s.Fate == wording.Applied {
				if x := want.Applied[applied]; x.Instrument != s.ID || cause(x.Cause) != s.Parts[0].Cause {
					t.Fatalf("on %v: %+v, want %+v", q, s, x)
				}
				applied++
			}
		}
		if applied != len(want.Applied) {
			t.Fatalf("on %v: %d applied, want %d", q, applied, len(want.Applied))
		}
	}
}

func TestEachOperationIsGivenAsTheAmenderSaysIt(t *testing.T) {
	text := "(1) in paragraph 1, the word \"day\" is replaced by the word \"night\";\n(2) paragraph 3 is repealed;\n(3) the following paragraph is added:\n\"4. The book is public.\"."
	w := lineOf(t, council.History{Amenders: []council.Amender{amender(t, "first", "2020-01-01", text)}}).On(Question{})
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
	Tell("The Regulation is amended as follows:\n"+text, says)
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
	says[0].Does.Source, says[0].Text = &amend.Range{From: 5, To: 1}, ""
	if Tell("short", says[:1]); says[0].Text != "" {
		t.Errorf("a place that is none: %q", says[0].Text)
	}
}

func TestProseIsReadInBothLanguages(t *testing.T) {
	r := reader.New()
	if got := r.Parse("В пункте 1 слово «день» заменить словом «ночь».", nil, act.Russian); len(got.Operations) != 1 {
		t.Errorf("%+v", got)
	}
	if n, s := Placed("one\ntwo  words\n"+strings.Repeat("x", 300), &amend.Range{From: 4, To: 300}); n != 2 || !strings.HasPrefix(s, "two words x") || len([]rune(s)) != 160 {
		t.Errorf("%d %q", n, s)
	}
	for _, at := range []*amend.Range{nil, {From: -1}, {To: 9}, {From: 2, To: 1}} {
		if n, s := Placed("one", at); n != 0 || s != "" {
			t.Errorf("%v: %d %q", at, n, s)
		}
	}
}

func TestATextThatIsNotInPlainFormIsNotRead(t *testing.T) {
	if _, err := New("", "en", council.History{}); err == nil {
		t.Error("an empty text is read")
	}
	if !reader.Reads("ru") || !reader.Reads("en") || reader.Reads(words.Lang("ky")) {
		t.Error("languages")
	}
}
