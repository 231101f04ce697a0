package act

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Name is the word by which an instruction calls a part of an act. Which
// blocks it can mean depends on the style of the text: doc/plaintext.md, rule 7
// (Russian) and 3 (English).
type Name string

// The names of units, lines and parts.
const (
	NameSection      Name = "section" // раздел; section
	NameChapter      Name = "chapter" // глава; chapter
	NameArticle      Name = "article" // статья; article
	NameRule         Name = "rule"
	NameAnnex        Name = "annex"        // приложение; annex
	NamePart         Name = "part"         // часть: "2." of a статья by Num, its second unlabelled line by Ordinal
	NamePoint        Name = "point"        // пункт; EU point
	NameSubpoint     Name = "subpoint"     // подпункт
	NameSubsection   Name = "subsection"   // Commonwealth (2), US (a)
	NameParagraph    Name = "paragraph"    // EU "5." by Num, second line of an Article or the preamble by Ordinal; Commonwealth (a); US (1)
	NameSubparagraph Name = "subparagraph" // UN (a) by Num, EU line by Ordinal; Commonwealth (i); US (A)
	NameItem         Name = "item"         // whatever carries the number in brackets: the (a) of "5(2)(a)"
	NameLine         Name = "line"         // абзац, by Ordinal
	NameSentence     Name = "sentence"     // by Ordinal, -1 for the last
	NameTitle        Name = "title"        // of the act
	NamePreamble     Name = "preamble"
	NameHeading      Name = "heading" // of the unit before it
	NameIntro        Name = "intro"   // introductory wording, chapeau
	NameTable        Name = "table"   // the only one of the unit, or by Ordinal
	NameRow          Name = "row"     // by Num: the first cell; by Ordinal: counted without the head
	NameColumn       Name = "column"  // by Ordinal from 1, by Num as its head says; after a row: its cell
)

// A Step names one thing inside what the steps before it named.
type Step struct {
	Name    Name   `json:"name"`
	Num     string `json:"num,omitempty"`     // as an instruction writes it: "5.1", "а", "ii", the words of a cell
	Ordinal int    `json:"ordinal,omitempty"` // counted in words: second is 2, the last is -1
}

// An Address is a way from the act, or from a block known by its ID, to a part.
// The zero Address is the act as a whole, without its title.
type Address struct {
	ID    ID     `json:"wId,omitempty"`
	Steps []Step `json:"steps,omitempty"` // from the outermost
}

// String is the address for people who read refusals: "article 5 > line #2".
func (a Address) String() string {
	var out []string
	if a.ID != "" {
		out = append(out, "{"+string(a.ID)+"}")
	}
	for _, s := range a.Steps {
		x := string(s.Name)
		if s.Num != "" {
			x += " " + s.Num
		}
		if s.Ordinal != 0 {
			x += " #" + strconv.Itoa(s.Ordinal)
		}
		out = append(out, x)
	}
	if out == nil {
		return "the act"
	}
	return strings.Join(out, " > ")
}

// A Part is which part of a block an address means.
type Part byte

// The parts.
const (
	PartWhole    Part = iota + 1 // the block with all under it; of the root without the title
	PartWords                    // the words beside the label: heading, first абзац, title
	PartSentence                 // From..To of the words
	PartCell                     // one cell of a row
	PartColumn                   // one cell of every row of a table
)

// A Spot is what an address was found to mean.
type Spot struct {
	Block    *Block
	Part     Part
	From, To int // of a sentence, in the block's words
	Cell     int // of a cell or column, from 0
}

// A Miss says why an address means nothing, or more than one thing.
type Miss struct {
	Address Address
	Step    int  // the step that failed, from 0; -1 for the ID
	Found   []ID // none: absent; several: ambiguous
}

func (m *Miss) Error() string {
	if len(m.Found) > 1 {
		return fmt.Sprintf("%s: step %d is ambiguous: %v", m.Address, m.Step+1, m.Found)
	}
	return fmt.Sprintf("%s: step %d is not there", m.Address, m.Step+1)
}

// Absent reports whether there is no such thing; otherwise there are several.
func (m *Miss) Absent() bool { return len(m.Found) < 2 }

// Find is the one spot that an address means. Any error is a *Miss.
func (t *Text) Find(a Address) (Spot, error) {
	at := Spot{Block: t.Root, Part: PartWhole}
	if a.ID != "" {
		b := t.Block(a.ID)
		if b == nil {
			return Spot{}, &Miss{a, -1, nil}
		}
		at.Block = b
	}
	for i, s := range a.Steps {
		found := t.step(at, s)
		if len(found) != 1 {
			m := &Miss{Address: a, Step: i}
			for _, f := range found {
				m.Found = append(m.Found, f.Block.ID)
			}
			return Spot{}, m
		}
		at = found[0]
	}
	return at, nil
}

// step lists what a step can mean from a spot.
func (t *Text) step(at Spot, s Step) []Spot {
	switch s.Name {
	case NameSentence:
		return sentence(at, s)
	case NameColumn:
		return t.column(at, s)
	}
	if at.Part != PartWhole {
		return nil
	}
	b := at.Block
	switch s.Name {
	case NameTitle:
		if b.Kind != KindAct {
			return nil
		}
		return []Spot{{Block: b, Part: PartWords}}
	case NameHeading:
		if !b.Kind.Headed() || b.Kind == KindAct || b.Words.Text == "" {
			return nil
		}
		return []Spot{{Block: b, Part: PartWords}}
	case NamePreamble:
		return wholes(b.Children, func(c *Block) bool { return c.Kind == KindPreamble })
	case NameIntro:
		return intro(b)
	case NameTable:
		return ordinal(wholes(tables(b), nil), s.Ordinal)
	case NameRow:
		return rows(b, s)
	}
	if lines := t.counted(b, s); lines != nil {
		return ordinal(lines, s.Ordinal)
	}
	return t.units(b, s)
}

