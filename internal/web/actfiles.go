package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// actPages adds the pages that are made from the texts of acts. They are never
// kept: what a text says is read from the log.
func (s *Site) actPages(mux *http.ServeMux) {
	for _, l := range s.book.Langs() {
		at := "GET /" + string(l)
		mux.Handle(at+"/acts/{id}/text", s.fleeting(l, s.actText))
		mux.Handle(at+"/acts/{id}/at/{day}", s.fleeting(l, s.actText))
		mux.Handle(at+"/acts/{id}/compare", s.fleeting(l, s.compare))
		mux.Handle(at+"/decisions/{id}/redline", s.fleeting(l, s.redline))
	}
	mux.HandleFunc("GET /acts/{id}/{file}", s.actFile)
	mux.HandleFunc("GET /eli/{path...}", s.permanent)
}

// fileOf is the address of an expression as a file.
func fileOf(e publish.Expression, f publish.File) string {
	_, name, _ := strings.Cut(e.Name(), ".")
	return "/acts/" + string(e.V.Act.ID) + "/" + name + f.End
}

// actFile sends the text of an act as a file. Its name says the day, or "current",
// the language and the form: "2019-11-28.ru.akn.xml".
func (s *Site) actFile(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	v.Visitor = s.who(r)
	name, b, f, err := s.fileNamed(v, r.PathValue("file"))
	if err != nil {
		s.trouble(w, v, missing(err))
		return
	}
	k, err := newKept(b, reading.Reads{})
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	k.sendAs(w, r, v.Account != "", f.Media)
}

// fileNamed makes the file of a name.
func (s *Site) fileNamed(v *visit, name string) (full string, b []byte, f publish.File, err error) {
	unknown := council.Refuse(council.Unknown, council.CodeNoSuch, "file", name)
	parts := strings.SplitN(name, ".", 3)
	if len(parts) != 3 {
		return "", nil, f, unknown
	}
	var day calendar.Day
	if parts[0] != "current" {
		if day, err = calendar.ParseDay(parts[0]); err != nil || day.String() != parts[0] {
			return "", nil, f, unknown
		}
	}
	from, org, err := s.sources(v)
	if err != nil {
		return "", nil, f, err
	}
	lang := words.Lang(parts[1])
	e := publish.Expression{Org: org, V: from, Day: day, Base: s.base}
	i := slices.IndexFunc(e.Files(), func(f publish.File) bool { return f.End == "."+parts[2] })
	if i < 0 || !slices.Contains(languages(from), lang) {
		return "", nil, f, unknown
	}
	var made pages.ActWording
	if made, err = s.wordingOn(v.Context(), from, lang, day); err != nil {
		return "", nil, f, err
	}
	if made.Fault != "" {
		return "", nil, f, unknown
	}
	f, e.W = e.Files()[i], made.Wording
	b, err = e.File(f.Form)
	return e.Name() + f.End, b, f, err
}

// permanent leads from the permanent address of an act or decision to its page,
// or to the file that the address asks for.
func (s *Site) permanent(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	v.Visitor = s.who(r)
	var e publish.ELI
	var from *reading.ActText
	err := s.record.Enter(v.class(), func(room *reading.Room) (err error) {
		e, err = publish.ParseELI(r.PathValue("path"), func(id council.ID) (publish.ELI, error) {
			if a, err := room.ActText(id); err == nil {
				from = &a
				return publish.ActELI(room.Organisation(), a.Act), nil
			}
			d, err := room.Decision(id)
			line := reading.DecisionLine{Ref: reading.Ref{ID: d.ID}, Form: d.Facts.Form, At: d.Facts.At}
			if d.Case.At.Known() {
				line.At = d.Case.At
			}
			return publish.DecisionELI(room.Organisation(), line), err
		})
		return err
	})
	to := ""
	if err == nil {
		to, err = s.leadsTo(v, e, from)
	}
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	w.Header().Set("Vary", "Accept-Language, Cookie")
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// leadsTo is the page or file that a permanent address means now; from is nil for
// a decision. An act without a text that can be read has a page and no more.
func (s *Site) leadsTo(v *visit, e publish.ELI, from *reading.ActText) (string, error) {
	unknown := council.Refuse(council.Unknown, council.CodeNoSuch, "address", e.String())
	lang := v.t.Lang()
	if _, ok := s.book.In(e.Lang); ok {
		lang = e.Lang
	}
	switch {
	case from == nil && (e.Day.Known() || e.Form != "" && e.Form != "html" || e.Lang != "" && e.Lang != lang):
		return "", unknown
	case from == nil:
		return "/" + string(lang) + "/decisions/" + string(e.ID), nil
	case e.Lang != "" && !slices.Contains(languages(*from), e.Lang):
		return "", unknown
	case e.Form != "" && e.Form != "html":
		x := publish.Expression{V: *from, Day: e.Day}
		x.W.Lang = e.Lang
		i := slices.IndexFunc(x.Files(), func(f publish.File) bool { return f.Form == e.Form })
		if i < 0 || e.Lang == "" {
			return "", unknown
		}
		return fileOf(x, x.Files()[i]), nil
	}
	to := "/" + string(lang) + "/acts/" + string(e.ID)
	switch {
	case len(languages(*from)) == 0:
		return to, nil
	case e.Day.Known():
		to += "/at/" + e.Day.String()
	default:
		to += "/text"
	}
	if e.Lang != "" && e.Lang != lang {
		to += "?" + url.Values{"text": {string(e.Lang)}}.Encode()
	}
	return to, nil
}
