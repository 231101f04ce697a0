package council

import (
	"maps"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
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
	return append(ids, some(f.Implements, f.About)...)
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
	c.maybe("about", f.About, NounDecision)
	f.checkQuestion(c)
	c.evidence("evidence", f.Evidence)
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
	Stances []Stance          `json:"stances,omitempty"` // as they came; of each member the last counts
	Outcome procedure.Outcome `json:"outcome,omitempty"` // open until the question is carried or the case closed
	Why     words.Text        `json:"why,omitempty"`     // for an outcome that is not an adoption
	Ruling  *Ruling           `json:"ruling,omitempty"`  // of an outcome that a rule gave
	Silence *procedure.Course `json:"silence,omitempty"` // if it was placed under silence
	Breaks  []Break           `json:"breaks,omitempty"`  // of the silence, with their reasons
	Beside  []Beside          `json:"beside,omitempty"`  // statements of members, which change nothing
	At      calendar.When     `json:"at,omitzero"`       // of the outcome
	Series  string            `json:"series,omitempty"`
	Number  int               `json:"number,omitempty"` // in the series, from 1; 0: none
}

// A Stance is what a member made known about a decision.
type Stance struct {
	Member  procedure.Member `json:"member"`
	Stance  procedure.Stance `json:"stance"`
	At      calendar.When    `json:"at,omitzero"`
	Channel words.Text       `json:"channel,omitempty"` // how it came: "in the sitting", "letter of …"
	Note    words.Text       `json:"note,omitempty"`
	Basis   Evidence         `json:"evidence,omitzero"`
	Place   int64            `json:"place"`             // of the entry
	Instead int64            `json:"instead,omitempty"` // the entry that it corrects; 0: none
}

// A Ruling is everything that an outcome rests on: the question as it stood, the
// rule in the version of its day and what the rule said. It is judged again for
// ever, and any difference is reported.
type Ruling struct {
	Rule     procedure.Rule     `json:"rule"`
	Question procedure.Question `json:"question"`
	Finding  procedure.Finding  `json:"finding"`
}

// Again judges the question of r once more.
func (r *Ruling) Again() procedure.Finding { return procedure.Evaluate(r.Rule, r.Question) }

// Corrected judges the question of r with the stances as they have been corrected
// since, and says whether any has.
func (c *Case) Corrected() (f procedure.Finding, differs bool) {
	if c.Ruling == nil {
		return f, false
	}
	q := c.Ruling.Question
	q.Stances = c.Standing()
	return procedure.Evaluate(c.Ruling.Rule, q), !maps.Equal(q.Stances, c.Ruling.Question.Stances)
}

// Standing returns the stance of each member that made one known: the last.
func (c *Case) Standing() map[procedure.Member]procedure.Stance {
	m := make(map[procedure.Member]procedure.Stance, len(c.Stances))
	for _, s := range c.Stances {
		m[s.Member] = s.Stance
	}
	return m
}

// TakeStance makes a member's stance on a decision known. The last one counts; an
// earlier one stays in the record.
type TakeStance struct {
	Decision ID               `json:"decision"`
	Stance   procedure.Stance `json:"stance"`
	At       calendar.When    `json:"at,omitzero"`
	Channel  words.Text       `json:"channel,omitempty"`
	Note     words.Text       `json:"note,omitempty"`
	Corrects register.Place   `json:"corrects,omitempty"` // the entry of an earlier stance that was recorded wrongly; none: a new stance
	Evidence Evidence         `json:"evidence,omitzero"`
}

func (f *TakeStance) name() string { return "take-stance" }

func (f *TakeStance) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	var all []string
	for _, s := range procedure.Stances() {
		all = append(all, string(s))
	}
	c.choice("stance", string(f.Stance), all...)
	c.optional("channel", f.Channel)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
	if t == nil || !f.correct(c, t) && !c.open(t) || !c.current(t) {
		return nil
	}
	m := c.order.By.Member
	if d := t.Facts.(*Decision); !slices.Contains(c.s.Electorate(d.At.Day()), m) {
		c.stop(Refuse(Forbidden, CodeNotElector, "member", string(m)))
		return nil
	}
	return []Event{{Type: "stance-taken.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: &StanceTaken{
		Decision: t.ID, Member: m, Stance: f.Stance, At: f.At, Channel: f.Channel, Note: f.Note, Corrects: f.Corrects, Evidence: f.Evidence,
	}}}
}

// correct reports whether the command corrects a stance of the same member. A
// correction may come after the question was put: the outcome of the day stands,
// and what the corrected stances would have given is shown beside it.
func (f *TakeStance) correct(c *check, t *Thing) bool {
	if f.Corrects == 0 {
		return false
	}
	if !slices.ContainsFunc(t.Case.Stances, func(s Stance) bool {
		return s.Place == int64(f.Corrects) && s.Member == c.order.By.Member
	}) {
		c.unknown = true
		c.fault(CodeNoSuch, "corrects", "stance of this member at entry "+strconv.FormatInt(int64(f.Corrects), 10))
	}
	return true
}

// StanceTaken is the event of [TakeStance].
type StanceTaken struct {
	Decision ID               `json:"decision"`
	Member   procedure.Member `json:"member"`
	Stance   procedure.Stance `json:"stance"`
	At       calendar.When    `json:"at,omitzero"`
	Channel  words.Text       `json:"channel,omitempty"`
	Note     words.Text       `json:"note,omitempty"`
	Corrects register.Place   `json:"corrects,omitempty"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

func (e *StanceTaken) apply(s *State, t *Thing, m Mark) {
	t.Case.Stances = append(t.Case.Stances, Stance{e.Member, e.Stance, e.At, e.Channel, e.Note, e.Evidence, int64(m.Place), int64(e.Corrects)})
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
	if t == nil || !c.open(t) || !c.current(t) {
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
