// Package procedure applies a council's rules of procedure to a question put to
// it, and says why.
//
// Rules are data: each council's stand in its charter, and nothing here knows any
// council's name. [Evaluate] is a pure function, so a decision of 2019 can be
// judged again in 2049 under the rule of its day and must give the same
// [Finding]. [Explain] adds how few members would have to change their stance to
// turn it. [Course] is a silence procedure, one step at a time.
//
// It knows no calendar of sessions, no person and no clock: members are ids, and
// instants are passed in. What is unknown or missing is never met.
package procedure

import (
	"slices"
	"time"
)

// A Member names a member of the council by its charter-local id: "kz".
type Member string

// Evaluate applies r to q. It does not stop at the first condition that is not
// met: a delegation is entitled to all the reasons at once. The zero rule adopts
// nothing.
func Evaluate(r Rule, q Question) Finding {
	p := ready(&q)
	f, _ := p.finding(&r)
	return f
}

// Explain is [Evaluate] with the flip distance.
func Explain(r Rule, q Question) Finding {
	p := ready(&q)
	f, v := p.finding(&r)
	f.Flip = p.flip(v.carried, !f.Outcome.Carried())
	return f
}

// A verdict is what a rule, or a step of one, made of the question.
type verdict struct {
	outcome Outcome
	reasons []Reason
	bound   []Member
	barred  []Barred
	carried node // holds exactly if the outcome is an adoption
	step    string
	next    Next
}

func (p *program) finding(r *Rule) (Finding, verdict) {
	v := p.rule(r, "")
	if p.q.Which != (Which{}) {
		settled := yes(RuleSettled, r.Which != "" && r.Which == p.q.Which.Rule, p.q.Which.Rule)
		if settled.Outcome = p.q.Which.Outcome; !settled.Met {
			v.outcome, v.carried, v.bound, v.next = NotAdopted, node{op: never}, nil, Next{}
		}
		v.reasons = append([]Reason{settled}, v.reasons...)
	}
	f := Finding{
		Rule: r.ID, Outcome: v.outcome, Reasons: v.reasons, Bound: v.bound, Barred: v.barred,
		Tables: p.tables, Step: v.step, Next: v.next, Which: p.q.Which,
	}
	for _, s := range p.q.Beside {
		f.Beside = append(f.Beside, Besides{s, slices.Contains(r.Statements, s.Kind)})
	}
	return f, v
}

// rule judges a rule in a chamber.
func (p *program) rule(r *Rule, chamber string) verdict {
	switch r.Method {
	case Consensus, Vote, Silent:
		return p.simple(r, chamber)
	case Chain, AnyOf, AllOf:
		if len(r.Steps) > 0 {
			return p.steps(r)
		}
	case TwoStage:
		if len(r.Steps) == 2 {
			return p.stages(r)
		}
	}
	return verdict{outcome: NotAdopted, reasons: []Reason{{Condition: RuleKnown, Want: 1}}}
}

// simple judges a rule that counts stances itself.
func (p *program) simple(r *Rule, chamber string) verdict {
	v, missing := p.voters(r, chamber)
	if len(missing) > 0 {
		return verdict{outcome: NotAdopted, reasons: []Reason{{Condition: ChamberKnown, Want: 1, Missing: missing}}}
	}
	b := ballot{reasons: make([]Reason, 0, len(r.Quorums)+len(r.Needs)+usual)}
	b.quorum(&v)
	switch r.Method {
	case Consensus:
		b.consensus(&v, false)
	case Silent:
		b.consensus(&v, true)
	default:
		b.vote(&v)
	}
	b.bound(&v)
	d := verdict{
		outcome: b.outcome(&v), reasons: b.reasons, barred: v.barred(),
		carried: join(both, b.present, b.usable, b.passes, b.anyone, b.unvetoed, b.over),
	}
	if d.outcome.Carried() {
		d.bound = b.binds
	}
	if d.outcome == Postponed && b.tied && r.Tie == TieVoteAgain && !p.q.Second {
		d.next = Next{Step: string(TieVoteAgain)}
		if !p.q.Now.IsZero() {
			d.next.From, d.next.By = r.Second.from(p.q.Now)
		}
	}
	return d
}

func (v *voters) barred() (out []Barred) {
	for i, in := range v.in {
		if e := v.p.electors[v.lo+i]; !in {
			bar := e.bar
			if bar == "" {
				bar = Outside
			}
			out = append(out, Barred{e.member, bar})
		}
	}
	return out
}

