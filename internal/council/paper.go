package council

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Paper is one document that a session is prepared with: the draft of a decision,
// a report, a note, a list. It is announced before it is there, so that everybody
// knows what is missing, who prepares it and by when. Its wordings are texts beside
// it, or beside the decision that it is the draft of.
type Paper struct {
	Session  ID              `json:"session"`
	Item     ID              `json:"item,omitempty"`     // under which it is taken
	Decision ID              `json:"decision,omitempty"` // that it is the draft of
	Kind     string          `json:"kind,omitempty"`     // its id in the template of the session
	Title    words.Text      `json:"title"`
	By       access.Side     `json:"by,omitempty"`     // who prepares it: "secretariat", "member:kz", "body:cdm"
	To       access.Audience `json:"to,omitempty"`     // whom it is circulated to; none: the members
	Due      calendar.When   `json:"due,omitzero"`     // an instant or a day; unknown: as the template says
	Spoken   bool            `json:"spoken,omitempty"` // what somebody is going to say
	Evidence Evidence        `json:"evidence,omitzero"`
}

// Noun returns NounPaper.
func (*Paper) Noun() Noun { return NounPaper }

// Of returns the session, the item and the decision.
func (f *Paper) Of() []ID { return some(f.Session, f.Item, f.Decision) }

func (f *Paper) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.within("item", c.maybe("item", f.Item, NounItem), f.Session)
	c.within("decision", c.maybe("decision", f.Decision, NounDecision), f.Session)
	c.kind("kind", f.Kind)
	c.text("title", f.Title)
	c.sideOf("by", f.By)
	if f.To != "" && !f.To.Valid() {
		c.fault(CodeForm, "to", "want an audience, found "+string(f.To))
	}
	if f.Due.Known() && !f.Due.Day().Known() {
		c.fault(CodeForm, "due", "want an instant or a day")
	}
	c.evidence("evidence", f.Evidence)
}

// sideOf wants a side that there is, or none.
func (c *check) sideOf(field string, s access.Side) {
	m, ofMember := s.Member()
	body, ofBody := s.Body()
	office, ofOffice := s.Office()
	switch {
	case s == "", s == access.SideSecretariat:
	case ofMember:
		c.maybeMember(field, m)
	case ofBody:
		c.knownBody(field, body)
	case ofOffice:
		c.knownOffice(field, office)
	default:
		c.fault(CodeForm, field, "want member:ID, body:ID, office:ID or secretariat, found "+string(s))
	}
}

// knownBody wants a body of the charter, where a form asks for no body.
func (c *check) knownBody(field, id string) {
	if _, ok := c.s.Charter.Body(id); !ok {
		c.unknown = true
		c.fault(CodeNoSuch, field, "body "+id)
	}
}

// knownOffice wants an office of the charter, where a form asks for no office.
func (c *check) knownOffice(field, id string) {
	if _, ok := c.s.Charter.Office(id); !ok {
		c.unknown = true
		c.fault(CodeNoSuch, field, "office "+id)
	}
}

// Withdraw takes an item from the agenda, or a paper from those of a session. What
// was recorded of it stays. A draft is withdrawn by closing its case.
type Withdraw struct {
	Thing  ID         `json:"thing"`
	Reason words.Text `json:"reason"`
}

func (f *Withdraw) name() string { return "withdraw" }

func (f *Withdraw) decide(c *check) []Event {
	t := c.subject("thing", f.Thing, NounItem, NounPaper)
	c.text("reason", f.Reason)
	if t == nil || len(c.faults) > 0 {
		return nil
	}
	if t.Withdrawn() {
		c.stop(Refuse(OutOfTime, CodeClosed, t.String(), "withdrawn"))
		return nil
	}
	c.unmoved(t)
	for _, kid := range c.s.Children(t.ID) {
		if !kid.Withdrawn() && under(kid, t.ID) && access.MaySee(c.class, kid.Audience, c.s) {
			c.stop(Refuse(OutOfTime, CodeClosed, t.String(), kid.String()+" stands under it"))
		}
	}
	return []Event{c.about(t, "thing-withdrawn.v1", &ThingWithdrawn{*f})}
}

// under reports whether a thing is a part of an item, a paper that is taken under
// it, or a draft under it that is open.
func under(t *Thing, item ID) bool {
	switch f := t.Facts.(type) {
	case *Item:
		return f.Under == item
	case *Paper:
		return f.Item == item
	case *Decision:
		return f.Item == item && t.Case.Outcome == procedure.Open
	}
	return false
}

// ThingWithdrawn is the event of [Withdraw].
type ThingWithdrawn struct{ Withdraw }

func (e *ThingWithdrawn) fits(t *Thing, a access.Audience) bool {
	return (t.Noun == NounItem || t.Noun == NounPaper) && t.Audience == a
}

func (e *ThingWithdrawn) apply(s *State, t *Thing, m Mark) {
	t.live(func(l *Life) { l.Withdrawn = &Withdrawal{e.Reason, m.Place} })
}

// A Withdrawal is why and where a thing was withdrawn.
type Withdrawal struct {
	Reason words.Text     `json:"reason"`
	Place  register.Place `json:"place"`
}

// Withdrawn reports whether an item or a paper was withdrawn.
func (t *Thing) Withdrawn() bool { return t.Life != nil && t.Life.Withdrawn != nil }
