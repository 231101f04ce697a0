package council

import (
	"chancery.example/chancery/internal/access"
)

// Held returns the part of s that a class of readers may read, as its own state:
// what a mirror of that class, or a stranger, folds from the entries that it is
// given. It shares things with s and must not be changed.
func (s *State) Held(c access.Class) *State {
	h := NewState()
	h.Charter, h.Size, h.Time, h.numbers = s.Charter, s.Size, s.Time, s.numbers
	for id, t := range s.things {
		if access.MaySee(c, t.Audience, s) {
			h.things[id] = t
		}
	}
	for k, p := range s.lists {
		if access.MaySee(c, k.audience, s) {
			h.lists[k] = p
		}
	}
	return h
}
