package council

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/procedure"
)

func TestARulingKeepsTheTablesItsRuleCountsByAndNoOther(t *testing.T) {
	q := newQuiet(t)
	people := map[procedure.Member]int{"kz": 20, "kg": 7, "uz": 36, "tm": 6}
	q.state.Charter.Weights = []procedure.Table{
		{Name: "people", Version: "2019", Weights: people}, {Name: "tonnage", Version: "2019", Weights: map[procedure.Member]int{"kz": 1}},
	}
	i := slices.IndexFunc(q.state.Charter.Rules, func(r procedure.Rule) bool { return r.ID == "vote" })
	q.state.Charter.Rules[i].Needs = []procedure.Need{{Tally: procedure.TallyInFavour, Weights: "people", Compare: procedure.AtLeast, Count: 56}}
	d := q.draft("order")
	for _, m := range []string{"kz", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: d, Stance: procedure.For})
	}
	q.must("chair:kz", &PutQuestion{Decision: d})
	r := q.of(d).Rulings()[0]
	if len(r.Question.Tables) != 1 || r.Question.Tables["people"].Version != "2019" || !slices.Equal(r.Finding.Tables, []string{"people 2019"}) {
		t.Errorf("%+v", r)
	}
	q.state.Charter.Weights = nil // the ruling stands by itself
	if ds := q.state.Rejudge(); len(ds) != 0 || !r.Again().Equal(r.Finding) {
		t.Errorf("%+v", ds)
	}
	other := *q.state.Charter
	other.Weights = []procedure.Table{{Name: "people", Version: "2020", Weights: map[procedure.Member]int{"kz": 10, "kg": 7, "uz": 36, "tm": 6}}}
	if n, ds := q.state.RejudgeUnder(&other); n != 1 || len(ds) != 1 || ds[0].Now.Outcome.Carried() {
		t.Errorf("%d: %+v", n, ds)
	}
}
