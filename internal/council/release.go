package council

import (
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Widening is a release of a thing, as its past keeps it.
type Widening struct {
	From   access.Audience `json:"from"`
	To     access.Audience `json:"to"`
	Reason words.Text      `json:"reason,omitempty"`
	Place  register.Place  `json:"place"`
	Time   int64           `json:"time"` // when it was recorded, seconds since 1970 UTC
}

// An Embargo is a release that was set for an instant, and not before.
type Embargo struct {
	To    access.Audience `json:"to"`
	Until calendar.When   `json:"until"` // an instant
	Rule  string          `json:"rule"`  // of release, under which it was set
	Place register.Place  `json:"place"`
}

// Release widens the audience of a thing, with all its entries and the texts that
// lie beside it for the same readers. The charter says who may release what to whom,
// and from when on the clock does.
type Release struct {
	Thing  ID              `json:"thing"`
	To     access.Audience `json:"to"`
	Reason words.Text      `json:"reason,omitempty"`
}

func (f *Release) name() string { return "release" }

func (f *Release) decide(c *check) []Event {
	t, rule := c.widening(f.Thing, f.To)
	c.optional("reason", f.Reason)
	if t == nil || len(c.faults) > 0 || !c.current(t) || !c.ripe(t, f.To, &rule) {
		return nil
	}
	var events []Event
	for _, x := range append([]*Thing{t}, c.s.textsWith(t)...) {
		events = append(events, Event{Type: "thing-released.v1", Subject: x.ID, Audience: f.To, Cause: x.Last(), Rule: "release:" + rule,
			Body: &Released{Thing: x.ID, From: x.Audience, To: f.To, Reason: f.Reason}})
	}
	return events
}

// ripe refuses a release before its embargo is over, and one by the clock before
// its time.
func (c *check) ripe(t *Thing, to access.Audience, rule *string) bool {
	if t.Life != nil && t.Life.Embargo != nil {
		until := begins(t.Life.Embargo.Until)
		if c.order.Given.Before(until) {
			c.stop(Refuse(OutOfTime, CodeTooEarly, "release", until.Format(time.RFC3339)))
			return false
		}
		if c.order.By.Role == access.Clock && t.Life.Embargo.To == to {
			*rule = t.Life.Embargo.Rule
			return true
		}
	}
	if c.order.By.Role != access.Clock {
		return true
	}
	due, ok := c.s.derestriction(t)
	switch {
	case !ok || due.to != to:
		c.stop(Refuse(Forbidden, CodeNoRelease, t.Audience.Kind(), to.Kind()))
		return false
	case c.order.Given.Before(due.at):
		c.stop(Refuse(OutOfTime, CodeTooEarly, "release", due.at.Format(time.RFC3339)))
		return false
	}
	*rule = due.rule
	return true
}

// textsWith returns the texts beside t that have its audience, which are released
// with it.
func (s *State) textsWith(t *Thing) (texts []*Thing) {
	for _, kid := range s.Children(t.ID) {
		if f, ok := kid.Facts.(*Text); ok && f.About == t.ID && kid.Audience == t.Audience {
			texts = append(texts, kid)
		}
	}
	return texts
}

// widening checks that a thing can be released to an audience by the actor, and
// returns it with the rule of the charter that says so.
func (c *check) widening(id ID, to access.Audience) (*Thing, string) {
	t := c.subject("thing", id)
	c.audience = to
	c.checkAudience("to")
	if t == nil || len(c.faults) > 0 {
		return nil, ""
	}
	if to == t.Audience || !access.Reaches(to, t.Audience) {
		c.fault(CodeNarrower, "to", string(t.Audience))
		return nil, ""
	}
	if !c.s.carries(t, to) {
		c.fault(CodeWider, "to", string(to))
		return nil, ""
	}
	return t, c.releaseRule(t, to)
}

// carries reports whether everything that a thing belongs to or names is there for
// an audience, and the texts beside it as well: those that changed what stands in a
// decision have to be read by whoever reads it.
func (s *State) carries(t *Thing, to access.Audience) bool {
	for _, id := range t.Facts.Of() {
		if p := s.things[id]; p != nil && !access.Reaches(p.Audience, to) {
			return false
		}
	}
	for _, kid := range s.Children(t.ID) {
		f, ok := kid.Facts.(*Text)
		if ok && f.About == t.ID && kid.Audience != t.Audience && kid.Life != nil && len(kid.Life.Releases) > 0 && !access.Reaches(kid.Audience, to) {
			return false
		}
	}
	return true
}

// releaseRule returns the rule of the charter by which the actor may release t to
// an audience, or refuses.
func (c *check) releaseRule(t *Thing, to access.Audience) string {
	session, body := c.s.Matter(t)
	role := string(c.order.By.Role)
	var by []string
	for _, r := range c.s.Charter.Releases {
		if !r.Fits(body, t.Audience.Kind(), to.Kind()) {
			continue
		}
		if slices.Contains(r.By, role) || c.order.By.Role == access.Clock {
			if c.order.By.Role == access.Chair && c.s.presiding(session, c.order.Given) != c.order.By.Member {
				c.stop(Refuse(Forbidden, CodeNotPresiding, "release", string(c.s.presiding(session, c.order.Given))))
			}
			return r.ID
		}
		by = append(by, r.By...)
	}
	if len(by) == 0 {
		c.stop(Refuse(Forbidden, CodeNoRelease, t.Audience.Kind(), to.Kind()))
	} else {
		c.stop(Refuse(Forbidden, CodeNotYours, "release", strings.Join(by, ", ")))
	}
	return ""
}

// A derestriction is a release by the clock.
type derestriction struct {
	at   time.Time
	to   access.Audience
	rule string
}

// derestriction returns when the clock is to release a thing, and to whom, if the
// charter says that it does.
func (s *State) derestriction(t *Thing) (d derestriction, ok bool) {
	_, body := s.Matter(t)
	for _, r := range s.Charter.Releases {
		if !r.After.Given() || !r.Fits(body, t.Audience.Kind(), r.To) {
			continue
		}
		wide := access.Audience(r.To)
		if due := r.After.From(time.Unix(t.Trace.All()[0].Time, 0).UTC()); wide.Valid() && (!ok || due.Before(d.at)) {
			d, ok = derestriction{due, wide, r.ID}, true
		}
	}
	return d, ok
}

// opens returns when a thing that is not public is released by the clock, if it is.
func (s *State) opens(t *Thing) (e Expiry, ok bool) {
	d, ok := s.derestriction(t)
	if t.Life != nil && t.Life.Embargo != nil {
		d, ok = derestriction{at: begins(t.Life.Embargo.Until), to: t.Life.Embargo.To}, true
	}
	if !ok || d.to == t.Audience || !access.Reaches(d.to, t.Audience) || !s.carries(t, d.to) {
		return Expiry{}, false
	}
	return Expiry{d.at, t.ID, &Release{Thing: t.ID, To: d.to}}, true
}

// mayOpen reports whether the clock may have to release a thing some day.
func (s *State) mayOpen(t *Thing) bool {
	return t.Audience != access.Public && s.Charter != nil && (t.Life != nil && t.Life.Embargo != nil ||
		slices.ContainsFunc(s.Charter.Releases, func(r charter.Release) bool { return r.After.Given() }))
}

// AudienceOf returns who may read an entry, given its event and its place: the
// audience that its thing has by now, if it was of that thing's when it was made.
func (s *State) AudienceOf(e Event, place register.Place) access.Audience {
	t := s.things[e.Subject]
	if t == nil || t.Life == nil {
		return e.Audience
	}
	was := t.Audience
	for _, r := range slices.Backward(t.Life.Releases) {
		if place >= r.Place {
			break
		}
		was = r.From
	}
	if e.Audience == was {
		return t.Audience
	}
	return e.Audience
}

// Released is the event of [Release], for each thing that it widens.
type Released struct {
	Thing  ID              `json:"thing"`
	From   access.Audience `json:"from"`
	To     access.Audience `json:"to"`
	Reason words.Text      `json:"reason,omitempty"`
}

func (e *Released) fits(t *Thing, a access.Audience) bool {
	return t.Audience == e.From && a == e.To && e.From != e.To && access.Reaches(e.To, e.From)
}

func (e *Released) apply(s *State, t *Thing, m Mark) {
	t.Audience = e.To
	t.live(func(l *Life) {
		l.Releases = append(slices.Clip(l.Releases), Widening{e.From, e.To, e.Reason, m.Place, m.Time})
		if l.Embargo != nil && access.Reaches(e.To, l.Embargo.To) {
			l.Embargo = nil
		}
	})
}

// SetEmbargo sets the release of a thing for an instant, and keeps it closed until
// then. Whoever may release it may.
type SetEmbargo struct {
	Thing ID              `json:"thing"`
	To    access.Audience `json:"to"`
	Until calendar.When   `json:"until"` // an instant
}

func (f *SetEmbargo) name() string { return "set-embargo" }

func (f *SetEmbargo) decide(c *check) []Event {
	t, rule := c.widening(f.Thing, f.To)
	switch until, ok := f.Until.Time(); {
	case !ok:
		c.fault(CodeInstant, "until", "")
	case !until.After(c.order.Given):
		c.fault(CodeForm, "until", "not to come any more")
	}
	if t == nil || len(c.faults) > 0 || !c.current(t) {
		return nil
	}
	if t.Life != nil && t.Life.Embargo != nil && !c.unchanged(t, int64(t.Life.Embargo.Place)) {
		return nil
	}
	return []Event{{Type: "embargo-set.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Rule: "release:" + rule,
		Body: &EmbargoSet{*f, rule}}}
}

// EmbargoSet is the event of [SetEmbargo].
type EmbargoSet struct {
	SetEmbargo
	Rule string `json:"rule"`
}

func (e *EmbargoSet) fits(t *Thing, a access.Audience) bool { return t.Audience == a }

func (e *EmbargoSet) apply(s *State, t *Thing, m Mark) {
	t.live(func(l *Life) { l.Embargo = &Embargo{e.To, e.Until, e.Rule, m.Place} })
}
