// Package russian reads and writes amending prose in Russian: instructions such
// as «в пункте 3 слова «А» заменить словами «Б»» become operations of
// internal/amend, and operations become instructions. The meaning is that of
// doc/plaintext.md; both the style of statutes («пункт 5 изложить в следующей
// редакции») and of treaties («изложить пункт 5 в следующей редакции») are read.
//
// All that is understood stands in one table of patterns. Whatever asks for a
// change and fits no pattern comes back as unparsed, with its place.
package russian

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"chancery.example/chancery/internal/amend/russian/names"
	"chancery.example/chancery/internal/amend/terms"
)

// A Grammar is the patterns and the term base with which prose is read. The zero
// Grammar has neither.
type Grammar struct {
	table []compiled
	terms terms.Base
}

// New is the grammar with the terms of an organisation besides those of the
// language.
func New(base terms.Base) *Grammar { return &Grammar{compile(patterns()), base} }

// Parse reads an amending text. base is the text that it amends, to tell numbers
// whose superscript was lost and what lies inside a range; nil if it is not at
// hand. Operations are not checked against it otherwise.
func (g *Grammar) Parse(text string, base *act.Text) prose.Result {
	p := &parser{text: text, base: base, table: g.table, terms: g.terms}
	blocks, extracts := prose.Split(text, act.Russian)
	p.extracts = extracts
	for i := range blocks {
		p.block(&blocks[i])
	}
	p.leftover()
	p.forces()
	p.others()
	return p.out
}

// frame is a line above: what it says of the lines under it.
type frame struct {
	kind  act.Kind // of its label
	num   string
	paths []path // what the lines under it are about, from the act down
	verb  string // what is to be done with the units that they name
	holds bool   // «внести … следующие изменения:»
	bad   bool   // it was not understood
	about int    // which act they amend, a place in names; -1 for none that was named
}

type parser struct {
	text     string
	base     *act.Text
	table    []compiled
	terms    terms.Base
	extracts []prose.Extract
	used     []bool // extracts that an instruction pointed to
	open     []frame
	began    bool         // an instruction was read
	blocks   int          // read so far, this one included
	names    []names.Name // of the acts that are amended, in order
	closing  []closing
	stands   []where // of the operations
	about    []int   // which act they amend, as of a frame
	out      prose.Result
}

// extract is the payload of the amender's annex of that number.
func (p *parser) extract(num string) ([]string, bool) {
	if p.used == nil {
		p.used = make([]bool, len(p.extracts))
	}
	found := -1
	for i, x := range p.extracts {
		if x.Num == num || num == "" && len(p.extracts) == 1 {
			if found >= 0 {
				return nil, false
			}
			found = i
		}
	}
	if found < 0 || len(p.extracts[found].Lines) == 0 {
		return nil, false
	}
	p.used[found] = true
	return p.extracts[found].Lines, true
}

// leftover returns annexes that no instruction points to, where there could be
// instructions in them.
func (p *parser) leftover() {
	for i, x := range p.extracts {
		if (p.used == nil || !p.used[i]) && slices.ContainsFunc(x.Lines, lexicon.Asks) {
			p.refuse(x.Range, prose.Annex)
		}
	}
}

func (p *parser) refuse(at amend.Range, why prose.Reason) {
	if why == "" {
		why = prose.Grammar
	}
	p.out.Unparsed = append(p.out.Unparsed, prose.Unparsed{Range: at, Text: p.text[at.From:at.To], Reason: why})
}

// above closes the lines under which a block does not stand and is what the
// rest names.
func (p *parser) above(b *prose.Block, t []token) *frame {
	if b.Kind != act.KindLine {
		for i, f := range p.open {
			if f.kind == b.Kind && !strings.HasPrefix(b.Num, f.num+".") { // 1.1 stands under 1
				p.open = p.open[:i]
				break
			}
		}
	} else {
		p.sibling(b, t)
	}
	if len(t) > 0 && t[0].low == "внести" {
		for i, f := range p.open {
			if f.holds {
				p.open = p.open[:i]
				break
			}
		}
	}
	if n := len(p.open); n > 0 {
		return &p.open[n-1]
	}
	return &frame{paths: []path{nil}, about: -1}
}

