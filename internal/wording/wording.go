// Package wording has what an act says on a day: its lines, of every word which
// decision put it there, and of every decision what became of it. Package reader
// makes it.
package wording

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
)

// A Fate says what became of an amender on the day that is asked for.
type Fate string

// The fates.
const (
	Applied Fate = "applied"
	Later   Fate = "later"   // it is not in force on that day
	Waits   Fate = "waits"   // for something that has not happened, or each member has its own day
	Void    Fate = "void"    // it has no effect: for other members, repealed before, over
	Unread  Fate = "unread"  // its operations are not on record in this language
	Refused Fate = "refused" // it does not fit the text that it amends
	Clash   Fate = "clash"   // another of the same day changes the same, and their order makes a difference
	Blocked Fate = "blocked" // one before it, or of the same day, was not applied
)

// A Step is an amender and what became of it.
type Step struct {
	ID     string
	At     calendar.Day   // from which it has effect; of what waits, the day of its adoption
	Fate   Fate           // applied, if any of it is
	Why    string         // of a refusal
	Source *amend.Range   // of a refusal: the place in the amender's text
	Parts  []Part         // what shares one cause
	Says   []Instruction  // of what is applied, operation by operation
	Days   []calendar.Day // on which it changes the text, ascending; none: they are not known
}

// An Instruction is one operation of an amender that is applied, as the amender
// says it.
type Instruction struct {
	N    int             // the operation, as the sources of words count them, from 1
	Does amend.Operation // with its place in the amender's text, where it was read from one
	Text string          // that passage, of the last amender that is applied and whose text was at hand; else empty
	At   []act.ID        // of that amender the blocks that it names, in the text before its day
}

// TheAct is the name of the act itself in a Cause.
const TheAct = "base"

// A Cause is why something has effect or has none, with its facts.
type Cause struct {
	Reason string       // see the reasons of package consolidation
	Day    calendar.Day // since when, or from when on
	Have   int          // notices given
	Need   int          // notices needed
	Name   string       // of the event, or id of the decision, or TheAct
}

// A Part is what became of some operations of an amender.
type Part struct {
	Operations  []int // from 1; none: the amender as a whole, which has no operations here
	Fate        Fate
	Cause       Cause
	Definitive  calendar.Day // of what is applied provisionally: when its own force begins; unknown: it waits
	Retroactive bool         // adopted after the day from which it has effect
	Repealed    calendar.Day // of the amender, afterwards: what it did stays
	Reworded    []string     // decisions that changed it before it had effect
}

// A Conflict is amenders of one day whose order makes a difference.
type Conflict struct {
	Day      calendar.Day
	Amenders []string
	Results  [2]Result
	Unproven bool // there are more orders than were tried
}

// A Result is what one order of them gives.
type Result struct {
	Order []string
	Text  *act.Text // nil: it is refused
	Why   string
}

// A Run is a part of a line that one source wrote.
type Run struct {
	Text  string
	By    string // id of the decision; empty: the act as first adopted
	Fresh bool   // it came with the last decision that is applied
}

// A Line is one line of an act.
type Line struct {
	ID    act.ID // of the block
	Kind  act.Kind
	Depth int // of the unit in the act, from 0
	Label Run
	Runs  []Run
	Cells [][]Run  // of a row
	By    []string // the decisions that wrote any of it, in their order
}

// A Wording is the text of an act on a day.
type Wording struct {
	Lang  words.Lang
	Title []Run
	Lines []Line
	Steps []Step         // every amender, in the order of their days
	Days  []calendar.Day // on which the text changes, ascending, each once
	Last  string         // the last decision that is applied; empty: none
	Plain string         // the whole text in plain form

	Bound    bool         // the act is in force for the member on the day
	Cause    Cause        // of Bound, either way
	Stopped  calendar.Day // from which what has effect is not applied, for one of that day cannot be; unknown: nothing is missing
	Conflict *Conflict    // why, where it is a conflict
	Text     *act.Text    // with the source of every word
}

// Number is the place of a decision among the amenders, from 1; 0 if it is none.
func (w Wording) Number(decision string) int {
	return slices.IndexFunc(w.Steps, func(s Step) bool { return s.ID == decision }) + 1
}

// Count is how many amenders met a fate.
func (w Wording) Count(f Fate) int {
	n := 0
	for _, s := range w.Steps {
		if s.Fate == f {
			n++
		}
	}
	return n
}
