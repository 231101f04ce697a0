package access

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Side is for whom a person acts under a mandate: "member:kz", "body:cdm",
// "office:secretary-general" or "secretariat". The zero value is nobody.
type Side string

// SideSecretariat is the side of the secretariat's officers.
const SideSecretariat Side = "secretariat"

// SideOf is the side of a member.
func SideOf(m procedure.Member) Side { return Side("member:" + string(m)) }

// SideOfBody is the side of a body.
func SideOfBody(id string) Side { return Side("body:" + id) }

// Member returns the member that s is the side of, if it is one's.
func (s Side) Member() (m procedure.Member, ok bool) {
	id, ok := strings.CutPrefix(string(s), "member:")
	return procedure.Member(id), ok && words.ValidID(id)
}

// Body returns the body that s is the side of, if it is one's.
func (s Side) Body() (id string, ok bool) {
	id, ok = strings.CutPrefix(string(s), "body:")
	return id, ok && words.ValidID(id)
}

// Office returns the office that s is the side of, if it is one's.
func (s Side) Office() (id string, ok bool) {
	id, ok = strings.CutPrefix(string(s), "office:")
	return id, ok && words.ValidID(id)
}

// A Capacity is as what a person acts for a side.
type Capacity string

// The capacities. The zero value may do nothing.
const (
	AsHead          Capacity = "head"          // of a delegation, of the secretariat
	AsAlternate     Capacity = "alternate"     // does what the head does
	AsDelegate      Capacity = "delegate"      // speaks for the member, and does not preside
	AsAdministrator Capacity = "administrator" // gives and ends the mandates of a delegation, and nothing else
	AsOfficer       Capacity = "officer"       // of the secretariat, of a body
	AsChair         Capacity = "chair"         // presides for a member, or over a body
)

// Capacities returns the capacities that there are.
func Capacities() []Capacity {
	return []Capacity{AsHead, AsAlternate, AsDelegate, AsAdministrator, AsOfficer, AsChair}
}

// Of returns the capacities in which a person can act for a side.
func (s Side) Of() []Capacity {
	if _, ok := s.Member(); ok {
		return []Capacity{AsHead, AsAlternate, AsDelegate, AsAdministrator, AsChair}
	}
	if _, ok := s.Office(); ok {
		return []Capacity{AsHead, AsAlternate, AsOfficer}
	}
	if _, ok := s.Body(); ok {
		return []Capacity{AsChair, AsOfficer}
	}
	if s == SideSecretariat {
		return []Capacity{AsHead, AsOfficer}
	}
	return nil
}

// The commands about mandates, which an administrator may give and a delegate may not.
const (
	GiveMandate = "give-mandate"
	EndMandate  = "end-mandate"
)

// Wanted returns the side and the capacities of the mandates under which an actor
// may give a command, as far as mandates decide it. The clock needs none, and a
// stranger can have none.
func Wanted(a Actor, command string) (Side, []Capacity) {
	mandates := command == GiveMandate || command == EndMandate
	switch {
	case a.Role == Secretariat:
		return SideSecretariat, []Capacity{AsHead, AsOfficer}
	case a.Role == Delegate && mandates:
		return SideOf(a.Member), []Capacity{AsAdministrator, AsHead}
	case a.Role == Delegate:
		return SideOf(a.Member), []Capacity{AsHead, AsAlternate, AsDelegate}
	case a.Role == Chair:
		return SideOf(a.Member), []Capacity{AsHead, AsAlternate, AsChair}
	case a.Role == OfBody:
		return SideOfBody(a.Body), []Capacity{AsChair, AsOfficer}
	}
	return "", nil
}

// Allows reports whether a person with a capacity for a side may give a command as
// an actor.
func Allows(s Side, c Capacity, a Actor, command string) bool {
	side, capacities := Wanted(a, command)
	return side != "" && s == side && slices.Contains(capacities, c)
}

// Actors returns the actors as whom a person with a capacity for a side may act.
// As the chair a head acts only where its member presides, which is for others to
// say.
func Actors(s Side, c Capacity) []Actor {
	if m, ok := s.Member(); ok {
		all := []Actor{{Role: Delegate, Member: m}}
		if c == AsChair {
			all = nil
		}
		if c == AsHead || c == AsAlternate || c == AsChair {
			all = append(all, Actor{Role: Chair, Member: m})
		}
		return all
	}
	if id, ok := s.Body(); ok {
		return []Actor{{Role: OfBody, Body: id}}
	}
	if s == SideSecretariat {
		return []Actor{{Role: Secretariat}}
	}
	return nil
}
