package russian

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// A variant is an instruction and what it may be read as.
type variant struct {
	said string
	want []string // operations, in the form of detail
	may  bool     // or it comes back
}

// variants reads a file in which several instructions share the meaning under
// them: operations, "unparsed", or operations that may come back instead.
func variants(t *testing.T, file string) []variant {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []variant
	from, under := 0, false
	for l := range strings.Lines(string(b)) {
		l = strings.TrimSuffix(l, "\n")
		meaning, is := strings.CutPrefix(l, "    ")
		switch {
		case l == "" || l[0] == '#':
			continue
		case !is:
			if under {
				from = len(out)
			}
			out = append(out, variant{said: l})
		default:
			for i := from; i < len(out); i++ {
				if meaning == "unparsed" {
					out[i].may = true
				} else {
					out[i].want = append(out[i].want, meaning)
				}
			}
		}
		under = is
	}
	return out
}

// TestVariantsAreReadAsOneOrComeBack: what is read, is read as a person did.
// Those that come back although they could be read are counted.
func TestVariantsAreReadAsOneOrComeBack(t *testing.T) {
	g := New(nil)
	list := variants(t, "testdata/variants.txt")
	lawful, read := 0, 0
	for _, v := range list {
		res := g.Parse(strings.ReplaceAll(v.said, " ⏎ ", "\n")+"\nПриложение к Решению\nПриложение 1. А", nil)
		var got []string
		for _, o := range res.Operations {
			got = append(got, detail(o))
		}
		exact := len(res.Unparsed) == 0 && slices.Equal(got, v.want)
		if v.want != nil {
			lawful++
		}
		switch {
		case exact:
			read++
		case v.may && len(res.Unparsed) > 0:
			if v.want != nil {
				t.Logf("comes back: %s", v.said)
			}
		default:
			t.Errorf("%s\nis read as\n%s\n%v\nwant\n%s", v.said, strings.Join(got, "\n"), res.Unparsed, strings.Join(v.want, "\n"))
		}
	}
	if read < 320 {
		t.Errorf("%d of %d are read", read, lawful)
	}
	t.Logf("%d variants, %d that say something, %d of them read", len(list), lawful, read)
}
