package akn

import (
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
)

// tag is the element of a kind. Kinds that share one are told apart by the
// attribute class.
func tag(k act.Kind) string {
	switch k {
	case act.KindSection, act.KindChapter, act.KindArticle, act.KindRule:
		return string(k)
	case act.KindNumber:
		return "paragraph"
	case act.KindBracket:
		return "subparagraph"
	case act.KindLetter, act.KindCapital, act.KindRoman, act.KindUpper:
		return "point"
	}
	return "hcontainer"
}

// unit is the element of a block that is more than a line or a table.
func (w *writer) unit(b *act.Block) *node {
	name := tag(b.Kind)
	n := w.named(name, b)
	n.lines = true
	if name == "hcontainer" {
		n.attrs = append(n.attrs, attr{name: "name", value: string(b.Kind)})
	} else {
		n.attrs = append(n.attrs, attr{name: "class", value: string(b.Kind)})
	}
	w.head(n, b)
	first := el("p")
	if !b.Kind.Headed() {
		first = w.words("p", b, b.Words.Text)
	}
	said := len(first.kids) > 0
	runs := gather(b.Children)
	var lead []*act.Block
	if len(runs) > 0 && runs[0].unit == nil {
		lead, runs = runs[0].lines, runs[1:]
	}
	below := group("content")
	if len(runs) > 0 {
		below = group("intro")
	}
	if said || len(lead) == 0 {
		below.add(first)
	}
	for _, l := range lead {
		below.add(w.block(l))
	}
	if said || len(lead) > 0 || len(runs) == 0 {
		n.add(below)
	}
	for i, r := range runs {
		switch {
		case r.unit != nil:
			n.add(w.unit(r.unit))
		case i == len(runs)-1:
			end := group("wrapUp")
			for _, l := range r.lines {
				end.add(w.block(l))
			}
			n.add(end)
		default:
			n.add(w.loose(r.lines))
		}
	}
	return n
}

// head is the label and the heading of a unit.
func (w *writer) head(n *node, b *act.Block) {
	if b.Label != "" {
		num := w.words("num", b, b.Label)
		if number(b.Label, b.Kind, w.e.Text.Lang) != b.Num {
			if num.attrs = []attr{{name: "title", value: b.Num}}; !writable(b.Num) {
				w.fail(b, "a number that cannot be written in XML")
			}
		}
		n.add(num)
	}
	if b.Kind.Headed() && b.Words.Text != "" {
		n.add(w.words("heading", b, b.Words.Text))
	}
}

// block is the element of a line or a table.
func (w *writer) block(b *act.Block) *node {
	if b.Kind == act.KindLine {
		n := w.words("p", b, b.Words.Text)
		n.attrs = w.named("p", b).attrs
		return n
	}
	n := w.named("table", b)
	n.lines = true
	for i, r := range b.Children {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		row := w.named("tr", r)
		for _, c := range r.Cells {
			row.add(el(cell).add(w.words("p", r, c.Text)))
		}
		n.add(row)
	}
	return n
}

// shape is what the label of a unit says by its form; ok is false for labels
// that the plain form does not know.
func shape(label string, lang act.Lang) (kind act.Kind, num string, ok bool) {
	if lang != act.Russian {
		lang = act.English // the shapes of labels in Latin script
	}
	list, err := act.ParseBlocks([]string{label + " x"}, lang)
	if err != nil || len(list) != 1 || list[0].Label != label {
		return "", "", false
	}
	return list[0].Kind, list[0].Num, true
}

// number is the number that a label is read to carry: that of its shape, else
// its last word with a digit, else its last word, without marks around.
func number(label string, kind act.Kind, lang act.Lang) string {
	if k, num, ok := shape(label, lang); ok && k == kind {
		return num
	}
	var found, last string
	for _, f := range strings.Fields(label) {
		f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if f == "" {
			continue
		}
		last = f
		if strings.ContainsFunc(f, unicode.IsDigit) {
			found = f
		}
	}
	switch {
	case found != "":
		return found
	case last != "":
		return last
	}
	return strings.Join(strings.Fields(label), "")
}
