package procedure

import (
	"math/big"
	"slices"
	"sort"
)

// need says whether a need is met, and whether something to judge it by lacks.
func (n naive) need(h hall, need Need) (met, lacks bool) {
	if need.OnRequest != "" && !slices.Contains(n.q.Requests, need.OnRequest) {
		return true, false
	}
	if len(need.All) > 0 && len(need.Any) > 0 {
		return false, n.lacks(h, need)
	}
	if len(need.All) > 0 {
		met = true
		for _, k := range need.All {
			ok, l := n.need(h, k)
			met, lacks = met && ok, lacks || l
		}
		return met, lacks
	}
	if len(need.Any) > 0 {
		for _, k := range need.Any {
			ok, l := n.need(h, k)
			met, lacks = met || ok, lacks || l
		}
		return met, lacks
	}
	return n.one(h, need)
}

// one is a need that counts something.
func (n naive) one(h hall, need Need) (met, lacks bool) {
	if n.lacks(h, need) {
		return false, true
	}
	if need.Count < 0 || need.Count > 1e13 || need.MinCount < 0 || need.MinCount > 1e13 {
		return false, false
	}
	has, ok := tallied(h.r, need.Tally)
	if !ok {
		return false, false
	}
	have, base := n.sums(h, need, has)
	want := big.NewRat(int64(need.Count), 1)
	if need.Fewest != (Share{}) {
		want.SetInt64(int64(n.fewest(h, need)))
	}
	if need.Share != (Share{}) {
		if !isBase(need.Base) || !good(need.Share) || base.Sign() <= 0 {
			return false, false
		}
		want.Mul(big.NewRat(int64(need.Share.Num), int64(need.Share.Den)), base)
	}
	if need.MinCount > 0 && have.Cmp(big.NewRat(int64(need.MinCount), 1)) < 0 {
		return false, false
	}
	return enough(need.Compare, have, want), false
}

func isBase(b Base) bool {
	switch b {
	case "all-members", "entitled", "present", "participating", "voting":
		return true
	}
	return false
}

// sums adds up what is counted and what it is a part of.
func (n naive) sums(h hall, need Need, has func(Stance) bool) (have, base *big.Rat) {
	have, base = new(big.Rat), new(big.Rat)
	for _, m := range h.all {
		if need.Group != "" && !isIn(n.q.Groups[need.Group], m) {
			continue
		}
		w := n.weight(need.Weights, m)
		s := h.stance[m]
		votes := isIn(h.entitled, m)
		if votes && has(s) {
			have.Add(have, w)
		}
		if need.Base == "all-members" || votes && inBase(h.r, need.Base, s) {
			base.Add(base, w)
		}
	}
	if t := n.q.Tables[need.Weights]; need.Weights != "" && need.Base == "all-members" && t.Total > 0 {
		base.SetInt64(int64(t.Total))
	}
	return have, base
}

func (n naive) weight(table string, m Member) *big.Rat {
	if table == "" {
		return big.NewRat(1, 1)
	}
	return big.NewRat(int64(n.q.Tables[table].Weights[m]), 1)
}

func (n naive) lacks(h hall, need Need) bool {
	if _, ok := n.q.Groups[need.Group]; need.Group != "" && !ok {
		return true
	}
	bad := func(table string, all bool) bool {
		t, ok := n.q.Tables[table]
		if !ok {
			return true
		}
		sum := new(big.Int)
		for _, w := range t.Weights {
			if w < 0 {
				return true
			}
			sum.Add(sum, big.NewInt(int64(w)))
		}
		if sum.Cmp(big.NewInt(1e13)) > 0 || t.Total != 0 && (sum.Cmp(big.NewInt(int64(t.Total))) > 0 || int64(t.Total) > 1e13) {
			return true
		}
		for _, m := range h.all {
			if !all && !isIn(h.entitled, m) || need.Group != "" && !isIn(n.q.Groups[need.Group], m) {
				continue
			}
			if _, ok := t.Weights[m]; !ok {
				return true
			}
		}
		return false
	}
	if need.Weights != "" && bad(need.Weights, need.Base == "all-members") {
		return true
	}
	return need.Fewest != (Share{}) && (need.FewestOf == "" || !good(need.Fewest) || bad(need.FewestOf, false))
}

func tallied(r Rule, t Tally) (func(Stance) bool, bool) {
	switch t {
	case "in-favour":
		return func(s Stance) bool { return effectOf(r, s) == "in-favour" }, true
	case "opposed":
		return func(s Stance) bool { return effectOf(r, s) == "opposes" }, true
	case "not-in-favour", "not-opposed":
		but := map[Tally]Effect{"not-in-favour": "in-favour", "not-opposed": "opposes"}[t]
		return func(s Stance) bool {
			e := effectOf(r, s)
			return e != but && e != "opts-out" && e != "ignored"
		}, true
	}
	return func(s Stance) bool { return s == Stance(t) }, known(Stance(t))
}

func inBase(r Rule, b Base, s Stance) bool {
	e := effectOf(r, s)
	switch b {
	case "entitled":
		return true
	case "present":
		return s != "" && (s != "absent" && e != "opts-out" && e != "ignored" || s == "absent" && e == "counts-against")
	case "participating":
		return e != "opts-out" && e != "ignored"
	case "voting":
		return e == "in-favour" || e == "opposes" || e == "counts-against"
	}
	return false
}

// fewest is one more than the fewest entitled members with more than the share.
func (n naive) fewest(h hall, need Need) int {
	var ws []int
	total := 0
	for _, m := range h.entitled {
		if need.Group == "" || isIn(n.q.Groups[need.Group], m) {
			w := n.q.Tables[need.FewestOf].Weights[m]
			ws = append(ws, w)
			total += w
		}
	}
	sort.Sort(sort.Reverse(sort.IntSlice(ws)))
	bar := new(big.Rat).Mul(big.NewRat(int64(need.Fewest.Num), int64(need.Fewest.Den)), big.NewRat(int64(total), 1))
	sum := new(big.Rat)
	for i, w := range ws {
		if sum.Add(sum, big.NewRat(int64(w), 1)); sum.Cmp(bar) > 0 {
			return i + 2
		}
	}
	return len(ws) + 1
}

func good(s Share) bool { return s.Den > 0 && s.Den <= 100000 && s.Num >= 0 && s.Num <= s.Den }

// there is whether a member took part.
func there(s Stance) bool { return s != "" && s != "absent" }

// seat says who sits in the hall.
func (n naive) seat(r Rule, chamber string) (hall, bool) {
	h := hall{r: r, stance: n.q.Stances}
	listed := n.q.Members
	if chamber != "" {
		c, ok := n.q.Chambers[chamber]
		if !ok {
			return h, false
		}
		listed, h.stance = c.Members, c.Stances
	}
	only, less := r.Electorate.Only, r.Electorate.Less
	if v, ok := r.Electorate.Motions[n.q.Motion]; ok {
		only, less = v.Only, v.Less
	}
	if _, ok := n.q.Groups[only]; only != "" && !ok {
		return h, false
	}
	for _, m := range listed {
		if isIn(h.all, m) {
			continue
		}
		h.all = append(h.all, m)
		out := only != "" && !isIn(n.q.Groups[only], m)
		for _, b := range less {
			if b != "" && n.q.Barred[m] == b {
				out = true
			}
		}
		if !out {
			h.entitled = append(h.entitled, m)
		}
	}
	return h, true
}
