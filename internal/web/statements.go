package web

import (
	"slices"

	"chancery.example/chancery/internal/access"
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

// holds reports whether a list holds anything that is not for everyone.
func holds[L any](list []L, audience func(L) string) bool {
	return slices.ContainsFunc(list, func(l L) bool { return audience(l) != string(access.Public) })
}

// statements is the page of what was said.
func (s *Site) statements(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	list, pager, err := cut(v, room.Statements())
	return page{
		title: p.Say("statements.title"), description: p.Say("statements.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(l reading.StatementLine) string { return l.Audience }), body: pages.Statements(p, list, pager),
	}, err
}

// statement is the page of one statement.
func (s *Site) statement(v *visit, room *reading.Room) (page, error) {
	x, err := room.Statement(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	title := p.Say("statement.title.of", "name", p.Plain(x.Facts.Speaker.Name))
	var body *reading.Named
	if id := x.Facts.Speaker.Body; id != "" {
		b, err := room.Body(id)
		if err != nil {
			return page{}, err
		}
		body = &reading.Named{ID: b.ID, Name: b.Name}
	}
	description := title + "."
	if x.Session != nil {
		description += " " + p.Plain(x.Session.Title) + "."
	}
	return page{
		title: title, description: description, section: "record", more: restricted(x.Head),
		crumbs: s.recordCrumbs(v, pages.Link{Text: p.Say("statements.title"), URL: p.To("statements")}),
		body:   pages.Statement(p, x, body),
	}, nil
}
