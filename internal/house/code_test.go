package house

import (
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// anyway lists the exported functions that take or return any, and why.
var anyway = map[string]string{
	"Scan":          "database/sql.Scanner",
	"Value":         "database/sql/driver.Valuer",
	"As":            "errors.As",
	"Sprintf":       "verbs of a message take what they are given",
	"UnmarshalYAML": "the decoder hands over a function of any",
	"MarshalYAML":   "the encoder takes what it can write",
}

func findAny(t *tree) []breach {
	var found []breach
	for f := range t.written {
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || !d.Name.IsExported() || anyway[d.Name.Name] != "" || d.Recv != nil && !ast.IsExported(receiverType(d)) {
				continue
			}
			ast.Inspect(&ast.FuncType{Params: d.Type.Params, Results: d.Type.Results}, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				empty, isInterface := n.(*ast.InterfaceType)
				if ok && id.Name == "any" || isInterface && empty.Methods.NumFields() == 0 {
					found = append(found, t.at(n.Pos(), "%s: any in the signature", d.Name.Name))
				}
				return true
			})
		}
	}
	return found
}

func findSleep(t *tree) []breach {
	var found []breach
	for _, f := range t.files {
		if !f.test {
			continue
		}
		found = append(found, t.uses(f, "time", []string{"Sleep"}, "wait for what happens")...)
		for _, x := range []string{"t", "b", "f", "tb"} {
			found = append(found, t.uses(f, x, []string{"Skip", "SkipNow", "Skipf"}, "a test that cannot run has failed")...)
		}
		found = append(found, t.uses(f, "testing", []string{"Short"}, "there is one way to run a test")...)
	}
	return found
}

func findContext(t *tree) []breach {
	var found []breach
	is := func(e ast.Expr) bool { x, n, ok := selector(e); return ok && x == "context" && n == "Context" }
	for f := range t.written {
		ast.Inspect(f.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.StructType:
				for _, field := range n.Fields.List {
					if is(field.Type) {
						found = append(found, t.at(field.Pos(), "a context is kept in a struct"))
					}
				}
			case *ast.FuncType:
				for i, p := range n.Params.List {
					if i > 0 && is(p.Type) {
						found = append(found, t.at(p.Pos(), "a context is not the first argument"))
					}
				}
			}
			return true
		})
	}
	return found
}

func findWideInterfaces(t *tree) []breach {
	var found []breach
	for f := range t.written {
		ast.Inspect(f.File, func(n ast.Node) bool {
			i, ok := n.(*ast.InterfaceType)
			if !ok {
				return true
			}
			methods := 0
			for _, m := range i.Methods.List {
				methods += len(m.Names)
			}
			if methods > 4 {
				found = append(found, t.at(i.Pos(), "an interface of %d methods", methods))
			}
			return true
		})
	}
	return found
}

var complaint = regexp.MustCompile(`^(failed|failure|unable|error|cannot|can't|could not|couldn't)\b`)

func findErrors(t *tree) []breach {
	var found []breach
	for f := range t.written {
		ast.Inspect(f.File, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				found = append(found, t.complaints(call)...)
			}
			return true
		})
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				found = append(found, t.nothings(d)...)
			}
		}
	}
	return found
}

// complaints reports an error made with a message that is no path of nouns.
func (t *tree) complaints(call *ast.CallExpr) []breach {
	x, name, ok := selector(call.Fun)
	if !ok || len(call.Args) == 0 || x+"."+name != "errors.New" && x+"."+name != "fmt.Errorf" {
		return nil
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return nil
	}
	s, err := strconv.Unquote(lit.Value)
	if err == nil && (complaint.MatchString(strings.ToLower(s)) || strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "...")) {
		return []breach{t.at(lit.Pos(), "message %q", s)}
	}
	return nil
}

// nothings reports "return nil, nil" where a pointer and an error are promised.
func (t *tree) nothings(d *ast.FuncDecl) []breach {
	r := d.Type.Results
	if r == nil || r.NumFields() != 2 {
		return nil
	}
	if _, pointer := r.List[0].Type.(*ast.StarExpr); !pointer {
		return nil
	}
	var found []breach
	ast.Inspect(d.Body, func(n ast.Node) bool {
		if _, inner := n.(*ast.FuncLit); inner {
			return false
		}
		s, ok := n.(*ast.ReturnStmt)
		isNil := func(e ast.Expr) bool { id, ok := e.(*ast.Ident); return !ok || id.Name != "nil" }
		if ok && len(s.Results) == 2 && !slices.ContainsFunc(s.Results, isNil) {
			found = append(found, t.at(s.Pos(), "%s returns neither a thing nor an error", d.Name.Name))
		}
		return true
	})
	return found
}

func findReceivers(t *tree) []breach {
	var found []breach
	for _, files := range t.packages() {
		names := make(map[string]string)
		for _, f := range files {
			for _, d := range f.Decls {
				d, ok := d.(*ast.FuncDecl)
				if !ok || d.Recv == nil || len(d.Recv.List[0].Names) == 0 || f.generated {
					continue
				}
				name, of := d.Recv.List[0].Names[0].Name, receiverType(d)
				switch first := names[of]; {
				case name == "_":
				case len(name) > 2:
					found = append(found, t.at(d.Pos(), "receiver %s of %s", name, of))
				case first == "":
					names[of] = name
				case first != name:
					found = append(found, t.at(d.Pos(), "receiver %s of %s, elsewhere %s", name, of, first))
				}
			}
		}
	}
	return found
}
