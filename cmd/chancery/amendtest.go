package main

import (
	"bytes"
	"fmt"
	"os"

	"chancery.example/chancery/internal/amend/dccode"
)

// amendTest applies the rows of a file and counts how they come out.
func (e *env) amendTest(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var rows, exact, flagged, wrong, differs, differsExact, differsFlagged, lead int
	for n, line := range bytes.Split(b, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		rows++
		r, err := dccode.ParseRow(line)
		if err != nil {
			flagged++
			e.say("%d\tflagged\t%v", n+1, err)
			continue
		}
		o := r.Check()
		if o.Lead && o.Verdict == dccode.Exact {
			lead++
		}
		if o.Differs != "" {
			differs++
			switch o.Verdict {
			case dccode.Exact:
				differsExact++
			case dccode.Flagged:
				differsFlagged++
			}
			e.say("%d\t%s\tgold differs\t%s\t%s\t%s", n+1, r.Section, o.Differs, o.Verdict, o.Reason)
			continue
		}
		switch o.Verdict {
		case dccode.Exact:
			exact++
			continue
		case dccode.Wrong:
			wrong++
		default:
			flagged++
		}
		e.say("%d\t%s\t%s\t%s", n+1, r.Section, o.Verdict, o.Reason)
	}
	e.say("wrong and unflagged: %d", wrong)
	e.say("rows: %d", rows)
	e.say("prose yields the gold: %d, exact %d, flagged %d", rows-differs, exact, flagged)
	e.say("gold differs: %d, of which exact %d, flagged %d", differs, differsExact, differsFlagged)
	e.say("exact, with the lead-in taken from the markup: %d", lead)
	if wrong > 0 {
		return fmt.Errorf("%w: %d wrong and unflagged", errDiffers, wrong)
	}
	return nil
}
