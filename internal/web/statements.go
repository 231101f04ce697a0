package web

import (
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// crumb is the way to a page by way of a list.
func (s *Site) crumb(v *visit, list, key string) []pages.Link {
	return []pages.Link{{Text: v.t.Say(key), URL: v.to("/" + list)}}
}

// recordCrumbs is the way to a list that hangs on the page of the record.
func (s *Site) recordCrumbs(v *visit, more ...pages.Link) []pages.Link {
	return append(s.crumb(v, "record", "nav.record"), more...)
}

// statements is the page of what was said.
func (s *Site) statements(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	return page{
		title: p.Say("statements.title"), description: p.Say("statements.lead"), section: "record", crumbs: s.recordCrumbs(v),
		body: pages.Statements(p, room.Statements()),
	}, nil
}

// statement is the page of one statement.
func (s *Site) statement(v *visit, room *reading.Room) (page, error) {
	x, err := room.Statement(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	title := p.Say("statement.title.of", "name", p.Plain(x.Facts.Speaker.Name))
	description := title + "."
	if x.Session != nil {
		description += " " + p.Plain(x.Session.Title) + "."
	}
	return page{
		title: title, description: description, section: "record", more: x.Audience != "public",
		crumbs: s.recordCrumbs(v, pages.Link{Text: p.Say("statements.title"), URL: p.To("statements")}),
		body:   pages.Statement(p, x),
	}, nil
}
