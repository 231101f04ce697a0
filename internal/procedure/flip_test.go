package procedure

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// closest finds by trying all changes how few members turn the outcome.
func closest(r Rule, q Question, most int) (sets [][]string) {
	carried := Evaluate(r, q).Outcome.Carried()
	seats := seatsOf(r, q)
	if len(r.Steps) > 0 {
		most = min(most, 2)
	}
	q.Stances, q.Chambers = maps.Clone(q.Stances), maps.Clone(q.Chambers)
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
					if turned = true; left == 1 {
						break
					}
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
	for i := range rounds(t, 1000) {
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

// A place is a member in a chamber.
type place struct {
	chamber string
	member  Member
}

// seatsOf returns the members that may have a part in a question, each once.
func seatsOf(r Rule, q Question) (seats []place) {
	add := func(c string, ms []Member) {
		for _, m := range ms {
			if s := (place{c, m}); !slices.Contains(seats, s) {
				seats = append(seats, s)
			}
		}
	}
	add("", q.Members)
	if len(r.Steps) > 0 {
		add("upper", q.Chambers["upper"].Members)
	}
	return seats
}
