package council

import (
	"maps"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Decision is a document put to the council: a decision, or a statement that
// it adopts. It is a draft until the question on it is carried.
type Decision struct {
	Session    ID                                 `json:"session"`
	Item       ID                                 `json:"item,omitempty"`
	Form       string                             `json:"form"`            // decision or statement
	Order      int                                `json:"order,omitempty"` // in the list of its session, from 1; not a number
	Title      words.Text                         `json:"title"`
	Nature     string                             `json:"nature"`                // see DecisionNatures
	Subject    words.Text                         `json:"subject,omitempty"`     // "border", "budget"
	Matter     string                             `json:"matter,omitempty"`      // picks the rule of decision, as in the charter
	Approves   []ID                               `json:"approves,omitempty"`    // acts that it adopts or approves
	Amends     []ID                               `json:"amends,omitempty"`      // acts that it amends
	AmendsNote words.Text                         `json:"amends_note,omitempty"` // acts amended that no source names: "several normative acts"
	Implements ID                                 `json:"implements,omitempty"`  // an act, also of others
	At         calendar.When                      `json:"at,omitzero"`           // the day the question is to be judged by
	Initiative words.Text                         `json:"initiative,omitempty"`  // on whose initiative
	About      ID                                 `json:"about,omitempty"`       // the draft of an upper body that this is a lower body's decision about
	Circulated bool                               `json:"circulated,omitempty"`  // stances come one by one, without a meeting; it may stay incomplete
	Motion     string                             `json:"motion,omitempty"`      // picks an electorate, where the rule has several
	Barred     map[procedure.Member]procedure.Bar `json:"barred,omitempty"`      // members that a ground of the rules applies to
	Groups     map[string][]procedure.Member      `json:"groups,omitempty"`      // that the rule asks for, by name
	Requests   []string                           `json:"requests,omitempty"`    // conditions that a member asked for
	Force      Force                              `json:"force,omitzero"`        // from when and for whom it has effect
	Evidence   Evidence                           `json:"evidence,omitzero"`
}

// DecisionNatures are what a decision can do.
func DecisionNatures() []string {
	return []string{"approve-plan", "amend", "approve-list", "designate", "approve-regulation", "approve-report", "approve-budget", "awards", "presidency-and-next-session", "statement", "appoint", "other"}
}

// Noun returns NounDecision.
func (*Decision) Noun() Noun { return NounDecision }

// Of returns the session, the item and the acts.
func (f *Decision) Of() []ID {
	ids := some(f.Session, f.Item)
	ids = append(ids, f.Approves...)
	ids = append(ids, f.Amends...)
	ids = append(ids, some(f.Implements, f.About, f.Force.Of)...)
	if p := f.Force.Provisional; p != nil {
		ids = append(ids, some(p.Of)...)
	}
	return ids
}

func (f *Decision) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.within("item", c.maybe("item", f.Item, NounItem), f.Session)
	c.choice("form", f.Form, "decision", "statement")
	if f.Order < 0 || f.Order > 999 {
		c.fault(CodeRange, "order", "want 1 to 999, found "+strconv.Itoa(f.Order))
	}
	c.text("title", f.Title)
	c.choice("nature", f.Nature, DecisionNatures()...)
	c.optional("subject", f.Subject)
	if f.Matter != "" && !words.ValidID(f.Matter) {
		c.fault(CodeForm, "matter", "want small letters, digits and hyphens")
	}
	for i, id := range f.Approves {
		c.ref("approves."+strconv.Itoa(i+1), id, NounAct)
	}
	for i, id := range f.Amends {
		c.ref("amends."+strconv.Itoa(i+1), id, NounAct)
	}
	c.optional("amends_note", f.AmendsNote)
	c.maybe("implements", f.Implements, NounAct)
	if !f.At.Day().Known() {
		c.fault(CodeMissing, "at", "")
	}
	c.optional("initiative", f.Initiative)
	f.checkAbout(c)
	f.checkQuestion(c)
	c.force("force", &f.Force)
	c.evidence("evidence", f.Evidence)
}

