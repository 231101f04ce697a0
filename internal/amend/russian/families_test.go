package russian

import (
	"fmt"
	"slices"
	"strings"
)

func (w *writer) families() []func() string {
	return []func() string{w.swap, w.swap, w.strike, w.insertWords, w.addWords, w.both, w.chained, w.reword, w.reword, w.addUnit, w.addUnit, w.addLine,
		w.remove, w.repeal, w.renumber, w.newNumber, w.throughout, w.agreement, w.rowWords, w.rowAdd, w.rowGone, w.rowReword, w.column,
		w.rewordAnnex, w.list, w.heading, w.title, w.introduction, w.rewordLine, w.sentence, w.nested, w.suspend, w.recount}
}

func (w *writer) remove() string {
	p := w.pick(w.m.points, any1)
	if p == nil {
		return ""
	}
	p.used = true
	switch {
	case len(p.kids) > 2 && w.r.IntN(2) == 0:
		e, f := p.kids[0], p.kids[1]
		e.gone = true
		if w.r.IntN(2) == 0 {
			f.gone = true
			return fmt.Sprintf("подпункты «%s» и «%s» пункта %s исключить", e.num, f.num, p.num)
		}
		return fmt.Sprintf("исключить подпункт %s пункта %s", "«"+e.num+"»", p.num)
	case len(p.lines) > 0 && w.r.IntN(2) == 0:
		p.lines = p.lines[1:]
		return fmt.Sprintf("%s пункта %s исключить", w.one("абзац второй", "второй абзац"), p.num)
	}
	p.gone = true
	return w.one("пункт "+p.num+" исключить", "исключить пункт "+p.num)
}

func (w *writer) repeal() string {
	p := w.pick(w.m.points, any1)
	if p == nil {
		return ""
	}
	p.used = true
	e, what := p, "пункт "+p.num
	if len(p.kids) > 0 && w.r.IntN(2) == 0 {
		e = p.kids[w.r.IntN(len(p.kids))]
		what = "подпункт «" + e.num + "» пункта " + p.num
	}
	list := e.texts()
	mark := *list[len(list)-1]
	mark = mark[len(mark)-1:]
	e.lines, e.kids = nil, nil
	if e.words == capital(e.words) {
		e.words = "Утратил силу" + mark
	} else {
		e.words = "утратил силу" + mark
	}
	return w.one(what+" признать утратившим силу", "признать утратившим силу "+what)
}

// renumber moves the last two points on.
func (w *writer) renumber() string {
	n := len(w.m.points)
	a, b := w.m.points[n-2], w.m.points[n-1]
	if a.used || b.used || a.gone || b.gone {
		return ""
	}
	a.used, b.used = true, true
	x, y := a.num, b.num
	a.num, b.num = y, fmt.Sprint(atoi(y)+1)
	a.label, b.label = a.num+".", b.num+"."
	return w.one(
		fmt.Sprintf("пункты %s и %s считать соответственно пунктами %s и %s", x, y, a.num, b.num),
		fmt.Sprintf("пункты %s – %s считать пунктами %s–%s", x, y, a.num, b.num),
		fmt.Sprintf("считать пункты %s и %s пунктами %s и %s соответственно", x, y, a.num, b.num))
}

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// newNumber gives the number of the last point to a new one.
func (w *writer) newNumber() string {
	n := len(w.m.points)
	p := w.m.points[n-1]
	if p.used || p.gone {
		return ""
	}
	old := p.num
	e := &entry{num: old, label: old + ".", words: capital(phrase(w.r, 5)) + ".", used: true}
	p.used = true
	p.num = fmt.Sprint(atoi(old) + 1)
	p.label = p.num + "."
	w.m.points = slices.Insert(slices.Clone(w.m.points), n-1, e)
	return fmt.Sprintf("дополнить новым пунктом %s следующего содержания:\n«%s %s», пункт %s считать пунктом %s", old, e.label, e.words, old, p.num)
}

func (w *writer) throughout() string {
	words := strings.ToLower(vocabulary[w.r.IntN(len(vocabulary))])
	if count(w.m.body(), words) == 0 || w.spoken(words) {
		return ""
	}
	change(w.m.body(), words, "новое слово")
	return w.one("по тексту", "по тексту Положения", "по всему тексту") + " слово «" + words + "» заменить словами «новое слово»"
}

// spoken keeps words from being replaced throughout twice.
func (w *writer) spoken(words string) bool {
	if w.said == nil {
		w.said = make(map[string]bool)
	}
	was := w.said[words] || w.said["*"]
	w.said[words], w.said["*"] = true, true
	return was
}

