package store

import (
	"bytes"
	"context"
	"crypto/sha256"
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
	for _, step := range []func(context.Context) error{
		a.begin, a.entries, a.past, a.texts, a.orders, a.accounts, a.snapshot, a.forms,
	} {
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
	content, err := register.ParseContent(r.content)
	if err != nil {
		r.wrong = &WrongError{"content", r.place, err.Error()}
	} else if content.Hash() != leaf.Content {
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
	rows, err := a.q.QueryContext(ctx, `SELECT entry.place, entry.leaf, entry.hash, content.bytes
		FROM entry LEFT JOIN content ON content.place = entry.place
		WHERE entry.place >= $1 AND entry.place < $2 ORDER BY entry.place`, next, min(next+pageRows, a.head.Size))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	page := make([]auditRow, 0, pageRows)
	for rows.Next() {
		var r auditRow
		if err := rows.Scan(&r.place, &r.leaf, &r.hash, &r.content); err != nil {
			return nil, err
		}
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
		{"content", `SELECT MIN(place) FROM content WHERE place < 0 OR place >= $1`},
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

// each runs a query and calls check after every row that was scanned into dest.
func (a *audit) each(ctx context.Context, table, query string, check func() error, dest ...any) error {
	a.table, a.place = table, -1
	rows, err := a.q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := check(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// texts checks that every text is under its hash.
func (a *audit) texts(ctx context.Context) error {
	var hash, b []byte
	return a.each(ctx, "text", `SELECT hash, bytes FROM text`, func() error {
		if got := sha256.Sum256(b); !bytes.Equal(got[:], hash) {
			return a.wrong("%x: not what its hash says", hash)
		}
		return nil
	}, &hash, &b)
}

// orders checks that every order is what was written and names entries.
func (a *audit) orders(ctx context.Context) error {
	var o Order
	var digest []byte
	var want int64
	return a.each(ctx, "order_seen", `SELECT actor, key, digest, first, past, result, sum FROM order_seen`, func() error {
		a.place = int64(o.From)
		if copy(o.Digest[:], digest) != len(o.Digest) || o.sum() != want {
			return a.wrong("%q of %s: not what was written", o.Key, o.Actor)
		}
		if int64(o.To) > a.head.Size {
			return a.wrong("%q of %s: past the head", o.Key, o.Actor)
		}
		return nil
	}, &o.Actor, &o.Key, &digest, &o.From, &o.To, &o.Result, &want)
}

// accounts checks links and sessions.
func (a *audit) accounts(ctx context.Context) error {
	var hash []byte
	var actor string
	var expires, want int64
	check := func() error {
		if len(hash) != 32 || accountSum([32]byte(hash), actor, expires) != want {
			return a.wrong("of %s: not what was written", actor)
		}
		return nil
	}
	for _, table := range []string{"link", "session"} {
		if err := a.each(ctx, table, `SELECT hash, actor, expires, sum FROM `+table, check, &hash, &actor, &expires, &want); err != nil {
			return err
		}
	}
	return nil
}

// snapshot checks the cache of the fold. Its place may be past no entry.
func (a *audit) snapshot(ctx context.Context) error {
	var p Snapshot
	var hash []byte
	var want int64
	return a.each(ctx, "snapshot", `SELECT place, form, hash, bytes, sum FROM snapshot`, func() error {
		if copy(p.Hash[:], hash) != len(p.Hash) || p.sum() != want || sha256.Sum256(p.Bytes) != p.Hash {
			return a.wrong("not what was written")
		}
		return nil
	}, &p.Place, &p.Form, &hash, &p.Bytes, &want)
}

// forms checks the list of migrations against this program's.
func (a *audit) forms(ctx context.Context) error {
	all, err := steps("sqlite")
	if err != nil {
		return err
	}
	m, next := migration{}, 0
	err = a.each(ctx, "migration", `SELECT version, name FROM migration ORDER BY version`, func() error {
		if next++; next > len(all) || m.version != next || m.name != all[next-1].name {
			return a.wrong("%d %s: not of this program", m.version, m.name)
		}
		return nil
	}, &m.version, &m.name)
	if err == nil && next != len(all) {
		return a.wrong("%d of %d", next, len(all))
	}
	return err
}
