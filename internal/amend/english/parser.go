package english

import (
	"slices"
	"strconv"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english/form"
	"chancery.example/chancery/internal/amend/prose"
)

// parser reads one piece.
type parser struct {
	run   *run
	block *prose.Block
	toks  []token
	ways  map[int][]way
	said  *form.Bits
	dead  map[string]bool // where the rest could not be read
	level *level
	colon bool // the piece ends with a colon
	why   prose.Reason
}

// source is the range of the source text from one token up to another.
func (p *parser) source(from, to int) amend.Range {
	if len(p.toks) == 0 || from >= len(p.toks) {
		return p.block.Range
	}
	at := amend.Range{From: p.block.At(p.toks[from].from)}
	last := p.toks[max(to, from+1)-1]
	at.To = p.block.At(last.to)
	if last.quote >= 0 {
		at.To = p.block.Quotes[last.quote].Range.To
	}
	return at
}

// sentence reads a lead and clauses; ok says that all of it was understood.
func (p *parser) sentence() ([]amend.Operation, bool) {
	s := &state{path: p.level.path, act: p.level.act, known: p.level.known, last: p.run.last}
	var done *state
	ok := p.clauses(0, s, func(end *state) bool { done = end; return true })
	if !ok {
		return nil, false
	}
	if p.colon || done.ops == nil {
		p.level.path, p.level.known, p.level.act = done.path, done.known, done.act
	}
	p.run.last = done.last
	return done.ops, true
}

// state is what clauses hand on.
type state struct {
	path  []act.Step
	act   string // the act that is named
	known bool
	ops   []amend.Operation
	last  *change
	many  [][]act.Step // the contexts, where there are several
	prior [][]act.Step // the targets of the clause before, in one sentence
	leads int          // one more than the operations before the last lead; 0: there was none
}

// under puts the target of a lead under what the leads before it said. After a
// clause it stands beside the lead before, or is another one altogether.
func (s *state) under(context, path []act.Step) ([]act.Step, bool) {
	switch {
	case s.leads == 0 || len(path) == 0:
		return combine(context, path)
	case s.leads == len(s.ops)+1:
		return combine(s.path, path)
	}
	for i, c := range s.path {
		if rank(c) >= rank(path[0]) {
			if i < len(context) {
				return combine(context, path)
			}
			return slices.Concat(s.path[:i], path), true
		}
	}
	return slices.Concat(s.path, path), true
}

// clauses reads clauses from token i to the end; then is called with the state
// at the end.
func (p *parser) clauses(i int, s *state, then func(*state) bool) bool {
	if i >= len(p.toks) {
		return then(s)
	}
	key := s.key(i)
	if p.dead[key] {
		return false
	}
	if p.dead == nil {
		p.dead = make(map[string]bool)
	}
	p.dead[key] = !p.clause(i, s, then)
	return !p.dead[key]
}

// key names what decides whether the rest of a piece can be read.
func (s *state) key(i int) string {
	k := s.act + strconv.Itoa(i) + "|" + strconv.Itoa(len(s.many)) + "|" + act.Address{Steps: s.path}.String() + "|" + strconv.FormatBool(s.known) + strconv.FormatBool(s.leads == len(s.ops)+1)
	for _, path := range slices.Concat(s.many, s.prior) {
		k += act.Address{Steps: path}.String()
	}
	if s.last != nil {
		k += act.Address{Steps: s.last.home}.String() + s.last.step.Num + strconv.Itoa(s.last.by)
	}
	return k
}

