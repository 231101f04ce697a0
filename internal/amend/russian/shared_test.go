package russian

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/amend"
)

// shared reads a file of the data that lies beside the repository and is no part
// of it; ok is false where there is none.
func shared(t *testing.T, name string) (text string, ok bool) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "amend", name))
	if err == nil {
		return string(b), true
	}
	t.Logf("%s: not beside this repository, not read", name)
	return "", false
}

// label is an operation as the labels write it.
func label(o amend.Operation) string {
	var at, named []string
	for _, a := range o.Targets {
		at = append(at, a.String())
	}
	s := string(o.Kind) + " " + strings.Join(at, " & ")
	for _, n := range o.Named {
		x := string(n.Name)
		if n.Num != "" {
			x += " " + n.Num
		}
		if n.Ordinal != 0 {
			x += fmt.Sprint(" #", n.Ordinal)
		}
		named = append(named, x)
	}
	if named != nil {
		s += " + " + strings.Join(named, " & ")
	}
	return s
}

func TestALawOfManyActsIsReadAsItsLabelsSay(t *testing.T) {
	text, ok := shared(t, "ru-98-fz.txt")
	if !ok {
		return
	}
	b, err := os.ReadFile("testdata/98-fz.labels")
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string][]string)
	other := make(map[string][2]string) // what the parser reads otherwise than the labels, and why
	var order []string
	for l := range strings.Lines(string(b)) {
		if x, ok := strings.CutPrefix(l, "! "); ok {
			line, rest, _ := strings.Cut(x, " ")
			reading, why, _ := strings.Cut(strings.TrimSpace(rest), ": ")
			other[line] = [2]string{reading, why}
		} else if line, rest, ok := strings.Cut(strings.TrimSpace(l), " "); ok && line != "#" {
			if want[line] == nil {
				order = append(order, line)
			}
			want[line] = append(want[line], rest)
		}
	}
	res := New(nil).Parse(text, nil)
	got := make(map[string][]string)
	for _, o := range res.Operations {
		line := fmt.Sprint(strings.Count(text[:o.Source.From], "\n") + 1)
		got[line] = append(got[line], label(o))
	}
	agree := 0
	for _, line := range order {
		if slices.Equal(got[line], want[line]) {
			agree++
		} else if x, ok := other[line]; ok && slices.Equal(got[line], []string{x[0]}) {
			t.Logf("line %s is labelled %q and read as %q: %s", line, want[line], x[0], x[1])
		} else if len(got[line]) > 0 {
			t.Errorf("line %s is read as %q, want %q", line, got[line], want[line])
		}
		delete(got, line)
	}
	for line, ops := range got {
		t.Errorf("line %s has no label and is read as %q", line, ops)
	}
	for _, u := range res.Unparsed {
		t.Logf("unparsed, line %d: %.120q (%s)", strings.Count(text[:u.Range.From], "\n")+1, u.Text, u.Reason)
	}
	t.Logf("%d of %d operation lines agree with their labels", agree, len(order))
	if agree < 44 {
		t.Error("at least 44 lines are wanted")
	}
}

func TestFragmentsOfTreatiesAreRead(t *testing.T) {
	text, ok := shared(t, "ru-treaty-fragments.md")
	if !ok {
		return
	}
	// between cuts a fragment out of the collection: from a word of one of its
	// numbered items on, up to another.
	between := func(item, from, to string) string {
		_, s, ok1 := strings.Cut(text, "\n"+item+". ")
		i := strings.Index(s, from)
		if !ok1 || i < 0 {
			t.Fatalf("item %s has no %q", item, from)
		}
		s = s[i:]
		j := strings.Index(s, to)
		if j < 0 {
			t.Fatalf("item %s has no %q", item, to)
		}
		return s[:j]
	}
	for _, c := range []struct{ text, want string }{
		{between("1", "а) изложить", "…") + "\".", "substitution article 2 > line #2"},
		{between("2", "а) в статье 1", " б) в статье"), "text-substitution article 1"},
		{between("2", "б) в статье 7", "…") + "\".", "substitution article 7 > line #1"},
		{strings.TrimSpace(between("3", "а) изложить", "…")) + "\".", "substitution article 3"},
		{strings.ReplaceAll(between("4", "Статья 1.", "»"), " Статья", "\nСтатья"), "text-substitution article 10 > line #1"},
		{between("5", "Изложить раздел", "…") + "\".", "substitution section 4"},
		{between("6", "В пункте", "»"), "text-substitution point 2.3.1.2 > line #6"},
		{between("8", "1) часть 1", " 2) часть"), "text-insertion part 1"},
		{between("8", "2) часть 3", " 1) в статье"), "substitution part 3"},
		{between("8", "1) в статье 5", " 2) в пункте"), "text-substitution article 5"},
		{between("8", "2) в пункте 2", " 3) статью"), "text-deletion article 7 > part 3 > point 2"},
		{between("8", "3) статью 8", " 4) статью"), "text-insertion article 8"},
		{between("8", "4) статью 15", " В пункте"), "substitution article 15"},
		{strings.Replace(between("8", "В пункте 5", "»"), " … ", " ", 1), "text-deletion article 36 > part 1 > point 5"},
	} {
		res := New(nil).Parse(c.text, nil)
		var got []string
		for _, o := range res.Operations {
			got = append(got, label(o))
		}
		if strings.Join(got, "; ") != c.want || len(res.Unparsed) > 0 {
			t.Errorf("%.200q is read as %q with %v, want %q", c.text, got, res.Unparsed, c.want)
		}
	}
}
