package russian

import (
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// others takes the operations on other acts than the base apart, where the text
// amends several: the base is the one act whose name has the words of its title.
func (p *parser) others() {
	if p.base == nil || !slices.ContainsFunc(p.names, func(s string) bool { return !same(s, p.names[0]) }) {
		return
	}
	base := -1
	for i, s := range p.names {
		if same(p.base.Root.Words.Text, s) {
			if base >= 0 && !same(s, p.names[base]) {
				base = -2
				break
			}
			base = i
		}
	}
	var ours []amend.Operation
	for i, o := range p.out.Operations {
		switch at := p.about[i]; {
		case base < 0 || at < 0:
			p.refuse(*o.Source, prose.Context)
		case same(p.names[at], p.names[base]):
			ours = append(ours, o)
		default:
			p.out.Others = append(p.out.Others, o)
		}
	}
	p.out.Operations = ours
}

// same says whether two names of acts begin with the same words, whatever the
// case.
func same(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	x, y := words(a), words(b)
	n := min(len(x), len(y), 5)
	return n > 0 && slices.EqualFunc(x[:n], y[:n], alike)
}

// alike says whether two words can be forms of one.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n == max(len(x), len(y)) || n >= 3 && n >= max(len(x), len(y))-3
}
