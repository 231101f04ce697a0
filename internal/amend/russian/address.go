package russian

import (
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"chancery.example/chancery/internal/amend/russian/span"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
)

// A step is one of an address.
type step = span.Step

// A path goes from the outermost unit to the part.
type path []step

// A place is what an address in prose names: one path or several, and how.
type place struct {
	paths []path
	cases byte // which the head can be in
	many  bool
	bare  bool // the head is said without a number
	held  bool // said by a pronoun
	next  int  // the token after it
}

// phrase reads one noun with its numbers: "пункты 3, 5 и 7", "втором абзаце".
func (r *reader) phrase(at int) (place, bool) {
	if p, ok := r.before(at); ok {
		return p, true
	}
	if at >= len(r.t) {
		return place{}, false
	}
	f, ok := lexicon.Unit(r.t[at].low)
	if !ok {
		if f, ok = r.short(at); !ok {
			return place{}, false
		}
		at++
	}
	at++
	sign := at < len(r.t) && r.t[at].low == "№"
	if sign {
		at++
	}
	many := f.One == 0
	steps, next := r.numbers(at, f, f.Many != 0)
	if len(steps) == 0 && sign {
		return place{}, false
	}
	if len(steps) == 0 {
		p := place{cases: f.One | f.Many, many: many, bare: true, next: at}
		p.paths = []path{{{Step: act.Step{Name: f.Name}}}}
		return p, true
	}
	p := place{cases: f.One, next: next}
	if len(steps) > 1 || many {
		p.cases, p.many = f.Many, true
	}
	for _, s := range steps {
		p.paths = append(p.paths, path{s})
	}
	return p, p.cases != 0
}

// short reads «п.», «ст.», «ч.», «абз.», «подп.» before a number.
func (r *reader) short(at int) (lexicon.Form, bool) {
	n, ok := map[string]act.Name{"п": act.NamePoint, "ст": act.NameArticle, "ч": act.NamePart, "абз": act.NameLine, "подп": act.NameSubpoint}[r.t[at].low]
	if !ok || at+2 >= len(r.t) || r.t[at+1].low != "." || !r.t[at+1].tight || !r.t[at+2].number() {
		return lexicon.Form{}, false
	}
	return lexicon.Form{Name: n, One: 0xff}, true
}

// before reads ordinal numbers that stand before their noun.
func (r *reader) before(at int) (place, bool) {
	steps, next := r.ordinals(at, act.NameLine)
	if len(steps) == 0 || next >= len(r.t) {
		return place{}, false
	}
	f, ok := lexicon.Unit(r.t[next].low)
	if !ok || !counts(f.Name) {
		return place{}, false
	}
	p := place{next: next + 1, cases: f.One, many: len(steps) > 1}
	if p.many && f.Many != 0 {
		p.cases = f.Many
	}
	for _, s := range steps {
		s.Name = f.Name
		p.paths = append(p.paths, path{s})
	}
	return p, true
}

// counts says whether a name may go by an ordinal number.
func counts(n act.Name) bool {
	return n == act.NameLine || n == act.NameSentence || n == act.NamePart || n == act.NameRow || n == act.NameColumn || n == act.NameTable
}

// ordinals reads a list of ordinal numbers.
func (r *reader) ordinals(at int, name act.Name) ([]step, int) {
	n, size := ordinalAt(r.t[at:])
	if size == 0 {
		return nil, at
	}
	out := []step{{Step: act.Step{Name: name, Ordinal: n}}}
	at += size
	for at+1 < len(r.t) {
		sep := r.t[at].low
		m, size := ordinalAt(r.t[at+1:])
		if size == 0 || sep != "," && sep != "и" && sep != "-" {
			break
		}
		if sep == "-" {
			if m <= n || m > n+100 {
				return nil, at
			}
			for n++; n < m; n++ {
				out = append(out, step{Step: act.Step{Name: name, Ordinal: n}})
			}
		}
		out = append(out, step{Step: act.Step{Name: name, Ordinal: m}})
		n = m
		at += 1 + size
	}
	return out, at
}

// numbers reads the numbers that follow a noun; lists and ranges where it can
// stand for many.
func (r *reader) numbers(at int, f lexicon.Form, many bool) ([]step, int) {
	if counts(f.Name) {
		if steps, next := r.ordinals(at, f.Name); len(steps) > 0 {
			if len(steps) > 1 && !many {
				return nil, at
			}
			return steps, next
		}
	}
	if f.Name == act.NamePreamble || f.Name == act.NameHeading || f.Name == act.NameTable {
		return nil, at
	}
	if many && at+3 < len(r.t) && r.t[at].low == "с" && r.t[at+2].low == "по" { // «пункты с 3 по 5»
		lo, _, ok1 := r.number(at+1, f.Name, true)
		hi, next, ok2 := r.number(at+3, f.Name, true)
		list, ok := span.Expand(lo, hi)
		if ok1 && ok2 && ok {
			return list, next
		}
		return nil, at
	}
	first, next, ok := r.number(at, f.Name, f.One == 0)
	if f.One != 0 && many && at+2 < len(r.t) && r.t[at+1].low == "-" && r.t[at+1].tight && lexicon.Number(r.t[at+2].raw) > lexicon.Number(r.t[at].raw) {
		if r.t[at+1].raw == "-" {
			return nil, at // «статьи 2-3» are two, or one of that number
		}
		first, next, ok = r.number(at, f.Name, true)
	}
	if !ok {
		return nil, at
	}
	out := []step{first}
	for many && next+1 < len(r.t) {
		sep := r.t[next].low
		if sep != "," && sep != "и" && sep != "-" {
			break
		}
		s, after, ok := r.number(next+1, f.Name, true)
		if !ok {
			break
		}
		if (lexicon.Letter(s.Num) != lexicon.Letter(out[0].Num)) && f.Name != act.NameRow && f.Name != act.NameColumn {
			return nil, at // «пункты 8, 9, «а»»
		}
		if sep == "-" {
			between, ok := span.Expand(out[len(out)-1], s)
			if !ok {
				return nil, at
			}
			out = append(out[:len(out)-1], between...)
		} else {
			out = append(out, s)
		}
		next = after
	}
	return out, next
}

