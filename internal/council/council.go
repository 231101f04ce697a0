// Package council holds the nouns of a council of states, the commands that its
// people give, the events that commands become, and the state that events make.
//
// [Decide] checks a command against the charter and the state and returns events
// or a [*Refusal]; [State.Apply] folds an event. Both are pure: the same state
// and order give the same events for ever.
//
// Most nouns are recorded facts: a statement, a budget, a publication. They share
// one command and one event, [Record] and [Recorded], and differ in their
// [Facts]. What the council itself does (taking a stance, putting a question,
// signing) has commands of its own.
package council

import (
	"encoding/json"
	"fmt"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/register"
)

// An ID names a thing for life: 13 small letters and digits of Crockford's base
// 32. It comes from the door and says nothing about the thing.
type ID string

// alphabet is Crockford's: no i, l, o, u.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// NewID writes 64 random bits as an id.
func NewID(bits uint64) ID {
	var b [13]byte
	for i := range b {
		b[12-i] = alphabet[bits&31]
		bits >>= 5
	}
	return ID(b[:])
}

// Valid reports whether id has the form of an id.
func (id ID) Valid() bool {
	return len(id) == 13 && strings.Trim(string(id), alphabet) == ""
}

// A Noun is a kind of thing.
type Noun string

// The nouns that are recorded.
const (
	NounSession      Noun = "session"
	NounSitting      Noun = "sitting"
	NounAttendance   Noun = "attendance"
	NounItem         Noun = "item"
	NounStatement    Noun = "statement"
	NounProposal     Noun = "proposal"
	NounCommitment   Noun = "commitment"
	NounFollowUp     Noun = "follow-up"
	NounAct          Noun = "act"
	NounDecision     Noun = "decision"
	NounUnnamed      Noun = "unnamed"
	NounSigning      Noun = "signing"
	NounPlan         Noun = "plan"
	NounMeasure      Noun = "measure"
	NounReport       Noun = "report"
	NounBudget       Noun = "budget"
	NounAward        Noun = "award"
	NounBase         Noun = "base-organisation"
	NounPresidency   Noun = "presidency"
	NounNextSession  Noun = "next-session"
	NounProgramme    Noun = "programme"
	NounProgress     Noun = "progress"
	NounPublication  Noun = "publication"
	NounClaim        Noun = "claim"
	NounText         Noun = "text"
	NounStatus       Noun = "status"
	NounOfficeHolder Noun = "office-holder"
	NounMandate      Noun = "mandate"
	NounCircle       Noun = "circle"
	NounAmendment    Noun = "amendment"
	NounNotification Noun = "notification"
	NounPaper        Noun = "paper"
	NounAgenda       Noun = "agenda"
	NounDelegation   Noun = "delegation"
)

// A Mark is one entry in the life of a thing.
type Mark struct {
	Place register.Place `json:"place"`
	Type  string         `json:"type"`          // of the event: "statement-recorded.v1"
	Time  int64          `json:"time"`          // when it was recorded, seconds since 1970 UTC
	Gap   int            `json:"gap,omitempty"` // of a trace: how many entries between the mark before and this one are not in it

	Mandate ID `json:"mandate,omitempty"` // under which it was made; empty: none was needed
}

// A Thing is anything that has an identity in the record. It has one audience,
// and so has every event about it, so that who may read it is one question with one
// answer. A release widens it, for all its entries; nothing narrows it.
type Thing struct {
	ID       ID               `json:"id"`
	Noun     Noun             `json:"noun"`
	Audience access.Audience  `json:"audience"`
	Facts    Facts            `json:"facts"`
	Said     register.Place   `json:"said"`            // of the last entry that recorded its facts
	Entries  int              `json:"entries"`         // how many there are about it
	Trace    Past[Mark]       `json:"trace"`           // of those the first and the last seven
	Case     *Case            `json:"case,omitempty"`  // of a decision: stances, outcome, number
	Fixed    int              `json:"fixed,omitempty"` // how often its facts were corrected
	Fixes    Past[Correction] `json:"fixes,omitzero"`  // of the corrections the last two
	Life     *Life            `json:"life,omitempty"`  // what befell it; nil: nothing

	first, last register.Place
}

// A Correction is an earlier wording of a thing and why it was replaced.
type Correction struct {
	Place  register.Place // of the entry that replaced it
	Reason string

	was  Facts
	noun Noun   // in place of was, when it comes from a snapshot:
	raw  []byte // the facts as JSON, read when somebody asks
}

// Was returns the earlier wording.
func (c Correction) Was() Facts {
	if c.was != nil {
		return c.was
	}
	was := nouns[c.noun].empty()
	if err := json.Unmarshal(c.raw, was); err != nil {
		return nouns[c.noun].empty() // a snapshot has a hash, and what is in it was written here
	}
	return was
}

// MarshalJSON writes the wording, the place and the reason.
func (c Correction) MarshalJSON() ([]byte, error) {
	return marshal(struct {
		Was    Facts          `json:"was"`
		Place  register.Place `json:"place"`
		Reason string         `json:"reason"`
	}{c.Was(), c.Place, c.Reason})
}

// Last returns the place of the last entry about t.
func (t *Thing) Last() register.Place { return t.last }

// First returns the place of the entry that began t.
func (t *Thing) First() register.Place { return t.first }

// String names t for logs: "decision 3k…".
func (t *Thing) String() string { return fmt.Sprintf("%s %s", t.Noun, t.ID) }
