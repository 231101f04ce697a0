package pages

import (
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/picture"
)

// tileForms are the standings in the order of the picture, with the form of
// their tiles.
var tileForms = [...]struct {
	name string
	form picture.TileForm
}{{"member", picture.Solid}, {"observer", picture.Ringed}, {"partner", picture.Dotted}, {"suspended", picture.Struck}, {"", picture.Struck}}

// memberTiles draws who stands how. A standing that nobody has is left out.
func (p *Paper) memberTiles() picture.Drawing {
	var rows []picture.TileRow
	var said []string
	for _, s := range tileForms {
		row := picture.TileRow{Label: p.standings(s.name), Form: s.form}
		var names []string
		for _, m := range p.All {
			if string(m.Standing) != s.name {
				continue
			}
			name := p.Plain(m.Name)
			row.Tiles = append(row.Tiles, picture.Tile{Code: code(m.MemberRef), Name: name, Note: p.since(m)})
			names = append(names, name)
		}
		if len(names) > 0 {
			rows = append(rows, row)
			said = append(said, row.Label+": "+p.Join(names))
		}
	}
	return picture.Tiles{About: picture.About{ID: "tiles", Title: p.Say("members.title"), Desc: strings.Join(said, ". ")}, Rows: rows}.Draw()
}

// since says in a few signs from when a member stands as it does.
func (p *Paper) since(m reading.MemberLine) string {
	if n := len(m.Statuses); n > 0 && m.Statuses[n-1].Force.From.Known() {
		y, _, _ := m.Statuses[n-1].Force.From.Date()
		return p.Say("members.since", "year", plainYear(y))
	}
	return ""
}

// code is the short sign of a member: its ISO code or else its id.
func code(m reading.MemberRef) string {
	if m.ISO != "" {
		return m.ISO
	}
	return strings.ToUpper(string(m.ID))
}

// standing names a standing; the empty one is of those who have left.
func (p *Paper) standing(s string) string {
	if s == "" {
		s = "none"
	}
	return p.Say("standing." + s)
}

// standings names those who have a standing: "Members", "Observers".
func (p *Paper) standings(s string) string {
	if s == "" {
		s = "none"
	}
	return p.Say("standings." + s)
}

// memberTable tells every status of every member with its days, the years of its
// presidency and its share.
func (p *Paper) memberTable(shares map[string]string) Table {
	table := Table{
		Caption: p.Say("members.table"), Stack: true,
		Head: []Column{{Name: p.Say("members.name")}, {Name: p.Say("members.now")}, {Name: p.Say("members.history")}, {Name: p.Say("members.presided")}, {Name: p.Say("members.share"), Number: true}},
	}
	for _, m := range p.All {
		var history []Cell
		for _, s := range m.Statuses {
			line := Cells(Text(p.standing(string(s.Standing))), Text(p.Span(s.Force)), p.Mark(s.Evidence))
			if s.Decision != nil {
				line = Cells(line, p.Linked(*s.Decision))
			}
			history = append(history, line)
		}
		share := Text("–")
		if s := shares[string(m.ID)]; s != "" {
			share = Go(Link{Text: p.Percent(s), URL: p.To("budgets")})
		}
		table.Rows = append(table.Rows, []Cell{p.Member(&m.MemberRef), Text(p.standing(string(m.Standing))), apart(history), p.terms(m), share})
	}
	return table
}

// terms are the years in which a member presided.
func (p *Paper) terms(m reading.MemberLine) Cell {
	if len(m.Presided) == 0 {
		return Text("–")
	}
	var cells []Cell
	for _, t := range m.Presided {
		cells = append(cells, Cells(Text(p.years(t.From, t.To)), p.Mark(t.Evidence)))
	}
	return apart(cells)
}

// apart sets cells apart in one place of a table: several as a paragraph each.
func apart(list []Cell) Cell {
	if len(list) == 1 {
		return list[0]
	}
	var cells []Cell
	for _, c := range list {
		cells = append(cells, paragraph(c))
	}
	return Cells(cells...)
}

// years writes a term as briefly as it is known: "2019", "2019–2020".
func (p *Paper) years(from, to calendar.When) string {
	switch {
	case !from.Known() && !to.Known():
		return p.Say("date.unknown")
	case from.Precision() != calendar.Year || to.Known() && to.Precision() != calendar.Year:
		return p.When(from) + " – " + p.When(to)
	}
	a, _, _ := from.Earliest().Date()
	if !to.Known() || from == to {
		return plainYear(a)
	}
	b, _, _ := to.Earliest().Date()
	return plainYear(a) + "–" + plainYear(b)
}

func (p *Paper) memberHead(v reading.Member) Heading {
	tone := Plain
	switch v.Standing {
	case "member":
		tone = Good
	case "suspended":
		tone = Warn
	}
	h := Heading{Kicker: p.Say("member.kicker"), Tags: []Status{{p.standing(string(v.Standing)), tone}}, Lead: p.Plain(v.Full)}
	h.Title, h.Lang = p.titled(v.Name)
	return h
}

