package english

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// A variant is an instruction and what it may be read as.
type variant struct {
	said string
	want []string // operations, in the form of detail
	may  bool     // or it comes back
	or   []string // or one of these
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
				if other, is := strings.CutPrefix(meaning, "or "); is {
					out[i].or = append(out[i].or, other)
				} else if meaning == "unparsed" {
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
	for file, want := range map[string]int{"testdata/variants.txt": 259, "testdata/fresh.txt": 205} {
		t.Run(file, func(t *testing.T) { readAsOne(t, variants(t, file), want) })
	}
}

func readAsOne(t *testing.T, list []variant, want int) {
	lawful, read := 0, 0
	for _, v := range list {
		res := Parse(strings.ReplaceAll(v.said, " ⏎ ", "\n"), Options{})
		var got []string
		for _, o := range res.Operations {
			got = append(got, detail(o))
		}
		exact := len(res.Unparsed) == 0 && (slices.Equal(got, v.want) || len(got) == 1 && (v.may && slices.Contains(v.want, got[0]) || slices.Contains(v.or, got[0])))
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
	if read < want {
		t.Errorf("%d of %d are read", read, lawful)
	}
	t.Logf("%d variants, %d that say something, %d of them read", len(list), lawful, read)
}

// detail is an operation as testdata/variants.txt writes it.
func detail(o amend.Operation) string {
	var at, named []string
	for _, a := range o.Targets {
		at = append(at, a.String())
	}
	for _, s := range o.Named {
		named = append(named, act.Address{Steps: []act.Step{s}}.String())
	}
	s := string(o.Kind) + " " + strings.Join(at, " & ")
	if named != nil {
		s += " + " + strings.Join(named, " & ")
	}
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
		s += " | rest"
	}
	add("at", string(o.At))
	if o.Anchor != nil {
		add("beside", o.Anchor.String())
	}
	add("numbers", strings.Join(o.Numbers, " "))
	add("lines", strings.Join(o.Lines, " ⏎ "))
	add("until", o.Until)
	return s
}

// TestWhatIsSpoiltIsNotReadAsBefore spoils every variant that is read: words that
// change the meaning come in at every place, marks of quotations go, numbers
// change. What is still read has to say what it now says.
func TestWhatIsSpoiltIsNotReadAsBefore(t *testing.T) {
	read := func(said string) ([]string, bool) {
		text := strings.ReplaceAll(said, " ⏎ ", "\n")
		res := Parse(text, Options{})
		var out []string
		for _, o := range res.Operations {
			out = append(out, detail(o))
		}
		return out, len(res.Unparsed) == 0
	}
	spoilt, wrong := 0, 0
	for _, v := range append(variants(t, "testdata/variants.txt"), variants(t, "testdata/fresh.txt")...) {
		want, ok := read(v.said)
		if !ok || v.want == nil {
			continue
		}
		try := func(said string, want []string) {
			spoilt++
			if spoilt%10 > 0 && os.Getenv("ROUNDS") == "" { // an ordinary run takes a tenth
				return
			}
			if got, ok := read(said); ok && !slices.Equal(got, want) {
				wrong++
				t.Errorf("%s\nis read as %q", said, got)
			}
		}
		words := strings.Split(v.said, " ")
		for i := range len(words) + 1 {
			if n := strings.Count(strings.Join(words[:i], " "), "«") - strings.Count(strings.Join(words[:i], " "), "»"); n > 0 || i > 0 && (strings.ContainsAny(strings.Join(words[:i], " "), "‘“\"„") || strings.Contains(strings.Join(words[:i], " "), "⏎ Annex")) {
				break // inside or behind a quotation, where words are quoted or prose is over
			}
			for _, extra := range []string{"not", "where appropriate", "except in the annex,", "unless otherwise decided,", "possibly", "either", "as far as practicable"} {
				try(strings.Join(slices.Concat(words[:i], []string{extra}, words[i:]), " "), nil)
			}
		}
		for i, r := range v.said {
			if strings.ContainsRune("«»‘’“”\"", r) {
				try(v.said[:i]+v.said[i+len(string(r)):], nil)
			}
		}
		three := func(s string) string { return strings.NewReplacer("3", "8", "5", "9", "7", "6").Replace(s) }
		now := slices.Clone(want)
		for i := range now {
			now[i] = three(now[i])
		}
		if !strings.ContainsAny(v.said, "-–") && !strings.Contains(v.said, "202") { // ranges and days become others
			try(three(v.said), now)
		}
	}
	t.Logf("%d spoilt, %d wrong and unflagged", spoilt, wrong)
}
