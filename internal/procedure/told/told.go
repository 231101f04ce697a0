// Package told words what judging by a rule found, in lines for people at a screen.
package told

import (
	"fmt"
	"strings"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
)

// Outcome is an outcome in a word; none is open.
func Outcome(o procedure.Outcome) string {
	if o == procedure.Open {
		return "open"
	}
	return string(o)
}

// Members are members on one line.
func Members(ms []procedure.Member) string {
	var s []string
	for _, m := range ms {
		s = append(s, string(m))
	}
	return strings.Join(s, " ")
}

// few is how many members a line names.
const few = 15

// Reasons words reasons, one a line after an indent, what is inside another set in.
func Reasons(reasons []procedure.Reason, indent string) (lines []string) {
	for _, r := range reasons {
		met := "met"
		if !r.Met {
			met = "NOT MET"
		}
		line := fmt.Sprintf("%s  %-7s %s", indent, met, r.Condition)
		for _, part := range []string{string(r.Tally), r.Group, r.Step, outcomeOf(r), string(r.At)} {
			if part != "" {
				line += " " + part
			}
		}
		line += fmt.Sprintf(": %d, %s %d", r.Have, compare(r.Compare), r.Want)
		if r.Base != "" {
			line += fmt.Sprintf(" (%d/%d of %d %s)", r.Share.Num, r.Share.Den, r.Of, r.Base)
		}
		if r.Table != "" {
			line += " by " + r.Table
		}
		if len(r.Who) > 0 {
			line += "; " + Members(r.Who[:min(len(r.Who), few)])
		}
		if more := len(r.Who) - few; more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		if len(r.Missing) > 0 {
			line += "; missing: " + strings.Join(r.Missing[:min(len(r.Missing), few)], ", ")
		}
		if more := len(r.Missing) - few; more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, line)
		lines = append(lines, Reasons(r.Parts, indent+"  ")...)
	}
	return lines
}

func outcomeOf(r procedure.Reason) string {
	if r.Condition == procedure.StepCarried {
		return Outcome(r.Outcome)
	}
	return string(r.Outcome)
}

func compare(c procedure.Compare) string {
	switch c {
	case procedure.AtMost, procedure.LessThan:
		return "at most"
	case procedure.Exactly:
		return "exactly"
	}
	return "at least"
}

// Flip words how few members would turn an outcome, and which, one a line.
func Flip(d *procedure.Distance) []string {
	switch {
	case !d.Turns:
		return []string{"no change of stances turns it"}
	case d.Bound:
		return []string{fmt.Sprintf("it takes at least %d members to turn it (a bound)", d.Least)}
	}
	lines := []string{fmt.Sprintf("%d members turn it:", d.Least)}
	for _, set := range d.Sets {
		var s []string
		for _, t := range set {
			who := string(t.Member)
			if t.Chamber != "" {
				who = t.Chamber + "/" + who
			}
			s = append(s, who+" "+string(t.To))
		}
		lines = append(lines, "  "+strings.Join(s, ", "))
	}
	if d.More {
		lines = append(lines, "  and more")
	}
	return lines
}

// Differing is the line of a row that differs: what the file has, what the rule
// found and why.
func Differing(j catalogue.Judgement) string {
	found := Outcome(j.Finding.Outcome)
	var why []string
	if len(j.Lacks) > 0 {
		why = append(why, "missing or wrong: "+strings.Join(j.Lacks, "; "))
	}
	if j.Rule.ID == "" {
		return fmt.Sprintf("%s %s: %s in the file: %s", j.Vote.ID, j.Vote.Date, j.Vote.Outcome, strings.Join(why, "; "))
	}
	reasons := j.Finding.Reasons
	if len(j.Lacks) > 0 {
		reasons = nil // they would be of another vote
	}
	for _, line := range Reasons(reasons, "") {
		why = append(why, strings.Join(strings.Fields(line), " "))
	}
	return fmt.Sprintf("%s %s: %s in the file, %s by %s: %s", j.Vote.ID, j.Vote.Date, j.Vote.Outcome, found, j.Rule.ID, strings.Join(why, "; "))
}

// Unmet leaves of reasons those that are not met.
func Unmet(all []procedure.Reason) (rest []procedure.Reason) {
	for _, r := range all {
		if !r.Met {
			r.Parts = Unmet(r.Parts)
			rest = append(rest, r)
		}
	}
	return rest
}
