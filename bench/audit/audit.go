// Command audit measures a full audit, the store's Check, beside the least that
// one could be: reading every row, hashing its bytes and building the tree.
package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"
	_ "modernc.org/sqlite"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/store"
)

// goal is how often the floor's CPU time a full audit may take.
const goal = 2

func main() {
	turns := flag.Int("turns", 5, "turns of each program")
	size := flag.Int64("size", 100_000, "entries")
	flag.Parse()
	if err := run(context.Background(), *turns, *size); err != nil {
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns int, size int64) (err error) {
	dir, err := os.MkdirTemp("", "audit")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	st, _, err := filled.Made(ctx, dir, "chancery.example/audit", size)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	once := func(f func(context.Context) error) func(int) ([]func() error, error) {
		return func(int) ([]func() error, error) { return []func() error{func() error { return f(ctx) }}, nil }
	}
	rs, err := measure.Interleaved(turns,
		measure.Program{Name: "hash scan and tree", Per: int(size), Prepare: once(func(ctx context.Context) error { return scan(ctx, dir, st) })},
		measure.Program{Name: "full audit", Per: int(size), Prepare: once(st.Check)},
	)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries, by entry\n", size)
	measure.Table(os.Stdout, rs...)
	return measure.Judge(os.Stdout,
		measure.Verdict{What: "full audit by hash scan and tree, CPU", Got: measure.Ratios(rs[1].CPU, rs[0].CPU), Goal: goal, Unit: "x"},
		measure.Verdict{What: "the same by wall", Got: measure.Ratios(rs[1].Wall, rs[0].Wall), Goal: goal, Unit: "x", Uncounted: true},
	)
}

// hashes are those of a tree in the order of tlog.
type hashes []tlog.Hash

// ReadHashes implements tlog.HashReader.
func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	all := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		all[i] = h[x]
	}
	return all, nil
}

// scan reads every row, hashes leaf and content, and computes the root.
func scan(ctx context.Context, dir string, st *store.Store) (err error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "chancery.db")+"?mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `SELECT leaf, content FROM entry ORDER BY place`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var tree hashes
	var n int64
	var sum [32]byte
	for ; rows.Next(); n++ {
		var leaf, content sql.RawBytes
		if err := rows.Scan(&leaf, &content); err != nil {
			return err
		}
		sum = sha256.Sum256(content)
		more, err := tlog.StoredHashes(n, leaf, tree)
		if err != nil {
			return err
		}
		tree = append(tree, more...)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	root, err := tlog.TreeHash(n, tree)
	if err != nil {
		return err
	}
	head, err := st.Head(ctx)
	if err != nil || root != head.Root || sum == [32]byte{} {
		return fmt.Errorf("root %v of %d entries, want %v: %w", root, n, head.Root, err)
	}
	return nil
}
