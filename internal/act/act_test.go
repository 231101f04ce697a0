package act

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const treaty = `Положение
Совет,
руководствуясь Уставом,
Раздел I. Общее
Глава 1. Начала
Статья 1. Предмет
Первая часть. Второе предложение.
Вторая часть.
Статья 2
1. Первая:
1) раз;
а) альфа;
б1) бета;
2) два.
Хвост.
1.1. Ещё.
Глава 2. Деньги
Статья 2.1. Взносы
| № | Срок | Кто |
| 1 | май |  |
| 2 |  | Совет |
Приложение 1. Смета
1. Пункт приложения.
| a |
| b |
Приложение
Текст.
`

func text(t *testing.T, s string, lang Lang) *Text {
	t.Helper()
	x, err := ParsePlain(s, lang)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Valid(); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestLabelsMakeTheTree(t *testing.T) {
	x := text(t, treaty, Russian)
	if x.Plain() != treaty {
		t.Errorf("printed back:\n%s", x.Plain())
	}
	for id, line := range map[ID]string{
		"preamble_1__line_2":                                               "руководствуясь Уставом,",
		"section_1__chapter_1__article_1__line_2":                          "Вторая часть.",
		"section_1__chapter_1__article_2__number_1-1":                      "1.1. Ещё.",
		"section_1__chapter_2__article_2-1":                                "Статья 2.1. Взносы",
		"annex_1__number_1":                                                "1. Пункт приложения.",
		"annex_1__number_1__table_1__row_2":                                "| b |",
		"section_1__chapter_1__article_2__number_1__bracket_1__letter_2-1": "б1) бета;",
	} {
		if b := x.Block(id); b == nil || b.Line() != line {
			t.Errorf("%s is %v, want %q", id, b, line)
		}
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		line string
		lang Lang
		kind Kind
		num  string
	}{
		{"Статья 5", Russian, KindArticle, "5"},
		{"Статья 5.1. Имя", Russian, KindArticle, "5.1"},
		{"Статья 5 устанавливает порядок", Russian, "", ""},
		{"Статья", Russian, "", ""},
		{"Глава IV. Имя", Russian, KindChapter, "IV"},
		{"Приложение № 2. Имя", Russian, KindAnnex, "2"},
		{"Приложение", Russian, KindAnnex, ""},
		{"Приложение к Решению", Russian, "", ""},
		{"52¹. Имя", Russian, KindNumber, "52¹"},
		{"5.1) имя", Russian, KindBracket, "5.1"},
		{"б1) имя", Russian, KindLetter, "б1"},
		{"ё) имя", Russian, "", ""},
		{"5 дней", Russian, "", ""},
		{"Article 5a. Name", English, KindArticle, "5a"},
		{"Section 5 bis. Name", English, KindSection, "5 bis"},
		{"Annex I. Name", English, KindAnnex, "I"},
		{"Annex to the Decision", English, "", ""},
		{"5 bis. name", English, KindNumber, "5 bis"},
		{"5A. name", English, KindNumber, "5A"},
		{"(2A) name", English, KindBracket, "2A"},
		{"(b-1) name", English, KindLetter, "b-1"},
		{"(v) name", English, KindRoman, "v"},
		{"(ix) name", English, KindRoman, "ix"},
		{"(x) name", English, KindLetter, "x"},
		{"(A) name", English, KindCapital, "A"},
		{"(II) name", English, KindUpper, "II"},
		{"(the) name", English, "", ""},
		{"(EU) 2016/679", English, KindCapital, "EU"},
	} {
		l, ok := readLabel(c.line, c.lang)
		if l.kind != c.kind || ok && l.num != c.num || ok != (c.kind != "") {
			t.Errorf("%q: %s %q %v", c.line, l.kind, l.num, ok)
		}
	}
	x := text(t, "T\nArticle 1\n(a) one;\n(EU) 2016/679.\n(aa) two;\n(c) three;\n", English)
	if b := x.Root.Children[0]; len(b.Children) != 3 || b.Children[0].Children[0].Words.Text != "(EU) 2016/679." {
		t.Errorf("a sign in brackets became a unit:\n%s", x.JSON())
	}
	if NumberKind("ii") != KindRoman || NumberKind("7") != KindBracket || NumberKind("abc") != "" || NumberKind("%") != "" {
		t.Error("kinds of numbers in brackets")
	}
}

func TestNumbersStandInOrder(t *testing.T) {
	for kind, list := range map[Kind][]string{
		KindNumber:   {"1", "1.1", "1.1.1", "1.2", "2", "5", "5a", "5b", "6", "10", "10 bis", "10 ter", "11"},
		KindArticle:  {"I", "II", "IV", "IX", "X", "XI", "XL"},
		KindLetter:   {"а", "б", "б1", "б2", "в", "д", "е", "т"},
		KindRoman:    {"i", "ii", "iia", "iii", "iv", "v", "ix"},
		KindBracket:  {"2", "2A", "2B", "3"},
		KindCapital:  {"A", "B", "BA", "C"},
		KindPreamble: {"52", "52¹", "52²", "53"},
	} {
		for i := range list {
			for j := range list {
				want := (i - j) / max(1, i-j, j-i)
				if got := CompareNumbers(list[i], list[j], kind); got != want {
					t.Errorf("%s %s: %d, want %d", list[i], list[j], got, want)
				}
			}
		}
	}
	if CompareNumbers("5 bis", "5\u00a0bis", KindNumber) != 0 {
		t.Error("a space that does not break makes another number")
	}
}

func way(steps ...Step) Address { return Address{Steps: steps} }

func TestAddresses(t *testing.T) {
	x := text(t, treaty, Russian)
	art := func(n string) Step { return Step{Name: NameArticle, Num: n} }
	num := func(name Name, n string) Step { return Step{Name: name, Num: n} }
	nth := func(name Name, n int) Step { return Step{Name: name, Ordinal: n} }
	annex := num(NameAnnex, "1")
	for _, c := range []struct {
		is   string
		a    Address
		want string // line of the block; "-" absent, "+" ambiguous
		part Part
	}{
		{"an article is found past its chapter", way(art("2.1")), "Статья 2.1. Взносы", PartWhole},
		{"or through it", way(num(NameSection, "I"), num(NameChapter, "2"), art("2.1")), "Статья 2.1. Взносы", PartWhole},
		{"not through another", way(num(NameChapter, "1"), art("2.1")), "-", 0},
		{"часть 1 is the number", way(art("2"), num(NamePart, "1")), "1. Первая:", PartWhole},
		{"часть вторая is the line", way(art("1"), nth(NamePart, 2)), "Вторая часть.", PartWhole},
		{"пункт is the number", way(art("2"), num(NamePoint, "1.1")), "1.1. Ещё.", PartWhole},
		{"or N) where there is no number", way(art("2"), num(NamePart, "1"), num(NamePoint, "2")), "2) два.", PartWhole},
		{"подпункт is N)", way(art("2"), num(NamePart, "1"), num(NameSubpoint, "1"), num(NameSubpoint, "б1")), "б1) бета;", PartWhole},
		{"a unit is not found past its parent", way(art("2"), num(NameSubpoint, "1")), "-", 0},
		{"a bare пункт is not of an annex", way(num(NamePoint, "1")), "-", 0},
		{"but is under the annex", way(annex, num(NamePoint, "1")), "1. Пункт приложения.", PartWhole},
		{"an annex without a number", way(Step{Name: NameAnnex}), "Приложение", PartWhole},
		{"абзац первый is on the label's line", way(art("2"), num(NamePart, "1"), nth(NameLine, 1)), "1. Первая:", PartWords},
		{"абзац второй is below", way(art("2"), num(NamePart, "1"), num(NameSubpoint, "2"), nth(NameLine, 2)), "Хвост.", PartWhole},
		{"the last one", way(art("1"), nth(NameLine, -1)), "Вторая часть.", PartWhole},
		{"there is no third", way(art("1"), nth(NameLine, 3)), "-", 0},
		{"a sentence", way(art("1"), nth(NameLine, 1), nth(NameSentence, 2)), "Первая часть. Второе предложение.", PartSentence},
		{"the last sentence", way(art("1"), nth(NameLine, 1), nth(NameSentence, -1)), "Первая часть. Второе предложение.", PartSentence},
		{"of several lines none is meant", way(art("1"), nth(NameSentence, 1)), "+", 0},
		{"of a unit with one line that", way(art("2"), num(NamePart, "1.1"), nth(NameSentence, 1)), "1.1. Ещё.", PartSentence},
		{"the last of a unit with items is not said", way(art("2"), num(NamePart, "1"), nth(NameSentence, -1)), "-", 0},
		{"a sentence of a sentence is none", way(art("1"), nth(NameLine, 1), nth(NameSentence, 2), nth(NameSentence, 1)), "-", 0},
		{"a sentence without a count", way(art("1"), nth(NameLine, 1), Step{Name: NameSentence}), "-", 0},
		{"a sentence of what has no words", way(num(NameAnnex, "1"), Step{Name: NameTable}, nth(NameSentence, 1)), "-", 0},
		{"the title", way(Step{Name: NameTitle}), "Положение", PartWords},
		{"of the act only", way(art("1"), Step{Name: NameTitle}), "-", 0},
		{"the preamble", way(Step{Name: NamePreamble}, nth(NameLine, 2)), "руководствуясь Уставом,", PartWhole},
		{"a heading", way(art("1"), Step{Name: NameHeading}), "Статья 1. Предмет", PartWords},
		{"that is not there", way(art("2"), Step{Name: NameHeading}), "-", 0},
		{"the introduction", way(art("2"), num(NamePart, "1"), Step{Name: NameIntro}), "1. Первая:", PartWords},
		{"no list, no introduction", way(art("1"), Step{Name: NameIntro}), "-", 0},
		{"a row", way(art("2.1"), num(NameRow, "1")), "| 1 | май |  |", PartWhole},
		{"a row by its first words", way(art("2.1"), num(NameRow, "Совет")), "| 2 |  | Совет |", PartWhole},
		{"words further on are no name", way(art("2.1"), num(NameRow, "№")), "-", 0},
		{"a row by its count", way(art("2.1"), nth(NameRow, 2)), "| 2 |  | Совет |", PartWhole},
		{"a row without either", way(art("2.1"), Step{Name: NameRow}), "-", 0},
		{"a table", way(art("2.1"), Step{Name: NameTable}), "", PartWhole},
		{"a column by its count", way(art("2.1"), nth(NameColumn, 2)), "", PartColumn},
		{"a column by its head", way(art("2.1"), num(NameColumn, "Срок")), "", PartColumn},
		{"a cell", way(art("2.1"), num(NameRow, "1"), num(NameColumn, "Срок")), "| 1 | май |  |", PartCell},
		{"a cell of a cell", way(art("2.1"), num(NameRow, "1"), nth(NameColumn, 1), nth(NameColumn, 1)), "-", 0},
		{"nothing is inside words", way(Step{Name: NameTitle}, art("1")), "-", 0},
		{"a unit is not counted", way(nth(NameArticle, 1)), "-", 0},
		{"an English name", way(art("2"), num(NameSubsection, "1")), "-", 0},
		{"from an id", Address{ID: "annex_1", Steps: []Step{num(NamePoint, "1")}}, "1. Пункт приложения.", PartWhole},
		{"from an id that is not there", Address{ID: "x"}, "-", 0},
		{"the act", Address{}, "Положение", PartWhole},
	} {
		spot, err := x.Find(c.a)
		var m *Miss
		switch {
		case errors.As(err, &m):
			if m.Error() == "" || m.Absent() != (c.want == "-") || c.want != "-" && c.want != "+" {
				t.Errorf("%s: %v", c.is, err)
			}
		case spot.Block.Line() != c.want || spot.Part != c.part:
			t.Errorf("%s: %q part %d", c.is, spot.Block.Line(), spot.Part)
		}
	}
	twice := text(t, "Т\nСтатья 1. А\nСтатья 1. Б\n", Russian)
	var m *Miss
	if _, err := twice.Find(way(art("1"))); !errors.As(err, &m) || m.Absent() || len(m.Found) != 2 {
		t.Errorf("two articles of one number: %v", err)
	}
}

func TestTokens(t *testing.T) {
	s := "Ст. 5.1, «А-Б» it’s 1,000\u00a0км – 3."
	var got []string
	for _, k := range Tokens(s) {
		got = append(got, fmt.Sprintf("%d%s", k.Kind, s[k.From:k.To]))
	}
	want := "1Ст|6.|4 |25.1|6,|4 |3«|1А-Б|3»|4 |1it’s|4 |21,000|5\u00a0|1км|4 |6–|4 |23|6."
	if strings.Join(got, "|") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestQuotedWordsAreFoundWhole(t *testing.T) {
	for _, c := range []struct {
		line, words string
		loose       bool
		want        []Match
	}{
		{"ёлка и елка", "елка", false, []Match{{0, 8, false}, {12, 20, false}}},
		{"a\u00a0b «c»", "a b \"c\"", false, []Match{{0, 10, false}}},
		{"Council council", "council", true, []Match{{0, 7, false}, {8, 15, false}}},
		{"Council council", "council", false, []Match{{8, 15, false}}},
		{"pre-war 5.1", "war", false, []Match{{4, 7, true}}},
		{"pre-war 5.1", "pre", false, []Match{{0, 3, true}}},
		{"pre-war 5.1", "5", false, []Match{{8, 9, true}}},
		{"a, b", "a", false, []Match{{0, 1, false}}},
		{"words", "word", false, nil},
		{"sword", "word", false, nil},
		{"word", "words", false, nil},
		{"word", "", false, nil},
	} {
		if got := Find(c.line, c.words, c.loose); !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: %v, want %v", c.words, c.line, got, c.want)
		}
	}
	if Fold("Ё‘х’") != "Е\"х\"" {
		t.Error(Fold("Ё‘х’"))
	}
}

func TestSplice(t *testing.T) {
	a, b := Source{"a", 1}, Source{"b", 2}
	w := Words{Text: "one two three"}.Splice(4, 7, "2", a).Splice(0, 3, "1", b).Splice(1, 3, "/", a)
	if w.Text != "1/ three" || w.By(0) != b || w.By(1) != a || w.By(2) != (Source{}) {
		t.Errorf("%q %v", w.Text, w.Spans)
	}
	if w := Write("", a); !w.IsZero() || w.Spans != nil {
		t.Error("no words have a source")
	}
}

func TestEditsShareWhatTheyDoNotTouch(t *testing.T) {
	x := text(t, treaty, Russian)
	y := x.With("annex_1__number_1")
	if y.Block("annex_1__number_1") != nil || y.Root.Children[1] != x.Root.Children[1] {
		t.Error("removal")
	}
	if x.With("nowhere") != x || x.Insert("nowhere", 0) != x || x.Map("nowhere", nil) != x || x.With("act") != x {
		t.Error("an edit of nothing changed something")
	}
	root := *x.Root
	if x.With("act", &root).Root != &root {
		t.Error("another root")
	}
	if z := x.Map("annex_1", func(b *Block) *Block { return b }); z != x {
		t.Error("a map that changes nothing changed something")
	}
	if z := x.Map("annex_1", func(*Block) *Block { return nil }); z.Block("annex_1") != nil {
		t.Error("a map to nothing")
	}
	z := x.Map("act", func(b *Block) *Block {
		if b.Kind == KindRow {
			return nil
		}
		return b
	})
	if strings.Contains(z.Plain(), "|") {
		t.Error(z.Plain())
	}
	if p, i := x.Parent("act"); p != nil || i != -1 {
		t.Error("the root has a parent")
	}
}

func TestLanguagesAlign(t *testing.T) {
	ru := text(t, "Т\nСтатья 1. А\n1. Раз:\n1) да;\n2) нет.\n", Russian)
	en := text(t, "T\nArticle 1. A\n1. One:\n(1) yes;\n", English)
	alone, others := ru.Align(en)
	if len(alone) != 1 || alone[0] != "article_1__number_1__bracket_2" || others != nil {
		t.Error(alone, others)
	}
	if got := ru.EIDs()["article_1__number_1"]; got != "article_1__number_1" {
		t.Error(got)
	}
}
