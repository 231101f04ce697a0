// Package beside sets wordings of an act beside each other, for pages: what each
// part of a decision did, what a text lost, two languages block by block, and the
// lines of a page with their numbers. It compares by internal/redline and draws
// nothing.
package beside

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/redline"
	"chancery.example/chancery/internal/wording"
)

// A Passage is what one part of a decision did: neighbouring lines of the texts
// before and after, and what the decision says about them.
type Passage struct {
	Says  []wording.Instruction // none: nothing that was said accounts for the change
	Lines []redline.Line        // none: what was said changed no line
}

// Passages are the changes that an amender made to a text, in the order of the
// new text; what it says that changed no line stands last.
func Passages(was, now *act.Text, by string, says []wording.Instruction) []Passage {
	c := causes{was: was, by: by, says: says}
	var all []Passage
	var last []int
	told := map[int]bool{}
	joined := false // the passage may go on
	for _, l := range redline.Compare(was, now) {
		if l.Kind == redline.Same && !l.Moved {
			joined = false
			continue
		}
		ns := c.of(l)
		for _, n := range ns {
			told[n] = true
		}
		if joined && slices.Equal(ns, last) {
			p := &all[len(all)-1]
			p.Lines = append(p.Lines, l)
			continue
		}
		p := Passage{Lines: []redline.Line{l}}
		for _, x := range says {
			if slices.Contains(ns, x.N) {
				p.Says = append(p.Says, x)
			}
		}
		all, last, joined = append(all, p), ns, true
	}
	for _, x := range says {
		if !told[x.N] {
			all = append(all, Passage{Says: []wording.Instruction{x}})
		}
	}
	return all
}

// causes finds which operations of an amender changed a line.
type causes struct {
	was  *act.Text
	by   string
	says []wording.Instruction
}

// of are the numbers of the operations behind a line, ascending.
func (c causes) of(l redline.Line) []int {
	var ns []int
	add := func(s act.Source) {
		if s.Amender == c.by && !slices.Contains(ns, s.Operation) {
			ns = append(ns, s.Operation)
		}
	}
	if b := l.Now; b != nil {
		add(b.By)
		for _, w := range append([]act.Words{b.Words}, b.Cells...) {
			for _, s := range w.Spans {
				add(s.By)
			}
		}
	}
	if l.Was != nil {
		path := c.was.Path(l.Was.ID)
		for i := len(path) - 1; i >= 0; i-- {
			found := c.naming(path[i].ID, len(ns) > 0)
			for _, x := range found {
				add(act.Source{Amender: c.by, Operation: x.N})
			}
			if len(found) > 0 || len(ns) > 0 {
				break
			}
		}
	}
	slices.Sort(ns)
	return ns
}

// naming are the instructions about a block: only those that leave no words of
// their own, if others account for the line already.
func (c causes) naming(id act.ID, only bool) (list []wording.Instruction) {
	for _, x := range c.says {
		takes := x.Does.Kind == amend.TextDeletion || x.Does.Kind == amend.Removal || x.Does.Kind == amend.Repeal
		if slices.Contains(x.At, id) && (takes || !only) {
			list = append(list, x)
		}
	}
	return list
}

// Losses are what a text lost and got nothing for.
type Losses struct {
	Words map[act.ID]string   // the words, by the line that lost them
	Lines map[act.ID][]string // the lines that stood before a line and are removed
	End   []string            // the lines that stood after the last
}

// Lost finds what a text lost, by the IDs of the text that it is now.
func Lost(was, now *act.Text) Losses {
	x := Losses{Words: map[act.ID]string{}, Lines: map[act.ID][]string{}}
	var removed []string
	for _, l := range redline.Compare(was, now) {
		if l.Kind == redline.Removed {
			removed = append(removed, l.Was.Line())
			continue
		}
		if len(removed) > 0 {
			x.Lines[l.Now.ID] = removed
			removed = nil
		}
		if l.Kind != redline.Changed {
			continue
		}
		gone := ""
		come := false
		for _, r := range l.Runs {
			switch r.Kind {
			case redline.Gone:
				if gone != "" {
					gone += " … "
				}
				gone += strings.TrimSpace(r.Text)
			case redline.Come:
				come = true
			}
		}
		if !come {
			x.Words[l.Now.ID] = gone
		}
	}
	x.End = removed
	return x
}

// A Stretch is lines of a comparison that follow each other.
type Stretch struct {
	Folded bool // all unchanged, and enough of them to be passed over
	Lines  []redline.Line
}

// least is how many unchanged lines in a row are worth passing over.
const least = 3

// Fold gathers what did not change. One line beside each change stays in sight.
func Fold(lines []redline.Line) []Stretch {
	same := func(i int) bool {
		return i < 0 || i >= len(lines) || lines[i].Kind == redline.Same && !lines[i].Moved
	}
	far := func(i int) bool { return same(i-1) && same(i) && same(i+1) }
	var all []Stretch
	show := func(ls []redline.Line) {
		if n := len(all); n > 0 && !all[n-1].Folded {
			all[n-1].Lines = append(all[n-1].Lines, ls...)
			return
		}
		all = append(all, Stretch{Lines: slices.Clone(ls)})
	}
	for i := 0; i < len(lines); {
		to := i
		for to < len(lines) && far(to) {
			to++
		}
		switch {
		case to-i >= least:
			all = append(all, Stretch{Folded: true, Lines: lines[i:to]})
		case to > i:
			show(lines[i:to])
		default:
			to = i + 1
			show(lines[i:to])
		}
		i = to
	}
	return all
}

// A Pair is a block in two languages; one of them may be nil.
type Pair struct{ A, B *act.Block }

// Pairs sets the blocks of two languages beside each other by their IDs. Between
// two such pairs, blocks of one kind that have no counterpart are paired in their
// order. Only blocks that print a line are given.
func Pairs(a, b *act.Text) []Pair {
	as, bs := printed(a), printed(b)
	place := map[act.ID]int{}
	for j, x := range bs {
		place[x.ID] = j
	}
	var all []Pair
	var alone []*act.Block // of a, since the last pair
	at := 0                // in bs
	meet := func(to int) {
		others := bs[at:to]
		for _, x := range alone {
			if len(others) > 0 && others[0].Kind == x.Kind {
				all = append(all, Pair{x, others[0]})
				others = others[1:]
			} else {
				all = append(all, Pair{A: x})
			}
		}
		for _, y := range others {
			all = append(all, Pair{B: y})
		}
		alone, at = nil, to
	}
	for _, x := range as {
		j, ok := place[x.ID]
		if !ok || bs[j].Kind != x.Kind || j < at {
			alone = append(alone, x)
			continue
		}
		meet(j)
		all = append(all, Pair{x, bs[j]})
		at = j + 1
	}
	meet(len(bs))
	return all
}

// printed are the blocks of a text that print a line.
func printed(t *act.Text) (list []*act.Block) {
	t.Root.Walk(func(b *act.Block) bool {
		if b.Line() != "" {
			list = append(list, b)
		}
		return true
	})
	return list
}
