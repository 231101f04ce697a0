package redline

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestOnlyLinesThatAreNotTheSameAreMarked(t *testing.T) {
	read := func(s string) *act.Text {
		text, err := act.ParsePlain(s, act.English)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	was := read("Rules\n1. Stay.\n2. The fee is five marks for each of the ships.\n3. A line that goes away.\n4. This one moves to another place altogether.\n5. Here.\n6. And here.\n")
	now := read("Rules\n1. Stay.\n4. This one moves to another place altogether.\n2. The fee is six marks for each of the ships.\n5. Here.\n6. And here.\n7. New words about the pilot.\n")
	want := []string{
		"> 4. This one moves to another place altogether.", "~ 2. The fee is [-five-]{+six+} marks for each of the ships.",
		"- 3. A line that goes away.", "+ 7. New words about the pilot.",
	}
	got := Marked(Compare(was, now))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
