package procedure

import (
	"cmp"
	"slices"
	"strings"
)

// A Distance is how far a finding was from being turned, from carried to not
// carried or the other way.
type Distance struct {
	Turns bool      `json:"turns"`           // some change of stances would turn it
	Least int       `json:"least,omitempty"` // members that must change, at the least
	Bound bool      `json:"bound,omitempty"` // Least is only a bound: it takes as many, or more
	Sets  [][]Turns `json:"sets,omitempty"`  // smallest sets, in the order of ids
	More  bool      `json:"more,omitempty"`  // there are more such sets
}

// Turns is one member's change of stance.
type Turns struct {
	Member  Member `json:"member"`
	Chamber string `json:"chamber,omitempty"`
	To      Stance `json:"to"` // one that does it; others may
}

// The limits of an exact search.
const (
	maxSets    = 20
	maxClasses = 40      // members that count differently from one another
	maxTerms   = 64      // ways to turn a rule
	maxVisits  = 500_000 // places looked at
)

// flip finds the smallest sets of members whose change makes n hold, if want, or
// not hold.
func (p *program) flip(n node, want bool) *Distance {
	terms, ok := p.terms(n, want)
	if !ok {
		return &Distance{Turns: true, Least: 1, Bound: true}
	}
	s := &search{p: p, least: len(p.electors) + 1, found: make(map[string]bool)}
	order := make([]int, len(p.electors))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &p.electors[a], &p.electors[b]
		return cmp.Or(strings.Compare(x.chamber, y.chamber), strings.Compare(string(x.member), string(y.member)))
	})
	none := len(p.electors) + 1
	bound := none // of the ways that could not be searched
	for _, t := range terms {
		if least, exact := s.term(t, order); !exact {
			bound = min(bound, least)
		}
	}
	switch {
	case bound < s.least:
		return &Distance{Turns: true, Least: bound, Bound: true}
	case s.least == none:
		return &Distance{}
	}
	slices.SortFunc(s.sets, func(a, b []Turns) int { return slices.CompareFunc(a, b, Turns.compare) })
	return &Distance{Turns: true, Least: s.least, Sets: s.sets, More: s.more || bound == s.least}
}

func (t Turns) compare(u Turns) int {
	return cmp.Or(strings.Compare(t.Chamber, u.Chamber), strings.Compare(string(t.Member), string(u.Member)))
}

// A wish is a leaf that has to be met, or has not to be.
type wish struct {
	leaf int
	want bool
}

// terms returns the ways to make n hold, or not hold: each a list of wishes that
// together are enough. It gives up when there are too many.
func (p *program) terms(n node, want bool) ([][]wish, bool) {
	o := n.op
	if !want { // what is wanted of a node that must not hold
		o = [...]op{never: always, always: never, single: single, both: either, either: both}[o]
	}
	switch o {
	case always:
		return [][]wish{nil}, true
	case single:
		return [][]wish{{{n.leaf, want}}}, true
	case either:
		var all [][]wish
		for _, k := range n.kids {
			ts, ok := p.terms(k, want)
			if !ok || len(all)+len(ts) > maxTerms {
				return nil, false
			}
			all = append(all, ts...)
		}
		return all, true
	case both:
		all := [][]wish{nil}
		for _, k := range n.kids {
			ts, ok := p.terms(k, want)
			if !ok || len(all)*len(ts) > maxTerms {
				return nil, false
			}
			var next [][]wish
			for _, a := range all {
				for _, t := range ts {
					next = append(next, slices.Concat(a, t))
				}
			}
			all = next
		}
		return all, true
	}
	return nil, true
}

// A search looks for the smallest sets over all terms.
type search struct {
	p      *program
	least  int // changes of the sets found
	sets   [][]Turns
	found  map[string]bool // the sets, by their members
	more   bool
	visits int

	// Of the term that is being looked at:
	wishes  int
	slack   []int     // what each wish comes to now; it is met from 0 on
	classes []class   // of electors that count alike
	best    [][][]int // wish, first class, changes: the most that so many changes from that class on can add
	chosen  []choice
}

// A class is electors that count alike, with the same stance.
type class struct {
	electors []int
	targets  []target // stances that help some wish, none of which is better in all
}

// A target is a stance to change to, and what one such change adds to each wish.
type target struct {
	to    kind
	gains []int
}

// A choice is how many electors of a class change to a target.
type choice struct {
	class, target, n int
}

// term looks for the smallest sets that make one term hold. When the term cannot
// be searched it returns a bound and false.
func (s *search) term(wishes []wish, order []int) (least int, exact bool) {
	s.prepare(wishes, order)
	most := 0
	for i := range s.classes {
		most += len(s.classes[i].electors)
	}
	least = s.bound(most)
	if least > most {
		return least, true // nothing turns it
	}
	if len(s.classes) > maxClasses {
		return least, false
	}
	for n := least; n <= min(most, s.least); n++ {
		s.visits = 0
		found := s.visit(0, n)
		if s.visits > maxVisits {
			return n, false
		}
		if found {
			return n, true
		}
	}
	return least, true
}

