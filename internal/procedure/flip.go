package procedure

import (
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
	s := &search{p: p, least: len(p.electors) + 1}
	order := make([]int, len(p.electors))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &p.electors[a], &p.electors[b]
		if x.chamber != y.chamber {
			return strings.Compare(x.chamber, y.chamber)
		}
		return strings.Compare(string(x.member), string(y.member))
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
	return &Distance{Turns: true, Least: s.least, Sets: s.named(order), More: s.more || bound == s.least}
}

// A wish is a leaf that has to be met, or has not to be.
type wish struct {
	leaf int
	want bool
}

// terms returns the ways to make n hold, or not hold: each a list of wishes that
// together are enough. A node of others has none in it that always or never
// holds, see [join]. It gives up when there are too many.
func (p *program) terms(n node, want bool) ([][]wish, bool) {
	o := n.op
	if !want { // what is wanted of a node that must not hold
		o = [...]op{never: always, always: never, single: single, both: either, either: both}[o]
	}
	switch o {
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
		all := [][]wish{make([]wish, 0, len(p.leaves))}
		for _, k := range n.kids {
			if k.op == single { // in every term alike
				for i := range all {
					all[i] = append(all[i], wish{k.leaf, want})
				}
				continue
			}
			ts, ok := p.terms(k, want)
			if !ok || len(all)*len(ts) > maxTerms {
				return nil, false
			}
			next := make([][]wish, 0, len(all)*len(ts))
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
	sets   [][]change
	more   bool
	visits int

	// Of the term that is being looked at:
	leaves  []leaf  // to be made not negative
	slack   []int   // what each comes to now
	classes []class // of electors that count alike
	best    []int   // by leaf, first class and changes: the most that so many changes from that class on can add
	after   []int   // by class: electors from it on
	span    int     // of best, for one leaf and class
	chosen  []choice
	set     []change

	// Room that is used again:
	sorted  []change
	taken   []change // of the sets
	rest    []leaf
	most    []int
	ranks   []int // 0, 1, 2 ...: a class of one elector is a piece of it
	weights []int
	gains   []int    // of targets
	targets []target // of classes
}

// A change is an elector, by its place in the order of ids, and its new stance.
type change struct {
	rank int
	to   kind
}

// A class is electors that count alike, with the same stance.
type class struct {
	electors []int    // by their ranks
	targets  []target // stances that help some leaf, none of which is better in all
	most     int      // that one change adds to some leaf
}

// A target is a stance to change to, and what one such change adds to each leaf.
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
	s.prepare(wishes)
	s.classify(order)
	most := 0
	for i := range s.classes {
		most += len(s.classes[i].electors)
	}
	least = s.bound(most)
	switch {
	case least > most || least > s.least:
		return least, true // nothing turns it, or only more than are known to
	case len(s.classes) > maxClasses:
		return least, false
	}
	for n := least; n <= min(most, s.least); n++ {
		s.reach(n)
		s.visits = 0
		s.visit(0, n) // what is found makes n the least, and this the last
		if s.visits > maxVisits {
			return n, false
		}
	}
	return least, true
}

// prepare makes leaves of the wishes. Those that hold, and that no change which
// helps another would ever lessen, are left out.
func (s *search) prepare(wishes []wish) {
	s.leaves, s.slack = slices.Grow(s.leaves[:0], len(wishes)), slices.Grow(s.slack[:0], len(wishes))
	rest := slices.Grow(s.rest[:0], len(wishes))
	for _, w := range wishes {
		l := s.p.leaves[w.leaf]
		if !w.want { // not v >= 0 is -v-1 >= 0
			for k := range l.coef {
				l.coef[k] = -l.coef[k]
			}
			l.constant = -l.constant - 1
		}
		if v := s.p.value(&l); v < 0 {
			s.leaves, s.slack = append(s.leaves, l), append(s.slack, v)
		} else {
			rest = append(rest, l)
		}
	}
	s.rest = rest
	for grown := true; grown; {
		grown = false
		for i := 0; i < len(rest); i++ {
			if s.lessens(&rest[i]) {
				s.leaves, s.slack = append(s.leaves, rest[i]), append(s.slack, s.p.value(&rest[i]))
				rest = slices.Delete(rest, i, i+1)
				i, grown = i-1, true
			}
		}
	}
}

// lessens reports whether some change of stance helps one of the leaves and takes
// from l.
func (s *search) lessens(l *leaf) bool {
	for from := range kinds {
		for to := 1; to < int(kindOdd); to++ {
			if l.coef[to] < l.coef[from] && slices.ContainsFunc(s.leaves, func(o leaf) bool { return o.coef[to] > o.coef[from] }) {
				return true
			}
		}
	}
	return false
}

// classify finds the classes of the electors and what they can add.
func (s *search) classify(order []int) {
	n := len(s.leaves)
	weights := slices.Grow(s.weights[:0], n*len(order))
	s.ranks = slices.Grow(s.ranks, len(order))
	s.gains, s.targets = slices.Grow(s.gains[:0], n*len(order)), slices.Grow(s.targets[:0], len(order))
	all := slices.Grow(s.classes[:0], len(order))
next:
	for rank, e := range order {
		s.ranks = append(s.ranks[:rank], rank)
		from := len(weights)
		for i := range s.leaves {
			weights = append(weights, s.leaves[i].of(e))
		}
		mine := weights[from:]
		for c := range all {
			if s.p.electors[order[all[c].electors[0]]].stance == s.p.electors[e].stance && slices.Equal(mine, weights[c*n:(c+1)*n]) {
				all[c].electors = append(all[c].electors, rank)
				weights = weights[:from]
				continue next
			}
		}
		all = append(all, class{electors: s.ranks[rank : rank+1 : rank+1], targets: s.helpful(mine, s.p.electors[e].stance)})
	}
	s.weights = weights
	s.classes = slices.DeleteFunc(all, func(c class) bool { return len(c.targets) == 0 })
	for c := range s.classes {
		for _, t := range s.classes[c].targets {
			s.classes[c].most = max(s.classes[c].most, slices.Max(t.gains))
		}
	}
	slices.SortStableFunc(s.classes, func(a, b class) int { return b.most - a.most })
}

// helpful returns the stances that a member with these weights could change to
// with some gain, less those that another beats or equals in all.
func (s *search) helpful(weights []int, from kind) []target {
	var room [kinds]target
	ts := room[:0]
	for k := kind(1); k < kindOdd; k++ {
		helps := false
		for i := range s.leaves {
			helps = helps || weights[i] > 0 && s.leaves[i].coef[k] > s.leaves[i].coef[from]
		}
		if !helps || slices.ContainsFunc(ts, func(o target) bool { return s.beats(o.to, k, weights) }) {
			continue
		}
		ts = slices.DeleteFunc(ts, func(o target) bool { return s.beats(k, o.to, weights) })
		ts = append(ts, target{to: k})
	}
	at := len(s.targets)
	for _, t := range ts {
		first := len(s.gains)
		for i := range s.leaves {
			s.gains = append(s.gains, int(s.leaves[i].coef[t.to]-s.leaves[i].coef[from])*weights[i])
		}
		s.targets = append(s.targets, target{t.to, s.gains[first:len(s.gains):len(s.gains)]})
	}
	return s.targets[at:len(s.targets):len(s.targets)]
}

// beats reports whether one stance gives every leaf as much as another, or more.
func (s *search) beats(a, b kind, weights []int) bool {
	for i := range s.leaves {
		if weights[i] > 0 && s.leaves[i].coef[a] < s.leaves[i].coef[b] {
			return false
		}
	}
	return true
}

// gain is the most that one change in a class adds to a leaf.
func (c *class) gain(leaf int) int {
	most := c.targets[0].gains[leaf]
	for _, t := range c.targets[1:] {
		most = max(most, t.gains[leaf])
	}
	return most
}

// bound returns the least number of changes with which every leaf for itself can
// be made not negative; more than most if none is enough.
func (s *search) bound(most int) (least int) {
	gains := make([]int, 0, most)
	for l := range s.leaves {
		gains = gains[:0]
		for i := range s.classes {
			gain := s.classes[i].gain(l)
			for range s.classes[i].electors {
				gains = append(gains, gain)
			}
		}
		slices.Sort(gains)
		n, v := 0, s.slack[l]
		for ; n <= most && v < 0; n++ {
			if n == most {
				return most + 1
			}
			v += gains[most-1-n]
		}
		least = max(least, n)
	}
	return least
}

// reach fills in what up to n changes from each class on can add to each leaf.
func (s *search) reach(n int) {
	rows := len(s.classes) + 1
	s.span = n + 1
	size := len(s.leaves) * rows * s.span
	s.best = slices.Grow(s.best[:0], size)[:size]
	s.after = slices.Grow(s.after[:0], rows)[:rows]
	s.after[rows-1] = 0
	for c := rows - 2; c >= 0; c-- {
		s.after[c] = s.after[c+1] + len(s.classes[c].electors)
	}
	gains := slices.Grow(s.most[:0], s.span) // of the electors from the class on, the greatest first
	s.most = gains
	for l := range s.leaves {
		gains = gains[:0]
		for c := len(s.classes); c >= 0; c-- {
			if c < len(s.classes) {
				gain := s.classes[c].gain(l)
				at, _ := slices.BinarySearchFunc(gains, gain, func(a, b int) int { return b - a })
				for range min(len(s.classes[c].electors), n-at) {
					gains = slices.Insert(gains, at, gain)
					gains = gains[:min(len(gains), n)]
				}
			}
			sum := 0
			sums := s.best[(l*rows+c)*s.span:]
			sums[0] = 0
			for i, g := range gains {
				sum += g
				sums[i+1] = sum
			}
		}
	}
}
