package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Content is what is held of that which an entry says: the fields that may be
// read here, and the digests of the rest. Whoever wrote the entry holds all the
// fields and the padding; a stranger may hold nothing but digests. All of them
// compute the same hash.
type Content struct {
	Fields []Field // in the order of the Field constants
	Hidden []Hash  // digests of fields not held and padding, in ascending order
}

// Seal returns a content of the given fields, put in their order. It adds what
// pad returns, which must be 32 new random bytes at each call, until there are a
// multiple of [PadTo] digests, at least PadTo: the number of digests then says
// next to nothing about what the entry is.
//
// Seal does not judge the fields; [Content.Check] does.
// doc/register.md#content
func Seal(fields []Field, pad func() Hash) Content {
	c := Content{Fields: slices.Clone(fields)}
	slices.SortStableFunc(c.Fields, func(a, b Field) int { return rank(a.Name) - rank(b.Name) })
	for n := len(fields); n == 0 || n%PadTo != 0; n++ {
		c.Hidden = append(c.Hidden, pad())
	}
	slices.SortFunc(c.Hidden, compare)
	return c
}

func compare(a, b Hash) int { return bytes.Compare(a[:], b[:]) }

// digests returns the digests of all fields, shown and hidden, in ascending
// order, which is the order of neither the fields nor their disclosure.
func (c Content) digests() []Hash {
	all := make([]Hash, 0, len(c.Fields)+len(c.Hidden))
	for _, f := range c.Fields {
		all = append(all, f.Digest())
	}
	all = append(all, c.Hidden...)
	slices.SortFunc(all, compare)
	return all
}

// Hash returns the hash that the leaf of the entry holds. It is the same however
// many of the fields are shown.
// doc/register.md#content
func (c Content) Hash() Hash { return hashOf(c.digests()) }

// hashOf returns the hash of a content with the given digests, in ascending order.
func hashOf(all []Hash) Hash {
	b := append(make([]byte, 0, 32+16*len(Hash{})), "chancery/content/v1\n"...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(all)))
	for _, d := range all {
		b = append(b, d[:]...)
	}
	return sha256.Sum256(b)
}

// Field returns the value of a field that is held.
func (c Content) Field(name string) (value []byte, ok bool) {
	for _, f := range c.Fields {
		if f.Name == name {
			return f.Value, true
		}
	}
	return nil, false
}

// Disclose returns the content with only the named fields shown. Of the others
// it holds the digests; names that the content does not hold change nothing.
func (c Content) Disclose(names ...string) Content {
	out := Content{Hidden: slices.Clone(c.Hidden)}
	for _, f := range c.Fields {
		if slices.Contains(names, f.Name) {
			out.Fields = append(out.Fields, f)
		} else {
			out.Hidden = append(out.Hidden, f.Digest())
		}
	}
	slices.SortFunc(out.Hidden, compare)
	return out
}

// Bytes returns the content in its only form, JSON on one line without a line
// end. It writes whatever it is given; [ParseContent] reads it back if
// [Content.Check] finds nothing wrong.
// doc/register.md#content
func (c Content) Bytes() []byte {
	n := len(`{"fields":[],"hidden":[]}`) + len(c.Hidden)*(2*len(Hash{})+3)
	for _, f := range c.Fields {
		n += len(`{"name":"","salt":"","value":""},`) + len(f.Name) + 2*len(f.Salt) + len(f.Value) + len(f.Value)/8 // escapes
	}
	return append(c.appendMembers(append(make([]byte, 0, n), '{')), '}')
}

// appendMembers appends the members of the object, which a proof file has too.
func (c Content) appendMembers(b []byte) []byte {
	b = append(b, `"fields":[`...)
	for i, f := range c.Fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"name":`...)
		b = appendText(b, []byte(f.Name))
		b = append(b, `,"salt":"`...)
		b = hex.AppendEncode(b, f.Salt[:])
		b = append(b, `","value":`...)
		b = appendText(b, f.Value)
		b = append(b, '}')
	}
	b = append(b, `],"hidden":[`...)
	for i, d := range c.Hidden {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = hex.AppendEncode(b, d[:])
		b = append(b, '"')
	}
	return append(b, ']')
}

// ParseContent is the inverse of [Content.Bytes]. It accepts only what Bytes
// makes of a content in which [Content.Check] finds nothing wrong; the error is
// a [*FormError].
// The content keeps b.
// doc/register.md#content
func ParseContent(b []byte) (Content, error) {
	c, _, err := ReadContent(b)
	return c, err
}

// ReadContent returns what [ParseContent] returns and the hash of the content, in
// one pass.
func ReadContent(b []byte) (Content, Hash, error) {
	r := reader{form: "content", b: b}
	if len(b) > MaxContent {
		r.fail(MaxContent, "%d bytes, at most %d", len(b), MaxContent)
	}
	r.literal("{")
	c := r.members()
	r.literal("}")
	r.end()
	if r.err != nil {
		return Content{}, Hash{}, r.err
	}
	all := c.digests()
	if err := c.check(all); err != nil {
		return Content{}, Hash{}, err
	}
	return c, hashOf(all), nil
}

