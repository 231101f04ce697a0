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
	"iter"
	"sync"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/terms"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// ErrClosed is returned for an order that comes after Close.
var ErrClosed = errors.New("secretariat is closed")

// maxBatch is the most orders that share one transaction.
const maxBatch = 256

// A Source is what a state is read from: the entries, a snapshot of the fold of the
// first of them, and the texts that they name. A *store.Store is one.
type Source interface {
	Head(context.Context) (store.Head, error)
	// Rows yields the entries from one place to before another, in order.
	Rows(ctx context.Context, from, to register.Place) iter.Seq2[store.Row, error]
	// Snapshot returns the snapshot, if there is a whole one.
	Snapshot(context.Context) (store.Snapshot, bool, error)
	// Text returns the text of a hash.
	Text(ctx context.Context, hash [32]byte) ([]byte, error)
}

// A Journal is where a secretariat writes. A *store.Store is one.
type Journal interface {
	Source
	// Append writes all of a batch or nothing, and it is on the disk when Append
	// returns without error. With store.ErrUnsure it may be there or not; Head and
	// Order then tell.
	Append(context.Context, store.Batch) (store.Head, error)
	// Order returns the order of an actor and a key, if it was carried out.
	Order(ctx context.Context, actor, key string) (store.Order, bool, error)
	PutSnapshot(context.Context, store.Snapshot) error
}

// A Door is what a secretariat takes from outside.
type Door struct {
	Now    func() time.Time // time.Now, except in tests
	Random io.Reader        // crypto/rand.Reader, except in tests
	Moved  func()           // called after entries are on the disk; may be nil; must not block
	Terms  terms.Base       // words of the organisation in all their forms, for reading amending prose; none: those of the language alone
}

// An Order is a command that somebody gives.
type Order struct {
	Key     string         // names the order for its actor for ever; empty: a fresh one
	By      access.Actor   // from the sign-in, never from the form
	Mandate council.ID     // under which By acts, from the sign-in; empty: none
	Own     bool           // without a mandate, the first is taken under which By may give the command; for the command line and plays
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
	store Journal
	door  Door
	queue chan *ticket
	runs  chan *series
	stop  chan struct{}
	done  chan struct{}
	moved chan struct{} // holds something after entries were made, for the clock
	once  sync.Once

	draft   *council.State   // the writer's own, ahead of the disk
	russian *russian.Grammar // of amending prose, for the writer
	size    int64            // of the register as the writer knows it
	lost    error            // why there is no draft to decide on any more

	mu    sync.RWMutex
	shown *council.State // what is on the disk
}

// A ticket is an order that waits for its answer.
type ticket struct {
	gone    func() error // says whether the one who asks went away meanwhile
	order   Order
	digest  [32]byte
	receipt Receipt
	events  []placed
	rests   bool  // the answer rests on entries of the batch being written
	from    int64 // size of the register before that batch
	again   bool  // it repeats an order of the batch being written
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
func Open(ctx context.Context, st Journal, door Door) (*Secretariat, error) {
	if door.Now == nil {
		door.Now = time.Now
	}
	if door.Random == nil {
		door.Random = rand.Reader
	}
	s := &Secretariat{store: st, door: door, queue: make(chan *ticket, maxBatch), runs: make(chan *series), stop: make(chan struct{}), done: make(chan struct{}), moved: make(chan struct{}, 1), russian: russian.New(door.Terms)}
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	go s.run()
	return s, nil
}

// load reads both copies of the state: a snapshot, if there is a good one, and
// the entries after it.
func (s *Secretariat) load(ctx context.Context) error {
	draft, shown, err := loadTwice(ctx, s.store)
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
	t, err := newTicket(ctx.Err, o)
	if err != nil {
		return Receipt{}, err
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

func newTicket(gone func() error, o Order) (*ticket, error) {
	t := &ticket{gone: gone, order: o, done: make(chan struct{})}
	if err := inZone(o.Command); err != nil {
		return nil, err
	}
	fields, err := council.FormatCommand(o.Command)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", council.Name(o.Command), err)
	}
	t.digest = sha256.Sum256(append([]byte(council.Name(o.Command)+"\n"), fields...))
	return t, nil
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
		case r := <-s.runs:
			s.carryOutAll(r)
			continue
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
	b := store.Batch{From: s.size}
	for _, t := range batch {
		if t.err = s.lost; t.err == nil {
			s.decide(ctx, t, &b)
		}
	}
	s.write(ctx, batch, b)
}

// write puts what was decided into the register and answers.
func (s *Secretariat) write(ctx context.Context, batch []*ticket, b store.Batch) {
	before := s.size
	if len(b.Entries) > 0 {
		if _, err := s.store.Append(ctx, b); err != nil {
			s.recover(ctx, batch, err)
		} else {
			s.size += int64(len(b.Entries))
			s.show(batch)
		}
	}
	for _, t := range batch {
		close(t.done)
	}
	if s.size == before {
		return
	}
	select {
	case s.moved <- struct{}{}:
	default:
	}
	if s.door.Moved != nil {
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
// had taken effect, and tells each order what became of it. A refusal that rests
// on entries of the batch is no answer any more if they are not there.
func (s *Secretariat) recover(ctx context.Context, batch []*ticket, cause error) {
	if err := s.load(ctx); err != nil {
		// Without a state nothing can be decided: stop, and let the operator look.
		s.lost = fmt.Errorf("register not read again: %w: %w", err, ErrClosed)
		s.once.Do(func() { close(s.stop) })
	}
	for _, t := range batch {
		if !t.rests {
			continue
		}
		refused, err := t.err, fmt.Errorf("%s by %v: %w", council.Name(t.order.Command), t.order.By, cause)
		t.receipt, t.err = Receipt{}, err
		switch known, e := s.known(ctx, t); {
		case s.lost != nil || e != nil && !known:
			t.receipt, t.err = Receipt{}, errors.Join(err, s.lost, e)
		case known:
			t.err, t.receipt.Repeated = e, t.again
		case refused != nil && errors.Is(cause, store.ErrUnsure) && s.size > t.from:
			t.err = refused // the entries that it rests on are there
		}
	}
}

// known looks whether an order was carried out before, and answers it if so. The
// error may be the answer: that the key was used for another command.
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

// fresh returns fresh ids for one order, and a key if it has none. Only the writer
// takes from the door's chance.
func (s *Secretariat) fresh(t *ticket) ([]council.ID, error) {
	var b [48]byte
	if _, err := io.ReadFull(s.door.Random, b[:]); err != nil {
		return nil, fmt.Errorf("ids: %w", err)
	}
	if t.order.Key == "" {
		t.order.Key = fmt.Sprintf("%x", b[32:])
	}
	ids := make([]council.ID, 4)
	for i := range ids {
		ids[i] = council.NewID(binary.BigEndian.Uint64(b[8*i:]))
	}
	return ids, nil
}
