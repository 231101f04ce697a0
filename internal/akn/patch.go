package akn

import (
	"fmt"
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/markup"
)

// make is the element of a block that is new, written as Write writes it.
func (p *patch) make(b *act.Block) *node {
	switch {
	case b.Kind == act.KindRow:
		row := p.w.named("tr", b)
		for _, c := range b.Cells {
			row.add(el("td").add(p.w.words("p", b, c.Text)))
		}
		return p.qualify(row)
	case unitary(b):
		return p.qualify(p.w.unit(b))
	}
	return p.qualify(p.w.block(b))
}

// qualify gives elements the prefix that the file has for Akoma Ntoso.
func (p *patch) qualify(n *node) *node {
	prefix, local := p.r.doc.name, p.r.doc.local
	prefix = prefix[:len(prefix)-len(local)]
	if n.form == element && n.local != "" {
		n.name = prefix + n.local
	}
	for _, k := range n.kids {
		p.qualify(k)
	}
	return n
}

// rebuild makes the element of a block anew; all that was foreign in it is lost.
func (p *patch) rebuild(b *act.Block, at *place) {
	up := at.node.up
	i := slices.Index(up.kids, at.node)
	p.losing(at.node)
	var n *node
	switch at.node.local {
	case "attachment":
		n = p.qualify(p.w.attachment(b))
	case "preamble":
		for _, c := range b.Children {
			if n == nil {
				n = p.w.named("preamble", b)
			}
			n.add(p.w.block(c))
		}
		n = p.qualify(n)
	default:
		n = p.make(b)
	}
	n.up = up
	up.kids[i] = n
	p.r.places[b.ID] = &place{node: n}
}

func (p *patch) remove(n *node) {
	p.losing(n)
	i := slices.Index(n.up.kids, n)
	n.up.kids = slices.Delete(n.up.kids, i, i+1)
	switch n.up.local {
	case "content", "intro", "wrapUp", "body", "mainBody", "preamble":
	default: // a container that holds nothing any more
		if !markup.Unit(n.up.local) && len(slices.Collect(n.up.all)) == 0 {
			p.remove(n.up)
		}
	}
}

// losing lists what is foreign in an element that goes.
func (p *patch) losing(n *node) {
	d := new(Document)
	d.list(&node{kids: []*node{n}}, n.path())
	p.lost = append(p.lost, d.Foreign...)
}

// path is where the parent of an element stands, without counting.
func (n *node) path() string {
	if n.up == nil || n.up.name == "" {
		return ""
	}
	if above := n.up.path(); above != "" {
		return above + "/" + n.up.name
	}
	return n.up.name
}

// say gives an element other words; its notes stay.
func (p *patch) say(n *node, s string) {
	var keep []*node
	for _, k := range n.kids {
		switch {
		case k.form == element && markup.Note(k.local):
			keep = append(keep, k)
		case k.form != chars:
			p.losing(k)
		}
	}
	if !markup.Writable(s) && p.w.err == nil {
		p.w.err = fmt.Errorf("words %q cannot be written in XML", s)
	}
	n.kids = nil
	n.say(s).add(keep...)
}

// cell is the element of a table's cell that holds its words; where several do,
// one takes their place.
func (p *patch) cell(n *node) *node {
	if all := slices.Collect(n.all); len(all) == 1 && all[0].local == "p" {
		return all[0]
	}
	for _, k := range n.kids {
		p.losing(k)
	}
	n.kids = nil
	n.add(p.qualify(el("p")))
	return n.kids[0]
}

// state says the force of a unit by its status.
func (p *patch) state(n *node, s act.State) {
	want := map[act.State]string{act.StateRepealed: "removed", act.StateSuspended: "temporarilyRemoved"}[s]
	i := slices.IndexFunc(n.attrs, func(a attr) bool { return a.name == "status" })
	switch {
	case i < 0 && want != "":
		n.attrs = append(n.attrs, attr{name: "status", value: want})
	case i >= 0 && want != "":
		n.attrs[i].value = want
	case i >= 0 && (n.attrs[i].value == "removed" || n.attrs[i].value == "temporarilyRemoved"):
		n.attrs = slices.Delete(n.attrs, i, i+1)
	}
}
