package pages

import (
	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// listMargin is what stands beside a list: the entries of its things and how to
// cite it.
func (p *Paper) listMargin(title string, marks []council.Mark) Cell {
	return Cells(p.Entries(calendar.When{}, marks), p.Cited(title, nil))
}

// asked is what sources say of a thing, under its heading.
func (p *Paper) asked(h reading.Head) Cell {
	if len(h.Questions) == 0 {
		return templ.NopComponent
	}
	return Section("questions", p.Say("paper.questions"), p.Questions(h.Questions))
}

// part is a link to a part of the page.
func part(id, title string) Link { return Link{Text: title, URL: "#" + id} }

// linesMarks are the entries of the lines of a list.
func linesMarks[L any](list []L, mark func(L) council.Mark) (marks []council.Mark) {
	for _, l := range list {
		marks = append(marks, mark(l))
	}
	return marks
}

func statementMark(l reading.StatementLine) council.Mark { return council.Mark{Place: l.Entry} }

// statementTable lists statements: who, where, how much.
func (p *Paper) statementTable(list []reading.StatementLine) Table {
	table := Table{Caption: p.Say("statements.title"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("statements.speaker")}, {Name: p.Say("paper.member")}, {Name: p.Say("paper.session")}, {Name: p.Say("paper.sitting")},
		{Name: p.Say("statements.points"), Number: true}, {Name: p.Say("statements.proposals"), Number: true},
	}}
	for _, l := range list {
		who := Go(p.Ref(l.Ref))
		if s, ok := p.Audience(access.Audience(l.Audience)); ok {
			who = Cells(who, Tag(s))
		}
		table.Rows = append(table.Rows, []Cell{
			who, p.Member(l.Member), p.maybe(l.Session), p.maybe(l.Sitting),
			Text(p.Number(int64(l.Points))), Text(p.Number(int64(l.Proposals))),
		})
	}
	return table
}

// maybe leads to a thing, or is a dash.
func (p *Paper) maybe(r *reading.Ref) Cell {
	if r == nil {
		return Text("–")
	}
	return p.Linked(*r)
}

func (p *Paper) statementHead(v reading.Statement) Heading {
	h := Heading{
		Kicker: p.Say("statement.kicker"), Lead: p.Plain(v.Facts.Speaker.Title),
	}
	if v.Session != nil && h.Lead != "" {
		h.Lead = p.Say("statement.lead", "title", h.Lead, "session", p.Plain(v.Session.Title))
	} else if v.Session != nil {
		h.Lead = p.Plain(v.Session.Title)
	}
	h.Title, h.Lang = p.titled(v.Facts.Speaker.Name)
	if s, ok := p.Audience(v.Audience); ok {
		h.Tags = []Status{s}
	}
	return h
}

