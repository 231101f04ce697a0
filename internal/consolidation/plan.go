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
	steps   []*step    // in the order of application
	applied []Applied  // of each step
	later   []Open     // of each step before its day
	waits   []Open     // what has no day
	spent   []Open     // changes that came too late
	grown   bool       // another plan goes on in the same memory
	keys    []act.Hash // of the text after so many steps
	ends    bool       // some step ends
	named   map[string]bool
	base    entry
	repeal  Cause // of the act
}

func (t *Timeline) plan(member Member, known calendar.Day) *plan {
	p := t.planner(member, known)
	out := &plan{named: p.named}
	parts := make([]*timed, 0, len(t.instruments))
	for _, in := range t.instruments {
		if !p.knows(in.Known, in.Adopted) {
			continue
		}
		for _, x := range p.instrument(in, &out.waits) {
			parts = append(parts, x)
			out.ends = out.ends || x.step.until.Known()
		}
	}
	slices.SortStableFunc(parts, (*timed).compare)
	n := len(parts)
	out.steps, out.applied = make([]*step, n), make([]Applied, n)
	out.later, out.spent = make([]Open, n), p.spent
	for i, x := range parts {
		out.steps[i], out.applied[i], out.later[i] = &x.step, x.applied, x.later()
	}
	out.keys = chain(append(make([]act.Hash, 0, n+1), t.first), out.steps, out.applied)
	out.base.cause, out.base.ok = p.entry(Base)
	out.repeal, _ = p.repealed(Base)
	return out
}

// extended is the plan with the timeline's last instrument, from that of the
// timeline before; nil where the instrument touches more than the text or waits
// for more than a day.
func (t *Timeline) extended(was *plan, member Member, known calendar.Day) *plan {
	in := t.instruments[len(t.instruments)-1]
	f := &in.Force
	plain := (f.When == "" || f.When == OnAdoption || f.When == OnDay) && !f.Each && f.Provisional == nil
	if !plain || len(in.Exceptions)+len(in.Changes)+len(in.Repeals) > 0 || len(in.Amend.Operations) == 0 || was.named[in.Amend.ID] || in.forced() {
		return nil
	}
	p := &planner{t: t, member: member, known: known}
	if !p.knows(in.Known, in.Adopted) {
		return was
	}
	out := *was
	out.waits = slices.Clip(was.waits)
	for _, x := range p.instrument(in, &out.waits) {
		i, _ := slices.BinarySearchFunc(was.applied, x, func(a Applied, x *timed) int {
			return cmp.Or(a.Cause.Day.Compare(x.applied.Cause.Day), -1) // all of that day go first
		})
		for i > 0 && was.applied[i-1].Cause.Day == x.applied.Cause.Day && was.steps[i-1].in.Adopted.Compare(in.Adopted) > 0 {
			i--
		}
		fresh := was.grown || i < len(was.steps) // what others read is not moved
		was.grown = was.grown || !fresh
		out.grown = false
		out.steps, out.applied, out.later = inserted(was.steps, i, &x.step, fresh), inserted(was.applied, i, x.applied, fresh), inserted(was.later, i, x.later(), fresh)
		keys := was.keys
		if fresh {
			keys = slices.Clone(keys[:i+1])
		}
		out.keys = chain(keys, out.steps, out.applied)
	}
	return &out
}

// open is what is not applied where the first n steps are.
func (p *plan) open(n int) []Open {
	if len(p.waits)+len(p.spent) == 0 {
		return slices.Clip(p.later[n:])
	}
	return slices.Concat(p.later[n:], p.waits, p.spent)
}

// inserted is a list with one more: in memory of its own, or after the last, where
// nobody looks.
func inserted[T any](list []T, at int, x T, fresh bool) []T {
	if !fresh {
		return append(list, x)
	}
	out := append(make([]T, 0, len(list)+1), list[:at]...)
	return append(append(out, x), list[at:]...)
}

// forced says whether an operation has a force of its own.
func (in *instrument) forced() bool {
	return slices.ContainsFunc(in.Amend.Operations, func(o amend.Operation) bool { return o.Force != nil })
}

