package russian

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

// said is what a text is read as: its operations, then the reasons of what was
// not understood.
func said(text string, base *act.Text) string {
	res := New(nil).Parse(text, base)
	var out []string
	for _, o := range res.Operations {
		x := label(o)
		if o.Until != "" {
			x += " until " + o.Until
		}
		out = append(out, x)
	}
	for _, u := range res.Unparsed {
		out = append(out, "unparsed "+string(u.Reason))
	}
	return strings.Join(out, "; ")
}

func TestRarerSayingsAreReadOrRefused(t *testing.T) {
	for _, c := range []struct{ is, text, want string }{
		{"a range of lines in digits", "Абзацы 2–4 пункта 3 исключить", "removal point 3 > line #2 & point 3 > line #3 & point 3 > line #4"},
		{"the thirtieth line", "Абзац тридцатый пункта 3 исключить", "removal point 3 > line #30"},
		{"a line without a count", "Абзац 0 пункта 3 исключить", "unparsed grammar"},
		{"a column by no number", "Графу 1.1 приложения 1 исключить", "unparsed grammar"},
		{"a quoted number that is none", "Пункт «все» исключить", "unparsed grammar"},
		{"a number quoted in two lines", "Подпункт «а ⏎ б» исключить", "unparsed grammar; unparsed grammar"},
		{"a list whose second part has no number", "Пункты 3, пятый исключить", "unparsed grammar"},
		{"a list that says its noun again", "В пункте 3, пункте 4 слово «А» исключить", "text-deletion point 3 & point 4"},
		{"a row of a column", "В строке 3 графы 2 приложения 1 слово «А» исключить", "text-deletion annex 1 > row 3 > column #2"},
		{"the act said by «указанное»", "В указанном Положении слово «А» исключить", "text-deletion the act"},
		{"words of two kinds in one", "Слова и цифры «А 5» исключить", "text-deletion the act"},
		{"a new unit inside another", "Дополнить пунктом 5 статьи 3 следующего содержания: «5. А.»", "unparsed grammar"},
		{"a lost feature", "Слово «А» в соответствующем году заменить словом «Б»", "unparsed grammar"},
		{"a case of the leap year's other years", "Приостановить действие пункта 5 до 1 марта 2027 года", "suspension point 5 until 2027-02-28"},
		{"the last day of a month of thirty", "Приостановить действие пункта 5 до 1 мая 2027 г.", "suspension point 5 until 2027-04-30"},
		{"a day that is none", "Приостановить действие пункта 5 до 45 мая 2027 года", "unparsed grammar"},
		{"a day of no number", "Приостановить действие пункта 5 до осени", "unparsed grammar"},
		{"a day without a year", "Приостановить действие пункта 5 до 1 мая", "unparsed grammar"},
		{"an annex in another case", "Приложение 1 изложить в редакции согласно приложение 1", "unparsed grammar"},
		{"brackets that do not close", "Пункт 3 изложить в новой редакции (согласно приложению к настоящему Решению", "unparsed grammar"},
		{"words beside in a quotation of two lines", "Пункт 3 после слов «А ⏎ Б» дополнить словом «В»", "unparsed grammar; unparsed grammar"},
		{"words struck in a quotation of two lines", "В пункте 3 слова «А ⏎ Б» исключить", "unparsed grammar; unparsed grammar"},
		{"words added in a quotation of two lines", "Пункт 3 дополнить словами «А ⏎ Б»", "unparsed quotation"},
		{"a unit beside two others", "После пунктов 3 и 4 дополнить пунктом 5 следующего содержания: «5. А.»", "unparsed grammar"},
		{"a unit beside one that has no heading", "После наименования пункта 4 дополнить пунктом 5 следующего содержания: «5. А.»", "unparsed grammar"},
		{"a unit added to the heading of a point", "Наименование пункта 4 дополнить пунктом 5 следующего содержания: «5. А.»", "unparsed grammar"},
		{"words added to the heading of a point", "Наименование пункта 4 дополнить словом «А»", "unparsed grammar"},
		{"a new number that is none", "Пункт 3 считать пунктом", "unparsed grammar"},
		{"two that become one and are reworded", "Пункты 3 и 4 считать пунктом 5 и изложить их в следующей редакции: «5. А.»", "unparsed grammar"},
		{"the force of the heading of a point", "Приостановить действие наименования пункта 4 до 1 мая 2027 года", "unparsed grammar"},
		{"units of which one is lost", "Признать утратившими силу: ⏎ 1) пункт 3 статьи;", "unparsed grammar"},
		{"units of which one has no heading", "Исключить: ⏎ 1) наименование пункта 3;", "unparsed grammar"},
		{"a unit that lists another thing", "Исключить: ⏎ 1) пункт 3 вместе с примечанием;", "unparsed grammar"},
		{"«внести» and nothing", "Внести в Положение следующие изменения", "unparsed grammar"},
		{"«внести» into what is no act", "Внести в сказанное изменение, исключив пункт 3", "unparsed grammar"},
		{"a container that goes on", "В статье 3 внести следующие изменения: ⏎ 1) пункт 2 исключить", "removal article 3 > point 2"},
		{"a second container", "Внести в Положение следующие изменения: ⏎ пункт 2 исключить; ⏎ Внести в статью 3 Положения следующие изменения: ⏎ пункт 4 исключить", "removal point 2; removal article 3 > point 4"},
		{"two titles in one list", "В преамбуле и наименовании слово «А» исключить", "text-deletion preamble & title"},
	} {
		if got := said(strings.ReplaceAll(c.text, " ⏎ ", "\n"), nil); got != c.want {
			t.Errorf("%s: %s\nis read as %s, want %s", c.is, c.text, got, c.want)
		}
	}
}

