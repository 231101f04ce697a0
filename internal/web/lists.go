package web

import (
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// everything is the page of all lists of the record.
func (s *Site) everything(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	return page{
		title: p.Say("record.title"), description: p.Say("record.lead"), section: "record",
		body: pages.Everything(p, listsOf(room)),
	}, nil
}

// listsOf counts what a room shows, list by list.
func listsOf(room *reading.Room) []pages.ListGroup {
	return []pages.ListGroup{
		{Key: "session", Lists: []pages.List{
			{Name: "sessions", Key: "nav.sessions", N: len(room.Sessions())},
			{Name: "decisions", Key: "nav.decisions", N: len(room.Decisions())},
			{Name: "acts", Key: "nav.acts", N: len(room.Acts())},
			{Name: "statements", Key: "statements.title", Lead: "statements.lead", N: len(room.Statements())},
			{Name: "proposals", Key: "proposals.title", Lead: "proposals.lead", N: len(room.Proposals())},
			{Name: "commitments", Key: "commitments.title", Lead: "commitments.lead", N: len(room.Commitments())},
			{Name: "publications", Key: "record.publications", N: len(room.Publications())},
		}},
		{Key: "people", Lists: []pages.List{
			{Name: "members", Key: "nav.members", Lead: "members.lead", N: len(room.Members())},
			{Name: "bodies", Key: "nav.bodies", Lead: "bodies.lead", N: len(room.Bodies())},
			{Name: "rules", Key: "rules.title", Lead: "rules.lead", N: len(room.Rules())},
			{Name: "presidency", Key: "record.presidency", Lead: "presidency.page.lead", N: len(room.Presidencies().Terms)},
		}},
		{Key: "work", Lists: []pages.List{
			{Name: "measures", Key: "record.measures", Lead: "measures.lead", N: len(room.Plans())},
			{Name: "programmes", Key: "record.programmes", Lead: "programmes.lead", N: len(room.Programmes())},
			{Name: "budgets", Key: "record.budgets", Lead: "budgets.lead", N: len(room.Budgets())},
			{Name: "awards", Key: "record.awards", Lead: "awards.lead", N: len(room.Awards())},
			{Name: "bases", Key: "record.bases", Lead: "bases.lead", N: len(room.Bases())},
		}},
		{Key: "how", Lists: []pages.List{
			{Name: "register", Key: "nav.register", N: -1},
			{Name: "verify", Key: "site.verify", N: -1},
			{Name: "about", Key: "record.about", Lead: "about.lead", N: -1},
		}},
	}
}
