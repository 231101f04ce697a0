package house

import (
	"fmt"
	"go/ast"
	"maps"
	"path"
	"slices"
	"strings"
)

// limits are the most lines that things may have.
type limits struct {
	file     int // written by people, tests and templates included
	function int
	table    int // a function that holds a table: a literal list of three things or more
	pkg      int // without tests, those for other packages to run included, and generated files
}

var allowed = limits{file: 400, function: 60, table: 100, pkg: 3000}

// wide lists the packages that may be bigger, and how big.
var wide = map[string]int{"internal/council": 12000}

func findLong(t *tree) []breach {
	var found []breach
	sizes := make(map[string]int)
	for _, f := range t.files {
		if f.generated {
			continue
		}
		if f.lines > t.limits.file {
			found = append(found, breach{f.path, fmt.Sprintf("%d lines, at most %d", f.lines, t.limits.file)})
		}
		if !f.test && !tests(f) {
			sizes[f.dir] += f.lines
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				found = append(found, t.longFunction(d)...)
			}
		}
	}
	for _, x := range t.texts {
		if n := strings.Count(x.body, "\n"); path.Ext(x.path) == ".templ" && n > t.limits.file {
			found = append(found, breach{x.path, fmt.Sprintf("%d lines, at most %d", n, t.limits.file)})
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(sizes)) {
		if most := max(wide[dir], t.limits.pkg); sizes[dir] > most {
			found = append(found, breach{dir, fmt.Sprintf("a package of %d lines, at most %d", sizes[dir], most)})
		}
	}
	return found
}

// tests reports whether a file holds tests for other packages to run.
func tests(f *file) bool {
	return slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"testing"` })
}

func (t *tree) longFunction(d *ast.FuncDecl) []breach {
	most := t.limits.function
	if hasTable(d) {
		most = t.limits.table
	}
	if n := t.length(d); n > most {
		return []breach{t.at(d.Pos(), "%s has %d lines, at most %d", d.Name.Name, n, most)}
	}
	return nil
}

func hasTable(d *ast.FuncDecl) bool {
	table := false
	ast.Inspect(d, func(n ast.Node) bool {
		if l, ok := n.(*ast.CompositeLit); ok && len(l.Elts) >= 3 {
			switch l.Type.(type) {
			case *ast.ArrayType, *ast.MapType:
				table = true
			}
		}
		return !table
	})
	return table
}

// figures are what a reader of a change may want to know; nothing depends on
// them.
func figures(t *tree) string {
	var files, functions []int
	code, tests, comments := 0, 0, 0
	for _, f := range t.files {
		switch {
		case f.generated:
			continue
		case f.test:
			tests += f.lines
			continue
		}
		code += f.lines
		files = append(files, f.lines)
		for _, g := range f.Comments {
			comments += t.length(g)
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				functions = append(functions, t.length(d))
			}
		}
	}
	return fmt.Sprintf("lines %d, of comment %d%%, tests per line %.2f; files %d, p90 %d, max %d; functions %d, p90 %d, max %d",
		code, 100*comments/max(1, code), float64(tests)/float64(max(1, code)),
		len(files), rank(files, 0.9), rank(files, 1), len(functions), rank(functions, 0.9), rank(functions, 1))
}

// rank is the smallest value that a share of the values does not exceed.
func rank(values []int, share float64) int {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(len(values)-1, int(share*float64(len(values))))]
}