// prepare finds the classes of a term and what they can add.
func (s *search) prepare(wishes []wish, order []int) {
	s.wishes = len(wishes)
	s.slack = make([]int, len(wishes))
	leaves := make([]leaf, len(wishes))
	for i, w := range wishes {
		l := s.p.leaves[w.leaf]
		if !w.want { // not v >= 0 is -v-1 >= 0
			for k := range l.coef {
				l.coef[k] = -l.coef[k]
			}
			l.constant = -l.constant - 1
		}
		leaves[i], s.slack[i] = l, s.p.value(&l)
	}
	s.classes = s.classes[:0]
	var at []class
	weights := make([]int, 0, len(wishes)*len(order))
next:
	for _, e := range order {
		from := len(weights)
		for i := range leaves {
			weights = append(weights, leaves[i].of(e))
		}
		mine := weights[from:]
		for c := range at {
			first := at[c].electors[0]
			if s.p.electors[first].stance != s.p.electors[e].stance {
				continue
			}
			if slices.Equal(mine, weights[c*len(leaves):(c+1)*len(leaves)]) {
				at[c].electors = append(at[c].electors, e)
				weights = weights[:from]
				continue next
			}
		}
		at = append(at, class{electors: []int{e}, targets: s.targets(leaves, mine, s.p.electors[e].stance)})
	}
	for _, c := range at {
		if len(c.targets) > 0 {
			s.classes = append(s.classes, c)
		}
	}
	slices.SortStableFunc(s.classes, func(a, b class) int { return strongest(b) - strongest(a) })
}

func strongest(c class) (most int) {
	for _, t := range c.targets {
		for _, g := range t.gains {
			most = max(most, g)
		}
	}
	return most
}

// targets returns the stances that a member with these weights could change to
// with some gain, less those that another beats or equals in all.
func (s *search) targets(leaves []leaf, weights []int, from kind) (ts []target) {
	for k := kind(1); k < kindOdd; k++ {
		if k == from {
			continue
		}
		t := target{to: k, gains: make([]int, len(leaves))}
		helps := false
		for i := range leaves {
			t.gains[i] = (leaves[i].coef[k] - leaves[i].coef[from]) * weights[i]
			helps = helps || t.gains[i] > 0
		}
		beats := func(a, b []int) bool {
			for i := range a {
				if a[i] < b[i] {
					return false
				}
			}
			return true
		}
		if !helps || slices.ContainsFunc(ts, func(o target) bool { return beats(o.gains, t.gains) }) {
			continue
		}
		ts = append(slices.DeleteFunc(ts, func(o target) bool { return beats(t.gains, o.gains) }), t)
	}
	return ts
}

// bound fills in what changes from each class on can add, and returns the least
// number of changes with which every wish for itself can be met; more than most
// if none is enough.
func (s *search) bound(most int) (least int) {
	s.best = make([][][]int, s.wishes)
	for w := range s.wishes {
		s.best[w] = make([][]int, len(s.classes)+1)
		s.best[w][len(s.classes)] = []int{0}
		var gains []int // of the electors from the class on, the greatest first
		for c := len(s.classes) - 1; c >= 0; c-- {
			gain := 0
			for i, t := range s.classes[c].targets {
				if i == 0 || t.gains[w] > gain {
					gain = t.gains[w]
				}
			}
			at, _ := slices.BinarySearchFunc(gains, gain, func(a, b int) int { return b - a })
			for range s.classes[c].electors {
				gains = slices.Insert(gains, at, gain)
			}
			sums := make([]int, len(gains)+1)
			for i, g := range gains {
				sums[i+1] = sums[i] + g
			}
			s.best[w][c] = sums
		}
		n := 0
		for n <= most && s.slack[w]+s.best[w][0][n] < 0 {
			n++
		}
		least = max(least, n)
	}
	return least
}

// visit chooses changes of left electors from class c on, and reports whether
// that made every wish hold somewhere.
func (s *search) visit(c, left int) (found bool) {
	if s.visits++; s.visits > maxVisits || s.more && len(s.sets) >= maxSets && s.least == s.depth(left) {
		return false
	}
	for w := range s.wishes {
		best := s.best[w][c]
		if left >= len(best) || s.slack[w]+best[left] < 0 {
			return false
		}
	}
	if left == 0 {
		s.keep()
		return true
	}
	return s.spread(c, 0, left, len(s.classes[c].electors))
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
func (s *search) spread(c, t, left, room int) (found bool) {
	if t == len(s.classes[c].targets) {
		return s.visit(c+1, left)
	}
	gains := s.classes[c].targets[t].gains
	for n := min(left, room); n >= 0; n-- {
		for w, g := range gains {
			s.slack[w] += g * n
		}
		if n > 0 {
			s.chosen = append(s.chosen, choice{c, t, n})
		}
		found = s.spread(c, t+1, left-n, room-n) || found
		if n > 0 {
			s.chosen = s.chosen[:len(s.chosen)-1]
		}
		for w, g := range gains {
			s.slack[w] -= g * n
		}
	}
	return found
}
