package web

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A node is an element of a page, for tests that ask what stands where.
type node struct {
	tag    string
	attrs  map[string]string
	text   []byte // of the element and all below it
	nth    int    // among the elements of its type with the same parent, from 1
	parent *node
	below  []*node
}

// parseMarkup reads a page. The pages are well-formed but for the elements that HTML
// leaves open, so the reader of XML reads them.
func parseMarkup(page string) (*node, error) {
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, append(slices.Clone(xml.HTMLAutoClose), "wbr", "source", "track"), xml.HTMLEntity
	root := &node{}
	at := root
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{tag: token.Name.Local, attrs: map[string]string{}, parent: at, nth: 1}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			for _, other := range at.below {
				if other.tag == n.tag {
					n.nth++
				}
			}
			at.below = append(at.below, n)
			at = n
		case xml.EndElement:
			at = at.parent
		case xml.CharData:
			for n := at; n != nil; n = n.parent {
				n.text = append(append(n.text, ' '), token...)
			}
		}
	}
}

// plain is the text of an element as it is read: without what is not seen and
// with one space between words.
func (n *node) plain() string {
	s := strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u2066', '\u2067', '\u2068', '\u2069': // soft hyphen, isolates
			return -1
		case '\u00a0', '\u202f':
			return ' '
		}
		return r
	}, string(n.text))
	return strings.Join(strings.Fields(s), " ")
}

// all returns every element for which a selector holds, in order.
func (n *node) all(selector string) ([]*node, error) {
	steps := strings.Fields(selector)
	var found []*node
	for _, b := range n.below {
		ok, err := b.selected(steps)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, b)
		}
		more, err := b.all(selector)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

// selected reports whether the last step is this element, and the others, in
// order, are above it.
func (n *node) selected(steps []string) (bool, error) {
	ok, err := n.is(steps[len(steps)-1])
	if err != nil || !ok || len(steps) == 1 {
		return ok, err
	}
	for above := n.parent; above != nil && above.tag != ""; above = above.parent {
		if ok, err := above.selected(steps[:len(steps)-1]); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// is reports whether one step of a selector is this element.
func (n *node) is(step string) (bool, error) {
	end := strings.IndexAny(step, "#.[:")
	if end < 0 {
		return n.tag == step, nil
	}
	if end > 0 && n.tag != step[:end] {
		return false, nil
	}
	for rest := step[end:]; rest != ""; {
		var ok bool
		var err error
		if ok, rest, err = n.has(rest); err != nil || !ok {
			return false, err
		}
	}
	return true, nil
}

// has looks at the first condition of a step and returns the rest of it.
func (n *node) has(step string) (ok bool, rest string, err error) {
	cut := func(from int) (string, string) {
		if i := strings.IndexAny(step[from:], "#.[:"); i >= 0 {
			return step[from : from+i], step[from+i:]
		}
		return step[from:], ""
	}
	closed := func(open, shut string) (string, string) {
		inner, rest, _ := strings.Cut(strings.TrimPrefix(step, open), shut)
		return inner, rest
	}
	switch {
	case step[0] == '#':
		id, rest := cut(1)
		return n.attrs["id"] == id, rest, nil
	case step[0] == '.':
		class, rest := cut(1)
		return slices.Contains(strings.Fields(n.attrs["class"]), class), rest, nil
	case step[0] == '[':
		inner, rest := closed("[", "]")
		name, value, _ := strings.Cut(inner, "=")
		return n.attrs[name] == value, rest, nil
	case strings.HasPrefix(step, ":nth-of-type("):
		inner, rest := closed(":nth-of-type(", ")")
		want, err := strconv.Atoi(inner)
		return n.nth == want, rest, err
	case strings.HasPrefix(step, ":has("):
		inner, rest := closed(":has(", ")")
		found, err := n.all(inner)
		return len(found) > 0, rest, err
	}
	return false, "", fmt.Errorf("selector %q", step)
}
