package locale

import (
	"strconv"
	"strings"

	"golang.org/x/text/collate"
)

// narrow is the narrow no-break space between groups of three digits.
const narrow = "\u202f"

// Number writes a whole number in groups of three digits that no line breaks.
func (t *Tongue) Number(n int64) string { return t.Decimal(strconv.FormatInt(n, 10)) }

// Decimal writes an exact decimal number, such as "-1234.50", as this language
// does. It changes no digit: what is not such a number is returned as it is.
func (t *Tongue) Decimal(s string) string {
	digits, sign := strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !allDigits(whole) || point && !allDigits(fraction) {
		return s
	}
	var b strings.Builder
	if sign {
		b.WriteString("−")
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(narrow)
		}
		b.WriteRune(c)
	}
	if point {
		b.WriteString(t.Say("number.point") + fraction)
	}
	return b.String()
}

func allDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// Percent writes an exact share: "65 %".
func (t *Tongue) Percent(s string) string { return t.Decimal(s) + "\u00a0%" }

// Join writes a list in a sentence: "a, b and c".
func (t *Tongue) Join(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return t.Say("list.last", "a", strings.Join(items[:n-1], ", "), "b", items[n-1])
	}
}

// Order returns a function that compares two names by the alphabet of this
// language, for use by one goroutine: the order of precedence of many councils is
// that of the Russian alphabet.
func (t *Tongue) Order() func(a, b string) int {
	c := collate.New(t.tag)
	return c.CompareString
}
