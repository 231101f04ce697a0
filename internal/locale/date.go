package locale

import (
	"strconv"
	"time"

	"chancery.example/chancery/internal/calendar"
)

// Day writes a day in full: "28 November 2019", «28 ноября 2019 года». A day that
// nobody states is said to be not stated.
func (t *Tongue) Day(d calendar.Day) string {
	if !d.Known() {
		return t.Say("date.unknown")
	}
	y, m, day := d.Date()
	return t.Say("date.day", "d", strconv.Itoa(day), "m", t.Say(month(m)), "y", strconv.Itoa(y))
}

// month is the key of the name of a month as it stands beside a day.
func month(m time.Month) string { return "month." + strconv.Itoa(int(m)) }

// When writes a time as exactly as it is known and no more.
func (t *Tongue) When(w calendar.When) string {
	y, m, _ := w.Earliest().Date()
	switch w.Precision() {
	case calendar.Instant:
		at, _ := w.Time()
		return t.Instant(at)
	case calendar.Date:
		return t.Day(w.Earliest())
	case calendar.Month:
		return t.Say("date.month", "m", t.Say(month(m)+".alone"), "y", strconv.Itoa(y))
	case calendar.Year:
		return t.Say("date.year", "y", strconv.Itoa(y))
	case calendar.Bounds:
		return t.bounds(w.Earliest(), w.Latest())
	}
	return t.Say("date.unknown")
}

// bounds writes a time known only to lie between two days, one of which may be
// open.
func (t *Tongue) bounds(from, to calendar.Day) string {
	switch {
	case !from.Known():
		return t.Say("date.until", "b", t.Day(to))
	case !to.Known():
		return t.Say("date.after", "a", t.Day(from))
	}
	return t.Say("date.between", "a", t.Day(from), "b", t.Day(to))
}

// Span writes a run of days: "from 1 January 2020", "1 May 2017 to 2 November
// 2018".
func (t *Tongue) Span(s calendar.Span) string {
	switch {
	case !s.From.Known() && !s.To.Known():
		return t.Say("date.unknown")
	case !s.From.Known():
		return t.Say("span.to", "b", t.Day(s.To))
	case !s.To.Known():
		return t.Say("span.from", "a", t.Day(s.From))
	case s.From == s.To:
		return t.Day(s.From)
	}
	return t.Say("span", "a", t.Day(s.From), "b", t.Day(s.To))
}

// Instant writes a moment in the zone it carries, with the zone's distance from
// UTC, because a legal time without its zone is no time.
func (t *Tongue) Instant(at time.Time) string {
	return t.Say("date.instant", "date", t.Day(calendar.DayOf(at)), "time", at.Format("15:04"), "zone", zone(at))
}

// Clock writes the time of day of a moment, for lists of one day.
func (t *Tongue) Clock(at time.Time) string { return at.Format("15:04") }

// zone writes a distance from UTC: "UTC", "UTC+6", "UTC−3:30".
func zone(at time.Time) string {
	_, s := at.Zone()
	if s == 0 {
		return "UTC"
	}
	sign := "+"
	if s < 0 {
		sign, s = "−", -s
	}
	out := "UTC" + sign + strconv.Itoa(s/3600)
	if m := s % 3600 / 60; m != 0 {
		out += ":" + strconv.Itoa(m/10) + strconv.Itoa(m%10)
	}
	return out
}
