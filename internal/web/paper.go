package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// paper begins the writing of one page.
func (s *Site) paper(v *visit, room *reading.Room) *pages.Paper {
	return &pages.Paper{Tongue: v.t, Org: room.Organisation(), All: room.Members(), Base: s.base, Path: v.path}
}
