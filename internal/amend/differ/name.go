package differ

import (
	"slices"

	"chancery.example/chancery/internal/act"
)

// named is the address of a unit under another, if its language has one that
// means it and nothing else.
func (w *work) named(at act.Address, c *act.Block) (act.Address, bool) {
	spot, err := w.cur.Find(at)
	if err != nil {
		return at, false
	}
	step, ok := stepOf(w.cur, spot.Block, c)
	a := under(at, step)
	if ok && at.Steps != nil && w.cur.Gathers(spot.Block) && !w.cur.Gathers(c) {
		// Units of a chapter are named without it, where that is enough.
		short := act.Address{Steps: append(slices.Clone(at.Steps[:len(at.Steps)-1]), step)}
		if s, err := w.cur.Find(short); err == nil && s.Block.Kind == c.Kind && s.Block.Num == c.Num {
			a = short
		}
	}
	if ok && c.ID != "" {
		s, err := w.cur.Find(a)
		ok = err == nil && s.Block.Kind == c.Kind && s.Block.Num == c.Num
	}
	return a, ok
}

// stepOf is how a unit is called inside another. doc/plaintext.md, rule 7
// (Russian) and 3 (English).
func stepOf(t *act.Text, parent, c *act.Block) (act.Step, bool) {
	names := []act.Name{act.Name(c.Kind)}
	switch {
	case c.Kind.Headed():
	case t.Lang == act.Russian && c.Kind == act.KindNumber && parent.Kind == act.KindArticle:
		names = []act.Name{act.NamePart}
	case t.Lang == act.Russian && c.Kind == act.KindNumber:
		names = []act.Name{act.NamePoint}
	case t.Lang == act.Russian && c.Kind == act.KindBracket && parent.Kind == act.KindArticle:
		names = []act.Name{act.NamePoint, act.NameSubpoint}
	case t.Lang == act.Russian:
		names = []act.Name{act.NameSubpoint}
	default:
		names = []act.Name{act.NameParagraph, act.NamePoint, act.NameSubsection, act.NameSubparagraph}
	}
	for _, n := range names {
		s := act.Step{Name: n, Num: c.Num}
		if slices.Contains(t.Kinds(parent, s), c.Kind) {
			return s, true
		}
	}
	return act.Step{Name: names[0], Num: c.Num}, t.Lang == act.Russian && names[0] == act.NamePoint
}
