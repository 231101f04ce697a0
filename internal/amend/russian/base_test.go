package russian

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
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

func TestEveryKindIsDraftedOrRefused(t *testing.T) {
	at := func(s ...act.Step) []act.Address { return []act.Address{{Steps: s}} }
	point := act.Step{Name: act.NamePoint, Num: "9"}
	line := act.Step{Name: act.NameLine, Ordinal: 3}
	part := act.Step{Name: act.NamePart, Ordinal: 7}
	article := act.Step{Name: act.NameArticle, Num: "2"}
	sub := act.Step{Name: act.NameSubpoint, Num: "б1"}
	row := act.Step{Name: act.NameRow, Num: "Итого"}
	annex := act.Step{Name: act.NameAnnex, Num: "1"}
	column := act.Step{Name: act.NameColumn, Ordinal: 2}
	last := act.Step{Name: act.NameSentence, Ordinal: -1}
	second := act.Address{Steps: []act.Step{point, {Name: act.NameLine, Ordinal: 2}}}
	g := New(nil)
	for _, c := range []struct {
		o    amend.Operation
		want string // "" for what has no prose
	}{
		{amend.Operation{Kind: amend.Repeal, Targets: at(article, part)}, "часть седьмую статьи 2 признать утратившей силу"},
		{amend.Operation{Kind: amend.Repeal, Targets: []act.Address{{Steps: []act.Step{point}}, {Steps: []act.Step{{Name: act.NamePoint, Num: "1"}}}}}, "пункты 9 и 1 признать утратившими силу"},
		{amend.Operation{Kind: amend.Removal, Targets: at(point, sub)}, "подпункт «б1» пункта 9 исключить"},
		{amend.Operation{Kind: amend.Removal, Targets: at(point, last)}, "предложение последнее пункта 9 исключить"},
		{amend.Operation{Kind: amend.Removal, Targets: at(point, act.Step{Name: act.NameLine, Ordinal: 25})}, "абзац 25 пункта 9 исключить"},
		{amend.Operation{Kind: amend.Substitution, Targets: at(), Lines: []string{"Положение", "1. А."}}, "Положение изложить в следующей редакции:\n«Положение\n1. А.»"},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(annex, row, column), Old: "А", New: "Б В", Count: 2}, "в графе 2 строки «Итого» приложения 1 слово «А» в обоих случаях заменить словами «Б В»"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point, line), Old: "А", Count: 3}, "в абзаце третьем пункта 9 слово «А» в трех случаях исключить"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(), Old: "А", All: true}, "слово «А» по тексту исключить"},
		{amend.Operation{Kind: amend.TextInsertion, Targets: at(point), Old: "А", New: "Б", At: amend.Before}, "пункт 9 перед словом «А» дополнить словом «Б»"},
		{amend.Operation{Kind: amend.TextInsertion, Targets: at(point), New: "Б", At: amend.End}, "пункт 9 дополнить словом «Б»"},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(), Forms: g.terms.Pair("комиссия", "коллегия", false)}, "слово «комиссия» по тексту в соответствующем падеже заменить словом «коллегия» в соответствующем падеже"},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Count: 1, Forms: g.terms.Pair("комиссия", "коллегия", true)}, "в пункте 9 слово «комиссия» в соответствующих числе и падеже заменить словом «коллегия» в соответствующих числе и падеже"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А.", "Б."}, Named: []act.Step{{Name: act.NameLine, Ordinal: 2}, line}}, "пункт 9 дополнить абзацами вторым и третьим следующего содержания:\n«А.\nБ.»"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А.", "Б."}, Named: []act.Step{{Name: act.NameLine}}}, "пункт 9 дополнить абзацами следующего содержания:\n«А.\nБ.»"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А."}, Named: []act.Step{{Name: act.NameLine}}, At: amend.Before, Anchor: &second}, "перед абзацем вторым пункта 9 дополнить абзацем следующего содержания:\n«А.»"},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point), Numbers: []string{"10"}}, "пункт 9 считать пунктом 10"},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point, line), Numbers: []string{"4"}}, "абзац третий пункта 9 считать абзацем четвертым"},
		{amend.Operation{Kind: amend.Suspension, Targets: at(point), Until: "2027-12-31"}, "приостановить по 31 декабря 2027 года действие пункта 9"},
		{amend.Operation{Kind: amend.Extension, Targets: at(point), Until: "2027-03-01"}, "продлить действие пункта 9 по 1 марта 2027 года"},
		{amend.Operation{Kind: amend.Split, Targets: at(point), Old: "А", Numbers: []string{"10"}}, ""},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point), Shift: 1}, ""},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(), Numbers: []string{"10"}}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", At: amend.End}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Count: 9}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "«А"}, ""}, // a mark without its partner
		{amend.Operation{Kind: amend.Restoration, Targets: at(point)}, "возобновить действие пункта 9"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: []act.Address{{ID: "x"}}, Old: "А"}, ""},
		{amend.Operation{Kind: amend.Removal, Targets: []act.Address{{Steps: []act.Step{point}}, {Steps: []act.Step{article}}}}, ""},
		{amend.Operation{Kind: amend.Removal, Targets: at(act.Step{Name: act.NameRule, Num: "1"})}, ""},
		{amend.Operation{Kind: amend.Removal}, ""},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А."}}, ""},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Count: 2, Forms: g.terms.Pair("комиссия", "коллегия", true)}, ""},
	} {
		text, err := g.Draft(parsedBase(t), []amend.Operation{c.o})
		got := strings.TrimSuffix(strings.TrimPrefix(text, "О внесении изменений\n1) "), ".\n")
		if (err == nil) != (c.want != "") || err == nil && got != c.want {
			t.Errorf("%v is drafted as %q (%v), want %q", c.o, got, err, c.want)
		}
	}
}
