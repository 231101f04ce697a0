package web

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/register"
)

// Doors is how people come in and how operators look in. Any of its functions
// may be nil: that door is then shut.
type Doors struct {
	// SignIn takes a one-time link and returns the token of a new session; ok is
	// false for a link that is used, expired or unknown, which are one answer.
	SignIn func(ctx context.Context, link string) (token string, until time.Time, ok bool, err error)
	// SignOut ends a session.
	SignOut func(ctx context.Context, token string) error
	// Who returns the actor of a session; a stranger if there is none.
	Who func(ctx context.Context, token string) (access.Actor, error)
	// Healthy makes, or confirms, a valid checkpoint of what is recorded.
	Healthy func(context.Context) error
	// Metrics serves figures in the form of Prometheus.
	Metrics http.Handler
}

// cookie is the name of the session's cookie. Its prefix has browsers hold it to
// this host, this path and a safe line.
const cookie = "__Host-chancery"

// doors adds everything that is not a page to the site.
func (s *Site) doors(mux *http.ServeMux) {
	if s.published != nil {
		mux.HandleFunc("GET /log/{path...}", s.logFile)
	}
	mux.HandleFunc("GET /healthz", s.health)
	if s.enter.Metrics != nil {
		mux.Handle("GET /metrics", s.enter.Metrics)
	}
	mux.HandleFunc("GET /sign-in/{link}", s.offerSignIn)
	mux.HandleFunc("POST /sign-in/{link}", s.signIn)
	mux.HandleFunc("POST "+signOut, s.signOut)
	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.HandleFunc("GET /sitemap.xml", s.sitemap)
}

// who says who asks: whose session the request's cookie is of.
func (s *Site) who(r *http.Request) access.Actor {
	c, err := r.Cookie(cookie)
	if err != nil || s.enter.Who == nil {
		return access.Actor{}
	}
	a, err := s.enter.Who(r.Context(), c.Value)
	if err != nil {
		s.log.ErrorContext(r.Context(), "session", "err", err)
		return access.Actor{}
	}
	return a
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

// offerSignIn shows the button that takes a link. Opening the address takes
// nothing, so a mail program that looks at links ahead uses none up.
func (s *Site) offerSignIn(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	f := s.bare(v, v.t.Say("signin.title"))
	f.NoIndex, f.Canonical, f.Langs = true, "", nil
	s.write(w, v, http.StatusOK, f, pages.SignIn(v.t, r.URL.Path))
}

// signIn takes a link and opens a session.
func (s *Site) signIn(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	if s.enter.SignIn == nil {
		s.nowhere(w, r)
		return
	}
	token, until, ok, err := s.enter.SignIn(r.Context(), r.PathValue("link"))
	if err != nil {
		s.trouble(w, v, err)
		return
	}
	if !ok {
		f := s.bare(v, v.t.Say("signin.used.title"))
		f.NoIndex, f.Canonical, f.Langs = true, "", nil
		s.write(w, v, http.StatusForbidden, f, pages.SignInUsed(v.t, f.Home))
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookie, Value: token, Path: "/", Expires: until, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, v.to("/"), http.StatusSeeOther)
}

// signOut ends the session, and has the browser forget what it kept.
func (s *Site) signOut(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(cookie); err == nil && s.enter.SignOut != nil {
		if err := s.enter.SignOut(r.Context(), c.Value); err != nil {
			s.trouble(w, s.lost(r), err)
			return
		}
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// robots lets programs read everything that is public and says where it is.
func (s *Site) robots(w http.ResponseWriter, r *http.Request) {
	text := "User-agent: *\nDisallow: /sign-in/\n"
	if s.base != "" {
		text += "Sitemap: " + s.base + "/sitemap.xml\n"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	send(w, r, http.StatusOK, []byte(text))
}

// maxSitemap is how many addresses one site map may have.
const maxSitemap = 50_000

// A siteURL is one address of the site map.
type siteURL struct {
	Loc string `xml:"loc"`
}

// sitemap lists every public page in every language.
func (s *Site) sitemap(w http.ResponseWriter, r *http.Request) {
	var paths []string
	err := s.record.Enter(access.PublicClass, func(room *reading.Room) error {
		paths = publicPaths(room)
		return nil
	})
	if err != nil {
		s.trouble(w, s.lost(r), err)
		return
	}
	set := struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []siteURL `xml:"url"`
	}{}
	for _, p := range paths {
		for _, l := range s.book.Langs() {
			if len(set.URLs) < maxSitemap {
				set.URLs = append(set.URLs, siteURL{s.base + "/" + string(l) + p})
			}
		}
	}
	b, err := xml.Marshal(set)
	if err != nil {
		s.trouble(w, s.lost(r), fmt.Errorf("site map: %w", err))
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	send(w, r, http.StatusOK, append([]byte(xml.Header), b...))
}

// publicPaths returns the path of every page that there is for a room.
func publicPaths(room *reading.Room) []string {
	ps := []string{"/"}
	for _, list := range [...]string{
		"sessions", "decisions", "acts", "statements", "proposals", "commitments", "members", "bodies", "rules",
		"presidency", "measures", "budgets", "awards", "bases", "programmes", "register", "verify", "record", "about",
	} {
		ps = append(ps, "/"+list)
	}
	for _, x := range room.Sessions() {
		ps = append(ps, "/sessions/"+string(x.ID))
	}
	for _, x := range room.Decisions() {
		ps = append(ps, "/decisions/"+string(x.ID))
		if len(x.Amends) > 0 {
			ps = append(ps, "/decisions/"+string(x.ID)+"/redline")
		}
	}
	for _, x := range room.Acts() {
		ps = append(ps, "/acts/"+string(x.ID))
	}
	for _, id := range room.ActsWithText(reader.Reads) {
		ps = append(ps, "/acts/"+string(id)+"/text", "/acts/"+string(id)+"/compare")
	}
	for _, x := range room.Rules() {
		ps = append(ps, "/rules/"+x.ID)
	}
	for _, x := range room.Statements() {
		ps = append(ps, "/statements/"+string(x.ID))
	}
	for _, x := range room.Proposals() {
		ps = append(ps, "/proposals/"+string(x.ID))
	}
	for _, x := range room.Commitments() {
		ps = append(ps, "/commitments/"+string(x.ID))
	}
	for _, x := range room.Programmes() {
		ps = append(ps, "/programmes/"+string(x.ID))
	}
	for _, x := range room.Publications() {
		ps = append(ps, "/publications/"+string(x.ID))
	}
	for _, x := range room.Members() {
		ps = append(ps, "/members/"+string(x.ID))
	}
	for _, x := range room.Bodies() {
		ps = append(ps, "/bodies/"+x.ID)
	}
	return ps
}

// proofName is the name under which a proof is downloaded.
func proofName(place register.Place) string { return fmt.Sprintf("entry-%d.proof.json", place) }
