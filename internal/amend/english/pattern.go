package english

import (
	"slices"

	"chancery.example/chancery/internal/amend/english/form"
)

// A pattern is one way to say an operation.
type pattern struct {
	form  string // the form as written in the table
	nodes []form.Node
	first []string    // words with which it can begin; nil: with a slot
	needs []form.Bits // one word of each set stands in whatever the pattern fits
	build builder
}

// said is the set of the table's words that stand in a piece.
func said(toks []token) *form.Bits {
	var out form.Bits
	for _, t := range toks {
		if n, ok := lexicon[t.word]; ok {
			out.Add(n)
		}
	}
	return &out
}

// fits says whether a pattern can be matched at a token of a piece.
func (x *pattern) fits(first string, said *form.Bits) bool {
	for i := range x.needs {
		if !x.needs[i].Meets(said) {
			return false
		}
	}
	return x.first == nil || slices.Contains(x.first, first)
}

// A reading is what the slots of a pattern hold.
type reading struct {
	target  *way
	anchor  *way
	old     words
	new     words
	payload int      // index of the quotation, -1 for none
	list    []string // several words that share one fate
	kind    addition
	count   count
	numbers [][]string // as written, in their chains
	wide    bool       // throughout the act
	title   bool       // and in its title
	grammar bool       // with grammatical adjustments
	final   string     // the final mark before which words go
	annex   string     // number of the annex with the payload
	annexed bool
	until   string
}

// match tries the nodes from the token at i; then says what to do with the end.
func (p *parser) match(nodes []form.Node, i int, r *reading, then func(int) bool) bool {
	if len(nodes) == 0 {
		return then(i)
	}
	n, rest := &nodes[0], nodes[1:]
	switch {
	case n.Words != nil:
		w := p.word(i)
		for _, x := range n.Words {
			if x == w && w != "" {
				return p.match(rest, i+1, r, then)
			}
		}
		return false
	case n.Slot != 0:
		return p.slot(n.Slot, i, r, func(end int) bool { return p.match(rest, end, r, then) })
	}
	for _, a := range n.Alts {
		saved := *r
		if p.match(a, i, r, func(end int) bool { return p.match(rest, end, r, then) }) {
			return true
		}
		*r = saved
	}
	return n.Maybe && p.match(rest, i, r, then)
}

// slot fills one slot.
func (p *parser) slot(letter byte, i int, r *reading, then func(int) bool) bool {
	switch letter {
	case 'T', 'U':
		at := &r.target
		if letter == 'U' {
			at = &r.anchor
		}
		if *at != nil || letter == 'T' && r.wide {
			return false // one place, said once: of two, neither is meant for sure
		}
		before := *at
		for _, w := range p.targets(i) {
			*at = &w
			if then(w.end) {
				return true
			}
		}
		*at = before
		return false
	case 'O':
		w, end := p.words(i)
		if end == i {
			return false
		}
		before := r.old
		r.old = w
		if then(end) {
			return true
		}
		r.old = before
		return false
	case 'N':
		w, end := p.words(i)
		if end == i || !w.plain() {
			return false
		}
		before := r.new
		r.new = w
		if then(end) {
			return true
		}
		r.new = before
		return false
	}
	return p.smallSlot(letter, i, r, then)
}

func (p *parser) smallSlot(letter byte, i int, r *reading, then func(int) bool) bool {
	saved := *r
	end := i
	switch letter {
	case 'P':
		if i < len(p.toks) && p.toks[i].quote >= 0 && len(p.block.Quotes[p.toks[i].quote].Lines) > 0 {
			r.payload, end = p.toks[i].quote, i+1
		}
	case 'K':
		r.kind, end = p.addition(i)
	case 'C':
		if r.count == (count{}) {
			r.count, end = p.counting(i)
		}
	case 'W':
		if r.target == nil {
			r.title, end = p.throughout(i)
			r.wide = end > i
		}
	case 'G':
		if end = p.grammatical(i); end > i {
			r.grammar = true
		}
	case 'F':
		r.final, end = p.final(i)
	case 'R':
		r.numbers, end = p.newNumbers(i)
	case 'A':
		r.annex, end = p.annexed(i)
		r.annexed = end > i
	case 'X':
		if n, several, ok := name(p.word(i)); ok && several {
			r.kind, end = addition{name: n, many: true}, i+1
		}
	case 'L':
		r.list, end = p.wordList(i)
	case 'D':
		r.until, end = p.day(i)
	}
	if end > i && then(end) {
		return true
	}
	*r = saved
	return false
}
