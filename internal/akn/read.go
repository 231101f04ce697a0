package akn

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/label"
	"chancery.example/chancery/internal/akn/markup"
)

// Read reads a file of Akoma Ntoso 1.0. All words of its bodies come into the
// texts; what else it holds and the fields of Document do not is listed as
// foreign, and Rewrite writes it back. A document of several acts becomes one
// expression for each, in the order of the file. Errors carry the place: what is
// not XML or of another namespace, document types and entities, elements deeper
// than MaxDepth, more than MaxBytes, no body, a text that breaks the rules of
// internal/act.
func Read(b []byte) (*Document, error) {
	top, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("akn: %w", err)
	}
	d := &Document{tree: top}
	root := top.child("akomaNtoso")
	if root == nil {
		return nil, errors.New("akn: the root is not akomaNtoso")
	}
	root.known = true
	for i, a := range root.attrs {
		root.attrs[i].known = a.name == "xmlns" && a.value == Namespace
	}
	found := documents(root, "")
	if len(found) == 0 {
		return nil, errors.New("akn: no document with a body")
	}
	expect := 0 // blocks of a document that is alone: fewer than elements
	if len(found) == 1 {
		expect = bytes.Count(b, []byte("</"))
	}
	for i, x := range found {
		r := &reader{d: d, doc: x.node, prefix: x.prefix, events: make(map[string]string), periods: make(map[string]period),
			refs: make(map[string]*node), places: make(map[act.ID]*place, expect), inside: make(map[string]act.ID)}
		if err := r.document(i == 0); err != nil {
			return nil, fmt.Errorf("akn: line %d: %w", x.node.line, err)
		}
		d.readers = append(d.readers, r)
	}
	d.recognise(root)
	d.list(top, "")
	return d, nil
}

// A part is one document of a file and what its eIds begin with.
type part struct {
	node   *node
	prefix string
}

// body is the element that holds the words of a document.
func body(n *node) *node {
	for k := range n.elements {
		switch k.local {
		case "body", "mainBody", "portionBody", "amendmentBody", "judgmentBody", "debateBody", "fragmentBody":
			return k
		}
	}
	return nil
}

// documents are those of a file, looked for in its collections and components.
func documents(n *node, prefix string) []part {
	var out []part
	for k := range n.elements {
		below := prefix
		switch k.local {
		case "component":
			below = k.get("eId") + "__"
			fallthrough
		case "documentCollection", "collectionBody", "components":
			out = append(out, documents(k, below)...)
		default:
			if k.local != "" && body(k) != nil {
				out = append(out, part{k, prefix})
			}
		}
	}
	return out
}

// A place is where the words of a block stand in a file.
type place struct {
	node  *node // of the block
	words *node
	cells []*node // of a row
}

// A reader reads one document of a file.
type reader struct {
	d       *Document
	doc     *node
	prefix  string
	lang    act.Lang
	events  map[string]string // day by eId
	periods map[string]period
	refs    map[string]*node
	places  map[act.ID]*place
	inside  map[string]act.ID // the block that an eId stands in
	eid     map[string]*node  // the first element of an eId in the document, once it was asked for
	spare   []place           // to take from: a file has very many
	labels  label.Book
	eids    map[act.ID]string // what the text gives its blocks
}

func (r *reader) document(first bool) error {
	e, err := r.frame(first)
	if err != nil {
		return err
	}
	r.labels.Lang = r.lang
	root := &act.Block{Kind: act.KindAct}
	main := body(r.doc)
	r.doc.known, main.known = true, true
	root.ID = r.id(main, main, root)
	r.title(root)
	if pre := r.doc.child("preamble"); pre != nil {
		pre.known = true
		b := &act.Block{Kind: act.KindPreamble}
		r.name(pre, b)
		r.flow(pre, b, false)
		root.Children = append(root.Children, b)
	}
	r.flow(main, root, false)
	if list := r.doc.child("attachments"); list != nil {
		list.known = true
		for a := range list.elements {
			r.attachment(a, root)
		}
	}
	r.derived(root)
	e.Text = &act.Text{Lang: r.lang, Style: act.Style(main.get("class")), Root: root}
	if main.get("class") != "" && e.Text.Valid() == nil {
		main.take("class")
	} else {
		e.Text.Style = style(e.Text)
	}
	if err := e.Text.Valid(); err != nil {
		return err
	}
	r.enclose(r.doc, root.ID)
	r.d.Expressions = append(r.d.Expressions, e)
	if first {
		r.analysis()
	}
	return nil
}

// style is the style that the labels of a text tell: only sections and rules tell
// another than that of the EU, and they are said in these words.
func style(t *act.Text) act.Style {
	if t.Lang == act.Russian {
		return act.StyleRussian
	}
	tells := false
	says := func(s string) bool { return strings.Contains(s, "Section") || strings.Contains(s, "Rule") }
	t.Root.Walk(func(b *act.Block) bool {
		tells = tells || says(b.Label) || says(b.Words.Text) || slices.ContainsFunc(b.Cells, func(c act.Words) bool { return says(c.Text) })
		return !tells
	})
	if tells {
		if s, err := act.StyleOf("x\n"+t.Root.Plain(), act.English); err == nil {
			return s
		}
	}
	return act.StyleEU
}

