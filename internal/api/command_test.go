package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/secretariat"
)

const session = `{"body":"csc","type":"ordinary","title":{"en":"Session","ru":"Сессия"},"at":"2027-11-08","place":{"city":{"en":"Astana","ru":"Астана"}}}`

func TestACommandIsCarriedOutOnceForItsKey(t *testing.T) {
	g := onStage(t)
	give := func(headers ...string) *httptest.ResponseRecorder {
		return g.ask("POST", Root+"/commands/convene-session", session, append([]string{"Content-Type: application/json"}, headers...)...)
	}
	first := give("Authorization: Bearer writes", "Idempotency-Key: one")
	r := into[secretariat.Receipt](t, first, http.StatusOK)
	again := give("Authorization: Bearer writes", "Idempotency-Key: one")
	if len(r.IDs) == 0 || again.Body.String() != first.Body.String() || again.Header().Get("Idempotency-Replayed") != "true" || first.Header().Get("Idempotency-Replayed") != "" {
		t.Errorf("first %s, again %s %v", first.Body, again.Body, again.Header())
	}
	w := g.ask("GET", Root+"/sessions/"+string(r.IDs[0]), "")
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("ETag"), fmt.Sprintf(`"%d-`, r.To)) {
		t.Errorf("the session: %d, %s, recorded to %d", w.Code, w.Header().Get("ETag"), r.To)
	}
	correct := strings.Replace(session, `{`, `{"corrects":"`+string(r.IDs[0])+`","reason":"r",`, 1)
	fix := func(key, tag string) *httptest.ResponseRecorder {
		return g.ask("POST", Root+"/commands/convene-session", correct, "Content-Type: application/json", "Authorization: Bearer writes", "Idempotency-Key: "+key, "If-Match: "+tag)
	}
	tag := w.Header().Get("ETag")
	into[secretariat.Receipt](t, fix("two", tag), http.StatusOK)
	if p := into[Problem](t, fix("three", tag), http.StatusConflict); len(p.Reasons) != 1 || p.Reasons[0].Code != council.CodeChanged {
		t.Errorf("from an old view: %+v", p)
	}
	if p := into[Problem](t, fix("four", "rubbish"), http.StatusPreconditionFailed); p.Detail == "" {
		t.Errorf("an ETag that is none: %+v", p)
	}
}

func TestATextGoesWithItsCommand(t *testing.T) {
	g := onStage(t)
	list := into[list](t, g.ask("GET", Root+"/decisions", ""), http.StatusOK)
	body := `{"about":"` + idOf(list.Items[0]) + `","lang":"en","title":{"en":"T"},"kind":"text","content":"Words.\n"}`
	w := g.ask("POST", Root+"/commands/deposit-text", body, "Content-Type: application/json", "Authorization: Bearer writes", "Idempotency-Key: text")
	if w.Code != http.StatusOK && !strings.Contains(w.Body.String(), "urn:chancery:refusal") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), `"no-text"`) {
		t.Errorf("the text did not come along: %s", w.Body)
	}
}

func TestACommandWantsATokenThatIsForIt(t *testing.T) {
	g := onStage(t)
	const kind, key = "Content-Type: application/json", "Idempotency-Key: k"
	for _, tt := range []struct {
		name, command, body string
		headers             []string
		code                int
	}{
		{"without a token", "convene-session", session, []string{kind, key}, http.StatusUnauthorized},
		{"with a made-up token", "convene-session", session, []string{kind, key, "Authorization: Bearer x"}, http.StatusUnauthorized},
		{"with a password", "convene-session", session, []string{kind, key, "Authorization: Basic eDp5"}, http.StatusUnauthorized},
		{"with a cookie", "convene-session", session, []string{kind, key, "Cookie: __Host-chancery=writes"}, http.StatusUnauthorized},
		{"with a token for reading", "convene-session", session, []string{kind, key, "Authorization: Bearer reads"}, http.StatusForbidden},
		{"that the token is not for", "put-question", `{}`, []string{kind, key, "Authorization: Bearer writes"}, http.StatusForbidden},
		{"that there is not", "frobnicate", `{}`, []string{kind, key, "Authorization: Bearer writes"}, http.StatusNotFound},
		{"without a key", "convene-session", session, []string{kind, "Authorization: Bearer writes"}, http.StatusBadRequest},
		{"with a key of blanks", "convene-session", session, []string{kind, "Idempotency-Key: a b", "Authorization: Bearer writes"}, http.StatusBadRequest},
		{"as a form", "convene-session", "a=b", []string{"Content-Type: application/x-www-form-urlencoded", key, "Authorization: Bearer writes"}, http.StatusUnsupportedMediaType},
		{"with an unknown field", "convene-session", `{"colour":"red"}`, []string{kind, key, "Authorization: Bearer writes"}, http.StatusBadRequest},
		{"with an empty form", "convene-session", `{}`, []string{kind, key, "Authorization: Bearer writes"}, http.StatusBadRequest},
		{"too large", "convene-session", `{"a":"` + strings.Repeat("x", mostBytes) + `"}`, []string{kind, key, "Authorization: Bearer writes"}, http.StatusRequestEntityTooLarge},
	} {
		w := g.ask("POST", Root+"/commands/"+tt.command, tt.body, tt.headers...)
		p := into[Problem](t, w, tt.code)
		if w.Header().Get("Content-Type") != "application/problem+json" || p.Status != tt.code || p.Title == "" {
			t.Errorf("%s: %v %+v", tt.name, w.Header(), p)
		}
		if tt.code == http.StatusUnauthorized && !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: does not say that a token is wanted", tt.name)
		}
	}
	if p := into[Problem](t, g.ask("POST", Root+"/commands/convene-session", `{}`, kind, key, "Authorization: Bearer writes"), http.StatusBadRequest); len(p.Reasons) < 2 || p.Reasons[0].Field == "" {
		t.Errorf("an empty form has one reason for each field: %+v", p)
	}
	if w := g.ask("DELETE", Root+"/sessions", ""); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Errorf("DELETE: %d %v", w.Code, w.Header())
	}
	if w := g.ask("GET", "/api/v2/sessions", ""); w.Code != http.StatusNotFound {
		t.Errorf("another version: %d", w.Code)
	}
}
