// Package form derives the form of a command from the command itself: its fields
// from the Go type that the command has, what a field may hold from the checks
// that the council makes. It turns what people type into the JSON form of the
// command and back, and loses nothing on the way.
//
// It knows no page and no language of an interface, and decides nothing.
package form

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Kind is what sort of value a field takes.
type Kind string

// The kinds. The zero value is none.
const (
	Wording  Kind = "wording"  // one wording in several languages
	Line     Kind = "line"     // a line of text
	Choice   Kind = "choice"   // one of a few values
	Thing    Kind = "thing"    // the id of a thing
	Member   Kind = "member"   // the id of a member
	Body     Kind = "body"     // the id of a body
	Office   Kind = "office"   // the id of an office
	Audience Kind = "audience" // who may read it
	Side     Kind = "side"     // for whom somebody acts
	Language Kind = "language" // the code of a language
	When     Kind = "when"     // a time as exactly as it is known
	Day      Kind = "day"      // one day
	Amount   Kind = "amount"   // of money
	Number   Kind = "number"   // a whole number
	Entry    Kind = "entry"    // the place of an entry
	Truth    Kind = "truth"    // yes or no
	Content  Kind = "content"  // a text that goes with the command
	Document Kind = "document" // JSON, for what is too deep to be typed field by field
	Group    Kind = "group"    // fields that belong together
	List     Kind = "list"     // as many of one kind as wanted
	Pairs    Kind = "pairs"    // as many of one kind as wanted, each under a key
)

// A Field is one field of a form.
type Field struct {
	Name   string // of the JSON form: "title"; empty for what a list holds
	Kind   Kind
	Need   bool           // the council refuses a command that leaves it out
	Values []string       // of a choice
	Nouns  []council.Noun // of a thing; none: any
	Parts  []Field        // of a group
	Item   *Field         // what a list or pairs hold
	Key    *Field         // what pairs are under

	of reflect.Type // of the value; nil for a content
}

// A Form is the form of one command.
type Form struct {
	Command string
	Fields  []Field // in the order of the command's type
}

// Of returns the form of the command of a name, or a refusal if there is none.
func Of(name string) (*Form, error) {
	c, err := council.Empty(name)
	if err != nil {
		return nil, err
	}
	full, err := council.Empty(name)
	if err != nil {
		return nil, err
	}
	b := &builder{wants: map[string]council.Want{}, lacks: map[string]bool{}}
	_, faults := council.Wants(c)
	for _, f := range faults {
		b.lacks[f.Field] = true
	}
	for _, v := range values(full) {
		fill(v, 0)
	}
	wants, _ := council.Wants(full)
	for _, w := range wants {
		if old, ok := b.wants[w.Field]; !ok || len(old.Nouns) == 0 {
			b.wants[w.Field] = w
		}
	}
	f := &Form{Command: name}
	parts := values(c)
	for _, v := range slices.Backward(parts) { // the facts first, then who may read them
		f.Fields = append(f.Fields, b.fields(v.Type(), "")...)
	}
	f.Fields = withContent(f.Fields)
	return f, nil
}

// values are the structs whose fields a command's JSON form has.
func values(c council.Command) []reflect.Value {
	vs := []reflect.Value{reflect.ValueOf(c).Elem()}
	if r, ok := c.(*council.Record); ok {
		vs = append(vs, reflect.ValueOf(r.Facts).Elem())
	}
	return vs
}

// A builder makes fields of types.
type builder struct {
	wants map[string]council.Want // by the path of the field in a command with one of everything
	lacks map[string]bool         // paths that an empty command is refused for
}

// fields are those of a struct.
func (b *builder) fields(t reflect.Type, at string) []Field {
	var fs []Field
	for sf := range t.Fields() {
		tag, options, _ := strings.Cut(sf.Tag.Get("json"), ",")
		switch {
		case sf.Anonymous && tag == "":
			fs = append(fs, b.fields(sf.Type, at)...)
			continue
		case !sf.IsExported() || tag == "-" || tag == "":
			continue
		}
		f := b.field(sf.Type, join(at, tag))
		f.Name = tag
		if f.Kind != Truth && options == "" {
			f.Need = f.Need || f.Kind != Choice // a choice says itself whether it may be left out
		}
		fs = append(fs, f)
	}
	return fs
}

