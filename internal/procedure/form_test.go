package procedure

import (
	"strings"
	"testing"
	"time"
)

var ordinary = Rule{ID: "v", Method: Vote, Counts: map[Stance]Effect{For: InFavour, Against: Opposes, Abstains: Neither, Absent: Ignored},
	Needs: []Need{{Tally: TallyInFavour, Compare: MoreThan, Share: Share{1, 2}, Base: Voting}}}

func TestTheFormOfRules(t *testing.T) {
	chain := Rule{ID: "c", Method: Chain, Steps: []Step{{Name: "vote", Rule: ordinary}}}
	stages := Rule{ID: "s", Method: TwoStage, Steps: []Step{{Name: "a", Rule: ordinary}, {Name: "b", Rule: ordinary, Clock: Clock{Months: 1}, Waits: true}}}
	silence := Rule{ID: "q", Method: Silent, Counts: map[Stance]Effect{Objects: Blocks}, Terms: Terms{Hours: 72}}
	deep := ordinary
	for range maxDepth {
		deep = Rule{ID: "d", Method: Chain, Steps: []Step{{Name: "in", Rule: deep}}}
	}
	need := func(n Need) func(*Rule) { return func(r *Rule) { r.Needs = []Need{n} } }
	head := Need{Tally: TallyInFavour, Compare: AtLeast, Count: 9}
	nested := head
	for range maxDepth {
		nested = Need{Any: []Need{nested}}
	}
	many := make([]Need, maxNeeds+1)
	for i := range many {
		many[i] = head
	}
	for _, tt := range []struct {
		name, want string
		rule       Rule
		change     func(*Rule)
	}{
		{"a vote", "", ordinary, nil},
		{"a chain", "", chain, nil},
		{"two stages", "", stages, nil},
		{"a silence", "", silence, nil},
		{"as many needs as may be", "", ordinary, func(r *Rule) { r.Needs = many[1:] }},
		{"more needs", "at most 16", ordinary, func(r *Rule) { r.Needs = many }},
		{"needs too deep", "inside one another", ordinary, need(nested)},
		{"rules too deep", "inside one another", deep, nil},
		{"one less is not", "", deep.Steps[0].Rule, nil},
		{"two quorums", "not both", ordinary, func(r *Rule) {
			r.Quorum, r.Quorums = Share{1, 2}, []Presence{{Compare: AtLeast, Count: 1}}
		}},
		{"a quorum of nothing", "quorums", ordinary, func(r *Rule) { r.Quorums = []Presence{{Compare: AtLeast}} }},
		{"seats below none", "seats", ordinary, func(r *Rule) { r.Seats = -1 }},
		{"a bar that is not known", "electorate", ordinary, func(r *Rule) { r.Electorate.Less = []Bar{"odd"} }},
		{"a bar of a motion", "electorate", ordinary, func(r *Rule) { r.Electorate.Motions = map[string]Voters{"x": {Less: []Bar{"odd"}}} }},
		{"counts of a chain", "in the steps", chain, func(r *Rule) { r.Counts = map[Stance]Effect{For: Passes} }},
		{"needs of a consensus", "method vote", strict, need(head)},
		{"a veto of a consensus", "method vote", strict, func(r *Rule) { r.Veto.Holders = []Member{"kz"} }},
		{"a veto by a group of a consensus", "method vote", strict, func(r *Rule) { r.Veto.Group = "g" }},
		{"a veto for ever of a consensus", "method vote", strict, func(r *Rule) { r.Veto.Always = true }},
		{"a tie of a consensus", "method vote", strict, func(r *Rule) { r.Tie = TieRejects }},
		{"rejects of a consensus", "method vote", strict, func(r *Rule) { r.Rejects = []Need{head} }},
		{"a vote without a need", "needs: want one", ordinary, func(r *Rule) { r.Needs = nil }},
		{"a tie that is not known", "tie", ordinary, func(r *Rule) { r.Tie = "odd" }},
		{"terms of a vote", "terms", ordinary, func(r *Rule) { r.Terms.Hours = 1 }},
		{"hours below none", "negative", silence, func(r *Rule) { r.Terms.Hours = -1 }},
		{"extensions below none", "negative", silence, func(r *Rule) { r.Terms.Extensions = -1 }},
		{"a breach that is not known", "on_break", silence, func(r *Rule) { r.Terms.OnBreak = "odd" }},
		{"failing to an adoption", "on_fail", ordinary, func(r *Rule) { r.OnFail = Adopted }},
		{"a need in a list at fault", "needs: number 1: number 1", ordinary, need(Need{Any: []Need{{}}})},
		{"rejects at fault", "rejects: number 1", ordinary, func(r *Rule) { r.Rejects = []Need{{}} }},
		{"all and any", "all, any or a tally", ordinary, need(Need{Any: []Need{head}, All: []Need{head}})},
		{"any and a tally", "all, any or a tally", ordinary, need(Need{Any: []Need{head}, Tally: TallyOpposed})},
		{"any on request", "", ordinary, need(Need{Any: []Need{head}, OnRequest: "x"})},
		{"a tally that is not known", "tally", ordinary, need(Need{Tally: "odd", Compare: AtLeast})},
		{"a compare that is not known", "compare", ordinary, need(Need{Tally: TallyInFavour, Compare: "odd"})},
		{"a base that is not known", "base", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Share: Share{1, 2}, Base: "odd"})},
		{"a base without a share", "a share of it", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Count: 1, Base: Voting})},
		{"a share and a count", "a share or a count", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Count: 1, Share: Share{1, 2}, Base: Voting})},
		{"a share and fewest", "a share or a count", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{1, 2}, FewestOf: "t", Share: Share{1, 2}, Base: Voting})},
		{"fewest of nothing", "fewest", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{1, 2}})},
		{"fewest and a count", "fewest", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{1, 2}, FewestOf: "t", Count: 1})},
		{"fewest of more than all", "fewest", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{3, 2}, FewestOf: "t"})},
		{"fewest by weight", "fewest", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{1, 2}, FewestOf: "t", Weights: "t"})},
		{"fewest", "", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, Fewest: Share{1, 2}, FewestOf: "t"})},
		{"fewest_of alone", "want fewest", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, FewestOf: "t"})},
		{"min_count of a count", "min_count", ordinary, need(Need{Tally: TallyInFavour, Compare: AtLeast, MinCount: 3})},
		{"min_count of a most", "min_count", ordinary, need(Need{Tally: TallyInFavour, Compare: AtMost, MinCount: 3, Share: Share{1, 2}, Base: Voting})},
		{"min_count", "", ordinary, need(Need{Tally: TallyInFavour, Compare: MoreThan, MinCount: 3, Share: Share{1, 2}, Base: Voting})},
		{"a chain of nothing", "steps: 0", chain, func(r *Rule) { r.Steps = nil }},
		{"a chain too long", "steps: 9", chain, func(r *Rule) { r.Steps = make([]Step, 9) }},
		{"steps of a vote", "steps: 1", ordinary, func(r *Rule) { r.Steps = chain.Steps }},
		{"one stage of two", "steps: 1, want 2", stages, func(r *Rule) { r.Steps = r.Steps[:1] }},
		{"a step without a name", "want a name", chain, func(r *Rule) { r.Steps = []Step{{Rule: ordinary}} }},
		{"a step at fault", "steps: x: method", chain, func(r *Rule) { r.Steps = []Step{{Name: "x"}} }},
		{"a clock in a chain", "second stage", chain, func(r *Rule) { r.Steps = []Step{{Name: "x", Rule: ordinary, Clock: Clock{Days: 1}}} }},
		{"a first stage that waits", "second stage", stages, func(r *Rule) {
			r.Steps = []Step{{Name: "x", Rule: ordinary, Waits: true}, r.Steps[1]}
		}},
		{"a clock below nothing", "negative", stages, func(r *Rule) {
			r.Steps = []Step{r.Steps[0], {Name: "x", Rule: ordinary, Clock: Clock{Days: -1}}}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.rule
			if tt.change != nil {
				tt.change(&r)
			}
			err := r.Check()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Check = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestTheFormOfTables(t *testing.T) {
	good := Table{Name: "t", Version: "1", Total: 10, Weights: map[Member]int{"a": 3, "b": 7}}
	for _, tt := range []struct {
		name, want string
		change     func(*Table)
	}{
		{"a table", "", func(*Table) {}},
		{"without a name", "without name", func(t *Table) { t.Name = "" }},
		{"without a version", "without name", func(t *Table) { t.Version = "" }},
		{"without weights", "want weights", func(t *Table) { t.Weights = nil }},
		{"less than nothing", "from 0", func(t *Table) { t.Weights = map[Member]int{"a": -1} }},
		{"a total below the sum", "the total", func(t *Table) { t.Total = 9 }},
		{"too much", "at most", func(t *Table) { t.Total, t.Weights = 0, map[Member]int{"a": maxTotal, "b": 1} }},
		{"as much as may be", "", func(t *Table) { t.Total, t.Weights = maxTotal, map[Member]int{"a": maxTotal} }},
		{"a total too high", "at most", func(t *Table) { t.Total = maxTotal + 1 }},
	} {
		table := good
		tt.change(&table)
		if err := table.Check(); tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestAClockKeepsTheCalendar(t *testing.T) {
	from := time.Date(2023, 4, 30, 12, 0, 0, 0, time.UTC)
	for c, want := range map[Clock]string{
		{Months: 10}: "2024-03-01T12:00:00Z", {Days: 30}: "2023-05-30T12:00:00Z", {Hours: 72}: "2023-05-03T12:00:00Z",
		{Months: 1, Days: 1, Hours: 1}: "2023-05-31T13:00:00Z",
	} {
		if got := c.From(from).Format(time.RFC3339); got != want {
			t.Errorf("%+v: %s, want %s", c, got, want)
		}
	}
}

func TestAWindowIsOfATie(t *testing.T) {
	for i, tt := range []struct {
		tie    Tie
		second Window
		want   string
	}{
		{TieVoteAgain, Window{Wait: Clock{Hours: 1}}, ""},
		{TieVoteAgain, Window{Wait: Clock{Hours: -1}}, "negative"},
		{TieVoteAgain, Window{Within: Clock{Days: -1}}, "negative"},
		{TieRejects, Window{Wait: Clock{Hours: 1}}, "second-vote"},
	} {
		r := ordinary
		r.Tie, r.Second = tt.tie, tt.second
		if err := r.Check(); (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%d: %v", i, err)
		}
	}
}
