package catalogue

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// A Vote is a row of a file of votes: what a source says was voted and what came
// of it.
type Vote struct {
	ID      string
	Date    string // a day, a month or a year
	Rule    string
	Yes     Voices
	No      Voices
	Abstain Voices
	Absent  Voices
	VetoBy  []string // codes of members against, where names are not given
	Voters  int      // members of the body; -1: not given
	Outcome string
}

// Voices are members by name, or as many as there were.
type Voices struct {
	Given bool
	Names []string
	Count int // at least len(Names)
}

// ReadVotes reads a file of votes: CSV with a line of headings, in any order,
// of which those that it does not know are left aside. A cell of members holds
// names separated by "; ", or a number, or nothing where the column with _n at its
// end has the number.
func ReadVotes(typed []byte) ([]Vote, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(typed, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	heads, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("headings: %w", err)
	}
	at := make(map[string]int)
	for i, h := range heads {
		at[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, want := range []string{"id", "rule", "outcome"} {
		if _, ok := at[want]; !ok {
			return nil, fmt.Errorf("headings: no column %q", want)
		}
	}
	var votes []Vote
	for {
		row, err := r.Read()
		if err == io.EOF {
			return votes, nil
		}
		if err != nil {
			return nil, err
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return strings.TrimSpace(row[i])
			}
			return ""
		}
		line, _ := r.FieldPos(0)
		v := Vote{
			ID: cell("id"), Date: cell("date"), Rule: cell("rule"), VetoBy: strings.Fields(cell("veto_by")), Voters: -1, Outcome: cell("outcome"),
		}
		for _, column := range []struct {
			name string
			to   *Voices
		}{{"yes", &v.Yes}, {"no", &v.No}, {"abstain", &v.Abstain}, {"absent", &v.Absent}} {
			if *column.to, err = voices(cell(column.name), cell(column.name+"_n")); err != nil {
				return nil, fmt.Errorf("line %d: %s: %w", line, column.name, err)
			}
		}
		if n := cell("voters_n"); n != "" {
			if v.Voters, err = number(n); err != nil {
				return nil, fmt.Errorf("line %d: voters_n: %w", line, err)
			}
		}
		votes = append(votes, v)
	}
}

// maxVoices bounds what a cell can count: no body is nearly as large.
const maxVoices = 10_000

func number(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxVoices {
		return 0, fmt.Errorf("%q: want a number of members", s)
	}
	return n, nil
}

func voices(names, count string) (v Voices, err error) {
	if n, err := number(names); err == nil {
		return Voices{Given: true, Count: n}, nil
	}
	for name := range strings.SplitSeq(names, ";") {
		if name = strings.TrimSpace(name); name != "" {
			v.Names = append(v.Names, name)
		}
	}
	v.Count, v.Given = len(v.Names), len(v.Names) > 0
	if count != "" {
		n, err := number(count)
		if err != nil {
			return v, err
		}
		v.Count, v.Given = max(n, v.Count), true
	}
	return v, nil
}

// A Judgement is a vote judged by the rule of its day.
type Judgement struct {
	Vote    Vote
	Rule    procedure.Rule
	Finding procedure.Finding
	Agrees  bool
	Lacks   []string // what the row lacks, or where it contradicts itself
}

// Judge judges a vote by the rule of its day and says whether that gives the
// outcome which the row has.
func (c *Catalogue) Judge(v Vote) Judgement {
	j := Judgement{Vote: v}
	var from, to calendar.Day
	if when, err := calendar.ParseWhen(v.Date); err != nil {
		j.Lacks = append(j.Lacks, fmt.Sprintf("date %q is none", v.Date))
	} else {
		from, to = when.Earliest(), when.Latest()
	}
	named, known := c.Rule(v.Rule)
	if !known {
		j.Lacks = append(j.Lacks, fmt.Sprintf("rule %q is not in the catalogue", v.Rule))
		return j
	}
	var in bool
	switch j.Rule, in = c.RuleOn(v.Rule, from, to); {
	case !from.Known(), !in && overlaps(named.Force, from, to):
		j.Rule = named
	case !in:
		j.Rule = named
		j.Lacks = append(j.Lacks, fmt.Sprintf("rule %s was not in force on %s, nor is one known that was", named.ID, v.Date))
	}
	q, lacks := c.question(v, j.Rule, from)
	j.Finding = procedure.Explain(j.Rule, q)
	j.Lacks = append(j.Lacks, lacks...)
	if !j.Finding.Outcome.Carried() {
		j.Lacks = append(j.Lacks, missing(j.Finding.Reasons)...)
	}
	j.Agrees = len(j.Lacks) == 0 && agrees(v.Outcome, j.Finding.Outcome, len(j.Rule.Rejects) > 0)
	return j
}

func overlaps(s calendar.Span, from, to calendar.Day) bool {
	return !before(to, s.From) && !before(s.To, from)
}

// missing returns what reasons say was missing.
func missing(reasons []procedure.Reason) (all []string) {
	for _, r := range reasons {
		for _, m := range slices.Concat(r.Missing, missing(r.Parts)) {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// agrees reports whether what a file calls an outcome is what a rule found. "Not
// adopted" is the wide word of files: it stands for each outcome that is none of
// adopted, vetoed and no quorum. "Rejected" is the same where a rule has no
// outcome of that name apart.
func agrees(says string, found procedure.Outcome, rejects bool) bool {
	switch says {
	case "adopted":
		return found.Carried()
	case "not_adopted":
		return !found.Carried() && found != procedure.Vetoed && found != procedure.NoQuorum && found != procedure.Open
	case "rejected":
		return found == procedure.Rejected || found == procedure.NotAdopted && !rejects
	}
	return found != procedure.Open && strings.ReplaceAll(says, "_", "-") == string(found)
}
