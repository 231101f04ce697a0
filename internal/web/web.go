// Package web is the web site of one council: its routes, the frame around every
// page, and the one place where an error becomes something that a reader sees.
// Templates are in pages, files in static, drawings in picture.
//
// A page is made from a view that package reading gives to the reader's class and
// is kept as bytes until something it was made from changes. Pages work without
// scripts. Handlers return a page or an error: a *council.Refusal is shown in
// full and noted, any other error is logged once under a reference, and
// only the reference is shown.
package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/internal/web/texts"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Record is what the site shows. Its functions may be called by many at once.
type Record struct {
	// Enter calls f in the room of a class, while nothing in it changes. f is
	// quick and keeps nothing of the room but the views it took.
	Enter func(c access.Class, f func(*reading.Room) error) error
	// Fresh reports whether nothing that was read for a class has changed.
	Fresh func(c access.Class, rs reading.Reads) bool
	// Size is how many entries there are. While it stays, so does every page.
	Size func() register.Place
}

// A Site is the web site of one council.
type Site struct {
	record    Record
	enter     Doors
	published *mirror.Log
	book      *locale.Book
	files     *static.Set
	log       *slog.Logger
	base      string     // "https://council.example", or empty
	first     words.Lang // for those who ask for no language that there is
	kept      *keeper
	texts     *texts.Keeper
	deeds     Deeds
	beside    Beside
}

// A Config is what differs between sites.
type Config struct {
	Record   Record
	Doors    Doors
	Deeds    Deeds       // the pages on which commands are given; nil: there are none
	Beside   Beside      // what other rooms add to pages
	Log      *mirror.Log // the register as files; nil: not served
	Theme    static.Theme
	Base     string       // absolute address without a slash at the end; empty if it is not known
	Lang     words.Lang   // for those who ask for no language that there is
	Failures *slog.Logger // where failures are logged, each once
}

// New makes a site.
func New(c Config) (*Site, error) {
	book, err := locale.Load()
	if err != nil {
		return nil, err
	}
	if _, ok := book.In(c.Lang); !ok {
		return nil, fmt.Errorf("language %q: want one of %v", c.Lang, book.Langs())
	}
	files, err := static.Build(c.Theme)
	if err != nil {
		return nil, err
	}
	return &Site{record: c.Record, enter: c.Doors, published: c.Log, book: book, files: files, log: c.Failures, base: c.Base, first: c.Lang, kept: newKeeper(keptBytes), texts: texts.New(c.Log.Text), deeds: c.Deeds, beside: c.Beside}, nil
}

// A visit is one reader's request for one page.
type visit struct {
	*http.Request
	Visitor
	t    *locale.Tongue
	path string     // of the page in any language: "/sessions/8f2c"
	kept url.Values // the form that the visitor comes back to; nil: none
}

// to returns the address of a page in the language of the visit.
func (v *visit) to(path string) string { return "/" + string(v.t.Lang()) + path }

// A page is what a maker makes: the content and what the frame says of it.
type page struct {
	title       string
	description string
	section     string       // the word of the service navigation it belongs to
	crumbs      []pages.Link // between home and the page
	foot        []pages.Link // beside those that every page has
	forms       []pages.Form // the same content as files
	more        bool         // it shows this reader what a stranger does not see
	body        templ.Component
}

// A maker makes a page from what a room shows. It is called while the state is
// held, so it takes views and leaves the work of the page to the body.
type maker func(*visit, *reading.Room) (page, error)

// A route is one kind of page, in every language.
type route struct {
	path string // "/sessions/{id}"
	make maker
}

// Handler returns the whole site. Every page is in routes, every other address
// is in this function or in more, which adds patterns to the same table.
func (s *Site) Handler(more ...func(*http.ServeMux)) http.Handler {
	mux := http.NewServeMux()
	for _, l := range s.book.Langs() {
		for _, r := range s.routes() {
			mux.Handle("GET /"+string(l)+r.path, s.page(l, r.make))
		}
	}
	mux.HandleFunc("GET /{$}", s.choose)
	mux.HandleFunc("GET "+static.Prefix, s.file)
	s.doors(mux)
	s.entries(mux)
	s.doing(mux)
	for _, add := range more {
		add(mux)
	}
	mux.HandleFunc("/", s.nowhere)
	return s.guard(mux)
}

// choose sends a reader to the language that suits the browser.
func (s *Site) choose(w http.ResponseWriter, r *http.Request) {
	l := s.book.Prefer(r.Header.Get("Accept-Language"), s.first)
	w.Header().Set("Vary", "Accept-Language")
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, "/"+string(l)+"/", http.StatusFound)
}

// file serves a file under its hashed name, which never means another file.
func (s *Site) file(w http.ResponseWriter, r *http.Request) {
	f, ok := s.files.File(r.URL.Path)
	if !ok {
		s.nowhere(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	body := f.Bytes
	if f.Gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = f.Gzipped
		}
	}
	send(w, r, http.StatusOK, body)
}

// page turns a maker into a handler: a kept page if there is a fresh one, else a
// new one, which is then kept.
func (s *Site) page(l words.Lang, f maker) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r, l)
		key := keptKey{r.URL.Path, v.key()}
		plain := r.URL.RawQuery == ""
		class := v.class()
		if k, ok := s.kept.get(key); ok && plain && s.fresh(k, class) {
			k.send(w, r, v.Account != "")
			return
		}
		k, err := s.make(v, class, f)
		if err != nil {
			s.trouble(w, v, err)
			return
		}
		if plain {
			s.kept.put(key, k)
		}
		k.send(w, r, v.Account != "")
	})
}

// fresh reports whether a kept page still is what would be made. What it was made
// from is gone through once for each state.
func (s *Site) fresh(k *kept, class access.Class) bool {
	size := int64(s.record.Size()) // before: a state that comes meanwhile is looked at again
	if k.seen.Load() == size {
		return true
	}
	if !s.record.Fresh(class, k.reads) {
		return false
	}
	k.seen.Store(size)
	return true
}

// visit begins a visit in a language.
func (s *Site) visit(r *http.Request, l words.Lang) *visit {
	t, _ := s.book.In(l)
	v := &visit{Request: r, t: t, path: strings.TrimPrefix(r.URL.Path, "/"+string(l))}
	v.Visitor = s.who(r)
	return v
}

// make makes the bytes of a page. The view is taken while the state is held, the
// page is written after.
func (s *Site) make(v *visit, class access.Class, f maker) (*kept, error) {
	var p page
	var frame pages.Frame
	var reads reading.Reads
	err := s.record.Enter(class, func(room *reading.Room) error {
		var err error
		if p, err = f(v, room); err != nil {
			return err
		}
		frame = s.frame(v, p, room)
		reads = room.Reads()
		return nil
	})
	if err != nil {
		return nil, err
	}
	frame.AsOf = v.t.Say("site.asof", "n", v.t.Number(max(int64(reads.Last)-1, 0)))
	b, err := render(v.Context(), frame, p.body)
	if err != nil {
		return nil, err
	}
	return newKept(b, reads)
}

// render writes a page.
func render(ctx context.Context, f pages.Frame, body templ.Component) ([]byte, error) {
	var b strings.Builder
	if err := pages.Around(pages.Page(f), body).Render(ctx, &b); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return []byte(b.String()), nil
}

// NewServer returns a server with the limits that a site on the open network
// needs. The caller sets its address.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute, // a slow line takes a while for a whole session
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}
