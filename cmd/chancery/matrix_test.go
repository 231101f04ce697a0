package main

import (
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
)

// never are the nouns that can be hidden from nobody, and why.
var never = map[council.Noun]string{
	council.NounStatus: "who is a member decides who may read what, and must hide nothing itself",
}

// TestNobodyIsAnsweredMoreThanTheyMayRead asks everything that the site serves as everybody who can ask. A new
// address, noun, kind of audience or class of readers is in it by being there, or
// fails it. With MATRIX=REGEXP every cell of such addresses is asked, else a sample
// that has every address with every reader, and with the race detector fewer.
func TestNobodyIsAnsweredMoreThanTheyMayRead(t *testing.T) {
	was := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler)) // of answers that no authenticator gave
	defer slog.SetDefault(was)
	w := newMatrixWorld(t)
	t.Run("a secret of every noun for every audience", w.isFull)
	m := newMatrix(t, w)
	t.Run("every secret is shown to whom it is for", m.isRead)
	t.Run("nobody is shown more than that", func(t *testing.T) { m.isTight(t, os.Getenv("MATRIX")) })
	t.Run("an address without a row", m.wantsRows)
	t.Run("planted leaks are found", func(t *testing.T) { leaksAreFound(t, m) })
}

// isFull wants a secret in every cell of nouns and audiences, or a reason.
func (w *matrixWorld) isFull(t *testing.T) {
	for _, n := range council.Nouns() {
		for _, kind := range secretKinds() {
			there := slices.ContainsFunc(w.secrets, func(x secret) bool { return x.noun == n && x.kind == kind })
			if why := never[n]; there == (why != "") {
				t.Errorf("a %s for %s is there: %t; %s%s", n, kind, there, why, w.reasons[string(n)+" "+kind])
			}
		}
	}
	if len(charter.AudienceKinds()) != 7 {
		t.Errorf("audiences are %v: the tests of the matrix say how each is told apart", charter.AudienceKinds())
	}
	texts := 0
	for _, takes := range w.takes {
		if takes {
			texts++
		}
	}
	t.Logf("%d secrets, with canaries in %d of %d texts", len(w.secrets), texts, len(w.takes))
}

// isRead wants every canary, and its id, on the page of an entry for everybody who
// may read it.
func (m *matrix) isRead(t *testing.T) {
	lang := []string{"en", "ru"}
	for i, x := range m.secrets {
		may := 0
		for n, r := range m.readers {
			if !r.sees[i] || (may > 2 || raced && may > 0) && n%5 != i%5 {
				continue
			}
			may++
			path := fmt.Sprintf("/%s/register/%d", lang[i%2], m.places[i][0])
			if got := m.ask(m.site, r.cookie, address{method: http.MethodGet, path: path}); !strings.Contains(got.text, x.canary) {
				t.Errorf("%s, a %s for %s, is not shown to %s: %d", path, x.noun, x.kind, r.name, got.code)
			}
		}
		if may == 0 || may == len(m.readers) && x.kind != released {
			t.Errorf("a %s for %s is read by %d of %d", x.noun, x.kind, may, len(m.readers))
		}
	}
}

// isTight asks the cells.
func (m *matrix) isTight(t *testing.T, whole string) {
	cells, from := 0, m.asks
	only := regexp.MustCompile(whole)
	for at, p := range m.patterns {
		if !only.MatchString(p) {
			continue
		}
		all, err := m.addresses(p)
		if err != nil {
			t.Error(err)
			continue
		}
		all = m.reached(t, p, all)
		for i, r := range m.readers {
			asked := all
			if whole == "" {
				if raced && (i+at)%9 > 0 {
					continue
				}
				if other := m.inOther(p); other && (i+at)%2 == 0 {
					continue // in the other language
				}
				asked = []address{m.one(all, i*5+at*3, r)}
			}
			for _, a := range asked {
				if a.blind && r.sees[a.secret] {
					continue
				}
				cells++
				if code, what := m.cell(r, a); what != "" {
					t.Errorf("%s reads %s %s %s (%d): %s", r.name, a.method, a.path, a.body, code, what)
				}
			}
		}
	}
	for _, r := range m.readers { // nothing that was asked ended a session
		if got := m.ask(m.site, r.cookie, address{method: http.MethodGet, path: "/en/me"}); (got.code == http.StatusOK) != (r.person != nil) {
			t.Errorf("%s is not signed in any more: %d", r.name, got.code)
		}
	}
	t.Logf("%d addresses, %d readers, %d cells, %d questions", len(m.patterns), len(m.readers), cells, m.asks-from)
}

// one is an address of a sample, about what a reader may not read where only such are
// asked.
func (m *matrix) one(all []address, from int, r *seer) (a address) {
	for i := range all {
		if a = all[(from+i)%len(all)]; !a.blind || !r.sees[a.secret] {
			break
		}
	}
	return a
}

// inOther reports whether a page stands in another language too.
func (m *matrix) inOther(pattern string) bool {
	for a, b := range map[string]string{" /en/": " /ru/", " /ru/": " /en/"} {
		if strings.Contains(pattern, a) && slices.Contains(m.patterns, strings.Replace(pattern, a, b, 1)) {
			return true
		}
	}
	return false
}

