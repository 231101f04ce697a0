// Package terms gives words in all their cases: the term base with which «в
// соответствующем падеже» is carried out. An organisation hands in its own terms
// as data; nouns that decisions are full of are declined by their class. What is
// in neither has no forms: it needs a person.
package terms

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/amend"
)

// A Term is a word or a phrase in its six cases, nominative to prepositional,
// of one and of many; a number that it does not have is empty.
type Term struct{ One, Many [6]string }

// A Base is the words of an organisation in all their forms. Words of the
// language that decisions are full of need not be in it (commons).
type Base []Term

// commons are nouns whose forms the language gives by their class.
var commons = map[string]string{
	"m":   "совет секретариат департамент комитет орган протокол бюджет отчет проект документ регламент устав фонд центр институт суд доклад договор аппарат штаб президиум форум саммит конгресс парламент кабинет отдел архив реестр кодекс закон акт приказ указ план союз альянс комплекс пункт директорат ректорат меморандум пакт стандарт норматив тариф взнос контракт",
	"m-k": "банк округ цех",
	"m!":  "министр координатор депутат президент губернатор эксперт член делегат консул комиссар ревизор аудитор куратор",
	"m!k": "участник начальник советник помощник сотрудник работник посредник",
	"m!ь": "секретарь председатель руководитель представитель наблюдатель заместитель заявитель",
	"m-ь": "показатель",
	"f":   "группа программа палата служба система смета структура норма страна сторона",
	"f-ь": "область отчетность должность обязанность деятельность",
	"n0":  "бюро",
}

// suffixes give the class of nouns that are in no list, where the ending leaves
// no doubt.
var suffixes = []struct{ end, class string }{
	{"ция", "f-ия"}, {"сия", "f-ия"}, {"гия", "f-ия"}, {"ание", "n-ие"}, {"ение", "n-ие"}, {"ятие", "n-ие"}, {"ство", "n"}, {"мент", "m"},
}

// classes are the endings: what is cut off the nominative, then six of one and
// six of many; "=" is the nominative itself.
var classes = map[string]string{
	"m":    "- = а у = ом е ы ов ам ы ами ах",
	"m-k":  "- = а у = ом е и ов ам и ами ах",
	"m!":   "- = а у а ом е ы ов ам ов ами ах",
	"m!k":  "- = а у а ом е и ов ам ов ами ах",
	"m!ь":  "ь = я ю я ем е и ей ям ей ями ях",
	"m-ь":  "ь = я ю = ем е и ей ям и ями ях",
	"f":    "а = ы е у ой е ы - ам ы ами ах",
	"f-ия": "я = и и ю ей и и й ям и ями ях",
	"f-ь":  "ь = и и = ью и и ей ям и ями ях",
	"n":    "о = а у = ом е а - ам а ами ах",
	"n-ие": "е = я ю = ем и я й ям я ями ях",
	"n0":   "- = = = = = = = = = = = =",
}

// adjectives are the endings of describing words by gender: masculine,
// feminine, neuter, many; after г, к, х and others ы is и.
var adjectives = map[byte]string{
	'm': "ый ого ому ый ым ом", 'f': "ая ой ой ую ой ой", 'n': "ое ого ому ое ым ом", '*': "ые ых ым ые ыми ых",
}

// class is the class of a noun in its nominative.
func class(low string) string {
	for name, list := range commons {
		if slices.Contains(strings.Fields(list), low) {
			return name
		}
	}
	for _, s := range suffixes {
		if strings.HasSuffix(low, s.end) {
			return s.class
		}
	}
	return ""
}

// decline gives the forms of a noun, ok is false for one whose class is not
// known.
func decline(word string) (t Term, gender byte, living, ok bool) {
	name := class(strings.ReplaceAll(strings.ToLower(word), "ё", "е"))
	if name == "" {
		return t, 0, false, false
	}
	f := strings.Fields(classes[name])
	stem := strings.TrimSuffix(word, f[0])
	for i, e := range f[1:] {
		form := stem + strings.Trim(e, "-")
		if e == "=" {
			form = word
		}
		if i < 6 {
			t.One[i] = form
		} else {
			t.Many[i-6] = form
		}
	}
	return t, name[0], strings.Contains(name, "!"), true
}

