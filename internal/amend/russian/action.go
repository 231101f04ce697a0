package russian

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// often fills in how often the words must stand there. doc/plaintext.md, rule 9.
func (r *reader) often(c *clause, o *amend.Operation) {
	o.Count, o.Nth, o.All = c.count, c.nth, c.all || r.all && c.count == 0 && c.nth == 0
}

// A pair is quoted words and the words that go with them.
type pair struct{ was, now string }

// pairs are the targets of a clause and its pairs of words; one right side serves
// every left one.
func (r *reader) pairs(c *clause) (at []act.Address, list []pair, ok bool) {
	at, ok = r.targets(c)
	if !ok || len(c.words) != len(c.by) && len(c.by) != 1 {
		return nil, nil, false
	}
	for i, w := range c.words {
		by := c.by[0]
		if len(c.by) > 1 {
			by = c.by[i]
		}
		was, ok1 := r.quoteLine(w)
		now, ok2 := r.quoteLine(by)
		if !ok1 || !ok2 {
			return nil, nil, false
		}
		list = append(list, pair{was, now})
	}
	return at, list, true
}

func (r *reader) swap(c *clause) bool {
	at, pairs, ok := r.pairs(c)
	if !ok {
		return false
	}
	for _, x := range pairs {
		o := amend.Operation{Kind: amend.TextSubstitution, Targets: at, Old: x.was, New: x.now}
		r.often(c, &o)
		if c.agree {
			if c.nth != 0 {
				return false
			}
			forms := r.p.terms.Pair(x.was, x.now, c.numbers)
			if forms == nil {
				r.why = prose.Case
				return false
			}
			if o.Old, o.New, o.Forms = "", "", forms; !o.All && o.Count == 0 {
				o.Count = 1
			}
			o.All = false
		}
		r.add1(o)
	}
	return true
}

// swapAgain is «…, слово «В» – словом «Г»» after a substitution in the same line.
func (r *reader) swapAgain(c *clause) bool {
	n := len(r.ops)
	return n > 0 && r.ops[n-1].Kind == amend.TextSubstitution && len(r.ops[n-1].Forms) == 0 && r.swap(c)
}

func (r *reader) strike(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || c.agree {
		return false
	}
	for _, w := range c.words {
		was, ok := r.quoteLine(w)
		if !ok {
			return false
		}
		o := amend.Operation{Kind: amend.TextDeletion, Targets: at, Old: was}
		r.often(c, &o)
		r.add1(o)
	}
	return true
}

func (r *reader) afterWords(c *clause) bool  { return r.besideWords(c, amend.After) }
func (r *reader) beforeWords(c *clause) bool { return r.besideWords(c, amend.Before) }

func (r *reader) besideWords(c *clause, where amend.Where) bool {
	at, pairs, ok := r.pairs(c)
	if !ok || len(c.by) != len(c.words) {
		return false
	}
	for _, x := range pairs {
		o := amend.Operation{Kind: amend.TextInsertion, Targets: at, Old: x.was, New: x.now, At: where}
		r.often(c, &o)
		r.add1(o)
	}
	return true
}

func (r *reader) addWords(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || len(c.by) != 1 || slices.ContainsFunc(at, whole) {
		return false
	}
	now, ok := r.quoteLine(c.by[0])
	if !ok {
		return false
	}
	r.add1(amend.Operation{Kind: amend.TextInsertion, Targets: at, New: now, At: amend.End})
	return true
}

// whole says whether an address is the act, which has no end that is meant.
func whole(a act.Address) bool { return len(a.Steps) == 0 }

// add inserts units, lines, sentences or rows where they belong.
func (r *reader) add(c *clause) bool {
	at, ok := r.targets(c)
	named := r.named(c)
	if !ok || named == nil {
		return false
	}
	for _, a := range at {
		if a, ok = r.home(c, a, named[0].Name); !ok {
			return false
		}
		o := amend.Operation{Kind: amend.Insertion, Targets: []act.Address{a}, Lines: c.lines, Named: named}
		switch n := named[0]; {
		case n.Name == act.NameSentence:
			if whole(a) || len(named) > 1 && n.Ordinal != 0 {
				return false
			}
			if n.Ordinal > 1 {
				o.At, o.Anchor = amend.After, within(a, act.Step{Name: n.Name, Ordinal: n.Ordinal - 1})
			} else if n.Ordinal == 1 {
				o.At, o.Anchor = amend.Before, within(a, n)
			}
		case n.Name == act.NameColumn:
			o.Lines = lexicon.Column(c.lines)
		case n.Name == act.NameHeading || n.Name == act.NamePreamble || n.Name == act.NameTable:
			return false
		}
		r.add1(o)
	}
	return true
}

