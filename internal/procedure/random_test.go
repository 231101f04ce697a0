package procedure

import (
	"fmt"
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

// rounds is how many random questions are asked: of the full number, the hundredths
// that ROUNDS says, or a tenth. all.bash and continuous integration ask all of them.
func rounds(t testing.TB, full int) int {
	s := os.Getenv("ROUNDS")
	if s == "" {
		return full / 10
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return full * n / 100
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
