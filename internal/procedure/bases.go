package procedure

import "slices"

// Holds reports whether a member that took a stance is in the whole that a share is
// taken of: what a page shows of a rule is what the rule counts.
func (r Rule) Holds(b Base, s Stance) bool {
	v := voters{r: &r}
	for of, e := range r.Counts {
		if k := kindOf(of); k != kindOdd && slices.Contains(r.Method.Effects(), e) {
			v.effects[k] = e
		}
	}
	set, ok := v.whole(b)
	return ok && set[kindOf(s)]
}

// Bases returns the wholes that the needs of a rule, not those of its steps, take
// shares of, in the order in which they are first named.
func (r Rule) Bases() (all []Base) {
	var look func([]Need)
	look = func(needs []Need) {
		for i := range needs {
			n := &needs[i]
			if n.Base != "" && !slices.Contains(all, n.Base) {
				all = append(all, n.Base)
			}
			look(n.All)
			look(n.Any)
		}
	}
	look(r.Needs)
	look(r.Rejects)
	return all
}
