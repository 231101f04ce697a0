package dccode

import (
	"bytes"
	"fmt"
)

// Tally checks the rows of a file, one a line, and says a line for every row that
// is not exact and then the counts. It returns how many came out wrong and
// unflagged.
func Tally(b []byte, say func(line string)) int {
	var rows, exact, flagged, wrong, differs, differsExact, differsFlagged, lead int
	for n, line := range bytes.Split(b, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		rows++
		r, err := ParseRow(line)
		if err != nil {
			flagged++
			say(fmt.Sprintf("%d\tflagged\t%v", n+1, err))
			continue
		}
		o := r.Check()
		if o.Lead && o.Verdict == Exact {
			lead++
		}
		if o.Differs != "" {
			differs++
			switch o.Verdict {
			case Exact:
				differsExact++
			case Flagged:
				differsFlagged++
			}
			say(fmt.Sprintf("%d\t%s\tgold differs\t%s\t%s\t%s", n+1, r.Section, o.Differs, o.Verdict, o.Reason))
			continue
		}
		switch o.Verdict {
		case Exact:
			exact++
			continue
		case Wrong:
			wrong++
		default:
			flagged++
		}
		say(fmt.Sprintf("%d\t%s\t%s\t%s", n+1, r.Section, o.Verdict, o.Reason))
	}
	say(fmt.Sprintf("wrong and unflagged: %d", wrong))
	say(fmt.Sprintf("rows: %d", rows))
	say(fmt.Sprintf("prose yields the gold: %d, exact %d, flagged %d", rows-differs, exact, flagged))
	say(fmt.Sprintf("gold differs: %d, of which exact %d, flagged %d", differs, differsExact, differsFlagged))
	say(fmt.Sprintf("exact, with the lead-in taken from the markup: %d", lead))
	return wrong
}
