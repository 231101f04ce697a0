package reading

import (
	"slices"
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
)

// A RuleLine is a rule of decision in a list, with its versions.
type RuleLine struct {
	ID       string           `json:"id"`
	Versions []procedure.Rule `json:"versions"` // by the day from which they hold, the earliest first
	Decided  int              `json:"decided"`  // decisions that were judged by it
}

// A Rule is one rule of decision with its versions and what was judged by it.
type Rule struct {
	RuleLine
	Decisions []DecisionLine `json:"decisions,omitempty"`
}

// Rules returns the rules of decision in the order of the charter.
func (r *Room) Rules() []RuleLine {
	var lines []RuleLine
	for _, rule := range r.see.Charter().Rules {
		i := slices.IndexFunc(lines, func(l RuleLine) bool { return l.ID == rule.ID })
		if i < 0 {
			i = len(lines)
			lines = append(lines, RuleLine{ID: rule.ID})
		}
		lines[i].Versions = append(lines[i].Versions, rule)
	}
	for i := range lines {
		slices.SortStableFunc(lines[i].Versions, func(a, b procedure.Rule) int { return a.Force.From.Compare(b.Force.From) })
		lines[i].Decided = len(r.judgedBy(lines[i].ID))
	}
	return lines
}

// judgedBy returns the decisions whose question was put under a rule.
func (r *Room) judgedBy(rule string) []*council.Thing {
	return slices.DeleteFunc(r.see.All(council.NounDecision), func(t *council.Thing) bool {
		return t.Case.Ruling == nil || t.Case.Ruling.Rule.ID != rule
	})
}

// Rule returns one rule.
func (r *Room) Rule(id string) (Rule, error) {
	for _, line := range r.Rules() {
		if line.ID == id {
			return Rule{RuleLine: line, Decisions: r.decisionLines(r.judgedBy(id))}, nil
		}
	}
	return Rule{}, council.Refuse(council.Unknown, council.CodeNoSuch, "rule", "rule "+strconv.Quote(id))
}

// A Reason is why one condition of a rule is met or not.
type Reason = procedure.Reason

// A Distance is how far an outcome is from being turned.
type Distance = procedure.Distance

// A Trial is a question that was made up to try a rule.
type Trial struct {
	Day     calendar.Day   `json:"day"`
	Members []MemberRef    `json:"members"` // the electorate of the day, in precedence
	Ruling  council.Ruling `json:"ruling"`  // the version of the day and the question; see Judge
}

// Judge returns the ruling with its finding and how far it is from being turned.
// It takes its time and is not called while the state is held.
func (t Trial) Judge() council.Ruling {
	r := t.Ruling
	r.Finding = procedure.Explain(r.Rule, r.Question)
	return r
}

// Flip returns how far the outcome was from being turned. It takes its time and is
// not called while the state is held.
func (j Judged) Flip() *Distance { return procedure.Explain(j.Ruling.Rule, j.Ruling.Question).Flip }

// Stances returns the stances that can be taken, in the order of forms.
func Stances() []string {
	var all []string
	for _, s := range procedure.Stances() {
		all = append(all, string(s))
	}
	return all
}

// ruleOn returns the version of a rule of a day, or the last one if the day is
// none of its days.
func (r *Room) ruleOn(id string, day calendar.Day) (procedure.Rule, error) {
	rule, err := r.Rule(id)
	if err != nil {
		return procedure.Rule{}, err
	}
	for _, v := range rule.Versions {
		if v.Force.Holds(day) {
			return v, nil
		}
	}
	return rule.Versions[len(rule.Versions)-1], nil
}
