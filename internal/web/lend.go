package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// What a site lends to rooms that serve pages of their own.

// Tongue returns the language of a request: that of its address, or the one that
// the browser asks for.
func (s *Site) Tongue(r *http.Request) *locale.Tongue { return s.lost(r).t }

// Show answers with a page in the frame of the site, for whoever asks. It is never
// kept. With script it has the script for passkeys; the policy that lets it run is
// for the caller to set.
func (s *Site) Show(w http.ResponseWriter, r *http.Request, code int, title string, script bool, body templ.Component) {
	v := s.visitor(r)
	var f pages.Frame
	err := s.record.Enter(v.class(), func(room *reading.Room) error {
		f = s.frame(v, page{title: title}, room)
		return nil
	})
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	f.NoIndex, f.Canonical, f.Crumbs = true, "", nil
	if !slices.ContainsFunc(f.Langs, func(a pages.Alternate) bool { return a.URL == r.URL.Path }) {
		f.Langs = nil // an address without a language
	}
	if script {
		f.Script = s.files.Passkeys()
	}
	s.write(w, v, code, f, body)
}

// visitor begins a visit to a page of another room.
func (s *Site) visitor(r *http.Request) *visit {
	v := s.lost(r)
	v = s.visit(r, v.t.Lang())
	return v
}

// Trouble answers with the page of an error.
func (s *Site) Trouble(w http.ResponseWriter, r *http.Request, err error) {
	s.trouble(w, s.lost(r), err)
}

// Capacity says, in the language of a request, as what an actor acts. The text of
// no actor is returned as it is.
func (s *Site) Capacity(r *http.Request, actor string) string {
	a, err := access.ParseActor(actor)
	if err != nil || a.Role == access.Stranger {
		return actor
	}
	said := actor
	_ = s.record.Enter(access.PublicClass, func(room *reading.Room) error { // what f returns is all that it returns
		said = capacity(s.lost(r).t, a, room)
		return nil
	})
	return said
}
