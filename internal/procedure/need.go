package procedure

import "slices"

// all judges needs joined by and.
func (v *voters) all(needs []Need) ([]Reason, node) {
	reasons := make([]Reason, len(needs))
	nodes := make([]node, len(needs))
	for i := range needs {
		reasons[i], nodes[i] = v.need(&needs[i])
	}
	return reasons, join(both, nodes...)
}

// need judges one need.
func (v *voters) need(n *Need) (Reason, node) {
	switch {
	case n.OnRequest != "" && !slices.Contains(v.p.q.Requests, n.OnRequest):
		return Reason{Condition: NotRequested, Met: true, Step: n.OnRequest}, node{op: always}
	case len(n.All) > 0 && len(n.Any) == 0:
		parts, nd := v.all(n.All)
		return joined(AllMet, parts, len(parts)), nd
	case len(n.Any) > 0 && len(n.All) == 0:
		parts := make([]Reason, len(n.Any))
		nodes := make([]node, len(n.Any))
		for i := range n.Any {
			parts[i], nodes[i] = v.need(&n.Any[i])
		}
		return joined(AnyMet, parts, 1), join(either, nodes...)
	}
	return v.tally(n)
}

func joined(c Condition, parts []Reason, want int) Reason {
	r := Reason{Condition: c, Want: want, Parts: parts}
	for _, p := range parts {
		if p.Met {
			r.Have++
		}
	}
	r.Met = r.Have >= want
	return r
}

// A scale is what each elector counts for in a need.
type scale struct {
	in     []bool // counts at all
	weight []int  // nil: one each
	barred int    // what those without a part in the question count for
	total  int    // of all there is; 0: what the members have
	table  string
}

func (s *scale) of(i int) int {
	switch {
	case !s.in[i]:
		return 0
	case s.weight == nil:
		return 1
	}
	return s.weight[i]
}

// A weighing is a scale with what it was made for: needs share it.
type weighing struct {
	weights, group string
	all            bool
	scale          scale
	missing        []string
}

// scale finds what each elector counts for, or what the question lacks.
func (v *voters) scale(n *Need) (scale, []string) {
	all := n.Base == AllMembers
	for i := range v.scales {
		if w := &v.scales[i]; w.weights == n.Weights && w.group == n.Group && w.all == all {
			return w.scale, w.missing
		}
	}
	s, missing := v.weigh(n)
	v.scales = append(v.scales, weighing{n.Weights, n.Group, all, s, missing})
	return s, missing
}

func (v *voters) weigh(n *Need) (s scale, missing []string) {
	q := v.p.q
	s.in = v.in
	group, known := q.Groups[n.Group]
	if n.Group != "" {
		if !known {
			return s, []string{"group " + n.Group}
		}
		s.in = make([]bool, len(v.in))
	}
	t, known := q.Tables[n.Weights]
	if n.Weights != "" {
		if !known || !t.sums() {
			return s, []string{"table " + n.Weights}
		}
		s.table, s.total = t.Name+" "+t.Version, t.Total
		if !slices.Contains(v.p.tables, s.table) {
			v.p.tables = append(v.p.tables, s.table)
		}
		s.weight = make([]int, len(v.in))
	}
	for i, in := range v.in {
		m := v.p.electors[v.lo+i].member
		if n.Group != "" && !slices.Contains(group, m) || !in && n.Base != AllMembers {
			continue
		}
		w := 1
		if n.Weights != "" {
			if w, known = t.Weights[m]; !known {
				missing = append(missing, "weight "+string(m))
			}
		}
		if !in {
			s.barred += w
			continue
		}
		if s.in[i] = true; s.weight != nil {
			s.weight[i] = w
		}
	}
	return s, missing
}

// counted returns the stances that a tally counts.
func (v *voters) counted(t Tally) (set [kinds]bool, ok bool) {
	switch t {
	case TallyInFavour:
		return v.with(InFavour), true
	case TallyOpposed:
		return v.with(Opposes), true
	case TallyNotInFavour:
		return negate(v.with(InFavour, OptsOut, Ignored)), true
	case TallyNotOpposed:
		return negate(v.with(Opposes, OptsOut, Ignored)), true
	}
	k := kindOf(Stance(t))
	if k == kindNone || k == kindOdd {
		return set, false
	}
	set[k] = true
	return set, true
}

// whole returns the stances that are in a base.
func (v *voters) whole(b Base) (set [kinds]bool, ok bool) {
	switch b {
	case AllMembers, Entitled:
		return negate(set), true
	case Present:
		set = negate(v.with(OptsOut, Ignored))
		counts := v.with(CountsAgainst)
		set[kindNone], set[kindAbsent] = false, set[kindAbsent] && counts[kindAbsent]
		return set, true
	case Participating:
		return negate(v.with(OptsOut, Ignored)), true
	case Voting:
		return v.with(InFavour, Opposes, CountsAgainst), true
	}
	return set, false
}

