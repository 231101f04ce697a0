package procedure

import (
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
)

// question is a vote of 27 weighted members that lacks two of its needs.
func question(tb testing.TB) (procedure.Rule, procedure.Question) {
	tb.Helper()
	c, err := catalogue.Load()
	if err != nil {
		tb.Fatal(err)
	}
	day, err := calendar.ParseDay("2024-10-04")
	if err != nil {
		tb.Fatal(err)
	}
	r, ok := c.RuleOn("eu_qmv_lisbon", day, day)
	if !ok {
		tb.Fatal("no rule")
	}
	q := procedure.Question{Stances: make(map[procedure.Member]procedure.Stance), Tables: c.TablesOn(day)}
	for i, m := range []procedure.Member{
		"bg", "dk", "ee", "fr", "ie", "it", "lv", "lt", "nl", "pl", "de", "hu", "mt", "sk", "si", "at", "be", "hr", "cy", "cz", "fi", "gr", "lu", "pt", "ro", "es", "se",
	} {
		q.Members = append(q.Members, m)
		switch {
		case i < 10:
			q.Stances[m] = procedure.For
		case i < 15:
			q.Stances[m] = procedure.Against
		default:
			q.Stances[m] = procedure.Abstains
		}
	}
	return r, q
}

// Evaluation alone, as a council decides.
func BenchmarkEvaluate27(b *testing.B) {
	r, q := question(b)
	b.ReportAllocs()
	for b.Loop() {
		if procedure.Evaluate(r, q).Outcome != procedure.NoOpinion {
			b.Fatal("another outcome")
		}
	}
}

// Evaluation with the flip distance, as a page shows it.
func BenchmarkExplain27(b *testing.B) {
	r, q := question(b)
	b.ReportAllocs()
	for b.Loop() {
		if f := procedure.Explain(r, q); !f.Flip.Turns || f.Flip.Bound {
			b.Fatal("no distance")
		}
	}
}
