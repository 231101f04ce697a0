package register

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Entries stands in the place of a level for bundles of entries.
const Entries = -1

// A Resource is one of the files in which a register is served: a tile of
// hashes or a bundle of entries.
type Resource struct {
	Level int   // of the tile; [Entries] for a bundle
	N     int64 // place among those of its level
	Width int   // hashes or entries in it, 1 to 256; 256 is a full one
}

// TilePath returns the path of a tile, such as "tile/0/x001/234.p/8". A width of
// 256 is a full tile. It panics on a tile that no tree can have.
// doc/register.md#paths
func TilePath(level int, n int64, width int) string {
	if level < 0 {
		panic(fmt.Sprintf("path: level %d", level))
	}
	return Resource{level, n, width}.Path()
}

// BundlePath returns the path of a bundle of entries, such as
// "tile/entries/000.p/17". It panics on a bundle that no tree can have.
// doc/register.md#paths
func BundlePath(n int64, width int) string { return Resource{Entries, n, width}.Path() }

// Path returns the path of the resource. It panics on one that no tree can have.
// doc/register.md#paths
func (r Resource) Path() string {
	if !r.possible() {
		panic(fmt.Sprintf("path: level %d, number %d, width %d", r.Level, r.N, r.Width))
	}
	level := "entries"
	if r.Level >= 0 {
		level = strconv.Itoa(r.Level)
	}
	s := fmt.Sprintf("%03d", r.N%1000)
	for n := r.N / 1000; n > 0; n /= 1000 {
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	if r.Width < TileWidth {
		s += fmt.Sprintf(".p/%d", r.Width)
	}
	return "tile/" + level + "/" + s
}

// possible reports whether a tree of at most 2^63-1 entries can have it.
func (r Resource) possible() bool {
	if r.Level < Entries || r.Level > 7 || r.N < 0 || r.Width < 1 || r.Width > TileWidth {
		return false
	}
	entries := int64(math.MaxInt64) >> (tileHeight * max(r.Level, 0)) // of the level
	return r.N < entries/TileWidth || r.N == entries/TileWidth && int64(r.Width) <= entries%TileWidth
}

// ParsePath is the inverse of [Resource.Path]: it accepts nothing that Path does
// not make. The error is a [*FormError].
// doc/register.md#paths
func ParsePath(s string) (Resource, error) {
	bad := func(at int, want string) (Resource, error) {
		return Resource{}, &FormError{Form: "path", Offset: at, Want: want}
	}
	rest, ok := strings.CutPrefix(s, "tile/")
	if !ok {
		return bad(0, `expected "tile/"`)
	}
	level, rest, _ := strings.Cut(rest, "/")
	r := Resource{Level: Entries, Width: TileWidth}
	if level != "entries" {
		if len(level) != 1 || level[0] < '0' || level[0] > '7' {
			return bad(len("tile/"), "expected a level or \"entries\"")
		}
		r.Level = int(level[0] - '0')
	}
	at := len(s) - len(rest)
	number, width, partial := strings.Cut(rest, ".p/")
	if partial {
		w, err := strconv.Atoi(width)
		if err != nil || w < 1 || w >= TileWidth || strconv.Itoa(w) != width {
			return bad(len(s)-len(width), "expected a width from 1 to 255")
		}
		r.Width = w
	}
	n, err := strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(number), 10, 64)
	r.N = n
	if err != nil || !r.possible() || r.Path() != s {
		return bad(at, "expected the number of a tile, in groups of three digits")
	}
	return r, nil
}
