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
			if !strings.HasPrefix(to, "/") || good[to] || strings.HasSuffix(to, "/sign-in") { // of package people
				continue
			}
			if w := g.as(t, "public", to); w.Code != 200 {
				t.Errorf("%s: %s answers %d", path, to, w.Code)
			}
			good[to] = true
		}
	})
}

// inOrder checks that a page says words one after another.
func inOrder(t *testing.T, path, page string, words ...string) {
	t.Helper()
	text, at := plainText(page), 0
	for _, w := range words {
		i := strings.Index(text[at:], w)
		if i < 0 {
			t.Errorf("%s does not say %q after what comes before it", path, w)
			return
		}
		at += i + len(w)
	}
}

func TestTheSessionTellsItsCourse(t *testing.T) {
	g := onStage(t)
	path := g.saying(t, "sessions", "in Bishkek, 2019")
	page := g.page(t, path)
	inOrder(t, path, page,
		"Adopted: 1 statement and 14 decisions.", "28 November 2019", "Ala-Archa",
		"Course of the session", "Narrow format", "Kassym-Jomart Tokayev", "Talks with members of delegations", "Vladimir Putin", "Signing", "Presidency handed over",
		"Documents", "Statement on improving international interaction", "75th anniversary", "On the presidency of the Organization", "Listed, not named", "Listed, not named", "17 − 1 − 14 = 2",
		"People", "Kassym-Jomart Tokayev", "Alexander Lukashenko", "outgoing presidency", "Prime Minister of Armenia", "acting Secretary General", "Lavrov",
		"Agenda", "Tajik-Afghan border", "Signatures in order", "Nikol Pashinyan", "KZ-1", "KZ-7", "RU-6", "Commitments", "Next session", "left open", "left open",
		"Publications", "Akorda", "Kazakhstan, Belarus, Kyrgyzstan, Russia, Tajikistan, Armenia",
		"How many documents were signed?", "Sources differ", "17", "15", "Where nothing differs", "Ala-Archa")
	for _, want := range []string{`<svg class="picture timeline`, `class="course"`, `id="cite"`, `/proof" download`, "How many items are on the agenda?"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
	if n := strings.Count(page, ">Sources differ<"); n < 6 {
		t.Errorf("%d differences stand side by side", n)
	}
	if strings.Contains(page, "Secretary of the sitting") {
		t.Error("a stranger reads who kept the record of the narrow sitting")
	}
	own := g.as(t, "member:kz", path).Body.String()
	if !strings.Contains(own, "Secretary of the sitting") || !strings.Contains(own, "for those who took part in the sitting only") || !strings.Contains(own, "what is not for everyone") {
		t.Error("a delegate who took part is not shown the record, or not told whose it is")
	}
}

func TestTheDecisionSaysWhy(t *testing.T) {
	g := onStage(t)
	path := g.saying(t, "decisions", "On amending the Statute of the Collective Security Council")
	page := g.page(t, path)
	inOrder(t, path, page,
		"adopted", "Adopted under the rule “Consensus”; it binds 6 members.", "Amends", "Statute of the CSTO Collective Security Council",
		"Why it is adopted", "There is a quorum: 6 took part", "Nobody stands in the way: 6 of 6.", "recalled", "Judged again now", "the same",
		"Stances of the members", "Armenia", "for", "derived", "Tajikistan", "Signatures in order", "Texts", "SHA-256")
	if !strings.Contains(page, `<svg class="picture chain`) {
		t.Error("the rule is not drawn")
	}
	path = g.saying(t, "decisions", "On the anti-drug strategy")
	inOrder(t, path, g.page(t, path), "adopted in limited format", "it binds 5 members", "Armenia", "does not object", "A document sent to the Secretariat")
	path = g.saying(t, "decisions", "Statement on improving international interaction")
	inOrder(t, path, g.page(t, path), "political statement", "Kyrgyzstan", "What is the title of the Statement?", "Sources differ", "It said", "interaction and cooperation to strengthen")
	path = g.saying(t, "decisions", "On the presidency of the Organization")
	inOrder(t, path, g.page(t, path), "Presidency", "Day of the transfer", "Next session", "left open", "What became of it", "by video link")
}

func TestTheActHasALifeOfItsOwn(t *testing.T) {
	g := onStage(t)
	path := g.saying(t, "acts", "Statute of the CSTO Collective Security Council")
	inOrder(t, path, g.page(t, path), "amended 1 time", "28 April 2003", "Dushanbe", "Annex 1 to the decision", "Amended by", "On amending the Statute", "Read the text as it stands")
	path = g.saying(t, "acts", "Protocol on Partner and Observer")
	inOrder(t, path, g.page(t, path), "In force from", "19 January 2021", "Proposals that refer to it", "RU-6", "What it carried out")
	path = g.saying(t, "acts", "Regulation on the standing operation")
	inOrder(t, path, g.page(t, path), "Amended by", "What it is for", "PROXY")
	path = g.saying(t, "acts", "UN Global Counter-Terrorism Strategy")
	inOrder(t, path, g.page(t, "/en/acts"), "28 April 2003", "adopted by others")
}

func TestThePublicationHasAGalleryOfDrawings(t *testing.T) {
	g := onStage(t)
	for publisher, n := range map[string]int{"Akorda (Kazakhstan)": 10, "Website of the President of Russia": 13} {
		path := g.saying(t, "publications", publisher)
		page := g.page(t, path)
		if got := strings.Count(page, `<svg class="picture placeholder`); got != n {
			t.Errorf("%s: %d drawings, want %d", path, got, n)
		}
		inOrder(t, path, page, publisher, "Order of names", "The photographs belong to the publisher", "Picture 1 of", "Photo:")
		if strings.Contains(page, "<img") {
			t.Errorf("%s shows a picture that is not drawn here", path)
		}
	}
}

func TestTheFirstPageAnswersFirst(t *testing.T) {
	g := onStage(t)
	page := g.page(t, "/en/")
	inOrder(t, "/en/", page, "Last session", "in Bishkek, 2025", "What was decided", "adopted in limited format", "Next session", "Nothing is on record", "Presidency", "States by status", "in Bishkek, 2019")
	for _, want := range []string{`action="/en/verify"`, `enctype="multipart/form-data"`, `<label for="file">`, `<label for="proof">`} {
		if !strings.Contains(page, want) {
			t.Errorf("the first page lacks %s", want)
		}
	}
}
