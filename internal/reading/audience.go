package reading

import (
	"slices"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// Readership is who can read a thing, who could when, and who would after a release.
type Readership struct {
	Ref
	Now     access.Audience  `json:"now"`
	Spans   []Span           `json:"spans"` // from the first entry about the thing on
	Wider   []Wider          `json:"wider,omitempty"`
	Embargo *council.Embargo `json:"embargo,omitempty"`
}

// A Span is an audience from one entry on, until the next span begins.
type Span struct {
	Audience access.Audience `json:"audience"`
	Entry    register.Place  `json:"entry"`
	From     time.Time       `json:"from"` // as recorded
	Reason   words.Text      `json:"reason,omitempty"`
	People   []Reader        `json:"people,omitempty"` // who had a mandate then, for members' readers, as far as they may know
}

// A Reader is a person who can read something under a mandate.
type Reader struct {
	Person  string      `json:"person"`
	Name    words.Text  `json:"name"`
	Mandate council.ID  `json:"mandate"`
	Side    access.Side `json:"side"`
	Until   time.Time   `json:"until,omitzero"` // of the mandate, where its end is known
}

// Wider is what a release would make of a thing: who would read it then and does not
// now. Nobody is named where it would be everybody.
type Wider struct {
	To     access.Audience `json:"to"`
	Rule   charter.Release `json:"rule"`
	People []Reader        `json:"people,omitempty"`
}

// A Released is a thing that was released, or will be.
type Released struct {
	Ref
	Audience access.Audience    `json:"audience"`
	Releases []council.Widening `json:"releases,omitempty"`
	Embargo  *council.Embargo   `json:"embargo,omitempty"`
}

// Releases is the policy of releases and what was done under it.
type Releases struct {
	Policy []charter.Release `json:"policy,omitempty"`
	Things []Released        `json:"things,omitempty"` // in the order of their first entries
}

// Releases returns the policy of releases and what was done under it.
func (r *Room) Releases() Releases {
	v := Releases{Policy: r.see.Charter().Releases}
	var things []*council.Thing
	for _, n := range council.Nouns() {
		for _, t := range r.see.All(n) {
			if t.Life != nil && (len(t.Life.Releases) > 0 || t.Life.Embargo != nil) {
				things = append(things, t)
			}
		}
	}
	slices.SortFunc(things, func(a, b *council.Thing) int { return int(a.First() - b.First()) })
	for _, t := range things {
		v.Things = append(v.Things, Released{Ref{t.ID, t.Noun, Title(t.Facts)}, t.Audience, t.Life.Releases, t.Life.Embargo})
	}
	return v
}

// Readership returns who can, could and would read a thing.
func (r *Room) Readership(id council.ID) (Readership, error) {
	t, err := r.see.Thing(id, council.Nouns()...)
	if err != nil {
		return Readership{}, err
	}
	v := Readership{Ref: Ref{t.ID, t.Noun, Title(t.Facts)}, Now: t.Audience}
	span := Span{Audience: t.Audience, Entry: t.First(), From: time.Unix(t.Trace.All()[0].Time, 0).UTC()}
	if t.Life != nil {
		v.Embargo = t.Life.Embargo
		for _, w := range t.Life.Releases {
			span.Audience = w.From
			v.Spans = append(v.Spans, span)
			span = Span{Audience: w.To, Entry: w.Place, From: time.Unix(w.Time, 0).UTC(), Reason: w.Reason}
		}
	}
	v.Spans = append(v.Spans, span)
	for i := range v.Spans {
		until := time.Time{}
		if i+1 < len(v.Spans) {
			until = v.Spans[i+1].From
		}
		v.Spans[i].People = r.readers(v.Spans[i].Audience, v.Spans[i].From, until)
	}
	v.Wider = r.wider(t, v.Spans[len(v.Spans)-1].People)
	return v, nil
}

// readers returns, for a member's reader or the secretariat's, the people with a
// mandate in force at some time of a span who can read what is for an audience.
// Until zero is for ever.
func (r *Room) readers(a access.Audience, from, until time.Time) (people []Reader) {
	if r.see.Class() == access.PublicClass || a == access.Public {
		return nil
	}
	for _, l := range r.Mandates() {
		over := !until.IsZero() && !l.From.Before(until) || !l.Until.IsZero() && !from.Before(l.Until)
		if !over && r.canRead(l, a) {
			people = append(people, Reader{l.Facts.Person, l.Facts.Name, l.ID, l.Side, l.Until})
		}
	}
	return people
}

// canRead reports whether somebody can read what is for an audience under a mandate,
// as far as the class can know.
func (r *Room) canRead(l MandateLine, a access.Audience) bool {
	var circles []string
	if id, ok := a.Circle(); ok {
		t, err := r.see.Thing(council.ID(id), council.NounCircle)
		if err != nil {
			return false
		}
		if f := t.Facts.(*council.Circle); slices.Contains(f.People, l.Facts.Person) || slices.Contains(f.Mandates, l.ID) {
			circles = []string{id}
		}
	}
	for _, by := range access.Actors(l.Side, l.Facts.Capacity) {
		if access.MaySee(access.ClassOf(by).With(l.Facts.Bodies, circles), a, known{r}) {
			return true
		}
	}
	return false
}

// wider returns what the rules of release could make of a thing, and who would read
// it then who does not now.
func (r *Room) wider(t *council.Thing, now []Reader) (all []Wider) {
	marks := t.Trace.All()
	at := time.Unix(marks[len(marks)-1].Time, 0).UTC()
	for _, rule := range r.see.Charter().Releases {
		if _, body := r.see.State().Matter(t); !rule.Fits(body, t.Audience.Kind(), rule.To) {
			continue
		}
		for _, to := range r.named(rule.To) {
			if to == t.Audience || !access.Reaches(to, t.Audience) {
				continue
			}
			people := slices.DeleteFunc(r.readers(to, at, time.Time{}), func(p Reader) bool {
				return slices.ContainsFunc(now, func(n Reader) bool { return n.Mandate == p.Mandate })
			})
			all = append(all, Wider{to, rule, people})
		}
	}
	return all
}

// named returns the audiences of a kind that the class may know of.
func (r *Room) named(kind string) (as []access.Audience) {
	switch kind {
	case "circle":
		for _, t := range r.see.All(council.NounCircle) {
			as = append(as, access.OfCircle(string(t.ID)))
		}
	case "sitting":
		for _, t := range r.see.All(council.NounSitting) {
			as = append(as, access.OfSitting(string(t.ID)))
		}
	case "body":
		for _, b := range r.see.Charter().Bodies {
			as = append(as, access.OfTheBody(b.ID))
		}
	default:
		as = append(as, access.Audience(kind))
	}
	return as
}

// known is who took part in what as far as a class can know.
type known struct{ r *Room }

// IsMember implements access.Room.
func (k known) IsMember(m procedure.Member) bool {
	k.r.see.Note(string(council.NounStatus))
	return k.r.see.State().IsMember(m)
}

// TookPart implements access.Room.
func (k known) TookPart(m procedure.Member, sitting string) bool {
	return slices.ContainsFunc(k.r.see.Kids(council.ID(sitting), council.NounAttendance), func(t *council.Thing) bool {
		switch t.Audience {
		case access.Public, access.Members, access.OfSitting(sitting), access.OfDelegation(m):
		default:
			return false
		}
		return slices.ContainsFunc(t.Facts.(*council.Attendance).People, func(p council.Person) bool { return p.Member == m })
	})
}
