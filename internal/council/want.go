package council

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
)

// An Asked says what sort of value a check wants in a field, where the field's
// type alone does not say it.
type Asked string

// The sorts. The zero value is none of them.
const (
	AskedChoice Asked = "choice" // one of Values
	AskedThing  Asked = "thing"  // the id of a thing of one of Nouns
	AskedBody   Asked = "body"   // a body of the charter
	AskedOffice Asked = "office" // an office of the charter
	AskedHash   Asked = "hash"   // of a text that comes with the command
)

// A Want is what the checks of a command want of one field.
type Want struct {
	Field  string // as in a [Fault]: "people.1.capacity"
	Asked  Asked
	Values []string // for a choice, as the check has them; "" among them: it may be left out
	Nouns  []Noun   // for a thing; none: any noun
}

// Wants runs the checks of a command on a council that has nothing in it, and
// returns what they wanted of the fields and which faults they found. So a form
// knows the choices of a field from the check that refuses all others, and the
// fields that have to be filled from the faults of an empty command. A list or a
// map of c with one element is asked about that element.
func Wants(c Command) ([]Want, []Fault) {
	s := NewState()
	s.Charter = &charter.Charter{}
	by := access.Actor{Role: rolesOf(c.name())[0], Member: "x"}
	var wants []Want
	k := &check{s: s, class: access.ClassOf(by), audience: access.Public, order: &Order{By: by, Command: c}, wants: &wants}
	c.decide(k)
	return wants, k.faults
}

// asked notes what a check wants, if somebody wants to know.
func (c *check) asked(w Want) {
	if c.wants != nil {
		*c.wants = append(*c.wants, w)
	}
}

// office wants an office of the charter.
func (c *check) office(field, id string, need bool) {
	c.asked(Want{Field: field, Asked: AskedOffice})
	if id == "" && !need {
		return
	}
	if _, ok := c.s.Charter.Office(id); !ok {
		c.unknown = true
		c.fault(CodeNoSuch, field, "office "+id)
	}
}
