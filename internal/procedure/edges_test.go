package procedure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// byWeight is a question of members m0, m1 ... with these weights, all of them
// against, and a rule that counts them as needs say.
func byWeight(weights []int, needs ...Need) (Rule, Question) {
	q := votes(0, len(weights), 0, 0)
	w := make(map[Member]int)
	for i, m := range q.Members {
		w[m] = weights[i]
	}
	q.Tables = map[string]Table{"w": {Name: "w", Version: "1", Weights: w}}
	r := full()
	r.Needs = needs
	return r, q
}

func TestOneMoreThanTheFewestThatHoldMoreThanAShare(t *testing.T) {
	for _, tt := range []struct {
		weights []int
		share   Share
		want    int
	}{
		{[]int{50, 25, 25}, Share{1, 2}, 3}, // 50 of 100 are not more than a half
		{[]int{51, 25, 25}, Share{1, 2}, 2},
		{[]int{1, 2, 97}, Share{1, 2}, 2}, // the heaviest comes first wherever it sits
		{[]int{97, 2, 1}, Share{1, 2}, 2},
		{[]int{2, 97, 1, 3, 4}, Share{98, 100}, 5}, // 97, 4 and 3 are 104 of 107, not over 104.86
		{[]int{1, 1}, Share{1, 1}, 3},              // nobody holds more than all
	} {
		r, q := byWeight(tt.weights, Need{Tally: TallyOpposed, Compare: LessThan, Fewest: tt.share, FewestOf: "w"})
		if f := Evaluate(r, q); f.Reasons[len(f.Reasons)-2].Want != tt.want {
			t.Errorf("%v over %v: %+v", tt.weights, tt.share, f.Reasons)
		}
	}
}

func TestNeedsOfOneTableMayBePartsOfDifferentWholes(t *testing.T) {
	r, q := byWeight([]int{5, 5, 10}, // 5 of 10 that may vote, 5 of 20 in all
		Need{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Share: Share{1, 2}, Base: Entitled},
		Need{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Share: Share{1, 4}, Base: AllMembers})
	r.Electorate.Less = []Bar{Party}
	q.Barred = map[Member]Bar{q.Members[2]: Party}
	q.Stances[q.Members[0]] = For
	f := Evaluate(r, q)
	if f.Reasons[1].Of != 10 || f.Reasons[2].Of != 20 || !f.Outcome.Carried() || !slices.Equal(f.Tables, []string{"w 1"}) ||
		!slices.Equal(f.Barred, []Barred{{q.Members[2], Party}}) {
		t.Errorf("%+v", f)
	}
}

func TestTheAbsentArePresentOnlyWhereTheyCountAgainst(t *testing.T) {
	for effect, of := range map[Effect]int{Neither: 2, CountsAgainst: 3, Ignored: 2} {
		r, q := byWeight([]int{1, 1, 1}, Need{Tally: TallyInFavour, Compare: AtLeast, Share: Share{1, 2}, Base: Present})
		q.Stances[q.Members[2]] = Absent
		r.Counts[Absent], r.Quorum = effect, Share{1, 2}
		if f := Evaluate(r, q); f.Reasons[2].Of != of {
			t.Errorf("absent is %s: %+v", effect, f.Reasons[2])
		}
	}
}

func TestARuleOfStepsWithoutStepsIsNotARule(t *testing.T) {
	for _, m := range []Method{Chain, AnyOf, AllOf, TwoStage} {
		f := Evaluate(Rule{ID: "r", Method: m}, votes(3, 0, 0, 0))
		if f.Outcome != NotAdopted || len(f.Reasons) != 1 || f.Reasons[0].Condition != RuleKnown || f.Reasons[0].Met {
			t.Errorf("%s: %+v", m, f)
		}
	}
}

func TestOnlyATieIsVotedAgain(t *testing.T) {
	r := full()
	r.Needs = []Need{{Tally: TallyInFavour, Compare: MoreThan, Share: Share{1, 2}, Base: Voting}}
	r.Tie, r.OnFail = TieVoteAgain, Postponed
	if f := Evaluate(r, votes(1, 2, 0, 0)); f.Outcome != Postponed || f.Next != (Next{}) {
		t.Errorf("%+v", f)
	}
	if f := Evaluate(r, votes(2, 2, 0, 0)); f.Outcome != Postponed || f.Next.Step != string(TieVoteAgain) {
		t.Errorf("%+v", f)
	}
}

