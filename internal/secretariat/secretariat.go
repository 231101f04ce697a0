// Package secretariat is the one way in: it takes orders, has the council decide
// on them one after another, and puts what is decided into the register before
// it says so. It keeps the state of the council in memory.
//
// It keeps the state twice. The writer decides on its own copy, ahead of the
// disk; readers see the other, which only ever holds what is on the disk. So a
// reader never waits for the disk and never sees what a power cut could undo.
package secretariat

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// ErrClosed is returned for an order that comes after Close.
var ErrClosed = errors.New("secretariat is closed")

// maxBatch is the most orders that share one transaction.
const maxBatch = 256

// A Door is what a secretariat takes from outside.
type Door struct {
	Now    func() time.Time // time.Now, except in tests
	Random io.Reader        // crypto/rand.Reader, except in tests
	Moved  func()           // called after entries are on the disk; may be nil; must not block
}

// An Order is a command that somebody gives.
type Order struct {
	Key     string         // names the order for its actor for ever; empty: a fresh one
	By      access.Actor   // from the sign-in, never from the form
	Seen    register.Place // the last entry the actor's page was made from; 0: not said
	Texts   [][]byte       // that the command names by hash
	Command council.Command
}

// A Receipt says where an order stands in the register.
type Receipt struct {
	From     register.Place `json:"from"`
	To       register.Place `json:"to"`            // one past the last entry
	IDs      []council.ID   `json:"ids,omitempty"` // of the things that the entries are about
	Repeated bool           `json:"-"`             // the order had been carried out before
}

// A Secretariat carries out orders on one council. Its methods may be called
// from several goroutines.
type Secretariat struct {
	store *store.Store
	door  Door
	queue chan *ticket
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once

	draft *council.State // the writer's own, ahead of the disk
	size  int64          // of the register as the writer knows it

	mu    sync.RWMutex
	shown *council.State // what is on the disk
}

// A ticket is an order that waits for its answer.
type ticket struct {
	ctx     context.Context
	order   Order
	digest  [32]byte
	receipt Receipt
	events  []placed
	err     error
	done    chan struct{}
}

// A placed event stands at its place in the register.
type placed struct {
	event council.Event
	place register.Place
	at    time.Time
}

// Open reads the state from the register in st and begins to take orders. The
// caller keeps st and closes it after the secretariat.
func Open(ctx context.Context, st *store.Store, door Door) (*Secretariat, error) {
	if door.Now == nil {
		door.Now = time.Now
	}
	if door.Random == nil {
		door.Random = rand.Reader
	}
	s := &Secretariat{store: st, door: door, queue: make(chan *ticket, maxBatch), stop: make(chan struct{}), done: make(chan struct{})}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	go s.run()
	return s, nil
}

// load reads both copies of the state: a snapshot, if there is a good one, and
// the entries after it.
func (s *Secretariat) load(ctx context.Context) error {
	draft, err := Load(ctx, s.store)
	if err != nil {
		return err
	}
	shown, err := Load(ctx, s.store)
	if err != nil {
		return err
	}
	s.draft, s.size = draft, int64(draft.Size)
	s.mu.Lock()
	s.shown = shown
	s.mu.Unlock()
	return nil
}

// Read calls f with the state of what is on the disk. f must not keep the state
// nor change it, and must be quick: it holds up the next commit.
func (s *Secretariat) Read(f func(*council.State)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f(s.shown)
}

// Do carries out an order. It is in the register, on the disk, when Do returns
// without error, and not at all when Do returns a [*council.Refusal]. With any
// other error the outcome may be unknown; the same order with the same key can be
// given again and is carried out at most once.
func (s *Secretariat) Do(ctx context.Context, o Order) (Receipt, error) {
	t := &ticket{ctx: ctx, order: o, done: make(chan struct{})}
	fields, err := council.FormatCommand(o.Command)
	if err != nil {
		return Receipt{}, fmt.Errorf("%s: %w", council.Name(o.Command), err)
	}
	t.digest = sha256.Sum256(append([]byte(council.Name(o.Command)+"\n"), fields...))
	if o.Key == "" {
		var b [16]byte
		if _, err := io.ReadFull(s.door.Random, b[:]); err != nil {
			return Receipt{}, fmt.Errorf("key: %w", err)
		}
		t.order.Key = fmt.Sprintf("%x", b)
	}
	select {
	case s.queue <- t:
	case <-s.stop:
		return Receipt{}, ErrClosed
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	}
	select {
	case <-t.done:
	case <-s.done:
		select {
		case <-t.done:
		default:
			return Receipt{}, ErrClosed
		}
	}
	return t.receipt, t.err
}

