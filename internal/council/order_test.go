package council

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

func TestASessionWithoutAChairPutsNoQuestion(t *testing.T) {
	s := newScene(t)
	lost := s.record("", &Decision{Session: s.other, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")})
	for _, cmd := range []Command{&PutQuestion{Decision: lost}, &CloseCase{Decision: lost, Outcome: "withdrawn", Why: en("w")}} {
		for _, by := range []string{"chair", "chair:kz"} {
			if _, err := s.give(by, cmd); !slices.Equal(codes(err), []Code{CodeMissing}) {
				t.Errorf("%s by %s: %v", Name(cmd), by, err)
			}
		}
	}
	if _, err := s.give("secretariat", &CloseCase{Decision: lost, Outcome: "withdrawn", Why: en("w")}); err != nil {
		t.Error(err)
	}
}

func TestAMatterWithoutARuleIsNotDecided(t *testing.T) {
	s := newScene(t)
	for _, d := range []*Decision{
		{Session: s.session, Form: "decision", Title: en("d"), Nature: "awards", Matter: "award", At: on("2019-11-28")},
		{Session: s.session, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("1999-11-28")},
	} {
		id := s.record("", d)
		if _, err := s.give("chair:kz", &PutQuestion{Decision: id}); !slices.Equal(codes(err), []Code{CodeNoRule}) {
			t.Errorf("%s on %v: %v", d.Matter, d.At, err)
		}
	}
}

// A decision that few may read is taken as any other, and takes no number.
func TestAClosedDecisionIsTakenAmongThoseWhoMayReadIt(t *testing.T) {
	s := newScene(t)
	quiet := s.record(access.Members, &Decision{Session: s.session, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")})
	if _, err := s.give("member:tm", &TakeStance{Decision: quiet, Stance: procedure.For}); !slices.Equal(codes(err), []Code{CodeNoSuch}) {
		t.Errorf("an observer learns of it: %v", err)
	}
	for _, m := range []string{"member:kz", "member:kg"} {
		s.must(m, &TakeStance{Decision: quiet, Stance: procedure.For})
	}
	s.must("chair:kz", &PutQuestion{Decision: quiet, At: on("2019-11-28T12:00:00Z")})
	thing, _ := s.state.Thing(quiet)
	if thing.Case.Outcome != procedure.Adopted || thing.Case.At != on("2019-11-28T12:00:00Z") {
		t.Errorf("%+v", thing.Case)
	}
	if _, err := s.give("secretariat", &GiveNumber{Decision: quiet, Series: "s", Number: 1}); !slices.Equal(codes(err), []Code{CodeChoice}) {
		t.Errorf("a number: %v", err)
	}
	public := &Record{Facts: &Act{Type: "plan", Title: en("a"), Parent: quiet}}
	if _, err := s.give("secretariat", public); !slices.Equal(codes(err), []Code{CodeWider}) {
		t.Errorf("named in public: %v", err)
	}
}

// What an actor's page was made before is not replaced, nor voted on, unseen.
func TestWhatHasChangedSinceThePageIsRefused(t *testing.T) {
	s := newScene(t)
	thing, _ := s.state.Thing(s.draft)
	first := thing.First()
	s.must("secretariat", &Record{Corrects: s.draft, Reason: "round 2", Facts: thing.Facts})
	second := thing.Last()
	s.must("member:kg", &TakeStance{Decision: s.draft, Stance: procedure.For})
	for _, tt := range []struct {
		by   string
		cmd  Command
		seen register.Place
		want []Code
	}{
		{"member:kz", &TakeStance{Decision: s.draft, Stance: procedure.For}, first, []Code{CodeChanged}},
		{"chair:kz", &PutQuestion{Decision: s.draft}, first, []Code{CodeChanged}},
		{"chair:kz", &CloseCase{Decision: s.draft, Outcome: "returned", Why: en("w")}, first, []Code{CodeChanged}},
		{"secretariat", &Record{Corrects: s.draft, Reason: "r", Facts: thing.Facts}, second, []Code{CodeChanged}}, // a stance came
		{"member:kz", &TakeStance{Decision: s.draft, Stance: procedure.For}, second, nil},                         // another's stance is no change of the text
		{"secretariat", &Record{Corrects: s.draft, Reason: "r", Facts: thing.Facts}, 0, nil},                      // not said
	} {
		if _, err := s.order(Order{By: parsed(access.ParseActor(tt.by)), Command: tt.cmd, Seen: tt.seen}); !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s seen at %d: %v", Name(tt.cmd), tt.seen, err)
		}
	}
}

func TestATextThatIsKeptNeedNotComeAgain(t *testing.T) {
	s := newScene(t)
	text := func(size int) *Text {
		return &Text{About: s.act, Lang: "en", Title: en("t"), Media: "text/plain", Hash: "h", Size: size}
	}
	give := func(a access.Audience, f Facts, texts map[string]int) []Code {
		_, err := s.order(Order{By: access.Actor{Role: access.Secretariat}, Command: &Record{Audience: a, Facts: f}, Texts: texts})
		return codes(err)
	}
	if got := give("", text(3), nil); !slices.Equal(got, []Code{CodeNoText}) {
		t.Errorf("a text that nobody has: %v", got)
	}
	// Kept for a delegation, whose papers the secretariat does not read.
	if got := give(access.OfDelegation("kz"), text(3), map[string]int{"h": 3}); got != nil {
		t.Errorf("a text that came: %v", got)
	}
	if got := give("", text(3), nil); !slices.Equal(got, []Code{CodeNoText}) {
		t.Errorf("what is kept for others is told: %v", got)
	}
	give(access.Members, text(3), map[string]int{"h": 3})
	if got := give("", text(3), nil); got != nil {
		t.Errorf("a text that is kept: %v", got)
	}
	if got := give("", text(4), nil); !slices.Equal(got, []Code{CodeForm}) {
		t.Errorf("of another size: %v", got)
	}
}

func TestBudgetsSum(t *testing.T) {
	s := newScene(t)
	rub := func(n int64) money.Amount { return money.Amount{Minor: n, Currency: "RUB"} }
	line := func(a money.Amount) BudgetLine { return BudgetLine{en("w"), a} }
	for _, tt := range []struct {
		name  string
		total money.Amount
		lines []BudgetLine
		want  []Code
	}{
		{"nothing published", money.Amount{}, nil, nil},
		{"a total alone", rub(5), nil, nil},
		{"lines that sum", rub(5), []BudgetLine{line(rub(2)), line(rub(3))}, nil},
		{"lines that do not", rub(5), []BudgetLine{line(rub(2)), line(rub(2))}, []Code{CodeSum}},
		{"lines without a total", money.Amount{}, []BudgetLine{line(rub(2))}, []Code{CodeSum}},
		{"a line without an amount", rub(2), []BudgetLine{line(rub(2)), line(money.Amount{})}, []Code{CodeMissing}},
		{"two currencies", rub(2), []BudgetLine{line(rub(2)), line(money.Amount{Minor: 2, Currency: "USD"})}, []Code{CodeSum}},
		{"more than can be counted", rub(1<<63 - 1), []BudgetLine{line(rub(1<<63 - 1)), line(rub(1))}, []Code{CodeSum}},
	} {
		_, err := s.give("secretariat", &Record{Facts: &Budget{Decision: s.adopted, Type: "budget", Year: 2020, Total: tt.total, Lines: tt.lines}})
		if !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// A state that lost what a thing names, by a lawful erasure, still answers.
func TestWhatIsErasedIsMissedByNobody(t *testing.T) {
	s := newScene(t)
	id := NewID(1 << 50)
	s.state.Apply(Event{Type: "draft-submitted.v1", Subject: id, Audience: access.Public, Body: &Recorded{Facts: &Decision{
		Session: "0123456789abc", Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: calendar.On(on("2019-11-28").Day()),
	}}}, s.state.Size, s.given)
	if _, err := s.give("chair:kz", &PutQuestion{Decision: id}); !slices.Equal(codes(err), []Code{CodeMissing}) {
		t.Error(err)
	}
	if got := s.state.Children("0123456789abc"); len(got) != 1 || got[0].ID != id {
		t.Errorf("%v", got)
	}
}
