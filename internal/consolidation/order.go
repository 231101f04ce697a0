package consolidation

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

const maxOrders = 5 // instruments of one day that touch each other, of which every order is tried

// onDay applies what begins on one day. Where more than one instrument does, every
// order that was not excluded must give the same text.
func onDay(t *act.Text, steps []*step, day calendar.Day) (*act.Text, error) {
	for _, group := range touching(t, steps) {
		if len(group) == 1 {
			next, f := all(t, group, day)
			if f != nil {
				return nil, f
			}
			t = next
			continue
		}
		next, err := together(t, group, day)
		if err != nil {
			return nil, err
		}
		t = next
	}
	return t, nil
}

// together applies steps that touch each other, in every order that nobody excluded.
func together(t *act.Text, group []*step, day calendar.Day) (*act.Text, error) {
	var ways []way
	try := func(order []*step) {
		w := way{order: order}
		w.text, w.why = all(t, order, day)
		ways = append(ways, w)
	}
	if len(group) <= maxOrders {
		for order := range orders(group) {
			try(order)
		}
	} else {
		back := slices.Clone(group)
		slices.Reverse(back)
		for _, g := range [][]*step{group, back} {
			for order := range orders(g) {
				try(order)
				break
			}
		}
	}
	if len(ways) == 0 { // each is to go before the other
		return nil, conflict(day, way{order: group}, way{order: group}, true)
	}
	first := ways[0]
	for _, w := range ways[1:] {
		refused := first.why != nil && w.why != nil
		agree := first.why == nil && w.why == nil && same(first.text.Root, w.text.Root)
		switch {
		case len(group) > maxOrders && !slices.Equal(names(first.order), names(w.order)):
			return nil, conflict(day, first, w, true)
		case !refused && !agree:
			return nil, conflict(day, first, w, false)
		}
	}
	if first.why != nil {
		return nil, first.why // no order works: that is no conflict
	}
	return first.text, nil
}

// way is what one order gives.
type way struct {
	order []*step
	text  *act.Text
	why   *Refusal
}

func conflict(day calendar.Day, a, b way, unproven bool) *Conflict {
	c := &Conflict{Day: day, Unproven: unproven, Instruments: slices.Sorted(slices.Values(names(a.order)))}
	for i, w := range []way{a, b} {
		c.Results[i] = Result{Order: names(w.order), Text: w.text}
		if w.why != nil {
			c.Results[i].Why = w.why.Amend
		}
	}
	return c
}

func names(steps []*step) []string {
	var out []string
	for _, s := range steps {
		out = append(out, s.in.Amend.ID)
	}
	return out
}

// orders yields the orders of steps that nobody excluded, the given one first if
// it is among them.
func orders(steps []*step) func(func([]*step) bool) {
	return func(yield func([]*step) bool) {
		var grow func(done, left []*step) bool
		grow = func(done, left []*step) bool {
			if len(left) == 0 {
				return yield(done)
			}
			for i, s := range left {
				waits := slices.ContainsFunc(left, func(o *step) bool { return slices.Contains(s.in.After, o.in.Amend.ID) })
				own := slices.ContainsFunc(left[:i], func(o *step) bool { return o.in == s.in })
				if waits || own {
					continue
				}
				if !grow(append(slices.Clip(done), s), slices.Delete(slices.Clone(left), i, i+1)) {
					return false
				}
			}
			return true
		}
		grow(nil, steps)
	}
}

// touching sorts steps into groups of which none touches what another does. The
// order inside a group, and of the groups, is that of the steps.
func touching(t *act.Text, steps []*step) [][]*step {
	if len(steps) == 1 {
		return [][]*step{steps}
	}
	head := make([]int, len(steps)) // a step of the same group, in the end the first
	var find func(i int) int
	find = func(i int) int {
		if head[i] != i {
			head[i] = find(head[i])
		}
		return head[i]
	}
	join := func(a, b int) {
		a, b = find(a), find(b)
		head[max(a, b)] = min(a, b)
	}
	ends, paths := make(map[act.ID]int), make([][][]*act.Block, len(steps))
	for i := range steps {
		head[i] = i
		paths[i] = touches(t, steps[i].ops)
		for _, p := range paths[i] {
			end := p[len(p)-1].ID
			if o, ok := ends[end]; ok {
				join(o, i)
			}
			ends[end] = i
		}
	}
	for i := range steps {
		for _, p := range paths[i] {
			for _, b := range p {
				if o, ok := ends[b.ID]; ok {
					join(o, i)
				}
			}
		}
	}
	var out [][]*step
	place := make(map[int]int)
	for i, s := range steps {
		at, ok := place[find(i)]
		if !ok {
			at = len(out)
			place[find(i)] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], s)
	}
	return out
}

// touches are the ways to the blocks under which operations read or write
// anything. What is not found may be anywhere.
func touches(t *act.Text, ops []amend.Operation) [][]*act.Block {
	var out [][]*act.Block
	for i := range ops {
		for _, a := range ops[i].Targets {
			path := []*act.Block{t.Root}
			if spot, err := t.Find(a); err == nil {
				path = t.Path(spot.Block.ID)
				if around(ops[i].Kind) && len(path) > 1 {
					path = path[:len(path)-1]
				}
				for ops[i].Kind == amend.Renumbering && len(path) > 1 && t.Gathers(path[len(path)-1]) {
					path = path[:len(path)-1] // numbers run on through chapters
				}
				if n := slices.IndexFunc(a.Steps, counts); n >= 0 {
					above, _ := t.Find(act.Address{ID: a.ID, Steps: a.Steps[:n]}) // it was found on the way
					path = t.Path(above.Block.ID)
				}
			}
			out = append(out, path)
		}
	}
	return out
}

// around says whether a kind changes the place of its target among its
// neighbours.
func around(k amend.Kind) bool {
	switch k {
	case amend.Removal, amend.Replacement, amend.Renumbering, amend.Split, amend.Join, amend.Substitution:
		return true
	}
	return false
}

// counts says whether a step counts neighbours.
func counts(s act.Step) bool { return s.Ordinal != 0 }

// same says whether two trees say the same, whoever wrote it.
func same(a, b *act.Block) bool {
	if a == b {
		return true
	}
	words := func(x, y act.Words) bool { return x.Text == y.Text }
	return a.ID == b.ID && a.Kind == b.Kind && a.Label == b.Label && a.Words.Text == b.Words.Text && a.State == b.State && a.Until == b.Until &&
		slices.Equal(a.Held, b.Held) && slices.EqualFunc(a.Cells, b.Cells, words) && slices.EqualFunc(a.Children, b.Children, same)
}
