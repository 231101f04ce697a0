package mirror

import (
	"context"
	"encoding/hex"
	"fmt"

	"chancery.example/chancery/register"
)

// A Keeper gives the bytes of a register that an archive needs beside the views.
type Keeper struct{ Log *Log }

// Proof returns the proof of an entry, with the content that the public may read.
func (k Keeper) Proof(ctx context.Context, place register.Place) ([]byte, error) {
	p, err := k.Log.Proof(ctx, place, k.Log.Public(place))
	if err != nil {
		return nil, err
	}
	return p.Bytes(), nil
}

// Between returns the places between two of entries about one thing, latest first.
func (k Keeper) Between(ctx context.Context, earlier, later register.Place) ([]register.Place, error) {
	return k.Log.Between(ctx, earlier, later)
}

// Text returns a text by the hexadecimal digits of its hash.
func (k Keeper) Text(ctx context.Context, hash string) ([]byte, error) {
	var h [32]byte
	if n, err := hex.Decode(h[:], []byte(hash)); err != nil || n != len(h) {
		return nil, fmt.Errorf("hash %q: want 64 hexadecimal digits", hash)
	}
	return k.Log.Store.Text(ctx, h)
}

// Checkpoint returns the latest checkpoint.
func (k Keeper) Checkpoint(ctx context.Context) ([]byte, error) { return k.Log.File(ctx, "checkpoint") }
