package english

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/english/series"
	"chancery.example/chancery/internal/amend/prose"
)

// words are quoted words, or a mark called by its name.
type words struct {
	text    string
	mark    bool     // called by its name: "the full stop"
	all     bool     // "each reference to"
	nth     int      // "the second occurrence of"
	through string   // "from · to ·"
	rest    bool     // "and all that follows"
	of      act.Name // "to the end of the subsection"
}

// plain says whether the words are all that is meant, wherever they stand.
func (w words) plain() bool { return !w.all && w.nth == 0 && w.through == "" && !w.rest }

// A count says how often quoted words are said to occur.
type count struct {
	n   int
	all bool
	nth int // "the second time it appears", -1 for the last
}

// An addition is what is said to be added: "the following new points (d) and (e)".
type addition struct {
	name    act.Name
	steps   []act.Step // those that the prose numbers
	many    bool
	ordinal int
}

var nouns = []string{"word", "words", "phrase", "phrases", "phase", "expression", "expressions", "term", "terms", "number", "numbers", "numeral", "numerals", "figure",
	"figures", "amount", "date", "name", "reference", "letter", "letters", "sign", "symbol", "text", "passage", "wording", "abbreviation", "percentage", "year", "mark", "punctuation", "time"}

var marks = map[string]string{"period": ".", "semicolon": ";", "semi-colon": ";", "comma": ",", "colon": ":"}

// quoted is the one line of the quotation at token i.
func (p *parser) quoted(i int) (string, bool) {
	if i >= len(p.toks) || p.toks[i].quote < 0 {
		return "", false
	}
	q := p.block.Quotes[p.toks[i].quote]
	if q.Open || len(q.Lines) != 1 || !prose.Paired(q.Lines[0]) {
		p.why = prose.Quotation
		return "", false
	}
	return q.Lines[0], true
}

// words reads "the words ·", "·", "each reference to ·", "the full stop".
func (p *parser) words(i int) (words, int) {
	k := i
	var w words
	if p.word(k) == "from" {
		return p.stretch(i)
	}
	k, ok := p.which(k, &w)
	if !ok {
		return words{}, i
	}
	if w.all && p.word(k) == "the" {
		k++
	}
	for slices.Contains(nouns, p.word(k)) {
		k++
	}
	if p.word(k) == "from" && k > i && w.nth == 0 && !w.all {
		return p.stretch(k)
	}
	if p.word(k) == ":" && k > i {
		k++
	}
	if s, ok := p.quoted(k); ok {
		w.text = s
		end := k + 1
		if p.is(end, "and", "all", "that", "follows") {
			if end = p.upTo(end+4, &w); end == 0 {
				return words{}, i
			}
		}
		return w, end
	}
	if k > i+1 || !w.plain() {
		return words{}, i
	}
	if m, end := p.markName(k); m != "" {
		return words{text: m, mark: true}, end
	}
	return words{}, i
}

// which reads what stands before words: an article, "each reference to", "the second
// occurrence of"; false for what makes no words.
func (p *parser) which(i int, w *words) (end int, ok bool) {
	k := i
	switch p.word(k) {
	case "each", "every", "any", "all":
		switch p.word(k + 1) {
		case "reference", "references", "occurrence", "occurrences":
			if p.word(k+2) != "to" && p.word(k+2) != "of" {
				return i, false
			}
			w.all = true
			k += 3
		}
	case "references":
		if p.word(k+1) == "to" {
			w.all = true
			k += 2
		}
	case "the", "a", "an":
		k++
		switch n := series.Ordinal(p.word(k)); {
		case p.word(k) == "following":
			k++
		case n != 0 && k+1 < len(p.toks) && p.toks[k+1].quote >= 0:
			w.nth, k = n, k+1
		case n != 0 && (p.is(k+1, "occurrence", "of") || p.is(k+1, "instance", "of") || p.is(k+1, "reference", "to")):
			w.nth, k = n, k+3
			if p.word(k) == "the" {
				k++
			}
		}
	}
	return k, true
}

// stretch reads "from · to ·", which begins at i.
func (p *parser) stretch(i int) (words, int) {
	k := i + 1
	first, end := p.words(k)
	if end == k || first.mark || !first.plain() || p.word(end) != "to" && p.word(end) != "through" {
		return words{}, i
	}
	if end = p.upTo(end, &first); end == 0 {
		return words{}, i
	}
	return first, end
}

