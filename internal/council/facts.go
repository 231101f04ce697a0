package council

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// Facts are what is recorded of one thing. The types are listed in nouns.
type Facts interface {
	// Noun returns the kind of thing that the facts are of.
	Noun() Noun
	// Of returns the things that the facts belong to or name, parents first.
	Of() []ID
	// check adds to c what is wrong with the facts.
	check(c *check)
}

// nouns has, for each noun, its command, its event and an empty set of facts.
var nouns = map[Noun]struct {
	command string
	event   string
	empty   func() Facts
}{
	NounSession:      {"convene-session", "session-convened.v1", func() Facts { return new(Session) }},
	NounSitting:      {"hold-sitting", "sitting-held.v1", func() Facts { return new(Sitting) }},
	NounAttendance:   {"record-attendance", "attendance-recorded.v1", func() Facts { return new(Attendance) }},
	NounItem:         {"place-item", "item-placed.v1", func() Facts { return new(Item) }},
	NounStatement:    {"record-statement", "statement-recorded.v1", func() Facts { return new(Statement) }},
	NounProposal:     {"record-proposal", "proposal-recorded.v1", func() Facts { return new(Proposal) }},
	NounCommitment:   {"record-commitment", "commitment-recorded.v1", func() Facts { return new(Commitment) }},
	NounFollowUp:     {"record-follow-up", "follow-up-recorded.v1", func() Facts { return new(FollowUp) }},
	NounAct:          {"register-act", "act-registered.v1", func() Facts { return new(Act) }},
	NounDecision:     {"submit-draft", "draft-submitted.v1", func() Facts { return new(Decision) }},
	NounUnnamed:      {"list-unnamed", "unnamed-listed.v1", func() Facts { return new(Unnamed) }},
	NounSigning:      {"record-signing", "signing-recorded.v1", func() Facts { return new(Signing) }},
	NounPlan:         {"record-plan", "plan-recorded.v1", func() Facts { return new(Plan) }},
	NounMeasure:      {"add-measure", "measure-added.v1", func() Facts { return new(Measure) }},
	NounReport:       {"report-measure", "measure-reported.v1", func() Facts { return new(Report) }},
	NounBudget:       {"record-budget", "budget-recorded.v1", func() Facts { return new(Budget) }},
	NounAward:        {"record-award", "award-recorded.v1", func() Facts { return new(Award) }},
	NounBase:         {"designate-base", "base-designated.v1", func() Facts { return new(Base) }},
	NounPresidency:   {"pass-presidency", "presidency-passed.v1", func() Facts { return new(Presidency) }},
	NounNextSession:  {"set-next-session", "next-session-set.v1", func() Facts { return new(NextSession) }},
	NounProgramme:    {"register-programme", "programme-registered.v1", func() Facts { return new(Programme) }},
	NounProgress:     {"report-programme", "programme-reported.v1", func() Facts { return new(Progress) }},
	NounPublication:  {"record-publication", "publication-recorded.v1", func() Facts { return new(Publication) }},
	NounClaim:        {"record-claim", "claim-recorded.v1", func() Facts { return new(Claim) }},
	NounText:         {"deposit-text", "text-deposited.v1", func() Facts { return new(Text) }},
	NounStatus:       {"change-status", "status-changed.v1", func() Facts { return new(Status) }},
	NounCircle:       {"form-circle", "circle-formed.v1", func() Facts { return new(Circle) }},
	NounMandate:      {access.GiveMandate, "mandate-given.v1", func() Facts { return new(Mandate) }},
	NounOfficeHolder: {"appoint", "office-filled.v1", func() Facts { return new(OfficeHolder) }},
	NounAmendment:    {"record-amendment", "amendment-recorded.v1", func() Facts { return new(Amendment) }},
	NounNotification: {"record-notification", "notification-recorded.v1", func() Facts { return new(Notification) }},
	NounPaper:        {"announce-paper", "paper-announced.v1", func() Facts { return new(Paper) }},
	NounAgenda:       {"issue-agenda", "agenda-issued.v1", func() Facts { return new(IssuedAgenda) }},
	NounDelegation:   {"name-delegation", "delegation-named.v1", func() Facts { return new(Delegation) }},
}

// Nouns returns the nouns by alphabet.
func Nouns() []Noun { return slices.Sorted(maps.Keys(nouns)) }

// Evidence says how a fact is known and where it stands.
type Evidence = charter.Evidence

