package terms

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of a file of terms.
const (
	MaxBytes = 1 << 20
	maxForm  = 200 // bytes of one form
)

// Parse reads a term base from text: a term a line, its six forms of one and six
// of many, nominative, genitive, dative, accusative, instrumental and
// prepositional, apart by ";". A term of one number alone has six forms of one, or
// six empty ones before those of many. Blank lines, and lines that begin with "#",
// do not count. Errors say the line: forms that are not six or twelve, an empty
// form among others, a control character, a term that is there already.
func Parse(text string) (Base, error) {
	if len(text) > MaxBytes || !utf8.ValidString(text) {
		return nil, fmt.Errorf("terms: more than %d bytes, or not UTF-8", MaxBytes)
	}
	var out Base
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || line[0] == '#' {
			continue
		}
		t, err := parseTerm(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if slices.ContainsFunc(out, func(x Term) bool { return x.One[0] == t.One[0] && x.Many[0] == t.Many[0] }) {
			return nil, fmt.Errorf("line %d: %q stands there already", n, t.One[0]+t.Many[0])
		}
		out = append(out, t)
	}
	return out, nil
}

func parseTerm(line string) (Term, error) {
	var t Term
	forms := strings.Split(line, ";")
	if len(forms) != 6 && len(forms) != 12 {
		return t, fmt.Errorf("%d forms, want 6 or 12", len(forms))
	}
	for i, f := range forms {
		f = strings.Join(strings.Fields(f), " ")
		if len(f) > maxForm || strings.ContainsFunc(f, func(r rune) bool { return r < ' ' }) {
			return t, fmt.Errorf("form %d: longer than %d bytes, or a control character", i+1, maxForm)
		}
		if i < 6 {
			t.One[i] = f
		} else {
			t.Many[i-6] = f
		}
	}
	for _, six := range [][6]string{t.One, t.Many} {
		if empty := slices.Contains(six[:], ""); empty && six != [6]string{} {
			return t, fmt.Errorf("a form of %q is empty", six[0])
		}
	}
	if t.One[0] == "" && t.Many[0] == "" {
		return t, errors.New("no form")
	}
	return t, nil
}
