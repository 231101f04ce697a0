package russian

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Pair is a generated text and another that was made of it: for even seeds by the
// families of instructions, for odd ones by an editor who knows none.
func Pair(seed uint64) (before, after string) {
	r := rand.New(rand.NewPCG(seed, 5))
	w := &writer{r: r, m: generate(r)}
	before = w.m.String()
	if seed%2 == 1 {
		return before, edited(r, before)
	}
	w.play(w.families(), nil)
	return before, w.m.String()
}

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
