package door

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chancery.example/chancery/internal/limit"
	"chancery.example/chancery/internal/store/account"
)

// An idp is a provider written for these tests: it signs whoever it is told to.
type idp struct {
	*httptest.Server
	key    *rsa.PrivateKey
	claims map[string]any // beside those that every token has
	spoil  func(map[string]any)
	codes  map[string]url.Values // what was asked for, by code; each works once
}

func newIDP(t *testing.T) *idp {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	p := &idp{key: key, claims: map[string]any{"sub": "idp-7"}, spoil: func(map[string]any) {}, codes: map[string]url.Values{}}
	mux := http.NewServeMux()
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	answer := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": b64(key.N.Bytes()), "e": b64(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		asked, ok := p.codes[r.FormValue("code")]
		delete(p.codes, r.FormValue("code"))
		id, secret, _ := r.BasicAuth()
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if !ok || id != "site" || secret != "secret" || asked.Get("code_challenge") != b64(sum[:]) || asked.Get("code_challenge_method") != "S256" {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token(asked)})
	})
	return p
}

// token signs what the provider says of the person.
func (p *idp) token(asked url.Values) string {
	now := time.Now().Unix()
	claims := map[string]any{"iss": p.URL, "aud": "site", "exp": now + 60, "iat": now, "auth_time": now, "nonce": asked.Get("nonce")}
	for k, v := range p.claims {
		claims[k] = v
	}
	p.spoil(claims)
	body, _ := json.Marshal(claims) // strings and numbers always marshal
	signed := b64([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + b64(body)
	sum := sha256.Sum256([]byte(signed))
	sig, _ := rsa.SignPKCS1v15(nil, p.key, 5, sum[:]) // 5 is SHA-256; of a key that was made here
	return signed + "." + b64(sig)
}

// visit is what a browser brings back from the address it was sent to.
func (p *idp) visit(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	code, err := token()
	must(t, err)
	p.codes[code] = u.Query()
	return url.Values{"code": {code}, "state": {u.Query().Get("state")}}
}

// provided is a house where people sign in at a provider.
func provided(t *testing.T) (*house, *idp) {
	t.Helper()
	h, p := newHouse(t), newIDP(t)
	must(t, h.Admit(t.Context(), account.Person{ID: "a", Name: "A", Subject: "idp-7", Capacities: []account.Capacity{kz}}))
	var err error
	h.provider, err = NewProvider(t.Context(), ProviderConfig{Issuer: p.URL, ID: "site", Secret: "secret"}, testBase)
	must(t, err)
	h.clock.Store(time.Now().Unix())
	return h, p
}

func TestAProviderLetsItsPersonIn(t *testing.T) {
	h, p := provided(t)
	address, keep, err := h.Leave("", "/ru/")
	must(t, err)
	sent := p.visit(t, address)
	e, back, err := h.Return(t.Context(), keep, sent, "test")
	must(t, err)
	if h.who(t, e.Pass) != "member:kz" || back != "/ru/" {
		t.Errorf("came in as %q, led to %q", h.who(t, e.Pass), back)
	}
	p.codes[sent.Get("code")], _ = url.ParseQuery(strings.SplitN(address, "?", 2)[1])
	_, _, err = h.Return(t.Context(), keep, sent, "test") // the same journey, though the code works again
	fails(t, err, ErrShut)

	_, err = h.Act(t.Context(), e.Pass)
	fails(t, err, ErrConfirm)
	address, keep, err = h.Leave(e.Session, "/ru/me")
	must(t, err)
	if !strings.Contains(address, "prompt=login") || !strings.Contains(address, "max_age=0") {
		t.Errorf("a fresh verification does not ask for one: %s", address)
	}
	c, _, err := h.Return(t.Context(), keep, p.visit(t, address), "test")
	must(t, err)
	if _, err := h.Act(t.Context(), c.Pass); err != nil {
		t.Errorf("verified afresh at the provider: %v", err)
	}
}

func TestWhatAProviderDoesNotSayIsRefused(t *testing.T) {
	for name, wrong := range map[string]func(h *house, p *idp, keep string, sent url.Values) string{
		"another nonce": func(_ *house, p *idp, k string, _ url.Values) string {
			p.spoil = func(c map[string]any) { c["nonce"] = "x" }
			return k
		},
		"another audience": func(_ *house, p *idp, k string, _ url.Values) string {
			p.spoil = func(c map[string]any) { c["aud"] = "x" }
			return k
		},
		"another issuer": func(_ *house, p *idp, k string, _ url.Values) string {
			p.spoil = func(c map[string]any) { c["iss"] = "x" }
			return k
		},
		"a token that is over": func(_ *house, p *idp, k string, _ url.Values) string {
			p.spoil = func(c map[string]any) { c["exp"] = 1 }
			return k
		},
		"nobody's subject": func(_ *house, p *idp, k string, _ url.Values) string { p.claims["sub"] = "x"; return k },
		"no subject":       func(_ *house, p *idp, k string, _ url.Values) string { p.claims["sub"] = 7; return k },
		"another state":    func(_ *house, _ *idp, k string, s url.Values) string { s.Set("state", "x"); return k },
		"another code":     func(_ *house, _ *idp, k string, s url.Values) string { s.Set("code", "x"); return k },
		"another browser":  func(_ *house, _ *idp, _ string, _ url.Values) string { return "" },
		"a spoilt cookie":  func(_ *house, _ *idp, k string, _ url.Values) string { return "A" + k[1:len(k)-1] + "A" },
		"too late":         func(h *house, _ *idp, k string, _ url.Values) string { h.pass(askLife); return k },
		"another verifier": func(h *house, _ *idp, _ string, s url.Values) string {
			_, other, _ := h.Leave("", "/") // of a provider that is there
			j, _ := h.provider.unpack(other)
			j.State = s.Get("state")
			k, _ := h.provider.pack(j)
			return k
		},
	} {
		h, p := provided(t)
		address, keep, err := h.Leave("", "/")
		must(t, err)
		sent := p.visit(t, address)
		keep = wrong(h, p, keep, sent)
		if _, _, err := h.Return(t.Context(), keep, sent, "test"); !strings.Contains(fmt.Sprint(err), ErrShut.Error()) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestAProviderSaysHowStronglyItVerified(t *testing.T) {
	h, p := provided(t)
	h.provider.classes, h.provider.methods = []string{"urn:two", "urn:three"}, []string{"hwk", "otp"}
	for _, tt := range []struct {
		name     string
		acr, amr any
		in       bool
	}{
		{"as is wanted", "urn:three", []any{"pwd", "otp"}, true},
		{"a lower class", "urn:one", []any{"otp"}, false},
		{"no class", nil, []any{"otp"}, false},
		{"a weaker method", "urn:two", []any{"pwd"}, false},
		{"no method", "urn:two", nil, false},
		{"a method in another form", "urn:two", "otp", false},
	} {
		p.spoil = func(c map[string]any) { c["acr"], c["amr"] = tt.acr, tt.amr }
		address, keep, err := h.Leave("", "/")
		must(t, err)
		if !strings.Contains(address, "acr_values=urn%3Atwo+urn%3Athree") {
			t.Errorf("the class is not asked for: %s", address)
		}
		_, _, err = h.Return(t.Context(), keep, p.visit(t, address), "test")
		if tt.in != (err == nil) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestNoRedirectOfTheProviderIsFollowed(t *testing.T) {
	h, p := provided(t)
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer elsewhere.Close()
	moved := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer moved.Close()
	if _, err := NewProvider(t.Context(), ProviderConfig{Issuer: moved.URL}, testBase); err == nil {
		t.Error("a provider that has moved is taken")
	}
	h.provider.oauth.Endpoint.TokenURL = moved.URL
	address, keep, err := h.Leave("", "/")
	must(t, err)
	_, _, err = h.Return(t.Context(), keep, p.visit(t, address), "test")
	fails(t, err, ErrShut)
	if asked > 0 {
		t.Errorf("%d requests went elsewhere", asked)
	}
}

// TestAProviderThatDoesNotAnswerHoldsUpNobodyElse has two hundred people come back
// from a provider that is silent: a few wait for it, all others are told to come
// again at once, and who is signed in goes on.
func TestAProviderThatDoesNotAnswerHoldsUpNobodyElse(t *testing.T) {
	h, p := provided(t)
	address, keep, err := h.Leave("", "/")
	must(t, err)
	e, _, err := h.Return(t.Context(), keep, p.visit(t, address), "test")
	must(t, err)
	silent := make(chan struct{})
	var reached atomic.Int64
	stuck := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		<-silent
		http.Error(w, "", http.StatusServiceUnavailable)
	}))
	defer stuck.Close()
	h.provider.oauth.Endpoint.TokenURL = stuck.URL
	const people = 200
	answers := make(chan error, people)
	for range people {
		address, keep, err := h.Leave("", "/")
		must(t, err)
		sent := p.visit(t, address)
		go func() {
			_, _, err := h.Return(t.Context(), keep, sent, "test")
			answers <- err
		}()
	}
	for range people - maxCalls { // these do not wait for the provider
		if _, busy := errors.AsType[limit.Wait](<-answers); !busy {
			t.Fatal("an answer is not that there are too many")
		}
	}
	if h.who(t, e.Pass) != "member:kz" {
		t.Error("who is signed in is held up")
	}
	close(silent)
	for range maxCalls {
		fails(t, <-answers, ErrShut)
	}
	if n := reached.Load(); n > 2*maxCalls { // in either of two ways to say who asks
		t.Errorf("the provider was asked %d times", n)
	}
	h.provider.oauth.Endpoint.TokenURL = p.URL + "/token"
	address, keep, err = h.Leave("", "/")
	must(t, err)
	if _, _, err = h.Return(t.Context(), keep, p.visit(t, address), "test"); err != nil {
		t.Errorf("after it answers again: %v", err)
	}
}

func TestAProviderThatDoesNotAskAnewConfirmsNothing(t *testing.T) {
	h, p := provided(t)
	address, keep, err := h.Leave("", "/")
	must(t, err)
	e, _, err := h.Return(t.Context(), keep, p.visit(t, address), "test")
	must(t, err)
	for name, spoil := range map[string]func(map[string]any){
		"long ago":     func(c map[string]any) { c["auth_time"] = time.Now().Add(-time.Hour).Unix() },
		"does not say": func(c map[string]any) { delete(c, "auth_time") },
	} {
		p.spoil = spoil
		address, keep, err := h.Leave(e.Session, "/")
		must(t, err)
		if _, _, err := h.Return(t.Context(), keep, p.visit(t, address), "test"); !strings.Contains(fmt.Sprint(err), ErrConfirm.Error()) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestWithAProviderNobodySignsInHereButByAnEmergencyLink(t *testing.T) {
	h := newHouse(t)
	k, _ := h.settled(t, "a", kz)
	options, err := h.AskSignIn()
	must(t, err)
	answer := k.get(t, options)
	invitation := h.invited(t, "b", kz)
	open, _, err := h.NewLink(t.Context(), "b", account.OpenLink, 0)
	must(t, err)
	p := newIDP(t)
	h.provider, err = NewProvider(t.Context(), ProviderConfig{Issuer: p.URL, ID: "site"}, testBase)
	must(t, err)
	_, err = h.SignIn(t.Context(), answer, "test")
	fails(t, err, ErrShut)
	_, err = h.AskInvited(t.Context(), invitation)
	fails(t, err, ErrShut)
	_, err = h.Enter(t.Context(), open, "", "test")
	fails(t, err, ErrShut)
	link, codes, err := h.NewLink(t.Context(), "a", account.Emergency, 1)
	must(t, err)
	e, err := h.Enter(t.Context(), link, codes[0], "test")
	must(t, err)
	if h.who(t, e.Pass) != "member:kz" || strings.Count(h.log.String(), "emergency link") != 2 {
		t.Errorf("an emergency link is not taken, or not logged: %s", h.log.String())
	}
}

func TestAProviderIsAskedOverASafeLine(t *testing.T) {
	if _, err := NewProvider(t.Context(), ProviderConfig{Issuer: "http://idp.example"}, testBase); err == nil {
		t.Error("a provider over plain HTTP is taken")
	}
}

func FuzzJourney(f *testing.F) {
	f.Add("")
	f.Add(base64.RawURLEncoding.EncodeToString(make([]byte, 64)))
	h := newHouse(f)
	key, err := newSeal()
	must(f, err)
	h.provider = &Provider{seal: key}
	f.Fuzz(func(t *testing.T, keep string) {
		if _, _, err := h.Return(t.Context(), keep, url.Values{"state": {""}, "code": {"x"}}, ""); err == nil {
			t.Errorf("%q brings somebody in", keep)
		}
	})
}

func FuzzReadCode(f *testing.F) {
	for _, s := range []string{"K7QF-2MXD-9PTA", "k7qf2mxd9pta", "OIL0-1111-0000", "", "\u2013"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code := ReadCode(typed)
		if code != "" && (len(code) != 12 || strings.Trim(code, letters) != "" || ReadCode(code) != code) {
			t.Errorf("%q is read as %q", typed, code)
		}
	})
}

func FuzzAnswer(f *testing.F) {
	h := newHouse(f)
	k, _ := h.settled(f, "a", kz)
	options, err := h.AskSignIn()
	must(f, err)
	x := *k
	x.origin = "https://evil.example"
	f.Add(x.get(f, options))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		if _, err := h.SignIn(t.Context(), answer, ""); err == nil {
			t.Error("a made-up answer brings somebody in")
		}
		if err := h.register(t.Context(), "key", account.Person{ID: "a", Handle: k.handle}, answer, "", nil); err == nil {
			t.Error("a made-up answer becomes a key")
		}
	})
}
