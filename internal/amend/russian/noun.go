package russian

import "chancery.example/chancery/internal/amend/russian/lexicon"

// The cases of a noun, as bits.
const (
	nominative    = lexicon.Nominative
	genitive      = lexicon.Genitive
	dative        = lexicon.Dative
	accusative    = lexicon.Accusative
	instrumental  = lexicon.Instrumental
	prepositional = lexicon.Prepositional
)

// ordinalAt reads an ordinal number: its value and how many tokens it has; -1 is
// the last.
func ordinalAt(list []token) (n, size int) {
	if len(list) > 2 && list[0].number() && list[1].low == "-" && list[1].tight && list[2].tight && lexicon.Ending(list[2].low) {
		if n := lexicon.Number(list[0].raw); n > 0 && n < 100 { // «2-м абзаце»
			return n, 3
		}
	}
	if len(list) == 0 || !list[0].word() {
		return 0, 0
	}
	if n := lexicon.Ordinal(list[0].low); n != 0 {
		return n, 1
	}
	if ten := lexicon.Tens(list[0].low); ten > 0 && len(list) > 1 {
		if n := lexicon.Ordinal(list[1].low); n > 0 && n < 10 {
			return ten + n, 2
		}
	}
	return 0, 0
}