// title finds the title of a document: what is marked so, else what stands
// before the preamble.
func (r *reader) title(root *act.Block) {
	front := r.doc.child("preface")
	if front == nil {
		return
	}
	front.known = true
	at := front.find("docTitle")
	if at == nil {
		if at = front.child("longTitle"); at == nil {
			at = front
		}
	}
	root.Words.Text = words(at)
	if own := slices.Collect(at.all); at.local == "docTitle" {
		r.places[root.ID].words = at
	} else if len(own) == 1 && own[0].local == "p" {
		r.places[root.ID].words = own[0]
	}
	at.known = at.local == "docTitle"
	for up := at.up; up != front && at != front && at.known; up = up.up {
		up.known = true
		if up.local == "longTitle" && up.get("eId") == r.prefix+"title" {
			up.take("eId")
		}
	}
}

// find is the first element of that name in a subtree, nil if there is none.
func (n *node) find(name string) *node {
	if n.local == name {
		return n
	}
	for k := range n.elements {
		if f := k.find(name); f != nil {
			return f
		}
	}
	return nil
}

// id is a name for a block: the wId or eId of its element where no other block
// has it.
func (r *reader) id(n, at *node, b *act.Block) act.ID {
	for _, name := range []string{"wId", "eId"} {
		id := act.ID(n.get(name))
		if id == "" || len(id) > 1000 || strings.ContainsAny(string(id), " \t\n") || r.places[id] != nil {
			continue
		}
		n.take(name)
		r.put(id, n, at)
		return id
	}
	if b.Kind == act.KindAct && r.places["act"] == nil {
		r.put("act", n, at)
		return "act"
	}
	return ""
}

// put notes where a block stands.
func (r *reader) put(id act.ID, n, words *node) {
	if len(r.spare) == 0 {
		r.spare = make([]place, min(len(r.places)+1, 1024))
	}
	at := &r.spare[0]
	r.spare = r.spare[1:]
	at.node, at.words = n, words
	r.places[id] = at
}

// name gives a block the name of its element and what that says of its force.
func (r *reader) name(n *node, b *act.Block) {
	b.ID = r.id(n, nil, b)
	if b.ID == "" {
		id := act.ID(string(b.Kind) + "~" + strconv.Itoa(len(r.places)+1))
		for r.places[id] != nil {
			id += "~"
		}
		b.ID = id
		r.put(id, n, nil)
	}
	switch n.get("status") {
	case "removed":
		b.State = act.StateRepealed
		n.take("status")
	case "temporarilyRemoved":
		b.State = act.StateSuspended
		n.take("status")
	}
	if p, ok := r.periods[strings.TrimPrefix(n.get("period"), "#")]; ok && p.from == "" && p.to != "" {
		b.Until = p.to
		n.take("period")
	}
}

// derived marks the eIds that the text gives back by itself.
func (r *reader) derived(root *act.Block) {
	r.eids = (&act.Text{Root: root}).EIDs()
	for id, p := range r.places {
		eid := p.node.get("eId")
		if eid == "" {
			continue
		}
		if own, ok := r.eids[id]; ok && (id == root.ID && eid == r.prefix+"body" || eid == r.prefix+own) {
			p.node.take("eId")
		}
	}
}

// enclose notes in which block each eId stands.
func (r *reader) enclose(n *node, block act.ID) {
	if id := r.at(n); id != "" {
		block = id
	}
	if eid := n.get("eId"); eid != "" {
		r.inside[eid] = block
	}
	for k := range n.elements {
		r.enclose(k, block)
	}
}

func (r *reader) at(n *node) act.ID {
	for _, name := range []string{"wId", "eId"} {
		if id := act.ID(n.get(name)); id != "" && r.places[id] != nil && r.places[id].node == n {
			return id
		}
	}
	return ""
}

// words are what an element says, without notes. A line break in the file is a
// space; other spaces stay as they are.
func words(n *node) string {
	if len(n.kids) == 1 && n.kids[0].form == chars && !strings.ContainsAny(n.kids[0].text, "\r\n") {
		n.kids[0].known = true
		return strings.TrimSpace(n.kids[0].text)
	}
	var s strings.Builder
	n.flatten(&s)
	var out strings.Builder
	for i, text := 0, s.String(); i < len(text); {
		end := i
		for end < len(text) && strings.IndexByte(" \t\r\n", text[end]) >= 0 {
			end++
		}
		switch {
		case end == i:
			end = i + 1
			out.WriteByte(text[i])
		case strings.ContainsAny(text[i:end], "\r\n"):
			out.WriteByte(' ')
		default:
			out.WriteString(text[i:end])
		}
		i = end
	}
	return strings.TrimSpace(out.String())
}

func (n *node) flatten(s *strings.Builder) {
	for _, k := range n.kids {
		switch {
		case k.form == chars:
			s.WriteString(k.text)
			k.known = true
		case k.form != element || markup.Note(k.local) || k.local == "":
		case k.local == "br" || k.local == "eol":
			s.WriteByte('\n')
		case markup.Block(k.local):
			s.WriteByte('\n')
			k.flatten(s)
			s.WriteByte('\n')
		default:
			k.flatten(s)
		}
	}
}
