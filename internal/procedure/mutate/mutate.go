// Mutate spoils the rules engine in one place at a time and runs its tests. A
// change that no test notices is printed with its place; the last line says how
// many were noticed.
//
//	go run ./internal/procedure/mutate -sample 100 -seed 1
//
// It changes comparisons, joins, sums, numbers, negations and conditions. The
// files on disk stay as they are: the compiler is given the spoiled one instead.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
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
	from, to int
	now      string
	line     int
}

func main() {
	dir := flag.String("dir", "internal/procedure", "folder of the package")
	sample := flag.Int("sample", 0, "how many changes to try, drawn by lot; 0: all")
	seed := flag.Uint64("seed", 1, "of the lot")
	least := flag.Int("least", 95, "hundredths that must be noticed")
	long := flag.Duration("for", 0, "how long to go on; 0: to the end")
	flag.Parse()
	if err := run(*dir, *sample, *seed, *least, *long); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(dir string, sample int, seed uint64, least int, long time.Duration) error {
	began := time.Now()
	all, err := mutants(dir)
	if err != nil {
		return err
	}
	lot := rand.New(rand.NewPCG(seed, 0))
	lot.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if sample > 0 && sample < len(all) {
		all = all[:sample]
	}
	noticed, tried := 0, 0
	for _, m := range all {
		if long > 0 && time.Since(began) > long {
			break
		}
		known, built, err := m.try(dir)
		if err != nil {
			return err
		}
		if !built {
			continue // no program
		}
		if tried++; known {
			noticed++
		} else {
			fmt.Printf("%s:%d: %s\n", m.file, m.line, m.now)
		}
	}
	fmt.Printf("%d of %d noticed\n", noticed, tried)
	if noticed*100 < tried*least {
		return fmt.Errorf("fewer than %d in a hundred", least)
	}
	return nil
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
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			return nil, err
		}
		add := func(from, to token.Pos, now string) {
			p := fset.Position(from)
			all = append(all, mutant{file, p.Offset, fset.Position(to).Offset, now, p.Line})
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
				add(n.Cond.Pos(), n.Cond.Pos(), "false && ")
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

// try runs the tests with the change and reports whether they notice it, and
// whether there is a program at all. Tests that never end have noticed it.
func (m *mutant) try(dir string) (noticed, built bool, err error) {
	src, err := os.ReadFile(m.file)
	if err != nil {
		return false, false, err
	}
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return false, false, err
	}
	defer os.RemoveAll(temp)
	spoiled := filepath.Join(temp, "spoiled.go")
	if err := os.WriteFile(spoiled, []byte(string(src[:m.from])+m.now+string(src[m.to:])), 0o600); err != nil {
		return false, false, err
	}
	abs, err := filepath.Abs(m.file)
	if err != nil {
		return false, false, err
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {abs: spoiled}})
	if err != nil {
		return false, false, err
	}
	list := filepath.Join(temp, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return false, false, err
	}
	program := filepath.Join(temp, "program")
	if err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", list, "-o", program, "./"+dir).Run(); err != nil {
		if _, failed := errors.AsType[*exec.ExitError](err); failed {
			return false, false, nil
		}
		return false, false, err
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-test.failfast", "-test.timeout=50s")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "ROUNDS=10")
	err = cmd.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return true, true, nil
	}
	return false, true, err
}
