package web

import (
	"context"
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/wording/beside"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/internal/words"
)

// actText is the text of an act as it reads after all that is in force, or on the
// day that the address names or its form asks for.
func (s *Site) actText(v *visit) (maker, error) {
	day, err := dayIn(v, "day")
	if text := v.PathValue("day"); text != "" {
		if day, err = calendar.ParseDay(text); err != nil || day.String() != text {
			err = council.Refuse(council.Unknown, council.CodeNoSuch, "day", text)
		}
	}
	if err != nil {
		return nil, err
	}
	from, org, err := s.sources(v)
	if err != nil {
		return nil, err
	}
	x := pages.ActText{V: from, Day: day, Langs: languages(from), Numbered: v.URL.Query().Get("lines") == "1"}
	lang, err := textLang(v, x.Langs)
	if err != nil {
		return nil, err
	}
	if x.Known, err = dayIn(v, "known"); err != nil {
		return nil, err
	}
	if err := forMember(v, &x); err != nil {
		return nil, err
	}
	if x.W, err = s.wordingFor(v.Context(), from, lang, question(x)); err != nil {
		return nil, err
	}
	if err := s.dress(v, &x, org); err != nil {
		return nil, err
	}
	return func(v *visit, room *reading.Room) (page, error) {
		p := s.paper(v, room)
		title := p.Plain(from.Act.Facts.Title)
		return page{
			title: p.Say("acttext.title.of", "title", title), section: "acts", more: restricted(from.Act.Head), forms: x.Forms,
			crumbs: []pages.Link{v.crumb("nav.acts", "/acts"), {Text: title, URL: v.to("/acts/" + string(from.Act.ID))}},
			body:   pages.TextOfAct(p, x),
		}, nil
	}, nil
}

// dress adds to a text what it lost, its permanent address, its files, one of
// them for programs that read pages.
func (s *Site) dress(v *visit, x *pages.ActText, org reading.Organisation) error {
	if x.W.Fault != "" {
		return nil
	}
	if x.W.Last != "" {
		before := x.V
		before.Amenders = slices.DeleteFunc(slices.Clone(x.V.Amenders), func(a reading.Amender) bool { return string(a.ID) == x.W.Last })
		was, err := s.wordingFor(v.Context(), before, x.W.Lang, question(*x))
		if err != nil {
			return err
		}
		if was.Fault == "" {
			x.Lost = beside.Lost(was.Text, x.W.Text)
		}
	}
	if x.Member != nil || x.Known.Known() {
		return nil // the files and their address are those of the text for all
	}
	e := publish.Expression{Org: org, V: x.V, W: x.W.Wording, Day: x.Day, Base: s.base}
	version := e
	if !x.Day.Known() {
		version.Day = e.Since() // what is in force now may not be for ever
	}
	x.Permanent = version.ELI().String()
	for _, f := range e.Files() {
		x.Forms = append(x.Forms, pages.Form{Key: f.Form, Name: v.t.Say("acttext.form." + f.Form), Media: f.Media, URL: fileOf(e, f)})
	}
	return nil
}

// dayIn reads a day of a form; an empty one is unknown.
func dayIn(v *visit, field string) (calendar.Day, error) {
	text := v.URL.Query().Get(field)
	if text == "" {
		return calendar.Day{}, nil
	}
	d, err := calendar.ParseDay(text)
	if err != nil || d.String() != text {
		return calendar.Day{}, council.Refuse(council.Malformed, council.CodeNoSuch, v.t.Say("acttext.day"), text)
	}
	return d, nil
}

// forMember makes a text that of the member that a visit asks about, if it does.
func forMember(v *visit, x *pages.ActText) error {
	id := v.URL.Query().Get("member")
	i := slices.IndexFunc(x.V.Members, func(m reading.MemberRef) bool { return string(m.ID) == id })
	switch {
	case i >= 0:
		x.Member = &x.V.Members[i]
	case id != "":
		return council.Refuse(council.Unknown, council.CodeNoSuch, "member", id)
	}
	return nil
}

// question is what a page asks the line of an act.
func question(x pages.ActText) line.Question {
	q := line.Question{Day: x.Day, Known: x.Known}
	if x.Member != nil {
		q.Member = line.Member(x.Member.ID)
	}
	return q
}

// textLang is the language that a visit asks for: one of those that there are, else
// that of the page, else the first.
func textLang(v *visit, have []words.Lang) (words.Lang, error) {
	lang := words.Lang(v.URL.Query().Get("text"))
	switch {
	case lang != "":
	case slices.Contains(have, v.t.Lang()):
		lang = v.t.Lang()
	case len(have) > 0:
		lang = have[0]
	}
	if !slices.Contains(have, lang) {
		return "", council.Refuse(council.Unknown, council.CodeNoSuch, "text", string(lang))
	}
	return lang, nil
}

// sources are the texts that the reader may read, of an act and of what amends it.
func (s *Site) sources(v *visit) (from reading.ActText, org reading.Organisation, err error) {
	id := council.ID(v.PathValue("id"))
	err = s.record.Enter(v.class(), func(room *reading.Room) (err error) {
		org = room.Organisation()
		from, err = room.ActText(id)
		return err
	})
	return from, org, err
}

// languages are those in which the text of an act can be read, in the order of
// recording.
func languages(from reading.ActText) []words.Lang {
	var ls []words.Lang
	for _, t := range from.Act.Texts {
		if l := t.Facts.Lang; t.Facts.Media == "text/plain" && reader.Reads(l) && !slices.Contains(ls, l) {
			ls = append(ls, l)
		}
	}
	return ls
}

// wordingOn returns what the act says on a day, for all.
func (s *Site) wordingOn(ctx context.Context, from reading.ActText, lang words.Lang, day calendar.Day) (pages.ActWording, error) {
	return s.wordingFor(ctx, from, lang, line.Question{Day: day})
}

// wordingFor returns what the act says on a day, for a member, as far as was known.
func (s *Site) wordingFor(ctx context.Context, from reading.ActText, lang words.Lang, q line.Question) (pages.ActWording, error) {
	w, fault, err := s.texts.Wording(ctx, from, lang, q)
	return pages.ActWording{Wording: w, Fault: fault}, err
}
