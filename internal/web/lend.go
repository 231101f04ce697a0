package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
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

// Leaf answers with a page that another room makes, in the frame of the site. It is
// made anew each time; make is called while the state is held.
func (s *Site) Leaf(w http.ResponseWriter, r *http.Request, make func(pages.Ask) (pages.Leaf, error)) {
	s.fleeting(s.lost(r).t.Lang(), func(*visit) (maker, error) {
		return func(v *visit, room *reading.Room) (page, error) {
			x, err := make(pages.Ask{
				Paper: s.paper(v, room), Room: room, ID: cmp.Or(v.PathValue("id"), v.PathValue("thing")),
				By: v.Actor, Mandate: council.ID(v.Mandate), Account: v.Account, Now: time.Now().UTC().Truncate(time.Second),
			})
			if err == nil && x.Section == "record" {
				x.Crumbs = append(s.recordCrumbs(v), x.Crumbs...)
			}
			return page{title: x.Title, description: x.Description, section: x.Section, crumbs: x.Crumbs, more: x.More, body: x.Body}, err
		}, nil
	}).ServeHTTP(w, r)
}

// Deed answers with a page on which somebody gives commands, in the frame of the
// site. It is never kept.
func (s *Site) Deed(w http.ResponseWriter, r *http.Request, f func(pages.Deed) (pages.DeedPage, error)) {
	v := s.visitor(r)
	if err := errors.Join(posted(r), s.takeUp(v)); err != nil {
		s.trouble(w, v, err)
		return
	}
	s.showDeed(w, v, f)
}

// Enter calls f with what whoever asks sees and has sent, while the state is held. The
// form of the request was parsed.
func (s *Site) Enter(r *http.Request, f func(pages.Deed) error) error {
	return s.inRoom(s.visitor(r), func(d pages.Deed, _ *reading.Room) error { return f(d) })
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
