// Command demo measures what the demonstration takes: the size of the program, the
// time from its start until it serves, and the memory of it when nobody asks.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"chancery.example/chancery/bench/measure"
)

const (
	goalBinary = 40.0  // MB
	goalIdle   = 60.0  // MB resident
	goalServes = 300.0 // ms; printed and not judged, as others use the machine
)

func main() {
	turns := flag.Int("turns", 5, "starts")
	rest := flag.Duration("rest", 5*time.Second, "how long nobody asks before the memory is read")
	flag.Parse()
	if err := run(context.Background(), *turns, *rest); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns int, rest time.Duration) (err error) {
	dir, err := os.MkdirTemp("", "demo")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program := filepath.Join(dir, "chancery")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program, "./cmd/chancery")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	info, err := os.Stat(program)
	if err != nil {
		return err
	}
	var serves, idle []float64
	for turn := range turns {
		ms, mb, err := once(ctx, program, filepath.Join(dir, strconv.Itoa(turn)), rest)
		if err != nil {
			return err
		}
		serves, idle = append(serves, ms), append(idle, mb)
	}
	return measure.Judge(os.Stdout,
		measure.Verdict{What: "size of the program", Got: []float64{float64(info.Size()) / 1e6}, Goal: goalBinary, Unit: " MB"},
		measure.Verdict{What: "memory when idle", Got: idle, Goal: goalIdle, Unit: " MB"},
		measure.Verdict{What: "from start to serving, the example played into a new folder", Got: serves, Goal: goalServes, Unit: " ms", Uncounted: true},
	)
}

// once starts the demonstration, waits until it says that it serves, lets it rest
// and ends it.
func once(ctx context.Context, program, data string, rest time.Duration) (ms, mb float64, err error) {
	cmd := exec.CommandContext(ctx, program, "demo", "-addr", "localhost:0", "-data", data)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself, which Wait tells
		_, copied := io.Copy(io.Discard, out)
		err = errors.Join(err, copied, cmd.Wait())
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Serving after") {
			ms = float64(time.Since(began)) / float64(time.Millisecond)
			break
		}
	}
	if ms == 0 {
		return 0, 0, errors.Join(errors.New("it never said that it serves"), lines.Err())
	}
	time.Sleep(rest)
	mb, err = resident(cmd.Process.Pid)
	return ms, mb, err
}

// resident returns the memory of a process that is in use, in MB.
func resident(pid int) (float64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return float64(kb) / 1000, err
		}
	}
	return 0, errors.New("/proc: no VmRSS")
}
