package pages

import (
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

func programmeMark(l reading.ProgrammeLine) council.Mark { return council.Mark{Place: l.Entry} }

// programmeThings are lines of programmes: whose, what, and the last figures.
func (p *Paper) programmeThings(list []reading.ProgrammeLine) []Thing {
	var things []Thing
	for _, l := range list {
		t := Thing{Name: p.Ref(l.Ref), End: p.Say("programme." + l.Facts.Type), About: []Cell{p.owner(l.Owner), p.Word(l.Facts.What)}}
		if len(l.Figures) > 0 {
			t.About = append(t.About, Text(p.figuresLine(l.Figures)))
		}
		things = append(things, t)
	}
	return things
}

// owner names whose a programme is: a member's, or the organisation's.
func (p *Paper) owner(m *reading.MemberRef) Cell {
	if m == nil {
		return Text(p.Plain(p.Org.Short))
	}
	return p.Member(m)
}

func (p *Paper) programmeHead(v reading.Programme) Heading {
	h := Heading{Kicker: p.Say("programme." + v.Facts.Type), Lead: p.Plain(v.Facts.What)}
	h.Title, h.Lang = p.titled(v.Facts.Name)
	if s, ok := p.Audience(v.Audience); ok {
		h.Tags = []Status{s}
	}
	return h
}

// programmeRows tells whose a programme is, who carries it out and which act
// rules it.
func (p *Paper) programmeRows(v reading.Programme) []Row {
	rows := []Row{{Key: p.Say("programme.owner"), Values: []Cell{p.owner(v.Member)}}}
	rows = append(rows, p.worded("programme.by", v.Facts.By)...)
	rows = append(rows, p.refRow("programme.act", v.Act)...)
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// reports are the reports on a programme, in order.
func (p *Paper) reports(list []reading.Progress) Cell {
	if len(list) == 0 {
		return Empty(p.Say("programme.reports.none"), nil)
	}
	var cells []Cell
	for _, x := range list {
		if x.Facts.At.Known() {
			cells = append(cells, paragraph(Cells(Text(p.Say("programme.at")+":"), p.At(x.Facts.At))))
		}
		cells = append(cells, report(p, x))
	}
	return Cells(cells...)
}

// speechLink leads to a statement, named as the statement of its speaker.
func (p *Paper) speechLink(r reading.Ref) Link {
	l := p.Ref(r)
	l.Text, l.Lang = p.Say("proposal.statement.of", "name", l.Text), ""
	return l
}

func (p *Paper) programmeMargin(v reading.Programme) Cell {
	more := headMarks(v.Progress, func(x reading.Progress) reading.Head { return x.Head })
	return p.Margin(nil, p.Plain(v.Facts.Name), calendar.When{}, v.Entries, append(more, questionMarks(v.Questions)...)...)
}
