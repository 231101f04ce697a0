package dccode

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRowsAreCountedByHowTheyComeOut(t *testing.T) {
	low := func(prose, now string) string {
		b, err := json.Marshal(map[string]any{"before_xml": before, "instruction_text": prose, "after_xml": strings.Replace(before, "is low", now, 1)})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	exact := low(`Section 4-12(b) is amended by striking "low" and inserting "high".`, "is high")
	flagged := low(`Section 10 of the Other Act of 2024 (D.C. Act 25-478), is amended by striking "low" and inserting "high".`, "is high")
	var said []string
	wrong := Tally([]byte(exact+"\n\n"+flagged+"\nnone\n"), func(line string) { said = append(said, line) })
	all := strings.Join(said, "\n")
	for _, want := range []string{"4\tflagged\t", "wrong and unflagged: 0", "rows: 3", "exact 1"} {
		if wrong != 0 || !strings.Contains(all, want) {
			t.Errorf("%d wrong, want %q in\n%s", wrong, want, all)
		}
	}
}
