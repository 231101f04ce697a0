package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
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
	if err := errors.Join(s.Check(context.Background()), s.CheckFile(context.Background()), s.Close()); err != nil {
		t.Errorf("register after the test: %v", err)
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
		head, err = s.Append(t.Context(), testBatch(head.Size, int(min(size-head.Size, 4000))))
	}
	must(t, err)
	return head
}

// testTree is the tree over the first size test entries, made by tlog alone.
type testTree []tlog.Hash

func newTestTree(t testing.TB, size int64) testTree {
	t.Helper()
	var tree testTree
	for n := range size {
		more, err := tlog.StoredHashes(n, testEntry(n).Leaf.Bytes(), tree)
		must(t, err)
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
	must(t, err)
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
	_, e1 := s.Row(t.Context(), 0)
	_, e2 := s.Tile(t.Context(), 0, 0)
	_, _, e3 := s.Checkpoint(t.Context())
	_, e4 := s.Text(t.Context(), [32]byte{})
	_, e5 := s.PlaceByLeafID(t.Context(), register.ID{1})
	for _, err := range []error{e1, e2, e3, e4, e5} {
		fails(t, err, ErrAbsent)
	}
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
	s, tree := open(t), newTestTree(t, size+1)
	grow(t, s, size)
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
	s, tree := open(t), newTestTree(t, size)
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
		`UPDATE entry SET content = content WHERE place = 5`, `UPDATE text SET bytes = bytes`,
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
	for place := range int64(12) {
		p, err := tlog.ProveRecord(head.Size, place, open(t).Hashes(t.Context(), head.Size))
		must(t, err)
		must(t, tlog.CheckRecord(p, head.Size, head.Root, place, testEntry(place).Leaf.Hash()))
	}
	grow(t, s, 301)
}
