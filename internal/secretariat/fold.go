package secretariat

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// form names the form of snapshots. It changes whenever the state does, and a
// snapshot of another form is thrown away.
const form = "1"

// Load returns the state of the register in st: from its snapshot and the entries
// after it, or from all entries.
func Load(ctx context.Context, st *store.Store) (*council.State, error) {
	head, err := st.Head(ctx)
	if err != nil {
		return nil, err
	}
	state, err := fromSnapshot(ctx, st, head.Size)
	if err != nil {
		return nil, err
	}
	return state, fold(ctx, st, state, head.Size, func(council.Event) bool { return true })
}

// Fold returns the state folded from all entries, without the snapshot.
func Fold(ctx context.Context, st *store.Store) (*council.State, error) {
	head, err := st.Head(ctx)
	if err != nil {
		return nil, err
	}
	state := council.NewState()
	return state, fold(ctx, st, state, head.Size, func(council.Event) bool { return true })
}

// FoldFor returns the state folded from the entries that a class of readers may
// read, as full tells who may: what a stranger, or a member's mirror, can make
// from what it is given.
func FoldFor(ctx context.Context, st *store.Store, c access.Class, full *council.State) (*council.State, error) {
	state := council.NewState()
	return state, fold(ctx, st, state, int64(full.Size), func(e council.Event) bool { return access.MaySee(c, e.Audience, full) })
}

func fromSnapshot(ctx context.Context, st *store.Store, size int64) (*council.State, error) {
	snap, ok, err := st.Snapshot(ctx)
	if err != nil || !ok || snap.Form != form || snap.Place > size || sha256.Sum256(snap.Bytes) != snap.Hash {
		return council.NewState(), err
	}
	state := council.NewState()
	if err := json.Unmarshal(snap.Bytes, state); err != nil || int64(state.Size) != snap.Place {
		return council.NewState(), nil // a cache that does not fit is no error
	}
	return state, nil
}

// fold applies the entries from state.Size to size.
func fold(ctx context.Context, st *store.Store, state *council.State, size int64, held func(council.Event) bool) error {
	for row, err := range st.Rows(ctx, state.Size, register.Place(size)) {
		if err != nil {
			return err
		}
		if err := ApplyRow(state, row, held); err != nil {
			return fmt.Errorf("entry %d: %w", row.Place, err)
		}
	}
	return nil
}

// ApplyRow folds one entry as it is stored. An entry whose content is not held,
// or not for the reader, only counts.
func ApplyRow(state *council.State, row store.Row, held func(council.Event) bool) error {
	leaf, err := register.ParseLeaf(row.Leaf)
	if err != nil {
		return err
	}
	if row.Content == nil {
		state.Skip(row.Place, leaf.Time)
		return nil
	}
	content, err := register.ParseContent(row.Content)
	if err != nil {
		return err
	}
	if _, ok := content.Field("type"); !ok {
		state.Skip(row.Place, leaf.Time)
		return nil
	}
	event, err := council.ReadEvent(content.Field)
	if err != nil {
		return err
	}
	if !held(event) {
		state.Skip(row.Place, leaf.Time)
		return nil
	}
	state.Apply(event, row.Place, leaf.Time)
	return nil
}

// Hash returns the hash of a state: equal for equal folds, whoever made them.
func Hash(state *council.State) (register.Hash, error) {
	b, err := state.MarshalJSON()
	if err != nil {
		return register.Hash{}, err
	}
	return sha256.Sum256(b), nil
}
