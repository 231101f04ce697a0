package procedure

import (
	"slices"
	"testing"
)

func TestWhoIsInTheWholeOfAShare(t *testing.T) {
	r := Rule{ID: "r", Method: Vote, Counts: map[Stance]Effect{
		For: InFavour, Against: Opposes, Abstains: CountsAgainst, DoesNotObject: Neither, NotParticipating: Ignored, DeclaresNoInterest: OptsOut, Absent: CountsAgainst, "odd": InFavour, Objects: Blocks,
	}}
	for base, want := range map[Base][]Stance{
		AllMembers:    Stances(),
		Entitled:      Stances(),
		Present:       {For, DoesNotObject, Abstains, AbstainsConstructively, Against, Objects, Absent},
		Participating: {For, DoesNotObject, Abstains, AbstainsConstructively, Against, Objects, Absent},
		Voting:        {For, Abstains, Against, Absent},
		"odd":         nil,
	} {
		var got []Stance
		for _, s := range Stances() {
			if r.Holds(base, s) {
				got = append(got, s)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", base, got, want)
		}
	}
	r.Needs = []Need{{Any: []Need{{Base: Voting}, {All: []Need{{Base: Present}}}}}, {Base: Voting}, {}}
	r.Rejects = []Need{{Base: AllMembers}}
	if got := r.Bases(); !slices.Equal(got, []Base{Voting, Present, AllMembers}) {
		t.Errorf("%v", got)
	}
}
