package procedure

import "math/big"

// A naive reads a rule sentence by sentence, with maps, lists and fractions of
// any size, and shares no code with the package but its types. It was written
// from the description of rules and answers only with the outcome and whom it
// binds.
type naive struct{ q Question }

func judge(r Rule, q Question) (Outcome, []Member) {
	n := naive{q}
	if q.Which != (Which{}) && q.Which.Rule != r.Which || q.Which != (Which{}) && r.Which == "" {
		return "not-adopted", nil
	}
	return n.rule(r, "")
}

func (n naive) rule(r Rule, chamber string) (Outcome, []Member) {
	switch r.Method {
	case "consensus", "vote", "silence":
		return n.ballot(r, chamber)
	case "chain":
		var last Outcome = "not-adopted"
		for _, s := range r.Steps {
			o, bound := n.rule(s.Rule, s.Chamber)
			if o == "adopted" || o == "adopted-in-limited-format" {
				return o, bound
			}
			last = o
		}
		return last, nil
	case "any-of":
		var first Outcome
		for i, s := range r.Steps {
			o, bound := n.rule(s.Rule, s.Chamber)
			if o == "adopted" || o == "adopted-in-limited-format" {
				return o, bound
			}
			if i == 0 {
				first = o
			}
		}
		if len(r.Steps) == 0 {
			first = "not-adopted"
		}
		return first, nil
	case "all-of":
		var first Outcome = "not-adopted"
		var whom []Member
		for i, s := range r.Steps {
			o, bound := n.rule(s.Rule, s.Chamber)
			if o != "adopted" && o != "adopted-in-limited-format" {
				return o, nil
			}
			if i == 0 {
				first, whom = o, bound
			}
		}
		return first, whom
	case "two-stage":
		return n.stages(r)
	}
	return "not-adopted", nil
}

func (n naive) stages(r Rule) (Outcome, []Member) {
	if len(r.Steps) != 2 {
		return "not-adopted", nil
	}
	o, bound := n.rule(r.Steps[0].Rule, r.Steps[0].Chamber)
	if o != "adopted" && o != "adopted-in-limited-format" {
		return o, nil
	}
	second := r.Steps[1]
	if second.Chamber != "" {
		if _, ok := n.q.Chambers[second.Chamber]; !ok {
			return o, bound
		}
	}
	if second.Clock.Months+second.Clock.Days+second.Clock.Hours > 0 {
		if n.q.Began.IsZero() {
			return "", nil
		}
		end := n.q.Began.AddDate(0, second.Clock.Months, second.Clock.Days)
		for range second.Clock.Hours {
			end = end.Add(3600e9)
		}
		if n.q.Now.Before(end) {
			return "", nil
		}
	}
	o, bound = n.rule(second.Rule, second.Chamber)
	if o != "adopted" && o != "adopted-in-limited-format" && second.Waits {
		return "", nil
	}
	return o, bound
}

func isIn(list []Member, m Member) bool {
	for _, x := range list {
		if x == m {
			return true
		}
	}
	return false
}

// known is a stance that exists.
func known(s Stance) bool {
	switch s {
	case "for", "does-not-object", "abstains", "abstains-constructively", "against", "objects", "not-participating", "declares-no-interest", "absent":
		return true
	}
	return false
}

// effect of a stance under a rule, "" if the rule has none for it.
func effectOf(r Rule, s Stance) Effect {
	if !known(s) {
		return ""
	}
	e := r.Counts[s]
	switch e {
	case "opts-out":
		return e
	case "passes", "blocks":
		if r.Method != "vote" {
			return e
		}
	case "in-favour", "opposes", "counts-against", "neither", "ignored":
		if r.Method == "vote" {
			return e
		}
	}
	return ""
}

type hall struct {
	r        Rule
	all      []Member // distinct
	entitled []Member
	stance   map[Member]Stance
}

func (n naive) ballot(r Rule, chamber string) (Outcome, []Member) {
	h, ok := n.seat(r, chamber)
	switch {
	case !ok:
		return "not-adopted", nil
	case !n.quorate(h):
		return "no-quorum", nil
	}
	return n.decide(h)
}

// decide counts the stances of a hall that is quorate.
func (n naive) decide(h hall) (Outcome, []Member) {
	r := h.r
	var bound, out, obstacles, unnamed []Member
	yes, no := 0, 0
	for _, m := range h.entitled {
		s := h.stance[m]
		e := effectOf(r, s)
		if e == "opts-out" {
			out = append(out, m)
		}
		switch r.Method {
		case "consensus":
			if e == "passes" {
				bound = append(bound, m)
			} else if e != "opts-out" {
				obstacles = append(obstacles, m)
			}
		case "silence":
			if e != "opts-out" && e != "blocks" {
				bound = append(bound, m)
			}
			if s != "" && e != "passes" && e != "opts-out" {
				obstacles = append(obstacles, m)
			}
		case "vote":
			if e != "opts-out" {
				bound = append(bound, m)
			}
			if s != "" && e == "" {
				unnamed = append(unnamed, m)
			}
			if e == "in-favour" {
				yes++
			}
			if e == "opposes" {
				no++
			}
		}
	}
	adopted := Outcome("adopted")
	if len(out) > 0 {
		adopted = "adopted-in-limited-format"
	}
	if r.Method != "vote" {
		return n.unopposed(r, adopted, bound, obstacles)
	}
	return n.voted(h, adopted, bound, unnamed, yes, no)
}

