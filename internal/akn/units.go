package akn

import (
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/markup"
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
		if w.labels.Lang = w.e.Text.Lang; w.labels.Number(b.Label, b.Kind) != b.Num {
			if num.attrs = []attr{{name: "title", value: b.Num}}; !markup.Writable(b.Num) {
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
