package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

// injections are texts that become something else than text where an output
// forgets to encode: in elements, attributes, addresses, comments, scripts, JSON,
// XML and headers. Each is a text that the council takes.
var injections = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`'><svg/onload=alert(1)>`,
	`" onmouseover="alert(1)" autofocus onfocus="alert(1)`,
	`' style='background:url(//evil.example)' x='`,
	"`onclick=alert(1)`",
	`javascript:alert(1)`,
	`data:text/html,<script>alert(1)</script>`,
	`vbscript:msgbox(1)`,
	`</title><script src=//evil.example/x.js></script>`,
	`</textarea><iframe srcdoc="<b>x</b>"></iframe>`,
	`--><base href=//evil.example/>`,
	`]]><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>`,
	`</script><!--<script>`,
	`{"@context":"x"}</script><meta http-equiv=refresh content=0>`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&#x3C;object data=x&#x3E;`,
	`{{constructor.constructor("alert(1)")()}}`,
	`=HYPERLINK("http://evil.example")`,
	`<form action=//evil.example><button>`,
}

// TestNoTextOfTheRecordBecomesMarkup puts them into every text of every thing of
// the example and of its charter, and asks for every page and file as everybody.
func TestNoTextOfTheRecordBecomesMarkup(t *testing.T) {
	g, err := playOf(bishkek2019.Charter(), append(bishkek2019.Plays(), "injected"), func(name string) []byte {
		if name == "injected" {
			return []byte(injected())
		}
		return bishkek2019.Play(name)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer g.end(t)
	state, put := g.spoiled(t)
	if put < 1000 {
		t.Fatalf("only %d texts were replaced", put)
	}
	spoilt := *g
	if spoilt.Site, err = New(Config{
		Record: Record{
			Enter: func(c access.Class, f func(*reading.Room) error) error { return f(reading.Enter(state, c)) },
			Fresh: func(c access.Class, rs reading.Reads) bool { return reading.Fresh(state, c, rs) },
			Size:  func() register.Place { return state.Size },
		},
		Doors: g.Site.enter, Beside: besides(), Log: g.Site.published, Base: "https://council.example", Lang: "ru", Failures: g.Site.log,
	}); err != nil {
		t.Fatal(err)
	}
	spoilt.handler = spoilt.Handler(others(spoilt.Site))
	pages, shown := 0, make([]bool, len(injections))
	for _, actor := range []string{"public", "member:kz", "secretariat"} {
		a, _ := access.ParseActor(strings.ReplaceAll(actor, ".", ":"))
		for _, path := range allPaths(reading.Enter(state, access.ClassOf(a))) {
			for _, l := range []string{"/ru", "/en"} {
				w := spoilt.as(t, actor, l+path)
				if w.Code != http.StatusOK {
					t.Errorf("%s reads %s: %d", actor, l+path, w.Code)
					continue
				}
				pages++
				page := w.Body.String()
				for _, what := range alive(page) {
					t.Errorf("%s reads %s: %s", actor, l+path, what)
				}
				for i, in := range injections {
					shown[i] = shown[i] || strings.Contains(plainOf(page), oneSpaced(in))
				}
			}
		}
	}
	if i := slices.Index(shown, false); i >= 0 {
		t.Errorf("%q stands on no page as it was written", injections[i])
	}
	t.Logf("%d texts replaced, %d pages", put, pages)
}

// TestAliveMarkupIsFound holds the test above to what it looks for.
func TestAliveMarkupIsFound(t *testing.T) {
	for _, page := range []string{
		`<p><script>alert(1)</script></p>`, `<p><img src=x onerror=alert(1)></p>`, `<a href=" javascript:alert(1)">x</a>`,
		`<a href="data:text/html,x">x</a>`, `<p style="color:red">x</p>`, `<iframe></iframe>`, `<base href=x>`, `<p autofocus onfocus="alert(1)">x</p>`,
		`<meta http-equiv=refresh content=0>`, `<form action="//evil.example"></form>`, `<svg onload=alert(1)></svg>`, `<object data=x></object>`,
	} {
		if len(alive(page)) == 0 {
			t.Errorf("nothing is found in %s", page)
		}
	}
	if found := alive(`<p title="&lt;script&gt;">&lt;script&gt; <a href="/x">javascript:</a><a href="https://council.example/">x</a></p>`); len(found) > 0 {
		t.Error(found)
	}
}

// injected is a play with texts whose very bytes are injections.
func injected() string {
	lines := "- secretariat register-act: {as: bad, type: rules, title: {en: Bad, ru: Bad}}\n"
	for _, l := range []string{"ru", "en"} {
		lines += "- secretariat deposit-text:\n    about: $bad\n    lang: " + l + "\n    title: {en: Bad, ru: Bad}\n    media: text/plain\n    content: |\n"
		lines += "      " + injections[0] + "\n"
		for i, in := range injections[1:] {
			lines += fmt.Sprintf("      %d. %s\n", i+1, in)
		}
	}
	return lines
}

// spoiled is the state of the stage with every text replaced, and how many were.
func (g *stage) spoiled(t *testing.T) (*council.State, int) {
	state, put := council.NewState(), 0
	for row, err := range g.store.Rows(t.Context(), 0, g.size()) {
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := register.ParseLeaf(row.Leaf)
		if err != nil {
			t.Fatal(err)
		}
		content, err := register.ParseContent(row.Content)
		if err != nil {
			t.Fatal(err)
		}
		e, err := council.ReadEvent(func(name string) ([]byte, bool) {
			b, ok := content.Field(name)
			if !ok || name != "body" {
				return b, ok
			}
			var body any
			if err := json.Unmarshal(b, &body); err != nil {
				t.Fatal(err)
			}
			spoil(body, &put)
			b, err = json.Marshal(body)
			if err != nil {
				t.Fatal(err)
			}
			return b, true
		})
		if err != nil {
			t.Fatalf("entry %d: %v", row.Place, err)
		}
		state.Apply(e, row.Place, leaf.Time)
	}
	if len(state.Odd) > 0 {
		t.Fatalf("entries that say nothing: %v", state.Odd)
	}
	return state, put
}

func (g *stage) size() (n register.Place) {
	g.secretariat.Read(func(s *council.State) { n = s.Size })
	return n
}

// free are fields that hold a line of anybody's choice beside the wordings.
var free = []string{"source", "label", "licence", "motion", "reason"}

// spoil replaces the wordings, by language, and the free lines of a body.
func spoil(v any, put *int) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			x := v[k]
			_, text := x.(string)
			if text && (k == "ru" || k == "en" || slices.Contains(free, k)) {
				v[k] = injections[*put%len(injections)]
				*put++
				continue
			}
			spoil(x, put)
		}
	case []any:
		for _, x := range v {
			spoil(x, put)
		}
	}
}