// statementRows tells who spoke, as what, for whom and where.
func (p *Paper) statementRows(v reading.Statement, body *reading.Named) []Row {
	f := v.Facts.Speaker
	rows := []Row{{Key: p.Say("statements.speaker"), Values: []Cell{p.Known(p.Word(f.Name), f.Evidence)}}}
	if !f.Title.Empty() {
		rows = append(rows, Row{Key: p.Say("person.title"), Values: []Cell{p.Word(f.Title)}})
	}
	if f.Capacity != "" {
		rows = append(rows, Line(p.Say("statement.capacity"), p.Say("person."+f.Capacity)))
	}
	if !f.Also.Empty() {
		rows = append(rows, Row{Key: p.Say("statement.also"), Values: []Cell{p.Word(f.Also)}})
	}
	if v.Member != nil {
		rows = append(rows, Row{Key: p.Say("paper.member"), Values: []Cell{p.Member(v.Member)}})
	}
	if body != nil {
		rows = append(rows, Row{Key: p.Say("body.kicker"), Values: []Cell{Go(p.Named(body.Name, p.To("bodies", body.ID)))}})
	}
	for _, r := range []struct {
		key string
		ref *reading.Ref
	}{{"paper.session", v.Session}, {"paper.sitting", v.Sitting}, {"statement.item", v.Item}} {
		if r.ref != nil {
			rows = append(rows, Row{Key: p.Say(r.key), Values: []Cell{p.Linked(*r.ref)}})
		}
	}
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// quotes are the speaker's own words, or specimens that say so.
func (p *Paper) quotes(list []council.Quote, by string) Cell {
	var cells []Cell
	for _, q := range list {
		s, lang := q.Words.In(p.Lang(), p.Org.Languages...)
		quote := Quote{Text: s, Lang: lang, By: by, Known: p.Source(q.Evidence)}
		if q.Evidence.Basis == "specimen" {
			quote.By = "" // nobody's words are put into anybody's mouth
		}
		cells = append(cells, Quotation(p.Tongue, quote))
	}
	return Cells(cells...)
}

// figureTable shows each figure as it was given: exact or with its bound, of
// what, and by whom.
func (p *Paper) figureTable(list []council.Figure) Table {
	table := Table{Caption: p.Say("figure.caption"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("figure.what")}, {Name: p.Say("figure.bound")}, {Name: p.Say("figure.value"), Number: true}, {Name: p.Say("figure.unit")}, {Name: p.Say("figure.claimant")},
	}}
	for _, f := range list {
		bound := Text(p.Say("figure.exact"))
		if !f.Bound.Empty() {
			bound = p.Word(f.Bound)
		}
		table.Rows = append(table.Rows, []Cell{p.Word(f.What), bound, Text(p.Decimal(f.Value)), p.Word(f.Unit), p.claimant(f)})
	}
	return table
}

// claimant names the member whose figure it is.
func (p *Paper) claimant(f council.Figure) Cell {
	if f.Claimant == "" {
		return Text("–")
	}
	for _, m := range p.All {
		if m.ID == f.Claimant {
			return p.Member(&m.MemberRef)
		}
	}
	return Text(string(f.Claimant))
}

// progressThings are reports on programmes; each leads to its programme.
func (p *Paper) progressThings(list []reading.Progress) []Thing {
	var things []Thing
	for _, x := range list {
		t := Thing{About: []Cell{p.Word(x.Facts.Text)}}
		if x.Programme != nil {
			t.Name = p.Ref(*x.Programme)
		}
		if n := len(x.Facts.Figures); n > 0 {
			t.About = append(t.About, Text(p.figuresLine(x.Facts.Figures)))
		}
		things = append(things, t)
	}
	return things
}

// figuresLine tells figures in one line: "595 persons; more than 400 children".
func (p *Paper) figuresLine(list []council.Figure) string {
	s := ""
	for i, f := range list {
		if i > 0 {
			s += "; "
		}
		if b := p.Plain(f.Bound); b != "" {
			s += b + " "
		}
		s += p.Decimal(f.Value) + " " + p.Plain(f.Unit)
	}
	return s
}

func (p *Paper) statementMargin(v reading.Statement) Cell {
	parts := []Link{part("points", p.Say("statement.points"))}
	for _, x := range []struct {
		id, key string
		n       int
	}{
		{"quotes", "statement.quotes", len(v.Facts.Quotes)}, {"figures", "statement.figures", len(v.Facts.Figures)},
		{"proposals", "statement.proposals", len(v.Proposals)}, {"progress", "statement.progress", len(v.Progress)},
		{"texts", "texts.title", len(v.Texts)}, {"questions", "paper.questions", len(v.Questions)},
	} {
		if x.n > 0 {
			parts = append(parts, part(x.id, p.Say(x.key)))
		}
	}
	more := questionMarks(v.Questions)
	for _, x := range v.Progress {
		more = append(more, x.Entries...)
	}
	more = append(more, linesMarks(v.Proposals, proposalMark)...)
	title := p.Say("statement.title.of", "name", p.Plain(v.Facts.Speaker.Name))
	if v.Session != nil {
		title += ". " + p.Plain(v.Session.Title)
	}
	return p.Margin(parts, title, v.Day, v.Entries, more...)
}

// questionMarks are the entries of what sources say.
func questionMarks(qs []reading.Question) (marks []council.Mark) {
	for _, q := range qs {
		for _, e := range q.Entries {
			marks = append(marks, council.Mark{Place: e})
		}
	}
	return marks
}
