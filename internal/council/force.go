package council

import (
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

// A Force is when and for whom a decision, or an act, has effect. The zero Force
// is for all from adoption.
type Force struct {
	When        string             `json:"when,omitempty"`        // see ForceBeginnings; none: adoption
	Day         calendar.Day       `json:"day,omitzero"`          // of "day"
	After       int                `json:"after,omitempty"`       // days after what When says, 0 to 3660
	Notices     int                `json:"notices,omitempty"`     // how many "notices" needs, 1 to 999
	Each        bool               `json:"each,omitempty"`        // for each member from its own notice or signature
	Name        string             `json:"name,omitempty"`        // of the outside "event"
	Of          ID                 `json:"of,omitempty"`          // the decision or act whose "entry" into force it waits for
	Members     []procedure.Member `json:"members,omitempty"`     // for these only; none: for all
	Save        []procedure.Member `json:"save,omitempty"`        // for all but these
	Provisional *Force             `json:"provisional,omitempty"` // applied from then until the force itself begins, or ends
}

// The beginnings of a force.
const (
	OnAdoption = "adoption" // with Each: the member's own signature
	OnDay      = "day"
	OnNotices  = "notices" // with Each: for later members their own
	OnEvent    = "event"
	OnEntry    = "entry"
)

// ForceBeginnings are what a force can begin with.
func ForceBeginnings() []string { return []string{OnAdoption, OnDay, OnNotices, OnEvent, OnEntry} }

// IsZero reports whether nothing is said: for all, from adoption.
func (f Force) IsZero() bool {
	return f.When == "" && !f.Day.Known() && f.After == 0 && f.Notices == 0 && !f.Each && f.Name == "" && f.Of == "" &&
		len(f.Members) == 0 && len(f.Save) == 0 && f.Provisional == nil
}

// Waits reports whether f can begin only with something that is recorded later.
func (f Force) Waits() bool {
	return f.When == OnNotices || f.When == OnEvent || f.When == OnEntry || f.Each
}

// force wants a force that says one thing.
func (c *check) force(field string, f *Force) {
	if f.When != "" {
		c.choice(field+".when", f.When, ForceBeginnings()...)
	}
	if f.After < 0 || f.After > 3660 {
		c.fault(CodeRange, field+".after", "want 0 to 3660 days, found "+strconv.Itoa(f.After))
	}
	c.line(field+".name", f.Name)
	for _, part := range []struct {
		name  string
		when  string
		given bool
	}{
		{"day", OnDay, f.Day.Known()}, {"notices", OnNotices, f.Notices != 0}, {"name", OnEvent, f.Name != ""}, {"of", OnEntry, f.Of != ""},
	} {
		switch {
		case f.When == part.when && !part.given:
			c.fault(CodeMissing, field+"."+part.name, "")
		case f.When != part.when && part.given:
			c.fault(CodeForm, field+"."+part.name, "goes with "+part.when)
		}
	}
	if f.Notices < 0 || f.Notices > 999 {
		c.fault(CodeRange, field+".notices", "want 1 to 999, found "+strconv.Itoa(f.Notices))
	}
	if f.Each && f.When != "" && f.When != OnAdoption && f.When != OnNotices {
		c.fault(CodeForm, field+".each", "goes with adoption and notices")
	}
	c.maybe(field+".of", f.Of, NounDecision, NounAct)
	for i, m := range f.Members {
		c.member(field+".members."+strconv.Itoa(i+1), m)
	}
	for i, m := range f.Save {
		c.member(field+".save."+strconv.Itoa(i+1), m)
	}
	if p := f.Provisional; p != nil {
		if p.Provisional != nil {
			c.fault(CodeForm, field+".provisional.provisional", "once is enough")
			return
		}
		c.force(field+".provisional", p)
	}
}

// A Notification is something that a force can wait for, or that ends it: the
// signature or the notice of a member, an outside event, the end of provisional
// application. It is not the notice by which a member accepts or rejects a
// decision in its second stage ([GiveNotice]).
type Notification struct {
	About    ID               `json:"about"` // the decision, or the act, whose force it concerns
	Kind     string           `json:"kind"`  // see NotificationKinds
	Member   procedure.Member `json:"member,omitempty"`
	Name     string           `json:"name,omitempty"` // of the event, as the force calls it
	Day      calendar.Day     `json:"day"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// The kinds of notification.
const (
	NotifiedSignature = "signature" // by Member
	NotifiedNotice    = "notice"    // by Member
	NotifiedEvent     = "event"     // called Name
	NotifiedEnd       = "end"       // of provisional application, for Member or for all
)

// NotificationKinds are the kinds of notification.
func NotificationKinds() []string {
	return []string{NotifiedSignature, NotifiedNotice, NotifiedEvent, NotifiedEnd}
}

// Noun returns NounNotification.
func (*Notification) Noun() Noun { return NounNotification }

// Of returns what it is about.
func (f *Notification) Of() []ID { return []ID{f.About} }

func (f *Notification) check(c *check) {
	c.ref("about", f.About, NounDecision, NounAct)
	c.choice("kind", f.Kind, NotificationKinds()...)
	c.line("name", f.Name)
	switch f.Kind {
	case NotifiedSignature, NotifiedNotice:
		c.member("member", f.Member)
	case NotifiedEvent:
		if f.Name == "" {
			c.fault(CodeMissing, "name", "")
		}
	}
	if f.Kind != NotifiedEvent && f.Name != "" {
		c.fault(CodeForm, "name", "goes with "+NotifiedEvent)
	}
	if f.Kind == NotifiedEvent && f.Member != "" {
		c.fault(CodeForm, "member", "an event is nobody's")
	}
	c.maybeMember("member", f.Member)
	if !f.Day.Known() {
		c.fault(CodeMissing, "day", "")
	}
	c.evidence("evidence", f.Evidence)
}
