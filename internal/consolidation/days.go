package consolidation

import (
	"slices"

	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// Days are the days on which the text changes for a member, ascending, each once:
// an instrument begins, its provisional application ends, a suspension is over, a
// unit has force no longer.
// An unknown known is all that is on record. The cache may be nil.
func (t *Timeline) Days(member Member, known calendar.Day, cache *Cache) []calendar.Day {
	var days []calendar.Day
	p := t.planned(member, known, cache)
	for i, s := range p.steps {
		days = append(days, p.applied[i].Cause.Day)
		if s.until.Known() {
			days = append(days, s.until)
		}
		for _, o := range s.ops {
			if o.Kind != amend.Suspension && o.Kind != amend.Extension {
				continue
			}
			if last, err := calendar.ParseDay(o.Until); err == nil {
				days = append(days, last.Add(1))
			}
		}
	}
	slices.SortFunc(days, calendar.Day.Compare)
	return slices.Compact(days)
}
