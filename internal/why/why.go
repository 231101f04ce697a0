// Package why says in the reader's language whether an act binds a member, and why
// each amendment of it has effect or has none: for pages and for commands alike.
package why

import (
	"strconv"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/words"
)

// A Teller gives the reasons of one wording of an act.
type Teller struct {
	*locale.Tongue
	Plain func(words.Text) string // a wording in the reader's language
	From  reading.ActText         // what the wording was made from
	W     wording.Wording
}

// Asked is what a reader asked about.
type Asked struct {
	Day    calendar.Day       // unknown: after all that is on record
	Member *reading.MemberRef // nil: all
	Known  calendar.Day       // as far as was known then; unknown: all there is
}

// Binds says whether the act binds whom the reader asks about, and why; nothing if no
// reason is known.
func (t Teller) Binds(q Asked) string {
	if t.W.Cause.Reason == "" {
		return ""
	}
	if c := t.W.Cause; c.Reason == "repealed" && !t.W.Bound && q.Member == nil && !q.Known.Known() {
		return t.Say("acttext.repealed", "day", t.Day(c.Day), "name", t.Instrument(c.Name))
	}
	key, day, member := "acttext.bound", q.Day, t.Say("acttext.everybody")
	if !t.W.Bound {
		key = "acttext.unbound"
	}
	if t.W.Stopped.Known() {
		day = t.W.Stopped.Add(-1) // the text, and what is said of it, is of this day
	}
	if !day.Known() {
		key += ".now"
	}
	if q.Member != nil {
		member = t.Plain(q.Member.Name)
	}
	says := []string{t.Say(key, "day", t.Day(day), "member", member, "cause", t.Cause(t.W.Cause))}
	if q.Known.Known() {
		says = append(says, t.Say("acttext.known", "day", t.Day(q.Known)))
	}
	return strings.Join(says, " ")
}

// Cause says why something has effect or has none.
func (t Teller) Cause(c wording.Cause) string {
	name := c.Name
	if c.Reason != "event" && c.Reason != "no-event" {
		name = t.Instrument(name)
	}
	day := c.Day
	if y, _, _ := day.Date(); day.Known() && y == 1 {
		day = t.From.Since // nobody says when the act was adopted
	}
	return t.Say("acttext.cause."+c.Reason, "day", t.Day(day), "have", t.Number(int64(c.Have)), "need", t.Number(int64(c.Need)), "name", name)
}

// Instrument is how a cause calls what it names: the act, one of its amendments or,
// if the reader sees none of that name, a decision.
func (t Teller) Instrument(id string) string {
	if id == wording.TheAct {
		return t.Say("acttext.this-act")
	}
	if n := t.W.Number(id); n > 0 {
		return t.Say("acttext.number", "n", strconv.Itoa(n))
	}
	for _, a := range t.From.Amenders {
		if string(a.ID) == id {
			return t.Plain(a.Title)
		}
	}
	return t.Say("noun.decision")
}

// Parts says of each part of an amender since when it has effect, or what it waits
// for, a sentence each; nothing, if its parts are not known.
func (t Teller) Parts(s wording.Step) (all []string) {
	for _, part := range s.Parts {
		text := t.Cause(part.Cause) + t.besides(part)
		if len(s.Parts) > 1 && len(part.Operations) > 0 {
			var ns []string
			for _, n := range part.Operations {
				ns = append(ns, strconv.Itoa(n))
			}
			key := "acttext.part"
			if len(ns) == 1 {
				key = "acttext.part.one"
			}
			text = t.Say(key, "list", t.Join(ns)) + ": " + text
		}
		all = append(all, text)
	}
	return all
}

// besides says what is special about a part that is applied.
func (t Teller) besides(part wording.Part) (text string) {
	if part.Fate != wording.Applied {
		return ""
	}
	if part.Cause.Reason == "provisional" {
		text = t.Say("acttext.definitive.open")
		if part.Definitive.Known() {
			text = t.Say("acttext.definitive", "day", t.Day(part.Definitive))
		}
	}
	if part.Retroactive {
		text += t.Say("acttext.retroactive")
	}
	if part.Repealed.Known() {
		text += t.Say("acttext.was-repealed", "day", t.Day(part.Repealed))
	}
	return text
}
