package council

import (
	"errors"
	"strconv"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Deadline is an exact instant with the zone in which people said it: what
// "Friday 18:00" meant, resolved once, at the door.
type Deadline struct {
	At   calendar.When `json:"at"`   // an instant, with the offset of the zone on that day
	Zone string        `json:"zone"` // its name: "Asia/Almaty"
}

// instant returns the instant, and whether there is one.
func (d Deadline) instant() (time.Time, bool) { return d.At.Time() }

// A Break is an objection or an amendment that broke a silence, with its reason.
type Break struct {
	Member    procedure.Member `json:"member"`
	Amendment bool             `json:"amendment,omitempty"`
	Reason    words.Text       `json:"reason"`
	Received  calendar.When    `json:"received"`
	Place     int64            `json:"place"`
}

// PlaceUnderSilence proposes a decision for adoption by silence: it is adopted
// unless a member breaks the silence in time.
//
// OSCE, MC.DOC/1/06, Annex 1(A), step 1.
type PlaceUnderSilence struct {
	Decision ID            `json:"decision"`
	From     calendar.When `json:"from"` // an instant
	Expires  Deadline      `json:"expires"`
	Meeting  bool          `json:"meeting,omitempty"` // proposed at a meeting, where nobody objected
}

func (f *PlaceUnderSilence) name() string { return "place-under-silence" }

func (f *PlaceUnderSilence) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	if t == nil || !c.open(t) || !c.current(t) || !c.presides(t.Facts.(*Decision)) {
		return nil
	}
	d := t.Facts.(*Decision)
	rule, ok := c.s.Charter.RuleFor(d.Matter, d.At.Day())
	terms, silent := termsOf(&rule)
	if !ok || !silent {
		c.stop(Refuse(NotMet, CodeNoSilence, "matter", strconv.Quote(d.Matter)))
		return nil
	}
	// What was made known before counts: a draft that somebody objects to already
	// is not one for silence.
	if !c.confirmed(t, false) {
		return nil
	}
	r, ok := c.ruling(t, f.From, func(q *procedure.Question) { q.Lapsed = true })
	if !ok {
		return nil
	}
	if _, begun := c.s.course(t); !begun && !r.Finding.Outcome.Carried() {
		c.notMet(t, &r.Finding)
		return nil
	}
	course, _ := c.s.course(t)
	if course.Phase == procedure.NotBegun {
		course = procedure.Course{Terms: terms, Members: r.Question.Members}
	}
	at, expiry, ok := c.instants("from", f.From, f.Expires)
	if !ok {
		return nil
	}
	turn := procedure.Turn{Move: procedure.Propose, At: at, Expiry: expiry.UTC(), Zone: f.Expires.Zone, Offset: offset(expiry), Meeting: f.Meeting}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	return []Event{c.about(t, "silence-begun.v1", &SilenceBegun{t.ID, d.Title, course})}
}

// termsOf returns how a silence under r runs, if r has one: a rule of silence, or
// a chain that begins with one and goes on to a vote.
func termsOf(r *procedure.Rule) (procedure.Terms, bool) {
	switch {
	case r.Method == procedure.Silent:
		return r.Terms, true
	case r.Method == procedure.Chain && len(r.Steps) > 0 && r.Steps[0].Rule.Method == procedure.Silent:
		return r.Steps[0].Rule.Terms, true
	}
	return procedure.Terms{}, false
}

// past wants an instant that is not still to come, and returns it in UTC.
func (c *check) past(field string, w calendar.When) (at time.Time, ok bool) {
	at, ok = w.Time()
	if !ok {
		c.fault(CodeInstant, field, "")
	} else if at.After(c.order.Given) {
		c.stop(Refuse(OutOfTime, CodeFuture, field, ""))
	}
	return at.UTC(), ok
}

// instants wants an instant that has come, another and the name of a zone.
func (c *check) instants(field string, from calendar.When, to Deadline) (at, expiry time.Time, ok bool) {
	at, isAt := c.past(field, from)
	expiry, isTo := to.instant()
	if !isTo {
		c.fault(CodeInstant, "expires.at", "")
	}
	if to.Zone == "" {
		c.fault(CodeMissing, "expires.zone", "")
	}
	c.line("expires.zone", to.Zone)
	return at, expiry, isAt && isTo && to.Zone != ""
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds
}

