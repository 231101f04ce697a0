// Package prose cuts amending texts of any language into what instructs: lines
// with their labels, the quotations in and under them, and the annexes that
// carry new wordings. What the words of an instruction mean is the business of
// the grammars, one package a language.
//
// What a grammar does not understand it returns with its place. A text that was
// not understood costs somebody's attention; a wrong operation costs the law.
package prose

import (
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// A Result is what a grammar made of an amending text. Operations stand in the
// order in which the text says them; each has its Source.
type Result struct {
	Operations []amend.Operation `json:"operations"`
	Unparsed   []Unparsed        `json:"unparsed"`         // ascending; none: everything was understood
	Others     []amend.Operation `json:"others,omitempty"` // on other acts than the base, where the text amends several
}

// Unparsed is a passage that asks for a change and was not understood.
type Unparsed struct {
	Range  amend.Range `json:"range"`
	Text   string      `json:"text"` // the passage, quotations and all
	Reason Reason      `json:"reason"`
}

// A Reason is a code for why a passage was not understood.
type Reason string

// The reasons.
const (
	Grammar   Reason = "grammar"   // no pattern of the language fits the words
	Ambiguous Reason = "ambiguous" // patterns fit in two ways, or a number can be two
	Quotation Reason = "quotation" // a quotation has no end, or none where one belongs
	Case      Reason = "case"      // the forms of a word are not in the term base: needs a person
	Annex     Reason = "annex"     // the annex that it points to is not in the text
	Context   Reason = "context"   // the line that says what is amended was not understood
	Force     Reason = "force"     // the entry into force was not understood
)

// Mark stands in a block's text for a quotation.
const Mark = '\uFFFC'

// A Block is one line that can instruct, with what is quoted under it.
type Block struct {
	Range  amend.Range // label, words and quotations
	Kind   act.Kind    // of its label; act.KindLine without one
	Num    string      // of its label
	Text   string      // the words after the label; Mark for each quotation; lines end with a line feed
	Quotes []Quote     // in the order of their marks
	start  int         // where Text begins in the source
}

// A Quote is a quotation.
type Quote struct {
	Range amend.Range // with its marks
	Lines []string    // what stands inside, without spaces at the ends of lines; none are empty
	Open  bool        // no closing mark was found; it goes to the end of the line
}

// An Extract is an annex of the amending text: payload of the instructions that
// point to it.
type Extract struct {
	Range amend.Range // from its first line on, without the line that names it
	Num   string      // "" for an annex without a number
	Lines []string
}

// At is the place in the source of the byte at i of the block's text.
func (b *Block) At(i int) int {
	at, text := b.start, b.Text
	for _, q := range b.Quotes {
		k := strings.IndexRune(text, Mark)
		if k < 0 || i <= k {
			break
		}
		n := k + len(string(Mark))
		i -= n
		text = text[n:]
		at = q.Range.To
	}
	return at + max(i, 0)
}

// Source is the passage of the text in which the block stands.
func (b *Block) Source(text string) string { return text[b.Range.From:b.Range.To] }
