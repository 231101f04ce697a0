// Package measure times a floor program and the product in turn, on a machine that
// others use too: it gives CPU time, the wall time of single operations, and the
// ratio of the two programs in each turn, which is all that is judged.
package measure

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// A Program is one of those that are compared.
type Program struct {
	Name string
	// Prepare returns the operations of one turn. Preparing is not measured.
	Prepare func(turn int) ([]func() error, error)
	Per     int // what one operation counts for, such as the entries of a batch; 0 is 1
}

// A Result is what a program took.
type Result struct {
	Name string
	CPU  []float64 // microseconds of CPU time of this process for one unit, by turn
	Wall []float64 // microseconds of wall time for one unit, by turn
	Each []float64 // microseconds of wall time of each operation, ascending
}

// Interleaved runs the programs in turn, ABAB, so that what others do on the
// machine meets all of them.
func Interleaved(turns int, programs ...Program) ([]Result, error) {
	results := make([]Result, len(programs))
	for turn := range turns {
		for i, p := range programs {
			results[i].Name = p.Name
			if err := results[i].turn(p, turn); err != nil {
				return nil, fmt.Errorf("%s, turn %d: %w", p.Name, turn, err)
			}
		}
	}
	for i := range results {
		slices.Sort(results[i].Each)
	}
	return results, nil
}

func (r *Result) turn(p Program, turn int) error {
	ops, err := p.Prepare(turn)
	if err != nil {
		return err
	}
	units := float64(len(ops) * max(p.Per, 1))
	runtime.GC() // what preparing left behind is not the program's
	cpu, start := CPU(), time.Now()
	for _, op := range ops {
		began := time.Now()
		if err := op(); err != nil {
			return err
		}
		r.Each = append(r.Each, micro(time.Since(began)))
	}
	r.Wall = append(r.Wall, micro(time.Since(start))/units)
	r.CPU = append(r.CPU, micro(CPU()-cpu)/units)
	return nil
}

func micro(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// CPU returns the CPU time that this process has taken so far.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0 // it cannot fail for oneself
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Load returns the load averages of the machine.
func Load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(b))[:3], " ")
}

// Median returns the middle of xs.
func Median(xs []float64) float64 {
	s := slices.Sorted(slices.Values(xs))
	if len(s) == 0 {
		return math.NaN()
	}
	return s[len(s)/2]
}

// Ratios divides the turns of one by those of another, turn by turn.
func Ratios(a, b []float64) []float64 {
	var rs []float64
	for i := range a {
		rs = append(rs, a[i]/b[i])
	}
	return rs
}

// Slope fits log(cost) to log(size) and returns the exponent: 0 is flat, 1 linear.
func Slope(size, cost []float64) float64 {
	var x, y, xx, xy float64
	n := float64(len(size))
	for i := range size {
		lx, ly := math.Log(size[i]), math.Log(cost[i])
		x, y, xx, xy = x+lx, y+ly, xx+lx*lx, xy+lx*ly
	}
	return (n*xy - x*y) / (n*xx - x*x)
}

// Table prints results, one a line.
func Table(w io.Writer, results ...Result) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tCPU µs\tfrom\tto\twall µs\tp50\tp99\t")
	for _, r := range results {
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t\n", r.Name,
			Median(r.CPU), slices.Min(r.CPU), slices.Max(r.CPU), Median(r.Wall), at(r.Each, 0.5), at(r.Each, 0.99))
	}
	_ = t.Flush() // to a terminal
}

func at(sorted []float64, q float64) float64 { return sorted[int(q*float64(len(sorted)-1))] }

// A Verdict is a figure and what it is to be.
type Verdict struct {
	What      string
	Got       []float64 // by turn; the median counts
	Goal      float64
	AtLeast   bool // else at most
	Unit      string
	Uncounted bool // printed only: an absolute figure of a machine with others on it
}

// Met reports whether the goal is met.
func (v Verdict) Met() bool {
	if v.AtLeast {
		return Median(v.Got) >= v.Goal
	}
	return Median(v.Got) <= v.Goal
}

// Judge prints verdicts and returns an error if a counted one is not met.
func Judge(w io.Writer, verdicts ...Verdict) error {
	missed := 0
	for _, v := range verdicts {
		sign, word := "at most", "met"
		if v.AtLeast {
			sign = "at least"
		}
		if !v.Met() {
			word = "MISSED"
			if !v.Uncounted {
				missed++
			}
		}
		fmt.Fprintf(w, "%s: %.2f%s (%.2f to %.2f), goal %s %.2f%s: %s\n", v.What,
			Median(v.Got), v.Unit, slices.Min(v.Got), slices.Max(v.Got), sign, v.Goal, v.Unit, word)
	}
	fmt.Fprintf(w, "load %s\n", Load())
	if missed > 0 {
		return fmt.Errorf("%d goals missed", missed)
	}
	return nil
}
