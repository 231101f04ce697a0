// Package lexicon has the words by which Russian amending prose calls units, parts
// and quoted words, with their forms.
package lexicon

import (
	"strings"

	"chancery.example/chancery/internal/act"
)

// The cases of a noun, as bits.
const (
	Nominative = 1 << iota
	Genitive
	Dative
	Accusative
	Instrumental
	Prepositional
)

// A Noun is a word for units or parts, with its forms: six cases, one and many.
type Noun struct {
	Name   act.Name
	Forms  string // nominative to prepositional, then the same in the plural
	Gender byte   // m, f or n
}

// nouns are the words by which instructions call units and parts.
var nouns = []Noun{
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

// A Form is what a form of a noun can be.
type Form struct {
	Name      act.Name
	One, Many byte // the cases that it can be, of one and of many
}

// byForm finds nouns by any of their forms.
var byForm = forms()

func forms() map[string]Form {
	out := make(map[string]Form)
	for _, n := range nouns {
		for i, s := range strings.Fields(n.Forms) {
			f := out[s]
			f.Name = n.Name
			if i < 6 {
				f.One |= 1 << i
			} else {
				f.Many |= 1 << (i - 6)
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

// digital are the endings behind a number in digits.
const digital = " й го му м я ю е х ми ый ого ому ом ая ую ой ое ые ых ыми "

func endsAs(s, stem string) bool {
	rest, ok := strings.CutPrefix(s, stem)
	return ok && strings.Contains(endings, " "+rest+" ")
}

// Unit is what a form of a noun for units and parts can be.
func Unit(word string) (Form, bool) {
	f, ok := byForm[word]
	return f, ok
}

// NounOf is the noun for a name, the title's being that of a heading.
func NounOf(n act.Name) (Noun, bool) {
	if n == act.NameTitle {
		n = act.NameHeading
	}
	for _, x := range nouns {
		if x.Name == n {
			return x, true
		}
	}
	return Noun{}, false
}

// Quoted is the cases in which a word for quoted words can be: «слова», «цифрой».
// 0 is another word.
func Quoted(word string) byte { return wordForms[word] }

// Ordinal is the number that a word says, 0 if it says none; -1 is the last.
func Ordinal(w string) int {
	if rest, ok := strings.CutPrefix(w, "последн"); ok && strings.Contains(" ий его ему им ем яя ей юю ее ", " "+rest+" ") {
		return -1
	}
	if strings.HasPrefix(w, "тридцат") && endsAs(w, "тридцат") {
		return 30
	}
	for i, stem := range ordinals {
		if endsAs(w, stem) {
			return i + 1
		}
	}
	return 0
}

// Tens is the number of tens that a word says before an ordinal number:
// «двадцать». 0 if it says none.
func Tens(w string) int {
	for i, ten := range tens {
		if w == ten {
			return 10 * (i + 2)
		}
	}
	return 0
}

// Ending says whether a word is what stands behind an ordinal number in digits:
// «2-м».
func Ending(w string) bool { return strings.Contains(digital, " "+w+" ") }

// Stem is the stem of an ordinal number from 1 to 20.
func Stem(n int) string { return ordinals[n-1] }

// Raised is digits as superscripts.
func Raised(digits string) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(digits)
}
