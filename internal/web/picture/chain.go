package picture

// A Chain is why a matter was adopted or not: condition after condition, then the
// outcome.
type Chain struct {
	About
	Links   []Link
	Outcome string
	Carried bool
}

// A Link is one condition of a rule and how it fared.
type Link struct {
	Label string // "objections"
	Have  string // "0 of 0"
	Word  string // "met", "not met": never colour alone
	Met   bool
}

const (
	linkW   = 152
	linkH   = 84
	linkGap = 26
	linkRow = 4
)

// Draw draws the chain, four links a row.
func (ch Chain) Draw() Drawing {
	n := len(ch.Links) + 1
	rows := (n + linkRow - 1) / linkRow
	c := open(ch.About, "chain", min(n, linkRow)*(linkW+linkGap)-linkGap+2, rows*(linkH+18))
	for i, l := range ch.Links {
		x, y := i%linkRow*(linkW+linkGap), i/linkRow*(linkH+18)
		c.link(l, x+1, y+1)
		c.path("arrow", "M"+num(x+linkW+4)+" "+num(y+linkH/2)+"h14m-5-5l5 5-5 5")
	}
	i := len(ch.Links)
	x, y := i%linkRow*(linkW+linkGap)+1, i/linkRow*(linkH+18)+1
	class, ink := "outcome", "strong mid on"
	if !ch.Carried {
		class, ink = "outcome unmet", "strong mid"
	}
	c.rect(class, x, y, linkW, linkH, 2)
	ls := wrap(ch.Outcome, linkW-20)
	c.lines(ink, x+linkW/2, y+linkH/2+5-(len(ls)-1)*8, 17, linkW-20, ch.Outcome)
	return c.close()
}

// link draws one condition as a lozenge with its own mark.
func (c *canvas) link(l Link, x, y int) {
	class := "link"
	if !l.Met {
		class = "link unmet"
	}
	c.path(class, "M"+num(x+14)+" "+num(y)+"h"+num(linkW-28)+"l14 "+num(linkH/2)+"-14 "+num(linkH/2)+"h-"+num(linkW-28)+"l-14-"+num(linkH/2)+"z")
	up := 0
	if len(wrap(l.Label, linkW-40)) > 1 {
		up = 8
	}
	n := c.lines("small strong mid", x+linkW/2, y+28-up, 14, linkW-40, l.Label)
	c.text("small quiet mid", x+linkW/2, y+30-up+n*14+2, l.Have)
	half := wide(l.Word, small) / 2
	if l.Met {
		c.tick("mark", x+linkW/2-half-6, y+linkH-17)
	} else {
		c.cross("mark unmet", x+linkW/2-half-6, y+linkH-17)
	}
	c.text("small mid", x+linkW/2+6, y+linkH-13, l.Word)
}