// A ballot gathers what the conditions of one rule come to. The nodes hold what
// stands for adoption, apart by what it is called when it does not.
type ballot struct {
	reasons  []Reason
	binds    []Member
	optOut   bool
	tied     bool
	rejected bool
	lacks    bool // something to judge the needs by is missing
	present  node // quorum
	usable   node // the rule says how to count what there is
	passes   node // the needs, or that nobody stands in the way
	anyone   node // somebody is bound
	unvetoed node
	over     node // the time, of a silence
}

func (b *ballot) consensus(v *voters, silent bool) {
	set := negate(v.with(Passes, OptsOut))
	b.usable, b.unvetoed, b.over = node{op: always}, node{op: always}, node{op: always}
	if silent {
		set[kindNone] = false
		if !v.p.q.Lapsed {
			b.over = node{op: never}
		}
		b.reasons = append(b.reasons, yes(TimeIsOver, v.p.q.Lapsed, ""))
	}
	n, blocked := v.entitled(), v.members(&set, true)
	b.passes = v.leaf(&set, -1, 0)
	b.reasons = append(b.reasons, reason(NobodyStands, n-len(blocked), n, blocked))
}

func (b *ballot) vote(v *voters) {
	b.over = node{op: always}
	uncounted := negate(v.with(v.r.Method.Effects()...))
	uncounted[kindNone] = false
	n, odd := v.entitled(), v.members(&uncounted, true)
	b.usable = v.leaf(&uncounted, -1, 0)
	b.reasons = append(b.reasons, reason(StancesCounted, n-len(odd), n, odd))
	if len(v.r.Needs) == 0 {
		b.passes = node{op: never}
		b.reasons = append(b.reasons, Reason{Condition: RuleKnown, Want: 1})
	} else {
		var reasons []Reason
		reasons, b.passes = v.all(v.r.Needs)
		b.reasons = append(b.reasons, reasons...)
		b.lacks = slices.ContainsFunc(reasons, Reason.lacks)
	}
	b.veto(v)
	aye, no := v.with(InFavour), v.with(Opposes)
	ayes, noes := v.count(&aye), v.count(&no)
	b.tied = ayes > 0 && ayes == noes
	if len(v.r.Rejects) > 0 {
		parts, opposite := v.all(v.r.Rejects)
		b.rejected = v.p.met(opposite)
		r := yes(OppositeFails, !b.rejected, "")
		r.Parts = parts
		b.reasons = append(b.reasons, r)
		b.lacks = b.lacks || r.lacks()
	}
}

// lacks reports whether a reason, or a part of it, had something missing.
func (r Reason) lacks() bool { return len(r.Missing) > 0 || slices.ContainsFunc(r.Parts, Reason.lacks) }

func (b *ballot) veto(v *voters) {
	b.unvetoed = node{op: always}
	veto := &v.r.Veto
	group, known := v.p.q.Groups[veto.Group]
	if len(veto.Holders) == 0 && veto.Group == "" {
		return
	}
	r := Reason{Condition: NoVeto, Compare: AtMost, Group: veto.Group}
	if veto.Group != "" && !known {
		r.Missing = []string{"group " + veto.Group}
		b.reasons, b.unvetoed = append(b.reasons, r), node{op: never}
		b.usable = node{op: never}
		return
	}
	l := leaf{lo: v.lo, in: make([]bool, len(v.in))}
	opposes := v.with(Opposes)
	for i, in := range v.in {
		e := &v.p.electors[v.lo+i]
		if l.in[i] = in && (slices.Contains(veto.Holders, e.member) || slices.Contains(group, e.member)); l.in[i] && opposes[e.stance] {
			r.Who = append(r.Who, e.member)
		}
	}
	for k, is := range opposes {
		if is {
			l.coef[k] = -1
		}
	}
	r.Have, r.Met = len(r.Who), len(r.Who) == 0
	b.reasons, b.unvetoed = append(b.reasons, r), v.p.add(l)
}

// bound finds whom the decision would bind.
func (b *ballot) bound(v *voters) {
	set := v.with(Passes)
	if v.r.Method != Consensus {
		set = negate(v.with(OptsOut, Blocks))
	}
	out := v.with(OptsOut)
	b.binds, b.optOut = v.members(&set, true), v.count(&out) > 0
	b.anyone = v.leaf(&set, 1, -1)
	b.reasons = append(b.reasons, reason(SomebodyIsBound, len(b.binds), 1, nil))
}

