package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/internal/council"
)

// Every word of the rules of procedure that a page can show is said in every
// language. The words are read from the constants of the package, so that a new
// one without its message fails here.
func TestEveryWordOfProcedureIsSaid(t *testing.T) {
	prefixes := map[string]string{
		"Condition": "condition.", "Outcome": "outcome.", "Stance": "stance.", "Effect": "effect.", "Tally": "tally.", "Method": "method.",
		"Bar": "bar.", "Compare": "compare.", "Base": "base.", "Moment": "moment.", "Phase": "phase.", "Fault": "fault.",
	}
	said := map[string]int{}
	for typ, values := range constants(t, "../procedure") {
		prefix, shown := prefixes[typ]
		for _, v := range values {
			if !shown || v == "" {
				continue
			}
			said[typ]++
			want(t, prefix+v)
			if typ == "Condition" && v != "tally" {
				want(t, "reason."+v)
				want(t, "reason."+v+".unmet")
			}
		}
	}
	for typ := range prefixes {
		if said[typ] < 3 && typ != "Moment" {
			t.Errorf("%d constants of type %s were found", said[typ], typ)
		}
	}
	for _, kind := range council.StatementKinds() {
		want(t, "beside."+kind)
	}
	for _, key := range []string{
		"stance.none", "outcome.open", "moment.at-decision", "reason.tally", "reason.tally.unmet", "reason.tally.who", "reason.missing",
		"fault." + council.SilenceRunning, "fault." + council.SilenceOnly, "fault." + council.SilenceProvisional,
		"fault." + council.FaultNoStage, "fault." + council.FaultUnopened, "fault." + council.FaultOpened, "fault." + council.FaultEnded,
	} {
		want(t, key)
	}
}

// want wants a message in every language.
func want(t *testing.T, key string) {
	t.Helper()
	book, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range book.Langs() {
		if tongue, _ := book.In(l); !tongue.Has(key) {
			t.Errorf("%s: no message %s", l, key)
		}
	}
}

// constants returns the values of the typed text constants of a package, by type.
func constants(t *testing.T, dir string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files: ", err)
	}
	all := map[string][]string{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			typ, named := spec.Type.(*ast.Ident)
			lit, text := spec.Values[0].(*ast.BasicLit)
			if named && text && lit.Kind == token.STRING {
				if v, err := strconv.Unquote(lit.Value); err == nil {
					all[typ.Name] = append(all[typ.Name], v)
				}
			}
			return true
		})
	}
	return all
}
