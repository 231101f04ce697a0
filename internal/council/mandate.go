package council

import (
	"slices"
	"strconv"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Mandate is the right of a person to act for a member, a body, an office or the
// secretariat, in one capacity. Two capacities of one person are two mandates; who
// has both chooses for each command, and neither lends the other anything.
type Mandate struct {
	Person   string          `json:"person"` // an id that is the person's over all mandates
	Name     words.Text      `json:"name"`
	Title    words.Text      `json:"title,omitempty"` // as the source gives it
	For      access.Side     `json:"for"`             // "member:kz", "body:cdm", "office:secretary-general", "secretariat"
	Capacity access.Capacity `json:"capacity"`
	Acting   bool            `json:"acting,omitempty"`   // in the place of another, until that one is there
	Commands []string        `json:"commands,omitempty"` // that may be given; none: all of the capacity
	Bodies   []string        `json:"bodies,omitempty"`   // in whose matters; none: in those of all
	Sessions []ID            `json:"sessions,omitempty"` // for which sessions; none: for all
	From     calendar.When   `json:"from"`               // an instant, or a day: from its beginning in UTC
	To       calendar.When   `json:"to,omitzero"`        // an instant, or a day: to its end in UTC; unknown: until it is ended
	Source   string          `json:"source"`             // see MandateSources
	Decision ID              `json:"decision,omitempty"` // of the council, where that is the source
	Evidence Evidence        `json:"evidence,omitzero"`
}

// MandateSources are what a mandate can rest on.
func MandateSources() []string {
	return []string{"full-powers", "credentials", "letter", "decision", "office"}
}

// Noun returns NounMandate.
func (*Mandate) Noun() Noun { return NounMandate }

// Of returns the decision and the sessions.
func (f *Mandate) Of() []ID { return append(some(f.Decision), f.Sessions...) }

func (f *Mandate) check(c *check) {
	if !words.ValidID(f.Person) {
		c.fault(CodeForm, "person", "want an id of 1 to 40 small Latin letters, digits and hyphens, found "+strconv.Quote(f.Person))
	}
	c.text("name", f.Name)
	c.optional("title", f.Title)
	f.side(c)
	f.scope(c)
	f.time(c, "from", f.From, true)
	f.time(c, "to", f.To, false)
	if from, to := begins(f.From), ends(f.To); !to.IsZero() && !from.Before(to) {
		c.fault(CodeForm, "to", "not after from")
	}
	c.choice("source", f.Source, MandateSources()...)
	if t := c.maybe("decision", f.Decision, NounDecision); t != nil && !t.Case.Outcome.Carried() {
		c.fault(CodeNotAdopted, "decision", "")
	}
	if (f.Source == "decision") != (f.Decision != "") {
		c.fault(CodeForm, "decision", "a decision is the source where one is named, and is named where it is")
	}
	c.evidence("evidence", f.Evidence)
	if len(c.faults) == 0 {
		c.mayGive(f)
	}
}

// side checks for whom and as what the person acts.
func (f *Mandate) side(c *check) {
	var all []string
	for _, capacity := range access.Capacities() {
		all = append(all, string(capacity))
	}
	c.asked(Want{Field: "capacity", Asked: AskedChoice, Values: all})
	if m, ok := f.For.Member(); ok {
		c.member("for", m)
	} else if id, ok := f.For.Body(); ok {
		c.body("for", id, true)
	} else if id, ok := f.For.Office(); ok {
		if _, ok := c.s.Charter.Office(id); !ok {
			c.unknown = true
			c.fault(CodeNoSuch, "for", "office "+id)
		}
	} else if f.For != access.SideSecretariat {
		c.fault(CodeForm, "for", "want member:ID, body:ID, office:ID or secretariat, found "+strconv.Quote(string(f.For)))
		return
	}
	var of []string
	for _, capacity := range f.For.Of() {
		of = append(of, string(capacity))
	}
	c.choice("capacity", string(f.Capacity), of...)
}

func (f *Mandate) scope(c *check) {
	for i, name := range f.Commands {
		c.asked(Want{Field: "commands." + strconv.Itoa(i+1), Asked: AskedChoice, Values: Commands()})
		if _, err := Empty(name); err != nil {
			c.fault(CodeCommand, "commands."+strconv.Itoa(i+1), name)
		}
	}
	for i, id := range f.Bodies {
		c.body("bodies."+strconv.Itoa(i+1), id, true)
	}
	for i, id := range f.Sessions {
		c.ref("sessions."+strconv.Itoa(i+1), id, NounSession)
	}
}

// time wants an instant or a day.
func (f *Mandate) time(c *check, field string, w calendar.When, need bool) {
	switch p := w.Precision(); {
	case !w.Known() && need:
		c.fault(CodeMissing, field, "")
	case w.Known() && p != calendar.Instant && p != calendar.Date:
		c.fault(CodeForm, field, "want an instant or a day, found "+strconv.Quote(w.String()))
	}
}

// begins returns the first instant of a time that is an instant or a day.
func begins(w calendar.When) time.Time {
	if at, ok := w.Time(); ok || !w.Known() {
		return at.UTC()
	}
	return w.Earliest().Start()
}

// ends returns the first instant after such a time; zero: it is not known.
func ends(w calendar.When) time.Time {
	if at, ok := w.Time(); ok || !w.Known() {
		return at.UTC()
	}
	return w.Latest().Add(1).Start()
}

// mayGive refuses a mandate that is not this actor's to give. The secretariat
// admits the administrators of a member and gives the mandates of everyone else but
// a member's own people, who are the administrator's once there is one; what the
// council decided itself it carries out.
func (c *check) mayGive(f *Mandate) {
	m, of := f.For.Member()
	switch role := c.order.By.Role; {
	case role == access.Delegate && (!of || f.Capacity == access.AsAdministrator):
		c.stop(Refuse(Forbidden, CodeNotYours, "mandate", string(access.Secretariat)))
	case role == access.Delegate:
		c.own(m)
	case of && f.Capacity != access.AsAdministrator && f.Decision == "" && c.s.administered(f.For, c.order.Given):
		c.stop(Refuse(Forbidden, CodeNotYours, "mandate", string(access.AsAdministrator)+" "+string(f.For)))
	}
}

// same wants a correction of a mandate to be this actor's to make, and to leave
// whose it is: what was done under it was done by that person.
func (c *check) same(old *Mandate, facts Facts) {
	c.mayGive(old)
	if f, ok := facts.(*Mandate); ok && (f.Person != old.Person || f.For != old.For || f.Capacity != old.Capacity) {
		c.fault(CodeForm, "corrects", "another mandate: end the one and give the other")
	}
}

// administered reports whether a member has an administrator at an instant.
func (s *State) administered(side access.Side, at time.Time) bool {
	return slices.ContainsFunc(s.All(NounMandate), func(t *Thing) bool {
		f := t.Facts.(*Mandate)
		return f.For == side && f.Capacity == access.AsAdministrator && t.InForce(at)
	})
}

// InForce reports whether a mandate is in force at an instant: begun, not over and
// not ended.
func (t *Thing) InForce(at time.Time) bool {
	f, ok := t.Facts.(*Mandate)
	if !ok || at.Before(begins(f.From)) {
		return false
	}
	end := t.Until()
	return end.IsZero() || at.Before(end)
}

// Since returns the instant from which a mandate is in force; zero for another thing.
func (t *Thing) Since() time.Time {
	f, ok := t.Facts.(*Mandate)
	if !ok {
		return time.Time{}
	}
	return begins(f.From)
}

// Until returns the instant from which a mandate is not in force any more; zero:
// none is known.
func (t *Thing) Until() time.Time {
	f, ok := t.Facts.(*Mandate)
	if !ok {
		return time.Time{}
	}
	end := ends(f.To)
	if t.Life != nil && t.Life.Ended != nil {
		if at := begins(t.Life.Ended.At); end.IsZero() || at.Before(end) {
			end = at
		}
	}
	return end
}

// SideOf returns for whom somebody acts in the end who has a mandate: an office of
// a state is that member's, one of a body that body's, and the body that the
// charter names is the secretariat.
func SideOf(c *charter.Charter, side access.Side) access.Side {
	if id, ok := side.Office(); ok {
		office, ok := c.Office(id)
		switch {
		case !ok:
			return side
		case office.Member != "":
			return access.SideOf(office.Member)
		case office.Body != "":
			side = access.SideOfBody(office.Body)
		}
	}
	if id, ok := side.Body(); ok && id == c.Mandates.Secretariat {
		return access.SideSecretariat
	}
	return side
}

// An Ending is the withdrawal of a mandate.
type Ending struct {
	At     calendar.When  `json:"at"` // an instant
	Reason words.Text     `json:"reason,omitempty"`
	Place  register.Place `json:"place"`
}

// EndMandate withdraws a mandate from an instant on. What was done under it before
// stays done.
type EndMandate struct {
	Mandate ID            `json:"mandate"`
	At      calendar.When `json:"at"` // an instant
	Reason  words.Text    `json:"reason,omitempty"`
}

func (f *EndMandate) name() string { return access.EndMandate }

func (f *EndMandate) decide(c *check) []Event {
	t := c.subject("mandate", f.Mandate, NounMandate)
	c.optional("reason", f.Reason)
	if _, ok := f.At.Time(); !ok {
		c.fault(CodeInstant, "at", "")
	}
	if t == nil || len(c.faults) > 0 || !c.current(t) {
		return nil
	}
	c.mayGive(t.Facts.(*Mandate))
	if t.Life != nil && t.Life.Ended != nil {
		c.stop(Refuse(OutOfTime, CodeClosed, t.String(), t.Life.Ended.At.String()))
	}
	return []Event{c.about(t, "mandate-ended.v1", &MandateEnded{*f})}
}

// MandateEnded is the event of [EndMandate].
type MandateEnded struct{ EndMandate }

func (e *MandateEnded) fits(t *Thing, a access.Audience) bool {
	return t.Noun == NounMandate && t.Audience == a
}

func (e *MandateEnded) apply(s *State, t *Thing, m Mark) {
	t.live(func(l *Life) { l.Ended = &Ending{e.At, e.Reason, m.Place} })
}
