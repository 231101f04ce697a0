package beside

import (
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/wording"
)

// Width is how many characters a numbered line has at most. Numbers are frozen by
// it: they depend on the wording alone, and not on a screen or a sheet.
const Width = 60

// A Numbered is a line of an act as it is printed: cut into pieces that each have
// a number. A row of a table is one piece, whose cells are not in it.
type Numbered struct {
	First  int             // number of the first piece, from 1
	Pieces [][]wording.Run // of a row: one that is empty
}

// Numbers cuts a wording into numbered lines: those of the title, then those of
// each line.
func Numbers(w wording.Wording) (title Numbered, lines []Numbered) {
	n := 1
	number := func(pieces [][]wording.Run) Numbered {
		x := Numbered{n, pieces}
		n += len(pieces)
		return x
	}
	title = number(cut(w.Title))
	for _, l := range w.Lines {
		switch {
		case l.Kind == act.KindRow:
			lines = append(lines, number([][]wording.Run{nil}))
		case l.Label.Text == "":
			lines = append(lines, number(cut(l.Runs)))
		case len(l.Runs) == 0:
			lines = append(lines, number(cut([]wording.Run{l.Label})))
		default:
			runs := append([]wording.Run{l.Label, {Text: " "}}, l.Runs...)
			lines = append(lines, number(cut(runs)))
		}
	}
	return title, lines
}

// cut breaks runs at spaces into pieces of at most Width characters; a longer word
// stands alone.
func cut(runs []wording.Run) [][]wording.Run {
	var text strings.Builder
	for _, r := range runs {
		text.WriteString(r.Text)
	}
	var pieces [][]wording.Run
	rest := text.String()
	at := 0 // in the text
	for {
		n := fit(rest)
		pieces = append(pieces, part(runs, at, at+n))
		if n == len(rest) {
			return pieces
		}
		at, rest = at+n+1, rest[n+1:] // the space goes
	}
}

// fit is how many bytes of a text stand on its first line.
func fit(s string) int {
	last, count := -1, 0
	for i, r := range s {
		if r == ' ' && (count <= Width || last < 0) {
			last = i
		}
		if count++; count > Width && last >= 0 {
			return last
		}
	}
	return len(s)
}

// part is the bytes from..to of runs.
func part(runs []wording.Run, from, to int) (list []wording.Run) {
	at := 0
	for _, r := range runs {
		a, b := max(from-at, 0), min(to-at, len(r.Text))
		if a < b {
			x := r
			x.Text = r.Text[a:b]
			list = append(list, x)
		}
		at += len(r.Text)
	}
	return list
}
