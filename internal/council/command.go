package council

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

// A Command is what an actor asks the council to do. The list of commands is
// [Commands].
type Command interface {
	name() string
	decide(c *check) []Event
}

// An Order is a command as it comes to the door: who gives it, when, and what
// came with it.
type Order struct {
	Key     string         // names the order for its actor for ever; the same key does nothing twice
	By      access.Actor   // from the sign-in, never from the form
	Mandate ID             // under which By acts, chosen where it has several; empty: none
	Given   time.Time      // the server's clock, UTC, to the second
	IDs     []ID           // fresh ones from the door
	Seen    register.Place // the last entry the actor's page was made from; 0: not said
	Texts   map[string]int // sizes of the texts at hand, by hash
	Command Command
}

// Name returns the name of a command: "take-stance".
func Name(c Command) string { return c.name() }

// Establish begins the register with a charter.
type Establish struct {
	Charter charter.Charter `json:"charter"`
}

func (f *Establish) name() string { return "establish" }

func (f *Establish) decide(c *check) []Event {
	if err := f.Charter.Check(); err != nil {
		c.fault(CodeForm, "charter", err.Error())
	}
	return []Event{{Type: "charter-established.v1", Audience: access.Public, Cause: -1, Body: &CharterEstablished{Form: Form, Charter: f.Charter}}}
}

// Form is the form of the events that this program writes. Until version 0.1.0 it
// changes with them, and a register of another form is refused; from then on the
// forms of a release are read for ever.
const Form = 3

// CharterEstablished is entry 0.
type CharterEstablished struct {
	Form    int             `json:"form"` // of the events that follow
	Charter charter.Charter `json:"charter"`
}

// A charter is about no thing, and comes once.
func (e *CharterEstablished) fits(*Thing, access.Audience) bool { return false }

func (e *CharterEstablished) apply(s *State, t *Thing, m Mark) { s.Charter = &e.Charter }

// Record records the facts of a thing, or corrects what was recorded of one.
type Record struct {
	Audience access.Audience `json:"audience,omitempty"` // none: public
	Corrects ID              `json:"corrects,omitempty"` // the thing whose facts these replace
	Reason   string          `json:"reason,omitempty"`   // why, for a correction
	Facts    Facts           `json:"-"`                  // its fields stand beside those above
}

func (f *Record) name() string { return nouns[f.Facts.Noun()].command }

func (f *Record) decide(c *check) []Event {
	c.audience = f.Audience
	if c.audience == access.Nobody {
		c.audience = access.Public
		if old := c.s.things[f.Corrects]; old != nil && old.Noun == NounCircle {
			c.audience = old.Audience // as it was given
		}
	}
	e := Event{Type: nouns[f.Facts.Noun()].event, Audience: c.audience, Cause: -1, Body: &Recorded{Facts: f.Facts, Reason: f.Reason}}
	if t, ok := f.Facts.(*Text); ok {
		e.Texts = []string{t.Hash}
	}
	if f.Corrects != "" {
		f.correct(c, &e)
	} else {
		e.Subject = c.fresh()
	}
	if _, ok := f.Facts.(*Circle); ok && f.Audience == access.Nobody && e.Subject.Valid() {
		if f.Corrects == "" {
			c.audience = access.OfCircle(string(e.Subject))
		}
		e.Audience = c.audience
	} else {
		c.checkAudience("audience")
	}
	c.line("reason", f.Reason)
	f.Facts.check(c)
	if one, ok := f.Facts.(single); ok {
		one.taken(c, f.Corrects)
	}
	return []Event{e}
}

// checkAudience wants an audience that there is and that a delegate belongs to.
func (c *check) checkAudience(field string) {
	if !c.audience.Valid() {
		c.fault(CodeForm, field, "want public, members, sitting:ID, delegation:MEMBER, body:ID, circle:ID or secretariat")
		return
	}
	if id, ok := c.audience.Sitting(); ok {
		c.ref(field, ID(id), NounSitting)
	}
	if m, ok := c.audience.Delegation(); ok {
		c.member(field, m)
	}
	if id, ok := c.audience.Body(); ok {
		c.body(field, id, true)
	}
	if id, ok := c.audience.Circle(); ok {
		if t := c.s.things[ID(id)]; t == nil || t.Noun != NounCircle || !access.MaySee(c.class, t.Audience, c.s) {
			c.unknown = true
			c.fault(CodeNoSuch, field, "circle "+id)
		}
	}
	if c.order.By.Role == access.Delegate && !access.MaySee(c.class, c.audience, c.s) {
		c.stop(Refuse(Forbidden, CodeNotYours, field, string(c.audience)))
	}
}

