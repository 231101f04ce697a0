package reading

import (
	"testing"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

func TestARuleIsTriedOnStances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		r := Enter(w.state, access.PublicClass)
		day := calendar.Day{}
		if err := day.UnmarshalText([]byte("2019-11-28")); err != nil {
			t.Fatal(err)
		}
		for _, m := range w.state.Electorate(day) {
			if m != "kz" && m != "kg" && m != "tj" {
				return // a world in which others decide
			}
		}
		for _, tt := range []struct {
			rule    string
			stances map[string]string
			want    procedure.Outcome
			least   int
		}{
			{"majority", map[string]string{"kz": "for", "kg": "for", "tj": "against", "tm": "against", "fr": "for"}, procedure.Adopted, 1},
			{"consensus", map[string]string{"kz": "for", "kg": "for", "tj": "objects"}, procedure.NotAdopted, 1},
			{"silence", map[string]string{"kz": "applauds"}, procedure.Adopted, 1},
		} {
			trial, err := r.Try(tt.rule, day, Made{Stances: tt.stances})
			if err != nil {
				t.Fatal(err)
			}
			f := trial.Judge().Finding
			if len(trial.Members) == 3 && (f.Outcome != tt.want || f.Flip.Least != tt.least) {
				t.Fatalf("%s: %+v", tt.rule, f)
			}
			if _, ok := trial.Ruling.Question.Stances["tm"]; ok {
				t.Fatal("an observer votes")
			}
		}
		if _, err := r.Try("none", day, Made{}); err == nil {
			t.Fatal("a rule that is none")
		}
		// On a day before its first the rule is tried as it came to be.
		if trial, err := r.Try("consensus", calendar.Day{}, Made{}); err != nil || trial.Ruling.Rule.ID != "consensus" {
			t.Fatal(trial, err)
		}
		decided := 0
		lines := r.Rules()
		for _, l := range lines {
			decided += l.Decided
		}
		if len(lines) != 6 || lines[0].ID != "consensus" || decided == 0 {
			t.Fatalf("%d rules, %d decisions judged by them", len(lines), decided)
		}
	})
}
