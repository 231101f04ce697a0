package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/reading/foresee"
)

// post sends a form as an actor.
func (g *stage) post(t testing.TB, actor, path string, vs form.Values, more ...string) *httptest.ResponseRecorder {
	t.Helper()
	body := url.Values{}
	for k, v := range vs {
		body.Set(k, v)
	}
	for i := 0; i < len(more); i += 2 {
		body.Set(more[i], more[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(body.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: strings.ReplaceAll(actor, ":", ".")})
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w
}

// givers are actors of every role that gives commands on pages.
var givers = []string{"secretariat", "chair:kg", "member:kz"}

// giver is an actor who may give a command; the clock's are given by nobody.
func giver(t testing.TB, command string) string {
	t.Helper()
	for _, who := range givers {
		a, err := access.ParseActor(who)
		if err != nil {
			t.Fatal(err)
		}
		if council.MayGive(a, command) {
			return who
		}
	}
	return ""
}

func TestNobodySeesTheFormOfWhatIsNotTheirs(t *testing.T) {
	g := onStage(t)
	n := 0
	for _, actor := range append(givers, "public") {
		a, _ := access.ParseActor(actor)
		for _, name := range append(council.Commands(), "dance") {
			w := g.as(t, actor, "/en/do/"+name)
			want := http.StatusNotFound
			if a.Role != access.Stranger && council.MayGive(a, name) && name != "dance" {
				want, n = http.StatusOK, n+1
			}
			if w.Code != want {
				t.Errorf("%s asks for the form of %s: %d, want %d", actor, name, w.Code, want)
			}
		}
	}
	if w := g.as(t, "public", "/en/do"); w.Code != http.StatusNotFound {
		t.Errorf("a stranger is offered something: %d", w.Code)
	}
	if n < 40 {
		t.Errorf("only %d forms were shown", n)
	}
}

// TestNoTextOfAFormBecomesMarkup types what becomes markup where an output forgets
// to encode into every field of every command, in the form, in the form again with
// its faults, and in the answers.
func TestNoTextOfAFormBecomesMarkup(t *testing.T) {
	g := onStage(t)
	shown := 0
	for _, name := range council.Commands() {
		who := giver(t, name)
		if who == "" {
			continue
		}
		f, err := form.Of(name)
		if err != nil {
			t.Fatal(err)
		}
		vs, i := form.Values{}, 0
		var fill func(x *form.Field, at string)
		fill = func(x *form.Field, at string) {
			for j := range x.Parts {
				fill(&x.Parts[j], at+"."+x.Parts[j].Name)
			}
			switch {
			case x.Key != nil:
				fill(x.Key, at+".1.key")
				fill(x.Item, at+".1.value")
			case x.Item != nil:
				fill(x.Item, at+".1")
			case x.Kind == form.Wording:
				at += ".en"
				fallthrough
			case x.Kind != form.Group && x.Kind != form.Truth:
				vs[at] = injections[i%len(injections)]
				i++
			}
		}
		for j := range f.Fields {
			fill(&f.Fields[j], f.Fields[j].Name)
		}
		for _, step := range []string{"change", "check", "confirm", "add:" + injections[0]} {
			w := g.post(t, who, "/ru/do/"+name, vs, "step", step, "_key", injections[1], "_seen", injections[2])
			if w.Code >= 500 {
				t.Errorf("%s, %s: %d", name, step, w.Code)
			}
			page := w.Body.String()
			for _, what := range alive(page) {
				t.Errorf("%s, %s: %s", name, step, what)
			}
			if strings.Contains(page, `value="&#34;&gt;&lt;img`) || strings.Contains(page, "&lt;script&gt;alert(1)") {
				shown++
			}
		}
	}
	if shown < 100 {
		t.Errorf("the texts stand on %d pages only", shown)
	}
	t.Logf("%d pages show what was typed", shown)
}

// TestOfTwoWhoActOnOneOldPageTheSecondLearnsOfTheFirst corrects a thing of every
// noun twice from the same page.
func TestOfTwoWhoActOnOneOldPageTheSecondLearnsOfTheFirst(t *testing.T) {
	g, err := playOf(bishkek2019.Charter(), bishkek2019.Plays(), bishkek2019.Play)
	if err != nil {
		t.Fatal(err)
	}
	defer g.end(t)
	tried := map[string]bool{}
	for _, name := range council.Commands() {
		f, err := form.Of(name)
		if err != nil {
			t.Fatal(err)
		}
		x, ok := f.At("corrects")
		if !ok || x.Kind != form.Thing {
			continue
		}
		for _, c := range g.corrections(t, x.Nouns) {
			vs, err := f.Values(c)
			if err != nil {
				t.Fatal(err)
			}
			seen := strconv.Itoa(int(g.size()) - 1)
			path := "/en/do/" + name
			first := maps.Clone(vs)
			first["reason"] = "The first of two"
			w := g.post(t, "secretariat", path, first, "step", "confirm", "_key", "one-"+string(c.Corrects), "_seen", seen)
			if w.Code != http.StatusSeeOther {
				continue // closed: nobody corrects it
			}
			to := w.Header().Get("Location")
			if r := g.as(t, "secretariat", to); r.Code != http.StatusOK || !strings.Contains(r.Body.String(), "Recorded") {
				t.Errorf("%s: no receipt at %s: %d", name, to, r.Code)
			}
			if w := g.post(t, "secretariat", path, first, "step", "confirm", "_key", "one-"+string(c.Corrects), "_seen", seen); w.Header().Get("Location") != to {
				t.Errorf("%s: a second click of the same form: %d %s, want %s", name, w.Code, w.Header().Get("Location"), to)
			}
			second := maps.Clone(vs)
			second["reason"] = "The second of two"
			w = g.post(t, "secretariat", path, second, "step", "confirm", "_key", "two-"+string(c.Corrects), "_seen", seen)
			page := w.Body.String()
			if w.Code != http.StatusConflict || !strings.Contains(page, "The second of two") || !strings.Contains(page, "What has changed since") || !strings.Contains(page, to[strings.LastIndex(to, "/")+1:]) {
				t.Errorf("%s: the second is answered %d", name, w.Code)
			}
			tried[name] = true
			break
		}
	}
	if len(tried) < 20 {
		t.Errorf("only %d commands were tried: %v", len(tried), slices.Sorted(maps.Keys(tried)))
	}
	t.Logf("%d commands", len(tried))
}

// corrections are the commands that would record the things of some nouns again.
func (g *stage) corrections(t testing.TB, nouns []council.Noun) (all []*council.Record) {
	t.Helper()
	g.secretariat.Read(func(s *council.State) {
		room := reading.Enter(s, access.SecretariatClass)
		ahead := foresee.From(room)
		for _, x := range ahead.Choosable(nouns...) {
			c, err := ahead.Recorded(x.ID, nouns...)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
	})
	return all
}
