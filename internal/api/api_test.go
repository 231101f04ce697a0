package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

// A stage is the worked example behind the API. Only commands that tests of commands
// give change it.
type stage struct {
	secretariat *secretariat.Secretariat
	handler     http.Handler
	log         strings.Builder
	ids         map[string]council.ID
}

var played = sync.OnceValues(play)

func play() (*stage, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "api")
	if err != nil {
		return nil, err
	}
	st, err := store.Create(ctx, dir)
	if err != nil {
		return nil, err
	}
	shelf, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	ch, err := charter.ParseWith(shelf, "charter.yaml", bishkek2019.Charter())
	if err != nil {
		return nil, err
	}
	g := &stage{}
	if g.secretariat, err = secretariat.Open(ctx, st, secretariat.Door{}); err != nil {
		return nil, err
	}
	if _, err := g.secretariat.Do(ctx, secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *ch}}); err != nil {
		return nil, err
	}
	p := &secretariat.Player{Do: g.secretariat.Do}
	for _, name := range bishkek2019.Plays() {
		steps, err := secretariat.ParsePlay(name, bishkek2019.Play(name))
		if err != nil {
			return nil, err
		}
		for _, step := range steps {
			if _, err := p.Play(ctx, step); err != nil {
				return nil, fmt.Errorf("%s: %w", step.Where, err)
			}
		}
	}
	g.ids = p.Names
	a, err := New(Config{
		Enter: func(c access.Class, f func(*reading.Room) error) (err error) {
			g.secretariat.Read(func(s *council.State) { err = f(reading.Enter(s, c)) })
			return err
		},
		Who: g.who,
		Do:  g.secretariat.Do,
		Log: &mirror.Log{Store: st}, Version: "test", Failures: slog.New(slog.NewTextHandler(&g.log, nil)),
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	a.Add(mux)
	g.handler = mux
	return g, nil
}

// who knows two tokens, of the secretariat: one for a command, one for reading.
func (g *stage) who(_ context.Context, token string) (Caller, error) {
	c := Caller{Class: access.SecretariatClass, Actor: access.Actor{Role: access.Secretariat}}
	g.secretariat.Read(func(s *council.State) {
		for _, t := range s.All(council.NounMandate) {
			if m := t.Facts.(*council.Mandate); m.For == "secretariat" && c.Mandate == "" {
				c.Mandate = string(t.ID)
			}
		}
	})
	switch token {
	case "writes":
		c.Gives = []string{"convene-session", "deposit-text"}
		return c, nil
	case "reads":
		return c, nil
	}
	return Caller{}, ErrToken
}

func onStage(t *testing.T) *stage {
	t.Helper()
	g, err := played()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// ask sends a request; headers are "Name: value".
func (g *stage) ask(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w
}

// into reads a JSON answer of a status.
func into[V any](t *testing.T, w *httptest.ResponseRecorder, status int) (v V) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status %d, want %d: %s", w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return v
}

func TestEveryViewHasAnAddress(t *testing.T) {
	var have []string
	for _, p := range places {
		have = append(have, p.view)
		if _, one := reading.ViewOf(p.view); one != strings.Contains(p.path, "{id}") {
			t.Errorf("%s: %s", p.view, p.path)
		}
	}
	slices.Sort(have)
	if want := reading.Views(); !slices.Equal(have, want) {
		t.Errorf("addresses of %v, views %v", have, want)
	}
}

func TestTheDescriptionNamesEveryViewAndCommand(t *testing.T) {
	g := onStage(t)
	w := g.ask("GET", Root+"/openapi.json", "")
	type operation struct {
		ID        string `json:"operationId"`
		Responses map[string]json.RawMessage
	}
	doc := into[struct {
		OpenAPI    string                          `json:"openapi"`
		Paths      map[string]map[string]operation `json:"paths"`
		Components struct{ Schemas map[string]json.RawMessage }
	}](t, w, http.StatusOK)
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("openapi %q", doc.OpenAPI)
	}
	for _, p := range places {
		if doc.Paths[p.path]["get"].Responses["200"] == nil {
			t.Errorf("%s is not described", p.path)
		}
	}
	for _, name := range council.Commands() {
		if doc.Paths["/commands/"+name]["post"].ID != name {
			t.Errorf("the command %s is not described", name)
		}
	}
	refs := 0
	for part := range strings.SplitSeq(w.Body.String(), `"$ref":"#/components/schemas/`) {
		name, _, _ := strings.Cut(part, `"`)
		if refs++; refs > 1 && doc.Components.Schemas[name] == nil {
			t.Errorf("the schema %s is referred to and not there", name)
		}
	}
	if refs < len(places) {
		t.Errorf("only %d references to schemas", refs)
	}
	if got := g.ask("GET", Root+"/openapi.json", "", "If-None-Match: "+w.Header().Get("ETag")); got.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", got.Code)
	}
}