// home is where units are added. Units are not added to one that is called alike; the
// one that the clause before was about stands beside them.
func (r *reader) home(c *clause, a act.Address, n act.Name) (act.Address, bool) {
	k := len(a.Steps) - 1
	if k < 0 || a.Steps[k].Name != n {
		return a, true
	}
	if c.unit == nil && len(r.ops) > 0 && !r.said {
		a.Steps = a.Steps[:k:k]
		return a, true
	}
	first, _, _ := strings.Cut(c.lines[0], " ")
	lettered := func(label string) bool { return strings.IndexFunc(label, unicode.IsLetter) == 0 }
	deeper := n == act.NamePoint || !lettered(a.Steps[k].Num) && lettered(first) // «подпункт 2 … дополнить подпунктом «а1»»
	return a, deeper && strings.HasSuffix(first, ")")
}

func within(a act.Address, s act.Step) *act.Address {
	return &act.Address{ID: a.ID, Steps: append(slices.Clone(a.Steps), s)}
}

// named are what the added units are called, one each; units that are called by
// no number are as many as the lines hold.
func (r *reader) named(c *clause) []act.Step {
	var out []act.Step
	for _, p := range c.named.paths {
		out = append(out, p[0].Step)
	}
	s := out[0]
	if s.Name == act.NamePart && s.Num == "" && unlabelled(c.lines) { // «частью четвертой», where parts have no numbers
		for i := range out {
			out[i].Name = act.NameLine
		}
		return out
	}
	if len(out) > 1 || s.Num != "" || s.Ordinal != 0 || !c.named.many || s.Name == act.NameLine || s.Name == act.NameSentence || s.Name == act.NameRow {
		return out
	}
	tops, err := act.ParseBlocks(c.lines, act.Russian)
	if err != nil {
		return nil
	}
	return slices.Repeat(out, max(len(tops), 1))
}

// unlabelled says whether lines begin with no label.
func unlabelled(lines []string) bool {
	tops, err := act.ParseBlocks(lines[:min(1, len(lines))], act.Russian)
	return err == nil && len(tops) == 1 && tops[0].Kind == act.KindLine
}

func (r *reader) addAfter(c *clause) bool  { return r.addBeside(c, amend.After) }
func (r *reader) addBefore(c *clause) bool { return r.addBeside(c, amend.Before) }

func (r *reader) addBeside(c *clause, where amend.Where) bool {
	if _, ok := r.targets(c); !ok {
		return false
	}
	local := r.local
	r.within(c.of.paths)
	at, ok := r.full(r.local)
	r.local = local
	named := r.named(c)
	if !ok || len(at) != 1 || named == nil || len(at[0].Steps) == 0 {
		return false
	}
	n := len(at[0].Steps)
	home := act.Address{Steps: at[0].Steps[:n-1]}
	beside := at[0].Steps[n-1].Name
	if named[0].Name != beside && !(beside == act.NamePart && named[0].Name == act.NameLine) {
		return false
	}
	lines := c.lines
	if beside == act.NameColumn {
		lines = lexicon.Column(lines)
	}
	r.add1(amend.Operation{Kind: amend.Insertion, Targets: []act.Address{home}, Lines: lines, Named: named, At: where, Anchor: &at[0]})
	if named[0].Name == act.NameLine && named[0].Ordinal != 0 {
		return r.lineBeside(named, where)
	}
	return true
}

// lineBeside checks that an абзац that is called by its count comes to stand
// there.
func (r *reader) lineBeside(named []act.Step, where amend.Where) bool {
	o := &r.ops[len(r.ops)-1]
	k := o.Anchor.Steps[len(o.Anchor.Steps)-1].Ordinal
	if where == amend.After {
		k++
	}
	return k == named[0].Ordinal
}

