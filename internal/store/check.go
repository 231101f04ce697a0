package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

// Check reads the whole register back, as it stands at one moment, and computes
// everything that can be computed: leaf hashes from leaves, contents and texts from
// their bytes, tiles, roots of checkpoints and the head's from the leaf hashes, and
// the sums of the rows that no hash covers. It trusts nothing that was kept in
// memory. The first thing that does not fit is returned as a *WrongError; entries
// come first, in their order, each with its tiles and checkpoints.
//
// Who signed a checkpoint and what an entry means are not the store's to check.
func (s *Store) Check(ctx context.Context) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	defer tx.Rollback() // nothing was written
	a := &audit{q: tx}
	for _, step := range []func(context.Context) error{a.begin, a.entries, a.past, a.texts, a.orders, a.snapshot, a.forms} {
		if err := step(ctx); err != nil {
			if wrong, ok := errors.AsType[*WrongError](err); ok {
				return wrong
			}
			if damaged(err) {
				return &WrongError{Table: a.table, Place: a.place, What: err.Error()}
			}
			return fmt.Errorf("check: %s: %w", a.table, err)
		}
	}
	return nil
}

// An audit is one walk of Check.
type audit struct {
	q     querier
	head  Head
	tree  *register.Edge
	time  int64 // of the entry before
	table string
	place int64 // where the walk is

	bytes       []byte      // of the page that is checked
	checkpoints []signedRow // read ahead
	last        int64       // size of the last checkpoint read ahead
}

// signedRow is a row of table checkpoint.
type signedRow struct {
	size   int64
	signed []byte
	sum    int64
}

func (a *audit) wrong(format string, args ...any) error {
	return &WrongError{Table: a.table, Place: a.place, What: fmt.Sprintf(format, args...)}
}

// begin reads the head, and the checkpoints of the empty register.
func (a *audit) begin(ctx context.Context) (err error) {
	a.table, a.place, a.last = "head", 0, -1
	if a.head, err = readHead(ctx, a.q); err != nil {
		return err
	}
	if a.tree, err = register.NewEdge(0, nil, nil); err != nil {
		return err
	}
	return a.checkpoint(ctx)
}

// An auditRow is an entry as the walk reads it.
type auditRow struct {
	place               int64
	leaf, hash, content []byte

	time  int64       // of the leaf
	wrong *WrongError // what of the row alone does not fit
}

// verifyAll checks what can be known of each row alone, on two cores: it is most of
// the work of the walk.
func verifyAll(page []auditRow) {
	var wg sync.WaitGroup
	for half := range slices.Chunk(page, pageRows/2) {
		wg.Go(func() {
			for i := range half {
				half[i].verify()
			}
		})
	}
	wg.Wait()
}

// verify checks the leaf against its hash and the content against the leaf.
func (r *auditRow) verify() {
	leaf, err := register.ParseLeaf(r.leaf)
	if err != nil {
		r.wrong = &WrongError{"entry", r.place, err.Error()}
		return
	}
	if got := tlog.RecordHash(r.leaf); !bytes.Equal(got[:], r.hash) {
		r.wrong = &WrongError{"entry", r.place, fmt.Sprintf("hash %x, but the leaf gives %x", r.hash, got)}
		return
	}
	r.time = leaf.Time.Unix()
	if r.content == nil {
		return
	}
	_, hash, err := register.ReadContent(r.content)
	if err != nil {
		r.wrong = &WrongError{"content", r.place, err.Error()}
	} else if hash != leaf.Content {
		r.wrong = &WrongError{"content", r.place, "not what the leaf commits to"}
	}
}

// entries walks the entries up to the head.
func (a *audit) entries(ctx context.Context) error {
	for next := int64(0); next < a.head.Size; {
		a.table, a.place = "entry", next
		page, err := a.page(ctx, next)
		if err != nil {
			return err
		}
		verifyAll(page)
		for i := range page {
			r := &page[i]
			if err := a.entry(r); err != nil {
				return err
			}
			for _, t := range a.tree.Append(tlog.Hash(r.hash)) {
				if err := a.tile(ctx, t); err != nil {
					return err
				}
			}
			if err := a.checkpoint(ctx); err != nil {
				return err
			}
			next++
		}
		if len(page) == 0 {
			a.table, a.place = "entry", next
			return a.wrong("missing")
		}
	}
	a.table, a.place = "head", a.head.Size
	if root := a.tree.Root(); root != a.head.Root {
		return a.wrong("root %x, but the entries give %x", a.head.Root, root)
	}
	if a.head.Size > 0 && a.time != a.head.Time.Unix() {
		return a.wrong("time %d, but the last entry's is %d", a.head.Time.Unix(), a.time)
	}
	return nil
}

