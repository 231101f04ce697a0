// Package access answers one question: may this actor see or do this?
//
// An actor is who gives a command or asks for a page. An audience is who may
// read one recorded thing. A class is all the actors that the audiences cannot
// tell apart; the classes are finite, so what a class may read is made once and
// kept, and the promise that nothing leaks can be tested class by class.
//
// Everything unknown is denied.
package access

import (
	"fmt"
	"strings"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Role is the capacity in which an actor acts.
type Role string

// The roles. The zero value may do nothing and see what everyone sees.
const (
	Stranger    Role = ""
	Secretariat Role = "secretariat" // an officer of the secretariat
	Chair       Role = "chair"       // whoever represents the presidency of the moment
	Delegate    Role = "member"      // a delegate of a member
	Clock       Role = "clock"       // time itself, which gives commands that fall due
	OfBody      Role = "body"        // who chairs or serves a body, and speaks for no member there
)

// An Actor is who gives a command. Its text is "secretariat", "chair", "clock",
// "member:kz", "body:cdm" or, for a stranger, "public".
type Actor struct {
	Role   Role
	Member procedure.Member // of a delegate; of a chair, the member that presides
	Body   string           // of those of a body
}

// ParseActor reads the text of an actor.
func ParseActor(s string) (Actor, error) {
	role, member, of := strings.Cut(s, ":")
	switch {
	case s == "public":
		return Actor{}, nil
	case !of && (s == string(Secretariat) || s == string(Clock) || s == string(Chair)):
		return Actor{Role: Role(s)}, nil
	case of && (role == string(Delegate) || role == string(Chair)) && words.ValidID(member):
		return Actor{Role: Role(role), Member: procedure.Member(member)}, nil
	case of && role == string(OfBody) && words.ValidID(member):
		return Actor{Role: OfBody, Body: member}, nil
	}
	return Actor{}, fmt.Errorf("actor %q: want public, secretariat, chair, clock, member:ID or body:ID", s)
}

// String returns the text of a.
func (a Actor) String() string {
	switch {
	case a.Role == Stranger:
		return "public"
	case a.Member != "":
		return string(a.Role) + ":" + string(a.Member)
	case a.Body != "":
		return string(a.Role) + ":" + a.Body
	}
	return string(a.Role)
}

// An Audience is who may read a recorded thing: "public", "members",
// "sitting:ID" (who took part in it), "delegation:MEMBER", "body:ID" (who sits in
// it), "circle:ID" (persons named one by one) or "secretariat". The zero value is
// nobody.
type Audience string

// The audiences without a name in them.
const (
	Nobody        Audience = ""
	Public        Audience = "public"
	Members       Audience = "members"
	OfSecretariat Audience = "secretariat"
)

// OfSitting is the audience of those who took part in a sitting.
func OfSitting(id string) Audience { return Audience("sitting:" + id) }

// OfDelegation is the audience of one member's delegation.
func OfDelegation(m procedure.Member) Audience { return Audience("delegation:" + string(m)) }

// Sitting returns the sitting that a is the audience of, if it is one.
func (a Audience) Sitting() (id string, ok bool) { return strings.CutPrefix(string(a), "sitting:") }

// Delegation returns the member that a is the audience of, if it is one.
func (a Audience) Delegation() (m procedure.Member, ok bool) {
	s, ok := strings.CutPrefix(string(a), "delegation:")
	return procedure.Member(s), ok
}

// OfTheBody is the audience of those who sit in, chair or serve a body.
func OfTheBody(id string) Audience { return Audience("body:" + id) }

// OfCircle is the audience of the persons of a circle.
func OfCircle(id string) Audience { return Audience("circle:" + id) }

// Body returns the body that a is the audience of, if it is one.
func (a Audience) Body() (id string, ok bool) { return strings.CutPrefix(string(a), "body:") }

// Circle returns the circle that a is the audience of, if it is one.
func (a Audience) Circle() (id string, ok bool) { return strings.CutPrefix(string(a), "circle:") }

// Kind returns a without the name in it: "sitting" of "sitting:3k…".
func (a Audience) Kind() string {
	kind, _, _ := strings.Cut(string(a), ":")
	return kind
}

// Valid reports whether a has one of the forms above.
func (a Audience) Valid() bool {
	if id, ok := a.Sitting(); ok {
		return words.ValidID(id)
	}
	if m, ok := a.Delegation(); ok {
		return words.ValidID(string(m))
	}
	if id, ok := a.Body(); ok {
		return words.ValidID(id)
	}
	if id, ok := a.Circle(); ok {
		return words.ValidID(id)
	}
	return a == Public || a == Members || a == OfSecretariat
}