// outcome names what the conditions come to.
func (b *ballot) outcome(v *voters) Outcome {
	p, r := v.p, v.r
	carried := p.met(b.passes) && p.met(b.anyone)
	switch {
	case !p.met(b.present):
		return NoQuorum
	case !p.met(b.usable):
		return NotAdopted
	case !p.met(b.unvetoed) && (carried || r.Veto.Always):
		return Vetoed
	case carried && !p.met(b.over):
		return Open
	case carried && b.optOut:
		return AdoptedInLimitedFormat
	case carried:
		return Adopted
	case r.Method == Silent:
		return Course{Phase: Broken, Terms: r.Terms}.Outcome()
	case b.tied && r.Tie == TieVoteAgain && !p.q.Second:
		return Postponed
	case b.tied && r.Tie != "":
		return Rejected
	case b.rejected && !b.lacks:
		return Rejected
	case len(r.Rejects) > 0 && !b.lacks:
		return NoOpinion
	case r.OnFail != Open && !r.OnFail.Carried():
		return r.OnFail
	}
	return NotAdopted
}

func reason(c Condition, have, want int, who []Member) Reason {
	r := Reason{Condition: c, Met: have >= want, Have: have, Want: want}
	if !r.Met {
		r.Who = who
	}
	return r
}

// steps judges a chain, alternatives or concurrent ballots.
func (p *program) steps(r *Rule) verdict {
	var d verdict
	nodes := make([]node, len(r.Steps))
	for i := range r.Steps {
		s := &r.Steps[i]
		v := p.rule(&s.Rule, s.Chamber)
		part := v.asStep(s.Name)
		nodes[i] = v.carried
		d.reasons = append(d.reasons, part)
		turns := i == 0
		switch r.Method {
		case AllOf: // the first that fails decides
			turns = turns || d.outcome.Carried() && !part.Met
		case AnyOf: // the first that carries, else the first
			turns = turns || !d.outcome.Carried() && part.Met
		default: // the first that carries, else the last
			turns = turns || !d.outcome.Carried()
		}
		if turns {
			d.outcome, d.bound, d.barred, d.next, d.step = v.outcome, v.bound, v.barred, v.next, s.Name
		}
	}
	o := either
	if r.Method == AllOf {
		o = both
	}
	d.carried = join(o, nodes...)
	return d
}

// stages judges a question that is adopted and then accepted. As long as nothing
// is known of the second stage, the outcome is that of the first.
func (p *program) stages(r *Rule) verdict {
	first, second := &r.Steps[0], &r.Steps[1]
	d := p.rule(&first.Rule, first.Chamber)
	d.step = first.Name
	d.reasons = []Reason{d.asStep(first.Name)}
	var by time.Time
	if second.Clock != (Clock{}) && !p.q.Began.IsZero() {
		by = second.Clock.From(p.q.Began)
	}
	adopted := d.outcome.Carried()
	if adopted {
		d.next = Next{Step: second.Name, By: by}
	}
	if _, there := p.q.Chambers[second.Chamber]; second.Chamber != "" && !there {
		return d
	}
	tables := len(p.tables)
	v := p.rule(&second.Rule, second.Chamber)
	over := second.Clock == (Clock{}) || !by.IsZero() && !p.q.Now.Before(by)
	if d.carried = join(both, d.carried, v.carried); !over {
		d.carried = node{op: never}
	}
	if !adopted {
		p.tables = p.tables[:tables]
		return d
	}
	d.reasons = append(d.reasons, yes(TimeIsOver, over, second.Name), v.asStep(second.Name))
	d.step, d.bound = second.Name, nil
	switch {
	case !over, second.Waits && !v.outcome.Carried():
		d.outcome = Open
	default:
		d.outcome, d.bound, d.next = v.outcome, v.bound, Next{}
	}
	return d
}

// asStep is the reason that a step gives in the rule around it.
func (d *verdict) asStep(name string) Reason {
	r := yes(StepCarried, d.outcome.Carried(), name)
	r.Outcome, r.Parts = d.outcome, d.reasons
	return r
}

// yes is a reason that holds or does not.
func yes(c Condition, met bool, step string) Reason {
	return Reason{Condition: c, Met: met, Have: ones(met), Want: 1, Step: step}
}

func ones(b bool) int {
	if b {
		return 1
	}
	return 0
}
