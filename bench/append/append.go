// Command append measures how much of the speed of one plain SQLite table the
// register reaches: the same bytes and idempotency keys, the same settings, one
// transaction a batch.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/store"
)

// perTurn is about how many entries a program writes in a turn.
const perTurn = 4096

// goal is the share of the plain table's speed at the largest batch.
const goal = 0.7

func main() {
	turns := flag.Int("turns", 7, "turns of each program")
	only := flag.Int("batch", 0, "only batches of this size; 0: 1, 16 and 256")
	flag.Parse()
	sizes := []int{1, 16, 256}
	if *only > 0 {
		sizes = []int{*only}
	}
	if err := run(context.Background(), *turns, sizes); err != nil {
		fmt.Fprintln(os.Stderr, "append:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns int, sizes []int) error {
	var verdicts []measure.Verdict
	for _, size := range sizes {
		rs, err := compare(ctx, turns, size)
		if err != nil {
			return err
		}
		fmt.Printf("batch %d, by entry\n", size)
		measure.Table(os.Stdout, rs...)
		v := measure.Verdict{
			What: fmt.Sprintf("batch %d: share of the plain table's speed, by CPU", size),
			Got:  measure.Ratios(rs[0].CPU, rs[1].CPU), Goal: goal, AtLeast: true, Uncounted: size != 256,
		}
		wall := v
		wall.What, wall.Got, wall.Uncounted = fmt.Sprintf("batch %d: by wall", size), measure.Ratios(rs[0].Wall, rs[1].Wall), true
		verdicts = append(verdicts, v, wall)
	}
	return measure.Judge(os.Stdout, verdicts...)
}

func compare(ctx context.Context, turns, size int) (rs []measure.Result, err error) {
	dir, err := os.MkdirTemp("", "append")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	st, err := store.Create(ctx, filepath.Join(dir, "register"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	plain, err := openPlain(ctx, filepath.Join(dir, "plain.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, plain.Close()) }()
	ops := min(perTurn/size, 512)
	prepare := func(write func(store.Batch) error) func(int) ([]func() error, error) {
		return func(turn int) ([]func() error, error) {
			var all []func() error
			for i := range ops {
				b := filled.Batch(int64((turn*ops+i)*size), size)
				all = append(all, func() error { return write(b) })
			}
			return all, nil
		}
	}
	return measure.Interleaved(turns,
		measure.Program{Name: "one plain table", Per: size, Prepare: prepare(func(b store.Batch) error { return plain.write(ctx, b) })},
		measure.Program{Name: "the register", Per: size, Prepare: prepare(func(b store.Batch) error {
			_, err := st.Append(ctx, b)
			return err
		})},
	)
}

// A plain table is what a program without a register would have.
type plain struct {
	*sql.DB
	insert *sql.Stmt
}

func openPlain(ctx context.Context, path string) (*plain, error) {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "foreign_keys(1)", "recursive_triggers(1)", "trusted_schema(0)", "cell_size_check(1)",
		"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)",
	}}
	db, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `CREATE TABLE entry (place INTEGER PRIMARY KEY, leaf BLOB NOT NULL, content BLOB NOT NULL,
		actor TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, result BLOB NOT NULL, UNIQUE (actor, key)) STRICT`); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	p := &plain{DB: db}
	// Row by row: several rows in one INSERT make the engine keep a journal of the
	// statement, and take longer.
	if p.insert, err = db.PrepareContext(ctx, `INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)`); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return p, nil
}

// write puts a batch into the table, in one transaction.
func (p *plain) write(ctx context.Context, b store.Batch) error {
	tx, err := p.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing to undo after Commit
	insert := tx.StmtContext(ctx, p.insert)
	for i, e := range b.Entries {
		o := b.Orders[i]
		if _, err := insert.ExecContext(ctx, b.From+int64(i), e.Leaf.Bytes(), e.Content.Bytes(), o.Actor, o.Key, o.Digest[:], o.Result); err != nil {
			return err
		}
	}
	return tx.Commit()
}
