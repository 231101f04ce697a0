// Package act holds the text of acts as a typed tree: titles, preambles,
// headed and numbered units, unlabelled lines, tables with their rows, annexes.
// Every block keeps one name for life, its ID; an address names a block the way
// an instruction does, and is found exactly or not at all.
//
// Trees are persistent: nothing in them is ever changed in place, an edit
// returns a new text that shares all it did not touch. The package does not
// know what an amendment is (internal/amend), nor who adopted what.
//
// The plain form is that of doc/plaintext.md.
package act

import "unicode"

// A Lang is the language of an expression: "ru" or "en".
type Lang string

// The languages whose plain form is read.
const (
	Russian Lang = "ru"
	English Lang = "en"
)

// A Style says which names the levels of a text have. It is told by the labels;
// UN texts have the levels of EU ones and share their style.
type Style string

// The styles. The zero Style is that of no text.
const (
	StyleRussian      Style = "ru"
	StyleEU           Style = "eu"
	StyleCommonwealth Style = "commonwealth"
	StyleUS           Style = "us"
	StyleCode         Style = "us-code" // a US code whose lists of letters run on past (h); its plain form is written and not read
)

// An ID is the permanent name of a block (wId), 1 to 200 bytes without spaces.
// Two expressions of one act give the same ID to what says the same.
type ID string

// A Kind is what a block is, told by the shape of its label and not by the word
// that an instruction uses for it.
type Kind string

// The kinds of blocks.
const (
	KindAct      Kind = "act"      // the root; its words are the title
	KindPreamble Kind = "preamble" // holds the lines before the first label
	KindSection  Kind = "section"  // «Раздел 2», "Section 5"
	KindChapter  Kind = "chapter"
	KindArticle  Kind = "article"
	KindRule     Kind = "rule"
	KindAnnex    Kind = "annex"
	KindNumber   Kind = "number"  // "5."
	KindBracket  Kind = "bracket" // "5)", "(5)"
	KindLetter   Kind = "letter"  // "а)", "(a)"
	KindCapital  Kind = "capital" // "(A)"
	KindRoman    Kind = "roman"   // "(i)"
	KindUpper    Kind = "upper"   // "(I)"
	KindLine     Kind = "line"    // without a label: a further абзац of the unit above
	KindTable    Kind = "table"   // holds rows; the first is the head
	KindRow      Kind = "row"
)

// Headed reports whether the words beside the label are a heading and not the
// first абзац.
func (k Kind) Headed() bool {
	switch k {
	case KindAct, KindSection, KindChapter, KindArticle, KindRule, KindAnnex:
		return true
	}
	return false
}

// Labelled reports whether blocks of this kind carry a label.
func (k Kind) Labelled() bool {
	switch k {
	case KindAct, KindPreamble, KindLine, KindTable, KindRow, "":
		return false
	}
	return true
}

// A State is what an amendment has done to the force of a unit.
type State string

// The states. The zero State is in force as the act is.
const (
	StateRepealed  State = "repealed"
	StateSuspended State = "suspended"
)

// A Held is a part of a block whose force is suspended while the rest is in force.
type Held struct {
	Cell  int    `json:"cell,omitempty"`  // of a row, from 1; 0: it is in the words beside the label
	Words string `json:"words,omitempty"` // as they stand there, once; "" for the whole cell
	Until string `json:"until,omitempty"` // last day of the suspension, YYYY-MM-DD
}

// In reports whether the part stands in b, once.
func (h Held) In(b *Block) bool {
	text := b.Words.Text
	switch {
	case h.Cell < 0 || h.Cell > len(b.Cells) || h.Cell == 0 && h.Words == "":
		return false
	case h.Words == "":
		return true
	case h.Cell > 0:
		text = b.Cells[h.Cell-1].Text
	}
	return len(Find(text, h.Words, false)) == 1
}

