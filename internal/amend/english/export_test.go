package english

import (
	"math/rand/v2"
	"slices"
	"strings"
)

var styles = []string{"eu", "un", "commonwealth", "us"}

// Generated is a lawful instruction and its family, for tests outside.
func Generated(seed uint64) (text, family string, ok bool) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 11)), style: styles[seed%4]}
	g.build()
	f := families[g.IntN(len(families))]
	text, ok = f.make(g, false)
	return text, f.name, ok
}

// Pair is a generated text and another that was made of it: for even seeds by the
// families of changes, for odd ones by an editor who knows no instructions.
func Pair(seed uint64) (before, after string) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 5)), style: styles[seed/2%4]}
	g.build()
	before = g.base.String()
	if seed%2 == 1 {
		return before, g.edited(before)
	}
	for range 1 + g.IntN(3) {
		families[g.IntN(len(families))].make(g, false)
	}
	return before, g.base.String()
}

// edited is another text with some lines changed, gone, added or doubled.
func (g *generator) edited(text string) string {
	list := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for range 1 + g.IntN(4) {
		i := 3 + g.IntN(len(list)-3)
		f := strings.Fields(list[i])
		words := g.some(1 + g.IntN(2))
		switch g.IntN(9) {
		case 0:
			list = slices.Delete(list, i, i+1)
		case 1:
			list = slices.Insert(list, i, g.sentence())
		case 2:
			f[g.IntN(len(f))] = words[0]
			list[i] = strings.Join(f, " ")
		case 3:
			list[i] = strings.Join(slices.Insert(f, g.IntN(len(f)+1), words...), " ")
		case 4:
			if len(f) > 3 {
				k := 1 + g.IntN(len(f)-2)
				list[i] = strings.Join(slices.Delete(f, k, k+1), " ")
			}
		case 5:
			list[i] = f[0] + " " + g.sentence()
		case 6:
			list[1+g.IntN(2)] = "with " + words[0] + ","
		case 7:
			list[i] += " " + g.sentence()
		default:
			list[0] = "Regulation on the " + capital(words[0])
		}
		if len(list) < 6 {
			break
		}
	}
	return strings.Join(list, "\n") + "\n"
}