// checkAbout wants the decision that this one is about to be before a body above
// its own.
func (f *Decision) checkAbout(c *check) {
	upper := c.maybe("about", f.About, NounDecision)
	if upper == nil {
		return
	}
	own, above := c.s.bodyOf(f.Session), c.s.bodyOf(upper.Facts.(*Decision).Session)
	for b, ok := c.s.Charter.Body(own); ok && b.Under != ""; b, ok = c.s.Charter.Body(b.Under) {
		if b.Under == above {
			return
		}
	}
	c.fault(CodeForm, "about", "want the draft of a body above")
}

// bodyOf returns the body that a session is of.
func (s *State) bodyOf(session ID) string {
	if t := s.things[session]; t != nil && t.Noun == NounSession {
		return t.Facts.(*Session).Body
	}
	return ""
}

// checkQuestion checks what the facts say of the question to be put.
func (f *Decision) checkQuestion(c *check) {
	c.line("motion", f.Motion)
	for _, m := range slices.Sorted(maps.Keys(f.Barred)) {
		c.member("barred", m)
		var bars []string
		for _, b := range procedure.Bars() {
			bars = append(bars, string(b))
		}
		c.choice("barred."+string(m), string(f.Barred[m]), bars...)
	}
	for _, g := range slices.Sorted(maps.Keys(f.Groups)) {
		if !words.ValidID(g) {
			c.fault(CodeForm, "groups", "want names of small letters, digits and hyphens, found "+strconv.Quote(g))
		}
		for _, m := range f.Groups[g] {
			c.member("groups."+g, m)
		}
	}
	for i, r := range f.Requests {
		c.line("requests."+strconv.Itoa(i+1), r)
	}
}

// A Case is what happened to a decision since it was a draft.
type Case struct {
	Stances Past[Stance]      `json:"stances,omitzero"`  // as they came: all that count, see Standing, and the last 8 that no longer do
	Outcome procedure.Outcome `json:"outcome,omitempty"` // open until the question is carried or the case closed
	Why     words.Text        `json:"why,omitempty"`     // for an outcome that is not an adoption
	Ruling  *Ruling           `json:"ruling,omitempty"`  // of an outcome that a rule gave
	Earlier *Ruling           `json:"earlier,omitempty"` // one that did not last: a tie before a second vote, a silence broken in time and entered late
	Silence *procedure.Course `json:"silence,omitempty"` // if it was placed under silence
	Breaks  []Break           `json:"breaks,omitempty"`  // of the silence, with their reasons
	Wording int64             `json:"wording,omitempty"` // the entry of the last correction of the draft; 0: none. Stances before it are on another text

	Acceptance *Acceptance `json:"acceptance,omitempty"` // the second stage, once it was opened

	Beside []Beside      `json:"beside,omitempty"` // statements of members, which change nothing
	At     calendar.When `json:"at,omitzero"`      // of the outcome
	Series string        `json:"series,omitempty"`
	Number int           `json:"number,omitempty"` // in the series, from 1; 0: none
}

// A Ruling is everything that an outcome rests on: the question as it stood, the
// rule in the version of its day and what the rule said. It is judged again for
// ever, and any difference is reported.
type Ruling struct {
	Rule     procedure.Rule     `json:"rule"`
	Question procedure.Question `json:"question"`
	Finding  procedure.Finding  `json:"finding"`

	OpeningStated bool `json:"opening_stated,omitempty"` // who was present at the opening was said by who put the question; else it is who attended, as far as the public record says
}

// Again judges the question of r once more.
func (r *Ruling) Again() procedure.Finding { return procedure.Evaluate(r.Rule, r.Question) }

// Corrected judges the question of the outcome with the stances as they have been
// corrected since, and says whether any has.
func (c *Case) Corrected() (f procedure.Finding, differs bool) {
	if c.Ruling == nil {
		return f, false
	}
	q := c.Ruling.Question
	q.Stances = c.Standing(q.Second)
	return procedure.Evaluate(c.Ruling.Rule, q), !maps.Equal(q.Stances, c.Ruling.Question.Stances)
}

