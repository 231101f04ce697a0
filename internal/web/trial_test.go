package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// large returns the charter of a council of 190 members under a rule that looks at
// everything that a rule can look at.
func large() (charter []byte, ids []string) {
	var b strings.Builder
	b.WriteString(`id: large
name: {en: Assembly (specimen), ru: Ассамблея (образец)}
short: {en: Assembly, ru: Ассамблея}
languages: [en, ru]
alphabet: en
zone: UTC
accent: "#1f4e79"
council: all
bodies: [{id: all, name: {en: Assembly, ru: Ассамблея}, decides: true}]
offices: []
rotation: {rule: {en: By alphabet, ru: По алфавиту}, terms: []}
rules:
  - id: everything
    name: {en: Everything, ru: Всё}
    force: {from: 2001-01-01}
    method: two-stage
    steps:
      - name: adoption
        rule:
          method: vote
          electorate: {less: [arrears], motions: {adjourn: {only: bureau}}}
          quorums: [{at: opening, compare: ge, share: {num: 1, den: 3}, base: all-members}, {compare: gt, share: {num: 1, den: 2}, base: entitled}]
          counts: {for: in-favour, does-not-object: neither, abstains: counts-against, against: opposes, objects: opposes, not-participating: ignored, absent: ignored}
          needs:
            - {tally: in-favour, compare: ge, share: {num: 2, den: 3}, base: voting}
            - any:
                - {tally: in-favour, compare: gt, share: {num: 1, den: 2}, base: present, group: exporters}
                - {tally: in-favour, compare: ge, count: 100, on_request: large-majority}
          veto: {group: bureau}
          tie: second-vote
          second: {wait: {hours: 24}, within: {days: 3}}
          on_fail: returned
      - name: acceptance
        chamber: parties
        clock: {months: 10}
        rule:
          method: vote
          counts: {for: in-favour, objects: opts-out}
          needs: [{tally: objects, compare: lt, share: {num: 1, den: 3}, base: all-members}]
members:
`)
	for i := range 190 {
		id := string([]byte{byte('a' + i/26), byte('a' + i%26)})
		ids = append(ids, id)
		fmt.Fprintf(&b, "  - {id: %s, names: [{name: {en: Member %s, ru: Член %s}}], statuses: [{standing: member, force: {from: 2001-01-01}}]}\n", id, id, id)
	}
	return []byte(b.String()), ids
}

func TestARuleIsTriedOnACouncilOf190(t *testing.T) {
	charter, ids := large()
	g, err := playOf(charter, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	const rule = "/rules/everything"
	g.says(t, "/en"+rule, "What it needs", "In favour: at least 2/3 of yes and no", "One of these:", "In favour: more than 1/2 of those present; group: exporters",
		"only if asked for: “large-majority”", "every member, but not one that is: in arrears", "on the motion “adjourn”: group “bureau”",
		"At least 1/3 of all members, at the opening", "More than 1/2 of those entitled, at the decision", "Veto", "stops only what would have been carried",
		"Not before 24 hours have passed; within 3 days", "If it is not carried", "returned for more work", "10 months", "In a share of yes and no",
		"Step 2: acceptance", "In the other body: parties", "Codes of the members")
	g.says(t, "/ru"+rule, "За: не меньше 2/3", "Шаг 2: acceptance", "10 месяцев", "В другом органе: parties")
	try := func(change func(url.Values)) string {
		v := url.Values{"day": {"2020-01-01"}, "s.for": {strings.Join(ids[:130], " ")}, "s.against": {strings.Join(ids[130:], ",")},
			"g.exporters": {strings.Join(ids[:90], " ")}, "g.bureau": {"aa ab"}}
		change(v)
		return rule + "?" + v.Encode()
	}
	plain := try(func(url.Values) {})
	g.says(t, "/en"+plain, "With these stances: adopted.", "In favour: 130, wanted at least 127")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("s.for", "*"); v.Set("s.against", "AC; ad") }), "With these stances: adopted.", "In favour: 188")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("c.parties.objects", "aa ab ac") }), "With these stances: adopted in limited format.")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("g.bureau", "aa hg") }), "With these stances: vetoed.", "Veto: Member hg.")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("b.arrears", "aa ab ac ad") }), "With these stances: adopted.", "In favour: 126, wanted at least 124")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("opening", "aa ab") }), "With these stances: no quorum.")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("motion", "adjourn") }), "In favour: 2, wanted at least 2")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("g.exporters", "hf hg hh"); v.Set("r.large-majority", "1") }), "With these stances: adopted.", `checked`)
	g.says(t, "/en"+try(func(v url.Values) {
		v.Set("s.for", strings.Join(ids[:95], " "))
		v.Set("s.against", strings.Join(ids[95:], " "))
	}), "With these stances: postponed.")
	g.says(t, "/en"+try(func(v url.Values) {
		v.Set("s.for", strings.Join(ids[:95], " "))
		v.Set("s.against", strings.Join(ids[95:], " "))
		v.Set("second", "1")
	}), "With these stances: rejected.")
	g.says(t, "/en"+try(func(v url.Values) { v.Set("s.for", "atlantis") }), "Not among those who decide on that day: atlantis")
	if n := len("/en" + plain); n > urlLimit {
		t.Errorf("the address has %d bytes, of %d", n, urlLimit)
	}
	if slices.Contains(ids, "atlantis") {
		t.Error("atlantis is a member")
	}
}