// agreement replaces a noun in all its cases; the forms are written down here,
// the base has some of them.
func (w *writer) agreement() string {
	if w.spoken("секретариат") {
		return ""
	}
	was := strings.Fields("Секретариат Секретариата Секретариату Секретариатом Секретариате")
	now := strings.Fields("Департамент Департамента Департаменту Департаментом Департаменте")
	for k := range was {
		change(w.m.body(), was[k], now[k])
		change(w.m.body(), strings.ToLower(was[k]), strings.ToLower(now[k]))
	}
	return "по тексту слово «Секретариат» в соответствующем падеже заменить словом «Департамент» в соответствующем падеже"
}

func (w *writer) table() *entry { return w.m.annexes[0] }

func (w *writer) rowWords() string {
	t := w.table()
	if t.used {
		return ""
	}
	t.used = true
	row := t.rows[1+w.r.IntN(len(t.rows)-1)]
	was := row[2]
	row[2] = "2040"
	return w.one(
		fmt.Sprintf("в графе 3 строки %s приложения 1 цифры «%s» заменить цифрами «2040»", row[0], was),
		fmt.Sprintf("в строке %s приложения 1 цифры «%s» заменить цифрами «2040»", row[0], was),
		fmt.Sprintf("в графе «Срок» позиции %s приложения 1 цифры «%s» заменить цифрами «2040»", row[0], was),
		fmt.Sprintf("графу «Срок» строки «%s» приложения 1 изложить в следующей редакции: «2040»", row[1]))
}

func (w *writer) rowAdd() string {
	t := w.table()
	if t.used {
		return ""
	}
	t.used = true
	row := []string{fmt.Sprint(len(t.rows)), capital(phrase(w.r, 2)), "2039"}
	t.rows = append(t.rows, row)
	return fmt.Sprintf("%s следующего содержания:\n«| %s |»", w.one("приложение 1 дополнить строкой "+row[0], "приложение 1 дополнить строкой", "в приложении 1 после строки "+fmt.Sprint(len(t.rows)-2)+" дополнить строкой "+row[0]), strings.Join(row, " | "))
}

func (w *writer) rowGone() string {
	t := w.table()
	if t.used {
		return ""
	}
	t.used = true
	i := 1 + w.r.IntN(len(t.rows)-1)
	num := t.rows[i][0]
	t.rows = slices.Delete(slices.Clone(t.rows), i, i+1)
	return w.one("строку ", "позицию ") + num + " приложения 1 исключить"
}

func (w *writer) rowReword() string {
	t := w.table()
	if t.used {
		return ""
	}
	t.used = true
	row := t.rows[1+w.r.IntN(len(t.rows)-1)]
	row[1] = capital(phrase(w.r, 3))
	return fmt.Sprintf("%s %s приложения 1 изложить в следующей редакции: «| %s |»", w.one("строку", "позицию"), row[0], strings.Join(row, " | "))
}

func (w *writer) column() string {
	t := w.table()
	if t.used {
		return ""
	}
	t.used = true
	for i := range t.rows {
		t.rows[i] = t.rows[i][:2]
	}
	return "графу " + w.one("3", "«Срок»", "третью") + " приложения 1 исключить"
}

func (w *writer) rewordAnnex() string {
	a := w.m.annexes[1]
	if a.used || w.annex != "" || slices.ContainsFunc(a.kids, func(e *entry) bool { return e.used }) {
		return ""
	}
	a.used = true
	for _, k := range a.kids {
		k.used = true
	}
	a.kids = a.kids[:2]
	a.kids[0].words = capital(phrase(w.r, 6)) + "."
	a.words = "Порядок " + phrase(w.r, 2)
	var s strings.Builder
	a.print(&s)
	w.annex = "Приложение к Решению Совета от 5 мая 2026 г.\n" + s.String()
	return w.one("приложение 2 изложить в редакции согласно приложению к настоящему Решению", "изложить приложение 2 в новой редакции согласно приложению к настоящему Решению", "приложение 2 изложить в новой редакции (прилагается)")
}

// list is words in several units at once.
func (w *writer) list() string {
	for range 10 {
		word := strings.ToLower(vocabulary[w.r.IntN(len(vocabulary))])
		var hits []*entry
		for _, p := range w.m.points {
			if !p.used && !p.gone && count(p.texts(), word) == 1 {
				hits = append(hits, p)
			}
		}
		if len(hits) < 2 {
			continue
		}
		var nums []string
		for _, p := range hits {
			p.used = true
			change(p.texts(), word, "стороны")
			nums = append(nums, p.num)
		}
		n := len(nums) - 1
		return fmt.Sprintf("в пунктах %s и %s слово «%s» заменить словом «стороны»", strings.Join(nums[:n], ", "), nums[n], word)
	}
	return ""
}

