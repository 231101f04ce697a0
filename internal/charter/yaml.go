package charter

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// MaxSize is the most bytes that a typed charter may have.
const MaxSize = 1 << 20

// maxDepth is how deep lists and mappings may stand in one another. A charter
// needs 8; a thousand would be an attack on the stack.
const maxDepth = 24

// maxTokens is how many words and signs a charter may have, eight times those of
// the example. The parser takes a time that grows with their square: half a
// million of them, which MaxSize would allow, are minutes.
const maxTokens = 40_000

// Parse reads a charter typed in YAML. The file is only for messages.
//
// It takes the plain part of YAML: keys are the names of the JSON form, each
// once, and there are no anchors, aliases, tags or second documents, so that what
// is read is what stands there. The error holds every fault as a [*FormError],
// joined; a charter that is returned without one passes [Charter.Check].
//
// It knows no catalogue: see [ParseWith].
func Parse(file string, typed []byte) (*Charter, error) { return ParseWith(nil, file, typed) }

// ParseWith is [Parse] of a charter that may take rules and tables from a shelf:
// an element of the list of rules, or of weights, with the key "use".
func ParseWith(shelf Shelf, file string, typed []byte) (*Charter, error) {
	r := &reader{file: file, lines: make(map[string]int), uses: uses{make(map[int]*use), make(map[int]*useOfTables)}}
	body := r.parse(typed)
	if body == nil {
		return nil, join(r.faults)
	}
	c := new(Charter)
	r.decode(body, "", reflect.ValueOf(c).Elem())
	r.take(c, shelf)
	misread := r.faults
	for _, f := range c.check() {
		if len(misread) == 0 || r.stands(f.Path, misread) && r.stands(f.beside, misread) {
			r.fault(r.line(f.Path), f.Path, f.Found, f.Want)
		}
	}
	if len(r.faults) > 0 {
		return nil, join(r.faults)
	}
	return c, nil
}

// stands reports whether something was typed at a path and read, or there is no
// path. Beside faults of reading, only what stands can be judged: what seems to be
// missing may be what was misread.
func (r *reader) stands(path string, misread []*FormError) bool {
	_, typed := r.lines[path]
	return typed && !slices.ContainsFunc(misread, func(f *FormError) bool {
		return within(f.Path, path) || within(path, f.Path)
	})
}

