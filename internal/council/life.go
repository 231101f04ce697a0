package council

import (
	"chancery.example/chancery/internal/access"
)

// A Life is what befalls a thing beside the recording of its facts. Another state
// may share it: it is replaced and never changed.
type Life struct {
	Ended    *Ending    `json:"ended,omitempty"`    // of a mandate that was withdrawn
	Releases []Widening `json:"releases,omitempty"` // in order
	Embargo  *Embargo   `json:"embargo,omitempty"`  // that has not ended

	Withdrawn *Withdrawal     `json:"withdrawn,omitempty"` // an item or a paper
	Adopted   *AgendaAdoption `json:"adopted,omitempty"`   // a version of an agenda
	Examined  *Examination    `json:"examined,omitempty"`  // the last, of the credentials of a delegation
}

// live gives t a life with one change.
func (t *Thing) live(change func(*Life)) {
	var l Life
	if t.Life != nil {
		l = *t.Life
	}
	change(&l)
	t.Life = &l
}

// A befalling is a body that is about things of other nouns than decisions.
type befalling interface {
	// fits reports whether it can befall t, in an entry with an audience.
	fits(t *Thing, a access.Audience) bool
}

// fits reports whether an event can befall a thing that there is or, if t is nil,
// begin one.
func (e Event) fits(t *Thing) bool {
	r, records := e.Body.(*Recorded)
	b, befalls := e.Body.(befalling)
	switch {
	case e.Body == nil || e.Subject == "" || !e.Audience.Valid():
		return false
	case t == nil:
		return records
	case befalls:
		return b.fits(t, e.Audience)
	case t.Audience != e.Audience:
		return false
	case records:
		return t.Noun == r.Facts.Noun()
	}
	return t.Case != nil
}
