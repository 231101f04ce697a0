// Package english turns amending prose in English into operations. It knows the
// styles of the European Union, of treaties of the United Nations, of the
// Commonwealth and of the United States, from one table of patterns (table.go);
// the same table writes prose for operations.
//
// What is not understood is returned with its place. doc/plaintext.md says what
// instructions mean.
package english

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// Options say what the text itself does not.
type Options struct {
	Context act.Address // what instructions without a target of their own are about; zero: the text says it
	Within  bool        // Context is given, be it the whole act
	Base    *act.Text   // the text that is amended: ranges and names of acts are read by it; may be nil
}

// Parse reads the operations of an amending text. The text is in the form of
// doc/plaintext.md; its title, preamble and closing provisions ask for nothing.
func Parse(text string, o Options) prose.Result {
	blocks, annexes := prose.Split(text, act.English)
	r := &run{text: text, annexes: annexes, options: o, said: make(map[*amend.Range]saying)}
	r.levels = []level{{kind: act.KindAct, path: o.Context.Steps, known: o.Within || len(o.Context.Steps) > 0}}
	start := r.enacting(blocks)
	for i := range blocks {
		r.first = i == 0
		r.preamble = i < start
		r.block(&blocks[i])
	}
	r.apart()
	if o.Base != nil {
		var whole []amend.Operation
		for _, op := range r.result.Operations {
			why := prose.Context
			if !r.strange(&op) {
				if r.fill(&op) {
					whole = append(whole, op)
					continue
				}
				why = prose.Ambiguous
			}
			r.result.Unparsed = append(r.result.Unparsed, prose.Unparsed{Range: *op.Source, Text: text[op.Source.From:op.Source.To], Reason: why})
		}
		r.result.Operations = whole
	}
	if len(r.result.Operations)+len(r.result.Unparsed)+len(r.result.Others) == 0 {
		r.result.Unparsed = []prose.Unparsed{{Range: amend.Range{To: len(text)}, Text: text, Reason: prose.Grammar}} // what asks for nothing was not understood
	}
	return r.result
}

// A level is one open unit of the amending text and what it is about.
type level struct {
	kind    act.Kind
	path    []act.Step
	act     string // the name of the act that is amended, as written; "" if none is named
	known   bool   // something is said to be amended
	unknown bool   // it was not understood
	colon   bool   // what is under it is about the same
}

type run struct {
	text     string
	annexes  []prose.Extract
	options  Options
	levels   []level
	result   prose.Result
	first    bool
	preamble bool
	said     map[*amend.Range]saying // how operations were said
	last     *change                 // the change before, for "renumber accordingly"
}

// A change is what an insertion or a removal did to the numbers of a unit.
type change struct {
	home []act.Step
	step act.Step // the first unit concerned
	by   int      // how many places the units behind it move
}

// enacting is the index of the first block that can instruct: the one after the
// words of enactment, if there are any.
func (r *run) enacting(blocks []prose.Block) int {
	for i := range blocks {
		s := strings.ToLower(strings.TrimRight(blocks[i].Text, " :;,."))
		for _, end := range []string{"has adopted this", "have agreed as follows", "has decided as follows", "have decided as follows", "enacted as follows", "has adopted the following", "decides as follows",
			"agree as follows", "decides", "decide", "hereby decides as follows", "enacts as follows"} {
			if strings.HasSuffix(s, end) || strings.Contains(s, "has adopted this ") || strings.HasPrefix(s, "be it enacted") {
				return i + 1
			}
		}
	}
	return 0
}

// block reads one line with its quotations.
func (r *run) block(b *prose.Block) {
	if r.preamble {
		return
	}
	p := &parser{run: r, block: b, toks: tokens(b.Text)}
	kind := b.Kind
	for len(p.toks) > 0 && (p.toks[0].word == "-" || p.toks[0].word == "•") && b.Kind == act.KindLine {
		p.toks, kind = p.toks[1:], dash
	}
	for _, piece := range p.pieces(kind) {
		r.piece(p, piece)
	}
}

// dash is the kind of an item that begins with a dash.
const dash act.Kind = "dash"

