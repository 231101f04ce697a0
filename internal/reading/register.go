package reading

import (
	"encoding/json"
	"fmt"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// An Entry is one entry of the register, as far as the class may read it.
type Entry struct {
	Place    register.Place   `json:"place"`
	Leaf     string           `json:"leaf"` // the line that is hashed
	Recorded time.Time        `json:"recorded"`
	Sealed   bool             `json:"sealed,omitempty"` // the content is not for this reader, or no longer held
	Content  register.Content `json:"-"`                // what may be handed out
	Type     string           `json:"type,omitempty"`
	Actor    string           `json:"actor,omitempty"`
	Command  string           `json:"command,omitempty"`
	Cause    register.Place   `json:"cause,omitempty"`   // the entry it follows from; 0: none, or the charter
	Mandate  *Ref             `json:"mandate,omitempty"` // under which the actor acted, if the class may read it
	Rule     string           `json:"rule,omitempty"`    // what allowed it
	Audience access.Audience  `json:"audience,omitempty"`
	Was      access.Audience  `json:"was,omitempty"` // when it was made, where it was released since
	Subject  *Ref             `json:"subject,omitempty"`
	Later    []register.Place `json:"later,omitempty"` // entries that have corrected the subject since
	Body     json.RawMessage  `json:"body,omitempty"`
}

// Entry returns one entry from its stored leaf and content. Of an entry that the
// class may not read it returns what a stranger learns: that it exists, and when
// it was recorded.
func (r *Room) Entry(place register.Place, leaf, content []byte) (Entry, error) {
	l, err := register.ParseLeaf(leaf)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d: %w", place, err)
	}
	e := Entry{Place: place, Leaf: string(leaf), Recorded: l.Time, Sealed: true}
	if content == nil {
		return e, nil
	}
	c, err := register.ParseContent(content)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d: %w", place, err)
	}
	event, err := council.ReadEvent(c.Field)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d: %w", place, err)
	}
	audience := r.see.State().AudienceOf(event, place)
	if !access.MaySee(r.see.Class(), audience, r.see.State()) {
		e.Content = c.Disclose()
		return e, nil
	}
	text := func(name string) string { b, _ := c.Field(name); return string(b) }
	e.Sealed, e.Content = false, c
	e.Type, e.Actor, e.Command, e.Audience = event.Type, text("actor"), text("command"), audience
	e.Mandate, e.Rule = r.see.Ref(event.Mandate), event.Rule
	if e.Audience != event.Audience {
		e.Was = event.Audience
	}
	e.Cause = max(event.Cause, 0)
	e.Subject, e.Later = r.see.Ref(event.Subject), r.corrected(event.Subject, place)
	e.Body = json.RawMessage(text("body"))
	return e, nil
}

// corrected returns the entries after a place that corrected a thing.
func (r *Room) corrected(id council.ID, place register.Place) (later []register.Place) {
	t, ok := r.see.State().Thing(id)
	if !ok || !r.see.May(t) {
		return nil
	}
	for _, f := range t.Fixes.All() {
		if f.Place > place {
			later = append(later, f.Place)
		}
	}
	return later
}

// TextOf returns the thing that a text of this hash lies beside, if the class may
// read it: the one door to the bytes of texts.
func (r *Room) TextOf(hash string) (TextRef, error) {
	for _, t := range r.see.All(council.NounText) {
		if f := t.Facts.(*council.Text); f.Hash == hash {
			return TextRef{Ref{t.ID, t.Noun, f.Title}, *f}, nil
		}
	}
	return TextRef{}, council.Refuse(council.Unknown, council.CodeNoSuch, "text", hash)
}

// TextThing returns the reference to the thing that a text is of, and its head.
func (r *Room) TextThing(id council.ID) (about *Ref, marks []council.Mark, err error) {
	t, err := r.see.Thing(id, council.NounText)
	if err != nil {
		return nil, nil, err
	}
	return r.see.Ref(t.Facts.(*council.Text).About), t.Trace.All(), nil
}

// Entries returns the number of entries of the register, which is no secret.
func (r *Room) Entries() register.Place { return r.see.State().Size }
