package house

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

func findInit(t *tree) []breach {
	var found []breach
	for _, f := range t.files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" && !f.generated {
				found = append(found, t.at(d.Pos(), "func init"))
			}
		}
	}
	return found
}

// findGlobals reports package variables that can change: exported ones but for
// errors and embedded files, those that hold a lock, a channel or fresh
// storage, those without a value, and those that the package assigns to.
func findGlobals(t *tree) []breach {
	var found []breach
	for _, files := range t.packages() {
		vars := make(map[string]bool)
		for _, f := range files {
			if f.test || f.generated {
				continue
			}
			for s, name := range f.variables {
				vars[name.Name] = true
				if why := mutable(name, s); why != "" {
					found = append(found, t.at(name.Pos(), "package variable %s %s", name.Name, why))
				}
			}
		}
		for _, f := range files {
			for _, d := range f.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
					found = append(found, t.assignments(d, vars)...)
				}
			}
		}
	}
	return found
}

// variables yields the package variables of a file, but for those that get
// their bytes from a file at build time.
func (f *file) variables(yield func(*ast.ValueSpec, *ast.Ident) bool) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			s := s.(*ast.ValueSpec)
			if embedded(g.Doc) || embedded(s.Doc) {
				continue
			}
			for _, name := range s.Names {
				if name.Name != "_" && !yield(s, name) {
					return
				}
			}
		}
	}
}

// mutable says why a package variable is not a constant in all but name.
func mutable(name *ast.Ident, s *ast.ValueSpec) string {
	if x, n, ok := selector(s.Type); ok && x == "embed" && n == "FS" {
		return ""
	}
	if len(s.Values) == 0 {
		return "has no value"
	}
	if name.IsExported() && !strings.HasPrefix(name.Name, "Err") {
		return "is exported"
	}
	why := ""
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ChanType:
			why = "holds a channel"
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "make" || id.Name == "new") {
				why = "holds fresh storage"
			}
		case *ast.SelectorExpr:
			if x, _, ok := selector(n); ok && (x == "sync" || x == "atomic") {
				why = "holds a lock"
			}
		}
		return true
	}
	if s.Type != nil {
		ast.Inspect(s.Type, look)
	}
	for _, v := range s.Values {
		ast.Inspect(v, look)
	}
	return why
}

// embedded says whether a variable gets its bytes from a file at build time.
func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// assignments reports where a function changes a package variable or takes its
// address. A name that the function declares itself is its own.
func (t *tree) assignments(d *ast.FuncDecl, vars map[string]bool) []breach {
	own := declared(d)
	var found []breach
	report := func(e ast.Expr) {
		if id := root(e); id != nil && vars[id.Name] && !own[id.Name] {
			found = append(found, t.at(e.Pos(), "package variable %s is changed", id.Name))
		}
	}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					report(e)
				}
			}
		case *ast.IncDecStmt:
			report(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				report(n.X)
			}
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") && len(n.Args) > 0 {
				report(n.Args[0])
			}
		}
		return true
	})
	return found
}

// root is the variable that an expression reaches into: x of x.f[i].
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// declared lists the names that a function declares anywhere in it.
func declared(d *ast.FuncDecl) map[string]bool {
	own := make(map[string]bool)
	add := func(e ast.Expr) {
		if id, ok := e.(*ast.Ident); ok {
			own[id.Name] = true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, id := range n.Names {
				own[id.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, e := range n.Lhs {
					add(e)
				}
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				add(n.Key)
				add(n.Value)
			}
		case *ast.ValueSpec:
			for _, id := range n.Names {
				own[id.Name] = true
			}
		}
		return true
	})
	return own
}
