// Command proof measures how long the server takes to prove an entry: the path
// through the stored tiles, and the whole proof file, beside the path that tlog
// makes from a tree in memory.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/register"
)

// goal is 20 µs, on a machine on which tlog in memory takes 3.65 µs for a million
// entries: as a ratio it holds on every machine.
const goal = 20 / 3.65

const perTurn = 5000

func main() {
	turns := flag.Int("turns", 7, "turns of each program")
	size := flag.Int64("size", 100_000, "entries")
	flag.Parse()
	if err := run(context.Background(), *turns, *size); err != nil {
		fmt.Fprintln(os.Stderr, "proof:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns int, size int64) (err error) {
	dir, err := os.MkdirTemp("", "proof")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	st, dep, err := filled.Made(ctx, dir, "chancery.example/proof", size)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	var tree hashes
	for row, err := range st.Rows(ctx, 0, register.Place(size)) {
		if err != nil {
			return err
		}
		more, err := tlog.StoredHashes(int64(row.Place), row.Leaf, tree)
		if err != nil {
			return err
		}
		tree = append(tree, more...)
	}
	log := &mirror.Log{Store: st, Key: dep.PublicKey()}
	reader := st.Hashes(ctx, size)
	prepare := func(prove func(place int64) error) func(int) ([]func() error, error) {
		return func(turn int) ([]func() error, error) {
			chance := rand.New(rand.NewPCG(1, uint64(turn)))
			ops := make([]func() error, perTurn)
			for i := range ops {
				place := chance.Int64N(size)
				ops[i] = func() error { return prove(place) }
			}
			return ops, nil
		}
	}
	path := func(h tlog.HashReader) func(int64) error {
		return func(place int64) error { _, err := tlog.ProveRecord(size, place, h); return err }
	}
	rs, err := measure.Interleaved(turns,
		measure.Program{Name: "tlog in memory", Prepare: prepare(path(tree))},
		measure.Program{Name: "path from the store", Prepare: prepare(path(reader))},
		measure.Program{Name: "whole proof file", Prepare: prepare(func(place int64) error {
			p, err := log.Proof(ctx, register.Place(place), mirror.Public)
			if err == nil && len(p.Bytes()) == 0 {
				err = errors.New("empty")
			}
			return err
		})},
	)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries, random places; the first turn reads the tiles\n", size)
	measure.Table(os.Stdout, rs...)
	return measure.Judge(os.Stdout,
		measure.Verdict{What: "path from the store by tlog in memory, CPU", Got: measure.Ratios(rs[1].CPU, rs[0].CPU), Goal: goal, Unit: "x"},
		measure.Verdict{What: "path from the store", Got: rs[1].CPU, Goal: 20, Unit: " µs", Uncounted: true},
		measure.Verdict{What: "whole proof file", Got: rs[2].CPU, Goal: 20, Unit: " µs", Uncounted: true},
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
