// Package inflect knows the plurals and articles of English words, as far as a
// rule can tell them; where none can, a person must.
package inflect

import (
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/amend"
)

// Forms are the forms of words that are replaced with grammatical adjustments:
// singular and plural, with the article that the new word takes. doc/plaintext.md,
// English 4. False where the plural of either cannot be told.
func Forms(old, now string) ([]amend.Form, bool) {
	oldOne, oldMany, ok := both(old)
	newOne, newMany, ok2 := both(now)
	ok2 = ok2 && !strings.HasSuffix(newMany, "oes") // which of the two plurals is meant
	if !ok || !ok2 || (old == oldMany) != (now == newMany) {
		return nil, false // a singular for a plural changes more than the words
	}
	out := []amend.Form{{Old: oldMany, New: newMany, Article: article(newMany)}, {Old: oldOne, New: newOne, Article: article(newOne)}}
	if s, ok := strings.CutSuffix(oldMany, "oes"); ok { // cargoes, cargos
		out = append([]amend.Form{{Old: s + "os", New: newMany, Article: out[0].Article}}, out...)
	}
	return out, true
}

// both are the singular and the plural of words, whichever is given.
func both(s string) (one, many string, ok bool) {
	head, tail := s, ""
	for _, w := range []string{" of ", " for ", " in ", " to "} {
		if i := strings.Index(s, w); i > 0 && (tail == "" || i < len(head)) {
			head, tail = s[:i], s[i:]
		}
	}
	i := strings.LastIndexAny(head, " \u00a0") + 1
	before, noun := head[:i], head[i:]
	if strings.ContainsAny(noun, "-’'‑/.0123456789") || noun == "" || strings.IndexFunc(noun, func(r rune) bool { return r > 0x7f && !unicode.IsLetter(r) }) >= 0 {
		return "", "", false
	}
	if single, ok := singular(noun); ok {
		return before + single + tail, s, true
	}
	p, ok := plural(noun)
	return s, before + p + tail, ok
}

var irregular = map[string]string{"man": "men", "woman": "women", "person": "", "child": "children", "criterion": "criteria", "datum": "data", "analysis": "analyses", "basis": "bases",
	"staff": "", "information": "", "equipment": "", "series": "", "data": "", "half": "halves", "people": "", "foot": "feet", "media": "", "medium": "", "leaf": "leaves", "life": "lives", "chief": "chiefs", "belief": "beliefs"}

func plural(noun string) (string, bool) {
	low := strings.ToLower(noun)
	if p, ok := irregular[low]; ok {
		return match(noun, p), p != ""
	}
	for _, p := range irregular {
		if p == low {
			return "", false
		}
	}
	if strings.HasSuffix(low, "man") || strings.HasSuffix(low, "men") || strings.HasSuffix(low, "f") || strings.HasSuffix(low, "fe") || strings.HasSuffix(low, "is") || strings.HasSuffix(low, "us") || strings.HasSuffix(low, "ics") {
		return "", false
	}
	last := low[len(low)-1]
	switch {
	case strings.HasSuffix(low, "s"), strings.HasSuffix(low, "x"), strings.HasSuffix(low, "ch"), strings.HasSuffix(low, "sh"), strings.HasSuffix(low, "z"), strings.HasSuffix(low, "o"):
		return noun + "es", true
	case last == 'y' && len(low) > 1 && !strings.ContainsRune("aeiou", rune(low[len(low)-2])):
		return noun[:len(noun)-1] + "ies", true
	case last < 'a' || last > 'z', strings.ToUpper(noun) == noun:
		return "", false
	}
	return noun + "s", true
}

func match(like, s string) string {
	if s != "" && unicode.IsUpper(rune(like[0])) {
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// singular undoes plural, for words that are plurals.
func singular(noun string) (string, bool) {
	low := strings.ToLower(noun)
	if !strings.HasSuffix(low, "s") || strings.HasSuffix(low, "ss") || strings.HasSuffix(low, "us") || strings.HasSuffix(low, "is") {
		return "", false
	}
	if s, ok := strings.CutSuffix(noun, "ies"); ok && len(s) > 1 {
		return s + "y", true
	}
	for _, end := range []string{"xes", "ches", "shes", "sses", "zes", "oes"} {
		if strings.HasSuffix(low, end) {
			return noun[:len(noun)-2], true
		}
	}
	return noun[:len(noun)-1], true
}

// article is "a" or "an" for words, "" where it cannot be told.
func article(s string) string {
	word, _, _ := strings.Cut(s, " ")
	low := strings.ToLower(word)
	begins := func(list ...string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(low, p) })
	}
	switch {
	case len(word) < 2 || strings.ToUpper(word) == word || word[0] > 0x7f:
		return ""
	case begins("hour", "honest", "honour", "honor", "heir"):
		return "an"
	case begins("unin", "unim", "unid"):
		return "an"
	case begins("uni", "use", "usu", "uten", "eu", "one", "once", "ubiq"):
		return "a"
	case strings.ContainsRune("aeiou", rune(low[0])):
		return "an"
	}
	return "a"
}
