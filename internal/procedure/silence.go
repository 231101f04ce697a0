package procedure

import (
	"fmt"
	"slices"
	"time"
)

// Terms are how a silence procedure runs.
type Terms struct {
	Hours      int    `json:"hours,omitempty"`      // from the proposal; 0: it ends at an instant that the proposer sets
	AtMeeting  bool   `json:"at_meeting,omitempty"` // proposed at a meeting, and only if nobody objects there
	Written    bool   `json:"written,omitempty"`    // broken only in writing
	Reasoned   bool   `json:"reasoned,omitempty"`   // broken only with a reason
	Amendments bool   `json:"amendments,omitempty"` // an amendment breaks it as an objection does
	Extensions int    `json:"extensions,omitempty"` // how often it can be extended
	Interim    bool   `json:"interim,omitempty"`    // a text without a number is issued at once
	Announced  bool   `json:"announced,omitempty"`  // its adoption is announced at the next meeting, and issued after that
	OnBreak    Breach `json:"on_break,omitempty"`   // what follows when it is broken
}

// A Breach is what follows when a silence is broken.
type Breach string

// The breaches. The zero value: the question is not adopted.
const (
	BreachEnds    Breach = ""
	BreachReturns Breach = "returned" // to consultation
	BreachVotes   Breach = "vote"     // by the rule of the matter
)

// A Move is one step in a silence procedure.
type Move string

// The moves.
const (
	Propose  Move = "propose"  // from a time on, to an expiry
	Break    Move = "break"    // by a member, at a time
	Extend   Move = "extend"   // to a later expiry
	Expire   Move = "expire"   // the clock's
	Announce Move = "announce" // at a meeting
	Issue    Move = "issue"    // the text in its standard form
)

// Moves returns the moves in the order of a course that runs to its end.
func Moves() []Move { return []Move{Propose, Break, Extend, Expire, Announce, Issue} }

// A Turn is a move with what it says. At is when it was made: for a break, when
// it was received, which may be before it is entered.
type Turn struct {
	Move      Move      `json:"move"`
	At        time.Time `json:"at"`
	Expiry    time.Time `json:"expiry,omitzero"` // of propose and extend; resolved to an instant by the caller
	Zone      string    `json:"zone,omitempty"`  // in which Expiry was set: "Asia/Almaty"
	Offset    int       `json:"offset,omitempty"`
	Member    Member    `json:"member,omitempty"`    // that breaks it
	Written   bool      `json:"written,omitempty"`   // the break is in writing
	Amendment bool      `json:"amendment,omitempty"` // the break is an amendment
	Reasoned  bool      `json:"reasoned,omitempty"`  // the break says why
	Meeting   bool      `json:"meeting,omitempty"`   // proposed or announced at a meeting
}

// A Course is a silence procedure as far as it has come. The zero value has not
// begun.
type Course struct {
	Terms     Terms     `json:"terms"`
	Members   []Member  `json:"members"` // that can break it
	Phase     Phase     `json:"phase"`
	Began     time.Time `json:"began,omitzero"`
	Expiry    time.Time `json:"expiry,omitzero"`
	Zone      string    `json:"zone,omitempty"`
	Offset    int       `json:"offset,omitempty"` // seconds east of UTC at Expiry
	Extended  int       `json:"extended,omitempty"`
	Breaks    []Turn    `json:"breaks,omitempty"` // in the order in which they were entered
	Voided    bool      `json:"voided,omitempty"` // a break in time was entered after the expiry and took the outcome back
	Expired   time.Time `json:"expired,omitzero"` // when the clock said so
	Announced time.Time `json:"announced,omitzero"`
	Issued    time.Time `json:"issued,omitzero"`
}

// A Phase is where a silence procedure stands.
type Phase string

// The phases. The zero value has not begun.
const (
	NotBegun Phase = ""
	Running  Phase = "running"
	Broken   Phase = "broken"
	Kept     Phase = "kept"
)

// Outcome returns what the silence has come to.
func (c Course) Outcome() Outcome {
	switch {
	case c.Phase == Kept:
		return Adopted
	case c.Phase == Broken && c.Terms.OnBreak == BreachReturns:
		return Returned
	case c.Phase == Broken && c.Terms.OnBreak == BreachVotes:
		return Postponed
	case c.Phase == Broken:
		return NotAdopted
	}
	return Open
}

// Numbered reports whether the text may be issued with a number: not while it is
// only provisional.
func (c Course) Numbered() bool {
	return c.Phase == Kept && (!c.Terms.Announced || !c.Announced.IsZero())
}

