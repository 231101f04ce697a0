package catalogue

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	Faults  []string // cells that could not be read; a vote with one is not judged to agree
}

// Voices are members by name, or as many as there were.
type Voices struct {
	Given bool
	Names []string
	Count int // at least len(Names)
}

// columns are those that a file of votes can have.
const columns = "id,date,rule,yes,no,abstain,absent,veto_by,yes_n,no_n,abstain_n,absent_n,voters_n,outcome"

// ReadVotes reads a file of votes: CSV with a line of headings, in any order,
// of which those that it does not know are left aside. A cell of members holds
// names separated by "; ", or a number, or nothing where the column with _n at its
// end has the number. A cell that cannot be read is a fault of its row alone.
func ReadVotes(typed []byte) ([]Vote, error) {
	typed = bytes.TrimPrefix(typed, []byte("\ufeff"))
	rows, lines, err := readRows(typed, false)
	if errors.Is(err, csv.ErrBareQuote) { // a quotation mark inside a cell that has none around it
		rows, lines, err = readRows(typed, true)
	}
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("headings: nothing in the file")
	}
	at := make(map[string]int)
	for i, h := range rows[0] {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := at[h]; twice && slices.Contains(strings.Split(columns, ","), h) {
			return nil, fmt.Errorf("headings: %q a second time", h)
		}
		at[h] = i
	}
	for _, want := range []string{"id", "rule", "outcome"} {
		if _, ok := at[want]; !ok {
			return nil, fmt.Errorf("headings: no column %q; the columns are %s", want, columns)
		}
	}
	var votes []Vote
	for n, row := range rows[1:] {
		if !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		votes = append(votes, vote(func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return blank(strings.TrimSpace(row[i]))
			}
			return ""
		}, lines[n+1]))
	}
	return votes, nil
}

// readRows returns the rows of CSV and the lines on which they begin.
func readRows(typed []byte, lazy bool) (rows [][]string, lines []int, err error) {
	r := csv.NewReader(bytes.NewReader(typed))
	r.FieldsPerRecord, r.LazyQuotes = -1, lazy
	for {
		row, err := r.Read()
		if err == io.EOF {
			return rows, lines, nil
		}
		if err != nil {
			return nil, nil, err
		}
		line, _ := r.FieldPos(0)
		rows, lines = append(rows, row), append(lines, line)
	}
}

// blank returns what a cell says, where some write a word or a stroke for nothing.
func blank(cell string) string {
	switch strings.ToLower(cell) {
	case "-", "–", "—", "n/a", "na", "nan", "null":
		return ""
	}
	return cell
}

// vote reads one row by the names of its columns.
func vote(cell func(string) string, line int) Vote {
	v := Vote{ID: cell("id"), Date: cell("date"), Rule: cell("rule"), Voters: -1, Outcome: cell("outcome")}
	v.VetoBy = strings.FieldsFunc(cell("veto_by"), func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",;/+", c) })
	for _, column := range []struct {
		name string
		to   *Voices
	}{{"yes", &v.Yes}, {"no", &v.No}, {"abstain", &v.Abstain}, {"absent", &v.Absent}} {
		var err error
		if *column.to, err = voices(cell(column.name), cell(column.name+"_n")); err != nil {
			v.Faults = append(v.Faults, fmt.Sprintf("line %d: %s: %v", line, column.name, err))
		}
	}
	if n := cell("voters_n"); n != "" {
		var err error
		if v.Voters, err = number(n); err != nil {
			v.Voters = -1
			v.Faults = append(v.Faults, fmt.Sprintf("line %d: voters_n: %v", line, err))
		}
	}
	return v
}

// maxVoices bounds what a cell can count: no body is nearly as large.
const maxVoices = 10_000

// number reads a number of members. Some programs write 9 as 9.0.
func number(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(s, ".0"))
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
	j := Judgement{Vote: v, Lacks: slices.Clone(v.Faults)}
	named, known := c.Rule(v.Rule)
	if !known {
		j.Lacks = append(j.Lacks, fmt.Sprintf("rule %q is not in the catalogue%s; see chancery rules list", v.Rule, c.near(v.Rule)))
		return j
	}
	if outcomes := outcomesOfFiles(); !slices.Contains(outcomes, plain(v.Outcome)) {
		j.Lacks = append(j.Lacks, fmt.Sprintf("outcome %q is none of %s", v.Outcome, strings.Join(outcomes, ", ")))
	}
	var from, to calendar.Day
	switch when, err := calendar.ParseWhen(v.Date); {
	case err != nil:
		j.Lacks = append(j.Lacks, fmt.Sprintf("date %q is none: want a day like 2022-02-25, or a year", v.Date))
	case !when.Known() && c.dated(named):
		j.Lacks = append(j.Lacks, "no date: the rule, or the weights it counts by, are those of the day")
	default:
		from, to = when.Earliest(), when.Latest()
	}
	var in bool
	switch j.Rule, in = c.RuleOn(v.Rule, from, to); {
	case !from.Known(), !in && overlaps(named.Force, from, to):
		j.Rule = named
	case !in:
		j.Rule = named
		j.Lacks = append(j.Lacks, fmt.Sprintf("rule %s was not in force on %s, nor is one known that was", named.ID, v.Date))
	}
	if before(from, j.Rule.Force.From) { // of a year, the part in which there was the rule
		from = j.Rule.Force.From
	}
	q, lacks := c.question(v, j.Rule, from)
	j.Finding = procedure.Explain(j.Rule, q)
	j.Lacks = append(j.Lacks, lacks...)
	if !j.Finding.Outcome.Carried() {
		j.Lacks = append(j.Lacks, missing(j.Finding.Reasons)...)
	}
	j.Agrees = len(j.Lacks) == 0 && agrees(plain(v.Outcome), &j.Finding, len(j.Rule.Rejects) > 0)
	return j
}

