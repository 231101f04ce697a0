package catalogue

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
)

// charterOf is a charter with the members that rules and tables of the catalogue name.
func charterOf(c *Catalogue) string {
	var b strings.Builder
	b.WriteString("id: all\nname: {en: All}\nshort: {en: All}\nlanguages: [en]\nalphabet: en\nzone: UTC\naccent: \"#1f4e79\"\ncouncil: council\nmembers:\n")
	for _, s := range c.States {
		fmt.Fprintf(&b, "  - {id: '%s', names: [{name: {en: \"%s\"}}], statuses: [{standing: member}]}\n", s.ID, s.Names[0])
	}
	b.WriteString("bodies: [{id: council, name: {en: Council}, decides: true}]\noffices: []\nrotation: {rule: {en: None.}}\n")
	return b.String()
}

func TestEveryRuleOfTheCatalogueCanBeTakenByACharter(t *testing.T) {
	c := load(t)
	var shelf charter.Shelf = c
	head := charterOf(c)
	without := []string{"imf_ordinary", "imf_special_85", "commodity_distributed_majority", "imo_marpol_tacit"} // their tables are nowhere
	for _, id := range shelf.RuleIDs() {
		ch, err := charter.ParseWith(shelf, "c.yaml", []byte(head+"weights: [{use: eu-population}, {use: eu-votes}]\nrules:\n  - use: "+strings.ReplaceAll(id, "_", "-")+"\n"))
		if slices.Contains(without, id) {
			if err == nil || !strings.Contains(err.Error(), "want a table under weights: eu-population, eu-votes") {
				t.Errorf("%s: %v", id, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		want, _ := c.Rule(id)
		got := ch.Rules[0]
		got.ID, got.Which, got.Replaces = want.ID, want.Which, want.Replaces
		q := procedure.Question{Members: []procedure.Member{"fr", "de"}, Stances: map[procedure.Member]procedure.Stance{"fr": procedure.For, "de": procedure.For}}
		if !procedure.Evaluate(got, q).Equal(procedure.Evaluate(want, q)) {
			t.Errorf("%s judges otherwise once it is taken", id)
		}
		if len(ch.Weights) != len(c.Tables) {
			t.Errorf("%d tables of %d", len(ch.Weights), len(c.Tables))
		}
	}
	if _, err := charter.ParseWith(shelf, "c.yaml", []byte(head+"weights: [{use: eu-people}]\nrules: [{use: eu_unanimty}]\n")); err == nil ||
		!strings.Contains(err.Error(), `"eu_unanimity" is near`) || !strings.Contains(err.Error(), "want a table of the catalogue: eu-votes, eu-population") {
		t.Error(err)
	}
}