// A Block is one unit, line, table or row. Blocks are never changed once they
// are part of a text: copy one, then replace it.
type Block struct {
	ID       ID       `json:"wId"`
	Kind     Kind     `json:"kind"`
	Num      string   `json:"num,omitempty"`   // the number as it stands in Label: "5.1", "б1", "5 bis"
	Label    string   `json:"label,omitempty"` // as written: "5.1.", "Статья 5"
	Words    Words    `json:"words,omitzero"`  // the heading of a headed block, else its first абзац
	Cells    []Words  `json:"cells,omitempty"` // of a row
	State    State    `json:"state,omitempty"`
	Until    string   `json:"until,omitempty"` // last day of State or of the unit's force, YYYY-MM-DD
	Held     []Held   `json:"held,omitempty"`  // parts of it whose force is suspended
	Children []*Block `json:"children,omitempty"`
	By       Source   `json:"-"` // who gave the block its label and place
}

// Line is the line that b prints, without the lines below it; "" for blocks that
// only hold others.
func (b *Block) Line() string {
	switch {
	case b.Kind == KindRow:
		s := "|"
		for _, c := range b.Cells {
			s += " " + c.Text + " |"
		}
		return s
	case b.Label == "":
		return b.Words.Text
	case b.Words.Text == "":
		return b.Label
	}
	return b.Label + " " + b.Words.Text
}

// A Source is the operation that wrote something. The zero Source is the act
// as first adopted.
type Source struct {
	Amender   string // id of the amending act
	Operation int    // place among the amender's operations, from 1
}

// A Span is a range of bytes that one source wrote.
type Span struct {
	From, To int
	By       Source
}

// Words are one line of text and where each part of it comes from.
type Words struct {
	Text  string
	Spans []Span // ascending, apart from each other; what lies between is the first act's
}

// Write is words that one source wrote.
func Write(s string, by Source) Words {
	if by == (Source{}) || s == "" {
		return Words{Text: s}
	}
	return Words{Text: s, Spans: []Span{{0, len(s), by}}}
}

// IsZero reports whether there are no words.
func (w Words) IsZero() bool { return w.Text == "" }

// MarshalText gives the words alone; their sources are no part of the text.
func (w Words) MarshalText() ([]byte, error) { return []byte(w.Text), nil }

// UnmarshalText reads words whose source is the first act.
func (w *Words) UnmarshalText(b []byte) error {
	*w = Words{Text: string(b)}
	return nil
}

// Splice replaces the bytes from..to by s, written by by. Both ends must lie in
// w.
func (w Words) Splice(from, to int, s string, by Source) Words {
	out := Words{Text: w.Text[:from] + s + w.Text[to:]}
	for _, x := range w.Spans {
		if x.From < from {
			out.Spans = append(out.Spans, Span{x.From, min(x.To, from), x.By})
		}
	}
	if s != "" && by != (Source{}) {
		out.Spans = append(out.Spans, Span{from, from + len(s), by})
	}
	shift := len(s) - (to - from)
	for _, x := range w.Spans {
		if x.To > to {
			out.Spans = append(out.Spans, Span{max(x.From, to) + shift, x.To + shift, x.By})
		}
	}
	return out
}

// By is the source of the byte at i.
func (w Words) By(i int) Source {
	for _, x := range w.Spans {
		if x.From <= i && i < x.To {
			return x.By
		}
	}
	return Source{}
}

// A Text is one expression: an act in one language as it stood at one time. It
// is immutable.
type Text struct {
	Lang  Lang   `json:"lang"`
	Style Style  `json:"style"`
	Root  *Block `json:"root"` // of KindAct
}

// Walk visits b and all below it in the order of the page, until visit says
// false for a block whose children are then passed over.
func (b *Block) Walk(visit func(*Block) bool) {
	if !visit(b) {
		return
	}
	for _, c := range b.Children {
		c.Walk(visit)
	}
}

