package secretariat

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
)

// Resolve returns the instant that people in a zone call local: "2024-02-29
// 18:00", on any calendar that the zone's law has made since. Seconds and an
// offset may follow; with an offset it has to be one of the zone at that time.
//
// A time that the clocks of the zone skipped is refused, and one that they showed
// twice unless the offset says which.
func Resolve(local, zone string) (calendar.When, error) {
	loc, err := place(zone)
	if err != nil {
		return calendar.When{}, err
	}
	wall, offset, given, ok := parseLocal(local)
	if !ok {
		return calendar.When{}, council.Refuse(council.Malformed, council.CodeInstant, "local", local)
	}
	found := instants(wall, loc)
	if given {
		var chosen []time.Time
		for _, t := range found {
			if _, is := t.Zone(); is == offset {
				chosen = append(chosen, t)
			}
		}
		if found = chosen; len(found) == 0 {
			return calendar.When{}, council.Refuse(council.Malformed, council.CodeZone, "local", local+" "+zone+": skipped")
		}
	}
	switch len(found) {
	case 0:
		return calendar.When{}, council.Refuse(council.Malformed, council.CodeZone, "local", local+" "+zone+": skipped")
	case 1:
		return calendar.ParseWhen(found[0].Format(time.RFC3339))
	}
	var times []string
	for _, t := range found {
		times = append(times, t.Format("-07:00"))
	}
	return calendar.When{}, council.Refuse(council.Malformed, council.CodeZone, "local", local+" "+zone+": "+strings.Join(times, ", "))
}

// place returns a zone by the name that the database of time zones gives it. The
// server's own zone is none.
func place(zone string) (*time.Location, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "zone", "zone "+strconv.Quote(zone))
	}
	return loc, nil
}

// parseLocal reads a wall clock, as an instant of UTC, and an offset in seconds if
// one follows.
func parseLocal(local string) (wall time.Time, offset int, given, ok bool) {
	local = strings.Replace(local, "T", " ", 1)
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, local); err == nil {
			return t, 0, false, true
		}
		if t, err := time.Parse(layout+"-07:00", strings.Replace(local, "Z", "+00:00", 1)); err == nil {
			_, offset = t.Zone()
			return t.Add(time.Duration(offset) * time.Second).UTC(), offset, true, true
		}
	}
	return time.Time{}, 0, false, false
}

// instants returns the instants at which the clocks of a zone showed wall, the
// earliest first. It tries every offset that the zone had within two days: no
// change of law has moved a clock by more than one.
func instants(wall time.Time, loc *time.Location) (found []time.Time) {
	const reach = 48 * time.Hour
	seen := map[int]bool{}
	for t := wall.Add(-reach); !t.After(wall.Add(reach)); {
		_, offset := t.In(loc).Zone()
		if !seen[offset] {
			seen[offset] = true
			at := wall.Add(-time.Duration(offset) * time.Second).In(loc)
			if _, is := at.Zone(); is == offset {
				found = append(found, at)
			}
		}
		_, end := t.In(loc).ZoneBounds()
		if end.IsZero() || !end.After(t) {
			break
		}
		t = end
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

// deadlines puts an instant with its offset in the place of each time that a
// command names as people say it: {local: "2024-02-29 18:00", zone: Asia/Almaty}.
func deadlines(v any) (any, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return v, nil
	}
	local, isLocal := m["local"].(string)
	zone, isZone := m["zone"].(string)
	if isLocal && isZone && m["at"] == nil {
		at, err := Resolve(local, zone)
		if err != nil {
			return nil, err
		}
		return map[string]any{"at": at.String(), "zone": zone}, nil
	}
	return v, nil
}

// inZone refuses a time whose offset is not that of its zone on its day: one of
// the two is a mistake, and the door does not choose.
func inZone(c council.Command) error {
	ds := map[string]council.Deadline{}
	switch c := c.(type) {
	case *council.PlaceUnderSilence:
		ds["expires"] = c.Expires
	case *council.ExtendSilence:
		ds["expires"] = c.Expires
	case *council.OpenAcceptance:
		ds["from"], ds["ends"] = c.From, c.Ends
	}
	for _, field := range slices.Sorted(maps.Keys(ds)) {
		if err := zoned(field, ds[field]); err != nil {
			return err
		}
	}
	return nil
}

func zoned(field string, d council.Deadline) error {
	at, ok := d.At.Time()
	if !ok || d.Zone == "" {
		return nil // the council says what is missing
	}
	loc, err := place(d.Zone)
	if err != nil {
		return err
	}
	_, said := at.Zone()
	if _, is := at.In(loc).Zone(); is != said {
		return council.Refuse(council.Malformed, council.CodeZone, field, d.At.String()+" "+d.Zone+": "+at.In(loc).Format("-07:00"))
	}
	return nil
}
