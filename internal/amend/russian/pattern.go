package russian

import (
	"slices"

	"chancery.example/chancery/internal/amend/russian/form"
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
		{"[<count>] <words> [<count>] [<agree>] [<count>] [<in>] [-] заменить|изменить [<count>] [соответственно] [на] <by> [соответственно] [<agree>] [<count>]", (*reader).swap},
		{"вместо <anchor> [<in>] [следует] читать <now>", (*reader).swap},
		{"[в конце] <mark> [в конце] заменить [на] <bymark>", (*reader).swapMark},
		{"в конце <end> <mark> заменить [на] <bymark>", (*reader).swapMark},
		{"заменить [<in>] [<count>] <words> [<count>] [<agree>] [на] <by> [соответственно] [<agree>] [<count>]", (*reader).swap},
		{"<words> - [на] <by>", (*reader).swapAgain},
		{"[<count>] <words> [<count>] [<agree>] [<in>] [-] исключить [<count>]", (*reader).strike},
		{"слова|текст , начиная со|с <anchor> и|, [и] заканчивая <last> [,] [<in>] исключить", (*reader).reach},
		{"слова|текст , начиная со|с <anchor> и|, [и] заканчивая <last> [,] [<in>] заменить [на] <by>", (*reader).reach},
		{"слова|текст , начиная со|с <anchor> [и] до конца абзаца [,] [<in>] исключить", (*reader).reach},
		{"слова|текст , начиная со|с <anchor> [и] до конца абзаца [,] [<in>] заменить [на] <by>", (*reader).reach},
		{"слова|текст от|с <anchor> до <last> включительно [<in>] исключить", (*reader).reach},
		{"слова|текст от|с <anchor> до <last> включительно [<in>] заменить [на] <by>", (*reader).reach},
		{"исключить [<from>] <words> [<count>] [<from>]", (*reader).strike},
		{"[<unit>] [<count>] после <anchor> [<count>] дополнить [соответственно] <by> [соответственно]", (*reader).afterWords},
		{"[<unit>] [<count>] перед <anchor> [<count>] дополнить [соответственно] <by> [соответственно]", (*reader).beforeWords},
		{"[<unit>] дополнить [<unit>] [<count>] после <anchor> [<count>] <by>", (*reader).afterWords},
		{"[<unit>] дополнить [<unit>] [<count>] перед <anchor> [<count>] <by>", (*reader).beforeWords},
		{"[<unit>] дополнить [<unit>] <by> после <anchor> [<count>]", (*reader).afterWords},
		{"[<unit>] дополнить [<unit>] <by> перед <anchor> [<count>]", (*reader).beforeWords},
		{"после <anchor> [-] <by>", (*reader).afterAgain},
		{"после <anchor> [<count>] <where> дополнить <by>", (*reader).afterWords},
		{"перед <anchor> [<count>] <where> дополнить <by>", (*reader).beforeWords},
		{"после <anchor> [<count>] включить <now>", (*reader).afterWords},
		{"перед <anchor> [<count>] включить <now>", (*reader).beforeWords},
		{"в конце [<end>] дополнить <by>", (*reader).addWords},
		{"в конце [<end>] включить <now>", (*reader).addWords},
		{"включить [<from>] <fresh> [следующего содержания|<wording>] <text>", (*reader).add},
		{"[<unit>] [в конце] дополнить [<unit>] [в конце] <by>", (*reader).addWords},
		{"[<unit>] [в конце] дополнить [<unit>] [в конце] <new> [следующего содержания|<wording>] <text>", (*reader).add},
		{"[<unit>] дополнить <new>", (*reader).addColumn},
		{"[<unit>] после <of> дополнить <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"[<unit>] перед <of> дополнить <new> [следующего содержания|<wording>] <text>", (*reader).addBefore},
		{"дополнить [<unit>] после <of> <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"дополнить [<unit>] перед <of> <new> [следующего содержания|<wording>] <text>", (*reader).addBefore},
		{"[<unit>] дополнить после <of> <new> [следующего содержания|<wording>] <text>", (*reader).addAfter},
		{"<unit> изложить|читать <wording> <text>", (*reader).reword},
		{"изложить <unit> <wording> <text>", (*reader).reword},
		{"<unit> изложить <enclosed>", (*reader).reword},
		{"изложить <unit> <enclosed>", (*reader).reword},
		{"<unit> заменить текстом [следующего содержания|<wording>] <text>", (*reader).swapText},
		{"<unit> заменить <new> следующего содержания <text>", (*reader).swapText},
		{"<unit> [-] исключить", (*reader).remove},
		{"исключить [<from>] <unit>", (*reader).remove},
		{"<words> [<count>] [<in>] [-] признать|считать утратившим|утратившими силу [<count>]", (*reader).repealWords},
		{"признать|считать утратившим|утратившими силу <words> [<in>]", (*reader).repealWords},
		{"<unit> [-] признать|считать <lost> силу", (*reader).repeal},
		{"признать|считать <unit> <lost> силу", (*reader).repeal},
		{"<unit> утрачивает|утрачивают силу", (*reader).repeal},
		{"признать|считать <lost> силу <unit>", (*reader).repeal},
		{"<unit> считать [соответственно] <as> [соответственно] и изложить его|ее|их <wording> <text>", (*reader).renumberAndReword},
		{"<unit> объединить , считать их <as>", (*reader).join},
		{"<unit> объединить [в <into>]", (*reader).join},
		{"объединить <unit> [в <into>]", (*reader).join},
		{"<unit> разделить на <into> , начиная [новый|новую] <second> [со|с] <anchor>", (*reader).part},
		{"разделить <unit> на <into> , начиная [новый|новую] <second> [со|с] <anchor>", (*reader).part},
		{"[соответственно] изменить [соответственно] <rest> [соответственно]", (*reader).renumberRest},
		{"<rest> [соответственно] изменить [соответственно]", (*reader).renumberRest},
		{"<unit> считать [соответственно] <as> [соответственно]", (*reader).renumber},
		{"считать <unit> [соответственно] <as> [соответственно]", (*reader).renumber},
		{"приостановить [<day>] действие <anchor> [<in>] [<day>]", (*reader).suspendWords},
		{"приостановить [<day>] действие <of> [<day>]", (*reader).suspend},
		{"действие <of> приостановить [<day>]", (*reader).suspend},
		{"возобновить действие <of>", (*reader).restore},
		{"действие <of> возобновить", (*reader).restore},
		{"продлить [<day>] [срок] [действия|действие] <of> [<day>]", (*reader).extend},
		{"[срок] действие|действия <of> продлить [<day>]", (*reader).extend},
	}
}

// compiled is a pattern ready to be matched; needs are the infinitives without one
// of which it cannot fit.
type compiled struct {
	items []form.Item
	does  func(*reader, *clause) bool
	needs []string
}

// compile reads the table.
func compile(list []pattern) []compiled {
	var out []compiled
	for _, p := range list {
		items, needs := form.Parse(p.says)
		out = append(out, compiled{items, p.does, needs})
	}
	return out
}

// match fits items to the tokens from at on and hands the place after them to
// then; the clause holds what the slots read.
func (r *reader) match(items []form.Item, at int, c *clause, then func(int, *clause) bool) bool {
	if len(items) == 0 {
		return then(at, c)
	}
	it, rest := items[0], items[1:]
	switch it.Kind {
	case form.Word:
		if at >= len(r.t) || r.t[at].quote >= 0 {
			return false
		}
		if !slices.Contains(it.Words, r.t[at].low) && !slices.Contains(it.Words, r.t[at].verb) {
			return false
		}
		return r.match(rest, at+1, c, then)
	case form.Maybe:
		for _, g := range it.Group {
			copied := *c
			if r.match(g, at, &copied, func(next int, c *clause) bool { return r.match(rest, next, c, then) }) {
				*c = copied
				return true
			}
		}
		return r.match(rest, at, c, then)
	}
	filled := *c
	next, ok := r.slot(it.Slot, at, &filled)
	if !ok || !r.match(rest, next, &filled, then) {
		return false
	}
	*c = filled
	return true
}
