package house

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// outside lists what reaches out of the program; whatever lies below a path
// does too.
var outside = []string{"context", "crypto/rand", "database/sql", "io/fs", "log", "math/rand", "net", "os", "sync", "time/tzdata", "unsafe"}

// clock lists what of package time depends on when or where it is called.
var clock = []string{"After", "AfterFunc", "LoadLocation", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

func findImpure(t *tree) []breach {
	var found []breach
	for f := range t.written {
		r, ok := t.room(f.dir)
		if !ok || !r.pure() {
			continue
		}
		for _, im := range f.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if slices.ContainsFunc(outside, func(o string) bool { return p == o || strings.HasPrefix(p, o+"/") }) {
				found = append(found, t.at(im.Pos(), "a pure room may not import %s", p))
			}
		}
		found = append(found, t.uses(f, "time", clock, "a pure room does not ask the time")...)
		ast.Inspect(f.File, func(n ast.Node) bool {
			if g, ok := n.(*ast.GoStmt); ok {
				found = append(found, t.at(g.Pos(), "a pure room starts no goroutine"))
			}
			return true
		})
	}
	return found
}
