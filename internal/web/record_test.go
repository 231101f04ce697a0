package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// of returns the addresses of the pages of the things of a list, in English.
func (g *stage) of(list string) []string {
	var found []string
	for _, p := range g.paths {
		if strings.HasPrefix(p, "/"+list+"/") {
			found = append(found, "/en"+p)
		}
	}
	return found
}

// saying returns the page of a list's thing that says some words.
func (g *stage) saying(t *testing.T, list, words string) string {
	t.Helper()
	for _, path := range g.of(list) {
		if strings.Contains(g.page(t, path), words) {
			return path
		}
	}
	t.Fatalf("no page of %s says %s", list, words)
	return ""
}

func TestEveryPageOfTheRecordIsCitedAndNamesItsEntries(t *testing.T) {
	g := onStage(t)
	var paths []string
	for _, list := range []string{"statements", "proposals", "commitments", "programmes", "members", "bodies"} {
		paths = append(append(paths, "/en/"+list), g.of(list)...)
	}
	for _, list := range []string{"presidency", "measures", "budgets", "awards", "bases"} {
		paths = append(paths, "/en/"+list)
	}
	for _, path := range paths {
		body := g.page(t, path)
		for _, want := range []string{`id="cite"`, `href="https://council.example` + path + `" rel="bookmark"`, `id="entries"`, `/proof" download`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
}

// holds checks that a page shows words, markup apart.
func (g *stage) holds(t *testing.T, path string, words ...string) {
	t.Helper()
	body := plainText(g.page(t, path))
	for _, w := range words {
		if !strings.Contains(body, w) {
			t.Errorf("%s does not say %q", path, w)
		}
	}
}

var markup = regexp.MustCompile(`<[^>]*>`)

// plainText is a page without its markup and with single spaces.
func plainText(body string) string {
	s := markup.ReplaceAllString(body, " ")
	s = strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&", "\u00a0", " ", "\u202f", " ").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

func TestAStatementSaysWhoSpokeAndWhoseTheFiguresAre(t *testing.T) {
	g := onStage(t)
	path := g.saying(t, "statements", "<h1 class=\"\">Kassym-Jomart Tokayev")
	g.holds(t, path,
		"Kassym-Jomart Tokayev", "President of Kazakhstan", "head of delegation", "Narrow format",
		"citizens of Kazakhstan evacuated from Syria in operation Zhusan exact 595 persons Kazakhstan",
		"children among the 595 more than 400 children Kazakhstan",
		"territory of Afghanistan under control of the official authorities a little more than half 50 percent Kazakhstan",
		"KZ-1", "KZ-7", "special humanitarian operation Zhusan", "are not the speaker's words",
	)
	body := g.page(t, path)
	if n := strings.Count(body, `class="mark specimen"`); n != 3 {
		t.Errorf("%d quotations are marked as specimens", n)
	}
	for _, quote := range regexp.MustCompile(`(?s)<blockquote class="quote">.*?</blockquote>`).FindAllString(body, -1) {
		if strings.Contains(quote, "Tokayev") {
			t.Error("a specimen is put into a person's mouth")
		}
	}
	if strings.Contains(body, `href="www.`) || strings.Contains(body, `href="http://www.akorda.kz`) {
		t.Error("a name of a publisher became a link")
	}
}

func TestProposalsAreNarrowedByPlainLinks(t *testing.T) {
	g := onStage(t)
	all := plainText(g.page(t, "/en/proposals"))
	for _, label := range []string{"KZ-1", "KZ-7", "RU-1", "RU-6", "13 proposals"} {
		if !strings.Contains(all, label) {
			t.Errorf("the list lacks %s", label)
		}
	}
	g.holds(t, "/en/proposals?member=kz", "KZ-1", "KZ-7", "7 proposals")
	if body := g.page(t, "/en/proposals?member=kz&status=done"); strings.Contains(body, "RU-2") || strings.Contains(body, "KZ-1") || !strings.Contains(body, "KZ-3") {
		t.Error("the list is not narrowed to what was done of Kazakhstan's")
	}
	g.holds(t, "/en/proposals?member=xx", "There are no such proposals")
	if body := g.page(t, `/en/proposals?member=%22%3E%3Cscript%3E`); strings.Contains(body, "<script") {
		t.Error("a filter is written as it came")
	}
}

// labelled returns the address of the page of the proposal with a label.
func (g *stage) labelled(t *testing.T, label string) string {
	t.Helper()
	return g.saying(t, "proposals", ">Proposal "+label+"<")
}

func TestAProposalTellsWhatBecameOfIt(t *testing.T) {
	g := onStage(t)
	g.holds(t, g.labelled(t, "RU-2"), "statement of Vladimir Putin", "military", "Taken up as a commitment", "done", "2 December 2020", "en.special.kremlin.ru")
	g.holds(t, g.labelled(t, "KZ-4"), "Munich conference", "not known", "No trace of the conference was found", "derived")
	g.holds(t, g.labelled(t, "KZ-1"), "Nothing was recorded of what came next")
	g.holds(t, g.labelled(t, "KZ-2"), "Open appeal of the foreign ministers")
}

func TestMembersAreShownTwice(t *testing.T) {
	g := onStage(t)
	body := g.page(t, "/ru/members")
	if !strings.Contains(body, `<svg class="picture tiles`) || !strings.Contains(body, `<svg class="picture strip`) {
		t.Error("a picture is missing")
	}
	g.holds(t, "/ru/members", "членство приостановлено с 19 декабря 2012 года", "член с 16 августа 2006 года по 18 декабря 2012 года по памяти", "50 %")
	g.holds(t, "/en/members/kz", "Republic of Kazakhstan", "Kassym-Jomart Tokayev", "2018", "2024", "KZ-4", "10 %", "recalled")
	g.holds(t, "/en/members/uz", "membership suspended", "from 19 December 2012", "not stated")
}

func TestThePresidencyHasTwoDays(t *testing.T) {
	g := onStage(t)
	g.holds(t, "/en/presidency",
		"Article 13", "next by the rule: Tajikistan",
		"Kyrgyzstan, then Russia, 28 November 2019 Day of the decision 28 November 2019 Day of the transfer not stated",
		"Kyrgyzstan, then Russia, 27 November 2025 Day of the decision 27 November 2025 Day of the transfer 1 January 2026",
		"When does Russia preside? Sources agree",
	)
}

func TestBodiesStandUnderOneAnother(t *testing.T) {
	g := onStage(t)
	body := g.page(t, "/en/bodies")
	if strings.Count(body, `<ul class="tree">`) != 2 {
		t.Error("the bodies are no tree of two levels")
	}
	g.holds(t, "/en/bodies", "Collective Security Council (CSC) highest body", "Parliamentary Assembly (PA)")
	g.holds(t, "/en/bodies/csc", "Charter, Article 12", "recalled", "does not object stands in nobody’s way, and does not bind it", "abstains stands in the way", "Session of the Collective Security Council in Bishkek, 2019")
	g.holds(t, "/en/bodies/secretariat", "Valery Semerikov acting Russia", "Stanislav Zas", "from 1 January 2026")
}

func TestMoneyIsExactOrSaidToBeUnpublished(t *testing.T) {
	g := onStage(t)
	g.holds(t, "/en/budgets", "Russia 50 %", "Total 100 %", "2020 budget amount not published", "2018 report on execution amount not published", "No page that was read confirms it")
}

func TestListsSayWhatIsNotPublished(t *testing.T) {
	g := onStage(t)
	g.holds(t, "/en/measures", "known by its title only", "Plan of events for the 75th anniversary of Victory", "not published", "specimen")
	g.holds(t, "/en/awards", "neither the persons nor the awards", "not named")
	g.holds(t, "/en/bases", "does not say which organisation")
	g.holds(t, "/en/programmes", "595 persons; more than 400 children", "standing operation PROXY")
	g.holds(t, g.saying(t, "programmes", "operation Zhusan</h1>"), "competent bodies of Kazakhstan", "statement of Kassym-Jomart Tokayev", "exact 595 persons Kazakhstan")
}

func TestTheRecordLeadsToEveryList(t *testing.T) {
	g := onStage(t)
	body := g.page(t, "/ru/record")
	for _, list := range []string{"sessions", "decisions", "acts", "statements", "proposals", "commitments", "publications", "members", "bodies", "presidency", "measures", "programmes", "budgets", "awards", "bases", "register", "verify", "about"} {
		if !strings.Contains(body, `class="what" href="/ru/`+list+`"`) {
			t.Errorf("there is no way to %s", list)
		}
	}
	g.holds(t, "/en/about", "no cookie", "Apache License 2.0", "chancery verify https://council.example/log", "English and Russian")
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	g := onStage(t)
	session := strings.TrimPrefix(g.of("sessions")[0], "/en/sessions/")
	for _, path := range []string{"/statements/x", "/statements/" + session, "/proposals/x", "/commitments/x", "/programmes/x", "/members/x", "/bodies/x"} {
		if w := g.as(t, "public", "/en"+path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestWhatIsNotForEveryoneSaysForWhomItIs(t *testing.T) {
	g := onStage(t)
	for actor, want := range map[string][]string{
		"public":      nil,
		"member:kz":   {"for those who took part", "for the member states"},
		"secretariat": {"for those who took part", "for the member states"},
	} {
		list := g.as(t, actor, "/en/statements").Body.String()
		for _, w := range want {
			if !strings.Contains(list, w) {
				t.Errorf("%s is not told %q", actor, w)
			}
		}
		for _, m := range regexp.MustCompile(`href="(/en/statements/[a-z0-9]+)"`).FindAllStringSubmatch(list, -1) {
			w := g.as(t, actor, m[1])
			if w.Code != http.StatusOK {
				t.Errorf("%s: %s answers %d", actor, m[1], w.Code)
			}
			public := g.as(t, "public", m[1]).Code == http.StatusOK
			if marked := strings.Contains(w.Body.String(), "This page holds what is not for everyone"); marked == public {
				t.Errorf("%s: %s is for everyone: %t, and marked: %t", actor, m[1], public, marked)
			}
		}
	}
}
