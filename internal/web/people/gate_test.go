package people

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/limit"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
	"chancery.example/chancery/internal/words"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A counter is a desk with its door and its gate, at which time stands still.
type counter struct {
	*door.Door
	gate  *Gate
	aside *Aside
	mux   *http.ServeMux
	log   strings.Builder
	at    time.Time
}

// A plain site shows pages without a frame.
type plain struct{ tongue *locale.Tongue }

func (s plain) Tongue(*http.Request) *locale.Tongue { return s.tongue }

func (s plain) Show(w http.ResponseWriter, r *http.Request, code int, _ string, _ bool, body templ.Component) {
	w.WriteHeader(code)
	_ = body.Render(r.Context(), w) // a recorder takes everything
}

func (s plain) Trouble(w http.ResponseWriter, _ *http.Request, err error) {
	code := http.StatusInternalServerError
	if _, busy := errors.AsType[limit.Wait](err); busy {
		code = http.StatusTooManyRequests
	}
	http.Error(w, err.Error(), code)
}

func (s plain) Capacity(_ *http.Request, actor string) string { return actor }

func newCounter(t *testing.T) *counter {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	book, err := account.Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { must(t, book.Close()) })
	c := &counter{mux: http.NewServeMux(), at: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	now := func() time.Time { return c.at }
	logger := slog.New(slog.NewTextHandler(&c.log, nil))
	c.Door, err = door.New(door.Config{Book: book, Base: "https://council.example", Name: "Council", Now: now, Log: logger})
	must(t, err)
	c.gate = NewGate(c.Door, func(r *http.Request) string { return r.Header.Get("X-From") }, now)
	c.gate.log = logger
	c.aside = NewAside(c.Door, now)
	b, err := locale.Load()
	must(t, err)
	tongue, _ := b.In("en")
	desk := &Desk{Door: c.Door, Site: plain{tongue}, Langs: []words.Lang{"en"}, Gate: c.gate}
	desk.Add(c.mux)
	return c
}

// person admits somebody and returns a pass of theirs, and a link with its code that
// is left.
func (c *counter) person(t *testing.T, id string) (p door.Pass, link, code string) {
	t.Helper()
	must(t, c.Admit(t.Context(), account.Person{ID: id, Name: id, Capacities: []account.Capacity{{Actor: "member:kz"}}}))
	first, codes, err := c.NewLink(t.Context(), id, account.Coded, 1)
	must(t, err)
	e, err := c.Enter(t.Context(), first, codes[0], "")
	must(t, err)
	link, codes, err = c.NewLink(t.Context(), id, account.Coded, 1)
	must(t, err)
	return e.Pass, link, codes[0]
}

// ask is a request from an address with a pass.
func ask(method, path, from string, p door.Pass, form url.Values) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-From", from)
	r.AddCookie(&http.Cookie{Name: sessionCookie, Value: p.Session})
	r.AddCookie(&http.Cookie{Name: freshCookie, Value: p.Fresh})
	return r
}

func (c *counter) do(r *http.Request) int {
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	return w.Code
}

func TestAStrangerWhoFloodsADelegationsAddressHoldsUpStrangersAlone(t *testing.T) {
	c := newCounter(t)
	const nat = "192.0.2.1"
	pass, link, code := c.person(t, "delegate")
	stranger := func(i int) door.Pass { return door.Pass{Session: fmt.Sprintf("made-up-%d", i)} }
	for i := range strangerRate.Burst + 500 {
		err := c.gate.Pass(ask("GET", "/en/", nat, stranger(i), nil))
		if wait, busy := errors.AsType[limit.Wait](err); busy != (i >= strangerRate.Burst) || busy && wait <= 0 {
			t.Fatalf("request %d of a stranger: %v", i, err)
		}
	}
	if err := c.gate.Pass(ask("GET", "/en/", "192.0.2.2", door.Pass{}, nil)); err != nil {
		t.Errorf("another address: %v", err)
	}
	if err := c.gate.Pass(ask("GET", "/en/", nat, pass, nil)); err != nil {
		t.Errorf("a delegate at the same address: %v", err)
	}
	for i := range addressTries.Burst + 20 {
		want := http.StatusForbidden
		if i >= addressTries.Burst {
			want = http.StatusTooManyRequests
		}
		if got := c.do(ask("POST", "/sign-in/guess", nat, door.Pass{}, url.Values{"code": {"K7QF-2MXD-9PTA"}})); got != want {
			t.Fatalf("guess %d of a link: %d, want %d", i, got, want)
		}
	}
	if got := c.do(ask("POST", "/en/sign-in", nat, door.Pass{}, url.Values{"answer": {"{}"}})); got != http.StatusTooManyRequests {
		t.Errorf("an answer that names nobody: %d", got)
	}
	if got := c.do(ask("POST", "/sign-in/"+link, nat, door.Pass{}, url.Values{"code": {code}})); got != http.StatusSeeOther {
		t.Errorf("a delegate with link and code, at the address that a stranger used up: %d", got)
	}
	if n := strings.Count(c.log.String(), "somebody asks too often"); n != 2 || strings.Contains(c.log.String(), nat) {
		t.Errorf("%d lines, want 2 without the address:\n%s", n, c.log.String())
	}
}

