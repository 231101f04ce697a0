// Package reading is the one way out: everything that an actor may read, as typed
// views. No page, list, feed or export reaches the state past it and the rooms below it.
//
// A [Room] is the state as one class of readers may see it. A view of the full
// state for a class equals the view of what that class holds, byte for byte: what
// a reader may not see leaves no trace, not in a count and not in an error.
package reading

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
)

// A Room is where a class of readers finds its views. It is for one view and one
// goroutine.
type Room struct{ see *Sight }

// Enter opens the room of a class. The state must not change while it is used.
func Enter(s *council.State, c access.Class) *Room { return &Room{look(s, c)} }

// SightOf returns what a room sees, for the rooms below this one; no other calls it,
// and the house sees to that.
func SightOf(r *Room) *Sight { return r.see }

// Class returns the class of readers that the room is for.
func (r *Room) Class() access.Class { return r.see.Class() }

// Reads returns what has been read in the room so far.
func (r *Room) Reads() Reads { return r.see.Reads() }
