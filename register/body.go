package register

import (
	"strconv"
	"strings"
	"unicode"
)

// CheckJSON reports the first thing that keeps b from being the body of an
// entry. A body is JSON in the spelling of encoding/json without its escaping of
// HTML: no spaces between tokens, one escape for each character that needs one,
// no name twice in an object, no fractions or exponents, integers of at most
// [MaxInteger] either way, text in normal form C without surrogates and
// noncharacters, at most [MaxDepth] arrays and objects inside each other and
// [MaxValue] bytes. An amount that is not an integer, or may be greater, is text.
//
// The error is a [*FormError] whose field is the JSON path of the place.
// doc/register.md#body
func CheckJSON(b []byte) error {
	c := body{reader: reader{form: "body", b: b, index: -1}}
	if len(b) > MaxValue {
		c.fail(MaxValue, "%d bytes, at most %d", len(b), MaxValue)
	}
	c.value()
	if c.err != nil {
		c.err.Field = c.where()
	}
	c.end()
	return c.failure()
}

// A body reads one JSON value. What it is inside of stays on the path when
// something is wrong, so that the path is spelled out only then.
type body struct {
	reader
	path []step
}

// A step goes from an object to a member or from an array to an element.
type step struct {
	name  string
	index int // -1 in an object
}

// where returns the path in the notation of JSONPath.
func (c *body) where() string {
	var s strings.Builder
	s.WriteByte('$')
	for _, p := range c.path {
		other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' }
		switch {
		case p.index >= 0:
			s.WriteString("[" + strconv.Itoa(p.index) + "]")
		case p.name == "" || strings.ContainsFunc(p.name, other):
			s.WriteString("[" + strconv.Quote(p.name) + "]")
		default:
			s.WriteString("." + p.name)
		}
	}
	return s.String()
}

// value reads one value of any kind.
func (c *body) value() {
	if c.err != nil {
		return
	}
	if c.i == len(c.b) {
		c.fail(c.i, "end of the bytes, expected a value")
		return
	}
	switch first := c.b[c.i]; {
	case first == '"':
		c.str()
	case first == '{':
		c.list('{', '}')
	case first == '[':
		c.list('[', ']')
	case first == '-' || first >= '0' && first <= '9':
		c.number()
	case first == 't':
		c.literal("true")
	case first == 'f':
		c.literal("false")
	case first == 'n':
		c.literal("null")
	default:
		c.fail(c.i, "expected a value and no spaces")
	}
}

// str reads a text, which in a body has no noncharacters either.
func (c *body) str() string {
	at := c.i
	s := string(c.text(MaxValue))
	if strings.ContainsFunc(s, func(r rune) bool { return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef }) {
		c.fail(at, "a noncharacter of Unicode")
	}
	return s
}

// list reads an object or an array.
func (c *body) list(open, end byte) {
	if len(c.path) == MaxDepth {
		c.fail(c.i, "more than %d arrays and objects inside each other", MaxDepth)
		return
	}
	c.literal(string(open))
	names := make(map[string]bool)
	for n := 0; c.err == nil && !c.next(string(end)); n++ {
		if n > 0 {
			c.literal(",")
		}
		in := step{index: n}
		if open == '{' {
			at := c.i
			in = step{name: c.str(), index: -1}
			if names[in.name] {
				c.fail(at, "the name %q twice", in.name)
			}
			names[in.name] = true
			c.literal(":")
			if c.err != nil {
				return
			}
		}
		c.path = append(c.path, in)
		c.value()
		if c.err == nil {
			c.path = c.path[:len(c.path)-1]
		}
	}
}

// number reads an integer.
func (c *body) number() {
	at := c.i
	for c.i < len(c.b) && (c.b[c.i] >= '0' && c.b[c.i] <= '9' || c.b[c.i] == '-') {
		c.i++
	}
	s := string(c.b[at:c.i])
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case c.i < len(c.b) && strings.IndexByte(".eE", c.b[c.i]) >= 0:
		c.fail(c.i, "a fraction or an exponent")
	case err == nil && strconv.FormatInt(n, 10) != s:
		c.fail(at, "a number that can be written shorter")
	case err != nil || n > MaxInteger || n < -MaxInteger:
		c.fail(at, "expected an integer within ±%d", MaxInteger)
	}
}
