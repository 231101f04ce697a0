package web

import (
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/redline"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/wording/beside"
	"chancery.example/chancery/internal/words"
)

// compare is two days of an act side by side, by themselves the last change and
// the day before it; with ?beside=LANG it is two languages on one day.
func (s *Site) compare(v *visit) (maker, error) {
	from, _, err := s.sources(v)
	if err != nil {
		return nil, err
	}
	x := pages.Compared{V: from, Langs: languages(from), Beside: words.Lang(v.URL.Query().Get("beside"))}
	if x.From, err = dayIn(v, "from"); err != nil {
		return nil, err
	}
	if x.To, err = dayIn(v, "to"); err != nil {
		return nil, err
	}
	if x.Lang, err = textLang(v, x.Langs); err != nil {
		return nil, err
	}
	if x.Beside != "" && !slices.Contains(x.Langs, x.Beside) {
		return nil, council.Refuse(council.Malformed, council.CodeNoSuch, v.t.Say("compare.lang"), string(x.Beside))
	}
	if x.Beside != "" {
		err = s.languagesBeside(v, &x)
	} else {
		err = s.daysBeside(v, &x)
	}
	if err != nil {
		return nil, err
	}
	return func(v *visit, room *reading.Room) (page, error) {
		p := s.paper(v, room)
		title := p.Plain(from.Act.Facts.Title)
		return page{
			title: p.Say("compare.title.of", "title", title), section: "acts", more: restricted(from.Act.Head),
			crumbs: []pages.Link{v.crumb("nav.acts", "/acts"), {Text: title, URL: v.to("/acts/" + string(from.Act.ID))}},
			body:   pages.Compare(p, x),
		}, nil
	}, nil
}

// daysBeside compares two days. Those that are not asked for are the last day of
// change and the day before it.
func (s *Site) daysBeside(v *visit, x *pages.Compared) error {
	now, err := s.wordingOn(v.Context(), x.V, x.Lang, x.To)
	if err != nil || now.Fault != "" {
		x.Fault = now.Fault
		return err
	}
	x.Days = now.Days
	if !x.To.Known() && len(x.Days) > 0 {
		x.To = x.Days[len(x.Days)-1]
	}
	if !x.From.Known() && x.To.Known() {
		x.From = x.To.Add(-1)
	}
	was := now
	if x.From.Known() {
		if was, err = s.wordingOn(v.Context(), x.V, x.Lang, x.From); err != nil {
			return err
		}
	}
	x.Lines = redline.Compare(was.Text, now.Text)
	return nil
}

// languagesBeside sets two languages beside each other.
func (s *Site) languagesBeside(v *visit, x *pages.Compared) error {
	a, err := s.wordingOn(v.Context(), x.V, x.Lang, x.To)
	if err != nil {
		return err
	}
	b, err := s.wordingOn(v.Context(), x.V, x.Beside, x.To)
	if err != nil {
		return err
	}
	if x.Fault = a.Fault; x.Fault == "" {
		x.Fault = b.Fault
	}
	if x.Fault == "" {
		x.Days, x.Pairs = a.Days, beside.Pairs(a.Text, b.Text)
	}
	return nil
}

// redline is what a decision changes: of a draft, what it would change.
func (s *Site) redline(v *visit) (maker, error) {
	id := council.ID(v.PathValue("id"))
	var view reading.Redline
	err := s.record.Enter(v.class(), func(room *reading.Room) (err error) {
		view, err = room.Redline(id)
		return err
	})
	if err != nil {
		return nil, err
	}
	x := pages.RedlinePage{V: view.Decision}
	asked, known := words.Lang(v.URL.Query().Get("text")), false
	for _, from := range view.Acts {
		a, err := s.redlineOf(v, from, id)
		if err != nil {
			return nil, err
		}
		known = known || slices.Contains(a.Langs, asked)
		x.Acts = append(x.Acts, a)
	}
	if asked != "" && !known {
		return nil, council.Refuse(council.Malformed, council.CodeNoSuch, v.t.Say("compare.lang"), string(asked))
	}
	return func(v *visit, room *reading.Room) (page, error) {
		p := s.paper(v, room)
		title := p.Plain(view.Decision.Facts.Title)
		return page{
			title: p.Say("redline.title.of", "title", title), section: "decisions", more: restricted(view.Decision.Head),
			crumbs: []pages.Link{v.crumb("nav.decisions", "/decisions"), {Text: title, URL: v.to("/decisions/" + string(id))}},
			body:   pages.Redline(p, x),
		}, nil
	}, nil
}

// redlineOf is what the last of an act's amenders changes. A draft is read as if
// it were adopted after all others.
func (s *Site) redlineOf(v *visit, from reading.ActText, id council.ID) (pages.Redlined, error) {
	x := pages.Redlined{V: from, Langs: languages(from)}
	x.Lang = words.Lang(v.URL.Query().Get("text"))
	if !slices.Contains(x.Langs, x.Lang) {
		x.Lang = ""
	}
	if x.Lang == "" && slices.Contains(x.Langs, v.t.Lang()) {
		x.Lang = v.t.Lang()
	}
	if x.Lang == "" && len(x.Langs) > 0 {
		x.Lang = x.Langs[0]
	}
	n := len(from.Amenders) - 1
	if x.Lang == "" || n < 0 || from.Amenders[n].ID != id {
		return x, nil
	}
	before, with := from, from
	before.Amenders, with.Amenders = from.Amenders[:n], slices.Clone(from.Amenders)
	if last := &with.Amenders[n]; n > 0 && !last.Outcome.Carried() {
		last.At = from.Amenders[n-1].At
	}
	was, err := s.wordingOn(v.Context(), before, x.Lang, calendar.Day{})
	if err != nil {
		return x, err
	}
	if x.Now, err = s.wordingOn(v.Context(), with, x.Lang, calendar.Day{}); err != nil || x.Now.Fault != "" {
		return x, err
	}
	if i := x.Now.Number(string(id)); i > 0 {
		x.Passages = beside.Passages(was.Text, x.Now.Text, string(id), x.Now.Steps[i-1].Says)
	}
	return x, nil
}
