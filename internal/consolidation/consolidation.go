// Package consolidation says what the text of an act is on a day, for a member,
// as far as was known on another day: which amenders were in force and why, in
// which order they were applied, who wrote each word, and what still waits for
// what.
//
// It is pure: a timeline (a base text, instruments that amend it, events) and a
// question give an answer or a refusal. A text is never given where an amender
// misses, or where two amenders of one day can be read in two ways; both
// readings are shown then. The package does not read prose, and decides nothing
// about the law of treaties: a force says when it begins, in facts.
package consolidation

import (
	"fmt"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// A Member is the code of a state, as the council writes it. The zero Member is
// nobody in particular: the text as it is for all.
type Member string

// A When is what begins a force.
type When string

// The beginnings. The zero When is adoption.
const (
	OnAdoption When = "adoption" // the day on which the instrument was adopted; with Each, the member's own signature
	OnDay      When = "day"      // Day
	OnNotices  When = "notices"  // the day of the Notices-th notice; with Each, for later members that of their own
	OnEvent    When = "event"    // an outside event called Name
	OnEntry    When = "entry"    // the day on which the instrument called Name enters into force
)

// A Force is when and for whom something has effect. The zero Force is for all
// from adoption.
type Force struct {
	When        When
	Day         calendar.Day // of OnDay
	After       int          // days after what When says; 0 is the same day
	Notices     int          // how many are needed
	Each        bool         // for each member from its own notice or signature
	Name        string       // of an event or instrument
	Members     []Member     // for these only; none: for all
	Save        []Member     // for all but these (reservations)
	Provisional *Force       // applied from then until the force itself begins, or an event ends it
}

// An Exception gives some operations of an instrument a force of their own.
type Exception struct {
	Operations []int // places among the amender's operations, from 1
	Force      Force
}

// A Change is an amendment of an amender. It has effect when the instrument that
// carries it has, on what is not applied by then: what an amender has done to the
// text stays done.
type Change struct {
	Amender   string
	Operation int               // from 1; 0 is the force of the amender as a whole
	Now       []amend.Operation // in its place; none: it goes, unless Force says that only its force changes
	Force     *Force            // instead of what was said
	Corrects  bool              // a corrigendum: as if it had been so from the beginning, once it is known
}

// An Instrument is an act that amends the text, or another instrument, or
// repeals either.
type Instrument struct {
	Amend      amend.Amender // its ID names the instrument everywhere here
	Adopted    calendar.Day  // unknown: not adopted yet
	Known      calendar.Day  // since when it is on record; unknown: since adoption
	Force      Force
	Exceptions []Exception
	Changes    []Change
	Repeals    []string // instruments, or Base; from the day on which this one has effect
	After      []string // instruments of the same day that go first, where that was decided
}

// Base names the act itself among instruments.
const Base = "base"

// An EventKind is what an event is.
type EventKind string

// The kinds of events.
const (
	Signature EventKind = "signature" // by Member, of Instrument
	Notice    EventKind = "notice"    // by Member, about Instrument
	Outside   EventKind = "outside"   // called Name
	Ended     EventKind = "ended"     // of the provisional application of Instrument, for Member or for all
)

// An Event is something that a force can wait for.
type Event struct {
	Kind       EventKind
	Instrument string
	Member     Member
	Name       string
	Day        calendar.Day
	Known      calendar.Day // unknown: the same day
}

// A Reason is a code for why something has effect or has none.
type Reason string

// The reasons for effect.
const (
	ByAdoption  Reason = "adoption"
	BySignature Reason = "signature" // the member's own
	ByDay       Reason = "day"
	ByNotices   Reason = "notices" // as many as are needed
	ByNotice    Reason = "notice"  // the member's own, given later than those
	ByEvent     Reason = "event"
	ByEntry     Reason = "entry" // of another instrument
	Provisional Reason = "provisional"
)

// The reasons for none.
const (
	NotAdopted  Reason = "not-adopted"
	NotYet      Reason = "not-yet" // a later day
	FewNotices  Reason = "few-notices"
	NoNotice    Reason = "no-notice"    // of the member itself
	NoSignature Reason = "no-signature" // of the member itself
	NoEvent     Reason = "no-event"
	NoEntry     Reason = "no-entry"   // of the other instrument
	NotMember   Reason = "not-member" // for other members only
	EachMember  Reason = "each-member"
	Repealed    Reason = "repealed" // before it had effect, or the act itself
	Spent       Reason = "spent"    // a change of what was applied before
	Over        Reason = "over"     // provisional application has ended
)

// A Cause is a reason with its facts.
type Cause struct {
	Reason Reason
	Day    calendar.Day // since when, or from when on
	Have   int          // notices given
	Need   int          // notices needed
	Name   string       // of the event, condition or instrument
}

// String is the cause for people who read logs.
func (c Cause) String() string {
	s := string(c.Reason)
	if c.Need > 0 {
		s += fmt.Sprintf(" %d of %d", c.Have, c.Need)
	}
	if c.Name != "" {
		s += fmt.Sprintf(" %q", c.Name)
	}
	if c.Day.Known() {
		s += " " + c.Day.String()
	}
	return s
}

// An Applied is what was applied, in the order of application.
type Applied struct {
	Instrument  string
	Operations  []int             // places in the amender, from 1; those above their number are of a change that put several for one
	Wording     []amend.Operation // those operations, as they were applied
	Cause       Cause
	Definitive  calendar.Day // where the cause is provisional: when the force itself begins; unknown: it waits
	Retroactive bool         // adopted after the day from which it has effect
	Reworded    []string     // instruments whose changes it carries
	Repealed    calendar.Day // of the instrument, afterwards: what it did stays
}

// An Open is what was not applied, and why.
type Open struct {
	Instrument string
	Operations []int // none: the changes or the instrument as a whole
	Cause      Cause
}

// A Question is asked of a timeline.
type Question struct {
	Day    calendar.Day
	Member Member
	Known  calendar.Day // as far as was known then; unknown: all there is
}

// An Answer is the text that binds, and why it is that one.
type Answer struct {
	Text    *act.Text
	Bound   bool  // whether the act is in force for the member on the day
	Cause   Cause // of Bound, either way
	Applied []Applied
	Open    []Open   // ascending by the order of the instruments
	Lapsed  []act.ID // units whose own force has ended before the day
}

// A Refusal is an amender in force that cannot be applied as it is written.
type Refusal struct {
	Instrument string
	Day        calendar.Day
	Amend      *amend.Refusal
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("%s, in force %s: %v", r.Instrument, r.Day, r.Amend)
}

// Unwrap gives the amender's own refusal.
func (r *Refusal) Unwrap() error { return r.Amend }

// A Conflict is two or more instruments of one day whose order makes a
// difference and was not decided.
type Conflict struct {
	Day         calendar.Day
	Instruments []string
	Results     [2]Result
	Unproven    bool // more instruments than there are orders worth trying; Results are two of them
}

// A Result is what one order gives.
type Result struct {
	Order []string
	Text  *act.Text      // nil if the order is refused
	Why   *amend.Refusal // of the refused one
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("%v, all in force %s: the order makes a difference", c.Instruments, c.Day)
}
