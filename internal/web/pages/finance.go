package pages

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/picture"
)

// thingID is the id of the heading of a thing that stands on the page of a list.
func thingID(h reading.Head) string { return fragment(string(h.Noun), string(h.ID)) }

// headMarks are the entries about the things of a list, and about what sources
// say of them.
func headMarks[V any](list []V, head func(V) reading.Head) (marks []council.Mark) {
	for _, v := range list {
		h := head(v)
		marks = append(append(marks, h.Entries...), questionMarks(h.Questions)...)
	}
	return marks
}

// tagged says who may read a thing that is not public.
func (p *Paper) tagged(h reading.Head) Cell {
	if s, ok := p.Audience(h.Audience); ok {
		return paragraph(Tag(s))
	}
	return templ.NopComponent
}

func (p *Paper) measuresMargin(list []reading.PlanLine) Cell {
	var parts []Link
	marks := headMarks(list, func(v reading.PlanLine) reading.Head { return v.Head })
	for _, v := range list {
		parts = append(parts, part(thingID(v.Head), p.Plain(v.Facts.Title)))
		for _, m := range v.Measures {
			marks = append(marks, m.Entries...)
			marks = append(marks, headMarks(m.Reports, func(r reading.Report) reading.Head { return r.Head })...)
		}
	}
	return p.Margin(parts, p.Say("measures.title"), calendar.When{}, marks)
}

// planRows tells by which decision a plan is, which act holds it, for which time
// and whether its measures are published.
func (p *Paper) planRows(v reading.PlanLine) []Row {
	rows := p.refRow("paper.decision", v.Decision)
	rows = append(rows, p.refRow("paper.act", v.Act)...)
	rows = append(rows, Row{Key: p.Say("measures.period"), Values: []Cell{p.At(v.Facts.Period)}})
	if !v.Facts.Named {
		rows = append(rows, Row{Key: p.Say("measures.published"), Values: []Cell{Cells(Tag(Status{p.Say("measures.published.no"), Plain}), Text(p.Say("measures.unpublished")))}})
	}
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// measureTable is what a plan asks for, of whom, by when, and how far it is.
func (p *Paper) measureTable(v reading.PlanLine, bodies []reading.Body) Table {
	table := Table{Caption: p.Say("measures.published"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("measures.text")}, {Name: p.Say("measures.who")}, {Name: p.Say("measures.due")}, {Name: p.Say("measures.status")}, {Name: p.Say("measures.reports")},
	}}
	for _, m := range v.Measures {
		what := p.Known(p.Word(m.Facts.Text), m.Facts.Evidence)
		if m.Facts.Label != "" {
			what = Cells(Text(m.Facts.Label+"."), what)
		}
		var who []Cell
		for _, x := range m.Members {
			who = append(who, p.Member(&x))
		}
		for _, b := range bodies {
			if slices.Contains(m.Facts.Bodies, b.ID) {
				who = append(who, Go(p.Named(b.Name, p.To("bodies", b.ID))))
			}
		}
		due := Text(p.Say("due.none"))
		if m.Facts.Due.Known() {
			due = p.At(m.Facts.Due)
		}
		var reports []Cell
		for _, r := range m.Reports {
			by := Text(p.Say("measures.by.secretariat"))
			if r.Member != nil {
				by = p.Member(r.Member)
			}
			reports = append(reports, Cells(by, p.At(r.Facts.At), p.Word(r.Facts.Text), p.Mark(r.Facts.Evidence)))
		}
		table.Rows = append(table.Rows, []Cell{what, apart(who), due, Tag(*p.status(m.Status)), apart(reports)})
	}
	return table
}

// scales shows the scales of contributions, the last first.
func (p *Paper) scales(list []reading.Scale) Cell {
	if len(list) == 0 {
		return paragraph(Text(p.Say("budgets.scale.none")))
	}
	var cells []Cell
	for i := len(list) - 1; i >= 0; i-- {
		cells = append(cells, scale(p, list[i], i))
	}
	return Cells(cells...)
}

// scaleBars draws the share of each member.
func (p *Paper) scaleBars(v reading.Scale, n int) picture.Drawing {
	bars := picture.Bars{About: picture.About{ID: "scale-" + strconv.Itoa(n)}}
	var said []string
	for _, s := range v.Shares {
		bars.Rows = append(bars.Rows, picture.Amount{Label: p.Plain(s.Member.Name), Figure: p.Percent(s.Percent), Size: int64(s.Parts)})
		said = append(said, p.Plain(s.Member.Name)+" "+p.Percent(s.Percent))
	}
	bars.Title = p.Say("budgets.scale")
	bars.Desc = p.Say("budgets.scale.finding", "shares", strings.Join(said, ", "))
	return bars.Draw()
}

