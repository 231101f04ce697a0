package browser

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

// chromium is the one browser of these tests.
var chromium context.Context

func TestMain(m *testing.M) {
	browser, stop, err := Start(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	chromium = browser
	status := m.Run()
	if d, _ := started(); d != nil {
		if err := d.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "the demo:", err)
			status = 1
		}
	}
	stop()
	os.Exit(status)
}

// good is a page that is valid, usable, and answers to the reader's wishes.
const good = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Decision of the council</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Decision of the council</h1>
<p>Adopted by consensus.</p>
</main>
</body>
</html>
`

// bad hides a picture from those who do not see, is wider than a telephone, and
// opens what it does not close.
const bad = `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>Wide</title></head>
<body><div class="wide">wide</div><img src="/x.png"><p style="color: #ccc">pale</i></body>
</html>
`

const style = `
body { background: #fff; color: #111 }
.wide { inline-size: 900px }
@media (prefers-color-scheme: dark) { body { background: #000; color: #eee } }
@media (forced-colors: active) { h1::after { content: " (forced)" } }
@media print { h1::after { content: " (paper)" } }
`

func serve(t *testing.T) string {
	t.Helper()
	answer := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'none'")
			fmt.Fprint(w, body)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/good", answer("text/html; charset=utf-8", good))
	mux.Handle("/bad", answer("text/html; charset=utf-8", bad))
	mux.Handle("/style.css", answer("text/css", style))
	mux.Handle("/cookie", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seat", Value: "kz"})
		http.Redirect(w, r, "/seat", http.StatusSeeOther)
	}))
	mux.Handle("/seat", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := r.Cookie("seat")
		if err != nil {
			http.Error(w, "no seat", http.StatusForbidden)
			return
		}
		fmt.Fprint(w, "seat of ", c.Value)
	}))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T, address string, v View) context.Context {
	t.Helper()
	page, shut, err := Open(chromium, address, v)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(shut)
	return page
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAGoodPageIsCleanInEveryView(t *testing.T) {
	page := open(t, serve(t)+"/good", View{})
	for _, v := range Views() {
		t.Run(v.String(), func(t *testing.T) {
			if err := Look(page, v); err != nil {
				t.Fatal(err)
			}
			for _, x := range must(Violations(page))(t) {
				t.Error(x)
			}
			if n := must(Overflow(page))(t); n != 0 {
				t.Errorf("%d pixels too wide", n)
			}
		})
	}
}

func TestWhatIsWrongWithAPageIsFound(t *testing.T) {
	page := open(t, serve(t)+"/bad", View{Width: 320})
	var rules []string
	for _, x := range must(Violations(page))(t) {
		rules = append(rules, x.Rule)
		if len(x.Nodes) == 0 || !strings.Contains(x.String(), x.Nodes[0].Selector) {
			t.Errorf("%s does not say where", x.Rule)
		}
	}
	for _, want := range []string{"html-has-lang", "image-alt"} {
		if !slices.Contains(rules, want) {
			t.Errorf("%s is not among %q", want, rules)
		}
	}
}

func TestAPageThatIsTooWideIsMeasured(t *testing.T) {
	site := serve(t)
	page := open(t, site+"/good", View{Width: 320})
	const widen = `document.querySelector('p').className = 'wide', true`
	must(evaluate[bool](page, widen))(t)
	if n := must(Overflow(page))(t); n < 500 {
		t.Errorf("%d pixels too wide", n)
	}
}

func TestAViewIsWhatTheReaderPrefers(t *testing.T) {
	site := serve(t)
	const ground = `getComputedStyle(document.body).backgroundColor`
	const suffix = `getComputedStyle(document.querySelector('h1'), '::after').content`
	for _, c := range []struct {
		view   View
		script string
		want   string
	}{
		{View{}, ground, "rgb(255, 255, 255)"},
		{View{Scheme: Dark}, ground, "rgb(0, 0, 0)"},
		{View{Forced: true}, suffix, `" (forced)"`},
		{View{Print: true}, suffix, `" (paper)"`},
		{View{Width: 320}, `String(innerWidth)`, "320"},
	} {
		page := open(t, site+"/good", c.view)
		if got := must(evaluate[string](page, c.script))(t); got != c.want {
			t.Errorf("%v: %s is %s, want %s", c.view, c.script, got, c.want)
		}
	}
}

func TestTheFirstViewIsCounted(t *testing.T) {
	site := serve(t)
	page := open(t, site+"/good", View{})
	all := must(Requests(page))(t)
	if len(all) != 2 || all[0].Address != site+"/good" || all[1].Address != site+"/style.css" || all[1].Status != 200 {
		t.Errorf("requests %+v", all)
	}
	if n := must(Bytes(page))(t); n < len(good)+len(style) || n > len(good)+len(style)+2000 {
		t.Errorf("%d bytes for %d", n, len(good)+len(style))
	}
}

func TestAPictureIsThePage(t *testing.T) {
	page := open(t, serve(t)+"/good", View{Width: 768})
	picture, err := png.Decode(bytes.NewReader(must(Picture(page))(t)))
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Bounds().Dx(); got != 768 {
		t.Errorf("a picture %d wide", got)
	}
	if file := must(PDF(page))(t); !bytes.HasPrefix(file, []byte("%PDF-")) {
		t.Errorf("paper begins %.8q", file)
	}
	if body := must(HTML(page))(t); !strings.Contains(body, "Adopted by consensus.") {
		t.Errorf("page %s", body)
	}
}

func TestACookieStaysWithItsPage(t *testing.T) {
	site := serve(t)
	page := open(t, site+"/cookie", View{})
	if err := Go(page, site+"/seat"); err != nil {
		t.Error(err)
	}
	if _, _, err := Open(chromium, site+"/seat", View{}); err == nil || !strings.HasSuffix(err.Error(), "status 403") {
		t.Errorf("another page: %v", err)
	}
}

func TestValidHTMLIsToldFromInvalid(t *testing.T) {
	found := must(Validate(t.Context(), map[string][]byte{"/good": []byte(good), "/bad": []byte(bad)}))(t)
	var rules []string
	for _, f := range found {
		if f.Page != "/bad" || !strings.HasPrefix(f.String(), "/bad:") {
			t.Error(f)
		}
		rules = append(rules, f.Rule)
	}
	for _, want := range []string{"close-order", "no-inline-style"} {
		if !slices.Contains(rules, want) {
			t.Errorf("%s is not among %q", want, rules)
		}
	}
	if found := must(Validate(t.Context(), map[string][]byte{"/good": []byte(good)}))(t); len(found) != 0 {
		t.Error(found)
	}
}

func TestAMissingProgramIsNamed(t *testing.T) {
	_, err := find("no-such-browser", "nor-this")
	if err == nil || !strings.Contains(err.Error(), "install it") {
		t.Error(err)
	}
	if _, err := checker("no-such-checker"); err == nil || !strings.Contains(err.Error(), "npm ci") {
		t.Error(err)
	}
}
