package russian

import (
	"slices"
	"strings"
)

// A pattern is one way to say a change. Its words are folded; "a|b" is one of
// several, "[…]" may be missing, "<…>" is a slot. The first pattern that fits
// up to the end of a clause is taken.
type pattern struct {
	says string
	does func(*reader, *clause) bool
}

// patterns is the table of the language: every instruction that is understood.
// The location («в пункте 3») stands before a pattern and is read apart.
func patterns() []pattern {
	return []pattern{
		{"<words> [<count>] [<agree>] [<count>] [<in>] [-] заменить|изменить [<count>] [соответственно] [на] <by> [соответственно] [<agree>] [<count>]", (*reader).swap},
		{"вместо <anchor> [<in>] [следует] читать <now>", (*reader).swap},
		{"[в конце] <mark> [в конце] заменить [на] <bymark>", (*reader).swapMark},
		{"в конце <end> <mark> заменить [на] <bymark>", (*reader).swapMark},
		{"заменить [<in>] [<count>] <words> [<count>] [<agree>] [на] <by> [соответственно] [<agree>] [<count>]", (*reader).swap},
		{"<words> - [на] <by>", (*reader).swapAgain},
		{"<words> [<count>] [<agree>] [<in>] [-] исключить [<count>]", (*reader).strike},
		{"исключить [<from>] <words> [<count>] [<from>]", (*reader).strike},
		{"[<unit>] [<count>] после <anchor> [<count>] дополнить [соответственно] <by> [соответственно]", (*reader).afterWords},
		{"[<unit>] [<count>] перед <anchor> [<count>] дополнить [соответственно] <by> [соответственно]", (*reader).beforeWords},
		{"[<unit>] дополнить [<unit>] [<count>] после <anchor> [<count>] <by>", (*reader).afterWords},
		{"[<unit>] дополнить [<unit>] [<count>] перед <anchor> [<count>] <by>", (*reader).beforeWords},
		{"[<unit>] дополнить [<unit>] <by> после <anchor> [<count>]", (*reader).afterWords},
		{"[<unit>] дополнить [<unit>] <by> перед <anchor> [<count>]", (*reader).beforeWords},
		{"после <anchor> [<count>] <where> дополнить <by>", (*reader).afterWords},
		{"перед <anchor> [<count>] <where> дополнить <by>", (*reader).beforeWords},
		{"после <anchor> [<count>] включить <now>", (*reader).afterWords},
		{"перед <anchor> [<count>] включить <now>", (*reader).beforeWords},
		{"в конце [<end>] дополнить <by>", (*reader).addWords},
		{"в конце [<end>] включить <now>", (*reader).addWords},
		{"включить [<from>] <fresh> [следующего содержания|<wording>] <text>", (*reader).add},
		{"[<unit>] [в конце] дополнить [<unit>] [в конце] <by>", (*reader).addWords},
		{"[<unit>] [в конце] дополнить [<unit>] [в конце] <new> [следующего содержания|<wording>] <text>", (*reader).add},
		{"[<unit>] после <of> дополнить <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"[<unit>] перед <of> дополнить <new> [следующего содержания|<wording>] <text>", (*reader).addBefore},
		{"дополнить [<unit>] после <of> <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"дополнить [<unit>] перед <of> <new> [следующего содержания|<wording>] <text>", (*reader).addBefore},
		{"[<unit>] дополнить после <of> <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"<unit> изложить|читать <wording> <text>", (*reader).reword},
		{"изложить <unit> <wording> <text>", (*reader).reword},
		{"<unit> [-] исключить", (*reader).remove},
		{"исключить [<from>] <unit>", (*reader).remove},
		{"<unit> признать|считать утратившим|утратившей|утратившими силу", (*reader).repeal},
		{"признать|считать <unit> утратившим|утратившей|утратившими силу", (*reader).repeal},
		{"<unit> утрачивает|утрачивают силу", (*reader).repeal},
		{"признать|считать утратившим|утратившей|утратившими силу <unit>", (*reader).repeal},
		{"<unit> считать [соответственно] <as> [соответственно] и изложить его|ее|их <wording> <text>", (*reader).renumberAndReword},
		{"<unit> считать [соответственно] <as> [соответственно]", (*reader).renumber},
		{"считать <unit> [соответственно] <as> [соответственно]", (*reader).renumber},
		{"приостановить [<day>] действие <of> [<day>]", (*reader).suspend},
		{"действие <of> приостановить [<day>]", (*reader).suspend},
		{"возобновить действие <of>", (*reader).restore},
		{"действие <of> возобновить", (*reader).restore},
		{"продлить [<day>] [срок] [действия|действие] <of> [<day>]", (*reader).extend},
		{"[срок] действие|действия <of> продлить [<day>]", (*reader).extend},
	}
}

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
	"продлить": "продлить", "продлив": "продлить", "продлевается": "продлить",
}

// The kinds of items of a pattern.
const (
	itemWord = iota
	itemSlot
	itemMaybe
)

type item struct {
	kind  int
	words []string // alternatives
	slot  string
	group [][]item // what may be missing: alternatives
}

// compile reads the table.
func compile(list []pattern) []compiled {
	var out []compiled
	for _, p := range list {
		items, _ := parsePattern(strings.Fields(strings.NewReplacer("[", "[ ", "]", " ]").Replace(p.says)))
		c := compiled{items: items, does: p.does}
		firsts(items, &c)
		out = append(out, c)
	}
	return out
}

// compiled is a pattern ready to be matched; verbs are the infinitives without
// which it cannot fit.
type compiled struct {
	items []item
	does  func(*reader, *clause) bool
	needs []string
}

func firsts(items []item, c *compiled) {
	for _, it := range items {
		if it.kind != itemWord {
			continue
		}
		if slices.ContainsFunc(it.words, func(w string) bool { return verbs[w] != "" }) {
			c.needs = it.words
			return
		}
	}
}

func parsePattern(list []string) (items []item, rest []string) {
	for len(list) > 0 {
		w := list[0]
		list = list[1:]
		switch {
		case w == "]":
			return items, list
		case w == "[":
			var inner []item
			inner, list = parsePattern(list)
			items = append(items, item{kind: itemMaybe, group: alternatives(inner)})
		case w[0] == '<':
			items = append(items, item{kind: itemSlot, slot: strings.Trim(w, "<>")})
		default:
			items = append(items, item{kind: itemWord, words: strings.Split(w, "|")})
		}
	}
	return items, nil
}

// alternatives takes "следующего содержания|<wording>" apart: the last word of
// a group may carry a slot that stands for the whole group.
func alternatives(inner []item) [][]item {
	n := len(inner)
	if last := inner[n-1]; last.kind == itemWord && strings.HasPrefix(last.words[len(last.words)-1], "<") {
		k := len(last.words) - 1
		slot := item{kind: itemSlot, slot: strings.Trim(last.words[k], "<>")}
		first := append(slices.Clone(inner[:n-1]), item{kind: itemWord, words: last.words[:k]})
		return [][]item{first, {slot}}
	}
	return [][]item{inner}
}

// match fits items to the tokens from at on and hands the place after them to
// then; the clause holds what the slots read.
func (r *reader) match(items []item, at int, c *clause, then func(int, *clause) bool) bool {
	if len(items) == 0 {
		return then(at, c)
	}
	it, rest := items[0], items[1:]
	switch it.kind {
	case itemWord:
		if at >= len(r.t) || r.t[at].quote >= 0 {
			return false
		}
		w := r.t[at].low
		if !slices.Contains(it.words, w) && !slices.Contains(it.words, verbs[w]) {
			return false
		}
		return r.match(rest, at+1, c, then)
	case itemMaybe:
		for _, g := range it.group {
			copied := *c
			if r.match(g, at, &copied, func(next int, c *clause) bool { return r.match(rest, next, c, then) }) {
				*c = copied
				return true
			}
		}
		return r.match(rest, at, c, then)
	}
	filled := *c
	next, ok := r.slot(it.slot, at, &filled)
	if !ok || !r.match(rest, next, &filled, then) {
		return false
	}
	*c = filled
	return true
}
