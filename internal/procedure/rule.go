package procedure

import (
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
)

// A Rule is one version of one rule of decision. A field that is not there asks
// for nothing, but that a consensus without a quorum asks for all and that a vote
// without a need is never met.
type Rule struct {
	ID         string            `json:"id"`                   // charter-local: "consensus"
	Name       words.Text        `json:"name"`                 //
	Clause     words.Text        `json:"clause,omitempty"`     // where it stands in the council's own text, and what it says in our words
	Source     string            `json:"source,omitempty"`     // address of the text read
	Recalled   bool              `json:"recalled,omitempty"`   // the text was not read: say so wherever the rule is shown
	Force      calendar.Span     `json:"force,omitzero"`       // the days on which questions are judged by it
	Matters    []string          `json:"matters,omitempty"`    // what it applies to; none: everything that no other rule names
	Replaces   string            `json:"replaces,omitempty"`   // the rule that was in force before it for the same matters
	Method     Method            `json:"method"`               //
	Seats      int               `json:"seats,omitempty"`      // members of the body, where the rule was written for a number
	Electorate Electorate        `json:"electorate,omitzero"`  // who may take part; the zero value: every member
	Quorum     Share             `json:"quorum,omitzero"`      // of the electorate that must have taken part
	Quorums    []Presence        `json:"quorums,omitempty"`    // instead of Quorum, where it is not at least a part at the decision
	Counts     map[Stance]Effect `json:"counts"`               // see Effect for a stance that is not named here
	Needs      []Need            `json:"needs,omitempty"`      // of a vote, all of them
	Veto       Veto              `json:"veto,omitzero"`        // of a vote
	Rejects    []Need            `json:"rejects,omitempty"`    // all met: rejected; with these, what is neither is no opinion
	Tie        Tie               `json:"tie,omitempty"`        // of a vote with as many for as against, and somebody for
	Second     Window            `json:"second,omitzero"`      // of a tie that is voted again
	Steps      []Step            `json:"steps,omitempty"`      // of the methods that have them
	Terms      Terms             `json:"terms,omitzero"`       // of a silence
	OnFail     Outcome           `json:"on_fail,omitempty"`    // instead of not-adopted: returned, postponed
	Which      string            `json:"which,omitempty"`      // the rule by which a doubt whether this one applies is settled
	Statements []string          `json:"statements,omitempty"` // kinds of statement that a member may put beside the decision
}

// An Electorate says which members of a body may take part in a question.
type Electorate struct {
	Only    string            `json:"only,omitempty"`    // a group of the question, by name
	Less    []Bar             `json:"less,omitempty"`    // grounds that take a member out
	Motions map[string]Voters `json:"motions,omitempty"` // instead of the above, for motions by name: "adjourn"
}

// Voters are an electorate for one motion.
type Voters struct {
	Only string `json:"only,omitempty"`
	Less []Bar  `json:"less,omitempty"`
}

// A Bar is a ground on which a member has no part in a question. That a member
// falls under one is a fact of the question; whether it matters is the rule's.
type Bar string

// The bars.
const (
	Party     Bar = "party"     // to the dispute
	Concerned Bar = "concerned" // the question is about the member
	Arrears   Bar = "arrears"   // in its contributions
	Suspended Bar = "suspended" //
	OptOut    Bar = "opt-out"   // from the whole subject, for good
	Outside   Bar = "outside"   // not a party to the annex or treaty in question
)

// Bars returns the bars.
func Bars() []Bar { return []Bar{Party, Concerned, Arrears, Suspended, OptOut, Outside} }

// A Share is a part of a whole, Num of Den. The zero value is no share.
type Share struct {
	Num int `json:"num"`
	Den int `json:"den"`
}

// Of returns the least whole number of members that is s of n. A share that was
// left out, or makes no sense, asks for everyone.
func (s Share) Of(n int) int {
	if !s.fits() || s.Num == 0 {
		return n
	}
	return (n*s.Num + s.Den - 1) / s.Den
}

// maxDen bounds a share, and maxTotal the sum of a table, so that no product of
// the two leaves the range of an int.
const (
	maxDen   = 100_000
	maxTotal = 10_000_000_000_000
)

func (s Share) fits() bool { return s.Den > 0 && s.Den <= maxDen && s.Num >= 0 && s.Num <= s.Den }

// A Compare is how a tally must stand to what is wanted.
type Compare string

// The comparisons. The zero value is none and is never met.
const (
	AtLeast  Compare = "ge"
	MoreThan Compare = "gt"
	AtMost   Compare = "le"
	LessThan Compare = "lt"
	Exactly  Compare = "eq"
)

// A Base is the whole that a share is taken of.
type Base string

// The bases.
const (
	AllMembers    Base = "all-members"   // of the body, those that may not take part included
	Entitled      Base = "entitled"      // those that may take part
	Present       Base = "present"       // entitled, and neither absent nor silent
	Participating Base = "participating" // entitled, less those that opted out or are ignored
	Voting        Base = "voting"        // yes and no
)

// A Tally is what is counted: one of those below, or a stance by its name.
type Tally string

// The tallies that are not the name of a stance.
const (
	TallyInFavour    Tally = "in-favour"
	TallyOpposed     Tally = "opposed"
	TallyNotInFavour Tally = "not-in-favour" // whoever takes part, or says nothing, and is not in favour
	TallyNotOpposed  Tally = "not-opposed"   // likewise, and does not oppose
)