// inner is the kind of a line without a label under one that ends with a colon.
const inner act.Kind = "inner"

// nested says whether a line without a label is about what the line above it
// opened: it names no article, section or act of its own.
func (p *parser) nested() bool {
	levels := p.run.levels
	if n := len(levels); levels[n-1].kind == inner {
		levels = levels[:n-1]
	}
	top := levels[len(levels)-1]
	if top.kind != act.KindLine || !top.colon {
		return false
	}
	for i := range p.toks {
		if n, _, ok := name(p.word(i)); ok && act.Kind(n).Headed() || p.document(i) > i {
			return false
		}
	}
	return true
}

// A piece is a part of a block with a label of its own: "(1) … ; (2) …" in one
// line.
type piece struct {
	kind     act.Kind
	from, to int // tokens
}

// pieces cuts a block at the labels inside its line.
func (p *parser) pieces(kind act.Kind) []piece {
	out := []piece{{kind: kind, to: len(p.toks)}}
	for i := 1; i < len(p.toks); i++ {
		num, end := p.bracketed(i)
		if num == "" || end >= len(p.toks) {
			continue
		}
		k := i - 1
		if w := p.word(k); (w == "and" || w == "or") && k > 0 {
			k--
		}
		if p.word(k) == "," && p.word(k-1) == ")" && slices.Contains(carried, p.word(end)) {
			i = end - 1 // the last of a list: "(3), (4), and (5) as"
			continue
		}
		w := p.word(k)
		behind := p.toks[end].quote >= 0 || p.toks[end].from == p.toks[end-1].to || strings.Contains("),.;", p.word(end))
		if (w == ":" || w == ";" || w == "." || w == "-" || (w == "by" || w == "amended") && k == i-1 || w == "," && k < i-1) && !behind {
			last := &out[len(out)-1]
			last.to = i
			out = append(out, piece{kind: act.NumberKind(num), from: end, to: len(p.toks)})
			i = end
		}
	}
	return out
}

// carried are the words that go on after a list of numbers.
var carried = []string{"as", "to", "is", "are", "of", "shall", "become", "becomes"}

// open makes the level of a label, and closes what it ends. doc/plaintext.md,
// rule 4.
func (r *run) open(kind act.Kind) *level {
	at := len(r.levels)
	for i := 1; i < len(r.levels); i++ {
		if k := r.levels[i].kind; k == kind || kind == act.KindLine && !k.Headed() {
			at = i
			break
		}
	}
	above := r.levels[at-1]
	r.levels = append(r.levels[:at], level{kind: kind, path: above.path, act: above.act, known: above.known, unknown: above.unknown})
	return &r.levels[at]
}

func (r *run) piece(p *parser, x piece) {
	if x.kind == act.KindLine && p.nested() {
		x.kind = inner
	}
	l := r.open(x.kind)
	whole := p.toks
	defer func() { p.toks = whole }()
	p.toks = whole[x.from:x.to]
	p.ways, p.dead = nil, nil
	for len(p.toks) > 0 && slices.Contains([]string{",", ";", ".", "and", "or", ":", "-"}, p.toks[len(p.toks)-1].word) {
		if w := p.toks[len(p.toks)-1].word; w == ":" || w == "-" {
			p.colon = true
		}
		p.toks = p.toks[:len(p.toks)-1]
	}
	if len(p.toks) == 0 {
		return
	}
	p.level, p.said = l, said(p.toks)
	l.colon = p.colon
	ops, ok := p.sentence()
	switch {
	case ok && l.unknown && len(ops) > 0:
		r.unparsed(p, prose.Context)
	case ok:
		r.result.Operations = append(r.result.Operations, ops...)
	case !p.asks():
	default:
		l.unknown = true
		r.unparsed(p, p.why)
	}
	p.colon = false
}

func (r *run) unparsed(p *parser, why prose.Reason) {
	if why == "" {
		why = prose.Grammar
	}
	at := p.source(0, len(p.toks))
	r.result.Unparsed = append(r.result.Unparsed, prose.Unparsed{Range: at, Text: r.text[at.From:at.To], Reason: why})
}
