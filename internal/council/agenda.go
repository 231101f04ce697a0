package council

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// An Item is one matter on the agenda of a session, or a part of one.
type Item struct {
	Session  ID         `json:"session"`
	Under    ID         `json:"part_of,omitempty"` // the item that it is a part of, which is a part of none
	Order    int        `json:"order"`             // on the agenda or within its item, from 1
	Title    words.Text `json:"title"`
	Kind     string     `json:"kind,omitempty"`    // its id in the template of the session
	Format   string     `json:"format,omitempty"`  // narrow or plenary; none: in any
	Consent  bool       `json:"consent,omitempty"` // passes without discussion
	Evidence Evidence   `json:"evidence,omitzero"`
}

// Noun returns NounItem.
func (*Item) Noun() Noun { return NounItem }

// Of returns the session and the item above.
func (f *Item) Of() []ID { return some(f.Session, f.Under) }

func (f *Item) check(c *check) {
	c.ref("session", f.Session, NounSession)
	c.upper("part_of", c.maybe("part_of", f.Under, NounItem), f.Session)
	if f.Order < 1 || f.Order > 999 {
		c.fault(CodeRange, "order", "want 1 to 999, found "+strconv.Itoa(f.Order))
	}
	c.text("title", f.Title)
	c.kind("kind", f.Kind)
	c.choice("format", f.Format, "", "narrow", "plenary")
	c.evidence("evidence", f.Evidence)
}

// kind wants the id of a row of a template, or nothing.
func (c *check) kind(field, id string) {
	if id != "" && !words.ValidID(id) {
		c.fault(CodeForm, field, "want small letters, digits and hyphens, found "+strconv.Quote(id))
	}
}

// upper wants an item, if there is one, to be of a session and a part of no other.
func (c *check) upper(field string, t *Thing, session ID) {
	if t == nil {
		return
	}
	c.within(field, t, session)
	if t.Facts.(*Item).Under != "" || t.Withdrawn() {
		c.fault(CodeForm, field, "want an item that stands and is a part of no other")
	}
}

// Agenda returns the items of a session that were not withdrawn, in their order:
// each followed by its parts.
func (s *State) Agenda(session ID) []*Thing {
	return Agenda(slices.DeleteFunc(s.Children(session), func(t *Thing) bool { return t.Noun != NounItem || t.Withdrawn() }))
}

// Agenda puts items of one session into their order, each followed by its parts. A
// part whose item is not among them stands for itself.
func Agenda(items []*Thing) []*Thing {
	above := map[ID]*Thing{}
	for _, t := range items {
		if t.Facts.(*Item).Under == "" {
			above[t.ID] = t
		}
	}
	upper := func(t *Thing) *Thing {
		if u := above[t.Facts.(*Item).Under]; u != nil {
			return u
		}
		return t
	}
	order := func(t *Thing) int { return t.Facts.(*Item).Order }
	slices.SortStableFunc(items, func(a, b *Thing) int {
		ua, ub := upper(a), upper(b)
		if ua != ub {
			return cmp.Or(cmp.Compare(order(ua), order(ub)), cmp.Compare(ua.First(), ub.First()))
		}
		if ua == a || ub == b { // an item comes before its parts
			return cmp.Compare(len(a.Facts.(*Item).Under), len(b.Facts.(*Item).Under))
		}
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.First(), b.First()))
	})
	return items
}

// OrderAgenda puts the items of a session's agenda into an order, all of them at
// once.
type OrderAgenda struct {
	Session ID        `json:"session"`
	Items   []ItemRow `json:"items"` // all that stand, each part after its item
}

// An ItemRow is where one item stands.
type ItemRow struct {
	Item  ID `json:"item"`
	Under ID `json:"part_of,omitempty"` // the item that it becomes a part of
}

func (f *OrderAgenda) name() string { return "order-agenda" }

