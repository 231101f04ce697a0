package picture

// A Timeline is the course of a session, from left to right in order. It shows
// no scale of time, because most sources give none.
type Timeline struct {
	About
	Phases []Phase
}

// A Phase is one step of a session: a sitting with what was said and adopted in
// it, or a moment such as the signing.
type Phase struct {
	Label  string
	Note   string // a second line, such as the time; may be empty
	Moment bool   // a point, without length
	Closed bool   // a sitting whose record is for its participants: shaded
	Bars   []Bar  // statements in order
	Ticks  []Tick // decisions in order of adoption
}

// A Bar is one statement.
type Bar struct {
	Label string // short: a code of the member
	Size  int    // the length of what is recorded of it; 0 is not known and drawn hollow
}

// A Tick is one decision adopted.
type Tick struct {
	Label string // the number in the list
}

const (
	phaseTop  = 44
	phaseBase = 132
	barStep   = 28
	tickStep  = 22
	momentW   = 108
	phaseGap  = 8
)

// width returns how wide a phase is drawn.
func (p Phase) width() int {
	if p.Moment {
		return momentW
	}
	w := 24 + len(p.Bars)*barStep + len(p.Ticks)*tickStep
	if len(p.Bars) > 0 && len(p.Ticks) > 0 {
		w += 16
	}
	return max(w, 24+wide(p.Label, small), 24+wide(p.Note, small), 72)
}

// Draw draws the timeline.
func (t Timeline) Draw() Drawing {
	w := 0
	for _, p := range t.Phases {
		w += p.width() + phaseGap
	}
	c := open(t.About, "timeline", max(w, 80)+16, 196)
	x, longest := 0, t.longest()
	for _, p := range t.Phases {
		if p.Moment {
			c.moment(p, x)
		} else {
			c.sitting(p, x, longest)
		}
		x += p.width() + phaseGap
	}
	c.line("axis", 0, phaseBase, x+6, phaseBase)
	c.path("axis-end", "M"+num(x+4)+" "+num(phaseBase-5)+"l9 5-9 5z")
	return c.close()
}

// longest returns the size of the longest statement, at least 1.
func (t Timeline) longest() int {
	most := 1
	for _, p := range t.Phases {
		for _, b := range p.Bars {
			most = max(most, b.Size)
		}
	}
	return most
}

// sitting draws a phase that has length: a band, bars and ticks in it.
func (c *canvas) sitting(p Phase, x, longest int) {
	w := p.width()
	class := "band"
	if p.Closed {
		class = "band closed"
	}
	c.rect(class, x, phaseTop, w, phaseBase-phaseTop, 0)
	c.text("strong", x, 18, p.Label)
	c.text("small quiet", x, 35, p.Note)
	at := x + 12
	for _, b := range p.Bars {
		h := 14
		class := "bar hollow"
		if b.Size > 0 {
			h, class = max(8, b.Size*68/longest), "bar"
		}
		c.rect(class, at+4, phaseBase-h, barStep-8, h, 0)
		c.text("small mid", at+barStep/2, phaseBase+19, b.Label)
		at += barStep
	}
	if len(p.Bars) > 0 && len(p.Ticks) > 0 {
		at += 16
	}
	for _, k := range p.Ticks {
		c.circle("seal", at+tickStep/2, phaseBase-20, 9)
		c.tick("mark", at+tickStep/2-1, phaseBase-20)
		c.text("small mid", at+tickStep/2, phaseBase+19, k.Label)
		at += tickStep
	}
}

// moment draws a phase without length: a lozenge on the axis.
func (c *canvas) moment(p Phase, x int) {
	mid := x + momentW/2
	c.line("drop", mid, phaseTop+18, mid, phaseBase)
	c.path("moment", "M"+num(mid)+" "+num(phaseBase-10)+"l10 10-10 10-10-10z")
	c.lines("strong mid", mid, phaseTop-26+18*(3-min(3, len(wrap(p.Label, momentW-10)))), 16, momentW-10, p.Label)
	c.lines("small quiet mid", mid, phaseBase+28, 15, momentW-4, p.Note)
}
