package english

import (
	"fmt"
	"strings"
)

// missing is a place that is not in the base, beside one that is.
func (g *generator) missing(p place) place {
	u := *p.unit()
	u.num = map[bool]string{true: "77", false: "h"}[numeric(u.num)]
	if u.num == "h" && strings.Contains(p.unit().label, "(i") {
		u.num = "viii"
	}
	if strings.ToLower(p.unit().num) != p.unit().num {
		u.num = "H"
	}
	path := append(append([]*unit(nil), p.path[:len(p.path)-1]...), &u)
	return place{path}
}

// spoiled is a place and a word for an instruction on one word: as they are, or
// flawed in one of three ways.
func (g *generator) spoiled(bad bool, depths ...int) (p place, word string, ok bool) {
	if p, ok = g.place(depths...); !ok {
		return p, "", false
	}
	if !bad {
		word, ok = g.once(p.unit(), 1)
		return p, word, ok
	}
	switch g.IntN(3) {
	case 0:
		word, ok = g.once(p.unit(), 1)
		return g.missing(p), word, ok
	case 1:
		return p, "zephyr", true
	}
	word, ok = g.once(p.unit(), 2)
	return p, word, ok
}

// final is the last unit under u that prints words.
func final(u *unit) *string {
	for len(u.kids) > 0 {
		u = u.kids[len(u.kids)-1]
	}
	if len(u.lines) > 0 {
		return &u.lines[len(u.lines)-1]
	}
	return &u.text
}

// mark cuts the final mark off words.
func mark(s string) (words, end string) {
	for _, m := range []string{"; and", ";", "."} {
		if w, ok := strings.CutSuffix(s, m); ok {
			return w, m
		}
	}
	return s, ""
}

