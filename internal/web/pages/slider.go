package pages

import (
	"net/url"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/web/picture"
)

// count is a day as a number of days, for drawings; 0 is an unknown day.
func count(d calendar.Day) int {
	if !d.Known() {
		return 0
	}
	first, err := calendar.ParseDay("1000-01-01")
	if err != nil {
		return 0
	}
	return d.Sub(first)
}

// daysOf is the drawing of the days on which a text changes.
func (p *Paper) daysOf(x ActText) picture.Days {
	d := picture.Days{About: picture.About{ID: "days", Title: p.Say("acttext.moments"), Desc: p.textShown(x)}, Shown: count(x.Day)}
	for i, m := range x.moments() {
		at := m.day
		if i == 0 {
			at = x.V.Act.Facts.At.Day()
		}
		if s := count(at); i > 0 && len(d.Stops) > 0 && s <= d.Stops[0].At && s > 0 {
			d.Stops[0].At = 0 // the act is younger than its amendment, so its day is not to be drawn
		}
		d.Stops = append(d.Stops, picture.Stop{Label: p.momentName(m), Name: p.Say("acttext.read", "day", p.momentName(m)), URL: p.momentLink(x, m), At: count(at), Here: m.here})
	}
	return d
}

// momentTable says the same as the drawing: of each day, which decisions change
// the text, and how it reads since and before.
func (p *Paper) momentTable(x ActText) Table {
	t := Table{Caption: p.Say("acttext.moments"), Unseen: true, Stack: true, Head: []Column{
		{Name: p.Say("acttext.day")}, {Name: p.Say("acttext.by")}, {Name: p.Say("acttext.read.head")},
	}}
	for i, m := range x.moments() {
		by := []Cell{}
		for _, s := range x.W.Steps {
			for _, d := range s.Days {
				if i > 0 && d == m.day {
					by = append(by, Text(p.Say("acttext.number", "n", x.stepOf(s.ID))))
				}
			}
		}
		if len(by) == 0 {
			by = []Cell{Text("–")}
		}
		name := Text(p.momentName(m))
		if m.here {
			name = Cells(name, Tag(Status{p.Say("acttext.here"), Accent}))
		}
		read := Go(Link{Text: p.Say("acttext.read.link"), URL: p.momentLink(x, m)})
		if i > 0 && !x.asked() {
			read = Cells(read, Text("·"), Go(Link{Text: p.Say("acttext.compare.before"), URL: p.compareLink(x, m.day.Add(-1), m.day)}))
		}
		t.Rows = append(t.Rows, []Cell{name, Cells(by...), read})
	}
	return t
}

// compareLink leads to two days beside each other, in the language that is shown.
func (p *Paper) compareLink(x ActText, from, to calendar.Day) string {
	q := url.Values{"from": {from.String()}, "to": {to.String()}}
	if x.W.Lang != p.Lang() {
		q.Set("text", string(x.W.Lang))
	}
	return queried(p.To("acts", string(x.V.Act.ID), "compare"), q)
}

// languagesLink leads to the text in two languages; empty if there is one, or it
// is not the text for all.
func (p *Paper) languagesLink(x ActText) string {
	for _, l := range x.Langs {
		if l == x.W.Lang || x.asked() {
			continue
		}
		q := url.Values{"text": {string(x.W.Lang)}, "beside": {string(l)}}
		if x.Day.Known() {
			q.Set("to", x.Day.String())
		}
		return queried(p.To("acts", string(x.V.Act.ID), "compare"), q)
	}
	return ""
}

// numberedLink leads to the same text with numbered lines, or without.
func (p *Paper) numberedLink(x ActText) string {
	other := x
	other.Numbered = !x.Numbered
	return p.textLink(other, x.Day)
}

func numberedKey(x ActText) string {
	if x.Numbered {
		return "acttext.lines.off"
	}
	return "acttext.lines.on"
}

// dayValue is a day as a field of a form holds it.
func dayValue(d calendar.Day) string {
	if !d.Known() {
		return ""
	}
	return d.String()
}

// formKeys are what leads from a permanent address to its files.
func (p *Paper) formKeys(list []Form) string {
	var keys []string
	for _, f := range list {
		keys = append(keys, "/"+f.Key)
	}
	return p.Join(keys)
}
