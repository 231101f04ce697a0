package preparation

import "chancery.example/chancery/internal/words"

// A Line is an item as a version of an agenda has it.
type Line struct {
	Item    string // its id
	Number  string
	Title   words.Text
	Format  string
	Consent bool
}

// A Change says what became of an item between two versions of an agenda.
type Change string

// The changes. The zero value is none.
const (
	Same    Change = ""
	Added   Change = "added"
	Removed Change = "removed"
	Moved   Change = "moved"   // it has another number
	Altered Change = "altered" // it has another title, format or list
)

// A Difference is an item in two versions of an agenda.
type Difference struct {
	Was, Is *Line // nil: the version does not have it
	Change  Change
	Also    bool // it was moved, and altered as well
}

// Compare puts two versions of an agenda beside each other: the items of the later in
// its order, those that it does not have any more after the item that they stood
// behind. Where items stay in their order among themselves and only their numbers
// change because others came or went, they are not moved.
func Compare(was, is []Line) []Difference {
	old, now := map[string]int{}, map[string]int{}
	for i := range was {
		old[was[i].Item] = i
	}
	for i := range is {
		now[is[i].Item] = i
	}
	stays := keep(was, is, old)
	var all []Difference
	gone := func(from int) {
		for i := from; i < len(was); i++ {
			if _, ok := now[was[i].Item]; ok {
				return
			}
			all = append(all, Difference{Was: &was[i], Change: Removed})
		}
	}
	gone(0)
	for i := range is {
		l := &is[i]
		at, ok := old[l.Item]
		if !ok {
			all = append(all, Difference{Is: l, Change: Added})
			continue
		}
		d := Difference{Was: &was[at], Is: l}
		altered := !same(was[at].Title, l.Title) || was[at].Format != l.Format || was[at].Consent != l.Consent
		switch moved := !stays[l.Item]; {
		case moved:
			d.Change, d.Also = Moved, altered
		case altered:
			d.Change = Altered
		}
		all = append(all, d)
		gone(at + 1)
	}
	return all
}

// keep returns the items of two versions that stay in their order among themselves:
// as many as can.
func keep(was, is []Line, old map[string]int) map[string]bool {
	// The longest ascending run of old places, in quadratic time: an agenda is short.
	var places []int
	var items []string
	for _, l := range is {
		if at, ok := old[l.Item]; ok {
			places, items = append(places, at), append(items, l.Item)
		}
	}
	best, from := make([]int, len(places)), make([]int, len(places))
	last := -1
	for i := range places {
		best[i], from[i] = 1, -1
		for j := range i {
			if places[j] < places[i] && best[j]+1 > best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	stays := map[string]bool{}
	for ; last >= 0; last = from[last] {
		stays[items[last]] = true
	}
	return stays
}

// same reports whether two wordings are the same in every language.
func same(a, b words.Text) bool {
	if len(a) != len(b) {
		return false
	}
	for l, s := range a {
		if b[l] != s {
			return false
		}
	}
	return true
}
