package council

import (
	"cmp"
	"slices"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

// A State is everything that the entries say, folded. It holds of a text only
// what is known of it, never its bytes.
//
// The zero value is a council before its charter. A State is not safe for use by
// several goroutines while events are applied.
type State struct {
	Charter *charter.Charter
	Size    register.Place // entries folded
	Time    time.Time      // of the last entry, as recorded
	Odd     []Odd          // entries that this program can make nothing of: kept, shown as such

	things  map[ID]*Thing
	numbers map[string]int // the last number given, by series
	running map[ID]bool    // the decisions under a silence that is running

	byNoun   map[Noun][]ID            // in the order of recording
	children map[ID][]ID              // what belongs to or names a thing, in the order of recording
	lists    map[string][]change      // how many entries there were after the last change of a list, by whom it is for
	closed   map[access.Audience]bool // the audiences but the public that anything was recorded for
}

// An Odd is an entry that changes nothing: of an unknown type, or about a thing
// that is not held or of another kind or audience.
type Odd struct {
	Place    register.Place  `json:"place"`
	Audience access.Audience `json:"audience"`
}

// NewState returns a council before its charter.
func NewState() *State {
	return &State{
		things: map[ID]*Thing{}, numbers: map[string]int{}, running: map[ID]bool{},
		byNoun: map[Noun][]ID{}, children: map[ID][]ID{},
		lists: map[string][]change{}, closed: map[access.Audience]bool{},
	}
}

// Apply folds one event, recorded at a place and a time. It is total: an event of
// an unknown type, about a thing that is not held or of another kind or audience,
// is kept as odd and changes nothing else.
func (s *State) Apply(e Event, place register.Place, at time.Time) {
	s.skip(place, at)
	mark := Mark{Place: place, Type: e.Type, Time: at.Unix(), Mandate: e.Mandate}
	if first, ok := e.Body.(*CharterEstablished); ok && e.Subject == "" && s.Charter == nil {
		first.apply(s, nil, mark)
		s.touch("charter", access.Public)
		return
	}
	t := s.things[e.Subject]
	r, records := e.Body.(*Recorded)
	switch {
	case !e.fits(t):
		s.Odd = append(s.Odd, Odd{place, e.Audience})
		return
	case t == nil:
		t = &Thing{ID: e.Subject, Noun: r.Facts.Noun(), Audience: e.Audience}
		if t.Noun == NounDecision {
			t.Case = new(Case)
		}
		s.things[t.ID] = t
		s.byNoun[t.Noun] = append(s.byNoun[t.Noun], t.ID)
	case records:
		s.unlink(t)
	}
	e.Body.apply(s, t, mark)
	s.watch(t)
	t.mark(mark)
	if records {
		t.Said = place
		s.link(t)
	}
	s.touchAll(t)
}

// Skip folds an entry whose content is not held: it exists, and says nothing.
func (s *State) Skip(place register.Place, at time.Time) { s.skip(place, at) }

func (s *State) skip(place register.Place, at time.Time) { s.Size, s.Time = place+1, at }

// unlink takes t out of what it belongs to, before its facts are replaced.
func (s *State) unlink(t *Thing) {
	s.touchAll(t)
	for _, parent := range t.Facts.Of() {
		s.children[parent] = slices.DeleteFunc(s.children[parent], func(id ID) bool { return id == t.ID })
	}
}

// link puts t into what it belongs to, in the order of first entries.
func (s *State) link(t *Thing) {
	for _, parent := range t.Facts.Of() {
		kids := s.children[parent]
		at, held := slices.BinarySearchFunc(kids, t.First(), func(id ID, first register.Place) int {
			return cmp.Compare(s.things[id].First(), first)
		})
		if !held {
			s.children[parent] = slices.Insert(kids, at, t.ID)
		}
	}
}

// touchAll marks every list that shows t as changed by the entry being folded.
func (s *State) touchAll(t *Thing) {
	for _, parent := range t.Facts.Of() {
		s.touch(string(parent), t.Audience)
	}
	s.touch(string(t.Noun), t.Audience)
	s.touch(string(t.ID), t.Audience)
}

func (s *State) touch(list string, a access.Audience) { s.changed(list, a, s.Size) }

// changed notes that a list changed for an audience with the entry before place.
func (s *State) changed(list string, a access.Audience, place register.Place) {
	at := slices.IndexFunc(s.lists[list], func(c change) bool { return c.Audience == a })
	if at < 0 {
		s.lists[list] = append(s.lists[list], change{a, place})
	} else {
		s.lists[list][at].Place = place
	}
	if a != access.Public {
		s.closed[a] = true
	}
}

// Thing returns the thing with an id.
func (s *State) Thing(id ID) (*Thing, bool) {
	t, ok := s.things[id]
	return t, ok
}

// All returns the things of a noun in the order in which they were recorded.
func (s *State) All(n Noun) []*Thing { return s.list(s.byNoun[n]) }

// Children returns the things that belong to or name a thing, in the order in
// which they were recorded.
func (s *State) Children(id ID) []*Thing { return s.list(s.children[id]) }

func (s *State) list(ids []ID) []*Thing {
	ts := make([]*Thing, len(ids))
	for i, id := range ids {
		ts[i] = s.things[id]
	}
	return ts
}

// Changed returns the number of entries after which the list that key names (a
// noun, an id, "charter") last changed for class c, or 0.
func (s *State) Changed(key string, c access.Class) register.Place {
	var last register.Place
	for _, l := range s.lists[key] {
		if l.Place > last && access.MaySee(c, l.Audience, s) {
			last = l.Place
		}
	}
	return last
}

// Audiences returns the audiences but the public that anything was recorded for
// and that class c belongs to, by alphabet. They change when somebody turns out to
// have taken part in a sitting, or not to have.
func (s *State) Audiences(c access.Class) []access.Audience {
	if c == access.PublicClass {
		return nil
	}
	var as []access.Audience
	for a := range s.closed {
		if access.MaySee(c, a, s) {
			as = append(as, a)
		}
	}
	slices.Sort(as)
	return as
}

// IsMember reports whether m has, or ever had, the status of a member.
func (s *State) IsMember(m procedure.Member) bool {
	if s.Charter == nil {
		return false
	}
	member, ok := s.Charter.Member(m)
	if ok && slices.ContainsFunc(member.Statuses, func(st charter.Status) bool { return st.Standing == charter.FullMember }) {
		return true
	}
	return slices.ContainsFunc(s.All(NounStatus), func(t *Thing) bool {
		f := t.Facts.(*Status)
		return f.Member == m && f.Standing == charter.FullMember
	})
}

// TookPart reports whether a representative of m took part in a sitting. Only an
// attendance that m may read itself says so: what it may read must not depend on
// what it may not.
func (s *State) TookPart(m procedure.Member, sitting string) bool {
	for _, id := range s.children[ID(sitting)] {
		t := s.things[id]
		switch t.Audience {
		case access.Public, access.Members, access.OfSitting(sitting), access.OfDelegation(m):
		default:
			continue
		}
		f, ok := t.Facts.(*Attendance)
		if ok && slices.ContainsFunc(f.People, func(p Person) bool { return p.Member == m }) {
			return true
		}
	}
	return false
}

// StandingOn returns the status of m on a day: as in the charter, or as changed
// since.
func (s *State) StandingOn(m procedure.Member, d calendar.Day) charter.Standing {
	standing := s.Charter.StandingOn(m, d)
	for _, id := range s.byNoun[NounStatus] {
		if f := s.things[id].Facts.(*Status); f.Member == m && f.Force.Holds(d) {
			standing = f.Standing
		}
	}
	return standing
}

// Electorate returns the members that take part in decisions on a day, in the
// order of precedence.
func (s *State) Electorate(d calendar.Day) []procedure.Member {
	var ms []procedure.Member
	for _, m := range s.Charter.Precedence() {
		if s.StandingOn(m, d) == charter.FullMember {
			ms = append(ms, m)
		}
	}
	return ms
}

// A fold is the form of a state in the bytes of its hash: the things in the order
// of their first entries. Everything else is derived.
type fold struct {
	Charter *charter.Charter `json:"charter"`
	Size    register.Place   `json:"size"`
	Time    time.Time        `json:"time"`
	Odd     []Odd            `json:"odd,omitempty"`
	Things  []*Thing         `json:"things"`
	Numbers map[string]int   `json:"numbers,omitempty"`
	Lists   []listMark       `json:"lists,omitempty"`
}

type listMark struct {
	Of string `json:"of"`
	change
}

// A change says how many entries there were after the last change of a list for an
// audience.
type change struct {
	Audience access.Audience `json:"audience"`
	Place    register.Place  `json:"place"`
}

// MarshalJSON writes the state so that equal states give equal bytes.
func (s *State) MarshalJSON() ([]byte, error) {
	return marshal(fold{s.Charter, s.Size, s.Time, s.Odd, s.inOrder(), s.numbers, s.listMarks()})
}
