package russian

import (
	"slices"
	"strconv"
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
	odd   bool   // and then names what cannot be there
	why   prose.Reason
	ops   []amend.Operation
}

// wordForms are the nouns for quoted words and the cases their forms can be in.
var wordForms = wordNouns()

func wordNouns() map[string]byte {
	out := make(map[string]byte)
	for _, s := range []string{
		"слово слова слову слово словом слове слова слов словам слова словами словах",
		"словосочетание словосочетания словосочетанию словосочетание словосочетанием словосочетании словосочетания словосочетаний словосочетаниям словосочетания словосочетаниями словосочетаниях",
		"цифра цифры цифре цифру цифрой цифре цифры цифр цифрам цифры цифрами цифрах",
		"число числа числу число числом числе числа чисел числам числа числами числах",
		"знак знака знаку знак знаком знаке знаки знаков знакам знаки знаками знаках",
		"буква буквы букве букву буквой букве буквы букв буквам буквы буквами буквах",
		"дата даты дате дату датой дате даты дат датам даты датами датах",
		"аббревиатура аббревиатуры аббревиатуре аббревиатуру аббревиатурой аббревиатуре аббревиатуры аббревиатур аббревиатурам аббревиатуры аббревиатурами аббревиатурах",
		"сокращение сокращения сокращению сокращение сокращением сокращении сокращения сокращений сокращениям сокращения сокращениями сокращениях",
		"выражение выражения выражению выражение выражением выражении выражения выражений выражениям выражения выражениями выражениях",
	} {
		for i, f := range strings.Fields(s) {
			out[f] |= 1 << (i % 6)
		}
	}
	return out
}

