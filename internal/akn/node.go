package akn

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"chancery.example/chancery/internal/akn/markup"
)

// Limits that no honest file meets: attributes of an element and namespaces in
// force, bytes of a name, starts, ends and texts in a file.
const maxAttrs, maxName, maxTokens = 100, 200, 3_000_000

// form is what a node is.
type form byte

const (
	element form = iota + 1
	chars
	comment
	instruction
)

type attr struct {
	name, value string
	known       bool
}

// A node is one part of an XML file.
type node struct {
	form  form
	known bool              // the model holds what it says
	lines bool              // its children stand on lines of their own
	name  string            // of an element as written, with its prefix; of an instruction its target
	local string            // of an element of Akoma Ntoso; "" for others
	space string            // the namespace of an element
	scope map[string]string // namespaces by their prefixes
	attrs []attr
	kids  []*node
	text  string // of all but elements
	up    *node
	line  int
}

// el makes an element; attributes are names and values, those with no value are
// left out.
func el(name string, pairs ...string) *node {
	n := &node{form: element, name: name, local: name, space: Namespace}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			n.attrs = append(n.attrs, attr{name: pairs[i], value: pairs[i+1]})
		}
	}
	return n
}

// group makes an element whose children stand on lines of their own.
func group(name string, pairs ...string) *node {
	n := el(name, pairs...)
	n.lines = true
	return n
}

func (n *node) add(kids ...*node) *node {
	for _, k := range kids {
		if k != nil {
			k.up = n
			n.kids = append(n.kids, k)
		}
	}
	return n
}

func (n *node) say(s string) *node {
	if s == "" {
		return n
	}
	return n.add(&node{form: chars, text: s})
}

func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// take is an attribute that the model holds.
func (n *node) take(name string) string {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs[i].known = true
			return a.value
		}
	}
	return ""
}

// child is the first child element of that name, nil if there is none.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.local == name {
			return k
		}
	}
	return nil
}

// elements yields the child elements.
func (n *node) elements(yield func(*node) bool) {
	for _, k := range n.kids {
		if k.form == element && !yield(k) {
			return
		}
	}
}

// parse reads an XML file without looking at what its elements mean.
func parse(b []byte) (*node, error) {
	if len(b) > MaxBytes {
		return nil, fmt.Errorf("%d bytes, at most %d", len(b), MaxBytes)
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	p := &parser{d: d, top: &node{scope: map[string]string{}}}
	p.open = p.top
	for {
		line, _ := d.InputPos()
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = p.token(t, line)
		}
		if err != nil {
			at, col := d.InputPos()
			return nil, fmt.Errorf("line %d, column %d: %w", at, col, err)
		}
	}
	if p.open != p.top {
		return nil, fmt.Errorf("line %d: element %s without an end", p.open.line, p.open.name)
	}
	for _, k := range p.top.kids {
		if k.form == element && k.local == "" {
			return nil, fmt.Errorf("line %d: element %s of namespace %q, want %q", k.line, k.name, k.space, Namespace)
		}
		if k.form == element {
			return p.top, nil
		}
	}
	return nil, errors.New("no element")
}

type parser struct {
	d         *xml.Decoder
	top, open *node
	depth     int
	count     int
	begun     bool
	text      []byte // that is being read, and its line
	line      int
	nodes     []node // to take from: a file has very many
}

// add puts a node into the element that is open.
func (p *parser) add(n node) *node {
	if len(p.nodes) == 0 {
		p.nodes = make([]node, min(max(16, p.count), 1024))
	}
	k := &p.nodes[0]
	p.nodes = p.nodes[1:]
	n.up = p.open
	*k = n
	p.open.kids = append(p.open.kids, k)
	return k
}

