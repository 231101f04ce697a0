package procedure

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// A critic holds the reasons of a finding against the naive count.
type critic struct {
	t *testing.T
	naive
	hall
	what string // the reason that is looked at
}

func (c *critic) want(ok bool, what string, r Reason) {
	if !ok {
		c.t.Helper()
		c.t.Fatalf("%s: %s\n%+v\nrule %+v\nquestion %+v", c.what, what, r, c.r, c.q)
	}
}

func TestEveryReasonSaysWhatWasCounted(t *testing.T) {
	judged := 0
	for i := range rounds(t, 100_000) {
		d := dice{rand.New(rand.NewPCG(3, uint64(i)))}
		r, q := d.rule(2), d.question(7)
		n := naive{q}
		h, ok := n.seat(r, "")
		if !ok || r.Method.Effects() == nil {
			continue
		}
		judged++
		(&critic{t: t, naive: n, hall: h}).finding(Evaluate(r, q))
	}
	t.Logf("%d findings", judged)
}

func (c *critic) finding(f Finding) {
	carried, veto, opposite := true, false, false
	for i, r := range f.Reasons {
		c.what = string(r.Condition)
		c.want(r.Met || r.Condition == OppositeFails || !f.Outcome.Carried(), "carried without it", r)
		carried = carried && (r.Met || r.Condition == OppositeFails)
		switch r.Condition {
		case Quorum:
			c.quorum(r)
		case StancesCounted:
			c.want(r.Want == len(c.entitled) && r.Have == r.Want-len(r.Who) && r.Met == (len(r.Who) == 0), "members", r)
			c.needs(c.r.Needs, f.Reasons[i+1:])
		case NobodyStands:
			c.want(r.Want == len(c.entitled) && r.Have == r.Want-len(r.Who) && r.Met == (len(r.Who) == 0), "members", r)
		case NoVeto:
			veto = true
			c.veto(r)
		case OppositeFails:
			opposite = true
			c.needs(c.r.Rejects, r.Parts)
			c.want(r.Met == slices.ContainsFunc(r.Parts, func(p Reason) bool { return !p.Met }) && r.Have == ones(r.Met), "parts", r)
		case SomebodyIsBound:
			c.want(r.Want == 1 && r.Met == (r.Have > 0) && (!f.Outcome.Carried() || r.Have == len(f.Bound)), "bound", r)
		}
		for _, table := range tablesOf(r) {
			c.want(slices.Contains(f.Tables, table), "a table that the finding does not name", r)
		}
	}
	c.what = "finding"
	c.want(carried == f.Outcome.Carried(), "all reasons met, and not carried", Reason{Outcome: f.Outcome})
	c.want(veto == (c.r.Method == Vote && (len(c.r.Veto.Holders) > 0 || c.r.Veto.Group != "")), "a veto", Reason{})
	c.want(opposite == (c.r.Method == Vote && len(c.r.Rejects) > 0), "an opposite", Reason{})
	sorted := slices.Sorted(slices.Values(f.Tables))
	c.want(len(slices.Compact(sorted)) == len(f.Tables), "a table twice", Reason{})
	var barred []Barred
	for _, m := range c.all {
		switch bar := c.q.Barred[m]; {
		case isIn(c.entitled, m):
		case bar == "":
			barred = append(barred, Barred{m, "outside"})
		default:
			barred = append(barred, Barred{m, bar})
		}
	}
	c.want(slices.Equal(f.Barred, barred), "the barred", Reason{})
	c.next(f)
}

func tablesOf(r Reason) (all []string) {
	if r.Table != "" {
		all = append(all, r.Table)
	}
	for _, p := range r.Parts {
		all = append(all, tablesOf(p)...)
	}
	return all
}

// next wants a second vote after the first tie, and only then.
func (c *critic) next(f Finding) {
	yes, no := 0, 0
	for _, m := range c.entitled {
		switch effectOf(c.r, c.stance[m]) {
		case "in-favour":
			yes++
		case "opposes":
			no++
		}
	}
	again := f.Outcome == Postponed && c.r.Method == Vote && yes == no && yes > 0 && c.r.Tie == TieVoteAgain && !c.q.Second
	c.want((f.Next.Step == string(TieVoteAgain)) == again && (again || f.Next == Next{}), "what comes next", Reason{Outcome: f.Outcome})
	c.want(f.Next.By.IsZero() == (!again || c.q.Now.IsZero()), "by when", Reason{})
}

