package english

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/english/series"
)

// names are the words for units. The value of a plural is that of its singular.
var names = map[string]act.Name{
	"article": act.NameArticle, "section": act.NameSection, "rule": act.NameRule, "chapter": act.NameChapter, "annex": act.NameAnnex,
	"paragraph": act.NameParagraph, "subparagraph": act.NameSubparagraph, "sub-paragraph": act.NameSubparagraph, "point": act.NamePoint,
	"subpoint": act.NameSubpoint, "subsection": act.NameSubsection, "sub-section": act.NameSubsection, "item": act.NameItem, "sub-item": act.NameItem,
	"clause": act.NameItem, "sub-subparagraph": act.NameItem, "subclause": act.NameItem, "row": act.NameRow, "entry": act.NameRow, "column": act.NameColumn,
	"sentence": act.NameSentence, "§": act.NameSection,
}

// name reads a word for a unit; several says that it is a plural.
func name(word string) (n act.Name, several, ok bool) {
	if n, ok = names[word]; ok {
		return n, false, true
	}
	switch word {
	case "annexes":
		return act.NameAnnex, true, true
	case "entries":
		return act.NameRow, true, true
	}
	if s, found := strings.CutSuffix(word, "s"); found {
		n, ok = names[s]
		return n, true, ok
	}
	return "", false, false
}

// A way is one or several addresses that share one fate, and the token after
// them.
type way struct {
	paths  [][]act.Step
	end    int
	many   bool   // a plural
	ranged span   // one of its numbers is a range
	act    string // the name of the act, where the target says it
	text   bool   // the act was named as such
}

// word is the compared form of the token at i, "" behind the end.
func (p *parser) word(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].word
}

func (p *parser) raw(i int) string {
	if i >= len(p.toks) {
		return ""
	}
	return p.toks[i].raw
}

// targets lists the readings of a target that begins at i, the longest first.
func (p *parser) targets(i int) []way {
	if p.ways == nil {
		p.ways = make(map[int][]way)
	}
	if w, ok := p.ways[i]; ok {
		return w
	}
	out := p.lists(i)
	p.ways[i] = out
	return out
}

// lists reads chains that stand beside each other: "points (a) and (c) of
// Article 5(2) and Article 7".
func (p *parser) lists(i int) []way {
	var out []way
	for _, w := range p.chains(i) {
		out = append(out, w)
		at := w
		for {
			k := at.end
			if p.word(k) == "," {
				k++
			}
			if p.word(k) == "and" || p.word(k) == "or" {
				k++
			}
			if k == at.end || at.text {
				break
			}
			more := p.chains(k)
			if len(more) == 0 || more[0].text || len(more[0].paths[0]) == 0 {
				break
			}
			next, ok := beside(at.paths[len(at.paths)-1], more[0].paths)
			if !ok {
				break
			}
			at = way{paths: slices.Concat(at.paths, next), end: more[0].end, many: true, ranged: 2 * max(at.ranged, more[0].ranged), act: at.act}
			out = append(out, at)
		}
	}
	slices.SortStableFunc(out, func(a, b way) int { return b.end - a.end })
	return out
}

// beside gives a further chain the outer steps of the one before it.
func beside(before []act.Step, more [][]act.Step) ([][]act.Step, bool) {
	at := slices.IndexFunc(before, func(s act.Step) bool { return s.Name == more[0][0].Name })
	if at < 0 {
		return nil, false
	}
	var out [][]act.Step
	for _, m := range more {
		out = append(out, slices.Concat(before[:at], m))
	}
	return out, true
}

