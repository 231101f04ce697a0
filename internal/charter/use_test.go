package charter

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A shelf of two rules, one of which settles whether the other applies, and a table
// with figures of two spans of days.
type shelf struct{ t *testing.T }

func (s shelf) rules() []procedure.Rule {
	share := procedure.Need{Tally: "in-favour", Weights: "people", Compare: procedure.AtLeast, Share: procedure.Share{Num: 2, Den: 3}, Base: procedure.Voting}
	few := procedure.Need{Tally: "opposed", Compare: procedure.LessThan, Fewest: procedure.Share{Num: 1, Den: 2}, FewestOf: "people"}
	name := words.Text{"ru": "Голосование", "en": "Vote"}
	counts := map[procedure.Stance]procedure.Effect{procedure.For: procedure.InFavour}
	return []procedure.Rule{
		{
			ID: "lake_vote", Name: name, Method: procedure.Vote, Counts: counts, Source: "read", Force: calendar.Span{From: day(s.t, "2001-01-01")},
			Needs: []procedure.Need{{Any: []procedure.Need{share, few}}}, Veto: procedure.Veto{Holders: []procedure.Member{"east"}},
			Which: "lake_doubt", Replaces: "lake_old",
		},
		{
			ID: "lake_doubt", Name: name, Method: procedure.Chain,
			Steps: []procedure.Step{{Name: "vote", Rule: procedure.Rule{Method: procedure.Vote, Counts: counts, Needs: []procedure.Need{share}}}},
		},
	}
}

func (s shelf) Rule(id string) (procedure.Rule, bool) {
	all := s.rules()
	i := slices.IndexFunc(all, func(r procedure.Rule) bool { return r.ID == id })
	if i < 0 {
		return procedure.Rule{}, false
	}
	return all[i], true
}

func (shelf) RuleIDs() []string    { return []string{"lake_vote", "lake_doubt"} }
func (shelf) TableNames() []string { return []string{"people"} }

func (s shelf) TablesOf(name string) []procedure.Table {
	if name != "people" {
		return nil
	}
	return []procedure.Table{
		{Name: "people", Version: "2010", Force: calendar.Span{To: day(s.t, "2010-12-31")}, Weights: map[procedure.Member]int{"east": 3, "west": 4, "mountain": 5}},
		{Name: "people", Version: "2011", Force: calendar.Span{From: day(s.t, "2011-01-01")}, Weights: map[procedure.Member]int{"east": 6, "west": 7}},
	}
}

const (
	takesVote   = "rules:\n  - use: lake-vote\n    matters: [loans]\n"
	takesTables = "weights:\n  - {use: people, members: [east, west]}\n"
)

func TestARuleTakenByItsNameIsInTheCharterAsData(t *testing.T) {
	typed := strings.Replace(small, "rules:\n", takesVote+`  - use: lake_doubt
    id: doubt
    name: {en: Doubt}
    matters: [doubts]
    force: {from: 2005-01-01}
    weights: {people: citizens}
`, 1) + takesTables + "  - {name: citizens, version: a, weights: {east: 1}}\n"
	c, err := ParseWith(shelf{t}, "charter.yaml", []byte(typed))
	if err != nil {
		t.Fatal(err)
	}
	vote, doubt := c.Rules[0], c.Rules[1]
	if vote.ID != "lake-vote" || vote.Source != "read" || vote.Which != "doubt" || vote.Replaces != "" || vote.Matters[0] != "loans" ||
		vote.Force.From != day(t, "2001-01-01") || vote.Needs[0].Any[0].Weights != "people" || vote.Needs[0].Any[1].FewestOf != "people" {
		t.Errorf("%+v", vote)
	}
	if doubt.ID != "doubt" || doubt.Name["en"] != "Doubt" || doubt.Name["ru"] != "Голосование" || doubt.Force.From != day(t, "2005-01-01") ||
		doubt.Steps[0].Rule.Needs[0].Weights != "citizens" {
		t.Errorf("%+v", doubt)
	}
	if len(c.Weights) != 3 || c.Weights[0].Version != "2010" || c.Weights[1].Name != "citizens" || c.Weights[2].Version != "2011" || len(c.Weights[0].Weights) != 2 {
		t.Errorf("%+v", c.Weights)
	}
	if len(c.Rules) != 5 || c.Rules[2].ID != "consensus" {
		t.Errorf("the rules that are written out: %+v", c.Rules)
	}
	b, err := json.Marshal(c)
	if err != nil || strings.Contains(string(b), `"use"`) {
		t.Errorf("%s: %v", b, err)
	}
	var back Charter
	if err := json.Unmarshal(b, &back); err != nil || back.Check() != nil {
		t.Errorf("the entry stands by itself: %v, %v", err, back.Check())
	}
}