func (f *Record) correct(c *check, e *Event) {
	c.asked(Want{Field: "corrects", Asked: AskedThing, Nouns: []Noun{f.Facts.Noun()}})
	t := c.subject("corrects", f.Corrects)
	if t == nil {
		return
	}
	if t.Noun != f.Facts.Noun() {
		c.fault(CodeOtherNoun, "corrects", string(t.Noun))
	}
	if t.Audience != c.audience {
		c.fault(CodeOtherAudience, "audience", string(t.Audience))
	}
	if f.Reason == "" {
		c.fault(CodeReason, "reason", "")
	}
	switch old := t.Facts.(type) {
	case *Report:
		c.own(old.Member)
	case *Delegation:
		c.own(old.Member)
	case *Mandate:
		c.same(old, f.Facts)
	case *Text:
		if is, ok := f.Facts.(*Text); ok && is.About != old.About {
			c.fault(CodeForm, "about", "a text stays beside what it is of")
		}
	}
	if t.Case != nil && t.Case.Outcome.Carried() {
		c.stop(Refuse(OutOfTime, CodeClosed, "decision "+string(t.ID), string(t.Case.Outcome)))
	}
	if t.Case != nil {
		c.unsilenced(t) // what members were asked about does not change under them
	}
	if seen := c.order.Seen; seen > 0 && t.Last() > seen {
		c.stop(Refuse(OutOfTime, CodeChanged, t.String(), fmt.Sprint(seen)))
	}
	e.Subject, e.Cause = t.ID, t.Last()
}

// fresh returns the next id from the door that names nothing.
func (c *check) fresh() ID {
	for _, id := range c.order.IDs {
		if id.Valid() && c.s.things[id] == nil {
			return id
		}
	}
	c.fault(CodeMissing, "id", "")
	return ""
}

// Recorded is the event of [Record]. Its JSON form is that of the facts, with the
// reason of a correction.
type Recorded struct {
	Facts  Facts
	Reason string // of a correction
}

func (e *Recorded) apply(s *State, t *Thing, m Mark) {
	if t.Entries > 0 {
		t.fix(Correction{was: t.Facts, Place: m.Place, Reason: e.Reason})
	}
	if t.Entries > 0 {
		s.reworded(t, e.Facts, m)
	}
	t.Facts = e.Facts
}

// reworded notes that the draft which t is, or is a text of, says something else
// from an entry on. Where it is known from does not change it, nor does its place
// in a list; what only some may read does not change what the others see.
func (s *State) reworded(t *Thing, f Facts, m Mark) {
	d := t
	switch f := f.(type) {
	case *Text:
		d = s.things[f.About]
	case *Decision:
		was, is := *t.Facts.(*Decision), *f
		was.Evidence, was.Order = is.Evidence, is.Order
		if reflect.DeepEqual(was, is) {
			return
		}
	}
	if d != nil && d.Case != nil && d.Audience == t.Audience && (d.Case.Outcome == procedure.Open || d.Case.Tied()) {
		d.Case.Wording = int64(m.Place)
	}
}

// MarshalJSON writes the facts and the reason as one object.
func (e *Recorded) MarshalJSON() ([]byte, error) { return flat(e.Facts, "reason", e.Reason) }

// flat writes v, a struct, with one more field if value is not empty.
func flat(v Facts, field, value string) ([]byte, error) {
	b, err := marshal(v)
	if err != nil || value == "" {
		return b, err
	}
	extra, err := marshal(map[string]string{field: value})
	if err != nil {
		return nil, err
	}
	return slices.Concat(b[:len(b)-1], []byte(","), extra[1:]), nil
}

