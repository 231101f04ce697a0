package council

import (
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Session is a dated meeting of a body, ordinary or extraordinary. It holds
// sittings. Two sessions may share place, month and handover and are still two:
// identity is the id's and nothing else's.
type Session struct {
	Body     string           `json:"body"`               // as in the charter
	Type     string           `json:"type"`               // ordinary or extraordinary
	Title    words.Text       `json:"title"`              //
	At       calendar.When    `json:"at,omitzero"`        // as claimed; may be unknown
	Place    Place            `json:"place,omitzero"`     //
	Host     procedure.Member `json:"host,omitempty"`     //
	Presides procedure.Member `json:"presides,omitempty"` // whose chair puts the questions
	Business []words.Text     `json:"business,omitempty"` // what was done, in a sentence each
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounSession.
func (*Session) Noun() Noun { return NounSession }

// Of returns nothing: a session belongs to no other thing.
func (*Session) Of() []ID { return nil }

func (f *Session) check(c *check) {
	c.body("body", f.Body, true)
	c.choice("type", f.Type, "ordinary", "extraordinary")
	c.text("title", f.Title)
	c.place("place", f.Place)
	c.maybeMember("host", f.Host)
	c.maybeMember("presides", f.Presides)
	c.texts("business", f.Business)
	c.evidence("evidence", f.Evidence)
}

// A Sitting is one part of a session in a format: narrow, or plenary with the
// delegations.
type Sitting struct {
	Session  ID            `json:"session"`
	Order    int           `json:"order"`  // within the session, from 1
	Format   string        `json:"format"` // narrow or plenary
	Name     words.Text    `json:"name"`
	Who      words.Text    `json:"who,omitempty"` // who sits, as described
	At       calendar.When `json:"at,omitzero"`
	Evidence Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounSitting.
func (*Sitting) Noun() Noun { return NounSitting }

// Of returns the session.
func (f *Sitting) Of() []ID { return []ID{f.Session} }

func (f *Sitting) check(c *check) {
	c.ref("session", f.Session, NounSession)
	if f.Order < 1 || f.Order > 99 {
		c.fault(CodeRange, "order", "want 1 to 99, found "+strconv.Itoa(f.Order))
	}
	c.choice("format", f.Format, "narrow", "plenary")
	c.text("name", f.Name)
	c.optional("who", f.Who)
	c.evidence("evidence", f.Evidence)
}

// Attendance is who took part in the sittings of a session, in the order of its
// source. Presence is not status: guests attend.
type Attendance struct {
	Session  ID       `json:"session"`
	Sittings []ID     `json:"sittings,omitempty"` // none: the session as a whole
	People   []Person `json:"people"`
	Evidence Evidence `json:"evidence,omitzero"`
}

// Noun returns NounAttendance.
func (*Attendance) Noun() Noun { return NounAttendance }

// Of returns the session and the sittings.
func (f *Attendance) Of() []ID { return append([]ID{f.Session}, f.Sittings...) }

func (f *Attendance) check(c *check) {
	c.ref("session", f.Session, NounSession)
	for i, id := range f.Sittings {
		field := "sittings." + strconv.Itoa(i+1)
		c.within(field, c.ref(field, id, NounSitting), f.Session)
	}
	if len(f.People) == 0 {
		c.fault(CodeMissing, "people", "")
	}
	for i, p := range f.People {
		c.person("people."+strconv.Itoa(i+1), p)
	}
	c.evidence("evidence", f.Evidence)
}

// A NextSession is what was decided of the time and place of the session to
// come. Either may be left open.
type NextSession struct {
	Session  ID            `json:"session"`            // that decided it
	Decision ID            `json:"decision,omitempty"` // by which it was decided
	At       calendar.When `json:"at,omitzero"`        // unknown: left open
	Place    Place         `json:"place,omitzero"`     // without a city: left open
	Note     words.Text    `json:"note,omitempty"`
	Evidence Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounNextSession.
func (*NextSession) Noun() Noun { return NounNextSession }

// Of returns the session and the decision.
func (f *NextSession) Of() []ID { return some(f.Session, f.Decision) }

func (f *NextSession) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.maybe("decision", f.Decision, NounDecision)
	c.place("place", f.Place)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// some returns the ids that are given.
func some(ids ...ID) (given []ID) {
	for _, id := range ids {
		if id != "" {
			given = append(given, id)
		}
	}
	return given
}
