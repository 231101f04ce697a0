package council

import (
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Publication is what one publisher put out about a session: a communiqué, a
// news page. Its count, its order of names and its gallery are its own.
type Publication struct {
	Session   ID                 `json:"session"`
	Publisher words.Text         `json:"publisher"`
	Member    procedure.Member   `json:"member,omitempty"` // whose publisher it is
	Source    string             `json:"source"`           // as it names itself, or its address
	Type      string             `json:"type"`             // communique, news, announcement
	Lang      words.Lang         `json:"lang"`
	Dateline  words.Text         `json:"dateline,omitempty"`
	Dated     calendar.When      `json:"dated,omitzero"`    // the date that it states; unknown: it states none
	Names     []procedure.Member `json:"names,omitempty"`   // in the order in which it lists the members
	Gallery   Gallery            `json:"gallery,omitzero"`  //
	Licence   string             `json:"licence,omitempty"` // of its text
	Evidence  Evidence           `json:"evidence,omitzero"`
}

// A Gallery is the pictures of a publication. The pictures themselves are not in
// the record.
type Gallery struct {
	Count  int        `json:"count"`
	Labels []string   `json:"labels,omitempty"` // the publisher's own numbers of the pictures
	Credit words.Text `json:"credit,omitempty"`
}

// Noun returns NounPublication.
func (*Publication) Noun() Noun { return NounPublication }

// Of returns the session.
func (f *Publication) Of() []ID { return []ID{f.Session} }

func (f *Publication) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.text("publisher", f.Publisher)
	c.maybeMember("member", f.Member)
	if f.Source == "" {
		c.fault(CodeMissing, "source", "")
	}
	c.line("source", f.Source)
	c.choice("type", f.Type, "communique", "news", "announcement")
	if !f.Lang.Valid() {
		c.fault(CodeForm, "lang", "want a language code like ru, found "+strconv.Quote(string(f.Lang)))
	}
	c.optional("dateline", f.Dateline)
	for i, m := range f.Names {
		c.member("names."+strconv.Itoa(i+1), m)
	}
	if n := len(f.Gallery.Labels); f.Gallery.Count < 0 || f.Gallery.Count > 999 || n > 0 && n != f.Gallery.Count {
		c.fault(CodeRange, "gallery.count", "want 0 to 999 and one label a picture, found "+strconv.Itoa(f.Gallery.Count)+" and "+strconv.Itoa(n)+" labels")
	}
	for i, l := range f.Gallery.Labels {
		c.line("gallery.labels."+strconv.Itoa(i+1), l)
	}
	c.optional("gallery.credit", f.Gallery.Credit)
	c.line("licence", f.Licence)
	c.evidence("evidence", f.Evidence)
}

// A Claim is one source's answer to one question about a thing. Claims that
// answer one question differently stand side by side and are never merged.
type Claim struct {
	About    ID            `json:"about"`
	Question string        `json:"question"` // charter-local: "documents-signed"
	Asked    words.Text    `json:"asked"`    // the question in words
	Value    words.Text    `json:"value"`    // the answer, as the source gives it
	By       words.Text    `json:"by"`       // who says so
	At       calendar.When `json:"at,omitzero"`
	Reading  words.Text    `json:"reading,omitempty"` // how the secretariat reads the difference
	Evidence Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounClaim.
func (*Claim) Noun() Noun { return NounClaim }

// Of returns what the claim is about.
func (f *Claim) Of() []ID { return []ID{f.About} }

func (f *Claim) check(c *check) {
	c.ref("about", f.About)
	if !words.ValidID(f.Question) {
		c.fault(CodeForm, "question", "want small letters, digits and hyphens, found "+strconv.Quote(f.Question))
	}
	c.text("asked", f.Asked)
	c.text("value", f.Value)
	c.text("by", f.By)
	c.optional("reading", f.Reading)
	c.evidence("evidence", f.Evidence)
}

// A Presidency is the passing of the presidency from one member to another. The
// day on which it is decided and the day on which it passes differ.
type Presidency struct {
	Session  ID               `json:"session,omitempty"`
	Decision ID               `json:"decision,omitempty"`
	From     procedure.Member `json:"from"`
	To       procedure.Member `json:"to"`
	Decided  calendar.When    `json:"decided,omitzero"`
	Passes   calendar.When    `json:"passes,omitzero"` // unknown: the sources do not say
	Note     words.Text       `json:"note,omitempty"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounPresidency.
func (*Presidency) Noun() Noun { return NounPresidency }

// Of returns the session and the decision.
func (f *Presidency) Of() []ID { return some(f.Session, f.Decision) }

func (f *Presidency) check(c *check) {
	c.maybe("session", f.Session, NounSession)
	c.maybe("decision", f.Decision, NounDecision)
	c.member("from", f.From)
	c.member("to", f.To)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// A Status is a change of a member's status after the charter was recorded.
type Status struct {
	Member   procedure.Member `json:"member"`
	Standing charter.Standing `json:"standing"`
	Force    calendar.Span    `json:"force"` // from a known day
	Decision ID               `json:"decision,omitempty"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounStatus.
func (*Status) Noun() Noun { return NounStatus }

// Of returns the decision.
func (f *Status) Of() []ID { return some(f.Decision) }

func (f *Status) check(c *check) {
	if c.audience != access.Public {
		// Who is a member decides who may read what, and must hide nothing itself.
		c.fault(CodeChoice, "audience", string(access.Public))
	}
	c.member("member", f.Member)
	c.choice("standing", string(f.Standing), string(charter.FullMember), string(charter.Observer), string(charter.Partner), string(charter.Suspended))
	c.from("force", f.Force)
	c.maybe("decision", f.Decision, NounDecision)
	c.evidence("evidence", f.Evidence)
}

// from wants a span that begins on a known day.
func (c *check) from(field string, s calendar.Span) {
	if !s.From.Known() {
		c.fault(CodeMissing, field+".from", "")
	}
	if err := s.Check(); err != nil {
		c.fault(CodeForm, field, err.Error())
	}
}

// An OfficeHolder is a person who takes an office after the charter was recorded.
type OfficeHolder struct {
	Office   string           `json:"office"`
	Person   words.Text       `json:"person"`
	Acting   bool             `json:"acting,omitempty"`
	Country  procedure.Member `json:"country,omitempty"` // the state the person comes from
	Force    calendar.Span    `json:"force"`             // from a known day
	Decision ID               `json:"decision,omitempty"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Noun returns NounOfficeHolder.
func (*OfficeHolder) Noun() Noun { return NounOfficeHolder }

// Of returns the decision.
func (f *OfficeHolder) Of() []ID { return some(f.Decision) }

func (f *OfficeHolder) check(c *check) {
	c.office("office", f.Office, true)
	c.text("person", f.Person)
	c.maybeMember("country", f.Country)
	c.from("force", f.Force)
	c.maybe("decision", f.Decision, NounDecision)
	c.evidence("evidence", f.Evidence)
}
