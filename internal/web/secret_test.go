package web

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/register"
)

// secrets are words of the example that are not for everybody: of the record of the
// narrow sitting and of the note to member states.
var secrets = []string{
	"её читают только те, кто в нём участвовал", "for those who took part in it and for nobody else",
	"Порядок, в котором говорили главы", "The order in which the heads spoke",
	"Секретарь заседания", "Secretary of the sitting",
	"Первым говорил представитель председательства",
	"Памятка делегациям", "Note to delegations",
}

func TestTheRecordOfTheNarrowSittingIsForThoseWhoSat(t *testing.T) {
	g := onStage(t)
	path := g.address(t, "/ru/statements/{narrow-record}")
	session := g.address(t, "/ru/sessions/{session}")
	for actor, may := range map[string]bool{
		"secretariat": true, "member:kz": true, "member:am": true, "chair:kg": true, "member:uz": false, "public": false,
	} {
		w := g.as(t, actor, path)
		if got := w.Code == http.StatusOK && strings.Contains(w.Body.String(), secrets[0]); got != may {
			t.Errorf("%s: %d, reads it: %t, want %t", actor, w.Code, got, may)
		}
		if got := strings.Contains(g.as(t, actor, session).Body.String(), path); got != may {
			t.Errorf("%s is led to it from the session: %t, want %t", actor, got, may)
		}
	}
}

// TestWhatIsKeptFromAStrangerIsLikeWhatIsNotThere compares whole answers, but for
// the address that was asked for, which its page may repeat.
func TestWhatIsKeptFromAStrangerIsLikeWhatIsNotThere(t *testing.T) {
	g := onStage(t)
	for _, actor := range []string{"public", "member:uz"} {
		for _, c := range []struct{ kept, unknown string }{
			{g.address(t, "/ru/statements/{narrow-record}"), "/ru/statements/0000000000000"},
			{g.address(t, "/en/statements/{narrow-record}"), "/en/statements/0000000000000"},
			{"/texts/" + g.hidden(t), "/texts/" + strings.Repeat("0", 64)},
		} {
			a, b := g.as(t, actor, c.kept), g.as(t, actor, c.unknown)
			same := strings.ReplaceAll(a.Body.String(), c.kept[3:], c.unknown[3:]) == b.Body.String()
			if a.Code != http.StatusNotFound || a.Code != b.Code || !same || !maps.EqualFunc(a.Header(), b.Header(), slices.Equal) {
				t.Errorf("%s: %s: %d and %d, %d and %d bytes, %v and %v", actor, c.kept, a.Code, b.Code, a.Body.Len(), b.Body.Len(), a.Header(), b.Header())
			}
		}
	}
}

// hidden is the hash of the text of the record of the narrow sitting.
func (g *stage) hidden(t *testing.T) (hash string) {
	t.Helper()
	g.secretariat.Read(func(s *council.State) {
		v, err := reading.Enter(s, access.SecretariatClass).Statement(g.names["narrow-record"])
		if err != nil || len(v.Texts) != 1 {
			t.Fatalf("%d texts, %v", len(v.Texts), err)
		}
		hash = v.Texts[0].Facts.Hash
	})
	return hash
}

// handedOut calls f for everything that anybody can have: pages, entries, proofs,
// files of the register, views as programs read them, and errors.
func (g *stage) handedOut(t *testing.T, f func(what, bytes string)) {
	t.Helper()
	ask := func(path string) { f(path, g.as(t, "public", path).Body.String()) }
	g.each(t, func(_ *testing.T, path, page string) { f(path, page) })
	for _, path := range []string{
		"/", "/robots.txt", "/healthz", "/metrics", "/sitemap.xml", "/log/checkpoint", "/log/key", "/texts/" + g.hidden(t),
		g.address(t, "/ru/sessions/{narrow}"),
	} {
		ask(path)
	}
	var size register.Place
	var files []string
	g.secretariat.Read(func(s *council.State) {
		size = s.Size
		room := reading.Enter(s, access.PublicClass)
		for _, id := range room.ActsWithText(reader.Reads) {
			for _, file := range []string{"akn.xml", "json", "txt", "jsonld"} {
				files = append(files, "/acts/"+string(id)+"/current.ru."+file, "/acts/"+string(id)+"/current.en."+file)
			}
		}
		ids := slices.Collect(maps.Values(g.names))
		for _, name := range reading.Views() {
			for _, id := range append(ids, "", "kz", "csc", "secretariat") {
				b, err := room.View(name, string(id))
				f("show "+name+" "+string(id), fmt.Sprint(string(b), err))
			}
		}
	})
	for _, path := range files {
		ask(path)
	}
	for place := range size {
		ask(fmt.Sprintf("/log/content/%d", place))
		ask(fmt.Sprintf("/register/%d/proof", place))
		ask(fmt.Sprintf("/ru/register/%d", place))
		if place%ledgerPage == 0 {
			ask(fmt.Sprintf("/ru/register?before=%d", place))
		}
		if place%register.TileWidth == 0 {
			width := int(min(size-place, register.TileWidth))
			ask("/log/" + register.TilePath(0, int64(place/register.TileWidth), width))
			ask("/log/" + register.BundlePath(int64(place/register.TileWidth), width))
		}
	}
}

func TestNothingPublicHoldsARestrictedWord(t *testing.T) {
	g := onStage(t)
	never := append(slices.Clone(secrets), g.hidden(t))
	seen := map[string]bool{}
	n := 0
	g.handedOut(t, func(what, bytes string) {
		n++
		for _, word := range never {
			if strings.Contains(bytes, word) {
				t.Errorf("%s holds %q", what, word)
			}
		}
		// The address of a page is in the answer to those who ask for that page.
		if id := string(g.names["narrow-record"]); strings.Contains(bytes, id) && !strings.HasSuffix(what, id) {
			t.Errorf("%s holds the id of the record of the narrow sitting", what)
		}
		seen[what] = bytes != ""
	})
	for _, want := range []string{"/log/content/0", "/register/0/proof", "/sitemap.xml", "show statements ", "/ru/register/1"} {
		if !seen[want] {
			t.Errorf("%s was not read", want)
		}
	}
	t.Logf("%d answers", n)
	// The words are the right ones: those who may read them do.
	for _, path := range []string{"/ru/statements/{narrow-record}", "/en/statements/{narrow-record}"} {
		body := g.as(t, "secretariat", g.address(t, path)).Body.String()
		if !slices.ContainsFunc(secrets, func(word string) bool { return strings.Contains(body, word) }) {
			t.Errorf("%s holds none of the words, for the secretariat", path)
		}
	}
}
