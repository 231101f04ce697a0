package amend

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

// insert is an insertion of lines that the prose calls by names.
func insert(target, named string, text ...string) Operation {
	o := lines(Insertion, target, text...)
	if named != "" {
		for s := range strings.SplitSeq(named, " & ") {
			o.Named = append(o.Named, steps(s)...)
		}
	}
	return o
}

func renumber(num string, targets ...string) Operation {
	return Operation{Kind: Renumbering, Targets: to(targets...), Numbers: strings.Fields(num)}
}

func TestUnits(t *testing.T) {
	check(t, statute, act.Russian, []sentence{
		{name: "a unit gets a new wording under its label", ops: one(lines(Substitution, "point 2 > subpoint 2", "2) избирает секретаря:", "а) на год;")),
			gone: "2) назначает секретаря:\nа) на три года;\nб) на новый срок;", come: "2) избирает секретаря:\nа) на год;"},
		{name: "a quoted label that is not the one named is refused", ops: one(lines(Substitution, "point 2 > subpoint 2", "3) избирает секретаря;")), why: Mismatch},
		{name: "a label of another shape is refused", ops: one(lines(Substitution, "point 5", "5) избирает секретаря;")), why: Mismatch},
		{name: "a quoted unit carries its label", ops: one(lines(Substitution, "point 5", "Избирает секретаря.")), why: Mismatch},
		{name: "two units for one are refused", ops: one(lines(Substitution, "point 5", "5. А.", "6. Б.")), why: Payload},
		{name: "one quotation is split over its units", ops: one(Operation{Kind: Substitution, Targets: to("point 4", "point 5"), Lines: []string{"4. А.", "5. Б."}}),
			gone: "4. Секретариат готовит заседания Совета;\n5. Секретарь подписывает протокол.", come: "4. А.\n5. Б."},
		{name: "two wordings of one unit contradict", ops: one(lines(Substitution, "point 5", "5. А."), lines(Substitution, "point 5", "5. Б.")), why: Contradiction},
		{name: "a part of a reworded unit is that unit", ops: one(lines(Substitution, "point 2", "2. А:", "1) б."), lines(Substitution, "point 2 > subpoint 1", "1) в.")), why: Contradiction},
		{name: "a line gets a new wording", ops: one(lines(Substitution, "point 3 > line #2", "Срок – месяц.")), gone: "Срок созыва – 10 дней.", come: "Срок – месяц."},
		{name: "a line becomes two", ops: one(lines(Substitution, "article 6 > part #2", "Счета – у Секретаря.", "Ревизора нет.")), gone: "Счета проверяет ревизор.", come: "Счета – у Секретаря.\nРевизора нет."},
		{name: "the first line may carry the label", ops: one(lines(Substitution, "point 3 > line #1", "3. Заседания – в Минске.")),
			gone: "3. Заседания проводятся в Минске, если Совет не решит иначе.", come: "3. Заседания – в Минске."},
		{name: "or not", ops: one(lines(Substitution, "point 3 > line #1", "Заседания – в Минске.")),
			gone: "3. Заседания проводятся в Минске, если Совет не решит иначе.", come: "3. Заседания – в Минске."},
		{name: "but not another one", ops: one(lines(Substitution, "point 3 > line #1", "4. Заседания – в Минске.")), why: Mismatch},
		{name: "the preamble", ops: one(lines(Substitution, "preamble", "Совет", "постановляет:")), gone: "Совет министров,\nруководствуясь Уставом,", come: "Совет\nпостановляет:"},
		{name: "the title", ops: one(lines(Substitution, "title", "Устав Совета")), gone: "Положение о Совете", come: "Устав Совета"},
		{name: "the whole act", ops: one(lines(Substitution, "", "Устав", "1. Всё.")), gone: strings.TrimSuffix(statute, "\n"), come: "Устав\n1. Всё."},
		{name: "a sentence", ops: one(lines(Substitution, "point 1 > sentence #1", "Совет – орган.")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет – орган. Решения Совета обязательны."},
		{name: "a row", ops: one(lines(Substitution, "annex 1 > row 3", "| 3 | июль | Совет |")), gone: "| 3 | май | Секретариат |", come: "| 3 | июль | Совет |"},
		{name: "a row keeps its number", ops: one(lines(Substitution, "annex 1 > row 3", "| 4 | июль | Совет |")), why: Mismatch},
		{name: "a row has as many cells", ops: one(lines(Substitution, "annex 1 > row 3", "| 3 | июль |")), why: Payload},
		{name: "a cell", ops: one(lines(Substitution, "annex 1 > row 3 > column #2", "июль")), gone: "| 3 | май | Секретариат |", come: "| 3 | июль | Секретариат |"},
		{name: "a table", ops: one(lines(Substitution, "annex 1 > table", "| № |", "| 1 |")),
			gone: "| № | Срок | Орган |\n| 1 | март | Совет |\n| 3 | май | Секретариат |\n| 4 |  | Комиссия |", come: "| № |\n| 1 |"},
		{name: "an annex", ops: one(lines(Substitution, "annex 1", "Приложение 1. Список", "1. Всё.")),
			gone: strings.TrimSuffix(statute[strings.Index(statute, "Приложение 1"):], "\n"), come: "Приложение 1. Список\n1. Всё."},
		{name: "a unit under its own label and others", ops: one(lines(Replacement, "point 5", "5. А.", "5.1. Б.")), gone: "5. Секретарь подписывает протокол.", come: "5. А.\n5.1. Б."},
		{name: "not under a number that exists", ops: one(lines(Replacement, "point 5", "5. А.", "4. Б.")), why: Taken},
		{name: "a unit goes without a trace", ops: one(plain(Removal, "point 2 > subpoint 2")), gone: "2) назначает секретаря:\nа) на три года;\nб) на новый срок;"},
		{name: "a sentence goes with its space", ops: one(plain(Removal, "point 1 > sentence #2")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет является органом Организации."},
		{name: "a row goes", ops: one(plain(Removal, "annex 1 > row 3")), gone: "| 3 | май | Секретариат |"},
		{name: "a heading goes", ops: one(plain(Removal, "article 6 > heading")), gone: "Статья 6. Расходы", come: "Статья 6"},
		{name: "what stands beside a label does not", ops: one(plain(Removal, "point 3 > line #1")), why: Unclear},
		{name: "lines named together go together", ops: one(plain(Removal, "point 3 > line #2", "point 3 > line #3")), gone: "Срок созыва – 10 дней.\nПовестка дня рассылается заранее."},
		{name: "sentences named together go together", ops: one(plain(Removal, "point 1 > sentence #1", "point 1 > sentence #2")), why: Empty},
		{name: "a column goes", ops: one(plain(Removal, "annex 1 > column Срок")),
			gone: "| № | Срок | Орган |\n| 1 | март | Совет |\n| 3 | май | Секретариат |\n| 4 |  | Комиссия |", come: "| № | Орган |\n| 1 | Совет |\n| 3 | Секретариат |\n| 4 | Комиссия |"},
		{name: "a repealed item keeps its place, letter and mark", ops: one(plain(Repeal, "point 2 > subpoint 1")), gone: "1) утверждает план;", come: "1) утратил силу;"},
		{name: "a repealed point", ops: one(plain(Repeal, "point 5")), gone: "5. Секретарь подписывает протокол.", come: "5. Утратил силу."},
		{name: "a repealed article", ops: one(plain(Repeal, "article 6")), gone: "Статья 6. Расходы\nРасходы несут стороны.\nСчета проверяет ревизор.", come: "Статья 6. Утратила силу."},
		{name: "a repealed article without a heading", ops: one(plain(Repeal, "article 7")), gone: "Статья 7\n1. Доли определяет шкала.\n2. Шкалу утверждает совет.", come: "Статья 7. Утратила силу."},
		{name: "a repealed part", ops: one(plain(Repeal, "article 7 > part 2")), gone: "2. Шкалу утверждает совет.", come: "2. Утратила силу."},
		{name: "a repealed line is counted", ops: one(plain(Repeal, "point 3 > line #2"), swap("point 3 > line #3", "заранее", "сразу")),
			gone: "Срок созыва – 10 дней.\nПовестка дня рассылается заранее.", come: "Утратил силу.\nПовестка дня рассылается сразу."},
		{name: "nothing is repealed twice", ops: one(plain(Repeal, "point 5"), plain(Repeal, "point 5")), why: Contradiction},
		{name: "an annex that ends with no mark is refused", ops: one(plain(Repeal, "annex 1 > row 3")), why: Unclear},
		{name: "a colon is no final mark", ops: one(plain(Repeal, "point 2 > line #1")), why: FinalMark},
	})
}

func TestAdditions(t *testing.T) {
	check(t, statute, act.Russian, []sentence{
		{name: "a unit goes by its number", ops: one(insert("", "point 4.1", "4.1. Архив.")), gone: "", come: "4.1. Архив."},
		{name: "a letter goes by its number", ops: one(insert("point 2 > subpoint 2", "subpoint а1", "а1) на пять лет;")), come: "а1) на пять лет;"},
		{name: "several go each to its place", ops: one(insert("", "point 3.1 & point 5.1", "3.1. А.", "5.1. Б.")),
			gone: "Глава 2. Секретариат\n4. Секретариат готовит заседания Совета;\n5. Секретарь подписывает протокол.",
			come: "3.1. А.\nГлава 2. Секретариат\n4. Секретариат готовит заседания Совета;\n5. Секретарь подписывает протокол.\n5.1. Б."},
		{name: "a number that exists is refused", ops: one(insert("", "point 5", "5. А.")), why: Taken},
		{name: "also from inside its chapter", ops: one(insert("chapter 2", "point 3", "3. А.")), why: Taken},
		{name: "unless the old one moves on right after", ops: one(insert("", "point 5", "5. А."), renumber("5.1", "point 5")),
			gone: "5. Секретарь подписывает протокол.", come: "5. А.\n5.1. Секретарь подписывает протокол."},
		{name: "a label that is not the one announced is refused", ops: one(insert("", "point 5.1", "5.2. А.")), why: Mismatch},
		{name: "a chapter goes by its number", ops: one(insert("", "chapter 1.1", "Глава 1.1. Ещё", "3.1. А.")), come: "Глава 1.1. Ещё\n3.1. А."},
		{name: "an annex goes last", ops: one(insert("", "annex 2", "Приложение 2. Смета", "| а |")), come: "Приложение 2. Смета\n| а |"},
		{name: "the first items of a point", ops: one(insert("point 5", "subpoint а", "а) и хранит.")), come: "а) и хранит."},
		{name: "items of another shape are refused", ops: one(insert("point 2", "subpoint а", "а) и хранит.")), why: Unclear},
		{name: "a line goes last", ops: one(insert("point 5", "line", "Новый.")), come: "Новый."},
		{name: "not after items", ops: one(insert("point 2", "line", "Новый.")), why: Unclear},
		{name: "a line goes by its ordinal", ops: one(insert("point 3", "line #2", "Новый.")), come: "Новый."},
		{name: "not past the end", ops: one(insert("point 3", "line #5", "Новый.")), why: Absent},
		{name: "lines are counted anew after one was added", ops: one(insert("point 3", "line #2", "Новый."), renumber("3 4", "point 3 > line #2", "point 3 > line #3")), come: "Новый."},
		{name: "and not otherwise", ops: one(renumber("3", "point 3 > line #2")), why: Unclear},
		{name: "a sentence goes to the end", ops: one(insert("point 5", "sentence", "Протокол хранится.")),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь подписывает протокол. Протокол хранится."},
		{name: "a row goes by its number", ops: one(insert("annex 1", "row", "| 2 | апрель | Совет |")), come: "| 2 | апрель | Совет |"},
		{name: "a row with a number that exists is refused", ops: one(insert("annex 1", "row", "| 3 | апрель | Совет |")), why: Taken},
		{name: "a row carries the number that it is called by", ops: one(insert("annex 1", "row 5", "| 6 | апрель | Совет |")), why: Mismatch},
		{name: "as many rows as numbers", ops: one(insert("annex 1", "row 5 & row 6", "| 5 | апрель | Совет |")), why: Mismatch},
		{name: "a row that carries it", ops: one(insert("annex 1", "row 2", "| 2 | апрель | Совет |")), come: "| 2 | апрель | Совет |"},
		{name: "a row without a number goes last", ops: one(insert("annex 1", "row", "| Итого |  |  |")), come: "| Итого |  |  |"},
		{name: "points are renumbered as said and nothing else is", ops: one(renumber("6 7", "point 4", "point 5")),
			gone: "4. Секретариат готовит заседания Совета;\n5. Секретарь подписывает протокол.", come: "6. Секретариат готовит заседания Совета;\n7. Секретарь подписывает протокол."},
		{name: "a range moves by one", ops: one(renumber("5 6", "point 4", "point 5")),
			gone: "4. Секретариат готовит заседания Совета;\n5. Секретарь подписывает протокол.", come: "5. Секретариат готовит заседания Совета;\n6. Секретарь подписывает протокол."},
		{name: "a number reached that exists is refused", ops: one(renumber("3", "point 4")), why: Taken},
		{name: "a number that is none is refused", ops: one(renumber("пять", "point 4")), why: Mismatch},
		{name: "units of two places are not renumbered together", ops: one(renumber("8 9", "point 5", "article 7 > part 1")), why: Unclear},
		{name: "a shift moves all that follow", ops: one(Operation{Kind: Renumbering, Targets: to("point 2 > subpoint 2 > subpoint а"), Shift: 1}),
			gone: "а) на три года;\nб) на новый срок;", come: "б) на три года;\nв) на новый срок;"},
		{name: "a unit is split at its words", ops: one(Operation{Kind: Split, Targets: to("point 1"), Old: "Решения", Numbers: []string{"1.1"}}),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет является органом Организации.\n1.1. Решения Совета обязательны."},
		{name: "units are joined", ops: one(plain(Join, "point 4", "point 5")), gone: "5. Секретарь подписывает протокол.", come: "Секретарь подписывает протокол."},
		{name: "apart they are not", ops: one(plain(Join, "point 3", "point 5")), why: Unclear},
		{name: "a suspension changes no word", ops: one(Operation{Kind: Suspension, Targets: to("point 5"), Until: "2027-01-01"})},
		{name: "nor does an extension", ops: one(Operation{Kind: Extension, Targets: to("point 5"), Until: "2027-01-01"})},
		{name: "one bad operation refuses the whole amender", ops: one(swap("point 5", "протокол", "акт"), plain(Removal, "point 9")), why: Absent},
	})
}
