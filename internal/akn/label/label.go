// Package label tells what the labels of units say: "5.1." is the number 5.1 of a
// numbered unit, "Part IV" the number IV of whatever its element is.
package label

import (
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
)

// A Book knows the labels of texts of one language. One label is read once: a
// long act has few that differ. The zero Book is of English, whose shapes are
// those of Latin script. It is for one goroutine.
type Book struct {
	Lang act.Lang
	seen map[string]shape
}

// most is how many labels are kept.
const most = 100_000

type shape struct {
	kind act.Kind
	num  string
}

// Shape is what a label says by its form; ok is false, and the rest empty, for
// labels that the plain form does not know.
func (b *Book) Shape(label string) (kind act.Kind, num string, ok bool) {
	s, known := b.seen[label]
	if !known {
		s = b.read(label)
		if b.seen == nil {
			b.seen = make(map[string]shape)
		}
		if len(b.seen) < most {
			b.seen[label] = s
		}
	}
	return s.kind, s.num, s.kind != ""
}

func (b *Book) read(label string) shape {
	lang := act.English
	if b.Lang == act.Russian {
		lang = act.Russian
	}
	list, err := act.ParseBlocks([]string{label + " x"}, lang)
	if err != nil || len(list) != 1 || list[0].Label != label {
		return shape{}
	}
	return shape{list[0].Kind, list[0].Num}
}

// Number is the number that a label of a kind is read to carry: that of its
// shape, else its last word with a digit, else its last word, without marks
// around; a label of marks alone is its own number.
func (b *Book) Number(label string, kind act.Kind) string {
	if k, num, ok := b.Shape(label); ok && k == kind {
		return num
	}
	var found, last string
	for _, f := range strings.Fields(label) {
		f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if f == "" {
			continue
		}
		last = f
		if strings.ContainsFunc(f, unicode.IsDigit) {
			found = f
		}
	}
	switch {
	case found != "":
		return found
	case last != "":
		return last
	}
	return strings.Join(strings.Fields(label), "")
}
