package english

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english/inflect"
	"chancery.example/chancery/internal/amend/english/series"
	"chancery.example/chancery/internal/amend/prose"
)

// A builder makes operations of what the slots of a pattern hold; false for what
// the words leave open.
type builder func(*building) ([]amend.Operation, bool)

type building struct {
	parser  *parser
	state   *state
	reading *reading
	source  amend.Range
	change  *change
	used    [][]act.Step // the targets
}

// paths are the full addresses of a target; without one, the context's.
func (b *building) paths(w *way) ([][]act.Step, bool) {
	s := b.state
	switch {
	case w == nil && s.many != nil:
		b.used = s.many
		return s.many, true
	case w == nil:
		b.used = [][]act.Step{s.path}
		return b.used, s.known
	case w.text:
		return [][]act.Step{nil}, !b.inside()
	}
	contexts := s.many
	if contexts == nil {
		contexts = [][]act.Step{s.path}
	}
	var out [][]act.Step
	for _, c := range contexts {
		for _, p := range w.paths {
			path, ok := combine(c, p)
			if len(c) == 0 && len(s.prior) > 0 && bracket(p[0].Name) {
				var near [][]act.Step
				if near, ok = beside(s.prior[len(s.prior)-1], [][]act.Step{p}); ok { // "…, and paragraph 4 …"
					path = near[0]
				}
			}
			if !ok {
				b.parser.why = prose.Context
				return nil, false
			}
			out = append(out, path)
		}
	}
	b.used = out
	return out, true
}

// inside reports whether the words before have named a part of the act, which
// "throughout the Regulation" then contradicts.
func (b *building) inside() bool { return len(b.state.path) > 0 || b.state.many != nil }

func addresses(paths [][]act.Step) []act.Address {
	out := make([]act.Address, len(paths))
	for i, p := range paths {
		out[i].Steps = p
	}
	return out
}

func (b *building) one(o amend.Operation) ([]amend.Operation, bool) {
	o.Source = &b.source
	return []amend.Operation{o}, true
}

// lines are the lines of the payload.
func (b *building) lines() ([]string, bool) {
	r := b.reading
	if r.annexed {
		for _, x := range b.parser.run.annexes {
			if x.Num == r.annex && len(x.Lines) > 0 {
				return x.Lines, true
			}
		}
		b.parser.why = prose.Annex
		return nil, false
	}
	q := b.parser.block.Quotes[r.payload]
	if q.Open || !prose.Paired(strings.Join(q.Lines, " ")) {
		b.parser.why = prose.Quotation
		return nil, false
	}
	return q.Lines, true
}

func substitute(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if !ok || b.reading.target == nil {
		return nil, false
	}
	lines, ok := b.lines()
	if !ok || b.reading.target.text && !b.titled(lines) {
		return nil, false
	}
	o := amend.Operation{Kind: amend.Substitution, Targets: addresses(paths), Lines: lines}
	if k := b.reading.kind; len(paths) == 1 && k.name != "" {
		tops, err := act.ParseBlocks(lines, act.English)
		if err != nil || k.many != (len(tops) > 1) {
			return nil, false
		}
		last := paths[0][len(paths[0])-1]
		if k.many && last.Num != "" && tops[0].Kind.Labelled() {
			o.Kind = amend.Replacement
		}
	}
	return b.one(o)
}

// text is an operation on words: how often they occur, and where.
func (b *building) text(kind amend.Kind, paths [][]act.Step) (amend.Operation, bool) {
	r := b.reading
	o := amend.Operation{Kind: kind, Targets: addresses(paths), Old: r.old.text, New: r.new.text, Count: r.count.n, All: r.count.all || r.old.all}
	o.Through, o.Rest, o.Nth = r.old.through, r.old.rest, r.old.nth
	if r.count.nth != 0 {
		if o.Nth != 0 {
			return o, false
		}
		o.Nth = r.count.nth
	}
	if o.All {
		o.Count = 0
	}
	far := o.Through != "" || o.Rest
	if far && (o.All || o.Count > 1 || kind == amend.TextInsertion || slices.ContainsFunc(paths, func(path []act.Step) bool { return !ends(path, r.old.of) })) || o.Nth != 0 && o.All {
		return o, false
	}
	if r.old.mark {
		if r.count != (count{}) || o.All {
			return o, false
		}
		if o.Old == "." || o.Old == ";" {
			o.At = amend.End
		}
	}
	return o, o.Old != ""
}

