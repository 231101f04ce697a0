package procedure

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"chancery.example/chancery/internal/calendar"
	"pgregory.net/rapid"
)

// full is a vote that counts every stance.
func full() Rule {
	r := ordinary
	r.Counts = make(map[Stance]Effect)
	for _, s := range Stances() {
		r.Counts[s] = Neither
	}
	r.Counts[For], r.Counts[Against], r.Counts[Absent] = InFavour, Opposes, Ignored
	return r
}

// votes makes a body of members whose stances come in runs.
func votes(yes, no, abstain, absent int) Question {
	q := Question{Stances: make(map[Member]Stance)}
	for i, n := range []int{yes, no, abstain, absent} {
		for range n {
			m := Member(fmt.Sprintf("m%03d", len(q.Members)))
			q.Members = append(q.Members, m)
			q.Stances[m] = []Stance{For, Against, Abstains, Absent}[i]
		}
	}
	return q
}

func TestTheDistanceInALargeBodyIsExact(t *testing.T) {
	for _, tt := range []struct {
		q     Question
		share Share
		least int
	}{
		{votes(93, 8, 73, 19), Share{1, 2}, 43},  // 50 for and 51 against
		{votes(87, 58, 32, 16), Share{2, 3}, 10}, // 97 for and 48 against
		{votes(97, 96, 0, 0), Share{1, 2}, 1},
		{votes(0, 0, 0, 193), Share{2, 3}, 1},
	} {
		r := full()
		r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Share: tt.share, Base: Voting}}
		if tt.share == (Share{1, 2}) {
			r.Needs[0].Compare = MoreThan
		}
		f := Explain(r, tt.q)
		if f.Flip.Least != tt.least || f.Flip.Bound || !f.Flip.More || len(f.Flip.Sets) != maxSets {
			t.Errorf("%s: %d turn it, want %d; %d sets", f.Outcome, f.Flip.Least, tt.least, len(f.Flip.Sets))
		}
		checkFlip(t, r, tt.q, f)
	}
}

// weighty is a question of n members with weights that are all different.
func weighty(n int) (Rule, Question) {
	q := votes(n/2, n-n/2, 0, 0)
	w := make(map[Member]int)
	for i, m := range q.Members {
		w[m] = 1000 + 2*i*i
	}
	q.Tables = map[string]Table{"w": {Name: "w", Version: "1", Weights: w}}
	r := full()
	r.Needs = []Need{{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Share: Share{2, 3}, Base: Voting}}
	return r, q
}

func TestAboveFortyWeightedMembersTheDistanceIsABound(t *testing.T) {
	for n, bound := range map[int]bool{40: false, 82: true} {
		r, q := weighty(n)
		f := Explain(r, q)
		if f.Flip.Bound != bound || !f.Flip.Turns || (len(f.Flip.Sets) == 0) != bound {
			t.Errorf("%d members: %+v", n, f.Flip)
		}
		if p := q; bound { // fewer do not turn it, even the heaviest
			p.Stances = make(map[Member]Stance)
			for i, m := range p.Members {
				if p.Stances[m] = q.Stances[m]; i >= n-(f.Flip.Least-1) {
					p.Stances[m] = For
				}
			}
			if g := Evaluate(r, p); g.Outcome.Carried() {
				t.Errorf("%d turn it", f.Flip.Least-1)
			}
		}
	}
}

func TestASearchThatTakesTooLongGivesABound(t *testing.T) {
	r, q := weighty(40)
	r.Needs = []Need{{Tally: TallyInFavour, Weights: "w", Compare: Exactly, Count: 40_001}} // no sum of even weights
	if f := Explain(r, q); !f.Flip.Bound || !f.Flip.Turns || f.Flip.Sets != nil {
		t.Errorf("%+v", f.Flip)
	}
	many := full()
	many.Needs = nil
	for range 4 {
		any := Need{}
		for i := range 4 {
			any.Any = append(any.Any, Need{Tally: TallyInFavour, Compare: AtLeast, Count: 30 + i})
		}
		many.Needs = append(many.Needs, any)
	}
	if f := Explain(many, q); !f.Flip.Bound || f.Flip.Least != 1 {
		t.Errorf("%+v", f.Flip)
	}
	one := Rule{ID: "o", Method: AnyOf}
	for range maxSteps {
		one.Steps = append(one.Steps, Step{Name: "s", Rule: many})
	}
	one.Steps[0].Rule.Needs = []Need{{Any: slices.Repeat([]Need{{Tally: TallyInFavour, Compare: AtLeast, Count: 39}}, 16), OnRequest: ""}}
	if f := Explain(one, q); !f.Flip.Bound {
		t.Errorf("%+v", f.Flip)
	}
	wide := Rule{ID: "w", Method: AnyOf}
	for range maxSteps {
		r := full()
		r.Needs = one.Steps[0].Rule.Needs
		wide.Steps = append(wide.Steps, Step{Name: "s", Rule: r})
	}
	if f := Explain(wide, q); !f.Flip.Bound {
		t.Errorf("%+v", f.Flip)
	}
}

