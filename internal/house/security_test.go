package house

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The tables of doc/security. A control that is said to be there names the test
// that fails when it is not.
const (
	securityDir = "doc/security/"
	asvs        = securityDir + "asvs.md"
	threats     = securityDir + "threats.md"
)

// asvsAnswers are what the table of requirements may answer.
var asvsAnswers = []string{"met", "not applicable", "operator", "open"}

var (
	namedTest  = regexp.MustCompile("`([a-z0-9/]+): ((?:Test|Fuzz)[A-Za-z0-9_]+)`")
	asvsID     = regexp.MustCompile(`^V(\d+)\.(\d+)\.(\d+)$`)
	asvsCounts = regexp.MustCompile(`^\| level (\d) `)
)

// findUnproved reports controls without a test, tests that are not there, and
// counts that are not those of the table.
func findUnproved(t *tree) []breach {
	have := make(map[string]bool)
	for _, f := range t.files {
		if !f.test && !tests(f) {
			continue
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil {
				have[f.dir+": "+d.Name.Name] = true
			}
		}
	}
	var found []breach
	for _, x := range t.texts {
		if !strings.HasPrefix(x.path, securityDir) || path.Ext(x.path) != ".md" {
			continue
		}
		found = append(found, lineBreaches(x, func(line string) string { return missingTest(line, have) })...)
		switch x.path {
		case asvs:
			found = append(found, asvsBreaches(x)...)
		case threats:
			found = append(found, lineBreaches(x, untested)...)
		}
	}
	return found
}

// missingTest says which test that a line names is not there.
func missingTest(line string, have map[string]bool) string {
	for _, m := range namedTest.FindAllStringSubmatch(line, -1) {
		if !have[m[1]+": "+m[2]] {
			return "no test " + m[2] + " in " + m[1]
		}
	}
	return ""
}

// untested says that a row of the threats names no test. Its first row is the
// head, its second the rule below it.
func untested(line string) string {
	c := cells(line)
	if len(c) < 2 || c[len(c)-1] == "test" || strings.HasPrefix(c[0], "---") {
		return ""
	}
	if !namedTest.MatchString(c[len(c)-1]) {
		return "no test is named"
	}
	return ""
}

// asvsBreaches holds every row of the requirements to the form of the table, and
// the counts above it to the rows.
func asvsBreaches(x text) (found []breach) {
	got := make(map[string]int) // by level and answer
	var stated []string
	last := []int{0, 0, 0}
	place := func(n int, format string, args ...any) {
		found = append(found, breach{fmt.Sprintf("%s:%d", x.path, n), fmt.Sprintf(format, args...)})
	}
	n := 0
	for line := range strings.Lines(x.body) {
		n++
		line = strings.TrimSpace(line)
		if asvsCounts.MatchString(line) {
			stated = append(stated, line)
			continue
		}
		c := cells(line)
		if len(c) == 0 || !asvsID.MatchString(c[0]) {
			continue
		}
		if len(c) != 6 {
			place(n, "%d cells, want 6", len(c))
			continue
		}
		got[c[1]+" "+c[3]]++
		id := numbers(asvsID.FindStringSubmatch(c[0])[1:])
		if slices.Compare(last, id) >= 0 {
			place(n, "%s is out of order", c[0])
		}
		last = id
		switch {
		case !slices.Contains(asvsAnswers, c[3]):
			place(n, "answer %q, want one of %v", c[3], asvsAnswers)
		case c[4] == "":
			place(n, "no control and no reason")
		case c[3] == "met" && !namedTest.MatchString(c[5]) && !link.MatchString(c[5]):
			place(n, "met, and no test or document is named")
		}
	}
	for _, level := range []string{"1", "2"} {
		want := "| level " + level + " |"
		for _, a := range asvsAnswers {
			want += " " + strconv.Itoa(got[level+" "+a]) + " |"
		}
		if !slices.Contains(stated, want) {
			found = append(found, breach{x.path, "the counts are " + want})
		}
	}
	return found
}

func numbers(digits []string) []int {
	ns := make([]int, len(digits))
	for i, d := range digits {
		ns[i], _ = strconv.Atoi(d)
	}
	return ns
}

// cells are the cells of a row of a table, or none.
func cells(line string) []string {
	line = strings.TrimSpace(line)
	if len(line) < 2 || line[0] != '|' || line[len(line)-1] != '|' {
		return nil
	}
	cs := strings.Split(line[1:len(line)-1], "|")
	for i := range cs {
		cs[i] = strings.TrimSpace(cs[i])
	}
	return cs
}
