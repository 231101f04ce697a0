package secretariat

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/store"
)

// A bubble is a council inside a bubble of time: the clock of the tests, and no
// other, moves it.
type bubble struct {
	t  *testing.T
	st *store.Store
	s  *Secretariat
	p  Player
}

// newBubble opens a council with a draft, d, that is fit for silence.
func newBubble(t *testing.T) *bubble { return newBubbleOf(t, "council.yaml", "letter") }

// newBubbleOf opens a council of a charter with a draft, d, of a matter.
func newBubbleOf(t *testing.T, file, matter string) *bubble {
	st, err := store.Create(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &bubble{t: t, st: st}
	b.open()
	typed, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := charter.Parse(file, typed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.s.Do(t.Context(), Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *c}}); err != nil {
		t.Fatal(err)
	}
	b.give(`secretariat convene-session as=s body=heads type=ordinary title.en=S presides=kg`)
	b.give(`secretariat submit-draft as=d session=$s form=decision title.en=D nature=other matter=` + matter + ` at=2019-11-28`)
	return b
}

func (b *bubble) open() {
	s, err := Open(b.t.Context(), b.st, Door{Random: rand.NewChaCha8([32]byte{7})})
	if err != nil {
		b.t.Fatal(err)
	}
	b.s, b.p.Do = s, s.Do
}

// give gives a command that is in order.
func (b *bubble) give(line string) {
	b.t.Helper()
	step, err := ParseStep(line)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.p.Play(b.t.Context(), step); err != nil {
		b.t.Fatalf("%s: %v", line, err)
	}
}

// silence places the draft under silence for a time from now.
func (b *bubble) silence(d time.Duration) (expiry time.Time) {
	b.t.Helper()
	now := time.Now().UTC()
	expiry = now.Add(d)
	b.give(`chair:kg place-under-silence decision=$d meeting:=true from=` + now.Format(time.RFC3339) + ` expires='{at: "` + expiry.Format(time.RFC3339) + `", zone: UTC}'`)
	return expiry
}

// wait lets time pass inside a bubble, where nobody waits for it.
func wait(d time.Duration) { <-time.After(d) }

// course returns how far the silence has come.
func (b *bubble) course() (c procedure.Course) {
	b.s.Read(func(s *council.State) {
		d, _ := s.Thing(b.p.Names["d"])
		c = *d.Case.Silence
	})
	return c
}

func TestTheClockEntersAnExpiryAtItsSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		ctx, stop := context.WithCancel(t.Context())
		go b.s.RunClock(ctx, func(err error) { t.Error(err) })
		expiry := b.silence(72 * time.Hour)
		wait(time.Until(expiry) - time.Nanosecond)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Running {
			t.Errorf("before its time: %s", c.Phase)
		}
		wait(time.Nanosecond)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Kept || !c.Expired.Equal(expiry) {
			t.Errorf("at its time: %s, entered at %v", c.Phase, c.Expired)
		}
		stop()
		synctest.Wait()
		readBack(t, b.s, b.st)
	})
}

func TestTheClockEndsASecondStageAtItsSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubbleOf(t, "stages.yaml", "regulation")
		ctx, stop := context.WithCancel(t.Context())
		go b.s.RunClock(ctx, func(err error) { t.Error(err) })
		for _, m := range []string{"kz", "kg", "tj"} {
			b.give("member:" + m + " take-stance decision=$d stance=for")
		}
		now := time.Now().UTC()
		b.give("chair:kg put-question decision=$d at=" + now.Format(time.RFC3339))
		b.give(`secretariat open-acceptance decision=$d from='{at: "` + now.Format(time.RFC3339) + `", zone: UTC}'`)
		b.give("member:tj give-notice decision=$d notice=rejects")
		look := func() (c council.Case) {
			b.s.Read(func(s *council.State) { d, _ := s.Thing(b.p.Names["d"]); c = *d.Case })
			return c
		}
		wait(time.Until(now.AddDate(0, 3, 0)) - time.Nanosecond)
		synctest.Wait()
		if c := look(); c.Acceptance.Phase != council.StageOpen || c.Binding() != nil {
			t.Errorf("before its time: %+v", c.Acceptance)
		}
		wait(time.Nanosecond)
		synctest.Wait()
		if c := look(); c.Acceptance.Phase != council.StageEnded || c.Outcome != procedure.AdoptedInLimitedFormat || len(c.Binding()) != 2 {
			t.Errorf("at its time: %s, binds %v", c.Outcome, c.Binding())
		}
		stop()
		synctest.Wait()
		readBack(t, b.s, b.st)
	})
}

