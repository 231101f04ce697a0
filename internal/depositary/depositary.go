// Package depositary keeps the register's signing key and signs checkpoints with
// it: whoever holds the public key can tell that the council's own register, and
// no other, is meant.
//
// A signature cannot be taken back, so the depositary believes nobody. Before it
// signs it reads back the entries that were written, computes their hashes from
// the bytes with a tree of its own, and compares the root with the one that the
// writer recorded and the checkpoint before with what stands before. Public logs
// have ended over a head that was signed without this: one flipped bit, two heads
// of one size.
//
// It does not cosign for others and does not ask witnesses; that is for package
// witness.
package depositary

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"chancery.example/chancery/register"
	"golang.org/x/mod/sumdb/note"
)

// A Head is what the writer of the register says that it has written.
type Head struct {
	Size int64         // entries
	Root register.Hash // of the tree over them
}

// A Journal is the register as it was written. Whoever can change what it answers
// can keep checkpoints from being signed, and cannot have a false one signed
// unless entries and head are changed alike and no checkpoint covers them yet.
type Journal interface {
	// Head returns the head that the writer recorded with its last entry.
	Head(ctx context.Context) (Head, error)
	// Leaves yields the bytes of the leaves from from up to, not including, to, in
	// order, as they lie on disk and not from memory.
	Leaves(ctx context.Context, from, to int64) iter.Seq2[[]byte, error]
	// Checkpoint returns the latest signed checkpoint, or an error that is ErrNone.
	Checkpoint(ctx context.Context) ([]byte, error)
	// PutCheckpoint keeps a signed checkpoint for ever. Keeping the same bytes
	// again is no error, because a write may be reported lost and yet be there.
	PutCheckpoint(ctx context.Context, size int64, signed []byte) error
}

// ErrNone is returned by a [Journal] in which nothing has been signed.
var ErrNone = errors.New("no checkpoint")

// A DiffersError says that the register is not what was written or not what was
// signed. No checkpoint is signed over it; somebody has to look.
type DiffersError struct {
	Place register.Place // the first entry that can be wrong
	To    register.Place // one past the last that can be wrong; Place, if only the head can be
	What  string         // what differs from what
}

func (e *DiffersError) Error() string {
	switch e.To - e.Place {
	case 0:
		return fmt.Sprintf("head of size %d: %s", e.Place, e.What)
	case 1:
		return fmt.Sprintf("entry %d: %s", e.Place, e.What)
	}
	return fmt.Sprintf("entries %d to %d: %s", e.Place, e.To-1, e.What)
}

// A Depositary signs the checkpoints of one register. Its methods may be called
// from several goroutines; checkpoints are signed one after another.
type Depositary struct {
	journal Journal
	signer  note.Signer
	key     string // public
	known   note.Verifiers

	mu     sync.Mutex
	checks *tree               // over the entries under signed, computed here
	signed register.Checkpoint // the greatest that this depositary has signed or found signed
	barred error               // why nothing is signed any more, see Heed
}

// Origin returns the name of the register: the first line of its checkpoints.
func (d *Depositary) Origin() string { return d.signer.Name() }

// PublicKey returns the key that checkpoints are verified with, as text.
// doc/register.md#checkpoint
func (d *Depositary) PublicKey() string { return d.key }

// Verifiers returns the key that checkpoints are verified with.
func (d *Depositary) Verifiers() note.Verifiers { return d.known }

// Sign returns the checkpoint of the register as it stands, signed and kept in
// the journal. If nothing was added since the last one, it is that one.
//
// The entries added since are read back and checked; the first call after [Load]
// reads all of them. When the register is not what was written, or not what was
// signed before, the error is a [*DiffersError] and nothing is signed. Any other
// error means that it could not be read or kept, and Sign may be called again.
func (d *Depositary) Sign(ctx context.Context) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	signed, err := d.sign(ctx)
	if err != nil {
		return nil, fmt.Errorf("checkpoint of %s: %w", d.Origin(), err)
	}
	return signed, nil
}

