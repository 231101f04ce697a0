package russian

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// A token is a word, a number, a quotation or a sign of an instruction.
type token struct {
	low      string // small letters, ё as е; "@" for a quotation; a dash of any shape as "-"
	raw      string
	from, to int    // in the block's text
	verb     string // the infinitive by which patterns call it, "" if it is no verb of theirs
	quote    int    // index of the quotation; -1 for other tokens
	tight    bool   // no space before it
}

const quoted = "@"

// tokens cuts the text of a block. ok is false where a sign of the text itself
// looks like the mark of a quotation.
func tokens(b *prose.Block) (out []token, ok bool) {
	s, n := b.Text, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		t := token{from: i, to: i + size, quote: -1, tight: i > 0 && len(out) > 0 && out[len(out)-1].to == i}
		switch {
		case unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f':
			i += size
			continue
		case r == prose.Mark:
			t.quote, t.low = n, quoted
			n++
		case unicode.IsLetter(r):
			for t.to < len(s) {
				c, k := utf8.DecodeRuneInString(s[t.to:])
				after, _ := utf8.DecodeRuneInString(s[t.to+k:])
				if !unicode.IsLetter(c) && !unicode.IsDigit(c) && (c != '-' && c != '‑' || !unicode.IsLetter(after)) {
					break
				}
				t.to += k
			}
		case unicode.IsDigit(r):
			for t.to < len(s) {
				c, k := utf8.DecodeRuneInString(s[t.to:])
				after, _ := utf8.DecodeRuneInString(s[t.to+k:])
				if !unicode.IsDigit(c) && !strings.ContainsRune("¹²³⁴⁵⁶⁷⁸⁹⁰", c) && (c != '.' || !unicode.IsDigit(after)) {
					break
				}
				t.to += k
			}
		case strings.ContainsRune("-–—−‑", r):
			t.low = "-"
		}
		t.raw = s[t.from:t.to]
		if t.to < len(s) && s[t.to] == '^' && t.number() {
			to := t.to + 1
			for to < len(s) && s[to] >= '0' && s[to] <= '9' {
				to++
			}
			if to > t.to+1 { // 5^1 is 5¹
				t.raw += lexicon.Raised(s[t.to+1 : to])
				t.to = to
			}
		}
		if t.low == "" {
			t.low = strings.ReplaceAll(strings.ToLower(t.raw), "ё", "е")
		}
		if t.quote < 0 {
			t.verb = lexicon.Verb(t.low)
		}
		out = append(out, t)
		i = t.to
	}
	return out, n == len(b.Quotes)
}

func (t *token) word() bool {
	r, _ := utf8.DecodeRuneInString(t.raw)
	return t.quote < 0 && unicode.IsLetter(r)
}

func (t *token) number() bool { return t.quote < 0 && t.raw[0] >= '0' && t.raw[0] <= '9' }

// capital says whether a word begins with a capital letter.
func (t *token) capital() bool {
	r, _ := utf8.DecodeRuneInString(t.raw)
	return unicode.IsUpper(r)
}

// roman says whether a word is a numeral in Latin letters.
func (t *token) roman() bool { return t.quote < 0 && strings.Trim(t.raw, "IVXLC") == "" }
