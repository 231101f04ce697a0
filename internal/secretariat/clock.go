package secretariat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
)

// The waits of the clock.
const (
	longestWait = time.Minute // the server's clock can be set, and computers sleep
	firstPause  = time.Second // after an order that came to nothing
)

// RunClock is the clock as an actor: it waits for the earliest end of a silence
// or of the second stage of a decision and gives the command that enters it, until ctx is done or the secretariat is
// closed. An expiry that passed while nothing ran is entered at once. The key of
// the order is made of the decision and its expiry, so that it is carried out once
// however often it is given, by however many.
//
// What goes wrong is told to failed, which may be nil, and tried again.
func (s *Secretariat) RunClock(ctx context.Context, failed func(error)) {
	pause := firstPause
	for {
		var next council.Expiry
		var running bool
		s.Read(func(st *council.State) { next, running = st.NextExpiry() })
		wait := longestWait
		if running {
			wait = min(wait, next.At.Sub(s.door.Now()))
			if wait <= 0 {
				err := s.expire(ctx, next)
				switch {
				case errors.Is(err, ErrClosed) || ctx.Err() != nil:
					return
				case err == nil:
					pause = firstPause
					continue
				}
				if failed != nil {
					failed(fmt.Errorf("clock: decision %s: %w", next.Decision, err))
				}
				wait, pause = pause, min(2*pause, longestWait)
			}
		}
		if !s.rest(ctx, wait) {
			return
		}
	}
}

// expire enters the end of a silence or of a second stage.
func (s *Secretariat) expire(ctx context.Context, e council.Expiry) error {
	_, err := s.Do(ctx, Order{
		By:      access.Actor{Role: access.Clock},
		Key:     "expire:" + string(e.Decision) + ":" + e.At.UTC().Format(time.RFC3339),
		Command: e.Command,
	})
	return err
}

// rest waits, or less if entries were made meanwhile. It reports whether there is
// anything left to do.
func (s *Secretariat) rest(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-s.done:
		return false
	case <-s.moved:
	case <-timer.C:
	}
	return true
}
