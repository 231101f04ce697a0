package picture

// A Strip is a rotation: who presides, term after term.
type Strip struct {
	About
	Terms []Term
}

// A Term is one turn of a rotation.
type Term struct {
	When  string // "2019"
	Who   string // a short name
	Now   bool   // the present turn
	Later bool   // expected by the rule, not yet begun
}

const (
	termH   = 62
	termGap = 14
	stripW  = 720 // rows break at this width
)

// Draw draws the strip, in rows if it is long.
func (s Strip) Draw() Drawing {
	w := 84
	for _, t := range s.Terms {
		w = max(w, wide(t.Who, small)+34, wide(t.When, small)+34)
	}
	row := max(1, (stripW-12)/w)
	rows := (len(s.Terms) + row - 1) / row
	c := open(s.About, "strip", min(row, max(1, len(s.Terms)))*w+14, max(1, rows)*(termH+termGap))
	for i, t := range s.Terms {
		c.term(t, i%row*w, i/row*(termH+termGap), w)
	}
	return c.close()
}

// term draws one turn as a pennant that points to the next.
func (c *canvas) term(t Term, x, y, w int) {
	class, ink := "term", ""
	switch {
	case t.Now:
		class, ink = "term now", " on"
	case t.Later:
		class = "term later"
	}
	c.path(class, "M"+num(x+1)+" "+num(y+1)+"h"+num(w-6)+"l12 "+num(termH/2-1)+"-12 "+num(termH/2-1)+"h-"+num(w-6)+"l12-"+num(termH/2-1)+"z")
	c.text("small quiet"+ink, x+22, y+25, t.When)
	c.text("strong small"+ink, x+22, y+44, t.Who)
}