// counted lists the unlabelled lines that a step counts, nil for a step that
// goes by a number.
func (t *Text) counted(b *Block, s Step) []Spot {
	if s.Num != "" || s.Ordinal == 0 {
		return nil
	}
	headed := b.Kind == KindArticle || b.Kind == KindSection || b.Kind == KindRule
	switch {
	case s.Name == NameLine,
		s.Name == NamePart && headed,
		s.Name == NameParagraph && (headed || b.Kind == KindPreamble),
		s.Name == NameSubparagraph && b.Kind == KindNumber:
		return append([]Spot{}, Lines(b)...)
	}
	return nil
}

// Lines are the абзацы of a unit in their order: the words beside the label of
// a numbered unit, then the lines without a label. A heading is not counted.
func Lines(b *Block) []Spot {
	var out []Spot
	if b.Kind.Labelled() && !b.Kind.Headed() && b.Words.Text != "" {
		out = append(out, Spot{Block: b, Part: PartWords})
	}
	return append(out, wholes(b.Children, func(c *Block) bool { return c.Kind == KindLine })...)
}

func wholes(list []*Block, keep func(*Block) bool) []Spot {
	var out []Spot
	for _, c := range list {
		if keep == nil || keep(c) {
			out = append(out, Spot{Block: c, Part: PartWhole})
		}
	}
	return out
}

// ordinal picks one of several by its count; without a count all remain.
func ordinal(list []Spot, n int) []Spot {
	switch {
	case n == 0:
		return list
	case n == -1:
		n = len(list)
	}
	if n < 1 || n > len(list) {
		return nil
	}
	return list[n-1 : n]
}

func intro(b *Block) []Spot {
	for _, c := range b.Children {
		if !c.Kind.Labelled() {
			continue
		}
		var out []Spot
		for _, l := range Lines(b) {
			if l.Block == b || slices.Index(b.Children, l.Block) < slices.Index(b.Children, c) {
				out = append(out, l)
			}
		}
		return out
	}
	return nil
}

func sentence(at Spot, s Step) []Spot {
	b := at.Block
	switch {
	case s.Ordinal == 0:
		return nil
	case at.Part == PartWhole && b.Kind != KindLine:
		lines := Lines(b)
		more := slices.ContainsFunc(b.Children, func(c *Block) bool { return c.Kind != KindLine })
		if len(lines) > 1 {
			return lines // which of them is not said
		}
		if len(lines) == 0 || more && s.Ordinal < 0 {
			return nil
		}
		b = lines[0].Block
	case at.Part != PartWhole && at.Part != PartWords:
		return nil
	}
	var out []Spot
	for _, x := range Sentences(b.Words.Text) {
		out = append(out, Spot{Block: b, Part: PartSentence, From: x.From, To: x.To})
	}
	return ordinal(out, s.Ordinal)
}

// tables lists the tables under b; those of annexes only under the annex.
func tables(b *Block) []*Block {
	var out []*Block
	b.Walk(func(c *Block) bool {
		if c.Kind == KindTable {
			out = append(out, c)
		}
		return c == b || c.Kind != KindAnnex
	})
	return out
}

func rows(b *Block, s Step) []Spot {
	var out []Spot
	for _, t := range tables(b) {
		for i, r := range t.Children {
			if i > 0 && (s.Num == "" || named(r, s.Num)) {
				out = append(out, Spot{Block: r, Part: PartWhole})
			}
		}
	}
	if s.Num == "" && (s.Ordinal == 0 || len(tables(b)) > 1) {
		return nil
	}
	return ordinal(out, s.Ordinal)
}

// named says whether a row goes by a name: its first cell, or the first that
// has words in it. doc/plaintext.md, rule 6.
func named(r *Block, name string) bool {
	want := Fold(name)
	for i, c := range r.Cells {
		have := Fold(c.Text)
		if have == want || i == 0 && strings.TrimSuffix(have, ".") == want {
			return true
		}
		if strings.ContainsFunc(have, unicode.IsLetter) {
			return false
		}
	}
	return false
}

func (t *Text) column(at Spot, s Step) []Spot {
	if at.Part != PartWhole {
		return nil
	}
	if at.Block.Kind == KindRow {
		parent, _ := t.Parent(at.Block.ID)
		var out []Spot
		for _, i := range columns(parent, s) {
			if i < len(at.Block.Cells) {
				out = append(out, Spot{Block: at.Block, Part: PartCell, Cell: i})
			}
		}
		return out
	}
	var out []Spot
	for _, b := range tables(at.Block) {
		for _, i := range columns(b, s) {
			out = append(out, Spot{Block: b, Part: PartColumn, Cell: i})
		}
	}
	return out
}

// columns lists the columns, from 0, that a step can mean in a table.
func columns(table *Block, s Step) []int {
	var out []int
	for i, c := range table.Children[0].Cells {
		if s.Num == "" && s.Ordinal == i+1 || s.Num != "" && Fold(c.Text) == Fold(s.Num) {
			out = append(out, i)
		}
	}
	return out
}
