package web

import (
	"html"
	"strings"
	"testing"

	"chancery.example/chancery/examples"
)

// onCase returns a small case, played for one test.
func onCase(t *testing.T, name string) *stage {
	t.Helper()
	g, err := playOf(examples.Charter(name), []string{name}, examples.Play)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	return g
}

// says looks for sentences on a page.
func (g *stage) says(t *testing.T, path string, sentences ...string) {
	t.Helper()
	page := strings.ReplaceAll(html.UnescapeString(g.as(t, "public", path).Body.String()), "\u00a0", " ")
	if strings.Contains(page, "⟦") {
		t.Errorf("%s: a message is missing: %.80s", path, page[strings.Index(page, "⟦"):])
	}
	for _, s := range sentences {
		if !strings.Contains(page, s) {
			t.Errorf("%s does not say %q", path, s)
		}
	}
}

func TestTheSameVotesAreExplainedUnderEachRule(t *testing.T) {
	g := onCase(t, "securitycouncil")
	g.says(t, "/en/decisions/"+string(g.names["substance"]),
		"Vetoed", "In favour: 11, wanted at least 9.", "Veto: Russian Federation.", "if 1 member took another stance:", "Russian Federation: for")
	g.says(t, "/ru/decisions/"+string(g.names["procedure"]), "За: 11, нужно не меньше 9.", "Исход изменился бы, если бы 3 государства заняли другую позицию:")
	query := "?day=2022-02-25&m.ru=against"
	for _, m := range []string{"al", "br", "fr", "ga", "gh", "ie", "ke", "mx", "no", "gb", "us"} {
		query += "&m." + m + "=for"
	}
	g.says(t, "/en/rules/unsc-substantive"+query, "With these stances: vetoed.", "Veto: Russian Federation.")
	g.says(t, "/en/rules/unsc-procedural"+query, "With these stances: adopted.")
	g.says(t, "/en/rules/unsc-procedural?day=Friday", "Want a day, like 2024-02-29.", `value="Friday"`)
	g.says(t, "/en/rules/unsc-procedural?day=1945-01-01", "Nobody decides on that day.")
	g.says(t, "/en/rules", "Substance", "Procedure")
	if code := g.as(t, "public", "/en/rules/none").Code; code != 404 {
		t.Errorf("a rule that is none: %d", code)
	}
}

func TestASilenceIsToldInItsZoneAndTheReaders(t *testing.T) {
	g := onCase(t, "silence")
	extended := "/decisions/" + string(g.names["extended"])
	g.says(t, "/en"+extended, "Mon 26 February 2024, 15:00 (Almaty) = 09:00 UTC", "Fri 1 March 2024, 18:00 (Almaty) = 13:00 UTC", "The silence was kept: the decision is adopted.")
	g.says(t, "/ru"+extended+"?zone=Europe/Vienna", "1 марта 2024 года, 14:00")
	g.says(t, "/en"+extended+"?zone=Mars/Olympus", "There is no such time zone.", `value="Mars/Olympus"`)
	g.says(t, "/en/decisions/"+string(g.names["broken"]), "The silence was broken.", "Thu 29 February 2024, 17:59:59 (Almaty) = 11:59:59 UTC", "amendment", "both lakes")
	g.says(t, "/en/decisions/"+string(g.names["kept"]), "interpretative statement", "They change nothing in the decision.")
}

func TestALimitedFormatAndReturnedDraftsAreSaid(t *testing.T) {
	g := onCase(t, "limitedformat")
	g.says(t, "/en/decisions/"+string(g.names["d"]), "Adopted in limited format", "before: absent", "it binds 5 members")
	g = onCase(t, "returned")
	g.says(t, "/en/decisions/"+string(g.names["d17"]), "returned", "sent back for more work")
	g.each(t, func(t *testing.T, path, page string) {
		if strings.Contains(page, "⟦") {
			t.Errorf("%s: a message is missing", path)
		}
	})
}

func TestWhatARuleLacksIsSaidInWords(t *testing.T) {
	typed := string(examples.Charter("securitycouncil")) + `  - id: by-people
    name: {en: By people, ru: По населению}
    matters: [people]
    force: {from: 1966-01-01}
    method: vote
    counts: {for: in-favour, against: opposes}
    quorums: [{at: opening, compare: ge, count: 1}]
    needs: [{tally: in-favour, compare: gt, share: {num: 1, den: 2}, base: voting, weights: people}, {tally: in-favour, group: north, compare: ge, count: 1}]
weights:
  - {name: people, version: "2030", force: {from: 2022-01-01}, weights: {fr: 65, gb: 67}}
`
	g, err := playOf([]byte(typed), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	g.says(t, "/en/rules/by-people?day=2021-02-25&m.fr=for", "something is missing (no table of weights “people” is known for that day)")
	g.says(t, "/en/rules/by-people?day=2022-02-25&m.fr=for", "the table of weights has nothing for China")
	g.says(t, "/ru/rules/by-people?day=2022-02-25&m.fr=for", "в таблице весов нет: Китай")
}
