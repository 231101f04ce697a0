package consolidation

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// step is one instrument, or that part of it that begins on one day.
type step struct {
	in      *instrument
	ops     []amend.Operation
	numbers []int // nil: all of the amender's
	until   calendar.Day
	digest  act.Hash
	marks   bool // it says until when something holds
}

// plan is everything that is applied on some day, for a member and a known-at.
type plan struct {
	steps   []step    // in the order of application
	applied []Applied // of each step
	open    []Open    // of each step before its day, then what has no day
	waits   int       // how many have no day
	ends    bool      // some step ends
	marks   []mark
	base    entry
	repeal  Cause // of the act
}

// mark is a place among the steps at which a text is kept.
type mark struct {
	count int
	key   act.Hash
}

const every = 64 // steps between marks

func (t *Timeline) plan(member Member, known calendar.Day) *plan {
	p := t.planner(member, known)
	out := &plan{}
	type part struct {
		step
		Applied
	}
	var parts []part
	var waits []Open
	for _, in := range t.instruments {
		if p.byID[in.Amend.ID] == nil {
			continue
		}
		for _, x := range p.instrument(in, &waits) {
			parts = append(parts, part{x.step, x.applied})
			out.ends = out.ends || x.step.until.Known()
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(a.Cause.Day.Compare(b.Cause.Day), a.in.Adopted.Compare(b.in.Adopted), cmp.Compare(a.in.order, b.in.order))
	})
	out.steps, out.applied = make([]step, len(parts)), make([]Applied, len(parts))
	out.open = make([]Open, len(parts), len(parts)+len(waits)+len(p.spent))
	for i, x := range parts {
		out.steps[i], out.applied[i] = x.step, x.Applied
		out.open[i] = Open{x.Instrument, x.Operations, Cause{Reason: NotYet, Day: x.Cause.Day}}
	}
	out.open = append(append(out.open, waits...), p.spent...)
	out.waits = len(waits) + len(p.spent)
	out.marks = chain(t.first, out.steps, out.applied)
	out.base.cause, out.base.ok = p.entry(Base)
	out.repeal, _ = p.repealed(Base)
	return out
}

// timed is a step with when it is applied.
type timed struct {
	step    step
	applied Applied
}

// instrument cuts an instrument into what begins on one day each; what does not
// begin goes to waits.
func (p *planner) instrument(in *instrument, waits *[]Open) []timed {
	id := in.Amend.ID
	whole := &in.Force
	if len(p.changes[id]) > 0 {
		whole = p.force(in)
	}
	repeal, _ := p.repealed(id)
	if len(in.Amend.Operations) == 0 {
		c, ok := p.entry(id)
		if !ok {
			*waits = append(*waits, Open{Instrument: id, Cause: c})
			return nil
		}
		x := timed{step: step{in: in, digest: in.digest}, applied: Applied{Instrument: id, Cause: c, Repealed: repeal.Day}}
		x.applied.Retroactive = in.Adopted.Compare(c.Day) > 0
		return []timed{x}
	}
	if len(in.Exceptions) == 0 && len(p.changes[id]) == 0 && !slices.ContainsFunc(in.Amend.Operations, func(o amend.Operation) bool { return o.Force != nil }) {
		all := make([]int, len(in.Amend.Operations))
		for i := range all {
			all[i] = i + 1
		}
		var out []timed
		p.spans(in, whole, repeal, func(x timed) {
			x.step.ops, x.step.digest, x.applied.Operations = in.Amend.Operations, in.digest, all
			x.step.marks = marks(x.step.ops)
			out = append(out, x)
		}, func(c Cause) { *waits = append(*waits, Open{id, all, c}) })
		return out
	}
	return p.parts(in, whole, repeal, waits)
}