// upTo reads where words end that are called by their first ones: "through ·", "to the
// end of the subsection", or nothing for the end of the unit. 0 is what it cannot read.
func (p *parser) upTo(i int, w *words) int {
	if p.word(i) != "to" && p.word(i) != "through" {
		w.rest = true
		return i
	}
	k := i + 1
	if p.is(k, "the", "end") {
		w.rest = true
		if p.word(k+2) != "of" {
			return k + 2
		}
		if n, several, ok := name(p.word(k + 4)); ok && !several && slices.Contains([]string{"the", "that"}, p.word(k+3)) {
			w.of = n
			return k + 5
		}
		return 0
	}
	last, end := p.words(k)
	if end == k || !last.plain() {
		return 0
	}
	w.through = last.text
	if last.mark && p.is(end, "at", "the", "end") {
		end += 3
	}
	return end
}

// wordList reads "the words · and ·, and the words ·".
func (p *parser) wordList(i int) (list []string, end int) {
	for k := i; ; {
		w, e := p.words(k)
		if e == k || w.mark || !w.plain() {
			return nil, i
		}
		list, end, k = append(list, w.text), e, e
		if p.word(k) == "," {
			k++
		}
		if p.word(k) == "and" {
			k++
		}
		if k == end || k < len(p.toks) && p.toks[k].quote < 0 && p.word(k) != "the" {
			break
		}
		if w, e := p.words(k); e == k || w.mark {
			break
		}
	}
	if len(list) < 2 {
		return nil, i
	}
	return list, end
}

func (p *parser) markName(i int) (string, int) {
	if p.word(i) == "full" && p.word(i+1) == "stop" || p.word(i) == "semi" && p.word(i+1) == "colon" {
		return map[string]string{"full": ".", "semi": ";"}[p.word(i)], i + 2
	}
	if m := marks[p.word(i)]; m != "" {
		return m, i + 1
	}
	return "", i
}

// final reads "the full stop [at the end]", the final mark of a unit.
func (p *parser) final(i int) (string, int) {
	k := i
	if p.word(k) == "the" {
		k++
	}
	if p.word(k) == "final" || p.word(k) == "concluding" {
		k++
	}
	m, end := p.markName(k)
	if m == "" {
		return "", i
	}
	if p.is(end, "at", "the", "end") {
		end += 3
	}
	return m, end
}

// is says whether the words from i on are these.
func (p *parser) is(i int, list ...string) bool {
	for k, w := range list {
		if p.word(i+k) != w {
			return false
		}
	}
	return true
}

// addition reads what is added.
func (p *parser) addition(i int) (addition, int) {
	k := i
	said := false
	for slices.Contains([]string{"the", "a", "an", "following", "new", "additional", "text", "of"}, p.word(k)) {
		said = true
		k++
	}
	a := addition{ordinal: series.Ordinal(p.word(k))}
	if a.ordinal != 0 {
		k++
		if p.word(k) == "new" {
			k++
		}
	}
	n, several, ok := name(p.word(k))
	if !ok || !said && !p.countable(k) {
		return addition{}, i
	}
	a.name, a.many = n, several
	k++
	if nums, end := p.numbers(k, n, several); len(nums) > 0 {
		for _, steps := range nums {
			a.steps = append(a.steps, steps[len(steps)-1])
			a.steps[len(a.steps)-1].Name = n
		}
		k = end
	}
	return a, k
}

// countable says whether a number follows the word for a unit.
func (p *parser) countable(i int) bool {
	w := p.word(i + 1)
	return w == "(" || numeric(w)
}

// newNumbers reads the numbers that units get: "as paragraphs (4) and (5)".
func (p *parser) newNumbers(i int) ([][]string, int) {
	k := i
	n := act.NameParagraph
	several := true
	if x, s, ok := name(p.word(k)); ok {
		n, several = x, s
		k++
	}
	nums, end := p.numbers(k, n, true)
	if len(nums) == 0 || !several && len(nums) > 1 {
		return nil, i
	}
	var out [][]string
	for _, steps := range nums {
		var chain []string
		for _, s := range steps {
			chain = append(chain, s.Num)
		}
		out = append(out, chain)
	}
	if p.word(end) == "respectively" {
		end++
	} else if p.is(end, ",", "respectively") {
		end += 2
	}
	return out, end
}

// annexed reads "the text set out in the Annex [II] to this Decision".
func (p *parser) annexed(i int) (string, int) {
	k := i
	for slices.Contains([]string{"the", "text", "wording", "set", "out", "contained", "as", "in", "that", "appearing", "laid", "down"}, p.word(k)) {
		k++
	}
	if p.word(k) != "annex" || k == i {
		return "", i
	}
	k++
	num := ""
	if p.word(k) != "to" {
		num, k = p.bare(k, true)
	}
	if p.word(k) != "to" {
		return "", i
	}
	k++
	end := p.document(k)
	if end == k {
		return "", i
	}
	return num, end
}
