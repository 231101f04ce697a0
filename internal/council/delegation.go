package council

import (
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Delegation is who a member sends to a session: its head, alternates and
// delegates, in their order. A member has one for a session; who is sent in
// somebody's place is a correction with its reason.
type Delegation struct {
	Session  ID               `json:"session"`
	Member   procedure.Member `json:"member"`
	People   []Person         `json:"people"` // in the order of precedence within it
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounDelegation.
func (*Delegation) Noun() Noun { return NounDelegation }

// Of returns the session.
func (f *Delegation) Of() []ID { return []ID{f.Session} }

func (f *Delegation) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.member("member", f.Member)
	c.own(f.Member)
	if len(f.People) == 0 {
		c.fault(CodeMissing, "people", "")
	}
	heads := 0
	for i, p := range f.People {
		field := "people." + strconv.Itoa(i+1)
		c.person(field, p)
		if p.Capacity == "head" {
			heads++
		}
		if p.Member != "" && p.Member != f.Member {
			c.fault(CodeForm, field+".member", "want "+string(f.Member)+", found "+string(p.Member))
		}
	}
	if heads > 1 {
		c.fault(CodeForm, "people", "want one head, found "+strconv.Itoa(heads))
	}
	c.evidence("evidence", f.Evidence)
}

// A single is facts of which there may be one of a kind beside others.
type single interface {
	// taken adds a fault to c if there is one already that is not what they correct.
	taken(c *check, corrects ID)
}

// taken wants a member to have one delegation at a session, as far as the actor may
// know, and a correction to stay that member's.
func (f *Delegation) taken(c *check, corrects ID) {
	for _, t := range c.s.Children(f.Session) {
		old, ok := t.Facts.(*Delegation)
		switch {
		case !ok:
		case t.ID == corrects && old.Member != f.Member:
			c.fault(CodeForm, "member", "a correction keeps the member")
		case t.ID != corrects && old.Member == f.Member && access.MaySee(c.class, t.Audience, c.s):
			c.fault(CodeTaken, "member", string(f.Member))
		}
	}
}

// Findings are what can be found of the credentials of a delegation.
func Findings() []string { return []string{"received", "in-order", "questioned"} }

// ExamineCredentials says what was found of the credentials of a delegation.
type ExamineCredentials struct {
	Delegation ID            `json:"delegation"`
	Finding    string        `json:"finding"`     // see Findings
	At         calendar.When `json:"at,omitzero"` // when, as known
	Note       words.Text    `json:"note,omitempty"`
}

func (f *ExamineCredentials) name() string { return "examine-credentials" }

func (f *ExamineCredentials) decide(c *check) []Event {
	t := c.subject("delegation", f.Delegation, NounDelegation)
	c.choice("finding", f.Finding, Findings()...)
	c.optional("note", f.Note)
	if f.Finding == "questioned" && f.Note.Empty() {
		c.fault(CodeMissing, "note", "")
	}
	if t == nil || len(c.faults) > 0 || !c.current(t) {
		return nil
	}
	if t.Life != nil && t.Life.Examined != nil && !c.unchanged(t, int64(t.Life.Examined.Place)) {
		return nil
	}
	return []Event{c.about(t, "credentials-examined.v1", &CredentialsExamined{*f})}
}

// CredentialsExamined is the event of [ExamineCredentials].
type CredentialsExamined struct{ ExamineCredentials }

func (e *CredentialsExamined) fits(t *Thing, a access.Audience) bool {
	return t.Noun == NounDelegation && t.Audience == a
}

func (e *CredentialsExamined) apply(s *State, t *Thing, m Mark) {
	t.live(func(l *Life) { l.Examined = &Examination{e.Finding, e.At, e.Note, m.Place, m.Time} })
}

// An Examination is the last that was found of the credentials of a delegation.
type Examination struct {
	Finding string         `json:"finding"`
	At      calendar.When  `json:"at,omitzero"`
	Note    words.Text     `json:"note,omitempty"`
	Place   register.Place `json:"place"`
	Time    int64          `json:"time"` // when it was recorded, seconds since 1970 UTC
}
