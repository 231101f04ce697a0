package pages

import (
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// charterMark is the entry of the charter, which begins the register.
func charterMark() []council.Mark { return []council.Mark{{}} }

// answering returns the bodies right under one; those whose own is not in the list
// stand at the top.
func answering(list []reading.Body, under string) []reading.Body {
	var found []reading.Body
	for _, b := range list {
		if b.Under == under {
			found = append(found, b)
		}
	}
	return found
}

// bodyName leads to a body, and says if it is the highest.
func (p *Paper) bodyName(b reading.Body) Cell {
	cells := []Cell{Go(p.Named(b.Name, p.To("bodies", b.ID)))}
	if !b.Short.Empty() {
		cells = append(cells, Text("("+p.Plain(b.Short)+")"))
	}
	if len(b.Rules) > 0 {
		cells = append(cells, Tag(Status{p.Say("body.highest"), Accent}))
	}
	return Cells(append(cells, p.Mark(b.Evidence))...)
}

func (p *Paper) bodyHead(v reading.Body) Heading {
	h := Heading{Kicker: p.Say("body.kicker"), Lead: p.Plain(v.Does)}
	if len(v.Rules) > 0 {
		h.Tags = []Status{{p.Say("body.highest"), Accent}}
	}
	h.Title, h.Lang = p.titled(v.Name)
	return h
}

// bodyRows tells who sits in a body, what it is for and which bodies are above
// and below.
func (p *Paper) bodyRows(v reading.Body) []Row {
	rows := p.worded("body.sits", v.Sits)
	rows = append(rows, p.worded("body.does", v.Does)...)
	rows = append(rows, p.worded("body.short", v.Short)...)
	decides := "body.decides.no"
	if v.Decides {
		decides = "body.decides.yes"
	}
	rows = append(rows, Line(p.Say("body.decides"), p.Say(decides)))
	if v.Parent != nil {
		rows = append(rows, Row{Key: p.Say("body.parent"), Values: []Cell{Go(p.Named(v.Parent.Name, p.To("bodies", v.Parent.ID)))}})
	}
	if len(v.Children) > 0 {
		row := Row{Key: p.Say("body.children")}
		for _, c := range v.Children {
			row.Values = append(row.Values, Go(p.Named(c.Name, p.To("bodies", c.ID))))
		}
		rows = append(rows, row)
	}
	return append(rows, p.SourceRow(v.Evidence)...)
}

// A ruleView is a rule of decision as its page shows it.
type ruleView struct {
	id     string
	name   Cell
	clause Cell // nil if it is not given
	rows   []Row
	table  Table
}

// stances are the stances that a member can take, in the order of the table;
// none is that nothing was received.
var stances = [...]string{"for", "does-not-object", "not-participating", "abstains", "against", "objects", "absent", ""}

// counted returns what a rule makes of a stance: what it does not name blocks.
func counted[S, E ~string](counts map[S]E, stance string) string {
	if e := counts[S(stance)]; e != "" {
		return string(e)
	}
	return "blocks"
}

// rules shows the rules of decision of the highest body.
func (p *Paper) rules(b reading.Body) Cell {
	var cells []Cell
	for i, r := range b.Rules {
		v := ruleView{id: fragment("rule", strconv.Itoa(i+1)), name: p.Word(r.Name)}
		if !r.Clause.Empty() {
			v.clause = p.Word(r.Clause)
		}
		matters := p.Say("body.rule.matters.all")
		if len(r.Matters) > 0 {
			matters = strings.Join(r.Matters, ", ")
		}
		quorum := p.Say("body.rule.quorum.all")
		if r.Quorum.Den > 0 {
			quorum = p.Say("body.rule.quorum.share", "num", p.Number(int64(r.Quorum.Num)), "den", p.Number(int64(r.Quorum.Den)))
		}
		e := council.Evidence{Source: r.Source}
		if r.Recalled {
			e.Basis = "recalled"
		}
		v.rows = append([]Row{
			Line(p.Say("body.rule.method"), p.label("method."+string(r.Method), string(r.Method))), Line(p.Say("body.rule.force"), p.Span(r.Force)),
			Line(p.Say("body.rule.matters"), matters), Line(p.Say("body.rule.quorum"), quorum),
		}, p.SourceRow(e)...)
		v.table = Table{Caption: p.Say("body.rule.counts"), Stack: true, Head: []Column{{Name: p.Say("body.rule.stance")}, {Name: p.Say("body.rule.effect")}}}
		for _, s := range stances {
			effect := counted(r.Counts, s)
			v.table.Rows = append(v.table.Rows, []Cell{Text(p.Say("stance." + statusName(s))), Text(p.label("effect."+effect, effect))})
		}
		cells = append(cells, ruleOf(p, v))
	}
	return Cells(cells...)
}

// label is a message if there is one, else the word of the record.
func (p *Paper) label(key, otherwise string) string {
	if p.Has(key) {
		return p.Say(key)
	}
	return otherwise
}

// sessionThings are lines of sessions.
func (p *Paper) sessionThings(list []reading.SessionLine) []Thing {
	var things []Thing
	for _, s := range list {
		t := Thing{Name: p.Ref(s.Ref), About: []Cell{p.At(s.Facts.At)}}
		if where := p.Where(s.Facts.Place); where != "" {
			t.About = append(t.About, Text(where))
		}
		things = append(things, t)
	}
	return things
}

func (p *Paper) bodyMargin(v reading.Body) Cell {
	marks := append(charterMark(), holderMarks(v.Offices)...)
	for _, s := range v.Sessions {
		marks = append(marks, council.Mark{Place: s.Entry})
	}
	return p.listMargin(p.Plain(v.Name), marks)
}

// bodiesMarks are the entries that the list of bodies is made from.
func bodiesMarks(list []reading.Body) []council.Mark {
	marks := charterMark()
	for _, b := range list {
		marks = append(marks, holderMarks(b.Offices)...)
	}
	return marks
}
