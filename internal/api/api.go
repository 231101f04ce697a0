// Package api is the record and its commands for programs: the views of package
// reading as JSON at addresses of their own, and the commands of the council in
// their one JSON form. Its description, in OpenAPI 3.1, is made from the same types.
//
// A program shows a token, which stands for a person in one capacity; without one it
// reads what everybody reads. Cookies count for nothing here, so no page of another
// site can speak through a browser.
package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/register"
)

// Root is what every address of the API begins with.
const Root = "/api/v1"

// ErrToken is returned by Who for a token that is none, or none any more.
var ErrToken = errors.New("token")

// A Caller is who shows a token. The zero value is everybody: it reads what is public
// and gives no command.
type Caller struct {
	Class   access.Class
	Actor   access.Actor
	Mandate string   // under which Actor acts; empty: none
	Gives   []string // the commands that the token is for
}

// A Config is what an API is made over. Its functions may be called by many at once.
type Config struct {
	// Enter calls f in the room of a class, while nothing in it changes.
	Enter func(c access.Class, f func(*reading.Room) error) error
	// Who returns who shows a token, or an error that is ErrToken.
	Who func(ctx context.Context, token string) (Caller, error)
	// Do carries out an order.
	Do func(ctx context.Context, o secretariat.Order) (secretariat.Receipt, error)
	// Log has the entries of the register; nil: they are not served.
	Log *mirror.Log
	// Version is of the program that serves.
	Version string
	// Failures is where failures are logged, each once.
	Failures *slog.Logger
}

// An API answers programs.
type API struct {
	Config
	description []byte
	tag         string // the ETag of the description
}

// New makes an API, and its description.
func New(c Config) (*API, error) {
	b, err := describe(c.Version, c.Log != nil)
	if err != nil {
		return nil, err
	}
	return &API{c, b, tagOf(0, b)}, nil
}

// Add puts the addresses into a table. Every address that begins with Root and is
// not there is answered here too, as a problem.
func (a *API) Add(mux *http.ServeMux) {
	mux.HandleFunc("GET "+Root+"/openapi.json", a.describe)
	for _, p := range places {
		path := p.path
		if strings.HasSuffix(path, "/") {
			path += "{$}" // and not all below
		}
		mux.HandleFunc("GET "+Root+path, a.read(func(w http.ResponseWriter, r *http.Request, c Caller) error { return a.view(w, r, c, p) }))
	}
	if a.Log != nil {
		mux.HandleFunc("GET "+Root+"/entries", a.read(a.entries))
		mux.HandleFunc("GET "+Root+"/entries/{place}", a.read(a.entry))
	}
	mux.HandleFunc("POST "+Root+"/commands/{command}", a.read(a.command))
	mux.HandleFunc("/api/", a.nowhere)
}

// describe sends the description.
func (a *API) describe(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, no-cache")
	send(w, r, "application/vnd.oai.openapi+json;version=3.1", a.tag, a.description)
}

// read finds out who calls before f answers, and turns its error into a problem.
func (a *API) read(f func(http.ResponseWriter, *http.Request, Caller) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Vary", "Authorization")
		h.Set("Cache-Control", "public, no-cache")
		var c Caller
		if token := r.Header.Get("Authorization"); token != "" {
			h.Set("Cache-Control", "private, no-store")
			var err error
			if c, err = a.who(r.Context(), token); err != nil {
				a.trouble(w, r, err)
				return
			}
		}
		if err := f(w, r, c); err != nil {
			a.trouble(w, r, err)
		}
	}
}

// who returns who shows what stands in the header Authorization. RFC 6750, section 2.1.
func (a *API) who(ctx context.Context, header string) (Caller, error) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || len(token) > 200 {
		return Caller{}, ErrToken
	}
	return a.Who(ctx, token)
}

// send answers with JSON that may be kept until it changes.
func send(w http.ResponseWriter, r *http.Request, media, tag string, b []byte) {
	w.Header().Set("ETag", tag)
	for part := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if part = strings.TrimSpace(part); part == tag || part == "*" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	answer(w, r, media, http.StatusOK, b)
}

// answer writes a whole answer.
func answer(w http.ResponseWriter, r *http.Request, media string, code int, b []byte) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b) // a caller who has gone needs no answer
	}
}

// placeOf reads a place in the one form that it is written in.
func placeOf(text string) (register.Place, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return register.Place(n), err == nil && n >= 0 && strconv.FormatInt(n, 10) == text
}
