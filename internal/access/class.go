package access

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Class is all actors that the audiences cannot tell apart: "public",
// "member:kz", "body:cdm" or "secretariat", and behind it, each after a slash and
// by alphabet, what else tells them apart: whether the mandate is that of the head of
// the delegation, the bodies that it is limited to and the circles that the person is
// in, as "member:kz/as:head/body:cdm/circle:3k…". Of capacities only the head's is
// told apart: to a head is shown where people of the delegation contradict each other.
// A class is text, so that who may read what is for a circle needs nothing else.
type Class string

// The classes without a name in them.
const (
	PublicClass      Class = "public"
	SecretariatClass Class = "secretariat"
)

// ClassOf returns the class that a reads as, without regard to a mandate. A chair
// reads as a delegate of the member that presides.
func ClassOf(a Actor) Class {
	switch {
	case a.Role == Secretariat || a.Role == Clock:
		return SecretariatClass
	case a.Role == Delegate || a.Role == Chair && a.Member != "":
		return MemberClass(a.Member)
	case a.Role == OfBody && words.ValidID(a.Body):
		return Class("body:" + a.Body)
	}
	return PublicClass
}

// MemberClass is the class of a member's delegates.
func MemberClass(m procedure.Member) Class { return Class("member:" + string(m)) }

// With returns the class of those of c whose mandate is limited to bodies and who
// are in circles, by their ids. The public is in none, and the secretariat reads
// what is for them anyway.
func (c Class) With(bodies, circles []string) Class {
	if c == PublicClass || c == SecretariatClass {
		return c
	}
	var marks []string
	if _, ok := c.Member(); ok {
		for _, b := range bodies {
			marks = append(marks, "/body:"+b)
		}
	}
	for _, id := range circles {
		marks = append(marks, "/circle:"+id)
	}
	slices.Sort(marks)
	return c + Class(strings.Join(slices.Compact(marks), ""))
}

// As returns the class of those of c who act in a capacity; only the head of a
// delegation is told from the others.
func (c Class) As(as Capacity) Class {
	if m, ok := c.Member(); ok && as == AsHead && !c.Heads(m) {
		mark := Class("/as:" + AsHead)
		return c.Base() + mark + c[len(c.Base()):] // before all other marks, by alphabet
	}
	return c
}

// Heads reports whether those of c head the delegation of a member.
func (c Class) Heads(m procedure.Member) bool {
	own, ok := c.Member()
	has, _ := c.marked("as:", string(AsHead))
	return ok && own == m && has
}

// Base returns the class without what limits or widens it.
func (c Class) Base() Class {
	if i := strings.IndexByte(string(c), '/'); i >= 0 {
		return c[:i]
	}
	return c
}

// marked reports whether c has a mark, and whether it has any of its kind.
func (c Class) marked(kind, id string) (has, any bool) {
	rest := string(c)
	for {
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			return false, any
		}
		rest = rest[i+1:]
		mark := rest
		if j := strings.IndexByte(rest, '/'); j >= 0 {
			mark = rest[:j]
		}
		if got, ok := strings.CutPrefix(mark, kind); ok {
			if any = true; got == id {
				return true, true
			}
		}
	}
}

// Member returns the member that c is the class of, if it is one.
func (c Class) Member() (m procedure.Member, ok bool) {
	s, ok := strings.CutPrefix(string(c.Base()), "member:")
	return procedure.Member(s), ok && s != ""
}

// InBody reports whether those of c sit in, chair or serve a body: a delegate whose
// mandate is not limited sits in all.
func (c Class) InBody(id string) bool {
	if s, ok := strings.CutPrefix(string(c.Base()), "body:"); ok {
		return s == id
	}
	has, limited := c.marked("body:", id)
	_, ok := c.Member()
	return ok && (has || !limited)
}

// InCircle reports whether those of c are in a circle.
func (c Class) InCircle(id string) bool {
	has, _ := c.marked("circle:", id)
	return has
}

// A Room says who took part in what. Package council's state is one.
type Room interface {
	// IsMember reports whether m has, or ever had, the status of a member.
	IsMember(m procedure.Member) bool
	// TookPart reports whether a representative of m took part in a sitting.
	TookPart(m procedure.Member, sitting string) bool
}

// MaySee reports whether class c may read what is meant for audience a. The
// secretariat keeps the record and reads all of it but the papers of a
// delegation. Whoever serves a body reads what its members read.
func MaySee(c Class, a Audience, room Room) bool {
	if a == Public || !a.Valid() {
		return a == Public
	}
	owner, ofDelegation := a.Delegation()
	if c == SecretariatClass {
		return !ofDelegation
	}
	m, ok := c.Member()
	if !ok && !strings.HasPrefix(string(c), "body:") || ok && !room.IsMember(m) {
		return false
	}
	if id, is := a.Sitting(); is {
		return ok && room.TookPart(m, id)
	}
	if id, is := a.Body(); is {
		return c.InBody(id)
	}
	if id, is := a.Circle(); is {
		return c.InCircle(id)
	}
	return a == Members || ok && ofDelegation && owner == m
}

// Reaches reports whether everyone who belongs to audience b belongs to a, so that
// what is for b may name what is for a, and what is for b may be released to a.
func Reaches(a, b Audience) bool {
	switch {
	case a == Public:
		return true
	case !a.Valid() || !b.Valid():
		return false
	case a == b:
		return true
	case a == Members:
		return b != Public
	}
	_, papers := a.Delegation()
	return b == OfSecretariat && !papers
}
