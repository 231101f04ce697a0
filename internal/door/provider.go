package door

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"chancery.example/chancery/internal/limit"
	"chancery.example/chancery/internal/store/account"
)

// ReturnPath is where a provider sends people back to.
const ReturnPath = "/sign-in/return"

// ProviderConfig says how people sign in at the organisation's own provider.
type ProviderConfig struct {
	Issuer string `json:"issuer"`
	ID     string `json:"client"`      // what the provider calls this site
	Secret string `json:"secret-file"` // file with the secret; its content, once read
	Claim  string `json:"claim"`       // whose value is a person's subject here; "" is sub
	// How strongly the provider has to have verified somebody: its answer names one of
	// these classes (acr), and one of these methods (amr). Empty: it need not say, and
	// is taken to have asked for the least that it lets pass.
	Classes []string `json:"acr"`
	Methods []string `json:"amr"`
}

// A Provider is the organisation's own sign-in, in OpenID Connect. While there is
// one, nobody signs in here but by an emergency link.
type Provider struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	claim    string
	classes  []string
	methods  []string
	client   *http.Client
	seal     cipher.AEAD
	calls    chan struct{} // one for each answer that is being asked about
}

// maxCalls is how many answers the provider is asked about at once. While it does not
// answer, that many requests wait for it, and all others are told to come again.
const maxCalls = 16

// ReadProvider reads how people sign in at a provider, and asks it how it
// works. The file that holds the secret is found beside file.
func ReadProvider(ctx context.Context, file, base string) (*Provider, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var c ProviderConfig
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if c.Secret != "" {
		name := c.Secret
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), name)
		}
		secret, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		c.Secret = strings.TrimSpace(string(secret))
	}
	return NewProvider(ctx, c, base)
}

// NewProvider asks the issuer how it works. base is the address of this site.
func NewProvider(ctx context.Context, c ProviderConfig, base string) (*Provider, error) {
	u, err := url.Parse(c.Issuer)
	if err != nil || u.Scheme != "https" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" {
		return nil, fmt.Errorf("provider %q: want an https address", c.Issuer)
	}
	client := &http.Client{Timeout: 8 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	// The keys of the issuer are fetched again when they change, after ctx has ended.
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), client), c.Issuer)
	if err != nil {
		return nil, fmt.Errorf("provider %s: %w", c.Issuer, err)
	}
	seal, err := newSeal()
	if err != nil {
		return nil, fmt.Errorf("provider: %w", err)
	}
	if c.Claim == "" {
		c.Claim = "sub"
	}
	return &Provider{
		oauth:    oauth2.Config{ClientID: c.ID, ClientSecret: c.Secret, Endpoint: p.Endpoint(), RedirectURL: base + ReturnPath, Scopes: scopes(c.Claim)},
		verifier: p.Verifier(&oidc.Config{ClientID: c.ID}), claim: c.Claim, client: client, seal: seal,
		classes: c.Classes, methods: c.Methods, calls: make(chan struct{}, maxCalls),
	}, nil
}

// newSeal makes what seals journeys, until the program ends.
func newSeal() (cipher.AEAD, error) {
	var key [32]byte
	if _, err := rand.Read(key[:]); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// scopes are what has to be asked for to be told a claim.
func scopes(claim string) []string {
	switch claim {
	case "email":
		return []string{oidc.ScopeOpenID, "email"}
	case "sub":
		return []string{oidc.ScopeOpenID}
	}
	return []string{oidc.ScopeOpenID, "profile"}
}

// Origin is where the browser is sent, for the content policy of the form that
// sends it there. Empty when there is no provider.
func (d *Door) Origin() string {
	if d.provider == nil {
		return ""
	}
	u, err := url.Parse(d.provider.oauth.Endpoint.AuthURL)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// A journey is what the browser keeps, sealed, while its person is at the provider.
type journey struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Session  string `json:"c"` // token of the session to confirm; "": a sign-in
	Back     string `json:"b"` // where the person goes after
	Until    int64  `json:"u"`
}

// Leave returns the address of the provider, and what the browser has to keep until
// it comes back. With a session it is to be confirmed: the person is asked anew.
func (d *Door) Leave(session, back string) (address, keep string, err error) {
	if d.provider == nil {
		return "", "", ErrShut
	}
	j := journey{Verifier: oauth2.GenerateVerifier(), Session: session, Back: back, Until: d.now().Add(askLife).Unix()}
	if j.State, err = token(); err != nil {
		return "", "", err
	}
	if j.Nonce, err = token(); err != nil {
		return "", "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(j.Nonce), oauth2.S256ChallengeOption(j.Verifier)}
	if classes := d.provider.classes; len(classes) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(classes, " ")))
	}
	if session != "" {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	keep, err = d.provider.pack(j)
	return d.provider.oauth.AuthCodeURL(j.State, options...), keep, err
}