func TestWhatAViewAnswersFitsItsDescription(t *testing.T) {
	g := onStage(t)
	for _, p := range places {
		if strings.Contains(p.path, "{id}") {
			continue
		}
		var asked []string
		for next := Root + p.path; next != ""; {
			if isList(p.view) && len(asked) == 0 {
				next += "?limit=2"
			}
			w := g.ask("GET", next, "")
			if !isList(p.view) {
				into[map[string]any](t, w, http.StatusOK)
				break
			}
			l := into[list](t, w, http.StatusOK)
			for _, x := range l.Items {
				id := idOf(x)
				if id == "" || slices.Contains(asked, id) {
					t.Fatalf("%s: the id %q in %.100s", p.path, id, x)
				}
				asked = append(asked, id)
			}
			if next = l.Next; next == "" && len(asked) != l.Total {
				t.Errorf("%s: %d of %d come in parts", p.path, len(asked), l.Total)
			}
		}
	}
}

func TestAListBeginsAgainWhereItWasLeft(t *testing.T) {
	g := onStage(t)
	for _, tt := range []struct {
		query string
		code  int
	}{
		{"?limit=0", http.StatusBadRequest},
		{"?limit=1001", http.StatusBadRequest},
		{"?limit=x", http.StatusBadRequest},
		{"?limit=1&limit=2", http.StatusBadRequest},
		{"?colour=red", http.StatusBadRequest},
		{"?after=nothing", http.StatusGone},
	} {
		p := into[Problem](t, g.ask("GET", Root+"/decisions"+tt.query, ""), tt.code)
		if p.Status != tt.code || p.Detail == "" {
			t.Errorf("%s: %+v", tt.query, p)
		}
	}
	if p := into[Problem](t, g.ask("GET", Root+"/presidencies?limit=2", ""), http.StatusBadRequest); p.Detail == "" {
		t.Error("a view that is no list takes a limit and does not say so")
	}
}

func TestEntriesComeInOrderAndSealedOnesSayNothing(t *testing.T) {
	g := onStage(t)
	read := func(token ...string) (all []reading.Entry) {
		for next := Root + "/entries?limit=50"; next != ""; {
			l := into[list](t, g.ask("GET", next, "", token...), http.StatusOK)
			for _, x := range l.Items {
				var e reading.Entry
				if err := json.Unmarshal(x, &e); err != nil || int(e.Place) != len(all) {
					t.Fatalf("entry %d, want %d: %v", e.Place, len(all), err)
				}
				all = append(all, e)
			}
			next = l.Next
		}
		return all
	}
	public, all := read(), read("Authorization: Bearer reads")
	sealed := 0
	for i, e := range public {
		if e.Sealed {
			sealed++
			if e.Type != "" || e.Body != nil || e.Actor != "" || all[i].Sealed {
				t.Errorf("sealed entry %d: %+v", i, e)
			}
			one := into[reading.Entry](t, g.ask("GET", fmt.Sprint(Root, "/entries/", i), ""), http.StatusOK)
			if !one.Sealed || one.Body != nil {
				t.Errorf("alone: %+v", one)
			}
		}
	}
	if sealed == 0 || len(public) != len(all) {
		t.Errorf("%d sealed, %d and %d entries", sealed, len(public), len(all))
	}
}

func TestWhatIsNotThereAndWhatIsNotForTheCallerAreOneAnswer(t *testing.T) {
	g := onStage(t)
	hidden := map[council.Noun]council.ID{}
	g.secretariat.Read(func(s *council.State) {
		for _, n := range []council.Noun{council.NounSession, council.NounDecision, council.NounStatement, council.NounProposal, council.NounMandate} {
			for _, x := range s.All(n) {
				if x.Audience != access.Public {
					hidden[n] = x.ID
				}
			}
		}
	})
	tried := 0
	for noun, id := range hidden {
		for _, p := range places {
			if !strings.Contains(p.path, "{id}") || string(noun) != p.view && p.view != "readership" {
				continue
			}
			tried++
			path := Root + strings.Replace(p.path, "{id}", string(id), 1)
			there := g.ask("GET", path, "")
			nothing := g.ask("GET", strings.Replace(path, string(id), strings.Repeat("z", len(id)), 1), "")
			if there.Code != http.StatusNotFound || there.Body.String() != nothing.Body.String() || fmt.Sprint(there.Header()) != fmt.Sprint(nothing.Header()) {
				t.Errorf("%s: %d %s %v, and %s %v", path, there.Code, there.Body, there.Header(), nothing.Body, nothing.Header())
			}
			if w := g.ask("GET", path, "", "Authorization: Bearer reads"); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "no-store") {
				t.Errorf("%s for the secretariat: %d %v", path, w.Code, w.Header())
			}
		}
	}
	if tried == 0 {
		t.Error("nothing of the example is restricted")
	}
}

func TestAFailureGivesAReferenceAndNothingElse(t *testing.T) {
	var log strings.Builder
	a, err := New(Config{
		Enter:    func(access.Class, func(*reading.Room) error) error { return fmt.Errorf("the disk at /secret") },
		Failures: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	a.Add(mux)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", Root+"/sessions", nil))
	p := into[Problem](t, w, http.StatusInternalServerError)
	if p.Reference == "" || strings.Contains(w.Body.String(), "secret") || !strings.Contains(log.String(), "/secret") || !strings.Contains(log.String(), p.Reference) {
		t.Errorf("%+v, logged %s", p, &log)
	}
	w = httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest("GET", Root+"/entries", nil))
	if into[Problem](t, w, http.StatusNotFound).Type == "" {
		t.Error("entries without a log are not a problem of a kind")
	}
}
