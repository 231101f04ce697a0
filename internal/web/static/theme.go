package static

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/words"
)

// A Theme is what an organisation gives the look: one colour of its emblem and
// its name, which runs at the head of printed pages. The zero value is the look
// of the product itself.
type Theme struct {
	Accent string     // "#1f3f6e"; empty is the product's own
	Name   words.Text // of the organisation
}

// A colour is red, green and blue from 0 to 1 as screens have them.
type colour [3]float64

var (
	white = colour{1, 1, 1}
	night = colour{0x14 / 255., 0x15 / 255., 0x1a / 255.} // the dark paper
	black = colour{0x10 / 255., 0x14 / 255., 0x1b / 255.}
)

// least is the contrast that accents keep with the paper: more than WCAG 2.2 AA
// asks of text, because accents also stand on tints.
const least = 5.5

// css returns the rules of a theme. Whatever colour is given, what is served is
// readable: it is darkened for white paper and lightened for dark paper until
// the contrast is enough.
func (t Theme) css() ([]byte, error) {
	var b bytes.Buffer
	if t.Accent != "" {
		c, err := parseColour(t.Accent)
		if err != nil {
			return nil, err
		}
		light, dark := c.towards(colour{}, white), c.towards(white, night)
		fmt.Fprintf(&b, ":root{--accent:%s;--on-accent:%s;--accent-dark:%s;--on-accent-dark:%s}\n", light, ink(light), dark, ink(dark))
		b.WriteString("@media (prefers-color-scheme:dark){:root{--accent:var(--accent-dark);--on-accent:var(--on-accent-dark)}}\n@media print{:root{--accent:" + light.String() + ";--on-accent:#fff}}\n")
	}
	for _, l := range slices.Sorted(maps.Keys(t.Name)) {
		if !l.Valid() {
			return nil, fmt.Errorf("theme: language %q: want a code like ru", l)
		}
		fmt.Fprintf(&b, ":root:lang(%s) body{page:in-%s}\n@page in-%s{@top-left{content:%s;font:9pt serif}@bottom-right{content:counter(page) \"/\" counter(pages);font:9pt serif}}\n", l, l, l, cssString(t.Name[l]))
	}
	return b.Bytes(), nil
}

// parseColour reads "#1f3f6e".
func parseColour(s string) (colour, error) {
	n, err := strconv.ParseUint(s[min(1, len(s)):], 16, 32)
	if err != nil || len(s) != 7 || s[0] != '#' {
		return colour{}, fmt.Errorf("theme: colour %q: want a form like #1f3f6e", s)
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, nil
}

// String returns the form of a style sheet.
func (c colour) String() string {
	at := func(v float64) int { return int(math.Round(v * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", at(c[0]), at(c[1]), at(c[2]))
}

// towards mixes c with another colour, step by step, until it can be read on
// paper.
func (c colour) towards(other, paper colour) colour {
	for range 40 {
		if c.contrast(paper) >= least {
			return c
		}
		for i := range c {
			c[i] += (other[i] - c[i]) * .08
		}
	}
	return other
}

// ink returns the better of white and near-black to write on c with.
func ink(c colour) colour {
	if c.contrast(white) >= c.contrast(black) {
		return white
	}
	return black
}

// contrast is the ratio of WCAG 2.2, from 1 to 21.
func (c colour) contrast(d colour) float64 {
	a, b := c.luminance(), d.luminance()
	return (max(a, b) + .05) / (min(a, b) + .05)
}

func (c colour) luminance() float64 {
	linear := func(v float64) float64 {
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*linear(c[0]) + .7152*linear(c[1]) + .0722*linear(c[2])
}

// cssString writes text as a string of a style sheet. Everything but letters,
// digits and spaces is escaped by its number, so nothing can end the string.
func cssString(s string) string {
	var b bytes.Buffer
	b.WriteByte('"')
	for _, r := range s {
		if r == ' ' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0xa0 {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\%x `, r)
	}
	b.WriteByte('"')
	return b.String()
}
