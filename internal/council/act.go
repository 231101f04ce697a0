package council

import (
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
)

// An Act is a text with its own identity: a treaty, a statute, rules, a plan, a
// budget. It is not the decision that adopts, approves or amends it: at Bishkek
// one decision amends annex 1 of a decision of 2003, and the act amended is the
// annex.
type Act struct {
	Type     string        `json:"type"` // see ActTypes
	Title    words.Text    `json:"title"`
	Label    string        `json:"label,omitempty"`    // a number or symbol, where it has one
	At       calendar.When `json:"at,omitzero"`        // when it was adopted or signed
	Place    Place         `json:"place,omitzero"`     // where
	AnnexOf  words.Text    `json:"annex_of,omitempty"` // the decision that it is an annex of, and the annex's number
	Parent   ID            `json:"parent,omitempty"`   // that decision, if it is in the record
	InForce  calendar.When `json:"in_force,omitzero"`  //
	Force    words.Text    `json:"force,omitempty"`    // how it came into force, in a sentence
	Begins   Force         `json:"begins,omitzero"`    // the same as a rule, for the text on a day; the zero Force: on InForce, or from At on
	Note     words.Text    `json:"note,omitempty"`
	Foreign  bool          `json:"foreign,omitempty"` // adopted by others: a strategy of the UN
	Evidence Evidence      `json:"evidence,omitzero"`
}

// ActTypes are the types of acts.
func ActTypes() []string {
	return []string{"treaty", "charter", "statute", "rules", "regulation", "protocol", "plan", "list", "budget", "report", "statement", "appeal", "strategy", "amendments", "decision", "agreement"}
}

// Noun returns NounAct.
func (*Act) Noun() Noun { return NounAct }

// Of returns the decision that the act is an annex of.
func (f *Act) Of() []ID { return some(f.Parent) }

func (f *Act) check(c *check) {
	c.choice("type", f.Type, ActTypes()...)
	c.text("title", f.Title)
	c.line("label", f.Label)
	c.place("place", f.Place)
	c.optional("annex_of", f.AnnexOf)
	c.maybe("parent", f.Parent, NounDecision)
	c.optional("force", f.Force)
	c.force("begins", &f.Begins)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// Unnamed is documents that a source counts and does not name. "Listed, not
// named" is a state of the record and not a gap in it.
type Unnamed struct {
	Session  ID         `json:"session"`
	Count    int        `json:"count"`
	Note     words.Text `json:"note"`
	Evidence Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounUnnamed.
func (*Unnamed) Noun() Noun { return NounUnnamed }

// Of returns the session.
func (f *Unnamed) Of() []ID { return []ID{f.Session} }

func (f *Unnamed) check(c *check) {
	c.ref("session", f.Session, NounSession)
	if f.Count < 1 || f.Count > 999 {
		c.fault(CodeRange, "count", "want 1 to 999, found "+strconv.Itoa(f.Count))
	}
	c.text("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// A Signing is the signature of documents by persons, in order. It may be made
// one by one and stay incomplete.
type Signing struct {
	Session     ID            `json:"session"`
	Documents   []ID          `json:"documents"` // decisions
	Signatories []Person      `json:"signatories"`
	At          calendar.When `json:"at,omitzero"`
	Place       Place         `json:"place,omitzero"`
	Original    words.Text    `json:"original,omitempty"` // what and where the original is: one sheet, kept by the secretariat
	Evidence    Evidence      `json:"evidence,omitzero"`
}

// Noun returns NounSigning.
func (*Signing) Noun() Noun { return NounSigning }

// Of returns the session and the documents.
func (f *Signing) Of() []ID { return append([]ID{f.Session}, f.Documents...) }

func (f *Signing) check(c *check) {
	c.ref("session", f.Session, NounSession)
	if len(f.Documents) == 0 {
		c.fault(CodeMissing, "documents", "")
	}
	for i, id := range f.Documents {
		field := "documents." + strconv.Itoa(i+1)
		if t := c.ref(field, id, NounDecision); t != nil && !t.Case.Outcome.Carried() {
			c.fault(CodeNotAdopted, field, "")
		}
	}
	if len(f.Signatories) == 0 {
		c.fault(CodeMissing, "signatories", "")
	}
	for i, p := range f.Signatories {
		c.person("signatories."+strconv.Itoa(i+1), p)
	}
	c.place("place", f.Place)
	c.optional("original", f.Original)
	c.evidence("evidence", f.Evidence)
}

// A Text is bytes deposited beside a thing: the wording of a statement, an act, a
// report in one language. The state holds what is known of it; the bytes lie in
// the store under their hash.
type Text struct {
	About    ID         `json:"about"`
	Lang     words.Lang `json:"lang"`
	Title    words.Text `json:"title"`
	Media    string     `json:"media"`           // text/plain
	Stage    string     `json:"stage,omitempty"` // of a speech: advance, or as-delivered; none: not said
	Hash     string     `json:"hash"`            // SHA-256 of the bytes, 64 hexadecimal digits
	Size     int        `json:"size"`            // in bytes
	Evidence Evidence   `json:"evidence,omitzero"`
}

// MaxText is the largest text, in bytes.
const MaxText = 1 << 20

// Noun returns NounText.
func (*Text) Noun() Noun { return NounText }

// Of returns what the text is of.
func (f *Text) Of() []ID { return []ID{f.About} }

func (f *Text) check(c *check) {
	c.ref("about", f.About)
	if !f.Lang.Valid() {
		c.fault(CodeForm, "lang", "want a language code like ru, found "+strconv.Quote(string(f.Lang)))
	}
	c.text("title", f.Title)
	c.choice("media", f.Media, "text/plain")
	c.choice("stage", f.Stage, "", "advance", "as-delivered")
	c.asked(Want{Field: "hash", Asked: AskedHash})
	switch size, ok := c.sizeOf(f.Hash); {
	case !ok:
		c.fault(CodeNoText, "hash", f.Hash)
	case size != f.Size:
		c.fault(CodeForm, "size", "the text has "+strconv.Itoa(size)+" bytes, found "+strconv.Itoa(f.Size))
	case size > MaxText:
		c.fault(CodeRange, "size", "at most "+strconv.Itoa(MaxText)+" bytes")
	}
	c.evidence("evidence", f.Evidence)
}

// sizeOf returns the size of a text that came with the order, or is kept beside
// something that the actor may see.
func (c *check) sizeOf(hash string) (int, bool) {
	if size, ok := c.order.Texts[hash]; ok {
		return size, true
	}
	for _, id := range c.s.byNoun[NounText] {
		t := c.s.things[id]
		if f := t.Facts.(*Text); f.Hash == hash && access.MaySee(c.class, t.Audience, c.s) {
			return f.Size, true
		}
	}
	return 0, false
}
