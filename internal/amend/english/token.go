package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery.example/chancery/internal/amend/prose"
)

// A token is a word, a number, a sign or the mark of a quotation.
type token struct {
	word     string // as compared: small letters; "\uFFFC" for a quotation
	raw      string
	from, to int // in the block's text
	quote    int // index of the quotation, -1 for other tokens
}

// tokens cuts the text of a block. Labels in brackets stay in pieces; "5.1",
// "25-112" and "c-1" are one word each.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/5+2)
	quote := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		t := token{from: i, to: i + n, quote: -1}
		switch {
		case unicode.IsSpace(r):
			i += n
			continue
		case r == prose.Mark:
			t.quote = quote
			quote++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			t.to = wordEnd(text, i)
		}
		t.raw = text[t.from:t.to]
		t.word = strings.ToLower(t.raw)
		switch t.word {
		case "–", "—", "―":
			t.word = "-"
		}
		out = append(out, t)
		i = t.to
	}
	return out
}

// wordEnd is where the word that begins at i ends. A hyphen, an apostrophe, a
// slash and a point are part of it between letters or digits.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !strings.ContainsRune("-‑'’./", r) || i+n >= len(text) {
				return i
			}
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if !unicode.IsLetter(next) && !unicode.IsDigit(next) || r == '.' && !unicode.IsDigit(next) {
				return i
			}
		}
		i += n
	}
	return i
}

// numeric says whether a word begins with a digit.
func numeric(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
