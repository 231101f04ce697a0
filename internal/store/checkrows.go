package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
)

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
	var actor, key, digest, result sql.RawBytes
	var first, past, want int64
	return a.each(ctx, "order_seen", `SELECT actor, key, digest, first, past, result, sum FROM order_seen`, func() error {
		a.place = first
		if sum(actor, key, digest, number(first), number(past), result) != want {
			return a.wrong("%q of %s: not what was written", key, actor)
		}
		if past > a.head.Size {
			return a.wrong("%q of %s: past the head", key, actor)
		}
		return nil
	}, &actor, &key, &digest, &first, &past, &result, &want)
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
