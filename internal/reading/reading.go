// Package reading is the one way out: everything that an actor may read, as typed
// views. No page, list, feed or export reaches the state past it.
//
// A [Room] is the state as one class of readers may see it. A view of the full
// state for a class equals the view of what that class holds, byte for byte: what
// a reader may not see leaves no trace, not in a count and not in an error.
package reading

import (
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Room is a state as one class of readers may see it. It notes which lists and
// things were read, so that what was made from them can be kept until one of them
// changes. It is for one view and one goroutine.
type Room struct {
	state *council.State
	class access.Class
	reads map[string]bool
}

// Enter opens the room of a class. The state must not change while it is used.
func Enter(s *council.State, c access.Class) *Room {
	return &Room{state: s, class: c, reads: map[string]bool{}}
}

// Class returns the class of readers that the room is for.
func (r *Room) Class() access.Class { return r.class }

// A Reads is what a view was made from, and when the last of it changed.
type Reads struct {
	Keys      []string          // nouns, ids and "charter"
	Last      register.Place    // entries of the register after which nothing read has changed
	Audiences []access.Audience // but the public, that the class belonged to
}

// Reads returns what has been read in the room so far.
func (r *Room) Reads() Reads {
	rs := Reads{Audiences: r.state.Audiences(r.class)}
	for k := range r.reads {
		rs.Keys = append(rs.Keys, k)
		rs.Last = max(rs.Last, r.state.Changed(k, r.class))
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

func (r *Room) may(t *council.Thing) bool { return access.MaySee(r.class, t.Audience, r.state) }

// thing returns what the class may see of a thing of one of the nouns.
func (r *Room) thing(id council.ID, nouns ...council.Noun) (*council.Thing, error) {
	r.reads[string(id)] = true
	t, ok := r.state.Thing(id)
	if !ok || !slices.Contains(nouns, t.Noun) || !r.may(t) {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, string(nouns[0]), string(id))
	}
	return t, nil
}

// all returns the things of a noun that the class may see.
func (r *Room) all(n council.Noun) []*council.Thing {
	r.reads[string(n)] = true
	return slices.DeleteFunc(r.state.All(n), func(t *council.Thing) bool { return !r.may(t) })
}

// kids returns the things of a noun that belong to or name a thing, as far as the
// class may see them.
func (r *Room) kids(id council.ID, n council.Noun) []*council.Thing {
	r.reads[string(id)] = true
	return slices.DeleteFunc(r.state.Children(id), func(t *council.Thing) bool { return t.Noun != n || !r.may(t) })
}

func (r *Room) charter() *charter.Charter {
	r.reads["charter"] = true
	return r.state.Charter
}

// A Ref names a thing and says what it is called.
type Ref struct {
	ID    council.ID   `json:"id"`
	Noun  council.Noun `json:"noun"`
	Title words.Text   `json:"title,omitempty"`
}

// ref returns the reference to a thing, or nothing if the class may not see it.
func (r *Room) ref(id council.ID) *Ref {
	if id == "" {
		return nil
	}
	r.reads[string(id)] = true
	t, ok := r.state.Thing(id)
	if !ok || !r.may(t) {
		return nil
	}
	return &Ref{ID: t.ID, Noun: t.Noun, Title: title(t.Facts)}
}

func (r *Room) refs(ids []council.ID) []Ref {
	var refs []Ref
	for _, id := range ids {
		if ref := r.ref(id); ref != nil {
			refs = append(refs, *ref)
		}
	}
	return refs
}

func refsOf(ts []*council.Thing) []Ref {
	var refs []Ref
	for _, t := range ts {
		refs = append(refs, Ref{ID: t.ID, Noun: t.Noun, Title: title(t.Facts)})
	}
	return refs
}

// title returns what a thing is called.
func title(f council.Facts) words.Text {
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
	}
	return nil
}

// A Head is what every page of a thing has.
type Head struct {
	Ref
	Audience  access.Audience      `json:"audience"`
	Entries   []council.Mark       `json:"entries"`             // every entry about the thing
	Fixes     []council.Correction `json:"fixes,omitempty"`     // what was said before
	Texts     []TextRef            `json:"texts,omitempty"`     // deposited beside it
	Questions []Question           `json:"questions,omitempty"` // that sources were asked about it
}

// A TextRef is a text that lies beside a thing.
type TextRef struct {
	Ref
	Facts council.Text `json:"facts"`
}

// A Question is what one or more sources say to the same question, side by side.
type Question struct {
	ID      string           `json:"id"`
	Asked   words.Text       `json:"asked"`
	Answers []Answer         `json:"answers"`
	Differ  bool             `json:"differ"` // not all say the same
	Entries []register.Place `json:"entries"`
}

// An Answer is what one source says.
type Answer struct {
	ID       council.ID       `json:"id"`
	Value    words.Text       `json:"value"`
	By       words.Text       `json:"by"`
	At       calendar.When    `json:"at,omitzero"`
	Reading  words.Text       `json:"reading,omitempty"`
	Evidence council.Evidence `json:"evidence,omitzero"`
	Entry    register.Place   `json:"entry"`
}

func (r *Room) head(t *council.Thing) Head {
	h := Head{Ref: Ref{ID: t.ID, Noun: t.Noun, Title: title(t.Facts)}, Audience: t.Audience, Entries: t.Trace.All(), Fixes: t.Fixes.All()}
	for _, kid := range r.kids(t.ID, council.NounText) {
		h.Texts = append(h.Texts, TextRef{Ref{kid.ID, kid.Noun, title(kid.Facts)}, *kid.Facts.(*council.Text)})
	}
	h.Questions = r.questions(t.ID)
	return h
}

func (r *Room) questions(id council.ID) []Question {
	var qs []Question
	for _, t := range r.kids(id, council.NounClaim) {
		f := t.Facts.(*council.Claim)
		i := slices.IndexFunc(qs, func(q Question) bool { return q.ID == f.Question })
		if i < 0 {
			i = len(qs)
			qs = append(qs, Question{ID: f.Question, Asked: f.Asked})
		}
		q := &qs[i]
		q.Answers = append(q.Answers, Answer{t.ID, f.Value, f.By, f.At, f.Reading, f.Evidence, t.Last()})
		q.Entries = append(q.Entries, t.Last())
		first, lang := q.Answers[0].Value.In("en")
		q.Differ = q.Differ || f.Value[lang] != first
	}
	return qs
}

// A MemberRef names a member.
type MemberRef struct {
	ID   procedure.Member `json:"id"`
	Name words.Text       `json:"name"`
	ISO  string           `json:"iso,omitempty"`
}

// member returns what a member is called on a day; an unknown day is the last.
func (r *Room) member(id procedure.Member, d calendar.Day) *MemberRef {
	m, ok := r.charter().Member(id)
	if !ok {
		return nil
	}
	name := m.Names[len(m.Names)-1]
	if d.Known() {
		name = m.NameOn(d)
	}
	return &MemberRef{m.ID, name.Name, m.ISO}
}

func (r *Room) members(ids []procedure.Member, d calendar.Day) []MemberRef {
	var ms []MemberRef
	for _, id := range ids {
		if m := r.member(id, d); m != nil {
			ms = append(ms, *m)
		}
	}
	return ms
}