// chains reads "part of part" and "part, part".
func (p *parser) chains(i int) []way {
	first, ok := p.part(i)
	if !ok {
		if end := p.document(i); end > i {
			return []way{{paths: [][]act.Step{nil}, end: end, text: true, act: p.actName(i, end)}}
		}
		return nil
	}
	out := []way{first}
	at := first
	for {
		k := at.end
		switch p.word(k) {
		case ",":
			next, ok := p.part(k + 1)
			if !ok || len(at.paths) > 1 || !deeper(at.paths[0], next.paths[0]) {
				return longest(out)
			}
			at = way{paths: under(at.paths[0], next.paths), end: next.end, many: next.many, ranged: next.ranged, act: at.act}
		case "of", "in", "to", "under":
			wider := p.outer(k + 1)
			if len(wider) == 0 || len(wider[0].paths) != 1 {
				return longest(out)
			}
			for _, next := range wider[1:] {
				out = append(out, way{paths: under(next.paths[0], at.paths), end: next.end, many: at.many, ranged: at.ranged, act: at.act + next.act})
			}
			at = way{paths: under(wider[0].paths[0], at.paths), end: wider[0].end, many: at.many, ranged: at.ranged, act: at.act + wider[0].act}
			if end := p.citation(at.end); end > at.end {
				out = append(out, at)
				at.end = end
			}
		case "(":
			end := p.citation(k)
			if end == k {
				return longest(out)
			}
			at.end = end
		default:
			return longest(out)
		}
		out = append(out, at)
	}
}

// outer reads what stands after "of", the shortest reading first: a chain of
// parts, or the act.
func (p *parser) outer(i int) []way {
	w, ok := p.part(i)
	if !ok {
		if end := p.document(i); end > i {
			return []way{{paths: [][]act.Step{nil}, end: end, act: p.actName(i, end)}}
		}
		return nil
	}
	out := []way{w}
	for p.word(w.end) == "," {
		next, ok := p.part(w.end + 1)
		if !ok || len(w.paths) > 1 || len(next.paths) > 1 || !deeper(w.paths[0], next.paths[0]) {
			break
		}
		w = way{paths: under(w.paths[0], next.paths), end: next.end}
		out = append(out, w)
	}
	return out
}

func longest(out []way) []way {
	slices.SortStableFunc(out, func(a, b way) int { return b.end - a.end })
	return out
}

func under(above []act.Step, list [][]act.Step) [][]act.Step {
	var out [][]act.Step
	for _, l := range list {
		out = append(out, slices.Concat(above, l))
	}
	return out
}

// deeper says whether a part can stand under the one before the comma.
func deeper(above, below []act.Step) bool {
	return len(above) > 0 && len(below) > 0 && rank(below[0]) > rank(above[len(above)-1])
}

func rank(s act.Step) int {
	order := []act.Name{act.NameAnnex, act.NameChapter, act.NameSection, act.NameArticle, act.NameRule, act.NameSubsection, act.NameParagraph, act.NamePoint,
		act.NameSubparagraph, act.NameSubpoint, act.NameItem, act.NameTable, act.NameRow, act.NameColumn, act.NameIntro, act.NameLine, act.NameSentence, act.NameHeading}
	n := slices.Index(order, s.Name)
	if s.Name == act.NameSubparagraph && s.Ordinal != 0 {
		n = slices.Index(order, act.NameParagraph) + 1
	}
	return n
}

// part reads one part: "Article 5(2)", "points (a) to (c)", "the second
// sentence", "the introductory wording".
func (p *parser) part(i int) (way, bool) {
	if p.word(i) == "the" || p.word(i) == "existing" || p.word(i) == "amendatory" {
		i++
	}
	if w, ok := p.special(i); ok {
		return w, true
	}
	if n := series.Ordinal(p.word(i)); n != 0 {
		return p.counted(i)
	}
	n, several, ok := name(p.word(i))
	if !ok {
		return way{}, false
	}
	if n == act.NameRow || n == act.NameColumn {
		return p.tabular(i, n)
	}
	nums, end := p.numbers(i+1, n, several)
	if n == act.NameAnnex && len(nums) == 0 {
		return way{paths: [][]act.Step{{{Name: n}}}, end: i + 1}, true
	}
	if len(nums) == 0 {
		return way{}, false
	}
	w := way{paths: nums, end: end, many: several || len(nums) > 1}
	lists := 0
	for k := i + 1; k < end; k++ {
		switch p.word(k) {
		case "to", "-", "through":
			w.ranged = max(w.ranged, alone)
			lists++
		case ",", "and", "or":
			lists++
		}
	}
	if w.ranged == alone && lists > 1 {
		w.ranged = mixed
	}
	return w, true
}