func TestAnExtendedSilenceIsLeftAloneUntilItsNewEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		ctx, stop := context.WithCancel(t.Context())
		go b.s.RunClock(ctx, nil)
		expiry := b.silence(time.Hour)
		b.give(`chair:kg extend-silence decision=$d at=` + time.Now().UTC().Format(time.RFC3339) + ` expires='{at: "` + expiry.Add(time.Hour).Format(time.RFC3339) + `", zone: UTC}'`)
		wait(2*time.Hour - time.Second)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Running {
			t.Errorf("at its first end: %s", c.Phase)
		}
		wait(time.Second)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Kept {
			t.Errorf("at its second: %s", c.Phase)
		}
		stop()
		synctest.Wait()
		readBack(t, b.s, b.st)
	})
}

// An expiry that passed while nothing ran is entered at the start, and once,
// however many clocks there are.
func TestAnExpiryThatPassedIsEnteredAtTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		expiry := b.silence(time.Hour)
		if err := b.s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		wait(30 * time.Hour)
		b.open()
		ctx, stop := context.WithCancel(t.Context())
		for range 3 {
			go b.s.RunClock(ctx, nil)
		}
		synctest.Wait()
		c := b.course()
		if c.Phase != procedure.Kept || !c.Expiry.Equal(expiry) || !c.Expired.Equal(expiry) {
			t.Errorf("%+v", c)
		}
		var size int64
		var entered time.Time
		b.s.Read(func(s *council.State) { size, entered = int64(s.Size), s.Time })
		if !entered.Equal(expiry.Add(29 * time.Hour)) {
			t.Errorf("entered at %v", entered)
		}
		if size != 5 {
			t.Errorf("%d entries, want charter, session, draft, silence and its end", size)
		}
		stop()
		synctest.Wait()
		readBack(t, b.s, b.st)
	})
}

// deaf is a journal that does not take entries while it is told so.
type deaf struct {
	*store.Store
	refuse *atomic.Bool
}

func (d deaf) Append(ctx context.Context, b store.Batch) (store.Head, error) {
	if d.refuse.Load() {
		return store.Head{}, errors.New("disk full")
	}
	return d.Store.Append(ctx, b)
}

func TestTheClockTriesAgainAndEndsWithTheSecretariat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBubble(t)
		if err := b.s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		var refuse atomic.Bool
		s, err := Open(t.Context(), deaf{b.st, &refuse}, Door{Random: rand.NewChaCha8([32]byte{8})})
		if err != nil {
			t.Fatal(err)
		}
		b.s, b.p.Do = s, s.Do
		failures, ended := 0, false
		go func() {
			s.RunClock(context.Background(), func(error) { failures++ })
			ended = true
		}()
		b.silence(time.Hour)
		refuse.Store(true)
		wait(time.Hour + 10*time.Second)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Running || failures != 4 { // after 0, 1, 3 and 7 seconds
			t.Errorf("%s after %d failures", c.Phase, failures)
		}
		refuse.Store(false)
		wait(time.Minute)
		synctest.Wait()
		if c := b.course(); c.Phase != procedure.Kept {
			t.Errorf("%s", c.Phase)
		}
		readBack(t, b.s, b.st)
		synctest.Wait()
		if !ended {
			t.Error("the clock runs on")
		}
	})
}
