package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/drafting"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// journal is the store as the depositary wants to see it.
type journal struct{ *store.Store }

// Head returns the head that the writer recorded.
func (j journal) Head(ctx context.Context) (depositary.Head, error) {
	h, err := j.Store.Head(ctx)
	return depositary.Head{Size: h.Size, Root: h.Root}, err
}

// Leaves yields leaves as they lie on disk.
func (j journal) Leaves(ctx context.Context, from, to int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for row, err := range j.Rows(ctx, register.Place(from), register.Place(to)) {
			if !yield(row.Leaf, err) || err != nil {
				return
			}
		}
	}
}

// Checkpoint returns the latest checkpoint.
func (j journal) Checkpoint(ctx context.Context) ([]byte, error) {
	_, signed, err := j.Store.Checkpoint(ctx)
	if errors.Is(err, store.ErrAbsent) {
		return nil, depositary.ErrNone
	}
	return signed, err
}

// A keeping is an open data directory with everything that works on it.
type keeping struct {
	clock       func() time.Time // by which the gate counts; nil: time.Now
	lends       bool             // in the demo, who signs in by a link without a mandate acts under the first of the capacity
	dir         string
	store       *store.Store
	secretariat *secretariat.Secretariat
	depositary  *depositary.Depositary
	log         *mirror.Log
	moved       chan struct{}         // has one element when entries wait for a checkpoint
	signing     chan struct{}         // closed when no more checkpoints are signed
	wrong       atomic.Pointer[error] // what the audit found
}

// origin is the name of a register: the first line of its checkpoints.
func origin(c *charter.Charter) string { return "chancery.example/" + c.ID }

// create makes a data directory and establishes a charter in it.
func create(ctx context.Context, dir string, c charter.Charter, door secretariat.Door) (k *keeping, err error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	st, err := store.Create(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, st.Close())
		}
	}()
	dep, err := depositary.New(dir, origin(&c), journal{st})
	if err != nil {
		return nil, err
	}
	if k, err = work(ctx, dir, st, dep, door); err != nil {
		return nil, err
	}
	_, err = k.secretariat.Do(ctx, secretariat.Order{By: officer, Command: &council.Establish{Charter: c}})
	return k, err
}

// open opens a data directory for writing.
func open(ctx context.Context, dir string, door secretariat.Door) (*keeping, error) {
	st, err := store.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	dep, err := depositary.Load(dir, journal{st})
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	k, err := work(ctx, dir, st, dep, door)
	if err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return k, nil
}

// work begins to take orders and to sign checkpoints.
func work(ctx context.Context, dir string, st *store.Store, dep *depositary.Depositary, door secretariat.Door) (*keeping, error) {
	k := &keeping{
		dir: dir, store: st, depositary: dep, log: &mirror.Log{Store: st, Key: dep.PublicKey()},
		moved: make(chan struct{}, 1), signing: make(chan struct{}),
	}
	door.Moved = func() {
		select {
		case k.moved <- struct{}{}:
		default: // one is waiting already and will cover these entries too
		}
	}
	var err error
	if k.secretariat, err = secretariat.Open(ctx, st, door); err != nil {
		return nil, err
	}
	k.log.Ask(k.secretariat.Read)
	go k.sign()
	return k, nil
}

// sign signs a checkpoint after every commit. Commits that come while one is
// being signed share the next.
func (k *keeping) sign() {
	defer close(k.signing)
	for range k.moved {
		if _, err := k.depositary.Sign(context.Background()); err != nil {
			slog.Error("no checkpoint", "err", err)
		}
	}
}

// close carries out what waits, signs the last checkpoint and closes the store.
func (k *keeping) close(ctx context.Context) error {
	err := k.secretariat.Close(ctx)
	close(k.moved)
	<-k.signing
	if _, signErr := k.depositary.Sign(ctx); signErr != nil {
		err = errors.Join(err, signErr)
	}
	return errors.Join(err, k.store.Close())
}

// dataFlag is the flag that names the data directory.
func dataFlag(f *flags) *string {
	return f.String("data", "", "data directory")
}

// termsFlag is the flag that gives the writer the words of the organisation.
func termsFlag(f *flags) *secretariat.Door {
	door := new(secretariat.Door)
	f.Func("terms", "words of the organisation in all their forms", func(file string) (err error) {
		door.Terms, err = drafting.ReadTerms(file)
		return err
	})
	return door
}

// need returns the data directory or says that it is missing.
func need(dir string) (string, error) {
	if dir == "" {
		dir = os.Getenv("CHANCERY_DATA")
	}
	if dir == "" {
		return "", fmt.Errorf("%w: no data directory: give -data DIR or set CHANCERY_DATA", errUsage)
	}
	return dir, nil
}

// readCharter reads and checks a charter file, which may take rules from the
// catalogue.
func readCharter(name string) (*charter.Charter, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	c, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	return charter.ParseWith(c, name, b)
}
