package russian

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// swapText puts a quoted unit or line in the place of one: «абзац второй заменить
// текстом следующего содержания». A number may only be the old one.
func (r *reader) swapText(c *clause) bool {
	if c.named != nil {
		n, u := c.named.paths, c.unit.paths
		if len(n) != 1 || len(u) != 1 || len(u[0]) == 0 {
			return false
		}
		was, now := u[0][len(u[0])-1].Step, n[0][0].Step
		if now.Name != was.Name || (now.Num != "" || now.Ordinal != 0) && now != was {
			return false
		}
	}
	return r.reword(c)
}

// afterAgain is «…, после слова «В» – словами «Г»» after words were put beside others
// in the same line.
func (r *reader) afterAgain(c *clause) bool {
	n := len(r.ops)
	return n > 0 && r.ops[n-1].Kind == amend.TextInsertion && r.ops[n-1].At == amend.After && r.afterWords(c)
}

// repealWords takes the force of words.
func (r *reader) repealWords(c *clause) bool { return r.forceOfWords(c, amend.Repeal) }

func (r *reader) suspendWords(c *clause) bool { return r.forceOfWords(c, amend.Suspension) }

func (r *reader) forceOfWords(c *clause, kind amend.Kind) bool {
	at, ok := r.targets(c)
	if !ok || c.agree || kind == amend.Suspension && len(c.words) > 1 {
		return false
	}
	for _, w := range c.words {
		was, ok := r.quoteLine(w)
		if !ok {
			return false
		}
		o := amend.Operation{Kind: kind, Targets: at, Old: was, Until: c.until}
		if r.often(c, &o); kind == amend.Suspension && (o.All || o.Count > 1 || o.Nth != 0) {
			return false
		}
		r.add1(o)
	}
	return true
}

// reach is words that are called by their first ones, and by their last ones or the
// end of their line.
func (r *reader) reach(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || r.all || len(c.words) != 1 || len(c.by) > 1 {
		return false
	}
	o := amend.Operation{Kind: amend.TextDeletion, Targets: at, Rest: c.last == nil}
	if o.Old, ok = r.quoteLine(c.words[0]); !ok {
		return false
	}
	if c.last != nil {
		if o.Through, ok = r.quoteLine(c.last[0]); !ok || len(c.last) != 1 {
			return false
		}
	}
	if c.by != nil {
		o.Kind = amend.TextSubstitution
		if o.New, ok = r.quoteLine(c.by[0]); !ok {
			return false
		}
	}
	r.add1(o)
	return true
}

// join makes one unit of several; it is called by the number of the first.
func (r *reader) join(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || len(at) < 2 {
		return false
	}
	first := at[0].Steps[len(at[0].Steps)-1]
	for _, p := range []*place{c.into, c.named} {
		if p == nil {
			continue
		}
		if len(p.paths) != 1 || len(p.paths[0]) != 1 {
			return false
		}
		if s := p.paths[0][0]; s.Name != first.Name || s.Num != first.Num || s.Ordinal != first.Ordinal && s.Ordinal != 0 {
			if s.Name != first.Name || s.Num != "" || s.Ordinal != 0 {
				return false
			}
		}
	}
	r.add1(amend.Operation{Kind: amend.Join, Targets: at})
	return true
}

// part makes two units of one; the second begins with quoted words.
func (r *reader) part(c *clause) bool {
	at, ok := r.targets(c)
	if !ok || len(at) != 1 || whole(at[0]) || len(c.words) != 1 || c.second == nil || len(c.second.paths) != 1 {
		return false
	}
	first, second := at[0].Steps[len(at[0].Steps)-1], c.second.paths[0]
	if len(second) != 1 || second[0].Name != first.Name || second[0].Num == "" {
		return false
	}
	if c.into != nil && (len(c.into.paths) != 2 || c.into.paths[0][0].Step != first || c.into.paths[1][0].Step != second[0].Step) {
		return false
	}
	old, ok := r.quoteLine(c.words[0])
	if !ok {
		return false
	}
	r.add1(amend.Operation{Kind: amend.Split, Targets: at, Old: old, Numbers: []string{second[0].Num}})
	return true
}

