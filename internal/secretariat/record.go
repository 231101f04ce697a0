package secretariat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// decide has the council decide on one order and adds what it decided to b. The
// answer, if there is nothing to write, is in t.
func (s *Secretariat) decide(ctx context.Context, t *ticket, b *store.Batch) {
	t.from, t.rests = b.From, len(b.Entries) > 0
	for _, o := range b.Orders {
		if o.Actor == t.order.By.String() && o.Key == t.order.Key {
			t.again = true
			t.err = t.repeat(o)
			return
		}
	}
	if t.order.Key != "" {
		known, err := s.known(ctx, t)
		if known || err != nil {
			t.err = err
			return
		}
	}
	if t.err = t.gone(); t.err != nil {
		return
	}
	ids, err := s.fresh(t)
	if err != nil {
		t.err = err
		return
	}
	o := council.Order{
		Key: t.order.Key, By: t.order.By, Mandate: t.order.Mandate, Given: s.stamp(), IDs: ids, Seen: t.order.Seen,
		Texts: map[string]int{}, Command: t.order.Command,
	}
	texts := map[string]store.Text{}
	for _, bytes := range t.order.Texts {
		text := store.Text{Hash: sha256.Sum256(bytes), Bytes: bytes}
		hash := hex.EncodeToString(text.Hash[:])
		texts[hash], o.Texts[hash] = text, len(bytes)
	}
	if t.order.Own && o.Mandate == "" {
		o.Mandate = s.draft.MandateFor(o)
	}
	if err := s.read(ctx, &o, texts, b); err != nil {
		t.err = err
		return
	}
	events, err := s.ask(o)
	if err != nil {
		t.err = err
		return
	}
	if err := s.place(t, o, events, b); err != nil {
		t.err = err
		return
	}
	for _, e := range events {
		for _, hash := range e.Texts {
			if text, ok := texts[hash]; ok {
				b.Texts = append(b.Texts, text)
			}
		}
	}
}

// ask has the council decide. A fault of the program in it must not end the
// service of all others, and cannot have changed anything.
func (s *Secretariat) ask(o council.Order) (events []council.Event, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s by %v: %v\n%s", council.Name(o.Command), o.By, p, debug.Stack())
		}
	}()
	return council.Decide(s.draft, o)
}

// place seals the events of one order and gives them their places. Nothing of b
// or of the draft is touched before everything is sealed.
func (s *Secretariat) place(t *ticket, o council.Order, events []council.Event, b *store.Batch) error {
	from := register.Place(b.From + int64(len(b.Entries)))
	receipt := Receipt{From: from, To: from + register.Place(len(events))}
	var entries []store.Entry
	var all []placed
	for i, e := range events {
		entry, err := s.seal(e, o)
		if err != nil {
			return err
		}
		// What is applied is what will be read back, to the last empty field.
		read, err := council.ReadEvent(entry.Content.Field)
		if err != nil {
			return err
		}
		entries = append(entries, entry)
		all = append(all, placed{read, from + register.Place(i), o.Given})
		if e.Subject != "" {
			receipt.IDs = append(receipt.IDs, e.Subject)
		}
	}
	result, err := json.Marshal(receipt)
	if err != nil {
		return err
	}
	for _, p := range all {
		s.draft.Apply(p.event, p.place, p.at)
	}
	t.receipt, t.events, t.rests = receipt, all, true
	b.Entries = append(b.Entries, entries...)
	b.Orders = append(b.Orders, store.Order{
		Actor: o.By.String(), Key: o.Key, Digest: t.digest, From: t.receipt.From, To: t.receipt.To, Result: result,
	})
	return nil
}

// seal salts the fields of an event and makes its leaf.
func (s *Secretariat) seal(e council.Event, o council.Order) (store.Entry, error) {
	values, err := e.Values(o)
	if err != nil {
		return store.Entry{}, err
	}
	// One read for the leaf's id, every salt and at most fifteen digests of padding.
	random := make([]byte, 16+32*(len(values)+register.PadTo))
	if _, err := io.ReadFull(s.door.Random, random); err != nil {
		return store.Entry{}, fmt.Errorf("salts: %w", err)
	}
	take := func(n int) (b []byte) { b, random = random[:n], random[n:]; return b }
	var fields []register.Field
	id := register.ID(take(16))
	for _, v := range values {
		fields = append(fields, register.Field{Name: v.Name, Salt: register.Salt(take(32)), Value: v.Value})
	}
	content := register.Seal(fields, func() register.Hash { return register.Hash(take(32)) })
	return store.Entry{Leaf: register.Leaf{ID: id, Time: o.Given, Content: content.Hash()}, Content: content}, nil
}

// stamp returns the time of an order: the server's clock in whole seconds, never
// before the last entry.
func (s *Secretariat) stamp() time.Time {
	now := s.door.Now().UTC().Truncate(time.Second)
	if now.Before(s.draft.Time) {
		return s.draft.Time
	}
	return now
}

// Snapshot keeps the state of what is on the disk, so that the next start need
// not fold everything.
func (s *Secretariat) Snapshot(ctx context.Context) error {
	var bytes []byte
	var place int64
	var err error
	s.Read(func(st *council.State) {
		place = int64(st.Size)
		bytes, err = st.MarshalBinary()
	})
	if err != nil || place == 0 {
		return err
	}
	return s.store.PutSnapshot(ctx, store.Snapshot{Place: place, Form: form, Hash: sha256.Sum256(bytes), Bytes: bytes})
}
