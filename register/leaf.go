package register

import (
	"encoding/hex"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const leafTime = "2006-01-02T15:04:05Z"

// A Leaf is what the tree holds of an entry. It has the same shape for every
// entry, whoever may read it: a stranger learns from it that there is an entry
// and when it was recorded, and nothing else.
type Leaf struct {
	ID      ID        // drawn by whoever gave the command
	Time    time.Time // when it was recorded, by the server's clock: UTC, whole seconds, year 0 to 9999
	Content Hash      // [Content.Hash]
}

// Bytes returns the leaf in its only form, one line of JSON without a line end,
// always [LeafSize] bytes. A fraction of a second is left out. Bytes panics when
// the year has more than four digits or is negative.
// doc/register.md#leaf
func (l Leaf) Bytes() []byte {
	t := l.Time.UTC()
	if t.Year() < 0 || t.Year() > 9999 {
		panic(fmt.Sprintf("leaf: time: year %d", t.Year()))
	}
	b := make([]byte, 0, LeafSize)
	b = append(b, `{"v":1,"id":"`...)
	b = hex.AppendEncode(b, l.ID[:])
	b = append(b, `","time":"`...)
	b = t.AppendFormat(b, leafTime)
	b = append(b, `","content":"`...)
	b = hex.AppendEncode(b, l.Content[:])
	return append(b, `"}`...)
}

// Hash returns the hash of the leaf as a leaf of the tree, as RFC 6962 has it:
// SHA-256 of a zero byte and the leaf's bytes.
// doc/register.md#tree
func (l Leaf) Hash() Hash { return tlog.RecordHash(l.Bytes()) }

// ParseLeaf is the inverse of [Leaf.Bytes]. It accepts nothing that Bytes does
// not produce; the error is a [*FormError].
// doc/register.md#leaf
func ParseLeaf(b []byte) (Leaf, error) {
	var l Leaf
	r := reader{form: "leaf", b: b}
	r.in("v")
	r.literal(`{"v":1,`)
	r.in("id")
	r.literal(`"id":"`)
	r.hex(l.ID[:])
	r.literal(`",`)
	r.in("time")
	r.literal(`"time":"`)
	l.Time = r.time()
	r.literal(`",`)
	r.in("content")
	r.literal(`"content":"`)
	r.hex(l.Content[:])
	r.literal(`"}`)
	r.end()
	if r.err != nil {
		return Leaf{}, r.err
	}
	return l, nil
}

// time reads an instant in UTC, to the second.
func (r *reader) time() time.Time {
	if r.err != nil {
		return time.Time{}
	}
	s := string(r.b[r.i:min(r.i+len(leafTime), len(r.b))])
	t, err := time.Parse(leafTime, s)
	if err != nil || t.Format(leafTime) != s {
		r.fail(r.i, "expected a time such as %q", "2019-11-28T09:41:00Z")
		return time.Time{}
	}
	r.i += len(leafTime)
	return t
}
