package council

import (
	"slices"
	"strconv"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// PutQuestion puts the question on a decision. If the rule of its day and matter
// is met the decision is adopted. If not, and the rule is one of consensus, the
// answer names every condition and nothing is recorded, so that the chair may go
// on; with Final, or by a vote, the outcome is recorded whatever it is.
type PutQuestion struct {
	Decision ID            `json:"decision"`
	At       calendar.When `json:"at,omitzero"`
	Final    bool          `json:"final,omitempty"`
	Second   bool          `json:"second,omitempty"` // the vote is the second, after a tie
	Anew     bool          `json:"anew,omitempty"`   // stances on an earlier wording fall away, and are not waited for

	Opening []procedure.Member `json:"opening,omitempty"` // present when the meeting was opened; none: who attended, as far as the public record says
}

func (f *PutQuestion) name() string { return "put-question" }

func (f *PutQuestion) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	f.presence(c)
	if t == nil || len(c.faults) > 0 || !f.open(c, t) || !c.current(t) || !c.unsilenced(t) || !f.Anew && !c.confirmed(t, f.Second) {
		return nil
	}
	d := t.Facts.(*Decision)
	if !c.presides(d) {
		return nil
	}
	at := f.At
	if !at.Known() {
		at = d.At
	}
	r, ok := c.ruling(t, at, func(q *procedure.Question) {
		if q.Second = f.Second; f.Opening != nil {
			q.Opening = f.Opening
		}
	})
	if !ok {
		return nil
	}
	r.OpeningStated = f.Opening != nil
	switch found := r.Finding.Outcome; {
	case r.Rule.Method == procedure.Silent:
		c.stop(Refuse(OutOfTime, CodeSilence, "put-question", SilenceOnly))
		return nil
	case tie(&r.Finding) && r.Question.Now.IsZero():
		c.fault(CodeInstant, "at", "") // the time to the second vote runs from it
		return nil
	case !found.Carried():
		vote := r.Rule.Method != procedure.Consensus && found != procedure.NoQuorum
		if found == procedure.Open || !vote && !f.Final {
			c.notMet(t, &r.Finding)
			return nil
		}
		return []Event{c.about(t, "question-failed.v1", &QuestionFailed{t.ID, d.Title, d.Session, at, r})}
	}
	return []Event{c.about(t, "decision-adopted.v1", &DecisionAdopted{t.ID, d.Title, d.Session, at, r})}
}

// open wants the case to be open, or for a second vote to have ended in a tie.
func (f *PutQuestion) open(c *check, t *Thing) bool {
	if tied := t.Case.Tied(); tied || f.Second {
		if tied != f.Second {
			c.fault(CodeForm, "second", "want true after a tie, and only then")
			return false
		}
		return f.inWindow(c, t)
	}
	return c.open(t)
}

// unsilenced refuses while a silence is running: until its end there is only one
// way to stand in the way of a draft, and no other way to adopt it.
func (c *check) unsilenced(t *Thing) bool {
	if t.Case.Silent() {
		c.stop(Refuse(OutOfTime, CodeSilence, c.order.Command.name(), SilenceRunning))
		return false
	}
	return true
}

// about makes an event about t.
func (c *check) about(t *Thing, eventType string, b Body) Event {
	return Event{Type: eventType, Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: b}
}

// notMet refuses with the finding.
func (c *check) notMet(t *Thing, f *procedure.Finding) {
	title, _ := t.Facts.(*Decision).Title.In("en", c.s.Charter.Languages...)
	c.stop(&Refusal{Kind: NotMet, Faults: []Fault{{CodeRulesNotMet, title, ""}}, Finding: f})
}

// ruling judges the question on t as it stands, by the rule of its day and matter.
// At is when it is judged, if that is an instant.
func (c *check) ruling(t *Thing, at calendar.When, more func(*procedure.Question)) (Ruling, bool) {
	d := t.Facts.(*Decision)
	rule, ok := c.s.Charter.RuleFor(d.Matter, d.At.Day())
	if !ok {
		c.stop(Refuse(NotMet, CodeNoRule, "matter", strconv.Quote(d.Matter)))
		return Ruling{}, false
	}
	q := procedure.Question{
		Members: c.s.Electorate(d.At.Day()), Motion: d.Motion, Barred: d.Barred,
		Groups: d.Groups, Requests: d.Requests, Opening: c.s.opening(d.Session), Tables: rule.Used(c.s.Charter.TablesOn(d.At.Day())),
	}
	for _, b := range t.Case.Beside {
		q.Beside = append(q.Beside, procedure.Statement{Member: b.Member, Kind: b.Kind})
	}
	if now, ok := at.Time(); ok {
		q.Now = now.UTC()
	}
	if more != nil {
		more(&q)
	}
	q.Stances = t.Case.Standing(q.Second)
	r := Ruling{Rule: rule, Question: q}
	r.Finding = r.Again()
	return r, true
}

// opening returns the members that took part in the session at all, for rules
// that ask for a quorum at its opening.
func (s *State) opening(session ID) []procedure.Member {
	var ms []procedure.Member
	for _, t := range s.Children(session) {
		if a, ok := t.Facts.(*Attendance); ok && t.Audience == "public" {
			for _, p := range a.People {
				if p.Member != "" && !slices.Contains(ms, p.Member) {
					ms = append(ms, p.Member)
				}
			}
		}
	}
	return ms
}

// presides wants a chair to be that of the session which has the decision before
// it.
func (c *check) presides(d *Decision) bool {
	m := c.s.presiding(d.Session, c.order.Given)
	switch {
	case m == "":
		c.stop(Refuse(OutOfTime, CodeMissing, "session.presides", ""))
	case m != c.order.By.Member:
		c.stop(Refuse(Forbidden, CodeNotPresiding, "decision", string(m)))
	default:
		return true
	}
	return false
}

