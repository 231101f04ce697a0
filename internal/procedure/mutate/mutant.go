package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A mutant is one change: what stands between two offsets of a file, and what
// stands there instead.
type mutant struct {
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

// mutants finds every change to the package's own files.
func mutants(dir string) (all []mutant, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		typed, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		src := string(typed)
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, src, 0)
		if err != nil {
			return nil, err
		}
		add := func(from, to token.Pos, now string) {
			p := fset.Position(from)
			all = append(all, mutant{file, src, p.Offset, fset.Position(to).Offset, now, p.Line})
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GenDecl:
				return n.Tok != token.CONST && n.Tok != token.IMPORT // limits are chosen, not derived
			case *ast.BinaryExpr:
				for _, now := range others[n.Op] {
					add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), now.String())
				}
			case *ast.UnaryExpr:
				if n.Op == token.NOT || n.Op == token.SUB {
					add(n.OpPos, n.OpPos+1, " ")
				}
			case *ast.IfStmt:
				from, to := fset.Position(n.Cond.Pos()).Offset, fset.Position(n.Cond.End()).Offset
				add(n.Cond.Pos(), n.Cond.End(), "false && ("+src[from:to]+")")
			case *ast.IncDecStmt:
				add(n.TokPos, n.TokPos+2, map[token.Token]string{token.INC: "--", token.DEC: "++"}[n.Tok])
			}
			return true
		})
	}
	return all, nil
}

// others are what an operator is changed to.
var others = map[token.Token][]token.Token{
	token.LSS: {token.LEQ}, token.LEQ: {token.LSS}, token.GTR: {token.GEQ}, token.GEQ: {token.GTR},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.ADD},
}

// try runs the tests with the change. Tests that never end have noticed it.
func (m *mutant) try(dir string) (fate, error) {
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(temp)
	spoiled := filepath.Join(temp, "spoiled.go")
	if err := os.WriteFile(spoiled, []byte(m.src[:m.from]+m.now+m.src[m.to:]), 0o600); err != nil {
		return 0, err
	}
	abs, err := filepath.Abs(m.file)
	if err != nil {
		return 0, err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {abs: spoiled}})
	if err != nil {
		return 0, err
	}
	replaced := filepath.Join(temp, "overlay.json")
	if err := os.WriteFile(replaced, overlay, 0o600); err != nil {
		return 0, err
	}
	program := filepath.Join(temp, "program")
	if err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", replaced, "-o", program, "./"+dir).Run(); err != nil {
		if _, failed := errors.AsType[*exec.ExitError](err); failed {
			return unbuilt, nil
		}
		return 0, err
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-test.failfast", "-test.timeout=50s")
	cmd.Dir = dir
	err = cmd.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return noticed, nil
	}
	return unnoticed, err
}
