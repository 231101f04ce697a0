package council

import (
	"slices"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// An Acceptance is the second stage of a decision whose rule has it adopted and
// then accepted, by notices or tacitly. It begins when the members are told and
// binds nobody before its end.
type Acceptance struct {
	Step    string             `json:"step"`              // of the rule: "acceptance"
	Chamber string             `json:"chamber"`           // of the rule: "parties"
	Members []procedure.Member `json:"members"`           // that can give notice
	Began   Deadline           `json:"began"`             // when they were told
	Ends    Deadline           `json:"ends,omitzero"`     // none: as soon as the rule is met
	Phase   Stage              `json:"phase"`             //
	At      calendar.When      `json:"at,omitzero"`       // of the end, if it has come
	Ruling  *Ruling            `json:"ruling,omitempty"`  // of both stages, if the end has come
	Earlier *Ruling            `json:"earlier,omitempty"` // one that a notice entered late took back
	Notices []Notice           `json:"notices,omitempty"` // as they were entered
}

// A Stage is how far an acceptance has come.
type Stage string

// The stages. One that waits had its time, was not accepted in it, and under its
// rule stays open until it is.
const (
	StageOpen    Stage = "open"
	StageWaiting Stage = "waiting"
	StageEnded   Stage = "ended"
)

// A Notice is what a member said in the second stage.
type Notice struct {
	Member   procedure.Member `json:"member"`
	Notice   string           `json:"notice"` // accepts or rejects
	Text     words.Text       `json:"text,omitempty"`
	Received calendar.When    `json:"received"`        // an instant
	Joins    bool             `json:"joins,omitempty"` // it came after the end, from a member that was not bound, and binds it from then on
	Place    int64            `json:"place"`
}

// What a notice can say.
const (
	Accepts = "accepts"
	Rejects = "rejects"
)

// What is wrong with an acceptance, as the value of [CodeAcceptance].
const (
	FaultNoStage  = "no-stage" // the rule of the decision has no second stage, or its first was not carried
	FaultUnopened = "unopened" // the members were not told yet
	FaultOpened   = "opened"   // it was opened before
	FaultEnded    = "ended"
)

// Last returns the notices that count: of each member the one received last, in
// the order of the members.
func (a *Acceptance) Last() []Notice { return lastNotices(a.Members, a.Notices) }

func lastNotices(members []procedure.Member, all []Notice) (last []Notice) {
	for _, m := range members {
		var n Notice
		for _, o := range all {
			if o.Member == m && !o.Joins && (n.Member == "" || !o.at().Before(n.at())) {
				n = o
			}
		}
		if n.Member != "" {
			last = append(last, n)
		}
	}
	return last
}

func (n *Notice) at() time.Time {
	at, _ := n.Received.Time()
	return at
}

// judge returns what the rule of a decision says of both its stages with some
// notices at a time.
func (a *Acceptance) judge(adoption *Ruling, notices []Notice, now time.Time) Ruling {
	r := *adoption
	chamber := procedure.Chamber{Members: a.Members, Stances: map[procedure.Member]procedure.Stance{}}
	for _, n := range lastNotices(a.Members, notices) {
		chamber.Stances[n.Member] = procedure.For
		if n.Notice == Rejects {
			chamber.Stances[n.Member] = procedure.Objects
		}
	}
	r.Question.Chambers = map[string]procedure.Chamber{a.Chamber: chamber}
	r.Question.Began, _ = a.Began.instant()
	r.Question.Now = now.UTC()
	r.Finding = r.Again()
	return r
}

// secondStage finds the second stage of a name in a rule.
func secondStage(r *procedure.Rule, name string) *procedure.Step {
	for i := range r.Steps {
		s := &r.Steps[i]
		if r.Method == procedure.TwoStage && i == 1 && s.Name == name {
			return s
		}
		if inner := secondStage(&s.Rule, name); inner != nil {
			return inner
		}
	}
	return nil
}

// Awaits returns the step that an adopted decision still needs before it binds
// anybody, or nil.
func (c *Case) Awaits() *procedure.Step {
	if !c.Outcome.Carried() || c.Ruling == nil || c.Acceptance != nil && c.Acceptance.Phase == StageEnded {
		return nil
	}
	return secondStage(&c.Ruling.Rule, c.Ruling.Finding.Next.Step)
}

// Binding returns whom the decision binds, as it stands now: nobody before it is
// adopted and, where the rule has two stages, accepted; then those of the finding,
// and those that joined later.
func (c *Case) Binding() []procedure.Member {
	switch {
	case !c.Outcome.Carried() || c.Ruling == nil || c.Awaits() != nil:
		return nil
	case c.Acceptance == nil || c.Acceptance.Ruling == nil:
		return c.Ruling.Finding.Bound
	}
	bound := slices.Clone(c.Acceptance.Ruling.Finding.Bound)
	for _, n := range c.Acceptance.Notices {
		if n.Joins && !slices.Contains(bound, n.Member) {
			bound = append(bound, n.Member)
		}
	}
	return bound
}

// Rulings returns every ruling that the case rests or rested on.
func (c *Case) Rulings() (all []*Ruling) {
	all = []*Ruling{c.Earlier, c.Ruling}
	if c.Acceptance != nil {
		all = append(all, c.Acceptance.Earlier, c.Acceptance.Ruling)
	}
	return slices.DeleteFunc(all, func(r *Ruling) bool { return r == nil })
}

// OpenAcceptance begins the second stage: the members were told of the adoption,
// and the time of the rule runs from then.
type OpenAcceptance struct {
	Decision ID       `json:"decision"`
	From     Deadline `json:"from"`          // when they were told
	Ends     Deadline `json:"ends,omitzero"` // where the rule lets the council give more time than it asks for; none: the time of the rule
}

func (f *OpenAcceptance) name() string { return "open-acceptance" }

func (f *OpenAcceptance) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	c.past("from", f.From.At)
	c.zoned("from", f.From)
	if t == nil || len(c.faults) > 0 {
		return nil
	}
	step := t.Case.Awaits()
	switch {
	case t.Case.Acceptance != nil:
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), FaultOpened))
		return nil
	case step == nil:
		c.stop(Refuse(OutOfTime, CodeAcceptance, f.name(), FaultNoStage))
		return nil
	}
	from, _ := f.From.instant()
	if adopted, ok := t.Case.At.Time(); ok && from.Before(adopted) || calendar.DayOf(from).Compare(t.Case.At.Earliest()) < 0 {
		c.untimely(CodeTooEarly, f.name(), t.Case.At.String(), &t.Case.Ruling.Rule)
		return nil
	}
	d := t.Facts.(*Decision)
	a := Acceptance{Step: step.Name, Chamber: step.Chamber, Members: d.Groups[step.Chamber], Began: f.From, Phase: StageOpen}
	if a.Members == nil {
		a.Members = c.s.Electorate(d.At.Day())
	}
	if a.Ends = f.ends(c, t, step); c.stopped != nil || len(c.faults) > 0 {
		return nil
	}
	return []Event{c.about(t, "acceptance-opened.v1", &AcceptanceOpened{t.ID, d.Title, a})}
}

