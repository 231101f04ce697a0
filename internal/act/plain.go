package act

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is read, so that nobody's file can fill the machine.
const (
	MaxBytes  = 20 << 20 // of a text in any form
	MaxBlocks = 400_000
	MaxDepth  = 64
)

// ParsePlain reads the plain form of doc/plaintext.md. Every block gets the ID
// that its place gives it, so two languages of one act come out aligned where
// their structure is the same. Errors: another language, not UTF-8, too big,
// no title. It is never deeper than there are kinds: none stands below itself.
func ParsePlain(text string, lang Lang) (*Text, error) {
	t, err := parsePlain(text, lang)
	if err != nil {
		return nil, err
	}
	t.Root.Name("")
	return t, nil
}

// StyleOf is the style that ParsePlain tells for a text, for those who want no more.
func StyleOf(text string, lang Lang) (Style, error) {
	t, err := parsePlain(text, lang)
	if err != nil {
		return "", err
	}
	return t.Style, nil
}

// parsePlain reads blocks without IDs.
func parsePlain(text string, lang Lang) (*Text, error) {
	lines, err := plainLines(text, lang)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, errors.New("plain text: no title")
	}
	root := &Block{Kind: KindAct, Words: Words{Text: lines[0]}}
	p := &parser{lang: lang, open: []*Block{root}}
	for _, line := range lines[1:] {
		p.line(line)
	}
	t := &Text{Lang: lang, Root: root}
	t.Style = style(t)
	return t, nil
}

// ParseBlocks reads lines that an instruction quotes: units with their labels,
// lines without, rows of a table (as one table). The blocks have no IDs yet.
func ParseBlocks(lines []string, lang Lang) ([]*Block, error) {
	clean, err := plainLines(strings.Join(lines, "\n"), lang)
	if err != nil {
		return nil, err
	}
	root := &Block{Kind: KindAct}
	p := &parser{lang: lang, open: []*Block{root}, fragment: true}
	for _, line := range clean {
		p.line(line)
	}
	return root.Children, nil
}

