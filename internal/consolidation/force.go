package consolidation

import (
	"slices"

	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// planner finds out, for one member and as far as was known on a day, when
// everything on a timeline begins.
type planner struct {
	t        *Timeline
	member   Member
	known    calendar.Day
	byID     map[string]*instrument // only what is known
	events   map[string][]Event     // by instrument
	outside  map[string]calendar.Day
	changes  map[string][]change // by the amender that they change
	repeals  map[string][]string // by what they repeal
	entries  map[string]entry
	looking  map[string]bool
	spent    []Open
	reworded map[string][]string
	forces   map[string]*Force // of instruments as a whole
	named    map[string]bool   // instruments that others change, repeal or wait for
}

// change is a Change with where it comes from.
type change struct {
	Change
	by    string
	extra int // the number given to its second operation
}

// entry is when an instrument as a whole begins.
type entry struct {
	cause Cause
	ok    bool
}

func (t *Timeline) planner(member Member, known calendar.Day) *planner {
	p := &planner{t: t, member: member, known: known, byID: make(map[string]*instrument, len(t.instruments)), events: make(map[string][]Event),
		outside: make(map[string]calendar.Day), changes: make(map[string][]change), repeals: make(map[string][]string),
		entries: make(map[string]entry), looking: make(map[string]bool), reworded: make(map[string][]string), forces: make(map[string]*Force), named: make(map[string]bool)}
	extra := make(map[string]int)
	for _, in := range t.instruments {
		there := p.knows(in.Known, in.Adopted)
		if there {
			p.byID[in.Amend.ID] = in
		}
		for _, f := range in.forces() {
			if f.When == OnEntry {
				p.named[f.Name] = true
			}
			if f.Provisional != nil && f.Provisional.When == OnEntry {
				p.named[f.Provisional.Name] = true
			}
		}
		for _, c := range in.Changes {
			p.named[c.Amender] = true
			at := extra[c.Amender]
			extra[c.Amender] += max(0, len(c.Now)-1)
			if there {
				p.changes[c.Amender] = append(p.changes[c.Amender], change{c, in.Amend.ID, at})
			}
		}
		for _, id := range in.Repeals {
			p.named[id] = true
			if there {
				p.repeals[id] = append(p.repeals[id], in.Amend.ID)
			}
		}
	}
	for _, e := range t.events {
		if !p.knows(e.Known, e.Day) {
			continue
		}
		if was, ok := p.outside[e.Name]; e.Kind == Outside && (!ok || e.Day.Compare(was) < 0) {
			p.outside[e.Name] = e.Day
		}
		p.events[e.Instrument] = append(p.events[e.Instrument], e)
	}
	return p
}

// knows says whether something on record since a day was known.
func (p *planner) knows(since, else_ calendar.Day) bool {
	if !since.Known() {
		since = else_
	}
	return !p.known.Known() || since.Compare(p.known) <= 0
}

// binds says whether a force is for the member.
func (f *Force) binds(m Member) bool {
	if len(f.Members) > 0 && !slices.Contains(f.Members, m) {
		return false
	}
	return len(f.Save) == 0 || m != "" && !slices.Contains(f.Save, m)
}

// begins is the day on which a force begins for the member, and why.
func (p *planner) begins(f *Force, id string, adopted calendar.Day) (Cause, bool) {
	c, ok := Cause{}, true
	switch {
	case !f.binds(p.member):
		return Cause{Reason: NotMember}, false
	case !adopted.Known() && id != Base:
		return Cause{Reason: NotAdopted}, false
	case f.Each && p.member == "":
		return Cause{Reason: EachMember}, false
	}
	switch f.When {
	case OnDay:
		c = Cause{Reason: ByDay, Day: f.Day}
	case OnNotices:
		c, ok = p.notices(f, id)
	case OnEvent:
		c = Cause{Reason: ByEvent, Name: f.Name, Day: p.outside[f.Name]}
		if !c.Day.Known() {
			c, ok = Cause{Reason: NoEvent, Name: f.Name}, false
		}
	case OnEntry:
		c, ok = p.entry(f.Name)
		c = Cause{Reason: ByEntry, Name: f.Name, Day: c.Day}
		if !ok {
			c = Cause{Reason: NoEntry, Name: f.Name}
		}
	default:
		c = Cause{Reason: ByAdoption, Day: adopted}
		if f.Each {
			c = Cause{Reason: BySignature, Day: p.first(Signature, id, p.member)}
			if !c.Day.Known() {
				c, ok = Cause{Reason: NoSignature}, false
			}
		}
	}
	if ok && c.Day.Known() {
		c.Day = c.Day.Add(f.After)
	}
	return c, ok
}

// first is the day of the first event of a kind about an instrument, by a member.
func (p *planner) first(kind EventKind, id string, m Member) calendar.Day {
	var day calendar.Day
	for _, e := range p.events[id] {
		if e.Kind == kind && e.Member == m && (!day.Known() || e.Day.Compare(day) < 0) {
			day = e.Day
		}
	}
	return day
}

func (p *planner) notices(f *Force, id string) (Cause, bool) {
	var from []Member
	var days []calendar.Day
	for _, e := range p.events[id] {
		if e.Kind == Notice && !slices.Contains(from, e.Member) {
			from = append(from, e.Member)
			days = append(days, p.first(Notice, id, e.Member))
		}
	}
	c := Cause{Reason: FewNotices, Have: len(days), Need: f.Notices}
	if len(days) < f.Notices {
		return c, false
	}
	slices.SortFunc(days, calendar.Day.Compare)
	c.Reason, c.Day = ByNotices, days[f.Notices-1]
	if f.Each {
		own := p.first(Notice, id, p.member)
		switch {
		case !own.Known():
			c.Reason, c.Day = NoNotice, calendar.Day{}
			return c, false
		case own.Compare(c.Day) > 0:
			c.Reason, c.Day = ByNotice, own
		}
	}
	return c, true
}

// entry is when an instrument, or the act, as a whole begins.
func (p *planner) entry(id string) (Cause, bool) {
	if e, ok := p.entries[id]; ok {
		return e.cause, e.ok
	}
	if p.looking[id] {
		return Cause{Reason: NoEntry, Name: id}, false // each waits for the other
	}
	p.looking[id] = true
	e := entry{cause: Cause{Reason: NoEntry, Name: id}}
	if id == Base {
		e.cause, e.ok = p.begins(&p.t.force, Base, p.t.adopted)
	} else if in := p.byID[id]; in != nil {
		e.cause, e.ok = p.begins(p.force(in), id, in.Adopted)
	}
	if r, ok := p.repealed(id); ok && (!e.ok || id != Base && r.Day.Compare(e.cause.Day) <= 0) {
		e = entry{cause: r}
	}
	delete(p.looking, id)
	p.entries[id] = e
	return e.cause, e.ok
}

// repealed is the first day from which something is repealed.
func (p *planner) repealed(id string) (Cause, bool) {
	var first Cause
	for _, by := range p.repeals[id] {
		c, ok := p.entry(by)
		if ok && (!first.Day.Known() || c.Day.Compare(first.Day) < 0) {
			first = Cause{Reason: Repealed, Day: c.Day, Name: by}
		}
	}
	return first, first.Day.Known()
}

// force is the force of an instrument as a whole, with what changed it.
func (p *planner) force(in *instrument) *Force {
	if f := p.forces[in.Amend.ID]; f != nil {
		return f
	}
	f := in.Force
	for _, c := range p.ordered(in.Amend.ID, 0) {
		if p.late(c, &f, in, 0) {
			continue
		}
		f = *c.Force
	}
	p.forces[in.Amend.ID] = &f
	return &f
}

// ordered are the changes of an operation that have effect: corrigenda first, then
// by day.
func (p *planner) ordered(id string, operation int) []change {
	var out []change
	for _, c := range p.changes[id] {
		if _, ok := p.entry(c.by); c.Operation == operation && ok {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b change) int {
		if a.Corrects != b.Corrects {
			if a.Corrects {
				return -1
			}
			return 1
		}
		return p.entries[a.by].cause.Day.Compare(p.entries[b.by].cause.Day)
	})
	return out
}

// late says whether a change comes after what it changes was applied, and notes
// it as spent.
func (p *planner) late(c change, f *Force, in *instrument, operation int) bool {
	if c.Corrects {
		return false
	}
	was, ok := p.begins(f, in.Amend.ID, in.Adopted)
	if !ok || was.Day.Compare(p.entries[c.by].cause.Day) >= 0 {
		return false
	}
	o := Open{Instrument: c.by, Cause: Cause{Reason: Spent, Name: in.Amend.ID, Day: was.Day}}
	if operation > 0 {
		o.Operations = []int{operation}
	}
	p.spent = append(p.spent, o)
	return true
}

// worded is an operation in the wording that it has when it is applied.
type worded struct {
	ops     []amend.Operation
	numbers []int
	force   *Force
}

// wording is the operation at a place with the changes of it.
func (p *planner) wording(in *instrument, n int, whole *Force) worded {
	o := in.Amend.Operations[n-1]
	w := worded{ops: []amend.Operation{o}, numbers: []int{n}, force: whole}
	if o.Force != nil {
		w.force = said(o.Force)
	}
	for _, e := range in.Exceptions {
		if slices.Contains(e.Operations, n) {
			w.force = &e.Force
		}
	}
	for _, c := range p.ordered(in.Amend.ID, n) {
		if p.late(c, w.force, in, n) {
			continue
		}
		p.reworded[in.Amend.ID] = append(p.reworded[in.Amend.ID], c.by)
		if c.Force != nil {
			w.force = c.Force
		}
		if c.Force != nil && len(c.Now) == 0 {
			continue
		}
		w.ops, w.numbers = c.Now, nil
		for i := range c.Now {
			at := n
			if i > 0 {
				at = len(in.Amend.Operations) + c.extra + i
			}
			w.numbers = append(w.numbers, at)
		}
	}
	return w
}

// said is the force that the words of an operation give it. A condition is met by
// an outside event of that name.
func said(f *amend.Force) *Force {
	out := &Force{}
	for _, m := range f.Members {
		out.Members = append(out.Members, Member(m))
	}
	switch day, err := calendar.ParseDay(f.From); {
	case f.Condition != "":
		out.When, out.Name = OnEvent, f.Condition
	case err == nil:
		out.When, out.Day = OnDay, day
	case f.From != "":
		out.When, out.Name = OnEvent, f.From // not a day: it waits
	}
	return out
}
