package web

import (
	"regexp"
	"strings"
	"testing"
)

var hrefs = regexp.MustCompile(` href="([^"]*)"`)

// ids of a page, and links within it.
var (
	idAttrs   = regexp.MustCompile(` id="([^"]*)"`)
	fragments = regexp.MustCompile(` href="#([^"]*)"`)
)

// each calls f for every public page in every language.
func (g *stage) each(t *testing.T, f func(t *testing.T, path, page string)) {
	t.Helper()
	for _, l := range g.book.Langs() {
		for _, p := range g.paths {
			path := "/" + string(l) + p
			f(t, path, g.page(t, path))
		}
	}
}

func TestEveryPageIsWhole(t *testing.T) {
	onStage(t).each(t, func(t *testing.T, path, page string) {
		for _, never := range []string{"⟦", "<script", " style=", " onclick", "javascript:"} {
			if i := strings.Index(page, never); i >= 0 {
				t.Errorf("%s holds %q: %.80s", path, never, page[i:])
			}
		}
		if strings.Count(page, "<h1") != 1 {
			t.Errorf("%s has %d titles", path, strings.Count(page, "<h1"))
		}
		seen := map[string]bool{}
		for _, m := range idAttrs.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s: id %q twice", path, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range fragments.FindAllStringSubmatch(page, -1) {
			if !seen[m[1]] {
				t.Errorf("%s: a link to #%s, which is not there", path, m[1])
			}
		}
	})
}

func TestEveryLinkOfThisSiteLeadsSomewhere(t *testing.T) {
	g := onStage(t)
	good := map[string]bool{}
	g.each(t, func(t *testing.T, path, page string) {
		for _, m := range hrefs.FindAllStringSubmatch(page, -1) {
			to, _, _ := strings.Cut(strings.ReplaceAll(m[1], "&amp;", "&"), "#")
			if !strings.HasPrefix(to, "/") || good[to] {
				continue
			}
			if w := g.as(t, "public", to); w.Code != 200 {
				t.Errorf("%s: %s answers %d", path, to, w.Code)
			}
			good[to] = true
		}
	})
}