// inZone returns an instant as a time with its offset.
func (c *check) inZone(t time.Time, offset int) calendar.When {
	w, err := calendar.ParseWhen(t.In(time.FixedZone("", offset)).Format(time.RFC3339))
	if err != nil {
		c.fault(CodeInstant, "at", err.Error())
	}
	return w
}

// take makes a turn, or refuses with its fault.
func (c *check) take(course procedure.Course, t procedure.Turn) (procedure.Course, bool) {
	next, err := course.Take(t)
	if fault, ok := errors.AsType[*procedure.TurnError](err); ok {
		c.stop(Refuse(OutOfTime, CodeSilence, string(fault.Move), string(fault.Why)))
		return course, false
	}
	return next, true
}

// course returns the silence that a decision was placed under, if it was.
func (s *State) course(t *Thing) (procedure.Course, bool) {
	if t.Case == nil || t.Case.Silence == nil {
		return procedure.Course{}, false
	}
	return *t.Case.Silence, true
}

// silent returns the course of a decision under silence, or refuses.
func (c *check) silent(t *Thing) (procedure.Course, bool) {
	course, ok := c.s.course(t)
	if !ok {
		c.stop(Refuse(OutOfTime, CodeSilence, c.order.Command.name(), string(procedure.FaultPhase)))
	}
	// A case that was closed, or voted on, is not under silence any more.
	if course.Phase == procedure.Running && !c.open(t) {
		return course, false
	}
	return course, ok
}

// SilenceBegun is the event of [PlaceUnderSilence].
type SilenceBegun struct {
	Decision ID               `json:"decision"`
	Title    words.Text       `json:"title"`
	Course   procedure.Course `json:"course"`
}

func (e *SilenceBegun) apply(s *State, t *Thing, m Mark) { t.Case.Silence = &e.Course }

// BreakSilence breaks a silence: an objection or an amendment of a member, in
// writing, with its reason. One that was received in time and is entered later
// counts from when it was received; entered after the expiry it takes the outcome
// back.
type BreakSilence struct {
	Decision  ID               `json:"decision"`
	Member    procedure.Member `json:"member,omitempty"` // for whom the secretariat enters it; a delegate speaks for his own
	Amendment bool             `json:"amendment,omitempty"`
	Reason    words.Text       `json:"reason"`
	Received  calendar.When    `json:"received,omitzero"` // an instant; none: now
	Written   bool             `json:"written,omitempty"`
}

func (f *BreakSilence) name() string { return "break-silence" }

func (f *BreakSilence) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	c.text("reason", f.Reason)
	m, received := c.letter(f.Member, f.Received)
	if t == nil || len(c.faults) > 0 {
		return nil
	}
	course, ok := c.silent(t)
	if !ok || !c.unspoken(t, m) {
		return nil
	}
	turn := procedure.Turn{
		Move: procedure.Break, At: received, Member: m, Written: f.Written || c.order.By.Role == access.Delegate,
		Amendment: f.Amendment, Reasoned: !f.Reason.Empty(),
	}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	at := c.inZone(received, course.Offset)
	return []Event{c.about(t, "silence-broken.v1", &SilenceBroken{t.ID, m, f.Amendment, f.Reason, at, course})}
}

// letter says whose letter the command carries and when it was received, if not
// now: a delegate speaks for his own member and now; only the secretariat, which
// holds the letter, may say that it came earlier.
func (c *check) letter(of procedure.Member, when calendar.When) (m procedure.Member, received time.Time) {
	m, received = of, c.order.Given
	if when.Known() {
		received, _ = c.past("received", when)
	}
	if c.order.By.Role != access.Delegate {
		c.member("member", m)
		return m, received
	}
	if of != "" && of != c.order.By.Member {
		c.stop(Refuse(Forbidden, CodeNotYours, c.order.Command.name(), string(of)))
	}
	if received.Before(c.order.Given) {
		c.stop(Refuse(Forbidden, CodeReceived, "received", ""))
	}
	return c.order.By.Member, received
}