// wordNoun reads «слова», «слова и цифры».
func (r *reader) wordNoun(at int, cases byte) (int, bool) {
	if at >= len(r.t) || wordForms[r.t[at].low]&cases == 0 {
		return at, false
	}
	at++
	if at+2 < len(r.t) && r.t[at].low == "и" && wordForms[r.t[at+1].low]&cases != 0 && r.t[at+2].quote >= 0 {
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
		if next >= len(r.t) || r.t[next].quote < 0 {
			break
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
		c.words, at, ok = r.quotes(at, genitive|instrumental)
	case "by":
		c.by, at, ok = r.by(at)
	case "in":
		if at >= len(r.t) || !slices.Contains([]string{"в", "во", "из"}, r.t[at].low) {
			return at, false
		}
		return r.unitSlot(at+1, c, prepositional|genitive)
	case "unit":
		return r.unitSlot(at, c, nominative|accusative)
	case "of":
		p, found := r.address(at)
		if !found || p.cases&(genitive|instrumental) == 0 {
			return at, false
		}
		c.of, at, ok = &p, r.past(p.next), true
	case "new", "as":
		return r.newSlot(at, c)
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
	if at > 0 && r.t[at-1].low == "на" {
		cases = accusative
	}
	return r.quotes(at, cases)
}

func (r *reader) unitSlot(at int, c *clause, cases byte) (int, bool) {
	if c.unit != nil {
		return at, false
	}
	p, ok := r.address(at)
	if ok && p.cases&cases != 0 {
		c.unit = &p
		return r.past(p.next), true
	}
	if next := r.past(at); next > at {
		c.unit = &place{paths: []path{nil}, next: next, bare: true}
		return next, true
	}
	return at, false
}

// newSlot reads what is added, or the new numbers: in the instrumental.
func (r *reader) newSlot(at int, c *clause) (int, bool) {
	if at < len(r.t) && slices.Contains([]string{"новым", "новой", "новыми"}, r.t[at].low) {
		at++
	}
	p, ok := r.address(at)
	if !ok || p.cases&instrumental == 0 {
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

var countWords = map[string]int{"обоих": 2, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6}

// countSlot reads «в обоих случаях», «по тексту».
func (r *reader) countSlot(at int, c *clause) (int, bool) {
	if c.count != 0 || c.all {
		return at, false
	}
	word := func(i int) string {
		if at+i < len(r.t) {
			return r.t[at+i].low
		}
		return ""
	}
	switch {
	case word(0) == "в" && countWords[word(1)] > 0 && word(2) == "случаях":
		c.count = countWords[word(1)]
		return at + 3, true
	case word(0) == "во" && word(1) == "всех" && word(2) == "случаях":
		c.all = true
		return at + 3, true
	case word(0) == "по" && word(1) == "тексту":
		c.all = true
		return r.past(at + 2), true
	case word(0) == "по" && (word(1) == "всему" || word(1) == "всем") && word(2) == "тексту":
		c.all = true
		return r.past(at + 3), true
	}
	return at, false
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

// wording reads «в следующей редакции», «в новой редакции».
func (r *reader) wording(at int) (int, bool) {
	if at+2 < len(r.t) && r.t[at].low == "в" && r.t[at+2].low == "редакции" && slices.Contains([]string{"следующей", "новой", "нижеследующей"}, r.t[at+1].low) {
		return at + 3, true
	}
	if at+3 < len(r.t) && r.t[at].low == "в" && r.t[at+1].low == "редакции" && slices.Contains([]string{"согласно", "(", ":"}, r.t[at+2].low) {
		return at + 2, true
	}
	return at, false
}

// textSlot reads the new wording: quoted, or in an annex. doc/plaintext.md,
// rules 12 and 13.
func (r *reader) textSlot(at int, c *clause) (int, bool) {
	if next, num, ok := r.annexed(at); ok {
		lines, found := r.p.extract(num)
		if !found {
			r.why = prose.Annex
			return at, false
		}
		c.lines = lines
		return next, true
	}
	if at < len(r.t) && r.t[at].low == ":" {
		at++
	}
	if at >= len(r.t) || r.t[at].quote < 0 {
		return at, false
	}
	for {
		q := &r.b.Quotes[r.t[at].quote]
		if q.Open || suspicious(q.Lines) {
			r.why = prose.Quotation
			return at, false
		}
		c.lines = append(slices.Clip(c.lines), q.Lines...)
		at++
		next := at
		if next < len(r.t) && (r.t[next].low == ";" || r.t[next].low == ",") {
			next++
		}
		if next >= len(r.t) || r.t[next].quote < 0 || !strings.Contains(r.b.Text[r.t[at-1].to:r.t[next].from], "\n") {
			return at, len(c.lines) > 0
		}
		at = next
	}
}

// suspicious says whether quoted lines read like instructions: the mark that
// ends the quotation is then probably lost.
func suspicious(lines []string) bool {
	return len(lines) > 1 && slices.ContainsFunc(lines, func(s string) bool {
		return strings.Contains(s, "заменить слов") || strings.HasSuffix(s, "следующей редакции:") || strings.HasSuffix(s, "следующего содержания:")
	})
}

// annexed reads «согласно приложению 2 к настоящему Решению», «(прилагается)».
func (r *reader) annexed(at int) (next int, num string, ok bool) {
	inner := at
	if at < len(r.t) && r.t[at].low == "(" {
		inner++
	}
	if inner > at && inner+1 < len(r.t) && (r.t[inner].low == "прилагается" || r.t[inner].low == "прилагаются") && r.t[inner+1].low == ")" {
		return inner + 2, "", true
	}
	if inner >= len(r.t) || r.t[inner].low != "согласно" {
		return at, "", false
	}
	p, ok := r.phrase(inner + 1)
	if !ok || len(p.paths) != 1 || p.paths[0][0].Name != act.NameAnnex || p.cases&dative == 0 {
		return at, "", false
	}
	next = p.next
	if next+2 < len(r.t) && r.t[next].low == "к" && strings.HasPrefix(r.t[next+1].low, "настоящ") && r.t[next+2].word() {
		next += 3
	}
	if inner > at {
		if next >= len(r.t) || r.t[next].low != ")" {
			return at, "", false
		}
		next++
	}
	return next, p.paths[0][0].Num, true
}

var months = strings.Split("января февраля марта апреля мая июня июля августа сентября октября ноября декабря", " ")

// dayAt reads «1 января 2027 года», «01.01.2027» as YYYY-MM-DD.
func (r *reader) dayAt(at int) (string, int, bool) {
	pad := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	if at >= len(r.t) || !r.t[at].number() {
		return "", at, false
	}
	end := func(next int) int {
		if next < len(r.t) && (r.t[next].low == "года" || r.t[next].low == "г") {
			next++
			if next < len(r.t) && r.t[next].low == "." && r.t[next].tight && next+1 < len(r.t) {
				next++
			}
		}
		return next
	}
	if p := strings.Split(r.t[at].raw, "."); len(p) == 3 && len(p[2]) == 4 && number(p[0]) > 0 && number(p[0]) < 32 && number(p[1]) > 0 && number(p[1]) < 13 {
		return p[2] + "-" + pad(number(p[1])) + "-" + pad(number(p[0])), end(at + 1), true
	}
	if at+2 >= len(r.t) {
		return "", at, false
	}
	m := slices.Index(months, r.t[at+1].low)
	d, y := number(r.t[at].raw), r.t[at+2].raw
	if m < 0 || d < 1 || d > 31 || len(y) != 4 || number(y) == 0 {
		return "", at, false
	}
	return y + "-" + pad(m+1) + "-" + pad(d), end(at + 3), true
}

// daySlot reads «до 1 января 2027 года», «по 31 декабря 2026 года».
func (r *reader) daySlot(at int, c *clause) (int, bool) {
	if at >= len(r.t) || c.until != "" || r.t[at].low != "до" && r.t[at].low != "по" {
		return at, false
	}
	day, next, ok := r.dayAt(at + 1)
	if !ok {
		return at, false
	}
	if r.t[at].low == "до" {
		day = dayBefore(day)
	}
	c.until = day
	return next, true
}

// dayBefore is the day before a day.
func dayBefore(s string) string {
	y, m, d := number(s[:4]), number(strings.TrimPrefix(s[5:7], "0")), number(strings.TrimPrefix(s[8:], "0"))
	if d--; d == 0 {
		if m--; m == 0 {
			y, m = y-1, 12
		}
		d = 31
		switch {
		case m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0):
			d = 29
		case m == 2:
			d = 28
		case m == 4 || m == 6 || m == 9 || m == 11:
			d = 30
		}
	}
	two := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	return strconv.Itoa(y) + "-" + two(m) + "-" + two(d)
}
