package council

import (
	"slices"
	"strconv"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/words"
)

// A Circle is persons named one by one, as the audience of what is meant for them
// alone. It is itself for them, unless another audience is given.
type Circle struct {
	Name     words.Text `json:"name"`
	People   []string   `json:"people,omitempty"`   // ids of persons, in every capacity
	Mandates []ID       `json:"mandates,omitempty"` // or mandates: a person in one capacity
	Evidence Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounCircle.
func (*Circle) Noun() Noun { return NounCircle }

// Of returns the mandates.
func (f *Circle) Of() []ID { return f.Mandates }

func (f *Circle) check(c *check) {
	c.text("name", f.Name)
	for i, p := range f.People {
		if !words.ValidID(p) {
			c.fault(CodeForm, "people."+strconv.Itoa(i+1), "want the id of a person, found "+strconv.Quote(p))
		}
	}
	for i, id := range f.Mandates {
		c.ref("mandates."+strconv.Itoa(i+1), id, NounMandate)
	}
	if len(f.People)+len(f.Mandates) == 0 {
		c.fault(CodeMissing, "people", "")
	}
	c.evidence("evidence", f.Evidence)
}

// ClassUnder returns the class that an actor reads as at an instant who acts under
// a mandate; no mandate gives the actor's own class. Under one that is not there, not
// in force or another's, a reader is a stranger.
func (s *State) ClassUnder(a access.Actor, mandate ID, at time.Time) access.Class {
	if mandate == "" {
		return access.ClassOf(a)
	}
	t, ok := s.things[mandate]
	if !ok || !t.InForce(at) {
		return access.PublicClass
	}
	return s.classUnder(a, t)
}

// classUnder returns the class of an actor under a mandate, whenever.
func (s *State) classUnder(a access.Actor, t *Thing) access.Class {
	f, ok := t.Facts.(*Mandate)
	if !ok || !slices.Contains(access.Actors(SideOf(s.Charter, f.For), f.Capacity), a) {
		return access.PublicClass
	}
	var circles []string
	for _, id := range s.byNoun[NounCircle] {
		if c := s.things[id].Facts.(*Circle); slices.Contains(c.People, f.Person) || slices.Contains(c.Mandates, t.ID) {
			circles = append(circles, string(id))
		}
	}
	return access.ClassOf(a).With(f.Bodies, circles).As(f.Capacity)
}

// Classes returns every class of readers: the public, each member, the secretariat,
// and those that mandates and circles make, each once.
func (s *State) Classes() []access.Class {
	cs := []access.Class{access.PublicClass}
	if s.Charter == nil {
		return append(cs, access.SecretariatClass)
	}
	for _, m := range s.Charter.Precedence() {
		if s.IsMember(m) {
			cs = append(cs, access.MemberClass(m))
		}
	}
	cs = append(cs, access.SecretariatClass)
	for _, id := range s.byNoun[NounMandate] {
		t := s.things[id]
		f := t.Facts.(*Mandate)
		for _, a := range access.Actors(SideOf(s.Charter, f.For), f.Capacity) {
			if c := s.classUnder(a, t); !slices.Contains(cs, c) {
				cs = append(cs, c)
			}
		}
	}
	return cs
}
