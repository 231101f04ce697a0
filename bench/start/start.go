// Command start measures how long a server takes from opening its data directory
// to the first view, for registers that grow while the number of things in them
// does not, and what folding everything anew would take.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

const (
	things    = 10_000 // in every register that is compared, whatever its length
	least     = 20_000 // entries of the shortest that is compared: each thing has one, and as many follow
	goalSlope = 0.1
	goalTime  = 0.5e6 // µs
)

func main() {
	turns := flag.Int("turns", 5, "turns of each program")
	most := flag.Int("max", 100_000, "entries of the longest register; the goal is for a million")
	flag.Parse()
	if err := run(context.Background(), *turns, *most); err != nil {
		fmt.Fprintln(os.Stderr, "start:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns, most int) (err error) {
	dir, err := os.MkdirTemp("", "start")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	var sizes []float64
	var programs []measure.Program
	for _, size := range lengths(most) {
		name := filepath.Join(dir, fmt.Sprint(size))
		began := time.Now()
		if err := fill(ctx, name, size); err != nil {
			return err
		}
		fmt.Printf("%d entries made in %s\n", size, time.Since(began).Round(time.Millisecond))
		if err := describe(ctx, name, size); err != nil {
			return err
		}
		sizes = append(sizes, float64(size))
		programs = append(programs, measure.Program{
			Name: fmt.Sprintf("start at %d", size),
			Prepare: func(int) ([]func() error, error) {
				runtime.GC()
				return []func() error{func() error { return start(ctx, name) }}, nil
			},
		})
	}
	rs, err := measure.Interleaved(turns, programs...)
	if err != nil {
		return err
	}
	measure.Table(os.Stdout, rs...)
	var slopes []float64
	full := rs[1:] // the shortest has fewer things than the others, and is reported
	for turn := range turns {
		var cost []float64
		for _, r := range full {
			cost = append(cost, r.CPU[turn])
		}
		slopes = append(slopes, measure.Slope(sizes[1:], cost))
	}
	last := rs[len(rs)-1]
	fmt.Printf("a hundred thousand things take %.0f ms CPU to load\n", measure.Median(last.CPU)/1000*100_000/things)
	return measure.Judge(os.Stdout,
		measure.Verdict{What: "slope of log(CPU) on log(entries)", Got: slopes, Goal: goalSlope},
		measure.Verdict{What: last.Name + ", wall", Got: last.Wall, Goal: goalTime, Unit: " µs", Uncounted: true},
	)
}

// lengths returns the lengths of the registers up to most entries.
func lengths(most int) []int {
	sizes := []int{1000, least}
	for size := 100_000; size <= most; size *= 10 {
		sizes = append(sizes, size)
	}
	return sizes
}

// start opens a data directory as the server does and makes the first view.
func start(ctx context.Context, dir string) error {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	s, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		return errors.Join(err, st.Close())
	}
	s.Read(func(state *council.State) {
		_, err = reading.Enter(state, access.PublicClass).View("sessions", "")
	})
	// A crash, not a stop: no snapshot is written, which is not part of a start.
	return errors.Join(err, st.Close())
}

// describe prints what the snapshot holds and what folding everything costs.
func describe(ctx context.Context, dir string, size int) error {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	snap, ok, err := st.Snapshot(ctx)
	if err != nil || !ok {
		return errors.Join(err, st.Close(), errors.New("no snapshot"))
	}
	cpu, began := measure.CPU(), time.Now()
	_, err = secretariat.Fold(ctx, st)
	cpu, wall := measure.CPU()-cpu, time.Since(began)
	fmt.Printf("  snapshot %.1f MB; fold of everything %s CPU, %s wall: %s a hundred thousand entries\n", float64(len(snap.Bytes))/1e6,
		cpu.Round(time.Millisecond), wall.Round(time.Millisecond), (cpu * 100_000 / time.Duration(size)).Round(time.Millisecond))
	return errors.Join(err, st.Close())
}

// fill makes a register of a size through the secretariat: half of its things, at
// most, are acts and half decisions; everything after them are stances on those
// decisions and corrections of those acts.
func fill(ctx context.Context, dir string, size int) error {
	st, err := store.Create(ctx, dir)
	if err != nil {
		return err
	}
	s, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		return err
	}
	f := &filling{chance: rand.New(rand.NewPCG(1, 2)), size: size, things: min(things, size/2)}
	err = s.DoAll(ctx, f.next)
	return errors.Join(err, s.Close(ctx), st.Close())
}

type filling struct {
	chance          *rand.Rand
	size, things    int
	done            int
	session         council.ID
	acts, decisions []council.ID
}

func (f *filling) next(last secretariat.Receipt) (secretariat.Order, bool, error) {
	if len(last.IDs) > 0 && f.done <= f.things {
		switch {
		case f.done == 2:
			f.session = last.IDs[0]
		case f.done > 2 && f.done%2 == 1:
			f.acts = append(f.acts, last.IDs[0])
		case f.done > 2:
			f.decisions = append(f.decisions, last.IDs[0])
		}
	}
	if f.done == f.size {
		return secretariat.Order{}, false, nil
	}
	f.done++
	o := secretariat.Order{By: access.Actor{Role: access.Secretariat}}
	var err error
	switch {
	case f.done == 1:
		var c *charter.Charter
		if c, err = charter.Parse("charter.yaml", bishkek2019.Charter()); err == nil {
			o.Command = &council.Establish{Charter: *c}
		}
	case f.done == 2:
		o.Command, err = command("convene-session", map[string]any{"body": "csc", "type": "ordinary", "title": title(0), "at": "2019-11-28"})
	case f.done <= f.things && f.done%2 == 1:
		o.Command, err = command("register-act", map[string]any{"type": "list", "title": title(f.done)})
	case f.done <= f.things:
		o.Command, err = command("submit-draft", map[string]any{
			"session": f.session, "form": "decision", "title": title(f.done), "nature": "other", "matter": "decision", "at": "2019-11-28",
		})
	case f.done%5 == 0:
		id := f.acts[f.chance.IntN(len(f.acts))]
		o.Command, err = command("register-act", map[string]any{"type": "list", "title": title(f.done), "corrects": id, "reason": "The title was printed wrongly."})
	default:
		members := []procedure.Member{"am", "by", "kz", "kg", "ru", "tj"}
		o.By = access.Actor{Role: access.Delegate, Member: members[f.chance.IntN(len(members))]}
		o.Command, err = command("take-stance", map[string]any{"decision": f.decisions[f.chance.IntN(len(f.decisions))], "stance": "for"})
	}
	return o, true, err
}

func title(n int) map[string]string {
	return map[string]string{"ru": fmt.Sprintf("О мерах, принимаемых по пункту %d повестки дня", n), "en": fmt.Sprintf("On the measures taken on item %d of the agenda", n)}
}

func command(name string, fields map[string]any) (council.Command, error) {
	raw, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return council.ParseCommand(name, raw)
}
