package russian_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/differ"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/russian/draft"
)

// pairs is how many pairs of texts are compared: a tenth of them, or the
// hundredths of all that ROUNDS says. all.bash and continuous integration ask
// all of them.
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
	g := russian.New(nil)
	n := pairs(t, 10_000)
	kinds := make(map[amend.Kind]int)
	undrafted := 0
	for seed := range uint64(n) {
		base, after := russian.Pair(seed)
		a, err := act.ParsePlain(base, act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		b, err := act.ParsePlain(after, act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		ops, err := differ.Operations(a, b)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, err, base, after)
		}
		for _, o := range ops {
			kinds[o.Kind]++
		}
		text, err := draft.Draft(nil, a, ops)
		if err != nil {
			undrafted++
			if undrafted < 6 {
				t.Errorf("seed %d: %v\n%s\n%s\n%v", seed, err, base, differing(base, after), ops)
			}
			continue
		}
		if len(ops) == 0 {
			continue
		}
		res := g.Parse(text, a)
		if len(res.Unparsed) > 0 {
			t.Fatalf("seed %d: %v\n%s", seed, res.Unparsed, text)
		}
		got, err := amend.Apply(a, amend.Amender{ID: "a", Operations: res.Operations})
		if err != nil || got.Plain() != b.Plain() {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, err, text, differing(base, after))
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