// within reports whether what stands at a path is a part of what stands at another.
func within(part, whole string) bool {
	rest, ok := strings.CutPrefix(part, whole)
	return ok && whole != "" && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// A reader turns YAML nodes into values and remembers where they stand.
type reader struct {
	file   string
	lines  map[string]int // of paths
	faults []*FormError
	uses   uses
}

func (r *reader) fault(line int, path, found, want string) {
	r.faults = append(r.faults, &FormError{File: r.file, Line: line, Path: path, Found: found, Want: want})
}

// line returns the line of a path or, for what is not there, of what it should
// stand in.
func (r *reader) line(path string) int {
	for {
		if n, ok := r.lines[path]; ok || path == "" {
			return n
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
}

// parse returns the one mapping that the YAML is, or nil after a fault.
func (r *reader) parse(typed []byte) ast.Node {
	switch {
	case len(typed) > MaxSize:
		r.fault(0, "", fmt.Sprintf("%d bytes", len(typed)), fmt.Sprintf("at most %d", MaxSize))
		return nil
	case !utf8.Valid(typed):
		r.fault(1+bytes.Count(typed[:validTo(typed)], []byte("\n")), "", "bytes that are not UTF-8", "UTF-8")
		return nil
	}
	file, err := read(string(typed))
	if err != nil {
		f := &FormError{Found: err.Error(), Want: "YAML"}
		if e, ok := errors.AsType[yaml.Error](err); ok {
			f.Found = e.GetMessage()
			if t := e.GetToken(); t != nil {
				f.Line = t.Position.Line
			}
		}
		if e, ok := errors.AsType[*FormError](err); ok {
			f = e
		}
		r.fault(f.Line, "", f.Found, f.Want)
		return nil
	}
	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil || d.Body.Type() == ast.CommentType {
			continue
		}
		if body != nil {
			r.fault(lineOf(d.Body), "", "a second document", "one charter in a file")
			return nil
		}
		body = d.Body
	}
	if body == nil {
		r.fault(1, "", "nothing", "a charter")
	}
	return body
}

func validTo(b []byte) (n int) {
	for n < len(b) {
		c, size := utf8.DecodeRune(b[n:])
		if c == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// read parses the YAML. A panic of the parser, which is not ours, is an error.
func read(typed string) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a form that the YAML parser does not understand: %v", p)
		}
	}()
	tokens := lexer.Tokenize(typed)
	if err := plain(tokens); err != nil {
		return nil, err
	}
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

// plain looks through the tokens before the parser does, which calls itself once
// for every level and has no limit.
func plain(tokens token.Tokens) error {
	if len(tokens) > maxTokens {
		return &FormError{Found: fmt.Sprintf("%d words and signs", len(tokens)), Want: fmt.Sprintf("at most %d", maxTokens)}
	}
	depth, line, inLine := 0, 0, 0
	var indents []int
	for _, t := range tokens {
		if t.Position.Line != line {
			line, inLine = t.Position.Line, 0
			for len(indents) > 0 && indents[len(indents)-1] >= t.Position.Column {
				indents = indents[:len(indents)-1]
			}
			indents = append(indents, t.Position.Column)
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			if depth == 0 { // "- - a" and "? ? a" nest without brackets
				inLine++
			}
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.DirectiveType:
			return &FormError{Line: line, Found: fmt.Sprintf("%q", t.Value), Want: "plain YAML, without anchors, aliases, tags and directives"}
		}
		if depth > maxDepth || inLine > maxDepth || len(indents) > maxDepth {
			return &FormError{Line: line, Found: "lists and mappings too deep in one another", Want: fmt.Sprintf("at most %d levels", maxDepth)}
		}
	}
	return nil
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// decode puts what stands at n into v.
func (r *reader) decode(n ast.Node, path string, v reflect.Value) {
	line := lineOf(n)
	if _, ok := r.lines[path]; !ok {
		r.lines[path] = line
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		r.decodeText(n, path, u)
		return
	}
	if r.taken(n, path, v) {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		r.decodeMapping(n, path, fieldNames(v.Type()), func(key string, value ast.Node) {
			r.decode(value, under(path, key), fieldByName(v, key))
		})
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		r.decodeMapping(n, path, nil, func(key string, value ast.Node) {
			elem := reflect.New(v.Type().Elem()).Elem()
			r.decode(value, under(path, key), elem)
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), elem)
		})
	case reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			r.fault(line, path, describe(n), "a list")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
		for i, value := range seq.Values {
			r.decode(value, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.fault(line, path, describe(n), "true or false")
			return
		}
		v.SetBool(b.Value)
	case reflect.Int:
		whole, ok := n.(*ast.IntegerNode)
		if u, small := unsigned(whole); ok && small {
			v.SetInt(u)
			return
		}
		r.fault(line, path, describe(n), "a whole number")
	default: // a string: the types of a charter have no other kind
		s, ok := text(n)
		if !ok {
			r.fault(line, path, describe(n), wantText(n))
			return
		}
		v.SetString(s)
	}
}

// decodeText reads what has a text form of its own: a day, a time, a share.
func (r *reader) decodeText(n ast.Node, path string, u encoding.TextUnmarshaler) {
	var s string
	switch n := n.(type) {
	case *ast.NullNode: // "from:" with nothing after it
	case *ast.IntegerNode, *ast.FloatNode: // 17.6 and 2018, as they were typed
		s = n.GetToken().Value
	default:
		var ok bool
		if s, ok = text(n); !ok {
			r.fault(lineOf(n), path, describe(n), "text")
			return
		}
	}
	if err := u.UnmarshalText([]byte(s)); err != nil {
		found, want, _ := strings.Cut(err.Error(), ": want ")
		r.fault(lineOf(n), path, found, want)
	}
}

// decodeMapping calls put for every key, of which only the known ones are
// allowed unless known is nil.
func (r *reader) decodeMapping(n ast.Node, path string, known []string, put func(key string, value ast.Node)) {
	values, ok := keysOf(n)
	if !ok {
		r.fault(lineOf(n), path, describe(n), "keys with values")
		return
	}
	seen := make(map[string]int)
	for _, m := range values {
		line := lineOf(m.Key)
		key, ok := text(m.Key)
		switch {
		case !ok || key == "":
			r.fault(line, path, "a key that is "+describe(m.Key), "a plain word")
		case seen[key] > 0:
			r.fault(line, under(path, key), "the key a second time", fmt.Sprintf("it once; it stands in line %d", seen[key]))
		case known != nil && !slices.Contains(known, key):
			r.fault(line, under(path, key), "unknown key", oneOf("a key that is known", key, known))
		default:
			seen[key] = line
			r.lines[under(path, key)] = line
			put(key, m.Value)
		}
	}
}

func under(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func text(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	}
	return "", false
}

// unsigned returns a small number, which is the only sort a charter has.
func unsigned(n *ast.IntegerNode) (int64, bool) {
	if n == nil {
		return 0, false
	}
	u, ok := n.Value.(uint64)
	return int64(u & 0x7fffffff), ok && u <= 0x7fffffff
}

// describe says what sort of thing stands at n.
func describe(n ast.Node) string {
	switch n := n.(type) {
	case *ast.NullNode:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "keys with values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.StringNode:
		return fmt.Sprintf("%q", short(n.Value))
	case *ast.LiteralNode:
		return fmt.Sprintf("%q", short(n.Value.Value))
	}
	if t := n.GetToken(); t != nil {
		return short(t.Value)
	}
	return "something else"
}

func short(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// wantText explains that a word like yes or 12 has to be quoted to be text.
func wantText(n ast.Node) string {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return "text; quote it"
	}
	return "text"
}

// fieldNames returns the JSON names of a struct's fields, in order.
func fieldNames(t reflect.Type) []string {
	names := []string{} // not nil: a struct without fields knows no keys
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

func fieldByName(v reflect.Value, name string) reflect.Value {
	return v.Field(slices.Index(fieldNames(v.Type()), name))
}
