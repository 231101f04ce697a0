package akn

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// An Element is one element of a file as it stands there, for who looks at more
// than its words.
type Element struct {
	Name     string // as written, with its prefix
	Local    string // of an element of Akoma Ntoso; "" for others
	Line     int    // from 1
	Attrs    []Attribute
	Up       *Element // nil for the root
	Kids     []*Element
	Document bool // one of the documents of the file

	node *node
}

// An Attribute is a name as written and its value.
type Attribute struct{ Name, Value string }

// Elements are those of a file; the one given is its akomaNtoso. Errors are those
// of a file that Read would not take for XML of Akoma Ntoso.
func Elements(b []byte) (*Element, error) {
	top, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("akn: %w", err)
	}
	root := top.child("akomaNtoso")
	if root == nil {
		return nil, errors.New("akn: the root is not akomaNtoso")
	}
	is := make(map[*node]bool)
	for _, d := range documents(root, "") {
		is[d.node] = true
	}
	return view(root, nil, is), nil
}

func view(n *node, up *Element, is map[*node]bool) *Element {
	e := &Element{Name: n.name, Local: n.local, Line: n.line, Up: up, Document: is[n], node: n}
	for _, a := range n.attrs {
		e.Attrs = append(e.Attrs, Attribute{a.name, a.value})
	}
	for k := range n.elements {
		e.Kids = append(e.Kids, view(k, e, is))
	}
	return e
}

// Get is the value of an attribute, "" where it is not there.
func (e *Element) Get(name string) string { return e.node.get(name) }

// Where is the path of an element, counted among those of its name.
func (e *Element) Where() string { return e.node.where() }

// where is the path of an element, counted among those of its name.
func (n *node) where() string {
	if n.up == nil {
		return ""
	}
	count, place := 0, 0
	for _, k := range n.up.kids {
		if k.form == element && k.name == n.name {
			count++
		}
		if k == n {
			place = count
		}
	}
	name := n.name
	if count > 1 {
		name += "[" + strconv.Itoa(place) + "]"
	}
	return strings.TrimPrefix(n.up.where()+"/"+name, "/")
}