// parts cuts an instrument whose operations do not share one fate.
func (p *planner) parts(in *instrument, whole *Force, repeal Cause, waits *[]Open) []timed {
	id := in.Amend.ID
	var out []timed
	first := len(*waits)
	for n := 1; n <= len(in.Amend.Operations); n++ {
		w := p.wording(in, n, whole)
		if len(w.ops) == 0 {
			continue
		}
		p.spans(in, w.force, repeal, func(x timed) {
			i := slices.IndexFunc(out, func(o timed) bool {
				return o.applied.Cause.Day == x.applied.Cause.Day && o.step.until == x.step.until && o.applied.Definitive == x.applied.Definitive
			})
			if i < 0 {
				i = len(out)
				out = append(out, x)
			}
			o := &out[i]
			o.step.ops = append(o.step.ops, w.ops...)
			o.step.numbers = append(o.step.numbers, w.numbers...)
		}, func(c Cause) {
			for i := range (*waits)[first:] {
				if o := &(*waits)[first+i]; o.Cause == c {
					o.Operations = append(o.Operations, n)
					return
				}
			}
			*waits = append(*waits, Open{id, []int{n}, c})
		})
	}
	for i := range out {
		o := &out[i]
		o.step.digest = digest(in.digest, o.step.ops, o.step.numbers)
		o.step.marks = marks(o.step.ops)
		o.applied.Operations = o.step.numbers
		o.applied.Reworded = p.reworded[id]
	}
	return out
}

func marks(ops []amend.Operation) bool {
	return slices.ContainsFunc(ops, func(o amend.Operation) bool { return o.Kind == amend.Suspension || o.Kind == amend.Extension })
}

// spans are the times during which something is applied: one, or two where
// provisional application ended before the force itself began. What is still
// missing goes to waits.
func (p *planner) spans(in *instrument, f *Force, repeal Cause, span func(timed), waits func(Cause)) {
	gone := func(day calendar.Day) bool { return repeal.Day.Known() && repeal.Day.Compare(day) <= 0 }
	main, ok := p.begins(f, in.Amend.ID, in.Adopted)
	if ok && gone(main.Day) || !ok && repeal.Day.Known() {
		main, ok = repeal, false
	}
	cut := func(c Cause, until, definitive calendar.Day) timed {
		x := timed{step: step{in: in, until: until}, applied: Applied{Instrument: in.Amend.ID, Cause: c, Definitive: definitive, Repealed: repeal.Day}}
		x.applied.Retroactive = in.Adopted.Compare(c.Day) > 0
		return x
	}
	if f.Provisional != nil {
		early, begun := p.begins(f.Provisional, in.Amend.ID, in.Adopted)
		early.Reason = Provisional
		if begun && !gone(early.Day) && (!ok || early.Day.Compare(main.Day) < 0) {
			end := p.ended(in.Amend.ID)
			if !ok && repeal.Day.Known() && (!end.Known() || repeal.Day.Compare(end) < 0) {
				end = repeal.Day
			}
			switch {
			case ok && (!end.Known() || end.Compare(main.Day) >= 0):
				span(cut(early, calendar.Day{}, main.Day))
				return
			case !end.Known() || end.Compare(early.Day) > 0:
				span(cut(early, end, calendar.Day{}))
			}
		}
	}
	if ok {
		span(cut(main, calendar.Day{}, calendar.Day{}))
		return
	}
	waits(main)
}

// ended is the day on which provisional application ended for the member.
func (p *planner) ended(id string) calendar.Day {
	all, own := p.first(Ended, id, ""), p.first(Ended, id, p.member)
	if !own.Known() || all.Known() && all.Compare(own) < 0 {
		return all
	}
	return own
}

// chain gives the places at which texts are kept their names: each is the hash
// of the base and of all steps before it. No day is cut.
func chain(base act.Hash, steps []step, applied []Applied) []mark {
	out := []mark{{0, base}}
	for i := range steps {
		last := out[len(out)-1]
		if i-last.count >= every && applied[i].Cause.Day != applied[i-1].Cause.Day {
			out = append(out, mark{i, link(last, steps[:i], applied)})
		}
	}
	return out
}

// link is the name of what follows from a mark by the steps after it.
func link(from mark, steps []step, applied []Applied) act.Hash {
	b := append(make([]byte, 0, 64*every), from.key[:]...)
	for i := from.count; i < len(steps); i++ {
		b = append(b, steps[i].digest[:]...)
		b = append(b, applied[i].Cause.Day.String()...)
	}
	return sha256.Sum256(b)
}
