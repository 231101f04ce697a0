package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// bodies is the page of the organs.
func (s *Site) bodies(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	return page{
		title: p.Say("bodies.title"), description: p.Say("bodies.lead"), section: "bodies",
		body: pages.Bodies(p, room.Bodies()),
	}, nil
}

// body is the page of one organ.
func (s *Site) body(v *visit, room *reading.Room) (page, error) {
	x, err := room.Body(v.PathValue("id"))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	description := p.Plain(x.Does)
	if description == "" {
		description = p.Plain(x.Sits)
	}
	return page{
		title: p.Plain(x.Name), description: description, section: "bodies",
		crumbs: []pages.Link{{Text: p.Say("nav.bodies"), URL: p.To("bodies")}},
		body:   pages.Body(p, x),
	}, nil
}
