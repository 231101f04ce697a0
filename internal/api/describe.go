package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/register"
)

// A describer makes the description, of types and of the forms of commands.
type describer struct {
	doc   *huma.OpenAPI
	types huma.Registry
}

// describe returns the description in OpenAPI 3.1.
func describe(version string, entries bool) ([]byte, error) {
	d := &describer{types: huma.NewMapRegistry("#/components/schemas/", schemaName)}
	text := reflect.TypeFor[string]()
	for _, t := range []reflect.Type{ // what is written as text, though its kind is another
		reflect.TypeFor[calendar.Day](), reflect.TypeFor[calendar.When](), reflect.TypeFor[money.Amount](), reflect.TypeFor[money.Percent](),
		reflect.TypeFor[act.Words](), reflect.TypeFor[act.Hash](), reflect.TypeFor[register.ID](),
	} {
		d.types.RegisterTypeAlias(t, text)
	}
	d.doc = &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: "Chancery", Version: version, Description: about},
		Servers: []*huma.Server{{URL: Root}},
		Components: &huma.Components{Schemas: d.types, SecuritySchemes: map[string]*huma.SecurityScheme{
			"token": {Type: "http", Scheme: "bearer", Description: "A token that a person made on the page of what is theirs."},
		}},
		Security: []map[string][]string{{}, {"token": {}}},
		Tags:     []*huma.Tag{{Name: "views", Description: "What may be read"}, {Name: "commands", Description: "What may be done"}},
	}
	for _, p := range places {
		d.view(p)
	}
	if entries {
		d.register()
	}
	for _, name := range council.Commands() {
		if err := d.command(name); err != nil {
			return nil, err
		}
	}
	b, err := json.Marshal(d.doc)
	if err != nil {
		return nil, fmt.Errorf("description: %w", err)
	}
	return append(b, '\n'), nil
}

const about = `The record of a council and its commands.

Every view is JSON of what the caller may read; what is not there and what is not for the caller are one answer.
A list comes in parts: follow next until it is absent. Every answer has an ETag whose number is the place in the
register up to which it is known; sent as If-None-Match it saves an answer, and as If-Match with a command it says
what the caller has seen: what has changed since is refused and said. A command is carried out once for each
Idempotency-Key of an actor, and answers the same receipt when it is sent again. What is refused is a problem of
RFC 9457 with every reason.`

// schemaName names the schema of a type by its room and its name: two rooms may have
// types of one name.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		return huma.DefaultSchemaNamer(t, hint)
	}
	path := strings.Split(t.PkgPath(), "/")
	return huma.DefaultSchemaNamer(t, hint) + "." + path[len(path)-1]
}

// view describes the address of a view.
func (d *describer) view(p place) {
	of, one := reading.ViewOf(p.view)
	op := &huma.Operation{OperationID: "read-" + p.view, Method: http.MethodGet, Path: p.path, Summary: p.what, Tags: []string{"views"}}
	if one {
		op.Parameters = []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "The id of what the view is of"}}
	}
	schema := d.types.Schema(of, true, p.view)
	if isList(p.view) {
		op.Parameters = listParams()
		schema = listOf(d.types.Schema(of.Elem(), true, p.view))
	}
	d.read(op, schema)
}

// register describes the addresses of entries.
func (d *describer) register() {
	entry := d.types.Schema(reflect.TypeFor[reading.Entry](), true, "entry")
	d.read(&huma.Operation{OperationID: "read-entries", Method: http.MethodGet, Path: "/entries", Tags: []string{"views"}, Parameters: listParams(),
		Summary: "Entries of the register, the oldest first, each as far as the caller may read it; after is the place of an entry"}, listOf(entry))
	d.read(&huma.Operation{OperationID: "read-entry", Method: http.MethodGet, Path: "/entries/{place}", Tags: []string{"views"}, Summary: "An entry of the register",
		Parameters: []*huma.Param{{Name: "place", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeInteger}}}}, entry)
}

// read adds an address that is read.
func (d *describer) read(op *huma.Operation, schema *huma.Schema) {
	op.Responses = map[string]*huma.Response{
		"200": {Description: "What the caller may read of it", Content: map[string]*huma.MediaType{"application/json": {Schema: schema}},
			Headers: map[string]*huma.Param{"ETag": {Schema: &huma.Schema{Type: huma.TypeString}, Description: "The place in the register up to which this is known, and a hash"}}},
		"304":     {Description: "What If-None-Match names is still good"},
		"default": d.problem(),
	}
	d.doc.AddOperation(op)
}