// A Need is one condition of a vote, or several joined. Either All or Any holds
// others, or the rest says what is counted.
type Need struct {
	All       []Need  `json:"all,omitempty"`
	Any       []Need  `json:"any,omitempty"`
	Tally     Tally   `json:"tally,omitempty"`
	Weights   string  `json:"weights,omitempty"` // a table of the question, by name; none: one each
	Group     string  `json:"group,omitempty"`   // a group of the question, by name; none: the electorate
	Compare   Compare `json:"compare,omitempty"`
	Count     int     `json:"count,omitempty"`      // what is wanted, if not a share
	Share     Share   `json:"share,omitzero"`       // what is wanted, of Base
	Base      Base    `json:"base,omitempty"`       // of Share
	MinCount  int     `json:"min_count,omitempty"`  // the tally has at least this much, whatever the share
	Fewest    Share   `json:"fewest,omitzero"`      // instead of Count: one more than the fewest members that hold more than this share of FewestOf
	FewestOf  string  `json:"fewest_of,omitempty"`  // a table of the question, by name
	OnRequest string  `json:"on_request,omitempty"` // counts only if the question says that it was asked for
}

// A Moment is when presence is counted.
type Moment string

// The moments. The zero value is AtDecision.
const (
	AtDecision   Moment = ""
	AtOpening    Moment = "opening"
	Continuously Moment = "continuously" // at each count of the question, and at the decision
)

// A Presence is a quorum.
type Presence struct {
	At      Moment  `json:"at,omitempty"`
	Compare Compare `json:"compare"`         // ge or gt
	Count   int     `json:"count,omitempty"` // what is wanted, if not a share
	Share   Share   `json:"share,omitzero"`
	Base    Base    `json:"base,omitempty"` // all-members or entitled; the zero value is entitled
}

// A Veto names the members whose opposition stops what would have carried.
type Veto struct {
	Holders []Member `json:"holders,omitempty"`
	Group   string   `json:"group,omitempty"`  // a group of the question that holds it too
	Always  bool     `json:"always,omitempty"` // is called a veto also where the question fails without it
}

// A Tie is what becomes of a vote with as many for as against.
type Tie string

// The ties. The zero value: like any other vote that is not met.
const (
	TieRejects   Tie = "rejected"
	TieVoteAgain Tie = "second-vote" // postponed, to be voted once more; then rejected
)

// SecondVoteWithin is the time in which a tied question is voted again, where the
// rule says nothing else.
const SecondVoteWithin = 48 * time.Hour

// A Window is when a tied question may be voted again, counted from the first vote.
// The zero value is at once and until [SecondVoteWithin] has passed.
type Window struct {
	Wait   Clock `json:"wait,omitzero"`   // not before this has passed
	Within Clock `json:"within,omitzero"` // not after this has passed; none beside a wait: no end
}

// from returns the bounds of w for a vote at t. A zero bound is none.
func (w Window) from(t time.Time) (from, by time.Time) {
	if w == (Window{}) {
		return time.Time{}, t.Add(SecondVoteWithin)
	}
	if w.Wait != (Clock{}) {
		from = w.Wait.From(t)
	}
	if w.Within != (Clock{}) {
		by = w.Within.From(t)
	}
	return from, by
}

// A Step is a rule inside another.
type Step struct {
	Name    string `json:"name"`              // "consensus", "acceptance"
	Chamber string `json:"chamber,omitempty"` // of the question, whose members and stances are judged; none: the question's own
	Rule    Rule   `json:"rule"`
	Clock   Clock  `json:"clock,omitzero"`  // of a second stage: how long it is open, from Began
	Waits   bool   `json:"waits,omitempty"` // a second stage that is not met stays open
}

// A Clock is a length of time as rules state it.
type Clock struct {
	Months int `json:"months,omitempty"`
	Days   int `json:"days,omitempty"`
	Hours  int `json:"hours,omitempty"`
}

func (c Clock) negative() bool { return c.Months < 0 || c.Days < 0 || c.Hours < 0 }

// From returns the instant at which c that began at t runs out. Months and days
// are those of the calendar of t's own zone.
func (c Clock) From(t time.Time) time.Time {
	return t.AddDate(0, c.Months, c.Days).Add(time.Duration(c.Hours) * time.Hour)
}

// A Table gives members their weights over a span of days.
type Table struct {
	Name    string         `json:"name"`    // "eu-population": what needs call it
	Version string         `json:"version"` // "2016": findings name it
	Unit    string         `json:"unit,omitempty"`
	Source  string         `json:"source,omitempty"`
	Force   calendar.Span  `json:"force,omitzero"`
	Total   int            `json:"total,omitempty"` // of all there is, where that is more than the members have
	Weights map[Member]int `json:"weights"`
}

// TableOn returns the table of a name that is in force on a day.
func TableOn(tables []Table, name string, d calendar.Day) (Table, bool) {
	for _, t := range tables {
		if t.Name == name && t.Force.Holds(d) {
			return t, true
		}
	}
	return Table{}, false
}

// sums reports whether the weights can be added without leaving what is exact.
func (t *Table) sums() bool {
	sum := 0
	for _, w := range t.Weights {
		if w < 0 || w > maxTotal-sum {
			return false
		}
		sum += w
	}
	return t.Total == 0 || t.Total >= sum && t.Total <= maxTotal
}

// Used returns those of some tables, by name, that r counts by, and nil if none is.
// No other is ever looked at.
func (r Rule) Used(tables map[string]Table) (used map[string]Table) {
	var needs func(list []Need)
	needs = func(list []Need) {
		for i := range list {
			for _, name := range []string{list[i].Weights, list[i].FewestOf} {
				if t, there := tables[name]; there {
					if used == nil {
						used = make(map[string]Table)
					}
					used[name] = t
				}
			}
			needs(list[i].All)
			needs(list[i].Any)
		}
	}
	var rule func(r *Rule)
	rule = func(r *Rule) {
		needs(r.Needs)
		needs(r.Rejects)
		for i := range r.Steps {
			rule(&r.Steps[i].Rule)
		}
	}
	rule(&r)
	return used
}
