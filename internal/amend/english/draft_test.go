package english_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/differ"
	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/english/draft"
)

// TestProseWrittenForOperationsIsReadAsThem takes operations from generated
// instructions, writes prose for them and reads it back.
func TestProseWrittenForOperationsIsReadAsThem(t *testing.T) {
	written := 0
	for seed := range uint64(pairs(t, 10_000)) {
		text, family, ok := english.Generated(seed)
		if !ok {
			continue
		}
		res := english.Parse(text, english.Options{})
		if len(res.Unparsed) > 0 {
			t.Fatal(text, res.Unparsed)
		}
		prose, err := draft.Draft(res.Operations)
		if err != nil {
			t.Errorf("%s: %v\n%s", family, err, text)
			continue
		}
		written++
		again := english.Parse(prose, english.Options{})
		for i := range again.Operations {
			if !draft.Same(&again.Operations[i], &res.Operations[i]) {
				t.Fatalf("%s\n%s\nread as %+v", text, prose, again.Operations[i])
			}
		}
	}
	t.Logf("%d written and read back", written)
}

// pairs is how many of all cases are tried: a tenth of them, or the hundredths of
// all that ROUNDS says. all.bash and continuous integration ask all of them.
func pairs(t *testing.T, all int) int {
	s := os.Getenv("ROUNDS")
	if s == "" {
		return all / 10
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return all * n / 100
}

// TestWhatIsDraftedIsReadBack: the difference of two texts, drafted as prose,
// read and applied, makes one of the other. Of its 10,000 pairs an ordinary run
// takes 1,000.
func TestWhatIsDraftedIsReadBack(t *testing.T) {
	n := pairs(t, 10_000)
	kinds := make(map[amend.Kind]int)
	undrafted := 0
	for seed := range uint64(n) {
		before, after := english.Pair(seed)
		a, err := act.ParsePlain(before, act.English)
		if err != nil {
			t.Fatal(err)
		}
		b, err := act.ParsePlain(after, act.English)
		if err != nil {
			t.Fatal(err)
		}
		ops, err := differ.Operations(a, b)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, err, before, after)
		}
		for _, o := range ops {
			kinds[o.Kind]++
		}
		if len(ops) == 0 {
			continue
		}
		text, err := draft.Draft(ops)
		if err != nil {
			if undrafted++; undrafted < 6 {
				t.Errorf("seed %d: %v\n%s\n%v", seed, err, differing(before, after), ops)
			}
			continue
		}
		res := english.Parse(text, english.Options{Base: a})
		if len(res.Unparsed) > 0 {
			t.Fatalf("seed %d: %v\n%s", seed, res.Unparsed, text)
		}
		got, err := amend.Apply(a, amend.Amender{ID: "a", Operations: res.Operations})
		if err != nil || got.Plain() != b.Plain() {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, err, text, differing(before, after))
		}
	}
	t.Logf("%d pairs of texts, %d without prose; operations %v", n, undrafted, kinds)
}

// differing shows the lines of one text that the other has not.
func differing(a, b string) string {
	var s strings.Builder
	for _, x := range []struct{ sign, one, other string }{{"- ", a, b}, {"+ ", b, a}} {
		have := strings.Split(x.other, "\n")
		for l := range strings.SplitSeq(x.one, "\n") {
			if !slices.Contains(have, l) {
				s.WriteString(x.sign + l + "\n")
			}
		}
	}
	return s.String()
}
