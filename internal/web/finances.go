package web

import (
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// measures is the page of plans and their measures.
func (s *Site) measures(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	list := room.Plans()
	return page{
		title: p.Say("measures.title"), description: p.Say("measures.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(x reading.PlanLine) string { return string(x.Audience) }), body: pages.Measures(p, list, room.Bodies()),
	}, nil
}

// budgets is the page of the scale of contributions and of the budgets.
func (s *Site) budgets(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	x := room.Finances()
	return page{
		title: p.Say("budgets.title"), description: p.Say("budgets.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(x.Budgets, func(b reading.Budget) string { return string(b.Audience) }), body: pages.Budgets(p, x),
	}, nil
}

// awards is the page of decorations.
func (s *Site) awards(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	list := room.Awards()
	return page{
		title: p.Say("awards.title"), description: p.Say("awards.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(x reading.Award) string { return string(x.Audience) }), body: pages.Awards(p, list),
	}, nil
}

// bases is the page of base organisations.
func (s *Site) bases(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	list := room.Bases()
	return page{
		title: p.Say("bases.title"), description: p.Say("bases.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(x reading.Base) string { return string(x.Audience) }), body: pages.Bases(p, list),
	}, nil
}

// programmes is the page of standing and humanitarian operations.
func (s *Site) programmes(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	return page{
		title: p.Say("programmes.title"), description: p.Say("programmes.lead"), section: "record", crumbs: s.recordCrumbs(v),
		body: pages.Programmes(p, room.Programmes()),
	}, nil
}

// programme is the page of one operation.
func (s *Site) programme(v *visit, room *reading.Room) (page, error) {
	x, err := room.Programme(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	return page{
		title: p.Plain(x.Facts.Name), description: p.Plain(x.Facts.What), section: "record", more: restricted(x.Head),
		crumbs: s.recordCrumbs(v, pages.Link{Text: p.Say("programmes.title"), URL: p.To("programmes")}),
		body:   pages.Programme(p, x),
	}, nil
}
