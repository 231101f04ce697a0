package web

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/register"
)

// A house is a site over a council that has its charter and nothing else.
type house struct {
	*Site
	handler http.Handler
	mu      sync.Mutex
	tell    func(council.Facts) // records a public fact
	entered int                 // how often a view was made
	log     strings.Builder
}

func open(t *testing.T) *house {
	t.Helper()
	ch, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	state := council.NewState()
	h := &house{}
	record := func(e council.Event) {
		e.Audience, e.Cause = access.Public, -1
		state.Apply(e, state.Size, time.Unix(0, 0))
	}
	h.tell = func(f council.Facts) {
		record(council.Event{Type: "recorded.v1", Subject: council.NewID(1), Body: &council.Recorded{Facts: f}})
	}
	record(council.Event{Type: "charter-established.v1", Body: &council.CharterEstablished{Charter: *ch}})
	h.Site, err = New(Config{
		Record: Record{
			Enter: func(c access.Class, f func(*reading.Room) error) error {
				h.mu.Lock()
				defer h.mu.Unlock()
				h.entered++
				return f(reading.Enter(state, c))
			},
			Fresh: func(c access.Class, rs reading.Reads) bool { return reading.Fresh(state, c, rs) },
			Size:  func() register.Place { return state.Size },
		},
		// In these tests the cookie says whose it is.
		Doors:    Doors{Who: byCookie},
		Theme:    static.Theme{Accent: ch.Accent, Name: ch.Name},
		Base:     "https://council.example",
		Lang:     "ru",
		Failures: slog.New(slog.NewTextHandler(&h.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.handler = h.Handler()
	return h
}

// byCookie is who the cookie says.
func byCookie(r *http.Request) (Visitor, error) {
	c, err := r.Cookie("__Host-chancery")
	if err != nil {
		return Visitor{}, nil
	}
	a, err := access.ParseActor(strings.ReplaceAll(c.Value, ".", ":"))
	if err != nil || a.Role == access.Stranger {
		return Visitor{}, err
	}
	return Visitor{Actor: a, Account: c.Value}, nil
}

// ask sends a request with headers given as name, value, name, value.
func (h *house) ask(method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func TestEveryAnswerHasTheSameHeaders(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/", "/ru/members", "/ru/nothing", h.files.Style(), "/static/nothing.css"} {
		w := h.ask("GET", path)
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestTheLanguageIsInTheAddress(t *testing.T) {
	h := open(t)
	for _, tt := range []struct{ accept, to string }{{"ru", "/ru/"}, {"en-GB,en", "/en/"}, {"fr", "/ru/"}, {"", "/ru/"}} {
		w := h.ask("GET", "/", "Accept-Language", tt.accept)
		if w.Code != http.StatusFound || w.Header().Get("Location") != tt.to || w.Header().Get("Vary") != "Accept-Language" {
			t.Errorf("%q: %d to %s", tt.accept, w.Code, w.Header().Get("Location"))
		}
	}
	body := h.ask("GET", "/ru/members").Body.String()
	for _, want := range []string{
		`<html lang="ru"`, `href="/en/members"`, `hreflang="en"`, `<link rel="canonical" href="https://council.example/ru/members">`,
		`<link rel="alternate" hreflang="en" href="https://council.example/en/members">`, `href="#main"`, `aria-current="true">Государства`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestNoPageHoldsAScriptOrAStyle(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/ru/members", "/en/members", "/en/nothing"} {
		body := h.ask("GET", path).Body.String()
		for _, never := range []string{"<script", " style=", " onclick=", "javascript:", "⟦"} {
			if strings.Contains(body, never) {
				t.Errorf("%s holds %s", path, never)
			}
		}
	}
}

func TestAPageIsKeptUntilWhatItShowsChanges(t *testing.T) {
	h := open(t)
	first := h.ask("GET", "/ru/members")
	again := h.ask("GET", "/ru/members")
	if h.entered != 1 || first.Body.String() != again.Body.String() {
		t.Errorf("two requests made %d pages", h.entered)
	}
	etag := first.Header().Get("ETag")
	if w := h.ask("GET", "/ru/members", "If-None-Match", etag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("what the browser has is still good, and it gets %d with %d bytes", w.Code, w.Body.Len())
	}
	h.ask("GET", "/ru/members?page=2")
	if h.entered != 2 {
		t.Errorf("a page with a query is made anew: %d", h.entered)
	}
	h.tell(&council.Status{Member: "kz", Standing: charter.Partner})
	if w := h.ask("GET", "/ru/members", "If-None-Match", etag); w.Code != http.StatusOK || w.Header().Get("ETag") == etag {
		t.Errorf("after a change the answer is %d", w.Code)
	}
}

func TestEachReaderIsKeptAPageOfTheirOwn(t *testing.T) {
	h := open(t)
	public := h.ask("GET", "/en/members").Body.String()
	delegate := h.ask("GET", "/en/members", "Cookie", "__Host-chancery"+"=member:kz")
	if body := delegate.Body.String(); !strings.Contains(body, "a delegate of Kazakhstan") || !strings.Contains(body, `content="noindex"`) {
		t.Error("a delegate is not told in what capacity they read")
	}
	if got := delegate.Header().Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("a delegate's page may be kept on the way: %s", got)
	}
	if h.ask("GET", "/en/members").Body.String() != public {
		t.Error("a stranger gets what was made for a delegate")
	}
}

func TestPagesAreSentCompressed(t *testing.T) {
	h := open(t)
	plain := h.ask("GET", "/ru/members").Body.String()
	w := h.ask("GET", "/ru/members", "Accept-Encoding", "br, gzip")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != plain || w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("the compressed page differs: %v", err)
	}
	if w := h.ask("GET", "/ru/members", "Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a browser that does not read gzip gets it")
	}
	if w := h.ask("HEAD", "/ru/members"); w.Code != http.StatusOK || w.Body.Len() > 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	h := open(t)
	w := h.ask("GET", h.files.Style(), "Accept-Encoding", "gzip")
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("style sheet: %d, %v", w.Code, w.Header())
	}
	css := h.ask("GET", h.files.Style()).Body.String()
	font := regexp.MustCompile(`/static/[^"]*woff2`).FindString(css)
	if w := h.ask("GET", font, "Accept-Encoding", "gzip"); w.Code != http.StatusOK || w.Header().Get("Content-Encoding") != "" || w.Header().Get("Content-Type") != "font/woff2" {
		t.Errorf("font: %d, %v", w.Code, w.Header())
	}
	if w := h.ask("GET", "/static/chancery-000000000000.css"); w.Code != http.StatusNotFound {
		t.Errorf("a file that is not there: %d", w.Code)
	}
}

func TestWhatIsNotThereIsAPageInTheLanguageOfTheAddress(t *testing.T) {
	h := open(t)
	for _, tt := range []struct {
		method, path, accept, want string
		code                       int
	}{
		{"GET", "/ru/nothing", "en", "Страница не найдена", http.StatusNotFound},
		{"GET", "/en/nothing", "ru", "Page not found", http.StatusNotFound},
		{"GET", "/nothing", "en", "Page not found", http.StatusNotFound},
		{"GET", "/english", "ru", "Страница не найдена", http.StatusNotFound},
		{"POST", "/en/members", "en", "It cannot be done this way", http.StatusMethodNotAllowed},
		{"GET", "/en/" + strings.Repeat("a", urlLimit), "en", "Page not found", http.StatusNotFound},
	} {
		w := h.ask(tt.method, tt.path, "Accept-Language", tt.accept)
		if w.Code != tt.code || !strings.Contains(w.Body.String(), "<h1 class=\"\">"+tt.want) && !strings.Contains(w.Body.String(), ">"+tt.want+"</h1>") {
			t.Errorf("%s %.20s: %d, want %d with %q", tt.method, tt.path, w.Code, tt.code, tt.want)
		}
	}
}

func TestOnlyKnownMethodsAreAnswered(t *testing.T) {
	h := open(t)
	for _, method := range []string{"TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"} {
		if w := h.ask(method, "/en/members"); w.Code != http.StatusMethodNotAllowed || strings.Contains(w.Body.String(), "TRACE /en") {
			t.Errorf("%s: %d", method, w.Code)
		}
	}
}

func TestARequestFromAnotherSiteIsRefused(t *testing.T) {
	h := open(t)
	if w := h.ask("POST", "/en/members", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("%d", w.Code)
	}
}

// failing answers with the page of an error.
func (h *house) failing(err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/en/x", nil)
	h.page("en", func(*visit, *reading.Room) (page, error) { return page{}, err }).ServeHTTP(w, r)
	return w
}

func TestEachKindOfRefusalHasItsStatusAndItsPage(t *testing.T) {
	h := open(t)
	for kind, code := range status {
		w := h.failing(fmt.Errorf("session: %w", council.Refuse(kind, council.CodeTaken, "number", "14")))
		body := w.Body.String()
		if w.Code != code || strings.Contains(body, "⟦") {
			t.Errorf("kind %d: %d, want %d", kind, w.Code, code)
		}
		if told := strings.Contains(body, "14 is taken"); told == (kind == council.Unknown) {
			t.Errorf("kind %d: the reason is told: %t", kind, told)
		}
	}
	if len(status) != 5 {
		t.Errorf("%d kinds", len(status))
	}
	if log := h.log.String(); strings.Count(log, "msg=refused") != 3 || strings.Contains(log, "14") || strings.Contains(log, "ERROR") {
		t.Errorf("not there, not allowed and not understood are logged, without what was sent: %s", log)
	}
}

func TestAFailureIsLoggedOnceAndNotShown(t *testing.T) {
	h := open(t)
	w := h.failing(errors.New("disk on fire"))
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("%d", w.Code)
	}
	ref := regexp.MustCompile(`Reference: ([a-z2-7]{8})`).FindStringSubmatch(w.Body.String())
	if ref == nil || strings.Count(h.log.String(), "reference="+ref[1]) != 1 || !strings.Contains(h.log.String(), "disk on fire") {
		t.Errorf("log %q, reference %v", h.log.String(), ref)
	}
}

func TestATooLargeRequestIsAPage(t *testing.T) {
	h := open(t)
	if w := h.failing(&http.MaxBytesError{Limit: 8}); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", w.Code)
	}
}

func TestAPanicEndsAtTheDoor(t *testing.T) {
	h := open(t)
	w := httptest.NewRecorder()
	h.guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("no such case") })).ServeHTTP(w, httptest.NewRequest("GET", "/ru/", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(h.log.String(), "no such case") {
		t.Errorf("%d, log %q", w.Code, h.log.String())
	}
}

func TestEveryReasonForRefusalHasASentenceInEveryLanguage(t *testing.T) {
	h := open(t)
	for _, l := range h.book.Langs() {
		tongue, _ := h.book.In(l)
		for _, c := range council.Codes() {
			if !tongue.Has("refusal." + string(c)) {
				t.Errorf("%s has no sentence for %s", l, c)
			}
		}
	}
}

func TestKeptPagesTakeABoundedRoom(t *testing.T) {
	k := newKeeper(3000)
	for i := range 40 {
		p := &kept{bytes: make([]byte, 400)}
		k.put(keptKey{fmt.Sprint(i), "public"}, p)
		if k.size > k.limit {
			t.Fatalf("%d bytes kept, at most %d", k.size, k.limit)
		}
		if _, ok := k.get(keptKey{fmt.Sprint(i), "public"}); !ok {
			t.Fatal("the newest page is not kept")
		}
	}
	k.put(keptKey{"39", "public"}, &kept{})
	sum := 0
	for _, p := range k.pages {
		sum += p.size()
	}
	if sum != k.size {
		t.Errorf("%d bytes are kept and %d are counted", sum, k.size)
	}
}

func TestASiteIsNotMadeOfWrongParts(t *testing.T) {
	if _, err := New(Config{Lang: "kk"}); err == nil {
		t.Error("a site in a language without messages")
	}
	if _, err := New(Config{Lang: "ru", Theme: static.Theme{Accent: "red"}}); err == nil {
		t.Error("a site with a colour that is none")
	}
	if s := NewServer(nil); s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 {
		t.Error("a server without a limit")
	}
	paths := []string{}
	for _, r := range (&Site{}).routes() {
		if slices.Contains(paths, r.path) {
			t.Errorf("%s is routed twice", r.path)
		}
		paths = append(paths, r.path)
	}
}
