package web

import (
	"context"
	"fmt"
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/internal/words"
)

// actText is the text of an act as it reads after all that is in force, or on the
// day that the address names.
func (s *Site) actText(v *visit) (maker, error) {
	var day calendar.Day
	if text := v.PathValue("day"); text != "" {
		d, err := calendar.ParseDay(text)
		if err != nil || d.String() != text {
			return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "day", text)
		}
		day = d
	}
	from, err := s.sources(v)
	if err != nil {
		return nil, err
	}
	x := pages.ActText{V: from, Day: day, Langs: languages(from)}
	lang := words.Lang(v.URL.Query().Get("text"))
	if lang == "" && slices.Contains(x.Langs, v.t.Lang()) {
		lang = v.t.Lang()
	}
	if lang == "" && len(x.Langs) > 0 {
		lang = x.Langs[0]
	}
	if !slices.Contains(x.Langs, lang) {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "text", string(lang))
	}
	if x.W, err = s.wordingOn(v.Context(), from, lang, day); err != nil {
		return nil, err
	}
	return func(v *visit, room *reading.Room) (page, error) {
		p := s.paper(v, room)
		title := p.Plain(from.Act.Facts.Title)
		return page{
			title: p.Say("acttext.title.of", "title", title), section: "acts", more: restricted(from.Act.Head),
			crumbs: []pages.Link{v.crumb("nav.acts", "/acts"), {Text: title, URL: v.to("/acts/" + string(from.Act.ID))}},
			body:   pages.TextOfAct(p, x),
		}, nil
	}, nil
}

// sources are the texts that the reader may read, of an act and of what amends it.
func (s *Site) sources(v *visit) (from reading.ActText, err error) {
	id := council.ID(v.PathValue("id"))
	err = s.record.Enter(access.ClassOf(v.actor), func(room *reading.Room) (err error) {
		from, err = room.ActText(id)
		return err
	})
	return from, err
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

// wordingOn reads the texts and returns what the act says on a day.
func (s *Site) wordingOn(ctx context.Context, from reading.ActText, lang words.Lang, day calendar.Day) (pages.ActWording, error) {
	base, err := s.textIn(ctx, from.Act.Texts, lang)
	if err != nil {
		return pages.ActWording{}, err
	}
	var amenders []reader.Amender
	for _, a := range from.Amenders {
		text, err := s.textIn(ctx, a.Texts, lang)
		if err != nil {
			return pages.ActWording{}, err
		}
		amenders = append(amenders, reader.Amender{ID: string(a.ID), At: a.At.Latest(), Text: text})
	}
	w, err := s.wordings.On(base, lang, amenders, day)
	if err != nil {
		return pages.ActWording{Fault: err.Error()}, nil
	}
	return pages.ActWording{Wording: w}, nil
}

// textIn returns the first text in a language, or nothing if there is none.
func (s *Site) textIn(ctx context.Context, list []reading.TextRef, lang words.Lang) (string, error) {
	for _, t := range list {
		if t.Facts.Lang != lang || t.Facts.Media != "text/plain" {
			continue
		}
		b, err := s.published.Text(ctx, t.Facts.Hash)
		if err != nil {
			return "", fmt.Errorf("text %s: %w", t.Facts.Hash, err)
		}
		return string(b), nil
	}
	return "", nil
}
