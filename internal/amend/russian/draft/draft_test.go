package draft

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/terms"
)

func base(t *testing.T) *act.Text {
	t.Helper()
	b, err := act.ParsePlain("Положение о Совете\n1. А.\n5. Б.\n9. Секретариат.\n", act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	return b
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
	var known terms.Base
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
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(), Forms: known.Pair("комиссия", "коллегия", false)}, "слово «комиссия» по тексту в соответствующем падеже заменить словом «коллегия» в соответствующем падеже"},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Count: 1, Forms: known.Pair("комиссия", "коллегия", true)}, "в пункте 9 слово «комиссия» в соответствующих числе и падеже заменить словом «коллегия» в соответствующих числе и падеже"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А.", "Б."}, Named: []act.Step{{Name: act.NameLine, Ordinal: 2}, line}}, "пункт 9 дополнить абзацами вторым и третьим следующего содержания:\n«А.\nБ.»"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А.", "Б."}, Named: []act.Step{{Name: act.NameLine}}}, "пункт 9 дополнить абзацами следующего содержания:\n«А.\nБ.»"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А."}, Named: []act.Step{{Name: act.NameLine}}, At: amend.Before, Anchor: &second}, "перед абзацем вторым пункта 9 дополнить абзацем следующего содержания:\n«А.»"},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point), Numbers: []string{"10"}}, "пункт 9 считать пунктом 10"},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point, line), Numbers: []string{"4"}}, "абзац третий пункта 9 считать абзацем четвертым"},
		{amend.Operation{Kind: amend.Suspension, Targets: at(point), Until: "2027-12-31"}, "приостановить по 31 декабря 2027 года действие пункта 9"},
		{amend.Operation{Kind: amend.Extension, Targets: at(point), Until: "2027-03-01"}, "продлить действие пункта 9 по 1 марта 2027 года"},
		{amend.Operation{Kind: amend.Split, Targets: at(point), Old: "А", Numbers: []string{"10"}}, "пункт 9 разделить на пункты 9 и 10, начав пункт 10 словом «А»"},
		{amend.Operation{Kind: amend.Split, Targets: at(), Old: "А", Numbers: []string{"10"}}, ""},
		{amend.Operation{Kind: amend.Join, Targets: []act.Address{{Steps: []act.Step{{Name: act.NamePoint, Num: "5"}}}, {Steps: []act.Step{point}}}}, "пункты 5 и 9 объединить в пункт 5"},
		{amend.Operation{Kind: amend.Join, Targets: []act.Address{{}, {}}}, ""},
		{amend.Operation{Kind: amend.Repeal, Targets: at(point), Old: "А Б"}, "в пункте 9 слова «А Б» признать утратившими силу"},
		{amend.Operation{Kind: amend.Repeal, Targets: at(point), Old: "А", Count: 2}, ""},
		{amend.Operation{Kind: amend.Repeal, Targets: at()}, "Положение признать утратившим силу"},
		{amend.Operation{Kind: amend.Repeal, Targets: at(point, last)}, "предложение последнее пункта 9 признать утратившим силу"},
		{amend.Operation{Kind: amend.Suspension, Targets: at(point), Old: "А", Until: "2027-12-31"}, "приостановить по 31 декабря 2027 года действие слова «А» в пункте 9"},
		{amend.Operation{Kind: amend.Extension, Targets: at(point), Old: "А", Until: "2027-12-31"}, ""},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Old: "А", New: "Б", Nth: 2}, "в пункте 9 слово «А» во втором случае заменить словом «Б»"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Nth: -1}, "в пункте 9 слово «А» в последнем случае исключить"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Nth: 40}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Through: "Б"}, "в пункте 9 слова, начиная со слова «А» и заканчивая словом «Б», исключить"},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Old: "А", Rest: true, New: "В."}, "в пункте 9 слова, начиная со слова «А» и до конца абзаца, заменить словом «В.»"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Through: "Б", Nth: 2}, ""},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Old: ".", New: ";", At: amend.End}, "в пункте 9 точку заменить точкой с запятой"},
		{amend.Operation{Kind: amend.Insertion, Targets: at(annex), Lines: []string{"| Срок |"}, Named: []act.Step{{Name: act.NameColumn, Ordinal: 4}}}, "приложение 1 дополнить графой 4 следующего содержания:\n«| Срок |»"},
		{amend.Operation{Kind: amend.Replacement, Targets: at(point), Lines: []string{"9. А.", "10. Б."}}, ""},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(point), Shift: 1}, ""},
		{amend.Operation{Kind: amend.Renumbering, Targets: at(), Numbers: []string{"10"}}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", At: amend.End}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Count: 9}, "в пункте 9 слово «А» в девяти случаях исключить"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "А", Count: 19}, ""},
		{amend.Operation{Kind: amend.TextDeletion, Targets: at(point), Old: "«А"}, ""}, // a mark without its partner
		{amend.Operation{Kind: amend.Restoration, Targets: at(point)}, "возобновить действие пункта 9"},
		{amend.Operation{Kind: amend.TextDeletion, Targets: []act.Address{{ID: "x"}}, Old: "А"}, ""},
		{amend.Operation{Kind: amend.Removal, Targets: []act.Address{{Steps: []act.Step{point}}, {Steps: []act.Step{article}}}}, ""},
		{amend.Operation{Kind: amend.Removal, Targets: at(act.Step{Name: act.NameRule, Num: "1"})}, ""},
		{amend.Operation{Kind: amend.Removal}, ""},
		{amend.Operation{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А."}}, ""},
		{amend.Operation{Kind: amend.TextSubstitution, Targets: at(point), Count: 2, Forms: known.Pair("комиссия", "коллегия", true)}, ""},
	} {
		text, err := Draft(nil, base(t), []amend.Operation{c.o})
		got := strings.TrimSuffix(strings.TrimPrefix(text, "О внесении изменений\n1) "), ".\n")
		if (err == nil) != (c.want != "") || err == nil && got != c.want {
			t.Errorf("%v is drafted as %q (%v), want %q", c.o, got, err, c.want)
		}
	}
}

func TestWhatProseDoesNotSayIsNotDrafted(t *testing.T) {
	rule := act.Step{Name: act.NameRule, Num: "1"}
	point := act.Step{Name: act.NamePoint, Num: "9"}
	at := func(s ...act.Step) []act.Address { return []act.Address{{Steps: s}} }
	two := []act.Address{{Steps: []act.Step{rule}}, {Steps: []act.Step{{Name: act.NameRule, Num: "2"}}}}
	for is, o := range map[string]amend.Operation{
		"words in a unit without a noun":     {Kind: amend.TextDeletion, Targets: at(rule), Old: "А"},
		"a unit without a noun that comes":   {Kind: amend.Insertion, Targets: at(point), Named: []act.Step{rule}, Lines: []string{"А."}},
		"two of them":                        {Kind: amend.Removal, Targets: two},
		"its new number":                     {Kind: amend.Renumbering, Targets: at(rule), Numbers: []string{"2"}},
		"its force":                          {Kind: amend.Suspension, Targets: at(rule), Until: "2027-01-01"},
		"lines past the twentieth, in words": {Kind: amend.Insertion, Targets: at(point), Named: []act.Step{{Name: act.NameLine, Ordinal: 20}, {Name: act.NameLine, Ordinal: 21}}, Lines: []string{"А.", "Б."}},
		"the act as what loses its force":    {Kind: amend.Suspension, Targets: at(), Until: "2027-01-01"},
		"an address by id":                   {Kind: amend.Removal, Targets: []act.Address{{ID: "x"}}},
		"words whose quotation never ends":   {Kind: amend.TextDeletion, Targets: at(point), Old: "А", Count: 0, New: "", At: amend.End},
		"a condition":                        {Kind: amend.Removal, Targets: at(point), Force: &amend.Force{From: "2027-01-01"}},
		"a quotation with an odd mark":       {Kind: amend.Substitution, Targets: at(point), Lines: []string{"9. А «Б.", "слова заменить словами:"}},
		"words of two lines":                 {Kind: amend.TextDeletion, Targets: at(point), Old: "А\nБ"},
	} {
		if text, err := Draft(nil, base(t), []amend.Operation{o}); err == nil {
			t.Errorf("%s is drafted: %s", is, text)
		}
	}
	after := act.Address{Steps: []act.Step{point, {Name: act.NameLine, Ordinal: 1}}}
	text, err := Draft(nil, base(t), []amend.Operation{{Kind: amend.Insertion, Targets: at(point), Lines: []string{"А."}, Named: []act.Step{{Name: act.NameLine}}, At: amend.After, Anchor: &after}})
	if err != nil || !strings.Contains(text, "1) после абзаца первого пункта 9 дополнить абзацем следующего содержания:\n«А.».") {
		t.Errorf("a line after another: %q %v", text, err)
	}
}

// TestWhatFollowsMovesWithItsCause: a shift is said with what came or went.
func TestWhatFollowsMovesWithItsCause(t *testing.T) {
	five, six := act.Step{Name: act.NamePoint, Num: "5"}, act.Step{Name: act.NamePoint, Num: "6"}
	at := func(s act.Step) []act.Address { return []act.Address{{Steps: []act.Step{s}}} }
	text, err := Draft(nil, base(t), []amend.Operation{
		{Kind: amend.Removal, Targets: at(five)},
		{Kind: amend.Renumbering, Targets: at(six), Shift: -1},
		{Kind: amend.Removal, Targets: at(act.Step{Name: act.NamePoint, Num: "1"})},
	})
	want := "О внесении изменений\n1) пункт 5 исключить, изменив соответственно нумерацию последующих пунктов;\n2) пункт 1 исключить.\n"
	if err != nil || text != want {
		t.Errorf("%q %v, want %q", text, err, want)
	}
}