// outcomesOfFiles are the outcomes that a file of votes can have.
func outcomesOfFiles() []string {
	return []string{"adopted", "not_adopted", "vetoed", "rejected", "no_opinion", "returned", "no_quorum"}
}

// plain returns an outcome as files write it.
func plain(outcome string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(outcome))
}

// dated reports whether it depends on the day how a rule judges.
func (c *Catalogue) dated(r procedure.Rule) bool {
	return r.Force != (calendar.Span{}) || r.Replaces != "" ||
		slices.ContainsFunc(c.Rules, func(o procedure.Rule) bool { return o.Replaces == r.ID }) ||
		needs(r, func(n *procedure.Need) bool { return n.Weights != "" || n.FewestOf != "" })
}

// near suggests the rule whose id has the fewest letters that differ, if few do.
func (c *Catalogue) near(id string) string {
	best, least := "", len(id)/3+1
	for i := range c.Rules {
		if d := distance(plain(id), c.Rules[i].ID); d < least {
			best, least = c.Rules[i].ID, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(", %q is near", best)
}

// distance counts the letters to insert, drop or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0]++
		for j := range len(b) {
			d := left
			if a[i] != b[j] {
				d++
			}
			left = row[j+1]
			row[j+1] = min(d, row[j]+1, left+1)
		}
	}
	return row[len(b)]
}

func overlaps(s calendar.Span, from, to calendar.Day) bool {
	return !before(to, s.From) && !before(s.To, from)
}

// missing words what reasons say was missing.
func missing(reasons []procedure.Reason) (all []string) {
	for _, r := range reasons {
		for _, m := range r.Missing {
			if m != "fewest" && !strings.HasPrefix(m, "weight "+unnamed) { // follow from what is said already
				all = append(all, wording(m))
			}
		}
		all = append(all, missing(r.Parts)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wording says what to do about something that a question lacks.
func wording(missing string) string {
	kind, name, _ := strings.Cut(missing, " ")
	switch kind {
	case "table":
		return fmt.Sprintf("the votes of the members: no table %s of that day is known; give one with -rules FILE.yaml, see doc/rules.md", name)
	case "weight":
		return fmt.Sprintf("weight %s: the table of the day has no member of that name", name)
	case "group":
		return fmt.Sprintf("group %s: a row of votes cannot say who is in it; try the vote with chancery rules eval", name)
	case "chamber":
		return fmt.Sprintf("chamber %s: a row holds the votes of one body; try the vote with chancery rules eval", name)
	}
	return missing
}

// agrees reports whether what a file calls an outcome is what a rule found. "Not
// adopted" is the wide word of files: it stands for each outcome that is none of
// adopted, vetoed and no quorum. "Rejected" is the same where a rule has no
// outcome of that name apart. "Vetoed" is also what one objection does where it is
// the only thing in the way and every member has it.
func agrees(says string, f *procedure.Finding, rejects bool) bool {
	found := f.Outcome
	switch says {
	case "adopted":
		return found.Carried()
	case "vetoed":
		return found == procedure.Vetoed || (found == procedure.NotAdopted || found == procedure.Returned) && stopped(f)
	case "not_adopted":
		return !found.Carried() && found != procedure.Vetoed && found != procedure.NoQuorum && found != procedure.Open
	case "rejected":
		return found == procedure.Rejected || found == procedure.NotAdopted && !rejects
	}
	return found != procedure.Open && strings.ReplaceAll(says, "_", "-") == string(found)
}

// stopped reports whether nothing stood in the way but objections, each of which
// was enough.
func stopped(f *procedure.Finding) bool {
	objected := false
	for i := range f.Reasons {
		r := &f.Reasons[i]
		one := r.Condition == procedure.NobodyStands ||
			r.Condition == procedure.TallyMet && r.Tally == procedure.TallyOpposed && r.Compare == procedure.Exactly && r.Want == 0
		switch {
		case r.Met:
		case !one:
			return false
		default:
			objected = true
		}
	}
	return objected
}
