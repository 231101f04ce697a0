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
	"strings"

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
	flag.Parse()
	if err := run(context.Background(), *turns); err != nil {
		fmt.Fprintln(os.Stderr, "append:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns int) error {
	var verdicts []measure.Verdict
	for _, size := range []int{1, 16, 256} {
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
	one, many *sql.Stmt
}

// atOnce is the number of rows in one INSERT, as in the store.
const atOnce = 16

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
	insert := `INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)`
	if p.one, err = db.PrepareContext(ctx, insert); err == nil {
		p.many, err = db.PrepareContext(ctx, insert+strings.Repeat(`, (?, ?, ?, ?, ?, ?, ?)`, atOnce-1))
	}
	if err != nil {
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
	one, many := tx.StmtContext(ctx, p.one), tx.StmtContext(ctx, p.many)
	for i := 0; i < len(b.Entries); {
		n, stmt := 1, one
		if len(b.Entries)-i >= atOnce {
			n, stmt = atOnce, many
		}
		var args []any
		for j := i; j < i+n; j++ {
			e, o := b.Entries[j], b.Orders[j]
			args = append(args, b.From+int64(j), e.Leaf.Bytes(), e.Content.Bytes(), o.Actor, o.Key, o.Digest[:], o.Result)
		}
		if _, err := stmt.ExecContext(ctx, args...); err != nil {
			return err
		}
		i += n
	}
	return tx.Commit()
}
