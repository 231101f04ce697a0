package russian

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/prose"
)

func parsedBase(t *testing.T) *act.Text {
	t.Helper()
	b, err := act.ParsePlain("Положение о Совете\n1. А.\n5. Б.\n5.1. В.\n6. Г.\n7¹. Д.\n71. Е.\n8¹. Ж.\n9. Секретариат.\n", act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestNumbersAreReadByTheBase(t *testing.T) {
	g := New(nil)
	for said, want := range map[string]string{
		"пункт 81 исключить":     "removal point 8¹",
		"пункт 71 исключить":     "unparsed ambiguous",
		"пункты 5–6 исключить":   "unparsed ambiguous",
		"пункты 5 и 6 исключить": "removal point 5 & point 6",
		"пункт 5 исключить":      "removal point 5",
		"пункт 9 дополнить подпунктом 21 следующего содержания: «21) А.»": "insertion point 9 + subpoint 21",
	} {
		res := g.Parse("О внесении изменений\n"+said, parsedBase(t))
		got := ""
		if len(res.Operations) > 0 {
			got = label(res.Operations[0])
		}
		if len(res.Unparsed) > 0 {
			got = "unparsed " + string(res.Unparsed[0].Reason)
		}
		if got != want {
			t.Errorf("%s is read as %s, want %s", said, got, want)
		}
	}
}

func TestADecisionOnSeveralActs(t *testing.T) {
	g := New(nil)
	text := "О внесении изменений\n1. Внести в Положение о Совете следующие изменения:\n1) пункт 1 исключить;\n2. Внести в Регламент следующие изменения:\n1) пункт 2 исключить;\n3. Решение вступает в силу "
	for end, want := range map[string]string{
		"со дня подписания.":    "",
		"с 1 мая 2027 года.":    "2027-05-01",
		"с 01.05.2027.":         "2027-05-01",
		"по истечении 30 дней.": "? по истечении 30 дней",
		"с 1 мая 2027 года, за исключением подпункта 1 пункта 1, вступающего в силу с 1 июня 2027 года.": "2027-06-01",
		"с 1 мая 2027 года, за исключением подпункта 7 пункта 1, вступающего в силу с 1 июня 2027 года.": "unparsed",
		"с 1 мая 2027 года, за исключением подпункта 1 пункта 1.":                                        "unparsed",
	} {
		res := g.Parse(text+end, parsedBase(t))
		got := ""
		switch {
		case len(res.Unparsed) > 0:
			got = "unparsed"
		case len(res.Operations) != 1 || len(res.Others) != 1:
			got = "not one and one"
		default:
			if f := res.Operations[0].Force; f != nil {
				if got = f.From; f.Condition != "" {
					got = "? " + f.Condition
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q: %v", end, got, want, res.Unparsed)
		}
	}
	res := g.Parse(strings.ReplaceAll(text, "Положение о Совете", "Устав")+"со дня подписания.", parsedBase(t))
	if len(res.Operations) != 0 || len(res.Unparsed) != 2 || res.Unparsed[0].Reason != prose.Context {
		t.Errorf("none of the acts is the base: %v", res)
	}
}

// TestTheActThatIsNamedIsTheOneThatIsAmended: where a text names an act, the base has
// to be it.
func TestTheActThatIsNamedIsTheOneThatIsAmended(t *testing.T) {
	for text, want := range map[string]string{
		"Внести в Положение о Совете следующие изменения:\nпункт 5 исключить.":                                    "removal point 5",
		"Внести в Положение о Совете, утвержденное Решением от 5 мая 2010 года № 7, изменение, исключив пункт 5.": "removal point 5",
		"Пункт 5 Положения исключить.":                                                                                "removal point 5",
		"Пункт 5 Положения о Комитете исключить.":                                                                     "unparsed context",
		"Внести в Положение о Комитете следующие изменения:\nпункт 5 исключить.":                                      "unparsed context",
		"Внести в Регламент следующие изменения:\nпункт 5 исключить.":                                                 "unparsed context",
		"В пункте 5 Устава слово «Б» исключить.":                                                                      "unparsed context",
		"Внести в Регламент, именуемый «О Совете», следующие изменения:\nпункт 5 исключить.":                          "removal point 5",
		"Пункт 5 Положения о Совете исключить.\nПризнать утратившим силу Решение Совета от 5 мая 2010 года № 7.":      "removal point 5; other repeal the act",
		"Признать утратившим силу Положение от 5 мая 2010 года № 7.":                                                  "unparsed context",
		"Признать Положение о Совете утратившим силу.":                                                                "repeal the act",
		"1. Внести в Положение о Совете следующее изменение:\nпункт 5 исключить.\n2. В пункте 6 слово «Г» исключить.": "removal point 5; text-deletion point 6",
		"Пункт 5 Положения временно исключить.":                                                                       "unparsed grammar",
		"Пункт 5 Положения с 1 мая 2027 года исключить.":                                                              "unparsed grammar",
		"Пункт 5 Положения (в отношении наблюдателей) исключить.":                                                     "unparsed grammar",
	} {
		res := New(nil).Parse("О внесении изменений\n"+text, parsedBase(t))
		var out []string
		for _, o := range res.Operations {
			out = append(out, label(o))
		}
		for _, o := range res.Others {
			out = append(out, "other "+label(o))
		}
		for _, u := range res.Unparsed {
			out = append(out, "unparsed "+string(u.Reason))
		}
		if got := strings.Join(out, "; "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
