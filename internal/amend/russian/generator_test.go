package russian

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A writer writes instructions and edits the model as they say. Each family
// returns the instruction, "" where the text at hand has no place for it.
type writer struct {
	r     *rand.Rand
	m     *model
	annex string          // the amender's annex
	said  map[string]bool // words that were replaced throughout
}

func (w *writer) pick(list []*entry, ok func(*entry) bool) *entry {
	var out []*entry
	for _, e := range list {
		if !e.used && !e.gone && ok(e) {
			out = append(out, e)
		}
	}
	if out == nil {
		return nil
	}
	return out[w.r.IntN(len(out))]
}

func any1(*entry) bool { return true }

func (w *writer) one(of ...string) string { return of[w.r.IntN(len(of))] }

// A target is a unit with the ways to name it.
type target struct {
	unit     *entry
	list     []*string // its words
	in, what string    // «пункте 3», «пункт 3»
	of       string    // «пункта 3»
}

// target picks a point, an item, a line or a point of an annex.
func (w *writer) target() (target, bool) {
	p := w.pick(w.m.points, any1)
	if p == nil {
		return target{}, false
	}
	p.used = true
	switch k := w.r.IntN(6); {
	case k == 0 && len(p.lines) > 0:
		i := w.r.IntN(len(p.lines))
		nth := [][3]string{{"втором", "второй", "второго"}, {"третьем", "третий", "третьего"}, {"четвертом", "четвёртый", "четвертого"}}[i]
		return target{p, []*string{&p.lines[i]}, w.one("абзаце "+nth[0], nth[0]+" абзаце") + " пункта " + p.num, "абзац " + nth[1] + " пункта " + p.num, "абзаца " + nth[2] + " пункта " + p.num}, true
	case k <= 2 && len(p.kids) > 0:
		e := p.kids[w.r.IntN(len(p.kids))]
		num := e.num
		if strings.Trim(num, "0123456789") != "" {
			num = w.one("«"+num+"»", "\""+num+"\"", num+")")
		}
		return target{e, e.texts(), "подпункте " + num + " пункта " + p.num, "подпункт " + num + " пункта " + p.num, "подпункта " + num + " пункта " + p.num}, true
	case k == 3:
		if e := w.pick(w.m.annexes[1].kids, any1); e != nil {
			e.used, p.used = true, false
			return target{e, e.texts(), "пункте " + e.num + " приложения 2", "пункт " + e.num + " приложения 2", "пункта " + e.num + " приложения 2"}, true
		}
	}
	return target{p, p.texts(), "пункте " + p.num, "пункт " + p.num, "пункта " + p.num}, true
}

// words picks words that stand in a target as often as wanted.
func (w *writer) words(t target, want int) (string, bool) {
	for range 20 {
		if s, ok := some(w.r, *t.list[w.r.IntN(len(t.list))]); ok && count(t.list, s) == want {
			return s, true
		}
	}
	return "", false
}

func (w *writer) quote(s string) string {
	if w.r.IntN(3) == 0 {
		return "\"" + s + "\""
	}
	return "«" + s + "»"
}

func called(s string) string {
	if strings.Contains(s, " ") {
		return "слова"
	}
	return "слово"
}

func by(s string) string {
	return strings.Replace(strings.Replace(called(s), "слова", "словами", 1), "слово", "словом", 1)
}

func (w *writer) swap() string {
	t, ok := w.target()
	was, ok2 := "", false
	if ok {
		was, ok2 = w.words(t, 1)
	}
	if !ok || !ok2 {
		return ""
	}
	now := phrase(w.r, 1+w.r.IntN(3))
	if w.r.IntN(4) == 0 {
		now = "план «" + now + "» Совета"
	}
	change(t.list, was, now)
	said := strings.ReplaceAll(was, " ", w.one(" ", " ", "\u00a0"))
	return w.one(
		fmt.Sprintf("в %s %s %s заменить %s %s", t.in, called(was), w.quote(said), by(now), "«"+now+"»"),
		fmt.Sprintf("заменить в %s %s %s %s %s", t.in, called(was), w.quote(said), by(now), "«"+now+"»"))
}