var families = []family{
	{"words for words", func(g *generator, bad bool) (string, bool) {
		p, w, ok := g.spoiled(bad, 1, 2, 3)
		if !ok {
			return "", false
		}
		text := g.replacing(g.name(p), w, "gangway", "")
		if !bad {
			p.unit().swap(w, "gangway")
		}
		return text, true
	}},
	{"words twice", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(1, 2)
		n := 2
		if bad {
			n = 1 + 2*g.IntN(2)
		}
		w, found := "", false
		if ok {
			w, found = g.once(p.unit(), n)
		}
		if !found {
			return "", false
		}
		text := g.replacing(g.name(p), w, "gangway", g.pick(twice[g.style]...))
		if !bad {
			p.unit().swap(w, "gangway")
		}
		return text, true
	}},
	{"words wherever they stand", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(1, 2)
		w, found := "zephyr", bad
		if ok && !bad {
			w, found = g.once(p.unit(), 1+g.IntN(3))
		}
		if !found {
			return "", false
		}
		text := g.replacing(g.name(p), w, "gangway", g.pick(every[g.style]...))
		if !bad {
			p.unit().swap(w, "gangway")
		}
		return text, true
	}},
	{"words out", func(g *generator, bad bool) (string, bool) {
		p, w, ok := g.spoiled(bad, 1, 2, 3)
		if !ok || !bad && strings.Contains(p.unit().String(), "The "+w) {
			return "", false
		}
		where := g.name(p)
		text := map[string]string{
			"us":           capital(where) + " is amended by striking " + g.quote(w) + ".",
			"commonwealth": "In " + where + ", " + g.pick("by the deletion of "+g.quote(w), "omit "+g.quote(w), "by deleting "+g.quote(w)) + ".",
			"eu":           "In " + where + ", the word " + g.quote(w) + " is " + g.pick("deleted", "omitted") + ".",
			"un":           "In " + where + ", " + g.pick("delete "+g.quote(w), "the word "+g.quote(w)+" shall be deleted") + ".",
		}[g.style]
		if !bad {
			p.unit().each(func(u *unit) {
				for _, s := range append([]*string{&u.text}, each(u.lines)...) {
					*s = strings.TrimSpace(whole(w).ReplaceAllString(*s, ""))
					for _, m := range []string{".", ";", ":", ",", " "} {
						*s = strings.ReplaceAll(*s, " "+m, m)
					}
				}
			})
		}
		return text, true
	}},
	{"words beside words", func(g *generator, bad bool) (string, bool) {
		p, w, ok := g.spoiled(bad, 1, 2, 3)
		if !ok {
			return "", false
		}
		side, o, n, where := g.pick("after", "before"), g.quote(w), g.quote("old gangway"), g.name(p)
		text := map[string]string{
			"us":           capital(where) + " is amended by inserting " + g.pick("the phrase ", "") + n + " " + side + " " + g.pick("the word ", "") + o + ".",
			"commonwealth": "In " + where + ", " + g.pick("by the insertion of "+n+" "+side+" "+o, "by the insertion "+side+" "+o+" of "+n, side+" "+o+" insert "+n, "by inserting "+n+" "+side+" "+o) + ".",
			"eu":           "In " + where + ", " + g.pick("the words "+n+" are inserted "+side+" the word "+o, side+" the word "+o+", the words "+n+" are inserted") + ".",
			"un":           "In " + where + ", " + g.pick("insert "+n+" "+side+" "+o, side+" the word "+o+" insert the words "+n, "the words "+n+" shall be inserted "+side+" the word "+o) + ".",
		}[g.style]
		if !bad {
			now := w + " old gangway"
			if side == "before" {
				now = "old gangway " + w
			}
			p.unit().swap(w, now)
		}
		return text, true
	}},
	{"words at the end", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(2, 3)
		if !ok {
			return "", false
		}
		where, n, s := g.name(p), g.quote("by night"), final(p.unit())
		words, end := mark(*s)
		if end == "" {
			return "", false
		}
		text := map[string]string{
			"us":           capital(where) + " is amended by adding " + g.pick(n+" at the end", "at the end "+n) + ".",
			"commonwealth": "In " + where + ", " + g.pick("at the end insert "+n, "by the insertion of "+n+" at the end") + ".",
			"eu":           "In " + where + ", the words " + n + " are added at the end.",
			"un":           "In " + where + ", " + g.pick("add "+n+" at the end", "the words "+n+" shall be added at the end") + ".",
		}[g.style]
		full := end == "." && g.IntN(2) == 0
		if full || bad && end != "." {
			stop := map[bool]string{true: "period", false: "full stop"}[g.style == "us"]
			text = "In " + where + ", before the " + stop + " at the end insert " + n + "."
			if bad && full {
				return "", false
			}
		} else if bad {
			text = strings.Replace(text, where, g.name(g.missing(p)), 1)
			if !strings.Contains(text, "77") && !strings.Contains(text, "(h)") && !strings.Contains(text, "viii") && !strings.Contains(text, "(H)") {
				return "", false
			}
		}
		if !bad {
			*s = words + " by night" + end
		}
		return text, true
	}},
	{"the final mark", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(2, 3)
		if !ok {
			return "", false
		}
		where, s := g.name(p), final(p.unit())
		words, end := mark(*s)
		if (end == ".") == bad {
			return "", false
		}
		o := g.quote("; or")
		text := map[string]string{
			"us":           capital(where) + " is amended by striking the period at the end and inserting " + o + ".",
			"commonwealth": "In " + where + ", for the full stop at the end substitute " + o + ".",
			"eu":           "In " + where + ", the full stop at the end is replaced by " + o + ".",
			"un":           "In " + where + ", replace the full stop at the end by " + o + ".",
		}[g.style]
		if !bad {
			*s = words + "; or"
		}
		return text, true
	}},
	{"a unit in a new wording", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(1, 2, 3)
		if !ok {
			return "", false
		}
		now := &unit{num: p.unit().num, label: p.unit().label, text: g.item() + ";", kids: nil}
		if len(p.path) < 3 {
			now.text = g.sentence()
		}
		if len(p.path) == 1 {
			now.text, now.lines = "New rules", []string{g.sentence()}
		}
		where, payload := g.name(p), now.String()
		if bad {
			if where = g.name(g.missing(p)); g.IntN(2) == 0 {
				where, payload = g.name(p), strings.Replace(payload, p.unit().num, "6", 1)
				if p.unit().num == "6" || !numeric(p.unit().num) {
					return "", false
				}
			}
		} else {
			*p.unit() = *now
		}
		q := g.block(payload)
		return capital(map[string]string{
			"us":           where + " is amended to read as follows:\n" + q + ".",
			"commonwealth": "for " + where + " substitute" + g.pick("—", " the following:") + "\n" + q,
			"eu":           where + " is replaced by the following:\n" + q,
			"un":           where + " shall " + g.pick("read as follows", "be replaced by the following", "be amended to read as follows") + ":\n" + q,
		}[g.style]), true
	}},
	{"a unit out", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(1, 2, 3)
		if !ok || len(p.path) > 1 && len(p.parent().kids) < 2 {
			return "", false
		}
		where := g.name(p)
		if bad {
			where = g.name(g.missing(p))
		} else {
			holder := g.base
			if len(p.path) > 1 {
				holder = p.parent()
			}
			holder.drop(p.unit())
		}
		return capital(map[string]string{
			"us":           where + " is struck.",
			"commonwealth": g.pick("omit "+where, where+" is deleted") + ".",
			"eu":           where + " is deleted.",
			"un":           g.pick(where+" shall be deleted", "delete "+where) + ".",
		}[g.style]), true
	}},
	{"repeal", func(g *generator, bad bool) (string, bool) {
		p, ok := g.place(1, 2, 3)
		if !ok {
			return "", false
		}
		_, end := mark(*final(p.unit()))
		u := p.unit()
		if (end != "." && end != ";") != bad {
			return "", false
		}
		where := g.name(p)
		if !bad {
			word := "Repealed"
			if len(p.path) > 1 && u.text[0] >= 'a' {
				word = "repealed"
			}
			u.text, u.lines, u.kids = word+end, nil, nil
			if len(p.path) == 1 {
				u.text = "Repealed."
			}
		}
		return capital(where) + " " + g.passive() + " repealed.", true
	}},
	{"a unit added", addLast},
	{"a unit inserted by its label", insertLabel},
	{"a unit between, and the rest moves on", insertShift},
	{"a unit out, and the rest moves up", removeShift},
	{"a number", renumberLast},
	{"a sentence", sentences},
	{"a heading", headings},
	{"the words before a list", intros},
	{"throughout", throughouts},
	{"annexes", annexes},
	{"a list of changes", lists},
}

func each(list []string) []*string {
	var out []*string
	for i := range list {
		out = append(out, &list[i])
	}
	return out
}

func (u *unit) drop(k *unit) {
	for i := range u.kids {
		if u.kids[i] == k {
			u.kids = append(u.kids[:i], u.kids[i+1:]...)
			return
		}
	}
}

func (u *unit) put(i int, k *unit) {
	u.kids = append(u.kids[:i], append([]*unit{k}, u.kids[i:]...)...)
}

// fresh is a new unit of a place's kind with a number of its own.
func (g *generator) fresh(like *unit, num string) *unit {
	n := &unit{num: num, label: strings.Replace(like.label, like.num, num, 1), text: g.sentence()}
	if strings.HasPrefix(n.label, "Article") || strings.HasPrefix(n.label, "Section") {
		n.text, n.lines = "Lights", []string{g.sentence()}
	}
	return n
}

// after is the plain number after another.
func after1(num string) string {
	for _, set := range [][]string{letters, capitals, romans, strings.Split("1 2 3 4 5 6 7 8 9 10", " ")} {
		for i := range len(set) - 1 {
			if set[i] == num {
				return set[i+1]
			}
		}
	}
	return fmt.Sprint("no number after ", num)
}