func TestMembersThatCountAlikeMayHaveToDifferentlyChange(t *testing.T) {
	r, q := full(), votes(0, 0, 0, 5)
	r.Needs = []Need{{Tally: Tally(For), Compare: AtLeast, Count: 2}, {Tally: Tally(Abstains), Compare: AtLeast, Count: 1}}
	f := Explain(r, q)
	if f.Flip.Least != 3 || len(f.Flip.Sets) != 10 || f.Flip.More {
		t.Errorf("%+v", f.Flip)
	}
	checkFlip(t, r, q, f)
}

func TestNoChangeTurnsWhatIsNotThere(t *testing.T) {
	if f := Explain(Rule{}, votes(3, 0, 0, 0)); f.Flip.Turns || f.Flip.Least != 0 {
		t.Errorf("%+v", f.Flip)
	}
	if f := Explain(strict, Question{}); f.Flip.Turns {
		t.Errorf("%+v", f.Flip)
	}
}

func TestTheRuleThatAppliesIsSettledByItsOwnRule(t *testing.T) {
	procedural, substantive := ordinary, ordinary
	procedural.ID, procedural.Which, substantive.ID = "procedural", "which", "substantive"
	if got := Settle(Finding{Outcome: Adopted}, procedural, substantive).ID; got != "procedural" {
		t.Error(got)
	}
	if got := Settle(Finding{Outcome: Vetoed}, procedural, substantive).ID; got != "substantive" {
		t.Error(got)
	}
	q := votes(9, 1, 0, 0)
	q.Which = Which{Question: "q7", Rule: "which", Outcome: Adopted}
	if f := Evaluate(procedural, q); f.Outcome != Adopted || f.Which != q.Which || f.Reasons[0].Condition != RuleSettled || !f.Reasons[0].Met {
		t.Errorf("%+v", f)
	}
	q.Which.Rule = "another"
	if f := Explain(procedural, q); f.Outcome != NotAdopted || f.Reasons[0].Met || f.Bound != nil || f.Flip.Turns {
		t.Errorf("%+v", f)
	}
}

func TestStatementsBesideADecisionChangeNothing(t *testing.T) {
	r, q := ordinary, votes(3, 2, 0, 0)
	r.Statements = []string{"reservation"}
	before := Evaluate(r, q)
	q.Beside = []Statement{{"m001", "reservation"}, {"m002", "song"}}
	f := Evaluate(r, q)
	if len(f.Beside) != 2 || !f.Beside[0].Provided || f.Beside[1].Provided {
		t.Errorf("%+v", f.Beside)
	}
	if f.Beside = nil; !f.Equal(before) {
		t.Error("a statement changes the finding")
	}
}

func TestAReasonNamesThoseBecauseOfWhomItIsNotMet(t *testing.T) {
	q := votes(1, 1, 1, 1)
	for want, n := range map[string]Need{
		"m001":           {Tally: TallyInFavour, Compare: AtLeast, Share: Share{2, 3}, Base: Voting},
		"m001 m002 m003": {Tally: TallyInFavour, Compare: MoreThan, Share: Share{1, 2}, Base: AllMembers},
		"m000":           {Tally: TallyInFavour, Compare: AtMost, Count: 0},
		"m002":           {Tally: Tally(Abstains), Compare: LessThan, Count: 1},
		"m003":           {Tally: Tally(Absent), Compare: Exactly, Count: 0},
	} {
		r := full()
		r.Needs = []Need{n}
		if f := Evaluate(r, q); f.Reasons[1].Met || list(f.Reasons[1].Who) != want {
			t.Errorf("%+v: %v, want %s", n, f.Reasons[1].Who, want)
		}
	}
}

