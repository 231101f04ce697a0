package procedure

// A Stance is what a member has made known about a question.
type Stance string

// The stances. None is the zero value and means that nothing was received, so
// that silence is never consent by accident; Absent is recorded.
const (
	None                   Stance = ""
	For                    Stance = "for"
	DoesNotObject          Stance = "does-not-object" // also in writing from a member that is absent
	Abstains               Stance = "abstains"
	AbstainsConstructively Stance = "abstains-constructively" // declared: stays out and lets the others bind themselves
	Against                Stance = "against"
	Objects                Stance = "objects"
	NotParticipating       Stance = "not-participating"
	DeclaresNoInterest     Stance = "declares-no-interest"
	Absent                 Stance = "absent"
)

// Stances returns the stances that can be taken, in the order of forms.
func Stances() []Stance {
	return []Stance{
		For, DoesNotObject, Abstains, AbstainsConstructively, Against, Objects, NotParticipating, DeclaresNoInterest, Absent,
	}
}

// A kind is a stance as a number: 0 for None, then the places of [Stances] from
// 1, then one for all that is not known.
type kind uint8

const (
	kindNone   kind = 0
	kindAbsent kind = 9
	kindOdd    kind = 10
	kinds           = 11
)

func kindOf(s Stance) kind {
	switch s {
	case None:
		return kindNone
	case For:
		return 1
	case DoesNotObject:
		return 2
	case Abstains:
		return 3
	case AbstainsConstructively:
		return 4
	case Against:
		return 5
	case Objects:
		return 6
	case NotParticipating:
		return 7
	case DeclaresNoInterest:
		return 8
	case Absent:
		return kindAbsent
	}
	return kindOdd
}

// An Effect is how a rule counts a stance.
type Effect string

// The effects. A stance that a rule does not mention blocks a consensus, and
// leaves a vote not met while any member holds it.
const (
	Passes        Effect = "passes"         // consensus: stands in nobody's way, and is bound
	OptsOut       Effect = "opts-out"       // stands in nobody's way, is not bound, and leaves the denominators
	Blocks        Effect = "blocks"         // consensus: an objection
	InFavour      Effect = "in-favour"      // vote: yes
	Opposes       Effect = "opposes"        // vote: no, and a veto from a member that has one
	CountsAgainst Effect = "counts-against" // vote: in every denominator and neither yes nor no
	Neither       Effect = "neither"        // vote: takes part, outside yes and no
	Ignored       Effect = "ignored"        // vote: in no denominator but those of all members and of the entitled
)

// Effects returns the effects that a method knows.
func (m Method) Effects() []Effect {
	switch m {
	case Consensus, Silent:
		return []Effect{Passes, OptsOut, Blocks}
	case Vote:
		return []Effect{InFavour, Opposes, CountsAgainst, Neither, Ignored, OptsOut}
	}
	return nil
}

// A Method is how a rule finds its outcome.
type Method string

// The methods.
const (
	Consensus Method = "consensus" // met when no member of the electorate stands in the way
	Vote      Method = "vote"      // met when all needs are and nobody that may has cast a veto
	Silent    Method = "silence"   // met when nobody has broken it and its time is over
	Chain     Method = "chain"     // steps in turn; the first that carries decides
	AnyOf     Method = "any-of"    // alternatives, side by side
	AllOf     Method = "all-of"    // concurrent ballots, each of which must carry
	TwoStage  Method = "two-stage" // the first step adopts, the second accepts
)

// Methods returns the methods.
func Methods() []Method {
	return []Method{Consensus, Vote, Silent, Chain, AnyOf, AllOf, TwoStage}
}

// An Outcome is what the rules make of a question.
type Outcome string

// The outcomes. The zero value is no outcome: the question is open.
const (
	Open                   Outcome = ""
	Adopted                Outcome = "adopted"
	AdoptedInLimitedFormat Outcome = "adopted-in-limited-format" // by those that did not opt out
	NotAdopted             Outcome = "not-adopted"
	Vetoed                 Outcome = "vetoed"     // only a veto stood in the way
	Rejected               Outcome = "rejected"   // the opposite was decided, or a tie that ends the matter
	NoOpinion              Outcome = "no-opinion" // neither the proposal nor its opposite carried
	NoQuorum               Outcome = "no-quorum"
	Returned               Outcome = "returned"  // to those that prepared it
	Postponed              Outcome = "postponed" // to another day, or to a second vote
	Withdrawn              Outcome = "withdrawn"
)

// Outcomes returns the outcomes, but for that of an open question.
func Outcomes() []Outcome {
	return []Outcome{
		Adopted, AdoptedInLimitedFormat, NotAdopted, Vetoed, Rejected, NoOpinion, NoQuorum, Returned, Postponed, Withdrawn,
	}
}

// Carried reports whether the outcome is an adoption.
func (o Outcome) Carried() bool { return o == Adopted || o == AdoptedInLimitedFormat }
