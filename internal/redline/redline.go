// Package redline sets two texts of an act beside each other, line by line and
// word by word: what was, what changed, what becomes. Lines are paired by their
// permanent IDs and by their words, never by where they stand, so that what
// moved is told as moved. It does not know why anything changed
// (internal/consolidation), nor how a change would be said (internal/amend).
package redline

import (
	"cmp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// A Kind is what became of a line.
type Kind string

// The kinds.
const (
	Same    Kind = "same"
	Changed Kind = "changed"
	Added   Kind = "added"
	Removed Kind = "removed"
)

// A Line is one line of either text, or a pair of both.
type Line struct {
	Kind  Kind
	Moved bool       // it stands elsewhere among its neighbours, or in another unit; what lies under it moved with it
	Was   *act.Block // nil if it is added
	Now   *act.Block // nil if it is removed
	Runs  []Run      // of the line with its label; together the old line without what comes, the new one without what goes
}

// A Run is a run of words of a line.
type Run struct {
	Kind RunKind
	Text string
}

// A RunKind is what became of a run.
type RunKind byte

// The kinds of runs.
const (
	Kept RunKind = '='
	Gone RunKind = '-'
	Come RunKind = '+'
)

// Compare pairs the lines of two texts. The lines stand in the order of the new
// text; what is removed stands where it stood.
func Compare(was, now *act.Text) []Line {
	p := &pairs{was: flat(was.Root), now: flat(now.Root)}
	p.find()
	p.moves()
	var out []Line
	gone := 0
	removed := func(to int) {
		for ; gone < to; gone++ {
			if e := &p.was[gone]; e.twin < 0 && e.line != "" {
				out = append(out, Line{Kind: Removed, Was: e.block, Runs: []Run{{Gone, e.line}}})
			}
		}
	}
	for i := range p.now {
		e := &p.now[i]
		if e.twin < 0 {
			if e.line != "" {
				out = append(out, Line{Kind: Added, Now: e.block, Runs: []Run{{Come, e.line}}})
			}
			continue
		}
		old := &p.was[e.twin]
		if !e.moved && !e.carried {
			removed(e.twin)
		}
		if e.line == "" && old.line == "" {
			continue
		}
		l := Line{Kind: Same, Moved: e.moved, Was: old.block, Now: e.block}
		if old.line == e.line {
			l.Runs = []Run{{Kept, e.line}}
		} else {
			l.Kind, l.Runs = Changed, Words(old.line, e.line)
		}
		out = append(out, l)
	}
	removed(len(p.was))
	return out
}

// elem is a block of one of the texts.
type elem struct {
	block   *act.Block
	parent  int // -1 for the root
	line    string
	twin    int  // in the other text, -1 for none
	moved   bool // by itself
	carried bool // with something above it
}

func flat(root *act.Block) []elem {
	var out []elem
	var walk func(b *act.Block, parent int)
	walk = func(b *act.Block, parent int) {
		at := len(out)
		out = append(out, elem{block: b, parent: parent, line: b.Line(), twin: -1})
		for _, c := range b.Children {
			walk(c, at)
		}
	}
	walk(root, -1)
	return out
}

type pairs struct{ was, now []elem }

func (p *pairs) join(i, j int) { p.was[i].twin, p.now[j].twin = j, i }

// find pairs blocks: of one ID that say nearly the same, then of the same words
// wherever they are, then of one ID.
func (p *pairs) find() {
	p.join(0, 0)
	place := make(map[act.ID]int, len(p.was))
	for i := range p.was {
		place[p.was[i].block.ID] = i
	}
	named := func(alike func(a, b *elem) bool) {
		for j := range p.now {
			i, ok := place[p.now[j].block.ID]
			if ok && p.now[j].twin < 0 && p.was[i].twin < 0 && p.was[i].block.Kind == p.now[j].block.Kind && alike(&p.was[i], &p.now[j]) {
				p.join(i, j)
			}
		}
	}
	named(func(a, b *elem) bool { return a.line == b.line })
	p.worded()
	named(near)
	named(func(a, b *elem) bool { return true })
}

// worded pairs what is left and says the same in the same kind of block, if it is
// long enough to be told by its words; of several the first with the first.
func (p *pairs) worded() {
	type key struct {
		kind act.Kind
		text string
	}
	of := func(e *elem) key {
		if e.block.Kind == act.KindRow {
			return key{act.KindRow, e.line}
		}
		return key{e.block.Kind, e.block.Words.Text}
	}
	left := make(map[key][]int)
	for i := range p.was {
		if e := &p.was[i]; e.twin < 0 && e.line != "" {
			left[of(e)] = append(left[of(e)], i)
		}
	}
	for j := range p.now {
		e := &p.now[j]
		if e.twin >= 0 || e.line == "" {
			continue
		}
		k := of(e)
		if list := left[k]; len(list) > 0 && len(k.text) >= 12 {
			p.join(list[0], j)
			left[k] = list[1:]
		}
	}
}

// near says whether two lines share at least half of their words.
func near(a, b *elem) bool {
	count := make(map[string]int)
	words := func(s string, visit func(string)) (n int) {
		for _, t := range act.Tokens(s) {
			if t.Kind == act.TokenWord || t.Kind == act.TokenNumber {
				visit(s[t.From:t.To])
				n++
			}
		}
		return n
	}
	n := words(a.line, func(w string) { count[w]++ })
	shared := 0
	m := words(b.line, func(w string) {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	})
	return 2*shared >= max(n, m)
}

// moves marks what stands elsewhere: under another unit, or out of order among
// the children of one.
func (p *pairs) moves() {
	kids := make(map[int][]int) // of the new text, paired and at home
	for j := range p.now {
		e := &p.now[j]
		if e.twin < 0 || e.parent < 0 {
			continue
		}
		up := p.was[e.twin].parent
		if up < 0 || p.was[up].twin != e.parent {
			e.moved = true
			continue
		}
		kids[e.parent] = append(kids[e.parent], j)
	}
	for _, list := range kids {
		still := ascending(list, func(j int) int { return p.now[j].twin })
		for _, j := range list {
			p.now[j].moved = !still[j]
		}
	}
	for j := range p.now {
		if up := p.now[j].parent; up >= 0 {
			p.now[j].carried = p.now[up].moved || p.now[up].carried
		}
	}
}

// ascending are those of a list that stay when the fewest go so that what is left
// ascends.
func ascending(list []int, by func(int) int) map[int]bool {
	var tails []int // places in list: the last of the best run of each length
	before := make([]int, len(list))
	for i, x := range list {
		n, _ := slices.BinarySearchFunc(tails, by(x), func(t, v int) int { return cmp.Compare(by(list[t]), v) })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	out := make(map[int]bool, len(tails))
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		out[list[i]] = true
	}
	return out
}

// Sides are the runs of a line put together again: the line that was and the line
// that is.
func Sides(runs []Run) (was, now string) {
	var a, b strings.Builder
	for _, r := range runs {
		if r.Kind != Come {
			a.WriteString(r.Text)
		}
		if r.Kind != Gone {
			b.WriteString(r.Text)
		}
	}
	return a.String(), b.String()
}