func (f *OrderAgenda) decide(c *check) []Event {
	session := c.subject("session", f.Session, NounSession)
	left := map[ID]*Thing{}
	if session != nil {
		for _, t := range c.s.Agenda(f.Session) {
			if access.MaySee(c.class, t.Audience, c.s) {
				left[t.ID] = t
			}
		}
	}
	var events []Event
	next := map[ID]int{} // the last number given, by the item above
	if len(f.Items) == 0 {
		c.fault(CodeMissing, "items", "")
	}
	for i, row := range f.Items {
		field := "items." + strconv.Itoa(i+1)
		t := c.subject(field+".item", row.Item, NounItem)
		c.asked(Want{Field: field + ".part_of", Asked: AskedThing, Nouns: []Noun{NounItem}})
		if t == nil {
			continue
		}
		if left[t.ID] == nil {
			c.fault(CodeForm, field+".item", "named twice, withdrawn, or of another session")
			continue
		}
		delete(left, t.ID)
		if row.Under != "" && next[row.Under] == 0 && !f.above(i, row.Under) {
			c.fault(CodeForm, field+".part_of", "want an item that stands before this one and is a part of none")
			continue
		}
		c.holds(field+".part_of", row.Under, t)
		c.unmoved(t)
		next[row.Under]++
		if is := t.Facts.(*Item); is.Order != next[row.Under] || is.Under != row.Under {
			events = append(events, Event{Type: "item-moved.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: &ItemMoved{t.ID, row.Under, next[row.Under]}})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(left)) {
		c.fault(CodeMissing, "items", string(id))
	}
	if session != nil && len(c.faults) == 0 && len(events) == 0 {
		c.stop(Refuse(OutOfTime, CodeClosed, "agenda", "the items stand in this order"))
	}
	return events
}

// above reports whether an item stands before row i and is a part of none.
func (f *OrderAgenda) above(i int, id ID) bool {
	return slices.ContainsFunc(f.Items[:i], func(r ItemRow) bool { return r.Item == id && r.Under == "" })
}

// holds wants whoever reads t to read the item that it becomes a part of.
func (c *check) holds(field string, under ID, t *Thing) {
	if u := c.s.things[under]; u != nil && !access.Reaches(u.Audience, t.Audience) {
		c.fault(CodeWider, field, string(t.Audience))
	}
}

// unmoved refuses when an item changed or moved after the actor's page was made.
func (c *check) unmoved(t *Thing) {
	if seen := c.order.Seen; seen > 0 && t.Last() > seen {
		c.stop(Refuse(OutOfTime, CodeChanged, t.String(), fmt.Sprint(seen)))
	}
}

// ItemMoved is the event of [OrderAgenda] for each item that it moves.
type ItemMoved struct {
	Item  ID  `json:"item"`
	Under ID  `json:"part_of,omitempty"`
	Order int `json:"order"`
}

func (e *ItemMoved) fits(t *Thing, a access.Audience) bool {
	return t.Noun == NounItem && t.Audience == a
}

func (e *ItemMoved) apply(s *State, t *Thing, m Mark) {
	s.unlink(t)
	f := *t.Facts.(*Item)
	f.Under, f.Order = e.Under, e.Order
	t.Facts = &f
	s.link(t)
}

// An IssuedAgenda is the agenda of a session as it was sent out. Each time is a
// version of its own and stays as it was; one of them is adopted.
type IssuedAgenda struct {
	Session  ID           `json:"session"`
	Version  int          `json:"version"` // from 1, each once
	Lines    []AgendaLine `json:"lines"`   // in their order
	Note     words.Text   `json:"note,omitempty"`
	Evidence Evidence     `json:"evidence,omitzero"`
}

// An AgendaLine is one item as a version has it.
type AgendaLine struct {
	Item    ID         `json:"item"`
	Number  string     `json:"number"` // "3", or "3.1" for a part
	Title   words.Text `json:"title"`
	Format  string     `json:"format,omitempty"`
	Consent bool       `json:"consent,omitempty"`
}

// Noun returns NounAgenda.
func (*IssuedAgenda) Noun() Noun { return NounAgenda }

// Of returns the session and the items.
func (f *IssuedAgenda) Of() []ID {
	ids := []ID{f.Session}
	for _, l := range f.Lines {
		ids = append(ids, l.Item)
	}
	return ids
}

func (f *IssuedAgenda) check(c *check) {
	c.ref("session", f.Session, NounSession)
	if f.Version < 1 || f.Version > 999 {
		c.fault(CodeRange, "version", "want 1 to 999, found "+strconv.Itoa(f.Version))
	}
	if len(f.Lines) == 0 {
		c.fault(CodeMissing, "lines", "")
	}
	numbers := map[string]bool{}
	for i, l := range f.Lines {
		field := "lines." + strconv.Itoa(i+1)
		c.within(field+".item", c.ref(field+".item", l.Item, NounItem), f.Session)
		if !itemNumber(l.Number) {
			c.fault(CodeForm, field+".number", "want a number like 3 or 3.1, found "+strconv.Quote(l.Number))
		} else if numbers[l.Number] {
			c.fault(CodeTaken, field+".number", l.Number)
		}
		numbers[l.Number] = true
		c.text(field+".title", l.Title)
		c.choice(field+".format", l.Format, "", "narrow", "plenary")
	}
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
}

// itemNumber reports whether s numbers an item: "3" or "3.1".
func itemNumber(s string) bool {
	return len(s) <= 7 && decimal(s) && s[0] != '0'
}

// taken wants a version of an agenda to be later than those that there are, unless it
// is a correction, which keeps its own.
func (f *IssuedAgenda) taken(c *check, corrects ID) {
	for _, t := range c.s.Children(f.Session) {
		old, ok := t.Facts.(*IssuedAgenda)
		switch {
		case !ok:
		case t.ID == corrects && old.Version != f.Version:
			c.fault(CodeForm, "version", "a correction keeps the version")
		case t.ID != corrects && corrects == "" && old.Version >= f.Version && access.MaySee(c.class, t.Audience, c.s):
			c.fault(CodeTaken, "version", strconv.Itoa(f.Version))
			return
		}
	}
}

// AdoptAgenda adopts a version of the agenda of a session.
type AdoptAgenda struct {
	Agenda ID            `json:"agenda"`
	At     calendar.When `json:"at,omitzero"` // when, as known; unknown: when it is recorded
	Note   words.Text    `json:"note,omitempty"`
}

func (f *AdoptAgenda) name() string { return "adopt-agenda" }

func (f *AdoptAgenda) decide(c *check) []Event {
	t := c.subject("agenda", f.Agenda, NounAgenda)
	c.optional("note", f.Note)
	if t == nil || len(c.faults) > 0 || !c.current(t) {
		return nil
	}
	is := t.Facts.(*IssuedAgenda)
	if c.order.By.Role == access.Chair && !c.presides(&Decision{Session: is.Session}) {
		return nil
	}
	for _, kid := range c.s.Children(is.Session) {
		other, ok := kid.Facts.(*IssuedAgenda)
		if !ok || !access.MaySee(c.class, kid.Audience, c.s) {
			continue
		}
		switch {
		case kid.Adopted() != nil && other.Version >= is.Version:
			c.stop(Refuse(OutOfTime, CodeClosed, "agenda", "version "+strconv.Itoa(other.Version)+" is adopted"))
		case other.Version > is.Version:
			c.stop(Refuse(OutOfTime, CodeClosed, "agenda", "version "+strconv.Itoa(other.Version)+" is the latest"))
		}
	}
	return []Event{c.about(t, "agenda-adopted.v1", &AgendaAdopted{*f})}
}

// AgendaAdopted is the event of [AdoptAgenda].
type AgendaAdopted struct{ AdoptAgenda }

func (e *AgendaAdopted) fits(t *Thing, a access.Audience) bool {
	return t.Noun == NounAgenda && t.Audience == a
}

func (e *AgendaAdopted) apply(s *State, t *Thing, m Mark) {
	t.live(func(l *Life) { l.Adopted = &AgendaAdoption{e.At, e.Note, m.Place, m.Time} })
}

// An AgendaAdoption is the adoption of a version of an agenda.
type AgendaAdoption struct {
	At    calendar.When  `json:"at,omitzero"`
	Note  words.Text     `json:"note,omitempty"`
	Place register.Place `json:"place"`
	Time  int64          `json:"time"` // when it was recorded, seconds since 1970 UTC
}

// Adopted returns the adoption of an agenda; nil: it was not, or t is no agenda.
func (t *Thing) Adopted() *AgendaAdoption {
	if t.Life == nil {
		return nil
	}
	return t.Life.Adopted
}
