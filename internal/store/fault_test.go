package store

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"testing"
)

// errFault is what a broken disk or a lost connection would say.
var errFault = errors.New("fault")

// A fault breaks one operation of the writing connection, counted from 1.
type fault struct {
	mu     sync.Mutex
	count  int
	at     int  // 0 = never
	after  bool // the operation takes effect and is reported lost
	sticky bool // all later operations fail too, before they take effect
	hit    bool
}

// do runs an operation, or breaks it.
func (f *fault) do(op func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	switch {
	case f.at == 0 || f.count < f.at:
		return op()
	case f.count > f.at && !f.sticky:
		return op()
	case f.count == f.at && f.after:
		f.hit = true
		return errors.Join(errFault, op())
	}
	f.hit = true
	return errFault
}

// set arms the fault.
func (f *fault) set(at int, after, sticky bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count, f.at, f.after, f.sticky, f.hit = 0, at, after, sticky, false
}

// A faulty connector hands out the real driver's connections with the fault between.
type faulty struct {
	driver.Connector
	fault *fault
}

func (c faulty) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return faultyConn{conn, c.fault}, nil
}

type faultyConn struct {
	driver.Conn
	fault *fault
}

func (c faultyConn) BeginTx(ctx context.Context, opts driver.TxOptions) (tx driver.Tx, err error) {
	err = c.fault.do(func() (err error) { tx, err = c.Conn.(driver.ConnBeginTx).BeginTx(ctx, opts); return err })
	if err != nil {
		return nil, err
	}
	return faultyTx{tx, c.fault}, nil
}

func (c faultyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return faultyStmt{stmt, c.fault}, nil
}

type faultyTx struct {
	driver.Tx
	fault *fault
}

func (t faultyTx) Commit() error   { return t.fault.do(t.Tx.Commit) }
func (t faultyTx) Rollback() error { return t.fault.do(t.Tx.Rollback) }

type faultyStmt struct {
	driver.Stmt
	fault *fault
}

func (s faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (r driver.Result, err error) {
	err = s.fault.do(func() (err error) { r, err = s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args); return err })
	return r, err
}

func (s faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (r driver.Rows, err error) {
	err = s.fault.do(func() (err error) { r, err = s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args); return err })
	if err != nil && r != nil {
		err = errors.Join(err, r.Close())
	}
	return r, err
}

// openFaulty opens a new register with a fault on its writing connection.
func openFaulty(t *testing.T) (*Store, *fault) {
	t.Helper()
	dir := t.TempDir()
	s, err := Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	f := &fault{}
	// Readers share the wrapper, but their queries are not prepared and pass.
	s, err = openUnlocked(t.Context(), dir, access{wrap: func(c driver.Connector) driver.Connector { return faulty{c, f} }})
	must(t, err)
	t.Cleanup(func() { f.set(0, false, false); Checked(t, s) })
	return s, f
}

// settleBatch does what a caller does after an error: it asks whether the order was
// carried out, and gives it again if not. It reports how often the batch is there.
func settleBatch(t *testing.T, s *Store, b Batch) {
	t.Helper()
	head, err := s.Head(t.Context())
	must(t, err)
	_, done, err := s.Order(t.Context(), b.Orders[0].Actor, b.Orders[0].Key)
	must(t, err)
	size := b.From + int64(len(b.Entries))
	switch {
	case done && head.Size == size:
	case !done && head.Size == b.From:
		head, err = s.Append(t.Context(), b)
		must(t, err)
	default:
		t.Fatalf("half a batch: size %d, order there: %v", head.Size, done)
	}
	if want := newTestTree(t, size).root(t, size); head.Size != size || head.Root != want {
		t.Fatalf("head %+v, want size %d and root %v", head, size, want)
	}
	_, err = s.Append(t.Context(), Batch{From: size, Entries: []Entry{testEntry(size)}, Orders: []Order{{
		Actor: b.Orders[0].Actor, Key: b.Orders[0].Key, From: b.Orders[0].From + 3, To: b.Orders[0].From + 3}}})
	fails(t, err, ErrRepeated)
}

// Every operation of an append fails once, before and after it takes effect, alone
// and with all that follow it.
func TestNothingAcknowledgedIsLostOrDoubled(t *testing.T) {
	s, f := openFaulty(t)
	grow(t, s, 254) // the next batches fill a tile
	for _, sticky := range []bool{false, true} {
		for _, after := range []bool{false, true} {
			unsure := 0
			for at := 1; ; at++ {
				head, err := s.Head(t.Context())
				must(t, err)
				b := testBatch(head.Size, 3)
				b.Texts = []Text{testText(head.Size)}
				f.set(at, after, sticky)
				_, err = s.Append(t.Context(), b)
				hit := f.hit
				f.set(0, false, false)
				if !hit {
					must(t, err)
					break
				}
				// Only a fault of the rollback itself may go by unseen, and there is none
				// without another.
				fails(t, err, errFault)
				if errors.Is(err, ErrUnsure) {
					unsure++
				} else if got, err := s.Head(t.Context()); err != nil || got != head {
					t.Fatalf("fault at %d: head %+v, %v, want %+v", at, got, err, head)
				}
				settleBatch(t, s, b)
			}
			if unsure != 1 {
				t.Errorf("after %v, sticky %v: %d commits were unsure, want 1", after, sticky, unsure)
			}
		}
	}
}

func sha(b []byte) [32]byte { return sha256.Sum256(b) }

func testText(n int64) Text {
	b := fmt.Appendf(nil, "text %d", n)
	return Text{Hash: sha(b), Bytes: b}
}

func TestOtherWritesAreThereOrNot(t *testing.T) {
	s, f := openFaulty(t)
	grow(t, s, 5)
	for name, do := range map[string]func() error{
		"forget":   func() error { return s.Forget(t.Context(), 2) },
		"snapshot": func() error { return s.PutSnapshot(t.Context(), testSnapshotOf("x")) },
		"drop":     func() error { return s.DropSnapshot(t.Context()) },
		"checkpoint": func() error {
			h, _ := s.Head(t.Context())
			return s.PutCheckpoint(t.Context(), 5, testCheckpoint(h, "test"))
		},
		"text": func() error { return s.ForgetText(t.Context(), [32]byte{}) },
	} {
		for _, after := range []bool{false, true} {
			f.set(1, after, true)
			if err := do(); !errors.Is(err, errFault) {
				t.Errorf("%s: error %v", name, err)
			}
			f.set(0, false, false)
		}
		if err := do(); err != nil && !errors.Is(err, ErrRepeated) {
			t.Errorf("%s after the fault: %v", name, err)
		}
	}
}
