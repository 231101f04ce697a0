package form

import (
	"reflect"
	"testing"
)

func TestPatternsAreRead(t *testing.T) {
	items, needs := Parse("<unit> [-] изложить|читать [следующего содержания|<wording>] <text>")
	word := func(w ...string) Item { return Item{Kind: Word, Words: w} }
	slot := func(s string) Item { return Item{Kind: Slot, Slot: s} }
	want := []Item{
		slot("unit"),
		{Kind: Maybe, Group: [][]Item{{word("-")}}},
		word("изложить", "читать"),
		{Kind: Maybe, Group: [][]Item{{word("следующего"), word("содержания")}, {slot("wording")}}},
		slot("text"),
	}
	if !reflect.DeepEqual(items, want) {
		t.Errorf("%+v, want %+v", items, want)
	}
	if !reflect.DeepEqual(needs, []string{"изложить", "читать"}) {
		t.Errorf("needs %q", needs)
	}
	if _, needs := Parse("<words> - <by>"); needs != nil {
		t.Errorf("without a verb: needs %q", needs)
	}
}
