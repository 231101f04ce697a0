package browser

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// ask sends a request without following where it leads, with a cookie if there is one.
func ask(t *testing.T, method, address string, cookie *http.Cookie) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if cookie != nil { // of a safe line, so a jar would not send it
		r.Header.Set("Cookie", cookie.Name+"="+cookie.Value)
	}
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Body.Close() })
	return w
}

// session takes a link and returns the cookie of its session.
func session(t *testing.T, link string) *http.Cookie {
	t.Helper()
	w := ask(t, "POST", link, nil)
	if w.StatusCode != http.StatusSeeOther || len(w.Cookies()) != 1 {
		t.Fatalf("a new link answers %d with %d cookies", w.StatusCode, len(w.Cookies()))
	}
	return w.Cookies()[0]
}

func TestALinkSignsInOnce(t *testing.T) {
	link := site(t).links["member:kg"]
	for range 3 { // as a mail program that looks at links ahead
		if w := ask(t, "GET", link, nil); w.StatusCode != http.StatusOK || len(w.Cookies()) > 0 {
			t.Fatalf("opening the link answers %d with %d cookies", w.StatusCode, len(w.Cookies()))
		}
	}
	c := session(t, link)
	if !strings.HasPrefix(c.Name, "__Host-") || c.Path != "/" || c.Domain != "" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Expires.IsZero() {
		t.Errorf("cookie %v", c)
	}
	for _, used := range []string{link, site(t).base + "/sign-in/unknown"} {
		if w := ask(t, "POST", used, nil); w.StatusCode != http.StatusForbidden || len(w.Cookies()) > 0 {
			t.Errorf("a used link answers %d with %d cookies", w.StatusCode, len(w.Cookies()))
		}
	}
}

func TestASignedOutSessionIsOver(t *testing.T) {
	d := site(t)
	c := session(t, d.links["member:tj"])
	if w := ask(t, "GET", d.base+"/en/", c); w.Header.Get("Cache-Control") != "private, no-cache" {
		t.Errorf("who is signed in gets a page to be kept: %s", w.Header.Get("Cache-Control"))
	}
	w := ask(t, "POST", d.base+"/sign-out", c)
	if w.StatusCode != http.StatusSeeOther || len(w.Cookies()) != 1 || w.Cookies()[0].MaxAge >= 0 || w.Header.Get("Clear-Site-Data") == "" {
		t.Errorf("signing out answers %d, %v", w.StatusCode, w.Header)
	}
	a, b := ask(t, "GET", d.base+"/en/", c), ask(t, "GET", d.base+"/en/", nil)
	if a.Header.Get("ETag") != b.Header.Get("ETag") {
		t.Error("the session goes on after its end")
	}
}

// TestADelegateReadsWhatAStrangerDoesNot goes the way of a person: the link, the
// button, the session, the record of the narrow sitting, and out again.
func TestADelegateReadsWhatAStrangerDoesNot(t *testing.T) {
	d := site(t)
	page := open(t, d.links["member:kz"], View{})
	press(t, page, `main button[type=submit]`)
	const words = `document.body.innerText`
	paths := d.kinds("ru")
	at := slices.IndexFunc(paths, func(p string) bool { return kind(p) == "sessions/*" })
	if err := Go(page, d.base+paths[at]); err != nil {
		t.Fatal(err)
	}
	if text := must(evaluate[string](page, words))(t); !strings.Contains(text, "делегат: Казахстан") {
		t.Error("the delegate is not told in what capacity the page is read")
	}
	const record = `[...document.querySelectorAll('main a')].find(a => a.innerText.includes('Секретарь заседания'))?.href ?? ''`
	address := must(evaluate[string](page, record))(t)
	if address == "" {
		t.Fatal("the session does not lead a delegate to the record of the narrow sitting")
	}
	if err := Go(page, address); err != nil {
		t.Fatal(err)
	}
	for _, v := range []View{{}, {Width: 320, Scheme: Dark}} {
		usable(t, page, address, v)
	}
	if text := must(evaluate[string](page, words))(t); !strings.Contains(text, "её читают только те, кто в нём участвовал") {
		t.Error("the record does not say what it is")
	}
	if err := Look(page, View{}); err != nil {
		t.Fatal(err)
	}
	press(t, page, `form[action="/sign-out"] button`)
	for _, stranger := range []func() error{
		func() error { return Go(page, address) },
		func() error { _, _, err := Open(chromium, address, View{}); return err },
	} {
		if err := stranger(); err == nil || !strings.HasSuffix(err.Error(), "status 404") {
			t.Errorf("a stranger asks for the record: %v", err)
		}
	}
}

// press presses a button and waits for the page that it leads to.
func press(t *testing.T, page context.Context, button string) {
	t.Helper()
	r, err := chromedp.RunResponse(page, chromedp.Click(button))
	if err != nil || r.Status != http.StatusOK {
		t.Fatalf("%s: %+v, %v", button, r, err)
	}
}