func TestEntryIntoForceIsReadOrRefused(t *testing.T) {
	text := "О внесении изменений\n1. Внести в Положение следующие изменения:\n1) пункт 1 исключить;\n2) пункт 5 исключить.\n"
	for end, want := range map[string]string{
		"2. Пункт 1 вступает в силу с 1 мая 2027 года.":                            "2027-05-01 2027-05-01",
		"2. Подпункт 2 пункта 1 вступает в силу с 1 мая 2027 г.":                   "- 2027-05-01",
		"2. Подпункт 9 пункта 1 вступает в силу с 1 мая 2027 года.":                "unparsed force",
		"2. Решение вступает в силу.":                                              "- -",
		"2. Решение вступает в силу с 45 мая 2027 года.":                           "? ?",
		"2. Решение вступает в силу с 1 мая 2027 года, за исключением остального.": "unparsed force",
	} {
		res := New(nil).Parse(text+end, nil)
		var out []string
		for _, o := range res.Operations {
			switch f := o.Force; {
			case f == nil:
				out = append(out, "-")
			case f.Condition != "":
				out = append(out, "?")
			default:
				out = append(out, f.From)
			}
		}
		got := strings.Join(out, " ")
		if len(res.Unparsed) > 0 {
			got = "unparsed " + string(res.Unparsed[0].Reason)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", end, got, want)
		}
	}
}

func TestAnnexesAreTakenOnceAndWithoutDoubt(t *testing.T) {
	const order = "О внесении изменений\nприложение 1 изложить в редакции согласно приложению 2 к настоящему Решению\n"
	for annexes, want := range map[string]string{
		"Приложение 2 к Решению\nПриложение 1. А":                                                               "substitution annex 1",
		"Приложение 2 к Решению\nПриложение 1. А\nПриложение 2 к Решению\nПриложение 1. Б":                      "unparsed annex",
		"Приложение 2 к Решению\nПриложение 1. А\nПриложение 3 к Решению\nпункт 5 исключить\nпункт 6 дополнить": "substitution annex 1; unparsed annex",
	} {
		if got := said(order+annexes, nil); got != want {
			t.Errorf("%q: %s, want %s", annexes, got, want)
		}
	}
}

func TestTheBaseTellsNumbersApart(t *testing.T) {
	base, err := act.ParsePlain("Положение\n52¹. А.\n6. В.\n", act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"пункт 521 исключить":            "removal point 52¹",
		"подпункт 12 пункта 7 исключить": "removal point 7 > subpoint 12",
		"В приложение 1 к приложению 2 внести следующие изменения:\nпункт 6 исключить": "unparsed grammar; unparsed context",
	} {
		if got := said("О внесении изменений\n"+text, base); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
