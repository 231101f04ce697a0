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
	var made reading.Made
	if q.Form, made, err = trialIn(room, view.ID, day, asked); err != nil {
		return page{}, err
	}
	if q.T, err = room.Try(view.ID, day, made); err != nil {
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

// trialIn reads the question that a reader made up from an address, for what the
// rule of a day looks at.
func trialIn(room *reading.Room, id string, day calendar.Day, asked url.Values) (f pages.TrialForm, made reading.Made, err error) {
	bare, err := room.Try(id, day, made)
	if err != nil {
		return f, made, err
	}
	f = pages.TrialForm{Asks: reading.AsksOf(bare.Ruling.Rule), Typed: map[string]string{}, Unknown: map[string][]string{}}
	for k := range asked {
		f.Typed[k] = strings.TrimSpace(asked.Get(k))
	}
	list := func(name string, others []string) []string {
		ids, unknown := reading.MembersIn(f.Typed[name], bare.Members, others)
		if len(unknown) > 0 {
			f.Unknown[name] = unknown
		}
		return ids
	}
	var everybody []string
	made.Stances = map[string]string{}
	for _, m := range bare.Members {
		everybody = append(everybody, string(m.ID))
		if s := f.Typed["m."+string(m.ID)]; s != "" {
			made.Stances[string(m.ID)] = s
		}
	}
	// Whoever is named comes before the star, which is everybody else.
	for _, others := range []bool{false, true} {
		for _, s := range reading.Stances() {
			if typed := f.Typed["s."+s]; strings.Contains(typed, "*") == others {
				for _, m := range list("s."+s, everybody) {
					if _, named := made.Stances[m]; !named {
						made.Stances[m] = s
					}
				}
			}
		}
	}
	made.Groups, made.Bars, made.Chambers = map[string][]string{}, map[string][]string{}, map[string]map[string][]string{}
	for _, g := range f.Asks.Groups {
		made.Groups[g] = list("g."+g, everybody)
	}
	for _, b := range f.Asks.Bars {
		made.Bars[b] = list("b."+b, everybody)
	}
	for _, c := range f.Asks.Chambers {
		made.Chambers[c.Name] = map[string][]string{}
		for _, s := range c.Stances {
			made.Chambers[c.Name][s] = list("c."+c.Name+"."+s, everybody)
		}
	}
	for _, r := range f.Asks.Requests {
		if f.Typed["r."+r] != "" {
			made.Requests = append(made.Requests, r)
		}
	}
	made.Motion, made.Opening, made.Second = f.Typed["motion"], list("opening", everybody), f.Typed["second"] != ""
	return f, made, nil
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
