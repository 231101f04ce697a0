// Package register is the form of a council's register, and how anyone checks
// it. It says what an entry is, how its content is committed to, how entries
// stand in a Merkle tree, how the head of that tree is signed, and what a proof
// file holds.
//
// The package is for both sides: the council's own programs write with it, and a
// party that trusts none of them verifies with it. It therefore keeps nothing,
// reads no file, no clock and no network, and draws no random number: ids, times
// and salts are given to it, and bytes come back.
//
// Every form here has exactly one spelling. A parser accepts what its writer
// makes and nothing else, so that two readers never take the same bytes for two
// facts, nor the same fact for two entries. What is hashed is the bytes as they
// are kept; nobody has to bring anything into a canonical form to verify it.
//
// doc/register.md is the specification, exact enough to write another verifier
// from; comments here name its sections.
package register

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// The limits of every form. doc/register.md#limits
const (
	LeafSize      = 154             // bytes of a leaf, always
	MaxValue      = 1 << 20         // bytes of a field's value
	MaxContent    = 4 << 20         // bytes of a content as written by [Content.Bytes]
	MaxDigests    = 64              // digests of a content, shown and hidden together
	PadTo         = 16              // a content has a whole multiple of so many digests
	MaxCheckpoint = 64 << 10        // bytes of a signed checkpoint
	MaxPath       = 63              // hashes of an inclusion proof
	MaxProof      = 4<<20 + 256<<10 // bytes of a proof file
	MaxDepth      = 32              // arrays and objects inside each other in a body
	MaxInteger    = 1<<53 - 1       // greatest integer of a body; the least is its negative
	MaxOrigin     = 255             // bytes of the origin of a checkpoint
	TileWidth     = 256             // hashes of a full tile, leaves of a full bundle
)

// A Place is the place of an entry in the register. The first entry has place 0.
type Place int64

// An ID names an entry from outside: 16 random bytes, drawn by whoever gave the
// command. In text it is 32 lower-case hexadecimal digits.
type ID [16]byte

// String returns the 32 hexadecimal digits of the id.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText returns the 32 hexadecimal digits of the id.
func (id ID) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, id[:]), nil }

// UnmarshalText reads what [ID.MarshalText] writes.
func (id *ID) UnmarshalText(text []byte) error {
	got, err := ParseID(string(text))
	if err == nil {
		*id = got
	}
	return err
}

// ParseID reads the 32 lower-case hexadecimal digits of an id.
func ParseID(s string) (ID, error) {
	var id ID
	r := reader{form: "id", b: []byte(s)}
	r.hex(id[:])
	r.end()
	return id, r.failure()
}

// A Hash is a SHA-256 hash: of a leaf, of a node of the tree, of a content or of
// a field.
type Hash = tlog.Hash

// A FormError says where bytes are not in the form that they claim to have.
type FormError struct {
	Form   string // what was read: "leaf", "content", "checkpoint"
	Offset int    // bytes from the start; -1 where only the field is known
	Field  string // the part that was being read, such as "fields[2].salt"; may be empty
	Want   string // what should stand there
}

func (e *FormError) Error() string {
	s := e.Form
	if e.Offset >= 0 {
		s += fmt.Sprintf(": byte %d", e.Offset)
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Want
}
