package web

import (
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// members is the page of those who have or had a status.
func (s *Site) members(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	shares := map[string]string{}
	if scales := room.Finances().Scales; len(scales) > 0 {
		for _, x := range scales[len(scales)-1].Shares {
			shares[string(x.Member.ID)] = x.Percent
		}
	}
	return page{
		title: p.Say("members.title"), description: p.Say("members.lead"), section: "members",
		body: pages.Members(p, room.Presidencies(), shares),
	}, nil
}

// member is the page of one member.
func (s *Site) member(v *visit, room *reading.Room) (page, error) {
	for _, m := range room.Members() {
		if string(m.ID) != v.PathValue("id") {
			continue
		}
		x, err := room.Member(m.ID)
		if err != nil {
			return page{}, err
		}
		p := s.paper(v, room)
		name := p.Plain(x.Name)
		return page{
			title: name, description: name, section: "members",
			crumbs: []pages.Link{{Text: p.Say("nav.members"), URL: p.To("members")}},
			body:   pages.Member(p, x),
		}, nil
	}
	return page{}, council.Refuse(council.Unknown, council.CodeNoSuch, "member", v.PathValue("id"))
}

// presidency is the page of the rotation.
func (s *Site) presidency(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	return page{
		title: p.Say("presidency.page.title"), description: p.Say("presidency.page.lead"), section: "record", crumbs: s.recordCrumbs(v),
		body: pages.Presidency(p, room.Presidencies()),
	}, nil
}
