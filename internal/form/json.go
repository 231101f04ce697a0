package form

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"chancery.example/chancery/internal/council"
)

// A Zoner returns the instant that people in a zone call local, as text with its
// offset: "2024-02-29 18:00". An empty zone is that of the organisation.
type Zoner func(local, zone string) (string, error)

// A Typed is what somebody typed, as the door takes it.
type Typed struct {
	Command council.Command
	Texts   [][]byte // that the command names by hash
}

// Parse makes the command of tidy values. What cannot be read is refused with the
// path of each field, and the command is made of the rest, so that somebody can
// look at what else is wrong.
func (f *Form) Parse(vs Values, zone Zoner) (Typed, error) {
	r := &reader{vs: vs, zone: zone}
	obj := map[string]any{}
	for _, x := range f.Fields {
		if v, ok := r.value(&x, x.Name, obj); ok {
			obj[x.Name] = v
		}
	}
	b, err := json.Marshal(obj)
	if err != nil {
		return Typed{}, fmt.Errorf("%s: %w", f.Command, err)
	}
	c, err := council.ParseCommand(f.Command, b)
	if len(r.faults) > 0 {
		err = &council.Refusal{Kind: council.Malformed, Faults: r.faults}
	}
	return Typed{c, r.texts}, err
}

// A reader makes JSON values of typed ones.
type reader struct {
	vs     Values
	zone   Zoner
	texts  [][]byte
	faults []council.Fault
}

func (r *reader) fault(path, what string) {
	r.faults = append(r.faults, council.Fault{Code: council.CodeForm, Field: path, Value: what})
}

// value is the JSON value of a field, if anything was typed. The object that it
// goes into is given, because a content goes there as its hash and size.
func (r *reader) value(f *Field, at string, into map[string]any) (any, bool) {
	switch f.Kind {
	case Wording:
		return r.wording(at)
	case Group:
		obj := map[string]any{}
		for _, x := range f.Parts {
			if v, ok := r.value(&x, join(at, x.Name), obj); ok {
				obj[x.Name] = v
			}
		}
		return obj, len(obj) > 0
	case List:
		var list []any
		for i := range r.vs.Rows(at) {
			if v, ok := r.value(f.Item, join(at, strconv.Itoa(i+1)), nil); ok {
				list = append(list, v)
			}
		}
		return list, len(list) > 0
	case Pairs:
		return r.pairs(f, at)
	case Content:
		if text := r.vs[at]; text != "" {
			sum := sha256.Sum256([]byte(text))
			into["hash"], into["size"] = hex.EncodeToString(sum[:]), len(text)
			r.vs = maps.Clone(r.vs)
			delete(r.vs, "hash")
			delete(r.vs, "size")
			r.texts = append(r.texts, []byte(text))
		}
		return nil, false
	}
	return r.leaf(f, at)
}

func (r *reader) wording(at string) (any, bool) {
	text := map[string]string{}
	for name, s := range r.vs {
		lang, ok := strings.CutPrefix(name, at+".")
		if s = clean(s); ok && s != "" {
			text[lang] = s
		}
	}
	return text, len(text) > 0
}

func (r *reader) pairs(f *Field, at string) (any, bool) {
	obj := map[string]any{}
	for i := range r.vs.Rows(at) {
		pair := join(at, strconv.Itoa(i+1))
		key := clean(r.vs[pair+".key"])
		v, ok := r.value(f.Item, pair+".value", nil)
		switch _, twice := obj[key]; {
		case key == "" && !ok:
		case key == "":
			r.faults = append(r.faults, council.Fault{Code: council.CodeMissing, Field: pair + ".key"})
		case twice:
			r.faults = append(r.faults, council.Fault{Code: council.CodeTaken, Field: pair + ".key", Value: key})
		case ok:
			obj[key] = v
		default:
			obj[key] = reflect.Zero(f.Item.of).Interface()
		}
	}
	return obj, len(obj) > 0
}

