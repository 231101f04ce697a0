package register

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A reader goes through bytes that have exactly one spelling. The first thing
// that is out of form stops it: later calls do nothing, and failure tells where.
type reader struct {
	form  string // for the error
	b     []byte
	i     int    // next byte
	field string // for the error: what is being read
	index int    // for the error: which of several fields; -1 where there is one
	part  string // for the error: which part of that field
	err   *FormError
}

// fail records the first error, at the given offset.
func (r *reader) fail(at int, format string, args ...any) {
	if r.err == nil {
		field := r.field
		if field != "" && r.index >= 0 {
			field = fmt.Sprintf("%s[%d]%s", field, r.index, r.part)
		}
		r.err = &FormError{Form: r.form, Offset: at, Field: field, Want: fmt.Sprintf(format, args...)}
	}
}

// failure returns the first error. A nil *FormError must not become an error.
func (r *reader) failure() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// in names the field that is read next.
func (r *reader) in(field string) { r.field, r.index = field, -1 }

// inEach names the field that is read next where there are several.
func (r *reader) inEach(field string, index int, part string) {
	r.field, r.index, r.part = field, index, part
}

// literal reads the bytes of want.
func (r *reader) literal(want string) {
	if r.err != nil {
		return
	}
	for k := range len(want) {
		if r.i+k == len(r.b) {
			r.fail(r.i+k, "end of the bytes, expected %q", want[k:])
			return
		}
		if r.b[r.i+k] != want[k] {
			r.fail(r.i+k, "expected %q", want[k:])
			return
		}
	}
	r.i += len(want)
}

// next reports whether the bytes go on with s, and reads them if so.
func (r *reader) next(s string) bool {
	if r.err != nil || !bytes.HasPrefix(r.b[r.i:], []byte(s)) {
		return false
	}
	r.i += len(s)
	return true
}

// hex fills out from lower-case hexadecimal digits.
func (r *reader) hex(out []byte) {
	if r.err != nil {
		return
	}
	if typed := r.b[r.i:min(r.i+2*len(out), len(r.b))]; lower(typed) {
		if n, err := hex.Decode(out, typed); err == nil && n == len(out) {
			r.i += len(typed)
			return
		}
	}
	for k := range 2 * len(out) { // which byte is it?
		if r.i+k == len(r.b) {
			r.fail(r.i+k, "end of the bytes, expected %d hexadecimal digits", 2*len(out))
			return
		}
		if _, ok := digit(r.b[r.i+k]); !ok {
			r.fail(r.i+k, "expected a lower-case hexadecimal digit")
			return
		}
	}
}

// lower reports whether no digit is written as a capital.
func lower(typed []byte) bool {
	for _, c := range typed {
		if c >= 'A' && c <= 'F' {
			return false
		}
	}
	return true
}

// digit returns the value of a lower-case hexadecimal digit.
func digit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

// end makes sure that nothing is left.
func (r *reader) end() {
	if r.err == nil && r.i != len(r.b) {
		r.field = ""
		r.fail(r.i, "expected the end, %d bytes follow", len(r.b)-r.i)
	}
}

// text reads a JSON string in its one spelling and returns what it says, at
// most so many bytes. Where nothing is escaped, that is a part of the bytes read.
// doc/register.md#strings
func (r *reader) text(most int) []byte {
	r.literal(`"`)
	if r.err != nil {
		return nil
	}
	start := r.i
	var out []byte // nil as long as the text is what is written
	normal := true // for sure
	for r.err == nil {
		from := r.i
		r.i += plain(r.b[r.i:])
		n, sure := r.foreign()
		r.i += n
		normal = normal && sure
		if out != nil {
			out = append(out, r.b[from:r.i]...)
		}
		said := len(out)
		if out == nil {
			said = r.i - start
		}
		switch {
		case said > most:
			r.fail(r.i, "more than %d bytes", most)
		case r.i == len(r.b):
			r.fail(r.i, "end of the bytes inside a string")
		case r.b[r.i] == '"':
			return r.ended(start, out, normal)
		case r.i == from:
			if out == nil {
				out = append(make([]byte, 0, 2*(r.i-start)+64), r.b[start:r.i]...)
			}
			n := len(out)
			out = r.char(out)
			normal = normal && len(out) == n+1
		}
	}
	return nil
}

