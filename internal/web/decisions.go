package web

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// names are the names of all members by id.
func names(room *reading.Room) map[string]words.Text {
	all := map[string]words.Text{}
	for _, m := range room.Members() {
		all[string(m.ID)] = m.Name
	}
	return all
}

// decisions is the list of decisions by session.
func (s *Site) decisions(v *visit, room *reading.Room) (page, error) {
	list, pager, err := cut(v, room.Decisions())
	return page{
		title: v.t.Say("nav.decisions"), description: v.t.Say("decisions.lead"), section: "decisions",
		body: pages.Decisions(s.paper(v, room), list, pager),
	}, err
}

// decision is the page of one decision.
func (s *Site) decision(v *visit, room *reading.Room) (page, error) {
	view, err := room.Decision(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	q := pages.Question{Paper: s.paper(v, room), V: view, Names: names(room), Zone: zone(v.URL.Query().Get("zone"))}
	if s.enter.Do != nil && s.deeds != nil && v.Actor.Role != access.Stranger {
		if q.Steps, err = s.deeds.Next(s.deedOf(v, room), view.ID); err != nil {
			return page{}, err
		}
	}
	return page{
		title: q.Plain(view.Facts.Title), description: q.Answer(), section: "decisions",
		crumbs: []pages.Link{v.crumb("nav.decisions", "/decisions")}, more: restricted(view.Head), body: pages.Decision(q),
	}, nil
}
