package procedure

import "slices"

// quorum judges every quorum of a rule. A consensus without one asks for all.
func (b *ballot) quorum(v *voters) {
	r := v.r
	qs := r.Quorums
	if len(qs) == 0 && (r.Method == Consensus || r.Quorum != (Share{})) {
		b.atDecision(v, r.Quorum.Of(v.entitled()), AtDecision, 0)
		return
	}
	b.present = node{op: always}
	for i := range qs {
		before := b.present
		n := v.wholeOf(&qs[i])
		want, ok := qs[i].want(n)
		switch {
		case !ok:
			b.reasons = append(b.reasons, Reason{Condition: Quorum, At: qs[i].At, Share: qs[i].Share})
			b.present = node{op: never}
		case qs[i].At == AtDecision:
			b.atDecision(v, want, AtDecision, n)
		case qs[i].At == AtOpening:
			b.counted(v, v.p.q.Opening, v.p.q.Opening != nil, want, AtOpening, n)
		default:
			for _, m := range v.p.q.Moments {
				b.counted(v, m, true, want, Continuously, n)
				before = join(both, before, b.present)
			}
			b.atDecision(v, want, Continuously, n)
		}
		b.present = join(both, before, b.present)
	}
}

// wholeOf is the number of members that a quorum is a part of.
func (v *voters) wholeOf(q *Presence) int {
	if q.Base == AllMembers {
		return len(v.in)
	}
	return v.entitled()
}

// want returns the members that a quorum asks for, of n.
func (q *Presence) want(n int) (int, bool) {
	if !q.makesSense() {
		return 0, false
	}
	if q.Count > 0 {
		return q.Count + ones(q.Compare == MoreThan), true
	}
	return want(q.Compare, n, q.Share), true
}

// makesSense reports whether a quorum asks for something.
func (q *Presence) makesSense() bool {
	return (q.Base == "" || q.Base == AllMembers || q.Base == Entitled) &&
		(q.At == AtDecision || q.At == AtOpening || q.At == Continuously) &&
		(q.Compare == AtLeast || q.Compare == MoreThan) &&
		(q.Count > 0 && q.Count <= maxTotal && q.Share == (Share{}) || q.Count == 0 && q.Share.fits())
}

// atDecision counts those that took part.
func (b *ballot) atDecision(v *voters, want int, at Moment, of int) {
	set := presentSet()
	away := negate(set)
	took := v.count(&set)
	r := reason(Quorum, took, want, v.members(&away, true))
	r.At, r.Of = at, of
	b.reasons = append(b.reasons, r)
	b.present = v.leaf(&set, 1, -want)
}

// counted counts those that were present at a moment which is over.
func (b *ballot) counted(v *voters, there []Member, known bool, want int, at Moment, of int) {
	r := Reason{Condition: Quorum, Want: want, At: at, Of: of}
	var away []Member
	for i, in := range v.in {
		if m := v.p.electors[v.lo+i].member; in && slices.Contains(there, m) {
			r.Have++
		} else if in {
			away = append(away, m)
		}
	}
	b.present = node{op: never}
	if r.Met = known && r.Have >= want; r.Met {
		b.present = node{op: always}
	} else {
		r.Who = away
	}
	if !known {
		r.Missing = []string{"presence at the opening"}
	}
	b.reasons = append(b.reasons, r)
}