// ended reads the quotation mark at the end of a text.
func (r *reader) ended(start int, out []byte, normal bool) []byte {
	if out == nil {
		out = r.b[start:r.i:r.i]
	}
	if !normal && !norm.NFC.IsNormal(out) {
		r.fail(start, "not in Unicode normal form C after byte %d of the text", norm.NFC.QuickSpan(out))
		return nil
	}
	r.i++
	return out
}

// foreign returns how many bytes follow that are characters beyond ASCII, of those
// that stand for themselves, and whether they are in normal form C for sure.
func (r *reader) foreign() (n int, normal bool) {
	normal = true
	for rest := r.b[r.i:]; n < len(rest) && rest[n] >= utf8.RuneSelf; {
		c, size := utf8.DecodeRune(rest[n:])
		if c == utf8.RuneError && size == 1 || escaped(c) {
			break
		}
		normal = normal && inert(c)
		n += size
	}
	return n, normal
}

// inert reports whether c is of those characters that normal form C leaves alone
// whatever stands beside them: Latin letters, the Cyrillic of today, the dashes and
// quotation marks of print. It may say no of others.
func inert(c rune) bool {
	return c < 0x300 || c >= 0x400 && c <= 0x482 || c >= 0x2010 && c <= 0x2027
}

// allInert reports whether b is UTF-8 of inert characters alone.
func allInert(b []byte) bool {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		c, size := utf8.DecodeRune(b[i:])
		if c == utf8.RuneError || !inert(c) {
			return false
		}
		i += size
	}
	return true
}

// plain returns how many bytes at the start of b are characters of ASCII that
// stand for themselves.
func plain(b []byte) int {
	for i, c := range b {
		if c < 0x20 || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// char reads one character of a string that does not stand for itself.
func (r *reader) char(out []byte) []byte {
	c, size := utf8.DecodeRune(r.b[r.i:])
	switch {
	case c == '\\':
		return r.escape(out)
	case c == utf8.RuneError && size == 1:
		r.fail(r.i, "not UTF-8")
	default:
		r.fail(r.i, "%U must be written as an escape", c)
	}
	return out
}

// escape reads one escape. There is one for each character that needs it.
func (r *reader) escape(out []byte) []byte {
	rest := r.b[r.i:]
	if len(rest) >= 2 {
		if k := strings.IndexByte(shortEscapes, rest[1]); k >= 0 {
			r.i += 2
			return append(out, shortEscaped[k])
		}
	}
	if len(rest) >= 6 && rest[1] == 'u' {
		c, ok := rune(0), true
		for _, x := range rest[2:6] {
			d, is := digit(x)
			c, ok = c<<4|rune(d), ok && is
		}
		if ok && escaped(c) && (c >= utf8.RuneSelf || strings.IndexByte(shortEscaped, byte(c)) < 0) {
			r.i += 6
			return utf8.AppendRune(out, c)
		}
	}
	r.fail(r.i, "not the escape that a writer makes")
	return out
}

// The characters that have a short escape, and what follows the backslash in it.
const (
	shortEscaped = "\"\\\b\f\n\r\t"
	shortEscapes = `"\bfnrt`
)

// escaped reports whether c is never written as itself.
func escaped(c rune) bool {
	return c < 0x20 || c == '"' || c == '\\' || c == '\u2028' || c == '\u2029'
}

// appendText appends s as a JSON string. It is what encoding/json writes when
// its escaping of HTML is off.
func appendText(b []byte, s []byte) []byte {
	b = append(b, '"')
	for {
		n := plain(s)
		b = append(b, s[:n]...)
		if s = s[n:]; len(s) == 0 {
			return append(b, '"')
		}
		c, size := utf8.DecodeRune(s)
		if escaped(c) {
			b = appendChar(b, c)
		} else {
			b = append(b, s[:size]...)
		}
		s = s[size:]
	}
}

// appendChar appends the escape of c.
func appendChar(b []byte, c rune) []byte {
	if k := strings.IndexRune(shortEscaped, c); k >= 0 {
		return append(b, '\\', shortEscapes[k])
	}
	return fmt.Appendf(b, `\u%04x`, c)
}
