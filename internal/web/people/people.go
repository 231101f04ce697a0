// Package people serves what is a person's own: signing in and out, invitations,
// passkeys, sessions, the choice of a capacity, and being verified afresh.
//
// Every page works by keyboard and says what to do without a script, without a
// passkey and without a key at all. No address here changes anything when it is only
// opened: links are taken by a button, and forms of other sites are refused by the
// guard of the site.
package people

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/words"
)

// A Site lends its language, its frame and its way to say that something failed.
type Site interface {
	Tongue(r *http.Request) *locale.Tongue
	Show(w http.ResponseWriter, r *http.Request, code int, title string, script bool, body templ.Component)
	Trouble(w http.ResponseWriter, r *http.Request, err error)
	Capacity(r *http.Request, actor string) string
}

// A Desk is these pages for one site.
type Desk struct {
	Door  *door.Door
	Site  Site
	Langs []words.Lang
	Gate  *Gate
	// Commands are the names of those that a program may be let give.
	Commands []string
}

// Cookies. Their prefix has browsers hold them to this host and a safe line.
const (
	sessionCookie = "__Host-chancery"       // of a session
	freshCookie   = "__Host-chancery-fresh" // of a fresh verification
	awayCookie    = "__Host-chancery-away"  // while its person is at the provider
)

// PassOf returns what a request shows at the door.
func PassOf(r *http.Request) door.Pass {
	return door.Pass{Session: value(r, sessionCookie), Fresh: value(r, freshCookie)}
}

func value(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// give sets a cookie until a moment; without a value it is taken away. Lax: who comes
// back from the provider is led here from there, and has to be known.
func give(w http.ResponseWriter, name, value string, until time.Time) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", Expires: until, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if value == "" {
		c.Expires, c.MaxAge = time.Time{}, -1
	}
	http.SetCookie(w, c)
}

// enter gives the browser what an entry brought.
func (v *visit) enter(e door.Entry) {
	give(v.w, sessionCookie, e.Session, e.Until)
	if e.Pass.Fresh != "" || v.pass.Fresh != "" {
		give(v.w, freshCookie, e.Pass.Fresh, e.Acts)
	}
}

// Add puts every address of the desk into a table.
func (d *Desk) Add(mux *http.ServeMux) {
	for _, l := range d.Langs {
		at := "/" + string(l)
		for _, p := range []struct {
			pattern string
			do      visitFunc
		}{
			{"GET " + at + "/sign-in", d.signInPage}, {"POST " + at + "/sign-in", d.signIn},
			{"POST " + at + "/sign-in/provider", d.leave},
			{"GET " + at + "/lost-key", d.lostPage}, {"GET " + at + "/signed-out", d.outPage},
			{"GET " + at + "/me", d.minePage},
			{"GET " + at + "/me/capacity", d.choosePage}, {"POST " + at + "/me/capacity", d.choose},
			{"GET " + at + "/me/confirm", d.confirmPage}, {"POST " + at + "/me/confirm", d.confirm},
			{"POST " + at + "/me/confirm/code", d.confirmByCode}, {"POST " + at + "/me/confirm/provider", d.leaveToConfirm},
			{"GET " + at + "/me/keys/add", d.addKeyPage}, {"POST " + at + "/me/keys/add", d.addKey},
			{"GET " + at + "/me/keys/remove", d.removeKeyPage}, {"POST " + at + "/me/keys/remove", d.removeKey},
			{"GET " + at + "/me/tokens", d.tokensPage}, {"POST " + at + "/me/tokens/end", d.endToken},
			{"GET " + at + "/me/tokens/add", d.addTokenPage}, {"POST " + at + "/me/tokens/add", d.addToken},
			{"POST " + at + "/me/sessions/end", d.endSession}, {"POST " + at + "/me/sessions/end-others", d.endOthers},
		} {
			mux.Handle(p.pattern, d.visit(p.do))
		}
	}
	mux.Handle("GET /sign-in/{link}", d.visit(d.linkPage))
	mux.Handle("POST /sign-in/{link}", d.visit(d.takeLink))
	mux.Handle("GET "+door.ReturnPath, d.visit(d.comeBack))
	mux.Handle("GET /invitation/{link}", d.visit(d.invitationPage))
	mux.Handle("POST /invitation/{link}", d.visit(d.accept))
	mux.Handle("POST /sign-out", d.visit(d.signOut))
}

// A visit is one request to the desk.
type visit struct {
	w http.ResponseWriter
	*http.Request
	t    *locale.Tongue
	pass door.Pass
	desk *Desk
}

type visitFunc func(*visit) error

// maxForm is the most bytes of a form here.
const maxForm = 128 << 10

// visit turns what answers a visit into a handler, and says what went wrong.
func (d *Desk) visit(f visitFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		v := &visit{w: w, Request: r, t: d.Site.Tongue(r), pass: PassOf(r), desk: d}
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer") // addresses here hold secrets
		err := f(v)
		switch {
		case err == nil:
		case errors.Is(err, door.ErrConfirm):
			v.lead(v.to("/me/confirm") + "?back=" + url.QueryEscape(v.here()))
		case errors.Is(err, door.ErrShut):
			v.show(http.StatusForbidden, "door.shut.title", shutPage(v))
		case errors.Is(err, door.ErrLocked):
			v.show(http.StatusForbidden, "door.locked.title", lockedPage(v))
		default:
			d.Site.Trouble(w, r, err)
		}
	})
}

// to returns the address of a page in the language of the visit.
func (v *visit) to(path string) string { return "/" + string(v.t.Lang()) + path }

// here is the page that the person is at: the address itself, or the person's own
// page when it only takes forms.
func (v *visit) here() string {
	if v.Method == http.MethodGet {
		return v.URL.RequestURI()
	}
	return v.to("/me")
}

func (v *visit) say(key string, pairs ...string) string { return v.t.Say(key, pairs...) }

// lead leads the browser to a page of this site.
func (v *visit) lead(path string) error {
	http.Redirect(v.w, v.Request, path, http.StatusSeeOther)
	return nil
}

func (v *visit) show(code int, title string, body templ.Component) error {
	v.desk.Site.Show(v.w, v.Request, code, v.say(title), false, body)
	return nil
}

// policy is the content security policy of pages that ask for a passkey or send
// people to the provider: as everywhere, and the one script.
func policy(provider string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'" + strings.TrimRight(" "+provider, " ") + "; base-uri 'none'; frame-ancestors 'none'"
}

// showAsking shows a page with the script for passkeys.
func (v *visit) showAsking(code int, title string, body templ.Component) error {
	v.w.Header().Set("Content-Security-Policy", policy(v.desk.Door.Origin()))
	v.desk.Site.Show(v.w, v.Request, code, v.say(title), true, body)
	return nil
}

// Back reads where somebody wants to go after a step: an address of this site, or
// the one that is given instead.
func Back(path, otherwise string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || !strings.HasPrefix(path, "/") ||
		strings.HasPrefix(path, "//") || strings.ContainsFunc(path, func(r rune) bool { return r == '\\' || r <= ' ' || r == 0x7f }) {
		return otherwise
	}
	return path
}

// Device says of a browser what its owner knows it by: "Firefox, Linux".
func Device(agent string) string {
	find := func(list [][2]string) string {
		for _, x := range list {
			if strings.Contains(agent, x[0]) {
				return x[1]
			}
		}
		return ""
	}
	program := find([][2]string{{"Firefox/", "Firefox"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"YaBrowser/", "Yandex Browser"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}})
	system := find([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}})
	switch {
	case program == "":
		return system
	case system == "":
		return program
	}
	return program + ", " + system
}
