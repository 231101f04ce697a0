package charter

import (
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// Member returns a member by id, whatever its status.
func (c *Charter) Member(id procedure.Member) (*Member, bool) {
	for i := range c.Members {
		if c.Members[i].ID == id {
			return &c.Members[i], true
		}
	}
	return nil, false
}

// NameOn returns what m is called on a day: the name in force, or else the last
// that was given before it, or else the first. No day asks for the last name.
func (m *Member) NameOn(day calendar.Day) Name {
	var name Name
	for i, n := range m.Names {
		if i > 0 && day.Known() && n.Force.From.Compare(day) > 0 {
			break
		}
		name = n
	}
	return name
}

// StandingOn returns the standing of m on a day.
func (m *Member) StandingOn(day calendar.Day) Standing {
	for _, s := range m.Statuses {
		if s.Force.Holds(day) {
			return s.Standing
		}
	}
	return NoStanding
}

// StandingOn returns the standing of a member on a day, none if it is unknown.
func (c *Charter) StandingOn(id procedure.Member, day calendar.Day) Standing {
	m, ok := c.Member(id)
	if !ok {
		return NoStanding
	}
	return m.StandingOn(day)
}

// EverMember reports whether a member has, or ever had, a full membership, also
// a suspended one.
func (c *Charter) EverMember(id procedure.Member) bool {
	m, ok := c.Member(id)
	return ok && slices.ContainsFunc(m.Statuses, func(s Status) bool {
		return s.Standing == FullMember || s.Standing == Suspended
	})
}

// Electorate returns the members that decide on a day, in the order of
// precedence by their names of that day.
func (c *Charter) Electorate(day calendar.Day) []procedure.Member {
	return slices.DeleteFunc(c.precedence(day), func(m procedure.Member) bool {
		return c.StandingOn(m, day) != FullMember
	})
}

// Precedence returns all members, whatever their status, in the order of their
// last names in the charter's alphabet.
func (c *Charter) Precedence() []procedure.Member { return c.precedence(calendar.Day{}) }

func (c *Charter) precedence(day calendar.Day) []procedure.Member {
	if len(c.Members) == 0 {
		return nil
	}
	return c.byName(day, c.Alphabet)
}

// Body returns a body by id.
func (c *Charter) Body(id string) (*Body, bool) {
	for i := range c.Bodies {
		if c.Bodies[i].ID == id {
			return &c.Bodies[i], true
		}
	}
	return nil, false
}

// Office returns an office by id.
func (c *Charter) Office(id string) (*Office, bool) {
	for i := range c.Offices {
		if c.Offices[i].ID == id {
			return &c.Offices[i], true
		}
	}
	return nil, false
}

// HolderOn returns who holds an office on a day.
func (c *Charter) HolderOn(office string, day calendar.Day) (Holder, bool) {
	o, ok := c.Office(office)
	if !ok {
		return Holder{}, false
	}
	for _, h := range o.Holders {
		if h.Force.Holds(day) {
			return h, true
		}
	}
	return Holder{}, false
}

// RuleFor returns the rule that a matter is judged by on a day: the one that
// names it, or else the one that names no matter.
func (c *Charter) RuleFor(matter string, day calendar.Day) (procedure.Rule, bool) {
	var general procedure.Rule
	found := false
	for _, r := range c.Rules {
		switch {
		case !r.Force.Holds(day):
		case slices.Contains(r.Matters, matter):
			return r, true
		case len(r.Matters) == 0:
			general, found = r, true
		}
	}
	return general, found
}

// ScaleOn returns the scale of contributions of a day.
func (c *Charter) ScaleOn(day calendar.Day) (Scale, bool) {
	for _, s := range c.Scales {
		if s.Force.Holds(day) {
			return s, true
		}
	}
	return Scale{}, false
}

// Presiding returns the member that presides on a day: the one whose term was the
// last to have begun for certain, unless it is over. While nobody knows whether a
// term has begun yet, the term before it goes on.
func (c *Charter) Presiding(day calendar.Day) (procedure.Member, bool) {
	if !day.Known() {
		return "", false
	}
	for _, t := range slices.Backward(c.Rotation.Terms) {
		if t.begins().Compare(day) <= 0 {
			end := t.To.Latest()
			return t.Member, !end.Known() || day.Compare(end) <= 0
		}
	}
	return "", false
}

// begins returns the first day on which t has begun for certain. A year or a
// month means its first day: a term of 2019 is one from January.
func (t Term) begins() calendar.Day {
	if t.From.Precision() == calendar.Bounds && t.From.Latest().Known() {
		return t.From.Latest()
	}
	return t.From.Earliest()
}

// NextInRotation returns the member whose turn to preside comes after a member's,
// among those that decide on a day.
func (c *Charter) NextInRotation(after procedure.Member, day calendar.Day) (procedure.Member, bool) {
	order := c.Rotation.Order
	if len(order) == 0 {
		order = c.precedence(day)
	}
	at := slices.Index(order, after)
	if at < 0 {
		return "", false
	}
	for i := 1; i <= len(order); i++ {
		next := order[(at+i)%len(order)]
		if c.StandingOn(next, day) == FullMember {
			return next, true
		}
	}
	return "", false
}

// TablesOn returns the tables of weights in force on a day, by name.
func (c *Charter) TablesOn(day calendar.Day) map[string]procedure.Table {
	var tables map[string]procedure.Table
	for _, t := range c.Weights {
		if t.Force.Holds(day) {
			if tables == nil {
				tables = make(map[string]procedure.Table)
			}
			tables[t.Name] = t
		}
	}
	return tables
}
