package picture

// A Placeholder stands where a photograph would be: the photographs belong to
// their publishers and are not reproduced. It is drawn from what is recorded of
// the photograph and resembles nobody.
type Placeholder struct {
	About
	N      int    // the number of the photograph, from 1; turns the drawing a little
	People int    // how many are said to be in it; 0 is not recorded
	Words  string // a line in the drawing, such as "3 of 10"
}

const (
	photoW = 360
	photoH = 240
)

// Draw draws a frame, a horizon and one figure for each person, at most nine.
func (p Placeholder) Draw() Drawing {
	c := open(p.About, "placeholder", photoW, photoH)
	c.rect("ground", 0, 0, photoW, photoH, 0)
	n := p.N % 5
	c.path("wall", "M0 "+num(96+n*4)+"h360")
	c.circle("sun", 64+n*52, 52, 22+n*2)
	c.path("hills", "M0 "+num(96+n*4)+"l"+num(70+n*12)+"-34 60 34 48-22 "+num(60-n*6)+" 22z")
	people := min(p.People, 9)
	if people == 0 {
		c.path("figure", "M80 190h200v-14h-200zM96 190v22m168-22v22")
	}
	for i := range people {
		step := photoW / (people + 1)
		x, y := step*(i+1), 150+(i+n)%2*8
		r := min(15, step*2/5)
		c.circle("figure", x, y-r-4, r)
		c.path("figure", "M"+num(x-r*3/2)+" "+num(y+44)+"v-"+num(28)+"q0-14 "+num(r*3/2)+"-14t"+num(r*3/2)+" 14v28z")
	}
	c.line("wall", 24, 206, photoW-24, 206)
	c.text("small quiet mid", photoW/2, 228, p.Words)
	c.rect("frame", 1, 1, photoW-2, photoH-2, 0)
	return c.close()
}
