package english

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english/title"
	"chancery.example/chancery/internal/amend/prose"
)

// A saying is how an operation was said, beyond what it holds.
type saying struct {
	act    string // the name of the act, as compared; "" if none was named
	ranged span   // its targets are a range: "Articles 5 to 7"
}

// A span says whether numbers are a range.
type span int

const (
	alone span = iota + 1 // "5 to 7"
	mixed                 // "3, 5 to 7", where the ends are not told from the others
)

// actName is the name of an act as it is compared: its words but for articles,
// sorted; "" for a name that any act has, like "this Regulation".
func (p *parser) actName(from, to int) string {
	var out []string
	depth := 0
	for i := from; i < to; i++ {
		switch w := p.word(i); w {
		case "(":
			depth++
		case ")":
			depth--
		case "the", "this", "that", "said", "of", "on", "and", "for", ",", "no", "an", "a", "principal":
		default:
			if depth == 0 {
				out = append(out, w)
			}
		}
	}
	if len(out) == 1 && p.word(from) == "the" && title.Kind(out[0]) {
		return out[0]
	}
	if len(out) < 2 {
		return ""
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// nearer is the name of the act that is meant where one was named before: "the
// Charter" is the charter that was named.
func nearer(now, before string) string {
	if now == "" || before != "" && !strings.Contains(now, " ") {
		return before
	}
	return now
}

// strange says whether an operation is certainly on another act than the base.
func (r *run) strange(o *amend.Operation) bool {
	return title.Other(strings.Fields(r.said[o.Source].act), raw(tokens(r.options.Base.Root.Words.Text)))
}

func raw(toks []token) []string {
	var out []string
	for _, t := range toks {
		out = append(out, t.word)
	}
	return out
}

// apart tells the operations on the base from those on other acts, where the
// text names several. Which of them the base is, its title says; if it does not,
// nothing was understood.
func (r *run) apart() {
	acts := make(map[string]bool)
	for _, o := range r.result.Operations {
		if name := r.said[o.Source].act; strings.Contains(name, " ") { // "the Charter" can be any of them
			acts[name] = true
		}
	}
	if len(acts) < 2 {
		return
	}
	var own []string
	if r.options.Base != nil {
		named := &parser{toks: tokens(r.options.Base.Root.Words.Text)}
		have := strings.Fields(named.actName(0, len(named.toks)))
		for name := range acts {
			if !slices.ContainsFunc(strings.Fields(name), func(w string) bool { return !slices.Contains(have, w) }) {
				own = append(own, name)
			}
		}
	}
	var mine []amend.Operation
	for _, o := range r.result.Operations {
		switch name := r.said[o.Source].act; {
		case len(own) == 0 || !strings.Contains(name, " "):
			r.result.Unparsed = append(r.result.Unparsed, prose.Unparsed{Range: *o.Source, Text: r.text[o.Source.From:o.Source.To], Reason: prose.Context})
		case slices.Contains(own, name):
			mine = append(mine, o)
		default:
			r.result.Others = append(r.result.Others, o)
		}
	}
	r.result.Operations = mine
	slices.SortStableFunc(r.result.Unparsed, func(a, b prose.Unparsed) int { return a.Range.From - b.Range.From })
}

// fill puts the units that the base has inside a range, like Article 5a between
// 5 and 6, among its targets. False where it cannot be told whether they belong to it.
func (r *run) fill(o *amend.Operation) bool {
	ranged := r.said[o.Source].ranged
	if ranged == 0 {
		return true
	}
	base := r.options.Base
	var out []act.Address
	for i, a := range o.Targets {
		out = append(out, a)
		if i+1 == len(o.Targets) || len(a.Steps) == 0 || len(o.Targets[i+1].Steps) != len(a.Steps) {
			continue
		}
		home := act.Address{Steps: a.Steps[:len(a.Steps)-1]}
		next := o.Targets[i+1]
		above, err := base.Find(home)
		from, err2 := base.Find(a)
		to, err3 := base.Find(next)
		if err != nil || err2 != nil || err3 != nil || from.Block.Kind != to.Block.Kind {
			continue // what is not there is refused when it is applied
		}
		list := base.Numbered(above.Block, from.Block.Kind)
		at, end := slices.Index(list, from.Block), slices.Index(list, to.Block)
		for k := at + 1; at >= 0 && k < end; k++ {
			step := a.Steps[len(a.Steps)-1]
			step.Num = list[k].Num
			out = append(out, act.Address{Steps: append(slices.Clone(home.Steps), step)})
		}
	}
	if ranged != alone && len(out) > len(o.Targets) {
		return false
	}
	o.Targets = out
	return true
}
