package council

import (
	"slices"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
)

// A Difference is a decision whose ruling, judged again, comes out otherwise.
type Difference struct {
	Decision ID
	Recorded procedure.Finding
	Now      procedure.Finding
}

// Rejudge judges every ruling again under the rule that stands with it and returns
// those that come out otherwise than recorded.
func (s *State) Rejudge() []Difference {
	_, ds := s.rejudge(nil)
	return ds
}

// RejudgeUnder judges every ruling again under the rules and weights of another
// charter, of the matter and the day of its decision. It returns how many rulings
// there are and those that come out otherwise than recorded; where the charter has
// no rule for a decision, its finding now is of no rule.
// Without a charter each is judged by the rule that stands with it.
func (s *State) RejudgeUnder(c *charter.Charter) (rulings int, ds []Difference) { return s.rejudge(c) }

func (s *State) rejudge(c *charter.Charter) (rulings int, ds []Difference) {
	for _, t := range s.All(NounDecision) {
		for _, r := range t.Case.Rulings() {
			rulings++
			again := *r
			if d := t.Facts.(*Decision); c != nil {
				again.Rule, _ = c.RuleFor(d.Matter, d.At.Day())
				again.Question.Tables = again.Rule.Used(c.TablesOn(d.At.Day()))
			}
			if now := again.Again(); !now.Equal(r.Finding) {
				ds = append(ds, Difference{t.ID, r.Finding, now})
			}
		}
	}
	return rulings, slices.Clip(ds)
}