func swap(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if b.reading.wide {
		if b.reading.target != nil || b.inside() {
			return nil, false
		}
		paths, ok = [][]act.Step{nil}, true
		if b.reading.title {
			paths = append(paths, []act.Step{{Name: act.NameTitle}})
		}
		b.reading.count = count{all: true}
	}
	if !ok {
		return nil, false
	}
	o, ok := b.text(amend.TextSubstitution, paths)
	if !ok || o.New == "" {
		return nil, false
	}
	if b.reading.grammar {
		if !o.All {
			return nil, false
		}
		if o.Forms, ok = inflect.Forms(o.Old, o.New); !ok {
			b.parser.why = prose.Case
			return nil, false
		}
		o.Old, o.New, o.All = "", "", false
	}
	return b.one(o)
}

// swapTarget is "throughout Article 5, …".
func swapTarget(b *building) ([]amend.Operation, bool) {
	b.reading.count = count{all: true}
	return swap(b)
}

func swapAll(b *building) ([]amend.Operation, bool) { return swapTarget(b) }

// swapAgain is "… and the words · by the words ·", after a replacement.
func swapAgain(b *building) ([]amend.Operation, bool) {
	ops := b.state.ops
	if len(ops) == 0 || b.state.prior == nil || ops[len(ops)-1].Kind != amend.TextSubstitution || ops[len(ops)-1].At != "" {
		return nil, false
	}
	s := *b.state
	s.many, s.known = s.prior, true
	b.state = &s
	return swap(b)
}

// cutList is "the words · and · are deleted".
func cutList(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if !ok {
		return nil, false
	}
	var out []amend.Operation
	for _, w := range b.reading.list {
		out = append(out, amend.Operation{Kind: amend.TextDeletion, Targets: addresses(paths), Old: w, Source: &b.source})
	}
	return out, true
}

func swapEnd(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if !ok {
		return nil, false
	}
	r := b.reading
	return b.ended(amend.Operation{Kind: amend.TextSubstitution, Targets: addresses(paths), Old: r.old.text, New: r.new.text, At: amend.End})
}

func cutEnd(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if !ok {
		return nil, false
	}
	return b.ended(amend.Operation{Kind: amend.TextDeletion, Targets: addresses(paths), Old: b.reading.old.text, At: amend.End})
}

func (b *building) ended(o amend.Operation) ([]amend.Operation, bool) {
	if !b.reading.old.plain() || o.Old == "" {
		return nil, false
	}
	return b.one(o)
}

// append_ adds words at the end, before the final mark. Words with a final mark
// of their own would leave two.
func append_(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	now := b.reading.new
	if !ok || now.mark || now.text == "" || strings.HasSuffix(now.text, ".") || strings.HasSuffix(now.text, ";") {
		return nil, false
	}
	return b.one(amend.Operation{Kind: amend.TextInsertion, Targets: addresses(paths), New: now.text, At: amend.End, Old: b.reading.final})
}

func after(b *building) ([]amend.Operation, bool)  { return b.beside(amend.After) }
func before(b *building) ([]amend.Operation, bool) { return b.beside(amend.Before) }

func (b *building) beside(at amend.Where) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if !ok || b.reading.old.mark {
		return nil, false
	}
	o, ok := b.text(amend.TextInsertion, paths)
	if !ok || o.New == "" {
		return nil, false
	}
	o.At = at
	return b.one(o)
}

