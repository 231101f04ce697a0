package preparation

import (
	"slices"
	"strings"
	"testing"
)

// rowsOf reads rows: "a b (c) d" has c as a part of b.
func rowsOf(s string) (rows []Place) {
	for _, f := range strings.Fields(s) {
		rows = append(rows, Place{strings.Trim(f, "()"), f[0] == '('})
	}
	return rows
}

func textOf(rows []Place) string {
	var all []string
	for _, r := range rows {
		if r.Part {
			r.Item = "(" + r.Item + ")"
		}
		all = append(all, r.Item)
	}
	return strings.Join(all, " ")
}

func TestItemsGoUpDownInAndOut(t *testing.T) {
	for _, tt := range []struct {
		do   func([]Place, int) []Place
		was  string
		at   int
		want string
	}{
		{Up, "a b c", 1, "b a c"},
		{Up, "a b c", 0, "a b c"},
		{Up, "a b c", 3, "a b c"},
		{Up, "a (x) (y) b (z) c", 3, "b (z) a (x) (y) c"},
		{Up, "a (x) (y) b", 2, "a (y) (x) b"},
		{Up, "a (x) (y) b", 1, "a (x) (y) b"},
		{Down, "a b c", 0, "b a c"},
		{Down, "a b c", 2, "a b c"},
		{Down, "a b c", 3, "a b c"},
		{Down, "a (x) (y) b (z)", 0, "b (z) a (x) (y)"},
		{Down, "a (x) (y) b", 1, "a (y) (x) b"},
		{Down, "a (x) (y) b", 2, "a (x) (y) b"},
		{In, "a b c", 1, "a (b) c"},
		{In, "a (x) b", 2, "a (x) (b)"},
		{In, "a b (x)", 1, "a b (x)"},
		{In, "a b", 0, "a b"},
		{In, "a (b)", 1, "a (b)"},
		{Out, "a (x) (y) b", 1, "a (y) x b"},
		{Out, "a (x)", 1, "a x"},
		{Out, "a b", 1, "a b"},
		{Out, "a b", 5, "a b"},
	} {
		rows := rowsOf(tt.was)
		if got := textOf(tt.do(rows, tt.at)); got != tt.want || textOf(rows) != tt.was {
			t.Errorf("%s at %d: %s, want %s; was %s", tt.was, tt.at, got, tt.want, textOf(rows))
		}
	}
}

func TestRowsHaveNumbers(t *testing.T) {
	if got := Numbers(rowsOf("(x) a b (c) (d) e")); !slices.Equal(got, []string{"1", "2", "3", "3.1", "3.2", "4"}) {
		t.Error(got)
	}
	if got := textOf(Sound(rowsOf("(x) (y) a"))); got != "x (y) a" {
		t.Error(got)
	}
	if got := textOf(Sound(nil)); got != "" {
		t.Error(got)
	}
}
