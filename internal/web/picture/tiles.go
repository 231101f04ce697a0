package picture

// Tiles shows states by their standing, a row for each. A tile says nothing of
// where a state lies: no border is drawn.
type Tiles struct {
	About
	Rows []TileRow
}

// A TileRow is the states of one standing, in their order.
type TileRow struct {
	Label string
	Form  TileForm
	Tiles []Tile
}

// A TileForm is how the tiles of a row look, so that rows differ without colour.
type TileForm string

// The forms.
const (
	Solid  TileForm = "solid"
	Ringed TileForm = "ringed"
	Dotted TileForm = "dotted"
	Struck TileForm = "struck" // for a standing that has ended or is suspended
)

// A Tile is one state or organisation.
type Tile struct {
	Code string // short: "KZ"
	Name string
	Note string // since when; may be empty
}

const (
	tileW   = 108
	tileH   = 92
	tileGap = 8
	tileRow = 6
)

// Draw draws the rows one below another, six tiles to a line.
func (t Tiles) Draw() Drawing {
	most, h := 1, 0
	for _, r := range t.Rows {
		most = max(most, min(tileRow, len(r.Tiles)))
		h += 32 + (len(r.Tiles)+tileRow-1)/tileRow*(tileH+tileGap) + 12
	}
	for _, r := range t.Rows {
		most = max(most, (wide(r.Label, 14)+tileW)/(tileW+tileGap))
	}
	c := open(t.About, "tiles", most*(tileW+tileGap)-tileGap+2, max(h, 40))
	y := 0
	for _, r := range t.Rows {
		c.text("strong", 1, y+18, r.Label)
		y += 32
		for i, tile := range r.Tiles {
			c.tile(tile, r.Form, 1+i%tileRow*(tileW+tileGap), y+i/tileRow*(tileH+tileGap))
		}
		y += (len(r.Tiles)+tileRow-1)/tileRow*(tileH+tileGap) + 12
	}
	return c.close()
}

// tile draws one state.
func (c *canvas) tile(t Tile, form TileForm, x, y int) {
	ink := ""
	if form == Solid {
		ink = " on"
	}
	c.rect("tile "+string(form), x, y+1, tileW, tileH-2, 2)
	c.text("code"+ink, x+10, y+32, t.Code)
	n := c.lines("small"+ink, x+10, y+53, 14, tileW-12, t.Name)
	if n < 3 {
		c.text("tiny"+ink, x+10, y+tileH-11, t.Note)
	}
	if form == Struck {
		c.line("strike", x+tileW-34, y+10, x+tileW-10, y+34)
	}
}
