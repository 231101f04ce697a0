package lexicon

import (
	"slices"
	"strings"
)

// verbs are the forms of the words that patterns call by their infinitive.
var verbs = map[string]string{
	"заменить": "заменить", "заменив": "заменить", "заменяется": "заменить", "заменяются": "заменить", "заменяя": "заменить",
	"изменить": "изменить", "изменив": "изменить", "изменяется": "изменить", "изменяются": "изменить",
	"исключить": "исключить", "исключив": "исключить", "исключается": "исключить", "исключаются": "исключить",
	"дополнить": "дополнить", "дополнив": "дополнить", "дополняется": "дополнить", "дополняются": "дополнить",
	"изложить": "изложить", "изложив": "изложить", "излагается": "изложить", "излагаются": "изложить",
	"признать": "признать", "признав": "признать", "признается": "признать", "признаются": "признать",
	"считать": "считать", "считая": "считать", "считается": "считать", "считаются": "считать",
	"утрачивает": "утрачивает", "утрачивают": "утрачивает",
	"приостановить": "приостановить", "приостановив": "приостановить", "приостанавливается": "приостановить",
	"возобновить": "возобновить", "возобновив": "возобновить", "возобновляется": "возобновить",
	"удалить": "исключить", "удалив": "исключить", "удаляется": "исключить", "удаляются": "исключить", "вычеркнуть": "исключить", "вычеркнув": "исключить",
	"включить": "включить", "включив": "включить", "включается": "включить", "включаются": "включить", "добавить": "включить", "добавив": "включить",
	"добавляется": "включить", "добавляются": "включить", "вставить": "включить", "вставив": "включить", "читать": "читать",
	"объединить": "объединить", "объединив": "объединить", "объединяются": "объединить",
	"разделить": "разделить", "разделив": "разделить", "разделяется": "разделить", "начиная": "начиная", "начав": "начиная",
	"продлить": "продлить", "продлив": "продлить", "продлевается": "продлить",
}

// asking are the stems of words that ask for a change.
var asking = strings.Split("замен добав встав возобнов исключ дополн излож утратив утрач приостан продл вычеркн снять отмен зачеркн поправ перенес перемест переимен внести внес вносят читать замещ удал", " ")

// Asks says whether a line may ask for a change.
func Asks(line string) bool {
	low := strings.ReplaceAll(strings.ToLower(line), "ё", "е")
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return !('а' <= r && r <= 'я') }) {
		if w == "считать" || w == "считается" || slices.ContainsFunc(asking, func(s string) bool { return strings.HasPrefix(w, s) }) {
			return true
		}
	}
	return false
}

// ending are beginnings of what closing provisions say.
var ending = []string{"вступает в силу", "вступают в силу", "вступить в силу", "подлежит ратификации", "подлежит официальному", "является неотъемлемой частью", "контроль за ", "контроль исполнения", "возложить на ",
	"применяется временно", "временно применяется", "открыт для ", "сдается на хранение", "хранится в ", "депозитари", "совершено в ", "опубликовать ", "распространяется на правоотношения"}

// Enacting says whether a line that ends with a colon is the enacting formula.
func Enacting(low string) bool {
	words := strings.FieldsFunc(low, func(r rune) bool { return r < 'а' || r > 'я' })
	end := strings.TrimRight(low, " :\u00a0")
	return len(words) > 0 && strings.HasSuffix(end, words[len(words)-1]) && slices.ContainsFunc([]string{"реш", "реша", "постанов", "договор", "соглас", "нижеслед", "следующ", "утвержд", "приня", "заключ"}, func(s string) bool {
		return strings.HasPrefix(words[len(words)-1], s)
	})
}

// wishes are stems of the first words of closing provisions that ask for work
// and not for a change.
var wishes = strings.Split("поруч рекоменд прос настоящ секретар контрол приня опублик довес обеспеч предлож направ одобр правительств министерств орган государств член", " ")

// Verb is the infinitive by which patterns call a form of a verb, "" for other words.
func Verb(w string) string { return verbs[w] }

// Closes says whether a line in small letters is a closing provision.
func Closes(low string) bool {
	return slices.ContainsFunc(ending, func(s string) bool { return strings.Contains(low, s) })
}

// Wishes says whether a line whose first word this is asks for work and not for a
// change.
func Wishes(w string) bool {
	return slices.ContainsFunc(wishes, func(s string) bool { return strings.HasPrefix(w, s) })
}
