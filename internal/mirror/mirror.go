// Package mirror is the public register as files: served by a running council,
// written into a folder to take away, and checked by anyone who reads it, from
// the bytes alone. What serves them, what exports them and what verifies them
// share one list of files, so that strangers check what is really handed out.
//
// It hands out nothing that is not public and signs nothing.
package mirror

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

// ErrAbsent is returned for a file of the register that is not there.
var ErrAbsent = errors.New("not there")

// A Log is the register as the public may read it, one file at a time:
// "checkpoint", "key", "tile/…", "tile/entries/…", "content/PLACE" and
// "text/HASH". doc/register.md#paths
type Log struct {
	Store *store.Store
	Key   string // the public key of the depositary

	// Audience tells who may read an entry by now, of its place and its event; nil: who
	// its own audience says. A release widens it without touching the entry.
	Audience func(register.Place, council.Event) access.Audience
}

// Source is anything that holds the files of a register: a running server, an
// exported folder, the store itself.
type Source interface {
	// File returns one file, or an error that is ErrAbsent.
	File(ctx context.Context, path string) ([]byte, error)
}

// File returns one file of the register. Only full tiles, and partial ones of
// the latest checkpoint or less, are there.
func (l *Log) File(ctx context.Context, path string) ([]byte, error) {
	switch kind, rest, _ := strings.Cut(path, "/"); kind {
	case "checkpoint":
		_, signed, err := l.Store.Checkpoint(ctx)
		return signed, absent(err)
	case "key":
		return []byte(l.Key + "\n"), nil
	case "tile":
		r, err := register.ParsePath(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
		}
		return l.resource(ctx, r)
	case "content":
		n, err := strconv.ParseInt(rest, 10, 64)
		if err != nil || n < 0 || strconv.FormatInt(n, 10) != rest {
			return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
		}
		return l.content(ctx, register.Place(n))
	}
	return nil, fmt.Errorf("%s: %w", path, ErrAbsent)
}

func absent(err error) error {
	if errors.Is(err, store.ErrAbsent) {
		return ErrAbsent
	}
	return err
}

// resource returns a tile or a bundle. A tile wider than the signed tree is not
// there: nothing unsigned is handed out as part of the log.
func (l *Log) resource(ctx context.Context, r register.Resource) ([]byte, error) {
	size, _, err := l.Store.Checkpoint(ctx)
	if err != nil {
		return nil, absent(err)
	}
	level := max(r.Level, 0)
	if (r.N*register.TileWidth+int64(r.Width))<<(8*level) > size {
		return nil, fmt.Errorf("%s: %w", r.Path(), ErrAbsent)
	}
	if r.Level == register.Entries {
		return l.bundle(ctx, r)
	}
	return tlog.ReadTileData(tlog.Tile{H: 8, L: r.Level, N: r.N, W: r.Width}, l.Store.Hashes(ctx, size))
}

func (l *Log) bundle(ctx context.Context, r register.Resource) ([]byte, error) {
	from := register.Place(r.N * register.TileWidth)
	var leaves [][]byte
	for row, err := range l.Store.Rows(ctx, from, from+register.Place(r.Width)) {
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, row.Leaf)
	}
	return register.Bundle(leaves), nil
}

// content returns what a stranger may have of an entry's content: all fields of
// a public one, the digests alone of any other.
func (l *Log) content(ctx context.Context, place register.Place) ([]byte, error) {
	row, err := l.Store.Row(ctx, place)
	if err != nil {
		return nil, absent(err)
	}
	if row.Content == nil {
		return nil, fmt.Errorf("content of entry %d: %w", place, ErrAbsent)
	}
	c, err := register.ParseContent(row.Content)
	if err != nil {
		return nil, fmt.Errorf("entry %d: %w", place, err)
	}
	return l.Public(place)(c).Bytes(), nil
}

// Ask has the log ask a state, which read hands out, who may read an entry by now.
func (l *Log) Ask(read func(func(*council.State))) {
	l.Audience = func(place register.Place, e council.Event) (a access.Audience) {
		read(func(s *council.State) { a = s.AudienceOf(e, place) })
		return a
	}
}

// Public returns what gives a stranger what he may have of the content of an entry.
func (l *Log) Public(place register.Place) func(register.Content) register.Content {
	return func(c register.Content) register.Content {
		if l.Audience == nil {
			return Public(c)
		}
		if e, err := council.ReadEvent(c.Field); err == nil && l.Audience(place, e) == access.Public {
			return c
		}
		return Public(c)
	}
}

// Public returns what a stranger may have of a content that was never released.
func Public(c register.Content) register.Content {
	if a, _ := c.Field("audience"); string(a) == string(access.Public) {
		return c
	}
	return c.Disclose()
}
