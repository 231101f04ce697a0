package differ

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func linesOf(b *act.Block) []string {
	var out []string
	for _, c := range b.Children {
		if c.Kind == act.KindLine {
			out = append(out, c.Words.Text)
		}
	}
	return out
}

// counts says whether the language counts the lines of a unit: English has no word
// for those of a point, an annex or a chapter.
func (w *work) counts(b *act.Block) bool {
	switch b.Kind {
	case act.KindNumber, act.KindArticle, act.KindSection, act.KindRule, act.KindPreamble:
		return true
	}
	return w.cur.Lang == act.Russian
}

// lines makes the unlabelled lines of one unit those of another, from the last
// to the first, so that the counts of the others hold.
func (w *work) lines(at act.Address, old, now *act.Block) bool {
	a, b := linesOf(old), linesOf(now)
	if !w.counts(old) && !slices.Equal(a, b) {
		return false
	}
	first := 1
	if old.Kind.Labelled() && !old.Kind.Headed() && old.Words.Text != "" {
		first = 2
	}
	step := func(i int) act.Step { return act.Step{Name: act.NameLine, Ordinal: i + first} }
	gaps := common(a, b)
	for _, g := range slices.Backward(gaps) {
		both := min(g.a1-g.a0, g.b1-g.b0)
		if n := g.b1 - g.b0 - both; n > 0 {
			o := amend.Operation{Kind: amend.Insertion, Targets: []act.Address{at}, Lines: b[g.b0+both : g.b1]}
			for i := range n {
				o.Named = append(o.Named, step(g.a0+both+i))
			}
			if behind := step(g.a0 + both - 1); w.cur.Lang == act.English && n > 1 && behind.Ordinal > 0 { // which counts no several lines
				anchor := under(at, behind)
				o.Named, o.At, o.Anchor = []act.Step{{Name: act.NameLine}}, amend.After, &anchor
			}
			if !w.apply(o) {
				return false
			}
		}
		for i := g.a1 - 1; i >= g.a0+both; i-- {
			if !w.apply(amend.Operation{Kind: amend.Removal, Targets: []act.Address{under(at, step(i))}}) {
				return false
			}
		}
		for i := both - 1; i >= 0; i-- {
			if !w.words(under(at, step(g.a0+i)), a[g.a0+i], b[g.b0+i]) {
				return false
			}
		}
	}
	return true
}

func (w *work) apply(o amend.Operation) bool {
	next, err := amend.Apply(w.cur, amend.Amender{ID: "differ", Operations: []amend.Operation{o}})
	if err != nil {
		return false
	}
	w.cur, w.ops = next, append(w.ops, o)
	return true
}

// gap is a stretch of two lists between what they share.
type gap struct{ a0, a1, b0, b1 int }

// common finds the longest list that both hold, and gives what lies between. Of
// very long lists only the ends are compared.
func common(a, b []string) []gap {
	p := 0
	for p < min(len(a), len(b)) && a[p] == b[p] {
		p++
	}
	s := 0
	for s < min(len(a), len(b))-p && a[len(a)-1-s] == b[len(b)-1-s] {
		s++
	}
	x, y := a[p:len(a)-s], b[p:len(b)-s]
	if len(x)*len(y) > 1<<20 {
		return []gap{{p, len(a) - s, p, len(b) - s}}
	}
	n := len(y) + 1
	best := make([]int, (len(x)+1)*n)
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				best[i*n+j] = best[(i+1)*n+j+1] + 1
			} else {
				best[i*n+j] = max(best[(i+1)*n+j], best[i*n+j+1])
			}
		}
	}
	var out []gap
	g := gap{p, p, p, p}
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			if g.a1 > g.a0 || g.b1 > g.b0 {
				out = append(out, g)
			}
			i, j = i+1, j+1
			g = gap{p + i, p + i, p + j, p + j}
		case j == len(y) || i < len(x) && best[(i+1)*n+j] >= best[i*n+j+1]:
			i++
			g.a1++
		default:
			j++
			g.b1++
		}
	}
	if g.a1 > g.a0 || g.b1 > g.b0 {
		out = append(out, g)
	}
	return out
}

// tables makes the tables of one unit those of another: row by row where the
// rows go by their first cells, else as a whole.
func (w *work) tables(at act.Address, old, now *act.Block) bool {
	pick := func(b *act.Block) []*act.Block {
		return slices.DeleteFunc(slices.Clone(b.Children), func(c *act.Block) bool { return c.Kind != act.KindTable })
	}
	a, b := pick(old), pick(now)
	if len(a) != len(b) || len(a) > 1 {
		return len(a) == len(b) && slices.EqualFunc(a, b, func(x, y *act.Block) bool { return x.Plain() == y.Plain() })
	}
	if len(a) == 0 || a[0].Plain() == b[0].Plain() {
		return true
	}
	cur, n := w.cur, len(w.ops)
	table := under(at, act.Step{Name: act.NameTable})
	if w.rows(at, a[0], b[0]) && reads(w.cur, table) == b[0].Plain() {
		return true
	}
	w.cur, w.ops = cur, w.ops[:n]
	return w.try(amend.Operation{Kind: amend.Substitution, Targets: []act.Address{table}, Lines: lines(b[0])}, table, b[0].Plain())
}

func (w *work) rows(at act.Address, old, now *act.Block) bool {
	key := func(r *act.Block) string { return strings.TrimSuffix(r.Cells[0].Text, ".") }
	if old.Children[0].Plain() != now.Children[0].Plain() {
		return false
	}
	twin := func(list []*act.Block, r *act.Block) *act.Block {
		for _, x := range list[1:] {
			if key(x) == key(r) {
				return x
			}
		}
		return nil
	}
	for _, r := range old.Children[1:] {
		a := under(at, act.Step{Name: act.NameRow, Num: key(r)})
		x := twin(now.Children, r)
		switch {
		case key(r) == "":
			return false
		case x == nil:
			if !w.apply(amend.Operation{Kind: amend.Removal, Targets: []act.Address{a}}) {
				return false
			}
		case x.Plain() != r.Plain() && !w.try(amend.Operation{Kind: amend.Substitution, Targets: []act.Address{a}, Lines: lines(x)}, a, x.Plain()):
			return false
		}
	}
	for _, r := range now.Children[1:] {
		if twin(old.Children, r) == nil && !w.apply(amend.Operation{Kind: amend.Insertion, Targets: []act.Address{at}, Lines: lines(r), Named: []act.Step{{Name: act.NameRow}}}) {
			return false
		}
	}
	return true
}
