// Command append measures how much of the speed of one plain SQLite table the
// register reaches: the same bytes and idempotency keys, as durable, one
// transaction a batch. Each turn of each program is a process of its own: two
// databases in one process share the engine's page cache, and take it from each
// other.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	_ "modernc.org/sqlite"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/internal/store"
)

// perTurn is about how many entries a program writes in a turn, and mostOps how
// many batches at most.
const (
	perTurn = 16384
	mostOps = 512
)

// goal is the share of the plain table's speed at the largest batch.
const goal = 0.7

func main() {
	turns := flag.Int("turns", 7, "turns of each program")
	only := flag.Int("batch", 0, "only batches of this size; 0: 1, 16 and 256")
	child := flag.String("child", "", "for the bench itself: write one turn of the register or the plain table in this folder")
	turn := flag.Int("turn", 0, "for the bench itself: the number of the turn")
	flag.Parse()
	sizes := []int{1, 16, 256}
	if *only > 0 {
		sizes = []int{*only}
	}
	ctx := context.Background()
	var err error
	if *child != "" {
		err = write(ctx, *child, *turn, *only)
	} else {
		err = run(ctx, *turns, sizes)
	}
	if err != nil {
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

// The programs that are compared, by the name of their folder.
var programs = [...]string{"plain", "register"}

// compare has the programs write in turn, each turn in a process of its own.
func compare(ctx context.Context, turns, size int) (rs []measure.Result, err error) {
	dir, err := os.MkdirTemp("", "append")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	rs = make([]measure.Result, len(programs))
	for turn := range turns {
		for i, name := range programs {
			cmd := exec.CommandContext(ctx, self, "-child", filepath.Join(dir, name), "-turn", strconv.Itoa(turn), "-batch", strconv.Itoa(size))
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				return nil, fmt.Errorf("%s, turn %d: %w", name, turn, err)
			}
			var one measure.Result
			if err := json.Unmarshal(out, &one); err != nil {
				return nil, fmt.Errorf("%s, turn %d: %w", name, turn, err)
			}
			rs[i].Name = one.Name
			rs[i].CPU, rs[i].Wall, rs[i].Each = append(rs[i].CPU, one.CPU...), append(rs[i].Wall, one.Wall...), append(rs[i].Each, one.Each...)
		}
	}
	for i := range rs {
		slices.Sort(rs[i].Each)
	}
	return rs, nil
}

// write is one turn of one program: it prints what it took as JSON.
func write(ctx context.Context, dir string, turn, size int) (err error) {
	p := measure.Program{Per: size}
	var put func(store.Batch) error
	switch filepath.Base(dir) {
	case "register":
		open := store.Open
		if turn == 0 {
			open = store.Create
		}
		st, err := open(ctx, dir)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, st.Close()) }()
		p.Name = "the register"
		put = func(b store.Batch) error { _, err := st.Append(ctx, b); return err }
	default:
		t, err := openPlain(ctx, dir)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, t.Close()) }()
		p.Name = "one plain table"
		put = func(b store.Batch) error { return t.write(ctx, b) }
	}
	p.Prepare = func(int) (ops []func() error, err error) {
		n := min(perTurn/size, mostOps)
		for i := range n {
			b := filled.Batch(int64((turn*n+i)*size), size)
			ops = append(ops, func() error { return put(b) })
		}
		return ops, nil
	}
	rs, err := measure.Interleaved(1, p)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(rs[0])
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
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS entry (place INTEGER PRIMARY KEY, leaf BLOB NOT NULL, content BLOB NOT NULL,
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
