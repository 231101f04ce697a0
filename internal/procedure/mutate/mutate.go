// Mutate spoils the rules engine in one place at a time and runs its tests.
//
//	go run ./internal/procedure/mutate -sample 300 -seed 1
//
// It changes comparisons, joins, sums, numbers, negations and conditions. The
// files on disk stay as they are: the compiler is given the spoiled one instead.
//
// A change that no test notices is printed with its place and the spoiled line.
// Changes that make no difference to what the engine does are listed in
// equivalent.txt with the reason: they are tried too, counted apart, and one that
// a test notices, or that is no change of the source any more, is a fault of the
// list. The last line is the score; the status is 1 if it is too low, or the list
// has a fault.
package main

import (
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

// A fate is what became of a change.
type fate int

const (
	unbuilt fate = iota // it is no program
	noticed
	unnoticed
)

// A tally counts fates.
type tally struct {
	mu         sync.Mutex
	began      time.Time
	of         int // changes to try
	done       int
	fates      [3]int
	equivalent int // on the list, and not noticed
	faults     int // on the list, and noticed
	err        error
}

func run(o options, out, progress io.Writer) error {
	all, err := mutants(o.dir)
	if err != nil {
		return err
	}
	known, err := equivalents(all)
	if err != nil {
		return err
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
				f, err := m.try(o.dir)
				t.count(m, f, err, known[m.key()], out, progress)
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
func (t *tally) count(m *mutant, f fate, err error, equal bool, out, progress io.Writer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done++
	switch {
	case err != nil:
		t.err = err
	case equal && f == unnoticed:
		t.equivalent++
	case equal && f == noticed:
		t.faults++
		fmt.Fprintf(out, "%s: on the list of equivalents, and noticed: %s\n", m.place(), m.spoiled())
	default:
		if t.fates[f]++; f == unnoticed {
			fmt.Fprintf(out, "%s: %s\n", m.place(), m.spoiled())
		}
	}
	left := time.Since(t.began) / time.Duration(t.done) * time.Duration(t.of-t.done)
	fmt.Fprintf(progress, "\r%d of %d tried, %d noticed, %d not, %s left   ", t.done, t.of, t.fates[noticed], t.fates[unnoticed], left.Round(time.Second))
}

// verdict prints the score.
func (t *tally) verdict(o options, all int, out, progress io.Writer) error {
	fmt.Fprintln(progress)
	if t.err != nil {
		return t.err
	}
	tried := t.fates[noticed] + t.fates[unnoticed]
	score := 100 * float64(t.fates[noticed]) / float64(max(tried, 1))
	which := "all changes"
	if t.done < all {
		which = fmt.Sprintf("%d of %d changes, seed %d", t.done, all, o.seed)
	}
	fmt.Fprintf(out, "%s in %s: %d of %d noticed, %.1f in a hundred; apart from these %d equivalent (see equivalent.txt), %d that are no program\n",
		which, time.Since(t.began).Round(time.Second), t.fates[noticed], tried, score, t.equivalent, t.fates[unbuilt])
	switch {
	case t.faults > 0:
		return fmt.Errorf("%d on the list of equivalents are noticed", t.faults)
	case tried == 0 || score < o.least:
		return fmt.Errorf("fewer than %g in a hundred", o.least)
	}
	return nil
}
