package reading

import (
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

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

// Head returns what the page of a thing begins with.
func (s *Sight) Head(t *council.Thing) Head {
	h := Head{Ref: Ref{ID: t.ID, Noun: t.Noun, Title: Title(t.Facts)}, Audience: t.Audience, Entries: t.Trace.All(), Fixes: t.Fixes.All()}
	for _, kid := range s.Kids(t.ID, council.NounText) {
		h.Texts = append(h.Texts, TextRef{Ref{kid.ID, kid.Noun, Title(kid.Facts)}, *kid.Facts.(*council.Text)})
	}
	h.Questions = s.Questions(t.ID)
	return h
}

// Questions returns what sources were asked about a thing.
func (s *Sight) Questions(id council.ID) []Question {
	var qs []Question
	for _, t := range s.Kids(id, council.NounClaim) {
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

// Member returns what a member is called on a day; an unknown day is the last.
func (s *Sight) Member(id procedure.Member, d calendar.Day) *MemberRef {
	m, ok := s.Charter().Member(id)
	if !ok {
		return nil
	}
	name := m.Names[len(m.Names)-1]
	if d.Known() {
		name = m.NameOn(d)
	}
	return &MemberRef{m.ID, name.Name, m.ISO}
}

// Members returns what members are called on a day; who is none is left out.
func (s *Sight) Members(ids []procedure.Member, d calendar.Day) []MemberRef {
	var ms []MemberRef
	for _, id := range ids {
		if m := s.Member(id, d); m != nil {
			ms = append(ms, *m)
		}
	}
	return ms
}
