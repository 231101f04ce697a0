package council

import (
	"chancery.example/chancery/internal/access"
)

// Held returns the part of s that a class of readers may read, as its own state:
// what a mirror of that class, or a stranger, folds from the entries that it is
// given. It shares things with s, and
// neither it nor s may be changed while it is used.
func (s *State) Held(c access.Class) *State {
	h := NewState()
	h.Charter, h.Size, h.Time, h.numbers = s.Charter, s.Size, s.Time, s.numbers
	for _, o := range s.Odd {
		if access.MaySee(c, o.Audience, s) {
			h.Odd = append(h.Odd, o)
		}
	}
	for id, t := range s.things {
		if access.MaySee(c, t.Audience, s) {
			h.things[id] = t
			h.watch(t)
		}
	}
	for of, marks := range s.lists {
		for _, m := range marks {
			if access.MaySee(c, m.Audience, s) {
				h.changed(of, m.Audience, m.Place)
			}
		}
	}
	for n, ids := range s.byNoun {
		h.byNoun[n] = h.heldOf(ids)
	}
	for parent, ids := range s.children {
		h.children[parent] = h.heldOf(ids)
	}
	return h
}

// heldOf returns those of ids that s has.
func (s *State) heldOf(ids []ID) (held []ID) {
	for _, id := range ids {
		if s.things[id] != nil {
			held = append(held, id)
		}
	}
	return held
}
