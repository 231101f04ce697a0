// Package calendar holds days and the times that records claim: an instant, a
// day, a month, a year, bounds, or nothing at all. A council's sources often do
// not say when; what they say is kept as exactly as they say it and no more.
//
// It knows no clock and no time zone by name.
package calendar

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// A Day is a day of the proleptic Gregorian calendar, from 1 January of the year
// 1 to 31 December 9999. The zero value is no day: unknown.
type Day struct {
	n int // days since 31 December of the year 0
}

// epoch is the day before the first.
var epoch = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)

// DayOf returns the day that t falls on in its own zone.
func DayOf(t time.Time) Day { return dayAt(t.Date()) }

func (d Day) inRange() Day {
	if d.n < 1 || d.n > lastDay {
		return Day{}
	}
	return d
}

// lastDay is 31 December 9999.
const lastDay = 3652059

// dayAt counts by seconds, because a Duration spans no more than 292 years.
func dayAt(y int, m time.Month, d int) Day {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return Day{int((t.Unix() - epoch.Unix()) / 86400)}.inRange()
}

// ParseDay reads "2019-11-28". It accepts no other form.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Format(time.DateOnly) != s || t.Year() < 1 {
		return Day{}, fmt.Errorf("day %q: want a date like 2019-11-28", s)
	}
	return dayAt(t.Date()), nil
}

// Known reports whether d is a day at all.
func (d Day) Known() bool { return d.n != 0 }

// Date returns the year, month and day of the month, or zeros if d is unknown.
func (d Day) Date() (year int, month time.Month, day int) {
	if d.n == 0 {
		return 0, 0, 0
	}
	return d.Start().Date()
}

// Start returns the first instant of d in UTC.
func (d Day) Start() time.Time {
	return time.Unix(epoch.Unix()+int64(d.n)*86400, 0).UTC()
}

// Compare orders days; an unknown day comes first.
func (d Day) Compare(e Day) int { return cmp.Compare(d.n, e.n) }

// Add returns the day n days later, or no day if that is out of range.
func (d Day) Add(n int) Day {
	if d.n == 0 {
		return d
	}
	return Day{d.n + n}.inRange()
}

// Sub returns the number of days from e to d.
func (d Day) Sub(e Day) int { return d.n - e.n }

// String returns "2019-11-28", or "" if d is unknown.
func (d Day) String() string {
	if d.n == 0 {
		return ""
	}
	return d.Start().Format(time.DateOnly)
}

// MarshalText is the form of a day in entries.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	v, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// A Span is a run of days, both ends included. An unknown end is open.
type Span struct {
	From Day `json:"from,omitzero"`
	To   Day `json:"to,omitzero"` // the last day
}

// Holds reports whether d lies in s. An unknown day lies in no span.
func (s Span) Holds(d Day) bool {
	return d.Known() && d.Compare(s.From) >= 0 && (!s.To.Known() || d.Compare(s.To) <= 0)
}

// Check says that the ends of s are in the wrong order, or nil.
func (s Span) Check() error {
	if s.To.Known() && s.To.Compare(s.From) < 0 {
		return fmt.Errorf("from %v to %v: ends before it begins", s.From, s.To)
	}
	return nil
}

// String returns "2018-11-08/2019-02-18", with ".." for an open end.
func (s Span) String() string {
	return cmp.Or(s.From.String(), "..") + "/" + cmp.Or(s.To.String(), "..")
}

// ParseSpan reads what String writes.
func ParseSpan(text string) (Span, error) {
	from, to, ok := strings.Cut(text, "/")
	if !ok {
		return Span{}, fmt.Errorf("span %q: want two days with a stroke between", text)
	}
	var s Span
	for _, end := range []struct {
		text string
		day  *Day
	}{{from, &s.From}, {to, &s.To}} {
		if end.text == ".." {
			continue
		}
		d, err := ParseDay(end.text)
		if err != nil {
			return Span{}, err
		}
		*end.day = d
	}
	return s, s.Check()
}
