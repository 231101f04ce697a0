package english

import (
	"slices"
	"strings"
)

// A node is one element of a pattern: a word of a set, a slot, a choice.
type node struct {
	words []string // any of these words
	slot  byte     // or a slot: its letter
	alts  [][]node // or any of these sequences
	maybe bool     // alts has one sequence, which may be left out
	usual bool     // and is not left out where prose is written
}

// A pattern is one way to say an operation.
type pattern struct {
	form  string // the form as written in the table
	nodes []node
	first []string // words with which it can begin; nil: with a slot
	needs []bits   // one word of each set stands in whatever the pattern fits
	build builder
}

// bits is a set of words of the table.
type bits [4]uint64

func (b *bits) add(n int) { b[n/64%len(b)] |= 1 << (n % 64) }

func (b *bits) meets(o *bits) bool {
	return b[0]&o[0]|b[1]&o[1]|b[2]&o[2]|b[3]&o[3] != 0
}

// needed are the words without which nodes cannot be matched, by the numbers
// that a lexicon gives them.
func needed(nodes []node, lexicon map[string]int) []bits {
	var out []bits
	for _, n := range nodes {
		var set bits
		switch {
		case n.words != nil:
			for _, w := range n.words {
				set.add(number(w, lexicon))
			}
		case n.slot != 0 || n.maybe:
			continue
		default:
			for _, a := range n.alts {
				inner := needed(a, lexicon)
				if len(inner) == 0 {
					set = bits{}
					break
				}
				for i := range set {
					set[i] |= inner[0][i]
				}
			}
		}
		if set != (bits{}) {
			out = append(out, set)
		}
	}
	return out
}

func number(w string, lexicon map[string]int) int {
	n, ok := lexicon[w]
	if !ok {
		n = len(lexicon)
		lexicon[w] = n
	}
	return n
}

// said is the set of the table's words that stand in a piece.
func said(toks []token) *bits {
	var out bits
	for _, t := range toks {
		if n, ok := lexicon[t.word]; ok {
			out.add(n)
		}
	}
	return &out
}

// fits says whether a pattern can be matched at a token of a piece.
func (x *pattern) fits(first string, said *bits) bool {
	for i := range x.needs {
		if !x.needs[i].meets(said) {
			return false
		}
	}
	return x.first == nil || slices.Contains(x.first, first)
}

// compile reads the form of a pattern:
//
//	a|b      one of the words
//	[ … ]    may be left out; where prose is written, it is
//	[! … ]   may be left out; where prose is written, it is not
//	{ … / … } a choice; where prose is written, the first
//	<T>      a slot
func compile(form string) []node {
	f := strings.Fields(form)
	nodes, rest := sequence(f)
	if len(rest) > 0 {
		panic("english: pattern " + form)
	}
	return nodes
}

// sequence reads nodes up to what closes the sequence.
func sequence(f []string) ([]node, []string) {
	var out []node
	for len(f) > 0 {
		w := f[0]
		switch {
		case w == "]" || w == "}" || w == "/":
			return out, f
		case w == "[" || w == "[!":
			inner, rest := sequence(f[1:])
			out = append(out, node{alts: [][]node{inner}, maybe: true, usual: w == "[!"})
			f = rest
		case w == "{":
			n := node{}
			rest := f
			for rest[0] != "}" {
				var inner []node
				inner, rest = sequence(rest[1:])
				n.alts = append(n.alts, inner)
			}
			out = append(out, n)
			f = rest
		case len(w) == 3 && w[0] == '<' && w[2] == '>':
			out = append(out, node{slot: w[1]})
		default:
			out = append(out, node{words: strings.Split(w, "|")})
		}
		f = f[1:]
	}
	return out, nil
}

// starts are the words with which nodes can begin; nil if with anything.
func starts(nodes []node) []string {
	var out []string
	for _, n := range nodes {
		switch {
		case n.slot != 0:
			return nil
		case n.words != nil:
			return append(out, n.words...)
		}
		for _, a := range n.alts {
			first := starts(a)
			if first == nil {
				return nil
			}
			out = append(out, first...)
		}
		if !n.maybe {
			return out
		}
	}
	return nil
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
	mark    bool       // the old words are a final mark called by its name
	annex   string     // number of the annex with the payload
	annexed bool
	until   string
}

// match tries the nodes from the token at i; then says what to do with the end.
func (p *parser) match(nodes []node, i int, r *reading, then func(int) bool) bool {
	if len(nodes) == 0 {
		return then(i)
	}
	n, rest := &nodes[0], nodes[1:]
	switch {
	case n.words != nil:
		w := p.word(i)
		for _, x := range n.words {
			if x == w && w != "" {
				return p.match(rest, i+1, r, then)
			}
		}
		return false
	case n.slot != 0:
		return p.slot(n.slot, i, r, func(end int) bool { return p.match(rest, end, r, then) })
	}
	for _, a := range n.alts {
		saved := *r
		if p.match(a, i, r, func(end int) bool { return p.match(rest, end, r, then) }) {
			return true
		}
		*r = saved
	}
	return n.maybe && p.match(rest, i, r, then)
}

// slot fills one slot.
func (p *parser) slot(letter byte, i int, r *reading, then func(int) bool) bool {
	switch letter {
	case 'T', 'U':
		at := &r.target
		if letter == 'U' {
			at = &r.anchor
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
		if end == i || w.all {
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
		if r.count.n == 0 && !r.count.all {
			r.count, end = p.counting(i)
		}
	case 'W':
		r.title, end = p.throughout(i)
		r.wide = end > i
	case 'G':
		if end = p.grammatical(i); end > i {
			r.grammar = true
		}
	case 'F':
		r.final, end = p.final(i)
	case 'M':
		r.old.text, end = p.final(i)
		r.mark = true
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
