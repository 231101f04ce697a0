package browser

import (
	"bufio"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A provider is an organisation's own sign-in, in OpenID Connect, run by a test. Its
// one page asks for a name; whoever gives one is verified.
type provider struct {
	*httptest.Server
	key   *rsa.PrivateKey
	mu    sync.Mutex
	codes map[string]url.Values // what was asked for, and the name that was given
	seen  []url.Values          // every visit of the page, as it was asked for
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.answer(t, w, map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		p.answer(t, w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": encoded(key.N.Bytes()), "e": encoded(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("GET /authorize", p.page)
	mux.HandleFunc("POST /authorize", p.verify)
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		asked, ok := p.codes[r.FormValue("code")]
		delete(p.codes, r.FormValue("code"))
		p.mu.Unlock()
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if id, secret, _ := r.BasicAuth(); !ok || id != "site" || secret != "secret" || asked.Get("code_challenge") != encoded(sum[:]) {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		p.answer(t, w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token(asked)})
	})
	return p
}

func (p *provider) answer(t *testing.T, w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		t.Error(err)
	}
}

// page asks who somebody is.
func (p *provider) page(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.seen = append(p.seen, r.URL.Query())
	p.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="en"><meta charset="utf-8"><title>The ministry</title><main><h1>Who are you?</h1>
<form method="post" action="/authorize?%s"><label>Name <input name="name"></label> <button>It is me</button></form></main></html>`, html.EscapeString(r.URL.RawQuery))
}

// verify takes a name, and sends its owner back.
func (p *provider) verify(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	asked.Set("sub", r.PostFormValue("name"))
	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = asked
	p.mu.Unlock()
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {asked.Get("state")}}.Encode(), http.StatusSeeOther)
}

// token signs who somebody is.
func (p *provider) token(asked url.Values) string {
	now := time.Now().Unix()
	body, _ := json.Marshal(map[string]any{ // strings and numbers always marshal
		"iss": p.URL, "aud": "site", "exp": now + 60, "iat": now, "auth_time": now, "nonce": asked.Get("nonce"), "sub": asked.Get("sub"), "acr": "two", "amr": []string{"otp"},
	})
	signed := encoded([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + encoded(body)
	sum := sha256.Sum256([]byte(signed))
	sig, _ := rsa.SignPKCS1v15(nil, p.key, 5, sum[:]) // 5 is SHA-256; of a key that was made here
	return signed + "." + encoded(sig)
}

// visits is how often the page was asked for, and as what the last time.
func (p *provider) visits() (n int, last url.Values) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.seen), p.seen[len(p.seen)-1]
}

// withProvider serves a copy of the demo's council for people of a provider.
func withProvider(t *testing.T, p *provider) *demo {
	t.Helper()
	of := site(t)
	d := &demo{dir: t.TempDir()}
	program := filepath.Join(d.dir, "chancery")
	if err := os.Symlink(filepath.Join(of.dir, "chancery"), program); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	run("backup", "-data", filepath.Join(of.dir, "data"), filepath.Join(d.dir, "copy"))
	run("restore", "-data", filepath.Join(d.dir, "data"), filepath.Join(d.dir, "copy"))
	key, err := os.ReadFile(filepath.Join(of.dir, "data", "depositary.key")) // no backup has it
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"data/depositary.key": string(key),
		"secret":              "secret\n", "provider.json": fmt.Sprintf(`{"issuer": %q, "client": "site", "secret-file": "secret", "acr": ["two"], "amr": ["otp"]}`, p.URL),
	} {
		if err := os.WriteFile(filepath.Join(d.dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.cmd = exec.Command(program, "serve", "-data", filepath.Join(d.dir, "data"), "-addr", "localhost:0", "-oidc", filepath.Join(d.dir, "provider.json"))
	d.cmd.Stderr = os.Stderr
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Error(err)
		}
		if err := d.cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	for lines := bufio.NewScanner(out); d.base == "" && lines.Scan(); {
		if _, at, ok := strings.Cut(lines.Text(), "ms: "); ok {
			d.base = at
		}
	}
	return d
}

// TestAPersonComesInThroughTheirOrganisation goes by keyboard alone to the provider's
// own page and back: sign-in, a fresh verification that the provider is asked for, and
// out; and finds no other way in.
func TestAPersonComesInThroughTheirOrganisation(t *testing.T) {
	p := newProvider(t)
	d := withProvider(t, p)
	d.person(t, "invite", "-name", "C. Saparova", "-as", "member:kz", "-subject", "saparova", "ministry")
	page := open(t, d.base+"/en/sign-in", View{})
	seesPage(t, page, "provider-sign-in-en", "Continue at your organisation")
	if n := must(evaluate[int](page, `document.querySelectorAll('main form').length`))(t); n != 1 {
		t.Errorf("%d ways in are offered, want the provider's alone", n)
	}
	verify := func(name string) {
		t.Helper()
		reach(t, page, "input text")
		if err := chromedp.Do(page, chromedp.KeyEvent(name)); err != nil {
			t.Fatal(err)
		}
		strike(t, page, "button submit  /authorize")
	}
	strike(t, page, "button submit  /en/sign-in/provider")
	if at := must(evaluate[string](page, `document.title`))(t); at != "The ministry" {
		t.Fatalf("the browser is at %q", at)
	}
	verify("saparova")
	seesPage(t, page, "provider-home-en", "a delegate of Kazakhstan")
	if _, asked := p.visits(); asked.Get("acr_values") != "two" || asked.Has("prompt") {
		t.Errorf("asked for %v", asked)
	}

	if err := Go(page, d.base+"/en/me/confirm"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "provider-confirm-en", "Continue at your organisation")
	strike(t, page, "button submit  /en/me/confirm/provider")
	if _, asked := p.visits(); asked.Get("prompt") != "login" || asked.Get("max_age") != "0" {
		t.Errorf("a fresh verification is asked for as %v", asked)
	}
	verify("saparova")
	seesPage(t, page, "provider-me-en", "My sign-in", "through your organisation")
	strike(t, page, "button submit  /sign-out")
	if err := Go(page, d.base+"/en/signed-out"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "provider-signed-out-en", "You are signed out", "Your organisation may still have you signed in")
	if err := Go(page, d.base+"/en/me"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "provider-out-en", "Continue at your organisation")

	noOtherWay(t, d)
	strike(t, page, "button submit  /en/sign-in/provider")
	reach(t, page, "input text")
	if err := chromedp.Do(page, chromedp.KeyEvent("somebody else")); err != nil {
		t.Fatal(err)
	}
	reach(t, page, "button submit  /authorize")
	if r, err := chromedp.RunResponse(page, chromedp.KeyEvent("\r")); err != nil || r.Status != http.StatusForbidden {
		t.Errorf("whom the provider knows and the site does not: %+v, %v", r, err)
	}
}

// noOtherWay tries what lets people in where there is no provider.
func noOtherWay(t *testing.T, d *demo) {
	t.Helper()
	invitation := strings.Fields(d.person(t, "invite", "ministry"))[0]
	for _, path := range []string{invitation, strings.Fields(d.person(t, "link", "ministry"))[0]} {
		if w := ask(t, "POST", path, nil); w.StatusCode != http.StatusForbidden || len(w.Cookies()) > 0 {
			t.Errorf("%s answers %d while there is a provider", path, w.StatusCode)
		}
	}
}
