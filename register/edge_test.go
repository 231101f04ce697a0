package register

import (
	"bytes"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// A tree keeps every hash of a log as tlog stores them: another way to the same
// roots, tiles and proofs.
type tree struct {
	hashes []tlog.Hash
	size   int64
}

func (t *tree) ReadHashes(at []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range at {
		if i >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("hash %d", i)
		}
		out = append(out, t.hashes[i])
	}
	return out, nil
}

func (t *tree) add(leaf Hash) {
	hs, err := tlog.StoredHashesForRecordHash(t.size, leaf, t)
	if err != nil {
		panic(err)
	}
	t.hashes = append(t.hashes, hs...)
	t.size++
}

func (t *tree) root(size int64) Hash {
	h, err := tlog.TreeHash(size, t)
	if err != nil {
		panic(err)
	}
	return h
}

func (t *tree) tile(level int, n int64) ([]byte, error) {
	return tlog.ReadTileData(tlog.Tile{H: 8, L: level, N: n, W: 256}, t)
}

func leafHash(n int64) Hash { return tlog.RecordHash(fmt.Appendf(nil, "leaf %d", n)) }

// TestEdgeAgreesWithTlog compares root and tiles at each size, and an edge made
// anew from tiles and tail with the one that grew.
func TestEdgeAgreesWithTlog(t *testing.T) {
	all := new(tree)
	grown, err := NewEdge(0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	tiles := 0
	for n := range int64(1500) {
		if got, want := grown.Root(), all.root(n); got != want {
			t.Fatalf("size %d: root %v, want %v", n, got, want)
		}
		var tail []Hash
		for i := n &^ 255; i < n; i++ {
			tail = append(tail, leafHash(i))
		}
		anew, err := NewEdge(n, all.tile, tail)
		if err != nil {
			t.Fatal(err)
		}
		all.add(leafHash(n))
		anew.Append(leafHash(n))
		for _, tile := range grown.Append(leafHash(n)) {
			want, err := all.tile(tile.Level, tile.N)
			if err != nil || !bytes.Equal(tile.Hashes, want) {
				t.Fatalf("size %d: tile %d/%d differs (%v)", n, tile.Level, tile.N, err)
			}
			tiles++
		}
		if anew.Root() != grown.Root() || anew.Size() != grown.Size() {
			t.Fatalf("size %d: made anew: %v, want %v", n, anew.Root(), grown.Root())
		}
	}
	if tiles != 1500/256 {
		t.Errorf("%d tiles, want %d", tiles, 1500/256)
	}
}