func TestATieIsVotedAgainWithin48Hours(t *testing.T) {
	r, q := ordinary, votes(3, 3, 1, 0)
	r.Tie = TieVoteAgain
	q.Now = noon
	if f := Evaluate(r, q); f.Outcome != Postponed || f.Next.Step != "second-vote" || !f.Next.By.Equal(noon.Add(48*time.Hour)) {
		t.Errorf("%+v", f)
	}
	for i, c := range []struct {
		window   Window
		from, by time.Time
	}{
		{Window{Wait: Clock{Hours: 48}}, noon.Add(48 * time.Hour), time.Time{}},
		{Window{Within: Clock{Days: 1}}, time.Time{}, noon.AddDate(0, 0, 1)},
		{Window{Wait: Clock{Hours: 1}, Within: Clock{Hours: 2}}, noon.Add(time.Hour), noon.Add(2 * time.Hour)},
	} {
		r.Second = c.window
		if f := Evaluate(r, q); !f.Next.From.Equal(c.from) || !f.Next.By.Equal(c.by) {
			t.Errorf("window %d: %+v", i, f.Next)
		}
	}
	r.Tie, r.OnFail = "", Postponed
	if f := Evaluate(r, q); f.Outcome != Postponed || f.Next != (Next{}) {
		t.Errorf("%+v", f)
	}
}

func TestTwoStagesAndTheirClock(t *testing.T) {
	tacit := Rule{Method: Vote, Counts: map[Stance]Effect{For: InFavour, Objects: OptsOut, DoesNotObject: Neither},
		Needs: []Need{{Tally: Tally(Objects), Compare: LessThan, Share: Share{1, 3}, Base: AllMembers}}}
	r := Rule{ID: "t", Method: TwoStage, Steps: []Step{{Name: "adoption", Rule: ordinary}, {Name: "acceptance", Chamber: "parties", Clock: Clock{Months: 10}, Rule: tacit}}}
	q := votes(2, 1, 0, 0)
	if f := Evaluate(r, q); f.Outcome != Adopted || f.Next != (Next{Step: "acceptance"}) || f.Step != "adoption" {
		t.Errorf("%+v", f)
	}
	q.Began = noon
	if f := Evaluate(r, q); !f.Next.By.Equal(noon.AddDate(0, 10, 0)) {
		t.Errorf("%+v", f.Next)
	}
	q.Chambers = map[string]Chamber{"parties": {Members: []Member{"a", "b", "c", "d"}, Stances: map[Member]Stance{"a": Objects}}}
	for at, want := range map[time.Time]Outcome{
		{}: Open, noon.AddDate(0, 10, 0).Add(-1): Open, noon.AddDate(0, 10, 0): AdoptedInLimitedFormat,
	} {
		q.Now = at
		if f := Evaluate(r, q); f.Outcome != want || (want != Open) != slices.Equal(f.Bound, []Member{"b", "c", "d"}) {
			t.Errorf("at %v: %q, want %q; binds %v", at, f.Outcome, want, f.Bound)
		}
	}
	q.Now = noon.AddDate(1, 0, 0)
	q.Chambers["parties"].Stances["b"] = Objects
	if f := Explain(r, q); f.Outcome != NotAdopted || f.Flip.Least != 1 || f.Flip.Sets[0][0].Chamber != "parties" {
		t.Errorf("%+v %+v", f, f.Flip)
	}
	r.Steps[1].Waits = true
	if f := Evaluate(r, q); f.Outcome != Open || f.Next.Step != "acceptance" {
		t.Errorf("%+v", f)
	}
}

func TestTablesByDay(t *testing.T) {
	day, _ := calendar.ParseDay("2016-06-01")
	before := Table{Name: "w", Version: "1", Force: calendar.Span{To: day.Add(-1)}}
	since := Table{Name: "w", Version: "2", Force: calendar.Span{From: day}}
	for d, want := range map[calendar.Day]string{day: "2", day.Add(-1): "1", {}: ""} {
		if got, ok := TableOn([]Table{before, since}, "w", d); got.Version != want || ok != (want != "") {
			t.Errorf("%v: %s", d, got.Version)
		}
	}
}