func (d *describer) problem() *huma.Response {
	return &huma.Response{Description: "Why not", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: d.types.Schema(reflect.TypeFor[Problem](), true, "problem")}}}
}

func listParams() []*huma.Param {
	least, most := 1.0, float64(mostLimit)
	return []*huma.Param{
		{Name: "after", In: "query", Schema: &huma.Schema{Type: huma.TypeString}, Description: "The id of the last element of the part before"},
		{Name: "limit", In: "query", Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: &least, Maximum: &most, Default: usualLimit}},
	}
}

// listOf is a part of a list.
func listOf(item *huma.Schema) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, Required: []string{"items", "total"}, Properties: map[string]*huma.Schema{
		"items": {Type: huma.TypeArray, Items: item},
		"total": {Type: huma.TypeInteger, Description: "How many there are for the caller"},
		"next":  {Type: huma.TypeString, Description: "The address of the next part; absent in the last"},
	}}
}

// command describes the address of a command by its form.
func (d *describer) command(name string) error {
	f, err := form.Of(name)
	if err != nil {
		return err
	}
	d.doc.AddOperation(&huma.Operation{
		OperationID: name, Method: http.MethodPost, Path: "/commands/" + name, Tags: []string{"commands"}, Summary: strings.ReplaceAll(name, "-", " "),
		Security: []map[string][]string{{"token": {}}},
		Parameters: []*huma.Param{
			{Name: "Idempotency-Key", In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeString}, Description: "Names the order; the same key does nothing twice"},
			{Name: "If-Match", In: "header", Schema: &huma.Schema{Type: huma.TypeString}, Description: "The ETag of the view that the order was made from"},
		},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: group(f.Fields)}}},
		Responses: map[string]*huma.Response{
			"200": {Description: "Where it stands in the register", Content: map[string]*huma.MediaType{
				"application/json": {Schema: d.types.Schema(reflect.TypeFor[secretariat.Receipt](), true, "receipt")},
			}},
			"default": d.problem(),
		},
	})
	return nil
}

// group is the schema of fields that belong together.
func group(fields []form.Field) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, f := range fields {
		s.Properties[f.Name] = field(f)
		if f.Need {
			s.Required = append(s.Required, f.Name)
		}
	}
	return s
}

// field is the schema of a field.
func field(f form.Field) *huma.Schema {
	text := func(what string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: what} }
	switch f.Kind {
	case form.Wording:
		return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: text(""), Description: "One wording in several languages, by the code of each"}
	case form.Choice:
		s := text("")
		for _, v := range f.Values {
			s.Enum = append(s.Enum, v)
		}
		return s
	case form.Thing:
		var nouns []string
		for _, n := range f.Nouns {
			nouns = append(nouns, string(n))
		}
		return text(strings.TrimSpace("The id of a thing: " + strings.Join(nouns, ", ")))
	case form.Entry, form.Number:
		return &huma.Schema{Type: huma.TypeInteger}
	case form.Truth:
		return &huma.Schema{Type: huma.TypeBoolean}
	case form.Group:
		return group(f.Parts)
	case form.List:
		return &huma.Schema{Type: huma.TypeArray, Items: field(*f.Item)}
	case form.Pairs:
		return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: field(*f.Item)}
	case form.Document:
		return &huma.Schema{Description: "JSON in the form of the command"}
	}
	return text(meaning(f.Kind))
}

// meaning says what a text of a kind holds.
func meaning(k form.Kind) string {
	switch k {
	case form.When:
		return "A time as exactly as it is known: 2019-11-28T10:00:00+06:00, 2019-11-28, 2019-11, 2019"
	case form.Day:
		return "A day: 2019-11-28"
	case form.Amount:
		return "An amount of money: 1000.50 RUB"
	case form.Audience:
		return "Who may read it: public, members, sitting:ID, member:ID, body:ID, circle:ID, secretariat"
	case form.Side:
		return "For whom somebody acts: member:ID, body:ID, office:ID, secretariat"
	case form.Member:
		return "The id of a member"
	case form.Body:
		return "The id of a body"
	case form.Office:
		return "The id of an office"
	case form.Language:
		return "The code of a language: en"
	case form.Content:
		return "The text itself; its hash and size follow from it"
	}
	return ""
}