// Close takes no more orders, carries out those that wait, and keeps a snapshot
// for the next start.
func (s *Secretariat) Close(ctx context.Context) error {
	s.once.Do(func() { close(s.stop) })
	<-s.done
	return s.Snapshot(ctx)
}

// run takes what waits, as much as there is, and writes it at once: the longer
// the disk takes, the more orders share its next turn.
func (s *Secretariat) run() {
	defer close(s.done)
	for {
		var batch []*ticket
		select {
		case t := <-s.queue:
			batch = append(batch, t)
		case <-s.stop:
			select {
			case t := <-s.queue:
				batch = append(batch, t)
			default:
				return
			}
		}
		for len(batch) < maxBatch {
			select {
			case t := <-s.queue:
				batch = append(batch, t)
				continue
			default:
			}
			break
		}
		s.carryOut(batch)
	}
}

// carryOut decides on each order in turn and writes what was decided in one
// transaction.
func (s *Secretariat) carryOut(batch []*ticket) {
	ctx := context.Background() // a client that goes away does not undo the others' orders
	var b store.Batch
	b.From = s.size
	for _, t := range batch {
		s.decide(ctx, t, &b)
	}
	var err error
	if len(b.Entries) > 0 {
		if _, err = s.store.Append(ctx, b); err != nil {
			s.recover(ctx, batch, err)
		} else {
			s.size += int64(len(b.Entries))
			s.show(batch)
		}
	}
	for _, t := range batch {
		close(t.done)
	}
	if len(b.Entries) > 0 && s.door.Moved != nil {
		s.door.Moved()
	}
}

// show applies to the readers' copy what is now on the disk.
func (s *Secretariat) show(batch []*ticket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range batch {
		for _, p := range t.events {
			s.shown.Apply(p.event, p.place, p.at)
		}
	}
}

// recover reads the register again after a write that failed, perhaps after it
// had taken effect, and tells each order what became of it.
func (s *Secretariat) recover(ctx context.Context, batch []*ticket, cause error) {
	err := s.load(ctx)
	for _, t := range batch {
		if t.err != nil || t.receipt.Repeated {
			continue
		}
		if err == nil {
			if known, e := s.known(ctx, t); e == nil && known {
				continue
			}
		}
		t.receipt, t.err = Receipt{}, fmt.Errorf("%s by %v: %w", council.Name(t.order.Command), t.order.By, cause)
	}
	if err != nil {
		// Without a state nothing can be decided: stop, and let the operator look.
		s.once.Do(func() { close(s.stop) })
	}
}

// known looks whether an order was carried out before, and answers it if so.
func (s *Secretariat) known(ctx context.Context, t *ticket) (bool, error) {
	old, ok, err := s.store.Order(ctx, t.order.By.String(), t.order.Key)
	if err != nil || !ok {
		return false, err
	}
	return true, t.repeat(old)
}

func (t *ticket) repeat(old store.Order) error {
	if old.Digest != t.digest {
		return council.Refuse(council.OutOfTime, council.CodeKeyUsed, t.order.Key, "")
	}
	if err := json.Unmarshal(old.Result, &t.receipt); err != nil {
		return fmt.Errorf("order %s: result: %w", t.order.Key, err)
	}
	t.receipt.Repeated = true
	return nil
}

// ids returns fresh ids for one order.
func (s *Secretariat) ids() ([]council.ID, error) {
	var b [32]byte
	if _, err := io.ReadFull(s.door.Random, b[:]); err != nil {
		return nil, fmt.Errorf("ids: %w", err)
	}
	ids := make([]council.ID, len(b)/8)
	for i := range ids {
		ids[i] = council.NewID(binary.BigEndian.Uint64(b[8*i:]))
	}
	return ids, nil
}
