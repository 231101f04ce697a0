package web

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// restricted reports whether a thing is not for everyone.
func restricted(h reading.Head) bool { return h.Audience != access.Public }

// acts is the list of acts by date.
func (s *Site) acts(v *visit, room *reading.Room) (page, error) {
	list, pager, err := cut(v, room.Acts())
	return page{
		title: v.t.Say("nav.acts"), description: v.t.Say("acts.lead"), section: "acts",
		body: pages.Acts(s.paper(v, room), list, pager),
	}, err
}

// act is the page of one act.
func (s *Site) act(v *visit, room *reading.Room) (page, error) {
	view, err := room.Act(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	return page{
		title: p.Plain(view.Facts.Title), section: "acts",
		crumbs: []pages.Link{v.crumb("nav.acts", "/acts")}, more: restricted(view.Head), body: pages.Act(p, view),
	}, nil
}