func cut(b *building) ([]amend.Operation, bool)         { return b.cut(amend.TextDeletion) }
func repealWords(b *building) ([]amend.Operation, bool) { return b.cut(amend.Repeal) }

func (b *building) cut(kind amend.Kind) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	if b.reading.wide {
		if b.reading.target != nil || b.reading.title || b.inside() {
			return nil, false
		}
		paths, ok = [][]act.Step{nil}, true
		b.reading.count = count{all: true}
	}
	if !ok {
		return nil, false
	}
	o, ok := b.text(kind, paths)
	if !ok {
		return nil, false
	}
	return b.one(o)
}

func remove(b *building) ([]amend.Operation, bool) { return b.gone(amend.Removal) }
func repeal(b *building) ([]amend.Operation, bool) { return b.gone(amend.Repeal) }

func (b *building) gone(kind amend.Kind) ([]amend.Operation, bool) {
	w := b.reading.target
	if w == nil || w.text {
		return nil, false
	}
	paths, ok := b.paths(w)
	if !ok || slices.ContainsFunc(paths, func(p []act.Step) bool { return len(p) == 0 }) {
		return nil, false
	}
	if kind == amend.Removal {
		b.change = removed(paths)
	}
	return b.one(amend.Operation{Kind: kind, Targets: addresses(paths)})
}

// removed is what a removal does to the numbers behind it: units of one place
// in a row.
func removed(paths [][]act.Step) *change {
	var c *change
	for _, p := range paths {
		home, step := p[:len(p)-1], p[len(p)-1]
		if step.Num == "" {
			return nil
		}
		if c == nil {
			c = &change{home: home, step: step, by: -1}
			continue
		}
		if next, ok := series.Shift(c.step.Num, -c.by); !ok || next != step.Num || !slices.Equal(home, c.home) || step.Name != c.step.Name {
			return nil
		}
		c.by--
	}
	return c
}

func renumber(b *building) ([]amend.Operation, bool) {
	r := b.reading
	paths, ok := b.paths(r.target)
	if !ok || r.target == nil || r.target.text || len(paths) != len(r.numbers) {
		return nil, false
	}
	o := amend.Operation{Kind: amend.Renumbering, Targets: addresses(paths)}
	for i, chain := range r.numbers {
		path := paths[i]
		for k := range len(chain) - 1 { // "section 5(b) as section 5(c)"
			if at := len(path) - len(chain) + k; at < 0 || path[at].Num != chain[k] {
				return nil, false
			}
		}
		o.Numbers = append(o.Numbers, chain[len(chain)-1])
	}
	return b.one(o)
}

// renumberRest moves the units behind those that came or went.
func renumberRest(b *building) ([]amend.Operation, bool) {
	c := b.state.last
	if c == nil {
		b.parser.why = prose.Context
		return nil, false
	}
	n := b.reading.kind.name
	if n != c.step.Name && (!bracket(n) || !bracket(c.step.Name) || n != act.NameItem && c.step.Name != act.NameItem) {
		return nil, false
	}
	first, ok := c.step.Num, true
	if c.by < 0 {
		first, ok = series.Shift(c.step.Num, -c.by)
	}
	if !ok {
		return nil, false
	}
	path := slices.Concat(c.home, []act.Step{{Name: c.step.Name, Num: first}})
	return b.one(amend.Operation{Kind: amend.Renumbering, Targets: addresses([][]act.Step{path}), Shift: c.by})
}

func renumberAccordingly(b *building) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	c := b.state.last
	if !ok || c == nil || b.reading.target == nil || b.reading.target.text {
		return nil, false
	}
	o := amend.Operation{Kind: amend.Renumbering, Targets: addresses(paths)}
	for _, p := range paths {
		step := p[len(p)-1]
		num, ok := series.Shift(step.Num, c.by)
		if !ok || step.Name != c.step.Name || !slices.Equal(p[:len(p)-1], c.home) {
			return nil, false
		}
		o.Numbers = append(o.Numbers, num)
	}
	return b.one(o)
}
