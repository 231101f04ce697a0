package pages

import (
	"net/url"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/wording/beside"
	"chancery.example/chancery/internal/words"
)

// An ActWording is what an act says on a day, or why its text cannot be read.
type ActWording struct {
	wording.Wording
	Fault string // what in the text is not of the plain form; empty: nothing
}

// An ActText is the text of an act on a day with what it is made from.
type ActText struct {
	V         reading.ActText
	W         ActWording
	Day       calendar.Day       // unknown: after all that is in force
	Member    *reading.MemberRef // whose text it is; none: that for all
	Known     calendar.Day       // what was on record by then; unknown: all that is
	Langs     []words.Lang       // in which the text can be read
	Numbered  bool               // lines are cut and numbered
	Lost      beside.Losses
	Permanent string // the address of this version for ever
	Forms     []Form
}

// A moment is a day on which the text changes; the zero day is before all of them.
type moment struct {
	day  calendar.Day
	here bool
}

// moments are the text as first adopted and every day on which it changes.
func (x ActText) moments() []moment {
	list := []moment{{}}
	here := 0
	for i, d := range x.W.Days {
		list = append(list, moment{day: d})
		if !x.Day.Known() || d.Compare(x.Day) <= 0 {
			here = i + 1
		}
	}
	list[here].here = true
	return list
}

// momentLink leads to the text on the day of a moment.
func (p *Paper) momentLink(x ActText, m moment) string {
	day := m.day
	if !day.Known() && len(x.W.Days) > 0 {
		day = x.W.Days[0].Add(-1)
	}
	return p.textLink(x, day)
}

// textLink leads to the text on a day in the language and form that are shown.
func (p *Paper) textLink(x ActText, day calendar.Day) string {
	to := p.To("acts", string(x.V.Act.ID), "text")
	if day.Known() {
		to = p.To("acts", string(x.V.Act.ID), "at", day.String())
	}
	q := url.Values{}
	if x.W.Lang != p.Lang() {
		q.Set("text", string(x.W.Lang))
	}
	if x.Numbered {
		q.Set("lines", "1")
	}
	if x.Member != nil {
		q.Set("member", string(x.Member.ID))
	}
	if x.Known.Known() {
		q.Set("known", x.Known.String())
	}
	return queried(to, q)
}

// queried is an address with a question, if there is one.
func queried(to string, q url.Values) string {
	if len(q) == 0 {
		return to
	}
	return to + "?" + q.Encode()
}

// momentName says what a moment is.
func (p *Paper) momentName(m moment) string {
	if !m.day.Known() {
		return p.Say("acttext.first")
	}
	return p.Day(m.day)
}

// slider leads to the moments beside the one that is shown.
func (p *Paper) slider(x ActText) Pager {
	list := x.moments()
	at := slices.IndexFunc(list, func(m moment) bool { return m.here })
	g := Pager{Range: p.momentName(list[at])}
	if at > 0 {
		g.Earlier = p.momentLink(x, list[at-1])
	}
	if at+1 < len(list) {
		g.Later = p.momentLink(x, list[at+1])
	}
	return g
}

// stepOf is the number of the amender that a decision is, from 1.
func (x ActText) stepOf(decision string) string {
	return strconv.Itoa(x.W.Number(decision))
}

// lineClass is the form of a line: a heading, or how deep it stands.
func lineClass(l wording.Line) string {
	if l.Kind.Headed() {
		return "unit headed"
	}
	return "unit depth" + strconv.Itoa(min(l.Depth, 5))
}

// row reports whether a line is a row of a table.
func row(l wording.Line) bool { return l.Kind == act.KindRow }

// amender is how a page calls a decision that amends.
func (p *Paper) amender(v reading.ActText, id string) Cell {
	for _, a := range v.Amenders {
		if string(a.ID) == id {
			return Cells(Go(p.Ref(a.Ref)), noted(Go(Link{Text: p.Say("acttext.redline"), URL: p.To("decisions", id, "redline")})))
		}
	}
	return Text(id)
}

// fate says what became of an amendment, and why if it was not applied.
func (p *Paper) fate(s wording.Step) Cell {
	kind := Plain
	switch s.Fate {
	case wording.Applied:
		kind = Good
	case wording.Unread, wording.Refused, wording.Blocked:
		kind = Warn
	}
	fate := Tag(Status{p.Say("acttext.fate." + string(s.Fate)), kind})
	if s.Why == "" {
		return fate
	}
	return Cells(fate, p.why(s.Why))
}

// days are days in a sentence; none is a dash.
func (p *Paper) days(list []calendar.Day) string {
	var all []string
	for _, d := range list {
		all = append(all, p.Day(d))
	}
	if len(all) == 0 {
		return "–"
	}
	return p.Join(all)
}

// stepTable lists the decisions that amend the act and what became of each.
func (p *Paper) stepTable(x ActText) Table {
	t := Table{Caption: p.Say("acttext.steps"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("acttext.step")}, {Name: p.Say("acttext.by")}, {Name: p.Say("acttext.day")}, {Name: p.Say("acttext.force")}, {Name: p.Say("acttext.fate")},
	}}
	for i, s := range x.W.Steps {
		t.Rows = append(t.Rows, []Cell{
			anchored("step-"+strconv.Itoa(i+1), p.Number(int64(i+1))), p.amender(x.V, s.ID), Text(p.Day(s.At)), p.causes(x, s), p.fate(s),
		})
	}
	return t
}

// marks are the entries of the decisions that amend the act.
func (x ActText) marks() (marks []council.Mark) {
	for _, a := range x.V.Amenders {
		marks = append(marks, council.Mark{Place: a.Entry})
	}
	return marks
}

// textLead answers what the reader asks, and says which text is shown.
func (p *Paper) textLead(x ActText) string {
	if a := p.answer(x); a != "" {
		return a + " " + p.textShown(x)
	}
	return p.textShown(x)
}

// textShown says which text is shown.
func (p *Paper) textShown(x ActText) string {
	n := p.Count("acttext.amendments", int64(x.W.Count(wording.Applied)))
	if x.Day.Known() {
		return p.Say("acttext.lead.on", "day", p.Day(x.Day), "n", n)
	}
	return p.Say("acttext.lead", "n", n)
}

// textLinkIn leads to the same day in another language.
func (p *Paper) textLinkIn(x ActText, l words.Lang) string {
	other := x
	other.W.Lang = l
	return p.textLink(other, x.Day)
}

// tableAt is the rows of a table from line i on.
func tableAt(lines []wording.Line, i int) []wording.Line {
	to := i
	for to < len(lines) && row(lines[to]) {
		to++
	}
	return lines[i:to]
}

// readable reports whether one of the texts can be read as the text of an act.
func readable(list []reading.TextRef) bool {
	return slices.ContainsFunc(list, func(t reading.TextRef) bool {
		l := act.Lang(t.Facts.Lang)
		return t.Facts.Media == "text/plain" && (l == act.Russian || l == act.English)
	})
}
