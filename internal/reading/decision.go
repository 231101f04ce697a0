package reading

import (
	"cmp"
	"slices"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

// A DecisionLine is a decision in a list.
type DecisionLine struct {
	Ref
	Order   int               `json:"order,omitempty"`
	Form    string            `json:"form"`
	Nature  string            `json:"nature"`
	Outcome procedure.Outcome `json:"outcome"`
	At      calendar.When     `json:"at,omitzero"`
	Session *Ref              `json:"session,omitempty"`
	Amends  []Ref             `json:"amends,omitempty"`
	Entry   register.Place    `json:"entry"` // the last about it
	Series  string            `json:"series,omitempty"`
	Number  int               `json:"number,omitempty"`
}

// A Decision is a decision with how it was taken and what it did.
type Decision struct {
	Head
	Facts        council.Decision `json:"facts"`
	Case         council.Case     `json:"case"`
	Session      *Ref             `json:"session,omitempty"`
	Item         *Ref             `json:"item,omitempty"`
	Approves     []Ref            `json:"approves,omitempty"`
	Amends       []Ref            `json:"amends,omitempty"`
	Implements   *Ref             `json:"implements,omitempty"`
	Awaits       []Ref            `json:"awaits,omitempty"`     // whose entry into force its own waits for
	Stances      []StanceRow      `json:"stances,omitempty"`    // one a member of the electorate, in precedence
	Judged       *Judged          `json:"judged,omitempty"`     // of an outcome that a rule gave
	Binding      []MemberRef      `json:"binding,omitempty"`    // whom the decision binds now
	Opening      *Opening         `json:"opening,omitempty"`    // present at the opening, where the rule asks for it
	Acceptance   *Acceptance      `json:"acceptance,omitempty"` // the second stage, where the rule has one
	Silence      *Silence         `json:"silence,omitempty"`
	Beside       []BesideRow      `json:"beside,omitempty"`   // statements of members
	About        *Ref             `json:"about,omitempty"`    // the draft of a body above that this is about
	Prepared     []DecisionLine   `json:"prepared,omitempty"` // decisions of lower bodies about this draft
	Signings     []Signing        `json:"signings,omitempty"`
	Plans        []PlanLine       `json:"plans,omitempty"`
	Budgets      []Budget         `json:"budgets,omitempty"`
	Awards       []Award          `json:"awards,omitempty"`
	Bases        []Base           `json:"bases,omitempty"`
	Presidencies []Presidency     `json:"presidencies,omitempty"`
	Next         []NextSession    `json:"next,omitempty"`
	FollowUps    []FollowUp       `json:"follow_ups,omitempty"`
	Did          []FollowUp       `json:"did,omitempty"` // what it followed up
	Appointed    []Ref            `json:"appointed,omitempty"`
}

// A StanceRow is what a member made known.
type StanceRow struct {
	Member MemberRef        `json:"member"`
	Stance procedure.Stance `json:"stance"`
	Last   *council.Stance  `json:"last,omitempty"`   // none if nothing was received
	Stale  bool             `json:"stale,omitempty"`  // taken on an earlier wording: it does not count until it is confirmed
	Before []council.Stance `json:"before,omitempty"` // earlier ones
}

// A Judged is the finding of an outcome, judged again now.
type Judged struct {
	Ruling    council.Ruling     `json:"ruling"`
	Again     procedure.Finding  `json:"again"`
	Same      bool               `json:"same"`
	Corrected *procedure.Finding `json:"corrected,omitempty"` // with the stances as corrected since, if any was
}

// A Silence is how a silence procedure went. Times are instants; those with the
// offset of the zone say so.
type Silence struct {
	Phase     procedure.Phase `json:"phase"`
	Terms     procedure.Terms `json:"terms"`
	Began     time.Time       `json:"began"`
	Expires   time.Time       `json:"expires"` // with the offset of the zone
	Zone      string          `json:"zone"`
	Extended  int             `json:"extended,omitempty"`
	Breaks    []SilenceBreak  `json:"breaks,omitempty"`
	Announced time.Time       `json:"announced,omitzero"`
	Issued    time.Time       `json:"issued,omitzero"`
	Voided    bool            `json:"voided,omitempty"`  // a letter that came in time was entered after the end
	Earlier   *council.Ruling `json:"earlier,omitempty"` // the ruling that was taken back
}

// A SilenceBreak is one letter that broke a silence.
type SilenceBreak struct {
	Member *MemberRef    `json:"member"`
	At     time.Time     `json:"at"` // received
	Break  council.Break `json:"break"`
}

// A BesideRow is a statement that a member put beside a decision.
type BesideRow struct {
	Member    *MemberRef     `json:"member"`
	Statement council.Beside `json:"statement"`
}

// Decisions returns the decisions, those of the latest session first, within a
// session in the order of their list.
func (r *Room) Decisions() []DecisionLine {
	lines := r.decisionLines(r.see.All(council.NounDecision))
	slices.SortStableFunc(lines, func(a, b DecisionLine) int { return b.At.Earliest().Compare(a.At.Earliest()) })
	return lines
}

func (r *Room) decisionLines(ts []*council.Thing) []DecisionLine {
	var lines []DecisionLine
	for _, t := range ts {
		f := t.Facts.(*council.Decision)
		lines = append(lines, DecisionLine{
			Ref: Ref{t.ID, t.Noun, f.Title}, Order: f.Order, Form: f.Form, Nature: f.Nature, Outcome: t.Case.Outcome, At: f.At,
			Session: r.see.Ref(f.Session), Amends: r.see.Refs(f.Amends), Entry: t.Last(), Series: t.Case.Series, Number: t.Case.Number,
		})
	}
	slices.SortStableFunc(lines, func(a, b DecisionLine) int {
		if c := b.At.Earliest().Compare(a.At.Earliest()); c != 0 {
			return c
		}
		return cmp.Or(-cmp.Compare(a.Form, b.Form), cmp.Compare(a.Order, b.Order))
	})
	return lines
}

// Decision returns one decision.
func (r *Room) Decision(id council.ID) (Decision, error) {
	t, err := r.see.Thing(id, council.NounDecision)
	if err != nil {
		return Decision{}, err
	}
	f := *t.Facts.(*council.Decision)
	v := Decision{
		Head: r.see.Head(t), Facts: f, Case: *t.Case, Session: r.see.Ref(f.Session), Item: r.see.Ref(f.Item),
		Approves: r.see.Refs(f.Approves), Amends: r.see.Refs(f.Amends), Implements: r.see.Ref(f.Implements),
	}
	r.stances(t, &v)
	r.acceptance(t, &v)
	r.course(t, &v)
	v.About = r.see.Ref(f.About)
	v.Awaits = r.see.Refs([]council.ID{f.Force.Of})
	if p := f.Force.Provisional; p != nil {
		v.Awaits = append(v.Awaits, r.see.Refs([]council.ID{p.Of})...)
	}
	for _, line := range r.decisionLines(r.see.Kids(id, council.NounDecision)) {
		if k, _ := r.see.State().Thing(line.ID); k.Facts.(*council.Decision).About == id {
			v.Prepared = append(v.Prepared, line)
		}
	}
	for _, k := range r.see.Kids(id, council.NounSigning) {
		v.Signings = append(v.Signings, r.signing(k))
	}
	for _, k := range r.see.Kids(id, council.NounPlan) {
		v.Plans = append(v.Plans, r.planLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounBudget) {
		v.Budgets = append(v.Budgets, r.budget(k))
	}
	for _, k := range r.see.Kids(id, council.NounAward) {
		v.Awards = append(v.Awards, r.award(k))
	}
	for _, k := range r.see.Kids(id, council.NounBase) {
		v.Bases = append(v.Bases, r.base(k))
	}
	for _, k := range r.see.Kids(id, council.NounPresidency) {
		v.Presidencies = append(v.Presidencies, r.presidency(k))
	}
	for _, k := range r.see.Kids(id, council.NounNextSession) {
		n := *k.Facts.(*council.NextSession)
		v.Next = append(v.Next, NextSession{r.see.Head(k), n, r.see.Ref(n.Decision)})
	}
	for _, fu := range r.followUps(id) {
		if fu.Facts.About == id {
			v.FollowUps = append(v.FollowUps, fu)
		} else {
			v.Did = append(v.Did, fu)
		}
	}
	v.Appointed = RefsOf(r.see.Kids(id, council.NounOfficeHolder))
	return v, nil
}

// stances adds the stance of each member and, of an adoption, the finding.
func (r *Room) stances(t *council.Thing, v *Decision) {
	r.see.Charter()
	r.see.Note(string(council.NounStatus))
	day := v.Facts.At.Day()
	members := r.see.State().Electorate(day)
	if t.Case.Ruling != nil {
		members = t.Case.Ruling.Question.Members
		again := t.Case.Ruling.Again()
		v.Judged = &Judged{Ruling: *t.Case.Ruling, Again: again, Same: again.Equal(t.Case.Ruling.Finding)}
		if f, differs := t.Case.Corrected(); differs {
			v.Judged.Corrected = &f
		}
	}
	counting := t.Case.Counting(t.Case.Tied() || t.Case.Ruling != nil && t.Case.Ruling.Question.Second)
	for _, m := range members {
		ref := r.see.Member(m, day)
		if ref == nil {
			continue
		}
		row := StanceRow{Member: *ref}
		for i, s := range counting {
			if s.Member == m {
				row.Last, row.Stance, row.Stale = &counting[i], s.Stance, t.Case.Stale(s)
			}
		}
		for _, s := range t.Case.Stances.All() {
			if s.Member == m && (row.Last == nil || s.Place != row.Last.Place) {
				row.Before = append(row.Before, s)
			}
		}
		v.Stances = append(v.Stances, row)
	}
}

// course adds how the silence of a decision went and what stands beside it.
func (r *Room) course(t *council.Thing, v *Decision) {
	day := v.Facts.At.Day()
	for _, b := range t.Case.Beside {
		v.Beside = append(v.Beside, BesideRow{r.see.Member(b.Member, day), b})
	}
	c := t.Case.Silence
	if c == nil {
		return
	}
	fixed := time.FixedZone("", c.Offset) // of the expiry, as it was resolved; other times have the offset of their day
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = fixed
	}
	at := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		_, offset := t.In(zone).Zone()
		return t.In(time.FixedZone("", offset))
	}
	v.Silence = &Silence{
		Phase: c.Phase, Terms: c.Terms, Began: at(c.Began), Expires: c.Expiry.In(fixed), Zone: c.Zone, Extended: c.Extended,
		Announced: at(c.Announced), Issued: at(c.Issued), Voided: c.Voided,
	}
	if c.Voided {
		v.Silence.Earlier = t.Case.Earlier
	}
	for _, b := range t.Case.Breaks {
		received, _ := b.Received.Time()
		v.Silence.Breaks = append(v.Silence.Breaks, SilenceBreak{r.see.Member(b.Member, day), at(received), b})
	}
}

