package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const councilRules = `Положение о Совете
Совет министров,
руководствуясь Уставом,
Глава 1. Совет
1. Совет является органом Организации. Решения Совета обязательны.
2. Совет:
1) утверждает план;
2) назначает секретаря:
а) на три года;
б) на новый срок;
3) принимает бюджет.
3. Заседания проводятся в Минске, если Совет не решит иначе.
Срок созыва – 10 дней.
Повестка дня рассылается заранее.
Глава 2. Секретариат
4. Секретариат готовит заседания;
5. Секретарь подписывает протокол и хранит протокол.
Приложение 1. План
1. Общие меры.
| № | Срок | Орган |
| 1 | март | Совет |
| 3 | май | Секретариат |
| 4 |  | Комиссия |
Приложение 2. Смета
Пункт 3 настоящего приложения отсутствует.
`

const charterArticles = `Устав
Глава 1. Общее
Статья 1. Цели
Цели определяет договор.
Счета проверяет ревизор.
Статья 2
1. Доли определяет шкала:
1) первая;
2) вторая.
2. Шкалу утверждает совет.
`

// A ruling is an amendment through the command: what it changes, or why it is
// refused.
type ruling struct {
	name string
	text string // the instructions; a title and the enacting formula are put before them
	was  string // what of the base goes
	now  string // what comes in its place
	why  string // part of the refusal; nothing is printed then
}

// applied runs the command on a base and an amender.
func applied(t *testing.T, base, amender string, flags ...string) (out, errOut string, status int) {
	t.Helper()
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "base.txt"), filepath.Join(dir, "amender.txt")}
	for i, s := range []string{base, amender} {
		if err := os.WriteFile(files[i], []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var o, e bytes.Buffer
	status = run(context.Background(), append(append([]string{"amend", "apply"}, flags...), files...), strings.NewReader(""), &o, &e)
	return o.String(), e.String(), status
}

// checkRulings plays amendments through the command.
func checkRulings(t *testing.T, base, head string, list []ruling) {
	t.Helper()
	for _, c := range list {
		out, errOut, status := applied(t, base, head+c.text)
		if c.why != "" {
			if status != 9 || out != "" || !strings.Contains(errOut, c.why) {
				t.Errorf("%s: status %d, standard error %q, want %q; printed\n%s", c.name, status, errOut, c.why, out)
			}
			continue
		}
		if strings.Count(base, c.was) != 1 {
			t.Fatalf("%s: %q does not stand once in the base", c.name, c.was)
		}
		if want := strings.Replace(base, c.was, c.now, 1); status != 0 || out != want {
			t.Errorf("%s: status %d %s\n%s", c.name, status, errOut, differing(out, want))
		}
	}
}

// differing shows the lines in which two texts differ.
func differing(got, want string) string {
	var s strings.Builder
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			s.WriteString("got  " + a + "\nwant " + b + "\n")
		}
	}
	return s.String()
}