// leaf is the value of one input. It is read into the very type of the field, so
// that what is wrong with it is known by its path.
func (r *reader) leaf(f *Field, at string) (any, bool) {
	s := clean(r.vs[at])
	if s == "" {
		return nil, false
	}
	var v any = s
	switch f.Kind {
	case Truth:
		v = s == "true"
	case Number, Entry:
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			r.fault(at, "want a whole number, found "+strconv.Quote(s))
			return nil, false
		}
		v = n
	case When:
		when, err := r.when(s, at)
		if err != nil {
			r.fault(at, err.Error())
			return nil, false
		}
		v = when
	case Day:
		v = undotted(s)
	case Document:
		v = json.RawMessage(s)
	}
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, reflect.New(f.of).Interface())
	}
	if err != nil {
		r.fault(at, err.Error())
		return nil, false
	}
	return v, true
}

// local is a time on a wall clock, and dotted a day as many write it.
var (
	local  = regexp.MustCompile(`^\d{4}-\d\d-\d\d[ T]\d\d?:\d\d(:\d\d)?$`)
	dotted = regexp.MustCompile(`^(\d\d?)\.(\d\d?)\.(\d{4})`)
)

// when reads a time as people write it: a time on a wall clock is an instant of
// the zone that stands beside it, or of the organisation's.
func (r *reader) when(s, at string) (string, error) {
	s = undotted(s)
	if !local.MatchString(s) {
		return s, nil
	}
	zone := ""
	if above, ok := strings.CutSuffix(at, ".at"); ok {
		zone = clean(r.vs[above+".zone"])
	}
	return r.zone(strings.Replace(s, "T", " ", 1), zone)
}

// undotted writes a day like 29.2.2024 as 2024-02-29, whatever follows.
func undotted(s string) string {
	m := dotted.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	two := func(n string) string { return strings.Repeat("0", 2-len(n)) + n }
	return m[3] + "-" + two(m[2]) + "-" + two(m[1]) + s[len(m[0]):]
}

// clean is a typed text without blanks around it, in Unicode normal form C.
func clean(s string) string { return norm.NFC.String(strings.TrimSpace(s)) }

// Values are those of a command.
func (f *Form) Values(c council.Command) (Values, error) {
	b, err := council.FormatCommand(c)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var obj map[string]any
	if err := d.Decode(&obj); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Command, err)
	}
	vs := Values{}
	for _, x := range f.Fields {
		vs.put(&x, x.Name, obj[x.Name])
	}
	return vs, nil
}

// put writes a JSON value as the values of a field.
func (vs Values) put(f *Field, at string, v any) {
	switch v := v.(type) {
	case map[string]any:
		vs.object(f, at, v)
	case []any:
		for i, x := range v {
			vs.put(f.Item, join(at, strconv.Itoa(i+1)), x)
		}
	case string:
		vs[at] = v
	case json.Number:
		vs[at] = v.String()
	case bool:
		if v {
			vs[at] = "true"
		}
	}
}

func (vs Values) object(f *Field, at string, obj map[string]any) {
	switch f.Kind {
	case Wording:
		for lang, s := range obj {
			vs[join(at, lang)] = fmt.Sprint(s)
		}
	case Group:
		for _, x := range f.Parts {
			vs.put(&x, join(at, x.Name), obj[x.Name])
		}
	case Pairs:
		for i, key := range slices.Sorted(maps.Keys(obj)) {
			pair := join(at, strconv.Itoa(i+1))
			vs[pair+".key"] = key
			vs.put(f.Item, pair+".value", obj[key])
		}
	case Document:
		b, err := json.MarshalIndent(obj, "", "  ")
		if err == nil {
			vs[at] = string(b)
		}
	}
}

// Sizes are the sizes of the texts by their hash, as an order has them.
func (t Typed) Sizes() map[string]int {
	sizes := map[string]int{}
	for _, b := range t.Texts {
		sum := sha256.Sum256(b)
		sizes[hex.EncodeToString(sum[:])] = len(b)
	}
	return sizes
}
