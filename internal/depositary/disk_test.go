package depositary

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"chancery.example/chancery/register"
)

var errDisk = errors.New("disk")

// A disk is a journal in memory, written with a tree of its own as the store does,
// and able to fail and to rot.
type disk struct {
	rows        [][]byte
	edge        *register.Edge
	head        Head
	checkpoints [][]byte
	puts, reads int

	lost      bool // the next PutCheckpoint has no effect and says so
	persisted bool // the next PutCheckpoint has its effect and says that it has not
	failAt    int  // reading this row fails; 0 for none
	headErr   error
	lastErr   error
}

func newDisk(t *testing.T) *disk {
	edge, err := register.NewEdge(0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &disk{edge: edge, head: Head{Root: edge.Root()}}
}

// write adds n entries.
func (d *disk) write(n int) {
	for range n {
		size := len(d.rows)
		l := register.Leaf{
			ID:      register.ID{byte(size), byte(size >> 8)},
			Time:    time.Date(2019, 11, 28, 9, 0, size, 0, time.UTC),
			Content: register.Hash{1, byte(size)},
		}
		d.rows = append(d.rows, l.Bytes())
		d.edge.Append(l.Hash())
	}
	d.head = Head{Size: d.edge.Size(), Root: d.edge.Root()}
}

// cut takes the register back to n entries, as the restoring of an old backup
// does, with what was signed kept.
func (d *disk) cut(t *testing.T, n int) {
	rows := d.rows[:n]
	fresh := newDisk(t)
	d.rows, d.edge, d.head = nil, fresh.edge, fresh.head
	d.write(n)
	d.rows = rows
}

func (d *disk) Head(context.Context) (Head, error) { return d.head, d.headErr }

func (d *disk) Leaves(_ context.Context, from, to int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for n := from; n < min(to, int64(len(d.rows))); n++ {
			d.reads++
			if d.failAt > 0 && n == int64(d.failAt) {
				yield(nil, errDisk)
				return
			}
			if !yield(bytes.Clone(d.rows[n]), nil) {
				return
			}
		}
	}
}

func (d *disk) Checkpoint(context.Context) ([]byte, error) {
	if d.lastErr != nil {
		return nil, d.lastErr
	}
	if len(d.checkpoints) == 0 {
		return nil, fmt.Errorf("latest: %w", ErrNone)
	}
	return d.checkpoints[len(d.checkpoints)-1], nil
}

func (d *disk) PutCheckpoint(_ context.Context, size int64, signed []byte) error {
	d.puts++
	lost, persisted := d.lost, d.persisted
	d.lost, d.persisted = false, false
	if lost {
		return errDisk
	}
	if n := len(d.checkpoints); n == 0 || !bytes.Equal(d.checkpoints[n-1], signed) {
		d.checkpoints = append(d.checkpoints, signed)
	}
	if persisted {
		return errDisk
	}
	return nil
}