func plainLines(text string, lang Lang) ([]string, error) {
	switch {
	case lang != Russian && lang != English:
		return nil, fmt.Errorf("language %q: its plain form is not known", lang)
	case len(text) > MaxBytes:
		return nil, fmt.Errorf("plain text: %d bytes, at most %d", len(text), MaxBytes)
	case !utf8.ValidString(text):
		return nil, errors.New("plain text: not UTF-8")
	}
	var lines []string
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if at := strings.IndexFunc(line, control); at >= 0 {
			return nil, fmt.Errorf("plain text: %.40q: a control character at byte %d of the line", line, at)
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > MaxBlocks {
		return nil, fmt.Errorf("plain text: %d lines, at most %d", len(lines), MaxBlocks)
	}
	return lines, nil
}

// control reports whether r has no place inside a line.
func control(r rune) bool { return unicode.IsControl(r) && r != '\t' }

type parser struct {
	lang     Lang
	open     []*Block // from the root to the unit that a line would belong to
	fragment bool     // quoted lines: no preamble, and the first label needs no neighbour
}

func (p *parser) top() *Block { return p.open[len(p.open)-1] }

func (p *parser) line(line string) {
	if cells, ok := readRow(line); ok {
		p.row(cells)
		return
	}
	l, ok := readLabel(line, p.lang)
	if ok && l.loose && !p.beside(l) {
		ok = false
	}
	if !ok {
		p.under(&Block{Kind: KindLine, Words: Words{Text: line}})
		return
	}
	b := &Block{Kind: l.kind, Num: l.num, Label: strings.TrimSpace(l.label), Words: Words{Text: strings.TrimSpace(l.rest)}}
	at := len(p.open)
	for i, o := range p.open {
		if o.Kind == l.kind || i > 0 && l.kind == KindAnnex || i > 0 && o.Kind == KindPreamble {
			at = i
			break
		}
	}
	p.open = p.open[:at]
	p.top().Children = append(p.top().Children, b)
	p.open = append(p.open, b)
}

// beside says whether a label of two letters continues the one before it.
func (p *parser) beside(l label) bool {
	if p.fragment && len(p.open) == 1 {
		return true
	}
	for _, o := range p.open {
		if o.Kind == l.kind {
			return o.Num[0] == l.num[0]
		}
	}
	return false
}

// under hangs a line or a table on the unit above it.
func (p *parser) under(b *Block) {
	if len(p.open) == 1 && !p.fragment {
		pre := &Block{Kind: KindPreamble}
		p.open[0].Children = append(p.open[0].Children, pre)
		p.open = append(p.open, pre)
	}
	p.top().Children = append(p.top().Children, b)
}

func (p *parser) row(cells []Words) {
	if kids := p.top().Children; len(kids) == 0 || kids[len(kids)-1].Kind != KindTable {
		p.under(&Block{Kind: KindTable})
	}
	kids := p.top().Children
	table := kids[len(kids)-1]
	table.Children = append(table.Children, &Block{Kind: KindRow, Cells: cells})
}

func readRow(line string) ([]Words, bool) {
	if len(line) < 3 || line[0] != '|' || line[len(line)-1] != '|' {
		return nil, false
	}
	var cells []Words
	for c := range strings.SplitSeq(line[1:len(line)-1], "|") {
		cells = append(cells, Words{Text: strings.TrimSpace(c)})
	}
	return cells, true
}

// Name gives the block under prefix, and all below it, the IDs that their places
// give; it is for blocks that are not yet part of a text. Numbers that occur
// twice get a mark.
func (b *Block) Name(prefix ID) {
	if prefix == "" {
		prefix = "act"
		b.ID = prefix
	}
	b.named(prefix, func(c *Block, id ID) { c.ID = id })
}

// named gives all blocks below b, whose name is id, the names of their places.
func (b *Block) named(id ID, give func(*Block, ID)) {
	below := string(id) + "__"
	if b.Kind == KindAct {
		below = ""
	}
	kinds := make(map[Kind]int)
	var count map[string]int
	for _, c := range b.Children {
		n := string(c.Kind) + "_"
		if c.Kind.Labelled() && c.Num != "" {
			n += place(c)
		} else {
			kinds[c.Kind]++
			n += strconv.Itoa(kinds[c.Kind])
		}
		if c.Kind.Labelled() { // others are counted, and never twice of one name
			if count == nil {
				count = make(map[string]int)
			}
			if count[n]++; count[n] > 1 {
				n += "~" + strconv.Itoa(count[n])
			}
		}
		name := ID(below + n)
		give(c, name)
		if len(c.Children) > 0 {
			c.named(name, give)
		}
	}
}

// place is what tells a numbered block from its neighbours of the same kind.
func place(c *Block) string {
	var parts []string
	for _, n := range ordinals(c.Num, c.Kind) {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, "-")
}

// style tells the style of a text by its labels. doc/plaintext.md, English 2.
func style(t *Text) Style {
	if t.Lang == Russian {
		return StyleRussian
	}
	found := StyleEU
	done := false
	t.Root.Walk(func(b *Block) bool {
		if done || b.Kind != KindSection && b.Kind != KindRule {
			return !done
		}
		for _, c := range b.Children {
			switch c.Kind {
			case KindBracket:
				found, done = StyleCommonwealth, true
			case KindLetter:
				found, done = StyleUS, true
			}
			if c.Kind.Labelled() {
				break
			}
		}
		if b.Kind == KindRule && !done {
			found = StyleCommonwealth
		}
		return !done
	})
	return found
}

// Plain is the text in the form of doc/plaintext.md, with a line feed after the
// last line.
func (t *Text) Plain() string {
	var s strings.Builder
	t.Root.print(&s)
	return s.String()
}

// Plain is the lines of b and of all below it.
func (b *Block) Plain() string {
	var s strings.Builder
	b.print(&s)
	return s.String()
}

func (b *Block) print(s *strings.Builder) {
	if line := b.Line(); line != "" {
		s.WriteString(line)
		s.WriteByte('\n')
	}
	for _, c := range b.Children {
		c.print(s)
	}
}