func TestTheNumbersOfAFormReachTheirLimits(t *testing.T) {
	r := full()
	for name, change := range map[string]func(*Rule){
		"count":     func(r *Rule) { r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Count: maxTotal}} },
		"min_count": func(r *Rule) { r.Needs[0].MinCount = maxTotal },
		"quorum":    func(r *Rule) { r.Quorums = []Presence{{Compare: AtLeast, Count: maxTotal}} },
		"all":       func(r *Rule) { r.Needs = []Need{{All: r.Needs}} },
	} {
		r := r
		r.Quorum = Share{}
		r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Share: Share{1, 2}, Base: Voting}}
		change(&r)
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Share: Share{1, 2}, Base: Voting}}
	r.Quorum, r.Quorums = Share{}, []Presence{{Compare: AtLeast, Count: 1}, {Compare: AtMost}}
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "quorums: number 2: ") {
		t.Error(err)
	}
	step := Step{Name: "a", Rule: strict}
	chain := Rule{ID: "c", Method: Chain, Steps: []Step{step, {Rule: strict}}}
	if err := chain.Check(); err == nil || !strings.Contains(err.Error(), "steps: number 2: want a name") {
		t.Error(err)
	}
}

func TestOnlyTheTablesThatARuleCountsByAreUsed(t *testing.T) {
	tables := make(map[string]Table)
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		tables[name] = Table{Name: name}
	}
	need := func(table string) []Need {
		return []Need{{All: []Need{{Any: []Need{{Tally: TallyInFavour, Weights: table}}}}}}
	}
	r := Rule{
		Needs: need("a"), Rejects: []Need{{FewestOf: "b"}, {Weights: "lost"}},
		Steps: []Step{{Rule: Rule{Needs: need("c"), Steps: []Step{{Rule: Rule{Rejects: need("d")}}}}}},
	}
	used := r.Used(tables)
	if _, e := used["e"]; len(used) != 4 || e || used["d"].Name != "d" {
		t.Errorf("%v", used)
	}
	if used := (Rule{Needs: need("")}).Used(tables); used != nil {
		t.Errorf("%v", used)
	}
}

// sets words the sets of a distance.
func sets(d *Distance) (all []string) {
	for _, set := range d.Sets {
		var s []string
		for _, turn := range set {
			s = append(s, turn.Chamber+"/"+string(turn.Member))
		}
		all = append(all, strings.Join(s, " "))
	}
	return all
}

func TestStepsOverOneBodyCountEachMemberOnce(t *testing.T) {
	r, q := byWeight([]int{1, 1}, Need{Tally: TallyInFavour, Compare: AtLeast, Count: 2})
	chain := Rule{ID: "c", Method: Chain, Steps: []Step{{Name: "one", Rule: r}, {Name: "two", Rule: r}}}
	q.Stances = map[Member]Stance{q.Members[0]: For, q.Members[1]: For}
	if f := Explain(chain, q); f.Flip.Least != 1 || len(f.Flip.Sets) != 2 {
		t.Errorf("%+v", f.Flip)
	}
}

func TestTheQuestionsOwnMembersComeBeforeThoseOfOtherChambers(t *testing.T) {
	count := func(n int) Rule {
		r := full()
		r.Needs = []Need{{Tally: TallyInFavour, Compare: AtLeast, Count: n}}
		return r
	}
	r := Rule{ID: "r", Method: AnyOf, Steps: []Step{{Name: "upper", Chamber: "upper", Rule: count(1)}, {Name: "own", Rule: count(1)}}}
	q := Question{
		Members: []Member{"z"}, Stances: map[Member]Stance{"z": Against},
		Chambers: map[string]Chamber{"upper": {Members: []Member{"a"}, Stances: map[Member]Stance{"a": Against}}},
	}
	if f := Explain(r, q); !slices.Equal(sets(f.Flip), []string{"/z", "upper/a"}) {
		t.Errorf("%v", sets(f.Flip))
	}
}

func TestSetsOfOneSizeComeFromEveryWayToTurn(t *testing.T) {
	r, q := byWeight([]int{1, 1, 1, 1}, Need{Any: []Need{
		{Tally: TallyInFavour, Group: "north", Compare: AtLeast, Count: 1}, {Tally: TallyInFavour, Group: "south", Compare: AtLeast, Count: 1},
	}})
	q.Groups = map[string][]Member{"north": q.Members[:2], "south": q.Members[2:]}
	if f := Explain(r, q); f.Flip.Least != 1 || len(f.Flip.Sets) != 4 || f.Flip.More {
		t.Errorf("%+v", f.Flip)
	}
}

