package council

import (
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// GiveNotice is a member's acceptance or rejection of an adopted decision. One that
// was received in time and is entered later counts from when it was received;
// entered after the end it changes the outcome.
type GiveNotice struct {
	Decision ID               `json:"decision"`
	Member   procedure.Member `json:"member,omitempty"` // for whom the secretariat enters it; a delegate speaks for his own
	Notice   string           `json:"notice"`           // accepts or rejects
	Text     words.Text       `json:"text,omitempty"`
	Received calendar.When    `json:"received,omitzero"` // an instant; none: now
}

func (f *GiveNotice) name() string { return "give-notice" }

func (f *GiveNotice) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	c.choice("notice", f.Notice, Accepts, Rejects)
	c.optional("text", f.Text)
	m, received := c.letter(f.Member, f.Received)
	if t == nil || len(c.faults) > 0 {
		return nil
	}
	a := t.Case.Acceptance
	if a == nil || t.Case.Ruling == nil {
		why := FaultNoStage
		if t.Case.Awaits() != nil {
			why = FaultUnopened
		}
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), why))
		return nil
	}
	if !slices.Contains(a.Members, m) {
		c.stop(Refuse(Forbidden, CodeNotElector, "member", string(m)))
		return nil
	}
	if !c.unspoken(t, m) {
		return nil
	}
	from, _ := a.Began.instant()
	if received.Before(from) {
		c.untimely(CodeTooEarly, f.name(), a.Began.At.String(), &t.Case.Ruling.Rule)
		return nil
	}
	n := Notice{Member: m, Notice: f.Notice, Text: f.Text, Received: c.inZone(received, offset(from))}
	r, ok := f.judge(c, t, &n)
	if !ok {
		return nil
	}
	return []Event{c.about(t, "notice-given.v1", &NoticeGiven{t.ID, t.Facts.(*Decision).Title, n, r})}
}

// judge refuses a notice that came too late, and returns the ruling that it makes,
// if it makes one.
func (f *GiveNotice) judge(c *check, t *Thing, n *Notice) (r *Ruling, ok bool) {
	a := t.Case.Acceptance
	ends, ending := a.Ends.instant()
	inTime := !ending || n.at().Before(ends)
	now := n.at()
	switch {
	case a.Phase == StageEnded && f.Notice == Accepts && t.Case.Outcome.Carried() && !slices.Contains(t.Case.Binding(), n.Member) && (!inTime || !ending):
		n.Joins = true
		return nil, true
	case a.Phase == StageEnded && !ending:
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), FaultEnded))
		return nil, false
	case !inTime && a.Phase != StageWaiting:
		c.untimely(CodeTooLate, f.name(), a.Ends.At.String(), &t.Case.Ruling.Rule)
		return nil, false
	case a.Phase == StageOpen && ending:
		return nil, true // judged when its time is over
	case a.Phase == StageEnded:
		now = ends // entered late
	}
	found := a.judge(t.Case.Ruling, append(slices.Clip(a.Notices), *n), now)
	if a.Phase != StageEnded && !found.Finding.Outcome.Carried() {
		return nil, true
	}
	return &found, true
}

// NoticeGiven is the event of [GiveNotice].
type NoticeGiven struct {
	Decision ID         `json:"decision"`
	Title    words.Text `json:"title"`
	Notice   Notice     `json:"notice"`
	Ruling   *Ruling    `json:"ruling,omitempty"` // if the notice ends the second stage, or came in time and was entered after its end
}

func (e *NoticeGiven) apply(s *State, t *Thing, m Mark) {
	if t.Case.Acceptance == nil {
		return
	}
	a, n := *t.Case.Acceptance, e.Notice
	n.Place = int64(m.Place)
	a.Notices = append(slices.Clip(a.Notices), n)
	if e.Ruling != nil {
		at := n.Received
		if a.Phase == StageEnded {
			at = a.At
		}
		a.end(t.Case, e.Ruling, at)
	}
	t.Case.Acceptance = &a
}

// end gives the second stage, and with it the case, an outcome.
func (a *Acceptance) end(c *Case, r *Ruling, at calendar.When) {
	if a.Ruling != nil && a.Phase == StageEnded && !a.Ruling.Finding.Equal(r.Finding) {
		a.Earlier = a.Ruling
	}
	a.Phase, a.Ruling, a.At = StageEnded, r, at
	c.Outcome = r.Finding.Outcome
}

// CloseAcceptance is given by the clock when the time of the second stage is over,
// so that the moment stands in the register.
type CloseAcceptance struct {
	Decision ID `json:"decision"`
}

func (f *CloseAcceptance) name() string { return "close-acceptance" }

func (f *CloseAcceptance) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	if t == nil {
		return nil
	}
	a := t.Case.Acceptance
	switch {
	case a == nil || t.Case.Ruling == nil:
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), FaultUnopened))
		return nil
	case a.Phase != StageOpen:
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), FaultEnded))
		return nil
	}
	ends, ending := a.Ends.instant()
	if !ending {
		c.stop(Refuse(OutOfTime, CodeMissing, "ends", ""))
		return nil
	}
	if c.order.Given.Before(ends) {
		c.untimely(CodeTooEarly, f.name(), a.Ends.At.String(), &t.Case.Ruling.Rule)
		return nil
	}
	r := a.judge(t.Case.Ruling, a.Notices, ends)
	return []Event{c.about(t, "acceptance-closed.v1", &AcceptanceClosed{t.ID, t.Facts.(*Decision).Title, a.Ends.At, r})}
}

// AcceptanceClosed is the event of [CloseAcceptance]: accepted, not accepted, or,
// where the rule waits, still open.
type AcceptanceClosed struct {
	Decision ID            `json:"decision"`
	Title    words.Text    `json:"title"`
	At       calendar.When `json:"at"`
	Ruling   Ruling        `json:"ruling"`
}

func (e *AcceptanceClosed) apply(s *State, t *Thing, m Mark) {
	if t.Case.Acceptance == nil {
		return
	}
	a := *t.Case.Acceptance
	if e.Ruling.Finding.Outcome == procedure.Open {
		a.Phase = StageWaiting
	} else {
		a.end(t.Case, &e.Ruling, e.At)
	}
	t.Case.Acceptance = &a
}
