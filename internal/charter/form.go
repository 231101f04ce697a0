package charter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A FormError says where a charter is not in order, what stands there and what
// was expected. A charter that was not typed, but read from an entry, has no file
// and no lines.
type FormError struct {
	File  string
	Line  int    // from 1; 0 if unknown
	Path  string // "members[2].statuses[0].force", counted from 0; empty for the whole
	Found string
	Want  string // empty where Found says it all

	beside string // path of the other thing that the fault is with, if any
}

// Error returns "file:line: path: found, want".
func (e *FormError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ":")
		if e.Line > 0 {
			fmt.Fprintf(&b, "%d:", e.Line)
		}
		b.WriteString(" ")
	}
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Found)
	if e.Want != "" {
		b.WriteString(": want " + e.Want)
	}
	return b.String()
}

// maxErrors is how many faults are reported at once; more help nobody.
const maxErrors = 100

// join makes one error of many, in the order of lines, and none of none.
func join(faults []*FormError) error {
	slices.SortStableFunc(faults, func(a, b *FormError) int { return a.Line - b.Line })
	if more := len(faults) - maxErrors; more > 0 {
		faults = append(faults[:maxErrors:maxErrors], &FormError{
			File: faults[0].File, Found: fmt.Sprintf("%d more faults", more),
		})
	}
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// oneOf words an expectation of one of the known names, the nearest first where
// one is near enough to have been meant.
func oneOf(kind, found string, known []string) string {
	if near := nearest(found, known); near != "" {
		return fmt.Sprintf("%s; %q is near", kind, near)
	}
	const few = 12
	switch {
	case len(known) == 0:
		return kind + "; there are none"
	case len(known) <= few:
		return kind + ": " + strings.Join(known, ", ")
	}
	return kind
}

// nearest returns the known name that takes the fewest single changes to make of
// found, at most two and fewer than half its letters; or "".
func nearest(found string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		if len(k) > 80 || len(found) > 80 {
			continue
		}
		d := distance(strings.ToLower(found), strings.ToLower(k))
		if d < least && (2*d < len(k) || d == 0) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, change or swap with the next.
func distance(from, to string) int {
	a, b := []rune(from), []rune(to)
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
