package pages

import (
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/picture"
)

// plainYear writes a year, which is not grouped as numbers are.
func plainYear(y int) string { return strconv.Itoa(y) }

// rotation is the terms of the presidency as a picture and as a table.
func (p *Paper) rotation(v reading.Presidencies) Cell {
	return p.strip(v, Tabled(p.Tongue, p.termTable(v)))
}

// strip draws the terms of the presidency, the last on record marked, and whose
// turn is next by the rule. twin may be nil where the page has the table apart.
func (p *Paper) strip(v reading.Presidencies, twin Cell) Cell {
	if len(v.Terms) == 0 {
		return paragraph(Text(p.Say("presidency.none")))
	}
	strip := picture.Strip{About: picture.About{ID: "strip", Title: p.Say("presidency.title")}}
	var said []string
	for i, t := range v.Terms {
		when, who := p.years(t.From, t.To), p.Plain(t.Member.Name)
		strip.Terms = append(strip.Terms, picture.Term{When: when, Who: who, Now: i == len(v.Terms)-1})
		said = append(said, when+" "+who)
	}
	if v.Next != nil {
		strip.Terms = append(strip.Terms, picture.Term{When: p.Say("presidency.next"), Who: p.Plain(v.Next.Name), Later: true})
	}
	strip.Desc = p.Say("presidency.finding", "terms", strings.Join(said, ", "))
	return Picture(p.Tongue, strip.Draw(), p.Say("presidency.strip.note"), twin)
}

// termTable is who presided when, and how that is known.
func (p *Paper) termTable(v reading.Presidencies) Table {
	table := Table{Caption: p.Say("presidency.terms"), Unseen: true, Stack: true, Head: []Column{{Name: p.Say("presidency.term")}, {Name: p.Say("paper.member")}, {Name: p.Say("paper.evidence")}}}
	for _, t := range v.Terms {
		table.Rows = append(table.Rows, []Cell{Text(p.years(t.From, t.To)), p.Member(&t.Member), p.Source(t.Evidence)})
	}
	return table
}

// passings tells how the presidency passed from one to another.
func (p *Paper) passings(list []reading.Presidency) Cell {
	if len(list) == 0 {
		return paragraph(Text(p.Say("presidency.none")))
	}
	var cells []Cell
	for _, v := range list {
		cells = append(cells, passage(p, v))
	}
	return Cells(cells...)
}

func passingID(v reading.Presidency) string { return fragment("passing", string(v.ID)) }

// nameOf is the bare name of a member.
func (p *Paper) nameOf(m *reading.MemberRef) string {
	if m == nil {
		return "–"
	}
	return p.Plain(m.Name)
}

// passageTitle names a passing by the two members and the day of its decision.
func (p *Paper) passageTitle(v reading.Presidency) string {
	s := p.Say("presidency.passing", "from", p.nameOf(v.From), "to", p.nameOf(v.To))
	if v.Facts.Decided.Known() {
		s += ", " + p.When(v.Facts.Decided)
	}
	return s
}

func (p *Paper) passingRows(v reading.Presidency) []Row {
	passes := Text(p.Say("presidency.passes.none"))
	if v.Facts.Passes.Known() {
		passes = p.At(v.Facts.Passes)
	}
	rows := []Row{
		{Key: p.Say("presidency.decided"), Values: []Cell{p.At(v.Facts.Decided)}},
		{Key: p.Say("presidency.passes"), Values: []Cell{passes}},
	}
	rows = append(rows, p.refRow("paper.decision", v.Decision)...)
	rows = append(rows, p.refRow("paper.session", v.Session)...)
	rows = append(rows, p.worded("paper.note", v.Facts.Note)...)
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// presidencyMarks are the entries of the rotation: the charter, and each passing.
func presidencyMarks(v reading.Presidencies) []council.Mark {
	marks := charterMark()
	for _, x := range v.Passed {
		marks = append(append(marks, x.Entries...), questionMarks(x.Questions)...)
	}
	return marks
}
