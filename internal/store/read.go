package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"chancery.example/chancery/register"
)

// pageRows is the number of rows that Rows reads in one query, so that a slow
// reader of a long register does not hold the write-ahead log for as long.
const pageRows = register.TileWidth

// Head returns the state of the register as the database has it.
func (s *Store) Head(ctx context.Context) (Head, error) {
	return readHead(ctx, s.read)
}

// A querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func readHead(ctx context.Context, q querier) (Head, error) {
	var h Head
	var root []byte
	var unix int64
	if err := q.QueryRowContext(ctx, `SELECT size, root, time FROM head WHERE id = 1`).Scan(&h.Size, &root, &unix); err != nil {
		return Head{}, fmt.Errorf("head: %w", absent(err))
	}
	if len(root) != len(h.Root) {
		return Head{}, &WrongError{Table: "head", Place: h.Size, What: fmt.Sprintf("root of %d bytes", len(root))}
	}
	copy(h.Root[:], root)
	if h.Size > 0 {
		h.Time = time.Unix(unix, 0).UTC()
	}
	return h, nil
}

// absent turns the driver's word for "no row" into ErrAbsent.
func absent(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrAbsent
	}
	return err
}

// Rows returns the entries from from up to, not including, to, in order; those past
// the head are left out. A row that is missing before the head is a *WrongError.
// The bytes are the caller's.
func (s *Store) Rows(ctx context.Context, from, to register.Place) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		head, err := s.Head(ctx)
		if err != nil {
			yield(Row{}, err)
			return
		}
		to := min(to, register.Place(head.Size))
		for from := max(from, 0); from < to; from += pageRows {
			more, err := s.page(ctx, from, min(to, from+pageRows), yield)
			if err != nil {
				yield(Row{}, err)
			}
			if err != nil || !more {
				return
			}
		}
	}
}

// page yields the rows of one query and reports whether the reader wants more.
func (s *Store) page(ctx context.Context, from, to register.Place, yield func(Row, error) bool) (more bool, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT place, leaf, content FROM entry WHERE place >= $1 AND place < $2 ORDER BY place`, int64(from), int64(to))
	if err != nil {
		return false, fmt.Errorf("entries: %w", err)
	}
	defer rows.Close()
	next := from
	for ; rows.Next(); next++ {
		var r Row
		if err := rows.Scan(&r.Place, &r.Leaf, &r.Content); err != nil {
			return false, fmt.Errorf("entries: %w", err)
		}
		r.Content = held(r.Content)
		if r.Place != next {
			return false, &WrongError{Table: "entry", Place: int64(next), What: "missing"}
		}
		if !yield(r, nil) {
			return false, nil
		}
	}
	if err := rows.Err(); err != nil {
		return false, fmt.Errorf("entries: %w", err)
	}
	if next != to {
		return false, &WrongError{Table: "entry", Place: int64(next), What: "missing"}
	}
	return true, nil
}

// Row returns one entry. Past the head the error is ErrAbsent.
func (s *Store) Row(ctx context.Context, place register.Place) (Row, error) {
	r := Row{Place: place}
	err := s.read.QueryRowContext(ctx, `SELECT leaf, content FROM entry WHERE place = $1`, int64(place)).Scan(&r.Leaf, &r.Content)
	if err != nil {
		return Row{}, fmt.Errorf("entry %d: %w", place, absent(err))
	}
	r.Content = held(r.Content)
	return r, nil
}

// held returns the content of an entry as it is stored: nil if it is no longer held.
func held(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}

// PlaceByLeafID returns the place of the entry whose leaf has the id. It looks at
// every leaf, a third of a second for a million; whoever asks often keeps the
// places in memory.
func (s *Store) PlaceByLeafID(ctx context.Context, id register.ID) (register.Place, error) {
	leaf := register.Leaf{ID: id}.Bytes()
	at := bytes.Index(leaf, []byte(id.String()))
	var place register.Place
	err := s.read.QueryRowContext(ctx, `SELECT place FROM entry WHERE substr(leaf, $1, 32) = $2 ORDER BY place LIMIT 1`,
		at+1, leaf[at:at+32]).Scan(&place)
	if err != nil {
		return 0, fmt.Errorf("entry of id %s: %w", id, absent(err))
	}
	return place, nil
}

// Text returns the text of that hash. Bytes that do not have it are not returned.
func (s *Store) Text(ctx context.Context, hash [32]byte) ([]byte, error) {
	var b []byte
	if err := s.read.QueryRowContext(ctx, `SELECT bytes FROM text WHERE hash = $1`, hash[:]).Scan(&b); err != nil {
		return nil, fmt.Errorf("text %x: %w", hash, absent(err))
	}
	if sha256.Sum256(b) != hash {
		return nil, &WrongError{Table: "text", Place: -1, What: fmt.Sprintf("%x: not what its hash says", hash)}
	}
	return b, nil
}

// Order returns what was done for the actor's key, and whether anything was.
func (s *Store) Order(ctx context.Context, actor, key string) (Order, bool, error) {
	o := Order{Actor: actor, Key: key}
	var digest []byte
	var want int64
	err := s.read.QueryRowContext(ctx, `SELECT digest, first, past, result, sum FROM order_seen WHERE actor = $1 AND key = $2`,
		actor, key).Scan(&digest, &o.From, &o.To, &o.Result, &want)
	if errors.Is(err, sql.ErrNoRows) {
		return Order{}, false, nil
	}
	if err != nil {
		return Order{}, false, fmt.Errorf("order %q of %s: %w", key, actor, err)
	}
	if copy(o.Digest[:], digest); o.sum() != want {
		return Order{}, false, &WrongError{Table: "order_seen", Place: int64(o.From), What: fmt.Sprintf("%q of %s: not what was written", key, actor)}
	}
	return o, true, nil
}