func TestFaultsOfWhatIsTakenNameTheLineAndWhatWasExpected(t *testing.T) {
	line := 1 + strings.Count(small[:strings.Index(small, "rules:\n")], "\n") // of "rules:"
	last := 1 + strings.Count(small, "\n")
	for _, tt := range []struct {
		name, rules, rest string
		line              int
		want              string
	}{
		{"no such rule", "  - use: lake-vota\n    name: {en: Vote}\n    matters: [loans]\n", takesTables, line + 1, `rules[0].use: "lake-vota": want a rule of the catalogue, see chancery rules list; "lake_vote" is near`},
		{"an unknown key", "  - use: lake-vote\n    matters: [loans]\n    quorum: {num: 1, den: 2}\n", takesTables, line + 3, "rules[0].quorum: unknown key: want a key that is known: use, id, name, matters, force, weights"},
		{"no table that it counts by", "  - use: lake-vote\n    matters: [loans]\n", "", line + 1, `"people": want a table under weights; there are none`},
		{"a table of another name that the rule does not have", "  - use: lake-vote\n    matters: [loans]\n    weights: {people: people, votes: people}\n", takesTables, line + 3, `rules[0].weights.votes: "votes": want a table that the rule counts by: people`},
		{"no such table", "  - use: lake-vote\n    matters: [loans]\n", "weights:\n  - use: peoples\n", last + 3, `weights[0].use: "peoples": want a table of the catalogue; "people" is near`},
		{"a member that the charter does not have", "  - use: lake-vote\n    matters: [loans]\n", "weights:\n  - use: people\n", last + 3, `weights[0].weights: "mountain": want a member`},
		{"matters that another rule has", "  - use: lake-vote\n    matters: [budget]\n", takesTables, line + 14, "applies to matters and days"},
		{"a name that is no text", "  - use: [lake-vote]\n", takesTables, line + 1, "rules[0].use: a list: want text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseWith(shelf{t}, "charter.yaml", []byte(strings.Replace(small, "rules:\n", "rules:\n"+tt.rules, 1)+tt.rest))
			if n := strings.Count(fmt.Sprint(err), "\n"); n > 0 && tt.name == "no such rule" {
				t.Errorf("%d more faults of one: %v", n, err)
			}
			for said := range strings.Lines(fmt.Sprint(err)) {
				if strings.HasPrefix(said, fmt.Sprintf("charter.yaml:%d: ", tt.line)) && strings.Contains(said, tt.want) {
					return
				}
			}
			t.Errorf("%v\nwant line %d: %s", err, tt.line, tt.want)
		})
	}
}

func TestWithoutAShelfARuleHasToBeWrittenOut(t *testing.T) {
	for typed, want := range map[string]string{
		strings.Replace(small, "rules:\n", takesVote, 1): `"lake-vote": want the rule written out: there is no catalogue at hand`,
		small + takesTables: `"people": want the table written out: there is no catalogue at hand`,
	} {
		if _, err := Parse("charter.yaml", []byte(typed)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for _, elsewhere := range []string{
		strings.Replace(small, "members:\n", "members:\n  - use: east\n", 1),
		strings.Replace(small, "    method: consensus\n    quorum:", "    steps: [{name: a, rule: {use: lake-vote}}]\n    method: consensus\n    quorum:", 1),
	} {
		if _, err := Parse("charter.yaml", []byte(elsewhere)); err == nil || !strings.Contains(err.Error(), "unknown key") {
			t.Errorf("use stands for a rule or a table of the charter itself: %v", err)
		}
	}
}