// renumberRest moves the units behind those that came or went in the clause before:
// «…, изменив соответственно нумерацию последующих пунктов».
func (r *reader) renumberRest(c *clause) bool {
	if len(r.ops) == 0 {
		return false
	}
	last := &r.ops[len(r.ops)-1]
	home, nums := act.Address{}, []string(nil)
	switch {
	case last.Kind == amend.Removal:
		for _, a := range last.Targets {
			n := len(a.Steps) - 1
			if n < 0 || a.Steps[n].Name != c.kind || !slices.Equal(a.Steps[:n], last.Targets[0].Steps[:n]) {
				return false
			}
			home.Steps = a.Steps[:n:n]
			nums = append(nums, a.Steps[n].Num)
		}
	case last.Kind == amend.Insertion && last.Anchor == nil:
		home = last.Targets[0]
		for _, s := range last.Named {
			if s.Name != c.kind {
				return false
			}
			nums = append(nums, s.Num)
		}
	default:
		return false
	}
	place := func(s string) int {
		if n := lexicon.Number(s); n > 0 {
			return n
		}
		return lexicon.Place(s)
	}
	k := place(nums[0])
	for i, s := range nums {
		if k == 0 || place(s) != k+i || (lexicon.Number(s) > 0) != (lexicon.Number(nums[0]) > 0) {
			return false
		}
	}
	first, by := nums[0], len(nums)
	if last.Kind == amend.Removal {
		if k += len(nums); lexicon.Number(first) > 0 {
			first = strconv.Itoa(k)
		} else if first = lexicon.LetterAt(k); first == "" {
			return false
		}
		by = -len(nums)
	}
	home.Steps = append(slices.Clone(home.Steps), act.Step{Name: c.kind, Num: first})
	r.add1(amend.Operation{Kind: amend.Renumbering, Targets: []act.Address{home}, Shift: by})
	return true
}

// addColumn is a column that is called by its head alone: «дополнить графой «Срок»».
func (r *reader) addColumn(c *clause) bool {
	s := c.named.paths[0][0].Step
	if len(c.named.paths) != 1 || s.Name != act.NameColumn || s.Num == "" {
		return false
	}
	c.lines = []string{s.Num}
	return r.add(c)
}

// restSlot reads «нумерацию последующих пунктов», «последующую нумерацию пунктов».
func (r *reader) restSlot(at int, c *clause) (int, bool) {
	follow := func(i int) bool {
		return i < len(r.t) && slices.ContainsFunc([]string{"последующ", "следующ", "остальн", "дальнейш"}, func(s string) bool { return strings.HasPrefix(r.t[i].low, s) })
	}
	before := follow(at)
	if before {
		at++
	}
	if at >= len(r.t) || r.t[at].low != "нумерацию" {
		return at, false
	}
	at++
	if !before && !follow(at) {
		return at, false
	} else if !before {
		at++
	}
	if at >= len(r.t) {
		return at, false
	}
	f, ok := lexicon.Unit(r.t[at].low)
	c.kind = f.Name
	return at + 1, ok && f.Many&genitive != 0
}

// intoSlot reads what units become: «один пункт 5», «пункты 5 и 6», «два пункта».
func (r *reader) intoSlot(at int, c *clause) (int, bool) {
	if at+1 < len(r.t) && (r.t[at].low == "два" || r.t[at].low == "две") {
		f, ok := lexicon.Unit(r.t[at+1].low)
		return at + 2, ok && f.One&genitive != 0
	}
	if at < len(r.t) && (r.t[at].low == "один" || r.t[at].low == "одну" || r.t[at].low == "одно") {
		at++
	}
	p, ok := r.address(at)
	if !ok || p.cases&accusative == 0 {
		return at, false
	}
	c.into = &p
	return p.next, true
}

// enclosedSlot reads a wording that is an annex: «в прилагаемой редакции», «в
// редакции приложения 2 к настоящему Решению».
func (r *reader) enclosedSlot(at int, c *clause) (int, bool) {
	word := func(i int) string {
		if at+i < len(r.t) {
			return r.t[at+i].low
		}
		return ""
	}
	var next int
	num := ""
	switch {
	case word(0) == "в" && word(1) == "прилагаемой" && word(2) == "редакции":
		next = at + 3
	case word(0) == "в" && word(1) == "редакции" && word(2) == "," && word(3) == "прилагаемой" && word(4) == "к" && strings.HasPrefix(word(5), "настоящ") && word(6) != "":
		next = at + 7
	case word(0) == "в" && word(1) == "редакции":
		p, ok := r.phrase(at + 2)
		if !ok || len(p.paths) != 1 || p.paths[0][0].Name != act.NameAnnex || p.cases&genitive == 0 ||
			p.next+2 >= len(r.t) || r.t[p.next].low != "к" || !strings.HasPrefix(r.t[p.next+1].low, "настоящ") {
			return at, false
		}
		next, num = p.next+3, p.paths[0][0].Num
	default:
		return at, false
	}
	lines, ok := r.p.extract(num)
	c.lines = lines
	return next, ok
}
