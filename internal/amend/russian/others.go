package russian

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"chancery.example/chancery/internal/amend/russian/names"
)

// mentions are the acts that a line names; what «настоящее» or «указанное» stands
// before is no name.
func (r *reader) mentions() []names.Name {
	var out []names.Name
	for i := 0; i < len(r.t); i++ {
		if !r.t[i].word() || !r.t[i].capital() || !lexicon.Act(r.t[i].low) {
			continue
		}
		next := r.past(i)
		if next == i {
			continue
		}
		if i == 0 || !strings.HasPrefix(r.t[i-1].low, "настоящ") && !strings.HasPrefix(r.t[i-1].low, "указанн") && !strings.HasPrefix(r.t[i-1].low, "названн") {
			out = append(out, r.nameOf(i, next))
		}
		i = next - 1
	}
	return out
}

// nameOf is the name between two tokens.
func (r *reader) nameOf(from, to int) names.Name {
	var c names.Name
	core := true
	for i := from; i < to; i++ {
		t := &r.t[i]
		switch {
		case t.quote >= 0 && c.Title == "":
			c.Title, core = strings.Join(r.b.Quotes[t.quote].Lines, " "), false
		case t.number() || t.low == "№":
			c.Dated, core = true, false
		case !t.word() || t.low == "от" || strings.HasPrefix(t.low, "утвержденн") || strings.HasPrefix(t.low, "принят"):
			core = false
		case core:
			c.Words = append(c.Words, t.low)
		}
		if c.Title != "" {
			break
		}
	}
	return c
}

// name takes in what a line names and is its place in names; above where it names
// no act, or only the noun of the one above.
func (p *parser) name(r *reader, above int) int {
	for _, c := range r.mentions() {
		if above >= 0 && !c.Other(&p.names[above]) {
			continue
		}
		p.names = append(p.names, c)
		return len(p.names) - 1
	}
	return above
}

// others takes the operations on other acts than the base apart. Where the text
// names acts and none of them can be the base, all comes back.
func (p *parser) others() {
	if p.base == nil || len(p.names) == 0 {
		return
	}
	title := p.base.Root.Words.Text
	known := slices.ContainsFunc(p.about, func(i int) bool { return i >= 0 && p.names[i].Is(title) })
	several := slices.ContainsFunc(p.names, func(c names.Name) bool { return c.Other(&p.names[0]) })
	var ours []amend.Operation
	for i, o := range p.out.Operations {
		at := p.about[i]
		switch {
		case at < 0 && !several, at >= 0 && p.names[at].Is(title) && !(p.names[at].Dated && force(&o)):
			ours = append(ours, o)
		case at >= 0 && known && !p.names[at].Is(title):
			p.out.Others = append(p.out.Others, o)
		default:
			p.refuse(*o.Source, prose.Context)
		}
	}
	p.out.Operations = ours
}

// force says whether an operation is about the force of a whole act: one that is
// known by its day or number alone is another for all that the text tells.
func force(o *amend.Operation) bool {
	switch o.Kind {
	case amend.Repeal, amend.Removal, amend.Suspension, amend.Extension, amend.Restoration:
		return o.Old == "" && slices.ContainsFunc(o.Targets, whole)
	}
	return false
}
