package dccode

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRowsAreCountedByHowTheyComeOut(t *testing.T) {
	row := func(prose, now string, literal bool) string {
		b, err := json.Marshal(map[string]any{"before_xml": before, "instruction_text": []string{prose}, "after_xml": strings.Replace(before, "is low", now, 1), "literal": literal})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const here = `Section 4-12(b) is amended by striking "low" and inserting "high".`
	const other = `Section 10 of the Other Act of 2024 (D.C. Act 25-478), is amended by striking "low" and inserting "high".`
	var said []string
	wrong := Tally([]byte(strings.Join([]string{
		row(here, "is high", true), "", row(other, "is high", true), "none", row(here, "is higher", true),
		row(here, "is high", false), row(other, "is high", false),
	}, "\n")+"\n"), func(line string) { said = append(said, line) })
	if wrong != 1 {
		t.Errorf("%d wrong", wrong)
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{
		"3\t\tflagged\t", "4\tflagged\t", "5\t\twrong\t", "6\t\tgold differs\t", "7\t\tgold differs\t",
		"wrong and unflagged: 1\nrows: 6\nprose yields the gold: 4, exact 1, flagged 2\ngold differs: 2, of which exact 1, flagged 1\nexact, with the lead-in taken from the markup: 0",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}