func (d *Depositary) sign(ctx context.Context) ([]byte, error) {
	if d.barred != nil {
		return nil, d.barred
	}
	last, kept, err := d.last(ctx)
	if err != nil {
		return nil, err
	}
	head, err := d.journal.Head(ctx)
	if err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	if known := max(last.Size, d.signed.Size); head.Size < known {
		return nil, behind(head.Size, known)
	}
	checks, err := d.readBack(ctx, d.checks, last, head)
	if _, differs := errors.AsType[*DiffersError](err); differs && d.checks != nil {
		// Perhaps an entry read earlier has changed since. Reading all of them tells;
		// it only finds the place and never leads to a signature.
		if _, all := d.readBack(ctx, nil, d.signed, head); all != nil {
			err = all
		}
	}
	if err != nil {
		return nil, err
	}
	now := register.Checkpoint{Origin: d.Origin(), Size: head.Size, Root: head.Root}
	signed := kept
	if kept == nil || last.Size < now.Size {
		signed, err = note.Sign(&note.Note{Text: now.Text()}, d.signer)
		if err != nil {
			return nil, err
		}
	}
	// From here on a signature may be in the world, whether or not it is kept.
	d.checks, d.signed = checks, now
	if kept == nil || last.Size < now.Size {
		if err := d.journal.PutCheckpoint(ctx, now.Size, signed); err != nil {
			return nil, fmt.Errorf("size %d: %w", now.Size, err)
		}
	}
	return signed, nil
}

// last returns the latest checkpoint in the journal and its bytes, which are nil
// when there is none. One that this key has not signed, or not as it stands
// there, is an error: whatever is signed next must extend it.
func (d *Depositary) last(ctx context.Context) (register.Checkpoint, []byte, error) {
	kept, err := d.journal.Checkpoint(ctx)
	if errors.Is(err, ErrNone) {
		return register.Checkpoint{}, nil, nil
	}
	if err != nil {
		return register.Checkpoint{}, nil, fmt.Errorf("latest: %w", err)
	}
	c, err := d.own(kept)
	if err != nil {
		return register.Checkpoint{}, nil, &DiffersError{To: 1, What: fmt.Sprintf("latest checkpoint: %v", err)}
	}
	return c, kept, nil
}

// A tree is the depositary's own view of the entries it has read.
type tree struct {
	edge *register.Edge
	time time.Time // of the last leaf
}

// readBack returns the tree over the entries up to head: those of before, which
// is nil at first, and those read now. It checks on the way that each leaf is in its form
// and not older than the one before, that the checkpoint last lies on it, and at
// the end that it has the root of the head.
func (d *Depositary) readBack(ctx context.Context, before *tree, last register.Checkpoint, head Head) (*tree, error) {
	edge, err := register.NewEdge(0, nil, nil)
	if err != nil {
		return nil, err
	}
	t := &tree{edge: edge}
	if before != nil {
		t = &tree{edge: before.edge.Clone(), time: before.time}
	}
	from := t.edge.Size() // all before it is as it was when it was read
	if err := t.passes(0, last); err != nil {
		return nil, err
	}
	for leaf, err := range d.journal.Leaves(ctx, from, head.Size) {
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", t.edge.Size(), err)
		}
		if t.edge.Size() == head.Size {
			return nil, &DiffersError{register.Place(head.Size), register.Place(head.Size) + 1, "beyond the head"}
		}
		if err := t.add(leaf); err != nil {
			return nil, err
		}
		if err := t.passes(from, last); err != nil {
			return nil, err
		}
	}
	if n := t.edge.Size(); n != head.Size {
		return nil, &DiffersError{register.Place(n), register.Place(head.Size), fmt.Sprintf("not there, head of size %d", head.Size)}
	}
	if t.edge.Root() != head.Root {
		return nil, &DiffersError{register.Place(max(from, last.Size)), register.Place(head.Size),
			fmt.Sprintf("root %v, head has %v", t.edge.Root(), head.Root)}
	}
	return t, nil
}

// add reads one more leaf.
func (t *tree) add(b []byte) error {
	place := register.Place(t.edge.Size())
	leaf, err := register.ParseLeaf(b)
	if err != nil {
		return &DiffersError{place, place + 1, err.Error()}
	}
	if leaf.Time.Before(t.time) {
		return &DiffersError{place, place + 1, fmt.Sprintf("time %s before that of the entry before", leaf.Time.Format(time.RFC3339))}
	}
	t.edge.Append(leaf.Hash())
	t.time = leaf.Time
	return nil
}

// passes checks, where the tree has just the size of the checkpoint, that it has
// its root too.
func (t *tree) passes(from int64, c register.Checkpoint) error {
	if c.Origin == "" || t.edge.Size() != c.Size || t.edge.Root() == c.Root {
		return nil
	}
	return &DiffersError{register.Place(from), register.Place(c.Size),
		fmt.Sprintf("root %v, the checkpoint of size %d has %v", t.edge.Root(), c.Size, c.Root)}
}
