package house

import (
	"go/ast"
	"slices"
	"strings"
	"unicode"
)

// banned lists, for a room, the words that its exported names do not use,
// because the house has another word for the thing.
var banned = map[string][]string{
	"register":             {"Block", "Event", "LogLine"},
	"internal/procedure":   {"Check", "Policy", "Result"},
	"internal/act":         {"Contract", "Doc", "Document", "File", "Version"},
	"internal/amend":       {"Diff", "Merge", "Patch"},
	"internal/money":       {"Invoice", "Price"},
	"internal/measure":     {"Task", "Todo"},
	"internal/access":      {"User", "Tenant"},
	"internal/charter":     {"Committee", "Country", "Org", "Tenant", "User"},
	"internal/council":     {"Admin", "Comment", "Committee", "Country", "Meeting", "Org", "Owner", "Post", "Resolution", "Tenant", "Ticket", "Topic", "User", "Vote"},
	"internal/secretariat": {"Controller", "Handler", "Manager", "Service"},
	"internal/depositary":  {"Node", "Server", "Validator"},
	"internal/witness":     {"Node", "Server", "Validator"},
}

func findNames(t *tree) []breach {
	var found []breach
	for f := range t.written {
		pkg := f.Name.Name
		for id := range f.exported {
			words := camel(id.Name)
			for _, w := range words {
				if slices.Contains(banned[f.dir], w) {
					found = append(found, t.at(id.Pos(), "%s.%s: not the word of this house", pkg, id.Name))
				}
			}
			if len(words) > 1 && strings.EqualFold(words[0], pkg) {
				found = append(found, t.at(id.Pos(), "%s.%s repeats its package", pkg, id.Name))
			}
		}
	}
	return found
}

// exported yields the exported names that a file declares for its package;
// methods and fields belong to their types.
func (f *file) exported(yield func(*ast.Ident) bool) {
	var names []*ast.Ident
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					names = append(names, s.Name)
				case *ast.ValueSpec:
					names = append(names, s.Names...)
				}
			}
		}
	}
	for _, id := range names {
		if id.IsExported() && !yield(id) {
			return
		}
	}
}

// camel cuts a name into its words: "UserID" is User and ID.
func camel(name string) []string {
	var words []string
	r := []rune(name)
	start := 0
	for i := 1; i < len(r); i++ {
		rises := unicode.IsUpper(r[i]) && !unicode.IsUpper(r[i-1])
		ends := i+1 < len(r) && unicode.IsUpper(r[i]) && unicode.IsUpper(r[i-1]) && unicode.IsLower(r[i+1])
		if rises || ends {
			words = append(words, string(r[start:i]))
			start = i
		}
	}
	return append(words, string(r[start:]))
}