// timed is a step with when it is applied.
type timed struct {
	step    step
	applied Applied
}

// compare orders what is applied: by day, then as it was adopted, then as it came
// on record.
func (x *timed) compare(y *timed) int {
	return cmp.Or(x.applied.Cause.Day.Compare(y.applied.Cause.Day), x.step.in.Adopted.Compare(y.step.in.Adopted), cmp.Compare(x.step.in.order, y.step.in.order))
}

// later is how it is told before its day.
func (x *timed) later() Open {
	return Open{x.applied.Instrument, x.applied.Operations, Cause{Reason: NotYet, Day: x.applied.Cause.Day}}
}

// instrument cuts an instrument into what begins on one day each; what does not
// begin goes to waits.
func (p *planner) instrument(in *instrument, waits *[]Open) []*timed {
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
		x := &timed{step: step{in: in, digest: in.digest}, applied: Applied{Instrument: id, Cause: c, Repealed: repeal.Day}}
		x.applied.Retroactive = in.Adopted.Compare(c.Day) > 0
		return []*timed{x}
	}
	if len(in.Exceptions) == 0 && len(p.changes[id]) == 0 && !in.forced() {
		all := make([]int, len(in.Amend.Operations))
		for i := range all {
			all[i] = i + 1
		}
		var out []*timed
		p.spans(in, whole, repeal, func(x *timed) {
			x.step.ops, x.step.digest, x.applied.Operations = in.Amend.Operations, in.digest, all
			x.applied.Wording = x.step.ops
			x.step.marks = marks(x.step.ops)
			out = append(out, x)
		}, func(c Cause) { *waits = append(*waits, Open{id, all, c}) })
		return out
	}
	return p.parts(in, whole, repeal, waits)
}

// parts cuts an instrument whose operations do not share one fate.
func (p *planner) parts(in *instrument, whole *Force, repeal Cause, waits *[]Open) []*timed {
	id := in.Amend.ID
	var out []*timed
	first := len(*waits)
	for n := 1; n <= len(in.Amend.Operations); n++ {
		w := p.wording(in, n, whole)
		if len(w.ops) == 0 {
			continue
		}
		p.spans(in, w.force, repeal, func(x *timed) {
			i := slices.IndexFunc(out, func(o *timed) bool {
				return o.applied.Cause.Day == x.applied.Cause.Day && o.step.until == x.step.until && o.applied.Definitive == x.applied.Definitive
			})
			if i < 0 {
				i = len(out)
				out = append(out, x)
			}
			o := out[i]
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
		o := out[i]
		o.step.digest = digest(in.digest, o.step.ops, o.step.numbers)
		o.step.marks = marks(o.step.ops)
		o.applied.Operations, o.applied.Wording = o.step.numbers, o.step.ops
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
func (p *planner) spans(in *instrument, f *Force, repeal Cause, span func(*timed), waits func(Cause)) {
	gone := func(day calendar.Day) bool { return repeal.Day.Known() && repeal.Day.Compare(day) <= 0 }
	main, ok := p.begins(f, in.Amend.ID, in.Adopted)
	if ok && gone(main.Day) || !ok && repeal.Day.Known() {
		main, ok = repeal, false
	}
	cut := func(c Cause, until, definitive calendar.Day) *timed {
		x := &timed{step: step{in: in, until: until}, applied: Applied{Instrument: in.Amend.ID, Cause: c, Definitive: definitive, Repealed: repeal.Day}}
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

// chain names the texts after the steps that have no name yet: each is the hash of
// the base and of all steps before it.
func chain(keys []act.Hash, steps []*step, applied []Applied) []act.Hash {
	var b [sha256.Size*2 + 10]byte
	for i := len(keys) - 1; i < len(steps); i++ {
		copy(b[:], keys[i][:])
		copy(b[sha256.Size:], steps[i].digest[:])
		copy(b[sha256.Size*2:], applied[i].Cause.Day.String())
		keys = append(keys, sha256.Sum256(b[:]))
	}
	return keys
}
