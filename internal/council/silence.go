package council

import (
	"errors"
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
	if !ok || rule.Method != procedure.Silent {
		c.stop(Refuse(NotMet, CodeNoSilence, "matter", d.Matter))
		return nil
	}
	began, ok := c.s.course(t)
	if ok {
		c.stop(Refuse(OutOfTime, CodeSilence, "phase", string(began.Phase)))
		return nil
	}
	course := procedure.Course{Terms: rule.Terms, Members: c.s.Electorate(d.At.Day())}
	at, expiry, ok := c.instants(f.From, f.Expires)
	if !ok {
		return nil
	}
	turn := procedure.Turn{Move: procedure.Propose, At: at, Expiry: expiry, Zone: f.Expires.Zone, Offset: offset(expiry), Meeting: f.Meeting}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	return []Event{c.about(t, "silence-begun.v1", &SilenceBegun{t.ID, d.Title, course})}
}

// instants wants two instants and the name of a zone.
func (c *check) instants(from calendar.When, to Deadline) (at, expiry time.Time, ok bool) {
	at, isAt := from.Time()
	if !isAt {
		c.fault(CodeInstant, "from", "")
	}
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
		c.stop(Refuse(OutOfTime, CodeSilence, "silence", string(procedure.FaultPhase)))
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
	m := f.Member
	if c.order.By.Role == access.Delegate {
		m = c.order.By.Member
		if f.Member != "" && f.Member != m {
			c.stop(Refuse(Forbidden, CodeNotYours, "break-silence", string(f.Member)))
		}
	} else {
		c.member("member", m)
	}
	received, ok := f.Received.Time()
	if f.Received.Known() && !ok {
		c.fault(CodeInstant, "received", "")
	} else if !ok {
		received = c.order.Given
	}
	// Only the secretariat, which holds the letter, may say that it came earlier.
	if c.order.By.Role == access.Delegate && received.Before(c.order.Given) || received.After(c.order.Given) {
		c.stop(Refuse(Forbidden, CodeReceived, "received", ""))
	}
	if t == nil {
		return nil
	}
	course, ok := c.silent(t)
	if !ok {
		return nil
	}
	turn := procedure.Turn{
		Move: procedure.Break, At: received, Member: m, Written: f.Written || c.order.By.Role == access.Delegate,
		Amendment: f.Amendment, Reasoned: !f.Reason.Empty(),
	}
	if course, ok = c.take(course, turn); !ok {
		return nil
	}
	at, err := calendar.ParseWhen(received.Format(time.RFC3339))
	if err != nil {
		c.fault(CodeInstant, "received", "")
		return nil
	}
	return []Event{c.about(t, "silence-broken.v1", &SilenceBroken{t.ID, m, f.Amendment, f.Reason, at, course})}
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
	c.Breaks = append(c.Breaks, Break{e.Member, e.Amendment, e.Reason, e.Received, int64(m.Place)})
	c.Silence, c.Outcome, c.At, c.Why = &e.Course, e.Course.Outcome(), e.Received, e.Reason
	if c.Outcome == procedure.Postponed {
		c.Outcome = procedure.Open // to be voted on by the rule of the matter
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
	at, expiry, ok := c.instants(f.At, f.Expires)
	if t == nil || !ok || !c.presides(t.Facts.(*Decision)) {
		return nil
	}
	course, ok := c.silent(t)
	if !ok {
		return nil
	}
	turn := procedure.Turn{Move: procedure.Extend, At: at, Expiry: expiry, Zone: f.Expires.Zone, Offset: offset(expiry)}
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
	if course, ok = c.take(course, procedure.Turn{Move: procedure.Expire, At: c.order.Given}); !ok {
		return nil
	}
	r, ok := c.ruling(t, func(q *procedure.Question) { q.Lapsed, q.Stances = true, nil })
	if !ok {
		return nil
	}
	d := t.Facts.(*Decision)
	at, err := calendar.ParseWhen(course.Expiry.Format(time.RFC3339))
	if err != nil {
		c.fault(CodeInstant, "expires", "")
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

// AnnounceSilence announces at the next meeting that a decision was adopted by
// silence.
type AnnounceSilence struct {
	Decision ID            `json:"decision"`
	At       calendar.When `json:"at"`      // an instant
	Session  ID            `json:"session"` // the meeting
}

func (f *AnnounceSilence) name() string { return "announce-silence" }

func (f *AnnounceSilence) decide(c *check) []Event {
	return c.afterSilence(f.Decision, f.At, procedure.Announce, func(t *Thing, course procedure.Course) (string, Body) {
		c.ref("session", f.Session, NounSession)
		return "silence-announced.v1", &SilenceAnnounced{t.ID, f.Session, course}
	})
}

// SilenceAnnounced is the event of [AnnounceSilence].
type SilenceAnnounced struct {
	Decision ID               `json:"decision"`
	Session  ID               `json:"session"`
	Course   procedure.Course `json:"course"`
}

func (e *SilenceAnnounced) apply(s *State, t *Thing, m Mark) { t.Case.Silence = &e.Course }

// IssueDecision issues a decision adopted by silence in its standard form, with
// the statements that were placed beside it.
type IssueDecision struct {
	Decision ID            `json:"decision"`
	At       calendar.When `json:"at"` // an instant
}

func (f *IssueDecision) name() string { return "issue-decision" }

func (f *IssueDecision) decide(c *check) []Event {
	return c.afterSilence(f.Decision, f.At, procedure.Issue, func(t *Thing, course procedure.Course) (string, Body) {
		return "decision-issued.v1", &DecisionIssued{t.ID, course}
	})
}

// DecisionIssued is the event of [IssueDecision].
type DecisionIssued struct {
	Decision ID               `json:"decision"`
	Course   procedure.Course `json:"course"`
}

func (e *DecisionIssued) apply(s *State, t *Thing, m Mark) { t.Case.Silence = &e.Course }

// afterSilence makes a move that follows a silence that was kept.
func (c *check) afterSilence(id ID, when calendar.When, move procedure.Move, event func(*Thing, procedure.Course) (string, Body)) []Event {
	t := c.subject("decision", id, NounDecision)
	at, ok := when.Time()
	if !ok {
		c.fault(CodeInstant, "at", "")
	}
	if t == nil || !ok {
		return nil
	}
	course, ok := c.silent(t)
	if !ok {
		return nil
	}
	if course, ok = c.take(course, procedure.Turn{Move: move, At: at, Meeting: true}); !ok {
		return nil
	}
	eventType, body := event(t, course)
	return []Event{c.about(t, eventType, body)}
}

// NextExpiry returns the earliest expiry of a silence that is running, and the
// decision under it.
func (s *State) NextExpiry() (at time.Time, id ID, ok bool) {
	for _, t := range s.All(NounDecision) {
		if c := t.Case.Silence; c != nil && c.Phase == procedure.Running && (!ok || c.Expiry.Before(at)) {
			at, id, ok = c.Expiry, t.ID, true
		}
	}
	return at, id, ok
}
