// Package names compares the names by which Russian prose calls acts.
package names

import (
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// A Name is how prose names an act.
type Name struct {
	Words []string // in small letters, up to its day, number and approval
	Title string   // what stands in quotation marks
	Dated bool     // a day or a number follows the words
}

// Is says whether a name can be that of an act with a title.
func (c *Name) Is(title string) bool {
	t := split(title)
	if len(t) == 0 || len(c.Words) == 0 {
		return false
	}
	if c.Title != "" {
		q := split(c.Title)
		for i := range t {
			if i+len(q) <= len(t) && slices.EqualFunc(t[i:i+len(q)], q, alike) {
				return true
			}
		}
		return false
	}
	if !alike(c.Words[0], t[0]) {
		return !lexicon.Act(t[0])
	}
	n := min(len(c.Words), len(t), 5)
	return slices.EqualFunc(c.Words[:n], t[:n], alike)
}

// Other says whether two names are those of different acts.
func (c *Name) Other(d *Name) bool {
	n := min(len(c.Words), len(d.Words), 5)
	return !slices.EqualFunc(c.Words[:n], d.Words[:n], alike) || c.Title != "" && d.Title != "" && c.Title != d.Title
}

// split is the words of a name, in small letters.
func split(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(s), "ё", "е"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// alike says whether two words can be forms of one.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n == max(len(x), len(y)) || n >= 3 && n >= max(len(x), len(y))-3 || a == "о" && b == "об" || a == "об" && b == "о"
}
