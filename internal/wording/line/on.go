package line

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/wording"
)

// A Question is asked of a line; an unknown day is after all that is on record.
type Question = consolidation.Question

// A Member is whom a question asks about; none: all alike.
type Member = consolidation.Member

// On answers what the act says.
func (l *Line) On(q Question) wording.Wording {
	if !q.Day.Known() {
		q.Day, _ = calendar.ParseDay("9999-12-31")
	}
	a, s := l.at(q)
	w := &made{wording.Wording{Lang: l.lang, Text: a.Text, Bound: a.Bound, Cause: cause(a.Cause), Stopped: s.day, Conflict: s.conflict}}
	w.Days = l.line.Days(q.Member, q.Known, &l.cache)
	for _, x := range a.Applied {
		if len(x.Operations) > 0 {
			w.Last = x.Instrument
		}
	}
	for _, d := range l.steps {
		id := string(d.Decision)
		if q.Known.Known() && d.Known.Compare(q.Known) > 0 {
			continue
		}
		w.Steps = append(w.Steps, l.step(id, d.Adopted, q.Day, a, s))
	}
	w.says(l, q, a)
	w.fill(a.Text)
	return w.Wording
}

// A stop is why a text is not made to its end.
type stop struct {
	day      calendar.Day // unknown: it is
	fates    map[string]wording.Fate
	refusal  *consolidation.Refusal
	conflict *wording.Conflict
}

// at is the last answer that can be given: on the day that is asked for, or on the
// day before something could not be applied.
func (l *Line) at(q Question) (*consolidation.Answer, stop) {
	var s stop
	for {
		a, err := l.line.At(q, &l.cache)
		var found stop
		switch {
		case err == nil:
			found = l.missing(a)
		default:
			found = stopped(err)
		}
		if found.fates == nil {
			return a, s
		}
		s, q.Day = found, found.day.Add(-1)
		if !q.Day.Known() { // from the beginning: nothing is applied
			q.Known = calendar.Day{}
			a := &consolidation.Answer{Text: l.line.Base()}
			return a, s
		}
	}
}

// missing is the first day from which an amender without its operations has effect.
func (l *Line) missing(a *consolidation.Answer) (s stop) {
	for _, x := range a.Applied {
		if _, ok := l.faulty[x.Instrument]; !ok || s.fates != nil && x.Cause.Day != s.day {
			continue
		}
		if s.fates == nil {
			s.day, s.fates = x.Cause.Day, make(map[string]wording.Fate)
		}
		s.fates[x.Instrument] = wording.Unread
	}
	return s
}

// stopped is what an error of a timeline says.
func stopped(err error) stop {
	s := stop{fates: make(map[string]wording.Fate)}
	if c, ok := errors.AsType[*consolidation.Conflict](err); ok {
		s.day, s.conflict = c.Day, &wording.Conflict{Day: c.Day, Amenders: c.Instruments, Unproven: c.Unproven}
		for i, r := range c.Results {
			s.conflict.Results[i] = wording.Result{Order: r.Order, Text: r.Text, Why: said(r.Why)}
		}
		for _, id := range c.Instruments {
			s.fates[id] = wording.Clash
		}
	}
	if r, ok := errors.AsType[*consolidation.Refusal](err); ok {
		s.day, s.refusal = r.Day, r
		s.fates[r.Instrument] = wording.Refused
	}
	return s
}

// step says what became of one amender.
func (l *Line) step(id string, adopted, day calendar.Day, a *consolidation.Answer, s stop) wording.Step {
	w := wording.Step{ID: id, At: adopted}
	for _, x := range a.Applied {
		if x.Instrument == id {
			w.Parts = append(w.Parts, wording.Part{Operations: x.Operations, Fate: wording.Applied, Cause: cause(x.Cause), Definitive: x.Definitive,
				Retroactive: x.Retroactive, Repealed: x.Repealed, Reworded: x.Reworded})
		}
	}
	for _, x := range a.Open {
		if x.Instrument == id {
			w.Parts = append(w.Parts, wording.Part{Operations: x.Operations, Fate: open(x.Cause, day, s), Cause: cause(x.Cause)})
		}
	}
	for _, p := range w.Parts {
		if p.Fate != wording.Waits && p.Fate != wording.Void {
			w.Days = append(w.Days, p.Cause.Day)
		}
	}
	slices.SortFunc(w.Days, calendar.Day.Compare)
	w.Days = slices.Compact(w.Days)
	order := []wording.Fate{wording.Applied, wording.Blocked, wording.Waits, wording.Later, wording.Void}
	w.Fate = wording.Void
	for _, f := range order {
		i := slices.IndexFunc(w.Parts, func(p wording.Part) bool { return p.Fate == f })
		if i < 0 {
			continue
		}
		w.Fate = f
		if c := w.Parts[i].Cause; (f == wording.Applied || f == wording.Later || f == wording.Blocked) && c.Day.Known() {
			w.At = c.Day
		}
		break
	}
	if f, ok := s.fates[id]; ok {
		w.Fate, w.At = f, s.day
		switch {
		case f == wording.Refused:
			w.Why, w.Source = said(s.refusal.Amend), s.refusal.Amend.Source
		case f == wording.Unread:
			w.Why = l.faulty[id]
		}
	}
	return w
}

