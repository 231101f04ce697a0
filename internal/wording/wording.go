// Package wording has what an act says on a day: its lines, and of every word which
// decision put it there. Package reader makes it from texts.
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
	Waits   Fate = "waits"   // for a condition, or it is for some members only
	Unread  Fate = "unread"  // its text is not held, or asks for something that was not understood
	Refused Fate = "refused" // it does not fit the text that it amends
	Blocked Fate = "blocked" // one before it was not applied
)

// A Step is an amender and what became of it.
type Step struct {
	ID   string
	At   calendar.Day
	Fate Fate
	Why  string // of what was not applied, with the place in the amender's text
	Says []Instruction
	Days []calendar.Day // on which it changes the text, ascending; none: they are not known
}

// An Instruction is one operation of an amender that is applied, as the amender
// says it.
type Instruction struct {
	N    int // the operation, as the sources of words count them, from 1
	Does amend.Operation
	Text string   // the passage of the amender's text; empty: it is not held as text
	At   []act.ID // the blocks that it names, in the text before the amender
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
	Text  *act.Text      // the whole text as a tree, with the permanent IDs of its blocks
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
