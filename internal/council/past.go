package council

import (
	"encoding/json"
	"slices"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

// A state keeps of the past of a thing what pages show and later commands need.
// The rest is in the register, and is reached there from the last entry of a thing:
// each entry names the one about the same thing that stands before it as its cause.
// So a state grows with what the council has, and not with how long it has had it.
const (
	keptMarks   = 8 // the first entry about a thing and the last seven
	keptFixes   = 2 // earlier wordings
	keptStances = 8 // stances that no longer count
)

// A Past is what a state keeps of what happened, in order. From a snapshot it
// comes packed, and is unpacked for whoever asks: most of it nobody ever does.
//
// The zero value is nothing. Another state may share it: it is replaced and never
// changed.
type Past[T any] struct {
	list   []T
	packed []byte
	words  []string // of the snapshot that packed is from
	unpack func(*unpacker) []T
}

// All returns what is kept. The caller does not change it.
func (p Past[T]) All() []T {
	if p.packed == nil {
		return p.list
	}
	return p.unpack(&unpacker{b: p.packed, words: p.words})
}

// IsZero reports whether nothing is kept.
func (p Past[T]) IsZero() bool { return p.packed == nil && len(p.list) == 0 }

// MarshalJSON writes what is kept as an array.
func (p Past[T]) MarshalJSON() ([]byte, error) { return marshal(p.All()) }

// UnmarshalJSON reads an array.
func (p *Past[T]) UnmarshalJSON(b []byte) error {
	*p = Past[T]{}
	return json.Unmarshal(b, &p.list)
}

// with returns the past with one more at its end.
func (p Past[T]) with(last T) Past[T] {
	return Past[T]{list: append(slices.Clip(p.All()), last)}
}

// mark adds an entry to the past of t.
func (t *Thing) mark(m Mark) {
	t.Entries++
	t.last = m.Place
	all := t.Trace.with(m).All()
	if t.Entries == 1 {
		t.first = m.Place
	}
	if len(all) > keptMarks {
		all = slices.Delete(all, 1, 2)
		all[1].Gap = t.Entries - keptMarks
	}
	t.Trace = Past[Mark]{list: all}
}

// fix adds an earlier wording to the past of t.
func (t *Thing) fix(c Correction) {
	t.Fixed++
	t.Fixes = t.Fixes.with(c)
	if all := t.Fixes.All(); len(all) > keptFixes {
		t.Fixes = Past[Correction]{list: slices.Clone(all[1:])}
	}
}

// take adds a stance, and lets go of the oldest that no longer count and are more
// than a case keeps.
func (c *Case) take(s Stance) {
	c.Stances = c.Stances.with(s)
	raw := c.Stances.All()
	if len(raw) <= keptStances {
		return
	}
	all, of := places(raw)
	gone, past := make([]bool, len(all)), 0
	for i, s := range slices.Backward(all) {
		if slices.ContainsFunc(all[i+1:], s.isOf) {
			past++
			gone[i] = past > keptStances
		}
	}
	if past <= keptStances {
		return
	}
	var kept []Stance
	for i, s := range raw {
		if !gone[of[i]] {
			kept = append(kept, s)
		}
	}
	c.Stances = Past[Stance]{list: kept}
}

// pack writes a past so that keep reads it.
func (w *packer) pack(write func(*packer)) {
	inner := &packer{seen: w.seen, words: w.words}
	write(inner)
	if inner.err != nil && w.err == nil {
		w.err = inner.err
	}
	w.bytes(inner.b)
}

// keep reads what pack wrote, and leaves it packed.
func keep[T any](r *unpacker, unpack func(*unpacker) []T) Past[T] {
	b := r.bytes()
	if len(b) == 0 {
		return Past[T]{}
	}
	return Past[T]{packed: b, words: r.words, unpack: unpack}
}

func packMarks(marks []Mark) func(*packer) {
	return func(w *packer) {
		w.number(uint64(len(marks)))
		var last Mark
		for _, m := range marks {
			w.number(uint64(m.Place - last.Place))
			w.word(m.Type)
			w.signed(m.Time - last.Time)
			w.number(uint64(m.Gap))
			w.word(string(m.Mandate))
			last = m
		}
	}
}

func unpackMarks(r *unpacker) []Mark {
	marks := make([]Mark, r.count())
	var last Mark
	for i := range marks {
		last = Mark{Place: last.Place + register.Place(r.number()), Type: r.word(), Time: last.Time + r.signed(), Gap: int(r.number()), Mandate: ID(r.word())}
		marks[i] = last
	}
	return marks
}

func packFixes(fixes []Correction) func(*packer) {
	return func(w *packer) {
		if len(fixes) == 0 {
			return
		}
		w.number(uint64(len(fixes)))
		for _, c := range fixes {
			w.number(uint64(c.Place))
			w.bytes([]byte(c.Reason))
			w.word(string(c.Was().Noun()))
			if c.raw != nil {
				w.bytes(c.raw)
			} else {
				w.json(c.was)
			}
		}
	}
}

func unpackFixes(r *unpacker) []Correction {
	fixes := make([]Correction, r.count())
	for i := range fixes {
		fixes[i] = Correction{Place: register.Place(r.number()), Reason: string(r.bytes()), noun: Noun(r.word()), raw: r.bytes()}
	}
	return fixes
}

func packStances(stances []Stance) func(*packer) {
	return func(w *packer) {
		if len(stances) == 0 {
			return
		}
		w.number(uint64(len(stances)))
		for _, st := range stances {
			w.number(uint64(st.Place))
			w.word(string(st.Member))
			w.word(string(st.Stance))
			more := st
			more.Place, more.Member, more.Stance = 0, "", ""
			if b, err := marshal(more); err == nil && string(b) == emptyStance {
				w.bytes(nil)
			} else {
				w.json(more)
			}
		}
	}
}

// emptyStance is what is left of a stance that came with nothing else.
const emptyStance = `{"member":"","stance":"","place":0}`

func unpackStances(r *unpacker) []Stance {
	stances := make([]Stance, r.count())
	for i := range stances {
		place, member, stance := int64(r.number()), procedure.Member(r.word()), procedure.Stance(r.word())
		if more := r.bytes(); len(more) > 0 {
			r.decode(more, &stances[i])
		}
		stances[i].Place, stances[i].Member, stances[i].Stance = place, member, stance
	}
	return stances
}
