package council

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/register"
)

// An Event is one fact that the council decided or that its secretariat recorded.
type Event struct {
	Type     string          // kind and version, for ever: "statement-recorded.v1"
	Subject  ID              // the thing it is about; empty for the charter
	Audience access.Audience // of the thing, and so of the entry
	Cause    register.Place  // the entry that it follows from; -1: none
	Mandate  ID              // under which whoever gave the command acted; empty: none was needed
	Rule     string          // what allowed it: "capacity:delegate", "rule:consensus", "keeper"
	Texts    []string        // hashes of the texts that it names
	Body     Body            // nil if the type is not known
}

// A Body is what an event says.
type Body interface {
	apply(s *State, t *Thing, m Mark)
}

// bodies has an empty body for each type that does not record facts.
var bodies = map[string]func() Body{
	"charter-established.v1": func() Body { return new(CharterEstablished) },
	"stance-taken.v1":        func() Body { return new(StanceTaken) },
	"decision-adopted.v1":    func() Body { return new(DecisionAdopted) },
	"case-closed.v1":         func() Body { return new(CaseClosed) },
	"question-failed.v1":     func() Body { return new(QuestionFailed) },
	"statement-placed.v1":    func() Body { return new(StatementPlaced) },
	"silence-begun.v1":       func() Body { return new(SilenceBegun) },
	"silence-broken.v1":      func() Body { return new(SilenceBroken) },
	"silence-extended.v1":    func() Body { return new(SilenceExtended) },
	"silence-kept.v1":        func() Body { return new(SilenceKept) },
	"silence-announced.v1":   func() Body { return new(SilenceAnnounced) },
	"decision-issued.v1":     func() Body { return new(DecisionIssued) },
	"acceptance-opened.v1":   func() Body { return new(AcceptanceOpened) },
	"notice-given.v1":        func() Body { return new(NoticeGiven) },
	"acceptance-closed.v1":   func() Body { return new(AcceptanceClosed) },
	"number-given.v1":        func() Body { return new(NumberGiven) },
	"mandate-ended.v1":       func() Body { return new(MandateEnded) },
	"thing-released.v1":      func() Body { return new(Released) },
	"embargo-set.v1":         func() Body { return new(EmbargoSet) },

	"item-moved.v1":           func() Body { return new(ItemMoved) },
	"thing-withdrawn.v1":      func() Body { return new(ThingWithdrawn) },
	"agenda-adopted.v1":       func() Body { return new(AgendaAdopted) },
	"credentials-examined.v1": func() Body { return new(CredentialsExamined) },
}

// EventTypes returns the types of all events by alphabet.
func EventTypes() []string {
	var types []string
	for t := range bodies {
		types = append(types, t)
	}
	for _, n := range nouns {
		types = append(types, n.event)
	}
	slices.Sort(types)
	return types
}

// empty returns an empty body for a type, or nil.
func empty(eventType string) Body {
	if f := bodies[eventType]; f != nil {
		return f()
	}
	for _, n := range nouns {
		if n.event == eventType {
			return &Recorded{Facts: n.empty()}
		}
	}
	return nil
}

// A Value is one named field of an entry's content, before it is salted.
type Value struct {
	Name  string
	Value []byte
}

// Values returns the fields of the entry that records e, decided on o, in the
// order that the register's specification gives.
//
// doc/register.md#fields
func (e Event) Values(o Order) ([]Value, error) {
	body, err := marshal(e.Body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.Type, err)
	}
	if err := register.CheckJSON(body); err != nil {
		return nil, fmt.Errorf("%s: %w", e.Type, err)
	}
	vs := []Value{
		{"type", []byte(e.Type)},
		{"subject", []byte(e.Subject)},
		{"actor", []byte(o.By.String())},
		{"mandate", []byte(e.Mandate)},
		{"rule", []byte(e.Rule)},
		{"command", []byte(o.Command.name())},
		{"cause", nil},
		{"audience", []byte(e.Audience)},
		{"texts", []byte(strings.Join(e.Texts, " "))},
		{"body", body},
	}
	if e.Cause >= 0 {
		vs[6].Value = strconv.AppendInt(nil, int64(e.Cause), 10)
	}
	return slices.DeleteFunc(vs, func(v Value) bool { return len(v.Value) == 0 }), nil
}

// ReadEvent reads an event from the disclosed fields of an entry. An unknown type
// gives an event without body; fields that cannot be what Values writes are an
// error.
func ReadEvent(field func(name string) ([]byte, bool)) (Event, error) {
	get := func(name string) string { b, _ := field(name); return string(b) }
	e := Event{Type: get("type"), Subject: ID(get("subject")), Audience: access.Audience(get("audience")), Cause: -1, Mandate: ID(get("mandate")), Rule: get("rule")}
	if s := get("cause"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			return Event{}, fmt.Errorf("cause %q: want a place", s)
		}
		e.Cause = register.Place(n)
	}
	if texts := get("texts"); texts != "" {
		e.Texts = strings.Split(texts, " ")
	}
	body := empty(e.Type)
	if body == nil {
		return e, nil
	}
	if !e.Audience.Valid() || e.Subject != "" && !e.Subject.Valid() {
		return Event{}, fmt.Errorf("%s: audience %q, subject %q: not of their form", e.Type, e.Audience, e.Subject)
	}
	raw, _ := field("body")
	if err := json.Unmarshal(raw, body); err != nil {
		return Event{}, fmt.Errorf("%s: body: %w", e.Type, err)
	}
	if first, ok := body.(*CharterEstablished); ok && first.Form != Form {
		return Event{}, &FormError{Found: first.Form}
	}
	e.Body = body
	return e, nil
}

// A FormError says that a register was written by a program of another form.
type FormError struct {
	Found int // the form of its events
}

// Error says which form was found and what to do.
func (e *FormError) Error() string {
	return fmt.Sprintf("events of form %d, and this program reads form %d: before version 0.1.0 forms change, so play the commands into a new register", e.Found, Form)
}

// UnmarshalJSON reads what MarshalJSON writes; the facts must be of the right
// type already.
func (e *Recorded) UnmarshalJSON(b []byte) error {
	var why struct {
		Reason string `json:"reason"`
	}
	if err := json.Unmarshal(b, &why); err != nil {
		return err
	}
	e.Reason = why.Reason
	return json.Unmarshal(b, e.Facts)
}
