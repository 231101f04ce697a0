package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shape is a family of quotation marks: one of a family closes what one of it
// opened.
type shape byte

const (
	angle   shape = iota + 1 // « »
	curly                    // “ ” „
	plain                    // "
	single                   // ‘ ’
	upright                  // '
)

// markAt is the shape of the quotation mark at i and its length; 0 for other
// signs.
func markAt(s string, i int) (shape, int) {
	if i >= len(s) || s[i] < 0x80 && s[i] != '"' && s[i] != '\'' {
		return 0, 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return shapeOf(r), n
}

// lastMark is the mark that ends at i.
func lastMark(s string, i int) (shape, int) {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	return shapeOf(r), n
}

func shapeOf(r rune) shape {
	switch r {
	case '«', '»':
		return angle
	case '“', '”', '„':
		return curly
	case '"':
		return plain
	case '‘', '’':
		return single
	case '\'':
		return upright
	}
	return 0
}

// opens says whether the mark at i opens a quotation: by its form, or, for forms
// that do both, by what stands before it.
func opens(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '«', '„', '‘':
		return true
	case '»', '”', '’':
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	if i > 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([{«„“‘\"'-–—|", before) {
		return false
	}
	if (before == '"' || before == '\'') && i > 0 {
		return opens(s, i-1) // “"" is two of one direction
	}
	return i+n < len(s) && !unicode.IsSpace(after)
}

// closes says whether the mark at i can close a quotation.
func closes(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '«', '„', '‘':
		return false
	case '’', '\'': // or an apostrophe
		after, _ := utf8.DecodeRuneInString(s[i+n:])
		return !unicode.IsLetter(after) && !unicode.IsDigit(after) || i+n >= len(s)
	}
	return true
}

// closing is the end of the quotation that begins at i, its closing mark
// included; -1 if none is found. Marks are counted as they nest. A quotation
// goes on over lines only where it begins one, or follows a colon.
func (s *splitter) closing(i int) int {
	stop := s.lines[s.next].to
	if s.wide(i) {
		stop = len(s.text)
	}
	var open []shape
	for k := i; k < stop; {
		m, n := markAt(s.text, k)
		switch {
		case m == 0:
		case opens(s.text, k):
			open = append(open, m)
		case closes(s.text, k):
			if j := lastIndex(open, m); j >= 0 {
				open = open[:j]
			}
			if len(open) == 0 {
				return k + n
			}
		}
		k += n
	}
	return s.merged(i)
}

// wide says whether the quotation at i may go on over lines.
func (s *splitter) wide(i int) bool {
	before := strings.TrimRight(s.text[:i], " \t\u00a0")
	return before == "" || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "\n")
}

func lastIndex(list []shape, m shape) int {
	for j := len(list) - 1; j >= 0; j-- {
		if list[j] == m {
			return j
		}
	}
	return -1
}

// merged is the end of a quotation whose closing mark closed one inside it, too,
// as printers do with «a «b»: of a wide one the mark at the end of its line, of
// others the first mark in the line that can close it.
func (s *splitter) merged(i int) int {
	m, n := markAt(s.text, i)
	to := s.lines[s.next].to
	if s.wide(i) {
		to -= len(s.text[i:to]) - len(strings.TrimRight(s.text[i:to], ".,;"))
		if x, n := lastMark(s.text, to); x == m && to-n > i && !opens(s.text, to-n) {
			return to
		}
		return -1
	}
	for k := i + n; k < to; {
		x, n := markAt(s.text, k)
		if x == m && !opens(s.text, k) && closes(s.text, k) {
			return k + n
		}
		k += n
	}
	return -1
}

// Paired says whether words can be quoted: the quotation marks in them have their
// partners. Where one has none, the mark that ended the quotation is probably lost.
func Paired(s string) bool {
	depth, straight := 0, 0
	for _, r := range s {
		switch r {
		case '«', '„', '“', '‘':
			depth++
		case '»', '”':
			if depth--; depth < 0 {
				return false
			}
		case '’':
			depth = max(depth-1, 0)
		case '"':
			straight++
		}
	}
	return depth == 0 && straight%2 == 0
}
