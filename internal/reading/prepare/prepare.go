// Package prepare shows how far a session is prepared: its items, papers, agendas,
// delegations and statements, as a class of readers may see them. What is late and
// what comes next depends on the day and is for package preparation to say.
package prepare

import (
	"cmp"
	"slices"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

// A Room is a room of reading that shows preparations.
type Room struct {
	*reading.Room
	see *reading.Sight
}

// From returns the room that shows preparations from one of reading.
func From(r *reading.Room) *Room { return &Room{r, reading.SightOf(r)} }

// A Session is a session as far as it is prepared.
type Session struct {
	reading.Ref
	Audience    access.Audience    `json:"audience"`
	Facts       council.Session    `json:"facts"`
	Entry       register.Place     `json:"entry"` // the last about it
	Items       []Item             `json:"items,omitempty"`
	Papers      []Paper            `json:"papers,omitempty"`
	Versions    []Version          `json:"versions,omitempty"`    // of the agenda, the first first
	Delegations []Delegation       `json:"delegations,omitempty"` // in the order of the charter
	Statements  []Statement        `json:"statements,omitempty"`
	Templates   []charter.Template `json:"templates,omitempty"`
}

// An Item is an item that stands on the agenda.
type Item struct {
	reading.Ref
	Audience access.Audience `json:"audience"`
	Facts    council.Item    `json:"facts"`
	Number   string          `json:"number"` // as the reader counts: "3", or "3.1" for a part
	Part     bool            `json:"part,omitempty"`
	Entry    register.Place  `json:"entry"`
	Decided  []reading.Ref   `json:"decided,omitempty"` // drafts and decisions under it
}

// A Paper is a paper of the session that was not withdrawn.
type Paper struct {
	reading.Ref
	Audience access.Audience   `json:"audience"`
	Facts    council.Paper     `json:"facts"`
	Entry    register.Place    `json:"entry"`
	Texts    []reading.TextRef `json:"texts,omitempty"` // of the paper, and of the draft that it is
	Item     *reading.Ref      `json:"item,omitempty"`
	Decision *reading.Ref      `json:"decision,omitempty"`
	Draft    access.Audience   `json:"draft,omitempty"`   // of the draft; empty: there is none
	Outcome  procedure.Outcome `json:"outcome,omitempty"` // of the draft
	Written  int64             `json:"written,omitempty"` // when the first text came, seconds since 1970 UTC; 0: none did
	Sent     int64             `json:"sent,omitempty"`    // since when those it is for read paper and text; 0: they do not
}

// A Version is the agenda as it was sent out once.
type Version struct {
	reading.Ref
	Audience access.Audience         `json:"audience"`
	Facts    council.IssuedAgenda    `json:"facts"`
	Entry    register.Place          `json:"entry"`
	Sent     int64                   `json:"sent,omitempty"` // since when the members read it; 0: they do not
	Adopted  *council.AgendaAdoption `json:"adopted,omitempty"`
}

// A Delegation is who a member sends, or that it has not said so.
type Delegation struct {
	Member   reading.MemberRef    `json:"member"`
	ID       council.ID           `json:"id,omitempty"` // empty: not named
	Facts    *council.Delegation  `json:"facts,omitempty"`
	Entry    register.Place       `json:"entry,omitempty"`
	Examined *council.Examination `json:"examined,omitempty"`
	Presides bool                 `json:"presides,omitempty"`
}

// A Statement is what somebody said, with the texts of it.
type Statement struct {
	reading.Ref
	Facts council.Statement `json:"facts"`
	Entry register.Place    `json:"entry"`
	Texts []reading.TextRef `json:"texts,omitempty"`
}

// Session returns a session as far as it is prepared.
func (r *Room) Session(id council.ID) (Session, error) {
	t, err := r.see.Thing(id, council.NounSession)
	if err != nil {
		return Session{}, err
	}
	f := *t.Facts.(*council.Session)
	v := Session{Ref: *r.see.Ref(id), Audience: t.Audience, Facts: f, Entry: t.Last(), Templates: r.see.Charter().TemplatesFor(f.Body)}
	r.items(id, &v)
	for _, k := range r.see.Kids(id, council.NounPaper) {
		if !k.Withdrawn() {
			v.Papers = append(v.Papers, r.paper(k))
		}
	}
	for _, k := range r.see.Kids(id, council.NounAgenda) {
		v.Versions = append(v.Versions, Version{*r.see.Ref(k.ID), k.Audience, *k.Facts.(*council.IssuedAgenda), k.Last(), reached(k, access.Members), k.Adopted()})
	}
	slices.SortStableFunc(v.Versions, func(a, b Version) int { return cmp.Compare(a.Facts.Version, b.Facts.Version) })
	r.delegations(id, &v)
	for _, k := range r.see.Kids(id, council.NounStatement) {
		v.Statements = append(v.Statements, Statement{*r.see.Ref(k.ID), *k.Facts.(*council.Statement), k.Last(), r.texts(k)})
	}
	return v, nil
}

func (r *Room) items(id council.ID, v *Session) {
	var rows []preparation.Place
	above := map[council.ID]bool{}
	stand := slices.DeleteFunc(r.see.Kids(id, council.NounItem), (*council.Thing).Withdrawn)
	for _, k := range council.Agenda(stand) {
		f := *k.Facts.(*council.Item)
		above[k.ID] = f.Under == ""
		part := f.Under != "" && above[f.Under]
		rows = append(rows, preparation.Place{Item: string(k.ID), Part: part})
		v.Items = append(v.Items, Item{
			Ref: *r.see.Ref(k.ID), Audience: k.Audience, Facts: f, Part: part, Entry: k.Last(), Decided: reading.RefsOf(r.see.Kids(k.ID, council.NounDecision)),
		})
	}
	for i, n := range preparation.Numbers(rows) {
		v.Items[i].Number = n
	}
}

func (r *Room) paper(t *council.Thing) Paper {
	f := *t.Facts.(*council.Paper)
	p := Paper{Ref: *r.see.Ref(t.ID), Audience: t.Audience, Facts: f, Entry: t.Last(), Item: r.see.Ref(f.Item), Decision: r.see.Ref(f.Decision)}
	to := cmp.Or(f.To, access.Members)
	sent := int64(0)
	from := []*council.Thing{t}
	if f.Decision != "" {
		if d, err := r.see.Thing(f.Decision, council.NounDecision); err == nil {
			p.Draft, p.Outcome = d.Audience, d.Case.Outcome
			p.Entry = max(p.Entry, d.Last())
			from = append(from, d)
		}
	}
	for _, of := range from {
		for _, k := range r.see.Kids(of.ID, council.NounText) {
			p.Texts = append(p.Texts, reading.TextRef{Ref: *r.see.Ref(k.ID), Facts: *k.Facts.(*council.Text)})
			if came := k.Trace.All()[0].Time; p.Written == 0 || came < p.Written {
				p.Written = came
			}
			if at := reached(k, to); at > 0 && (sent == 0 || at < sent) {
				sent = at
			}
		}
	}
	if at := reached(t, to); at > 0 && sent > 0 {
		p.Sent = max(at, sent)
	}
	return p
}

func (r *Room) texts(t *council.Thing) (all []reading.TextRef) {
	for _, k := range r.see.Kids(t.ID, council.NounText) {
		all = append(all, reading.TextRef{Ref: *r.see.Ref(k.ID), Facts: *k.Facts.(*council.Text)})
	}
	return all
}

// reached returns since when an audience reads a thing, in seconds since 1970 UTC; 0:
// it does not.
func reached(t *council.Thing, to access.Audience) int64 {
	if !access.Reaches(t.Audience, to) {
		return 0
	}
	if t.Life == nil || len(t.Life.Releases) == 0 || access.Reaches(t.Life.Releases[0].From, to) {
		return t.Trace.All()[0].Time
	}
	for _, w := range t.Life.Releases {
		if access.Reaches(w.To, to) {
			return w.Time
		}
	}
	return 0
}

// delegations are those of the members of the day of the session, and of everybody
// else who sends one.
func (r *Room) delegations(id council.ID, v *Session) {
	day := v.Facts.At.Earliest()
	named := map[procedure.Member]*council.Thing{}
	for _, k := range r.see.Kids(id, council.NounDelegation) {
		named[k.Facts.(*council.Delegation).Member] = k
	}
	seats := r.seated(day)
	for _, m := range r.see.Charter().Listed(day, v.Facts.Presides) {
		t := named[m]
		if t == nil && !seats[m] {
			continue
		}
		d := Delegation{Member: *r.see.Member(m, day), Presides: m == v.Facts.Presides}
		if t != nil {
			d.ID, d.Facts, d.Entry = t.ID, t.Facts.(*council.Delegation), t.Last()
			if t.Life != nil {
				d.Examined = t.Life.Examined
			}
		}
		v.Delegations = append(v.Delegations, d)
	}
}

// seated are the members that take part in the decisions of the session's day; of a
// session without a day, those of the last status that is known.
func (r *Room) seated(day calendar.Day) map[procedure.Member]bool {
	seats := map[procedure.Member]bool{}
	for _, m := range r.Members() {
		if day.Known() {
			seats[m.ID] = r.see.State().StandingOn(m.ID, day) == charter.FullMember
		} else {
			seats[m.ID] = m.Standing == charter.FullMember
		}
	}
	return seats
}

// Order returns how delegations stand in lists.
func (r *Room) Order() charter.Order { return r.see.Charter().Preparation.Order }

// Charter returns the charter, for rules of notice and templates.
func (r *Room) Charter() *charter.Charter { return r.see.Charter() }

// Opens reports whether the secretariat may open to an audience what was recorded for
// it alone, in the matters of a body.
func (r *Room) Opens(body string, to access.Audience) bool {
	return slices.ContainsFunc(r.see.Charter().Releases, func(x charter.Release) bool {
		return x.Fits(body, string(access.OfSecretariat), string(to)) && slices.Contains(x.By, string(access.Secretariat))
	})
}

// A Foreseen is an event that a batch would make.
type Foreseen struct {
	Order    int             `json:"order"` // which of the batch, from 0
	Type     string          `json:"type"`
	Noun     council.Noun    `json:"noun,omitempty"`
	Audience access.Audience `json:"audience"`
}

// Foresee returns what would become of commands given one after another, or the first
// refusal and how many came before it. next makes each of them from the ids of the
// things that those before it are about. Nothing is recorded: it tries them on a copy
// of the state.
func (r *Room) Foresee(o council.Order, n int, next func(i int, made []council.ID) (council.Order, error)) (all []Foreseen, done int, err error) {
	if access.ClassOf(o.By) != r.see.Class() {
		return nil, 0, council.Refuse(council.Forbidden, council.CodeNotYours, "batch", string(r.see.Class()))
	}
	s := r.see.State().Clone()
	given := latest(o.Given, s.Time)
	var made []council.ID
	for i := range n {
		x, err := next(i, made)
		if err != nil {
			return all, i, err
		}
		x.By, x.Mandate, x.Given, x.Seen = o.By, o.Mandate, given, o.Seen
		for k := range uint64(4) {
			x.IDs = append(x.IDs, council.NewID(uint64(i)<<8|k))
		}
		if x.Mandate == "" {
			x.Mandate = s.MandateFor(x)
		}
		events, err := council.Decide(s, x)
		if err != nil {
			return all, i, err
		}
		for _, e := range events {
			f := Foreseen{Order: i, Type: e.Type, Audience: e.Audience}
			s.Apply(e, s.Size, given)
			if t, ok := s.Thing(e.Subject); ok {
				f.Noun = t.Noun
			}
			all = append(all, f)
		}
		made = append(made, events[0].Subject)
	}
	return all, n, nil
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
