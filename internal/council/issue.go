package council

import (
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// AnnounceSilence announces at the next meeting that a decision was adopted by
// silence.
type AnnounceSilence struct {
	Decision ID            `json:"decision"`
	At       calendar.When `json:"at"`      // an instant
	Session  ID            `json:"session"` // the meeting
}

func (f *AnnounceSilence) name() string { return "announce-silence" }

func (f *AnnounceSilence) decide(c *check) []Event {
	meetings := []Noun{NounSession}
	c.asked(Want{Field: "session", Asked: AskedThing, Nouns: meetings})
	return c.afterSilence(f.Decision, f.At, procedure.Announce, func(t *Thing, course procedure.Course) (string, Body) {
		if meeting := c.ref("session", f.Session, meetings...); meeting != nil {
			c.presides(&Decision{Session: meeting.ID})
		}
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
	at, ok := c.past("at", when)
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
