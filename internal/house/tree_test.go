package house

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "chancery.example/chancery/"

// A tree is everything the rules may look at.
type tree struct {
	fset   *token.FileSet
	rooms  []room
	files  []*file
	texts  []text
	paths  map[string]bool // every file and folder, tests' data included
	limits limits
	broken []breach // files that cannot be read as Go
}

// A file is one Go file.
type file struct {
	*ast.File
	path      string
	dir       string
	lines     int
	test      bool
	generated bool
}

// A text is any file that people read, Go files included.
type text struct {
	path string
	body string
}

// A breach is one place where a rule is broken.
type breach struct {
	where string // path:line
	what  string
}

func (b breach) String() string { return b.where + ": " + b.what }

// readTree reads the source under fsys. Folders of downloaded packages and
// hidden ones but .ci and .github are passed over; the data of tests is known to
// exist and not read.
func readTree(fsys fs.FS, rooms []room, max limits) (*tree, error) {
	t := &tree{fset: token.NewFileSet(), rooms: rooms, limits: max, paths: make(map[string]bool)}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			base := d.Name()
			hidden := strings.HasPrefix(base, ".") && name != "." && base != ".ci" && base != ".github"
			if hidden || slices.Contains([]string{"node_modules", "bin"}, base) {
				return fs.SkipDir
			}
			return nil
		}
		for p := name; p != "."; p = path.Dir(p) {
			t.paths[p] = true
		}
		if !isText(name) || strings.Contains("/"+name, "/testdata/") {
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		t.add(name, src)
		return nil
	})
	return t, err
}

func isText(name string) bool {
	known := []string{".bash", ".conf", ".css", ".go", ".html", ".js", ".json", ".md", ".mod", ".mjs", ".sql", ".templ", ".txt", ".yaml", ".yml"}
	return slices.Contains(known, path.Ext(name)) || name == ".ci/run" || path.Base(name) == ".npmrc"
}

func (t *tree) add(name string, src []byte) {
	t.texts = append(t.texts, text{name, string(src)})
	if path.Ext(name) != ".go" {
		return
	}
	syntax, err := parser.ParseFile(t.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.broken = append(t.broken, breach{name, err.Error()})
		return
	}
	t.files = append(t.files, &file{
		File:      syntax,
		path:      name,
		dir:       path.Dir(name),
		lines:     bytes.Count(src, []byte("\n")),
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(syntax),
	})
}

// at is the breach of a rule at a place in a Go file.
func (t *tree) at(pos token.Pos, format string, args ...any) breach {
	p := t.fset.Position(pos)
	return breach{fmt.Sprintf("%s:%d", p.Filename, p.Line), fmt.Sprintf(format, args...)}
}

// length is the number of lines from the first to the last of a node.
func (t *tree) length(n ast.Node) int {
	return t.fset.Position(n.End()).Line - t.fset.Position(n.Pos()).Line + 1
}

// written yields the files that people write and the product is made of.
func (t *tree) written(yield func(*file) bool) {
	for _, f := range t.files {
		if !f.test && !f.generated && !yield(f) {
			return
		}
	}
}

// packages groups the files by folder; tests and generated files are included.
func (t *tree) packages() map[string][]*file {
	m := make(map[string][]*file)
	for _, f := range t.files {
		m[f.dir] = append(m[f.dir], f)
	}
	return m
}

// lineBreaches reports every line of a text on which find says something.
func lineBreaches(x text, find func(line string) string) []breach {
	var found []breach
	n := 0
	for line := range strings.Lines(x.body) {
		n++
		if what := find(strings.TrimRight(line, "\n")); what != "" {
			found = append(found, breach{fmt.Sprintf("%s:%d", x.path, n), what})
		}
	}
	return found
}

// selector is the "x.Name" that an expression is, if it is one.
func selector(e ast.Node) (x, name string, ok bool) {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return "", "", false
	}
	id, ok := s.X.(*ast.Ident)
	if !ok {
		return "", "", false
	}
	return id.Name, s.Sel.Name, true
}

func TestTextsAreKnownByTheirNames(t *testing.T) {
	for name, want := range map[string]bool{"a/b.go": true, ".ci/run": true, "x.png": false, "tools/web/.npmrc": true} {
		if isText(name) != want {
			t.Errorf("isText(%q) = %v", name, !want)
		}
	}
}
