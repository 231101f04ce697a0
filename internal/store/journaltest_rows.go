package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

func testInvalid(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	grow(t, s, 10)
	for _, c := range []struct {
		name  string
		spoil func(*Batch)
	}{
		{"no entries", func(b *Batch) { b.Entries = nil }},
		{"leaf of another content", func(b *Batch) { b.Entries[1].Leaf.Content[0] ^= 1 }},
		{"content without padding", func(b *Batch) { b.Entries[1].Content.Hidden = nil }},
		{"time before the register's", func(b *Batch) { b.Entries[0].Leaf.Time = testStart() }},
		{"time running backwards", func(b *Batch) { b.Entries[1].Leaf.Time = testStart() }},
		{"text of another hash", func(b *Batch) { b.Texts = []Text{{Bytes: []byte("x")}} }},
		{"order of earlier entries", func(b *Batch) { b.Orders[0].From = 9 }},
		{"order of later entries", func(b *Batch) { b.Orders[0].To = 13 }},
		{"order of less than nothing", func(b *Batch) { b.Orders[0].To = b.Orders[0].From - 1 }},
	} {
		b := testBatch(10, 2)
		c.spoil(&b)
		if _, err := s.Append(t.Context(), b); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: error %v, want %v", c.name, err, ErrInvalid)
		}
	}
	grow(t, s, 12)
}

func testTexts(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	text := Text{sha256.Sum256([]byte("Заявление")), []byte("Заявление")}
	nothing := Text{Hash: sha256.Sum256(nil)}
	for i := range int64(3) {
		b := testBatch(i, 1)
		b.Texts = []Text{text, nothing, text}
		b.Orders[0].Result = nil
		_, err := s.Append(t.Context(), b)
		must(t, err)
	}
	if got, err := s.Text(t.Context(), nothing.Hash); err != nil || len(got) != 0 {
		t.Errorf("text of no length: %q, %v", got, err)
	}
	if o, ok, err := s.Order(t.Context(), "member:kz", "key 1"); err != nil || !ok || len(o.Result) != 0 {
		t.Errorf("order with no answer: %+v, %v, %v", o, ok, err)
	}
	got, err := s.Text(t.Context(), text.Hash)
	if err != nil || !bytes.Equal(got, text.Bytes) {
		t.Errorf("text %q, %v", got, err)
	}
	must(t, s.ForgetText(t.Context(), text.Hash))
	_, err = s.Text(t.Context(), text.Hash)
	fails(t, err, ErrAbsent)
}

// testCheckpoint is a checkpoint in form; the signature is nobody's.
func testCheckpoint(h Head, signer string) []byte {
	c := register.Checkpoint{Origin: "chancery.example/test", Size: h.Size, Root: h.Root}
	return fmt.Appendf(nil, "%s\n— %s AAAAAAAA\n", c.Text(), signer)
}

func testCheckpoints(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	var heads []Head
	for _, size := range []int64{0, 2, 300} {
		head := grow(t, s, size)
		heads = append(heads, head)
		must(t, s.PutCheckpoint(t.Context(), size, testCheckpoint(head, "test")))
		must(t, s.PutCheckpoint(t.Context(), size, testCheckpoint(head, "test")))
	}
	fails(t, s.PutCheckpoint(t.Context(), 2, testCheckpoint(heads[1], "other")), ErrRepeated)
	for _, c := range []struct {
		name   string
		size   int64
		signed []byte
	}{
		{"a size not reached", 301, testCheckpoint(Head{301, heads[2].Root, time.Time{}}, "test")},
		{"another size than it says", 299, testCheckpoint(heads[2], "test")},
		{"another root", 299, testCheckpoint(Head{299, heads[2].Root, time.Time{}}, "test")},
		{"no signature", 300, []byte("chancery.example/test\n300\n")},
	} {
		if err := s.PutCheckpoint(t.Context(), c.size, c.signed); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: error %v, want %v", c.name, err, ErrInvalid)
		}
	}
	size, signed, err := open(t).Checkpoint(t.Context())
	if err != nil || size != 300 || !bytes.Equal(signed, testCheckpoint(heads[2], "test")) {
		t.Errorf("checkpoint %d %q, %v", size, signed, err)
	}
	if signed, err := s.CheckpointAt(t.Context(), 2); err != nil || !bytes.Equal(signed, testCheckpoint(heads[1], "test")) {
		t.Errorf("checkpoint at 2: %q, %v", signed, err)
	}
	_, err = s.CheckpointAt(t.Context(), 1)
	fails(t, err, ErrAbsent)
}

func testSnapshotOf(text string) Snapshot {
	return Snapshot{Place: 1, Form: "1", Hash: sha256.Sum256([]byte(text)), Bytes: []byte(text)}
}

func testSnapshot(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	for _, text := range []string{"one", "two"} {
		want := testSnapshotOf(text)
		must(t, s.PutSnapshot(t.Context(), want))
		got, ok, err := open(t).Snapshot(t.Context())
		if err != nil || !ok || got.Hash != want.Hash || got.Place != 1 || got.Form != "1" || !bytes.Equal(got.Bytes, want.Bytes) {
			t.Errorf("snapshot %+v, %v, %v", got, ok, err)
		}
	}
	fails(t, s.PutSnapshot(t.Context(), Snapshot{Bytes: []byte("x")}), ErrInvalid)
	must(t, s.DropSnapshot(t.Context()))
	if _, ok, err := s.Snapshot(t.Context()); ok || err != nil {
		t.Errorf("snapshot after it was dropped: %v, %v", ok, err)
	}
}

func testReaders(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	other := open(t)
	var wg sync.WaitGroup
	var done atomic.Bool
	for range 4 {
		wg.Go(func() {
			for !done.Load() {
				head, err := other.Head(t.Context())
				if err != nil || head.Size%7 != 0 {
					t.Errorf("head %+v, %v", head, err)
					return
				}
				n := int64(0)
				for _, err := range other.Rows(t.Context(), 0, register.Place(head.Size)) {
					if n++; err != nil {
						t.Error(err)
						return
					}
				}
				root, err := tlog.TreeHash(head.Size, other.Hashes(t.Context(), head.Size))
				if err != nil || n != head.Size || root != head.Root {
					t.Errorf("size %d: %d rows, root %v, want %v (%v)", head.Size, n, root, head.Root, err)
				}
			}
		})
	}
	for from := int64(0); from < 700; from += 7 {
		if _, err := s.Append(t.Context(), testBatch(from, 7)); err != nil {
			t.Error(err)
			break
		}
	}
	done.Store(true)
	wg.Wait()
}

func testCancelled(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Append(ctx, testBatch(0, 1))
	fails(t, err, context.Canceled)
	fails(t, s.Forget(ctx, 0), context.Canceled)
	fails(t, s.DropSnapshot(ctx), context.Canceled)
	grow(t, s, 1)
}