// Block is the block of that ID, nil if there is none.
func (t *Text) Block(id ID) *Block {
	p := t.path(id)
	if p == nil {
		return nil
	}
	return p[len(p)-1]
}

// Parent is the block that holds the block of that ID and its place among the
// children; nil and -1 for the root and for what is not there.
func (t *Text) Parent(id ID) (*Block, int) {
	p := t.path(id)
	if len(p) < 2 {
		return nil, -1
	}
	parent := p[len(p)-2]
	for i, c := range parent.Children {
		if c == p[len(p)-1] {
			return parent, i
		}
	}
	return nil, -1
}

// Path is the blocks from the root down to the block of that ID, nil if there
// is none.
func (t *Text) Path(id ID) []*Block { return t.path(id) }

func (t *Text) path(id ID) []*Block { return search(t.Root, id, 0) }

// search is the way from b, which is so deep, to the block of that ID. It looks at
// the whole tree in the worst case, so it makes nothing until it has found it.
func search(b *Block, id ID, depth int) []*Block {
	if b.ID == id {
		p := make([]*Block, depth+1)
		p[depth] = b
		return p
	}
	for _, c := range b.Children {
		if p := search(c, id, depth+1); p != nil {
			p[depth] = b
			return p
		}
	}
	return nil
}

// Map is the text in which every block of the subtree of id went through f,
// children first. f returns its argument for what stays, and nil for what goes.
// What stays is shared. An id that is not there changes nothing.
func (t *Text) Map(id ID, f func(*Block) *Block) *Text {
	p := t.path(id)
	if p == nil {
		return t
	}
	old := p[len(p)-1]
	now := mapBlock(old, f)
	if now == old {
		return t
	}
	if now == nil {
		return t.With(id)
	}
	return t.With(id, now)
}

func mapBlock(b *Block, f func(*Block) *Block) *Block {
	var kids []*Block
	for i, c := range b.Children {
		n := mapBlock(c, f)
		if n != c && kids == nil {
			kids = append(make([]*Block, 0, len(b.Children)), b.Children[:i]...)
		}
		if kids != nil && n != nil {
			kids = append(kids, n)
		}
	}
	if kids != nil {
		n := *b
		n.Children = kids
		b = &n
	}
	return f(b)
}

// With is the text in which the block of that ID gave place to others: none, one
// or several. The root can only give place to one.
func (t *Text) With(id ID, blocks ...*Block) *Text {
	p := t.path(id)
	if p == nil {
		return t
	}
	if len(p) == 1 {
		if len(blocks) != 1 {
			return t
		}
		return &Text{t.Lang, t.Style, blocks[0]}
	}
	old, parent := p[len(p)-1], p[len(p)-2]
	for i, c := range parent.Children {
		if c == old {
			return t.rebuild(p[:len(p)-1], splice(parent.Children, i, i+1, blocks))
		}
	}
	return t
}

// Insert is the text with blocks before the child at index of the parent; an
// index from 0 to the number of children.
func (t *Text) Insert(parent ID, index int, blocks ...*Block) *Text {
	p := t.path(parent)
	if p == nil {
		return t
	}
	return t.rebuild(p, splice(p[len(p)-1].Children, index, index, blocks))
}

func splice(list []*Block, from, to int, blocks []*Block) []*Block {
	out := make([]*Block, 0, len(list)+len(blocks))
	out = append(out, list[:from]...)
	out = append(out, blocks...)
	return append(out, list[to:]...)
}

// rebuild is the text in which the last block of the path has other children.
func (t *Text) rebuild(p []*Block, children []*Block) *Text {
	last := *p[len(p)-1]
	last.Children = children
	now := &last
	for i := len(p) - 2; i >= 0; i-- {
		up := *p[i]
		up.Children = make([]*Block, len(p[i].Children))
		for j, c := range p[i].Children {
			if c == p[i+1] {
				c = now
			}
			up.Children[j] = c
		}
		now = &up
	}
	return &Text{t.Lang, t.Style, now}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