// members reads what appendMembers writes.
func (r *reader) members() Content {
	c := Content{Fields: make([]Field, 0, rank(FieldBody)+1)}
	r.in("fields")
	r.literal(`"fields":[`)
	for r.err == nil && !r.next("]") {
		if len(c.Fields) > 0 {
			r.literal(",")
		}
		var f Field
		r.inEach("fields", len(c.Fields), ".name")
		r.literal(`{"name":`)
		f.Name = r.name(c.Fields)
		r.inEach("fields", len(c.Fields), ".salt")
		r.literal(`,"salt":"`)
		r.hex(f.Salt[:])
		r.inEach("fields", len(c.Fields), ".value")
		r.literal(`","value":`)
		f.Value = r.text(MaxValue)
		r.literal("}")
		c.Fields = append(c.Fields, f)
	}
	r.in("hidden")
	r.literal(`,"hidden":[`)
	c.Hidden = make([]Hash, 0, PadTo)
	for r.err == nil && !r.next("]") {
		if len(c.Hidden) > 0 {
			r.literal(",")
		}
		r.inEach("hidden", len(c.Hidden), "")
		var d Hash
		r.literal(`"`)
		r.hex(d[:])
		r.literal(`"`)
		c.Hidden = append(c.Hidden, d)
		if len(c.Hidden) > MaxDigests {
			r.fail(r.i, "more than %d digests", MaxDigests)
		}
	}
	return c
}

// name reads the name of the field that follows those already read.
func (r *reader) name(before []Field) string {
	at := r.i
	name := nameOf(r.text(len(FieldAudience)))
	if r.err == nil {
		if want := order(before, name); want != "" {
			r.fail(at, "%s", want)
		}
	}
	return name
}

// order says what is wrong with name as that of the field after the given ones.
func order(before []Field, name string) string {
	switch {
	case rank(name) < 0:
		return fmt.Sprintf("no field is named %q", name)
	case len(before) == 0 || rank(name) > rank(before[len(before)-1].Name):
		return ""
	case name == before[len(before)-1].Name:
		return fmt.Sprintf("%q twice", name)
	}
	return fmt.Sprintf("%q after %q", name, before[len(before)-1].Name)
}

// Check reports the first thing that keeps the content from being written: a
// name that no field has, fields or digests out of order or twice, a value that
// is too long or not UTF-8 in normal form C, digests too many or not a multiple
// of [PadTo], or more than [MaxContent] bytes in all. The error is a
// [*FormError].
func (c Content) Check() error {
	_, _, err := c.Encode()
	return err
}

// Encode returns what Bytes and Hash return, or what [Content.Check] finds wrong,
// in one pass.
func (c Content) Encode() ([]byte, Hash, error) {
	for i, f := range c.Fields {
		field, want := "name", order(c.Fields[:i], f.Name)
		if want == "" {
			field = "value"
			switch {
			case len(f.Value) > MaxValue:
				want = fmt.Sprintf("%d bytes, at most %d", len(f.Value), MaxValue)
			case allInert(f.Value): // UTF-8 in normal form C
			case !utf8.Valid(f.Value):
				want = "not UTF-8"
			case !norm.NFC.IsNormal(f.Value):
				want = "not in Unicode normal form C"
			}
		}
		if want != "" {
			return nil, Hash{}, &FormError{Form: "content", Offset: -1, Field: fmt.Sprintf("fields[%d].%s", i, field), Want: want}
		}
	}
	b := c.Bytes()
	if len(b) > MaxContent {
		return nil, Hash{}, &FormError{Form: "content", Offset: -1, Want: fmt.Sprintf("%d bytes, at most %d", len(b), MaxContent)}
	}
	all := c.digests()
	if err := c.check(all); err != nil {
		return nil, Hash{}, err
	}
	return b, hashOf(all), nil
}

// check is the part of Check that needs more than one field at a time, given the
// digests in ascending order.
func (c Content) check(all []Hash) error {
	for i, d := range c.Hidden {
		if i > 0 && compare(c.Hidden[i-1], d) >= 0 {
			return &FormError{Form: "content", Offset: -1, Field: fmt.Sprintf("hidden[%d]", i), Want: "not above the digest before it"}
		}
	}
	if n := len(all); n == 0 || n%PadTo != 0 || n > MaxDigests {
		return &FormError{Form: "content", Offset: -1,
			Want: fmt.Sprintf("%d digests, expected a multiple of %d up to %d", n, PadTo, MaxDigests)}
	}
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] {
			return &FormError{Form: "content", Offset: -1, Field: "hidden", Want: "the digest of a field that is shown"}
		}
	}
	return nil
}
