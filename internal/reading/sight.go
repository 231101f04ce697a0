package reading

import (
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Sight is a state as one class of readers may see it, thing by thing: whoever asks
// it never meets what is not for its class. It notes which lists and
// things were read, so that what was made from them can be kept until one of them
// changes. It is for one view and one goroutine.
type Sight struct {
	state *council.State
	class access.Class
	reads map[string]bool
}

// look returns what a class may see.
func look(s *council.State, c access.Class) *Sight {
	return &Sight{state: s, class: c, reads: map[string]bool{}}
}

// State returns the whole state, for questions whose answers do not depend on who
// reads, or that ask for the class themselves.
func (s *Sight) State() *council.State { return s.state }

// Note remembers that a thing or a list was read by other ways than those here.
func (s *Sight) Note(key string) { s.reads[key] = true }

// Class returns the class of readers that it is for.
func (s *Sight) Class() access.Class { return s.class }

// A Reads is what a view was made from, and when the last of it changed.
type Reads struct {
	Keys      []string          // nouns, ids and "charter"
	Last      register.Place    // entries of the register after which nothing read has changed
	Audiences []access.Audience // but the public, that the class belonged to
}

// Reads returns what has been read so far.
func (s *Sight) Reads() Reads {
	rs := Reads{Audiences: s.state.Audiences(s.class)}
	for k := range s.reads {
		rs.Keys = append(rs.Keys, k)
		rs.Last = max(rs.Last, s.state.Changed(k, s.class))
	}
	slices.Sort(rs.Keys)
	return rs
}

// Fresh reports whether nothing that a view was made from has changed since, nor
// what the class may read at all.
func Fresh(s *council.State, c access.Class, rs Reads) bool {
	for _, k := range rs.Keys {
		if s.Changed(k, c) > rs.Last {
			return false
		}
	}
	return slices.Equal(s.Audiences(c), rs.Audiences)
}

// May reports whether the class may see a thing.
func (s *Sight) May(t *council.Thing) bool { return access.MaySee(s.class, t.Audience, s.state) }

// Thing returns what the class may see of a thing of one of the nouns.
func (s *Sight) Thing(id council.ID, nouns ...council.Noun) (*council.Thing, error) {
	s.reads[string(id)] = true
	t, ok := s.state.Thing(id)
	if !ok || !slices.Contains(nouns, t.Noun) || !s.May(t) {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, string(nouns[0]), string(id))
	}
	return t, nil
}

// All returns the things of a noun that the class may see.
func (s *Sight) All(n council.Noun) []*council.Thing {
	s.reads[string(n)] = true
	return slices.DeleteFunc(s.state.All(n), func(t *council.Thing) bool { return !s.May(t) })
}

// Kids returns the things of a noun that belong to or name a thing, as far as the
// class may see them.
func (s *Sight) Kids(id council.ID, n council.Noun) []*council.Thing {
	s.reads[string(id)] = true
	return slices.DeleteFunc(s.state.Children(id), func(t *council.Thing) bool { return t.Noun != n || !s.May(t) })
}

// Charter returns the charter in force; nil before the council is established.
func (s *Sight) Charter() *charter.Charter {
	s.reads["charter"] = true
	return s.state.Charter
}

// A Ref names a thing and says what it is called.
type Ref struct {
	ID    council.ID   `json:"id"`
	Noun  council.Noun `json:"noun"`
	Title words.Text   `json:"title,omitempty"`
}

// Ref returns the reference to a thing, or nothing if the class may not see it.
func (s *Sight) Ref(id council.ID) *Ref {
	if id == "" {
		return nil
	}
	s.reads[string(id)] = true
	t, ok := s.state.Thing(id)
	if !ok || !s.May(t) {
		return nil
	}
	return &Ref{ID: t.ID, Noun: t.Noun, Title: Title(t.Facts)}
}

// Refs returns those of the things that the class may see.
func (s *Sight) Refs(ids []council.ID) []Ref {
	var refs []Ref
	for _, id := range ids {
		if ref := s.Ref(id); ref != nil {
			refs = append(refs, *ref)
		}
	}
	return refs
}

// RefsOf returns references to things that were asked for already.
func RefsOf(ts []*council.Thing) []Ref {
	var refs []Ref
	for _, t := range ts {
		refs = append(refs, Ref{ID: t.ID, Noun: t.Noun, Title: Title(t.Facts)})
	}
	return refs
}

// Title returns what a thing is called.
func Title(f council.Facts) words.Text {
	switch f := f.(type) {
	case *council.Session:
		return f.Title
	case *council.Sitting:
		return f.Name
	case *council.Item:
		return f.Title
	case *council.Statement:
		return f.Speaker.Name
	case *council.Proposal:
		return f.Text
	case *council.Commitment:
		return f.Text
	case *council.Act:
		return f.Title
	case *council.Decision:
		return f.Title
	case *council.Plan:
		return f.Title
	case *council.Measure:
		return f.Text
	case *council.Programme:
		return f.Name
	case *council.Publication:
		return f.Publisher
	case *council.Text:
		return f.Title
	case *council.Award:
		return f.Award
	case *council.Base:
		return f.Field
	case *council.Unnamed:
		return f.Note
	case *council.FollowUp:
		return f.Text
	case *council.Progress:
		return f.Text
	case *council.Report:
		return f.Text
	case *council.Claim:
		return f.Asked
	case *council.OfficeHolder:
		return f.Person
	case *council.Mandate:
		return f.Name
	case *council.Circle:
		return f.Name
	case *council.Paper:
		return f.Title
	}
	return nil
}
