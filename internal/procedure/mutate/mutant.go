package main

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A mutant is one change: what stands between two offsets of a file, and what
// stands there instead.
type mutant struct {
	id       int // from 1
	file     string
	src      string
	from, to int
	now      string
	line     int
}

func (m *mutant) place() string { return fmt.Sprintf("%s:%d", filepath.Base(m.file), m.line) }

// spoiled returns the line as it is changed.
func (m *mutant) spoiled() string {
	start := strings.LastIndexByte(m.src[:m.from], '\n') + 1
	end := len(m.src)
	if i := strings.IndexByte(m.src[m.to:], '\n'); i >= 0 {
		end = m.to + i
	}
	return strings.Join(strings.Fields(m.src[start:m.from]+m.now+m.src[m.to:end]), " ")
}

// key is how the list of equivalents names the change: by its line, so that it
// holds where lines move.
func (m *mutant) key() string { return filepath.Base(m.file) + ": " + m.spoiled() }

//go:embed equivalent.txt
var list string

// equivalents reads the list: a paragraph for each reason, its lines with "#",
// then the changes.
func equivalents(all []mutant) (map[string]bool, error) {
	there := make(map[string]bool)
	for i := range all {
		there[all[i].key()] = true
	}
	known := make(map[string]bool)
	reason, n := false, 0
	for line := range strings.Lines(list) {
		n++
		switch line = strings.TrimSpace(line); {
		case line == "":
			reason = false
		case line[0] == '#':
			reason = true
		case !reason:
			return nil, fmt.Errorf("equivalent.txt:%d: no reason above it", n)
		case !there[line]:
			return nil, fmt.Errorf("equivalent.txt:%d: no such change of the source: %s", n, line)
		default:
			known[line] = true
		}
	}
	return known, nil
}

// others are what an operator is changed to.
var others = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.ADD,
}

// A spoiler writes a package anew so that one variable chooses which of its
// changes is in force: the package is then compiled once, and not for each change.
type spoiler struct {
	fset    *token.FileSet
	info    types.Info
	pkg     *types.Package
	file    string
	src     string
	conds   map[ast.Expr]bool // of if statements
	mutants []mutant
}

// spoil returns the changes of a package and its files as they are compiled, by
// name.
func spoil(dir string) ([]mutant, map[string]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, nil, err
	}
	s := &spoiler{fset: token.NewFileSet(), conds: make(map[ast.Expr]bool)}
	s.info.Types = make(map[ast.Expr]types.TypeAndValue)
	var files []*ast.File
	names = slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, "_test.go") })
	sources := make(map[string]string)
	for _, name := range names {
		typed, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		f, err := parser.ParseFile(s.fset, name, typed, 0)
		if err != nil {
			return nil, nil, err
		}
		files, sources[name] = append(files, f), string(typed)
	}
	conf := types.Config{Importer: importer.ForCompiler(s.fset, "source", nil)}
	if s.pkg, err = conf.Check(dir, s.fset, files, &s.info); err != nil {
		return nil, nil, err
	}
	spoilt := make(map[string]string)
	for i, f := range files {
		s.file, s.src = names[i], sources[names[i]]
		spoilt[s.file] = s.src[:s.at(f.FileStart)] + s.inside(f, f.FileStart, f.FileEnd)
	}
	spoilt[filepath.Join(dir, "spoilt.go")] = "package " + s.pkg.Name() + chooser
	return s.mutants, spoilt, nil
}

// chooser is what the changes call.
const chooser = `

import (
	"os"
	"strconv"
)

var chosenChange, _ = strconv.Atoi(os.Getenv("MUTANT"))

func spoiltOr[T any](id int, as, spoilt T) T {
	if id == chosenChange {
		return spoilt
	}
	return as
}

func spoiltAnd(id int, a, b func() bool) bool {
	if id == chosenChange {
		return a() || b()
	}
	return a() && b()
}

func spoiltEither(id int, a, b func() bool) bool {
	if id == chosenChange {
		return a() && b()
	}
	return a() || b()
}
`

