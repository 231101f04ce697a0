package council

import (
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Statement is what somebody said in a sitting, retold point by point. The
// words themselves, where they may be kept, are quotations or a deposited text.
type Statement struct {
	Session  ID           `json:"session"`
	Sitting  ID           `json:"sitting,omitempty"`
	Item     ID           `json:"item,omitempty"` // the item it was made on
	Speaker  Person       `json:"speaker"`
	Points   []words.Text `json:"points"`
	Quotes   []Quote      `json:"quotes,omitempty"`
	Figures  []Figure     `json:"figures,omitempty"`
	Evidence Evidence     `json:"evidence,omitzero"`
}

// A Quote is the speaker's own words.
type Quote struct {
	Words    words.Text `json:"words"`
	Evidence Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounStatement.
func (*Statement) Noun() Noun { return NounStatement }

// Of returns the session, the sitting and the item.
func (f *Statement) Of() []ID { return some(f.Session, f.Sitting, f.Item) }

func (f *Statement) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.within("sitting", c.maybe("sitting", f.Sitting, NounSitting), f.Session)
	c.within("item", c.maybe("item", f.Item, NounItem), f.Session)
	c.person("speaker", f.Speaker)
	if len(f.Points) == 0 {
		c.fault(CodeMissing, "points", "")
	}
	c.texts("points", f.Points)
	for i, q := range f.Quotes {
		c.text("quotes."+strconv.Itoa(i+1)+".words", q.Words)
		c.evidence("quotes."+strconv.Itoa(i+1)+".evidence", q.Evidence)
	}
	c.figures("figures", f.Figures)
	c.evidence("evidence", f.Evidence)
}

// A Proposal is what a speaker asks the council or the organisation to do.
type Proposal struct {
	Statement ID               `json:"statement,omitempty"` // in which it was made, if that is recorded
	Session   ID               `json:"session"`
	Member    procedure.Member `json:"member"`
	Label     string           `json:"label,omitempty"` // as in the list of proposals: "KZ-4"
	Text      words.Text       `json:"text"`
	Nature    string           `json:"nature"` // political, task, institutional, event, security, military
	Addressee words.Text       `json:"addressee,omitempty"`
	About     words.Text       `json:"about,omitempty"`
	Model     words.Text       `json:"model,omitempty"`     // what it takes as an example
	RefersTo  ID               `json:"refers_to,omitempty"` // an act
	Evidence  Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounProposal.
func (*Proposal) Noun() Noun { return NounProposal }

// Of returns the session, the statement and the act referred to.
func (f *Proposal) Of() []ID { return some(f.Session, f.Statement, f.RefersTo) }

func (f *Proposal) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.within("statement", c.maybe("statement", f.Statement, NounStatement), f.Session)
	c.member("member", f.Member)
	c.line("label", f.Label)
	c.text("text", f.Text)
	c.choice("nature", f.Nature, "political", "task", "institutional", "event", "security", "military")
	c.optional("addressee", f.Addressee)
	c.optional("about", f.About)
	c.optional("model", f.Model)
	c.maybe("refers_to", f.RefersTo, NounAct)
	c.evidence("evidence", f.Evidence)
}

// A Commitment is what a presidency, or a member, promises.
type Commitment struct {
	Session  ID               `json:"session"`
	Member   procedure.Member `json:"member"`
	Proposal ID               `json:"proposal,omitempty"` // that it takes up
	Text     words.Text       `json:"text"`
	Due      calendar.When    `json:"due,omitzero"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounCommitment.
func (*Commitment) Noun() Noun { return NounCommitment }

// Of returns the session and the proposal.
func (f *Commitment) Of() []ID { return some(f.Session, f.Proposal) }

func (f *Commitment) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.member("member", f.Member)
	c.maybe("proposal", f.Proposal, NounProposal)
	c.text("text", f.Text)
	c.evidence("evidence", f.Evidence)
}

// A FollowUp is what became of a proposal, a commitment or a decision.
type FollowUp struct {
	About    ID            `json:"about"`
	Status   string        `json:"status"` // done, under-way, dropped, unknown
	Text     words.Text    `json:"text"`
	At       calendar.When `json:"at,omitzero"`
	By       ID            `json:"by,omitempty"` // the decision or act that did it, if it is in the record
	Evidence Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounFollowUp.
func (*FollowUp) Noun() Noun { return NounFollowUp }

// Of returns what it is about and what did it.
func (f *FollowUp) Of() []ID { return some(f.About, f.By) }

func (f *FollowUp) check(c *check) {
	c.ref("about", f.About, NounProposal, NounCommitment, NounDecision, NounSession)
	c.choice("status", f.Status, "done", "under-way", "dropped", "unknown")
	c.text("text", f.Text)
	c.maybe("by", f.By, NounDecision, NounAct, NounSession)
	c.evidence("evidence", f.Evidence)
}
