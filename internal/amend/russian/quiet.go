package russian

import (
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
)

// asking are the stems of words that ask for a change.
var asking = strings.Split("замен добав встав возобнов исключ дополн излож утратив утрач приостан продл вычеркн снять отмен зачеркн поправ перенес перемест переимен внести внес вносят читать замещ удал", " ")

// asks says whether a line may ask for a change.
func asks(line string) bool {
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

// quiet says whether a line changes no text: a title, the enacting formula, a
// signature, a closing provision. doc/plaintext.md, rule 15.
func (p *parser) quiet(r *reader, up *frame) bool {
	low := strings.ReplaceAll(strings.ToLower(r.b.Text), "ё", "е")
	if slices.ContainsFunc(ending, func(s string) bool { return strings.Contains(low, s) }) {
		if strings.Contains(low, "вступа") {
			p.closing = append(p.closing, closing{r: r})
		}
		return !changes(r)
	}
	unit := slices.ContainsFunc(r.t, func(t token) bool { _, unit := lexicon.Unit(t.low); return unit })
	if r.t[0].low == "в" || r.t[0].low == "во" {
		if _, ok := r.address(1); ok && !p.began {
			return false
		}
	}
	if q, ok := r.address(0); ok && q.next < len(r.t) && r.t[q.next].low == ":" {
		return false
	}
	if unit && strings.HasSuffix(low, ":") && (!p.began || up.kind != "") && !enacting(low) {
		return false // a line that opens something, and was not understood
	}
	if !p.began {
		quotes := slices.ContainsFunc(r.t, func(t token) bool { return lexicon.Quoted(t.low) != 0 }) && len(r.b.Quotes) > 0
		if r.b.Kind == act.KindLine {
			sentence := p.blocks > 1 && (strings.HasSuffix(low, ".") || strings.HasSuffix(low, ";"))
			return r.t[0].low != "внести" && !changes(r) && !quotes && !((unit || sentence) && orders(r))
		}
		return !asks(r.b.Text) && len(r.b.Quotes) == 0 && !unit
	}
	if slices.ContainsFunc(p.open, func(f frame) bool { return f.holds || f.verb != "" || len(f.paths[0]) > 0 }) && r.b.Kind != act.KindLine {
		return false
	}
	if len(r.b.Quotes) > 0 || asks(r.b.Text) || unit || up.kind != "" && strings.HasSuffix(low, ";") {
		return false
	}
	return !orders(r) || slices.ContainsFunc(wishes, func(s string) bool { return strings.HasPrefix(r.t[0].low, s) })
}

// enacting says whether a line that ends with a colon is the enacting formula.
func enacting(low string) bool {
	words := strings.FieldsFunc(low, func(r rune) bool { return r < 'а' || r > 'я' })
	end := strings.TrimRight(low, " :\u00a0")
	return len(words) > 0 && strings.HasSuffix(end, words[len(words)-1]) && slices.ContainsFunc([]string{"реш", "реша", "постанов", "договор", "соглас", "нижеслед", "следующ", "утвержд", "приня", "заключ"}, func(s string) bool {
		return strings.HasPrefix(words[len(words)-1], s)
	})
}

// wishes are stems of the first words of closing provisions that ask for work
// and not for a change.
var wishes = strings.Split("поруч рекоменд прос настоящ секретар контрол приня опублик довес обеспеч предлож направ одобр правительств министерств орган государств член", " ")

// orders says whether a line has a verb that asks for something, by its ending.
func orders(r *reader) bool {
	return slices.ContainsFunc(r.t, func(t token) bool {
		return t.word() && slices.ContainsFunc([]string{"ть", "ти", "чь", "ться", "ется", "ются", "ится", "ятся"}, func(s string) bool {
			return strings.HasSuffix(t.low, s) && len(t.low) > len(s)+4
		})
	})
}

// changes says whether a verb of the table stands in a line.
func changes(r *reader) bool {
	return slices.ContainsFunc(r.t, func(t token) bool {
		v := verbs[t.low]
		return t.quote < 0 && v != "" && (len(r.b.Quotes) > 0 || v != "включить" && v != "читать")
	})
}
