// Package catalogue holds the rules of decision of real councils as data, with
// the weights that some of them count by. Each rule says where it stands and
// whether that text was read or is recalled.
//
// A charter may take a rule from here or write its own: the form is the same, and
// doc/rules.md describes it. Nothing here decides.
package catalogue

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

//go:embed *.yaml
var files embed.FS

// A Catalogue is rules and what they count by.
type Catalogue struct {
	Rules  []procedure.Rule
	Tables []procedure.Table
	States []State
}

// A State is a state with the names that files of votes call it by.
type State struct {
	ID    procedure.Member `json:"id"`
	Names []string         `json:"names"` // the first is the one to show
}

// maxSize is the most bytes that a file of rules may have.
const maxSize = 1 << 20

// Load reads the catalogue that is part of this program.
func Load() (*Catalogue, error) {
	c := new(Catalogue)
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		typed, err := files.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		if err := c.Add(e.Name(), typed); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// A FormError says where a file of rules is not in order.
type FormError struct {
	File string
	Line int // from 1; 0 if unknown
	Why  string
}

// Error returns "file:line: why".
func (e *FormError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Why
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Why)
}

// Add reads a file of rules, tables and states typed in YAML and adds what it
// holds. The error is a [*FormError] with the line of the first fault.
func (c *Catalogue) Add(file string, typed []byte) error {
	if len(typed) > maxSize {
		return &FormError{file, 0, fmt.Sprintf("%d bytes, at most %d", len(typed), maxSize)}
	}
	root, err := parse(typed)
	if err != nil {
		return fault(file, 0, err)
	}
	for _, doc := range root.Docs {
		if doc.Body == nil {
			continue
		}
		for _, part := range mapping(doc.Body) {
			if err := c.part(file, part); err != nil {
				return err
			}
		}
	}
	return c.whole(file)
}

// parse reads YAML. A panic of the parser, which is not ours, is an error.
func parse(typed []byte) (root *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a form that the YAML parser does not understand: %v", p)
		}
	}()
	return parser.ParseBytes(typed, 0)
}

func mapping(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	return nil
}

func fault(file string, line int, err error) error {
	if e, ok := errors.AsType[yaml.Error](err); ok {
		if t := e.GetToken(); t != nil {
			line = t.Position.Line
		}
		return &FormError{file, line, e.GetMessage()}
	}
	return &FormError{file, line, err.Error()}
}

// part reads one list of a file.
func (c *Catalogue) part(file string, part *ast.MappingValueNode) error {
	line := part.Key.GetToken().Position.Line
	list, ok := part.Value.(*ast.SequenceNode)
	if !ok {
		return &FormError{file, line, "want a list"}
	}
	for _, n := range list.Values {
		line := n.GetToken().Position.Line
		if m := mapping(n); len(m) > 0 {
			line = m[0].Key.GetToken().Position.Line
		}
		var err error
		switch part.Key.String() {
		case "rules":
			var r procedure.Rule
			if err = yaml.NodeToValue(n, &r, yaml.Strict()); err == nil {
				err = r.Check()
			}
			c.Rules = append(c.Rules, r)
		case "tables":
			var t procedure.Table
			if err = yaml.NodeToValue(n, &t, yaml.Strict()); err == nil {
				err = t.Check()
			}
			c.Tables = append(c.Tables, t)
		case "states":
			var s State
			err = yaml.NodeToValue(n, &s, yaml.Strict())
			c.States = append(c.States, s)
		default:
			err = fmt.Errorf("%q: want rules, tables or states", part.Key.String())
		}
		if err != nil {
			return fault(file, line, err)
		}
	}
	return nil
}

// whole looks at what single entries cannot tell.
func (c *Catalogue) whole(file string) error {
	rules := make(map[string]bool)
	for _, r := range c.Rules {
		if rules[r.ID] {
			return &FormError{file, 0, fmt.Sprintf("rule %q a second time", r.ID)}
		}
		rules[r.ID] = true
	}
	return nil
}

