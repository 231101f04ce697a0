package russian

import (
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// reserves are words that do not stand in the names of acts, but change what an
// instruction says.
var reserves = strings.Split("не кроме исключением если либо необходимости возможности усмотрению ранее впредь изъятием временно только лишь частично полностью условии сроком отношении досрочно одновременно предварительно", " ")

// enclosed are the stems with which what stands in brackets in the name of an act
// begins; other brackets say something about the change.
var enclosed = strings.Split("далее собрани приложени утвержден в ред с измен протокол принят № от российск ведомост прилага", " ")

// past skips the name of an act, as far as the words that go on with the
// instruction; at itself where no such name stands there.
func (r *reader) past(at int) int {
	i := at
	if i > 0 && i < len(r.t) && r.t[i].low == "к" {
		if !slices.ContainsFunc(r.t[max(0, i-3):i], func(t token) bool { return strings.HasPrefix(t.low, "приложени") }) {
			return at
		}
		i++
	}
	if i < len(r.t) && (strings.HasPrefix(r.t[i].low, "указанн") || strings.HasPrefix(r.t[i].low, "названн") || strings.HasPrefix(r.t[i].low, "настоящ")) {
		i++
	}
	if i >= len(r.t) || !r.t[i].word() || r.t[i].roman() || !r.t[i].capital() || !lexicon.Act(r.t[i].low) {
		return at
	}
	depth := 0
	for i++; i < len(r.t); i++ {
		switch low := r.t[i].low; {
		case slices.Contains(reserves, low), depth == 0 && (r.t[i].number() && !r.dates(i) || r.loose(i)):
			return at // words of the instruction, that would be lost in the name
		case low == "(":
			if _, _, ok := r.annexed(i); ok && depth == 0 {
				return i
			}
			if !r.encloses(i + 1) {
				return at
			}
			depth++
		case low == ")":
			depth--
		case depth == 0 && r.resumes(i):
			return i
		}
	}
	return i
}

// dates says whether a number in the name of an act is of its day, its number or a
// span of years.
func (r *reader) dates(i int) bool {
	low := r.t[i-1].low
	return lexicon.Month(low) > 0 || low == "от" || low == "№" || low == "-" || low == "/" || low == "на" || low == "г" || low == "."
}

// loose says whether a word in the name of an act belongs to an instruction that
// does not go on there.
func (r *reader) loose(i int) bool {
	low := r.t[i].low
	return (low == "после" || low == "перед" || strings.HasPrefix(low, "слов") && lexicon.Quoted(low) != 0) && !r.resumes(i)
}

// encloses says whether brackets in the name of an act hold what says which act it is.
func (r *reader) encloses(i int) bool {
	if i >= len(r.t) {
		return false
	}
	t := &r.t[i]
	return t.quote >= 0 || t.number() || t.capital() || slices.ContainsFunc(enclosed, func(s string) bool { return strings.HasPrefix(t.low, s) })
}

// resumes says whether the instruction goes on at a token after the name of an
// act.
func (r *reader) resumes(i int) bool {
	low := r.t[i].low
	next := func(k int) string {
		if i+k < len(r.t) {
			return r.t[i+k].low
		}
		return ""
	}
	_, noun := lexicon.Unit(next(1))
	_, size := ordinalAt(r.t[min(i+1, len(r.t)):])
	switch {
	case lexicon.Verb(low) != "", low == "внести", low == ":" && (i+1 == len(r.t) || next(1) == quoted):
		return true
	case lexicon.Quoted(low) != 0:
		_, ok := r.wordNoun(i, 0xff)
		return ok && (next(1) == quoted || next(3) == quoted)
	case low == "после" || low == "перед":
		return lexicon.Quoted(next(1)) != 0 || noun || size > 0
	case low == "в" || low == "во":
		return noun || size > 0 || strings.HasPrefix(next(1), "соответствующ") || next(2) == "редакции" || next(1) == "редакции" || next(1) == "обоих" || next(1) == "конце"
	case low == ",":
		return lexicon.Verb(next(1)) != "" || (next(1) == "после" || next(1) == "перед") && lexicon.Quoted(next(2)) != 0
	case low == "следующие" || low == "следующее" || low == "по" && (next(1) == "тексту" || next(2) == "тексту") || low == "согласно" || low == "утратившим":
		return true
	case low == "." || low == ";":
		return i+1 == len(r.t)
	case low == "с" || low == "до" || low == "по":
		_, _, ok := r.dayAt(i + 1)
		return ok
	}
	f, ok := lexicon.Unit(low)
	return ok && f.One&(accusative|instrumental) != 0 && f.One&genitive == 0 && next(1) != ""
}

// location reads «в пункте 3», «по тексту пункта 3», «в наименовании и по тексту».
func (r *reader) location(at int) (int, bool) {
	c := clause{}
	if next, ok := r.countSlot(at, &c); ok && c.all {
		r.all = true
		r.odd = r.odd || c.wide && r.nested() || slices.ContainsFunc(r.local, func(p path) bool { return len(p) > 0 && p[len(p)-1].Name == act.NameHeading })
		if p, ok := r.address(next); ok && p.cases&genitive != 0 {
			r.within(p.paths)
			next = p.next
		}
		return r.past(next), true
	}
	if at+1 >= len(r.t) || r.t[at].low != "в" && r.t[at].low != "во" && r.t[at].low != "из" {
		return at, false
	}
	if r.refers(r.t[at+1].low, "него нем", "нее ней", "них") {
		return at + 2, true
	}
	if r.t[at+1].low == "тексте" {
		p, ok := r.address(at + 2)
		if !ok || p.cases&genitive == 0 {
			return at, false
		}
		r.all = false
		r.within(p.paths)
		return r.past(p.next), true
	}
	p, ok := r.address(at + 1)
	if !ok || p.cases&prepositional == 0 && (r.t[at].low != "из" || p.cases&genitive == 0) {
		next := r.past(at + 1)
		if next > at+1 && r.t[at].low != "из" && lexicon.ActOf(r.t[at+1].low) {
			return at, false
		}
		if next > at+1 {
			r.odd = r.odd || r.nested()
			r.local, r.all = []path{nil}, false
		}
		return next, next > at+1
	}
	r.all = false
	next := p.next
	if next < len(r.t) && r.t[next].low == "и" && p.bare && p.paths[0][0].Name == act.NameHeading {
		c := clause{}
		if after, ok := r.countSlot(next+1, &c); ok && c.all {
			r.local, r.all = []path{p.paths[0], nil}, true
			return r.past(after), true
		}
	}
	r.within(p.paths)
	return r.past(next), true
}

// nested says whether the lines above name a part, inside which the act as a
// whole is not meant.
func (r *reader) nested() bool {
	return slices.ContainsFunc(r.above, func(p path) bool { return len(p) > 0 })
}

// opening reads a unit before a colon, about which the rest of the line is:
// «статья 7: в части 2 слова …».
func (r *reader) opening(at int) (int, bool) {
	p, ok := r.address(at)
	if !ok || p.cases&(nominative|accusative) == 0 || len(p.paths) != 1 || r.held {
		return at, false
	}
	next := r.past(p.next)
	if next+1 >= len(r.t) || r.t[next].low != ":" || r.t[next+1].quote >= 0 {
		return at, false
	}
	r.within(p.paths)
	return next + 1, true
}

// within narrows what the words of this line are about.
func (r *reader) within(paths []path) {
	var out []path
	for _, l := range r.local {
		for _, p := range paths {
			x := inside(l, p)
			r.odd = r.odd || r.said && len(x) < len(l)+len(p) || len(p) == 0 && r.nested() // «в пункте 3 пункт 4»
			out = append(out, x)
		}
	}
	r.local = out
}

// clauses reads the clauses of a line from a token on, to its end.
func (r *reader) clauses(at int) bool {
	for {
		start := at
		r.said, r.odd = false, false
		if next, ok := r.opening(at); ok && at == 0 {
			at, r.said = next, true
		}
		for {
			next, ok := r.location(at)
			if !ok {
				break
			}
			at, r.said = next, true
			if at+1 < len(r.t) && r.t[at].low == ":" && r.t[at+1].quote < 0 {
				at++
			}
			if at < len(r.t) && r.t[at].low == "," && at > start { // «в пункте 3, слова …»
				if _, ok := r.wordNoun(at+1, 0xff); ok {
					at++
				}
			}
		}
		next, ok := r.clause(at, start)
		if !ok || r.odd {
			return false
		}
		at = next
		for at < len(r.t) && slices.Contains([]string{",", ";", ".", "и", "а", "также"}, r.t[at].low) {
			at++
		}
		if at >= len(r.t) {
			return true
		}
	}
}

// ends says whether a clause may end before a token.
func (r *reader) ends(at int) bool {
	return at >= len(r.t) || slices.Contains([]string{",", ";", ".", "и"}, r.t[at].low)
}

// clause reads one clause and keeps its operations.
func (r *reader) clause(at, start int) (int, bool) {
	for i := range r.p.table {
		pat := &r.p.table[i]
		if len(pat.needs) > 0 && !r.has(pat.needs, at) {
			continue
		}
		var c clause
		end, kept := 0, len(r.ops)
		local := r.local
		ok := r.match(pat.items, at, &c, func(next int, c *clause) bool {
			if !r.ends(next) {
				return false
			}
			r.local = local
			if !pat.does(r, c) {
				r.ops = r.ops[:kept]
				return false
			}
			end = next
			return true
		})
		if !ok {
			r.local = local
			continue
		}
		from, to := r.b.At(r.t[start].from), r.b.At(r.t[end-1].to)
		if r.b.At(r.t[start].to) == from && r.t[start].quote >= 0 {
			from = r.b.Range.From
		}
		for i := kept; i < len(r.ops); i++ {
			r.ops[i].Source = &amend.Range{From: from, To: to}
		}
		return end, true
	}
	return at, false
}

// has says whether one of the verbs stands after a token.
func (r *reader) has(words []string, at int) bool {
	return slices.ContainsFunc(r.t[at:], func(t token) bool {
		return t.quote < 0 && (slices.Contains(words, t.low) || slices.Contains(words, t.verb))
	})
}

// full are the addresses of paths inside what the lines above name.
func (r *reader) full(local []path) ([]act.Address, bool) {
	var out []act.Address
	known := make(map[string]bool)
	for _, above := range r.above {
		for _, p := range local {
			a, why := r.p.resolve(append(slices.Clone(above), p...))
			if why != "" {
				r.why = why
				return nil, false
			}
			if s := a.String(); len(local) > 1 && known[s] {
				return nil, false // «в пунктах 5, 5 и 7»
			} else if len(local) > 1 {
				known[s] = true
			}
			out = append(out, a)
		}
	}
	return out, true
}

// targets are the addresses of a clause. Its unit, if it names one, is what the
// rest of the line is about.
func (r *reader) targets(c *clause) ([]act.Address, bool) {
	if c.from != nil {
		r.within(c.from.paths)
	}
	if c.unit != nil && !c.unit.held {
		r.within(c.unit.paths)
	}
	if c.wide && (r.nested() || slices.ContainsFunc(r.local, func(p path) bool { return len(p) > 0 })) {
		return nil, false
	}
	return r.full(r.local)
}

func (r *reader) add1(o amend.Operation) { r.ops = append(r.ops, o) }

// quoteLine is a quotation of one line.
func (r *reader) quoteLine(i int) (string, bool) {
	q := &r.b.Quotes[i]
	if q.Open || len(q.Lines) != 1 || !prose.Paired(q.Lines[0]) {
		r.why = prose.Quotation
		return "", false
	}
	return q.Lines[0], true
}