// An Act is an act and the decisions that made and changed it.
type Act struct {
	Head
	Facts         council.Act     `json:"facts"`
	Parent        *Ref            `json:"parent,omitempty"`
	ApprovedBy    []DecisionLine  `json:"approved_by,omitempty"`
	AmendedBy     []DecisionLine  `json:"amended_by,omitempty"`
	ImplementedBy []DecisionLine  `json:"implemented_by,omitempty"`
	Plans         []PlanLine      `json:"plans,omitempty"`
	Budgets       []Budget        `json:"budgets,omitempty"`
	Programmes    []ProgrammeLine `json:"programmes,omitempty"`
	Proposals     []ProposalLine  `json:"proposals,omitempty"` // that refer to it
	Did           []FollowUp      `json:"did,omitempty"`       // what it followed up
}

// An ActLine is an act in a list.
type ActLine struct {
	Ref
	Facts   council.Act    `json:"facts"`
	Amended int            `json:"amended"` // decisions that amend it
	Entry   register.Place `json:"entry"`   // the last about it
}

// Acts returns the acts by date, those without a date last.
func (r *Room) Acts() []ActLine {
	var lines []ActLine
	for _, t := range r.see.All(council.NounAct) {
		line := ActLine{Ref: Ref{t.ID, t.Noun, Title(t.Facts)}, Facts: *t.Facts.(*council.Act), Entry: t.Last()}
		for _, d := range r.see.Kids(t.ID, council.NounDecision) {
			if slices.Contains(d.Facts.(*council.Decision).Amends, t.ID) {
				line.Amended++
			}
		}
		lines = append(lines, line)
	}
	slices.SortStableFunc(lines, func(a, b ActLine) int { return a.Facts.At.Compare(b.Facts.At) })
	return lines
}