// page reads the next entries in one query that ends before the hashing begins.
func (a *audit) page(ctx context.Context, next int64) ([]auditRow, error) {
	rows, err := a.q.QueryContext(ctx, `SELECT place, leaf, hash, content FROM entry WHERE place >= $1 AND place < $2 ORDER BY place`, next, min(next+pageRows, a.head.Size))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	page := make([]auditRow, 0, pageRows)
	var leaf, hash, content sql.RawBytes
	keep := func(b []byte) []byte { // the bytes of the engine are its own
		n := len(a.bytes)
		a.bytes = append(a.bytes, b...)
		return a.bytes[n:len(a.bytes):len(a.bytes)]
	}
	for a.bytes = a.bytes[:0]; rows.Next(); {
		var r auditRow
		if err := rows.Scan(&r.place, &leaf, &hash, &content); err != nil {
			return nil, err
		}
		r.leaf, r.hash, r.content = keep(leaf), keep(hash), held(keep(content))
		page = append(page, r)
		a.place = r.place + 1 // where the engine fails, if it does
	}
	return page, rows.Err()
}

// entry checks one entry and its content, at the place that the walk has reached.
func (a *audit) entry(r *auditRow) error {
	a.table, a.place = "entry", a.tree.Size()
	if r.place != a.place {
		return a.wrong("missing")
	}
	if r.wrong != nil {
		return r.wrong
	}
	if r.time < a.time {
		return a.wrong("time before that of the entry before")
	}
	a.time = r.time
	return nil
}

// tile holds a tile that the last entry filled against the one that is stored.
func (a *audit) tile(ctx context.Context, t register.Tile) error {
	a.table, a.place = "tile", t.N
	var b []byte
	err := a.q.QueryRowContext(ctx, `SELECT hashes FROM tile WHERE level = $1 AND n = $2`, t.Level, t.N).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return a.wrong("level %d: missing", t.Level)
	}
	if err != nil {
		return err
	}
	if !bytes.Equal(b, t.Hashes) {
		return a.wrong("level %d: not the hashes of the entries", t.Level)
	}
	return nil
}

// checkpoint checks the checkpoint of the size that the walk has reached, if there
// is one.
func (a *audit) checkpoint(ctx context.Context) error {
	size := a.tree.Size()
	if len(a.checkpoints) == 0 && a.last < size {
		if err := a.readCheckpoints(ctx); err != nil {
			return err
		}
	}
	if len(a.checkpoints) == 0 || a.checkpoints[0].size != size {
		return nil
	}
	c := a.checkpoints[0]
	a.checkpoints = a.checkpoints[1:]
	a.table, a.place = "checkpoint", size
	if sum(number(c.size), c.signed) != c.sum {
		return a.wrong("not what was written")
	}
	said, err := unsigned(c.signed)
	if err != nil {
		return a.wrong("%v", err)
	}
	if root := a.tree.Root(); said.Size != size || said.Root != root {
		return a.wrong("says %d %x, but the entries give %x", said.Size, said.Root, root)
	}
	return nil
}

// readCheckpoints reads the next ones ahead; when there are none, the walk does not
// ask again.
func (a *audit) readCheckpoints(ctx context.Context) error {
	a.table, a.place = "checkpoint", a.last+1
	rows, err := a.q.QueryContext(ctx, `SELECT size, signed, sum FROM checkpoint WHERE size > $1 ORDER BY size LIMIT 256`, a.last)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c signedRow
		if err := rows.Scan(&c.size, &c.signed, &c.sum); err != nil {
			return err
		}
		a.checkpoints = append(a.checkpoints, c)
		a.last = c.size
	}
	if len(a.checkpoints) == 0 {
		a.last = a.head.Size
	}
	return rows.Err()
}

// past finds rows that belong to no entry.
func (a *audit) past(ctx context.Context) error {
	if len(a.checkpoints) > 0 {
		a.table, a.place = "checkpoint", a.checkpoints[0].size
		return a.wrong("past the head")
	}
	for _, c := range []struct{ table, query string }{
		{"entry", `SELECT MIN(place) FROM entry WHERE place < 0 OR place >= $1`},
		{"checkpoint", `SELECT MIN(size) FROM checkpoint WHERE size < 0 OR size > $1`},
		{"tile", `SELECT MIN(n) FROM tile WHERE (n + 1) * 256 > $1 / CASE level WHEN 0 THEN 1 WHEN 1 THEN 256
			WHEN 2 THEN 65536 WHEN 3 THEN 16777216 ELSE 4294967296 END OR n < 0 OR level < 0 OR level > 4`},
	} {
		a.table, a.place = c.table, a.head.Size
		var first sql.NullInt64
		if err := a.q.QueryRowContext(ctx, c.query, a.head.Size).Scan(&first); err != nil {
			return err
		}
		if first.Valid {
			a.place = first.Int64
			return a.wrong("past the head")
		}
	}
	return nil
}
