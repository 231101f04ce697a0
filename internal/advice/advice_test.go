package advice

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"pgregory.net/rapid"
)

func parsed(t testing.TB, s string, lang act.Lang) *act.Text {
	t.Helper()
	x, err := act.ParsePlain(s, lang)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func told(notes []Note) string {
	var out []string
	for _, n := range notes {
		s := fmt.Sprintf("%s %s", n.Code, n.Block)
		if n.Detail != "" {
			s += " " + n.Detail
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestText(t *testing.T) {
	acts := Standing{Repealed: []string{"Положение о комиссии"}, NotInForce: []string{"Протокол № 4"}}
	for _, x := range []struct {
		name string
		lang act.Lang
		text string
		want string
	}{
		{"a task with an actor and a day", act.Russian, "1. Секретариату подготовить план до 1 марта 2027 года.", ""},
		{"a task without an actor", act.Russian, "1. Подготовить план до 1 марта 2027 года.", "no-actor number_1"},
		{"a task without a day", act.Russian, "1. Поручить Секретариату подготовить план.", "no-deadline number_1"},
		{"an actor over a list", act.Russian, "1. Секретариату в 2027 году:\n1) подготовить план;\n2) провести учение.", ""},
		{"a sentence that gives no task", act.Russian, "1. Совет является органом.", ""},
		{"money without a sum", act.Russian, "1. Финансирование осуществляется за счёт взносов.", "no-sum number_1"},
		{"money with a sum below", act.Russian, "1. Расходы составляют:\n1) на связь 5 млн;\n2) на учение 7 млн.", ""},
		{"a term that is not used", act.Russian, "1. Положение о списке (далее – Реестр) утверждается.", "unused-term number_1 Реестр"},
		{"a term used in another case", act.Russian, "1. Положение о перечне (далее – Реестр) утверждается.\n2. Записи Реестра открыты.", ""},
		{"an act that is repealed", act.Russian, "1. Внести в Положение о комиссии изменения.", "repealed number_1 Положение о комиссии"},
		{"an act that is not in force", act.Russian, "1. Применять Протокол № 4.", "not-in-force number_1 Протокол № 4"},
		{"a final mark inside a list", act.Russian, "1. Совет:\n1) решает.\n2) судит;\n3) пишет.", "final-mark number_1__bracket_1"},
		{"a final mark after the last item", act.Russian, "1. Совет:\n1) решает;\n2) судит;", "final-mark number_1__bracket_2"},
		{"a reference to what is not there", act.Russian, "1. В случае пункта 9 настоящего Положения он молчит.", "reference number_1 пункта 9 настоящ"},
		{"a reference to what is repealed", act.Russian, "1. По пункту 2 настоящего Положения.\n2. Утратил силу.", "reference number_1 пункту 2 настоящ"},
		{"a reference that is right", act.Russian, "1. По пункту 2 настоящего Положения.\n2. Совет решает.", ""},
		{"an English task without an actor or day", act.English, "1. Prepare a plan.", "no-actor number_1; no-deadline number_1"},
		{"an English task with both", act.English, "1. The plan shall be prepared by the Secretariat by 1 March 2027.", ""},
		{"an English task in the passive", act.English, "1. The plan shall be prepared by 1 March 2027.", "no-actor number_1"},
		{"English money", act.English, "1. Expenses are borne by all.", "no-sum number_1"},
		{"an English term", act.English, "1. The List (hereinafter \"Register\") is adopted.", "unused-term number_1 Register"},
		{"an English list", act.English, "1. It:\n(a) decides; and\n(b) writes.", ""},
		{"an English reference", act.English, "Article 1. Scope\nAs in Article 7 of this Statute.", "reference article_1__line_1 article 7 of this"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := told(Text(parsed(t, "Акт\n"+x.text, x.lang), acts)); got != x.want {
				t.Errorf("got %s\nwant %s", got, x.want)
			}
		})
	}
}

func TestLanguages(t *testing.T) {
	for _, x := range []struct{ name, ru, en, want string }{
		{"the same figures", "1. До 28 ноября 2019 года, 1,5 млн.", "1. By 28 November 2019, 1.5 million.", ""},
		{"another day", "1. До 28 ноября 2019 года.", "1. By 27 November 2019.", "figures number_1 2019 28 m11 / 2019 27 m11"},
		{"another month", "1. До 28 мая 2019 года.", "1. By 28 March 2019.", "figures number_1 2019 28 m5 / 2019 28 m3"},
		{"groups of thousands", "1. Сумма 1 250 000 рублей.", "1. A sum of 1,250,000 roubles.", ""},
		{"another sum", "1. Сумма 1 250 000 рублей.", "1. A sum of 1,200,000 roubles.", "figures number_1 1250000 / 1200000"},
		{"a zero before a number", "1. Пункт 05.", "1. Item 5.", ""},
		{"may is no month by itself", "1. Совет вправе.", "1. The Council may decide.", ""},
		{"a cell", "Приложение 1. А\n| № | Сумма |\n| 1 | 7,5 |", "Annex 1. A\n| No | Sum |\n| 1 | 7.6 |", "figures annex_1__table_1__row_2 1 7.5 / 1 7.6"},
		{"what only one has is not compared", "1. А.\n2. Пункт 7.", "1. A.", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := Languages(parsed(t, "Акт\n"+x.ru, act.Russian), parsed(t, "Act\n"+x.en, act.English))
			if told(got) != x.want {
				t.Errorf("got %s\nwant %s", told(got), x.want)
			}
		})
	}
}

func TestATextDoesNotDifferFromItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := "Акт\n1. " + strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"5", "1,5", "мая", "1 000", "до", "2019", "0", "."}), 1, 9).Draw(t, "parts"), " ")
		x, err := act.ParsePlain(s, act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		if n := Languages(x, x); len(n) > 0 {
			t.Fatal(n)
		}
		for _, n := range Text(x, Standing{}) {
			if b := x.Block(n.Block); b == nil || b.Line() != n.Line {
				t.Fatalf("%v is about no line", n)
			}
		}
	})
}
