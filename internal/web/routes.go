package web

// routes has every page of the site. Each stands in every language under the
// code of the language.
func (s *Site) routes() []route {
	return append(s.decided(), []route{
		{"/rules", s.rules},
		{"/rules/{id}", s.rule},
		{"/members", s.members},
		{"/members/{id}", s.member},
		{"/bodies", s.bodies},
		{"/bodies/{id}", s.body},
		{"/presidency", s.presidency},
		{"/statements", s.statements},
		{"/statements/{id}", s.statement},
		{"/proposals", s.proposals},
		{"/proposals/{id}", s.proposal},
		{"/commitments", s.commitments},
		{"/commitments/{id}", s.commitment},
		{"/measures", s.measures},
		{"/budgets", s.budgets},
		{"/awards", s.awards},
		{"/bases", s.bases},
		{"/programmes", s.programmes},
		{"/programmes/{id}", s.programme},
		{"/record", s.everything},
		{"/about", s.about},
	}...)
}
