package amend

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestWhatTheRulesDoNotSayIsRefused(t *testing.T) {
	beside := func(o Operation, where Where, anchor string) Operation {
		o.At, o.Anchor = where, ref(anchor)
		return o
	}
	check(t, statute, act.Russian, []sentence{
		{name: "units are not added to a preamble", ops: one(insert("preamble", "", "7. А.")), why: Payload},
		{name: "lines are not added to the act", ops: one(insert("", "line", "А.")), why: Unclear},
		{name: "nor to a line", ops: one(insert("point 3 > line #2", "line", "А.")), why: Unclear},
		{name: "lines and units are not added together", ops: one(insert("point 5", "", "А.", "1) б.")), why: Payload},
		{name: "a sentence is one line", ops: one(insert("point 5", "sentence", "А.", "Б.")), why: Payload},
		{name: "a sentence goes beside a sentence", ops: one(beside(insert("point 5", "sentence", "А."), After, "point 5")), why: Unclear},
		{name: "one that is there", ops: one(beside(insert("point 5", "sentence", "А."), After, "point 5 > sentence #4")), why: Absent},
		{name: "before it", ops: one(beside(insert("point 1", "sentence", "А."), Before, "point 1 > sentence #2")),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет является органом Организации. А. Решения Совета обязательны."},
		{name: "a heading takes no sentence", ops: one(insert("article 6 > heading", "sentence", "А.")), why: Unclear},
		{name: "a table takes no sentence", ops: one(insert("annex 1 > table", "sentence", "А.")), why: Unclear},
		{name: "as many units as announced", ops: one(insert("", "point 7", "7. А.", "8. Б.")), why: Mismatch},
		{name: "at the end as said", ops: one(beside2(insert("", "", "5.5. А."), End)), come: "5.5. А."},
		{name: "an anchor that is not there", ops: one(beside(insert("", "", "5.5. А."), After, "point 9")), why: Absent},
		{name: "a line beside a line of another unit", ops: one(beside(insert("point 3", "line", "А."), After, "article 6 > line #1")), why: Unclear},
		{name: "a line beside one that is not there", ops: one(beside(insert("point 3", "line", "А."), After, "point 3 > line #9")), why: Absent},
		{name: "lines that are counted wrong", ops: one(insert("point 3", "line #2 & line #4", "А.", "Б.")), why: Mismatch},
		{name: "more lines than counted", ops: one(insert("point 3", "line #2", "А.", "Б.")), why: Mismatch},
		{name: "a line before the words beside the label", ops: one(insert("point 3", "line #1", "А.")), why: Unclear},
		{name: "the first line of an article without any", ops: one(insert("article 7", "line #1", "А.")), come: "А."},
		{name: "rows where there is no table", ops: one(insert("point 3", "row", "| а |")), why: Absent},
		{name: "rows of another width", ops: one(insert("annex 1", "row", "| а |")), why: Payload},
		{name: "rows beside what is no row", ops: one(beside(insert("annex 1", "row", "| 9 | а | б |"), After, "annex 1 > point 1")), why: Unclear},
		{name: "rows beside a row that is not there", ops: one(beside(insert("annex 1", "row", "| 9 | а | б |"), After, "annex 1 > row 9")), why: Absent},
		{name: "a row before the first", ops: one(insert("annex 1", "row", "| 0 | а | б |")), come: "| 0 | а | б |"},
		{name: "a column in a new wording", ops: one(lines(Substitution, "annex 1 > column #2", "А")), why: Unclear},
		{name: "a cell with a bar", ops: one(lines(Substitution, "annex 1 > row 3 > column #2", "а|б")), why: Payload},
		{name: "a sentence in two lines", ops: one(lines(Substitution, "point 1 > sentence #1", "А.", "Б.")), why: Payload},
		{name: "a heading in two lines", ops: one(lines(Substitution, "article 6 > heading", "А", "Б")), why: Payload},
		{name: "a heading quoted with its label", ops: one(lines(Substitution, "article 6 > heading", "Статья 6. Доходы")), gone: "Статья 6. Расходы", come: "Статья 6. Доходы"},
		{name: "a heading that is only a label", ops: one(lines(Substitution, "article 6 > heading", "Статья 6")), why: Payload},
		{name: "items in a line", ops: one(lines(Substitution, "point 3 > line #1", "А:", "1) б.")), why: Payload},
		{name: "a preamble of units", ops: one(lines(Substitution, "preamble", "1. А.")), why: Payload},
		{name: "a row that is a line", ops: one(lines(Substitution, "annex 1 > row 3", "А")), why: Payload},
		{name: "a table whose rows differ", ops: one(lines(Substitution, "annex 1 > table", "| а | б |", "| в |")), why: Payload},
		{name: "several lines in one quotation", ops: one(Operation{Kind: Substitution, Targets: to("point 3 > line #2", "point 3 > line #3"), Lines: []string{"А.", "Б."}}), why: Unclear},
		{name: "one target inside another", ops: one(plain(Removal, "point 2", "point 2 > subpoint 1")), why: Contradiction},
		{name: "one target twice", ops: one(plain(Removal, "point 2", "point 2")), why: Contradiction},
		{name: "a unit inside itself", ops: one(lines(Substitution, "point 2 > subpoint 2", "2) а:", "Глава 1. Б")), why: Payload},
		{name: "a replacement of a line", ops: one(lines(Replacement, "point 3 > line #2", "А.")), why: Unclear},
		{name: "a replacement of another kind", ops: one(lines(Replacement, "point 3", "3) А.")), why: Mismatch},
		{name: "a replacement beside itself", ops: one(lines(Replacement, "point 2 > subpoint 1", "1) А:", "1. Б.")), why: Payload},
		{name: "the whole act does not go", ops: one(plain(Removal, "")), why: Unclear},
		{name: "a cell does not go", ops: one(plain(Removal, "annex 1 > row 3 > column #2")), why: Unclear},
		{name: "a title does not go", ops: one(plain(Removal, "title")), why: Unclear},
		{name: "the only sentence does not go", ops: one(plain(Removal, "point 5 > sentence #1")), why: Empty},
		{name: "a heading has no force", ops: one(plain(Repeal, "article 6 > heading")), why: Unclear},
		{name: "a repealed annex", ops: one(plain(Repeal, "annex 1")), gone: between("Приложение 1", ""), come: "Приложение 1. Утратило силу."},
		{name: "часть or пункт is not said", ops: one(Operation{Kind: Repeal, Targets: []act.Address{{ID: "chapter_3__article_7__number_1"}}}), why: Unclear},
		{name: "a split of a unit with items", ops: one(Operation{Kind: Split, Targets: to("point 2"), Old: "план", Numbers: []string{"9"}}), why: Unclear},
		{name: "a split at words that are not there", ops: one(Operation{Kind: Split, Targets: to("point 5"), Old: "план", Numbers: []string{"9"}}), why: NoMatch},
		{name: "a split to a number that exists", ops: one(Operation{Kind: Split, Targets: to("point 5"), Old: "протокол", Numbers: []string{"4"}}), why: Taken},
		{name: "a join of items", ops: one(plain(Join, "point 2", "point 3")), why: Unclear},
		{name: "a number for a line", ops: one(Operation{Kind: Renumbering, Targets: to("preamble"), Numbers: []string{"1"}}), why: Unclear},
		{name: "one number for two", ops: one(renumber("8 8", "point 4", "point 5")), why: Taken},
		{name: "lines of a unit that is not there", ops: one(renumber("3", "point 9 > line #2")), why: Absent},
		{name: "words at the end of a column", ops: one(beside2(Operation{Kind: TextInsertion, Targets: to("annex 1 > column #2"), New: "а"}, End)), why: Unclear},
		{name: "words at the end of a table", ops: one(beside2(Operation{Kind: TextInsertion, Targets: to("annex 1 > table"), New: "а"}, End)), why: Unclear},
		{name: "words at the end of a cell", ops: one(beside2(Operation{Kind: TextInsertion, Targets: to("annex 1 > row 4 > column #2"), New: "июль"}, End)), gone: "| 4 |  | Комиссия |", come: "| 4 | июль | Комиссия |"},
		{name: "words at the end of a sentence", ops: one(beside2(Operation{Kind: TextInsertion, Targets: to("point 1 > sentence #1"), New: "и Союза"}, End)),
			gone: "1. Совет является органом Организации. Решения Совета обязательны.", come: "1. Совет является органом Организации и Союза. Решения Совета обязательны."},
		{name: "nothing remains at the end", ops: one(Operation{Kind: TextDeletion, Targets: to("point 3 > line #2"), At: End, Old: "Срок созыва – 10 дней."}), why: Empty},
		{name: "the force of a column", ops: one(Operation{Kind: Suspension, Targets: to("annex 1 > column #2")}), why: Unclear},
		{name: "the force of a heading", ops: one(Operation{Kind: Suspension, Targets: to("article 6 > heading")}), why: Unclear},
		{name: "a heading reworded twice", ops: one(lines(Substitution, "article 6 > heading", "А"), lines(Substitution, "article 6 > heading", "Б")), why: Contradiction},
		{name: "a heading and then its unit", ops: one(lines(Substitution, "article 6 > heading", "А"), plain(Repeal, "article 6")), why: Contradiction},
		{name: "a cell reworded twice", ops: one(lines(Substitution, "annex 1 > row 3 > column #2", "а"), lines(Substitution, "annex 1 > row 3 > column #2", "б")), why: Contradiction},
		{name: "two cells of a row", ops: one(lines(Substitution, "annex 1 > row 3 > column #2", "а"), lines(Substitution, "annex 1 > row 3 > column #3", "б")),
			gone: "| 3 | май | Секретариат |", come: "| 3 | а | б |"},
		{name: "overlapping forms", ops: one(Operation{Kind: TextSubstitution, Targets: to("point 5"), Forms: []Form{{Old: "Секретарь подписывает", New: "а"}, {Old: "подписывает протокол", New: "б"}}}), why: TwoForms},
		{name: "the longer form stands", ops: one(Operation{Kind: TextSubstitution, Targets: to("point 5"), Forms: []Form{{Old: "протокол", New: "а"}, {Old: "подписывает протокол", New: "ведёт ДЕЛО"}}}),
			gone: "5. Секретарь подписывает протокол.", come: "5. Секретарь ведёт ДЕЛО."},
	})
}

// beside2 is an operation at another place.
func beside2(o Operation, where Where) Operation {
	o.At = where
	return o
}
