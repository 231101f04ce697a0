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

// RunClock is the clock as an actor: it waits for the earliest expiry of a silence
// and gives the command that enters it, until ctx is done or the secretariat is
// closed. An expiry that passed while nothing ran is entered at once. The key of
// the order is made of the decision and its expiry, so that it is carried out once
// however often it is given, by however many.
//
// What goes wrong is told to failed, which may be nil, and tried again.
func (s *Secretariat) RunClock(ctx context.Context, failed func(error)) {
	pause := firstPause
	for {
		var at time.Time
		var id council.ID
		var running bool
		s.Read(func(st *council.State) { at, id, running = st.NextExpiry() })
		wait := longestWait
		if running {
			wait = min(wait, at.Sub(s.door.Now()))
			if wait <= 0 {
				err := s.expire(ctx, id, at)
				switch {
				case errors.Is(err, ErrClosed) || ctx.Err() != nil:
					return
				case err == nil:
					pause = firstPause
					continue
				}
				if failed != nil {
					failed(fmt.Errorf("clock: decision %s: %w", id, err))
				}
				wait, pause = pause, min(2*pause, longestWait)
			}
		}
		if !s.rest(ctx, wait) {
			return
		}
	}
}

// expire enters the expiry of a silence.
func (s *Secretariat) expire(ctx context.Context, id council.ID, at time.Time) error {
	_, err := s.Do(ctx, Order{
		By:      access.Actor{Role: access.Clock},
		Key:     "expire:" + string(id) + ":" + at.UTC().Format(time.RFC3339),
		Command: &council.ExpireSilence{Decision: id},
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