// Act returns one act.
func (r *Room) Act(id council.ID) (Act, error) {
	t, err := r.see.Thing(id, council.NounAct)
	if err != nil {
		return Act{}, err
	}
	f := *t.Facts.(*council.Act)
	v := Act{Head: r.see.Head(t), Facts: f, Parent: r.see.Ref(f.Parent)}
	for _, line := range r.decisionLines(r.see.Kids(id, council.NounDecision)) {
		d, _ := r.see.State().Thing(line.ID)
		facts := d.Facts.(*council.Decision)
		if slices.Contains(facts.Approves, id) {
			v.ApprovedBy = append(v.ApprovedBy, line)
		}
		if slices.Contains(facts.Amends, id) {
			v.AmendedBy = append(v.AmendedBy, line)
		}
		if facts.Implements == id {
			v.ImplementedBy = append(v.ImplementedBy, line)
		}
	}
	for _, k := range r.see.Kids(id, council.NounPlan) {
		v.Plans = append(v.Plans, r.planLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounBudget) {
		v.Budgets = append(v.Budgets, r.budget(k))
	}
	for _, k := range r.see.Kids(id, council.NounProgramme) {
		v.Programmes = append(v.Programmes, r.programmeLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounProposal) {
		v.Proposals = append(v.Proposals, r.proposalLine(k))
	}
	v.Did = r.followUps(id)
	return v, nil
}
