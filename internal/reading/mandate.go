package reading

import (
	"cmp"
	"slices"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A MandateLine is a mandate in a list.
type MandateLine struct {
	Ref
	Facts    council.Mandate `json:"facts"`
	Audience access.Audience `json:"audience"`
	Side     access.Side     `json:"side"`             // for whom in the end: an office of a state is that member's
	Member   *MemberRef      `json:"member,omitempty"` // whose side it is
	Decision *Ref            `json:"decision,omitempty"`
	Sessions []Ref           `json:"sessions,omitempty"`
	From     time.Time       `json:"from"`
	Until    time.Time       `json:"until,omitzero"` // from when on it is not in force any more; zero: not known
	Ended    *council.Ending `json:"ended,omitempty"`
	Entry    register.Place  `json:"entry"` // the last about it
}

// InForce reports whether the mandate is in force at an instant.
func (l MandateLine) InForce(at time.Time) bool {
	return !at.Before(l.From) && (l.Until.IsZero() || at.Before(l.Until))
}

// A Mandate is a mandate with its past.
type Mandate struct {
	Head
	Line MandateLine `json:"line"`
}

// A Person is somebody who has, or had, mandates.
type Person struct {
	ID       string        `json:"id"`
	Name     words.Text    `json:"name"` // of the last mandate
	Mandates []MandateLine `json:"mandates"`
}

// A Delegation is the people of one member, as far as the class may know them.
type Delegation struct {
	Member         MemberRef       `json:"member"`
	Mandates       []MandateLine   `json:"mandates,omitempty"`       // heads first, then in the order of recording
	Contradictions []Contradiction `json:"contradictions,omitempty"` // for its head
}

// A Contradiction is a stance that another person of the same delegation replaced by
// a different one.
type Contradiction struct {
	Decision Ref         `json:"decision"`
	Earlier  PersonStand `json:"earlier"`
	Later    PersonStand `json:"later"`
}

// A PersonStand is a stance with the mandate under which it was taken.
type PersonStand struct {
	Stance  procedure.Stance `json:"stance"`
	Mandate *Ref             `json:"mandate,omitempty"` // if the class may read it
	Entry   register.Place   `json:"entry"`
}

func (r *Room) mandateLine(t *council.Thing) MandateLine {
	f := *t.Facts.(*council.Mandate)
	l := MandateLine{Ref: Ref{t.ID, t.Noun, f.Name}, Facts: f, Audience: t.Audience, Side: council.SideOf(r.see.Charter(), f.For),
		Decision: r.see.Ref(f.Decision), Sessions: r.see.Refs(f.Sessions), From: t.Since(), Until: t.Until(), Entry: t.Last()}
	if t.Life != nil {
		l.Ended = t.Life.Ended
	}
	if m, ok := l.Side.Member(); ok {
		l.Member = r.see.Member(m, calendar.Day{})
	}
	return l
}

// Mandates returns the mandates in the order of recording.
func (r *Room) Mandates() []MandateLine {
	var ls []MandateLine
	for _, t := range r.see.All(council.NounMandate) {
		ls = append(ls, r.mandateLine(t))
	}
	return ls
}

// Mandate returns one mandate.
func (r *Room) Mandate(id council.ID) (Mandate, error) {
	t, err := r.see.Thing(id, council.NounMandate)
	if err != nil {
		return Mandate{}, err
	}
	return Mandate{r.see.Head(t), r.mandateLine(t)}, nil
}

// People returns the persons who have mandates, in the order of their first.
func (r *Room) People() []Person {
	var ps []Person
	for _, l := range r.Mandates() {
		i := slices.IndexFunc(ps, func(p Person) bool { return p.ID == l.Facts.Person })
		if i < 0 {
			i = len(ps)
			ps = append(ps, Person{ID: l.Facts.Person})
		}
		ps[i].Name = l.Facts.Name
		ps[i].Mandates = append(ps[i].Mandates, l)
	}
	return ps
}

// Person returns one person.
func (r *Room) Person(id string) (Person, error) {
	for _, p := range r.People() {
		if p.ID == id {
			return p, nil
		}
	}
	return Person{}, council.Refuse(council.Unknown, council.CodeNoSuch, "person", id)
}

// Delegation returns the people of a member.
func (r *Room) Delegation(id procedure.Member) (Delegation, error) {
	ref := r.see.Member(id, calendar.Day{})
	if ref == nil {
		return Delegation{}, council.Refuse(council.Unknown, council.CodeNoSuch, "member", string(id))
	}
	d := Delegation{Member: *ref}
	for _, l := range r.Mandates() {
		if l.Side == access.SideOf(id) {
			d.Mandates = append(d.Mandates, l)
		}
	}
	order := access.SideOf(id).Of()
	slices.SortStableFunc(d.Mandates, func(a, b MandateLine) int {
		return cmp.Compare(slices.Index(order, a.Facts.Capacity), slices.Index(order, b.Facts.Capacity))
	})
	if r.see.Class().Heads(id) {
		d.Contradictions = r.contradictions(id)
	}
	return d, nil
}

// contradictions returns where persons of one delegation said different things.
func (r *Room) contradictions(id procedure.Member) (all []Contradiction) {
	for _, t := range r.see.All(council.NounDecision) {
		last := map[bool]*council.Stance{}
		for _, s := range t.Case.Stances.All() {
			if s.Member != id || s.Instead != 0 {
				continue
			}
			if was := last[s.Second]; was != nil && was.Stance != s.Stance && r.others(was.Mandate, s.Mandate) {
				all = append(all, Contradiction{Ref{t.ID, t.Noun, Title(t.Facts)}, r.stand(was), r.stand(&s)})
			}
			last[s.Second] = &s
		}
	}
	return all
}

func (r *Room) stand(s *council.Stance) PersonStand {
	return PersonStand{s.Stance, r.see.Ref(s.Mandate), register.Place(s.Place)}
}

// others reports whether two mandates are of two persons, as far as the class can
// know: one that it may not read could be anybody's.
func (r *Room) others(a, b council.ID) bool {
	if a == b || a == "" || b == "" {
		return false
	}
	one, err := r.see.Thing(a, council.NounMandate)
	two, err2 := r.see.Thing(b, council.NounMandate)
	return err != nil || err2 != nil || one.Facts.(*council.Mandate).Person != two.Facts.(*council.Mandate).Person
}
