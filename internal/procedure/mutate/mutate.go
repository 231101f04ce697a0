// Mutate spoils the rules engine in one place at a time and runs its tests.
//
//	go run ./internal/procedure/mutate -sample 300 -seed 1
//
// It changes comparisons, joins, sums, numbers, negations and conditions. The
// files on disk stay as they are: the compiler is given others instead, once, in
// which a variable of the environment chooses the change that is in force.
//
// A change that no test notices is printed with its place and the spoiled line.
// Changes that make no difference to what the engine does are listed in
// equivalent.txt with the reason: they are tried too, counted apart, and one that
// a test notices, or that is no change of the source any more, is a fault of the
// list. The last line is the score; the status is 1 if it is too low, or the list
// has a fault.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"time"
)

func main() {
	var o options
	flag.StringVar(&o.dir, "dir", "internal/procedure", "folder of the package")
	flag.IntVar(&o.sample, "sample", 0, "how many changes to try, drawn by lot; 0: all")
	flag.Uint64Var(&o.seed, "seed", 1, "of the lot")
	flag.Float64Var(&o.least, "least", 95, "hundredths that must be noticed")
	flag.DurationVar(&o.long, "for", 0, "how long to go on; 0: to the end")
	flag.IntVar(&o.jobs, "jobs", 1, "changes tried at one time")
	flag.Parse()
	if err := run(o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

type options struct {
	dir    string
	sample int
	seed   uint64
	least  float64
	long   time.Duration
	jobs   int
}

// A tally counts fates.
type tally struct {
	mu         sync.Mutex
	began      time.Time
	of         int // changes to try
	done       int
	noticed    int
	unnoticed  int
	equivalent int // on the list, and not noticed
	faults     int // on the list, and noticed
	err        error
}

func run(o options, out, progress io.Writer) error {
	all, files, err := spoil(o.dir)
	if err != nil {
		return err
	}
	known, err := equivalents(all)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	program, err := build(o.dir, temp, files)
	if err != nil {
		return err
	}
	if failed, err := try(program, o.dir, 0); failed || err != nil {
		return errors.Join(errors.New("the tests fail without a change"), err)
	}
	lot := rand.New(rand.NewPCG(o.seed, 0))
	lot.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	drawn := all
	if o.sample > 0 && o.sample < len(all) {
		drawn = all[:o.sample]
	}
	t := &tally{began: time.Now(), of: len(drawn)}
	work := make(chan *mutant)
	var hands sync.WaitGroup
	for range max(o.jobs, 1) {
		hands.Go(func() {
			for m := range work {
				noticed, err := try(program, o.dir, m.id)
				t.count(m, noticed, err, known[m.key()], out, progress)
			}
		})
	}
	for i := range drawn {
		if o.long > 0 && time.Since(t.began) > o.long || t.failed() {
			break
		}
		work <- &drawn[i]
	}
	close(work)
	hands.Wait()
	return t.verdict(o, len(all), out, progress)
}

func (t *tally) failed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err != nil
}

// count enters a fate and shows how far the run has come.
func (t *tally) count(m *mutant, noticed bool, err error, equal bool, out, progress io.Writer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done++
	switch {
	case err != nil:
		t.err = err
	case equal && !noticed:
		t.equivalent++
	case equal:
		t.faults++
		fmt.Fprintf(out, "%s: on the list of equivalents, and noticed: %s\n", m.place(), m.spoiled())
	case noticed:
		t.noticed++
	default:
		t.unnoticed++
		fmt.Fprintf(out, "%s: %s\n", m.place(), m.spoiled())
	}
	left := time.Since(t.began) / time.Duration(t.done) * time.Duration(t.of-t.done)
	fmt.Fprintf(progress, "\r%d of %d tried, %d noticed, %d not, %s left   ", t.done, t.of, t.noticed, t.unnoticed, left.Round(time.Second))
}

// verdict prints the score.
func (t *tally) verdict(o options, all int, out, progress io.Writer) error {
	fmt.Fprintln(progress)
	if t.err != nil {
		return t.err
	}
	tried := t.noticed + t.unnoticed
	score := 100 * float64(t.noticed) / float64(max(tried, 1))
	which := "all changes"
	if t.done < all {
		which = fmt.Sprintf("%d of %d changes, seed %d", t.done, all, o.seed)
	}
	fmt.Fprintf(out, "%s in %s: %d of %d noticed, %.1f in a hundred; apart from these %d equivalent, see equivalent.txt\n",
		which, time.Since(t.began).Round(time.Second), t.noticed, tried, score, t.equivalent)
	switch {
	case t.faults > 0:
		return fmt.Errorf("%d on the list of equivalents are noticed", t.faults)
	case tried == 0 || score < o.least:
		return fmt.Errorf("fewer than %g in a hundred", o.least)
	}
	return nil
}