// Tied reports whether a vote ended in a tie and is to be held a second time.
func (c *Case) Tied() bool {
	return c.Outcome == procedure.Postponed && c.Ruling != nil && !c.Ruling.Question.Second && tie(&c.Ruling.Finding)
}

// Silent reports whether the case is open under a silence that is running.
func (c *Case) Silent() bool {
	return c.Outcome == procedure.Open && c.Silence != nil && c.Silence.Phase == procedure.Running
}

// CloseCase ends a decision without adoption: returned for more work, postponed,
// withdrawn, not adopted.
type CloseCase struct {
	Decision ID                `json:"decision"`
	Outcome  procedure.Outcome `json:"outcome"`
	Why      words.Text        `json:"why"`
	At       calendar.When     `json:"at,omitzero"`
}

func (f *CloseCase) name() string { return "close-case" }

func (f *CloseCase) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	c.choice("outcome", string(f.Outcome), "returned", "postponed", "withdrawn", string(procedure.NotAdopted))
	c.text("why", f.Why)
	if t == nil || !t.Case.Tied() && !c.open(t) || !c.current(t) {
		return nil
	}
	if c.order.By.Role == access.Chair && !c.presides(t.Facts.(*Decision)) {
		return nil
	}
	return []Event{{Type: "case-closed.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: &CaseClosed{*f}}}
}

// CaseClosed is the event of [CloseCase].
type CaseClosed struct{ CloseCase }

func (e *CaseClosed) apply(s *State, t *Thing, m Mark) {
	t.Case.Outcome, t.Case.Why, t.Case.At = e.Outcome, e.Why, e.At
}

// GiveNumber labels an adopted public decision with the next number of a series.
// A number is given once and never used again.
type GiveNumber struct {
	Decision ID     `json:"decision"`
	Series   string `json:"series"` // charter-local: "csc-2019"
	Number   int    `json:"number"`
}

func (f *GiveNumber) name() string { return "give-number" }

func (f *GiveNumber) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	if !words.ValidID(f.Series) {
		c.fault(CodeForm, "series", "want small letters, digits and hyphens")
	}
	if next := c.s.numbers[f.Series] + 1; f.Number != next {
		if f.Number >= 1 && f.Number < next {
			c.fault(CodeTaken, "number", f.Series+" "+strconv.Itoa(f.Number))
		} else {
			c.fault(CodeRange, "number", "the next of the series is "+strconv.Itoa(next))
		}
	}
	if t == nil {
		return nil
	}
	if t.Audience != access.Public {
		c.fault(CodeChoice, "audience", string(access.Public))
	}
	if !t.Case.Outcome.Carried() {
		c.fault(CodeNotAdopted, "decision", "")
	}
	if t.Case.Number != 0 {
		c.fault(CodeTaken, "decision", "the number "+strconv.Itoa(t.Case.Number))
	}
	if course, ok := c.s.course(t); ok && course.Phase == procedure.Kept && !course.Numbered() {
		c.stop(Refuse(OutOfTime, CodeSilence, "number", SilenceProvisional))
	}
	return []Event{{Type: "number-given.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: &NumberGiven{*f}}}
}

// NumberGiven is the event of [GiveNumber].
type NumberGiven struct{ GiveNumber }

func (e *NumberGiven) apply(s *State, t *Thing, m Mark) {
	t.Case.Series, t.Case.Number = e.Series, e.Number
	s.numbers[e.Series] = e.Number
}

// open adds a fault if the case of t is closed.
func (c *check) open(t *Thing) bool {
	if t.Case.Outcome != procedure.Open {
		c.stop(Refuse(OutOfTime, CodeClosed, "decision "+string(t.ID), string(t.Case.Outcome)))
		return false
	}
	return true
}
