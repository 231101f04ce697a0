package web

import (
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// proposals is the page of what was asked for. It can be narrowed to a member and
// to what became of it.
func (s *Site) proposals(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	q := v.URL.Query()
	list := room.Proposals()
	return page{
		title: p.Say("proposals.title"), description: p.Say("proposals.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(l reading.ProposalLine) string { return l.Audience }),
		body: pages.Proposals(p, list, pages.ProposalFilter{Member: q.Get("member"), Status: q.Get("status")}),
	}, nil
}

// proposal is the page of one proposal.
func (s *Site) proposal(v *visit, room *reading.Room) (page, error) {
	x, err := room.Proposal(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	title := p.Plain(x.Facts.Text)
	if x.Facts.Label != "" {
		title = x.Facts.Label + ". " + title
	}
	return page{
		title: title, description: title, section: "record", more: restricted(x.Head),
		crumbs: s.recordCrumbs(v, pages.Link{Text: p.Say("proposals.title"), URL: p.To("proposals")}),
		body:   pages.Proposal(p, x),
	}, nil
}

// commitments is the page of what was promised.
func (s *Site) commitments(v *visit, room *reading.Room) (page, error) {
	p := s.paper(v, room)
	list := room.Commitments()
	return page{
		title: p.Say("commitments.title"), description: p.Say("commitments.lead"), section: "record", crumbs: s.recordCrumbs(v),
		more: holds(list, func(l reading.CommitmentLine) string { return l.Audience }), body: pages.Commitments(p, list),
	}, nil
}

// commitment is the page of one promise.
func (s *Site) commitment(v *visit, room *reading.Room) (page, error) {
	x, err := room.Commitment(council.ID(v.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	p := s.paper(v, room)
	title := p.Plain(x.Facts.Text)
	return page{
		title: title, description: title, section: "record", more: restricted(x.Head),
		crumbs: s.recordCrumbs(v, pages.Link{Text: p.Say("commitments.title"), URL: p.To("commitments")}),
		body:   pages.Commitment(p, x),
	}, nil
}