func TestASmallerSetIsFoundAfterMoreThanCanBeNamed(t *testing.T) {
	weights := make([]int, 24)
	for i := range weights {
		weights[i] = 100 + i // each counts otherwise
	}
	r, q := byWeight(weights, Need{Any: []Need{
		{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Count: 350}, {Tally: TallyInFavour, Group: "pair", Weights: "w", Compare: AtLeast, Count: 201},
	}})
	q.Groups = map[string][]Member{"pair": q.Members[:2]}
	if f := Explain(r, q); f.Flip.Least != 2 || len(f.Flip.Sets) != 1 || f.Flip.More {
		t.Errorf("%+v", f.Flip)
	}
	r.Needs = r.Needs[0].Any[:1]
	if f := Explain(r, q); f.Flip.Least != 4 && f.Flip.Least != 3 || len(f.Flip.Sets) != maxSets || !f.Flip.More {
		t.Errorf("%+v", f.Flip)
	}
	r.Needs[0].Count = 100
	if f := Explain(r, q); f.Flip.Least != 1 || len(f.Flip.Sets) != maxSets || !f.Flip.More {
		t.Errorf("there are 24 sets of one: %+v", f.Flip)
	}
}

func TestOneMemberDoesNotChangeToTwoStances(t *testing.T) {
	r, q := byWeight([]int{3, 1},
		Need{Tally: Tally(Abstains), Weights: "w", Compare: AtLeast, Count: 3}, Need{Tally: Tally(Absent), Weights: "w", Compare: AtLeast, Count: 3})
	r.Quorum = Share{1, 2}
	if f := Explain(r, q); f.Flip.Turns {
		t.Errorf("%+v %v", f.Flip, sets(f.Flip))
	}
}

func TestTheLimitsOfTheSearchAreWhereTheyAreSaidToBe(t *testing.T) {
	weights := make([]int, 46)
	for i := range weights {
		weights[i] = i + 1
	}
	heavy := Need{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Count: 40}
	for _, n := range []int{maxClasses, maxClasses + 1} {
		r, q := byWeight(weights[:n], heavy)
		if f := Explain(r, q); f.Flip.Bound != (n > maxClasses) || f.Flip.Least != 1 {
			t.Errorf("%d classes: %+v", n, f.Flip)
		}
	}
	r, q := byWeight(weights, Need{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Count: 46*47/2 + 1})
	if f := Explain(r, q); f.Flip.Turns {
		t.Errorf("more than all there is: %+v", f.Flip)
	}
	r, q = byWeight(weights, Need{Tally: TallyInFavour, Weights: "w", Compare: AtLeast, Count: 46*47/2 - 1})
	for _, m := range q.Members[2:] {
		q.Stances[m] = For // and cannot help any more
	}
	if f := Explain(r, q); f.Flip.Bound || f.Flip.Least != 1 || len(f.Flip.Sets) != 1 {
		t.Errorf("two of 46 can change it: %+v", f.Flip)
	}
	one, two := byWeight([]int{1, 1}, Need{Tally: TallyInFavour, Compare: AtLeast, Count: 1})
	for _, n := range []int{maxTerms, maxTerms + 1} {
		ways := Rule{ID: "w", Method: AnyOf, Steps: slices.Repeat([]Step{{Name: "s", Rule: one}}, n)}
		if f := Explain(ways, two); f.Flip.Bound != (n > maxTerms) || f.Flip.Least != 1 {
			t.Errorf("%d ways: %+v", n, f.Flip)
		}
	}
	any := func(n int) Need {
		return Need{Any: slices.Repeat([]Need{{Tally: TallyInFavour, Compare: AtLeast, Count: 2}}, n)}
	}
	for _, tt := range []struct {
		needs []Need
		bound bool
	}{
		{[]Need{any(maxTerms)}, false}, {[]Need{any(maxTerms + 1)}, true}, {[]Need{any(8), any(8)}, false}, {[]Need{any(9), any(8)}, true},
		{[]Need{any(1), any(maxTerms)}, false}, {[]Need{any(2), any(2), any(2), any(2), any(2), any(2)}, false},
		{[]Need{{Any: []Need{any(maxTerms / 2), {All: []Need{any(maxTerms / 2)}}}}}, false},
		{[]Need{{Any: []Need{{All: []Need{any(8), any(8)}}, any(1)}}}, true},
	} {
		r, q := byWeight([]int{1, 1, 1}, tt.needs...)
		if f := Explain(r, q); f.Flip.Bound != tt.bound || !tt.bound && f.Flip.Least != 2 {
			t.Errorf("%s: %+v", fmt.Sprint(len(tt.needs)), f.Flip)
		}
	}
}
