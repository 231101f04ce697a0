package procedure

import "slices"

// An elector is a member in one chamber, with its stance.
type elector struct {
	member  Member
	chamber string
	stance  kind
	bar     Bar
}

// A program is a question made ready to be judged: its electors, and the
// conditions of the rule as sums over them. Every condition that a rule can
// state is linear in the stances, so that whether it is met, and what would have
// to change for it to be, are answered from the same figures.
type program struct {
	q        *Question
	electors []elector // those of each chamber in a row
	chambers []seats
	leaves   []leaf
	tables   []string // used, name and version
}

// usual is how many conditions a rule states beside its own needs and quorums.
const usual = 6

// ready makes a program with room for what most rules ask.
func ready(q *Question) *program { return &program{q: q, leaves: make([]leaf, 0, 3*usual)} }

// seats is where the electors of a chamber stand.
type seats struct {
	name   string
	lo, hi int
}

// A leaf is a condition: it is met when constant + Σ weight × coef[stance] is
// not negative. Electors outside lo to hi do not count in it.
type leaf struct {
	lo       int
	coef     [kinds]int32 // at most [maxDen], either way
	weight   []int        // of elector lo+i; nil: see in
	in       []bool
	constant int
}

func (l *leaf) of(i int) int {
	i -= l.lo
	switch {
	case i < 0 || i >= len(l.in) || !l.in[i]:
		return 0
	case l.weight == nil:
		return 1
	}
	return l.weight[i]
}

// A node is a condition made of others.
type node struct {
	op   op
	leaf int
	kids []node
}

type op uint8

const (
	never op = iota
	always
	single // a leaf
	both   // all of kids
	either // one of kids
)

// join makes a node of nodes and leaves out what changes nothing.
func join(o op, kids ...node) node {
	unit, zero := always, never
	if o == either {
		unit, zero = never, always
	}
	kept := make([]node, 0, len(kids))
	for _, k := range kids {
		switch k.op {
		case zero:
			return node{op: zero}
		case unit:
		default:
			kept = append(kept, k)
		}
	}
	switch len(kept) {
	case 0:
		return node{op: unit}
	case 1:
		return kept[0]
	}
	return node{op: o, kids: kept}
}

// voters are the electorate of a rule in a chamber.
type voters struct {
	p       *program
	r       *Rule
	lo, hi  int
	in      []bool // elector lo+i may take part
	effects [kinds]Effect
	scales  []weighing // made so far
}

// chamber returns where the electors of a chamber stand, and reads them when it
// is first asked for. No name is the question's own.
func (p *program) chamber(name string) (lo, hi int, ok bool) {
	for _, c := range p.chambers {
		if c.name == name {
			return c.lo, c.hi, true
		}
	}
	members, stances := p.q.Members, p.q.Stances
	if name != "" {
		c, there := p.q.Chambers[name]
		if !there {
			return 0, 0, false
		}
		members, stances = c.Members, c.Stances
	}
	lo = len(p.electors)
	p.electors = slices.Grow(p.electors, len(members))
	for _, m := range members {
		if !p.seated(lo, m) {
			p.electors = append(p.electors, elector{m, name, kindOf(stances[m]), p.q.Barred[m]})
		}
	}
	p.chambers = append(p.chambers, seats{name, lo, len(p.electors)})
	return lo, len(p.electors), true
}

// seated reports whether a member has an elector from lo on: one member has one
// voice, however often it is listed.
func (p *program) seated(lo int, m Member) bool {
	for i := lo; i < len(p.electors); i++ {
		if p.electors[i].member == m {
			return true
		}
	}
	return false
}

// voters finds the electorate of a rule, or says what the question lacks.
func (p *program) voters(r *Rule, chamber string) (v voters, missing []string) {
	lo, hi, ok := p.chamber(chamber)
	if !ok {
		return v, []string{"chamber " + chamber}
	}
	v = voters{p: p, r: r, lo: lo, hi: hi, in: make([]bool, hi-lo)}
	effects := r.Method.Effects()
	for s, e := range r.Counts {
		if k := kindOf(s); k != kindNone && k != kindOdd && slices.Contains(effects, e) {
			v.effects[k] = e
		}
	}
	who := Voters{r.Electorate.Only, r.Electorate.Less}
	if special, ok := r.Electorate.Motions[p.q.Motion]; ok {
		who = special
	}
	only, known := p.q.Groups[who.Only]
	if who.Only != "" && !known {
		return v, []string{"group " + who.Only}
	}
	for i := range v.in {
		e := &p.electors[lo+i]
		v.in[i] = (who.Only == "" || slices.Contains(only, e.member)) && (e.bar == "" || !slices.Contains(who.Less, e.bar))
	}
	return v, nil
}

// members returns the electors that may take part and whose stance is in a set,
// or not in it.
func (v *voters) members(set *[kinds]bool, want bool) (ms []Member) {
	for i, in := range v.in {
		if e := &v.p.electors[v.lo+i]; in && set[e.stance] == want {
			if ms == nil {
				ms = make([]Member, 0, len(v.in)-i)
			}
			ms = append(ms, e.member)
		}
	}
	return ms
}

func (v *voters) count(set *[kinds]bool) (n int) {
	for i, in := range v.in {
		if in && set[v.p.electors[v.lo+i].stance] {
			n++
		}
	}
	return n
}

func (v *voters) entitled() (n int) {
	for _, in := range v.in {
		if in {
			n++
		}
	}
	return n
}

// leaf adds the condition that times × the members in a set, and a constant, are
// not negative.
func (v *voters) leaf(set *[kinds]bool, times int32, constant int) node {
	l := leaf{lo: v.lo, in: v.in, constant: constant}
	for k, in := range set {
		if in {
			l.coef[k] = times
		}
	}
	return v.p.add(l)
}

func (p *program) add(l leaf) node {
	p.leaves = append(p.leaves, l)
	return node{op: single, leaf: len(p.leaves) - 1}
}

// with returns the stances that have one of some effects.
func (v *voters) with(effects ...Effect) (set [kinds]bool) {
	for k, e := range v.effects {
		set[k] = e != "" && slices.Contains(effects, e)
	}
	return set
}

func negate(set [kinds]bool) [kinds]bool {
	for k := range set {
		set[k] = !set[k]
	}
	return set
}

// present is a stance of someone who was there.
func presentSet() (set [kinds]bool) {
	set = negate(set)
	set[kindNone], set[kindAbsent] = false, false
	return set
}

// value is what a leaf comes to with the stances as they are.
func (p *program) value(l *leaf) int {
	sum := l.constant
	for i, in := range l.in {
		if !in {
			continue
		}
		c := int(l.coef[p.electors[l.lo+i].stance])
		if l.weight != nil {
			c *= l.weight[i]
		}
		sum += c
	}
	return sum
}

// met reports whether a node holds with the stances as they are.
func (p *program) met(n node) bool {
	switch n.op {
	case always:
		return true
	case single:
		return p.value(&p.leaves[n.leaf]) >= 0
	case both:
		return !slices.ContainsFunc(n.kids, func(k node) bool { return !p.met(k) })
	case either:
		return slices.ContainsFunc(n.kids, p.met)
	}
	return false
}
