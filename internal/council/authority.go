package council

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/access"
)

// Who acted under what is said in every entry: the actor, the mandate and, as the
// rule, what allowed it.
const (
	ruleKeeper = "keeper" // the hand of who keeps the register, before there are mandates of the secretariat
	ruleClock  = "clock"  // time ran out
)

// A Need is the mandate that a refused command would take.
type Need struct {
	Side       access.Side       `json:"side"`
	Capacities []access.Capacity `json:"capacities"`        // any of them
	Command    string            `json:"command"`           // that its scope has to allow
	Body       string            `json:"body,omitempty"`    // in whose matters, where the command is in those of one
	Session    ID                `json:"session,omitempty"` // for which session, where the command is about one
	By         []string          `json:"by"`                // who gives such mandates: "administrator member:kz", "secretariat"
}

// String says what mandate is needed and who gives it, in English.
func (n *Need) String() string {
	var as []string
	for _, c := range n.Capacities {
		as = append(as, string(c))
	}
	s := "a mandate for " + string(n.Side) + " as " + strings.Join(as, " or ") + " that allows " + n.Command
	if n.Body != "" {
		s += " in matters of " + n.Body
	}
	if n.Session != "" {
		s += " at session " + string(n.Session)
	}
	return s + ", given by " + strings.Join(n.By, " or ")
}

// authority sets the rule by which the order is allowed, or refuses it with the
// mandate that is needed.
func (c *check) authority() *Refusal {
	o := c.order
	_, first := o.Command.(*Establish)
	switch {
	case o.By.Role == access.Clock:
		c.rule = ruleClock
		return nil
	case first:
		c.rule = ruleKeeper
		return nil
	case o.Mandate == "" && !c.s.Charter.Mandates.Recorded:
		c.rule = "role:" + string(o.By.Role)
		return nil
	case o.Mandate == "" && c.keeper():
		c.rule = ruleKeeper
		return nil
	}
	need := c.need()
	t := c.s.things[o.Mandate]
	refuse := func(code Code, value string) *Refusal {
		return &Refusal{Kind: Forbidden, Faults: []Fault{{code, o.Command.name(), value}}, Need: &need}
	}
	if t == nil || t.Noun != NounMandate {
		return refuse(CodeNoMandate, need.String())
	}
	f := t.Facts.(*Mandate)
	switch {
	case !access.Allows(SideOf(c.s.Charter, f.For), f.Capacity, o.By, o.Command.name()):
		return refuse(CodeNoMandate, need.String())
	case !t.InForce(o.Given):
		when := f.From.String()
		if end := t.Until(); !end.IsZero() && !o.Given.Before(end) {
			when = end.Format(time.RFC3339)
		}
		return refuse(CodeNotInForce, when)
	case !f.covers(need):
		return refuse(CodeScope, need.String())
	}
	c.rule = "capacity:" + string(f.Capacity)
	if f.Acting {
		c.rule = "capacity:acting-" + string(f.Capacity)
	}
	return nil
}

// keeper reports whether the order is by the hand of who keeps the register: of
// anything, until the first mandate of the secretariat is recorded; then, while
// none is in force, of mandates alone, so that nobody is locked out for ever.
func (c *check) keeper() bool {
	if c.order.By.Role != access.Secretariat {
		return false
	}
	seated := false
	for _, t := range c.s.All(NounMandate) {
		if SideOf(c.s.Charter, t.Facts.(*Mandate).For) != access.SideSecretariat {
			continue
		}
		seated = true
		if t.InForce(c.order.Given) {
			return false
		}
	}
	return !seated || c.order.Command.name() == access.GiveMandate
}

// need returns the mandate that the order takes.
func (c *check) need() Need {
	n := Need{Command: c.order.Command.name()}
	n.Side, n.Capacities = access.Wanted(c.order.By, n.Command)
	n.Session, n.Body = c.matter(c.order.Command)
	n.By = []string{string(access.Secretariat)}
	if _, ok := n.Side.Member(); ok {
		n.By = []string{string(access.AsAdministrator) + " " + string(n.Side)}
		if !c.s.administered(n.Side, c.order.Given) {
			n.By = append(n.By, string(access.Secretariat))
		}
	}
	return n
}

// covers reports whether the scope of the mandate holds what is needed. A scope
// that names bodies or sessions does not hold what belongs to none.
func (f *Mandate) covers(n Need) bool {
	return (len(f.Commands) == 0 || slices.Contains(f.Commands, n.Command)) &&
		(len(f.Bodies) == 0 || slices.Contains(f.Bodies, n.Body)) &&
		(len(f.Sessions) == 0 || slices.Contains(f.Sessions, n.Session))
}

// matter returns the session and the body that a command is about, where it is
// about any. Of what the actor may not read it is silent: what mandate is missing
// would tell that it is there, and of which session and body.
func (c *check) matter(cmd Command) (session ID, body string) {
	hidden := func(id ID) bool {
		t := c.s.things[id]
		return t == nil || !access.MaySee(c.class, t.Audience, c.s)
	}
	of := func(id ID) (ID, string) {
		if hidden(id) {
			return "", ""
		}
		return c.s.sessionOf(id)
	}
	if r, ok := cmd.(*Record); ok {
		if f, ok := r.Facts.(*Session); ok {
			if r.Corrects != "" && hidden(r.Corrects) {
				return "", f.Body
			}
			return r.Corrects, f.Body
		}
		if ids := r.Facts.Of(); len(ids) > 0 {
			return of(ids[0])
		}
		return of(r.Corrects)
	}
	v := reflect.ValueOf(cmd).Elem()
	for i := range v.NumField() {
		if id, ok := v.Field(i).Interface().(ID); ok {
			return of(id)
		}
	}
	return "", ""
}

// Matter returns the session that a thing belongs to, if it belongs to one, and the
// body in whose matters it is.
func (s *State) Matter(t *Thing) (session ID, body string) {
	session, body = s.sessionOf(t.ID)
	if id, ok := t.Audience.Body(); ok {
		body = id
	}
	return session, body
}

// sessionOf returns the session that a thing belongs to, through what it belongs to
// first, and its body.
func (s *State) sessionOf(id ID) (session ID, body string) {
	for range 16 {
		t := s.things[id]
		if t == nil {
			return "", ""
		}
		if f, ok := t.Facts.(*Session); ok {
			return id, f.Body
		}
		of := t.Facts.Of()
		if len(of) == 0 {
			return "", ""
		}
		id = of[0]
	}
	return "", ""
}

// MandateFor returns the first mandate, in the order of recording, under which the
// actor of an order may give its command when it is given; empty: there is none, or
// none is needed.
func (s *State) MandateFor(o Order) ID {
	if s.Charter == nil || !s.Charter.Mandates.Recorded || o.By.Role == access.Clock {
		return ""
	}
	for _, id := range s.byNoun[NounMandate] {
		o.Mandate = id
		c := &check{s: s, class: s.classUnder(o.By, s.things[id]), order: &o}
		if c.authority() == nil {
			return id
		}
	}
	return ""
}

// ruled returns the rule of decision that an event applied, if it applied one.
func ruled(b Body) string {
	var r *Ruling
	switch b := b.(type) {
	case *DecisionAdopted:
		r = &b.Ruling
	case *QuestionFailed:
		r = &b.Ruling
	case *SilenceKept:
		r = &b.Ruling
	case *AcceptanceClosed:
		r = &b.Ruling
	case *NoticeGiven:
		r = b.Ruling
	}
	if r == nil {
		return ""
	}
	return "rule:" + r.Rule.ID
}