// sibling closes contexts without a label that a line without one goes on
// beside: it names a unit of their level or above.
func (p *parser) sibling(b *prose.Block, t []token) {
	r := &reader{p: p, t: t, b: b}
	at := 0
	if len(t) > 0 && (t[0].low == "в" || t[0].low == "во") {
		at = 1
	}
	q, ok := r.address(at)
	for ok && len(p.open) > 0 {
		f, up := p.open[len(p.open)-1], frame{paths: []path{nil}}
		if len(p.open) > 1 {
			up = p.open[len(p.open)-2]
		}
		if f.kind != act.KindLine || f.holds || len(f.paths[0]) == 0 || len(f.paths[0]) <= len(up.paths[0]) {
			return
		}
		own := f.paths[0][len(up.paths[0])]
		if lexicon.Rank(q.paths[0][0].Name) > lexicon.Rank(own.Name) {
			return
		}
		p.open = p.open[:len(p.open)-1]
	}
}

// block reads one block.
func (p *parser) block(b *prose.Block) {
	p.blocks++
	t, ok := tokens(b)
	if !ok {
		t = nil
	}
	t = p.unmarked(b, t)
	up := *p.above(b, t)
	push := func(f frame) {
		f.kind, f.num = b.Kind, b.Num
		if b.Kind != act.KindLine || f.holds || f.verb != "" || len(f.paths) != len(up.paths) || len(f.paths[0]) != len(up.paths[0]) || f.bad {
			p.open = append(p.open, f)
		}
	}
	plain := frame{paths: up.paths, verb: up.verb, bad: up.bad, about: up.about}
	if len(t) == 0 {
		push(plain)
		return
	}
	r := &reader{p: p, b: b, t: t, above: up.paths, local: []path{nil}}
	switch {
	case !ok:
		p.refuse(b.Range, prose.Grammar)
		plain.bad = true
	case up.bad && !p.quiet(r, &up):
		p.refuse(b.Range, prose.Context)
		plain.bad = true
	case up.verb != "" && r.bare(up.verb), r.instruction():
		p.began = true
		p.keep(r, up.about)
	default:
		if f, ok := r.context(); ok {
			p.began = p.began || f.holds || f.verb != ""
			f.about = p.name(r, up.about)
			push(f)
			return
		}
		if !p.quiet(r, &up) {
			p.refuse(b.Range, r.why)
			plain.bad = strings.HasSuffix(b.Text, ":")
			p.began = true
		}
	}
	push(plain)
}

// unmarked is a line without the dash, the dot or the roman numeral with which lists
// begin that have no labels; nothing goes on above such a numeral.
func (p *parser) unmarked(b *prose.Block, t []token) []token {
	switch {
	case b.Kind != act.KindLine || len(t) < 3:
	case strings.Contains("-•·*●▪", t[0].low) && t[1].low != "-":
		return t[1:]
	case t[0].roman() && t[1].low == "." && t[1].tight && t[2].word() && t[2].capital():
		p.open = nil
		return t[2:]
	}
	return t
}

// keep takes the operations of a line in, and remembers where they stand and which
// act they are about.
func (p *parser) keep(r *reader, above int) {
	b, about := r.b, p.name(r, above)
	var w where
	for _, f := range p.open {
		if f.num != "" {
			w = append(w, unit{f.kind, f.num})
		}
	}
	if b.Num != "" {
		w = append(w, unit{b.Kind, b.Num})
	}
	for _, o := range r.ops {
		p.out.Operations = append(p.out.Operations, o)
		p.stands, p.about = append(p.stands, w), append(p.about, about)
	}
}

// instruction reads a line that changes something.
func (r *reader) instruction() bool {
	if !slices.ContainsFunc(r.t, func(t token) bool { return t.quote < 0 && t.verb != "" }) {
		return false
	}
	at := 0
	if r.t[0].low == "внести" {
		next, ok := r.container()
		if !ok || next >= len(r.t) {
			return false
		}
		at = next
	} else if next, ok := r.reversed(); ok {
		at = next
	} else if next, ok := r.altered(); ok {
		at = next
	}
	if at > 0 && at < len(r.t) {
		r.held = true
		if r.t[at].low == "," || r.t[at].low == ":" {
			at++
		}
	}
	if at >= len(r.t) {
		return false
	}
	if r.clauses(at) {
		return true
	}
	r.ops, r.local, r.all, r.held = nil, []path{nil}, false, false
	return false
}
