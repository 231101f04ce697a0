package english

import "math/rand/v2"

// Generated is a lawful instruction and its family, for tests outside.
func Generated(seed uint64) (text, family string, ok bool) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 11)), style: []string{"eu", "un", "commonwealth", "us"}[seed%4]}
	g.build()
	f := families[g.IntN(len(families))]
	text, ok = f.make(g, false)
	return text, f.name, ok
}