// memberRows tells what a member is called and what it pays.
func (p *Paper) memberRows(v reading.Member) []Row {
	var rows []Row
	for _, n := range v.Names {
		c := p.Word(n.Name)
		if !n.Full.Empty() {
			c = Cells(c, Text("–"), p.Word(n.Full))
		}
		if n.Force.From.Known() || n.Force.To.Known() {
			c = Cells(c, Text(p.Span(n.Force)))
		}
		if len(rows) == 0 {
			rows = []Row{{Key: p.Say("member.names")}}
		}
		rows[0].Values = append(rows[0].Values, c)
	}
	if len(v.Aliases) > 0 {
		rows = append(rows, Line(p.Say("member.aliases"), strings.Join(v.Aliases, ", ")))
	}
	share := Text(p.Say("member.share.none"))
	if v.Share != "" {
		share = p.Known(Go(Link{Text: p.Percent(v.Share), URL: p.To("budgets")}), v.ShareBasis)
	}
	acts := Go(Link{Text: p.Say("persons.delegation.open"), URL: p.To("delegations", string(v.ID))})
	return append(rows, Row{Key: p.Say("member.share"), Values: []Cell{share}}, Row{Key: p.Say("persons.delegation"), Values: []Cell{acts}})
}

// statusTable tells every status of a member, since when, until when and how
// that is known.
func (p *Paper) statusTable(v reading.Member) Table {
	table := Table{Caption: p.Say("member.statuses"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("member.status")}, {Name: p.Say("member.force")}, {Name: p.Say("member.decision")}, {Name: p.Say("paper.evidence")},
	}}
	for _, s := range v.Statuses {
		by := Text(p.Say("member.charter"))
		if s.Decision != nil {
			by = p.Linked(*s.Decision)
		}
		table.Rows = append(table.Rows, []Cell{Text(p.standing(string(s.Standing))), Text(p.Span(s.Force)), by, p.Source(s.Evidence)})
	}
	return table
}

// officeTable tells who held offices and when.
func (p *Paper) officeTable(offices []reading.Office, caption string) Table {
	table := Table{Caption: caption, Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("office.holder")}, {Name: p.Say("office.office")}, {Name: p.Say("office.force")}, {Name: p.Say("paper.evidence")},
	}}
	for _, o := range offices {
		for _, h := range o.Holders {
			who := p.Word(h.Person)
			if h.Acting {
				who = Cells(who, Tag(Status{p.Say("office.acting"), Plain}))
			}
			if h.Country != nil {
				who = Cells(who, noted(p.Member(h.Country)))
			}
			table.Rows = append(table.Rows, []Cell{who, p.Word(o.Name), Text(p.Span(h.Force)), p.Source(h.Evidence)})
		}
	}
	return table
}

// presided tells when a member presided.
func (p *Paper) presided(v reading.Member) Cell {
	if len(v.Presided) == 0 {
		return paragraph(Text(p.Say("member.presided.none")))
	}
	table := Table{Caption: p.Say("presidency.terms"), Unseen: true, Stack: true, Head: []Column{{Name: p.Say("presidency.term")}, {Name: p.Say("paper.evidence")}}}
	for _, t := range v.Presided {
		table.Rows = append(table.Rows, []Cell{Text(p.years(t.From, t.To)), p.Source(t.Evidence)})
	}
	more := Go(Link{Text: p.Say("presidency.page.title"), URL: p.To("presidency")})
	return Cells(Tabled(p.Tongue, table), paragraph(Cells(Text(p.Say("member.presided.note")), more)))
}

// statusMarks are the entries that changed the status of members.
func statusMarks(list ...reading.MemberLine) (marks []council.Mark) {
	for _, m := range list {
		for _, s := range m.Statuses {
			if s.Place > 0 {
				marks = append(marks, council.Mark{Place: s.Place})
			}
		}
	}
	return marks
}

// holderMarks are the entries that say who holds offices.
func holderMarks(list []reading.Office) (marks []council.Mark) {
	for _, o := range list {
		for _, h := range o.Holders {
			if h.Place > 0 {
				marks = append(marks, council.Mark{Place: h.Place})
			}
		}
	}
	return marks
}

func (p *Paper) memberMargin(v reading.Member) Cell {
	parts := []Link{part("statuses", p.Say("member.statuses"))}
	if len(v.Offices) > 0 {
		parts = append(parts, part("offices", p.Say("member.offices")))
	}
	parts = append(parts, part("presided", p.Say("member.presided")))
	marks := append(charterMark(), append(statusMarks(v.MemberLine), holderMarks(v.Offices)...)...)
	if len(v.Statements) > 0 {
		parts = append(parts, part("statements", p.Say("member.statements")))
		marks = append(marks, linesMarks(v.Statements, statementMark)...)
	}
	if len(v.Proposals) > 0 {
		parts = append(parts, part("proposals", p.Say("member.proposals")))
		marks = append(marks, linesMarks(v.Proposals, proposalMark)...)
	}
	return Cells(Contents(p.Tongue, parts), p.listMargin(p.Plain(v.Name), marks))
}
