package russian

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"chancery.example/chancery/internal/amend"
)

// detail is an operation as testdata/instructions.txt writes it.
func detail(o amend.Operation) string {
	s := label(o)
	add := func(name, value string) {
		if value != "" {
			s += " | " + name + " " + value
		}
	}
	add("old", o.Old)
	add("new", o.New)
	if o.Count > 0 {
		add("count", fmt.Sprint(o.Count))
	}
	if o.All {
		add("count", "all")
	}
	if o.Nth != 0 {
		add("nth", fmt.Sprint(o.Nth))
	}
	add("through", o.Through)
	if o.Rest {
		add("through", "the end")
	}
	if o.Shift != 0 {
		add("shift", fmt.Sprint(o.Shift))
	}
	add("at", string(o.At))
	if o.Anchor != nil {
		add("beside", o.Anchor.String())
	}
	add("numbers", strings.Join(o.Numbers, " "))
	add("lines", strings.Join(o.Lines, " ⏎ "))
	for _, f := range o.Forms {
		add("form", f.Old+" = "+f.New)
	}
	add("until", o.Until)
	return s
}

// TestInstructionsAreReadAsTheTableSays reads every instruction of the table by
// itself; what a person wrote under it is what it means.
func TestInstructionsAreReadAsTheTableSays(t *testing.T) {
	b, err := os.ReadFile("testdata/instructions.txt")
	if err != nil {
		t.Fatal(err)
	}
	g := New(nil)
	said := ""
	want := make(map[string][]string)
	var order []string
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSuffix(l, "\n")
		switch rest, under := strings.CutPrefix(l, "    "); {
		case under:
			want[said] = append(want[said], rest)
		case l != "" && l[0] != '#':
			said = l
			order = append(order, l)
		}
	}
	for _, l := range order {
		res := g.Parse(strings.ReplaceAll(l, " ⏎ ", "\n")+"\nПриложение к Решению\nПриложение 1. А", nil)
		var got []string
		for _, o := range res.Operations {
			got = append(got, detail(o))
		}
		if len(res.Unparsed) > 0 {
			got = append(got, "unparsed "+string(res.Unparsed[0].Reason))
		}
		if a, b := strings.Join(got, "\n"), strings.Join(want[l], "\n"); a != b {
			t.Errorf("%s\nis read as\n%s\nwant\n%s", l, a, b)
		}
	}
}
