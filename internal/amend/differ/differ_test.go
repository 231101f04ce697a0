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

// TestWordsThatCannotBeSaidSmallAreSaidWhole: the lines of texts that repeat
// themselves, have no names or carry lone quotation marks.
func TestWordsThatCannotBeSaidSmallAreSaidWhole(t *testing.T) {
	for _, c := range []struct {
		is, was, now string
		lang         act.Lang
		want         []string
	}{
		{"a word that goes", "Т\nСтатья 1\nСовет всегда решает дела.\n", "Т\nСтатья 1\nСовет решает дела.\n", act.Russian,
			[]string{"text-deletion article 1 > line #1"}},
		{"words with their marks are replaced", "Т\nСтатья 1\nСлово «план» вводит совет сам.\n", "Т\nСтатья 1\nСлово «смета» вводит совет сам.\n", act.Russian,
			[]string{"text-substitution article 1 > line #1"}},
		{"marks that have lost their partners are not quoted", "Т\nСтатья 1\nСлово «план вводит совет сам.\n", "Т\nСтатья 1\nСлово план» вводит совет сам.\n", act.Russian,
			[]string{"substitution article 1 > line #1"}},
		{"nor one straight mark", "T\nArticle 1\nThe \"plan of the year is here.\n", "T\nArticle 1\nThe plan of the year is here.\n", act.English,
			[]string{"substitution article 1 > line #1"}},
		{"the act is another from its first line on", "Т\n", "Х\nСовет,\nСтатья 1\nА.\n", act.Russian, []string{"substitution the act"}},
		{"a preamble that came is no change of words", "Т\nСтатья 1\nА.\n", "Т\nСовет,\nСтатья 1\nА.\n", act.Russian, []string{"substitution the act"}},
		{"a heading that came rewords its unit", "Т\nСтатья 1\nА.\nСтатья 2\nБ.\n", "Т\nСтатья 1. Имя\nА.\nСтатья 2\nБ.\n", act.Russian, []string{"substitution article 1"}},
		{"two rows of one name reword the table", "Т\nСтатья 1\n| № | Г |\n| 1 | а |\n| 1 | б |\n", "Т\nСтатья 1\n| № | Г |\n| 1 | а |\n| 1 | в |\n", act.Russian, []string{"substitution article 1 > table"}},
		{"so does a row without a name", "Т\nСтатья 1\n| № | Г |\n|  | а |\n", "Т\nСтатья 1\n| № | Г |\n|  | в |\n", act.Russian, []string{"substitution article 1 > table"}},
		{"and two rows of one name of which one went", "Т\nСтатья 1\n| № | Г |\n| 1 | а |\n| 2 | а |\n| 2 | б |\n", "Т\nСтатья 1\n| № | Г |\n| 1 | а |\n", act.Russian, []string{"substitution article 1 > table"}},
		{"a table that came rewords its unit", "Т\nСтатья 1\nА.\nСтатья 2\nА.\n", "Т\nСтатья 1\nА.\n| а |\nСтатья 2\nА.\n", act.Russian, []string{"substitution article 1"}},
		{"and a change in the second of two", "Т\nСтатья 1\n| а |\nСтрока.\n| б |\nСтатья 2\n", "Т\nСтатья 1\n| а |\nСтрока.\n| в |\nСтатья 2\n", act.Russian, []string{"substitution article 1"}},
		{"two units of one number are told apart by no name", "Т\nСтатья 1\nА.\nСтатья 1\nБ.\n", "Т\nСтатья 1\nА.\nСтатья 1\nВ.\n", act.Russian, []string{"substitution the act"}},
		{"units in another order are reworded with what holds them", "Т\nСтатья 1\n1. А.\n2. Б.\nСтатья 2\n", "Т\nСтатья 1\n2. Б.\n1. А.\nСтатья 2\n", act.Russian, []string{"substitution article 1"}},
		{"lines that a removal leaves", "Т\nСтатья 1\nА.\nБ.\nВ.\nГ.\n", "Т\nСтатья 1\nА.\nГ.\n", act.Russian, []string{"removal article 1 > line #3", "removal article 1 > line #2"}},
		{"a line that would be read as a unit by itself", "T\nArticle 1\nOld words.\nArticle 2\nA.\n", "T\nArticle 1\n(EU) 2016/679 holds\nArticle 2\nA.\n", act.English, []string{"substitution article 1"}},
		{"and one that came", "T\nArticle 1\nA.\nArticle 2\nA.\n", "T\nArticle 1\nA.\n(EU) 2016/679 holds.\nArticle 2\nA.\n", act.English, []string{"substitution article 1"}},
		{"an article of a chapter is named without it", "Т\nГлава 1. А\nСтатья 1\nА.\nГлава 2. Б\nСтатья 2\nБ.\n", "Т\nГлава 1. А\nСтатья 1\nА.\nГлава 2. Б\nСтатья 2\nВ.\n", act.Russian, []string{"text-substitution article 2 > line #1"}},
	} {
		before, after := text(t, c.was, c.lang), text(t, c.now, c.lang)
		ops, err := Operations(before, after)
		if err != nil {
			t.Errorf("%s: %v", c.is, err)
			continue
		}
		var got []string
		for _, o := range ops {
			got = append(got, string(o.Kind)+" "+o.Targets[0].String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.is, got, c.want)
		}
		if res, err := amend.Apply(before, amend.Amender{ID: "a", Operations: ops}); err != nil || res.Plain() != after.Plain() {
			t.Errorf("%s: applied, the operations do not lead there: %v", c.is, err)
		}
	}
}

