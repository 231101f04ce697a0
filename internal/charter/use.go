package charter

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Shelf has rules and tables of weights that a typed charter may take by their
// names instead of writing them out. What is taken becomes part of the charter as
// data: a later shelf changes nothing in it.
type Shelf interface {
	// Rule returns the rule of an id.
	Rule(id string) (procedure.Rule, bool)
	// RuleIDs returns the ids of the rules.
	RuleIDs() []string
	// TablesOf returns the tables of a name, each for its own days; none if there
	// is no such name.
	TablesOf(name string) []procedure.Table
	// TableNames returns the names of the tables, each once.
	TableNames() []string
}

// A use takes a rule from a shelf. Beside its name it may say what is the charter's
// own: the rest is the rule's.
type use struct {
	Use     string            `json:"use"`
	ID      string            `json:"id"`      // none: that of the rule, with hyphens
	Name    words.Text        `json:"name"`    // by language; the others are the rule's
	Matters []string          `json:"matters"` //
	Force   calendar.Span     `json:"force"`   // none: the rule's
	Weights map[string]string `json:"weights"` // names of tables: the rule's, and the charter's
	path    string
}

// A useOfTables takes the tables of one name from a shelf.
type useOfTables struct {
	Use     string   `json:"use"`
	Members []string `json:"members"` // those whose weights are taken; none: all
	path    string
}

// uses are what a charter takes, by where it stands.
type uses struct {
	rules  map[int]*use
	tables map[int]*useOfTables
}

// taken reads an element of a list that is taken from a shelf, if it is one.
func (r *reader) taken(n ast.Node, path string, v reflect.Value) bool {
	if !hasKey(n, "use") {
		return false
	}
	var i int
	switch v.Addr().Interface().(type) {
	case *procedure.Rule:
		if got, err := fmt.Sscanf(path, "rules[%d]", &i); got != 1 || err != nil || path != fmt.Sprintf("rules[%d]", i) {
			return false
		}
		u := &use{path: path}
		r.decodeUse(n, path, reflect.ValueOf(u).Elem())
		r.uses.rules[i] = u
	case *procedure.Table:
		if got, err := fmt.Sscanf(path, "weights[%d]", &i); got != 1 || err != nil {
			return false
		}
		u := &useOfTables{path: path}
		r.decodeUse(n, path, reflect.ValueOf(u).Elem())
		r.uses.tables[i] = u
	default:
		return false
	}
	return true
}

// keysOf returns the keys of a node with their values; ok is false if it has none.
func keysOf(n ast.Node) (values []*ast.MappingValueNode, ok bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}

func hasKey(n ast.Node, key string) bool {
	values, _ := keysOf(n)
	return slices.ContainsFunc(values, func(v *ast.MappingValueNode) bool {
		s, ok := text(v.Key)
		return ok && s == key
	})
}

func (r *reader) decodeUse(n ast.Node, path string, v reflect.Value) {
	known := slices.DeleteFunc(fieldNames(v.Type()), func(name string) bool { return name == "" })
	r.decodeMapping(n, path, known, func(key string, value ast.Node) {
		r.decode(value, under(path, key), fieldByName(v, key))
	})
}

// take puts what is taken from the shelf into the charter.
func (r *reader) take(c *Charter, shelf Shelf) {
	own := make(map[string]string) // ids in the charter of rules of the shelf
	for _, i := range slices.Sorted(maps.Keys(r.uses.rules)) {
		u := r.uses.rules[i]
		rule, ok := r.rule(u, shelf)
		if !ok { // what is its own cannot be judged without the rest
			maps.DeleteFunc(r.lines, func(path string, _ int) bool { return path != under(u.path, "use") && within(path, u.path) })
			c.Rules[i].Matters = u.Matters
			continue
		}
		c.Rules[i] = rule
		own[plainID(u.Use)] = rule.ID
	}
	for i := range r.uses.rules {
		rule := &c.Rules[i]
		rule.Which, rule.Replaces = own[rule.Which], own[rule.Replaces] // of those that the charter has
	}
	for _, i := range slices.Sorted(maps.Keys(r.uses.tables)) {
		u := r.uses.tables[i]
		for n, t := range r.tables(u, shelf) {
			if n > 0 { // those of other days come last, so that the others stay where they were typed
				r.lines[fmt.Sprintf("weights[%d]", len(c.Weights))] = r.line(u.path)
				c.Weights = append(c.Weights, t)
				continue
			}
			c.Weights[i] = t
		}
	}
}

