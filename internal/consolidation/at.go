package consolidation

import (
	"errors"
	"slices"
	"sort"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// state is a text on the way, with what it needs to go on.
type state struct {
	text  *act.Text
	marks bool // something in it holds until a day only
}

// At answers what binds a member on a day: the text, with the source of every
// word, and the reason for each thing that was or was not applied. The error is
// a *Refusal or a *Conflict; then there is no text. The cache may be nil.
func (t *Timeline) At(q Question, cache *Cache) (*Answer, error) {
	p := t.planned(q.Member, q.Known, cache)
	n := sort.Search(len(p.steps), func(i int) bool { return p.applied[i].Cause.Day.Compare(q.Day) > 0 })
	steps, applied, open, keys := p.steps[:n:n], p.applied[:n:n], p.open(n), p.keys[:n+1]
	if p.ends {
		steps, applied, open = p.still(n, q.Day)
		keys = chain([]act.Hash{t.first}, steps, applied)
	}
	s, err := t.replay(steps, applied, keys, cache)
	if err != nil {
		return nil, err
	}
	a := &Answer{Text: s.text, Applied: applied, Open: open}
	if s.marks {
		a.Text, a.Lapsed = lapse(s.text, q.Day)
	}
	a.Cause, a.Bound = p.base.cause, p.base.ok
	switch {
	case p.repeal.Day.Known() && p.repeal.Day.Compare(q.Day) <= 0:
		a.Cause, a.Bound = p.repeal, false
	case a.Bound && a.Cause.Day.Compare(q.Day) > 0:
		a.Cause, a.Bound = Cause{Reason: NotYet, Day: a.Cause.Day}, false
	}
	return a, nil
}

// still are the first n steps without those that have ended by a day.
func (p *plan) still(n int, day calendar.Day) (steps []*step, applied []Applied, open []Open) {
	for i := range n {
		if u := p.steps[i].until; u.Known() && u.Compare(day) <= 0 {
			if !p.again(i, n) {
				open = append(open, Open{p.applied[i].Instrument, p.applied[i].Operations, Cause{Reason: Over, Day: u}})
			}
			continue
		}
		steps, applied = append(steps, p.steps[i]), append(applied, p.applied[i])
	}
	return steps, applied, append(open, p.open(n)...)
}

// again says whether what a step does is done by one of the first n after it: its
// force itself has begun.
func (p *plan) again(i, n int) bool {
	for j := i + 1; j < n; j++ {
		if p.steps[j].in == p.steps[i].in && slices.Equal(p.applied[j].Operations, p.applied[i].Operations) {
			return true
		}
	}
	return false
}

// planned is the plan for a member and a known-at, kept or made.
func (t *Timeline) planned(member Member, known calendar.Day, cache *Cache) *plan {
	key := digest(t.digest, member, known)
	p := cache.plan(key)
	if p != nil {
		return p
	}
	if t.before != (act.Hash{}) {
		if was := cache.plan(digest(t.before, member, known)); was != nil {
			p = t.extended(was, member, known)
		}
	}
	if p == nil {
		p = t.plan(member, known)
	}
	cache.keepPlan(key, p)
	return p
}

const every = 32 // steps between texts that are kept

// replay goes on from the last text that is kept. Texts are kept between days
// only.
func (t *Timeline) replay(steps []*step, applied []Applied, keys []act.Hash, cache *Cache) (*state, error) {
	n := len(steps)
	between := func(i int) bool { return i == 0 || i == n || applied[i].Cause.Day != applied[i-1].Cause.Day }
	from, s := 0, (*state)(nil)
	for i := n; cache != nil && i >= 0 && s == nil; i-- {
		if between(i) {
			from, s = i, cache.text(keys[i])
		}
	}
	if s == nil {
		from, s = 0, &state{text: t.text, marks: dated(t.text)}
	}
	kept := from
	for i := from; i < n; {
		day := applied[i].Cause.Day
		j := i + 1
		for !between(j) {
			j++
		}
		next := *s
		if next.marks {
			next.text, _ = lapse(next.text, day)
		}
		text, err := onDay(next.text, steps[i:j], day)
		if err != nil {
			return nil, err
		}
		next.text = text
		next.marks = next.marks || slices.ContainsFunc(steps[i:j], func(s *step) bool { return s.marks })
		if j-kept >= every || j == n {
			cache.keep(keys[j], &next)
			kept = j
		}
		i, s = j, &next
	}
	return s, nil
}

// dated says whether something in a text holds until a day only.
func dated(t *act.Text) bool {
	found := false
	t.Root.Walk(func(b *act.Block) bool { found = found || b.Until != "" || len(b.Held) > 0; return !found })
	return found
}

// lapse is the text on a day: a suspension whose last day has passed is none. Units
// whose own force has ended stay, and are listed.
func lapse(t *act.Text, day calendar.Day) (*act.Text, []act.ID) {
	var over []act.ID
	past := func(b *act.Block) bool { return b.Until != "" && b.Until < day.String() }
	t = t.Map(t.Root.ID, func(b *act.Block) *act.Block {
		over := func(h act.Held) bool { return h.Until != "" && h.Until < day.String() }
		suspended := past(b) && b.State == act.StateSuspended
		if !suspended && !slices.ContainsFunc(b.Held, over) {
			return b
		}
		n := *b
		n.Held = slices.DeleteFunc(slices.Clone(b.Held), over)
		if suspended {
			n.State, n.Until = "", ""
		}
		return &n
	})
	t.Root.Walk(func(b *act.Block) bool {
		if past(b) {
			over = append(over, b.ID)
		}
		return true
	})
	return t, over
}

func (s *step) apply(t *act.Text) (*act.Text, *amend.Refusal) {
	got, err := amend.ApplyNumbered(t, amend.Amender{ID: s.in.Amend.ID, Operations: s.ops}, s.numbers)
	if f, ok := errors.AsType[*amend.Refusal](err); ok {
		return nil, f
	}
	return got, nil
}

// all applies steps one after the other.
func all(t *act.Text, steps []*step, day calendar.Day) (*act.Text, *Refusal) {
	for i := range steps {
		next, f := steps[i].apply(t)
		if f != nil {
			return nil, &Refusal{steps[i].in.Amend.ID, day, f}
		}
		t = next
	}
	return t, nil
}
