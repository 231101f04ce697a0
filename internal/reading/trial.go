package reading

import (
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
)

// A Version is one version of a rule, or a rule inside another.
type Version = procedure.Rule

// A Need is one condition of a vote.
type Need = procedure.Need

// An Electorate says who may take part.
type Electorate = procedure.Electorate

// A Clock is a length of time as rules state it.
type Clock = procedure.Clock

// Asks is what a rule looks at beside the stances: what somebody who tries it has
// to say. Each list is in the order in which the rule names it.
type Asks struct {
	Groups   []string  // of members, by name
	Bars     []string  // grounds that take a member out
	Motions  []string  // that have an electorate of their own
	Requests []string  // conditions that count only if somebody asks for them
	Chambers []Chamber // other bodies with a part in it
	Opening  bool      // who was present when the meeting was opened
	Second   bool      // whether the vote is the second, after a tie
}

// A Chamber is another body with a part in a question, and the stances that the
// rule counts in it.
type Chamber struct {
	Name    string
	Stances []string
}

// Made is a question that somebody made up: ids of members by what they are or say.
type Made struct {
	Stances  map[string]string              // by member
	Groups   map[string][]string            // by name
	Bars     map[string][]string            // members by ground
	Chambers map[string]map[string][]string // by name, members by stance
	Requests []string
	Motion   string
	Opening  []string // none: everybody
	Second   bool
}

// AsksOf returns what a rule looks at beside the stances.
func AsksOf(r Version) Asks {
	var a Asks
	a.rule(&r)
	return a
}

func add(list *[]string, names ...string) {
	for _, n := range names {
		if n != "" && !slices.Contains(*list, n) {
			*list = append(*list, n)
		}
	}
}

func (a *Asks) rule(r *procedure.Rule) {
	add(&a.Groups, r.Electorate.Only, r.Veto.Group)
	for _, b := range r.Electorate.Less {
		add(&a.Bars, string(b))
	}
	for _, m := range sortedKeys(r.Electorate.Motions) {
		add(&a.Motions, m)
		add(&a.Groups, r.Electorate.Motions[m].Only)
		for _, b := range r.Electorate.Motions[m].Less {
			add(&a.Bars, string(b))
		}
	}
	a.needs(r.Needs)
	a.needs(r.Rejects)
	a.Opening = a.Opening || asksOpening(r)
	a.Second = a.Second || r.Tie == procedure.TieVoteAgain
	for i := range r.Steps {
		s := &r.Steps[i]
		if s.Chamber != "" && !slices.ContainsFunc(a.Chambers, func(c Chamber) bool { return c.Name == s.Chamber }) {
			a.Chambers = append(a.Chambers, Chamber{s.Chamber, counted(&s.Rule, r.Method == procedure.TwoStage && i == 1)})
		}
		a.rule(&s.Rule)
	}
}

// counted returns the stances that a rule counts; of a second stage, those that a
// notice can mean.
func counted(r *procedure.Rule, notices bool) (all []string) {
	if notices {
		return []string{string(procedure.For), string(procedure.Objects)}
	}
	for _, s := range procedure.Stances() {
		if _, ok := r.Counts[s]; ok {
			all = append(all, string(s))
		}
	}
	return all
}

func (a *Asks) needs(needs []procedure.Need) {
	for i := range needs {
		add(&a.Groups, needs[i].Group)
		add(&a.Requests, needs[i].OnRequest)
		a.needs(needs[i].All)
		a.needs(needs[i].Any)
	}
}

func sortedKeys[V any](m map[string]V) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// MembersIn finds the members that a reader lists, by their ids or codes of countries,
// apart by blanks, commas or semicolons. A star is everybody in others. Words that
// name nobody are returned, too.
func MembersIn(typed string, members []MemberRef, others []string) (ids, unknown []string) {
	for _, w := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) }) {
		i := slices.IndexFunc(members, func(m MemberRef) bool {
			return strings.EqualFold(string(m.ID), w) || m.ISO != "" && strings.EqualFold(m.ISO, w)
		})
		switch {
		case w == "*":
			add(&ids, others...)
		case i < 0:
			add(&unknown, w)
		default:
			add(&ids, string(members[i].ID))
		}
	}
	return ids, unknown
}

// Voters returns the members that take part in decisions on a day, in the order of
// precedence.
func (r *Room) Voters(day calendar.Day) []MemberRef {
	r.see.Charter()
	r.see.Note(string(council.NounStatus))
	return r.see.Members(r.see.State().Electorate(day), day)
}

// Try puts a made-up question under a rule as it is on a day. The time of a silence
// and of a second stage is taken to be over, and a chamber has the members of the
// group of its name, or else the electorate. Nothing of it is recorded.
func (r *Room) Try(id string, day calendar.Day, made Made) (Trial, error) {
	rule, err := r.ruleOn(id, day)
	if err != nil {
		return Trial{}, err
	}
	r.see.Note(string(council.NounStatus))
	electorate := r.see.State().Electorate(day)
	began := time.Unix(0, 0).UTC()
	q := procedure.Question{
		Members: electorate, Opening: electorate, Tables: r.see.Charter().TablesOn(day), Lapsed: true, Motion: made.Motion, Requests: made.Requests,
		Second: made.Second, Began: began, Now: began.AddDate(1000, 0, 0),
		Stances: map[procedure.Member]procedure.Stance{}, Groups: map[string][]procedure.Member{}, Barred: map[procedure.Member]procedure.Bar{},
	}
	known := func(ids []string) (ms []procedure.Member) {
		for _, m := range electorate {
			if slices.Contains(ids, string(m)) {
				ms = append(ms, m)
			}
		}
		return ms
	}
	for m, s := range made.Stances {
		if slices.Contains(electorate, procedure.Member(m)) && slices.Contains(procedure.Stances(), procedure.Stance(s)) {
			q.Stances[procedure.Member(m)] = procedure.Stance(s)
		}
	}
	for g, ids := range made.Groups {
		q.Groups[g] = known(ids)
	}
	for _, b := range sortedKeys(made.Bars) {
		for _, m := range known(made.Bars[b]) {
			q.Barred[m] = procedure.Bar(b)
		}
	}
	if len(made.Opening) > 0 {
		q.Opening = known(made.Opening)
	}
	for name, stances := range made.Chambers {
		c := procedure.Chamber{Members: electorate, Stances: map[procedure.Member]procedure.Stance{}}
		if own, ok := q.Groups[name]; ok {
			c.Members = own
		}
		for s, ids := range stances {
			for _, m := range known(ids) {
				c.Stances[m] = procedure.Stance(s)
			}
		}
		if q.Chambers == nil {
			q.Chambers = map[string]procedure.Chamber{}
		}
		q.Chambers[name] = c
	}
	return Trial{Day: day, Members: r.see.Members(electorate, day), Ruling: council.Ruling{Rule: rule, Question: q}}, nil
}
