package amend

import "testing"

func TestWhatIsInForceOnADay(t *testing.T) {
	all := []Operation{{Old: "with it"}, {Old: "before", Force: &Force{From: "2020-01-01"}}, {Old: "later", Force: &Force{From: "2020-01-03"}}, {Old: "waits", Force: &Force{Condition: "x"}}}
	got := InForce(all, "2020-01-02")
	if len(got) != 2 || got[0].Old != "with it" || got[1].Old != "before" {
		t.Errorf("in force: %v", got)
	}
}
