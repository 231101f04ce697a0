// Package words holds one wording in several languages: a title, a name, a
// reason. It is what a page shows in the reader's language and says so when it
// has to show another.
//
// It is not the text of an act, which has structure (package act), and not the
// words of the interface (package locale).
package words

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxRunes is the longest wording in one language.
const MaxRunes = 4000

// A Lang names a language by its BCP 47 code, in lower case: "ru", "en", "kk".
type Lang string

// Valid reports whether l has the form of a language code: two or three small
// Latin letters.
func (l Lang) Valid() bool {
	if len(l) < 2 || len(l) > 3 {
		return false
	}
	for _, c := range l {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// A Text is one wording by language. The zero value says nothing.
type Text map[Lang]string

// In returns the wording in the wanted language or, if there is none, in the
// first language of order that has one, or else in the first by code. It returns
// the language of what it returns, so that a page can mark it.
func (t Text) In(want Lang, order ...Lang) (string, Lang) {
	for _, l := range append([]Lang{want}, order...) {
		if s := t[l]; s != "" {
			return s, l
		}
	}
	for _, l := range t.Langs() {
		if t[l] != "" {
			return t[l], l
		}
	}
	return "", ""
}

// Langs returns the languages of t by code.
func (t Text) Langs() []Lang {
	var ls []Lang
	for l := range t {
		ls = append(ls, l)
	}
	slices.Sort(ls)
	return ls
}

// Empty reports whether t says nothing in any language.
func (t Text) Empty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Check says what is wrong with t, or nil: a language code of another form, an
// empty or over-long wording, text that is not in normal form C, or a control
// character, which could make two readers see two things.
func (t Text) Check() error {
	for _, l := range t.Langs() {
		if !l.Valid() {
			return fmt.Errorf("language %q: want a code like ru", l)
		}
		if err := CheckString(t[l]); err != nil {
			return fmt.Errorf("language %s: %w", l, err)
		}
	}
	return nil
}

// CheckString says what is wrong with one wording, or nil. Line feeds are
// allowed; other control characters and invisible direction marks are not.
func CheckString(s string) error {
	switch {
	case s == "":
		return fmt.Errorf("empty")
	case !utf8.ValidString(s):
		return fmt.Errorf("not UTF-8")
	case utf8.RuneCountInString(s) > MaxRunes:
		return fmt.Errorf("%d characters, at most %d", utf8.RuneCountInString(s), MaxRunes)
	case !norm.NFC.IsNormalString(s):
		return fmt.Errorf("not in Unicode normal form C")
	}
	for i, r := range s {
		if r != '\n' && (unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF) {
			return fmt.Errorf("byte %d: the character %U is not allowed", i, r)
		}
	}
	return nil
}

// ValidID reports whether s has the form of a charter-local id: 1 to 40 small
// Latin letters, digits and hyphens.
func ValidID(s string) bool {
	if len(s) == 0 || len(s) > 40 {
		return false
	}
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
