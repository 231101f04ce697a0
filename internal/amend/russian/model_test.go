package russian

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// entry is a unit of a generated act, edited directly: the model knows nothing
// of the parser, of addresses or of operations.
type entry struct {
	label string // "5.", "2)", "а)", "Приложение 1."
	num   string
	words string   // beside the label; a heading for annexes
	lines []string // further lines
	kids  []*entry
	rows  [][]string
	gone  bool
	used  bool // an instruction of this amender is about it
}

type model struct {
	title    string
	preamble []string
	points   []*entry
	annexes  []*entry
}

func (e *entry) print(s *strings.Builder) {
	if e.gone {
		return
	}
	fmt.Fprintf(s, "%s %s\n", e.label, e.words)
	for _, l := range e.lines {
		s.WriteString(l + "\n")
	}
	for _, r := range e.rows {
		s.WriteString("| " + strings.Join(r, " | ") + " |\n")
	}
	for _, k := range e.kids {
		k.print(s)
	}
}

func (m *model) String() string {
	var s strings.Builder
	s.WriteString(m.title + "\n" + strings.Join(m.preamble, "\n") + "\n")
	for _, list := range [][]*entry{m.points, m.annexes} {
		for _, e := range list {
			e.print(&s)
		}
	}
	return s.String()
}

var vocabulary = strings.Fields("Совет рассматривает вопросы сотрудничества утверждает ежегодный план мероприятий контролирует исполнение бюджета назначает должностных лиц определяет порядок созыва заседаний принимает доклад о деятельности органов Организации направляет предложения государствам согласует перечень учений ведёт реестр документов устанавливает квоты взносов создаёт рабочие группы экспертов обеспечивает хранение архива проводит консультации министров одобряет проекты соглашений заслушивает отчёты комиссий распределяет средства резерва секретариат секретариата секретариату секретариатом секретариате")

// phrase is some words of the vocabulary; their first letter is small.
func phrase(r *rand.Rand, n int) string {
	var out []string
	for range n {
		out = append(out, strings.ToLower(vocabulary[r.IntN(len(vocabulary))]))
	}
	return strings.Join(out, " ")
}

func capital(s string) string {
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

func generate(r *rand.Rand) *model {
	m := &model{title: "Положение о Совете", preamble: []string{"Совет глав государств,", "поручив дела Секретариату и " + phrase(r, 2) + ","}}
	for n := 1; n <= 6+r.IntN(4); n++ {
		e := &entry{num: fmt.Sprint(n)}
		e.label = e.num + "."
		e.words = capital(phrase(r, 5+r.IntN(6))) + "."
		switch r.IntN(4) {
		case 0:
			e.words = capital(phrase(r, 3)) + ":"
			e.kids = items(r, 3+r.IntN(3), n%2 == 0)
		case 1:
			for range 1 + r.IntN(3) {
				e.lines = append(e.lines, capital(phrase(r, 4+r.IntN(6)))+".")
			}
		case 2:
			e.words += " " + capital(phrase(r, 6)) + "."
		}
		m.points = append(m.points, e)
	}
	plan := &entry{num: "1", label: "Приложение 1.", words: "План " + phrase(r, 2), rows: [][]string{{"№", "Мера", "Срок"}}}
	for n := range 3 + r.IntN(3) {
		plan.rows = append(plan.rows, []string{fmt.Sprint(n + 1), capital(phrase(r, 3)), fmt.Sprint(2027 + n)})
	}
	rules := &entry{num: "2", label: "Приложение 2.", words: "Правила " + phrase(r, 2)}
	for n := 1; n <= 3; n++ {
		rules.kids = append(rules.kids, &entry{num: fmt.Sprint(n), label: fmt.Sprint(n, "."), words: capital(phrase(r, 6)) + "."})
	}
	m.annexes = []*entry{plan, rules}
	return m
}

// items are "1) …;" or "а) …;", the last one with a full stop.
func items(r *rand.Rand, n int, letter bool) []*entry {
	var out []*entry
	for i := range n {
		e := &entry{num: fmt.Sprint(i + 1), words: phrase(r, 3+r.IntN(4)) + ";"}
		if letter {
			e.num = lexicon.LetterAt(i + 1)
		}
		if i == n-1 {
			e.words = strings.TrimSuffix(e.words, ";") + "."
		}
		e.label = e.num + ")"
		out = append(out, e)
	}
	return out
}

// texts are the places of all words under a unit.
func (e *entry) texts() []*string {
	if e.gone {
		return nil
	}
	out := []*string{&e.words}
	for i := range e.lines {
		out = append(out, &e.lines[i])
	}
	for _, row := range e.rows {
		for i := range row {
			out = append(out, &row[i])
		}
	}
	for _, k := range e.kids {
		out = append(out, k.texts()...)
	}
	return out
}

func (m *model) body() []*string {
	var out []*string
	for i := range m.preamble {
		out = append(out, &m.preamble[i])
	}
	for _, e := range slices.Concat(m.points, m.annexes) {
		out = append(out, e.texts()...)
	}
	return out
}

// places are where whole words stand in a line.
func places(line, words string) []int {
	var out []int
	fold := strings.NewReplacer("ё", "е", "\u00a0", " ")
	l, w := []rune(fold.Replace(line)), []rune(fold.Replace(words))
	letter := func(i int) bool { return i >= 0 && i < len(l) && (unicode.IsLetter(l[i]) || unicode.IsDigit(l[i])) }
	for i := 0; i+len(w) <= len(l); i++ {
		if slices.Equal(l[i:i+len(w)], w) && !letter(i-1) && !letter(i+len(w)) {
			out = append(out, i)
			i += len(w) - 1
		}
	}
	return out
}

func count(list []*string, words string) int {
	n := 0
	for _, s := range list {
		n += len(places(*s, words))
	}
	return n
}

// change puts words in place of others wherever they stand; an empty new one
// takes the space before it, too.
func change(list []*string, was, now string) {
	for _, s := range list {
		r := []rune(*s)
		for _, i := range slices.Backward(places(*s, was)) {
			from, to := i, i+len([]rune(was))
			if now == "" && from > 0 {
				from--
			} else if now == "" {
				to++
			}
			r = slices.Concat(r[:from], []rune(now), r[to:])
		}
		*s = string(r)
	}
}

// some is one to three words inside a line; ok is false for a line that is too
// short.
func some(r *rand.Rand, line string) (string, bool) {
	f := strings.Fields(strings.TrimRight(line, ".;:,"))
	if len(f) < 3 || strings.Contains(line, "силу") {
		return "", false
	}
	i := 1 + r.IntN(len(f)-1)
	n := 1 + r.IntN(min(3, len(f)-i))
	words := strings.Join(f[i:i+n], " ")
	return words, !strings.ContainsAny(words, ".;:,")
}