func (r *reader) reword(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || len(at) == 0 {
		return false
	}
	last := act.Step{}
	if n := len(at[0].Steps); n > 0 {
		last = at[0].Steps[n-1]
	}
	if len(at) > 1 && (last.Name == act.NameLine || last.Name == act.NameRow || last.Ordinal != 0) {
		if len(at) != len(c.lines) || last.Name == act.NameSentence {
			return false
		}
		for i := range at {
			r.add1(amend.Operation{Kind: amend.Substitution, Targets: at[i : i+1 : i+1], Lines: c.lines[i : i+1 : i+1]})
		}
		return true
	}
	r.add1(amend.Operation{Kind: amend.Substitution, Targets: at, Lines: c.lines})
	return true
}

func (r *reader) remove(c *clause) bool { return r.whole(c, amend.Removal) }

// repeal takes the force of units; «утратившим» agrees with them.
func (r *reader) repeal(c *clause) bool {
	if !r.whole(c, amend.Repeal) {
		return false
	}
	at := r.ops[len(r.ops)-1].Targets
	n := len(at[0].Steps)
	if c.lost == "" || n == 0 {
		return true
	}
	x, ok := lexicon.NounOf(at[0].Steps[n-1].Name)
	switch {
	case !ok:
		return false
	case len(at) > 1 || c.unit.many:
		return c.lost == "утратившими"
	case x.Gender == 'f':
		return c.lost == "утратившей" || at[0].Steps[n-1].Name == act.NameColumn && c.lost == "утратившим"
	}
	return c.lost == "утратившим"
}

func (r *reader) whole(c *clause, kind amend.Kind) bool {
	at, ok := r.targets(c)
	if !ok {
		return false
	}
	r.add1(amend.Operation{Kind: kind, Targets: at})
	return true
}

func (r *reader) renumber(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || len(c.named.paths) != len(at) || len(c.unit.paths) != len(at) {
		return false
	}
	o := amend.Operation{Kind: amend.Renumbering, Targets: at}
	for i, p := range c.named.paths {
		was := at[i].Steps
		if len(was) == 0 || len(p) != 1 || was[len(was)-1].Name != p[0].Name {
			return false
		}
		num := p[0].Num
		if p[0].Ordinal > 0 {
			num = strconv.Itoa(p[0].Ordinal)
		}
		if num == "" || was[len(was)-1].Ordinal == 0 && p[0].Num == "" {
			return false
		}
		o.Numbers = append(o.Numbers, num)
	}
	r.add1(o)
	return true
}

func (r *reader) renumberAndReword(c *clause) bool {
	if !r.renumber(c) {
		return false
	}
	o := &r.ops[len(r.ops)-1]
	var at []act.Address
	for i, a := range o.Targets {
		steps := slices.Clone(a.Steps)
		s := &steps[len(steps)-1]
		*s = c.named.paths[i][0].Step
		at = append(at, act.Address{Steps: steps})
	}
	r.add1(amend.Operation{Kind: amend.Substitution, Targets: at, Lines: c.lines})
	return true
}

func (r *reader) suspend(c *clause) bool { return r.force(c, amend.Suspension) }

func (r *reader) restore(c *clause) bool { return r.force(c, amend.Restoration) }

// swapMark puts one final mark for another.
func (r *reader) swapMark(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || c.mark == c.bymark || slices.ContainsFunc(at, whole) {
		return false
	}
	r.add1(amend.Operation{Kind: amend.TextSubstitution, Targets: at, Old: c.mark, New: c.bymark, At: amend.End})
	return true
}

func (r *reader) extend(c *clause) bool { return c.until != "" && r.force(c, amend.Extension) }

func (r *reader) force(c *clause, kind amend.Kind) bool {
	r.within(c.of.paths)
	at, ok := r.full(r.local)
	if !ok || c.of.cases&genitive == 0 {
		return false
	}
	r.add1(amend.Operation{Kind: kind, Targets: at, Until: c.until})
	return true
}
