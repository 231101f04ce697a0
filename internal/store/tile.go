package store

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

const (
	tileHeight = 8                                  // levels of the tree in a tile
	tileBytes  = register.TileWidth * tlog.HashSize // of a full tile
	maxTiles   = 4096                               // kept for proofs: those of a million entries, 10 KB each
)

// Tile returns a full tile: 256 hashes, 8192 bytes. One that is not full yet is not
// there; Hashes knows its hashes.
func (s *Store) Tile(ctx context.Context, level int, n int64) ([]byte, error) {
	var b []byte
	err := s.read.QueryRowContext(ctx, `SELECT hashes FROM tile WHERE level = $1 AND n = $2`, level, n).Scan(&b)
	if err != nil {
		return nil, fmt.Errorf("tile %d/%d: %w", level, n, absent(err))
	}
	if len(b) != tileBytes {
		return nil, &WrongError{Table: "tile", Place: n, What: fmt.Sprintf("level %d: %d bytes", level, len(b))}
	}
	return b, nil
}

// leafHashes reads the leaf hashes from place from up to to.
func (s *Store) leafHashes(ctx context.Context, from, to int64) ([]register.Hash, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT hash FROM entry WHERE place >= $1 AND place < $2 ORDER BY place`, from, to)
	if err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	defer rows.Close()
	var all []register.Hash
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("entries: %w", err)
		}
		all = append(all, register.Hash(b))
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	if int64(len(all)) != to-from {
		return nil, &WrongError{Table: "entry", Place: from + int64(len(all)), What: fmt.Sprintf("missing among %d to %d", from, to)}
	}
	return all, nil
}

// Hashes returns a reader of the hashes of the tree of the given size, which may be
// any up to the head's, for the proofs that package tlog makes. It reads full tiles
// and, at the right edge, entry rows, and keeps what it read: hashes in a tree that
// only grows do not change. It is good for as long as ctx is.
func (s *Store) Hashes(ctx context.Context, size int64) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		all := make([]tlog.Hash, len(indexes))
		end := tlog.StoredHashIndex(0, size)
		for i, x := range indexes {
			if x < 0 || x >= end {
				return nil, fmt.Errorf("hash %d: not in a tree of size %d", x, size)
			}
			level, n := tlog.SplitStoredHashIndex(x)
			h, err := s.hash(ctx, size, level, n)
			if err != nil {
				return nil, err
			}
			all[i] = h
		}
		return all, nil
	})
}

// hash returns the root of the perfect subtree of 2^level leaves that is number n
// of its kind, in a tree of the given size.
func (s *Store) hash(ctx context.Context, size int64, level int, n int64) (tlog.Hash, error) {
	key := tileKey{level: level / tileHeight}
	within := level % tileHeight
	first := n << within // of the tile level's hashes below the node
	key.n = first / register.TileWidth
	at := int(first % register.TileWidth)
	t, err := s.tile(ctx, size, key, at+1<<within)
	if err != nil {
		return tlog.Hash{}, err
	}
	return t.node(within, at>>within), nil
}

// tile returns a tile with at least width hashes, from memory if it is there.
func (s *Store) tile(ctx context.Context, size int64, key tileKey, width int) (*treeTile, error) {
	if t := s.tiles.get(key); t != nil && len(t.hashes) >= width*tlog.HashSize {
		return t, nil
	}
	count := size >> (tileHeight * key.level) // hashes of this level in the tree
	var b []byte
	var err error
	if first := key.n * register.TileWidth; first+register.TileWidth <= count {
		b, err = s.Tile(ctx, key.level, key.n)
	} else {
		b, err = s.partial(ctx, size, key, first, count)
	}
	if err != nil {
		return nil, err
	}
	t := newTreeTile(b)
	s.tiles.put(key, t)
	return t, nil
}

// partial returns the hashes of a tile that is not full, from first up to count,
// beginning with those already known: leaf hashes from the entries, and above them
// the roots of the full tiles below.
func (s *Store) partial(ctx context.Context, size int64, key tileKey, first, count int64) ([]byte, error) {
	var b []byte
	if old := s.tiles.get(key); old != nil {
		b = append(b, old.hashes...)
	}
	next := first + int64(len(b)/tlog.HashSize)
	if key.level == 0 {
		leaves, err := s.leafHashes(ctx, next, count)
		for _, h := range leaves {
			b = append(b, h[:]...)
		}
		return b, err
	}
	for ; next < count; next++ {
		left, err := s.hash(ctx, size, key.level*tileHeight-1, 2*next)
		if err != nil {
			return nil, err
		}
		right, err := s.hash(ctx, size, key.level*tileHeight-1, 2*next+1)
		if err != nil {
			return nil, err
		}
		root := tlog.NodeHash(left, right)
		b = append(b, root[:]...)
	}
	return b, nil
}

// tileKey names a tile.
type tileKey struct {
	level int
	n     int64
}

// A treeTile is a tile, full or not, with the upper nodes of its part of the tree.
// It never changes.
type treeTile struct {
	hashes []byte
	upper  [tileHeight - upperFrom][]tlog.Hash // [k] holds the nodes upperFrom+k levels above hashes
}

// upperFrom is the lowest level of nodes that are kept; those between it and the
// hashes take at most three hashes to compute.
const upperFrom = 3

// newTreeTile computes the upper nodes of all perfect subtrees over hashes.
func newTreeTile(hashes []byte) *treeTile {
	t := &treeTile{hashes: hashes}
	count := len(hashes) / tlog.HashSize >> upperFrom
	for i := range count {
		t.upper[0] = append(t.upper[0], subtree(hashes[i<<upperFrom*tlog.HashSize:(i+1)<<upperFrom*tlog.HashSize]))
	}
	for k := 1; k < len(t.upper); k++ {
		below := t.upper[k-1]
		for i := 0; i+1 < len(below); i += 2 {
			t.upper[k] = append(t.upper[k], tlog.NodeHash(below[i], below[i+1]))
		}
	}
	return t
}

// node returns node i of those that are the given number of levels above hashes.
func (t *treeTile) node(levels, i int) tlog.Hash {
	if levels >= upperFrom {
		return t.upper[levels-upperFrom][i]
	}
	return subtree(t.hashes[i<<levels*tlog.HashSize : (i+1)<<levels*tlog.HashSize])
}

// subtree returns the root over 2^k hashes.
func subtree(b []byte) tlog.Hash {
	if len(b) == tlog.HashSize {
		return tlog.Hash(b)
	}
	half := len(b) / 2
	return tlog.NodeHash(subtree(b[:half]), subtree(b[half:]))
}

// A tileCache keeps tiles that were read for proofs.
type tileCache struct {
	mu   sync.Mutex
	held map[tileKey]*treeTile
}

func newTileCache() tileCache { return tileCache{held: make(map[tileKey]*treeTile)} }

func (c *tileCache) get(key tileKey) *treeTile {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held[key]
}

// put keeps the tile, unless a longer one is there. When the cache is full, some
// other tile goes.
func (c *tileCache) put(key tileKey, t *treeTile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.held[key]; old != nil && len(old.hashes) >= len(t.hashes) {
		return
	}
	if len(c.held) >= maxTiles {
		for other := range c.held {
			delete(c.held, other)
			break
		}
	}
	c.held[key] = t
}
