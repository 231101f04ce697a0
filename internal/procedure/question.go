package procedure

import (
	"slices"
	"time"
)

// A Question is everything that a rule may look at. What is not there is not
// met.
type Question struct {
	Members  []Member            `json:"members"` // of the body, in the order of precedence
	Stances  map[Member]Stance   `json:"stances,omitempty"`
	Motion   string              `json:"motion,omitempty"`   // picks an electorate: "adjourn"
	Barred   map[Member]Bar      `json:"barred,omitempty"`   // members that a ground applies to
	Groups   map[string][]Member `json:"groups,omitempty"`   // by name: "producers"
	Tables   map[string]Table    `json:"tables,omitempty"`   // of the day, by name
	Opening  []Member            `json:"opening,omitempty"`  // present when the meeting was opened
	Moments  [][]Member          `json:"moments,omitempty"`  // present at each count after that
	Requests []string            `json:"requests,omitempty"` // conditions that a member asked for: "population"
	Second   bool                `json:"second,omitempty"`   // the vote is the second, after a tie
	Chambers map[string]Chamber  `json:"chambers,omitempty"` // other bodies with a part in it, by name
	Lapsed   bool                `json:"lapsed,omitempty"`   // the time of a silence is over, and was not broken off
	Began    time.Time           `json:"began,omitzero"`     // when a second stage began
	Now      time.Time           `json:"now,omitzero"`       // when it is judged
	Which    Which               `json:"which,omitzero"`     // how it was settled that this rule applies
	Beside   []Statement         `json:"beside,omitempty"`   // statements of members, which change nothing
}

// A Chamber is another body with a part in a question.
type Chamber struct {
	Members []Member          `json:"members"`
	Stances map[Member]Stance `json:"stances,omitempty"`
}

// Which is the decision that settled which rule applies to a question.
type Which struct {
	Question string  `json:"question"` // its id
	Rule     string  `json:"rule"`     // by which it was settled
	Outcome  Outcome `json:"outcome"`
}

// Settle returns the rule that applies after the question whether it is carried
// was put: carried if it was, otherwise the other.
func Settle(whether Finding, carried, otherwise Rule) Rule {
	if whether.Outcome.Carried() {
		return carried
	}
	return otherwise
}

// A Statement is words that a member puts beside a decision: a reservation, an
// interpretative statement, a special opinion, an explanation of vote.
type Statement struct {
	Member Member `json:"member"`
	Kind   string `json:"kind"`
}

// A Condition is the kind of a reason.
type Condition string

// The conditions that a finding can name.
const (
	RuleKnown       Condition = "rule-known"      // the rule has a method that is known, and something to ask
	RuleSettled     Condition = "rule-settled"    // that it applies was settled by the rule for that
	Quorum          Condition = "quorum"          //
	StancesCounted  Condition = "stances-counted" // the rule says how each stance taken counts
	NobodyStands    Condition = "nobody-stands-in-the-way"
	SomebodyIsBound Condition = "somebody-is-bound"
	TallyMet        Condition = "tally"          // of a vote
	AllMet          Condition = "all"            // conditions joined by and
	OppositeFails   Condition = "opposite-fails" // the conditions of a rejection are not met
	AnyMet          Condition = "any"            // conditions joined by or
	NotRequested    Condition = "not-requested"  // a condition that counts only if asked for
	NoVeto          Condition = "no-veto"
	TimeIsOver      Condition = "time-is-over" // of a silence or a second stage
	StepCarried     Condition = "step"         // a rule inside the rule
	ChamberKnown    Condition = "chamber-known"
)

// A Reason says what one condition made of the question. It holds facts, not
// sentences, so that it can be put into any language.
type Reason struct {
	Condition Condition `json:"condition"`
	Met       bool      `json:"met"`
	Have      int       `json:"have"`              // members or votes counted
	Want      int       `json:"want"`              // members or votes wanted
	Who       []Member  `json:"who,omitempty"`     // those that stand in the way, in the order of precedence
	Compare   Compare   `json:"compare,omitempty"` // how Have must stand to Want; none: at least
	Tally     Tally     `json:"tally,omitempty"`   // what was counted
	Share     Share     `json:"share,omitzero"`    // of which Want follows
	Base      Base      `json:"base,omitempty"`    // of the share
	Of        int       `json:"of,omitempty"`      // how much the base is
	Group     string    `json:"group,omitempty"`   //
	Table     string    `json:"table,omitempty"`   // name and version of the weights: "eu-population 2016"
	At        Moment    `json:"at,omitempty"`      // of a quorum
	Missing   []string  `json:"missing,omitempty"` // what the question lacks to judge it
	Step      string    `json:"step,omitempty"`    // name of the step
	Outcome   Outcome   `json:"outcome,omitempty"` // of the step
	Parts     []Reason  `json:"parts,omitempty"`   // of a joined condition or a step
}

// A Finding is the answer of a rule to a question, with a reason from every
// condition. The reasons are part of the answer: the council publishes them.
type Finding struct {
	Rule    string    `json:"rule"`
	Outcome Outcome   `json:"outcome"`
	Reasons []Reason  `json:"reasons"`
	Bound   []Member  `json:"bound,omitempty"`  // whom the decision binds, if it is carried
	Barred  []Barred  `json:"barred,omitempty"` // members without a part in it
	Tables  []string  `json:"tables,omitempty"` // weights used, name and version
	Step    string    `json:"step,omitempty"`   // the step that decided
	Next    Next      `json:"next,omitzero"`    // what comes now
	Which   Which     `json:"which,omitzero"`   // the question that settled the rule
	Beside  []Besides `json:"beside,omitempty"` // statements; they change nothing
	Flip    *Distance `json:"flip,omitempty"`   // filled by [Explain] only
}

// Barred is a member without a part in the question, and why.
type Barred struct {
	Member Member `json:"member"`
	Bar    Bar    `json:"bar"`
}

// Next is what comes after a finding: a second vote, an acceptance.
type Next struct {
	Step string    `json:"step"`
	From time.Time `json:"from,omitzero"` // before which it may not be, if that follows
	By   time.Time `json:"by,omitzero"`   // when its time is over, if that follows
}

// Besides is a statement beside a decision, and whether the rule has its kind.
type Besides struct {
	Statement
	Provided bool `json:"provided"`
}

// Equal reports whether two findings say the same. The flip distance follows from
// the rest and is left aside.
func (f Finding) Equal(g Finding) bool {
	return f.Rule == g.Rule && f.Outcome == g.Outcome && f.Step == g.Step && f.Which == g.Which &&
		f.Next.Step == g.Next.Step && f.Next.From.Equal(g.Next.From) && f.Next.By.Equal(g.Next.By) &&
		slices.Equal(f.Bound, g.Bound) && slices.Equal(f.Barred, g.Barred) && slices.Equal(f.Tables, g.Tables) &&
		slices.Equal(f.Beside, g.Beside) && slices.EqualFunc(f.Reasons, g.Reasons, Reason.Equal)
}

// Equal reports whether two reasons say the same.
func (r Reason) Equal(s Reason) bool {
	return r.Condition == s.Condition && r.Met == s.Met && r.Have == s.Have && r.Want == s.Want && r.Compare == s.Compare &&
		r.Tally == s.Tally && r.Share == s.Share && r.Base == s.Base && r.Of == s.Of && r.Group == s.Group &&
		r.Table == s.Table && r.At == s.At && r.Step == s.Step && r.Outcome == s.Outcome &&
		slices.Equal(r.Who, s.Who) && slices.Equal(r.Missing, s.Missing) && slices.EqualFunc(r.Parts, s.Parts, Reason.Equal)
}