// TestVeryLongListsAreComparedByTheirEnds: the table of two lists of more than a
// thousand lines each would not fit.
func TestVeryLongListsAreComparedByTheirEnds(t *testing.T) {
	list := func(n int, word string) []string {
		out := []string{"first"}
		for i := range n {
			out = append(out, fmt.Sprint(word, i))
		}
		return append(out, "last")
	}
	if got, want := common(list(1100, "a"), list(1200, "b")), []gap{{1, 1101, 1, 1201}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := common([]string{"a", "b", "c"}, []string{"a", "x", "b", "c", "y"}), []gap{{1, 1, 1, 2}, {3, 3, 4, 5}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestAUnitOfEachLevelIsNamed: what comes or goes is named by the language.
func TestAUnitOfEachLevelIsNamed(t *testing.T) {
	for _, c := range []struct {
		was, now string
		lang     act.Lang
		want     string
	}{
		{"Т\n1. А:\n1) а;\nа) б;\n2) в.\n", "Т\n1. А:\n1) а;\nа) б;\nб) г;\n2) в.\n", act.Russian, "insertion point 1 > subpoint 1 + subpoint б"},
		{"Т\nСтатья 1\n1) а;\n2) б.\n", "Т\nСтатья 1\n1) а;\n2) б.\n3) в.\n", act.Russian, "insertion article 1 + point 3"},
		{"T\nArticle 1\n1. a:\n(a) b;\n(b) c.\n", "T\nArticle 1\n1. a:\n(a) b;\n(b) c.\n(c) d.\n", act.English, "insertion article 1 > paragraph 1 + point c"},
		{"T\nSection 1. A\n(1) a.\n(2) b.\n", "T\nSection 1. A\n(1) a.\n(2) b.\n(3) c.\n", act.English, "insertion section 1 + point 3"},
		{"T\nChapter 1. A\nArticle 1\nA.\nChapter 2. B\nArticle 2\nB.\n", "T\nChapter 1. A\nArticle 1\nA.\nArticle 1a\nC.\nChapter 2. B\nArticle 2\nB.\n", act.English, "insertion chapter 1 + article 1a"},
	} {
		ops, err := Operations(text(t, c.was, c.lang), text(t, c.now, c.lang))
		if err != nil || len(ops) != 1 || len(ops[0].Named) != 1 {
			t.Errorf("%q: %v %v", c.now, ops, err)
			continue
		}
		if got := string(ops[0].Kind) + " " + ops[0].Targets[0].String() + " + " + string(ops[0].Named[0].Name) + " " + ops[0].Named[0].Num; got != c.want {
			t.Errorf("%q: %s, want %s", c.now, got, c.want)
		}
	}
}

func TestTextsOfALanguageThatIsNotReadAreRefused(t *testing.T) {
	before, after := text(t, charter, act.Russian), text(t, regulation, act.English)
	before.Lang, after.Lang = "fr", "fr"
	if ops, err := Operations(before, after); err == nil {
		t.Errorf("the difference is %v", ops)
	}
}
