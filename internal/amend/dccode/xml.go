package dccode

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// An element is an element of the code's XML.
type element struct {
	name  string
	attrs map[string]string
	kids  []*element // a kid without a name is text
	text  string
}

const deepest = 256

// parseXML reads a document. Entities that it declares itself and levels deeper
// than 256 are errors.
func parseXML(s string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(s))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &element{}
	open := []*element{root}
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("xml: %w", err)
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attrs: make(map[string]string)}
			for _, a := range t.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top.kids = append(top.kids, e)
			if open = append(open, e); len(open) > deepest {
				return nil, fmt.Errorf("xml: levels deeper than %d", deepest)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.kids = append(top.kids, &element{text: string(t)})
		}
	}
	for _, k := range root.kids {
		if k.name != "" {
			return k, nil
		}
	}
	return nil, errors.New("xml: no element")
}

// words is the text of an element in one line, without the tables in it.
func (e *element) words() string {
	var b strings.Builder
	e.collect(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *element) collect(b *strings.Builder) {
	b.WriteString(e.text)
	for _, k := range e.kids {
		if k.name != "table" {
			k.collect(b)
		}
	}
}

// Text is the act that holds one section of the code. Levels are those of the
// XML; annotations and editors' notes are no part of it.
func Text(doc string) (*act.Text, error) {
	e, err := parseXML(doc)
	if err != nil {
		return nil, err
	}
	if e.name != "section" {
		return nil, fmt.Errorf("xml: <%s> is no section", e.name)
	}
	s := unit(e, act.KindSection)
	s.Num = strings.TrimLeft(s.Num, "§ ")
	s.Label = "Section " + s.Num + "."
	root := &act.Block{Kind: act.KindAct, Words: act.Words{Text: "Code"}, Children: []*act.Block{s}}
	root.Name("")
	t := &act.Text{Lang: act.English, Style: act.StyleCode, Root: root}
	if err := t.Valid(); err != nil {
		return nil, err
	}
	return t, nil
}

// left lists the elements that are no text of the law.
var left = []string{"annotations", "annotation", "reason", "prefix", "find-replace", "num", "include"}

// unit is the block of a section or paragraph.
func unit(e *element, kind act.Kind) *act.Block {
	b := &act.Block{Kind: kind}
	for _, k := range e.kids {
		if k.name == "num" {
			b.Label = strings.Trim(k.words(), "[]")
			b.Num = strings.Trim(b.Label, "()")
		}
	}
	kinds := level(e, kind)
	heading := false
	for _, k := range e.kids {
		switch {
		case k.name == "" || slices.Contains(left, k.name):
		case k.name == "para":
			c := unit(k, kinds)
			if c.Num == "" { // a passage without a label stands beside what is under it
				if c.Words.Text != "" {
					b.Children = append(b.Children, &act.Block{Kind: act.KindLine, Words: c.Words})
				}
				b.Children = append(b.Children, c.Children...)
				continue
			}
			c.Kind = shape(c.Num, kinds)
			b.Children = append(b.Children, c)
		default:
			heading = lines(b, k, heading)
		}
	}
	return b
}

// lines adds the text of an element that is no unit. The first is the words
// beside the label; a heading and the text after it are in one line, in units
// that are not headed.
func lines(b *act.Block, k *element, heading bool) bool {
	s := k.words()
	note := strings.HasPrefix(s, "*NOTE")
	switch {
	case note:
		return heading
	case s == "":
	case b.Words.Text == "" && len(b.Children) == 0 && (b.Kind != act.KindSection || k.name == "heading"):
		b.Words.Text = s
	case heading && b.Kind != act.KindSection && len(b.Children) == 0:
		b.Words.Text += " " + s
		heading = false
	default:
		b.Children = append(b.Children, &act.Block{Kind: act.KindLine, Words: act.Words{Text: s}})
	}
	for _, t := range find(k, "table") {
		if rows := table(t); len(rows.Children) > 0 {
			b.Children = append(b.Children, rows)
		}
	}
	return heading || k.name == "heading"
}

func find(e *element, name string) []*element {
	if e.name == name {
		return []*element{e}
	}
	var out []*element
	for _, k := range e.kids {
		out = append(out, find(k, name)...)
	}
	return out
}

func table(e *element) *act.Block {
	t := &act.Block{Kind: act.KindTable}
	loose := &act.Block{Kind: act.KindRow}
	add := func(r *act.Block, k *element) {
		if k.name == "td" || k.name == "th" {
			r.Cells = append(r.Cells, act.Words{Text: k.words()})
		}
	}
	for _, k := range e.kids {
		add(loose, k)
	}
	for _, tr := range find(e, "tr") {
		r := &act.Block{Kind: act.KindRow}
		for _, k := range tr.kids {
			add(r, k)
		}
		if len(r.Cells) > 0 {
			t.Children = append(t.Children, r)
		}
	}
	if len(loose.Cells) > 0 {
		t.Children = slices.Insert(t.Children, 0, loose)
	}
	return t
}

// level is the kind of the list of paragraphs in an element, where letters and
// roman numerals look alike: by its first label and by what holds it.
func level(e *element, parent act.Kind) act.Kind {
	var nums []string
	for _, k := range e.kids {
		if k.name != "para" {
			continue
		}
		for _, n := range k.kids {
			if n.name == "num" {
				nums = append(nums, strings.ToLower(strings.Trim(n.words(), "[]()")))
			}
		}
	}
	switch {
	case len(nums) == 0 || nums[0] != "i" && nums[0] != "ii",
		len(nums) == 1 && parent != act.KindCapital && parent != act.KindRoman,
		len(nums) > 1 && nums[1] != "ii" && nums[1] != "iii":
		return act.KindLetter
	}
	return act.KindRoman
}

// shape is the kind of a label in a list of letters or of roman numerals.
func shape(num string, list act.Kind) act.Kind {
	upper := num[0] >= 'A' && num[0] <= 'Z'
	switch {
	case num[0] >= '0' && num[0] <= '9':
		return act.KindBracket
	case list == act.KindRoman && upper:
		return act.KindUpper
	case upper:
		return act.KindCapital
	}
	return list
}
