package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

// TestJournal is what every engine under a Store must do. found makes a new, empty
// register and returns a function that opens it as one more node would: each call
// gives another Store on the same register, able to write.
func TestJournal(t *testing.T, found func(t *testing.T) (open func(t *testing.T) *Store)) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, open func(t *testing.T) *Store)
	}{
		{"an empty register has the root of nothing", testEmpty},
		{"rows come back byte for byte and in order", testRows},
		{"tiles are those of tlog", testTiles},
		{"every proof at every size verifies", testProofs},
		{"a batch for another size is fenced and leaves nothing", testFence},
		{"of two writers at one size one is fenced", testRace},
		{"an order is carried out once", testOrders},
		{"what could not be read back is not written", testInvalid},
		{"the register is not rewritten", testInsertOnly},
		{"forgetting leaves every proof valid", testForget},
		{"a text is kept once and under its hash", testTexts},
		{"a checkpoint of a size is there for ever", testCheckpoints},
		{"a snapshot is replaced and dropped", testSnapshot},
		{"a link is taken once by a hundred", testLinks},
		{"a session ends", testSessions},
		{"readers see whole batches while a writer writes", testReaders},
		{"a cancelled batch is not begun", testCancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, found(t)) })
	}
}

// Checked reads a test's register back whole and closes it. Tests hand it to
// t.Cleanup, so that no test passes over a register that does not verify.
func Checked(t testing.TB, s *Store) {
	t.Helper()
	if err := errors.Join(s.Check(context.Background()), s.CheckFile(context.Background())); err != nil {
		t.Errorf("register after the test: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}

// testStart is when the clock of test entries begins.
func testStart() time.Time { return time.Date(2019, 11, 28, 9, 41, 0, 0, time.UTC) }

// testEntry makes the entry that stands at a place; the same place gives the same.
func testEntry(place int64) Entry {
	h := func(what string, i int) [32]byte {
		return sha256.Sum256(fmt.Appendf(nil, "%s %d %d", what, place, i))
	}
	pads := 0
	c := register.Seal([]register.Field{
		{Name: register.FieldType, Salt: h("salt", 0), Value: []byte("statement-made.v1")},
		{Name: register.FieldActor, Salt: h("salt", 1), Value: []byte("member:kz")},
		{Name: register.FieldBody, Salt: h("salt", 2), Value: fmt.Appendf(nil, `{"n":%d,"text":"О положении дел"}`, place)},
	}, func() register.Hash { pads++; return h("pad", pads) })
	e := Entry{Leaf: register.Leaf{Time: testStart().Add(time.Duration(place) * time.Second), Content: c.Hash()}, Content: c}
	binary.BigEndian.PutUint64(e.Leaf.ID[8:], uint64(place))
	return e
}

// testBatch makes count entries from place from on, and an order for all of them.
func testBatch(from int64, count int) Batch {
	b := Batch{From: from}
	for i := range count {
		b.Entries = append(b.Entries, testEntry(from+int64(i)))
	}
	key := fmt.Sprintf("key %d", from)
	b.Orders = []Order{{
		Actor: "member:kz", Key: key, Digest: sha256.Sum256([]byte(key)),
		From: register.Place(from), To: register.Place(from + int64(count)), Result: []byte(key),
	}}
	return b
}

// grow appends entries until the register has size of them.
func grow(t testing.TB, s *Store, size int64) Head {
	t.Helper()
	head, err := s.Head(t.Context())
	for err == nil && head.Size < size {
		head, err = s.Append(t.Context(), testBatch(head.Size, int(min(size-head.Size, 500))))
	}
	if err != nil {
		t.Fatal(err)
	}
	return head
}

// testTree is the tree over the first size test entries, made by tlog alone.
type testTree []tlog.Hash

func newTestTree(t testing.TB, size int64) testTree {
	t.Helper()
	var tree testTree
	for n := range size {
		more, err := tlog.StoredHashes(n, testEntry(n).Leaf.Bytes(), tree)
		if err != nil {
			t.Fatal(err)
		}
		tree = append(tree, more...)
	}
	return tree
}

// ReadHashes implements tlog.HashReader.
func (h testTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, i := range indexes {
		all = append(all, h[i])
	}
	return all, nil
}

func (h testTree) root(t testing.TB, size int64) tlog.Hash {
	t.Helper()
	root, err := tlog.TreeHash(size, h)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// fails reports an error that is not the one wanted.
func fails(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

// must reports an error as the end of the test.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testEmpty(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	head, err := s.Head(t.Context())
	must(t, err)
	if want := (Head{Root: sha256.Sum256(nil)}); head != want {
		t.Errorf("head %+v, want %+v", head, want)
	}
	for r, err := range s.Rows(t.Context(), 0, 10) {
		t.Errorf("row %v, %v", r, err)
	}
	_, err = s.Row(t.Context(), 0)
	fails(t, err, ErrAbsent)
	_, err = s.Tile(t.Context(), 0, 0)
	fails(t, err, ErrAbsent)
	_, _, err = s.Checkpoint(t.Context())
	fails(t, err, ErrAbsent)
	_, err = s.Text(t.Context(), [32]byte{})
	fails(t, err, ErrAbsent)
	_, err = s.PlaceByLeafID(t.Context(), register.ID{1})
	fails(t, err, ErrAbsent)
}

func testRows(t *testing.T, open func(t *testing.T) *Store) {
	const size = 600
	s := open(t)
	head := grow(t, s, size)
	if want := newTestTree(t, size).root(t, size); head.Root != want || head.Size != size || !head.Time.Equal(testEntry(size-1).Leaf.Time) {
		t.Errorf("head %+v, want root %v", head, want)
	}
	for _, s := range []*Store{s, open(t)} {
		next := int64(3)
		for r, err := range s.Rows(t.Context(), 3, size+10) {
			must(t, err)
			want := testEntry(next)
			if r.Place != register.Place(next) || !bytes.Equal(r.Leaf, want.Leaf.Bytes()) || !bytes.Equal(r.Content, want.Content.Bytes()) {
				t.Fatalf("row %d: %+v", next, r)
			}
			next++
		}
		if next != size {
			t.Errorf("rows end before %d, want %d", next, size)
		}
		for r, err := range s.Rows(t.Context(), 0, size) {
			must(t, err)
			if r.Place == 1 {
				break
			}
		}
		r, err := s.Row(t.Context(), 599)
		must(t, err)
		if !bytes.Equal(r.Leaf, testEntry(599).Leaf.Bytes()) {
			t.Errorf("row 599: %s", r.Leaf)
		}
		place, err := s.PlaceByLeafID(t.Context(), testEntry(257).Leaf.ID)
		if err != nil || place != 257 {
			t.Errorf("place of id: %d, %v", place, err)
		}
	}
}

func testTiles(t *testing.T, open func(t *testing.T) *Store) {
	const size = 256*256 + 300 // a tile of level 1 and what follows it
	s := open(t)
	grow(t, s, size)
	tree := newTestTree(t, size+1)
	for _, tile := range tlog.NewTiles(8, 0, size) {
		want, err := tlog.ReadTileData(tile, tree)
		must(t, err)
		got, err := s.Tile(t.Context(), tile.L, tile.N)
		if tile.W < 256 {
			fails(t, err, ErrAbsent)
			got, err = tlog.ReadTileData(tile, s.Hashes(t.Context(), size))
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: differs (%v)", tile.Path(), err)
		}
	}
	// Another node reads the edge from tiles two levels high and goes on.
	head := grow(t, open(t), size+1)
	if want := tree.root(t, size+1); head.Root != want {
		t.Errorf("root %v, want %v", head.Root, want)
	}
}

func testProofs(t *testing.T, open func(t *testing.T) *Store) {
	const size = 700
	s := open(t)
	tree := newTestTree(t, size)
	for _, n := range []int64{1, 2, 255, 256, 257, 512, size} {
		grow(t, s, n)
		root := tree.root(t, n)
		for place := range n {
			p, err := tlog.ProveRecord(n, place, s.Hashes(t.Context(), n))
			must(t, err)
			must(t, tlog.CheckRecord(p, n, root, place, testEntry(place).Leaf.Hash()))
		}
	}
	// Proofs of old sizes come from the same hashes.
	for _, old := range []int64{1, 100, 256, 300, 699} {
		p, err := tlog.ProveTree(size, old, s.Hashes(t.Context(), size))
		must(t, err)
		must(t, tlog.CheckTree(p, size, tree.root(t, size), old, tree.root(t, old)))
		r, err := tlog.ProveRecord(old, old-1, open(t).Hashes(t.Context(), old))
		must(t, err)
		must(t, tlog.CheckRecord(r, old, tree.root(t, old), old-1, testEntry(old-1).Leaf.Hash()))
	}
	if _, err := s.Hashes(t.Context(), size).ReadHashes([]int64{tlog.StoredHashIndex(0, size)}); err == nil {
		t.Error("a hash outside the tree is given")
	}
	if _, err := tlog.TreeHash(size+1, s.Hashes(t.Context(), size+1)); err == nil {
		t.Error("the root of a size not reached is given")
	}
}

func testFence(t *testing.T, open func(t *testing.T) *Store) {
	a, b := open(t), open(t)
	grow(t, a, 3)
	for _, from := range []int64{0, 2, 4} {
		_, err := b.Append(t.Context(), testBatch(from, 1))
		fails(t, err, ErrFenced)
	}
	head := grow(t, b, 5) // b has seen nothing of a's batches until now
	// a believes that the size is 3: its edge is old, and the head says so.
	_, err := a.Append(t.Context(), testBatch(3, 2))
	fails(t, err, ErrFenced)
	if got, err := a.Head(t.Context()); err != nil || got != head {
		t.Errorf("head %+v, %v, want %+v", got, err, head)
	}
	if _, ok, err := a.Order(t.Context(), "member:kz", "key 4"); ok || err != nil {
		t.Errorf("an order of a fenced batch is there (%v)", err)
	}
	grow(t, a, 6)
}

func testRace(t *testing.T, open func(t *testing.T) *Store) {
	stores := []*Store{open(t), open(t)}
	for from := int64(0); from < 20; from++ {
		var wg sync.WaitGroup
		errs := make([]error, len(stores))
		for i, s := range stores {
			wg.Go(func() {
				b := testBatch(from, 1)
				b.Orders[0].Key = fmt.Sprintf("%d by %d", from, i)
				_, errs[i] = s.Append(t.Context(), b)
			})
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("size %d: %v and %v", from, errs[0], errs[1])
		}
		fails(t, errors.Join(errs...), ErrFenced)
	}
}

func testOrders(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	first := testBatch(0, 2)
	head, err := s.Append(t.Context(), first)
	must(t, err)
	again := testBatch(2, 1)
	again.Texts = []Text{{sha256.Sum256([]byte("text")), []byte("text")}}
	again.Orders[0].Key = first.Orders[0].Key
	_, err = s.Append(t.Context(), again)
	fails(t, err, ErrRepeated)
	if got, err := s.Head(t.Context()); err != nil || got != head {
		t.Errorf("head after a repeated order: %+v, %v, want %+v", got, err, head)
	}
	_, err = s.Text(t.Context(), again.Texts[0].Hash)
	fails(t, err, ErrAbsent)
	again.Orders[0].Actor = "member:by" // the key is the actor's own
	_, err = s.Append(t.Context(), again)
	must(t, err)
	got, ok, err := s.Order(t.Context(), "member:kz", "key 0")
	if want := first.Orders[0]; err != nil || !ok || got.Digest != want.Digest || got.From != 0 || got.To != 2 || !bytes.Equal(got.Result, want.Result) {
		t.Errorf("order %+v, %v, %v, want %+v", got, ok, err, want)
	}
	if _, ok, err := s.Order(t.Context(), "member:am", "key 0"); ok || err != nil {
		t.Errorf("order of nobody: %v, %v", ok, err)
	}
}

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

func testInsertOnly(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	b := testBatch(0, 300)
	b.Texts = []Text{{sha256.Sum256([]byte("text")), []byte("text")}}
	head, err := s.Append(t.Context(), b)
	must(t, err)
	must(t, s.PutCheckpoint(t.Context(), head.Size, testCheckpoint(head, "test")))
	for _, statement := range []string{
		`UPDATE entry SET leaf = leaf`, `DELETE FROM entry`,
		`UPDATE tile SET hashes = hashes`, `DELETE FROM tile WHERE n = 0`,
		`UPDATE checkpoint SET signed = signed`, `DELETE FROM checkpoint`,
		`UPDATE order_seen SET key = 'other'`, `DELETE FROM order_seen`,
		`UPDATE content SET bytes = bytes WHERE place = 5`, `UPDATE text SET bytes = bytes`,
		`DELETE FROM head`, `UPDATE head SET size = size - 1`, `UPDATE head SET root = root`,
		`INSERT INTO head (id, size, root, time) SELECT 2, size, root, time FROM head`,
		`INSERT INTO entry (place, leaf, hash) SELECT place, leaf, hash FROM entry`,
	} {
		if _, err := s.once(t.Context(), statement); err == nil {
			t.Errorf("%s: done", statement)
		}
		if _, err := s.read.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s: done by a reader", statement)
		}
	}
}

func testForget(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	head := grow(t, s, 300)
	must(t, s.PutSnapshot(t.Context(), testSnapshotOf("fold")))
	must(t, s.Forget(t.Context(), 7))
	must(t, s.Forget(t.Context(), 7))
	if _, ok, err := s.Snapshot(t.Context()); ok || err != nil {
		t.Errorf("snapshot after forgetting: %v, %v", ok, err)
	}
	r, err := s.Row(t.Context(), 7)
	must(t, err)
	if r.Content != nil || !bytes.Equal(r.Leaf, testEntry(7).Leaf.Bytes()) {
		t.Errorf("row 7: %+v", r)
	}
	for place := range head.Size {
		p, err := tlog.ProveRecord(head.Size, place, open(t).Hashes(t.Context(), head.Size))
		must(t, err)
		must(t, tlog.CheckRecord(p, head.Size, head.Root, place, testEntry(place).Leaf.Hash()))
		if place > 10 {
			break
		}
	}
	grow(t, s, 301)
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
	if _, ok, err := s.Snapshot(t.Context()); ok || err != nil {
		t.Errorf("snapshot before the first: %v, %v", ok, err)
	}
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

func testLinks(t *testing.T, open func(t *testing.T) *Store) {
	stores := []*Store{open(t), open(t)}
	now := testStart()
	link := Link{Hash: sha256.Sum256([]byte("token")), Actor: "chair", Expires: now.Add(time.Hour)}
	must(t, stores[0].PutLink(t.Context(), link))
	fails(t, stores[1].PutLink(t.Context(), link), ErrRepeated)
	var taken atomic.Int64
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			actor, ok, err := stores[i%2].TakeLink(t.Context(), link.Hash, now)
			if err != nil {
				t.Error(err)
			}
			if ok && actor == "chair" {
				taken.Add(1)
			}
		})
	}
	wg.Wait()
	if n := taken.Load(); n != 1 {
		t.Errorf("taken %d times", n)
	}
	must(t, stores[0].PutLink(t.Context(), link))
	if _, ok, err := stores[0].TakeLink(t.Context(), link.Hash, link.Expires); ok || err != nil {
		t.Errorf("link at its end: %v, %v", ok, err)
	}
}

func testSessions(t *testing.T, open func(t *testing.T) *Store) {
	s := open(t)
	now := testStart()
	v := Session{Hash: sha256.Sum256([]byte("cookie")), Actor: "secretariat", Expires: now.Add(time.Hour)}
	must(t, s.PutSession(t.Context(), v))
	fails(t, s.PutSession(t.Context(), v), ErrRepeated)
	for _, c := range []struct {
		name string
		hash [32]byte
		now  time.Time
		ok   bool
	}{
		{"in its time", v.Hash, now, true},
		{"at its end", v.Hash, v.Expires, false},
		{"of nobody", [32]byte{}, now, false},
	} {
		actor, ok, err := s.Session(t.Context(), c.hash, c.now)
		if err != nil || ok != c.ok || ok && actor != v.Actor {
			t.Errorf("session %s: %q, %v, %v", c.name, actor, ok, err)
		}
	}
	must(t, s.PutLink(t.Context(), Link{Hash: v.Hash, Actor: "chair", Expires: now}))
	must(t, s.DropExpired(t.Context(), now))
	if _, ok, _ := s.Session(t.Context(), v.Hash, now); !ok {
		t.Error("a session is dropped before its end")
	}
	must(t, s.DropSession(t.Context(), v.Hash))
	if _, ok, _ := s.Session(t.Context(), v.Hash, now); ok {
		t.Error("a dropped session is there")
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
	_, _, err = s.TakeLink(ctx, [32]byte{}, testStart())
	fails(t, err, context.Canceled)
	fails(t, s.Forget(ctx, 0), context.Canceled)
	fails(t, s.DropSnapshot(ctx), context.Canceled)
	grow(t, s, 1)
}