func (w *writer) strike() string {
	t, ok := w.target()
	if !ok {
		return ""
	}
	was, ok := w.words(t, 1)
	if !ok {
		return ""
	}
	change(t.list, was, "")
	return w.one(fmt.Sprintf("в %s %s %s исключить", t.in, called(was), w.quote(was)), fmt.Sprintf("исключить из %s %s %s", t.of, called(was), w.quote(was)))
}

func (w *writer) insertWords() string {
	t, ok := w.target()
	if !ok {
		return ""
	}
	was, ok := w.words(t, 1)
	if !ok {
		return ""
	}
	now := phrase(w.r, 2)
	gen := "слов"
	if called(was) == "слово" {
		gen = "слова"
	}
	if w.r.IntN(3) == 0 {
		change(t.list, was, now+" "+was)
		ins := "словами"
		if gen == "слова" {
			ins = "словом"
		}
		return fmt.Sprintf("%s перед %s %s дополнить словами %s", t.what, ins, w.quote(was), w.quote(now))
	}
	if w.r.IntN(3) == 0 {
		change(t.list, was, was+", "+now)
		return fmt.Sprintf("в %s после %s %s дополнить словами %s", t.in, gen, w.quote(was), w.quote(", "+now))
	}
	change(t.list, was, was+" "+now)
	return w.one(fmt.Sprintf("%s после %s %s дополнить словами %s", t.what, gen, w.quote(was), w.quote(now)),
		fmt.Sprintf("дополнить %s после %s %s словами %s", t.what, gen, w.quote(was), w.quote(now)))
}

func (w *writer) addWords() string {
	t, ok := w.target()
	if !ok {
		return ""
	}
	last := t.list[len(t.list)-1]
	n := len(*last) - 1
	if !strings.ContainsAny((*last)[n:], ".;") {
		return ""
	}
	now := phrase(w.r, 2)
	*last = (*last)[:n] + " " + now + (*last)[n:]
	return w.one(t.what+" дополнить", "дополнить "+t.what) + " словами " + w.quote(now)
}

func (w *writer) both() string {
	t, ok := w.target()
	if !ok {
		return ""
	}
	was, ok := w.words(t, 2)
	if !ok {
		return ""
	}
	change(t.list, was, "делегаты")
	return fmt.Sprintf("в %s %s «%s» в обоих случаях заменить словом «делегаты»", t.in, called(was), was)
}

