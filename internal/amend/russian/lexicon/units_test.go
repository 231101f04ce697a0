package lexicon

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestNumbersLettersAndRanks(t *testing.T) {
	if Number("12") != 12 || Number("1а") != 0 || Place("е") != 6 || Place("ё") != 0 || LetterAt(6) != "е" || LetterAt(0) != "" || LetterAt(99) != "" {
		t.Error("numbers or letters")
	}
	if !Letter("б1") || Letter("й") || Letter("слово") {
		t.Error("labels")
	}
	if Lowered("52¹") != "521" || Raised("01") != "⁰¹" {
		t.Error("superscripts")
	}
	if Rank(act.NameArticle) >= Rank(act.NamePoint) || Rank(act.NamePreamble) != 0 || Rank(act.NameHeading) <= Rank(act.NameSentence) {
		t.Error("ranks")
	}
	point := act.Step{Name: act.NamePoint, Num: "1"}
	for _, c := range []struct {
		a, b act.Step
		want bool
	}{
		{point, act.Step{Name: act.NameSubpoint}, true}, {point, point, false}, {point, act.Step{Name: act.NamePoint, Num: "2"}, true},
		{act.Step{Name: act.NameLine, Ordinal: 2}, point, false}, {act.Step{Name: act.NameChapter}, act.Step{Name: act.NameSection}, true}, {point, act.Step{Name: act.NameAnnex}, false},
	} {
		if Holds(c.a, c.b) != c.want {
			t.Errorf("%v holds %v: %v", c.a, c.b, !c.want)
		}
	}
	if !ActOf("положения") || !ActOf("устава") || ActOf("положение") || ActOf("правила") {
		t.Error("genitives of acts")
	}
	if !Headed(act.NameArticle) || Headed(act.NamePoint) || Countable(act.NameTitle) || !Countable(act.NameRow) {
		t.Error("headings and numbers")
	}
}

func TestQuotedLinesAreMadeReady(t *testing.T) {
	got := RaisedLabels([]string{"5^1. А^2.", "Статья 5^1. Б", "в^а"})
	if want := []string{"5¹. А^2.", "Статья 5¹. Б", "в^а"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := RaisedLabels([]string{"5. А"}); !slices.Equal(got, []string{"5. А"}) {
		t.Errorf("%q", got)
	}
	if got, want := Column([]string{"Срок", "| 2027 |"}), []string{"| Срок |", "| 2027 |"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if Suspicious([]string{"слова заменить словами"}) || !Suspicious([]string{"А", "пункт 3 изложить в следующей редакции:"}) {
		t.Error("what reads like an instruction")
	}
}

func TestVerbsAndWhatAsks(t *testing.T) {
	if Verb("исключается") != "исключить" || Verb("пункт") != "" {
		t.Error("verbs")
	}
	for line, want := range map[string]bool{"Пункт 5 отменён": true, "Считать верным": true, "Совет решил": false} {
		if Asks(line) != want {
			t.Errorf("%s: %v", line, !want)
		}
	}
	if !Enacting("совет решил:") || Enacting("в пункте 5:") || !Closes("решение вступает в силу") || Closes("пункт 5") || !Wishes("поручить") || Wishes("пункт") {
		t.Error("formulas and closing provisions")
	}
}
