package council

import (
	"cmp"
	"slices"

	"chancery.example/chancery/internal/access"
)

// who has, for each command, the roles that may give it. A command that is not
// here is for the secretariat, which keeps the record.
var who = map[string][]access.Role{
	"take-stance":  {access.Delegate},
	"put-question": {access.Chair},
	"close-case":   {access.Chair, access.Secretariat},

	"put-consent-list":    {access.Chair},
	"place-statement":     {access.Delegate},
	"place-under-silence": {access.Chair},
	"break-silence":       {access.Delegate, access.Secretariat},
	"extend-silence":      {access.Chair},
	"expire-silence":      {access.Clock},
	"give-notice":         {access.Delegate, access.Secretariat},
	"close-acceptance":    {access.Clock},
	"announce-silence":    {access.Chair},
	"issue-decision":      {access.Secretariat},
	"report-measure":      {access.Delegate, access.Secretariat},
	"release":             {access.Secretariat, access.Chair, access.Delegate, access.Clock},
	"set-embargo":         {access.Secretariat, access.Chair, access.Delegate},
	"adopt-agenda":        {access.Chair, access.Secretariat},
	"name-delegation":     {access.Secretariat, access.Delegate},
	access.GiveMandate:    {access.Secretariat, access.Delegate},
	access.EndMandate:     {access.Secretariat, access.Delegate},
}

// MayGive reports whether an actor may give the command at all.
func MayGive(a access.Actor, command string) bool { return slices.Contains(rolesOf(command), a.Role) }

func rolesOf(command string) []access.Role {
	if roles, ok := who[command]; ok {
		return roles
	}
	return []access.Role{access.Secretariat}
}

// Decide returns the events by which the council, being in state s, carries out
// an order, or a [*Refusal] with every reason. It changes nothing and asks
// nothing but its arguments.
func Decide(s *State, o Order) ([]Event, error) {
	name := o.Command.name()
	_, first := o.Command.(*Establish)
	switch {
	case first && s.Charter != nil:
		short, _ := s.Charter.Short.In("en", s.Charter.Languages...)
		return nil, Refuse(OutOfTime, CodeEstablished, "charter", short)
	case !first && s.Charter == nil:
		return nil, Refuse(OutOfTime, CodeNotEstablished, "charter", "")
	case !MayGive(o.By, name):
		return nil, Refuse(Forbidden, CodeNotYours, name, string(rolesOf(name)[0]))
	}
	class := access.ClassOf(o.By)
	if t := s.things[o.Mandate]; t != nil {
		class = s.classUnder(o.By, t)
	}
	c := &check{s: s, class: class, audience: access.Public, order: &o}
	if r := c.authority(); r != nil {
		return nil, r
	}
	events := o.Command.decide(c)
	if c.stopped != nil {
		return nil, c.stopped
	}
	if err := c.refusal(); err != nil {
		return nil, err
	}
	for i := range events {
		e := &events[i]
		e.Mandate = o.Mandate
		e.Rule = cmp.Or(e.Rule, ruled(e.Body), c.rule)
	}
	return events, nil
}

// stop refuses for a reason that does not lie in the form of the command.
func (c *check) stop(r *Refusal) {
	if c.stopped == nil {
		c.stopped = r
	}
}
