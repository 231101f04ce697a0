package register

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Bundle returns entries one after another, each behind its length in two bytes.
// A bundle has 1 to 256 entries of at most 65,535 bytes; Bundle panics on others.
// doc/register.md#bundles
func Bundle(leaves [][]byte) []byte {
	if len(leaves) == 0 || len(leaves) > TileWidth {
		panic(fmt.Sprintf("bundle: %d entries", len(leaves)))
	}
	var b []byte
	for i, l := range leaves {
		if len(l) > math.MaxUint16 {
			panic(fmt.Sprintf("bundle: entry %d: %d bytes", i, len(l)))
		}
		b = binary.BigEndian.AppendUint16(b, uint16(len(l)))
		b = append(b, l...)
	}
	return b
}

// ParseBundle is the inverse of [Bundle]. The entries share the bytes of b. The
// error is a [*FormError].
// doc/register.md#bundles
func ParseBundle(b []byte) ([][]byte, error) {
	var leaves [][]byte
	for at := 0; at < len(b) || at == 0; {
		field := fmt.Sprintf("entry %d", len(leaves))
		if len(leaves) == TileWidth {
			return nil, &FormError{"bundle", at, field, "expected the end after 256 entries"}
		}
		if len(b)-at < 2 {
			return nil, &FormError{"bundle", at, field, "expected a length of two bytes"}
		}
		n := int(binary.BigEndian.Uint16(b[at:]))
		at += 2
		if len(b)-at < n {
			return nil, &FormError{"bundle", at, field, fmt.Sprintf("expected %d bytes, %d follow", n, len(b)-at)}
		}
		leaves = append(leaves, b[at:at+n:at+n])
		at += n
	}
	return leaves, nil
}
