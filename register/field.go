package register

import (
	"crypto/sha256"
	"encoding/binary"
)

// The names of the fields of a content, in the order in which they stand.
// doc/register.md#fields
const (
	FieldType     = "type"     // what was done, with its version: "decision-adopted.v1"
	FieldSubject  = "subject"  // the thing it was done to
	FieldActor    = "actor"    // who did it
	FieldMandate  = "mandate"  // on what authority
	FieldRule     = "rule"     // what allowed it: a capacity, a rule of decision, a rule of release
	FieldCommand  = "command"  // the command that it comes from
	FieldCause    = "cause"    // the entry that led to it
	FieldAudience = "audience" // who may read it
	FieldTexts    = "texts"    // the texts that it rests on, by their hashes
	FieldBody     = "body"     // the fact itself, see [CheckJSON]
)

// nameOf returns the name that b spells, without a copy if a field has it.
func nameOf(b []byte) string {
	for _, name := range [...]string{
		FieldType, FieldSubject, FieldActor, FieldMandate, FieldRule, FieldCommand, FieldCause, FieldAudience, FieldTexts, FieldBody,
	} {
		if string(b) == name {
			return name
		}
	}
	return string(b)
}

// rank returns the place of a name among the fields, from 0, and -1 for a name
// that no field has.
func rank(name string) int {
	switch name {
	case FieldType:
		return 0
	case FieldSubject:
		return 1
	case FieldActor:
		return 2
	case FieldMandate:
		return 3
	case FieldRule:
		return 4
	case FieldCommand:
		return 5
	case FieldCause:
		return 6
	case FieldAudience:
		return 7
	case FieldTexts:
		return 8
	case FieldBody:
		return 9
	}
	return -1
}

// A Salt is 32 random bytes that keep a field's value from being guessed from
// its digest. A vote has three possible values: without a salt, its digest is
// the vote.
type Salt [32]byte

// A Field is one part of what an entry says. Each has its own salt, so that each
// can be shown, or destroyed, without the others.
type Field struct {
	Name  string // one of the Field constants
	Salt  Salt
	Value []byte // UTF-8 in normal form C, at most [MaxValue] bytes; often JSON
}

// Digest returns the commitment to the field: whoever holds only the digest
// cannot learn the value, and whoever gave it out cannot give another value
// later.
// doc/register.md#fields
func (f Field) Digest() Hash {
	b := make([]byte, 0, 512) // on the stack, as most fields are
	b = append(b, "chancery/field/v1\n"...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.Name)))
	b = append(b, f.Name...)
	b = append(b, f.Salt[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(f.Value)))
	b = append(b, f.Value...)
	return sha256.Sum256(b)
}