// alive lists what of a page would do something: scripts, handlers, styles of its
// own, frames, and addresses of other schemes or hosts where none belong.
func alive(page string) (found []string) {
	root, err := parseMarkup(page)
	if err != nil {
		return []string{err.Error()}
	}
	var look func(*node)
	look = func(n *node) {
		name := strings.ToLower(n.tag)
		if slices.Contains([]string{"iframe", "base", "object", "embed", "frame", "applet"}, name) || name == "script" && n.attrs["type"] != "application/ld+json" {
			found = append(found, "an element "+name)
		}
		for a, value := range n.attrs {
			a, value = strings.ToLower(a), strings.ToLower(strings.TrimSpace(value))
			_, scheme := map[string]bool{"href": true, "src": true, "action": true, "formaction": true, "data": true, "xlink:href": true}[a]
			switch {
			case strings.HasPrefix(a, "on"), a == "style", a == "srcdoc", a == "http-equiv" && value == "refresh":
				found = append(found, "an attribute "+a)
			case scheme && !harmless(value), a == "action" && strings.HasPrefix(value, "//"):
				found = append(found, a+" "+value)
			}
		}
		for _, b := range n.below {
			look(b)
		}
	}
	look(root)
	return found
}

// harmless reports whether an address leads to a page, here or elsewhere.
func harmless(address string) bool {
	scheme, _, has := strings.Cut(address, ":")
	return !has || strings.ContainsAny(scheme, "/?#") || scheme == "http" || scheme == "https" || scheme == "mailto"
}

func plainOf(page string) string {
	root, err := parseMarkup(page)
	if err != nil {
		return ""
	}
	return root.plain()
}

func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }
