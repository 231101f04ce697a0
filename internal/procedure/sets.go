package procedure

import "slices"

// keep adds the sets that the choice stands for, which are as many as there are
// ways to take the electors from their classes.
func (s *search) keep() {
	if n := s.depth(0); n < s.least {
		s.least, s.sets, s.taken, s.more = n, s.sets[:0], s.taken[:0], false
	}
	s.set = s.set[:0]
	s.pick(0)
}

// pick takes the electors of the choices from i on, in every way.
func (s *search) pick(i int) {
	if i == len(s.chosen) {
		s.add()
		return
	}
	// Choices of one class stand beside one another. Which of its electors
	// changes to which stance is no difference between sets.
	j, n := i, 0
	for ; j < len(s.chosen) && s.chosen[j].class == s.chosen[i].class; j++ {
		n += s.chosen[j].n
	}
	s.take(i, j, 0, n)
}

// take takes n electors of the class of choices i to j, from the one at a place
// on, and goes on with choice j.
func (s *search) take(i, j, from, n int) {
	c := &s.classes[s.chosen[i].class]
	switch {
	case s.more && len(s.sets) >= maxSets || len(c.electors)-from < n:
	case n == 0:
		s.pick(j)
	default:
		left := n // of the changes that are still to be given out, the last choice's come last
		at := j - 1
		for ; left > s.chosen[at].n; at-- {
			left -= s.chosen[at].n
		}
		s.set = append(s.set, change{c.electors[from], c.targets[s.chosen[at].target].to})
		s.take(i, j, from+1, n-1)
		s.set = s.set[:len(s.set)-1]
		s.take(i, j, from+1, n)
	}
}

// add adds the set that is taken, unless its members are known as one already.
func (s *search) add() {
	byRank := func(a, b change) int { return a.rank - b.rank }
	set := append(s.sorted[:0], s.set...)
	s.sorted = set
	slices.SortFunc(set, byRank)
	at, known := slices.BinarySearchFunc(s.sets, set, func(a, b []change) int { return slices.CompareFunc(a, b, byRank) })
	switch {
	case known:
	case len(s.sets) >= maxSets:
		s.more = true
	default:
		if s.taken == nil {
			s.taken, s.sets = make([]change, 0, maxSets*len(set)), make([][]change, 0, maxSets)
		}
		from := len(s.taken)
		s.taken = append(s.taken, set...)
		s.sets = slices.Insert(s.sets, at, s.taken[from:len(s.taken):len(s.taken)])
	}
}

// named returns the sets with the names of members.
func (s *search) named(order []int) [][]Turns {
	out := make([][]Turns, len(s.sets))
	all := make([]Turns, s.least*len(s.sets)) // every set is as large
	stances := Stances()
	for i, set := range s.sets {
		out[i], all = all[:len(set):len(set)], all[len(set):]
		for j, c := range set {
			e := &s.p.electors[order[c.rank]]
			out[i][j] = Turns{e.member, e.chamber, stances[c.to-1]}
		}
	}
	return out
}

// visit chooses changes of left electors from class c on, and keeps those that make
// every wish hold.
func (s *search) visit(c, left int) {
	if s.visits++; s.visits > maxVisits || s.more && len(s.sets) >= maxSets && s.least == s.depth(left) || left > s.after[c] {
		return
	}
	for w := range s.leaves {
		if s.slack[w]+s.best[(w*len(s.after)+c)*s.span+left] < 0 {
			return
		}
	}
	if left == 0 {
		s.keep()
		return
	}
	s.spread(c, 0, left, len(s.classes[c].electors))
}

// depth is the number of changes of the set that is being built.
func (s *search) depth(left int) int {
	for _, c := range s.chosen {
		left += c.n
	}
	return left
}

// spread chooses how many of the room electors of class c that are left change to
// target t, all numbers in turn, and goes on.
func (s *search) spread(c, t, left, room int) {
	if t == len(s.classes[c].targets) {
		s.visit(c+1, left)
		return
	}
	gains := s.classes[c].targets[t].gains
	for n := min(left, room); n >= 0; n-- {
		for w, g := range gains {
			s.slack[w] += g * n
		}
		if n > 0 {
			s.chosen = append(s.chosen, choice{c, t, n})
		}
		s.spread(c, t+1, left-n, room-n)
		if n > 0 {
			s.chosen = s.chosen[:len(s.chosen)-1]
		}
		for w, g := range gains {
			s.slack[w] -= g * n
		}
	}
}