// closed are the addresses at which nothing answers that the matrix could ask for.
var closed = map[string]string{
	"/":     "everything else",
	"/api/": "everything else for programs",
	"GET /en/sessions/{session}/prepare/done": "a batch that was given", "GET /ru/sessions/{session}/prepare/done": "a batch that was given",
	"GET /static/":              "files under the hash of their bytes, the same for everybody",
	"GET /sign-in/return":       "whoever comes back from a provider, and there is none",
	"GET /invitation/{link}":    "a link that there is not",
	"POST /invitation/{link}":   "a link that there is not",
	"POST /sign-in/{link}":      "a link that there is not",
	"POST /ru/sign-in":          "an authenticator's answer",
	"POST /en/sign-in":          "an authenticator's answer",
	"POST /commands":            "programs whose person was verified afresh; see its own tests",
	"POST /ru/sign-in/provider": "there is no provider", "POST /en/sign-in/provider": "there is no provider",
	"POST /ru/me/confirm": "an authenticator's answer", "POST /en/me/confirm": "an authenticator's answer",
	"POST /ru/me/confirm/code": "a code", "POST /en/me/confirm/code": "a code",
	"POST /ru/me/confirm/provider": "there is no provider", "POST /en/me/confirm/provider": "there is no provider",
	"POST /ru/me/keys/add": "an authenticator's answer", "POST /en/me/keys/add": "an authenticator's answer",
}

// reached leaves of the addresses of a pattern those at which there is something for
// somebody, by the noun of the secret, and one at which there is not. If there is
// nothing at any, the pattern has no row.
func (m *matrix) reached(t *testing.T, pattern string, all []address) (left []address) {
	of := func(a address) string {
		if a.secret < 0 {
			return ""
		}
		return string(m.secrets[a.secret].noun)
	}
	if all[0].blind {
		return all
	}
	bare := strings.NewReplacer("/en/", "/", "/ru/", "/").Replace(pattern)
	kinds := m.kinds[bare]
	if kinds == nil {
		kinds = m.there(all, of)
		m.kinds[bare] = kinds
	}
	rest := []address{}
	for _, a := range all {
		if kinds[of(a)] {
			left = append(left, a)
		} else if rest = append(rest, a); len(rest) == 1 {
			left = append(left, a)
		}
	}
	if !slices.Contains(slices.Collect(maps.Values(kinds)), true) && !all[0].once && closed[pattern] == "" {
		t.Errorf("%s: nothing that the matrix asks for is there: give it a row", pattern)
	}
	return left
}

// there says, by the noun of the secret, whether at any of addresses there is something
// for the secretariat or a member.
func (m *matrix) there(all []address, of func(address) string) map[string]bool {
	kinds, tried := map[string]bool{}, map[string]int{}
	for _, a := range all {
		kind := of(a)
		if open := a.secret < 0 || m.secrets[a.secret].kind == released; kinds[kind] || !open || a.once || tried[kind] > 40 {
			continue
		}
		tried[kind]++
		for _, r := range m.readers {
			if !kinds[kind] && (r.name == "secretariat" || r.name == "member:kz") {
				code := m.ask(m.site, r.cookie, a).code
				kinds[kind] = code < 400 || code == http.StatusBadRequest && a.method == http.MethodPost
			}
		}
	}
	return kinds
}

// cell asks one address as one reader, and says what leaks.
func (m *matrix) cell(r *seer, a address) (code int, what string) {
	ask := func(h http.Handler, a address) answer {
		cookie := r.cookie
		if a.once && r.person != nil {
			cookie = m.signIn(r.person.ID + "-once")
		}
		return m.ask(h, cookie, a)
	}
	for range 3 { // a second may pass between two answers
		got := ask(m.site, a)
		code = got.code
		if what = m.sighting(r, a, got.text); what != "" {
			return code, what
		}
		if a.name != "" && !r.sees[a.secret] {
			if a, b := a.unsaid(got.text), a.unsaid(ask(m.site, a.lost()).text); a != b {
				what = "is not as if it were not there: " + parting(a, b)
				continue
			}
		}
		if own := ask(m.mirror(r.class), a); own.text != got.text {
			what = "is not as if the rest had never been recorded: " + parting(got.text, own.text)
			continue
		}
		return code, ""
	}
	return code, what
}

// sighting looks for what a reader may not read in an answer, but for what the
// address itself said.
func (m *matrix) sighting(r *seer, a address, text string) string {
	word := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }
	for i := 0; i < len(text); i++ {
		if !word(text[i]) {
			continue
		}
		from := i
		for i < len(text) && word(text[i]) {
			i++
		}
		said := text[from:i]
		if strings.HasPrefix(said, "Canary") && len(said) >= len("Canary0000x") {
			said = said[:len("Canary0000x")]
		}
		if n, ok := m.byName[said]; ok && !r.sees[n] && said != a.name {
			return fmt.Sprintf("holds %s of a %s for %s", said, m.secrets[n].noun, m.secrets[n].kind)
		}
	}
	return ""
}

// parting shows where two texts part.
func parting(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+100)] }
	return fmt.Sprintf("%d and %d bytes:\n%s\n----\n%s", len(a), len(b), cut(a), cut(b))
}

// wantsRows holds the matrix to what it does with an address that nobody thought of.
func (m *matrix) wantsRows(t *testing.T) {
	for _, p := range []string{"GET /feeds/{name}", "GET /ru/papers/{id}/{page}", "POST /en/upload", "GET /files/{path...}"} {
		if all, err := m.addresses(p); err == nil {
			t.Errorf("%s has a row of %d addresses", p, len(all))
		}
	}
}