// cause is a cause in the terms of package wording.
func cause(c consolidation.Cause) wording.Cause {
	return wording.Cause{Reason: string(c.Reason), Day: c.Day, Have: c.Have, Need: c.Need, Name: c.Name}
}

// open is what became of operations that were not applied.
func open(c consolidation.Cause, day calendar.Day, s stop) wording.Fate {
	switch c.Reason {
	case consolidation.NotYet:
		if s.day.Known() && c.Day.Compare(day) <= 0 {
			return wording.Blocked
		}
		return wording.Later
	case consolidation.NotMember, consolidation.Repealed, consolidation.Spent, consolidation.Over:
		return wording.Void
	}
	return wording.Waits
}

// made is a wording in the making.
type made struct{ wording.Wording }

// says adds what the amenders that are applied say; of the last one, what it names.
func (w *made) says(l *Line, q Question, a *consolidation.Answer) {
	before := l.line.Base()
	if i := w.Number(w.Last); i > 0 {
		if q.Day = w.Steps[i-1].At.Add(-1); q.Day.Known() {
			b, _ := l.at(q)
			before = b.Text
		}
	}
	for _, x := range a.Applied {
		i := w.Number(x.Instrument)
		if i == 0 {
			continue
		}
		for k, o := range x.Wording {
			said := wording.Instruction{N: x.Operations[k], Does: o}
			for _, to := range o.Targets {
				if spot, err := before.Find(to); x.Instrument == w.Last && err == nil {
					said.At = append(said.At, spot.Block.ID)
				}
			}
			w.Steps[i-1].Says = append(w.Steps[i-1].Says, said)
		}
	}
}

// Tell puts into instructions the passages of the text that says them, each from
// the beginning of its line where that belongs to it.
func Tell(text string, says []wording.Instruction) {
	before := 0 // end of the passage before
	for i := range says {
		r := says[i].Does.Source
		if r == nil || r.From < 0 || r.From > r.To || r.To > len(text) {
			continue
		}
		from := r.From
		if line := strings.LastIndexByte(text[:from], '\n') + 1; before <= line {
			from = line
		}
		says[i].Text, before = strings.TrimSpace(text[from:r.To]), r.To
	}
}

// fill takes the lines of a text and who wrote what.
func (w *made) fill(t *act.Text) {
	w.Title = w.runs(t.Root.Words)
	w.Plain = t.Plain()
	for _, b := range t.Root.Children {
		w.add(b, 0)
	}
}

func (w *made) add(b *act.Block, depth int) {
	if b.Kind != act.KindPreamble && b.Kind != act.KindTable {
		l := wording.Line{ID: b.ID, Kind: b.Kind, Depth: depth, Runs: w.runs(b.Words)}
		if b.Label != "" {
			l.Label = wording.Run{Text: b.Label, By: b.By.Amender, Fresh: b.By.Amender != "" && b.By.Amender == w.Last}
		}
		for _, c := range b.Cells {
			l.Cells = append(l.Cells, w.runs(c))
		}
		l.By = w.writers(l)
		w.Lines = append(w.Lines, l)
		depth++
	}
	for _, child := range b.Children {
		w.add(child, depth)
	}
}

// runs cuts a line where its source changes.
func (w *made) runs(line act.Words) []wording.Run {
	var runs []wording.Run
	add := func(from, to int, by string) {
		if from < to {
			runs = append(runs, wording.Run{Text: line.Text[from:to], By: by, Fresh: by != "" && by == w.Last})
		}
	}
	at := 0
	for _, s := range line.Spans {
		add(at, s.From, "")
		add(s.From, s.To, s.By.Amender)
		at = s.To
	}
	add(at, len(line.Text), "")
	return runs
}

// writers are the decisions that wrote any of a line, in their order.
func (w *made) writers(l wording.Line) []string {
	var by []string
	add := func(r wording.Run) {
		if r.By != "" && !slices.Contains(by, r.By) {
			by = append(by, r.By)
		}
	}
	add(l.Label)
	for _, r := range l.Runs {
		add(r)
	}
	for _, c := range l.Cells {
		for _, r := range c {
			add(r)
		}
	}
	slices.SortFunc(by, func(a, b string) int { return cmp.Compare(w.Number(a), w.Number(b)) })
	return by
}
