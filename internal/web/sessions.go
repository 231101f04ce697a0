package web

import (
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// crumb is a link of the way from home to a page.
func (v *visit) crumb(key, path string) pages.Link {
	return pages.Link{Text: v.t.Say(key), URL: v.to(path)}
}

// sessions is the list of all sessions.
func (s *Site) sessions(v *visit, room *reading.Room) (page, error) {
	return page{
		title: v.t.Say("nav.sessions"), description: v.t.Say("sessions.lead"), section: "sessions",
		body: pages.Sessions(s.paper(v, room), room.Sessions()),
	}, nil
}

// session is the page of one session.
func (s *Site) session(v *visit, room *reading.Room) (page, error) {
	view, err := room.Session(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	h := pages.Hall{Paper: s.paper(v, room), V: view, Names: names(room), Bodies: map[string]words.Text{}}
	for _, b := range room.Bodies() {
		h.Bodies[b.ID] = b.Name
	}
	return page{
		title: h.Plain(view.Facts.Title), description: h.Decided(), section: "sessions",
		crumbs: []pages.Link{v.crumb("nav.sessions", "/sessions")}, more: h.Restricted(), body: pages.Session(h),
	}, nil
}

// publications is the list of what was put out about sessions.
func (s *Site) publications(v *visit, room *reading.Room) (page, error) {
	return page{
		title: v.t.Say("session.publications"), description: v.t.Say("session.publications.lead"), section: "record",
		crumbs: s.recordCrumbs(v), body: pages.Publications(s.paper(v, room), room.Publications()),
	}, nil
}

// publication is the page of what one publisher put out.
func (s *Site) publication(v *visit, room *reading.Room) (page, error) {
	view, err := room.Publication(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	crumbs := []pages.Link{v.crumb("nav.sessions", "/sessions")}
	if view.Session != nil {
		crumbs = append(crumbs, p.Ref(*view.Session))
	}
	return page{title: p.Plain(view.Facts.Publisher), section: "sessions", crumbs: crumbs, body: pages.Publication(p, view)}, nil
}
