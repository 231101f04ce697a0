// Package limit says when somebody has asked often enough for now.
//
// Each name, an address or an account, has a bucket: so many at once, then one more
// each time a while has passed. What is kept is one instant for each name that is not
// full again, and never more names than it was told.
package limit

import (
	"container/list"
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// A Rate is how often something may be done: Burst times at once, then once in each
// Every. Both are positive.
type Rate struct {
	Burst int
	Every time.Duration
}

// Buckets hold off those who ask too often. They may be used by many at once.
type Buckets struct {
	rate Rate
	most int

	mu   sync.Mutex
	of   map[string]*list.Element // of *bucket
	used *list.List               // the one that was used longest ago in front
}

// A bucket is one name's.
type bucket struct {
	name string
	full time.Time // when it is full again
	told time.Time // when it was last said that it is empty
}

// New makes buckets of a rate for at most so many names. Where there are more, the
// one that was used longest ago is forgotten, so that it is full again.
func New(rate Rate, most int) *Buckets {
	return &Buckets{rate: rate, most: most, of: map[string]*list.Element{}, used: list.New()}
}

// A Verdict is what comes of a request. The zero value lets it pass.
type Verdict struct {
	Wait  time.Duration // until the next may pass; 0: this one does
	First bool          // nobody was told so about this name in the last minute
}

// Take takes one out of the bucket of a name, or says how long to wait for the next.
func (b *Buckets) Take(name string, now time.Time) Verdict {
	b.mu.Lock()
	defer b.mu.Unlock()
	x := b.bucket(name, now)
	full := x.full
	if full.Before(now) {
		full = now
	}
	if wait := full.Sub(now) - time.Duration(b.rate.Burst-1)*b.rate.Every; wait > 0 {
		first := now.Sub(x.told) >= time.Minute
		if first {
			x.told = now
		}
		return Verdict{Wait: wait, First: first}
	}
	x.full = full.Add(b.rate.Every)
	return Verdict{}
}

// Back puts one back into the bucket of a name: what was taken for did no harm.
func (b *Buckets) Back(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.of[name]; ok {
		x := e.Value.(*bucket)
		x.full = x.full.Add(-b.rate.Every)
	}
}

// Len is how many names are kept.
func (b *Buckets) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.of)
}

// bucket returns the bucket of a name, and forgets those that are full again or too
// many.
func (b *Buckets) bucket(name string, now time.Time) *bucket {
	if e, ok := b.of[name]; ok {
		b.used.MoveToBack(e)
		return e.Value.(*bucket)
	}
	for e := b.used.Front(); e != nil; e = b.used.Front() {
		x := e.Value.(*bucket)
		if len(b.of) < b.most && x.full.After(now) {
			break
		}
		b.used.Remove(e)
		delete(b.of, x.name)
	}
	x := &bucket{name: name}
	b.of[name] = b.used.PushBack(x)
	return x
}

// Network names the network that an address is one of: the address itself, or the
// first 64 bits of one of IPv6, which is what one household or office is given.
func Network(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if !a.Is6() {
		return a.String()
	}
	p, _ := a.Prefix(64) // every address of IPv6 has one
	return p.String()
}

// Wait is the error of who has to wait before asking again.
type Wait time.Duration

// Error says how long.
func (w Wait) Error() string { return fmt.Sprintf("too often: wait %d s", w.Seconds()) }

// Seconds is the wait in whole seconds, at least one.
func (w Wait) Seconds() int64 {
	return max(1, int64((time.Duration(w)+time.Second-1)/time.Second))
}
