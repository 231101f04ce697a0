// Package reader says what an act says on a day: it takes the text as first
// adopted and the texts of the decisions that amend it, all in the plain form of
// doc/plaintext.md, reads the amending prose, applies it and tells of every word
// which decision put it there.
//
// What cannot be applied exactly is not applied, and said. Nothing after it is
// applied either: it would rest on a text that nobody has.
package reader

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/terms"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/words"
)

// An Amender is the text of a decision that amends an act.
type Amender struct {
	ID   string // of the decision
	At   calendar.Day
	Text string // empty: it is not held
}

// A Reader reads wordings. It may be used by several goroutines.
type Reader struct{ russian *russian.Grammar }

// New makes a reader.
func New() *Reader { return With(nil) }

// With makes a reader that knows the terms of an organisation besides those of the
// language.
func With(base terms.Base) *Reader { return &Reader{russian.New(base)} }

// Reads reports whether texts in a language can be read.
func Reads(l words.Lang) bool { return l == words.Lang(act.Russian) || l == words.Lang(act.English) }

// made is a wording in the making.
type made struct{ wording.Wording }

// On returns the wording on a day; an unknown day is after all of them. The error
// says what in the base is not of the plain form.
func (r *Reader) On(base string, lang words.Lang, amenders []Amender, day calendar.Day) (wording.Wording, error) {
	text, err := act.ParsePlain(base, act.Lang(lang))
	if err != nil {
		return wording.Wording{}, err
	}
	amenders = slices.Clone(amenders)
	slices.SortStableFunc(amenders, func(a, b Amender) int { return a.At.Compare(b.At) })
	w := &made{wording.Wording{Lang: lang}}
	blocked := false
	for _, a := range amenders {
		step := wording.Step{ID: a.ID, At: a.At}
		next, days := r.step(text, a, day, &step)
		slices.SortFunc(days, calendar.Day.Compare)
		step.Days = slices.Compact(days)
		w.Days = append(w.Days, step.Days...)
		switch {
		case blocked && step.Fate != wording.Later:
			step.Fate, step.Why = wording.Blocked, ""
		case step.Fate == wording.Applied:
			text, w.Last = next, a.ID
		case step.Fate == wording.Unread || step.Fate == wording.Refused:
			blocked = true
		}
		w.Steps = append(w.Steps, step)
	}
	slices.SortFunc(w.Days, calendar.Day.Compare)
	w.Days = slices.Compact(w.Days)
	w.fill(text)
	return w.Wording, nil
}

// step applies one amender, if it is in force, and returns the days on which it
// changes anything.
func (r *Reader) step(text *act.Text, a Amender, day calendar.Day, s *wording.Step) (*act.Text, []calendar.Day) {
	if strings.TrimSpace(a.Text) == "" {
		s.Fate = wording.Unread
		return nil, []calendar.Day{a.At}
	}
	got := r.Parse(a.Text, text, text.Lang)
	if len(got.Unparsed) > 0 {
		u := got.Unparsed[0]
		s.Fate, s.Why = wording.Unread, fmt.Sprintf("%s (%s)", placed(a.Text, &u.Range), u.Reason)
		return nil, []calendar.Day{a.At}
	}
	var days []calendar.Day
	var now []amend.Operation
	waits := false
	for _, o := range got.Operations {
		from, known := a.At, true
		if o.Force != nil {
			waits = waits || o.Force.Condition != "" || len(o.Force.Members) > 0
			if o.Force.Condition != "" || len(o.Force.Members) > 0 {
				continue
			}
			if o.Force.From != "" {
				d, err := calendar.ParseDay(o.Force.From)
				from, known = d, err == nil
			}
		}
		days = append(days, from)
		if known && (!day.Known() || from.Compare(day) <= 0) {
			now = append(now, o)
		}
	}
	if len(now) == 0 {
		s.Fate = wording.Later
		if waits {
			s.Fate = wording.Waits
		}
		return nil, days
	}
	next, err := amend.Apply(text, amend.Amender{ID: a.ID, Operations: now})
	if err != nil {
		s.Fate, s.Why = wording.Refused, err.Error()
		if f, ok := errors.AsType[*amend.Refusal](err); ok {
			s.Why = fmt.Sprintf("%s: %s", placed(a.Text, f.Source), f)
		}
		return nil, days
	}
	s.Fate, s.Says = wording.Applied, sayings(text, a.Text, now)
	return next, days
}

// sayings are how an amending text says the operations that are applied.
func sayings(base *act.Text, text string, list []amend.Operation) []wording.Instruction {
	var all []wording.Instruction
	before := 0 // end of the passage before
	for i, o := range list {
		x := wording.Instruction{N: i + 1, Does: o}
		if r := o.Source; r != nil && 0 <= r.From && r.From <= r.To && r.To <= len(text) {
			from := r.From // the line says from its beginning where the change belongs
			if line := strings.LastIndexByte(text[:from], '\n') + 1; before <= line {
				from = line
			}
			x.Text, before = strings.TrimSpace(text[from:r.To]), r.To
		}
		for _, at := range o.Targets {
			if spot, err := base.Find(at); err == nil && spot.Block != nil {
				x.At = append(x.At, spot.Block.ID)
			}
		}
		all = append(all, x)
	}
	return all
}

// Parse reads amending prose by the grammar of its language; base is the text that
// is amended, or nil.
func (r *Reader) Parse(text string, base *act.Text, lang act.Lang) prose.Result {
	if lang == act.Russian {
		return r.russian.Parse(text, base)
	}
	return english.Parse(text, english.Options{Base: base})
}

// placed is a passage of an amending text with its line, shortened for people.
func placed(text string, at *amend.Range) string {
	if at == nil || at.From < 0 || at.To > len(text) || at.From > at.To {
		return ""
	}
	said := []rune(strings.Join(strings.Fields(text[at.From:at.To]), " "))
	if len(said) > 160 {
		said = append(said[:159], '…')
	}
	return fmt.Sprintf("%d: %s", strings.Count(text[:at.From], "\n")+1, string(said))
}

// fill takes the lines of a text and who wrote what.
func (w *made) fill(t *act.Text) {
	w.Title = w.runs(t.Root.Words)
	w.Plain, w.Text = t.Plain(), t
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