// number reads one number: "5.1", "II", "а", «а1», "5-1", the words of a cell.
func (r *reader) number(at int, name act.Name, many bool) (step, int, bool) {
	if at >= len(r.t) {
		return step{}, at, false
	}
	t := &r.t[at]
	s := step{Step: act.Step{Name: name, Num: t.raw}}
	cell := name == act.NameRow || name == act.NameColumn
	switch {
	case t.quote >= 0:
		lines := r.b.Quotes[t.quote].Lines
		if len(lines) != 1 || r.b.Quotes[t.quote].Open {
			return s, at, false
		}
		s.Num = lines[0]
		if !cell {
			s.Num = strings.TrimRight(s.Num, ".)")
			if !lexicon.Letter(s.Num) && strings.Trim(s.Num, "0123456789.-¹²³⁴⁵⁶⁷⁸⁹⁰") != "" {
				return s, at, false
			}
		}
		return s, at + 1, true
	case t.number():
		at++
		if !many && at+1 < len(r.t) && r.t[at].low == "-" && r.t[at].tight && r.t[at+1].tight && r.t[at+1].number() {
			s.Num += "-" + r.t[at+1].raw
			at += 2
		}
		if name == act.NameLine || name == act.NameSentence {
			n, err := strconv.Atoi(s.Num)
			if err != nil || n < 1 {
				return s, at, false
			}
			s.Num, s.Ordinal = "", n
		}
	case t.roman() && name != act.NameLine && name != act.NameSentence:
		at++
	case name == act.NameSubpoint && lexicon.Letter(t.raw):
		at++
	default:
		return s, at, false
	}
	if at < len(r.t) && r.t[at].low == ")" && r.t[at].tight && (name == act.NameSubpoint || name == act.NamePoint) {
		at++
	}
	if at+1 < len(r.t) && r.t[at].low == "." && r.t[at].tight && r.t[at+1].word() && !r.t[at+1].capital() {
		at++
	}
	if name == act.NameColumn && s.Num != "" {
		n, err := strconv.Atoi(s.Num)
		if err != nil {
			return s, at, false
		}
		s.Num, s.Ordinal = "", n
	}
	return s, at, true
}

// single reads a head and the units around it: "абзац второй пункта 2 статьи 7".
func (r *reader) single(at int) (place, bool) {
	p, ok := r.phrase(at)
	if !ok {
		return p, false
	}
	for {
		up, ok := r.phrase(p.next)
		if !ok || up.cases&genitive == 0 || up.bare && !alone(up.paths[0][0].Name) {
			return p, true
		}
		var all []path
		for _, above := range up.paths {
			for _, below := range p.paths {
				all = append(all, append(slices.Clone(above), below...))
			}
		}
		p.paths, p.next = all, up.next
		p.bare = false
	}
}

// alone says whether a noun names a part without a number.
func alone(n act.Name) bool {
	return n == act.NamePreamble || n == act.NameHeading || n == act.NameTable || n == act.NameAnnex
}

// address reads one or several heads: "пункты 3 и 5 и абзац второй пункта 7".
func (r *reader) address(at int) (place, bool) {
	p, ok := r.single(at)
	if !ok {
		return p, false
	}
	for _, x := range p.paths {
		ordered(x)
	}
	tail := p.paths
	for p.next < len(r.t) {
		sep := r.t[p.next].low
		if sep != "," && sep != "и" {
			break
		}
		at := p.next + 1
		if at < len(r.t) && (r.t[at].low == "в" || r.t[at].low == "во") && p.cases&prepositional != 0 {
			at++
		}
		q, ok := r.single(at)
		if !ok || q.cases&p.cases == 0 || q.bare != p.bare && !q.bare && !alone(p.paths[0][0].Name) {
			break
		}
		if at != p.next+1 && sep == "," {
			break
		}
		for _, x := range q.paths {
			ordered(x)
		}
		if !together(tail, q.paths) {
			return p, false
		}
		if d := len(q.paths[0]) - len(tail[0]); d > 0 && named(tail[0], q.paths[0][d:]) {
			for i := range p.paths {
				if named(p.paths[i], tail[0]) {
					p.paths[i] = append(slices.Clone(q.paths[0][:d]), p.paths[i]...)
				}
			}
		}
		p.paths = append(p.paths, q.paths...)
		p.many, p.next, p.cases = true, q.next, p.cases&q.cases
		tail = q.paths
	}
	return p, true
}

// together says whether two heads can share a list: they begin at one level, or
// the second one tells where the first is.
func together(a, b []path) bool {
	x, y := a[0], b[0]
	if x[0].Name == y[0].Name || len(x) == 1 && len(y) == 1 {
		return true
	}
	return len(y) > len(x) && named(x, y[len(y)-len(x):])
}

// named says whether two paths are of units called alike: «пункт 1 части 2».
func named(x, y path) bool {
	return slices.EqualFunc(x, y, func(a, b step) bool { return a.Name == b.Name })
}

// ordered puts a column of a row after the row.
func ordered(p path) {
	for i := 1; i < len(p); i++ {
		if p[i].Name == act.NameRow && p[i-1].Name == act.NameColumn {
			p[i], p[i-1] = p[i-1], p[i]
		}
	}
}