// plainID returns the id of a rule on the shelf, where a charter may write hyphens.
func plainID(name string) string { return strings.ReplaceAll(name, "-", "_") }

// rule returns the rule that is taken, with what the charter says of its own.
func (r *reader) rule(u *use, shelf Shelf) (procedure.Rule, bool) {
	at := under(u.path, "use")
	if shelf == nil {
		r.fault(r.line(at), at, fmt.Sprintf("%q", u.Use), "the rule written out: there is no catalogue at hand")
		return procedure.Rule{}, false
	}
	rule, ok := shelf.Rule(plainID(u.Use))
	if !ok {
		r.fault(r.line(at), at, fmt.Sprintf("%q", u.Use), oneOf("a rule of the catalogue, see chancery rules list", plainID(u.Use), shelf.RuleIDs()))
		return rule, false
	}
	rule.ID = strings.ReplaceAll(rule.ID, "_", "-")
	if u.ID != "" {
		rule.ID = u.ID
	}
	if len(u.Name) > 0 {
		rule.Name = maps.Clone(rule.Name)
		maps.Copy(rule.Name, u.Name)
	}
	if u.Force != (calendar.Span{}) {
		rule.Force = u.Force
	}
	rule.Matters = u.Matters
	var used []string
	rule = renamed(rule, u.Weights, &used)
	for _, name := range slices.Sorted(maps.Keys(u.Weights)) {
		if at := under(u.path, "weights."+name); !slices.Contains(used, name) {
			r.fault(r.line(at), at, fmt.Sprintf("%q", name), oneOf("a table that the rule counts by", name, used))
		}
	}
	return rule, true
}

// renamed returns a rule that counts by tables of other names, and enters the names
// that it had.
func renamed(rule procedure.Rule, names map[string]string, used *[]string) procedure.Rule {
	of := func(name string) string {
		if name != "" && !slices.Contains(*used, name) {
			*used = append(*used, name)
		}
		if other, ok := names[name]; ok {
			return other
		}
		return name
	}
	var needs func(list []procedure.Need) []procedure.Need
	needs = func(list []procedure.Need) []procedure.Need {
		list = slices.Clone(list)
		for i := range list {
			n := &list[i]
			n.Weights, n.FewestOf = of(n.Weights), of(n.FewestOf)
			n.All, n.Any = needs(n.All), needs(n.Any)
		}
		return list
	}
	rule.Needs, rule.Rejects = needs(rule.Needs), needs(rule.Rejects)
	rule.Steps = slices.Clone(rule.Steps)
	for i := range rule.Steps {
		rule.Steps[i].Rule = renamed(rule.Steps[i].Rule, names, used)
	}
	return rule
}

// tables returns the tables that are taken, for the members that are named.
func (r *reader) tables(u *useOfTables, shelf Shelf) []procedure.Table {
	at := under(u.path, "use")
	if shelf == nil {
		r.fault(r.line(at), at, fmt.Sprintf("%q", u.Use), "the table written out: there is no catalogue at hand")
		return nil
	}
	tables := slices.Clone(shelf.TablesOf(u.Use))
	if len(tables) == 0 {
		r.fault(r.line(at), at, fmt.Sprintf("%q", u.Use), oneOf("a table of the catalogue", u.Use, shelf.TableNames()))
	}
	for i := range tables {
		if len(u.Members) > 0 {
			tables[i].Weights = maps.Clone(tables[i].Weights)
			maps.DeleteFunc(tables[i].Weights, func(m procedure.Member, _ int) bool { return !slices.Contains(u.Members, string(m)) })
		}
	}
	return tables
}
