// Package foresee tells what an order would record before it is given, and what may
// be chosen in it, as far as a class of readers may know.
package foresee

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Room is a room of reading that looks ahead.
type Room struct {
	*reading.Room
	see *reading.Sight
}

// From returns the room that looks ahead from one of reading.
func From(r *reading.Room) *Room { return &Room{r, reading.SightOf(r)} }

// A Foreseen is an event that the council would make of an order.
type Foreseen struct {
	Type     string            `json:"type"`
	About    reading.Ref       `json:"about"`
	Audience access.Audience   `json:"audience"`
	Outcome  procedure.Outcome `json:"outcome,omitempty"` // if it decides a question
	Rule     words.Text        `json:"rule,omitempty"`    // by which
}

// within reports whether a class is in no circle that the reader's is not in: under a
// mandate that is lent nobody learns more than the page shows.
func (r *Room) within(c access.Class) bool {
	for mark := range strings.SplitSeq(string(c), "/") {
		if id, ok := strings.CutPrefix(mark, "circle:"); ok && !r.see.Class().InCircle(id) {
			return false
		}
	}
	return true
}

// Foresee returns what the council would record of an order, or its refusal. It
// decides as the council would and records nothing. An order of somebody who reads
// as another class is refused.
func (r *Room) Foresee(o council.Order) ([]Foreseen, error) {
	if access.ClassOf(o.By) != r.see.Class().Base() { // the class itself names circles, and is for nobody
		return nil, council.Refuse(council.Forbidden, council.CodeNotYours, council.Name(o.Command), string(o.By.Role))
	}
	o.IDs = nil
	for n := range uint64(4) {
		o.IDs = append(o.IDs, council.NewID(n))
	}
	if o.Given.Before(r.see.State().Time) {
		o.Given = r.see.State().Time
	}
	if lent := r.see.State().MandateFor(o); o.Mandate == "" && r.within(r.see.State().ClassUnder(o.By, lent, o.Given)) {
		o.Mandate = lent
	}
	for _, key := range []string{"charter", string(council.NounMandate), string(council.NounStatus)} {
		r.see.Note(key)
	}
	events, err := council.Decide(r.see.State(), o)
	if err != nil {
		return nil, err
	}
	var all []Foreseen
	for _, e := range events {
		f := Foreseen{Type: e.Type, Audience: e.Audience, About: reading.Ref{ID: e.Subject}}
		if ref := r.see.Ref(e.Subject); ref != nil {
			f.About = *ref
		}
		var by *council.Ruling
		switch b := e.Body.(type) {
		case *council.Recorded:
			f.About.Noun, f.About.Title = b.Facts.Noun(), reading.Title(b.Facts)
		case *council.DecisionAdopted:
			by = &b.Ruling
		case *council.QuestionFailed:
			by = &b.Ruling
		case *council.SilenceKept:
			by = &b.Ruling
		case *council.NoticeGiven:
			by = b.Ruling
		}
		if by != nil {
			f.Outcome, f.Rule = by.Finding.Outcome, by.Rule.Name
		}
		all = append(all, f)
	}
	return all, nil
}

// A Choosable is a thing that may be chosen in a form.
type Choosable struct {
	reading.Ref
	Place    register.Place  `json:"place"` // of its first entry
	Audience access.Audience `json:"audience"`
}

// Choosable returns the things of some nouns, or of all, that the class may see,
// the latest first.
func (r *Room) Choosable(nouns ...council.Noun) []Choosable {
	if len(nouns) == 0 {
		nouns = allNouns()
	}
	var list []Choosable
	for _, n := range nouns {
		for _, t := range slices.Backward(r.see.All(n)) {
			list = append(list, Choosable{reading.Ref{ID: t.ID, Noun: t.Noun, Title: reading.Title(t.Facts)}, t.First(), t.Audience})
		}
	}
	return list
}

// allNouns are the nouns of all commands that record facts.
func allNouns() []council.Noun {
	var ns []council.Noun
	for _, name := range council.Commands() {
		c, err := council.Empty(name)
		if r, ok := c.(*council.Record); ok && err == nil {
			ns = append(ns, r.Facts.Noun())
		}
	}
	return ns
}

// Called returns what a thing is called, if the class may see it.
func (r *Room) Called(id council.ID) (Choosable, bool) {
	t, ok := r.see.State().Thing(id)
	r.see.Note(string(id))
	if !ok || !r.see.May(t) {
		return Choosable{}, false
	}
	return Choosable{reading.Ref{ID: t.ID, Noun: t.Noun, Title: reading.Title(t.Facts)}, t.First(), t.Audience}, true
}

// Since returns the entries about a thing after a place, as far as they are kept
// and the class may see the thing.
func (r *Room) Since(id council.ID, seen register.Place) []council.Mark {
	t, ok := r.see.State().Thing(id)
	if !ok || !r.see.May(t) {
		return nil
	}
	return slices.DeleteFunc(t.Trace.All(), func(m council.Mark) bool { return m.Place <= seen })
}

// Recorded returns the command that would record the facts of a thing again, as a
// correction of them.
func (r *Room) Recorded(id council.ID, nouns ...council.Noun) (*council.Record, error) {
	t, err := r.see.Thing(id, nouns...)
	if err != nil {
		return nil, err
	}
	return &council.Record{Audience: t.Audience, Corrects: t.ID, Facts: t.Facts}, nil
}

// Readers returns the members whose delegates may read what is for an audience, as
// far as the class can know it.
func (r *Room) Readers(a access.Audience) []reading.MemberRef {
	var ms []procedure.Member
	for _, c := range r.see.State().Classes() {
		if m, ok := c.Member(); ok && !slices.Contains(ms, m) && access.MaySee(c, a, present{r.see}) {
			ms = append(ms, m)
		}
	}
	return r.see.Members(ms, calendar.Day{})
}

// A present is who took part in what, as far as a class may know.
type present struct{ see *reading.Sight }

// IsMember reports whether m has, or ever had, the status of a member.
func (p present) IsMember(m procedure.Member) bool { return p.see.State().IsMember(m) }

// TookPart reports whether a representative of m took part in a sitting: so says
// an attendance that m may read, and that the class may read too.
func (p present) TookPart(m procedure.Member, sitting string) bool {
	return slices.ContainsFunc(p.see.Kids(council.ID(sitting), council.NounAttendance), func(t *council.Thing) bool {
		switch t.Audience {
		case access.Public, access.Members, access.OfSitting(sitting), access.OfDelegation(m):
			return slices.ContainsFunc(t.Facts.(*council.Attendance).People, func(x council.Person) bool { return x.Member == m })
		}
		return false
	})
}
