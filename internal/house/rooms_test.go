package house

import (
	"bufio"
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A room is one line of rooms.txt.
type room struct {
	name    string
	kind    string   // pure, leaf or open
	imports []string // "x/..." and "pure" are patterns
}

func (r room) pure() bool { return r.kind != "open" }

func readRooms() ([]room, error) {
	f, err := os.Open("rooms.txt")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rooms []room
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		plan, reason, _ := strings.Cut(line, "#")
		w := strings.Fields(plan)
		if len(w) < 2 || strings.TrimSpace(reason) == "" || !slices.Contains([]string{"pure", "leaf", "open"}, w[1]) {
			return nil, fmt.Errorf("rooms.txt:%d: want folder, kind, imports and a reason", n)
		}
		rooms = append(rooms, room{w[0], w[1], w[2:]})
	}
	return rooms, lines.Err()
}

// matches says whether a pattern of rooms.txt names a folder.
func matches(pattern, dir string) bool {
	above, deep := strings.CutSuffix(pattern, "/...")
	return pattern == dir || deep && (dir == above || strings.HasPrefix(dir, above+"/"))
}

func (t *tree) room(dir string) (room, bool) {
	i := slices.IndexFunc(t.rooms, func(r room) bool { return matches(r.name, dir) })
	if i < 0 {
		return room{}, false
	}
	return t.rooms[i], true
}

// mayImport says whether the plan lets one room import another.
func (t *tree) mayImport(from room, dir string) bool {
	to, known := t.room(dir)
	if known && to.kind == "leaf" && from.kind != "leaf" && from.name != "register" {
		return true
	}
	if dir == "internal/browser" || dir == "internal/house" {
		return false
	}
	return slices.ContainsFunc(from.imports, func(p string) bool {
		return matches(p, dir) || p == "pure" && known && to.pure()
	})
}

// ours yields the rooms that a file imports, with the place.
func (f *file) ours(yield func(string, *ast.ImportSpec) bool) {
	for _, im := range f.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		if dir, ok := strings.CutPrefix(p, module); ok && !yield(dir, im) {
			return
		}
	}
}

func findImports(t *tree) []breach {
	var found []breach
	unknown := make(map[string]bool)
	for _, f := range t.files {
		from, ok := t.room(f.dir)
		if !ok {
			if !unknown[f.dir] {
				unknown[f.dir] = true
				found = append(found, breach{f.path, f.dir + " is not in internal/house/rooms.txt: add it, with a reason"})
			}
			continue
		}
		if f.test {
			continue
		}
		for dir, im := range f.ours {
			if !t.mayImport(from, dir) {
				found = append(found, t.at(im.Pos(), "%s may not import %s", f.dir, dir))
			}
		}
	}
	return found
}

// longest is the most rooms one may pass through from cmd/chancery, each
// importing the next. Leaves are not counted.
const longest = 6

func findLongChain(t *tree) []breach {
	imports := make(map[string][]string)
	for f := range t.written {
		for dir := range f.ours {
			if r, ok := t.room(dir); !ok || r.kind != "leaf" {
				imports[f.dir] = append(imports[f.dir], dir)
			}
		}
	}
	chains := make(map[string][]string) // the longest chain below a room
	var below func(dir string) []string
	below = func(dir string) []string {
		if c, ok := chains[dir]; ok {
			return c
		}
		chains[dir] = []string{dir} // ends a ring, which the compiler refuses
		for _, next := range imports[dir] {
			if c := below(next); len(c)+1 > len(chains[dir]) {
				chains[dir] = append([]string{dir}, c...)
			}
		}
		return chains[dir]
	}
	var found []breach
	for _, dir := range slices.Sorted(maps.Keys(imports)) {
		if c := below(dir); len(c)-1 > longest && strings.HasPrefix(dir, "cmd/") {
			found = append(found, breach{dir, fmt.Sprintf("%d imports in a row: %s", len(c)-1, strings.Join(c, " > "))})
		}
	}
	return found
}

// keepers lists what only some rooms may name: an import, or a selector of the
// package imported by that path.
var keepers = []struct {
	path  string
	names []string // none: the import itself
	rooms []string
}{
	{"database/sql", nil, []string{"internal/store", "internal/store/account", "bench/..."}},
	{"modernc.org/sqlite", nil, []string{"internal/store", "bench/..."}},
	{"github.com/jackc/pgx/v5", nil, []string{"internal/store", "bench/..."}},
	{"golang.org/x/mod/sumdb/note", []string{"NewSigner", "GenerateKey", "NewEd25519SignerKey"}, []string{"internal/depositary", "internal/witness", "bench/..."}},
	{"crypto/ed25519", []string{"GenerateKey", "NewKeyFromSeed", "PrivateKey", "Sign"}, []string{"internal/depositary", "internal/witness", "bench/..."}},
}

func findKeepers(t *tree) []breach {
	var found []breach
	for f := range t.written {
		for _, k := range keepers {
			lawful := slices.ContainsFunc(k.rooms, func(p string) bool { return matches(p, f.dir) })
			if lawful {
				continue
			}
			for _, im := range f.Imports {
				p, _ := strconv.Unquote(im.Path.Value)
				if p != k.path && !strings.HasPrefix(p, k.path+"/") {
					continue
				}
				if k.names == nil {
					found = append(found, t.at(im.Pos(), "%s may not import %s", f.dir, p))
					continue
				}
				found = append(found, t.uses(f, path.Base(p), k.names, "holds a private key")...)
			}
		}
	}
	return found
}

// uses reports each pkg.name in a file.
func (t *tree) uses(f *file, pkg string, names []string, why string) []breach {
	var found []breach
	ast.Inspect(f.File, func(n ast.Node) bool {
		if x, name, ok := selector(n); ok && x == pkg && slices.Contains(names, name) {
			found = append(found, t.at(n.Pos(), "%s.%s: %s", pkg, name, why))
		}
		return true
	})
	return found
}

func findState(t *tree) []breach {
	blind := []string{"internal/web/...", "internal/publish", "internal/search", "internal/akn", "internal/docx"}
	var found []breach
	for _, f := range t.files {
		// A test wires the site as the command does; what it serves still sees views only.
		if !f.test && slices.ContainsFunc(blind, func(p string) bool { return matches(p, f.dir) }) {
			found = append(found, t.uses(f, "council", []string{"State"}, f.dir+" reads views only")...)
		}
		if !f.test && !strings.HasPrefix(f.dir, "internal/reading/") {
			found = append(found, t.uses(f, "reading", []string{"SightOf"}, "only rooms below reading see things and not views")...)
		}
	}
	return found
}

func findFolders(t *tree) []breach {
	banned := []string{"adapter", "adapters", "application", "base", "common", "core", "domain", "dto", "entities", "entity",
		"handler", "handlers", "helper", "helpers", "infra", "infrastructure", "lib", "manager", "misc", "mock", "mocks",
		"model", "models", "pkg", "ports", "repository", "service", "services", "shared", "support", "types", "util", "utils"}
	var found []breach
	for dir := range t.packages() {
		for part := range strings.SplitSeq(dir, "/") {
			if slices.Contains(banned, part) {
				found = append(found, breach{dir, "no folder is named " + part})
			}
		}
	}
	return found
}