// SilenceBroken is the event of [BreakSilence].
type SilenceBroken struct {
	Decision  ID               `json:"decision"`
	Member    procedure.Member `json:"member"`
	Amendment bool             `json:"amendment,omitempty"`
	Reason    words.Text       `json:"reason"`
	Received  calendar.When    `json:"received"`
	Course    procedure.Course `json:"course"`
}

func (e *SilenceBroken) apply(s *State, t *Thing, m Mark) {
	c := t.Case
	was := c.Silence
	c.Breaks = append(c.Breaks, Break{e.Member, e.Amendment, e.Reason, e.Received, int64(m.Place)})
	c.Silence = &e.Course
	if was == nil || was.Phase == procedure.Broken {
		return // broken already: what came of it stands
	}
	if was.Phase == procedure.Kept {
		c.Earlier, c.Ruling = c.Ruling, nil // entered late: the outcome is taken back
	}
	c.Outcome, c.At, c.Why = e.Course.Outcome(), e.Received, e.Reason
	if c.Outcome == procedure.Postponed {
		c.Outcome, c.At, c.Why = procedure.Open, calendar.When{}, nil // to be voted on by the rule of the matter
	}
}

// ExtendSilence moves the expiry of a running silence.
type ExtendSilence struct {
	Decision ID            `json:"decision"`
	At       calendar.When `json:"at"` // an instant
	Expires  Deadline      `json:"expires"`
}

func (f *ExtendSilence) name() string { return "extend-silence" }

func (f *ExtendSilence) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	at, expiry, ok := c.instants("at", f.At, f.Expires)
	if t == nil || !ok || !c.current(t) || !c.presides(t.Facts.(*Decision)) {
		return nil
	}
	course, ok := c.silent(t)
	if !ok {
		return nil
	}
	turn := procedure.Turn{Move: procedure.Extend, At: at, Expiry: expiry.UTC(), Zone: f.Expires.Zone, Offset: offset(expiry)}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	return []Event{c.about(t, "silence-extended.v1", &SilenceExtended{t.ID, course})}
}

// SilenceExtended is the event of [ExtendSilence].
type SilenceExtended struct {
	Decision ID               `json:"decision"`
	Course   procedure.Course `json:"course"`
}

func (e *SilenceExtended) apply(s *State, t *Thing, m Mark) { t.Case.Silence = &e.Course }

// ExpireSilence is given by the clock when the expiry has come, so that the moment
// stands in the register.
type ExpireSilence struct {
	Decision ID `json:"decision"`
}

func (f *ExpireSilence) name() string { return "expire-silence" }

func (f *ExpireSilence) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	if t == nil {
		return nil
	}
	course, ok := c.silent(t)
	if !ok {
		return nil
	}
	// It ended when it ended, however late that is entered; the entry has its own time.
	turn := procedure.Turn{Move: procedure.Expire, At: course.Expiry}
	if c.order.Given.Before(course.Expiry) {
		turn.At = c.order.Given
	}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	d, at := t.Facts.(*Decision), c.inZone(course.Expiry, course.Offset)
	r, ok := c.ruling(t, at, func(q *procedure.Question) { q.Lapsed = true })
	if !ok {
		return nil
	}
	return []Event{c.about(t, "silence-kept.v1", &SilenceKept{t.ID, d.Title, at, course, r})}
}

// SilenceKept is the event of [ExpireSilence]: the decision is adopted.
type SilenceKept struct {
	Decision ID               `json:"decision"`
	Title    words.Text       `json:"title"`
	At       calendar.When    `json:"at"` // the expiry
	Course   procedure.Course `json:"course"`
	Ruling   Ruling           `json:"ruling"`
}

func (e *SilenceKept) apply(s *State, t *Thing, m Mark) {
	t.Case.Silence = &e.Course
	t.Case.settle(&e.Ruling, e.At)
}

// What is wrong with a silence, beyond the faults of a [procedure.Course].
const (
	SilenceRunning     = "running"     // it has to come to its end first
	SilenceOnly        = "only"        // the rule knows no other way
	SilenceProvisional = "provisional" // the text has no number yet
)
