package picture

// Bars compares amounts: shares of a scale, appropriations, what was spent.
type Bars struct {
	About
	Rows []Amount
}

// An Amount is one line of a comparison. Figure is exact and is what a reader
// relies on; Size only makes the bar.
type Amount struct {
	Label  string
	Figure string
	Size   int64 // in any unit, the same in all rows; negative counts as 0
	Of     int64 // a second, hollow bar behind: the plan; 0 is none
}

const (
	barsW   = 720
	barsRow = 34
)

// Draw draws one bar a line, the figure at its end.
func (b Bars) Draw() Drawing {
	label, figure := 60, 40
	most := int64(1)
	for _, r := range b.Rows {
		label, figure = max(label, wide(r.Label, 14)+12), max(figure, wide(r.Figure, 14)+12)
		most = max(most, r.Size, r.Of)
	}
	label = min(label, barsW/3) // longer labels are wrapped
	room := int64(barsW - label - figure)
	c := open(b.About, "bars", barsW, max(1, len(b.Rows))*barsRow+4)
	for i, r := range b.Rows {
		y := i * barsRow
		ls := wrap(r.Label, label-10)
		c.lines("small", 0, y+21-(min(len(ls), 2)-1)*7, 14, label-10, r.Label)
		w := int(max(0, r.Size) * room / most)
		of := int(max(0, r.Of) * room / most)
		if of > 0 {
			c.rect("bar hollow", label, y+6, of, barsRow-12, 0)
		}
		c.rect("bar", label, y+9, max(w, 1), barsRow-18, 0)
		c.text("amount", label+max(w, of)+8, y+22, r.Figure)
	}
	c.line("axis", label, 2, label, max(1, len(b.Rows))*barsRow+2)
	return c.close()
}
