package picture

import "strings"

// Days is a line of time with a stop for each day on which something changed. A
// stop leads to what was so from that day on.
type Days struct {
	About
	Stops []Stop // in the order of their days; the first may be before all of them
	Shown int    // a day that is shown and lies between stops, in days; 0: none
}

// A Stop is one day.
type Stop struct {
	Label string // in two short lines at most
	Name  string // the same in full, for those who listen
	URL   string
	At    int // in days; of the first, if no day is known, 0
	Here  bool
}

const (
	stopW    = 96 // the least between two stops, so that three of them fit a narrow page
	stopAxis = 16
	stopH    = 66
	stopsW   = 288 // as wide as it gets while the least distance allows it: a narrow page shows all of it
)

// Draw draws the line. Distances are those of time, where the labels leave room.
func (d Days) Draw() Drawing {
	at := d.places()
	w := stopW
	if n := len(at); n > 0 {
		w = at[n-1] + stopW/2
	}
	c := openAs("group", d.About, "days", w, stopH)
	c.line("axis", 0, stopAxis, w, stopAxis)
	for i, s := range d.Stops {
		c.write(`<a class="stop" href="`, escaper.Replace(s.URL), `" aria-label="`, escaper.Replace(strings.Join(strings.Fields(s.Name), " ")), `"`)
		if s.Here {
			c.write(` aria-current="true"`)
		}
		c.write(`>`)
		c.rect("hit", at[i]-stopW/2+2, 2, stopW-4, stopH-4, 2)
		class, text := "halt", "small mid"
		if s.Here {
			class, text = "halt here", "small strong mid"
		}
		c.circle(class, at[i], stopAxis, 7)
		c.words(text, at[i], s.Label)
		c.write(`</a>`)
	}
	if x, ok := d.between(at); ok {
		c.path("moment", "M"+num(x)+" "+num(stopAxis-8)+"l6 8-6 8-6-8z")
	}
	return c.close()
}

// words writes the label of a stop as one text, so that its lines are heard with
// a space between them.
func (c *canvas) words(class string, x int, s string) {
	c.write(`<text class="`, class, `">`)
	for i, l := range wrap(s, stopW-6) {
		if i > 0 {
			c.write(" ")
		}
		c.write(`<tspan x="`, num(x), `" y="`, num(stopAxis+24+16*i), `">`, escaper.Replace(l), `</tspan>`)
	}
	c.write(`</text>`)
}

// places are where the stops stand.
func (d Days) places() []int {
	var at []int
	n := len(d.Stops)
	for i, s := range d.Stops {
		x := stopW / 2
		if i > 0 {
			if first, last := d.Stops[0].At, d.Stops[n-1].At; first > 0 && last > first {
				x += (s.At - first) * (max(stopsW, n*stopW) - stopW) / (last - first)
			}
			x = max(x, at[i-1]+stopW)
		}
		at = append(at, x)
	}
	return at
}

// between is where the day that is shown stands, if it is no stop's own.
func (d Days) between(at []int) (int, bool) {
	for i, s := range d.Stops {
		switch {
		case d.Shown == 0 || s.At == d.Shown:
			return 0, false
		case s.At < d.Shown:
		case i == 0:
			return 0, false
		case d.Stops[i-1].At == 0:
			return (at[i-1] + at[i]) / 2, true
		default:
			return at[i-1] + (d.Shown-d.Stops[i-1].At)*(at[i]-at[i-1])/(s.At-d.Stops[i-1].At), true
		}
	}
	n := len(at)
	if n == 0 || d.Shown == 0 {
		return 0, false
	}
	return at[n-1] + stopW/2 - 8, true
}
