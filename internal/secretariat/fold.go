package secretariat

import (
	"context"
	"crypto/sha256"
	"fmt"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// form names the form of snapshots: of the state, and of the events it is folded
// from. A snapshot of another form is thrown away.
const form = "6"

// Load returns the state of the register in st: from its snapshot and the entries
// after it, or from all entries.
func Load(ctx context.Context, st Source) (*council.State, error) {
	head, err := st.Head(ctx)
	if err != nil {
		return nil, err
	}
	state, err := fromSnapshot(ctx, st, head.Size)
	if err != nil {
		return nil, err
	}
	return state, fold(ctx, st, head.Size, all, state)
}

// loadTwice returns two copies of the state that Load returns. Each entry is read
// once; what was recorded is never changed, and both may share it.
func loadTwice(ctx context.Context, st Source) (one, two *council.State, err error) {
	head, err := st.Head(ctx)
	if err != nil {
		return nil, nil, err
	}
	if one, err = fromSnapshot(ctx, st, head.Size); err != nil {
		return nil, nil, err
	}
	two = one.Clone()
	return one, two, fold(ctx, st, head.Size, all, one, two)
}

// all is for folds from everything.
func all(register.Place, council.Event) bool { return true }

// Fold returns the state folded from all entries, without the snapshot.
func Fold(ctx context.Context, st Source) (*council.State, error) {
	head, err := st.Head(ctx)
	if err != nil {
		return nil, err
	}
	state := council.NewState()
	return state, fold(ctx, st, head.Size, all, state)
}

// FoldFor returns the state folded from the entries that a class of readers may
// read, as full tells who may: what a stranger, or a member's mirror, can make
// from what it is given. Of a thing that was released these are the entries before
// the release, too; what [council.State.Held] leaves of the fold is what is known.
func FoldFor(ctx context.Context, st Source, c access.Class, full *council.State) (*council.State, error) {
	state := council.NewState()
	return state, fold(ctx, st, int64(full.Size), func(place register.Place, e council.Event) bool {
		return access.MaySee(c, full.AudienceOf(e, place), full)
	}, state)
}

func fromSnapshot(ctx context.Context, st Source, size int64) (*council.State, error) {
	snap, ok, err := st.Snapshot(ctx)
	if err != nil || !ok || snap.Form != form || snap.Place > size || sha256.Sum256(snap.Bytes) != snap.Hash {
		return council.NewState(), err
	}
	state := council.NewState()
	if state.UnmarshalBinary(snap.Bytes) != nil || int64(state.Size) != snap.Place {
		return council.NewState(), nil // a cache that does not fit is as good as none
	}
	return state, nil
}

// fold applies the entries up to size to states of one size.
func fold(ctx context.Context, st Source, size int64, held func(register.Place, council.Event) bool, states ...*council.State) error {
	for row, err := range st.Rows(ctx, states[0].Size, register.Place(size)) {
		if err != nil {
			return err
		}
		if err := applyRow(row, held, states...); err != nil {
			return fmt.Errorf("entry %d: %w", row.Place, err)
		}
	}
	return nil
}

// ApplyRow folds one entry as it is stored. An entry whose content is not held,
// or not for the reader, only counts.
func ApplyRow(state *council.State, row store.Row, held func(register.Place, council.Event) bool) error {
	return applyRow(row, held, state)
}

func applyRow(row store.Row, held func(register.Place, council.Event) bool, states ...*council.State) error {
	leaf, err := register.ParseLeaf(row.Leaf)
	if err != nil {
		return err
	}
	event, readable, err := readRow(row)
	if err != nil {
		return err
	}
	for _, state := range states {
		if readable && held(row.Place, event) {
			state.Apply(event, row.Place, leaf.Time)
		} else {
			state.Skip(row.Place, leaf.Time)
		}
	}
	return nil
}

// readRow reads the event of an entry, if its content is held and disclosed.
func readRow(row store.Row) (e council.Event, readable bool, err error) {
	if row.Content == nil {
		return council.Event{}, false, nil
	}
	content, err := register.ParseContent(row.Content)
	if err != nil {
		return council.Event{}, false, err
	}
	if _, ok := content.Field("type"); !ok {
		return council.Event{}, false, nil
	}
	e, err = council.ReadEvent(content.Field)
	return e, err == nil, err
}

// Hash returns the hash of a state: equal for equal folds, whoever made them.
func Hash(state *council.State) (register.Hash, error) {
	b, err := state.MarshalJSON()
	if err != nil {
		return register.Hash{}, err
	}
	return sha256.Sum256(b), nil
}
