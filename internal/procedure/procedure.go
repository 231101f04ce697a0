// Package procedure applies a council's rules of procedure to a question put to
// it, and says why.
//
// Rules are data: each council's stand in its charter, and nothing here knows any
// council's name. [Evaluate] is a pure function, so a decision of 2019 can be
// judged again in 2049 under the rule of its day and must give the same
// [Finding].
//
// It knows one method so far, consensus. A rule with any other is a rule not met.
package procedure

import (
	"fmt"
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
)

// A Member names a member of the council by its charter-local id: "kz".
type Member string

// A Stance is what a member has made known about a question.
type Stance string

// The stances. None is the zero value and means that nothing was received, so
// that silence is never consent by accident; Absent is recorded.
const (
	None             Stance = ""
	For              Stance = "for"
	Against          Stance = "against"
	Abstains         Stance = "abstains"
	Objects          Stance = "objects"
	DoesNotObject    Stance = "does-not-object" // also in writing from a member that is absent
	NotParticipating Stance = "not-participating"
	Absent           Stance = "absent"
)

// Stances returns the stances that can be taken, in the order of forms.
func Stances() []Stance {
	return []Stance{For, DoesNotObject, Abstains, Against, Objects, NotParticipating, Absent}
}

// An Effect is how a rule counts a stance.
type Effect string

// The effects. A stance that a rule does not mention blocks.
const (
	Passes  Effect = "passes"   // stands in nobody's way, and is bound
	OptsOut Effect = "opts-out" // stands in nobody's way, and is not bound
	Blocks  Effect = "blocks"
)

// A Method is how a rule finds its outcome.
type Method string

// Consensus is met when no member of the electorate stands in the way.
const Consensus Method = "consensus"

// An Outcome is what the rules make of a question.
type Outcome string

// The outcomes. The zero value is no outcome: the question is open.
const (
	Open                   Outcome = ""
	Adopted                Outcome = "adopted"
	AdoptedInLimitedFormat Outcome = "adopted-in-limited-format"
	NotAdopted             Outcome = "not-adopted"
	NoQuorum               Outcome = "no-quorum"
)

// Carried reports whether the outcome is an adoption.
func (o Outcome) Carried() bool { return o == Adopted || o == AdoptedInLimitedFormat }

// A Share is a part of the members, at least Num of Den. The zero value asks for
// all.
type Share struct {
	Num int `json:"num"`
	Den int `json:"den"`
}

// Of returns the least whole number of members that is s of n. A share that was
// left out, or makes no sense, asks for everyone.
func (s Share) Of(n int) int {
	if s.Den <= 0 || s.Num <= 0 || s.Num > s.Den {
		return n
	}
	return (n*s.Num + s.Den - 1) / s.Den
}

// A Rule is one version of one rule of decision.
type Rule struct {
	ID       string            `json:"id"`                 // charter-local: "consensus"
	Name     words.Text        `json:"name"`               //
	Clause   words.Text        `json:"clause,omitempty"`   // where it stands in the council's own text, and what it says in our words
	Source   string            `json:"source,omitempty"`   // address of the text read
	Recalled bool              `json:"recalled,omitempty"` // the text was not read: say so wherever the rule is shown
	Force    calendar.Span     `json:"force,omitzero"`     // the days on which questions are judged by it
	Matters  []string          `json:"matters,omitempty"`  // what it applies to; none: everything that no other rule names
	Method   Method            `json:"method"`             //
	Quorum   Share             `json:"quorum,omitzero"`    // of the electorate that must have taken part
	Counts   map[Stance]Effect `json:"counts"`             // a stance not named here blocks
}

// A Question is everything that a rule may look at.
type Question struct {
	Members []Member // the electorate, in the order of precedence
	Stances map[Member]Stance
}

// A Condition is the kind of a reason.
type Condition string

// The conditions that a finding can name.
const (
	RuleKnown       Condition = "rule-known" // the rule has a method that is known
	Quorum          Condition = "quorum"
	NobodyStands    Condition = "nobody-stands-in-the-way"
	SomebodyIsBound Condition = "somebody-is-bound"
)

