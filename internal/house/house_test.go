package house

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what testdata says must be reported")

// A rule is one law of the house.
type rule struct {
	name string // of the rule, and of its archive in testdata
	law  string // what to do instead; shown with every breach
	find func(*tree) []breach
}

var rules = []rule{
	{"syntax", "every Go file can be parsed", func(t *tree) []breach { return t.broken }},
	{"rooms", "rooms.txt says who may import whom; a change there needs its reason", findImports},
	{"chain", "short chains of imports can be held in the head", findLongChain},
	{"keepers", "only store talks to a database, only depositary and witness hold private keys", findKeepers},
	{"state", "pages, feeds and files are made from reading.Room, never from council.State", findState},
	{"folders", "a folder is named for what it is about, not for a pattern or a layer", findFolders},
	{"purity", "a pure room gives the same answer for ever: time, chance and the world are arguments", findImpure},
	{"package-comments", "each package has one comment, in the file named as the package", findPackageComments},
	{"comments", "every exported name has a comment that begins with it", findUncommented},
	{"words-in-comments", "comments are in the present tense, of nobody in particular, and promise nothing", findLooseComments},
	{"anchors", "a reference to a document leads somewhere", findDeadAnchors},
	{"init", "nothing happens before main", findInit},
	{"globals", "what can change has an owner; a package variable has none", findGlobals},
	{"any", "a signature says what it takes", findAny},
	{"sleep", "tests wait for what happens, not for time to pass, and are never skipped", findSleep},
	{"context", "a context comes first and is never kept", findContext},
	{"interfaces", "an interface has four methods at most", findWideInterfaces},
	{"errors", "an error is a path of nouns; absence is not (nil, nil)", findErrors},
	{"receivers", "a receiver has one or two letters, the same for a type everywhere", findReceivers},
	{"names", "one word for one thing: style.md, Words", findNames},
	{"budgets", "what is long is two things", findLong},
	{"templ", "pages are safe by construction and work without scripts", findUnsafeTempl},
	{"dependencies", "each direct dependency earns a line: what it saves, how to leave it", findDependencies},
	{"security", "a control that is claimed has a test that fails without it", findUnproved},
	{"machines", "the source names no machine, no assistant and no registry", findMachines},
}

func TestHouse(t *testing.T) {
	rooms, err := readRooms()
	if err != nil {
		t.Fatal(err)
	}
	house, err := readTree(os.DirFS("../.."), rooms, allowed)
	if err != nil {
		t.Fatal(err)
	}
	if len(house.files) < 3 {
		t.Fatalf("%d Go files seen: the house looks at the wrong folder", len(house.files))
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, b := range r.find(house) {
				t.Errorf("%s\n\trule %s: %s", b, r.name, r.law)
			}
		})
	}
	t.Log(figures(house))
}

func TestEveryRuleReportsItsBreach(t *testing.T) {
	rooms, err := readRooms()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			name := filepath.Join("testdata", r.name+".txtar")
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, got := breachesOf(t, archive, rooms, r)
			if got == "" {
				t.Fatal("the archive breaks the rule, and nothing was reported")
			}
			if *update {
				archive.Files[0].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("reported:\n%swant:\n%s", got, want)
			}
		})
	}
}

// breachesOf applies a rule to the files of an archive. The first file is what
// must be reported. Limits can be lowered in the comment of the archive.
func breachesOf(t *testing.T, a *txtar.Archive, rooms []room, r rule) (want, got string) {
	if len(a.Files) == 0 || a.Files[0].Name != "want" {
		t.Fatal("the first file of the archive is not named want")
	}
	fsys := make(fstest.MapFS)
	for _, f := range a.Files[1:] {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	house, err := readTree(fsys, rooms, limitsIn(t, string(a.Comment)))
	if err != nil {
		t.Fatal(err)
	}
	found := r.find(house)
	lines := make([]string, len(found))
	for i, b := range found {
		lines[i] = b.String() + "\n"
	}
	slices.Sort(lines)
	return string(a.Files[0].Data), strings.Join(lines, "")
}

// limitsIn reads "limit file 10" lines.
func limitsIn(t *testing.T, comment string) limits {
	l := allowed
	for line := range strings.Lines(comment) {
		w := strings.Fields(line)
		if len(w) != 3 || w[0] != "limit" {
			continue
		}
		n, err := strconv.Atoi(w[2])
		if err != nil {
			t.Fatal(err)
		}
		switch w[1] {
		case "file":
			l.file = n
		case "function":
			l.function = n
		case "table":
			l.table = n
		case "package":
			l.pkg = n
		default:
			t.Fatalf("unknown limit %q", w[1])
		}
	}
	return l
}
