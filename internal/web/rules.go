package web

import (
	"context"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// rules is the page of the rules of decision.
func (s *Site) rules(v *visit, room *reading.Room) (page, error) {
	return page{
		title: v.t.Say("rules.title"), description: v.t.Say("rules.lead"), section: "record",
		crumbs: []pages.Link{v.crumb("nav.record", "/record")}, body: pages.Rules(s.paper(v, room), room.Rules()),
	}, nil
}

// rule is the page of one rule, with what it says of the stances in the address.
func (s *Site) rule(v *visit, room *reading.Room) (page, error) {
	view, err := room.Rule(v.PathValue("id"))
	if err != nil {
		return page{}, err
	}
	asked := v.URL.Query()
	q := pages.Trial{Paper: s.paper(v, room), V: view, Names: names(room), Asked: len(asked) > 0}
	day := dayFor(view)
	if typed := strings.TrimSpace(asked.Get("day")); typed != "" {
		d, err := calendar.ParseDay(typed)
		if q.Wrong = err != nil || !d.Known(); !q.Wrong {
			day = d
		}
	}
	if q.Day = day.String(); q.Wrong {
		q.Day = asked.Get("day")
	}
	if q.T, err = room.Try(view.ID, day, stancesIn(asked)); err != nil {
		return page{}, err
	}
	last := view.Versions[len(view.Versions)-1]
	return page{
		title: q.Plain(last.Name), description: v.t.Say("rule.page.try.lead"), section: "record",
		crumbs: []pages.Link{v.crumb("nav.record", "/record"), v.crumb("rules.title", "/rules")},
		body:   judged(q),
	}, nil
}

// judged judges the question of a trial when the page is written: by then the
// state is held no more.
func judged(q pages.Trial) templ.Component {
	return later(func() templ.Component {
		q.R = q.T.Judge()
		return pages.Rule(q)
	})
}

// dayFor is the day by which a rule is tried if the reader does not say: that of
// the last decision by it, or its first.
func dayFor(r reading.Rule) calendar.Day {
	for _, d := range r.Decisions {
		if day := d.At.Day(); day.Known() {
			return day
		}
	}
	return r.Versions[len(r.Versions)-1].Force.From
}

// stancesIn are the stances in an address, by member.
func stancesIn(asked url.Values) map[string]string {
	stances := map[string]string{}
	for k := range asked {
		if m, ok := strings.CutPrefix(k, "m."); ok && asked.Get(k) != "" {
			stances[m] = asked.Get(k)
		}
	}
	return stances
}

// zone is the time zone that a reader asked for.
func zone(asked string) pages.Zone {
	z := pages.Zone{Asked: strings.TrimSpace(asked)}
	if z.Asked == "" || z.Asked == "Local" {
		return z
	}
	if in, err := time.LoadLocation(z.Asked); err == nil {
		z.In = in
	}
	return z
}

// later is a component that is made when it is written.
func later(f func() templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error { return f().Render(ctx, w) })
}