func (w *writer) chained() string {
	t, ok := w.target()
	if !ok {
		return ""
	}
	var out []string
	for range 2 + w.r.IntN(2) {
		was, ok := w.words(t, 1)
		if !ok || strings.Contains(was, "делегац") {
			continue
		}
		switch w.r.IntN(3) {
		case 0:
			change(t.list, was, "делегации")
			out = append(out, fmt.Sprintf("%s «%s» заменить словом «делегации»", called(was), was))
		case 1:
			change(t.list, was, "")
			out = append(out, fmt.Sprintf("%s «%s» исключить", called(was), was))
		default:
			change(t.list, was, was+" и делегации")
			out = append(out, fmt.Sprintf("после слов «%s» дополнить словами «и делегации»", was))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "в " + t.in + " " + strings.Join(out, ", ")
}

func (w *writer) reword() string {
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
	mark := e.texts()[len(e.texts())-1]
	end := (*mark)[len(*mark)-1:]
	e.words, e.lines, e.rows = phrase(w.r, 5)+end, nil, nil
	if e == p {
		e.words, e.kids = capital(e.words), nil
		if w.r.IntN(2) == 0 {
			e.words, e.kids = capital(phrase(w.r, 2))+":", items(w.r, 3, true)
		}
	}
	var s strings.Builder
	e.print(&s)
	text := "«" + strings.TrimSuffix(s.String(), "\n") + "»"
	return w.one(what+" изложить в следующей редакции:\n"+text, "изложить "+what+" в новой редакции:\n"+text, what+" изложить в следующей редакции: "+text)
}

func (w *writer) addUnit() string {
	list, where, prefix := w.m.points, "", ""
	p := w.pick(list, any1)
	if p == nil {
		return ""
	}
	p.used = true
	word := "пунктом"
	if len(p.kids) > 0 && w.r.IntN(2) == 0 {
		list, where, word = p.kids, "пункт "+p.num+" ", "подпунктом"
		p = list[w.r.IntN(len(list))]
	}
	e := &entry{num: p.num + ".1", words: capital(phrase(w.r, 4)) + ".", used: true}
	e.label = e.num + "."
	if word == "подпунктом" {
		e.num, e.words = p.num+"1", phrase(w.r, 4)+";"
		if strings.Trim(p.num, "0123456789") == "" {
			e.num = p.num + ".1"
		}
		e.label = e.num + ")"
	}
	at := slices.Index(list, p) + 1
	if word == "пунктом" {
		w.m.points = slices.Insert(slices.Clone(list), at, e)
	} else {
		for _, q := range w.m.points {
			if slices.Contains(q.kids, p) {
				q.kids = slices.Insert(slices.Clone(list), at, e)
			}
		}
	}
	if w.r.IntN(4) == 0 && word == "пунктом" {
		prefix = "после пункта " + p.num + " "
	}
	num := e.num
	if strings.Trim(num, "0123456789.") != "" {
		num = "«" + num + "»"
	}
	return fmt.Sprintf("%s%sдополнить %s %s следующего содержания:\n«%s %s»", where, prefix, word, num, e.label, e.words)
}

func (w *writer) addLine() string {
	p := w.pick(w.m.points, func(e *entry) bool { return len(e.kids) == 0 })
	if p == nil {
		return ""
	}
	p.used = true
	now := capital(phrase(w.r, 5)) + "."
	switch k := w.r.IntN(4); {
	case k == 0:
		p.lines = slices.Insert(slices.Clone(p.lines), 0, now)
		return fmt.Sprintf("пункт %s дополнить новым абзацем вторым следующего содержания:\n«%s»", p.num, now)
	case k == 1 && len(p.lines) > 0:
		p.lines = slices.Insert(slices.Clone(p.lines), 1, now)
		return fmt.Sprintf("пункт %s после абзаца второго дополнить абзацем следующего содержания: «%s»", p.num, now)
	case k == 2:
		at := &p.words
		if len(p.lines) > 0 {
			at = &p.lines[len(p.lines)-1]
		}
		*at += " " + now
		return fmt.Sprintf("пункт %s дополнить предложением следующего содержания: «%s»", p.num, now)
	}
	p.lines = append(slices.Clone(p.lines), now)
	return fmt.Sprintf("%s абзацем следующего содержания:\n«%s»", w.one("пункт "+p.num+" дополнить", "дополнить пункт "+p.num), now)
}

// play makes an amender of some instructions. flawed is whether one of them was
// written wrong on purpose.
func (w *writer) play(families []func() string, flaw func() string) (text string, n int) {
	var list []string
	if flaw != nil { // it stands first: what follows could make it right
		s := ""
		for range 50 {
			if s = flaw(); s != "" {
				break
			}
		}
		if s == "" {
			return "", 0
		}
		list = append(list, s)
	}
	for want := len(list) + 1 + w.r.IntN(3); len(list) < want; {
		if s := families[w.r.IntN(len(families))](); s != "" {
			list = append(list, s)
		}
	}
	var out strings.Builder
	out.WriteString("О внесении изменений в Положение о Совете\nСовет решил:\n1. Внести в Положение о Совете следующие изменения:\n")
	for i, s := range list {
		end := ";"
		if i == len(list)-1 {
			end = "."
		}
		fmt.Fprintf(&out, "%d) %s%s\n", i+1, s, end)
	}
	out.WriteString("2. Настоящее Решение вступает в силу со дня подписания.\n" + w.annex)
	return out.String(), len(list)
}
