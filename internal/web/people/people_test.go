package people

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestADeviceIsCalledWhatItsOwnerKnows(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                    "Firefox, Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0": "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1": "Safari, iPhone",
		"curl/8.0": "", "": "",
	} {
		if got := Device(agent); got != want {
			t.Errorf("%s: %q, want %q", agent, got, want)
		}
	}
}

// FuzzBack checks that a way back never leads to another site.
func FuzzBack(f *testing.F) {
	for _, s := range []string{"/ru/me", "/en/me/keys/remove?key=x", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/\t/evil.example", "/%2f/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		got := Back(path, "/here")
		base, _ := url.Parse("https://council.example/ru/") // an address that is one
		u, err := base.Parse(got)
		if err != nil || u.Host != "council.example" || u.Scheme != "https" || strings.ContainsAny(got, "\\\r\n\t ") {
			t.Errorf("%q leads to %q", path, got)
		}
	})
}

func TestThePolicyOfPagesWithTheScriptAllowsNothingElse(t *testing.T) {
	for provider, want := range map[string]string{
		"":                    "form-action 'self'; base-uri 'none'",
		"https://idp.example": "form-action 'self' https://idp.example; base-uri 'none'",
	} {
		got := policy(provider)
		if !strings.Contains(got, want) || !strings.HasPrefix(got, "default-src 'none'; script-src 'self'; ") || strings.Contains(got, "unsafe") {
			t.Errorf("%q: %s", provider, got)
		}
	}
}

func TestPassOfReadsBothTokens(t *testing.T) {
	r := &http.Request{Header: http.Header{"Cookie": {"__Host-chancery=a; __Host-chancery-fresh=b"}}}
	if p := PassOf(r); p.Session != "a" || p.Fresh != "b" {
		t.Errorf("pass %+v", p)
	}
	if p := PassOf(&http.Request{Header: http.Header{}}); p.Session != "" || p.Fresh != "" {
		t.Errorf("pass %+v", p)
	}
}
