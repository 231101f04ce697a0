package russian

import (
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// A clause is what the slots of one pattern read.
type clause struct {
	words, by []int // quotations: the words to look for and those that come
	unit      *place
	of        *place // the unit beside which, or the force of which
	named     *place // what is added, or the new numbers
	lines     []string
	count     int
	all       bool
	agree     bool
	numbers   bool // «числе и падеже»
	until     string
	from      *place // where the unit or the words are, said apart
	wide      bool   // «по тексту Положения»
	nth       int    // which of the places where the words stand
	last      []int  // a quotation: the words to which others reach
	into      *place // what units become
	second    *place // the second half of a unit
	kind      act.Name
	lost      string // «утратившим», as it agrees with the unit
	mark      string // a final mark by its name, and the one that comes
	bymark    string
}

// reader reads one instruction.
type reader struct {
	p     *parser
	b     *prose.Block
	t     []token
	above []path // what the lines above name; never empty
	local []path // what the words of this line name inside it; never empty
	all   bool   // «по тексту» was said with it
	said  bool   // the clause has said where it is
	held  bool   // the line has said what it changes: «его» is that
	odd   bool   // and then names what cannot be there
	why   prose.Reason
	ops   []amend.Operation
}

// wordNoun reads «слова», «слова и цифры».
func (r *reader) wordNoun(at int, cases byte) (int, bool) {
	if at >= len(r.t) || lexicon.Quoted(r.t[at].low)&cases == 0 {
		return at, false
	}
	at++
	if at+2 < len(r.t) && r.t[at].low == "и" && lexicon.Quoted(r.t[at+1].low)&cases != 0 && r.t[at+2].quote >= 0 {
		at += 2
	}
	return at, true
}

// quotes reads quotations that share a noun: «слова «А», «Б» и слово «В»».
func (r *reader) quotes(at int, cases byte) ([]int, int, bool) {
	at, ok := r.wordNoun(at, cases)
	if !ok || at >= len(r.t) || r.t[at].quote < 0 {
		return nil, at, false
	}
	out := []int{r.t[at].quote}
	at++
	for at+1 < len(r.t) && (r.t[at].low == "," || r.t[at].low == "и") {
		next := at + 1
		if n, ok := r.wordNoun(next, cases); ok {
			next = n
		}
		if next >= len(r.t) || r.t[next].quote < 0 || cases == accusative && next+1 < len(r.t) && (r.t[next+1].low == "-" || r.t[next+1].verb != "") {
			break // «на слово «Б», слово «В» – на слово «Г»»
		}
		out = append(out, r.t[next].quote)
		at = next + 1
	}
	return out, at, true
}

func (r *reader) slot(name string, at int, c *clause) (int, bool) {
	var ok bool
	switch name {
	case "words":
		c.words, at, ok = r.quotes(at, nominative|accusative)
	case "anchor":
		cases := byte(genitive)
		if at > 0 && (r.t[at-1].low == "перед" || r.t[at-1].number()) {
			cases = instrumental // «перед словами», «начав пункт 6 словами»
		}
		c.words, at, ok = r.quotes(at, cases)
	case "by":
		c.by, at, ok = r.by(at)
	case "now":
		c.by, at, ok = r.quotes(at, accusative)
	case "from":
		return r.fromSlot(at, c)
	case "end":
		p, found := r.address(at)
		if found && p.cases&genitive != 0 {
			c.unit, at, ok = &p, r.past(p.next), true
		}
	case "last":
		cases := byte(genitive)
		if at > 0 && r.t[at-1].low == "заканчивая" {
			cases = instrumental
		}
		c.last, at, ok = r.quotes(at, cases)
	case "lost":
		if at < len(r.t) && slices.Contains(lost, r.t[at].low) {
			c.lost = r.t[at].low
			return at + 1, true
		}
	case "rest":
		return r.restSlot(at, c)
	case "into":
		return r.intoSlot(at, c)
	case "second":
		p, found := r.address(at)
		if found && p.cases&accusative != 0 {
			c.second, at, ok = &p, p.next, true
		}
	case "enclosed":
		return r.enclosedSlot(at, c)
	case "fresh":
		return r.newSlot(at, c, accusative)
	case "mark", "bymark":
		return r.markSlot(at, c, name)
	case "in":
		if r.held && at+1 < len(r.t) && (r.t[at].low == "в" && pronoun(r.t[at+1].low, "нем ней них") || r.t[at].low == "из" && pronoun(r.t[at+1].low, "него нее них")) {
			return at + 2, true
		}
		if p, found := r.address(at); found && p.cases&genitive != 0 && c.unit == nil && at > 0 && r.t[at-1].quote >= 0 {
			c.unit = &p // «слова «А» пункта 3»
			return r.past(p.next), true
		}
		if at >= len(r.t) || !slices.Contains([]string{"в", "во", "из"}, r.t[at].low) {
			return at, false
		}
		return r.unitSlot(at+1, c, prepositional|genitive)
	case "where":
		if at < len(r.t) && (r.t[at].low == "в" || r.t[at].low == "во") {
			return r.unitSlot(at+1, c, prepositional)
		}
		return r.unitSlot(at, c, nominative|accusative)
	case "unit":
		return r.unitSlot(at, c, nominative|accusative)
	case "of":
		p, found := r.address(at)
		if next := r.past(at); !found && next > at {
			c.of = &place{paths: []path{nil}, cases: genitive, next: next}
			return next, true
		}
		if !found || p.cases&(genitive|instrumental) == 0 {
			return at, false
		}
		c.of, at, ok = &p, r.past(p.next), true
	case "new", "as":
		return r.newSlot(at, c, instrumental)
	case "count":
		return r.countSlot(at, c)
	case "agree":
		return r.agreeSlot(at, c)
	case "wording":
		return r.wording(at)
	case "text":
		return r.textSlot(at, c)
	case "day":
		return r.daySlot(at, c)
	}
	return at, ok
}

// by reads the words that come: in the instrumental, or after «на» in the
// accusative.
func (r *reader) by(at int) ([]int, int, bool) {
	cases := byte(instrumental)
	if at > 0 && r.t[at-1].low == "на" || at+1 < len(r.t) && r.t[at].low == "на" {
		cases = accusative
	}
	if r.t[min(at, len(r.t)-1)].low == "на" {
		at++
	}
	if at < len(r.t) && r.t[at].quote >= 0 && at > 0 && (cases == accusative || r.t[at-1].verb == "заменить") {
		return []int{r.t[at].quote}, at + 1, true // «заменить на «Б»»
	}
	return r.quotes(at, cases)
}

func (r *reader) unitSlot(at int, c *clause, cases byte) (int, bool) {
	if c.unit != nil {
		return at, false
	}
	if at < len(r.t) && r.refers(r.t[at].low, "его", "ее", "их") {
		c.unit = &place{paths: []path{nil}, next: at + 1, bare: true, held: true}
		return at + 1, true // «внести изменение в пункт 3, изложив его …»
	}
	p, ok := r.address(at)
	if ok && p.cases&cases != 0 {
		c.unit = &p
		return r.past(p.next), true
	}
	if next := r.past(at); next > at && !lexicon.ActOf(r.t[at].low) {
		c.unit = &place{paths: []path{nil}, next: next, bare: true}
		return next, true
	}
	return at, false
}

// refers says whether a word is the pronoun for what the line has named, or is
// under: the masculine, the feminine, that for many.
func (r *reader) refers(w, he, she, they string) bool {
	if n := len(r.ops); n > 0 && r.ops[n-1].Kind == amend.Renumbering || !pronoun(w, he) && !pronoun(w, she) && !pronoun(w, they) || len(r.above) != 1 {
		return false
	}
	if len(r.local) > 1 {
		return w == they && (r.held || r.said || len(r.ops) > 0)
	}
	p := append(slices.Clone(r.above[0]), r.local[0]...)
	if len(p) == 0 {
		return r.held
	}
	n, ok := lexicon.NounOf(p[len(p)-1].Name)
	return ok && (n.Gender == 'f') == pronoun(w, she) && !pronoun(w, they)
}

// lost are the forms of what a unit is recognised as.
var lost = []string{"утратившим", "утратившей", "утратившими"}

// pronoun says whether a word is one of these.
func pronoun(w, list string) bool { return slices.Contains(strings.Fields(list), w) }

// newSlot reads what is added, or the new numbers: in the instrumental.
func (r *reader) newSlot(at int, c *clause, cases byte) (int, bool) {
	for at < len(r.t) && (strings.HasPrefix(r.t[at].low, "нов") || strings.HasPrefix(r.t[at].low, "следующ") && r.t[at].low != "следующего") {
		at++
	}
	p, ok := r.address(at)
	if !ok || p.cases&cases == 0 {
		return at, false
	}
	for _, x := range p.paths {
		if len(x) != 1 || x[0].Name != p.paths[0][0].Name {
			return at, false
		}
	}
	c.named = &p
	return p.next, true
}

// countSlot reads «в обоих случаях», «по тексту».
func (r *reader) countSlot(at int, c *clause) (int, bool) {
	if c.count != 0 || c.all || c.nth != 0 {
		return at, false
	}
	word := func(i int) string {
		if at+i < len(r.t) {
			return r.t[at+i].low
		}
		return ""
	}
	if word(0) == "," && strings.HasPrefix(word(1), "встречающ") {
		inner := *c
		if next, ok := r.countSlot(at+2, &inner); ok && next < len(r.t) && r.t[next].low == "," {
			*c = inner
			return next + 1, true
		}
		return at, false
	}
	if n, size := ordinalAt(r.t[min(at+1, len(r.t)):]); n != 0 && (word(0) == "в" || word(0) == "во") && word(1+size) == "случае" {
		c.nth = n
		return at + 2 + size, true
	}
	switch {
	case (word(0) == "дважды" || word(0) == "трижды") && strings.HasPrefix(word(1), "встречающ"):
		c.count = map[string]int{"дважды": 2, "трижды": 3}[word(0)]
		return at + 2, true
	case word(0) == "трижды":
		c.count = 3
		return at + 1, true
	case word(0) == "в" && lexicon.Times(word(1)) > 0 && word(2) == "случаях":
		c.count = lexicon.Times(word(1))
		return at + 3, true
	case word(0) == "во" && word(1) == "всех" && word(2) == "случаях":
		c.all = true
		return at + 3, true
	case word(0) == "дважды":
		c.count = 2
		return at + 1, true
	case word(0) == "в" && lexicon.Times(word(1)) > 0 && word(2) == "местах":
		c.count = lexicon.Times(word(1))
		return at + 3, true
	case word(0) == "по" && word(1) == "тексту":
		return r.throughout(at+2, c), true
	case word(0) == "по" && (word(1) == "всему" || word(1) == "всем") && word(2) == "тексту":
		return r.throughout(at+3, c), true
	}
	return at, false
}

// throughout goes on after «по тексту». The name of the act is not meant inside a
// part of it.
func (r *reader) throughout(at int, c *clause) int {
	c.all = true
	next := r.past(at)
	c.wide = next > at
	return next
}

// fromSlot reads «из пункта 3», «в пункте 3», «в пункт 3», before a unit or words.
func (r *reader) fromSlot(at int, c *clause) (int, bool) {
	if at+1 >= len(r.t) || !slices.Contains([]string{"в", "во", "из"}, r.t[at].low) {
		return at, false
	}
	cases := byte(prepositional | accusative)
	if r.t[at].low == "из" {
		cases = genitive
	}
	if r.held && pronoun(r.t[at+1].low, "него нее них нем ней") {
		return at + 2, true
	}
	p, ok := r.address(at + 1)
	if ok && p.cases&cases != 0 {
		c.from = &p
		return r.past(p.next), true
	}
	next := r.past(at + 1)
	return next, next > at+1
}

// markSlot reads «точку», «точку с запятой» and «точкой», «точкой с запятой».
func (r *reader) markSlot(at int, c *clause, name string) (int, bool) {
	word := map[string]string{"mark": "точку", "bymark": "точкой"}[name]
	if at >= len(r.t) || r.t[at].low != word {
		return at, false
	}
	at++
	m := "."
	if at+1 < len(r.t) && r.t[at].low == "с" && r.t[at+1].low == "запятой" {
		m, at = ";", at+2
	}
	if name == "mark" {
		c.mark = m
	} else {
		c.bymark = m
	}
	return at, true
}

// agreeSlot reads «в соответствующем падеже», «в соответствующих числе и падеже».
func (r *reader) agreeSlot(at int, c *clause) (int, bool) {
	if at+2 >= len(r.t) || r.t[at].low != "в" || !strings.HasPrefix(r.t[at+1].low, "соответствующ") {
		return at, false
	}
	feature := func(i int) bool {
		if i >= len(r.t) {
			return false
		}
		for _, stem := range []string{"падеж", "числ", "род"} {
			if strings.HasPrefix(r.t[i].low, stem) {
				return true
			}
		}
		return false
	}
	if !feature(at + 2) {
		return at, false
	}
	c.numbers = c.numbers || strings.HasPrefix(r.t[at+2].low, "числ")
	at += 3
	for at+1 < len(r.t) && (r.t[at].low == "и" || r.t[at].low == ",") && feature(at+1) {
		c.numbers = c.numbers || strings.HasPrefix(r.t[at+1].low, "числ")
		at += 2
	}
	c.agree = true
	return at, true
}
