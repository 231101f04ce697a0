package english

import (
	"slices"

	"chancery.example/chancery/internal/act"
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
	switch p.word(k) {
	case "each", "every", "any", "all":
		switch p.word(k + 1) {
		case "reference", "references", "occurrence", "occurrences":
			if p.word(k+2) != "to" && p.word(k+2) != "of" {
				return w, i
			}
			w.all = true
			k += 3
		}
	case "references":
		if p.word(k+1) == "to" {
			w.all = true
			k += 2
		}
	case "from":
		return p.stretch(i)
	case "the", "a", "an":
		k++
		switch n := ordinalWord(p.word(k)); {
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

// counting reads how often words occur: "in both places where they occur",
// "wherever it appears". A comma before it belongs to it.
func (p *parser) counting(i int) (count, int) {
	k := i
	if p.word(k) == "," {
		k++
	}
	if p.word(k) == "(" {
		if c, end := p.counting(k + 1); end > k+1 && p.word(end) == ")" {
			return c, p.comma(end + 1)
		}
		return count{}, i
	}
	var c count
	if n, end := p.nth(k); n != 0 {
		return count{nth: n}, p.comma(end)
	}
	switch {
	case p.is(k, "both", "times"):
		c.n, k = 2, k+2
	case p.is(k, "both", "places"):
		c.n, k = 2, k+2
	case p.is(k, "twice"):
		c.n, k = 2, k+1
	case p.is(k, "wherever"), p.is(k, "whenever"):
		c.all = true
		if p.is(k+1, "appearing") || p.is(k+1, "occurring") {
			return c, k + 2
		}
		end := p.occurs(k+1, false)
		if end == k+1 {
			return count{}, i
		}
		return c, p.comma(end)
	case p.is(k, "throughout") && p.document(k+1) == k+1 && len(p.targets(k+1)) == 0:
		return count{all: true}, k + 1
	case p.is(k, "in", "both") || p.is(k, "on", "both"):
		if !p.place(k + 2) {
			return count{}, i
		}
		c.n, k = 2, k+3
	case p.is(k, "in", "each") || p.is(k, "in", "every") || p.is(k, "at", "each"):
		if !p.place(k + 2) {
			return count{}, i
		}
		c.all, k = true, k+3
	case p.is(k, "each") || p.is(k, "every"):
		if !p.place(k+1) || p.occurs(k+2, true) == k+2 {
			return count{}, i
		}
		c.all, k = true, k+2
	case p.is(k, "in", "all", "places"):
		c.all, k = true, k+3
	default:
		if c.n, k = p.several(k); c.n == 0 {
			return count{}, i
		}
	}
	return c, p.comma(p.occurs(k, true))
}

// nth reads "[in] the second place where it appears"; 0 if it does not begin at i.
func (p *parser) nth(i int) (n, end int) {
	k := i
	if p.word(k) == "in" || p.word(k) == "on" {
		k++
	}
	if p.word(k) != "the" || !p.place(k+2) {
		return 0, i
	}
	n = ordinalWord(p.word(k + 1))
	if end = p.occurs(k+3, true); n == 0 || end == k+3 {
		return 0, i
	}
	return n, end
}

func (p *parser) comma(i int) int {
	if p.word(i) == "," {
		return i + 1
	}
	return i
}

func (p *parser) place(i int) bool {
	return slices.Contains([]string{"place", "places", "instance", "instances", "case", "cases", "time", "times", "occasions", "occurrence", "occurrences"}, p.word(i))
}

// several reads "in all three places", "all three times", "in the two places".
func (p *parser) several(i int) (int, int) {
	k := i
	for _, w := range []string{"in", "all", "the"} {
		if p.word(k) == w {
			k++
		}
	}
	n := slices.Index([]string{"", "", "two", "three", "four", "five", "six"}, p.word(k))
	if n < 2 || !p.place(k+1) {
		return 0, i
	}
	return n, k + 2
}

// occurs is the end of "[where|in which] it appears".
func (p *parser) occurs(i int, link bool) int {
	k := i
	if link {
		switch {
		case p.is(k, "where"), p.is(k, "that"), p.is(k, "when"):
			k++
		case p.is(k, "in", "which"):
			k += 2
		}
	}
	for slices.Contains([]string{"it", "they", "the", "that", "those", "this", "such", "said", "word", "words", "phrase", "term", "terms", "expression", "reference", "references"}, p.word(k)) {
		k++
	}
	if slices.Contains([]string{"appears", "appear", "occurs", "occur", "appearing", "occurring"}, p.word(k)) {
		return k + 1
	}
	if p.is(k, "is", "used") || p.is(k, "are", "used") {
		return k + 2
	}
	return i
}

// throughout reads "[in the title and] throughout the Regulation".
func (p *parser) throughout(i int) (title bool, end int) {
	k := i
	if p.word(k) == "," {
		k++
	}
	if p.is(k, "in", "the", "title", "and") {
		title, k = true, k+4
	}
	if p.word(k) != "throughout" {
		return false, i
	}
	if end := p.document(k + 1); end > k+1 {
		if p.is(end, "in", "its", "entirety") {
			end += 3
		}
		if p.is(end, "including", "its", "title") || p.is(end, ",", "including", "its", "title") {
			return false, i
		}
		return title, end
	}
	return false, i
}

// grammatical reads that the grammar of what surrounds the words is to be
// adjusted.
func (p *parser) grammatical(i int) int {
	k, found := i, false
	for slices.Contains([]string{",", "and", "any", "with", "the", "necessary", "such", "consequential", "grammatical", "adjustments", "adjustment", "changes", "change",
		"modifications", "needed", "required", "as", "a", "consequence", "shall", "be", "made", "accordingly", "subject", "to", "are", "that", "may", "thereby", "of", "this",
		"making", "following", "from", "in", "consequent", "consequently", "where", "replacement", "substitution", "amendment", "is"}, p.word(k)) {
		found = found || p.word(k) == "grammatical"
		k++
	}
	if !found {
		return i
	}
	return k
}

// addition reads what is added.
func (p *parser) addition(i int) (addition, int) {
	k := i
	said := false
	for slices.Contains([]string{"the", "a", "an", "following", "new", "additional", "text", "of"}, p.word(k)) {
		said = true
		k++
	}
	a := addition{ordinal: ordinalWord(p.word(k))}
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
