package wording

import "testing"

func TestDecisionsAreNumberedInTheOrderOfTheirDays(t *testing.T) {
	w := Wording{Steps: []Step{{ID: "a", Fate: Applied}, {ID: "b", Fate: Refused}, {ID: "c", Fate: Applied}}}
	for id, want := range map[string]int{"a": 1, "b": 2, "c": 3, "d": 0} {
		if got := w.Number(id); got != want {
			t.Errorf("%s is number %d, want %d", id, got, want)
		}
	}
	if w.Count(Applied) != 2 || w.Count(Refused) != 1 || w.Count(Later) != 0 {
		t.Errorf("%d applied, %d refused, %d later", w.Count(Applied), w.Count(Refused), w.Count(Later))
	}
}