// marshal writes JSON without escaping for HTML and without a final line feed.
func marshal[T any](v T) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// commands has an empty command for each name that is not a Record.
var commands = map[string]func() Command{
	"establish":    func() Command { return new(Establish) },
	"take-stance":  func() Command { return new(TakeStance) },
	"put-question": func() Command { return new(PutQuestion) },
	"close-case":   func() Command { return new(CloseCase) },

	"put-consent-list":    func() Command { return new(PutConsentList) },
	"place-statement":     func() Command { return new(PlaceStatement) },
	"place-under-silence": func() Command { return new(PlaceUnderSilence) },
	"break-silence":       func() Command { return new(BreakSilence) },
	"extend-silence":      func() Command { return new(ExtendSilence) },
	"expire-silence":      func() Command { return new(ExpireSilence) },
	"announce-silence":    func() Command { return new(AnnounceSilence) },
	"issue-decision":      func() Command { return new(IssueDecision) },
	"open-acceptance":     func() Command { return new(OpenAcceptance) },
	"give-notice":         func() Command { return new(GiveNotice) },
	"close-acceptance":    func() Command { return new(CloseAcceptance) },
	"give-number":         func() Command { return new(GiveNumber) },
	access.EndMandate:     func() Command { return new(EndMandate) },
	"release":             func() Command { return new(Release) },
	"set-embargo":         func() Command { return new(SetEmbargo) },
	"order-agenda":        func() Command { return new(OrderAgenda) },
	"adopt-agenda":        func() Command { return new(AdoptAgenda) },
	"withdraw":            func() Command { return new(Withdraw) },
	"examine-credentials": func() Command { return new(ExamineCredentials) },
}

// Commands returns the names of all commands by alphabet.
func Commands() []string {
	var names []string
	for n := range commands {
		names = append(names, n)
	}
	for _, n := range nouns {
		names = append(names, n.command)
	}
	slices.Sort(names)
	return names
}

// Empty returns an empty command of the name, or a refusal.
func Empty(name string) (Command, error) {
	if f := commands[name]; f != nil {
		return f(), nil
	}
	for _, n := range nouns {
		if n.command == name {
			return &Record{Facts: n.empty()}, nil
		}
	}
	return nil, Refuse(Malformed, CodeCommand, "command", name)
}

// ParseCommand reads the JSON form of a command: its fields as one object, in any
// spelling of JSON. Unknown fields, and fields given twice, are refused by name.
func ParseCommand(name string, fields []byte) (Command, error) {
	c, err := Empty(name)
	if err != nil {
		return nil, err
	}
	if fields, err = respell(fields); err != nil {
		return nil, Refuse(Malformed, CodeForm, name, err.Error())
	}
	r, ok := c.(*Record)
	if !ok {
		return c, strict(name, fields, c)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(fields, &all); err != nil {
		return nil, Refuse(Malformed, CodeForm, name, err.Error())
	}
	own := make(map[string]json.RawMessage)
	for _, f := range []string{"audience", "corrects", "reason"} {
		if v, ok := all[f]; ok {
			own[f] = v
			delete(all, f)
		}
	}
	for _, part := range []struct {
		fields map[string]json.RawMessage
		into   any
	}{{own, r}, {all, r.Facts}} {
		b, err := marshal(part.fields)
		if err != nil {
			return nil, err
		}
		if err := strict(name, b, part.into); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// strict decodes b into v and refuses fields that v does not have.
func strict(name string, b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return Refuse(Malformed, CodeForm, wrong.Field, "want "+kind(wrong.Type.Kind())+", found "+wrong.Value)
	}
	if err != nil {
		return Refuse(Malformed, CodeForm, name, strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}

// kind says what a field wants in words of JSON.
func kind(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "an object"
	}
	return "a whole number"
}

// FormatCommand writes the JSON form of a command.
func FormatCommand(c Command) ([]byte, error) {
	r, ok := c.(*Record)
	if !ok {
		return marshal(c)
	}
	own, err := marshal(*r)
	if err != nil {
		return nil, err
	}
	facts, err := marshal(r.Facts)
	if err != nil || len(own) == len("{}") {
		return facts, err
	}
	if len(facts) == len("{}") {
		return own, nil
	}
	return slices.Concat(own[:len(own)-1], []byte(","), facts[1:]), nil
}
