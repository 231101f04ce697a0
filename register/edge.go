package register

import (
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is the number of levels of the tree in one tile: 2^8 = 256.
const tileHeight = 8

// A Tile is 256 neighbouring hashes of one level of the tree that are all known
// and therefore never change. Level 0 holds leaf hashes; a hash of level 1 is
// the root of a full tile of level 0, and so on.
// doc/register.md#tiles
type Tile struct {
	Level  int
	N      int64  // place among the tiles of its level, from 0
	Hashes []byte // 256 hashes, 8192 bytes
}

// An Edge is the right edge of the tree: what must be kept in memory to append
// a leaf and to know the root. At each level it holds the hashes that do not yet
// fill a tile, at most 255.
//
// An Edge is not safe for use by several goroutines at once.
type Edge struct {
	size  int64
	tiles [][]byte // by level, the hashes after the last full tile
	peaks []Hash   // roots of the perfect subtrees that make up the tree, from left to right
}

// NewEdge returns the edge of a tree of the given size. tile returns the bytes
// of a full tile; tail holds the leaf hashes after the last full tile of level
// 0, which is size modulo 256 of them. A new tree is of size 0 and asks nothing.
//
// The tiles are taken as they are: whoever does not trust them compares the root
// with a signed one.
func NewEdge(size int64, tile func(level int, n int64) ([]byte, error), tail []Hash) (*Edge, error) {
	if size < 0 || int64(len(tail)) != size%TileWidth {
		return nil, fmt.Errorf("edge of size %d: tail of %d hashes", size, len(tail))
	}
	e := &Edge{size: size}
	hashes := tail
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		if level > 0 {
			hashes = nil
			count := size >> (tileHeight * level) // hashes of this level, each a full tile of the one below
			for n := count &^ (TileWidth - 1); n < count; n++ {
				data, err := tile(level-1, n)
				if err != nil {
					return nil, fmt.Errorf("edge of size %d: tile %d/%d: %w", size, level-1, n, err)
				}
				if len(data) != TileWidth*tlog.HashSize {
					return nil, fmt.Errorf("edge of size %d: tile %d/%d: %d bytes", size, level-1, n, len(data))
				}
				hashes = append(hashes, subtree(split(data)))
			}
		}
		e.tiles = append(e.tiles, join(hashes))
		e.peaks = append(peaksOf(hashes), e.peaks...)
	}
	return e, nil
}

// split and join turn the bytes of a tile into hashes and back.
func split(b []byte) []Hash {
	var hs []Hash
	for c := range slices.Chunk(b, tlog.HashSize) {
		hs = append(hs, Hash(c))
	}
	return hs
}

func join(hs []Hash) []byte {
	var b []byte
	for _, h := range hs {
		b = append(b, h[:]...)
	}
	return b
}

// subtree returns the root over 2^k hashes.
func subtree(hs []Hash) Hash {
	if len(hs) == 1 {
		return hs[0]
	}
	return tlog.NodeHash(subtree(hs[:len(hs)/2]), subtree(hs[len(hs)/2:]))
}

// peaksOf returns the roots of the perfect subtrees over hs, the greatest first.
func peaksOf(hs []Hash) []Hash {
	var peaks []Hash
	for width := TileWidth / 2; width > 0; width /= 2 {
		if len(hs) >= width {
			peaks = append(peaks, subtree(hs[:width]))
			hs = hs[width:]
		}
	}
	return peaks
}

// Append adds a leaf, by its [Leaf.Hash], and returns the tiles that it filled,
// lowest level first: mostly none.
func (e *Edge) Append(leaf Hash) []Tile {
	var full []Tile
	h := leaf
	for height, level := 0, 0; ; height++ {
		if height == level*tileHeight {
			if level == len(e.tiles) {
				e.tiles = append(e.tiles, nil)
			}
			e.tiles[level] = append(e.tiles[level], h[:]...)
			if len(e.tiles[level]) == TileWidth*tlog.HashSize {
				full = append(full, Tile{Level: level, N: e.size >> (tileHeight * (level + 1)), Hashes: e.tiles[level]})
				e.tiles[level] = nil
			}
			level++
		}
		if e.size>>height&1 == 0 {
			break
		}
		h = tlog.NodeHash(e.peaks[len(e.peaks)-1], h)
		e.peaks = e.peaks[:len(e.peaks)-1]
	}
	e.peaks = append(e.peaks, h)
	e.size++
	return full
}

// Root returns the root of the tree. That of the empty tree is the hash of
// nothing.
// doc/register.md#tree
func (e *Edge) Root() Hash {
	if e.size == 0 {
		return emptyRoot()
	}
	h := e.peaks[len(e.peaks)-1]
	for i := len(e.peaks) - 2; i >= 0; i-- {
		h = tlog.NodeHash(e.peaks[i], h)
	}
	return h
}

// Size returns the number of leaves.
func (e *Edge) Size() int64 { return e.size }

// Clone returns a copy that shares nothing with e: append to it, and keep it
// only if what it stands for was written.
func (e *Edge) Clone() *Edge {
	c := &Edge{size: e.size, peaks: slices.Clone(e.peaks)}
	for _, t := range e.tiles {
		c.tiles = append(c.tiles, slices.Clone(t))
	}
	return c
}