func (s *spoiler) at(p token.Pos) int { return s.fset.Position(p).Offset }

// add enters a change and returns its number.
func (s *spoiler) add(from, to token.Pos, now string) int {
	id := len(s.mutants) + 1
	s.mutants = append(s.mutants, mutant{id, s.file, s.src, s.at(from), s.at(to), now, s.fset.Position(from).Line})
	return id
}

// inside writes what stands between two places of n, with the changes in it.
func (s *spoiler) inside(n ast.Node, from, to token.Pos) string {
	var b strings.Builder
	at := s.at(from)
	ast.Inspect(n, func(c ast.Node) bool {
		switch c := c.(type) {
		case *ast.GenDecl:
			return c.Tok != token.CONST && c.Tok != token.IMPORT // limits are chosen, not derived
		case *ast.IfStmt:
			s.conds[c.Cond] = true
		case ast.Expr, *ast.IncDecStmt:
			if c == n {
				return true
			}
			if now, ok := s.changed(c); ok {
				b.WriteString(s.src[at:s.at(c.Pos())] + now)
				at = s.at(c.End())
				return false
			}
		}
		return true
	})
	b.WriteString(s.src[at:s.at(to)])
	return b.String()
}

// whole writes a node with the changes of itself and in it.
func (s *spoiler) whole(n ast.Node) string {
	if now, ok := s.changed(n); ok {
		return now
	}
	return s.inside(n, n.Pos(), n.End())
}

// changed writes a node that is changed itself.
func (s *spoiler) changed(n ast.Node) (string, bool) {
	if e, ok := n.(ast.Expr); ok && s.conds[e] {
		delete(s.conds, e)
		id := s.add(e.Pos(), e.End(), "false && ("+s.src[s.at(e.Pos()):s.at(e.End())]+")")
		return fmt.Sprintf("(chosenChange != %d && (%s))", id, s.whole(e)), true
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return s.binary(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT || n.Op == token.SUB {
			id := s.add(n.OpPos, n.OpPos+1, " ")
			x := s.whole(n.X)
			return fmt.Sprintf("spoiltOr[%s](%d, %s(%s), (%s))", s.typeOf(n), id, n.Op, x, x), true
		}
	case *ast.IncDecStmt:
		as, now := "+", "-"
		if n.Tok == token.DEC {
			as, now = now, as
		}
		id := s.add(n.TokPos, n.TokPos+2, now+now)
		x := s.whole(n.X)
		return fmt.Sprintf("%s = spoiltOr[%s](%d, %s%s1, %s%s1)", x, s.typeOf(n.X), id, x, as, x, now), true
	}
	return "", false
}

func (s *spoiler) binary(n *ast.BinaryExpr) (string, bool) {
	now, ok := others[n.Op]
	t, _ := s.info.TypeOf(n).Underlying().(*types.Basic)
	if !ok || t == nil || n.Op == token.ADD && t.Info()&types.IsString != 0 {
		return "", false
	}
	id := s.add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), now.String())
	x, y := s.whole(n.X), s.whole(n.Y)
	switch n.Op {
	case token.LAND, token.LOR:
		name := map[token.Token]string{token.LAND: "spoiltAnd", token.LOR: "spoiltEither"}[n.Op]
		return fmt.Sprintf("%s(%d, func() bool { return %s }, func() bool { return %s })", name, id, x, y), true
	}
	return fmt.Sprintf("spoiltOr[%s](%d, (%s) %s (%s), (%s) %s (%s))", s.typeOf(n), id, x, n.Op, y, x, now, y), true
}

func (s *spoiler) typeOf(e ast.Expr) string {
	return types.TypeString(types.Default(s.info.TypeOf(e)), func(p *types.Package) string {
		if p == s.pkg {
			return ""
		}
		return p.Name()
	})
}
