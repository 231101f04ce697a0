package akn

import (
	"cmp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/markup"
)

// flow reads what stands in an element into a block. mine says that the element
// is written as this package writes, where a first line with a name is a line.
func (r *reader) flow(n *node, b *act.Block, mine bool) {
	for k := range n.elements {
		switch {
		case markup.Note(k.local) || k.local == "":
		case markup.Unit(k.local):
			r.unit(k, b)
		case k.local == "content" || k.local == "intro" || k.local == "wrapUp":
			k.known = true
			r.flow(k, b, mine)
		case k.local == "table":
			r.table(k, b)
		case k.local != "p" && k.local != "block" && k.holds():
			r.flow(k, b, mine) // a container that says nothing itself
		default:
			r.line(k, b, mine)
		}
	}
}

// holds reports whether an element holds blocks and no words of its own.
func (n *node) holds() bool {
	found := false
	for _, k := range n.kids {
		switch {
		case k.form == chars && strings.TrimSpace(k.text) != "":
			return false
		case k.form == element && (markup.Block(k.local) || k.local != "" && k.holds()):
			found = true
		}
	}
	return found
}

// line reads an element that holds words.
func (r *reader) line(n *node, b *act.Block, mine bool) {
	s := words(n)
	n.known = n.local == "p"
	if s == "" {
		n.known = n.known && len(n.attrs) == 0
		return
	}
	labelled := b.Kind.Labelled() && !b.Kind.Headed()
	if labelled && b.Words.Text == "" && len(b.Children) == 0 && (!mine || n.get("wId") == "") {
		b.Words.Text = s
		r.places[b.ID].words = n
		return
	}
	l := &act.Block{Kind: act.KindLine, Words: act.Words{Text: s}}
	r.name(n, l)
	r.places[l.ID].words = n
	b.Children = append(b.Children, l)
}

// unit reads a unit with a label. One without is passed over as a container.
func (r *reader) unit(n *node, parent *act.Block) {
	num := n.child("num")
	label := ""
	if num != nil {
		label = words(num)
	}
	name := n.get("name")
	if label == "" {
		r.bare(n, parent, name)
		return
	}
	b := &act.Block{Label: label}
	mine := r.kind(n, b)
	r.name(n, b)
	num.known = true
	b.Num = r.labels.Number(label, b.Kind)
	for _, a := range num.attrs {
		if a.name == "title" && mine && strings.Contains(label, a.value) {
			b.Num = num.take("title")
		}
	}
	if h := n.child("heading"); h != nil {
		if b.Words.Text = words(h); b.Words.Text != "" {
			h.known = b.Kind.Headed()
			r.places[b.ID].words = h
		}
	}
	r.rest(n, b, mine)
	parent.Children = append(parent.Children, b)
}

// rest reads a unit without its label and heading.
func (r *reader) rest(n *node, b *act.Block, mine bool) {
	after := &node{form: element, kids: make([]*node, 0, len(n.kids))}
	seen := make(map[string]bool)
	for k := range n.elements {
		if (k.local == "num" || k.local == "heading") && !seen[k.local] {
			seen[k.local] = true
			continue
		}
		after.kids = append(after.kids, k)
	}
	r.flow(after, b, mine)
}

// bare reads a unit without a label: lines where units have to stand, a
// preamble in another place, or a container that the model lacks.
func (r *reader) bare(n *node, parent *act.Block, name string) {
	if n.local == "hcontainer" && name == string(act.KindPreamble) && n.get("wId") != "" {
		b := &act.Block{Kind: act.KindPreamble}
		n.known = true
		n.take("name")
		r.name(n, b)
		r.flow(n, b, true)
		parent.Children = append(parent.Children, b)
		return
	}
	if n.local == "hcontainer" && name == "lines" {
		n.known = true
		n.take("name")
	}
	if !n.holds() {
		r.line(n, parent, false)
		return
	}
	r.flow(n, parent, false)
}

// kind tells the kind of a unit, and whether its element says so itself.
func (r *reader) kind(n *node, b *act.Block) (mine bool) {
	says := "class"
	if n.local == "hcontainer" {
		says = "name"
	}
	k := act.Kind(n.get(says))
	if k.Labelled() && tag(k) == n.local && (tag(k) != "hcontainer" || k == act.KindAnnex) {
		b.Kind = k
		n.known = true
		n.take(says)
		return true
	}
	switch {
	case n.local == "section" || n.local == "article" || n.local == "rule" || n.local == "chapter":
		b.Kind, n.known = act.Kind(n.local), true
	case markup.Upper(n.local):
		b.Kind = act.KindChapter
	default:
		b.Kind = act.KindNumber
		small := n.local != "paragraph" && n.local != "item" && n.local != "li"
		if k := act.NumberKind(r.labels.Number(b.Label, "")); k != "" && (k != act.KindBracket || small) {
			b.Kind = k // a number without its marks
		}
		if k, _, ok := r.labels.Shape(b.Label); ok && !k.Headed() {
			b.Kind = k
			n.known = tag(k) == n.local
		}
	}
	return false
}

func (r *reader) table(n *node, parent *act.Block) {
	b := &act.Block{Kind: act.KindTable}
	r.name(n, b)
	for tr := range n.elements {
		if tr.local != "tr" {
			continue
		}
		row := &act.Block{Kind: act.KindRow}
		r.name(tr, row)
		for c := range tr.elements {
			row.Cells = append(row.Cells, act.Words{Text: words(c)})
			at := r.places[row.ID]
			at.cells = append(at.cells, c)
			c.known = (c.local == "th") == (len(b.Children) == 0)
			if p := c.child("p"); p != nil && len(slices.Collect(c.elements)) == 1 {
				p.known = true
			}
		}
		if len(row.Cells) == 0 {
			delete(r.places, row.ID)
			continue
		}
		tr.known = true
		b.Children = append(b.Children, row)
	}
	if len(b.Children) == 0 {
		delete(r.places, b.ID)
		return
	}
	n.known = true
	parent.Children = append(parent.Children, b)
}

// attachment reads a document that is attached as an annex.
func (r *reader) attachment(n *node, root *act.Block) {
	var doc *node
	for k := range n.elements {
		if body(k) != nil {
			doc = k
		}
	}
	if doc == nil {
		return
	}
	b := &act.Block{Kind: act.KindAnnex}
	r.name(n, b)
	r.places[b.ID].words = n.child("heading")
	n.known = true
	num, head := n.child("num"), n.child("heading")
	if num != nil {
		b.Label, num.known = words(num), true
	}
	if head != nil {
		b.Words.Text, head.known = words(head), true
	}
	main := body(doc)
	doc.known, main.known = doc.local == "doc", main.local == "mainBody"
	if doc.get("name") == "annex" {
		doc.take("name")
	}
	mine := num != nil && b.Label != ""
	if b.Label == "" {
		b.Label = cmp.Or(strings.TrimSpace(doc.get("name")), doc.local)
	}
	if b.Num = r.labels.Number(b.Label, b.Kind); mine {
		for _, a := range num.attrs {
			if a.name == "title" && strings.Contains(b.Label, a.value) {
				b.Num = num.take("title")
			}
		}
	}
	for _, part := range []string{"preface", "preamble"} {
		if x := doc.child(part); x != nil {
			r.flow(x, b, false)
		}
	}
	r.flow(main, b, false)
	root.Children = append(root.Children, b)
}
