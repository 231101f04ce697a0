package orders

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAStolenReadSessionCannotGiveACommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	book, err := account.Open(t.Context(), dir)
	must(t, err)
	defer book.Close()
	d, err := door.New(door.Config{Book: book, Base: "https://council.example", Name: "Council"})
	must(t, err)
	var done []Order
	desk := &Desk{Door: d, Do: func(_ context.Context, o Order) ([]byte, error) {
		done = append(done, o)
		return []byte(`{}`), nil
	}}
	mux := http.NewServeMux()
	desk.Add(mux)
	kz := account.Capacity{Actor: "member:kz", Mandate: "m1"}
	must(t, d.Admit(t.Context(), account.Person{ID: "a", Name: "A", Capacities: []account.Capacity{kz}}))
	link, codes, err := d.NewLink(t.Context(), "a", account.Coded, 2)
	must(t, err)
	e, err := d.Enter(t.Context(), link, codes[0], "")
	must(t, err)
	give := func(p door.Pass, kind, body string) int {
		r := httptest.NewRequest("POST", "/commands", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: p.Session})
		r.AddCookie(&http.Cookie{Name: "__Host-chancery-fresh", Value: p.Fresh})
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w.Code
	}
	const form, body = "application/json", `{"command":"close-case","key":"k","fields":{}}`
	if !strings.Contains(strings.Join(council.Commands(), " "), "close-case") {
		t.Fatalf("the command of this test is not one of %v", council.Commands())
	}
	c, err := d.ConfirmByCode(t.Context(), e.Pass, codes[1])
	must(t, err)
	for _, tt := range []struct {
		name, kind, body string
		pass             door.Pass
		code             int
	}{
		{"of nobody", form, body, door.Pass{}, http.StatusUnauthorized},
		{"with the token from before", form, body, e.Pass, http.StatusUnauthorized},
		{"with the token of the session alone", form, body, door.Pass{Session: c.Session}, http.StatusForbidden},
		{"with a made-up second token", form, body, door.Pass{Session: c.Session, Fresh: "x"}, http.StatusForbidden},
		{"in the form of a web form", "text/plain", body, c.Pass, http.StatusBadRequest},
		{"that says who acts", form, `{"command":"close-case","by":"secretariat"}`, c.Pass, http.StatusBadRequest},
		{"that there is not", form, `{"command":"frobnicate","fields":{}}`, c.Pass, http.StatusUnprocessableEntity},
	} {
		if got := give(tt.pass, tt.kind, tt.body); got != tt.code || len(done) > 0 {
			t.Errorf("a command %s: %d, and %d are done", tt.name, got, len(done))
		}
	}
	if got := give(c.Pass, form, body); got != http.StatusOK || len(done) != 1 {
		t.Fatalf("verified afresh: %d, and %d are done", got, len(done))
	}
	if o := done[0]; o.By != (access.Actor{Role: access.Delegate, Member: "kz"}) || o.Mandate != "m1" || o.Key != "k" {
		t.Errorf("order %+v", o)
	}
}
