package russian

import (
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