// A Figure is a number that somebody claims, exact or bounded.
type Figure struct {
	Value    string           `json:"value"`              // a decimal as said: "595"
	Unit     words.Text       `json:"unit"`               // "persons", "per cent of the population"
	What     words.Text       `json:"what"`               //
	Bound    words.Text       `json:"bound,omitempty"`    // "more than"; none: the figure is exact
	Claimant procedure.Member `json:"claimant,omitempty"` // whose figure it is
}

// A Place is where something was held.
type Place struct {
	City    words.Text `json:"city,omitempty"`
	Country words.Text `json:"country,omitempty"`
	ISO     string     `json:"iso,omitempty"`   // ISO 3166 alpha-2
	Venue   words.Text `json:"venue,omitempty"` // a building, or "by video link"
}

// A Person is somebody in a capacity.
type Person struct {
	Name     words.Text       `json:"name"`
	Title    words.Text       `json:"title,omitempty"`    // as the source gives it: "Prime Minister of Armenia"
	Member   procedure.Member `json:"member,omitempty"`   // whom the person speaks for
	Body     string           `json:"body,omitempty"`     // or the body
	Office   string           `json:"office,omitempty"`   // the office held, as in the charter
	Capacity string           `json:"capacity,omitempty"` // head, delegate, secretary-general, guest
	Also     words.Text       `json:"also,omitempty"`     // "outgoing presidency"
	Evidence Evidence         `json:"evidence,omitzero"`
}

// Capacities are the capacities that a person can attend in.
func Capacities() []string {
	return []string{"head", "alternate", "delegate", "secretary-general", "guest"}
}

// check collects what is wrong with a command. Every condition is looked at, so
// that a person learns of all faults at once.
type check struct {
	s        *State
	class    access.Class
	audience access.Audience
	order    *Order
	faults   []Fault
	unknown  bool     // a fault is that something is not there
	stopped  *Refusal // a reason beyond the form of the command
	rule     string   // what allows it
	wants    *[]Want  // what the checks want of the fields, if somebody wants to know
}

func (c *check) fault(code Code, field, value string) {
	c.faults = append(c.faults, Fault{code, field, value})
}

func (c *check) refusal() error {
	if len(c.faults) == 0 {
		return nil
	}
	kind := Malformed
	switch {
	case c.unknown:
		kind = Unknown
	case !slices.ContainsFunc(c.faults, func(f Fault) bool { return f.Code != CodeNotAdopted && f.Code != CodeTaken }):
		kind = OutOfTime
	}
	return &Refusal{Kind: kind, Faults: c.faults}
}

// text wants a wording in at least one language of the charter.
func (c *check) text(field string, t words.Text) {
	if t.Empty() {
		c.fault(CodeMissing, field, "")
		return
	}
	c.optional(field, t)
}

func (c *check) optional(field string, t words.Text) {
	if err := t.Check(); err != nil {
		c.fault(CodeWording, field, err.Error())
	}
}

func (c *check) texts(field string, ts []words.Text) {
	for i, t := range ts {
		c.text(field+"."+strconv.Itoa(i+1), t)
	}
}

func (c *check) line(field, s string) {
	if s == "" {
		return
	}
	if err := words.CheckString(s); err != nil {
		c.fault(CodeWording, field, err.Error())
	} else if strings.Contains(s, "\n") {
		c.fault(CodeWording, field, "one line is wanted")
	}
}

// ref wants a thing of one of the nouns that this actor may see, with an audience
// that holds the new thing's.
func (c *check) ref(field string, id ID, allowed ...Noun) *Thing {
	if id == "" {
		c.asked(Want{Field: field, Asked: AskedThing, Nouns: allowed})
		c.fault(CodeMissing, field, "")
		return nil
	}
	return c.maybe(field, id, allowed...)
}

func (c *check) maybe(field string, id ID, allowed ...Noun) *Thing {
	c.asked(Want{Field: field, Asked: AskedThing, Nouns: allowed})
	if id == "" {
		return nil
	}
	t := c.s.things[id]
	if t == nil || !access.MaySee(c.class, t.Audience, c.s) || len(allowed) > 0 && !slices.Contains(allowed, t.Noun) {
		names := make([]string, len(allowed))
		for i, n := range allowed {
			names[i] = string(n)
		}
		c.unknown = true
		c.fault(CodeNoSuch, field, strings.TrimSpace(strings.Join(names, " or ")+" "+string(id)))
		return nil
	}
	if !access.Reaches(t.Audience, c.audience) {
		c.fault(CodeWider, field, string(c.audience))
	}
	return t
}

