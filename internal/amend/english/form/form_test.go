package form

import (
	"slices"
	"testing"
)

func TestAFormIsWritten(t *testing.T) {
	for _, c := range []struct {
		form, want string
		slots      map[byte]string
		many       bool
	}{
		{form: "in|at <T> [ , ] [! the ] { old / new } text", slots: map[byte]string{'T': "port"}, want: "In port the old text"},
		{form: "<T> [ of <U> ] { is / are } out [ of <U> ]", slots: map[byte]string{'T': "ñandú", 'U': "x"}, many: true, want: "Ñandú of x are out"},
		{form: "<T> [! : ] <P>", slots: map[byte]string{'T': "a", 'P': "\nb"}, want: "A:\nb"},
	} {
		if got := Write(c.form, c.slots, c.many); got != c.want {
			t.Errorf("%s: %q, want %q", c.form, got, c.want)
		}
	}
}

func TestWhatAFormBeginsWithAndNeeds(t *testing.T) {
	lexicon := make(map[string]int)
	for _, c := range []struct {
		form  string
		first []string
		needs int
	}{
		{"by|to <T>", []string{"by", "to"}, 1},
		{"[ by ] to <T>", []string{"by", "to"}, 1},
		{"{ by / <T> } x", nil, 1},
		{"{ by / to } x", []string{"by", "to"}, 2},
		{"[ <T> ] x", nil, 1},
		{"[ x ]", nil, 0},
		{"<T>", nil, 0},
	} {
		nodes := Compile(c.form)
		if got := Starts(nodes); !slices.Equal(got, c.first) {
			t.Errorf("%s begins with %v", c.form, got)
		}
		needs := Needed(nodes, lexicon)
		if len(needs) != c.needs {
			t.Errorf("%s needs %v", c.form, needs)
		}
		var none, all Bits
		for n := range len(lexicon) {
			all.Add(n)
		}
		for i := range needs {
			if needs[i].Meets(&none) || !needs[i].Meets(&all) {
				t.Errorf("%s: its words are not told from none", c.form)
			}
		}
	}
}

func TestAFormThatDoesNotCloseIsAMistakeOfTheTable(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it compiles")
		}
	}()
	Compile("a ] b")
}
