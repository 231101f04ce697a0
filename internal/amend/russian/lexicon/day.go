package lexicon

import (
	"slices"
	"strconv"
	"strings"
)

var months = strings.Split("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", " ")

// Month is the number of the month that a word names, 0 if it names none.
func Month(w string) int { return slices.Index(months, w) + 1 }

// MonthWord is the name of a month from 1 to 12, as it stands in a date.
func MonthWord(n int) string { return months[n-1] }

// DayBefore is the day before a day, both YYYY-MM-DD.
func DayBefore(s string) string {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	y, m, d := number(s[:4]), number(s[5:7]), number(s[8:])
	if d--; d == 0 {
		if m--; m == 0 {
			y, m = y-1, 12
		}
		d = 31
		switch {
		case m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0):
			d = 29
		case m == 2:
			d = 28
		case m == 4 || m == 6 || m == 9 || m == 11:
			d = 30
		}
	}
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return strconv.Itoa(y) + "-" + two(m) + "-" + two(d)
}
