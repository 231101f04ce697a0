package mirror

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

// Proof returns the proof that an entry stands under the latest checkpoint.
// disclose says what of the content goes with it; [Public] is for strangers.
//
// An entry that is on the disk and not yet under a checkpoint has no proof: the
// error is ErrAbsent.
func (l *Log) Proof(ctx context.Context, place register.Place, disclose func(register.Content) register.Content) (register.Proof, error) {
	size, signed, err := l.Store.Checkpoint(ctx)
	if err != nil {
		return register.Proof{}, absent(err)
	}
	if int64(place) >= size {
		return register.Proof{}, fmt.Errorf("proof of entry %d: %w", place, ErrAbsent)
	}
	row, err := l.Store.Row(ctx, place)
	if err != nil {
		return register.Proof{}, absent(err)
	}
	leaf, err := register.ParseLeaf(row.Leaf)
	if err != nil {
		return register.Proof{}, fmt.Errorf("entry %d: %w", place, err)
	}
	if row.Content == nil {
		return register.Proof{}, fmt.Errorf("content of entry %d: %w", place, ErrAbsent)
	}
	content, err := register.ParseContent(row.Content)
	if err != nil {
		return register.Proof{}, fmt.Errorf("entry %d: %w", place, err)
	}
	path, err := tlog.ProveRecord(size, int64(place), l.Store.Hashes(ctx, size))
	if err != nil {
		return register.Proof{}, fmt.Errorf("proof of entry %d: %w", place, err)
	}
	return register.Proof{Leaf: leaf, Content: disclose(content), Place: place, Path: path, Checkpoint: signed}, nil
}
