package english_test

import (
	"testing"

	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/english/draft"
)

// TestProseWrittenForOperationsIsReadAsThem takes operations from generated
// instructions, writes prose for them and reads it back.
func TestProseWrittenForOperationsIsReadAsThem(t *testing.T) {
	written := 0
	for seed := range uint64(2000) {
		text, family, ok := english.Generated(seed)
		if !ok {
			continue
		}
		res := english.Parse(text, english.Options{})
		if len(res.Unparsed) > 0 {
			t.Fatal(text, res.Unparsed)
		}
		prose, err := draft.Draft(res.Operations)
		if err != nil {
			t.Errorf("%s: %v\n%s", family, err, text)
			continue
		}
		written++
		again := english.Parse(prose, english.Options{})
		for i := range again.Operations {
			if !draft.Same(&again.Operations[i], &res.Operations[i]) {
				t.Fatalf("%s\n%s\nread as %+v", text, prose, again.Operations[i])
			}
		}
	}
	t.Logf("%d written and read back", written)
}