// special reads the parts that have no number.
func (p *parser) special(i int) (way, bool) {
	one := func(n act.Name, end int) (way, bool) {
		return way{paths: [][]act.Step{{{Name: n}}}, end: end}, true
	}
	next := p.word(i + 1)
	switch p.word(i) {
	case "introductory", "opening", "introduction":
		switch next {
		case "wording", "words", "part", "phrase", "sentence", "text", "clause":
			return one(act.NameIntro, i+2)
		}
	case "chapeau":
		return one(act.NameIntro, i+1)
	case "lead-in":
		if next == "language" || next == "text" {
			return one(act.NameIntro, i+2)
		}
	case "lead":
		if next == "in" && (p.word(i+2) == "language" || p.word(i+2) == "text") {
			return one(act.NameIntro, i+3)
		}
	case "heading":
		return one(act.NameHeading, i+1)
	case "section", "article":
		if next == "heading" || next == "title" {
			return one(act.NameHeading, i+2)
		}
	case "title":
		if p.word(i+1) == "of" && (p.word(i+2) == "article" || p.word(i+2) == "chapter" || p.word(i+2) == "section" || p.word(i+2) == "annex" || p.word(i+2) == "rule") {
			return one(act.NameHeading, i+1)
		}
		return one(act.NameTitle, i+1)
	case "preamble":
		return one(act.NamePreamble, i+1)
	case "table":
		return one(act.NameTable, i+1)
	}
	return way{}, false
}

// counted reads "the first and third subparagraphs".
func (p *parser) counted(i int) (way, bool) {
	var nums []int
	for {
		n := series.Ordinal(p.word(i))
		if n == 0 {
			return way{}, false
		}
		nums = append(nums, n)
		i++
		if p.word(i) != "," && p.word(i) != "and" && p.word(i) != "or" {
			break
		}
		i++
	}
	n, several, ok := name(p.word(i))
	var above []act.Step
	if w := p.word(i); w == "recital" || w == "recitals" {
		n, several, ok, above = act.NameParagraph, w == "recitals", true, []act.Step{{Name: act.NamePreamble}}
	}
	if !ok || several != (len(nums) > 1) {
		return way{}, false
	}
	switch n {
	case act.NameParagraph, act.NameSubparagraph, act.NameSentence, act.NameRow, act.NameColumn:
	default:
		return way{}, false
	}
	w := way{end: i + 1, many: several}
	for _, k := range nums {
		w.paths = append(w.paths, append(above[:len(above):len(above)], act.Step{Name: n, Ordinal: k}))
	}
	return w, true
}

// tabular reads "row 3", "the entry for ·", "column 2", "the column headed ·".
func (p *parser) tabular(i int, n act.Name) (way, bool) {
	k := i + 1
	for slices.Contains([]string{"for", "headed", "entitled", "with", "the", "heading", "number", "no", "."}, p.word(k)) {
		k++
	}
	if k < len(p.toks) && p.toks[k].quote >= 0 {
		if s, ok := p.quoted(k); ok {
			return way{paths: [][]act.Step{{{Name: n, Num: s}}}, end: k + 1}, true
		}
		return way{}, false
	}
	if !numeric(p.word(k)) {
		return way{}, false
	}
	step := act.Step{Name: n, Num: p.raw(k)}
	if n == act.NameColumn {
		o, err := strconv.Atoi(p.word(k))
		if err != nil {
			return way{}, false
		}
		step = act.Step{Name: n, Ordinal: o}
	}
	return way{paths: [][]act.Step{{step}}, end: k + 1}, true
}