// subject returns the thing that a command is about, if this actor may see it.
// What is decided about it has its audience.
func (c *check) subject(field string, id ID, allowed ...Noun) *Thing {
	if t := c.s.things[id]; t != nil {
		defer func(a access.Audience) { c.audience = a }(c.audience)
		c.audience = t.Audience
	}
	return c.ref(field, id, allowed...)
}

// own wants what a delegate gives to be its own member's.
func (c *check) own(m procedure.Member) {
	if by := c.order.By; by.Role == access.Delegate && m != by.Member {
		owner := access.Actor{Role: access.Delegate, Member: m}
		if m == "" {
			owner = access.Actor{Role: access.Secretariat}
		}
		c.stop(Refuse(Forbidden, CodeNotYours, "member", owner.String()))
	}
}

// within wants a thing that was recorded of a session to be of that session.
func (c *check) within(field string, t *Thing, session ID) {
	if t != nil && t.Facts.Of()[0] != session {
		c.fault(CodeForm, field, "of another session")
	}
}

// current wants the facts of t to be those that the actor's page was made from.
func (c *check) current(t *Thing) bool { return c.unchanged(t, int64(t.Said)) }

// unchanged wants the last entry that said something of t, or of a part of it, to be
// one that the actor's page was made from.
func (c *check) unchanged(t *Thing, last int64) bool {
	if seen := int64(c.order.Seen); seen > 0 && last > seen {
		c.stop(Refuse(OutOfTime, CodeChanged, t.String(), strconv.FormatInt(seen, 10)))
		return false
	}
	return true
}

func (c *check) member(field string, m procedure.Member) {
	if m == "" {
		c.fault(CodeMissing, field, "")
		return
	}
	c.maybeMember(field, m)
}

func (c *check) maybeMember(field string, m procedure.Member) {
	if m == "" {
		return
	}
	if _, ok := c.s.Charter.Member(m); !ok {
		c.unknown = true
		c.fault(CodeNoSuch, field, "member "+string(m))
	}
}

func (c *check) body(field, id string, need bool) {
	c.asked(Want{Field: field, Asked: AskedBody})
	if id == "" {
		if need {
			c.fault(CodeMissing, field, "")
		}
		return
	}
	if _, ok := c.s.Charter.Body(id); !ok {
		c.unknown = true
		c.fault(CodeNoSuch, field, "body "+id)
	}
}

func (c *check) choice(field, v string, allowed ...string) {
	c.asked(Want{Field: field, Asked: AskedChoice, Values: allowed})
	if !slices.Contains(allowed, v) {
		c.fault(CodeChoice, field, strings.TrimPrefix(strings.Join(allowed, ", "), ", "))
	}
}

func (c *check) figures(field string, fs []Figure) {
	for i, f := range fs {
		at := field + "." + strconv.Itoa(i+1)
		if !decimal(f.Value) {
			c.fault(CodeForm, at+".value", "want a decimal like 595 or 5.9, found "+strconv.Quote(f.Value))
		}
		c.optional(at+".unit", f.Unit)
		c.text(at+".what", f.What)
		c.optional(at+".bound", f.Bound)
		c.maybeMember(at+".claimant", f.Claimant)
	}
}

// decimal reports whether s is a number of at most 18 digits with at most one
// point between digits and no leading zero.
func decimal(s string) bool {
	whole, part, point := strings.Cut(s, ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return len(s) <= 19 && digits(whole) && (!point || digits(part)) && (len(whole) == 1 || whole[0] != '0')
}

func (c *check) place(field string, p Place) {
	c.optional(field+".city", p.City)
	c.optional(field+".country", p.Country)
	c.optional(field+".venue", p.Venue)
	if p.ISO != "" && (len(p.ISO) != 2 || strings.Trim(p.ISO, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		c.fault(CodeForm, field+".iso", "want two capital letters, found "+strconv.Quote(p.ISO))
	}
}

func (c *check) person(field string, p Person) {
	c.text(field+".name", p.Name)
	c.optional(field+".title", p.Title)
	c.optional(field+".also", p.Also)
	c.maybeMember(field+".member", p.Member)
	c.body(field+".body", p.Body, false)
	if p.Capacity != "" {
		c.choice(field+".capacity", p.Capacity, Capacities()...)
	}
	c.office(field+".office", p.Office, false)
	c.evidence(field+".evidence", p.Evidence)
}

func (c *check) evidence(field string, e Evidence) {
	c.choice(field+".basis", string(e.Basis), string(charter.Reported), string(charter.Derived), string(charter.Recalled), string(charter.Specimen))
	c.line(field+".source", e.Source)
	c.optional(field+".note", e.Note)
}
