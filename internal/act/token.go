package act

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A TokenKind is what a token is.
type TokenKind byte

// The kinds of tokens.
const (
	TokenWord   TokenKind = iota + 1 // letters and digits, with hyphens and apostrophes between letters
	TokenNumber                      // digits, with points and commas between digits: 5.1, 1,000
	TokenQuote                       // a quotation mark or apostrophe of any shape
	TokenSpace
	TokenHard // a space that does not break a line
	TokenMark // any other sign, one each
)

// A Token is a range of bytes of a line.
type Token struct {
	Kind     TokenKind
	From, To int
}

// Tokens cuts a line into tokens; together they are the line.
func Tokens(s string) []Token {
	out := make([]Token, 0, len(s)/4+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		t := Token{TokenMark, i, i + n}
		switch {
		case unicode.IsDigit(r) || unicode.IsLetter(r):
			t.Kind, t.To = word(s, i)
		case hard(r):
			t.Kind = TokenHard
		case unicode.IsSpace(r):
			t.Kind = TokenSpace
		case quote(r):
			t.Kind = TokenQuote
		}
		out = append(out, t)
		i = t.To
	}
	return out
}

func word(s string, from int) (TokenKind, int) {
	kind := TokenNumber
	last := rune(0)
	for i := from; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(r):
			kind = TokenWord
		case !unicode.IsDigit(r) && (!joins(last, r, next(s, i+n)) || next(s, i+n) == utf8.RuneError):
			return kind, i
		}
		last = r
		i += n
	}
	return kind, len(s)
}

// joins says whether r between two others makes one word or number of them.
func joins(before, r, after rune) bool {
	switch r {
	case '-', '‑', '\'', '’':
		return isWord(before) && isWord(after)
	case '.', ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

func next(s string, i int) rune {
	if i >= len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

func before(s string, i int) rune {
	if i <= 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

func hard(r rune) bool { return r == '\u00a0' || r == '\u202f' || r == '\u2007' }

func quote(r rune) bool {
	switch r {
	case '"', '\'', '«', '»', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '‹', '›':
		return true
	}
	return false
}

// fold is the sign as it is compared. doc/plaintext.md, rule 9.
func fold(r rune) rune {
	switch {
	case r < 0x80 && r != '\'':
		return r
	case r == 'ё':
		return 'е'
	case r == 'Ё':
		return 'Е'
	case hard(r):
		return ' '
	case quote(r):
		return '"'
	}
	return r
}

// Fold brings words into the form in which they are compared: ё is е, a space
// that does not break is a space, all quotation marks are one.
func Fold(s string) string { return strings.Map(fold, s) }

// A Match is a place where quoted words stand in a line.
type Match struct {
	From, To int
	Joined   bool // beside a hyphen or inside a number: whole words only for some readers
}

// Find lists where quoted words stand in a line as whole words, ascending and
// apart from each other. loose lets the first letter be capital or small. The
// quotation is not empty.
func Find(line, quotation string, loose bool) []Match {
	q := []rune(quotation)
	for i, r := range q {
		q[i] = fold(r)
	}
	if len(q) == 0 {
		return nil
	}
	var out []Match
	for i := 0; i < len(line); {
		to, ok := matchAt(line, i, q, loose)
		if !ok {
			_, n := utf8.DecodeRuneInString(line[i:])
			i += n
			continue
		}
		out = append(out, Match{i, to, glued(line, i, to)})
		i = to
	}
	return out
}

func matchAt(line string, from int, q []rune, loose bool) (int, bool) {
	i := from
	for k, want := range q {
		if i >= len(line) {
			return 0, false
		}
		r, n := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(line[i:])
		}
		if r != want && fold(r) != want && (k > 0 || !loose || unicode.ToLower(fold(r)) != unicode.ToLower(want)) {
			return 0, false
		}
		i += n
	}
	if isWord(q[0]) && isWord(before(line, from)) || isWord(q[len(q)-1]) && isWord(next(line, i)) {
		return 0, false
	}
	return i, true
}

// glued says whether a match is a part of a longer word or number.
func glued(line string, from, to int) bool {
	first, _ := utf8.DecodeRuneInString(line[from:])
	last := before(line, to)
	b, a := before(line, from), next(line, to)
	if isWord(first) && (b == '-' || b == '‑' || b == '.' || b == ',') && joins(before(line, from-utf8.RuneLen(b)), b, first) {
		return true
	}
	return isWord(last) && (a == '-' || a == '‑' || a == '.' || a == ',') && joins(last, a, next(line, to+utf8.RuneLen(a)))
}

// Sentences are the sentences of a line, without the spaces between them. A
// sentence ends with a full stop before a space and a capital letter.
// doc/plaintext.md, rule 10.
func Sentences(s string) []Token {
	var out []Token
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '.' {
			continue
		}
		j := i + 1
		for j < len(s) && (unicode.IsSpace(next(s, j)) || hard(next(s, j))) {
			j += utf8.RuneLen(next(s, j))
		}
		if j > i+1 && unicode.IsUpper(next(s, j)) {
			out = append(out, Token{From: from, To: i + 1})
			from = j
		}
	}
	if from < len(s) {
		out = append(out, Token{From: from, To: len(s)})
	}
	return out
}
