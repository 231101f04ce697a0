package lexicon

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestOrdinalNumbersAreReadByTheirEndings(t *testing.T) {
	for w, want := range map[string]int{"первый": 1, "третьем": 3, "двадцатой": 20, "тридцатого": 30, "последнее": -1, "пятно": 0, "пункт": 0} {
		if got := Ordinal(w); got != want {
			t.Errorf("%s is %d, want %d", w, got, want)
		}
	}
	if Tens("сорок") != 40 || Tens("пять") != 0 || !Ending("го") || Ending("по") || Stem(2) != "втор" {
		t.Error("tens, endings or stems")
	}
}

func TestNounsAreKnownInAllTheirForms(t *testing.T) {
	f, ok := Unit("статьи")
	if !ok || f.Name != act.NameArticle || f.One != Genitive || f.Many != Nominative|Accusative {
		t.Errorf("статьи: %+v", f)
	}
	if _, ok := Unit("-"); ok {
		t.Error("a dash is no noun")
	}
	if n, ok := NounOf(act.NameTitle); !ok || n.Gender != 'n' {
		t.Errorf("the noun of a title: %+v", n)
	}
	if _, ok := NounOf(act.NameItem); ok {
		t.Error("Russian has no items")
	}
	if Quoted("термином") != Instrumental || Quoted("пункт") != 0 {
		t.Error("words for quoted words")
	}
}

func TestTheDayBefore(t *testing.T) {
	for day, want := range map[string]string{"2027-01-01": "2026-12-31", "2028-03-01": "2028-02-29", "2100-03-01": "2100-02-28", "2027-05-01": "2027-04-30", "2027-05-11": "2027-05-10", "2027-08-01": "2027-07-31"} {
		if got := DayBefore(day); got != want {
			t.Errorf("before %s: %s, want %s", day, got, want)
		}
	}
}

func TestMonthsTimesAndNamesOfActs(t *testing.T) {
	if Month("мая") != 5 || Month("май") != 0 || MonthWord(12) != "декабря" {
		t.Error("months")
	}
	for w, want := range map[string]int{"обоих": 2, "двух": 2, "шести": 6, "десяти": 10, "всех": 0} {
		if got := Times(w); got != want {
			t.Errorf("%s is %d, want %d", w, got, want)
		}
	}
	if TimesWord(3) != "трех" || !Act("положении") || Act("пункте") {
		t.Error("how often, or names of acts")
	}
}
