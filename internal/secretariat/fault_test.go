package secretariat

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"
	"testing/synctest"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/words"
)

func sumOf(b []byte) [32]byte { return sha256.Sum256(b) }

// A faulty is a store whose writes wait to be let through and fail on order.
type faulty struct {
	*store.Store
	gate    chan struct{} // nil: writes do not wait
	lost    error         // of the next write, which has no effect
	unsure  error         // of the next write, which takes effect
	broken  error         // of every reading of the head
	batches []int         // entries of each write
}

func (f *faulty) Append(ctx context.Context, b store.Batch) (store.Head, error) {
	if f.gate != nil {
		<-f.gate
	}
	if err := f.lost; err != nil {
		f.lost = nil
		return store.Head{}, err
	}
	f.batches = append(f.batches, len(b.Entries))
	h, err := f.Store.Append(ctx, b)
	if f.unsure != nil && err == nil {
		h, err, f.unsure = store.Head{}, f.unsure, nil
	}
	return h, err
}

func (f *faulty) Head(ctx context.Context) (store.Head, error) {
	if f.broken != nil {
		return store.Head{}, f.broken
	}
	return f.Store.Head(ctx)
}

// An asked is the answer to an order, once it is there.
type asked struct {
	receipt Receipt
	err     error
	done    bool
}

// ask gives orders one after another without waiting for their answers.
func ask(t *testing.T, s *Secretariat, orders ...Order) []*asked {
	var as []*asked
	for _, o := range orders {
		a := new(asked)
		as = append(as, a)
		go func() {
			a.receipt, a.err = s.Do(context.Background(), o)
			a.done = true
		}()
		synctest.Wait()
	}
	return as
}

func TestReadersSeeOnlyWhatIsOnTheDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: created(t)}
		s, session, _ := lakes(t, f, Door{})
		before := size(s)
		f.gate = make(chan struct{})
		as := ask(t, s, Order{By: office(), Command: item(session, 1)}, Order{By: office(), Command: item(session, 2)}, Order{By: office(), Command: item(session, 3)})
		for _, a := range as {
			if a.done || size(s) != before {
				t.Fatal("answered or shown before it is on the disk")
			}
		}
		f.gate <- struct{}{}
		synctest.Wait()
		if !as[0].done || as[1].done || size(s) != before+1 {
			t.Error("the first is on the disk and not answered, or the second is answered")
		}
		close(f.gate)
		synctest.Wait()
		// What waited for the disk together was written together.
		if n := len(f.batches); !as[1].done || !as[2].done || f.batches[n-1] != 2 || f.batches[n-2] != 1 {
			t.Errorf("written in batches of %v", f.batches)
		}
		readBack(t, s, f.Store)
	})
}

// closing is three orders that share one write: a case is closed, the same order
// again, and another that finds the case closed.
func closing(session, draft council.ID) []Order {
	end := func(why string) council.Command {
		return &council.CloseCase{Decision: draft, Outcome: "returned", Why: words.Text{"en": why}}
	}
	return []Order{
		{By: office(), Command: item(session, 1)}, // holds the gate
		{By: office(), Key: "k", Command: end("once")},
		{By: office(), Key: "k", Command: end("once")},
		{By: office(), Key: "l", Command: end("too late")},
		{By: office(), Key: "m", Command: item("0123456789abc", 2)},
	}
}

func TestAWriteThatIsLostIsNoAnswerToAnybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: created(t)}
		s, session, draft := lakes(t, f, Door{})
		before := size(s)
		f.gate = make(chan struct{})
		as := ask(t, s, closing(session, draft)...)
		f.gate <- struct{}{}
		synctest.Wait()
		lost := errors.New("disk full")
		f.lost = lost
		close(f.gate)
		synctest.Wait()
		for i, a := range as[1:] {
			// That the case is closed would be no truth: nothing closed it.
			if _, refused := errors.AsType[*council.Refusal](a.err); !a.done || refused || !errors.Is(a.err, lost) || a.receipt.IDs != nil {
				t.Errorf("order %d: %+v", i+1, a)
			}
		}
		if size(s) != before+1 {
			t.Errorf("%d entries are shown", size(s)-before)
		}
		f.gate = nil
		again := ask(t, s, closing(session, draft)[3])
		if again[0].err != nil || again[0].receipt.Repeated {
			t.Errorf("given again: %+v", again[0])
		}
		readBack(t, s, f.Store)
	})
}

func TestAWriteReportedLostThatTookEffectIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: created(t)}
		s, session, draft := lakes(t, f, Door{})
		before := size(s)
		f.gate = make(chan struct{})
		as := ask(t, s, closing(session, draft)...)
		f.gate <- struct{}{}
		synctest.Wait()
		f.unsure = store.ErrUnsure
		close(f.gate)
		synctest.Wait()
		if a := as[1]; a.err != nil || a.receipt.Repeated || a.receipt.From != before+1 {
			t.Errorf("the order: %+v", a)
		}
		if a := as[2]; a.err != nil || !a.receipt.Repeated || a.receipt.From != before+1 {
			t.Errorf("the same again: %+v", a)
		}
		for i, code := range map[int]council.Code{3: council.CodeClosed, 4: council.CodeNoSuch} {
			if refusal, ok := errors.AsType[*council.Refusal](as[i].err); !ok || refusal.Faults[0].Code != code {
				t.Errorf("order %d: %+v", i, as[i])
			}
		}
		if size(s) != before+2 {
			t.Errorf("%d entries are shown", size(s)-before)
		}
		readBack(t, s, f.Store)
	})
}

func TestWithoutARegisterToReadNothingIsDecided(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: created(t)}
		s, session, draft := lakes(t, f, Door{})
		before := size(s)
		f.gate = make(chan struct{})
		as := ask(t, s, closing(session, draft)...)
		f.lost, f.broken = errors.New("disk full"), errors.New("disk gone")
		close(f.gate)
		synctest.Wait()
		for i, a := range as {
			if _, refused := errors.AsType[*council.Refusal](a.err); !a.done || refused || !errors.Is(a.err, ErrClosed) {
				t.Errorf("order %d: %+v", i, a)
			}
		}
		late := ask(t, s, closing(session, draft)...)
		if !errors.Is(late[0].err, ErrClosed) || size(s) != before {
			t.Errorf("later: %+v", late[0])
		}
		f.broken, s.draft = nil, s.shown
		readBack(t, s, f.Store)
	})
}

func TestWhoGoesAwayInTimeLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: created(t)}
		s, session, _ := lakes(t, f, Door{})
		before := size(s)
		f.gate = make(chan struct{})
		first := ask(t, s, Order{By: office(), Command: item(session, 1)})
		ctx, leave := context.WithCancel(context.Background())
		var err error
		go func() { _, err = s.Do(ctx, Order{By: office(), Command: item(session, 2)}) }()
		synctest.Wait()
		leave()
		close(f.gate)
		synctest.Wait()
		if !errors.Is(err, context.Canceled) || first[0].err != nil || size(s) != before+1 {
			t.Errorf("%v %v, %d entries", err, first[0].err, size(s)-before)
		}
		readBack(t, s, f.Store)
	})
}
