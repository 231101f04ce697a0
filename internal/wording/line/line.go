// Package line says what an act says on a day, for a member, as far as was known:
// from the text as first adopted, in the plain form of doc/plaintext.md, and the
// recorded history of the act (council.History). Order and reasons are those of
// package consolidation.
//
// What cannot be applied exactly is not applied, and said. Nothing that has effect
// on the same day or later is applied either: it would rest on a text that nobody
// has.
package line

import (
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/consolidation"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// Placed is a passage of an amending text after the number of its line, shortened
// for people; nothing, if it is no place in the text.
func Placed(text string, at *amend.Range) (line int, passage string) {
	if at == nil || at.From < 0 || at.To > len(text) || at.From > at.To {
		return 0, ""
	}
	said := []rune(strings.Join(strings.Fields(text[at.From:at.To]), " "))
	if len(said) > 160 {
		said = append(said[:159], '…')
	}
	return strings.Count(text[:at.From], "\n") + 1, string(said)
}

// A Line is an act with all that touches it in one language. It keeps what it made;
// only one goroutine may use it at a time.
type Line struct {
	lang   words.Lang
	line   *consolidation.Timeline
	steps  []council.Amender
	faulty map[string]string // amenders whose operations are not applied, and why: empty where there are none
	texts  map[string]council.ID
	cache  consolidation.Cache
}

// New makes the line of an act from its text as first adopted and its history.
// The error says what in the text is not of the plain form.
func New(base string, lang words.Lang, h council.History) (*Line, error) {
	text, err := act.ParsePlain(base, act.Lang(lang))
	if err != nil {
		return nil, err
	}
	since := h.Since
	if !since.Known() {
		since, _ = calendar.ParseDay("0001-01-01")
	}
	l := &Line{lang: lang, steps: h.Amenders, faulty: make(map[string]string), texts: make(map[string]council.ID)}
	l.line = consolidation.New(text, since, force(h.Act, &h.Force))
	notified := h.Notified
	for _, a := range h.Amenders {
		l.add(h.Act, a)
		notified = append(slices.Clip(notified), a.Notified...)
	}
	for _, n := range notified {
		kinds := map[string]consolidation.EventKind{council.NotifiedSignature: consolidation.Signature, council.NotifiedNotice: consolidation.Notice,
			council.NotifiedEvent: consolidation.Outside, council.NotifiedEnd: consolidation.Ended}
		e := consolidation.Event{Kind: kinds[n.Kind], Instrument: name(h.Act, n.About), Member: consolidation.Member(n.Member), Name: n.Name, Day: n.Day, Known: n.Known}
		if next, err := l.line.Known(e); err == nil { // without a day it says nothing
			l.line = next
		}
	}
	return l, nil
}

// add puts an amender on the line. One whose operations are not there, or make no
// sense, has its day and stops what follows.
func (l *Line) add(act council.ID, a council.Amender) {
	id := string(a.Decision)
	in := consolidation.Instrument{Amend: amend.Amender{ID: id}, Adopted: a.Adopted, Known: a.Known, Force: force(act, &a.Force)}
	empty := in
	i := slices.IndexFunc(a.Amendments, func(m council.Amendment) bool { return m.Lang == l.lang })
	if i < 0 {
		l.faulty[id] = ""
	} else {
		m := a.Amendments[i]
		l.texts[id] = m.Text
		in.Amend.Operations, in.Repeals, in.After = m.Operations, names(act, m.Repeals), names(act, m.After)
		for _, x := range m.Exceptions {
			in.Exceptions = append(in.Exceptions, consolidation.Exception{Operations: x.Operations, Force: force(act, &x.Force)})
		}
		for _, x := range m.Changes {
			c := consolidation.Change{Amender: string(x.Amender), Operation: x.Operation, Now: x.Now, Corrects: x.Corrects}
			if x.Force != nil {
				f := force(act, x.Force)
				c.Force = &f
			}
			in.Changes = append(in.Changes, c)
		}
	}
	next, err := l.line.With(in)
	if err != nil {
		l.faulty[id] = err.Error()
		if next, err = l.line.With(empty); err != nil { // its force says nothing: it is there from adoption, and stops
			empty.Force = consolidation.Force{}
			next, _ = l.line.With(empty)
		}
	}
	if next != nil {
		l.line = next
	}
}

// name is what a decision, or the act itself, is called on a line.
func name(act, id council.ID) string {
	if id == act {
		return consolidation.Base
	}
	return string(id)
}

func names(act council.ID, ids []council.ID) (out []string) {
	for _, id := range ids {
		out = append(out, name(act, id))
	}
	return out
}

// force is a force in the terms of package consolidation.
func force(act council.ID, f *council.Force) consolidation.Force {
	members := func(list []procedure.Member) (out []consolidation.Member) {
		for _, m := range list {
			out = append(out, consolidation.Member(m))
		}
		return out
	}
	out := consolidation.Force{When: consolidation.When(f.When), Day: f.Day, After: f.After, Notices: f.Notices, Each: f.Each, Name: f.Name,
		Members: members(f.Members), Save: members(f.Save)}
	if f.When == council.OnEntry {
		out.Name = name(act, f.Of)
	}
	if f.Provisional != nil {
		p := force(act, f.Provisional)
		if len(p.Members)+len(p.Save) == 0 { // for whom the force itself is
			p.Members, p.Save = out.Members, out.Save
		}
		out.Provisional = &p
	}
	return out
}

// TextOf is the deposited text from which the operations of a decision were read,
// or nothing.
func (l *Line) TextOf(decision string) council.ID { return l.texts[decision] }

// said is a refusal without the place of its operation, which is shown beside it.
func said(r *amend.Refusal) string {
	if r == nil {
		return ""
	}
	return fmt.Sprint(r)
}