// describe gives the forms of an adjective beside a noun.
func describe(word string, gender byte, living bool) (t Term, ok bool) {
	ending := strings.Fields(adjectives[gender])[0]
	stem, hard := strings.CutSuffix(word, ending)
	soft := false
	if !hard && gender == 'm' {
		stem, soft = strings.CutSuffix(word, "ий")
		if !soft || !strings.HasSuffix(stem, "ск") {
			return t, false
		}
	} else if !hard {
		return t, false
	}
	if end := []rune("-" + stem); strings.ContainsRune("-жчшщц", end[len(end)-1]) {
		return t, false // рабочая, рабочей: other endings
	}
	back := strings.HasSuffix(stem, "к") || strings.HasSuffix(stem, "г") || strings.HasSuffix(stem, "х")
	add := func(e string) string {
		if back && strings.HasPrefix(e, "ы") {
			e = "и" + strings.TrimPrefix(e, "ы")
		}
		return stem + e
	}
	for i, e := range strings.Fields(adjectives[gender]) {
		t.One[i] = add(e)
	}
	for i, e := range strings.Fields(adjectives['*']) {
		t.Many[i] = add(e)
	}
	if living {
		t.Many[3] = t.Many[1]
		if gender == 'm' {
			t.One[3] = t.One[1]
		}
	}
	return t, true
}

// find gives the forms of a phrase: of the organisation, or a noun of the
// language with the describing words before it and whatever follows it.
func (t Base) find(phrase string) (Term, bool) {
	for _, x := range t {
		if x.One[0] == phrase || x.One[0] == "" && x.Many[0] == phrase {
			return x, true
		}
	}
	parts := strings.Split(phrase, " ")
	for i, w := range parts {
		noun, gender, living, ok := hyphened(w)
		if !ok {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			adj, ok := describe(parts[k], gender, living)
			if !ok {
				return Term{}, false
			}
			noun = joined(adj, noun, " ")
		}
		if rest := parts[i+1:]; len(rest) > 0 {
			for c := range 6 {
				noun.One[c] += " " + strings.Join(rest, " ")
				noun.Many[c] += " " + strings.Join(rest, " ")
			}
		}
		return noun, true
	}
	return Term{}, false
}

// hyphened declines both parts of «государство-участник».
func hyphened(w string) (t Term, gender byte, living, ok bool) {
	first, second, both := strings.Cut(w, "-")
	if !both {
		return decline(w)
	}
	a, gender, living, ok1 := decline(first)
	b, _, _, ok2 := decline(second)
	if living != strings.HasPrefix(class(strings.ToLower(second)), "m!") {
		a.Many[3], b.Many[3] = a.Many[0], b.Many[0]
		b.One[3] = b.One[0]
	}
	return joined(a, b, "-"), gender, living, ok1 && ok2
}

func joined(a, b Term, by string) Term {
	for c := range 6 {
		a.One[c] += by + b.One[c]
		a.Many[c] += by + b.Many[c]
	}
	return a
}

// many is the forms of a phrase that is said of many.
func (t Base) many(phrase string) (Term, bool) {
	for _, x := range t {
		if x.Many[0] == phrase {
			return Term{Many: x.Many}, true
		}
	}
	return Term{}, false
}

// Pair puts the forms of one phrase beside those of another; nil where those of
// either are not known. numbers is whether both numbers are meant.
func (t Base) Pair(was, now string, numbers bool) []amend.Form {
	a, ok1 := t.find(was)
	b, ok2 := t.find(now)
	if !ok1 || !ok2 {
		a, ok1 = t.many(was)
		b, ok2 = t.many(now)
	}
	if !ok1 || !ok2 || a.One[0] == "" && b.Many[0] == "" {
		return nil
	}
	var out []amend.Form
	add := func(was, now [6]string) {
		for c := range was {
			f := amend.Form{Old: was[c], New: now[c]}
			if f.Old != "" && f.New != "" && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	add(a.One, b.One)
	if numbers || a.One[0] == "" {
		add(a.Many, b.Many)
	}
	return out
}