func (w *writer) heading() string {
	a := w.m.annexes[1]
	if a.used || slices.ContainsFunc(a.kids, func(e *entry) bool { return e.used }) {
		return ""
	}
	a.used = true
	for _, k := range a.kids {
		k.used = true
	}
	if w.r.IntN(2) == 0 {
		a.words = strings.Replace(a.words, "Правила", "Условия", 1)
		return "в наименовании приложения 2 слово «Правила» заменить словом «Условия»"
	}
	a.words = "Условия"
	return "наименование приложения 2 изложить в следующей редакции: «Условия»"
}

func (w *writer) title() string {
	if w.m.title != "Положение о Совете" {
		return ""
	}
	w.m.title = "Положение о Совете министров"
	return w.one("в наименовании слово «Совете» заменить словами «Совете министров»", "наименование изложить в следующей редакции: «Положение о Совете министров»", "наименование Положения дополнить словом «министров»")
}

func (w *writer) introduction() string {
	if w.m.preamble[0] != "Совет глав государств," {
		return ""
	}
	w.m.preamble[0] = "Совет глав правительств,"
	return w.one("в преамбуле слово «государств» заменить словом «правительств»", "абзац первый преамбулы изложить в следующей редакции: «Совет глав правительств,»")
}

func (w *writer) rewordLine() string {
	p := w.pick(w.m.points, func(e *entry) bool { return len(e.lines) > 0 })
	if p == nil {
		return ""
	}
	p.used = true
	now := capital(phrase(w.r, 4)) + "."
	if w.r.IntN(2) == 0 {
		p.words = now
		return fmt.Sprintf("абзац первый пункта %s изложить в следующей редакции: «%s%s»", p.num, w.one("", p.label+" "), now)
	}
	p.lines[0] = now
	return fmt.Sprintf("%s пункта %s изложить в следующей редакции:\n«%s»", w.one("абзац второй", "второй абзац"), p.num, now)
}

func (w *writer) sentence() string {
	p := w.pick(w.m.points, func(e *entry) bool { return len(e.lines) == 0 && strings.Count(e.words, ".") == 2 })
	if p == nil {
		return ""
	}
	p.used = true
	first, second, _ := strings.Cut(p.words, ". ")
	switch w.r.IntN(3) {
	case 0:
		p.words = first + "."
		return w.one("второе предложение", "предложение второе", "последнее предложение") + " пункта " + p.num + " исключить"
	case 1:
		p.words = first + ". Новое. " + second
		return "пункт " + p.num + " после первого предложения дополнить предложением следующего содержания: «Новое.»"
	}
	p.words = "Новое. " + second
	return "первое предложение пункта " + p.num + " изложить в следующей редакции: «Новое.»"
}

// nested is a context line with lines under it.
func (w *writer) nested() string {
	p := w.pick(w.m.points, func(e *entry) bool { return len(e.kids) > 2 })
	if p == nil {
		return ""
	}
	p.used = true
	word := strings.Fields(p.kids[1].words)[1]
	if count(p.kids[1].texts(), word) != 1 {
		return ""
	}
	a, b := p.kids[0].num, p.kids[1].num
	p.kids[0].gone = true
	change(p.kids[1].texts(), word, "сторона")
	return fmt.Sprintf("в пункте %s:\nа) подпункт «%s» исключить;\nб) в подпункте «%s»:\nслово «%s» заменить словом «сторона»", p.num, a, b, word)
}

func (w *writer) suspend() string {
	p := w.pick(w.m.points, any1)
	if p == nil {
		return ""
	}
	p.used = true
	return "приостановить до 1 января 2027 года действие пункта " + p.num
}

func (w *writer) recount() string {
	p := w.pick(w.m.points, func(e *entry) bool { return len(e.lines) == 1 && len(e.kids) == 0 })
	if p == nil {
		return ""
	}
	p.used = true
	p.lines = []string{"Новый абзац.", "Прежний абзац."}
	return fmt.Sprintf("в пункте %s:\nа) дополнить новым абзацем вторым следующего содержания: «Новый абзац.»;\nб) абзац второй считать абзацем третьим и изложить его в следующей редакции: «Прежний абзац.»", p.num)
}
