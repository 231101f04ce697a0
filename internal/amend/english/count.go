package english

import (
	"slices"

	"chancery.example/chancery/internal/amend/english/series"
)

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
	n = series.Ordinal(p.word(k + 1))
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
