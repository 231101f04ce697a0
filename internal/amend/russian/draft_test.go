package russian

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/differ"
)

// edited is another text with some lines changed, gone, doubled or moved.
func edited(r *rand.Rand, text string) string {
	list := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for range 1 + r.IntN(4) {
		i := 3 + r.IntN(len(list)-3)
		f := strings.Fields(list[i])
		switch r.IntN(7) {
		case 0:
			list = slices.Delete(list, i, i+1)
		case 1:
			list = slices.Insert(list, i, capital(phrase(r, 4))+".")
		case 2:
			k := r.IntN(len(f))
			f[k] = phrase(r, 1)
			list[i] = strings.Join(f, " ")
		case 3:
			k := r.IntN(len(f) + 1)
			list[i] = strings.Join(slices.Insert(f, k, phrase(r, 1+r.IntN(2))), " ")
		case 4:
			if len(f) > 3 {
				k := 1 + r.IntN(len(f)-2)
				list[i] = strings.Join(slices.Delete(f, k, k+1), " ")
			}
		case 5:
			list[i] = f[0] + " " + capital(phrase(r, 5)) + "."
		default:
			list[0] = "Положение о " + phrase(r, 1)
		}
		if len(list) < 5 {
			break
		}
	}
	return strings.Join(list, "\n") + "\n"
}

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
	g := New(nil)
	n := pairs(t, 10_000)
	kinds := make(map[amend.Kind]int)
	undrafted := 0
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 5))
		w := &writer{r: r, m: generate(r)}
		base := w.m.String()
		var after string
		if seed%2 == 0 {
			w.play(w.families(), nil)
			after = w.m.String()
		} else {
			after = edited(r, base)
		}
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
		text, err := g.Draft(a, ops)
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
		if got, why := consolidate(t, g, base, text); why != "" || got != b.Plain() {
			t.Fatalf("seed %d: %s\n%s\n%s", seed, why, text, differing(got, after))
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
