// Package form is the language in which the patterns of a grammar are written:
// what a form says is read, and written, from one line.
package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Node is one element of a pattern: a word of a set, a slot, a choice.
type Node struct {
	Words []string // any of these words
	Slot  byte     // or a slot: its letter
	Alts  [][]Node // or any of these sequences
	Maybe bool     // alts has one sequence, which may be left out
	Usual bool     // and is not left out where prose is written
}

// Compile reads the form of a pattern:
//
//	a|b      one of the words
//	[ … ]    may be left out; where prose is written, it is
//	[! … ]   may be left out; where prose is written, it is not
//	{ … / … } a choice; where prose is written, the first
//	<T>      a slot
func Compile(form string) []Node {
	f := strings.Fields(form)
	nodes, rest := sequence(f)
	if len(rest) > 0 {
		panic("form: " + form)
	}
	return nodes
}

// sequence reads nodes up to what closes the sequence.
func sequence(f []string) ([]Node, []string) {
	var out []Node
	for len(f) > 0 {
		w := f[0]
		switch {
		case w == "]" || w == "}" || w == "/":
			return out, f
		case w == "[" || w == "[!":
			inner, rest := sequence(f[1:])
			out = append(out, Node{Alts: [][]Node{inner}, Maybe: true, Usual: w == "[!"})
			f = rest
		case w == "{":
			n := Node{}
			rest := f
			for rest[0] != "}" {
				var inner []Node
				inner, rest = sequence(rest[1:])
				n.Alts = append(n.Alts, inner)
			}
			out = append(out, n)
			f = rest
		case len(w) == 3 && w[0] == '<' && w[2] == '>':
			out = append(out, Node{Slot: w[1]})
		default:
			out = append(out, Node{Words: strings.Split(w, "|")})
		}
		f = f[1:]
	}
	return out, nil
}

// Starts are the words with which nodes can begin; nil if with anything.
func Starts(nodes []Node) []string {
	var out []string
	for _, n := range nodes {
		switch {
		case n.Slot != 0:
			return nil
		case n.Words != nil:
			return append(out, n.Words...)
		}
		for _, a := range n.Alts {
			first := Starts(a)
			if first == nil {
				return nil
			}
			out = append(out, first...)
		}
		if !n.Maybe {
			return out
		}
	}
	return nil
}

// Bits is a set of words of the table.
type Bits [4]uint64

// Add puts a number into the set.
func (b *Bits) Add(n int) { b[n/64%len(b)] |= 1 << (n % 64) }

// Meets reports whether two sets have a number in common.
func (b *Bits) Meets(o *Bits) bool {
	return b[0]&o[0]|b[1]&o[1]|b[2]&o[2]|b[3]&o[3] != 0
}

// Needed are the words without which nodes cannot be matched, by the numbers
// that a lexicon gives them.
func Needed(nodes []Node, lexicon map[string]int) []Bits {
	var out []Bits
	for _, n := range nodes {
		var set Bits
		switch {
		case n.Words != nil:
			for _, w := range n.Words {
				set.Add(number(w, lexicon))
			}
		case n.Slot != 0 || n.Maybe:
			continue
		default:
			for _, a := range n.Alts {
				inner := Needed(a, lexicon)
				if len(inner) == 0 {
					set = Bits{}
					break
				}
				for i := range set {
					set[i] |= inner[0][i]
				}
			}
		}
		if set != (Bits{}) {
			out = append(out, set)
		}
	}
	return out
}

func number(w string, lexicon map[string]int) int {
	n, ok := lexicon[w]
	if !ok {
		n = len(lexicon)
		lexicon[w] = n
	}
	return n
}

// Write fills the slots of a form: of a choice the first, what may be left out
// only where a slot in it has a value.
func Write(form string, slots map[byte]string, many bool) string {
	w := &writer{slots: slots, many: many}
	w.nodes(Compile(form))
	s := strings.Join(w.out, " ")
	s = strings.NewReplacer(" ,", ",", " :", ":", " \n", "\n").Replace(s)
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

type writer struct {
	slots map[byte]string
	many  bool
	used  []byte
	out   []string
}

func (w *writer) nodes(list []Node) {
	for _, n := range list {
		switch {
		case n.Words != nil:
			w.out = append(w.out, n.Words[0])
		case n.Slot != 0:
			w.used = append(w.used, n.Slot)
			w.out = append(w.out, w.slots[n.Slot])
		case n.Maybe && !n.Usual && !w.has(n.Alts[0]):
		case n.Maybe:
			w.nodes(n.Alts[0])
		case w.many && len(n.Alts) > 1 && n.Alts[0][0].Words != nil && n.Alts[0][0].Words[0] == "is":
			w.nodes(n.Alts[1])
		default:
			w.nodes(n.Alts[0])
		}
	}
}

// has says whether nodes hold a slot with a value that was not written yet.
func (w *writer) has(list []Node) bool {
	return slices.ContainsFunc(list, func(n Node) bool {
		return n.Slot != 0 && w.slots[n.Slot] != "" && !slices.Contains(w.used, n.Slot)
	})
}

// macros are parts of patterns that many share.
var macros = strings.NewReplacer(
	"[ : ]", "[ :|- ]",
	"$be", "[ , ] { is / are / shall be / is hereby / are hereby / shall hereby be }",
	"$reading", "[ , ] [ { as follows / to read as follows / with the following wording / reading as follows } ] [! :|- ]",
	"$place", "[ { in its place / in their place / in lieu thereof / instead / in its stead / therefor } ]",
	"$old", "<O> [ <C> ]",
	"$new", "{ <K> / the following }",
	"$end", "{ at the end / at the end thereof }",
)

// Expand writes out the parts that many forms of English share.
func Expand(line string) string { return macros.Replace(macros.Replace(line)) }