func (p *parser) token(t xml.Token, line int) error {
	if p.count++; p.count > maxTokens {
		return fmt.Errorf("more than %d marks", maxTokens)
	}
	if _, more := t.(xml.CharData); !more && len(p.text) > 0 { // one text may come in many parts
		p.add(node{form: chars, text: string(p.text), line: p.line})
		p.text = p.text[:0]
	}
	switch t := t.(type) {
	case xml.StartElement:
		return p.start(t, line)
	case xml.EndElement:
		if name := written(t.Name); p.open == p.top || p.open.name != name {
			return fmt.Errorf("end of %s, which is not open", name)
		}
		p.open, p.depth = p.open.up, p.depth-1
	case xml.CharData:
		if p.open == p.top {
			if len(bytes.TrimSpace(t)) > 0 {
				return errors.New("text outside the root")
			}
			return nil
		}
		if len(p.text) == 0 {
			p.line = line
		}
		p.text = append(p.text, t...)
	case xml.Comment:
		p.add(node{form: comment, text: string(t), line: line})
	case xml.ProcInst:
		if t.Target == "xml" {
			return nil
		}
		p.add(node{form: instruction, name: t.Target, text: string(t.Inst), line: line})
	case xml.Directive:
		return errors.New("a document type, which is refused")
	}
	return nil
}

func (p *parser) start(t xml.StartElement, line int) error {
	if p.depth++; p.depth > MaxDepth {
		return fmt.Errorf("elements deeper than %d", MaxDepth)
	}
	if p.open == p.top && p.begun {
		return errors.New("a second root")
	}
	p.begun = true
	n := node{form: element, name: written(t.Name), line: line, scope: p.open.scope}
	if len(t.Attr) > maxAttrs || len(n.name) > maxName {
		return fmt.Errorf("an element of %d attributes, at most %d, or of a name over %d bytes", len(t.Attr), maxAttrs, maxName)
	}
	for _, a := range t.Attr {
		name := written(a.Name)
		if prefix, ok := strings.CutPrefix(name, "xmlns"); ok && (prefix == "" || prefix[0] == ':') && n.scope[strings.TrimPrefix(prefix, ":")] != a.Value {
			if n.scope = maps.Clone(n.scope); len(n.scope) > maxAttrs {
				return fmt.Errorf("more than %d namespaces", maxAttrs)
			}
			n.scope[strings.TrimPrefix(prefix, ":")] = a.Value
		}
		if slices.ContainsFunc(n.attrs, func(b attr) bool { return b.name == name }) {
			return fmt.Errorf("attribute %s twice", name)
		}
		n.attrs = append(n.attrs, attr{name: name, value: markup.Spaced(a.Value)})
	}
	p.open = p.add(n)
	for _, a := range t.Attr {
		if a.Name.Space != "" && a.Name.Space != "xmlns" {
			if _, ok := n.resolve(a.Name.Space); !ok {
				return fmt.Errorf("prefix %s without a namespace", a.Name.Space)
			}
		}
	}
	space, ok := n.resolve(t.Name.Space)
	if !ok {
		return fmt.Errorf("prefix %s without a namespace", t.Name.Space)
	}
	if p.open.space = space; space == Namespace {
		p.open.local = t.Name.Local
	}
	return nil
}

// resolve is the namespace of a prefix; "" is that of elements without one.
func (n *node) resolve(prefix string) (string, bool) {
	if prefix == "xml" {
		return "http://www.w3.org/XML/1998/namespace", true
	}
	space := n.scope[prefix]
	return space, space != "" || prefix == ""
}

func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// print writes a node. Of what was read it writes the same infoset.
func (n *node) print(s *bytes.Buffer) {
	switch n.form {
	case chars:
		markup.Escape(s, n.text, false)
	case comment:
		s.WriteString("<!--" + n.text + "-->")
	case instruction:
		s.WriteString("<?" + n.name)
		if n.text != "" {
			s.WriteString(" " + n.text)
		}
		s.WriteString("?>")
	case element:
		s.WriteString("<" + n.name)
		for _, a := range n.attrs {
			s.WriteString(" " + a.name + `="`)
			markup.Escape(s, a.value, true)
			s.WriteByte('"')
		}
		if len(n.kids) == 0 {
			s.WriteString("/>")
			return
		}
		s.WriteByte('>')
		for i, k := range n.kids {
			if n.lines && i == 0 {
				s.WriteByte('\n')
			}
			if k.print(s); n.lines {
				s.WriteByte('\n')
			}
		}
		s.WriteString("</" + n.name + ">")
	}
}

// file is the bytes of a whole file; top is what parse gives.
func file(top *node) []byte {
	var s bytes.Buffer
	s.WriteString(xml.Header)
	for _, k := range top.kids {
		k.print(&s)
		s.WriteByte('\n')
	}
	return s.Bytes()
}
