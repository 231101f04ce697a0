package akn

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/act"
)

// Rewrite is the file that was read, with other texts in it: one for each
// expression, nil for one that stays. What is foreign stays where it stood, save
// what stood inside words or units that are no longer the same: that is listed
// as lost. With the texts that were read it is the file that was read, in the
// same infoset. Errors: a document that was not read, another number of texts,
// an act whose root is another, a last day that would change in a file with
// foreign metadata.
func (d *Document) Rewrite(now ...*act.Text) (b []byte, lost []Foreign, err error) {
	switch {
	case d.tree == nil:
		return nil, nil, errors.New("akn: a document that was not read has nothing to keep")
	case len(now) != len(d.Expressions):
		return nil, nil, fmt.Errorf("akn: %d texts for %d expressions", len(now), len(d.Expressions))
	}
	copied, err := Read(file(d.tree))
	if err != nil {
		return nil, nil, err
	}
	for i, t := range now {
		if t == nil {
			continue
		}
		if err := t.Valid(); err != nil {
			return nil, nil, fmt.Errorf("akn: %w", err)
		}
		e := copied.Expressions[i]
		old := e.Text
		e.Text = t
		r := copied.readers[i]
		p := &patch{r: r, w: &writer{d: copied, e: e, prefix: r.prefix, eids: t.EIDs()}, before: make(map[act.ID]*act.Block), taken: make(map[string]bool)}
		old.Root.Walk(func(b *act.Block) bool {
			p.before[b.ID] = b
			return true
		})
		if old.Root.ID != t.Root.ID {
			return nil, nil, fmt.Errorf("akn: the root is %q and was %q", t.Root.ID, old.Root.ID)
		}
		p.free(t)
		p.sync(old.Root, t.Root)
		if p.w.err != nil {
			return nil, nil, fmt.Errorf("akn: %w", p.w.err)
		}
		lost = append(lost, p.lost...)
	}
	b = file(copied.tree)
	again, err := Read(b)
	for i, t := range now {
		if err == nil && t != nil && !equal(again.Expressions[i].Text.Root, t.Root) {
			err = fmt.Errorf("akn: expression %d: the file has no place for the text", i+1)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	return b, lost, nil
}

// equal reports whether two trees say the same, whatever their blocks are
// called.
func equal(a, b *act.Block) bool {
	cells := func(x, y act.Words) bool { return x.Text == y.Text }
	return a.Kind == b.Kind && a.Num == b.Num && a.Label == b.Label && a.Words.Text == b.Words.Text && a.State == b.State &&
		a.Until == b.Until && slices.Equal(a.Held, b.Held) && slices.EqualFunc(a.Cells, b.Cells, cells) && slices.EqualFunc(a.Children, b.Children, equal)
}

// A patch brings one text into a file.
type patch struct {
	r      *reader
	w      *writer
	before map[act.ID]*act.Block
	taken  map[string]bool // the eIds of the file
	lost   []Foreign
}

// free gives the blocks that are new eIds that nothing else in the file has.
func (p *patch) free(t *act.Text) {
	var note func(n *node)
	note = func(n *node) {
		if id := n.get("eId"); id != "" {
			p.taken[id] = true
		}
		for k := range n.elements {
			note(k)
		}
	}
	note(p.r.d.tree)
	t.Root.Walk(func(b *act.Block) bool {
		at := p.r.places[b.ID]
		if at != nil && at.node.get("eId") != "" {
			return true
		}
		eid := p.w.eids[b.ID]
		for n := 2; p.taken[p.w.prefix+eid]; n++ {
			eid = p.w.eids[b.ID] + "~" + strconv.Itoa(n)
		}
		p.w.eids[b.ID] = eid
		p.taken[p.w.prefix+eid] = true
		return true
	})
}

// sync makes the element of a block say what the block says now.
func (p *patch) sync(old, now *act.Block) {
	if bytes.Equal(old.JSON(), now.JSON()) {
		return
	}
	at := p.r.places[old.ID]
	if old.Until != now.Until && p.w.err == nil {
		p.w.err = fmt.Errorf("block %q: its last day is %q and was %q: not written beside foreign metadata", now.ID, now.Until, old.Until)
	}
	if !p.same(old, now, at) {
		if now.Kind == act.KindAct && p.w.err == nil {
			p.w.err = errors.New("the title has no place of its own in the file")
		}
		p.rebuild(now, at)
		return
	}
	p.state(at.node, now.State)
	if old.Label != now.Label {
		p.say(at.node.child("num"), now.Label)
	}
	if old.Words.Text != now.Words.Text {
		p.say(at.words, now.Words.Text)
	}
	for i, c := range now.Cells {
		if c.Text != old.Cells[i].Text {
			p.say(p.cell(at.cells[i]), c.Text)
		}
	}
	p.children(old, now, at)
}

// same reports whether a block can be changed inside its element: its kind
// stays, and its label and words have a place.
func (p *patch) same(old, now *act.Block, at *place) bool {
	return old.Kind == now.Kind && len(old.Cells) == len(now.Cells) && (old.Label == now.Label && old.Num == now.Num || p.relabels(now, at.node)) &&
		(old.Words.Text == now.Words.Text || at.words != nil && now.Words.Text != "" && old.Words.Text != "") && p.fits(old, now)
}

// relabels reports whether an element with another label is read as the block.
func (p *patch) relabels(b *act.Block, n *node) bool {
	num := n.child("num")
	if num == nil || num.get("title") != "" || p.r.labels.Number(b.Label, b.Kind) != b.Num {
		return false
	}
	was := &act.Block{Kind: b.Kind, Label: b.Label}
	if n.local != "attachment" {
		p.r.kind(n, was)
	}
	return was.Kind == b.Kind
}

// fits reports whether the children that stay are in the same order, and those
// that are new are units beside units or lines beside lines.
func (p *patch) fits(old, now *act.Block) bool {
	if old.Kind == act.KindAct {
		return true // it is never made anew
	}
	last := -1
	for i, c := range now.Children {
		j := slices.IndexFunc(old.Children, func(o *act.Block) bool { return o.ID == c.ID })
		if j < 0 {
			if p.beside(now.Children, i) == nil {
				return false
			}
			continue
		}
		if j < last {
			return false
		}
		last = j
	}
	return true
}

// unitary reports whether a block stands among units, not among lines.
func unitary(b *act.Block) bool { return b.Kind != act.KindLine && b.Kind != act.KindTable }

// beside is the element that a new child comes after; nil if the child before it
// is none, of the other sort, or in a list of another form.
func (p *patch) beside(list []*act.Block, i int) *node {
	if i == 0 || unitary(list[i]) != unitary(list[i-1]) {
		return nil
	}
	if p.before[list[i-1].ID] == nil {
		return p.beside(list, i-1)
	}
	n := p.r.places[list[i-1].ID].node
	if n.local == "item" || n.local == "li" || !unitary(list[i]) && n.local != "p" && n.local != "table" && n.local != "block" {
		return nil
	}
	return n
}

// children brings the children of a block into its element.
func (p *patch) children(old, now *act.Block, at *place) {
	stays := make(map[act.ID]bool)
	for _, c := range now.Children {
		stays[c.ID] = true
	}
	for _, c := range old.Children {
		if !stays[c.ID] {
			p.remove(p.r.places[c.ID].node)
		}
	}
	var last *node
	for i, c := range now.Children {
		was := p.before[c.ID]
		if was != nil && slices.Contains(old.Children, was) {
			p.sync(was, c)
			last = p.r.places[c.ID].node
			continue
		}
		n := p.make(c)
		if last != nil && last.local == "attachment" && c.Kind == act.KindAnnex {
			n = p.qualify(p.w.attachment(c))
		}
		p.r.places[c.ID] = &place{node: n}
		p.put(n, c, last, at, now.Children[i+1:])
		last = n
	}
}

// put places a new element after the one before it; at the head of the act
// before what follows, else at its end.
func (p *patch) put(n *node, b *act.Block, last *node, at *place, after []*act.Block) {
	if !unitary(b) && b.Kind != act.KindRow && at.node.local == "body" && (last == nil || last.local != "p" && last.local != "table") {
		n = p.qualify(group("hcontainer", "name", "lines").add(group("content").add(n)))
	}
	if last != nil && last.local != "preamble" && (last.local != "attachment" || n.local == "attachment") {
		insert(last.up, slices.Index(last.up.kids, last)+1, n)
		return
	}
	for _, c := range after {
		if next := p.r.places[c.ID]; next != nil && next.node.up == at.node {
			insert(at.node, slices.Index(at.node.kids, next.node), n)
			return
		}
	}
	insert(at.node, len(at.node.kids), n)
}

func insert(parent *node, i int, n *node) {
	n.up = parent
	parent.kids = slices.Insert(parent.kids, i, n)
}

// Amended is the file with another text in one expression, from 0: written anew
// where nothing in it is foreign, else as Rewrite writes it. A modification of a
// block that is no longer there points to the whole.
func (d *Document) Amended(i int, t *act.Text) (b []byte, lost []Foreign, err error) {
	if d.tree != nil && len(d.Foreign) > 0 {
		now := make([]*act.Text, len(d.Expressions))
		now[i] = t
		return d.Rewrite(now...)
	}
	n := *d
	n.Expressions = slices.Clone(d.Expressions)
	n.Expressions[i].Text = t
	n.Active, n.Passive = n.standing(d.Active), n.standing(d.Passive)
	b, err = n.Write()
	return b, nil, err
}

// standing are modifications of which each place is in every text.
func (d *Document) standing(list []Modification) []Modification {
	there := func(p Place) Place {
		for _, e := range d.Expressions {
			if p.Act == "" && p.ID != "" && e.Text.Block(p.ID) == nil {
				return Place{}
			}
		}
		return p
	}
	out := slices.Clone(list)
	for i, m := range out {
		out[i].Source = there(m.Source)
		out[i].Destinations = nil
		for _, p := range m.Destinations {
			out[i].Destinations = append(out[i].Destinations, there(p))
		}
	}
	return out
}