// presiding returns the member that presides over a session at an instant: the one
// that the session names, until its presidency passes at an instant that is known,
// and from then on the one to which it passes.
func (s *State) presiding(session ID, at time.Time) procedure.Member {
	t := s.things[session]
	if t == nil || t.Noun != NounSession {
		return ""
	}
	m := t.Facts.(*Session).Presides
	for _, kid := range s.Children(session) {
		p, ok := kid.Facts.(*Presidency)
		if !ok || p.From != m || kid.Audience != t.Audience {
			continue
		}
		if passes, exact := p.Passes.Time(); exact && !at.Before(passes) {
			m = p.To
		}
	}
	return m
}

// DecisionAdopted is the event of a question that was carried. It repeats the
// title, so that it can be read alone.
type DecisionAdopted struct {
	Decision ID            `json:"decision"`
	Title    words.Text    `json:"title"`
	Session  ID            `json:"session"`
	At       calendar.When `json:"at,omitzero"`
	Ruling   Ruling        `json:"ruling"`
}

func (e *DecisionAdopted) apply(s *State, t *Thing, m Mark) { t.Case.settle(&e.Ruling, e.At) }

// QuestionFailed is the event of a question that was put and not carried: not
// adopted, vetoed, rejected, no opinion, no quorum, postponed by a tie.
type QuestionFailed struct {
	Decision ID            `json:"decision"`
	Title    words.Text    `json:"title"`
	Session  ID            `json:"session"`
	At       calendar.When `json:"at,omitzero"`
	Ruling   Ruling        `json:"ruling"`
}

func (e *QuestionFailed) apply(s *State, t *Thing, m Mark) { t.Case.settle(&e.Ruling, e.At) }

// settle gives the case the outcome of a ruling. A tie before it stays readable.
func (c *Case) settle(r *Ruling, at calendar.When) {
	if c.Tied() {
		c.Earlier = c.Ruling
	}
	c.Outcome, c.Ruling, c.At = r.Finding.Outcome, r, at
}

// PutConsentList puts the question on everything that stands on the consent list
// of a session at once. All of it is adopted, or nothing is and the answer says
// what stands in the way.
type PutConsentList struct {
	Session ID            `json:"session"`
	At      calendar.When `json:"at,omitzero"`
}

func (f *PutConsentList) name() string { return "put-consent-list" }

func (f *PutConsentList) decide(c *check) []Event {
	t := c.subject("session", f.Session, NounSession)
	if t == nil {
		return nil
	}
	var events []Event
	for _, kid := range c.s.Children(t.ID) {
		d, ok := kid.Facts.(*Decision)
		if !ok || kid.Case.Outcome != procedure.Open || kid.Audience != t.Audience || !c.onConsentList(d) {
			continue
		}
		if !c.presides(d) || !c.unsilenced(kid) || !c.confirmed(kid, false) {
			return nil
		}
		at := f.At
		if !at.Known() {
			at = d.At
		}
		r, ok := c.ruling(kid, at, nil)
		if !ok {
			return nil
		}
		if !r.Finding.Outcome.Carried() {
			c.notMet(kid, &r.Finding)
			return nil
		}
		events = append(events, c.about(kid, "decision-adopted.v1", &DecisionAdopted{kid.ID, d.Title, d.Session, at, r}))
	}
	if len(events) == 0 {
		c.stop(Refuse(OutOfTime, CodeMissing, "consent-list", ""))
	}
	return events
}

func (c *check) onConsentList(d *Decision) bool {
	t := c.s.things[d.Item]
	if t == nil {
		return false
	}
	item, ok := t.Facts.(*Item)
	return ok && item.Consent
}

// A Beside is words that a member puts beside a decision.
type Beside struct {
	Member procedure.Member `json:"member"`
	Kind   string           `json:"kind"`
	Text   words.Text       `json:"text"`
	At     calendar.When    `json:"at,omitzero"`
	Place  int64            `json:"place"`
}

// StatementKinds are the kinds of statement that a member may put beside a
// decision. None of them changes it.
func StatementKinds() []string {
	return []string{
		"interpretative-statement", "formal-reservation", "reservation", "special-opinion", "explanation-of-vote",
		"declaration-of-abstention", "statement-in-minutes", "difference", "opinion",
	}
}

// PlaceStatement puts a statement of a member beside a decision.
type PlaceStatement struct {
	Decision ID            `json:"decision"`
	Kind     string        `json:"kind"`
	Text     words.Text    `json:"text"`
	At       calendar.When `json:"at,omitzero"`
}

func (f *PlaceStatement) name() string { return "place-statement" }

func (f *PlaceStatement) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	c.choice("kind", f.Kind, StatementKinds()...)
	c.text("text", f.Text)
	if t == nil {
		return nil
	}
	m := c.order.By.Member
	if d := t.Facts.(*Decision); !slices.Contains(c.s.Electorate(d.At.Day()), m) {
		c.stop(Refuse(Forbidden, CodeNotElector, "member", string(m)))
		return nil
	}
	return []Event{c.about(t, "statement-placed.v1", &StatementPlaced{m, *f})}
}

// StatementPlaced is the event of [PlaceStatement].
type StatementPlaced struct {
	Member procedure.Member `json:"member"`
	PlaceStatement
}

func (e *StatementPlaced) apply(s *State, t *Thing, m Mark) {
	t.Case.Beside = append(t.Case.Beside, Beside{e.Member, e.Kind, e.Text, e.At, int64(m.Place)})
}
