package series

import (
	"slices"
	"testing"
)

func TestLabelsFollowEachOther(t *testing.T) {
	for _, c := range []struct {
		num  string
		by   int
		want string
		ok   bool
	}{{"4", 1, "5", true}, {"d", -1, "c", true}, {"h", 1, "", false}, {"IV", 2, "VI", true}, {"5a", 1, "", false}, {"1", -1, "", false}} {
		if got, ok := Shift(c.num, c.by); got != c.want || ok != c.ok {
			t.Errorf("%s %d: %q %v", c.num, c.by, got, ok)
		}
	}
	for _, c := range []struct {
		from, to string
		want     []string
		ok       bool
	}{{"3", "6", []string{"4", "5"}, true}, {"a", "b", nil, true}, {"c", "a", nil, false}, {"i", "iv", []string{"ii", "iii"}, true}, {"a", "4", nil, false}} {
		if got, ok := Between(c.from, c.to); !slices.Equal(got, c.want) || ok != c.ok {
			t.Errorf("%s to %s: %q %v", c.from, c.to, got, ok)
		}
	}
	for num, want := range map[string]bool{"": true, "12": true, "d": true, "IX": true, "aa": true, "5a": false, "ba": false, "2A": false} {
		if Plain(num) != want {
			t.Errorf("%q: %v", num, !want)
		}
	}
	for word, want := range map[string]int{"third": 3, "last": -1, "22nd": 22, "2": 0, "th": 0, "x": 0} {
		if got := Ordinal(word); got != want {
			t.Errorf("%q: %d", word, got)
		}
	}
}
