package differ

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

const charter = `Устав
Совет,
руководствуясь договором,
Глава 1. Общее
Статья 1. Цели
Цели определяет договор.
Счета проверяет ревизор.
Статья 2
1. Доли определяет шкала:
1) первая;
2) вторая.
2. Шкалу утверждает совет.
Приложение 1. План
| № | Срок |
| 1 | март |
| 2 | май |
`

const regulation = `Regulation on the Council
The Council,
Article 1. Tasks
1. The Council adopts the plan.
2. The Secretary:
(a) keeps the register;
(b) signs the minutes.
Article 2
The seat is in Minsk.
It may be moved.
`

func text(t *testing.T, s string, lang act.Lang) *act.Text {
	t.Helper()
	x, err := act.ParsePlain(s, lang)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestDifferencesAreSaidSmall(t *testing.T) {
	for _, c := range []struct{ was, now, want string }{
		{"ревизор.", "счётчик.", "text-substitution article 1 > line #2"},
		{"проверяет ревизор", "проверяет главный ревизор", "text-insertion article 1 > line #2"},
		{"Счета проверяет ревизор.\n", "", "removal article 1 > line #2"},
		{"ревизор.\n", "ревизор.\nИ.\n", "insertion article 1"},
		{"Статья 1. Цели", "Статья 1. Задачи", "substitution article 1 > heading"},
		{"Устав\n", "Хартия\n", "substitution title"},
		{"руководствуясь договором,", "руководствуясь новым договором,", "text-insertion preamble > line #2"},
		{"руководствуясь договором,\n", "", "removal preamble > line #2"},
		{"1) первая;\n", "", "removal article 2 > part 1 > subpoint 1"},
		{"| 2 | май |", "| 2 | июнь |", "substitution annex 1 > row 2"},
		{"| 2 | май |\n", "", "removal annex 1 > row 2"},
		{"| 2 | май |\n", "| 2 | май |\n| 3 | июнь |\n", "insertion annex 1"},
		{"| № | Срок |", "| № | День |", "substitution annex 1 > table"},
		{"2. Шкалу утверждает совет.\n", "2. Шкалу утверждает совет.\n3. Съезд.\n", "insertion article 2"},
	} {
		after := strings.Replace(charter, c.was, c.now, 1)
		ops, err := Operations(text(t, charter, act.Russian), text(t, after, act.Russian))
		if err != nil || len(ops) == 0 {
			t.Errorf("%s: %v %v", c.now, ops, err)
			continue
		}
		got := string(ops[0].Kind) + " " + ops[0].Targets[0].String()
		if got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.was, c.now, got, c.want)
		}
	}
	if ops, err := Operations(text(t, charter, act.Russian), text(t, charter, act.Russian)); err != nil || len(ops) > 0 {
		t.Errorf("nothing differs: %v %v", ops, err)
	}
	if _, err := Operations(text(t, charter, act.Russian), text(t, regulation, act.English)); err == nil {
		t.Error("texts in two languages are compared")
	}
}

// TestAnyTwoTextsAreLedToEachOther edits texts of both languages line by line.
func TestAnyTwoTextsAreLedToEachOther(t *testing.T) {
	kinds := make(map[amend.Kind]int)
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		base, lang := charter, act.Russian
		if seed%2 == 1 {
			base, lang = regulation, act.English
		}
		list := strings.Split(strings.TrimSuffix(base, "\n"), "\n")
		for range 1 + r.IntN(4) {
			i := r.IntN(len(list))
			switch r.IntN(4) {
			case 0:
				if len(list) > 2 {
					list = slices.Delete(list, i, i+1)
				}
			case 1:
				list = slices.Insert(list, i+1, list[r.IntN(len(list))])
			case 2:
				list[i] += fmt.Sprint(" и ", r.IntN(9), ".")
			default:
				f := strings.Fields(list[i])
				k := r.IntN(len(f))
				f[k] = "слово"
				list[i] = strings.Join(f, " ")
			}
		}
		before, after := text(t, base, lang), text(t, strings.Join(list, "\n"), lang)
		ops, err := Operations(before, after)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, after.Plain())
		}
		got, err := amend.Apply(before, amend.Amender{ID: "a", Operations: ops})
		if err != nil || got.Plain() != after.Plain() {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, o := range ops {
			kinds[o.Kind]++
		}
	}
	t.Log(kinds)
}