// scaleTable is the share of each member and their sum.
func (p *Paper) scaleTable(v reading.Scale) Table {
	table := Table{Caption: p.Say("budgets.scale"), Unseen: true, Stack: true, Head: []Column{{Name: p.Say("paper.member")}, {Name: p.Say("budgets.share"), Number: true}}}
	sum := 0
	for _, s := range v.Shares {
		sum += s.Parts
		table.Rows = append(table.Rows, []Cell{p.Member(&s.Member), Text(p.Percent(s.Percent))})
	}
	table.Foot = []Cell{Text(p.Say("budgets.total")), Text(p.Percent(percentOf(sum)))}
	return table
}

// percentOf writes parts of a million as per cent, exactly.
func percentOf(parts int) string {
	s := big.NewRat(int64(parts), 10_000).FloatString(4)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// budgets is the table of budgets and reports by year, and the lines of those
// that have any.
func (p *Paper) budgets(list []reading.Budget) Cell {
	if len(list) == 0 {
		return Empty(p.Say("budgets.none"), nil)
	}
	table := Table{Caption: p.Say("budgets.list"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("budgets.year")}, {Name: p.Say("budgets.type")}, {Name: p.Say("budgets.amount"), Number: true}, {Name: p.Say("paper.decision")}, {Name: p.Say("paper.source")},
	}}
	var more []Cell
	for _, b := range list {
		amount := Text(p.Say("budgets.unpublished"))
		if b.Facts.Total.Known() {
			amount = Text(p.money(b.Facts.Total.String()))
		}
		source := p.Source(b.Facts.Evidence)
		if !b.Facts.Note.Empty() {
			source = Cells(source, noted(p.Word(b.Facts.Note)))
		}
		what := Cells(Text(p.Say("budgets.type."+b.Facts.Type)), p.tagged(b.Head))
		table.Rows = append(table.Rows, []Cell{Text(plainYear(b.Facts.Year)), what, amount, p.maybe(b.Decision), source})
		if len(b.Facts.Lines) > 0 {
			more = append(more, Tabled(p.Tongue, p.budgetLines(b)))
		}
	}
	return Cells(append([]Cell{Tabled(p.Tongue, table)}, more...)...)
}

// money writes an amount: its number in groups, then its currency as it stands.
func (p *Paper) money(s string) string {
	number, currency, _ := strings.Cut(s, " ")
	return strings.TrimSpace(p.Decimal(number) + "\u00a0" + currency)
}

// budgetLines are the appropriations of one budget and their sum.
func (p *Paper) budgetLines(b reading.Budget) Table {
	table := Table{
		Caption: p.Say("budgets.lines", "what", p.Say("budgets.type."+b.Facts.Type), "year", plainYear(b.Facts.Year)), Stack: true,
		Head: []Column{{Name: p.Say("budgets.line")}, {Name: p.Say("budgets.amount"), Number: true}},
		Foot: []Cell{Text(p.Say("budgets.total")), Text(p.money(b.Facts.Total.String()))},
	}
	for _, l := range b.Facts.Lines {
		table.Rows = append(table.Rows, []Cell{p.Word(l.What), Text(p.money(l.Amount.String()))})
	}
	return table
}

func (p *Paper) budgetsMargin(v reading.Finances) Cell {
	marks := append(charterMark(), headMarks(v.Budgets, func(b reading.Budget) reading.Head { return b.Head })...)
	return p.Margin([]Link{part("scale", p.Say("budgets.scale")), part("budgets", p.Say("budgets.list"))}, p.Say("budgets.title"), calendar.When{}, nil, marks...)
}

// awardRows tells by which decision an award is, and to whom it goes.
func (p *Paper) awardRows(v reading.Award) []Row {
	who := Text(p.Say("awards.people.none"))
	if len(v.Facts.People) > 0 {
		who = people(p, v.Facts.People)
	}
	rows := append(p.refRow("paper.decision", v.Decision), Row{Key: p.Say("awards.people"), Values: []Cell{who}})
	rows = append(rows, p.worded("paper.note", v.Facts.Note)...)
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// baseRows tells by which decision an organisation leads a field, and which it
// is.
func (p *Paper) baseRows(v reading.Base) []Row {
	name := Text(p.Say("bases.organisation.none"))
	if !v.Facts.Organisation.Empty() {
		name = p.Word(v.Facts.Organisation)
	}
	rows := append(p.refRow("paper.decision", v.Decision), Row{Key: p.Say("bases.organisation"), Values: []Cell{name}})
	rows = append(rows, p.worded("paper.note", v.Facts.Note)...)
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}