// pack seals a journey.
func (p *Provider) pack(j journey) (string, error) {
	b, err := json.Marshal(j)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, p.seal.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(p.seal.Seal(nonce, nonce, b, nil)), nil
}

// unpack is the inverse of pack.
func (p *Provider) unpack(keep string) (j journey, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(keep)
	if err != nil || len(b) < p.seal.NonceSize() {
		return journey{}, false
	}
	b, err = p.seal.Open(nil, b[:p.seal.NonceSize()], b[p.seal.NonceSize():], nil)
	return j, err == nil && json.Unmarshal(b, &j) == nil
}

// Return takes what the provider sent the browser back with. It begins a session,
// or confirms the one that was left, and says where the person goes.
func (d *Door) Return(ctx context.Context, keep string, sent url.Values, device string) (e Entry, back string, err error) {
	if d.provider == nil {
		return Entry{}, "", ErrShut
	}
	j, ok := d.provider.unpack(keep)
	if !ok || d.now().Unix() >= j.Until || subtle.ConstantTimeCompare([]byte(j.State), []byte(sent.Get("state"))) != 1 {
		return Entry{}, "", ErrShut
	}
	subject, verified, err := d.provider.subject(ctx, j, sent.Get("code"))
	if _, busy := errors.AsType[limit.Wait](err); busy {
		d.log.WarnContext(ctx, "the provider is asked about as many people as may be at once")
		return Entry{}, "", err
	}
	if err != nil {
		d.log.InfoContext(ctx, "an answer of the provider was refused", "why", err)
		return Entry{}, "", ErrShut
	}
	var s account.Session
	if j.Session != "" {
		if s, err = d.session(ctx, j.Session); err != nil {
			return Entry{}, "", err
		}
		if d.now().Sub(verified) >= FreshLife { // it did not ask the person anew
			return Entry{}, "", ErrConfirm
		}
	}
	err = d.book.In(ctx, func(t *account.Tx) error {
		if err := t.Spend(Hash(j.State), time.Unix(j.Until, 0)); err != nil {
			return err
		}
		p, err := t.Subject(subject)
		if err != nil {
			return err
		}
		switch {
		case j.Session == "":
			e, err = d.open(ctx, t, p, ByProvider, device)
		case p.ID != s.Person:
			err = ErrShut
		default:
			e, err = d.renew(t, s, true)
		}
		return err
	})
	if err == nil {
		d.tell(ctx, e)
	}
	return e, j.Back, shut(err)
}

// errClaim is an answer that does not say who the person is.
var errClaim = errors.New("claim: not there, or not one that names a person")

// strong refuses an answer that does not say that the person was verified in one of
// the ways that are wanted.
func (p *Provider) strong(claims map[string]any) error {
	class, _ := claims["acr"].(string)
	if len(p.classes) > 0 && !slices.Contains(p.classes, class) {
		return fmt.Errorf("acr: %q, want one of %q", class, p.classes)
	}
	used, _ := claims["amr"].([]any)
	if len(p.methods) > 0 && !slices.ContainsFunc(used, func(m any) bool { name, _ := m.(string); return slices.Contains(p.methods, name) }) {
		return fmt.Errorf("amr: %v, want one of %q", used, p.methods)
	}
	return nil
}

// subject exchanges the code and returns whose it is, and when the provider
// verified the person; the zero time if it does not say.
func (p *Provider) subject(ctx context.Context, j journey, code string) (string, time.Time, error) {
	select {
	case p.calls <- struct{}{}:
		defer func() { <-p.calls }()
	default:
		return "", time.Time{}, limit.Wait(10 * time.Second)
	}
	ctx = oidc.ClientContext(ctx, p.client)
	got, err := p.oauth.Exchange(ctx, code, oauth2.VerifierOption(j.Verifier))
	if err != nil {
		return "", time.Time{}, fmt.Errorf("code: %w", err)
	}
	raw, _ := got.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(j.Nonce)) != 1 {
		return "", time.Time{}, errors.New("token: of another visit")
	}
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return "", time.Time{}, fmt.Errorf("token: %w", err)
	}
	if err := p.strong(claims); err != nil {
		return "", time.Time{}, err
	}
	var at time.Time
	if n, ok := claims["auth_time"].(float64); ok {
		at = time.Unix(int64(n), 0)
	}
	subject, ok := claims[p.claim].(string)
	if verified, _ := claims["email_verified"].(bool); p.claim == "email" && !verified {
		ok = false // whoever can write an address into the provider would be its owner
	}
	if !ok || subject == "" {
		return "", time.Time{}, errClaim
	}
	return subject, at, nil
}
