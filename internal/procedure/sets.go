package procedure

import (
	"slices"
	"strings"
)

// keep adds the sets that the choice stands for, which are as many as there are
// ways to take the electors from their classes.
func (s *search) keep() {
	if n := s.depth(0); n < s.least {
		s.least, s.sets, s.more = n, nil, false
		clear(s.found)
	}
	s.pick(0, nil)
}

// pick takes the electors of the choices from i on, in every way.
func (s *search) pick(i int, set []Turns) {
	if i == len(s.chosen) {
		s.add(set)
		return
	}
	// Choices of one class stand beside one another. Which of its electors
	// changes to which stance is no difference between sets.
	c, j := &s.classes[s.chosen[i].class], i
	var to []Stance
	for ; j < len(s.chosen) && s.chosen[j].class == s.chosen[i].class; j++ {
		for range s.chosen[j].n {
			to = append(to, Stances()[c.targets[s.chosen[j].target].to-1])
		}
	}
	s.take(j, c.electors, to, set)
}

// take takes as many of the electors as there are stances to change to, and goes
// on with choice next.
func (s *search) take(next int, electors []int, to []Stance, set []Turns) {
	switch {
	case s.more && len(s.sets) >= maxSets || len(electors) < len(to):
	case len(to) == 0:
		s.pick(next, set)
	default:
		e := &s.p.electors[electors[0]]
		s.take(next, electors[1:], to[1:], append(slices.Clip(set), Turns{e.member, e.chamber, to[0]}))
		s.take(next, electors[1:], to, set)
	}
}

// add adds a set, unless its members are known as one already.
func (s *search) add(set []Turns) {
	var b strings.Builder
	sorted := slices.SortedFunc(slices.Values(set), Turns.compare)
	for _, t := range sorted {
		b.WriteString(t.Chamber + "\x00" + string(t.Member) + "\x00")
	}
	switch {
	case s.found[b.String()]:
	case len(s.sets) >= maxSets:
		s.more = true
	default:
		s.found[b.String()] = true
		s.sets = append(s.sets, sorted)
	}
}
