package campaign

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

// The kernel says that the disk failed, once or from then on, at a random call of
// a child that writes. What the child does then is its business; what it had
// acknowledged must be there.
func TestCampaignSystemCallsFail(t *testing.T) {
	chance := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var all tally
	gaveUp := 0
	for all.rounds < *errs {
		dir, act := found(t)
		for range min(perDirectory, *errs-all.rounds) {
			prefix := fmt.Sprintf("error%d", all.rounds)
			call := []string{"fsync,fdatasync", "pwrite64"}[chance.IntN(2)]
			when := fmt.Sprint(1 + chance.IntN(60))
			if chance.IntN(2) == 0 {
				when += "+"
			}
			fault := []string{"EIO", "ENOSPC"}[chance.IntN(2)]
			child := exec.Command("strace", "-f", "--seccomp-bpf", "-qq", "-o", os.DevNull, "-e", "trace="+call,
				"-e", "inject="+call+":error="+fault+":when="+when, os.Args[0])
			acked := run(t, child, dir, prefix, time.Second, func() {})
			if child.ProcessState.ExitCode() > 0 {
				gaveUp++
			}
			awaitLock(t, dir)
			all.count(t, dir, prefix, act, acked)
		}
		verifies(t, dir)
	}
	all.judge(t)
	t.Logf("%d of %d children gave up by themselves, the others wrote on", gaveUp, all.rounds)
}

// awaitLock waits for what strace traced to be gone too.
func awaitLock(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "lock"))
	must(t, err)
	must(t, syscall.Flock(int(f.Fd()), syscall.LOCK_EX))
	must(t, f.Close())
}

// errDisk is what a broken disk would say.
var errDisk = errors.New("input/output error")

// A flaky journal fails some writes, before or after they took effect.
type flaky struct {
	secretariat.Journal
	chance *rand.Rand
	failed int
}

func (f *flaky) Append(ctx context.Context, b store.Batch) (store.Head, error) {
	switch f.chance.IntN(6) {
	case 0:
		f.failed++
		return store.Head{}, errDisk
	case 1:
		f.failed++
		return store.Head{}, fmt.Errorf("%w: %w", store.ErrUnsure, errDisk)
	case 2:
		f.failed++
		_, err := f.Journal.Append(ctx, b)
		return store.Head{}, errors.Join(store.ErrUnsure, errDisk, err)
	}
	return f.Journal.Append(ctx, b)
}

func TestCampaignWritesFailBeforeAndAfterTheyTookEffect(t *testing.T) {
	dir, act := found(t)
	st, err := store.Open(t.Context(), dir)
	must(t, err)
	seed := uint64(time.Now().UnixNano())
	f := &flaky{Journal: st, chance: rand.New(rand.NewPCG(seed, 0))}
	s, err := secretariat.Open(t.Context(), f, secretariat.Door{})
	must(t, err)
	// Two writers share each key: one order, carried out once, twice answered.
	type answer struct {
		key string
		r   secretariat.Receipt
	}
	answers := make(chan []answer, writers)
	for w := range writers {
		go func() {
			var mine []answer
			for turn := range 40 {
				o := orderOf("flaky", w/2, turn, act)
				r, err := s.Do(context.Background(), o)
				for n := 0; err != nil && n < 1000; n++ { // a client gives it again, with its key
					r, err = s.Do(context.Background(), o)
				}
				mine = append(mine, answer{o.Key, r})
			}
			answers <- mine
		}()
	}
	receipts := map[string][]secretariat.Receipt{}
	for range writers {
		for _, a := range <-answers {
			receipts[a.key] = append(receipts[a.key], a.r)
		}
	}
	must(t, s.Close(t.Context()))
	must(t, st.Close())

	k := open(t, dir)
	defer k.close(t)
	there := k.byTitle(t)
	var all tally
	for key, rs := range receipts {
		all.acknowledged += len(rs)
		switch places := there[title(key)]; {
		case len(places) == 0:
			all.lost++
		case len(places) > 1:
			all.doubled++
		case len(rs) != 2 || rs[0].From != places[0] || rs[1].From != places[0] || !slices.Equal(rs[0].IDs, rs[1].IDs):
			t.Errorf("%s at %v, answered %+v", key, places, rs)
		}
	}
	all.half = k.halves(t)
	all.judge(t)
	t.Logf("%d writes failed, seed %d", f.failed, seed)
	if f.failed == 0 {
		t.Error("no write failed: nothing was tested")
	}
	verifiesFold(t, k)
}

func TestCampaignASecondWriterIsRefusedByName(t *testing.T) {
	dir, _ := found(t)
	child := exec.Command(os.Args[0])
	var refused error
	acked := run(t, child, dir, "second", 300*time.Millisecond, func() {
		st, err := store.Open(t.Context(), dir)
		if err == nil {
			err = errors.Join(errors.New("opened twice"), st.Close())
		}
		refused = err
	})
	locked, ok := errors.AsType[*store.LockedError](refused)
	if !ok || locked.PID != child.Process.Pid {
		t.Errorf("refused with %v, want the process %d named", refused, child.Process.Pid)
	}
	if len(acked) == 0 {
		t.Error("the first writer wrote nothing")
	}
}

// Two processes that have lost the lock to each other: the head fences one.
func TestCampaignTwoSecretariatsOnOneHead(t *testing.T) {
	dir, act := found(t)
	k := open(t, dir)
	defer k.close(t)
	// The other decides on what it read before, and commits to a head that moved.
	other, err := secretariat.Open(t.Context(), k.store, secretariat.Door{})
	must(t, err)
	first, err := k.Do(t.Context(), order("one", act))
	must(t, err)
	_, err = other.Do(t.Context(), order("two", ""))
	if !errors.Is(err, store.ErrFenced) {
		t.Errorf("a second writer: %v, want fenced", err)
	}
	second, err := other.Do(t.Context(), order("two", ""))
	must(t, err) // it has read again what is there
	if second.From != first.To {
		t.Errorf("written at %d, want %d", second.From, first.To)
	}
	if _, err := k.Do(t.Context(), order("three", "")); !errors.Is(err, store.ErrFenced) {
		t.Errorf("the first writer, now behind: %v, want fenced", err)
	}
	must(t, other.Close(t.Context()))
}