// tally judges a need that counts something.
func (v *voters) tally(n *Need) (Reason, node) {
	r := Reason{
		Condition: TallyMet, Compare: n.Compare, Tally: n.Tally, Share: n.Share, Base: n.Base, Group: n.Group,
	}
	s, missing := v.scale(n)
	num, known := v.counted(n.Tally)
	count, lacks := v.wanted(n)
	if missing = slices.Concat(missing, lacks); len(missing) > 0 || !known || !n.makesSense() {
		r.Missing = missing
		return r, node{op: never}
	}
	r.Table, r.Want = s.table, count
	var base [kinds]bool
	wholes := 0
	if n.Share != (Share{}) {
		if base, known = v.whole(n.Base); !known {
			return r, node{op: never}
		}
		wholes = s.barred
		if n.Base == AllMembers && s.total > 0 {
			wholes, base = s.total, [kinds]bool{}
		}
	} else {
		base = negate(base) // whoever may take part can be asked for
	}
	for i := range s.in {
		k := v.p.electors[v.lo+i].stance
		if num[k] {
			r.Have += s.of(i)
		}
		if base[k] {
			r.Of += s.of(i)
		}
	}
	r.Of += wholes
	var nd node
	if n.Share == (Share{}) {
		r.Of = 0
		nd = v.p.compare(n.Compare, leafOf(v, &s, &num, &base, 1, 0, -count))
	} else {
		r.Want = want(n.Compare, r.Of, n.Share)
		nd = join(both,
			v.p.compare(n.Compare, leafOf(v, &s, &num, &base, int32(n.Share.Den), int32(n.Share.Num), -wholes*n.Share.Num)),
			v.p.add(leafOf(v, &s, &base, &base, 1, 0, wholes-1)))
	}
	if n.MinCount > 0 {
		r.Want = max(r.Want, n.MinCount)
		nd = join(both, nd, v.p.add(leafOf(v, &s, &num, &base, 1, 0, -n.MinCount)))
	}
	r.Met = v.p.met(nd)
	if !r.Met {
		r.Who = v.inTheWay(n, &s, &num, &base)
	}
	return r, nd
}

// makesSense reports whether a need that counts something can be met or not.
func (n *Need) makesSense() bool {
	return len(n.All) == 0 && len(n.Any) == 0 && n.Count >= 0 && n.Count <= maxTotal && n.MinCount >= 0 && n.MinCount <= maxTotal &&
		slices.Contains([]Compare{AtLeast, MoreThan, AtMost, LessThan, Exactly}, n.Compare) &&
		(n.Share == (Share{}) || n.Share.fits())
}

// wanted returns the count that a need asks for, where it asks for one.
func (v *voters) wanted(n *Need) (count int, missing []string) {
	if n.Fewest == (Share{}) {
		return n.Count, nil
	}
	table, weights := v.scale(&Need{Weights: n.FewestOf, Group: n.Group})
	if len(weights) > 0 || table.weight == nil || !n.Fewest.fits() {
		return 0, slices.Concat(weights, []string{"fewest"})
	}
	ws := make([]int, 0, len(table.weight)) // of those that count
	for i, w := range table.weight {
		if table.in[i] {
			ws = append(ws, w)
		}
	}
	slices.SortFunc(ws, func(a, b int) int { return b - a })
	sum, most := 0, 0
	for _, w := range ws {
		sum += w
	}
	for i, w := range ws {
		most += w
		if most*n.Fewest.Den > sum*n.Fewest.Num {
			return i + 2, nil
		}
	}
	return len(ws) + 1, nil
}

// leafOf adds up times × what counts less less × what is in the base.
func leafOf(v *voters, s *scale, num, base *[kinds]bool, times, less int32, constant int) leaf {
	l := leaf{lo: v.lo, in: s.in, weight: s.weight, constant: constant}
	for k := range l.coef {
		if num[k] {
			l.coef[k] += times
		}
		if base[k] {
			l.coef[k] -= less
		}
	}
	return l
}

// compare adds the condition that a sum stands to zero as c says.
func (p *program) compare(c Compare, l leaf) node {
	negative := l
	negative.constant = -l.constant
	for k := range l.coef {
		negative.coef[k] = -l.coef[k]
	}
	switch c {
	case MoreThan:
		l.constant--
		return p.add(l)
	case AtMost:
		return p.add(negative)
	case LessThan:
		negative.constant--
		return p.add(negative)
	case Exactly:
		return join(both, p.add(l), p.add(negative))
	}
	return p.add(l)
}

// want returns the number that a tally must stand to: the least that is enough,
// or for an upper bound the most.
func want(c Compare, of int, s Share) int {
	n := of * s.Num
	switch c {
	case AtLeast:
		return max((n+s.Den-1)/s.Den, min(s.Num, 1))
	case MoreThan:
		return n/s.Den + 1
	case LessThan:
		return max((n+s.Den-1)/s.Den-1, 0)
	}
	return n / s.Den
}

// inTheWay returns the members because of whom a tally is not met: those that
// are missing from it, or those that are too many in it.
func (v *voters) inTheWay(n *Need, s *scale, num, base *[kinds]bool) (who []Member) {
	inTally := n.Compare != AtLeast && n.Compare != MoreThan
	for i := range s.in {
		e := &v.p.electors[v.lo+i]
		if s.of(i) > 0 && num[e.stance] == inTally && (base[e.stance] || n.Base == AllMembers) {
			if who == nil {
				who = make([]Member, 0, len(s.in)-i)
			}
			who = append(who, e.member)
		}
	}
	return who
}
