package web

import (
	"strconv"

	"chancery.example/chancery/internal/council"
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
			{Name: "people", Key: "persons.people.title", Lead: "persons.people.lead", N: len(room.People())},
			{Name: "mandates", Key: "persons.mandates.title", Lead: "persons.mandates.lead", N: len(room.Mandates())},
			{Name: "releases", Key: "persons.releases.title", Lead: "persons.releases.lead", N: -1},
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

// listPage is how many lines of a list stand on one page.
const listPage = 100

// cut returns the lines of a list that stand on the page that ?from=N asks for, N
// being the number of a line from 1, and the way to the others. A list of one page
// has no pager.
func cut[L any](v *visit, list []L) ([]L, *pages.Pager, error) {
	from := 1
	if q := v.URL.Query().Get("from"); q != "" {
		n, err := strconv.Atoi(q)
		if err != nil || n < 1 || n > len(list) || strconv.Itoa(n) != q {
			return nil, nil, council.Refuse(council.Unknown, council.CodeNoSuch, "line", q)
		}
		from = n
	}
	if len(list) <= listPage && from == 1 {
		return list, nil, nil
	}
	to := min(from-1+listPage, len(list))
	p := &pages.Pager{Range: v.t.Say("pager.range", "a", v.t.Number(int64(from)), "b", v.t.Number(int64(to)), "n", v.t.Number(int64(len(list))))}
	if from > 1 {
		p.Earlier = v.to(v.path)
		if before := from - listPage; before > 1 {
			p.Earlier += "?from=" + strconv.Itoa(before)
		}
	}
	if to < len(list) {
		p.Later = v.to(v.path) + "?from=" + strconv.Itoa(to+1)
	}
	return list[from-1 : to], p, nil
}
