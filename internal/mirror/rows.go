package mirror

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"

	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/register"
)

// A Row is one entry as it is stored: the line that is hashed, and the content in
// full or nil if it is no longer held. It is for package reading, which alone says
// what of it may be shown to whom.
type Row struct {
	Place   register.Place
	Leaf    []byte
	Content []byte
}

// Rows returns the rows from one place to before another, in their order.
func (l *Log) Rows(ctx context.Context, from, to register.Place) ([]Row, error) {
	var rows []Row
	for row, err := range l.Store.Rows(ctx, from, to) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, Row{row.Place, row.Leaf, row.Content})
	}
	return rows, nil
}

// Row returns one row; the error is ErrAbsent if there is none.
func (l *Log) Row(ctx context.Context, place register.Place) (Row, error) {
	row, err := l.Store.Row(ctx, place)
	if err != nil {
		return Row{}, absent(err)
	}
	return Row{row.Place, row.Leaf, row.Content}, nil
}

// Chain returns the row at a place and those that it follows from, newest first,
// each the cause of the one before: the life of one thing. It ends at a row whose
// cause is none or stands at last or before, or whose content is not held, or
// after most rows; next is then where it goes on, or -1.
func (l *Log) Chain(ctx context.Context, place, last register.Place, most int) (rows []Row, next register.Place, err error) {
	for next = place; next > last && len(rows) < most; {
		row, err := l.Row(ctx, next)
		if err != nil {
			return nil, -1, err
		}
		rows = append(rows, row)
		cause, err := cause(row)
		if err != nil {
			return nil, -1, err
		}
		if cause >= next {
			return nil, -1, fmt.Errorf("entry %d: follows from entry %d, which is later", next, cause)
		}
		next = cause
	}
	if next <= last {
		next = -1
	}
	return rows, next, nil
}

// Between returns the places of the entries between two about one thing, latest
// first: those that the later follows from, one through the other.
func (l *Log) Between(ctx context.Context, earlier, later register.Place) ([]register.Place, error) {
	rows, _, err := l.Chain(ctx, later, earlier, math.MaxInt)
	if err != nil {
		return nil, err
	}
	var places []register.Place
	for _, row := range rows {
		if row.Place != later {
			places = append(places, row.Place)
		}
	}
	return places, nil
}

// cause returns the entry that a row follows from, or -1.
func cause(row Row) (register.Place, error) {
	if row.Content == nil {
		return -1, nil
	}
	c, err := register.ParseContent(row.Content)
	if err != nil {
		return -1, fmt.Errorf("entry %d: %w", row.Place, err)
	}
	text, ok := c.Field(register.FieldCause)
	if !ok || len(text) == 0 {
		return -1, nil
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return -1, fmt.Errorf("entry %d: cause: %w", row.Place, err)
	}
	return register.Place(n), nil
}

// Text returns the bytes of a text by their SHA-256 in hexadecimal digits. Who
// may have them is for package reading to say first.
func (l *Log) Text(ctx context.Context, hash string) ([]byte, error) {
	sum, err := hex.DecodeString(hash)
	if err != nil || len(sum) != 32 {
		return nil, fmt.Errorf("text %q: %w", hash, ErrAbsent)
	}
	b, err := l.Store.Text(ctx, [32]byte(sum))
	return b, absent(err)
}

// Checkpoint returns the latest checkpoint, signed and opened with the
// depositary's key.
func (l *Log) Checkpoint(ctx context.Context) (register.Checkpoint, []byte, error) {
	_, signed, err := l.Store.Checkpoint(ctx)
	if err != nil {
		return register.Checkpoint{}, nil, absent(err)
	}
	known, err := l.Known()
	if err != nil {
		return register.Checkpoint{}, nil, err
	}
	c, err := register.OpenCheckpoint(signed, known)
	return c, signed, err
}

// Known returns the key that checkpoints of this register are signed with.
func (l *Log) Known() (note.Verifiers, error) {
	v, err := note.NewVerifier(l.Key)
	if err != nil {
		return nil, fmt.Errorf("public key: %w", err)
	}
	return note.VerifierList(v), nil
}
