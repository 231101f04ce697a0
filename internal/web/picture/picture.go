// Package picture draws what is easier to look at than to read: the course of a
// session, a rotation, a rule that was met, states by status, shares. Each
// picture is a pure function from a plain struct to an SVG drawing.
//
// A drawing states its finding in its title, tells the rest in its description
// and holds its text as text. Colours, type and the dark and high-contrast forms
// are classes of the style sheet; a drawing has no style of its own and no script,
// and none but Days has links. The table beside it, with the same facts, is the business of the
// page.
package picture

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Drawing is SVG markup made by this package. Every text in it is escaped, so
// a page may write it as it stands.
type Drawing string

// About says what a picture shows. Title and Desc are read to those who do not
// see it.
type About struct {
	ID    string // unique on the page: letters, digits, hyphens
	Title string // the finding, as a sentence
	Desc  string // the same facts in words; may be empty
}

// wideFrom is the width from which a drawing may shrink a little to fit its
// column; the style sheet says how much.
const wideFrom = 660

// A canvas collects the markup of one drawing.
type canvas struct{ b strings.Builder }

// escaper makes text safe both between tags and in quoted attributes.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// open begins a drawing of a size in units, which are CSS pixels unless the page
// is narrower.
func open(a About, class string, w, h int) *canvas { return openAs("img", a, class, w, h) }

// openAs begins a drawing that is one thing (img) or holds several (group).
func openAs(role string, a About, class string, w, h int) *canvas {
	c := &canvas{}
	if w > wideFrom {
		class += " wide"
	}
	c.write(`<svg class="picture `, class, `" viewBox="0 0 `, num(w), " ", num(h), `" width="`, num(w), `" height="`, num(h), `" role="`, role, `" aria-labelledby="`, escaper.Replace(a.ID), `-title`)
	if a.Desc != "" {
		c.write(" ", escaper.Replace(a.ID), "-desc")
	}
	c.write(`"><title id="`, escaper.Replace(a.ID), `-title">`, escaper.Replace(a.Title), `</title>`)
	if a.Desc != "" {
		c.write(`<desc id="`, escaper.Replace(a.ID), `-desc">`, escaper.Replace(a.Desc), `</desc>`)
	}
	return c
}

// close ends the drawing.
func (c *canvas) close() Drawing {
	c.write("</svg>")
	return Drawing(c.b.String())
}

func (c *canvas) write(parts ...string) {
	for _, p := range parts {
		c.b.WriteString(p)
	}
}

func num(n int) string { return strconv.Itoa(n) }

// rect draws a box with corners of radius r.
func (c *canvas) rect(class string, x, y, w, h, r int) {
	c.write(`<rect class="`, class, `" x="`, num(x), `" y="`, num(y), `" width="`, num(w), `" height="`, num(h), `"`)
	if r > 0 {
		c.write(` rx="`, num(r), `"`)
	}
	c.write("/>")
}

// line draws from one point to another.
func (c *canvas) line(class string, x1, y1, x2, y2 int) {
	c.write(`<line class="`, class, `" x1="`, num(x1), `" y1="`, num(y1), `" x2="`, num(x2), `" y2="`, num(y2), `"/>`)
}

// circle draws around a point.
func (c *canvas) circle(class string, x, y, r int) {
	c.write(`<circle class="`, class, `" cx="`, num(x), `" cy="`, num(y), `" r="`, num(r), `"/>`)
}

// path draws SVG path data, which this package alone composes.
func (c *canvas) path(class, d string) { c.write(`<path class="`, class, `" d="`, d, `"/>`) }

// text writes at a point; the class says where the point is in the text (start,
// mid, end) and how it looks.
func (c *canvas) text(class string, x, y int, s string) {
	c.write(`<text class="`, class, `" x="`, num(x), `" y="`, num(y), `">`, escaper.Replace(s), `</text>`)
}

// lines writes wrapped text from a point downwards and returns the number of
// lines.
func (c *canvas) lines(class string, x, y, step, width int, s string) int {
	ls := wrap(s, width)
	for i, l := range ls {
		c.text(class, x, y+i*step, l)
	}
	return len(ls)
}

// tick and cross are drawn, because the fonts that are sent lack them.
func (c *canvas) tick(class string, x, y int) {
	c.path(class, "M"+num(x-5)+" "+num(y)+"l4 4 7-8")
}

func (c *canvas) cross(class string, x, y int) {
	c.path(class, "M"+num(x-5)+" "+num(y-5)+"l10 10m0-10l-10 10")
}

// wide guesses the width of text in units: the drawing is laid out before any
// font is known, so the guess is generous.
func wide(s string, size int) int { return utf8.RuneCountInString(s) * size * 60 / 100 }

// wrap breaks text at spaces into lines that are probably no wider than width
// at the small size of pictures. A single word is never broken.
func wrap(s string, width int) []string {
	var out []string
	line := ""
	for _, w := range strings.Fields(s) {
		switch {
		case line == "":
			line = w
		case wide(line+" "+w, small) <= width:
			line += " " + w
		default:
			out = append(out, line)
			line = w
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// small is the size of the small text of pictures, as the style sheet has it.
const small = 12
