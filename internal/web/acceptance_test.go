package web

import (
	"strings"
	"testing"

	"chancery.example/chancery/examples"
)

func TestASecondStageSaysWhoIsBoundAndSinceWhen(t *testing.T) {
	g := onCase(t, "tacitacceptance")
	at := func(name string) string { return "/decisions/" + string(g.names[name]) }
	g.says(t, "/en"+at("accepted"), "adopted in limited format", "The decision is accepted.", "Thu 19 September 2024, 10:00 (Zurich) = 08:00 UTC",
		"Sat 19 July 2025, 10:00 (Zurich) = 08:00 UTC", "Our law", "accepts, and is bound from then on", "it binds 4 members", "Objects: 1, wanted less than 3")
	g.says(t, "/ru"+at("accepted")+"?zone=Asia/Almaty", "Решение акцептовано.", "19 июля 2025 года, 13:00", "Отклонили", "акцептует и связан с этого дня")
	g.says(t, "/en"+at("late"), "A notice that came in time was entered after the end. Before it, the outcome was: adopted; it binds 4 members.", "it binds 3 members")
	g.says(t, "/en"+at("measure"), "awaits acceptance", "it binds nobody before it is accepted", "there is no other end", "Accepted by", "nobody before it is accepted")
	g.says(t, "/en"+at("unopened"), "awaits acceptance", "The members were not told of it so far")
	g.each(t, func(t *testing.T, path, page string) {
		if strings.Contains(page, "⟦") {
			t.Errorf("%s: a message is missing", path)
		}
	})
}

func TestAStanceOnAnEarlierWordingIsMarked(t *testing.T) {
	g, err := playOf(examples.Charter("tacitacceptance"), []string{"x"}, func(string) []byte {
		return []byte(`
- secretariat convene-session: {as: s, body: heads, type: ordinary, title: {en: S}, presides: kz}
- secretariat submit-draft: {as: d, session: $s, form: decision, title: {en: Buoys}, nature: other, matter: measure, at: "2026-06-01"}
- members:kz,kg take-stance: {decision: $d, stance: for}
- secretariat submit-draft: {corrects: $d, reason: A round, session: $s, form: decision, title: {en: Buoys and lights}, nature: other, matter: measure, at: "2026-06-01"}
- member:kz take-stance: {decision: $d, stance: for}
`)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	page := g.page(t, "/en/decisions/"+string(g.names["d"]))
	if n := strings.Count(page, "on an earlier wording: it does not count until it is confirmed"); n != 1 {
		t.Errorf("%d stances are said to be on an earlier wording, want 1", n)
	}
	g.says(t, "/ru/decisions/"+string(g.names["d"]), "по прежней редакции")
}

func TestPresenceAtTheOpeningSaysWhereItIsFrom(t *testing.T) {
	charter := strings.Replace(string(examples.Charter("tacitacceptance")), "rules:\n", `rules:
  - id: opened
    name: {en: Opened, ru: Открытое}
    force: {from: 2001-01-01}
    matters: [opened]
    method: consensus
    quorums: [{at: opening, compare: ge, count: 2}]
    counts: {for: passes, absent: passes}
`, 1)
	g, err := playOf([]byte(charter), []string{"x"}, func(string) []byte {
		return []byte(`
- secretariat convene-session: {as: s, body: heads, type: ordinary, title: {en: S}, presides: kz}
- secretariat hold-sitting: {as: narrow, session: $s, order: 1, format: narrow, name: {en: Narrow}}
- secretariat record-attendance: {session: $s, sittings: [$narrow], people: [{member: kz, name: {en: A}, capacity: head}, {member: uz, name: {en: B}, capacity: head}]}
- secretariat submit-draft: {as: derived, session: $s, form: decision, title: {en: D}, nature: other, matter: opened, at: "2026-06-01"}
- secretariat submit-draft: {as: stated, session: $s, form: decision, title: {en: T}, nature: other, matter: opened, at: "2026-06-01"}
- members:kz,kg,tj,uz take-stance: {decision: $derived, stance: for}
- members:kz,kg,tj,uz take-stance: {decision: $stated, stance: for}
- chair:kz put-question: {decision: $derived}
- chair:kz put-question: {decision: $stated, opening: [kz, kg, tj]}
`)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	g.says(t, "/en/decisions/"+string(g.names["derived"]), "Present at the opening", "2: Kazakhstan and Uzbekistan", "Derived from the public attendance of the session")
	g.says(t, "/en/decisions/"+string(g.names["stated"]), "3: Kazakhstan, Kyrgyzstan and Tajikistan", "As said by whoever put the question.")
}
