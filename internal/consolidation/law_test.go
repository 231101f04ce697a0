package consolidation

import (
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func TestAmendmentOfAnAmendment(t *testing.T) {
	first := decision("d1", "2010-01-01", swap("point 1", "год", "месяц"), swap("point 2", "консенсусом", "большинством")).from("2011-01-01")
	change := func(adopted string, c Change) Instrument {
		in := decision("d2", adopted)
		c.Amender = "d1"
		in.Changes = []Change{c}
		return in
	}
	quarter := Change{Operation: 1, Now: []amend.Operation{swap("point 1", "год", "квартал")}}
	ask(t, history(t, first, change("2010-06-01", quarter)),
		asking{day: "2010-12-31", says: "d2 adoption 2010-06-01; | d1 not-yet 2011-01-01", has: "раз в год"},
		asking{day: "2011-01-01", says: "d2 adoption 2010-06-01; d1 day 2011-01-01 as d2", has: "раз в квартал.\n2. Решения принимаются большинством"},
		asking{day: "2011-01-01", known: "2010-05-31", says: "d1 day 2011-01-01", has: "раз в месяц"})
	ask(t, history(t, first, change("2011-02-01", quarter)), // it comes too late
		asking{day: "2012-01-01", says: `d1 day 2011-01-01; d2 adoption 2011-02-01; | d2 spent "d1" 2011-01-01`, has: "раз в месяц"})
	ask(t, history(t, first, change("2010-06-01", Change{Operation: 1})), // an operation is taken out
		asking{day: "2012-01-01", says: "d2 adoption 2010-06-01; d1 day 2011-01-01 as d2", has: "раз в год.\n2. Решения принимаются большинством"})
	ask(t, history(t, first, change("2010-06-01", Change{Force: &Force{When: OnDay, Day: date("2013-01-01")}})), // it is put off
		asking{day: "2012-12-31", says: "d2 adoption 2010-06-01; | d1 not-yet 2013-01-01", has: "раз в год"},
		asking{day: "2013-01-01", says: "d2 adoption 2010-06-01; d1 day 2013-01-01", has: "раз в месяц"})
	ask(t, history(t, first, change("2010-06-01", Change{Operation: 2, Force: &Force{When: OnDay, Day: date("2013-01-01")}})), // one operation is
		asking{day: "2011-01-01", says: "d2 adoption 2010-06-01; d1 day 2011-01-01 as d2; | d1 not-yet 2013-01-01", has: "раз в месяц.\n2. Решения принимаются консенсусом"},
		asking{day: "2013-01-01", says: "d2 adoption 2010-06-01; d1 day 2011-01-01 as d2; d1 day 2013-01-01 as d2", has: "раз в месяц.\n2. Решения принимаются большинством"})
	ask(t, history(t, first, change("2011-06-01", Change{Force: &Force{When: OnDay, Day: date("2013-01-01")}})),
		asking{day: "2012-01-01", says: `d1 day 2011-01-01; d2 adoption 2011-06-01; | d2 spent "d1" 2011-01-01`, has: "раз в месяц"})
	// A change that puts two operations for one gives the second a number of its own.
	two := Change{Operation: 1, Now: []amend.Operation{add("", "4. Четвёртый."), add("", "5. Пятый.")}}
	a, err := history(t, first, change("2010-06-01", two)).At(Question{Day: date("2011-01-01")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Applied[1].Operations; !slices.Equal(got, []int{1, 3, 2}) {
		t.Errorf("numbers %v", got)
	}
	if a.Text.Block("d1:1:1") == nil || a.Text.Block("d1:3:1") == nil || a.Text.Valid() != nil {
		t.Error("the two added units have no names of their own")
	}
	// A change that waits changes nothing.
	wait := change("2010-06-01", quarter).when(Force{When: OnEvent, Name: "consent"})
	ask(t, history(t, first, wait), asking{day: "2012-01-01", says: `d1 day 2011-01-01; | d2 no-event "consent"`, has: "раз в месяц"})
}

func TestAmendmentOfAnActNotYetInForce(t *testing.T) {
	line := New(base(t, charter), date("2002-10-07"), Force{When: OnNotices, Notices: 2})
	line, err := line.With(decision("d1", "2002-12-01", swap("point 1", "год", "месяц")))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []Member{"arm", "kgz"} {
		if line, err = line.Known(notice(Base, m, "2003-0"+map[Member]string{"arm": "2", "kgz": "9"}[m]+"-18")); err != nil {
			t.Fatal(err)
		}
	}
	for day, want := range map[string]string{"2003-09-17": "not-yet 2003-09-18", "2003-09-18": "notices 2 of 2 2003-09-18"} {
		a, err := line.At(Question{Day: date(day)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if a.Bound != strings.HasPrefix(want, "notices") || a.Cause.String() != want || !strings.Contains(a.Text.Plain(), "раз в месяц") {
			t.Errorf("%s: bound %v, %s", day, a.Bound, a.Cause)
		}
	}
	a, err := line.At(Question{Day: date("2003-09-18"), Known: date("2003-03-01")}, nil)
	if err != nil || a.Bound || a.Cause.String() != "few-notices 1 of 2" {
		t.Error(a, err)
	}
	// An amender that begins with the act it amends.
	with := decision("d2", "2002-12-02", swap("point 2", "консенсусом", "большинством")).when(Force{When: OnEntry, Name: Base})
	if line, err = line.With(with); err != nil {
		t.Fatal(err)
	}
	ask(t, line, asking{day: "2003-09-18", says: `d1 adoption 2002-12-01; d2 entry "base" 2003-09-18`, has: "большинством"},
		asking{day: "2004-01-01", known: "2003-01-01", says: `d1 adoption 2002-12-01; | d2 no-entry "base"`, has: "консенсусом"})
}

func TestTheRepealOfAnAmenderDoesNotRevive(t *testing.T) {
	repeal := func(adopted string, what ...string) Instrument {
		in := decision("r", adopted)
		in.Repeals = what
		return in
	}
	d := decision("d1", "2010-01-01", swap("point 1", "год", "месяц")).from("2011-01-01")
	line := history(t, d, repeal("2012-01-01", "d1"))
	ask(t, line, asking{day: "2013-01-01", says: "d1 day 2011-01-01; r adoption 2012-01-01", has: "раз в месяц"})
	a, err := line.At(Question{Day: date("2013-01-01")}, nil)
	if err != nil || a.Applied[0].Repealed != date("2012-01-01") {
		t.Error("the repeal is not told", err)
	}
	ask(t, history(t, d, repeal("2010-06-01", "d1")), // before it had effect
		asking{day: "2013-01-01", says: `r adoption 2010-06-01; | d1 repealed "r" 2010-06-01`, has: "раз в год"},
		asking{day: "2013-01-01", known: "2010-05-01", says: `d1 day 2011-01-01`, has: "раз в месяц"})
	ask(t, history(t, d, repeal("2011-01-01", "d1")), // on the day itself: it never has any
		asking{day: "2013-01-01", says: `r adoption 2011-01-01; | d1 repealed "r" 2011-01-01`, has: "раз в год"})
	again := decision("q", "2010-03-01")
	again.Repeals = []string{"r"}
	ask(t, history(t, d, repeal("2010-06-01", "d1"), again), // the repeal is repealed before its day
		asking{day: "2013-01-01", says: `q adoption 2010-03-01; d1 day 2011-01-01; | r repealed "q" 2010-03-01`, has: "раз в месяц"})
	waits := decision("d1", "2010-01-01", swap("point 1", "год", "месяц")).when(Force{When: OnEvent, Name: "consent"})
	ask(t, history(t, waits, repeal("2012-01-01", "d1")), asking{day: "2013-01-01", says: `r adoption 2012-01-01; | d1 repealed "r" 2012-01-01`, has: "раз в год"})
	a, err = history(t, repeal("2012-01-01", Base)).At(Question{Day: date("2012-01-01")}, nil)
	if err != nil || a.Bound || a.Cause.String() != `repealed "r" 2012-01-01` {
		t.Error("the act itself is repealed", a.Cause, err)
	}
	a, err = history(t, repeal("2012-01-01", Base)).At(Question{Day: date("2011-12-31")}, nil)
	if err != nil || !a.Bound {
		t.Error("the day before the repeal binds", err)
	}
}

func TestRetroactiveEffectIsNotKnownBefore(t *testing.T) {
	line := history(t,
		decision("d1", "2010-03-01", swap("point 2", "консенсусом", "большинством")),
		decision("d2", "2010-05-01", swap("point 1", "год", "месяц")).from("2010-01-01"))
	ask(t, line,
		asking{day: "2010-04-01", known: "2010-04-01", says: "d1 adoption 2010-03-01", has: "раз в год"},
		asking{day: "2010-04-01", known: "2010-05-01", says: "d2 day 2010-01-01 back; d1 adoption 2010-03-01", has: "раз в месяц.\n2. Решения принимаются большинством"},
		asking{day: "2010-02-01", says: "d2 day 2010-01-01 back; | d1 not-yet 2010-03-01", has: "раз в месяц.\n2. Решения принимаются консенсусом"},
		asking{day: "2009-12-31", says: "| d2 not-yet 2010-01-01; | d1 not-yet 2010-03-01", has: "раз в год"})
	late := decision("d3", "2010-01-01", swap("point 1", "год", "месяц"))
	late.Known = date("2010-02-01") // adopted, and put on record a month later
	ask(t, history(t, late), asking{day: "2010-01-15", known: "2010-01-15", says: "", has: "раз в год"},
		asking{day: "2010-01-15", known: "2010-02-01", says: "d3 adoption 2010-01-01", has: "раз в месяц"})
}

func TestCorrigenda(t *testing.T) {
	d := decision("d1", "2010-01-01", swap("point 1", "год", "месяцц"))
	fix := decision("c1", "2010-06-01")
	fix.Changes = []Change{{Amender: "d1", Operation: 1, Now: []amend.Operation{swap("point 1", "год", "месяц")}, Corrects: true}}
	line := history(t, d, fix)
	ask(t, line, asking{day: "2010-02-01", known: "2010-05-31", says: "d1 adoption 2010-01-01", has: "раз в месяцц"},
		asking{day: "2010-02-01", known: "2010-06-01", says: "d1 adoption 2010-01-01 as c1; | c1 not-yet 2010-06-01", has: "раз в месяц."})
	// A corrigendum of the act is an instrument of the day on which the act began.
	ask(t, history(t, decision("d1", "2010-01-01", swap("point 1", "Собрание собирается", "Собрание созывается")),
		decision("c0", "2010-02-01", swap("point 1", "Совет", "Собрание")).from("2002-10-07")),
		asking{day: "2010-01-15", known: "2010-02-01", says: "c0 day 2002-10-07 back; d1 adoption 2010-01-01", has: "Собрание созывается"},
		asking{day: "2010-01-15", known: "2010-01-15", refused: "no-match"})
	// A corrigendum goes before an amendment of what it corrects.
	change := decision("d2", "2009-01-01")
	change.Changes = []Change{{Amender: "d1", Operation: 1, Now: []amend.Operation{swap("point 1", "год", "квартал")}}}
	ask(t, history(t, d, change, fix), asking{day: "2010-02-01", says: "d2 adoption 2009-01-01; d1 adoption 2010-01-01 as c1,d2; | c1 not-yet 2010-06-01", has: "раз в квартал"})
}

func TestForceMemberByMember(t *testing.T) {
	p := decision("p1", "2010-12-10", swap("point 1", "год", "месяц"), swap("point 2", "консенсусом", "большинством")).
		when(Force{When: OnNotices, Notices: 2, Each: true, After: 30})
	line := history(t, p, notice("p1", "arm", "2011-01-01"), notice("p1", "blr", "2011-02-01"), notice("p1", "kgz", "2011-06-01"), notice("p1", "kgz", "2011-07-01"))
	ask(t, line,
		asking{day: "2011-03-02", member: "arm", says: "| p1 not-yet 2011-03-03", has: "раз в год"},
		asking{day: "2011-03-03", member: "arm", says: "p1 notices 3 of 2 2011-03-03", has: "раз в месяц"},
		asking{day: "2011-03-03", member: "kgz", says: "| p1 not-yet 2011-07-01", has: "раз в год"},
		asking{day: "2011-07-01", member: "kgz", says: "p1 notice 3 of 2 2011-07-01", has: "раз в месяц"},
		asking{day: "2015-01-01", member: "tjk", says: "| p1 no-notice 3 of 2", has: "раз в год"},
		asking{day: "2015-01-01", says: "| p1 each-member", has: "раз в год"},
		asking{day: "2015-01-01", member: "arm", known: "2011-01-15", says: "| p1 few-notices 1 of 2", has: "раз в год"})
	save := p
	save.Exceptions = []Exception{{Operations: []int{2}, Force: Force{When: OnDay, Day: date("2011-01-01"), Save: []Member{"kaz"}}}}
	ask(t, history(t, save, notice("p1", "arm", "2011-01-01"), notice("p1", "kaz", "2011-01-01")), // a reservation
		asking{day: "2012-01-01", member: "kaz", says: "p1 notices 2 of 2 2011-01-31; | p1 not-member", has: "раз в месяц.\n2. Решения принимаются консенсусом"},
		asking{day: "2012-01-01", member: "arm", says: "p1 day 2011-01-01; p1 notices 2 of 2 2011-01-31", has: "раз в месяц.\n2. Решения принимаются большинством"})
	only := decision("d1", "2010-01-01", amend.Operation{Kind: amend.TextSubstitution, Targets: to("point 1"), Old: "год", New: "месяц", Force: &amend.Force{Members: []string{"rus"}}})
	ask(t, history(t, only), asking{day: "2011-01-01", member: "rus", says: "d1 adoption 2010-01-01", has: "раз в месяц"},
		asking{day: "2011-01-01", member: "tjk", says: "| d1 not-member", has: "раз в год"}, asking{day: "2011-01-01", says: "| d1 not-member", has: "раз в год"})
	signed := decision("d2", "2010-01-01", swap("point 1", "год", "месяц")).when(Force{Each: true})
	ask(t, history(t, signed, Event{Kind: Signature, Instrument: "d2", Member: "rus", Day: date("2010-03-03")}, Event{Kind: Signature, Instrument: "d2", Member: "rus", Day: date("2010-02-02")}),
		asking{day: "2011-01-01", member: "rus", says: "d2 signature 2010-02-02", has: "раз в месяц"},
		asking{day: "2011-01-01", member: "tjk", says: "| d2 no-signature", has: "раз в год"})
}

func TestProvisionalApplication(t *testing.T) {
	p := decision("p1", "2010-01-01", swap("point 1", "год", "месяц")).when(Force{When: OnNotices, Notices: 1, Provisional: &Force{Save: []Member{"blr"}}})
	ask(t, history(t, p),
		asking{day: "2010-01-01", member: "arm", says: "p1 provisional 2010-01-01; | p1 few-notices 0 of 1", has: "раз в месяц"},
		asking{day: "2010-01-01", member: "blr", says: "| p1 few-notices 0 of 1", has: "раз в год"})
	ask(t, history(t, p, notice("p1", "kaz", "2012-01-01")),
		asking{day: "2011-01-01", member: "arm", says: "p1 provisional 2010-01-01 then 2012-01-01", has: "раз в месяц"},
		asking{day: "2012-01-01", member: "blr", says: "p1 notices 1 of 1 2012-01-01", has: "раз в месяц"})
	end := Event{Kind: Ended, Instrument: "p1", Member: "arm", Day: date("2011-01-01")}
	ask(t, history(t, p, end, notice("p1", "kaz", "2012-01-01")),
		asking{day: "2010-12-31", member: "arm", says: "p1 provisional 2010-01-01; | p1 not-yet 2012-01-01", has: "раз в месяц"},
		asking{day: "2011-01-01", member: "arm", says: "| p1 over 2011-01-01; | p1 not-yet 2012-01-01", has: "раз в год"},
		asking{day: "2012-01-01", member: "arm", says: "p1 notices 1 of 1 2012-01-01", has: "раз в месяц"},
		asking{day: "2011-06-01", member: "kgz", says: "p1 provisional 2010-01-01 then 2012-01-01", has: "раз в месяц"})
	r := decision("r", "2010-06-01")
	r.Repeals = []string{"p1"}
	ask(t, history(t, p, r),
		asking{day: "2010-05-31", member: "arm", says: `p1 provisional 2010-01-01; | r not-yet 2010-06-01; | p1 repealed "r" 2010-06-01`, has: "раз в месяц"},
		asking{day: "2010-06-01", member: "arm", says: `r adoption 2010-06-01; | p1 over 2010-06-01; | p1 repealed "r" 2010-06-01`, has: "раз в год"})
}

func TestConditionsThatAreStillOpen(t *testing.T) {
	said := func(f amend.Force) amend.Operation {
		o := swap("point 2", "консенсусом", "большинством")
		o.Force = &f
		return o
	}
	line := history(t,
		decision("draft", "", swap("point 1", "год", "век")),
		decision("d1", "2010-01-01", swap("point 1", "год", "месяц")).when(Force{When: OnEvent, Name: "consent of the host state", After: 10}),
		decision("d2", "2010-01-02", swap("point 3", "три", "два"), said(amend.Force{Condition: "со дня сдачи четвёртой грамоты"})),
		decision("d3", "2010-01-03", said(amend.Force{From: "весной"})))
	ask(t, line, asking{day: "2011-01-01", has: "раз в год.\n2. Решения принимаются консенсусом.\n3. Секретарь назначается на два года",
		says: `d2 adoption 2010-01-02; | draft not-adopted; | d1 no-event "consent of the host state"; | d2 no-event "со дня сдачи четвёртой грамоты"; | d3 no-event "весной"`})
	var err error
	for _, day := range []string{"2010-09-01", "2010-08-01"} { // the first of two counts
		if line, err = line.Known(Event{Kind: Outside, Name: "consent of the host state", Day: date(day), Known: date("2010-10-01")}); err != nil {
			t.Fatal(err)
		}
	}
	waits := `; | draft not-adopted; | d2 no-event "со дня сдачи четвёртой грамоты"; | d3 no-event "весной"`
	ask(t, line, asking{day: "2011-01-01", says: `d2 adoption 2010-01-02; d1 event "consent of the host state" 2010-08-11` + waits, has: "раз в месяц"},
		asking{day: "2010-08-10", says: `d2 adoption 2010-01-02; | d1 not-yet 2010-08-11` + waits, has: "раз в год"},
		asking{day: "2010-09-10", known: "2010-09-10", says: `d2 adoption 2010-01-02; | draft not-adopted; | d1 no-event "consent of the host state"; | d2 no-event "со дня сдачи четвёртой грамоты"; | d3 no-event "весной"`, has: "раз в год"})
	a := decision("a", "2010-01-01", swap("point 1", "год", "месяц")).when(Force{When: OnEntry, Name: "b"})
	b := decision("b", "2010-01-01").when(Force{When: OnEntry, Name: "a"})
	ask(t, history(t, a, b), asking{day: "2011-01-01", says: `| a no-entry "b"; | b no-entry "a"`, has: "раз в год"})
	ask(t, history(t, a), asking{day: "2011-01-01", says: `| a no-entry "b"`, has: "раз в год"})
}

func TestSuspensionAndExtension(t *testing.T) {
	mark := func(k amend.Kind, target, until string) amend.Operation {
		return amend.Operation{Kind: k, Targets: to(target), Until: until}
	}
	state := func(line *Timeline, day, id string) (act.State, string, *Answer) {
		t.Helper()
		a, err := line.At(Question{Day: date(day)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b := a.Text.Block(act.ID(id))
		return b.State, b.Until, a
	}
	s := decision("d1", "2010-01-01", mark(amend.Suspension, "point 1", "2010-12-31"))
	longer := decision("d2", "2010-11-01", mark(amend.Extension, "point 1", "2011-06-30"))
	late := decision("d3", "2012-01-01", mark(amend.Extension, "point 1", "2012-12-31"))
	line := history(t, s, longer, late)
	for _, x := range []struct {
		day   string
		state act.State
		until string
		over  int
	}{
		{"2009-12-31", "", "", 0},
		{"2010-12-31", act.StateSuspended, "2011-06-30", 0},
		{"2010-06-01", act.StateSuspended, "2010-12-31", 0},
		{"2011-06-30", act.StateSuspended, "2011-06-30", 0},
		{"2011-07-01", "", "", 0},
		{"2012-06-01", "", "2012-12-31", 0}, // the suspension had ended; the day is that of the unit's own force
		{"2013-01-01", "", "2012-12-31", 1},
	} {
		st, until, a := state(line, x.day, "number_1")
		if st != x.state || until != x.until || len(a.Lapsed) != x.over {
			t.Errorf("%s: %q until %q, lapsed %v", x.day, st, until, a.Lapsed)
		}
	}
	if st, _, _ := state(history(t, decision("d1", "2010-01-01", mark(amend.Suspension, "point 1", ""))), "2030-01-01", "number_1"); st != act.StateSuspended {
		t.Error("a suspension without a day ended")
	}
	words := mark(amend.Suspension, "point 1", "2010-12-31")
	words.Old = "раз"
	line = history(t, decision("d1", "2010-01-01", words))
	for day, want := range map[string]int{"2009-12-31": 0, "2010-12-31": 1, "2011-01-01": 0} {
		_, _, a := state(line, day, "number_1")
		if held := a.Text.Block("number_1").Held; len(held) != want {
			t.Errorf("%s: words suspended: %v", day, held)
		}
	}
}
