package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/web/paths"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/register"
)

// Doors is who comes in and how operators look in. Any of its functions may be
// nil: that door is then shut. How people sign in is in package people.
type Doors struct {
	// Who says who asks.
	Who func(*http.Request) (Visitor, error)
	// Do carries out an order of whoever asks. Whose order it is comes from the
	// request, as Who has it; By and Mandate of the order are not looked at.
	Do func(r *http.Request, o secretariat.Order) (secretariat.Receipt, error)
	// Pass is nil, or a limit.Wait for a client that asks too often.
	Pass func(*http.Request) error
	// Keep puts the form of a request aside until its person was verified afresh, and
	// returns its name; "" when it could not be kept.
	Keep func(r *http.Request, form url.Values) (string, error)
	// Kept returns a form that was put aside by the session of a request; nil when it
	// is not there any more.
	Kept func(r *http.Request, name string) (url.Values, error)
	// Healthy makes, or confirms, a valid checkpoint of what is recorded.
	Healthy func(context.Context) error
	// Metrics serves figures in the form of Prometheus.
	Metrics http.Handler
}

// Beside is what other rooms add to the pages of a site. Any of it may be nil.
type Beside struct {
	// Paths are the addresses, in any language, of the pages of other rooms that
	// there are for a room of readers: for the site map.
	Paths func(*reading.Room) []string
	// Strip says on each page of a thing who may read it; nil: the room has no such
	// thing.
	Strip func(*pages.Paper, *reading.Room, council.ID) templ.Component
	// Mandate says in words under what somebody acts and leads to its page; false:
	// the reader may not read it.
	Mandate func(*pages.Paper, *reading.Room, council.ID) (pages.Link, bool)
}

// ErrConfirm is returned by Doors.Do when the person of a session has to be verified
// afresh first. The reader is led to where that is done, and back.
var ErrConfirm = errors.New("a fresh verification is needed")

// A Visitor is who asks. The zero value is a stranger.
type Visitor struct {
	Actor   access.Actor // a stranger until a capacity is chosen whose mandate is in force
	Mandate string       // names the mandate; "" when the actor needs none
	Account string       // of the person who is signed in; "": nobody
	Class   access.Class // as which the visitor reads; "": as its actor does
	Lapsed  bool         // the mandate of the chosen capacity is not in force
}

// key tells apart what the frame says of visitors.
func (v Visitor) key() string {
	if v.Account == "" {
		return ""
	}
	if v.Lapsed {
		return "lapsed " + v.Mandate
	}
	return v.Actor.String() + " " + v.Mandate + " " + string(v.Class)
}

// class returns the class of readers that the visitor is of.
func (v Visitor) class() access.Class {
	if v.Class != "" {
		return v.Class
	}
	return access.ClassOf(v.Actor)
}

// doors adds everything that is not a page to the site.
func (s *Site) doors(mux *http.ServeMux) {
	if s.published != nil {
		mux.HandleFunc("GET /log/{path...}", s.logFile)
	}
	mux.HandleFunc("GET /healthz", s.health)
	if s.enter.Metrics != nil {
		mux.Handle("GET /metrics", s.enter.Metrics)
	}
	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.HandleFunc("GET /sitemap.xml", s.sitemap)
}

// who says who asks. Who cannot be told is a stranger.
func (s *Site) who(r *http.Request) Visitor {
	if s.enter.Who == nil {
		return Visitor{}
	}
	v, err := s.enter.Who(r)
	if err != nil {
		s.log.ErrorContext(r.Context(), "session", "err", err)
		return Visitor{}
	}
	return v
}

// logFile serves the files of the public register, to anyone and to any program.
func (s *Site) logFile(w http.ResponseWriter, r *http.Request) {
	path := r.PathValue("path")
	b, err := s.published.File(r.Context(), path)
	if errors.Is(err, mirror.ErrAbsent) {
		s.nowhere(w, r)
		return
	}
	if err != nil {
		s.trouble(w, s.lost(r), err)
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	switch {
	case strings.HasPrefix(path, "tile/"):
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	case strings.HasPrefix(path, "content/"):
		h.Set("Content-Type", "application/json")
	}
	send(w, r, http.StatusOK, b)
}

// health answers 200 only while a valid checkpoint can be made.
func (s *Site) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if s.enter.Healthy == nil {
		send(w, r, http.StatusServiceUnavailable, []byte("no checkpoint can be made\n"))
		return
	}
	if err := s.enter.Healthy(r.Context()); err != nil {
		s.log.ErrorContext(r.Context(), "health", "err", err)
		send(w, r, http.StatusServiceUnavailable, []byte("no checkpoint can be made\n"))
		return
	}
	send(w, r, http.StatusOK, []byte("ok\n"))
}

// robots lets programs read everything that is public and says where it is.
func (s *Site) robots(w http.ResponseWriter, r *http.Request) {
	text := "User-agent: *\nDisallow: /sign-in/\nDisallow: /invitation/\n"
	if s.base != "" {
		text += "Sitemap: " + s.base + "/sitemap.xml\n"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	send(w, r, http.StatusOK, []byte(text))
}

// sitemap lists every public page in every language.
func (s *Site) sitemap(w http.ResponseWriter, r *http.Request) {
	var all []string
	err := s.record.Enter(access.PublicClass, func(room *reading.Room) error {
		all = paths.Of(room, reader.Reads)
		if s.beside.Paths != nil {
			all = append(all, s.beside.Paths(room)...)
		}
		return nil
	})
	if err != nil {
		s.trouble(w, s.lost(r), err)
		return
	}
	b, err := paths.Map(s.base, s.book.Langs(), all)
	if err != nil {
		s.trouble(w, s.lost(r), err)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	send(w, r, http.StatusOK, b)
}

// proofName is the name under which a proof is downloaded.
func proofName(place register.Place) string { return fmt.Sprintf("entry-%d.proof.json", place) }
