package calendar

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// A Precision says how exactly a time is known.
type Precision int

// The precisions, from nothing to the second.
const (
	Unknown Precision = iota // the zero value: nobody says
	Bounds                   // between two days
	Year
	Month
	Date
	Instant
)

// A When is a time as a record claims it: an instant with its offset, a day, a
// month, a year, bounds, or unknown, which is the zero value.
//
// Its text is a part of EDTF (ISO 8601-2): "2019-11-28T12:30:00+06:00",
// "2019-11-28", "2019-11", "2019", "2018-11-08/2019-02-18", "../2019-11-28" and
// "" for unknown.
type When struct {
	text     string // the one form, as written
	earliest Day
	latest   Day
	at       time.Time // for an instant
	how      Precision
}

// On returns the claim of a day.
func On(d Day) When { return When{text: d.String(), earliest: d, latest: d, how: Date}.orUnknown() }

func (w When) orUnknown() When {
	if w.text == "" {
		return When{}
	}
	return w
}

// ParseWhen reads one of the forms of a time.
func ParseWhen(s string) (When, error) {
	w := When{text: s}
	bad := fmt.Errorf("time %q: want 2019-11-28T12:30:00+06:00, 2019-11-28, 2019-11, 2019, two days with a stroke between, or nothing", s)
	switch {
	case s == "":
		return When{}, nil
	case strings.Contains(s, "/"):
		span, err := ParseSpan(s)
		if err != nil || span == (Span{}) || span.String() != s {
			return When{}, bad
		}
		w.earliest, w.latest, w.how = span.From, span.To, Bounds
	case strings.Contains(s, "T"):
		at, err := time.Parse(time.RFC3339, s)
		if err != nil || at.Format(time.RFC3339) != s || at.Year() < 1 {
			return When{}, bad
		}
		w.at, w.earliest, w.latest, w.how = at, DayOf(at), DayOf(at), Instant
	default:
		if !w.parseDate(s) {
			return When{}, bad
		}
	}
	return w, nil
}

func (w *When) parseDate(s string) bool {
	for _, form := range []struct {
		layout        string
		how           Precision
		years, months int
	}{{time.DateOnly, Date, 0, 0}, {"2006-01", Month, 0, 1}, {"2006", Year, 1, 0}} {
		t, err := time.Parse(form.layout, s)
		if err != nil || t.Format(form.layout) != s || t.Year() < 1 {
			continue
		}
		w.how, w.earliest, w.latest = form.how, DayOf(t), DayOf(t)
		if form.how != Date {
			w.latest = DayOf(t.AddDate(form.years, form.months, -1))
		}
		return true
	}
	return false
}

// Known reports whether w says anything.
func (w When) Known() bool { return w.how != Unknown }

// Precision returns how exactly w is known.
func (w When) Precision() Precision { return w.how }

// Earliest returns the first day that w may mean, unknown if it is open.
func (w When) Earliest() Day { return w.earliest }

// Latest returns the last day that w may mean, unknown if it is open.
func (w When) Latest() Day { return w.latest }

// Time returns the instant, and whether w is one.
func (w When) Time() (time.Time, bool) { return w.at, w.how == Instant }

// Day returns the day of w if it is exact to the day, else no day.
func (w When) Day() Day {
	if w.how < Date {
		return Day{}
	}
	return w.earliest
}

// Compare orders times by the first day they may mean, then by the last; a whole
// day comes before its instants, and unknown times come last, because they
// cannot be placed.
func (w When) Compare(v When) int {
	switch {
	case w.Known() != v.Known():
		if w.Known() {
			return -1
		}
		return 1
	case w.earliest != v.earliest:
		return w.earliest.Compare(v.earliest)
	case w.latest != v.latest:
		return w.latest.Compare(v.latest)
	case w.how != v.how:
		return cmp.Compare(w.how, v.how)
	}
	return w.at.Compare(v.at)
}

// String returns the text of w.
func (w When) String() string { return w.text }

// MarshalText is the form of a time in entries.
func (w When) MarshalText() ([]byte, error) { return []byte(w.text), nil }

// UnmarshalText reads what MarshalText writes.
func (w *When) UnmarshalText(b []byte) error {
	v, err := ParseWhen(string(b))
	if err != nil {
		return err
	}
	*w = v
	return nil
}
