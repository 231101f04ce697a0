package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"chancery.example/chancery/examples"
)

// chained corrects one item so often that the state no longer names every entry.
const chained = `- secretariat convene-session: {as: s, body: csc, type: ordinary, title: {en: Session}, at: "2019-11-28"}
- secretariat register-act: {as: a, type: list, title: {en: List 0}}
`

func TestEntriesThatTheStateLetGoAreReachedByTheirCauses(t *testing.T) {
	var play strings.Builder
	play.WriteString(chained)
	for i := range 12 {
		fmt.Fprintf(&play, "- secretariat register-act: {type: list, title: {en: List %d}, corrects: $a, reason: misprint}\n", i+1)
	}
	g, err := playOf(examples.Charter("returned"), []string{"chained"}, func(string) []byte { return []byte(play.String()) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := g.close(); err != nil {
			t.Error(err)
		}
	}()
	// Entry 0 is the charter, 1 the session, 2 the act, 3 to 14 its corrections.
	act := g.page(t, "/en/acts/"+string(g.names["a"]))
	for _, want := range []string{"5 entries between", "/en/register?of=8"} {
		if !strings.Contains(act, want) {
			t.Errorf("the page of the act has no %q", want)
		}
	}
	chain := g.page(t, "/en/register?of=8")
	for place := 2; place <= 8; place++ {
		if !strings.Contains(chain, fmt.Sprintf(`href="/en/register/%d"`, place)) {
			t.Errorf("entry %d is not in the chain", place)
		}
	}
	for _, other := range []string{`href="/en/register/1"`, `href="/en/register/9"`} {
		if strings.Contains(chain, other) {
			t.Errorf("the chain has %s", other)
		}
	}
	for _, path := range []string{"/en/register?of=15", "/en/register?of=x", "/en/register?of=-1"} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// A long list is cut into pages of a hundred lines that lead to each other.
func TestALongListHasPages(t *testing.T) {
	var play strings.Builder
	for i := range 230 {
		fmt.Fprintf(&play, "- secretariat register-act: {as: a%d, type: list, title: {en: List %d}, at: \"%d-01-01\"}\n", i, i, 1700+i)
	}
	g, err := playOf(examples.Charter("returned"), []string{"long"}, func(string) []byte { return []byte(play.String()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	for _, tt := range []struct {
		path        string
		first, last int
		links       []string
		not         string
	}{
		{"/en/acts", 0, 99, []string{`href="/en/acts?from=101"`, "1–100 of 230"}, `rel="prev"`},
		{"/en/acts?from=101", 100, 199, []string{`href="/en/acts" rel="prev"`, `href="/en/acts?from=201"`}, "from=1\""},
		{"/en/acts?from=201", 200, 229, []string{`href="/en/acts?from=101" rel="prev"`, "201–230 of 230"}, `rel="next"`},
	} {
		page := g.page(t, tt.path)
		for i := range 230 {
			link := fmt.Sprintf(`href="/en/acts/%s"`, g.names[fmt.Sprintf("a%d", i)])
			if want := i >= tt.first && i <= tt.last; strings.Contains(page, link) != want {
				t.Errorf("%s shows list %d: %v", tt.path, i, !want)
			}
		}
		for _, l := range tt.links {
			if !strings.Contains(page, l) {
				t.Errorf("%s has no %s", tt.path, l)
			}
		}
		if strings.Contains(page, tt.not) {
			t.Errorf("%s has %s", tt.path, tt.not)
		}
	}
	for _, path := range []string{"/en/acts?from=0", "/en/acts?from=231", "/en/acts?from=x", "/en/acts?from=01"} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