// A Reason says what one condition made of the question. It holds facts, not
// sentences, so that it can be put into any language.
type Reason struct {
	Condition Condition `json:"condition"`
	Met       bool      `json:"met"`
	Have      int       `json:"have"`          // members counted
	Want      int       `json:"want"`          // members required
	Who       []Member  `json:"who,omitempty"` // those that stand in the way, in the order of precedence
}

// A Finding is the answer of a rule to a question, with a reason from every
// condition. The reasons are part of the answer: the council publishes them.
type Finding struct {
	Rule    string   `json:"rule"`
	Outcome Outcome  `json:"outcome"`
	Reasons []Reason `json:"reasons"`
	Bound   []Member `json:"bound,omitempty"` // whom the decision binds, if it is carried
}

// Evaluate applies r to q. It does not stop at the first condition that is not
// met: a delegation is entitled to all the reasons at once. The zero rule adopts
// nothing.
func Evaluate(r Rule, q Question) Finding {
	f := Finding{Rule: r.ID, Outcome: NotAdopted}
	if r.Method != Consensus {
		f.Reasons = []Reason{{Condition: RuleKnown, Want: 1}}
		return f
	}
	var took, out, blocked []Member
	for _, m := range q.Members {
		stance := q.Stances[m]
		if stance != None && stance != Absent {
			took = append(took, m)
		}
		switch effect := r.Counts[stance]; {
		case stance == None || effect != Passes && effect != OptsOut:
			blocked = append(blocked, m)
		case effect == OptsOut:
			out = append(out, m)
		default:
			f.Bound = append(f.Bound, m)
		}
	}
	n := len(q.Members)
	f.Reasons = []Reason{
		reason(Quorum, len(took), r.Quorum.Of(n), without(q.Members, took)),
		reason(NobodyStands, n-len(blocked), n, blocked),
		reason(SomebodyIsBound, len(f.Bound), 1, nil),
	}
	switch {
	case !f.Reasons[0].Met:
		f.Outcome = NoQuorum
	case !f.Reasons[1].Met || !f.Reasons[2].Met:
		f.Outcome = NotAdopted
	case len(out) > 0:
		f.Outcome = AdoptedInLimitedFormat
	default:
		f.Outcome = Adopted
	}
	if !f.Outcome.Carried() {
		f.Bound = nil
	}
	return f
}

func reason(c Condition, have, want int, who []Member) Reason {
	r := Reason{Condition: c, Met: have >= want, Have: have, Want: want}
	if !r.Met {
		r.Who = who
	}
	return r
}

func without(all, some []Member) (rest []Member) {
	for _, m := range all {
		if !slices.Contains(some, m) {
			rest = append(rest, m)
		}
	}
	return rest
}

// Check says what is wrong with the form of a rule, or nil. A rule that passes
// may still be one that is never met.
func (r Rule) Check() error {
	if r.ID == "" {
		return fmt.Errorf("rule without id")
	}
	if r.Method != Consensus {
		return fmt.Errorf("rule %s: method %q: want consensus", r.ID, r.Method)
	}
	if r.Quorum != (Share{}) && (r.Quorum.Den <= 0 || r.Quorum.Num <= 0 || r.Quorum.Num > r.Quorum.Den) {
		return fmt.Errorf("rule %s: quorum %d/%d: want a part of the whole, like 2/3", r.ID, r.Quorum.Num, r.Quorum.Den)
	}
	for s, e := range r.Counts {
		if !slices.Contains(Stances(), s) {
			return fmt.Errorf("rule %s: counts: stance %q is not known", r.ID, s)
		}
		if e != Passes && e != OptsOut && e != Blocks {
			return fmt.Errorf("rule %s: counts: %s: %q: want passes, opts-out or blocks", r.ID, s, e)
		}
	}
	return r.Force.Check()
}

// Equal reports whether two findings say the same.
func (f Finding) Equal(g Finding) bool {
	return f.Rule == g.Rule && f.Outcome == g.Outcome && slices.Equal(f.Bound, g.Bound) &&
		slices.EqualFunc(f.Reasons, g.Reasons, func(a, b Reason) bool {
			return a.Condition == b.Condition && a.Met == b.Met && a.Have == b.Have && a.Want == b.Want && slices.Equal(a.Who, b.Who)
		})
}
