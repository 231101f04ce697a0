package mirror

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// A Report is what a verification found.
type Report struct {
	Origin   string // of the register
	Size     int64  // entries under the checkpoint
	Root     register.Hash
	Public   int64                // entries whose content was handed out and fits
	Sealed   int64                // entries of which only the commitment is handed out
	Erased   int64                // entries whose content is not there any more
	Fold     [32]byte             // hash of the state folded from the public entries
	Odd      int                  // entries of a type that this program does not know
	Differ   []council.Difference // decisions that are judged otherwise now
	KeyGiven bool                 // the key was the reader's own, not the source's
}

// A WrongError names the first thing of a register that does not fit.
type WrongError struct {
	Place int64  // of the entry; -1: the tree as a whole
	What  string // what does not fit
}

// Error names the entry and what is wrong with it.
func (e *WrongError) Error() string {
	if e.Place < 0 {
		return e.What
	}
	return fmt.Sprintf("entry %d: %s", e.Place, e.What)
}

// Verify reads a whole register from a source and computes everything from the
// bytes: each content's digests, each leaf, the tiles, the root, the signature,
// and the fold of what is public. The error is a [*WrongError] naming the first
// entry that is wrong, if any is. The key is the public key of the depositary in
// the form of package note; without one the source's own is used, which shows
// that the register fits together and not whose it is.
//
// progress, if given, is called now and then with the number of entries done.
func Verify(ctx context.Context, src Source, key string, progress func(done, of int64)) (Report, error) {
	v := &verification{src: src, state: council.NewState(), progress: progress}
	v.report.KeyGiven = key != ""
	if err := v.open(ctx, key); err != nil {
		return v.report, err
	}
	if err := v.entries(ctx); err != nil {
		return v.report, err
	}
	if got := v.tree.Root(); got != v.report.Root {
		return v.report, &WrongError{-1, fmt.Sprintf("root: the entries give %v, the checkpoint says %v", got, v.report.Root)}
	}
	b, err := v.state.Held("public").MarshalJSON()
	if err != nil {
		return v.report, err
	}
	v.report.Fold, v.report.Odd, v.report.Differ = sha256.Sum256(b), len(v.state.Odd), v.state.Rejudge()
	return v.report, nil
}

// A verification is one run of Verify.
type verification struct {
	src      Source
	state    *council.State
	tree     *register.Edge
	report   Report
	progress func(done, of int64)
}

// open reads the checkpoint and checks its signature.
func (v *verification) open(ctx context.Context, key string) error {
	if key == "" {
		b, err := v.src.File(ctx, "key")
		if err != nil {
			return fmt.Errorf("key: %w", err)
		}
		key = strings.TrimSpace(string(b))
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	signed, err := v.src.File(ctx, "checkpoint")
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	c, err := register.OpenCheckpoint(signed, note.VerifierList(verifier))
	if err != nil {
		return &WrongError{-1, fmt.Sprintf("checkpoint: %v", err)}
	}
	v.report.Origin, v.report.Size, v.report.Root = c.Origin, c.Size, c.Root
	v.tree, err = register.NewEdge(0, nil, nil)
	return err
}

// entries checks every entry in order, bundle by bundle.
func (v *verification) entries(ctx context.Context) error {
	for n := int64(0); n*register.TileWidth < v.report.Size; n++ {
		width := int(min(register.TileWidth, v.report.Size-n*register.TileWidth))
		b, err := v.src.File(ctx, register.BundlePath(n, width))
		if err != nil {
			return fmt.Errorf("entries from %d: %w", n*register.TileWidth, err)
		}
		leaves, err := register.ParseBundle(b)
		if err != nil || len(leaves) != width {
			return &WrongError{n * register.TileWidth, fmt.Sprintf("bundle of %d entries: %v", width, err)}
		}
		var hashes []byte
		for i, leaf := range leaves {
			place := n*register.TileWidth + int64(i)
			h, full, err := v.entry(ctx, place, leaf)
			if err != nil {
				return err
			}
			hashes = append(hashes, h[:]...)
			if err := v.tiles(ctx, place, full); err != nil {
				return err
			}
		}
		if err := v.tile(ctx, register.TilePath(0, n, width), hashes, n*register.TileWidth); err != nil {
			return err
		}
		if v.progress != nil {
			v.progress(n*register.TileWidth+int64(width), v.report.Size)
		}
	}
	return nil
}

// entry checks one entry and folds it.
func (v *verification) entry(ctx context.Context, place int64, bytes []byte) (register.Hash, []register.Tile, error) {
	wrong := func(err error) (register.Hash, []register.Tile, error) {
		return register.Hash{}, nil, &WrongError{place, err.Error()}
	}
	leaf, err := register.ParseLeaf(bytes)
	if err != nil {
		return wrong(err)
	}
	b, err := v.src.File(ctx, fmt.Sprintf("content/%d", place))
	switch {
	case errors.Is(err, ErrAbsent):
		v.report.Erased++
		v.state.Skip(register.Place(place), leaf.Time)
	case err != nil:
		return register.Hash{}, nil, fmt.Errorf("content of entry %d: %w", place, err)
	default:
		c, err := register.ParseContent(b)
		if err != nil {
			return wrong(err)
		}
		if got := c.Hash(); got != leaf.Content {
			return wrong(fmt.Errorf("content: hashes to %x, the leaf says %x", got[:], leaf.Content[:]))
		}
		if err := v.fold(register.Place(place), leaf, c); err != nil {
			return wrong(err)
		}
	}
	return leaf.Hash(), v.tree.Append(leaf.Hash()), nil
}

func (v *verification) fold(place register.Place, leaf register.Leaf, c register.Content) error {
	if _, ok := c.Field("body"); !ok {
		v.report.Sealed++
		v.state.Skip(place, leaf.Time)
		return nil
	}
	v.report.Public++
	e, err := council.ReadEvent(c.Field)
	if err != nil {
		return err
	}
	v.state.Apply(e, place, leaf.Time)
	return nil
}

// tiles compares the tiles above the lowest level that an entry filled.
func (v *verification) tiles(ctx context.Context, place int64, full []register.Tile) error {
	for _, t := range full {
		if t.Level == 0 {
			continue // compared with its entries
		}
		if err := v.tile(ctx, register.TilePath(t.Level, t.N, register.TileWidth), t.Hashes, place); err != nil {
			return err
		}
	}
	return nil
}

func (v *verification) tile(ctx context.Context, path string, want []byte, place int64) error {
	b, err := v.src.File(ctx, path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for i := range min(len(b), len(want)) {
		if b[i] != want[i] {
			return &WrongError{place + int64(i/32), path + ": differs from the hash of the entry"}
		}
	}
	if len(b) != len(want) {
		return &WrongError{place, fmt.Sprintf("%s: %d bytes, want %d", path, len(b), len(want))}
	}
	return nil
}
