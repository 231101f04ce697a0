package council

import (
	"slices"
	"testing"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// newStaged returns a desk whose rule for regulations has two stages, with a
// regulation that is adopted.
func newStaged(t testing.TB, second procedure.Step) (*quiet, ID) {
	q := newQuiet(t)
	counts := map[procedure.Stance]procedure.Effect{procedure.For: procedure.InFavour, procedure.Against: procedure.Opposes, procedure.Objects: procedure.Opposes}
	half := []procedure.Need{{Tally: procedure.TallyInFavour, Compare: procedure.MoreThan, Share: procedure.Share{Num: 1, Den: 2}, Base: procedure.Voting}}
	second.Name, second.Chamber = "acceptance", "parties"
	second.Rule.Method = procedure.Vote
	two := procedure.Rule{Method: procedure.TwoStage, Steps: []procedure.Step{{Name: "adoption", Rule: procedure.Rule{Method: procedure.Vote, Counts: counts, Needs: half}}, second}}
	q.state.Charter.Rules = append(q.state.Charter.Rules, procedure.Rule{
		ID: "regulation", Name: en("Regulation"), Clause: en("As the rule says."), Force: calendar.Span{From: on("2001-01-01").Day()}, Matters: []string{"regulation"},
		Method: procedure.Chain, Steps: []procedure.Step{{Name: "stages", Rule: two}},
	})
	d := q.record("", &Decision{
		Session: q.session, Form: "decision", Title: en("r"), Nature: "other", Matter: "regulation", At: on("2019-11-28"),
		Groups: map[string][]procedure.Member{"parties": {"kz", "kg"}},
	})
	for _, m := range []string{"kz", "kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: d, Stance: procedure.For})
	}
	q.must("chair:kz", &PutQuestion{Decision: d})
	return q, d
}

func tacit(clock procedure.Clock) procedure.Step {
	return procedure.Step{Clock: clock, Rule: procedure.Rule{
		Counts: map[procedure.Stance]procedure.Effect{procedure.For: procedure.InFavour, procedure.Objects: procedure.OptsOut},
		Needs:  []procedure.Need{{Tally: "objects", Compare: procedure.AtMost, Count: 1}},
	}}
}

func TestNobodyIsBoundBeforeTheSecondStageEnds(t *testing.T) {
	q, d := newStaged(t, tacit(procedure.Clock{Hours: 1}))
	if c := q.of(d); c.Outcome != procedure.Adopted || c.Awaits() == nil || c.Binding() != nil || len(c.Rulings()) != 1 {
		t.Fatalf("%s, binds %v", c.Outcome, c.Binding())
	}
	from := Deadline{q.now(0), "UTC"}
	q.wants(CodeMissing, "secretariat", &OpenAcceptance{Decision: d, From: Deadline{At: from.At}})
	q.wants(CodeMissing, "secretariat", &OpenAcceptance{Decision: d, From: from, Ends: Deadline{At: q.now(2 * time.Hour)}})
	q.wants(CodeTooEarly, "secretariat", &OpenAcceptance{Decision: d, From: Deadline{on("2019-11-27T23:00:00Z"), "UTC"}})
	q.must("secretariat", &OpenAcceptance{Decision: d, From: from})
	a := q.of(d).Acceptance
	if a.Ends.At.String() != on(q.given.Add(time.Hour-time.Second*4).Format(time.RFC3339)).String() && a.Ends.Zone != "UTC" || !slices.Equal(a.Members, []procedure.Member{"kz", "kg"}) {
		t.Errorf("%+v", a)
	}
	q.wants(CodeNotElector, "member:uz", &GiveNotice{Decision: d, Notice: Accepts})
	q.must("member:kg", &GiveNotice{Decision: d, Notice: Rejects})
	next, ok := q.state.NextExpiry()
	if _, closes := next.Command.(*CloseAcceptance); !ok || !closes || next.Decision != d {
		t.Fatalf("%+v", next)
	}
	q.given = next.At
	q.must("clock", next.Command)
	c := q.of(d)
	if c.Outcome != procedure.AdoptedInLimitedFormat || !slices.Equal(c.Binding(), []procedure.Member{"kz"}) || c.Awaits() != nil || len(c.Rulings()) != 2 {
		t.Errorf("%s, binds %v", c.Outcome, c.Binding())
	}
	if _, ok := q.state.NextExpiry(); ok {
		t.Error("its time runs on")
	}
	// Entered late: two rejections are one too many.
	q.must("secretariat", &GiveNotice{Decision: d, Member: "kz", Notice: Rejects, Received: on(next.At.Add(-time.Second).Format(time.RFC3339))})
	c = q.of(d)
	if c.Outcome.Carried() || c.Acceptance.Earlier == nil || c.Binding() != nil || c.Acceptance.At != c.Acceptance.Ends.At {
		t.Errorf("%s, %+v", c.Outcome, c.Acceptance)
	}
	if ds := q.state.Rejudge(); len(ds) != 0 {
		t.Errorf("%+v", ds)
	}
}

func TestOfTwoNoticesTheOneReceivedLastCounts(t *testing.T) {
	q, d := newStaged(t, tacit(procedure.Clock{Hours: 9}))
	q.must("secretariat", &OpenAcceptance{Decision: d, From: Deadline{q.now(0), "UTC"}, Ends: Deadline{q.now(10 * time.Hour), "UTC"}})
	early := q.now(0)
	q.must("member:kg", &GiveNotice{Decision: d, Notice: Accepts})
	q.must("secretariat", &GiveNotice{Decision: d, Member: "kg", Notice: Rejects, Received: early})
	if last := q.of(d).Acceptance.Last(); len(last) != 1 || last[0].Notice != Accepts {
		t.Errorf("%+v", last)
	}
}

// Events of a second stage that was never opened change nothing.
func TestAStageThatIsNotThereIsLeftAlone(t *testing.T) {
	q := newQuiet(t)
	d := q.draft("plan")
	q.wants(CodeAcceptance, "clock", &CloseAcceptance{Decision: d})
	q.wants(CodeNoSuch, "clock", &CloseAcceptance{Decision: "0000000000000"})
	thing, _ := q.state.Thing(d)
	(&NoticeGiven{}).apply(q.state, thing, Mark{})
	(&AcceptanceClosed{}).apply(q.state, thing, Mark{})
	if c := q.of(d); c.Acceptance != nil || c.Binding() != nil || len(c.Rulings()) > 0 {
		t.Errorf("%+v", c)
	}
}

func TestAnotherCharterJudgesOtherwise(t *testing.T) {
	q := newQuiet(t)
	d := q.draft("order")
	for _, m := range []string{"kz", "kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: d, Stance: procedure.For})
	}
	q.must("chair:kz", &PutQuestion{Decision: d})
	other := *q.state.Charter
	if n, ds := q.state.RejudgeUnder(&other); n != 1 || len(ds) != 0 {
		t.Errorf("the same rules: %d of %d differ", len(ds), n)
	}
	other.Rules = slices.Clone(other.Rules)
	i := slices.IndexFunc(other.Rules, func(r procedure.Rule) bool { return r.ID == "vote" })
	other.Rules[i].Needs = []procedure.Need{{Tally: procedure.TallyInFavour, Compare: procedure.AtLeast, Count: 4}}
	if n, ds := q.state.RejudgeUnder(&other); n != 1 || len(ds) != 1 || ds[0].Decision != d || ds[0].Now.Outcome != procedure.NotAdopted || ds[0].Recorded.Outcome != procedure.Adopted {
		t.Errorf("%d: %+v", n, ds)
	}
	other.Rules = slices.Delete(other.Rules, i, i+1)
	if _, ds := q.state.RejudgeUnder(&other); len(ds) != 1 || ds[0].Now.Outcome.Carried() {
		t.Errorf("no rule: %+v", ds)
	}
}
