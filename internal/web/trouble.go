package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/limit"
	"chancery.example/chancery/internal/web/pages"
)

// status gives each kind of refusal its HTTP status.
var status = map[council.Kind]int{
	council.Unknown:   http.StatusNotFound,
	council.Malformed: http.StatusBadRequest,
	council.Forbidden: http.StatusForbidden,
	council.OutOfTime: http.StatusConflict,
	council.NotMet:    http.StatusUnprocessableEntity,
}

// trouble answers with the page of an error. It is the one place where an error
// becomes something that a reader sees.
func (s *Site) trouble(w http.ResponseWriter, v *visit, err error) {
	if errors.Is(err, ErrConfirm) {
		s.leadToConfirm(w, v, v.URL.RequestURI())
		return
	}
	code, ref := http.StatusInternalServerError, ""
	var reasons []string
	refusal, refused := errors.AsType[*council.Refusal](err)
	wait, busy := errors.AsType[limit.Wait](err)
	tooBig, isTooBig := errors.AsType[*http.MaxBytesError](err)
	switch {
	case refused:
		s.noteRefusal(v, refusal)
		code = status[refusal.Kind]
		reasons = s.reasons(v, refusal)
	case busy:
		code = http.StatusTooManyRequests
		w.Header().Set("Retry-After", strconv.FormatInt(wait.Seconds(), 10))
		reasons = []string{v.t.Count("error.429.wait", wait.Seconds())}
	case isTooBig:
		code = http.StatusRequestEntityTooLarge
		s.log.InfoContext(v.Context(), "request too large", "path", v.URL.Path, "limit", tooBig.Limit)
	default:
		ref = reference()
		s.log.ErrorContext(v.Context(), "page", "path", v.URL.Path, "reference", ref, "err", err)
	}
	s.answer(w, v, code, reasons, ref)
}

// noteRefusal logs what somebody may not have, and what no page of this site would
// have sent. What is not there is logged alike, whether it is not there for anybody or
// not for this reader.
func (s *Site) noteRefusal(v *visit, r *council.Refusal) {
	if r.Kind == council.Unknown || r.Kind == council.Forbidden || r.Kind == council.Malformed {
		s.log.InfoContext(v.Context(), "refused", "status", status[r.Kind], "method", v.Method, "path", v.URL.Path, "account", v.Account, "actor", v.Actor.String())
	}
}

// reasons are the sentences of a refusal. What is not there gives none: the same
// answer comes for what is not for this reader.
func (s *Site) reasons(v *visit, r *council.Refusal) []string {
	if r.Kind == council.Unknown {
		return nil
	}
	var all []string
	for _, f := range r.Faults {
		value := f.Value
		if key := "fault." + value; (f.Code == council.CodeSilence || f.Code == council.CodeAcceptance) && v.t.Has(key) {
			value = v.t.Say(key)
		}
		all = append(all, v.t.Say("refusal."+string(f.Code), "field", f.Field, "value", value))
	}
	if clause, _ := r.Clause.In(v.t.Lang()); clause != "" {
		all = append(all, v.t.Say("refusal.clause", "clause", clause))
	}
	return all
}

// answer writes the page of a status.
func (s *Site) answer(w http.ResponseWriter, v *visit, code int, reasons []string, ref string) {
	key := "error." + strconv.Itoa(code) + "."
	f := s.bare(v, v.t.Say(key+"title"))
	f.NoIndex = true
	body := pages.Troubled(v.t, pages.Trouble{
		Title: f.Title, What: v.t.Say(key + "what"), Reasons: reasons, Safe: v.t.Say(key + "safe"), Next: v.t.Say(key + "next"),
		Home: pages.Link{Text: v.t.Say("site.home"), URL: f.Home}, Reference: ref,
	})
	s.write(w, v, code, f, body)
}

// write answers with a page that is not kept.
func (s *Site) write(w http.ResponseWriter, v *visit, code int, f pages.Frame, body templ.Component) {
	b, err := render(v.Context(), f, body)
	if err != nil {
		s.log.ErrorContext(v.Context(), "page", "path", v.URL.Path, "err", err)
		http.Error(w, f.Title, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	send(w, v.Request, code, b)
}

// reference is what a reader can tell the secretariat about a failure.
func reference() string { return strings.ToLower(rand.Text()[:8]) }

// nowhere answers for addresses that are not in the list, in the language of the
// address or else of the browser.
func (s *Site) nowhere(w http.ResponseWriter, r *http.Request) {
	v := s.lost(r)
	code := http.StatusNotFound
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		code = http.StatusMethodNotAllowed
	}
	s.answer(w, v, code, nil, "")
}

// lost begins a visit to no page.
func (s *Site) lost(r *http.Request) *visit {
	l := s.book.Prefer(r.Header.Get("Accept-Language"), s.first)
	for _, have := range s.book.Langs() {
		if p := "/" + string(have); r.URL.Path == p || len(r.URL.Path) > len(p) && r.URL.Path[:len(p)+1] == p+"/" {
			l = have
		}
	}
	v := s.visit(r, l)
	v.Visitor = Visitor{}
	v.path = "/" // the switch of language leads home: there is no such page in any
	return v
}
