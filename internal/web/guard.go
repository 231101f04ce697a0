package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"chancery.example/chancery/internal/web/static"
)

const (
	bodyLimit = 8 << 20          // of a request; the largest is a document to verify
	urlLimit  = 4096             // a rule is tried on a council of 190 in the address
	timeLimit = 10 * time.Second // for making a page
)

// policy is the content security policy: everything from this site, and no
// script at all.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard puts every answer under the same headers and every request under the
// same limits, and is where a panic ends.
func (s *Site) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, s.lost(r), http.StatusForbidden, nil, "")
	}))
	safe := cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.trouble(w, s.lost(r), fmt.Errorf("panic: %v", p))
			} else if p != nil {
				panic(p)
			}
		}()
		if len(r.URL.Path)+len(r.URL.RawQuery) > urlLimit {
			s.answer(w, s.lost(r), http.StatusNotFound, nil, "")
			return
		}
		if s.enter.Pass != nil && !strings.HasPrefix(r.URL.Path, static.Prefix) {
			if err := s.enter.Pass(r); err != nil {
				s.trouble(w, s.lost(r), err)
				return
			}
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeLimit)
		defer cancel()
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
		safe.ServeHTTP(w, r.WithContext(ctx))
	})
}
