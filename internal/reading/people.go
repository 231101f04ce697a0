package reading

import (
	"maps"
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// An Organisation is what every page says of the organisation.
type Organisation struct {
	ID        string       `json:"id"`
	Name      words.Text   `json:"name"`
	Short     words.Text   `json:"short"`
	Languages []words.Lang `json:"languages"`
	Accent    string       `json:"accent"`
	Zone      string       `json:"zone"`
}

// A Home is the first page: the last session, the next, who presides, what was
// decided last.
type Home struct {
	Organisation Organisation   `json:"organisation"`
	Last         *Session       `json:"last,omitempty"` // of the sessions with a date, the latest
	Sessions     []SessionLine  `json:"sessions,omitempty"`
	Next         []NextSession  `json:"next,omitempty"` // set by the latest session
	Presidencies Presidencies   `json:"presidencies"`
	Members      []MemberLine   `json:"members,omitempty"`
	Decisions    []DecisionLine `json:"decisions,omitempty"` // the latest 15
}

// A MemberLine is a member in a list.
type MemberLine struct {
	MemberRef
	Full     words.Text       `json:"full,omitempty"`
	Standing charter.Standing `json:"standing"` // the last; empty: none any more
	Statuses []Standing       `json:"statuses"`
	Presided []charter.Term   `json:"presided,omitempty"`
}

// A Standing is a status over a span of days, as the charter has it or as an
// entry changed it.
type Standing struct {
	charter.Status
	Decision *Ref           `json:"decision,omitempty"`
	Changed  *council.ID    `json:"changed,omitempty"` // the thing that changed it
	Place    register.Place `json:"place,omitempty"`   // of the last entry about that
}

// A Member is a member with all that the record says of it.
type Member struct {
	MemberLine
	Names      []charter.Name   `json:"names"`
	Aliases    []string         `json:"aliases,omitempty"`
	Offices    []Office         `json:"offices,omitempty"` // of the state
	Statements []StatementLine  `json:"statements,omitempty"`
	Proposals  []ProposalLine   `json:"proposals,omitempty"`
	Share      string           `json:"share,omitempty"` // of the budget, in per cent
	ShareBasis charter.Evidence `json:"share_basis,omitzero"`
}

// An Office is a post and who has held it, in order.
type Office struct {
	ID      string         `json:"id"`
	Name    words.Text     `json:"name"`
	Holders []OfficeHolder `json:"holders"`
}

// An OfficeHolder is a person in an office, from the charter or from an entry.
type OfficeHolder struct {
	charter.Holder
	Country *MemberRef     `json:"country,omitempty"`
	Entry   *council.ID    `json:"entry,omitempty"` // the thing that says so
	Place   register.Place `json:"place,omitempty"` // of the last entry about that
}

// A Body is an organ with its offices and the sessions it held.
type Body struct {
	charter.Body
	Parent   *Named           `json:"parent,omitempty"`
	Children []Named          `json:"children,omitempty"`
	Offices  []Office         `json:"offices,omitempty"`
	Sessions []SessionLine    `json:"sessions,omitempty"`
	Rules    []procedure.Rule `json:"rules,omitempty"` // of the highest body
}

// Organisation returns what every page says of the organisation.
func (r *Room) Organisation() Organisation {
	c := r.see.Charter()
	return Organisation{c.ID, c.Name, c.Short, c.Languages, c.Accent, c.Zone}
}

// Home returns the first page.
func (r *Room) Home() (Home, error) {
	h := Home{Organisation: r.Organisation(), Sessions: r.Sessions(), Presidencies: r.Presidencies(), Members: r.Members()}
	if len(h.Sessions) > 0 && h.Sessions[0].Facts.At.Known() {
		last, err := r.Session(h.Sessions[0].ID)
		if err != nil {
			return Home{}, err
		}
		h.Last, h.Next = &last, last.Next
	}
	h.Decisions = r.Decisions()
	h.Decisions = h.Decisions[:min(len(h.Decisions), 15)]
	return h, nil
}

// Members returns everyone who has or had a status, in the order of precedence.
func (r *Room) Members() []MemberLine {
	var lines []MemberLine
	for _, id := range r.see.Charter().Precedence() {
		m, _ := r.see.Charter().Member(id)
		lines = append(lines, r.memberLine(m))
	}
	return lines
}

func (r *Room) memberLine(m *charter.Member) MemberLine {
	last := m.Names[len(m.Names)-1]
	line := MemberLine{MemberRef: MemberRef{m.ID, last.Name, m.ISO}, Full: last.Full}
	for _, s := range m.Statuses {
		line.Statuses = append(line.Statuses, Standing{Status: s})
	}
	for _, t := range r.see.All(council.NounStatus) {
		if f := t.Facts.(*council.Status); f.Member == m.ID {
			s := charter.Status{Standing: f.Standing, Force: f.Force, Evidence: f.Evidence}
			line.Statuses = append(line.Statuses, Standing{s, r.see.Ref(f.Decision), &t.ID, t.Last()})
		}
	}
	if n := len(line.Statuses); n > 0 && !line.Statuses[n-1].Force.To.Known() {
		line.Standing = line.Statuses[n-1].Standing
	}
	for _, t := range r.see.Charter().Rotation.Terms {
		if t.Member == m.ID {
			line.Presided = append(line.Presided, t)
		}
	}
	return line
}

// Member returns one member.
func (r *Room) Member(id procedure.Member) (Member, error) {
	m, ok := r.see.Charter().Member(id)
	if !ok {
		return Member{}, council.Refuse(council.Unknown, council.CodeNoSuch, "member", string(id))
	}
	v := Member{MemberLine: r.memberLine(m), Names: m.Names, Aliases: m.Aliases}
	for _, o := range r.see.Charter().Offices {
		if o.Member == id {
			v.Offices = append(v.Offices, r.office(o))
		}
	}
	for _, t := range r.see.All(council.NounStatement) {
		if t.Facts.(*council.Statement).Speaker.Member == id {
			v.Statements = append(v.Statements, r.statementLine(t))
		}
	}
	for _, t := range r.see.All(council.NounProposal) {
		if t.Facts.(*council.Proposal).Member == id {
			v.Proposals = append(v.Proposals, r.proposalLine(t))
		}
	}
	if scales := r.see.Charter().Scales; len(scales) > 0 {
		scale := scales[len(scales)-1]
		for _, s := range scale.Shares {
			if s.Party == string(id) {
				v.Share, v.ShareBasis = s.Percent.String(), scale.Evidence
			}
		}
	}
	return v, nil
}

func (r *Room) office(o charter.Office) Office {
	v := Office{ID: o.ID, Name: o.Name}
	for _, h := range o.Holders {
		v.Holders = append(v.Holders, OfficeHolder{Holder: h, Country: r.see.Member(h.Of, h.Force.From)})
	}
	for _, t := range r.see.All(council.NounOfficeHolder) {
		f := t.Facts.(*council.OfficeHolder)
		if f.Office != o.ID {
			continue
		}
		h := charter.Holder{Person: f.Person, Acting: f.Acting, Of: f.Country, Force: f.Force, Evidence: f.Evidence}
		holder := OfficeHolder{h, r.see.Member(f.Country, f.Force.From), &t.ID, t.Last()}
		// The charter may have said so already: the entry that names a source counts.
		same := func(c OfficeHolder) bool { return c.Force.From == h.Force.From && maps.Equal(c.Person, h.Person) }
		if i := slices.IndexFunc(v.Holders, same); i >= 0 {
			if !holder.Force.To.Known() {
				holder.Force.To = v.Holders[i].Force.To
			}
			v.Holders[i] = holder
		} else {
			v.Holders = append(v.Holders, holder)
		}
	}
	slices.SortStableFunc(v.Holders, func(a, b OfficeHolder) int { return a.Force.From.Compare(b.Force.From) })
	return v
}

// Bodies returns the bodies in the order of the charter.
func (r *Room) Bodies() []Body {
	var bs []Body
	for _, b := range r.see.Charter().Bodies {
		bs = append(bs, r.body(b))
	}
	return bs
}

// Body returns one body.
func (r *Room) Body(id string) (Body, error) {
	b, ok := r.see.Charter().Body(id)
	if !ok {
		return Body{}, council.Refuse(council.Unknown, council.CodeNoSuch, "body", id)
	}
	return r.body(*b), nil
}

func (r *Room) body(b charter.Body) Body {
	v := Body{Body: b}
	c := r.see.Charter()
	if parent, ok := c.Body(b.Under); ok {
		v.Parent = &Named{parent.ID, parent.Name}
	}
	for _, child := range c.Bodies {
		if child.Under == b.ID {
			v.Children = append(v.Children, Named{child.ID, child.Name})
		}
	}
	for _, o := range c.Offices {
		if o.Body == b.ID {
			v.Offices = append(v.Offices, r.office(o))
		}
	}
	for _, s := range r.Sessions() {
		if s.Facts.Body == b.ID {
			v.Sessions = append(v.Sessions, s)
		}
	}
	if b.ID == c.Council {
		v.Rules = c.Rules
	}
	return v
}

// Finances is the scale of contributions and every budget.
type Finances struct {
	Scales  []Scale  `json:"scales,omitempty"`
	Budgets []Budget `json:"budgets,omitempty"`
}

// A Scale is the scale of contributions with the names of the members.
type Scale struct {
	Force    calendar.Span    `json:"force,omitzero"`
	Shares   []ScaleShare     `json:"shares"`
	Evidence charter.Evidence `json:"evidence,omitzero"`
}

// A ScaleShare is one member's share.
type ScaleShare struct {
	Member  MemberRef `json:"member"`
	Percent string    `json:"percent"` // a decimal: "17.6"
	Parts   int       `json:"parts"`   // of 1,000,000, for drawing
}

// Finances returns the scale of contributions and every budget.
func (r *Room) Finances() Finances {
	v := Finances{Budgets: r.Budgets()}
	for _, s := range r.see.Charter().Scales {
		scale := Scale{Force: s.Force, Evidence: s.Evidence}
		for _, share := range s.Shares {
			if m := r.see.Member(procedure.Member(share.Party), s.Force.From); m != nil {
				scale.Shares = append(scale.Shares, ScaleShare{*m, share.Percent.String(), int(share.Percent)})
			}
		}
		v.Scales = append(v.Scales, scale)
	}
	return v
}