// clause reads one clause and what follows it.
func (p *parser) clause(i int, s *state, then func(*state) bool) bool {
	for n := range table {
		x := table[n]
		if !x.fits(p.word(i), p.said) {
			continue
		}
		r := reading{payload: -1}
		ok := p.match(x.nodes, i, &r, func(end int) bool {
			next, stop := p.separator(end)
			if next < 0 {
				return false
			}
			b := &building{parser: p, state: s, reading: &r, source: p.source(i, end)}
			ops, ok := x.build(b)
			if !ok {
				return false
			}
			name, ranged := s.act, span(0)
			for _, w := range []*way{r.target, r.anchor} {
				if w != nil {
					name, ranged = nearer(w.act, name), max(ranged, w.ranged)
				}
			}
			for _, o := range ops {
				p.run.said[o.Source] = saying{act: name, ranged: ranged}
			}
			now := &state{path: s.path, act: s.act, known: s.known, ops: append(slices.Clone(s.ops), ops...), last: s.last, leads: s.leads, many: s.many, prior: b.used}
			if b.change != nil {
				now.last = b.change
			}
			if stop {
				now.path, now.known, now.leads, now.many, now.prior, now.act = p.level.path, p.level.known, 0, nil, nil, p.level.act
			}
			return p.clauses(next, now, then)
		})
		if ok {
			return true
		}
	}
	return p.lead(i, s, then)
}

// lead reads what opens a context.
func (p *parser) lead(i int, s *state, then func(*state) bool) bool {
	for n := range leads {
		x := leads[n]
		if !x.fits(p.word(i), p.said) {
			continue
		}
		r := reading{payload: -1}
		ok := p.match(x.nodes, i, &r, func(end int) bool {
			if len(r.target.paths) != 1 {
				return p.leadMany(&r, end, s, then)
			}
			if end >= len(p.toks) && !p.colon && s.ops != nil {
				return false
			}
			path, ok := s.under(p.level.path, r.target.paths[0])
			if !ok {
				return false
			}
			return p.clauses(end, &state{path: path, act: nearer(r.target.act, s.act), known: true, ops: s.ops, last: s.last, leads: len(s.ops) + 1}, then)
		})
		if ok {
			return true
		}
	}
	return false
}

// leadMany reads a context of several units: "in paragraphs 2 and 3, …". It
// holds for one clause after another of this piece, not for what is nested.
func (p *parser) leadMany(r *reading, end int, s *state, then func(*state) bool) bool {
	if end >= len(p.toks) {
		return false
	}
	next := &state{known: true, act: nearer(r.target.act, s.act), ops: s.ops, last: s.last, leads: len(s.ops) + 1}
	for _, path := range r.target.paths {
		full, ok := s.under(p.level.path, path)
		if !ok {
			return false
		}
		next.many = append(next.many, full)
	}
	return p.clauses(end, next, then)
}

// separator is the token after what separates clauses at i, len(toks) at the
// end, -1 if nothing separates. stop says that a sentence ended.
func (p *parser) separator(i int) (next int, stop bool) {
	if i >= len(p.toks) {
		return i, false
	}
	k := i
	switch p.word(k) {
	case ",", ";":
		k++
	case ".":
		k, stop = k+1, true
	}
	if p.word(k) == "and" || p.word(k) == "then" {
		k++
	}
	if k == i {
		return -1, false
	}
	return k, stop
}

// combine puts a target under a context. A target that begins with a unit which
// the context names already begins there.
func combine(context, path []act.Step) ([]act.Step, bool) {
	if len(path) == 0 {
		return context, true
	}
	if n := len(context); n > 0 && path[0].Name == act.NameTitle && act.Kind(context[n-1].Name).Headed() {
		path = []act.Step{{Name: act.NameHeading}} // "in Article 5, the title"
	}
	for i, c := range context {
		same := c.Name == path[0].Name || c.Name == act.NameItem && bracket(path[0].Name) || path[0].Name == act.NameItem && bracket(c.Name)
		switch {
		case same && c.Num == path[0].Num && c.Ordinal == path[0].Ordinal:
			return slices.Concat(context[:i], path), true
		case c.Name == path[0].Name && c.Name != act.NameItem:
			return nil, false
		}
	}
	return slices.Concat(context, path), true
}

func bracket(n act.Name) bool {
	switch n {
	case act.NameSubsection, act.NameParagraph, act.NameSubparagraph, act.NamePoint, act.NameSubpoint, act.NameItem:
		return true
	}
	return false
}
