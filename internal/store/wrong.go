package store

import "fmt"

// A WrongError names the first place at which what is stored does not fit.
type WrongError struct {
	Table string // of the database; "file" when the database file itself is damaged
	Place int64  // of the entry, number of the tile, or size of the checkpoint or head; -1 where the table has no order
	What  string
}

// Error names table, place and what is wrong there.
func (e *WrongError) Error() string {
	if e.Place < 0 {
		return fmt.Sprintf("%s: %s", e.Table, e.What)
	}
	return fmt.Sprintf("%s %d: %s", e.Table, e.Place, e.What)
}
