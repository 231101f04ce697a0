package main

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

// TestCommandsAreDocumented holds doc/commands.md to the help of the program.
// Run with -update to write it.
func TestCommandsAreDocumented(t *testing.T) {
	var want bytes.Buffer
	want.WriteString("# Commands\n\nMade from the program's own help by `go test ./cmd/chancery -update`. The exit status is 0 for success, 1 for a\n" +
		"failure, 2 for wrong usage, 3 to 7 for the kinds of the council's refusals (not there, not understood, not yours, not at\n" +
		"this time, rules not met), 8 when something differs from what it should be and 9 for an amendment that is refused.\n")
	for _, c := range commands() {
		fmt.Fprintf(&want, "\n## %s\n\n```\n", c.name)
		c.print(&want)
		want.WriteString("```\n")
	}
	const file = "../../doc/commands.md"
	if *update {
		if err := os.WriteFile(file, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the program says; run go test ./cmd/chancery -run Documented -update", file)
	}
}