// field is the field of a type at a path.
func (b *builder) field(t reflect.Type, at string) Field {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	f := Field{of: t, Need: b.lacks[at]}
	w := b.wants[at]
	if kind, ok := named(t); ok {
		f.Kind, f.Nouns = kind, w.Nouns
		return f
	}
	switch t.Kind() {
	case reflect.Bool:
		f.Kind = Truth
		f.Need = false
	case reflect.String:
		f.Kind, f.Values = b.text(w), w.Values
		if f.Kind == Choice {
			f.Need = !slices.Contains(f.Values, "") && b.lacks[at]
		}
	case reflect.Struct:
		if deep(t, nil) {
			f.Kind = Document
			break
		}
		f.Kind, f.Parts = Group, b.fields(t, at)
	case reflect.Slice:
		item := b.field(t.Elem(), join(at, "1"))
		f.Kind, f.Item = List, &item
	case reflect.Map:
		key, item := b.field(t.Key(), join(at, "key")), b.field(t.Elem(), join(at, sample))
		f.Kind, f.Key, f.Item = Pairs, &key, &item
	default:
		f.Kind = Number
	}
	return f
}

// text is the kind of a string by what its check wants.
func (b *builder) text(w council.Want) Kind {
	switch w.Asked {
	case council.AskedChoice:
		return Choice
	case council.AskedThing:
		return Thing
	case council.AskedBody:
		return Body
	case council.AskedOffice:
		return Office
	case council.AskedHash:
		return hash
	}
	return Line
}

// hash is a line that a content may stand for.
const hash Kind = "hash"

// named is the kind of a type whose name says it.
func named(t reflect.Type) (Kind, bool) {
	switch t {
	case reflect.TypeFor[words.Text]():
		return Wording, true
	case reflect.TypeFor[words.Lang]():
		return Language, true
	case reflect.TypeFor[council.ID]():
		return Thing, true
	case reflect.TypeFor[procedure.Member]():
		return Member, true
	case reflect.TypeFor[access.Audience]():
		return Audience, true
	case reflect.TypeFor[access.Side]():
		return Side, true
	case reflect.TypeFor[calendar.When]():
		return When, true
	case reflect.TypeFor[calendar.Day]():
		return Day, true
	case reflect.TypeFor[money.Amount]():
		return Amount, true
	case reflect.TypeFor[register.Place]():
		return Entry, true
	case reflect.TypeFor[amend.Operation](): // which a text says, see council.Amendment
		return Document, true
	}
	return "", false
}

// deep reports whether a type holds itself, at any depth.
func deep(t reflect.Type, above []reflect.Type) bool {
	if _, ok := named(t); ok {
		return false
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return deep(t.Elem(), above)
	case reflect.Struct:
		if slices.Contains(above, t) {
			return true
		}
		for f := range t.Fields() {
			if f.IsExported() && deep(f.Type, append(slices.Clip(above), t)) {
				return true
			}
		}
	}
	return false
}

// withContent puts a content before the hash of one, and asks for neither the hash
// nor the size, which follow from it.
func withContent(fs []Field) []Field {
	at := slices.IndexFunc(fs, func(f Field) bool { return f.Kind == hash })
	if at < 0 {
		return fs
	}
	for i := range fs {
		if i == at || fs[i].Name == "size" {
			fs[i].Need = false
		}
	}
	fs[at].Kind = Line
	return slices.Insert(fs, at, Field{Name: "content", Kind: Content, Need: true})
}

// sample is the text of every field of a command that is made to be asked about.
const sample = "x"

// fill puts one of everything into a value.
func fill(v reflect.Value, depth int) {
	if _, ok := named(v.Type()); ok && v.Kind() == reflect.Struct || depth > 6 || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() != reflect.TypeFor[access.Audience]() {
			v.SetString(sample)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth+1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Map:
		item := reflect.New(v.Type().Elem()).Elem()
		fill(item, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(sample).Convert(v.Type().Key()), item)
	}
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// At returns the field at a path, such as "people.2.name.ru", if the form has it.
func (f *Form) At(path string) (*Field, bool) {
	name, rest, more := strings.Cut(path, ".")
	i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.Name == name })
	if i < 0 {
		return nil, false
	}
	if !more {
		return &f.Fields[i], true
	}
	return f.Fields[i].at(rest)
}

func (f *Field) at(path string) (*Field, bool) {
	name, rest, more := strings.Cut(path, ".")
	var next *Field
	switch f.Kind {
	case Wording:
		return f, !more && words.Lang(name).Valid()
	case Group:
		if i := slices.IndexFunc(f.Parts, func(x Field) bool { return x.Name == name }); i >= 0 {
			next = &f.Parts[i]
		}
	case List, Pairs:
		if _, ok := row(name); !ok {
			return nil, false
		}
		if next = f.Item; f.Kind == Pairs {
			if !more {
				return f, true
			}
			name, rest, more = strings.Cut(rest, ".")
			switch name {
			case "key":
				next = f.Key
			case "value":
			default:
				return nil, false
			}
		}
	}
	if next == nil {
		return nil, false
	}
	if !more {
		return next, true
	}
	return next.at(rest)
}

// MaxRows is the most rows that one list of a form may have.
const MaxRows = 500

// row reads the number of a row, from 1.
func row(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= MaxRows && strconv.Itoa(n) == s
}
