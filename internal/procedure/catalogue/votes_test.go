package catalogue

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared finds a file of the collection that lies beside the repository. Where it
// is not there the test says so and is over; the facts are not ours to copy.
func shared(t *testing.T, name string) ([]byte, bool) {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "rules", name)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("NOT TESTED: %s is not there", path)
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	return b, true
}

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryRecordedVoteHasTheOutcomeOfItsRule(t *testing.T) {
	b, ok := shared(t, "votes-sample.csv")
	if !ok {
		return
	}
	votes, err := ReadVotes(b)
	if err != nil {
		t.Fatal(err)
	}
	c := load(t)
	for _, v := range votes {
		if j := c.Judge(v); !j.Agrees {
			t.Errorf("%s %s: %s in the file, %s by %s: %s\n%+v", v.ID, v.Date, v.Outcome, j.Finding.Outcome, j.Rule.ID, strings.Join(j.Lacks, "; "), j.Finding.Reasons)
		}
	}
	t.Logf("%d rows", len(votes))
}
