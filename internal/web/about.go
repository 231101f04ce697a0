package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// about is the page about the record itself.
func (s *Site) about(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	x := pages.About{Base: s.base}
	if x.Base == "" {
		x.Base = "https://…"
	}
	for _, l := range s.book.Langs() {
		x.Langs = append(x.Langs, v.t.Language(l))
	}
	return page{
		title: p.Say("about.title"), description: p.Say("about.lead"), section: "record", crumbs: s.recordCrumbs(v),
		body: pages.AboutPage(p, x),
	}, nil
}