func (c *critic) quorum(r Reason) {
	var away []Member
	for _, m := range c.entitled {
		at := there(c.stance[m])
		if r.At == AtOpening {
			at = isIn(c.q.Opening, m)
		}
		if !at {
			away = append(away, m)
		}
	}
	unknown := r.At == AtOpening && c.q.Opening == nil
	if r.Want == 0 && r.Have == 0 && !r.Met && r.Missing == nil {
		return // a quorum that makes no sense
	}
	c.want((len(r.Missing) > 0) == unknown, "presence missing", r)
	c.want(r.Met == (r.Have >= r.Want && !unknown), "met", r)
	if r.At != Continuously { // there are several counts
		c.want(r.Have == len(c.entitled)-len(away), "presence", r)
		c.want(r.Met && r.Who == nil || !r.Met && slices.Equal(r.Who, away), "the absent", r)
	}
}

func (c *critic) veto(r Reason) {
	group, known := c.q.Groups[c.r.Veto.Group]
	if c.r.Veto.Group != "" && !known {
		c.want(len(r.Missing) == 1 && !r.Met, "a group that is not known", r)
		return
	}
	var against []Member
	for _, m := range c.entitled {
		if (isIn(c.r.Veto.Holders, m) || isIn(group, m)) && effectOf(c.r, c.stance[m]) == "opposes" {
			against = append(against, m)
		}
	}
	c.want(slices.Equal(r.Who, against) && r.Have == len(against) && r.Met == (len(against) == 0), "those that cast it", r)
}

func (c *critic) needs(needs []Need, reasons []Reason) {
	for i, n := range needs {
		c.need(n, reasons[i])
	}
}

func (c *critic) need(n Need, r Reason) {
	met, lacks := c.naive.need(c.hall, n)
	c.want(r.Met == met, "met", r)
	parts := func(of []Need, kind Condition, want int) {
		have := 0
		for _, p := range r.Parts {
			have += ones(p.Met)
		}
		c.want(r.Condition == kind && r.Have == have && r.Want == want && met == (have >= want), "parts", r)
		c.needs(of, r.Parts)
	}
	switch {
	case n.OnRequest != "" && !slices.Contains(c.q.Requests, n.OnRequest):
		c.want(r.Condition == NotRequested && met, "not requested", r)
	case len(n.All) > 0 && len(n.Any) == 0:
		parts(n.All, AllMet, len(n.All))
	case len(n.Any) > 0 && len(n.All) == 0:
		parts(n.Any, AnyMet, 1)
	default:
		c.want((len(r.Missing) > 0) == lacks, "missing", r)
		c.tally(n, r)
	}
}

func (c *critic) tally(n Need, r Reason) {
	has, ok := tallied(c.r, n.Tally)
	share := n.Share != (Share{})
	if len(n.All)+len(n.Any) > 0 || !ok || len(r.Missing) > 0 || n.Count < 0 || n.Count > 1e13 || share && (!good(n.Share) || !isBase(n.Base)) ||
		!slices.Contains([]Compare{"ge", "gt", "le", "lt", "eq"}, n.Compare) {
		c.want(!r.Met && r.Have == 0 && r.Want == 0 && r.Who == nil, "counted where nothing can be", r)
		return
	}
	have, base := c.sums(c.hall, n, has)
	c.want(big.NewRat(int64(r.Have), 1).Cmp(have) == 0, "have", r)
	want := n.Count
	switch {
	case share:
		c.want(big.NewRat(int64(r.Of), 1).Cmp(base) == 0, "of", r)
		want = c.least(n, base)
	case n.Fewest != (Share{}):
		want = c.fewest(c.hall, n)
	}
	if n.MinCount > 0 {
		want = max(want, n.MinCount)
	}
	c.want(r.Want == want, "want", r)
	var who []Member
	for _, m := range c.entitled {
		s := c.stance[m]
		upper := n.Compare == "le" || n.Compare == "lt" || n.Compare == "eq"
		in := n.Group == "" || isIn(c.q.Groups[n.Group], m)
		if !r.Met && in && c.weight(n.Weights, m).Sign() > 0 && has(s) == upper && (!share || n.Base == "all-members" || inBase(c.r, n.Base, s)) {
			who = append(who, m)
		}
	}
	c.want(slices.Equal(r.Who, who), "who", r)
}

// least is the number to reach, or for an upper bound not to pass, found by trying.
func (c *critic) least(n Need, base *big.Rat) int {
	bar := new(big.Rat).Mul(big.NewRat(int64(n.Share.Num), int64(n.Share.Den)), base)
	is := func(k int64, cmp ...int) bool { return slices.Contains(cmp, big.NewRat(k, 1).Cmp(bar)) }
	near := new(big.Int).Quo(bar.Num(), bar.Denom()).Int64()
	switch k := near + 1; n.Compare {
	case "ge":
		for k > 0 && is(k-1, 0, 1) {
			k--
		}
		return int(max(k, int64(min(n.Share.Num, 1))))
	case "gt":
		return int(k)
	case "lt":
		for k > 0 && !is(k, -1) {
			k--
		}
		return int(k)
	}
	return int(near)
}
