package russian

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/amend"
)

// short is detail, with forms named by the first of them alone.
func short(o amend.Operation) string {
	if len(o.Forms) == 0 {
		return detail(o)
	}
	f := o.Forms[0]
	o.Forms = nil
	return detail(o) + " | forms " + f.Old + " = " + f.New
}

// TestLawsAndProtocolsAreReadAsAPersonReadsThem reads phrasings that were written
// and labelled before the grammar was tried on them.
func TestLawsAndProtocolsAreReadAsAPersonReadsThem(t *testing.T) {
	g := New(nil)
	list := variants(t, "testdata/laws.txt")
	says, read, back, wrong := 0, 0, 0, 0
	for _, v := range list {
		text := strings.NewReplacer(" ⏎ ", "\n", "~", "\u00a0").Replace(v.said)
		res := g.Parse(text+"\nПриложение к Решению\nПриложение 1. А", nil)
		var got []string
		for _, o := range res.Operations {
			got = append(got, strings.ReplaceAll(short(o), "\u00a0", " "))
		}
		want := v.want
		if slices.Equal(want, []string{"nothing"}) {
			want = []string{}
		}
		if len(want) > 0 {
			says++
		}
		switch {
		case len(res.Unparsed) > 0:
			if len(want) > 0 {
				back++
				t.Logf("comes back: %s\n\t%s: %q", v.said, res.Unparsed[0].Reason, res.Unparsed[0].Text)
				if !v.may {
					t.Errorf("comes back: %s", v.said)
				}
			}
		case want != nil && slices.Equal(got, want):
			if len(want) > 0 {
				read++
			}
		default:
			wrong++
			t.Errorf("%s\nis read as\n%s\nwant\n%s", v.said, strings.Join(got, "\n"), strings.Join(v.want, "\n"))
		}
	}
	t.Logf("%d phrasings, %d that say something: %d read, %d come back, %d wrong", len(list), says, read, back, wrong)
	if read < 500 {
		t.Errorf("%d are read", read)
	}
}

// quotation is a word or a quotation of an instruction.
var quotation = regexp.MustCompile(`«[^»]*»|"[^"]*"|„[^“]*“|\S+`)

// TestNoWordGoesOrMovesUnnoticed takes words out of instructions that are read, doubles
// them and swaps them with the next. Of what no longer asks for what it asked for,
// something comes back or is read as what it now says; nothing vanishes. Doubled
// and swapped words are read as another change only where they say it: a list of
// numbers in another order, a number of the new unit left to the quotation.
func TestNoWordGoesOrMovesUnnoticed(t *testing.T) {
	g := New(nil)
	read := func(said string) ([]string, bool) {
		res := g.Parse(strings.NewReplacer(" ⏎ ", "\n", "~", "\u00a0").Replace(said)+"\nПриложение к Решению\nПриложение 1. А", nil)
		var out []string
		for _, o := range res.Operations {
			out = append(out, short(o))
		}
		return out, len(res.Unparsed) == 0
	}
	tried, other := 0, 0
	for _, v := range variants(t, "testdata/laws.txt") {
		want, ok := read(v.said)
		if !ok || v.want == nil {
			continue
		}
		words := quotation.FindAllString(v.said, -1)
		try := func(moved bool, list []string) {
			tried++
			said := strings.Join(list, " ")
			got, ok := read(said)
			if !ok || slices.Equal(got, want) {
				return
			}
			if len(got) == 0 {
				t.Errorf("%s\nvanishes", said)
			}
			if moved {
				other++
				t.Logf("%s\nis read as %q", said, got)
			}
		}
		for i, w := range words {
			if strings.ContainsAny(w, "«»\"„“") {
				break // behind it the words can be those of a quotation
			}
			if w == "⏎" {
				continue
			}
			try(false, slices.Delete(slices.Clone(words), i, i+1))
			try(true, slices.Insert(slices.Clone(words), i, w))
			if i+1 < len(words) && words[i+1] != "⏎" && words[i+1] != w {
				l := slices.Clone(words)
				l[i], l[i+1] = l[i+1], l[i]
				try(true, l)
			}
		}
	}
	t.Logf("%d spoilt, %d moved words read as another change", tried, other)
	if other > 4 {
		t.Error("at most 4 are known")
	}
}