func (n naive) unopposed(r Rule, adopted Outcome, bound, obstacles []Member) (Outcome, []Member) {
	{
		switch {
		case len(obstacles) == 0 && len(bound) > 0 && (r.Method == "consensus" || n.q.Lapsed):
			return adopted, bound
		case r.Method == "consensus" && r.OnFail != "" && r.OnFail != "adopted" && r.OnFail != "adopted-in-limited-format":
			return r.OnFail, nil
		case r.Method == "consensus":
			return "not-adopted", nil
		case len(obstacles) == 0 && len(bound) > 0:
			return "", nil
		case r.Terms.OnBreak == "returned":
			return "returned", nil
		case r.Terms.OnBreak == "vote":
			return "postponed", nil
		}
		return "not-adopted", nil
	}
}

func (n naive) voted(h hall, adopted Outcome, bound, unnamed []Member, yes, no int) (Outcome, []Member) {
	r := h.r
	vetoes := 0
	if r.Veto.Group != "" {
		if _, ok := n.q.Groups[r.Veto.Group]; !ok {
			return "not-adopted", nil
		}
	}
	for _, m := range h.entitled {
		if (isIn(r.Veto.Holders, m) || r.Veto.Group != "" && isIn(n.q.Groups[r.Veto.Group], m)) && effectOf(r, h.stance[m]) == "opposes" {
			vetoes++
		}
	}
	passes, lacks := len(r.Needs) > 0, false
	for _, need := range r.Needs {
		ok, unknown := n.need(h, need)
		passes, lacks = passes && ok, lacks || unknown
	}
	rejected := len(r.Rejects) > 0
	for _, need := range r.Rejects {
		ok, unknown := n.need(h, need)
		rejected, lacks = rejected && ok, lacks || unknown
	}
	passes = passes && len(bound) > 0
	switch {
	case len(unnamed) > 0:
		return "not-adopted", nil
	case vetoes > 0 && (passes || r.Veto.Always):
		return "vetoed", nil
	case passes:
		return adopted, bound
	case yes > 0 && yes == no && r.Tie == "second-vote" && !n.q.Second:
		return "postponed", nil
	case yes > 0 && yes == no && r.Tie != "":
		return "rejected", nil
	case rejected && !lacks:
		return "rejected", nil
	case len(r.Rejects) > 0 && !lacks:
		return "no-opinion", nil
	case r.OnFail != "" && r.OnFail != "adopted" && r.OnFail != "adopted-in-limited-format":
		return r.OnFail, nil
	}
	return "not-adopted", nil
}

func enough(c Compare, have, want *big.Rat) bool {
	switch d := have.Cmp(want); c {
	case "ge":
		return d >= 0
	case "gt":
		return d > 0
	case "le":
		return d <= 0
	case "lt":
		return d < 0
	case "eq":
		return d == 0
	}
	return false
}

func (n naive) quorate(h hall) bool {
	present := 0
	for _, m := range h.entitled {
		if there(h.stance[m]) {
			present++
		}
	}
	qs := h.r.Quorums
	if len(qs) == 0 {
		if h.r.Quorum == (Share{}) && h.r.Method != "consensus" {
			return true
		}
		s := h.r.Quorum
		if !good(s) || s.Num == 0 {
			return present >= len(h.entitled)
		}
		return present*s.Den >= s.Num*len(h.entitled)
	}
	for _, qu := range qs {
		if !n.enoughThere(h, qu, present) {
			return false
		}
	}
	return true
}

func (n naive) enoughThere(h hall, qu Presence, present int) bool {
	of := len(h.entitled)
	switch qu.Base {
	case "all-members":
		of = len(h.all)
	case "entitled", "":
	default:
		return false
	}
	if qu.Compare != "ge" && qu.Compare != "gt" {
		return false
	}
	want := big.NewRat(int64(qu.Count), 1)
	if qu.Share != (Share{}) {
		if qu.Count != 0 || !good(qu.Share) {
			return false
		}
		want = new(big.Rat).Mul(big.NewRat(int64(qu.Share.Num), int64(qu.Share.Den)), big.NewRat(int64(of), 1))
		// At least a share of a body of somebody is somebody.
		if qu.Share.Num > 0 && want.Sign() == 0 {
			want = big.NewRat(1, 1)
		}
	} else if qu.Count <= 0 || qu.Count > 1e13 {
		return false
	}
	count := func(list []Member) *big.Rat {
		c := 0
		for _, m := range h.entitled {
			if isIn(list, m) {
				c++
			}
		}
		return big.NewRat(int64(c), 1)
	}
	now := big.NewRat(int64(present), 1)
	switch qu.At {
	case "":
		if !enough(qu.Compare, now, want) {
			return false
		}
	case "opening":
		if n.q.Opening == nil || !enough(qu.Compare, count(n.q.Opening), want) {
			return false
		}
	case "continuously":
		for _, m := range n.q.Moments {
			if !enough(qu.Compare, count(m), want) {
				return false
			}
		}
		if !enough(qu.Compare, now, want) {
			return false
		}
	default:
		return false
	}
	return true
}
