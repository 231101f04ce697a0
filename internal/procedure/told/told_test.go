package told

import (
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
)

func TestAReasonIsALineAndWhatIsInsideIsSetIn(t *testing.T) {
	many := make([]procedure.Member, 17)
	lacks := make([]string, 16)
	for i := range many {
		many[i] = "kz"
	}
	for i := range lacks {
		lacks[i] = "population"
	}
	for _, c := range []struct {
		name   string
		reason procedure.Reason
		want   []string
	}{
		{"one that is met", procedure.Reason{Condition: "share", Met: true, Have: 4, Want: 4, Base: "present", Of: 6, Share: procedure.Share{Num: 2, Den: 3}, Table: "scale 2019"},
			[]string{"  met     share: 4, at least 4 (2/3 of 6 present) by scale 2019"}},
		{"one that is not, with who stands in the way", procedure.Reason{Condition: "nobody", Have: 2, Compare: procedure.Exactly, Who: []procedure.Member{"am", "by"}},
			[]string{"  NOT MET nobody: 2, exactly 0; am by"}},
		{"more members and gaps than a line names", procedure.Reason{Condition: "at", Compare: procedure.AtMost, Who: many, Missing: lacks},
			[]string{"  NOT MET at: 0, at most 0; " + strings.TrimSpace(strings.Repeat("kz ", 15)) + " and 2 more; missing: " + strings.Repeat("population, ", 14) + "population and 1 more"}},
		{"a step and what is inside", procedure.Reason{Condition: procedure.StepCarried, Step: "first", Parts: []procedure.Reason{{Condition: "inside", Met: true}}},
			[]string{"  NOT MET " + string(procedure.StepCarried) + " first open: 0, at least 0", "    met     inside: 0, at least 0"}},
	} {
		if got := Reasons([]procedure.Reason{c.reason}, ""); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestWhatTurnsAnOutcomeIsWorded(t *testing.T) {
	for want, d := range map[string]*procedure.Distance{
		"no change of stances turns it":                    {},
		"it takes at least 3 members to turn it (a bound)": {Turns: true, Bound: true, Least: 3},
		"2 members turn it:|  am for, upper/by against|  and more": {Turns: true, Least: 2, More: true,
			Sets: [][]procedure.Turns{{{Member: "am", To: "for"}, {Member: "by", Chamber: "upper", To: "against"}}}},
	} {
		if got := strings.Join(Flip(d), "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestARowThatDiffersSaysWhy(t *testing.T) {
	row := catalogue.Vote{ID: "7", Outcome: "carried"}
	found := procedure.Finding{Reasons: []procedure.Reason{{Condition: "share", Want: 3}}}
	for _, c := range []struct {
		name string
		j    catalogue.Judgement
		want string
	}{
		{"no rule", catalogue.Judgement{Vote: row, Lacks: []string{"rule", "day"}}, "7 : carried in the file: missing or wrong: rule; day"},
		{"a row that lacks something", catalogue.Judgement{Vote: row, Rule: procedure.Rule{ID: "r"}, Finding: found, Lacks: []string{"yes"}}, "7 : carried in the file, open by r: missing or wrong: yes"},
		{"a row that is judged otherwise", catalogue.Judgement{Vote: row, Rule: procedure.Rule{ID: "r"}, Finding: found}, "7 : carried in the file, open by r: NOT MET share: 0, at least 3"},
	} {
		if got := Differing(c.j); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOnlyWhatIsNotMetIsLeft(t *testing.T) {
	all := []procedure.Reason{{Condition: "a", Met: true}, {Condition: "b", Parts: []procedure.Reason{{Condition: "c", Met: true}, {Condition: "d"}}}}
	left := Unmet(all)
	if len(left) != 1 || left[0].Condition != "b" || len(left[0].Parts) != 1 || left[0].Parts[0].Condition != "d" {
		t.Errorf("%+v", left)
	}
}
