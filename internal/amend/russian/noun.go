package russian

import (
	"strings"

	"chancery.example/chancery/internal/act"
)

// The cases of a noun, as bits.
const (
	nominative = 1 << iota
	genitive
	dative
	accusative
	instrumental
	prepositional
)

// A noun is a word for units or parts, with its forms: six cases, one and many.
type noun struct {
	name   act.Name
	forms  string // nominative to prepositional, then the same in the plural
	gender byte   // m, f or n
}

// nouns are the words by which instructions call units and parts.
var nouns = []noun{
	{act.NamePoint, "пункт пункта пункту пункт пунктом пункте пункты пунктов пунктам пункты пунктами пунктах", 'm'},
	{act.NameSubpoint, "подпункт подпункта подпункту подпункт подпунктом подпункте подпункты подпунктов подпунктам подпункты подпунктами подпунктах", 'm'},
	{act.NameLine, "абзац абзаца абзацу абзац абзацем абзаце абзацы абзацев абзацам абзацы абзацами абзацах", 'm'},
	{act.NameArticle, "статья статьи статье статью статьей статье статьи статей статьям статьи статьями статьях", 'f'},
	{act.NamePart, "часть части части часть частью части части частей частям части частями частях", 'f'},
	{act.NameSentence, "предложение предложения предложению предложение предложением предложении предложения предложений предложениям предложения предложениями предложениях", 'n'},
	{act.NameChapter, "глава главы главе главу главой главе главы глав главам главы главами главах", 'f'},
	{act.NameSection, "раздел раздела разделу раздел разделом разделе разделы разделов разделам разделы разделами разделах", 'm'},
	{act.NameAnnex, "приложение приложения приложению приложение приложением приложении приложения приложений приложениям приложения приложениями приложениях", 'n'},
	{act.NameRow, "строка строки строке строку строкой строке строки строк строкам строки строками строках", 'f'},
	{act.NameRow, "позиция позиции позиции позицию позицией позиции позиции позиций позициям позиции позициями позициях", 'f'},
	{act.NameColumn, "графа графы графе графу графой графе графы граф графам графы графами графах", 'f'},
	{act.NameColumn, "столбец столбца столбцу столбец столбцом столбце столбцы столбцов столбцам столбцы столбцами столбцах", 'm'},
	{act.NameTable, "таблица таблицы таблице таблицу таблицей таблице таблицы таблиц таблицам таблицы таблицами таблицах", 'f'},
	{act.NamePreamble, "преамбула преамбулы преамбуле преамбулу преамбулой преамбуле - - - - - -", 'f'},
	{act.NameHeading, "наименование наименования наименованию наименование наименованием наименовании - - - - - -", 'n'},
	{act.NameHeading, "название названия названию название названием названии - - - - - -", 'n'},
	{act.NameHeading, "заголовок заголовка заголовку заголовок заголовком заголовке - - - - - -", 'm'},
}

// A form is what a form of a noun can be.
type form struct {
	name      act.Name
	one, many byte // the cases that it can be, of one and of many
}

// byForm finds nouns by any of their forms.
var byForm = forms()

func forms() map[string]form {
	out := make(map[string]form)
	for _, n := range nouns {
		for i, s := range strings.Fields(n.forms) {
			f := out[s]
			f.name = n.name
			if i < 6 {
				f.one |= 1 << i
			} else {
				f.many |= 1 << (i - 6)
			}
			out[s] = f
		}
	}
	delete(out, "-")
	return out
}

// ordinals are the stems of ordinal numbers, from the first.
var ordinals = strings.Split("перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат", " ")

var tens = []string{"двадцать", "тридцать", "сорок", "пятьдесят"}

// endings are those of ordinal numbers.
const endings = " ый ий ой ого ому ым ом ая ую ое ые ых ыми ого ьего ьему ьим ьем ья ьей ью ье ьи ьих ьими "

func endsAs(s, stem string) bool {
	rest, ok := strings.CutPrefix(s, stem)
	return ok && strings.Contains(endings, " "+rest+" ")
}

// ordinalAt reads an ordinal number: its value and how many tokens it has; -1 is
// the last.
func ordinalAt(list []token) (n, size int) {
	if len(list) == 0 || !list[0].word() {
		return 0, 0
	}
	w := list[0].low
	if rest, ok := strings.CutPrefix(w, "последн"); ok && strings.Contains(" ий его ему им ем яя ей юю ее ", " "+rest+" ") {
		return -1, 1
	}
	if strings.HasPrefix(w, "тридцат") && endsAs(w, "тридцат") {
		return 30, 1
	}
	for i, stem := range ordinals {
		if endsAs(w, stem) {
			return i + 1, 1
		}
	}
	for i, ten := range tens {
		if w == ten && len(list) > 1 {
			for k, stem := range ordinals[:9] {
				if endsAs(list[1].low, stem) {
					return (i+2)*10 + k + 1, 2
				}
			}
		}
	}
	return 0, 0
}