func TestAFindingIsTheSameAfterBeingStored(t *testing.T) {
	for i := range 300 {
		d := dice{rand.New(rand.NewPCG(3, uint64(i)))}
		f := Explain(d.rule(0), d.question(5))
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var g Finding
		if err := json.Unmarshal(b, &g); err != nil || !f.Equal(g) {
			t.Fatalf("%v: %s", err, b)
		}
	}
}

func TestAllMembersAreTheDistinctMembers(t *testing.T) {
	r := ordinary
	r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Share: Share{2, 3}, Base: AllMembers}}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "members")
		q := votes(rapid.IntRange(0, n).Draw(t, "yes"), 0, 0, 0)
		for len(q.Members) < n {
			q.Members = append(q.Members, Member(fmt.Sprint("silent", len(q.Members))))
		}
		f := Evaluate(r, q)
		many := q
		many.Members = rapid.SliceOfN(rapid.SampledFrom(q.Members), 0, 30).Draw(t, "named again")
		many.Members = slices.Concat(q.Members, many.Members)
		if g := Evaluate(r, many); !f.Equal(g) || f.Reasons[1].Of != n {
			t.Fatalf("%+v and %+v", f, g)
		}
	})
}

func TestTheOrderOfMembersChangesNothingInAnyRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dice{rand.New(rand.NewPCG(4, rapid.Uint64().Draw(t, "dice")))}
		r, q := d.rule(0), d.question(6)
		f := Explain(r, q)
		p := q
		p.Members = rapid.Permutation(q.Members).Draw(t, "order")
		g := Explain(r, p)
		a, _ := json.Marshal(f.Flip)
		b, _ := json.Marshal(g.Flip)
		if f.Outcome != g.Outcome || !sameMembers(f.Bound, g.Bound) || string(a) != string(b) {
			t.Fatalf("%+v and %+v\n%s\n%s", f, g, a, b)
		}
	})
}

func TestEveryPartOfAFindingCountsInEqual(t *testing.T) {
	base := Reason{Condition: TallyMet, Parts: []Reason{{Condition: Quorum}}}
	for i, change := range []func(*Reason){
		func(r *Reason) { r.Compare = AtLeast }, func(r *Reason) { r.Tally = TallyOpposed }, func(r *Reason) { r.Share = Share{1, 2} },
		func(r *Reason) { r.Base = Voting }, func(r *Reason) { r.Of = 1 }, func(r *Reason) { r.Group = "g" }, func(r *Reason) { r.Table = "t" },
		func(r *Reason) { r.At = AtOpening }, func(r *Reason) { r.Step = "s" }, func(r *Reason) { r.Outcome = Adopted },
		func(r *Reason) { r.Missing = []string{"m"} }, func(r *Reason) { r.Parts = []Reason{{Condition: NoVeto}} },
	} {
		r := base
		if change(&r); r.Equal(base) || !r.Equal(r) {
			t.Errorf("change %d of a reason is none", i)
		}
	}
	for i, change := range []func(*Finding){
		func(f *Finding) { f.Step = "s" }, func(f *Finding) { f.Which.Rule = "w" }, func(f *Finding) { f.Next.Step = "n" }, func(f *Finding) { f.Next.By = noon }, func(f *Finding) { f.Next.From = noon },
		func(f *Finding) { f.Barred = []Barred{{"a", Party}} }, func(f *Finding) { f.Tables = []string{"t"} }, func(f *Finding) { f.Beside = []Besides{{}} },
	} {
		var f Finding
		if change(&f); f.Equal(Finding{}) || !f.Equal(f) {
			t.Errorf("change %d of a finding is none", i)
		}
	}
}

// FuzzExplain checks that no rule and question stop the package, that the naive
// interpreter agrees, and that every set that is said to turn the outcome does.
func FuzzExplain(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		d := dice{rand.New(rand.NewPCG(a, b))}
		r, q := d.rule(0), d.question(7)
		found := Explain(r, q)
		if o, _ := judge(r, q); found.Outcome != o {
			t.Fatalf("%s, naive: %s\n%+v\n%+v", found.Outcome, o, r, q)
		}
		checkFlip(t, r, q, found)
	})
}
