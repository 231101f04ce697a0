package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// decided are the routes of what was decided: sessions, decisions, acts.
func (s *Site) decided() []route {
	return []route{
		{"/{$}", s.home},
		{"/sessions", s.sessions},
		{"/sessions/{id}", s.session},
		{"/publications", s.publications},
		{"/publications/{id}", s.publication},
		{"/decisions", s.decisions},
		{"/decisions/{id}", s.decision},
		{"/acts", s.acts},
		{"/acts/{id}", s.act},
	}
}

// home is the first page.
func (s *Site) home(v *visit, room *reading.Room) (page, error) {
	view, err := room.Home()
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	var last *pages.Hall
	if view.Last != nil {
		last = &pages.Hall{Paper: p, V: *view.Last, Names: names(room)}
	}
	return page{title: p.Plain(view.Organisation.Name), description: v.t.Say("home.lead"), body: pages.Home(p, view, last)}, nil
}
