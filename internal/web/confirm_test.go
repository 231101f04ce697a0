package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/limit"
	"chancery.example/chancery/internal/secretariat"
)

func TestWhoHasToBeVerifiedAfreshIsLedThereAndBack(t *testing.T) {
	h := open(t)
	w := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/en/do/x?a=b", nil)
	h.trouble(w, h.lost(r), ErrConfirm)
	if got := w.Header().Get("Location"); w.Code != 303 || got != "/en/me/confirm?back=%2Fen%2Fdo%2Fx%3Fa%3Db" {
		t.Errorf("%d to %s", w.Code, got)
	}
}

// TestWhoWasVerifiedAfreshComesBackToTheFilledForm confirms a form with a session
// that was not verified afresh: nothing is done, no value is in an address, and the
// way back shows the answers to be checked, and does nothing either.
func TestWhoWasVerifiedAfreshComesBackToTheFilledForm(t *testing.T) {
	g := onStage(t)
	var kept url.Values
	done := 0
	site := *g.Site
	site.enter.Do = func(*http.Request, secretariat.Order) (secretariat.Receipt, error) {
		done++
		return secretariat.Receipt{}, ErrConfirm
	}
	site.enter.Keep = func(_ *http.Request, f url.Values) (string, error) { kept = f; return "name", nil }
	site.enter.Kept = func(_ *http.Request, name string) (url.Values, error) {
		if name == "name" {
			return kept, nil
		}
		return nil, nil
	}
	h := site.Handler()
	ask := func(method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: "secretariat"})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	form := url.Values{"points.1.en": {"A word nobody else types: zyzzyva"}, "_key": {"k-1"}, "_seen": {"12"}, "step": {"confirm"}}
	w := ask("POST", "/en/do/record-statement", form)
	const to = "/en/me/confirm?back=%2Fen%2Fdo%2Frecord-statement%3Fkept%3Dname"
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != to {
		t.Fatalf("%d to %s", w.Code, got)
	}
	w = ask("GET", "/en/do/record-statement?kept=name", nil)
	page := w.Body.String()
	for _, want := range []string{"zyzzyva", `value="k-1"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the way back (%d) does not hold %q", w.Code, want)
		}
	}
	if w := ask("GET", "/en/do/record-statement?kept=other", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "is not kept any more") || strings.Contains(w.Body.String(), "zyzzyva") {
		t.Errorf("a form that is not kept: %d", w.Code)
	}
	if done != 1 {
		t.Errorf("%d orders were given, want 1", done)
	}
}

func TestWhoAsksTooOftenIsToldHowLongToWait(t *testing.T) {
	g := onStage(t)
	site := *g.Site
	site.enter.Pass = func(*http.Request) error { return limit.Wait(21 * time.Second) }
	h := site.Handler()
	for path, want := range map[string]string{"/en/": "It goes on in 21 seconds.", "/ru/sessions": "Продолжить можно через 21 секунду."} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "21" || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, Retry-After %q\n%s", path, w.Code, w.Header().Get("Retry-After"), w.Body.String())
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", g.files.Style(), nil))
	if w.Code != http.StatusOK {
		t.Errorf("a file of the site: %d", w.Code)
	}
}

// TestARefusalIsLoggedAndTheReaderIsToldNothingMore asks as a delegate for what is
// kept from it, for what is not there, and for what is not its own to give.
func TestARefusalIsLoggedAndTheReaderIsToldNothingMore(t *testing.T) {
	g := onStage(t)
	var log strings.Builder
	site := *g.Site
	site.log = slog.New(slog.NewTextHandler(&log, nil))
	h := site.Handler()
	ask := func(method, path string) int {
		log.Reset()
		r := httptest.NewRequest(method, path, strings.NewReader("step=confirm"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: "member.uz"})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code
	}
	for _, tt := range []struct {
		method, path string
		code         int
	}{
		{"GET", g.address(t, "/en/statements/{narrow-record}"), http.StatusNotFound},
		{"GET", "/en/statements/0000000000000", http.StatusNotFound},
		{"GET", "/en/do/close-case", http.StatusNotFound},
		{"POST", "/en/do/take-stance", http.StatusForbidden},
	} {
		code := ask(tt.method, tt.path)
		want := fmt.Sprintf("status=%d method=%s path=%s ", tt.code, tt.method, tt.path)
		if code != tt.code || strings.Count(log.String(), "msg=refused "+want) != 1 || !strings.Contains(log.String(), "actor=member:uz") {
			t.Errorf("%s %s: %d, logged %q", tt.method, tt.path, code, log.String())
		}
	}
}
