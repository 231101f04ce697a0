package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// routes has every page of the site. Each stands in every language under the
// code of the language.
func (s *Site) routes() []route {
	return []route{
		{"/members", members},
	}
}

// members is the page of those who have or had a status.
func members(v *visit, room *reading.Room) (page, error) {
	return page{
		title: v.t.Say("members.title"), description: v.t.Say("members.lead"), section: "members",
		body: pages.Members(v.t, room.Members(), room.Organisation().Languages),
	}, nil
}