// Rule returns the rule of an id.
func (c *Catalogue) Rule(id string) (procedure.Rule, bool) {
	i := slices.IndexFunc(c.Rules, func(r procedure.Rule) bool { return r.ID == id })
	if i < 0 {
		return procedure.Rule{}, false
	}
	return c.Rules[i], true
}

// RuleIDs returns the ids of the rules.
func (c *Catalogue) RuleIDs() []string {
	ids := make([]string, len(c.Rules))
	for i := range c.Rules {
		ids[i] = c.Rules[i].ID
	}
	return ids
}

// TablesOf returns the tables of a name, each for its own days.
func (c *Catalogue) TablesOf(name string) (of []procedure.Table) {
	for _, t := range c.Tables {
		if t.Name == name {
			of = append(of, t)
		}
	}
	return of
}

// TableNames returns the names of the tables, each once.
func (c *Catalogue) TableNames() (names []string) {
	for _, t := range c.Tables {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names
}

// RuleOn returns the rule that was in force between two days, both included, for
// what the rule of an id is for: that rule, one that it replaced or one that
// replaced it.
func (c *Catalogue) RuleOn(id string, from, to calendar.Day) (procedure.Rule, bool) {
	r, ok := c.Rule(id)
	for range c.Rules { // no line of rules is longer, even where it is a ring
		if !ok || r.Replaces == "" || !before(from, r.Force.From) {
			break
		}
		r, ok = c.Rule(r.Replaces)
	}
	for range c.Rules {
		if !ok || !before(r.Force.To, to) {
			break
		}
		next := slices.IndexFunc(c.Rules, func(n procedure.Rule) bool { return n.Replaces == r.ID })
		if next < 0 {
			break
		}
		r = c.Rules[next]
	}
	return r, ok && r.Force.Holds(from) && r.Force.Holds(to)
}

func before(a, b calendar.Day) bool { return a.Known() && b.Known() && a.Compare(b) < 0 }

// TablesOn returns the tables in force on a day, by name.
func (c *Catalogue) TablesOn(day calendar.Day) map[string]procedure.Table {
	on := make(map[string]procedure.Table)
	for _, t := range c.Tables {
		if t.Force.Holds(day) {
			on[t.Name] = t
		}
	}
	return on
}

// State returns the id of a state by one of its names, or the name as an id.
func (c *Catalogue) State(name string) procedure.Member {
	for _, s := range c.States {
		if slices.ContainsFunc(s.Names, func(n string) bool { return strings.EqualFold(n, name) }) {
			return s.ID
		}
	}
	return procedure.Member(strings.Join(strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return c <= ' ' || c == '(' || c == ')' || c == ','
	}), "-"))
}

// ReadQuestion reads a question: lines of a member and its stance, as in "kz for",
// or YAML with the names of the JSON form of [procedure.Question]. Members that
// it does not list are those with a stance, in the order of the file.
func ReadQuestion(file string, typed []byte) (procedure.Question, error) {
	var q procedure.Question
	if len(typed) > maxSize {
		return q, &FormError{file, 0, fmt.Sprintf("%d bytes, at most %d", len(typed), maxSize)}
	}
	if bytes.ContainsRune(typed, ':') {
		if err := yaml.UnmarshalWithOptions(typed, &q, yaml.Strict()); err != nil {
			return q, fault(file, 0, err)
		}
		for _, m := range slices.Sorted(maps.Keys(q.Stances)) {
			if !slices.Contains(q.Members, m) {
				q.Members = append(q.Members, m)
			}
		}
		return q, nil
	}
	q.Stances = make(map[procedure.Member]procedure.Stance)
	n := 0
	for line := range strings.Lines(string(typed)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		m, s := procedure.Member(words[0]), procedure.None
		if len(words) == 2 {
			s = procedure.Stance(words[1])
		}
		if _, twice := q.Stances[m]; twice || len(words) > 2 || s != procedure.None && !slices.Contains(procedure.Stances(), s) {
			return q, &FormError{file, n, fmt.Sprintf("%q: want each member once, with one of %v", strings.TrimSpace(line), procedure.Stances())}
		}
		q.Members = append(q.Members, m)
		q.Stances[m] = s
	}
	return q, nil
}
