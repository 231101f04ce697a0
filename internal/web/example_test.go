package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestTheSliderOfEachActHasItsDays looks at the text of every act of the example that
// is amended, in both languages: a stop for each day on which it changes, for all and
// for a member whose own day it is.
func TestTheSliderOfEachActHasItsDays(t *testing.T) {
	g := onStage(t)
	const adopted = "2019-11-28"
	for act, days := range map[string][]string{
		"csc-statute?": {adopted}, "rules-of-procedure?": {adopted}, "proxy-regulation?": {adopted, "2020-01-01"}, "cdm-statute?": {adopted},
		"decision-2003?": {adopted}, "documents-regulation?": {adopted, "2021-01-01"}, "minutes-rules?": {adopted}, "access-order?": {adopted},
		"information-agreement?":          {adopted, "2020-07-01"},
		"information-agreement?member=kz": {adopted, "2020-05-14", "2020-07-01"},
		"information-agreement?member=am": {adopted, "2020-07-01", "2021-01-25"},
		"information-agreement?member=tj": {adopted, "2020-07-01"},
	} {
		name, query, _ := strings.Cut(act, "?")
		for _, lang := range []string{"ru", "en"} {
			path := g.address(t, "/"+lang+"/acts/{"+name+"}")
			page := g.page(t, path+"/text?"+query)
			i := strings.Index(page, `class="moments"`)
			if i < 0 {
				t.Errorf("%s?%s: no slider", path, query)
				continue
			}
			slider, _, _ := strings.Cut(page[i:], "</nav>")
			for _, d := range days {
				if !strings.Contains(slider, `href="`+path+"/at/"+d) {
					t.Errorf("%s?%s: no stop on %s", path, query, d)
				}
			}
			// The text as first adopted is one more.
			if n := strings.Count(slider, `class="stop`); n != len(days)+1 {
				t.Errorf("%s?%s: %d stops, want %d", path, query, n, len(days)+1)
			}
		}
	}
}

// TestOnOneDayTwoMembersAreBoundByTwoTexts reads the page that answers what binds a
// member, for one that gave its notice late and one that gave none.
func TestOnOneDayTwoMembersAreBoundByTwoTexts(t *testing.T) {
	g := onStage(t)
	at := g.address(t, "/en/acts/{information-agreement}/at/")
	g.answers(t, "public", at+"2020-06-01?member=kz", http.StatusOK, []string{"On 1 June 2020 this act binds Kazakhstan", "within <ins>10 days</ins>", "<ins>Article 3a.</ins>", "in force from 14 May 2020: 5 notices were given, 4 are needed"}, []string{"30 days"})
	g.answers(t, "public", at+"2020-06-01?member=am", http.StatusOK, []string{"On 1 June 2020 this act binds Armenia", "within 30 days"}, []string{"10 days", "Article 3a"})
	g.answers(t, "public", at+"2021-01-25?member=am", http.StatusOK, []string{"within <ins>10 days</ins>", "from its own notice, 25 January 2021"}, nil)
	g.answers(t, "public", at+"2021-01-25?member=tj", http.StatusOK, []string{"within 30 days", "waits for the member&#39;s own notice"}, []string{"10 days"})
	g.answers(t, "public", "/ru"+at[3:]+"2020-06-01?member=kz", http.StatusOK, []string{"в течение <ins>10 дней</ins>", "Статья 3.1."}, nil)
	g.answers(t, "public", "/ru"+at[3:]+"2020-06-01?member=tj", http.StatusOK, []string{"в течение 30 дней"}, []string{"Статья 3.1."})
}

// TestATextSaysWhatHasNoForce reads what the words of a text do not say.
func TestATextSaysWhatHasNoForce(t *testing.T) {
	g := onStage(t)
	agreement, regulation, order := g.address(t, "acts/{information-agreement}"), g.address(t, "acts/{documents-regulation}"), g.address(t, "acts/{access-order}")
	for _, tt := range []struct {
		path     string
		has, not []string
	}{
		{"/en/" + agreement + "/at/2019-11-28", []string{`meet every year.<span class="mark held">suspended</span>`, "Operation 5: ", "Operations 1 and 4: "}, nil},
		{"/en/" + agreement + "/at/2020-07-01", []string{"meet every year."}, []string{"mark held"}},
		{"/ru/" + agreement + "/at/2019-11-28", []string{"каждый год.<span class=\"mark held\">действие приостановлено</span>", "Операция 5: "}, nil},
		{"/en/" + regulation + "/at/2020-12-31", []string{`on trial.<span class="mark held">in force until 31 December 2020</span>`}, nil},
		{"/en/" + regulation + "/at/2021-01-01", []string{`on trial.<span class="mark held">had force until 31 December 2020</span>`}, nil},
		{"/ru/" + regulation + "/text", []string{`<span class="mark held">действовало по 31 декабря 2020`}, nil},
		{"/en/" + order + "/text", []string{"This act lost its force on 28 November 2019 (amendment 1).", "<ins>Repealed.</ins>"}, nil},
		{"/ru/" + order + "/text", []string{"Акт утратил силу 28 ноября 2019", "(поправка 1)", "<ins>Утратил силу.</ins>"}, nil},
		{"/en/" + order + "/at/2019-11-27", []string{"by the officer on duty"}, []string{"lost its force"}},
		{"/en/" + g.address(t, "decisions/{d2}/redline"), []string{"<ins>10</ins> days", "Destruction of information", "<ins>Repealed.</ins>"}, nil},
	} {
		g.answers(t, "public", tt.path, http.StatusOK, tt.has, tt.not)
	}
	// A redline takes away what operations wait for, and leaves the text for all as it is.
	g.answers(t, "public", "/en/"+agreement+"/text", http.StatusOK, []string{"within 30 days"}, []string{"10 days"})
}