func TestTriesOfAnAccountAreHeldOffAndComeBack(t *testing.T) {
	c := newCounter(t)
	_, link, code := c.person(t, "a")
	try := func(code, from string) int {
		return c.do(ask("POST", "/sign-in/"+link, from, door.Pass{}, url.Values{"code": {code}}))
	}
	for i := range accountTries.Burst { // what cannot be a code is not counted against the codes
		if got := try("x", fmt.Sprint("198.51.100.", i)); got != http.StatusForbidden {
			t.Fatalf("try %d: %d", i, got)
		}
	}
	if got := try("x", "198.51.100.99"); got != http.StatusTooManyRequests {
		t.Errorf("one more, from yet another address: %d", got)
	}
	if got := try(code, "198.51.100.99"); got != http.StatusTooManyRequests {
		t.Errorf("the right one meanwhile: %d", got)
	}
	c.at = c.at.Add(accountTries.Every)
	if got := try(code, "198.51.100.99"); got != http.StatusSeeOther {
		t.Errorf("the right one after a while: %d", got)
	}
	if !strings.Contains(c.log.String(), `what="tries of an account" person=a`) {
		t.Errorf("log: %s", c.log.String())
	}
}

func TestASignedInPersonHasABucketOfTheirOwn(t *testing.T) {
	c := newCounter(t)
	a, _, _ := c.person(t, "a")
	b, _, _ := c.person(t, "b")
	for i := range personRate.Burst {
		if err := c.gate.Pass(ask("GET", "/", "", a, nil)); err != nil {
			t.Fatalf("request %d: %v", i, err)
		}
	}
	if err := c.gate.Pass(ask("GET", "/", "", a, nil)); err == nil {
		t.Error("a person asks without end")
	}
	if err := c.gate.Pass(ask("GET", "/", "", b, nil)); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	c.at = c.at.Add(personRate.Every)
	if err := c.gate.Pass(ask("GET", "/", "", a, nil)); err != nil {
		t.Errorf("after a while: %v", err)
	}
}

func TestWhoseAddressIsNotKnownIsNotHeldOff(t *testing.T) {
	c := newCounter(t)
	for range strangerRate.Burst * 2 {
		must(t, c.gate.Pass(ask("GET", "/", "", door.Pass{}, nil)))
	}
}

func TestAFormThatWasPutAsideIsForItsSessionAlone(t *testing.T) {
	c := newCounter(t)
	a, _, code := c.person(t, "a")
	b, _, _ := c.person(t, "b")
	form := url.Values{"title.en": {"A statement"}, "_key": {"k"}}
	r := ask("POST", "/en/do/make-statement", "", a, form)
	name, err := c.aside.Keep(r, form)
	must(t, err)
	if name == "" || strings.Contains(name, "statement") {
		t.Fatalf("kept as %q", name)
	}
	kept := func(p door.Pass, path, name string) url.Values {
		t.Helper()
		f, err := c.aside.Kept(ask("GET", path, "", p, nil), name)
		must(t, err)
		return f
	}
	e, err := c.ConfirmByCode(t.Context(), a, code) // the token of the session changes
	must(t, err)
	if got := kept(e.Pass, "/en/do/make-statement", name); got.Get("title.en") != "A statement" || got.Get("_key") != "k" {
		t.Errorf("its own session gets %v back", got)
	}
	for what, got := range map[string]url.Values{
		"another person": kept(b, "/en/do/make-statement", name), "nobody": kept(door.Pass{}, "/en/do/make-statement", name),
		"the token from before": kept(a, "/en/do/make-statement", name), "another form": kept(e.Pass, "/en/do/take-stance", name),
		"another name": kept(e.Pass, "/en/do/make-statement", name+"x"),
	} {
		if got != nil {
			t.Errorf("%s gets it: %v", what, got)
		}
	}
	c.at = c.at.Add(asideLife)
	if got := kept(e.Pass, "/en/do/make-statement", name); got != nil {
		t.Error("it is kept for ever")
	}
}

func TestFormsThatArePutAsideTakeABoundedRoom(t *testing.T) {
	c := newCounter(t)
	a, _, _ := c.person(t, "a")
	var names []string
	for i := range asideOwn + 3 {
		form := url.Values{"x": {strings.Repeat(fmt.Sprint(i), 1000)}}
		name, err := c.aside.Keep(ask("POST", "/en/do/x", "", a, form), form)
		must(t, err)
		names = append(names, name)
	}
	for i, name := range names {
		f, err := c.aside.Kept(ask("GET", "/en/do/x", "", a, nil), name)
		must(t, err)
		if (f != nil) != (i >= 3) {
			t.Errorf("form %d of %d: %t", i, len(names), f != nil)
		}
	}
	large := url.Values{"x": {strings.Repeat("x", asideForm+1)}}
	if name, err := c.aside.Keep(ask("POST", "/en/do/x", "", a, nil), large); err != nil || name != "" {
		t.Errorf("too large a form: %q, %v", name, err)
	}
	most := url.Values{"x": {strings.Repeat("x", asideForm-1000)}}
	for i := range 3 * asideBytes / asideForm {
		p, _, _ := c.person(t, fmt.Sprint("p", i))
		_, err := c.aside.Keep(ask("POST", "/en/do/x", "", p, nil), most)
		must(t, err)
		if c.aside.bytes > asideBytes {
			t.Fatalf("%d bytes", c.aside.bytes)
		}
	}
	if name, err := c.aside.Keep(ask("POST", "/en/do/x", "", door.Pass{}, nil), most); err != nil || name != "" {
		t.Errorf("nobody's form: %q, %v", name, err)
	}
}
