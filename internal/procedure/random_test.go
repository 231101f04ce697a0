package procedure

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"
)

// A dice draws rules and questions of every form, also such as Check refuses.
type dice struct{ *rand.Rand }

func pick[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

func (d dice) one(in int) bool { return d.IntN(in) == 0 }

func (d dice) share() Share {
	s := pick(d, Share{1, 2}, Share{2, 3}, Share{3, 4}, Share{55, 100}, Share{65, 100}, Share{1, 1}, Share{1, 3}, Share{0, 1})
	if d.one(30) {
		return pick(d, Share{3, 2}, Share{1, 0}, Share{-1, 2}, Share{1, 200_000}, Share{50_000, 100_000})
	}
	return s
}

func (d dice) counts(m Method) map[Stance]Effect {
	counts := make(map[Stance]Effect)
	effects := m.Effects()
	usual := map[Stance]Effect{For: InFavour, Against: Opposes, Abstains: Neither, Absent: Ignored, Objects: Opposes}
	if m != Vote {
		usual = map[Stance]Effect{For: Passes, Against: Blocks, Abstains: Passes, Absent: Blocks, NotParticipating: OptsOut}
	}
	for _, s := range Stances() {
		switch {
		case usual[s] != "" && !d.one(3):
			counts[s] = usual[s]
		case len(effects) > 0 && !d.one(6):
			counts[s] = pick(d, effects...)
		case d.one(6):
			counts[s] = pick[Effect](d, "odd", Passes, InFavour)
		}
	}
	if d.one(20) {
		counts[None] = pick(d, Passes, InFavour)
	}
	return counts
}

func (d dice) need(depth int) Need {
	if depth < 2 && d.one(5) {
		n := Need{}
		for range 1 + d.IntN(3) {
			n.Any = append(n.Any, d.need(depth+1))
		}
		if d.one(2) {
			n.All, n.Any = n.Any, nil
		}
		if d.one(20) {
			n.All = append(n.All, d.need(depth+1))
		}
		return n
	}
	n := Need{
		Tally:   pick(d, TallyInFavour, TallyInFavour, TallyInFavour, TallyOpposed, TallyNotInFavour, TallyNotOpposed, Tally(Objects), Tally(Absent)),
		Compare: pick(d, AtLeast, MoreThan, AtLeast, MoreThan, AtMost, LessThan, Exactly),
		Base:    pick(d, AllMembers, Entitled, Present, Participating, Voting),
	}
	if d.one(40) {
		n.Tally = pick[Tally](d, "odd", "")
	}
	if d.one(40) {
		n.Compare = pick[Compare](d, "odd", "")
	}
	if d.one(40) {
		n.Base = pick[Base](d, "odd", "")
	}
	n.Weights = pick(d, "", "", "", "people", "votes")
	n.Group = pick(d, "", "", "", "north")
	if d.one(30) {
		n.Weights = "lost"
	}
	if d.one(30) {
		n.Group = "lost"
	}
	switch d.IntN(5) {
	case 0:
		n.Count = d.IntN(6)
		if n.Weights != "" {
			n.Count *= 100
		}
	case 1:
		n.Fewest, n.FewestOf = pick(d, Share{35, 100}, Share{1, 2}, Share{1, 1}, Share{2, 1}), pick(d, "people", "people", "people", "votes", "lost", "")
	default:
		n.Share = d.share()
		if d.one(6) {
			n.MinCount = d.IntN(5)
		}
	}
	if d.one(20) {
		n.OnRequest = pick(d, "asked", "not-asked")
	}
	if d.one(60) {
		n.Count = pick(d, -1, maxTotal+1)
	}
	return n
}

func (d dice) needs() (ns []Need) {
	for range 1 + d.IntN(3) {
		ns = append(ns, d.need(0))
	}
	return ns
}

func (d dice) presence() Presence {
	p := Presence{At: pick(d, AtDecision, AtDecision, AtOpening, Continuously), Compare: pick(d, AtLeast, MoreThan), Base: pick(d, AllMembers, Entitled, "")}
	if d.one(3) {
		p.Count = 1 + d.IntN(4)
	} else {
		p.Share = d.share()
	}
	if d.one(40) {
		p.Compare = pick(d, AtMost, "")
	}
	if d.one(40) {
		p.At = "odd"
	}
	if d.one(40) {
		p.Base = Voting
	}
	return p
}

func (d dice) rule(depth int) Rule {
	r := Rule{ID: "r", Method: pick(d, Vote, Vote, Vote, Vote, Consensus, Silent, Chain, AnyOf, AllOf, TwoStage)}
	if depth > 1 || d.one(2) {
		r.Method = pick(d, Vote, Vote, Vote, Consensus, Silent)
	}
	if d.one(60) {
		r.Method = pick[Method](d, "", "odd")
	}
	r.Counts = d.counts(r.Method)
	if d.one(3) {
		r.Electorate.Less = []Bar{pick(d, Bars()...), pick(d, Bars()...)}
	}
	if d.one(8) {
		r.Electorate.Only = pick(d, "north", "north", "north", "lost")
	}
	if d.one(6) {
		r.Electorate.Motions = map[string]Voters{"adjourn": {Only: pick(d, "", "north")}}
	}
	switch d.IntN(3) {
	case 0:
		r.Quorum = d.share()
	case 1:
		for range 1 + d.IntN(2) {
			r.Quorums = append(r.Quorums, d.presence())
		}
	}
	if r.Method == Vote {
		r.Needs = d.needs()
		if d.one(4) {
			r.Rejects = d.needs()
		}
		if d.one(3) {
			r.Veto = Veto{Holders: []Member{"m0", "m3"}, Always: d.one(3)}
		}
		if d.one(8) {
			r.Veto.Group = pick(d, "north", "lost")
		}
		r.Tie = pick(d, "", TieRejects, TieVoteAgain)
		if d.one(40) {
			r.Needs = nil
		}
	}
	r.OnFail = pick(d, Open, Open, Returned, Postponed, Adopted)
	r.Terms.OnBreak = pick(d, BreachEnds, BreachReturns, BreachVotes)
	r.Which = pick(d, "", "which")
	if r.Method.Effects() == nil {
		for i := range 1 + d.IntN(3) {
			r.Steps = append(r.Steps, Step{Name: fmt.Sprint("step", i), Chamber: pick(d, "", "", "upper", "lost"), Rule: d.rule(depth + 1)})
		}
		if r.Method == TwoStage && !d.one(10) {
			r.Steps = append(r.Steps, Step{Name: "more", Rule: d.rule(depth + 1)})[:2]
			r.Steps[1].Chamber = pick(d, "upper", "upper", "lost", "")
			r.Steps[1].Waits = d.one(3)
			r.Steps[1].Clock = pick(d, Clock{}, Clock{}, Clock{Months: 1}, Clock{Days: 2, Hours: 3})
		}
	}
	return r
}

func (d dice) stance() Stance {
	if d.one(12) {
		return pick[Stance](d, None, "odd")
	}
	return pick(d, append(Stances(), For, For, For, For, Against, Against, Abstains, Absent)...)
}

func (d dice) house(most int) (ms []Member, st map[Member]Stance) {
	st = make(map[Member]Stance)
	for i := range d.IntN(most + 1) {
		m := Member(fmt.Sprint("m", i))
		ms = append(ms, m)
		if s := d.stance(); s != None || d.one(2) {
			st[m] = s
		}
	}
	if len(ms) > 0 && d.one(6) {
		ms = append(ms, ms[0])
	}
	return ms, st
}

func (d dice) some(ms []Member) []Member {
	return slices.DeleteFunc(slices.Clone(ms), func(Member) bool { return d.one(3) })
}

var noon = time.Date(2024, 1, 31, 12, 0, 0, 0, time.UTC)

func (d dice) question(most int) Question {
	q := Question{Second: d.one(2), Lapsed: !d.one(3), Motion: pick(d, "", "adjourn"), Barred: map[Member]Bar{}}
	q.Members, q.Stances = d.house(most)
	for _, m := range q.Members {
		if d.one(5) {
			q.Barred[m] = pick(d, Bars()...)
		}
	}
	q.Groups = map[string][]Member{"north": d.some(q.Members)}
	people, votes := map[Member]int{}, map[Member]int{}
	for i := range most {
		m := Member(fmt.Sprint("m", i))
		people[m], votes[m] = d.IntN(1000), pick(d, 3, 4, 7, 10, 29, 0)
	}
	if d.one(20) {
		delete(people, "m1")
	}
	if d.one(40) {
		votes["m1"] = pick(d, -1, maxTotal+1)
	}
	q.Tables = map[string]Table{"people": {Name: "people", Version: "1", Weights: people}, "votes": {Name: "votes", Version: "2", Weights: votes}}
	if d.one(4) {
		t := q.Tables["people"]
		t.Total = pick(d, 1000*most, 10*1000*most, 1, maxTotal+1)
		q.Tables["people"] = t
	}
	if !d.one(4) {
		q.Opening = d.some(q.Members)
	}
	for range d.IntN(3) {
		q.Moments = append(q.Moments, d.some(q.Members))
	}
	if d.one(2) {
		q.Requests = []string{"asked"}
	}
	q.Chambers = map[string]Chamber{}
	var upper Chamber
	upper.Members, upper.Stances = d.house(most)
	q.Chambers["upper"] = upper
	if d.one(4) {
		q.Began = noon
	}
	q.Now = pick(d, time.Time{}, noon, noon.AddDate(0, 1, 0), noon.AddDate(0, 0, 2).Add(3*time.Hour), noon.AddDate(0, 0, 2).Add(3*time.Hour-1))
	if d.one(10) {
		q.Which = Which{Question: "q1", Rule: pick(d, "which", "other", ""), Outcome: Rejected}
	}
	return q
}

// rounds is how many random questions are asked: of the usual number, the hundredths
// that ROUNDS says. A campaign asks more, a mutation run fewer.
func rounds(t testing.TB, usual int) int {
	s := os.Getenv("ROUNDS")
	if s == "" {
		return usual
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return usual * n / 100
}

func TestANaiveInterpreterAgreesOnAHundredThousandQuestions(t *testing.T) {
	outcomes := make(map[Outcome]int)
	for i := range rounds(t, 100_000) {
		d := dice{rand.New(rand.NewPCG(1, uint64(i)))}
		r, q := d.rule(0), d.question(7)
		f := Evaluate(r, q)
		o, bound := judge(r, q)
		outcomes[o]++
		if f.Outcome != o || !slices.Equal(f.Bound, bound) {
			t.Fatalf("question %d:\n%+v\n%+v\n%s binding %v, naive: %s binding %v\n%+v", i, r, q, f.Outcome, f.Bound, o, bound, f.Reasons)
		}
	}
	t.Log(outcomes)
	for _, o := range append(Outcomes(), Open) {
		if outcomes[o] == 0 && o != Withdrawn {
			t.Errorf("no question came out as %q", o)
		}
	}
}

// closest finds by trying all changes how few members turn the outcome.
func closest(r Rule, q Question, most int) (sets [][]string) {
	carried := Evaluate(r, q).Outcome.Carried()
	type seat struct {
		chamber string
		member  Member
	}
	var seats []seat
	seen := make(map[seat]bool)
	add := func(c string, ms []Member) {
		for _, m := range ms {
			if s := (seat{c, m}); !seen[s] {
				seen[s] = true
				seats = append(seats, s)
			}
		}
	}
	add("", q.Members)
	if len(r.Steps) > 0 {
		most = min(most, 2)
		add("upper", q.Chambers["upper"].Members)
	}
	q.Stances = maps.Clone(q.Stances)
	q.Chambers = maps.Clone(q.Chambers)
	for c, h := range q.Chambers {
		h.Stances = maps.Clone(h.Stances)
		q.Chambers[c] = h
	}
	var try func(from, left int, names []string) bool
	try = func(from, left int, names []string) bool {
		if left == 0 {
			return Evaluate(r, q).Outcome.Carried() != carried
		}
		any := false
		for i := from; i <= len(seats)-left; i++ {
			s := seats[i]
			stances := q.Stances
			if s.chamber != "" {
				stances = q.Chambers[s.chamber].Stances
			}
			old, had := stances[s.member]
			turned := false
			for _, to := range Stances() {
				if to == old {
					continue
				}
				stances[s.member] = to
				if try(i+1, left-1, append(slices.Clip(names), s.chamber+"/"+string(s.member))) {
					turned = true
					if left > 1 {
						continue
					}
					break
				}
			}
			if stances[s.member] = old; !had {
				delete(stances, s.member)
			}
			if turned {
				any = true
				if left == 1 {
					set := append(slices.Clip(names), s.chamber+"/"+string(s.member))
					slices.Sort(set)
					if !slices.ContainsFunc(sets, func(o []string) bool { return slices.Equal(o, set) }) {
						sets = append(sets, set)
					}
				}
			}
		}
		return any
	}
	for n := 1; n <= min(most, len(seats)); n++ {
		if try(0, n, nil); len(sets) > 0 {
			return sets
		}
	}
	return nil
}

func TestTheFlipDistanceIsTheLeast(t *testing.T) {
	turned := 0
	for i := range rounds(t, 200) {
		d := dice{rand.New(rand.NewPCG(2, uint64(i)))}
		r, q := d.rule(0), d.question(4)
		most := 3
		if len(r.Steps) > 0 {
			most = 2
		}
		f := Explain(r, q)
		want := closest(r, q, most)
		switch {
		case f.Flip.Bound:
			t.Fatalf("question %d: a bound where the search is small", i)
		case want == nil && f.Flip.Turns && f.Flip.Least <= most:
			t.Fatalf("question %d: %d members are said to turn it: %v, and none do\n%+v\n%+v", i, f.Flip.Least, f.Flip.Sets, r, q)
		case want == nil:
			continue
		}
		turned++
		var got [][]string
		for _, set := range f.Flip.Sets {
			var s []string
			for _, turn := range set {
				s = append(s, turn.Chamber+"/"+string(turn.Member))
			}
			slices.Sort(s)
			got = append(got, s)
		}
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(want, slices.Compare)
		if f.Flip.Least != len(want[0]) || !f.Flip.More && !slices.EqualFunc(got, want, slices.Equal) || f.Flip.More && len(want) <= maxSets {
			t.Fatalf("question %d: %v of %d, by trying %v\n%+v\n%+v\n%+v", i, got, f.Flip.Least, want, r, q, f)
		}
		checkFlip(t, r, q, f)
	}
	t.Logf("%d turned by few", turned)
}

// checkFlip applies each set and wants the outcome turned.
func checkFlip(t *testing.T, r Rule, q Question, f Finding) {
	t.Helper()
	for _, set := range f.Flip.Sets {
		p := q
		p.Stances, p.Chambers = maps.Clone(q.Stances), maps.Clone(q.Chambers)
		if p.Stances == nil {
			p.Stances = make(map[Member]Stance)
		}
		for c, h := range p.Chambers {
			if h.Stances = maps.Clone(h.Stances); h.Stances == nil {
				h.Stances = make(map[Member]Stance)
			}
			p.Chambers[c] = h
		}
		for _, turn := range set {
			if turn.Chamber == "" {
				p.Stances[turn.Member] = turn.To
			} else {
				p.Chambers[turn.Chamber].Stances[turn.Member] = turn.To
			}
		}
		if g := Evaluate(r, p); g.Outcome.Carried() == f.Outcome.Carried() {
			t.Fatalf("%v does not turn %s: %s\n%+v\n%+v", set, f.Outcome, g.Outcome, r, q)
		}
	}
}
