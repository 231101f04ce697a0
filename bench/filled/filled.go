// Package filled makes registers of any size, for benches, campaigns and other
// people's readers: the same size gives the same entries.
package filled

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"time"

	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// most is the number of entries that [Grow] puts into one transaction.
const most = 500

// Start is when the clock of made entries begins; each is a second later.
func Start() time.Time { return time.Date(2019, 11, 28, 9, 41, 0, 0, time.UTC) }

// Entry makes the entry that stands at a place: eight fields, as those of the
// council have, of a type that the council does not know.
func Entry(place int64) store.Entry {
	h := func(what string, i int) [32]byte { return sha256.Sum256(fmt.Appendf(nil, "%s %d %d", what, place, i)) }
	audience := "public"
	if place%8 == 7 {
		audience = "secretariat"
	}
	var fields []register.Field
	for i, f := range [][2]string{
		{register.FieldType, "specimen-made.v1"},
		{register.FieldSubject, fmt.Sprintf("%013d", place%10000)},
		{register.FieldActor, "secretariat"},
		{register.FieldMandate, "6n2c9d4k0v7xr"},
		{register.FieldRule, "capacity:officer"},
		{register.FieldCommand, "make-specimen"},
		{register.FieldAudience, audience},
		{register.FieldBody, fmt.Sprintf(`{"n":%d,"title":{"ru":"О положении дел","en":"On the state of affairs"},"note":{"ru":"Запись сделана для измерений и ничего не значит."}}`, place)},
	} {
		fields = append(fields, register.Field{Name: f[0], Salt: h("salt", i), Value: []byte(f[1])})
	}
	pads := 0
	content := register.Seal(fields, func() register.Hash { pads++; return h("pad", pads) })
	e := store.Entry{Leaf: register.Leaf{Time: Start().Add(time.Duration(place) * time.Second), Content: content.Hash()}, Content: content}
	binary.BigEndian.PutUint64(e.Leaf.ID[8:], uint64(place))
	return e
}

// Batch makes count entries from place from on, each by an order of its own.
func Batch(from int64, count int) store.Batch {
	b := store.Batch{From: from}
	for i := range count {
		place := from + int64(i)
		b.Entries = append(b.Entries, Entry(place))
		key := fmt.Sprintf("key %d", place)
		b.Orders = append(b.Orders, store.Order{
			Actor: "secretariat", Key: key, Digest: sha256.Sum256([]byte(key)),
			From: register.Place(place), To: register.Place(place + 1), Result: fmt.Appendf(nil, `{"from":%d,"to":%d}`, place, place+1),
		})
	}
	return b
}

// Grow adds entries until the register has size of them.
func Grow(ctx context.Context, st *store.Store, size int64) error {
	head, err := st.Head(ctx)
	for err == nil && head.Size < size {
		head, err = st.Append(ctx, Batch(head.Size, int(min(size-head.Size, most))))
	}
	return err
}

// Made makes a register of a size in dir, with a key, and has it signed. The
// caller closes the store.
func Made(ctx context.Context, dir, origin string, size int64) (*store.Store, *depositary.Depositary, error) {
	st, err := store.Create(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	dep, err := depositary.New(dir, origin, Journal{st})
	if err == nil {
		err = Grow(ctx, st, size)
	}
	if err == nil {
		_, err = dep.Sign(ctx)
	}
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return st, dep, nil
}

// A Journal is a store as the depositary wants to see it.
type Journal struct{ *store.Store }

// Head returns the head that the writer recorded.
func (j Journal) Head(ctx context.Context) (depositary.Head, error) {
	h, err := j.Store.Head(ctx)
	return depositary.Head{Size: h.Size, Root: h.Root}, err
}

// Leaves yields leaves as they lie on disk.
func (j Journal) Leaves(ctx context.Context, from, to int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for row, err := range j.Rows(ctx, register.Place(from), register.Place(to)) {
			if !yield(row.Leaf, err) || err != nil {
				return
			}
		}
	}
}

// Checkpoint returns the latest checkpoint.
func (j Journal) Checkpoint(ctx context.Context) ([]byte, error) {
	_, signed, err := j.Store.Checkpoint(ctx)
	if errors.Is(err, store.ErrAbsent) {
		return nil, depositary.ErrNone
	}
	return signed, err
}
