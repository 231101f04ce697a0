// Package differ finds the operations that make one text of another, as an
// officer would say them: words in place of words, lines and units that came or
// went, and a new wording where little of the old is left. It knows both
// languages by the names that their units have, and writes no prose.
//
// Whatever it returns was tried: applied to the first text, the operations give
// the second, to the letter.
package differ

import (
	"errors"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// Operations are the changes that make after of before. Equal texts give none.
// Errors: texts in different languages or styles.
func Operations(before, after *act.Text) ([]amend.Operation, error) {
	if before.Lang != after.Lang {
		return nil, errors.New("texts: different languages")
	}
	want := after.Plain()
	for _, coarse := range []bool{false, true} {
		w := &work{cur: before, coarse: coarse}
		if w.root(after.Root) && arrives(before, w.ops, want) {
			return w.ops, nil
		}
	}
	whole := []amend.Operation{{Kind: amend.Substitution, Targets: []act.Address{{}}, Lines: lines(after.Root)}}
	if !arrives(before, whole, want) {
		return nil, errors.New("texts: no operations lead from one to the other")
	}
	return whole, nil
}

func arrives(before *act.Text, ops []amend.Operation, want string) bool {
	got, err := amend.Apply(before, amend.Amender{ID: "differ", Operations: ops})
	return err == nil && got.Plain() == want
}

// work is one attempt: the text as it stands after the operations found so far.
type work struct {
	cur    *act.Text
	ops    []amend.Operation
	coarse bool // units are reworded as a whole
}

// try applies one more operation and keeps it if the spot then reads as wanted.
func (w *work) try(o amend.Operation, at act.Address, want string) bool {
	next, err := amend.Apply(w.cur, amend.Amender{ID: "differ", Operations: []amend.Operation{o}})
	if err != nil || reads(next, at) != want {
		return false
	}
	w.cur, w.ops = next, append(w.ops, o)
	return true
}

// reads is the text of what an address means.
func reads(t *act.Text, a act.Address) string {
	s, err := t.Find(a)
	switch {
	case err != nil:
		return "\x00"
	case s.Part == act.PartWords, s.Block.Kind == act.KindLine:
		return s.Block.Words.Text
	}
	return s.Block.Plain()
}

func lines(b *act.Block) []string { return strings.Split(strings.TrimSuffix(b.Plain(), "\n"), "\n") }

func under(a act.Address, s ...act.Step) act.Address {
	return act.Address{Steps: append(slices.Clone(a.Steps), s...)}
}

func (w *work) root(b *act.Block) bool {
	if was := w.cur.Root.Words.Text; was != b.Words.Text && !w.words(under(act.Address{}, act.Step{Name: act.NameTitle}), was, b.Words.Text) {
		return false
	}
	pre := func(r *act.Block) *act.Block {
		if len(r.Children) > 0 && r.Children[0].Kind == act.KindPreamble {
			return r.Children[0]
		}
		return nil
	}
	switch old, now := pre(w.cur.Root), pre(b); {
	case (old == nil) != (now == nil):
		return false
	case old != nil && old.Plain() != now.Plain():
		at := under(act.Address{}, act.Step{Name: act.NamePreamble})
		if !w.changed(at, old, now) && !w.try(amend.Operation{Kind: amend.Substitution, Targets: []act.Address{at}, Lines: lines(now)}, at, now.Plain()) {
			return false
		}
	}
	return w.kids(act.Address{}, w.cur.Root, b)
}

// changed tries to say the difference in the lines of a unit, and leaves all as
// it was where it cannot.
func (w *work) changed(at act.Address, old, now *act.Block) bool {
	cur, n := w.cur, len(w.ops)
	if !w.coarse && w.inside(at, old, now) && reads(w.cur, at) == now.Plain() {
		return true
	}
	w.cur, w.ops = cur, w.ops[:n]
	return false
}

// unit makes one unit read as another of the same label.
func (w *work) unit(at act.Address, old, now *act.Block) bool {
	return old.Plain() == now.Plain() || w.changed(at, old, now) ||
		w.try(amend.Operation{Kind: amend.Substitution, Targets: []act.Address{at}, Lines: lines(now)}, at, now.Plain())
}

func (w *work) inside(at act.Address, old, now *act.Block) bool {
	if old.Label != now.Label || (old.Words.Text == "") != (now.Words.Text == "") {
		return false
	}
	if old.Words.Text != now.Words.Text {
		s := act.Step{Name: act.NameLine, Ordinal: 1}
		switch {
		case old.Kind.Headed():
			s = act.Step{Name: act.NameHeading}
		case !w.counts(old) && len(labelled(old)) > 0:
			s = act.Step{Name: act.NameIntro}
		case !w.counts(old):
			return len(old.Children) == 0 && len(now.Children) == 0 && w.some(at, old.Words.Text, now.Words.Text, now.Plain())
		}
		if !w.words(under(at, s), old.Words.Text, now.Words.Text) {
			return false
		}
	}
	return w.lines(at, old, now) && w.tables(at, old, now) && w.kids(at, old, now)
}

func labelled(b *act.Block) []*act.Block {
	return slices.DeleteFunc(slices.Clone(b.Children), func(c *act.Block) bool { return !c.Kind.Labelled() })
}

// kids makes the labelled units under one block those under another.
func (w *work) kids(at act.Address, old, now *act.Block) bool {
	olds, nows := labelled(old), labelled(now)
	twin := func(list []*act.Block, c *act.Block) *act.Block {
		for _, x := range list {
			if x.Kind == c.Kind && x.Num == c.Num {
				return x
			}
		}
		return nil
	}
	for _, c := range olds {
		a, ok := w.named(at, c)
		if !ok {
			return false
		}
		x := twin(nows, c)
		if x == nil {
			next, err := amend.Apply(w.cur, amend.Amender{ID: "differ", Operations: []amend.Operation{{Kind: amend.Removal, Targets: []act.Address{a}}}})
			if err != nil {
				return false
			}
			w.cur, w.ops = next, append(w.ops, amend.Operation{Kind: amend.Removal, Targets: []act.Address{a}})
			continue
		}
		if !w.unit(a, c, x) {
			return false
		}
	}
	for i, c := range nows {
		if twin(olds, c) == nil && !w.added(at, c, nows[:i]) {
			return false
		}
	}
	spot, err := w.cur.Find(at)
	if err != nil {
		return false
	}
	have := labelled(spot.Block)
	return slices.EqualFunc(have, nows, func(a, b *act.Block) bool { return a.Plain() == b.Plain() })
}

// added inserts a unit by its number, or after the one before it.
func (w *work) added(at act.Address, c *act.Block, before []*act.Block) bool {
	spot, err := w.cur.Find(at)
	if err != nil {
		return false
	}
	step, ok := stepOf(w.cur, spot.Block, c)
	if !ok {
		return false
	}
	o := amend.Operation{Kind: amend.Insertion, Targets: []act.Address{at}, Lines: lines(c), Named: []act.Step{step}}
	stands := func(t *act.Text) bool {
		s, err := t.Find(at)
		if err != nil {
			return false
		}
		have := labelled(s.Block)
		i := slices.IndexFunc(have, func(b *act.Block) bool { return b.Kind == c.Kind && b.Num == c.Num })
		return i == len(before) && have[i].Plain() == c.Plain()
	}
	for {
		next, err := amend.Apply(w.cur, amend.Amender{ID: "differ", Operations: []amend.Operation{o}})
		if err == nil && stands(next) {
			w.cur, w.ops = next, append(w.ops, o)
			return true
		}
		if o.Anchor != nil || len(before) == 0 {
			return false
		}
		a, ok := w.named(at, before[len(before)-1])
		if !ok {
			return false
		}
		o.At, o.Anchor = amend.After, &a
	}
}