// A TurnError says why a move is not in order.
type TurnError struct {
	Move Move
	Why  Fault
}

// A Fault is why a move is not in order.
type Fault string

// The faults.
const (
	FaultMove     Fault = "unknown"         // there is no such move
	FaultPhase    Fault = "phase"           // not at this stage of the course
	FaultMeeting  Fault = "not-at-meeting"  // it has to be made at a meeting
	FaultExpiry   Fault = "expiry"          // none, not after what it follows, or not the one that the terms set
	FaultEarly    Fault = "too-early"       // before what it must follow
	FaultLate     Fault = "too-late"        // at the expiry or after it
	FaultMember   Fault = "not-a-member"    // of the electorate
	FaultForm     Fault = "not-in-writing"  //
	FaultReason   Fault = "without-reason"  //
	FaultForms    Fault = "amendment"       // an amendment does not break it
	FaultExtended Fault = "extended-enough" //
)

// Error names the move and the fault.
func (e *TurnError) Error() string { return fmt.Sprintf("silence: %s: %s", e.Move, e.Why) }

// Take returns the course after a turn, or a [*TurnError]. The course itself is
// not changed.
func (c Course) Take(t Turn) (Course, error) {
	why := Fault("")
	switch t.Move {
	case Propose:
		why = c.propose(&t)
	case Break:
		why = c.breaks(&t)
	case Extend:
		why = c.extend(&t)
	case Expire:
		why = c.expire(&t)
	case Announce:
		why = c.announce(&t)
	case Issue:
		why = c.issue(&t)
	default:
		why = FaultMove
	}
	if why != "" {
		return c, &TurnError{t.Move, why}
	}
	return c, nil
}

func (c *Course) propose(t *Turn) Fault {
	switch {
	case c.Phase != NotBegun:
		return FaultPhase
	case c.Terms.AtMeeting && !t.Meeting:
		return FaultMeeting
	case c.Terms.Hours > 0 && !t.Expiry.Equal(t.At.Add(time.Duration(c.Terms.Hours)*time.Hour)), !t.Expiry.After(t.At):
		return FaultExpiry
	}
	c.Phase, c.Began, c.Expiry, c.Zone, c.Offset = Running, t.At, t.Expiry, t.Zone, t.Offset
	return ""
}

// breaks takes an objection or an amendment. What was received before the expiry
// counts whenever it is entered: after the clock has spoken it takes the outcome
// back. What was received at the expiry, or after it, does not.
func (c *Course) breaks(t *Turn) Fault {
	switch {
	case c.Phase == NotBegun:
		return FaultPhase
	case t.At.Before(c.Began):
		return FaultEarly
	case !t.At.Before(c.Expiry):
		return FaultLate
	case !slices.Contains(c.Members, t.Member):
		return FaultMember
	case c.Terms.Written && !t.Written:
		return FaultForm
	case c.Terms.Reasoned && !t.Reasoned:
		return FaultReason
	case t.Amendment && !c.Terms.Amendments:
		return FaultForms
	}
	c.Voided = c.Voided || c.Phase == Kept
	c.Phase = Broken
	c.Breaks = append(slices.Clip(c.Breaks), *t)
	return ""
}

func (c *Course) extend(t *Turn) Fault {
	switch {
	case c.Phase != Running:
		return FaultPhase
	case t.At.Before(c.Began):
		return FaultEarly
	case !t.At.Before(c.Expiry):
		return FaultLate
	case !t.Expiry.After(c.Expiry):
		return FaultExpiry
	case c.Extended >= c.Terms.Extensions:
		return FaultExtended
	}
	c.Extended++
	c.Expiry, c.Zone, c.Offset = t.Expiry, t.Zone, t.Offset
	return ""
}

func (c *Course) expire(t *Turn) Fault {
	switch {
	case c.Phase != Running:
		return FaultPhase
	case t.At.Before(c.Expiry):
		return FaultEarly
	}
	c.Phase, c.Expired = Kept, t.At
	return ""
}

func (c *Course) announce(t *Turn) Fault {
	switch {
	case c.Phase != Kept || !c.Terms.Announced || !c.Announced.IsZero():
		return FaultPhase
	case !t.Meeting:
		return FaultMeeting
	case t.At.Before(c.Expired):
		return FaultEarly
	}
	c.Announced = t.At
	return ""
}

func (c *Course) issue(t *Turn) Fault {
	switch {
	case !c.Numbered() || !c.Issued.IsZero():
		return FaultPhase
	case t.At.Before(c.Expired) || t.At.Before(c.Announced):
		return FaultEarly
	}
	c.Issued = t.At
	return ""
}
