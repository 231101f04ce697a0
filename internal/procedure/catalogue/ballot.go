package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// A roll is a row as members with stances, while it is being put together.
type roll struct {
	c       *Catalogue
	rule    procedure.Rule
	day     calendar.Day
	q       procedure.Question
	open    []column // columns with members that have no name
	lacks   []string
	unnamed int
}

// unnamed begins the ids of members without names.
const unnamed = "unnamed-"

// A column is members without names that took one stance.
type column struct {
	name   string
	stance procedure.Stance
	n      int
}

// question makes of a row the question that its rule judges, and says what the
// row lacks for it. The presence at the opening is that at the decision, a tie is
// that of a second vote, and a silence has run to its end: a row says what came
// of it all.
func (c *Catalogue) question(v Vote, r procedure.Rule, day calendar.Day) (procedure.Question, []string) {
	b := &roll{c: c, rule: r, day: day, q: procedure.Question{
		Stances: make(map[procedure.Member]procedure.Stance), Tables: c.TablesOn(day), Second: true, Lapsed: true,
	}}
	b.column("yes", procedure.For, v.Yes)
	b.vetoes(&v)
	b.column("no", procedure.Against, v.No)
	b.column("abstain", procedure.Abstains, v.Abstain)
	b.column("absent", procedure.Absent, v.Absent)
	b.rest(&v)
	b.concerned()
	for _, m := range b.q.Members {
		if b.q.Stances[m] != procedure.Absent {
			b.q.Opening = append(b.q.Opening, m)
		}
	}
	for i := range r.Steps { // a row is of the chamber that has as many seats
		if s := &r.Steps[i]; s.Chamber != "" && s.Rule.Seats > 0 && s.Rule.Seats == len(b.q.Members) {
			b.q.Chambers = map[string]procedure.Chamber{s.Chamber: {Members: b.q.Members, Stances: b.q.Stances}}
		}
	}
	return b.q, b.lacks
}

func (b *roll) lack(format string, args ...any) {
	b.lacks = append(b.lacks, fmt.Sprintf(format, args...))
}

// seat returns the id of a member under the rule. The seat of the Soviet Union is
// the Russian Federation's, and that of China was held by another government to
// October 1971.
func (b *roll) seat(name string) procedure.Member {
	m := b.c.State(name)
	has := func(m procedure.Member) bool { return slices.Contains(b.rule.Veto.Holders, m) }
	switch {
	case (m == "ru" || m == "su") && !has(m) && has("su"):
		return "su"
	case (m == "ru" || m == "su") && !has(m) && has("ru"):
		return "ru"
	case (m == "taiwan" || m == "republic-of-china") && has("cn"):
		return "cn"
	}
	return m
}

func (b *roll) add(m procedure.Member, s procedure.Stance) {
	if _, twice := b.q.Stances[m]; twice {
		b.lack("%s stands in the row twice", m)
		return
	}
	b.q.Members = append(b.q.Members, m)
	b.q.Stances[m] = s
}

func (b *roll) column(name string, s procedure.Stance, v Voices) {
	for _, n := range v.Names {
		b.add(b.seat(n), s)
	}
	if more := v.Count - len(v.Names); more > 0 {
		b.open = append(b.open, column{name, s, more})
	}
}

// concerned bars the member that the question is about. A row does not say which it
// is: where the rule leaves it out, it is the one that took no part.
func (b *roll) concerned() {
	if !slices.Contains(b.rule.Electorate.Less, procedure.Concerned) {
		return
	}
	var away []procedure.Member
	for _, m := range b.q.Members {
		if s := b.q.Stances[m]; s == procedure.Absent || s == procedure.NotParticipating {
			away = append(away, m)
		}
	}
	if len(away) == 1 {
		b.q.Barred = map[procedure.Member]procedure.Bar{away[0]: procedure.Concerned}
	}
}

// vetoes names the members against that the row has only as codes. A row that says
// nothing of those against has these.
func (b *roll) vetoes(v *Vote) {
	codes := v.VetoBy
	if !v.No.Given {
		v.No.Count = len(codes)
	}
	named := make([]procedure.Member, len(v.No.Names))
	for i, n := range v.No.Names {
		named[i] = b.seat(n)
	}
	v.No.Names = slices.Clone(v.No.Names)
	for _, code := range codes {
		m := b.seat(strings.ToLower(code))
		switch {
		case slices.Contains(named, m):
		case len(v.No.Names) >= v.No.Count:
			b.lack("%s is said to have cast a veto and is not among those against", m)
		default:
			v.No.Names = append(v.No.Names, string(m))
		}
	}
}

// rest adds the members that have no name: as the one column which the named do
// not fill, or without a name where the rule does not ask who they are.
func (b *roll) rest(v *Vote) {
	weighted := needs(b.rule, func(n *procedure.Need) bool { return n.Weights != "" || n.FewestOf != "" })
	var body []procedure.Member // all members, where a table names them
	if weighted {
		for m := range b.table().Weights {
			if _, there := b.q.Stances[m]; !there {
				body = append(body, m)
			}
		}
		slices.Sort(body)
	}
	sum := len(b.q.Members)
	for _, c := range b.open {
		sum += c.n
	}
	total := b.total(v, sum, len(b.q.Members)+len(body), weighted)
	if sum > total {
		b.lack("the row has %d members, and the body %d", sum, total)
		return
	}
	if more := total - sum; more > 0 {
		stance := procedure.Absent
		if v.Absent.Given {
			stance = procedure.NotParticipating
		}
		b.open = append(b.open, column{"without a stance", stance, more})
	}
	if weighted && len(b.open) == 1 && b.open[0].n == len(body) {
		for _, m := range body {
			b.add(m, b.open[0].stance)
		}
		return
	}
	var without []string
	for _, c := range b.open {
		without = append(without, fmt.Sprintf("%d %s", c.n, c.name))
		for range c.n {
			b.unnamed++
			b.add(procedure.Member(fmt.Sprintf("%s%d", unnamed, b.unnamed)), c.stance)
		}
	}
	if weighted && len(without) > 0 {
		b.lack("names of members (%s): their votes are weighted", strings.Join(without, ", "))
	}
}

// total returns how many members the body has.
func (b *roll) total(v *Vote, sum, table int, weighted bool) int {
	switch {
	case v.Voters >= 0:
		return v.Voters
	case b.rule.Seats > 0:
		return b.rule.Seats
	case weighted && table > 0:
		return max(table, sum)
	case !v.Absent.Given && needs(b.rule, func(n *procedure.Need) bool {
		return n.Base == procedure.AllMembers || n.Base == procedure.Entitled || n.Base == procedure.Participating
	}):
		b.lack("number of members (voters_n, or absent): the rule asks for a share of all")
	}
	return sum
}

// table returns the table of the day that the rule counts by.
func (b *roll) table() (t procedure.Table) {
	needs(b.rule, func(n *procedure.Need) bool {
		on, there := b.q.Tables[n.Weights]
		if there {
			t = on
		}
		return there
	})
	return t
}

// needs reports whether some need of a rule, or of a step that judges the row, is
// as asked.
func needs(r procedure.Rule, is func(*procedure.Need) bool) bool {
	var some func(list []procedure.Need) bool
	some = func(list []procedure.Need) bool {
		return slices.ContainsFunc(list, func(n procedure.Need) bool { return is(&n) || some(n.All) || some(n.Any) })
	}
	return some(r.Needs) || slices.ContainsFunc(r.Steps, func(s procedure.Step) bool {
		return (s.Chamber == "" || r.Method != procedure.TwoStage) && needs(s.Rule, is)
	})
}
