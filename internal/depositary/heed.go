package depositary

import (
	"context"
	"errors"
	"fmt"

	"chancery.example/chancery/register"
)

// Heed makes the depositary mind a checkpoint that somebody else holds, a witness
// or a reader, as after an old backup was put back: what the register then says
// next would contradict what its key has promised.
//
// If the register is behind that checkpoint or does not extend it, the error is a
// [*DiffersError], and nothing is signed from then on: who restores a fuller
// register loads the depositary anew. A checkpoint that the depositary's own key
// has not signed is an error and changes nothing.
func (d *Depositary) Heed(ctx context.Context, signed []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, err := d.own(signed)
	if err != nil {
		return fmt.Errorf("checkpoint given to %s: %w", d.Origin(), err)
	}
	head, err := d.journal.Head(ctx)
	if err != nil {
		return fmt.Errorf("checkpoint given to %s: head: %w", d.Origin(), err)
	}
	if head.Size < c.Size {
		err = behind(head.Size, c.Size)
	} else {
		_, err = d.readBack(ctx, nil, c, Head{Size: c.Size, Root: c.Root})
	}
	if err != nil {
		err = fmt.Errorf("checkpoint given to %s: %w", d.Origin(), err)
	}
	if _, differs := errors.AsType[*DiffersError](err); differs {
		d.barred = err
	}
	return err
}

// own reads a checkpoint that this key has signed.
func (d *Depositary) own(signed []byte) (register.Checkpoint, error) {
	c, err := register.OpenCheckpoint(signed, d.known)
	if err == nil && c.Origin != d.Origin() {
		err = fmt.Errorf("checkpoint of %s", c.Origin)
	}
	return c, err
}

// behind says that the register is shorter than what was signed of it.
func behind(size, signed int64) *DiffersError {
	return &DiffersError{register.Place(size), register.Place(signed),
		fmt.Sprintf("head of size %d behind the checkpoint of size %d", size, signed)}
}
