package reading

import (
	"slices"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// Whole is a session with everything that belongs to it, for taking away.
type Whole struct {
	Things  []Ref            // the session first, then in the order of recording
	Entries []register.Place // about them, in order
	Gaps    []Gap            // where entries about one thing are not among Entries
	Texts   []TextRef        // that lie beside them
}

// A Gap is where the state no longer knows the entries about a thing, because it
// has many: they are found in the register by their causes, from the later back.
type Gap struct {
	After, Before register.Place
}

// Whole returns a session with everything that belongs to it: what was recorded
// of it and the acts and programmes that this names, but not what other sessions
// made of those.
func (r *Room) Whole(id council.ID) (Whole, error) {
	t, err := r.see.Thing(id, council.NounSession)
	if err != nil {
		return Whole{}, err
	}
	seen := map[council.ID]bool{id: true}
	found := []*council.Thing{t}
	add := func(more ...*council.Thing) {
		for _, x := range more {
			if !seen[x.ID] && r.see.May(x) && x.Noun != council.NounSession {
				seen[x.ID] = true
				found = append(found, x)
			}
		}
	}
	for i := 0; i < len(found); i++ {
		x := found[i]
		r.see.Note(string(x.ID))
		for _, kid := range r.see.State().Children(x.ID) {
			// An act or a programme lives longer than the session.
			if x.Noun != council.NounAct && x.Noun != council.NounProgramme || kid.Noun == council.NounText {
				add(kid)
			}
		}
		for _, named := range x.Facts.Of() {
			if n, ok := r.see.State().Thing(named); ok && i > 0 {
				add(n)
			}
		}
	}
	slices.SortStableFunc(found[1:], func(a, b *council.Thing) int { return int(a.First() - b.First()) })
	var w Whole
	for _, x := range found {
		w.Things = append(w.Things, Ref{x.ID, x.Noun, Title(x.Facts)})
		trace := x.Trace.All()
		for i, m := range trace {
			w.Entries = append(w.Entries, m.Place)
			if m.Gap > 0 {
				w.Gaps = append(w.Gaps, Gap{trace[i-1].Place, m.Place})
			}
		}
		if f, ok := x.Facts.(*council.Text); ok {
			w.Texts = append(w.Texts, TextRef{Ref{x.ID, x.Noun, f.Title}, *f})
		}
	}
	slices.Sort(w.Entries)
	return w, nil
}