// ends returns when the second stage ends: by the time of the rule, or later if
// that is said.
func (f *OpenAcceptance) ends(c *check, t *Thing, step *procedure.Step) Deadline {
	from, _ := f.From.instant()
	if step.Clock == (procedure.Clock{}) {
		if f.Ends != (Deadline{}) {
			c.fault(CodeForm, "ends", "the rule sets no time")
		}
		return Deadline{}
	}
	least := step.Clock.From(from)
	if f.Ends == (Deadline{}) {
		_, offset := from.Zone()
		return Deadline{c.inZone(least, offset), f.From.Zone}
	}
	c.zoned("ends", f.Ends)
	if until, ok := f.Ends.instant(); ok && until.Before(least) {
		c.untimely(CodeTooEarly, "ends", least.Format(time.RFC3339), &t.Case.Ruling.Rule)
	}
	return f.Ends
}

// zoned wants an instant with the name of its zone.
func (c *check) zoned(field string, d Deadline) {
	if _, ok := d.instant(); !ok {
		c.fault(CodeInstant, field, "")
	}
	if d.Zone == "" {
		c.fault(CodeMissing, field+".zone", "")
	}
	c.line(field+".zone", d.Zone)
}

// untimely refuses what came too early or too late by a rule, with what the rule
// says.
func (c *check) untimely(code Code, field, bound string, r *procedure.Rule) {
	refusal := Refuse(OutOfTime, code, field, bound)
	refusal.Clause = r.Clause
	c.stop(refusal)
}

// AcceptanceOpened is the event of [OpenAcceptance].
type AcceptanceOpened struct {
	Decision   ID         `json:"decision"`
	Title      words.Text `json:"title"`
	Acceptance Acceptance `json:"acceptance"`
}

func (e *AcceptanceOpened) apply(s *State, t *Thing, m Mark) { t.Case.Acceptance = &e.Acceptance }
