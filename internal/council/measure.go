package council

import (
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Plan is a set of measures that a decision approves: a plan, or a list.
type Plan struct {
	Decision ID            `json:"decision"`
	Act      ID            `json:"act"`             // the text of the plan
	Title    words.Text    `json:"title"`           //
	Period   calendar.When `json:"period,omitzero"` // the years it runs for
	Named    bool          `json:"named,omitempty"` // its measures are in the record; false: the plan is known by its title only
	Evidence Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounPlan.
func (*Plan) Noun() Noun { return NounPlan }

// Of returns the decision and the act.
func (f *Plan) Of() []ID { return some(f.Decision, f.Act) }

func (f *Plan) check(c *check) {
	c.ref("decision", f.Decision, NounDecision)
	c.ref("act", f.Act, NounAct)
	c.text("title", f.Title)
	c.evidence("evidence", f.Evidence)
}

// A Measure is one line of a plan: what, by whom, by when.
type Measure struct {
	Plan     ID                 `json:"plan"`
	Label    string             `json:"label,omitempty"`
	Text     words.Text         `json:"text"`
	Members  []procedure.Member `json:"members,omitempty"` // that carry it out
	Bodies   []string           `json:"bodies,omitempty"`
	Due      calendar.When      `json:"due,omitzero"`
	Evidence Evidence           `json:"evidence,omitzero"`
}

// Noun returns NounMeasure.
func (*Measure) Noun() Noun { return NounMeasure }

// Of returns the plan.
func (f *Measure) Of() []ID { return []ID{f.Plan} }

func (f *Measure) check(c *check) {
	c.ref("plan", f.Plan, NounPlan)
	c.line("label", f.Label)
	c.text("text", f.Text)
	for i, m := range f.Members {
		c.member("members."+strconv.Itoa(i+1), m)
	}
	for i, b := range f.Bodies {
		c.body("bodies."+strconv.Itoa(i+1), b, true)
	}
	c.evidence("evidence", f.Evidence)
}

// A Report is somebody's word on the carrying out of a measure.
type Report struct {
	Measure  ID               `json:"measure"`
	Member   procedure.Member `json:"member,omitempty"` // that reports; none: the secretariat
	Status   string           `json:"status"`           // done, under-way, late, dropped
	Text     words.Text       `json:"text"`
	At       calendar.When    `json:"at,omitzero"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounReport.
func (*Report) Noun() Noun { return NounReport }

// Of returns the measure.
func (f *Report) Of() []ID { return []ID{f.Measure} }

func (f *Report) check(c *check) {
	c.ref("measure", f.Measure, NounMeasure)
	c.maybeMember("member", f.Member)
	c.own(f.Member)
	c.choice("status", f.Status, "done", "under-way", "late", "dropped")
	c.text("text", f.Text)
	c.evidence("evidence", f.Evidence)
}

// A Budget is the budget of a year, or the report on its execution. A session
// approves the report of the year before last and the budget of the next.
type Budget struct {
	Decision ID           `json:"decision"`
	Act      ID           `json:"act,omitempty"`
	Type     string       `json:"type"` // budget or execution
	Year     int          `json:"year"`
	Total    money.Amount `json:"total,omitzero"` // zero: not published
	Lines    []BudgetLine `json:"lines,omitempty"`
	Note     words.Text   `json:"note,omitempty"`
	Evidence Evidence     `json:"evidence,omitzero"`
}

// A BudgetLine is one appropriation.
type BudgetLine struct {
	What   words.Text   `json:"what"`
	Amount money.Amount `json:"amount"`
}

// Noun returns NounBudget.
func (*Budget) Noun() Noun { return NounBudget }

// Of returns the decision and the act.
func (f *Budget) Of() []ID { return some(f.Decision, f.Act) }

func (f *Budget) check(c *check) {
	c.ref("decision", f.Decision, NounDecision)
	c.maybe("act", f.Act, NounAct)
	c.choice("type", f.Type, "budget", "execution")
	if f.Year < 1900 || f.Year > 2200 {
		c.fault(CodeRange, "year", "want 1900 to 2200, found "+strconv.Itoa(f.Year))
	}
	var sum money.Amount
	for i, l := range f.Lines {
		c.text("lines."+strconv.Itoa(i+1)+".what", l.What)
		if !l.Amount.Known() {
			c.fault(CodeMissing, "lines."+strconv.Itoa(i+1)+".amount", "")
		}
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			c.fault(CodeSum, "lines."+strconv.Itoa(i+1), err.Error())
		}
	}
	if len(f.Lines) > 0 && sum != f.Total {
		c.fault(CodeSum, "total", "the lines sum to "+sum.String()+", found "+f.Total.String())
	}
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// An Award is the decoration of persons by a decision. The persons may be counted
// or not, and named or not.
type Award struct {
	Decision ID         `json:"decision"`
	Award    words.Text `json:"award"` // the order or medal, or "awards of the organisation"
	People   []Person   `json:"people,omitempty"`
	Note     words.Text `json:"note,omitempty"`
	Evidence Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounAward.
func (*Award) Noun() Noun { return NounAward }

// Of returns the decision.
func (f *Award) Of() []ID { return []ID{f.Decision} }

func (f *Award) check(c *check) {
	c.ref("decision", f.Decision, NounDecision)
	c.text("award", f.Award)
	for i, p := range f.People {
		c.person("people."+strconv.Itoa(i+1), p)
	}
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// A Base is the designation of a base organisation for a field of work.
type Base struct {
	Decision     ID         `json:"decision"`
	Field        words.Text `json:"field"`
	Organisation words.Text `json:"organisation,omitempty"` // none: not named in the sources
	Note         words.Text `json:"note,omitempty"`
	Evidence     Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounBase.
func (*Base) Noun() Noun { return NounBase }

// Of returns the decision.
func (f *Base) Of() []ID { return []ID{f.Decision} }

func (f *Base) check(c *check) {
	c.ref("decision", f.Decision, NounDecision)
	c.text("field", f.Field)
	c.optional("organisation", f.Organisation)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// A Programme is a standing operation or humanitarian operation that is reported
// on with figures.
type Programme struct {
	Name     words.Text       `json:"name"`
	Type     string           `json:"type"`             // standing-operation or humanitarian-operation
	Member   procedure.Member `json:"member,omitempty"` // whose it is; none: the organisation's
	By       words.Text       `json:"by,omitempty"`     // who carries it out
	What     words.Text       `json:"what"`
	Act      ID               `json:"act,omitempty"` // that rules it
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounProgramme.
func (*Programme) Noun() Noun { return NounProgramme }

// Of returns the act.
func (f *Programme) Of() []ID { return some(f.Act) }

func (f *Programme) check(c *check) {
	c.text("name", f.Name)
	c.choice("type", f.Type, "standing-operation", "humanitarian-operation")
	c.maybeMember("member", f.Member)
	c.optional("by", f.By)
	c.text("what", f.What)
	c.maybe("act", f.Act, NounAct)
	c.evidence("evidence", f.Evidence)
}

// Progress is one report on a programme, with its figures.
type Progress struct {
	Programme ID            `json:"programme"`
	Statement ID            `json:"statement,omitempty"` // in which it was given
	At        calendar.When `json:"at,omitzero"`
	Text      words.Text    `json:"text"`
	Figures   []Figure      `json:"figures,omitempty"`
	Evidence  Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounProgress.
func (*Progress) Noun() Noun { return NounProgress }

// Of returns the programme and the statement.
func (f *Progress) Of() []ID { return some(f.Programme, f.Statement) }

func (f *Progress) check(c *check) {
	c.ref("programme", f.Programme, NounProgramme)
	c.maybe("statement", f.Statement, NounStatement)
	c.text("text", f.Text)
	c.figures("figures", f.Figures)
	c.evidence("evidence", f.Evidence)
}
