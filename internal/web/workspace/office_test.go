package workspace

import (
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"chancery.example/chancery/examples"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/web"
	"chancery.example/chancery/internal/web/forms"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/register"
)

// An office is a council with its site, and somebody who uses it.
type office struct {
	testing.TB
	desk    *secretariat.Secretariat
	handler http.Handler
	session council.ID
	n, size int // requests and bytes
	now     time.Time
	before  func() // called before an order is carried out, once
}

// open opens the site of the council of the example, with a session on 15 December.
func open(t testing.TB) *office {
	t.Helper()
	ctx := context.Background()
	st, err := store.Create(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c, err := charter.Parse("charter.yaml", examples.Charter("preparation"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{TB: t, now: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	if o.desk, err = secretariat.Open(ctx, st, secretariat.Door{Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.desk.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	o.must(&council.Establish{Charter: *c})
	o.serve(c, clock)
	return o
}

// serve makes the site.
func (o *office) serve(c *charter.Charter, clock func() time.Time) {
	o.Helper()
	book, err := locale.Load()
	if err != nil {
		o.Fatal(err)
	}
	do := func(r *http.Request, order secretariat.Order) (secretariat.Receipt, error) {
		if f := o.before; f != nil {
			o.before = nil
			f()
		}
		v, err := who(r)
		order.By = v.Actor
		if err != nil {
			return secretariat.Receipt{}, err
		}
		return o.desk.Do(r.Context(), order)
	}
	site, err := web.New(web.Config{
		Record: web.Record{
			Enter: func(class access.Class, f func(*reading.Room) error) (err error) {
				o.desk.Read(func(s *council.State) { err = f(reading.Enter(s, class)) })
				return err
			},
			Fresh: func(access.Class, reading.Reads) bool { return false },
			Size: func() (n register.Place) {
				o.desk.Read(func(s *council.State) { n = s.Size })
				return n
			},
		},
		Doors: web.Doors{Who: who, Do: do},
		Deeds: forms.Deeds{Now: clock}, Theme: static.Theme{Accent: c.Accent, Name: c.Name}, Base: "https://council.example", Lang: "en",
		Failures: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		o.Fatal(err)
	}
	o.handler = site.Handler((&Desk{Site: site, Langs: book.Langs(), Do: do, Now: clock}).Add)
}

// who says who asks: in these tests the cookie does.
func who(r *http.Request) (web.Visitor, error) {
	k, err := r.Cookie("actor")
	if err != nil {
		return web.Visitor{}, nil
	}
	a, err := access.ParseActor(strings.ReplaceAll(k.Value, ".", ":"))
	return web.Visitor{Actor: a, Account: k.Value}, err
}

// must gives a command of the secretariat that is in order.
func (o *office) must(c council.Command) council.ID {
	o.Helper()
	r, err := o.desk.Do(context.Background(), secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: c})
	if err != nil {
		o.Fatal(err)
	}
	if len(r.IDs) == 0 {
		return ""
	}
	return r.IDs[0]
}

// ask makes a request and follows where it leads.
func (o *office) ask(actor, method, path string, vs url.Values) (code int, body string) {
	o.Helper()
	for range 3 {
		var in io.Reader
		if method == "POST" {
			in = strings.NewReader(vs.Encode())
		}
		r := httptest.NewRequest(method, path, in)
		if method == "POST" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if actor != "" {
			r.AddCookie(&http.Cookie{Name: "actor", Value: strings.ReplaceAll(actor, ":", ".")})
		}
		w := httptest.NewRecorder()
		o.handler.ServeHTTP(w, r)
		o.n++
		o.size += w.Body.Len()
		if w.Code != http.StatusSeeOther {
			return w.Code, w.Body.String()
		}
		method, path = "GET", w.Header().Get("Location")
	}
	o.Fatalf("%s leads on and on", path)
	return 0, ""
}

// page is a page that is there.
func (o *office) page(actor, path string) string {
	o.Helper()
	code, body := o.ask(actor, "GET", path, nil)
	if code != http.StatusOK {
		o.Fatalf("%s for %q: %d", path, actor, code)
	}
	return body
}

var (
	field = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	link  = regexp.MustCompile(`href="(/en/[^"]*)"`)
)

// hidden are the values that a form carries along.
func hidden(body string) url.Values {
	vs := url.Values{}
	for _, m := range field.FindAllStringSubmatch(body, -1) {
		vs.Add(m[1], html.UnescapeString(m[2]))
	}
	return vs
}

// confirm presses the button of a page that lists commands.
func (o *office) confirm(path, body string) string {
	o.Helper()
	vs := hidden(body)
	vs.Set("step", "confirm")
	code, after := o.ask("secretariat", "POST", path, vs)
	if code != http.StatusOK || !strings.Contains(after, "in the register") {
		o.Fatalf("%s: %d\n%s", path, code, after)
	}
	return after
}

// batch looks at a batch and confirms it.
func (o *office) batch(path string) string {
	o.Helper()
	return o.confirm(path, o.page("secretariat", path))
}

// form fills the form behind a link, checks it and confirms.
func (o *office) form(path string, more ...string) {
	o.Helper()
	body := o.page("secretariat", path)
	u, err := url.Parse(path)
	if err != nil {
		o.Fatal(err)
	}
	vs := hidden(body)
	for name, all := range u.Query() {
		vs[name] = all
	}
	for i := 0; i < len(more); i += 2 {
		vs.Set(more[i], more[i+1])
	}
	vs.Set("step", "check")
	code, checked := o.ask("secretariat", "POST", u.Path, vs)
	if code != http.StatusOK {
		o.Fatalf("%s checked: %d\n%s", path, code, checked)
	}
	vs = hidden(checked)
	vs.Set("step", "confirm")
	r := httptest.NewRequest("POST", u.Path, strings.NewReader(vs.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "actor", Value: "secretariat"})
	w := httptest.NewRecorder()
	o.handler.ServeHTTP(w, r)
	o.n++
	o.size += w.Body.Len()
	if w.Code != http.StatusSeeOther {
		o.Fatalf("%s confirmed: %d\n%s", path, w.Code, w.Body)
	}
}

// links are the links of a page that lead to an address.
func links(body, to string) (all []string) {
	for _, m := range link.FindAllStringSubmatch(body, -1) {
		if l := html.UnescapeString(m[1]); strings.HasPrefix(l, to) && !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	return all
}

// at is an address of the session.
func (o *office) at(path string) string { return "/en/sessions/" + string(o.session) + path }

// convened has a session convened on a page.
func (o *office) convened(day string) {
	o.Helper()
	o.form("/en/do/convene-session", "body", "heads", "type", "ordinary", "title.en", "Session of December", "at", day, "presides", "kz", "host", "kz", "evidence.basis", "")
	o.desk.Read(func(s *council.State) {
		all := s.All(council.NounSession)
		o.session = all[len(all)-1].ID
	})
}
