package english

import (
	"fmt"
	"strings"
)

func addLast(g *generator, bad bool) (string, bool) {
	p, ok := g.place(2, 3)
	if !ok {
		return "", false
	}
	home := p.parent()
	last := home.kids[len(home.kids)-1]
	now := g.fresh(last, after1(last.num))
	if bad {
		now = g.fresh(last, home.kids[0].num)
	}
	up := place{p.path[:len(p.path)-1]}
	where, k := g.name(up), g.level(len(p.path)-1)
	numbered := k
	if g.IntN(2) == 0 {
		numbered = k + " (" + now.num + ")"
		if k == "paragraph" && (g.style == "eu" || g.style == "un") {
			numbered = k + " " + now.num
		}
	}
	q := g.block(now.String())
	if !bad {
		home.kids = append(home.kids, now)
	}
	return capital(map[string]string{
		"us":           g.pick(where+" is amended by adding a new "+numbered+" to read as follows:\n"+q+".", "a new "+numbered+" is added to "+where+" to read as follows:\n"+q+"."),
		"commonwealth": where + " is amended by " + g.pick("the addition of the following "+k+" at the end", "adding at the end the following "+k) + ":\n" + q,
		"eu":           "in " + where + ", the following " + numbered + " is added:\n" + q,
		"un":           "in " + where + ", " + g.pick("add the following new "+k, "the following "+numbered+" shall be added") + ":\n" + q,
	}[g.style]), true
}

func insertLabel(g *generator, bad bool) (string, bool) {
	p, ok := g.place(1, 2, 3)
	if !ok || len(p.path) == 3 && strings.ContainsAny(p.unit().num, "i") {
		return "", false
	}
	holder := g.base
	if len(p.path) > 1 {
		holder = p.parent()
	}
	i := 0
	for holder.kids[i] != p.unit() {
		i++
	}
	suffix := map[string]string{"eu": "a", "un": " bis", "commonwealth": "A", "us": "A"}[g.style]
	if !numeric(p.unit().num) {
		suffix = map[string]string{"eu": "a", "un": " bis", "commonwealth": "a", "us": "-1"}[g.style]
	}
	now := g.fresh(p.unit(), p.unit().num+suffix)
	if bad {
		now = g.fresh(p.unit(), holder.kids[0].num)
	}
	k, q, where := g.level(len(p.path)-1), g.block(now.String()), g.name(p)
	if !bad {
		holder.put(i+1, now)
	}
	if len(p.path) > 1 && g.IntN(2) == 0 {
		in := g.name(place{p.path[:len(p.path)-1]})
		if g.style == "us" {
			return capital(in) + " is amended by adding a new " + k + " (" + now.num + ") to read as follows:\n" + q + ".", true
		}
		return "In " + in + ", the following " + k + " " + g.passive() + " inserted:\n" + q, true
	}
	return capital(map[string]string{
		"us":           "after " + where + ", insert the following new " + k + ":\n" + q + ".",
		"commonwealth": "after " + where + ", insert" + g.pick("—", " the following "+k+":") + "\n" + q,
		"eu":           g.pick("after "+where+", the following "+k+" is inserted:\n"+q, "the following "+k+" is inserted after "+where+":\n"+q),
		"un":           g.pick("after "+where+", insert the following "+k+":\n"+q, "insert after "+where+" a new "+k+" as follows:\n"+q),
	}[g.style]), true
}

// shifts are paragraphs with another behind them.
func (g *generator) shifts() (p place, i int, ok bool) {
	p, ok = g.place(2, 3)
	if !ok {
		return p, 0, false
	}
	for p.parent().kids[i] != p.unit() {
		i++
	}
	last := p.parent().kids[len(p.parent().kids)-1]
	return p, i, i+1 < len(p.parent().kids) && !strings.HasPrefix(after1(last.num), "no")
}

func relabel(list []*unit, nums []string) {
	for i, u := range list {
		u.label = strings.Replace(u.label, u.num, nums[i], 1)
		u.num = nums[i]
	}
}

func insertShift(g *generator, bad bool) (string, bool) {
	p, i, ok := g.shifts()
	if !ok {
		return "", false
	}
	home := p.parent()
	var nums []string
	for _, u := range home.kids[i+1:] {
		nums = append(nums, after1(u.num))
	}
	now := g.fresh(p.unit(), after1(p.unit().num))
	k, where := g.level(len(p.path)-1), g.name(p)
	text := "After " + where + ", insert the following new " + k + ":\n" + g.block(now.String())
	switch {
	case bad:
		return text, true // the number is taken, and nothing is renumbered
	case g.IntN(2) == 0:
		text += "\nThe subsequent " + k + "s " + strings.Replace(g.passive(), "is", "are", 1) + " renumbered accordingly."
	default:
		text += "\nRenumber the subsequent " + k + "s accordingly."
	}
	relabel(home.kids[i+1:], nums)
	home.put(i+1, now)
	return text, true
}

func removeShift(g *generator, bad bool) (string, bool) {
	p, i, ok := g.shifts()
	if !ok {
		return "", false
	}
	home := p.parent()
	where, k := g.name(p), g.level(len(p.path)-1)
	if bad {
		where = g.name(g.missing(p))
	} else {
		var nums []string
		for _, u := range home.kids[i : len(home.kids)-1] {
			nums = append(nums, u.num)
		}
		home.drop(p.unit())
		relabel(home.kids[i:], nums)
	}
	return capital(where) + " " + g.passive() + " deleted, and the subsequent " + k + "s " + strings.Replace(g.passive(), "is", "are", 1) + " renumbered accordingly.", true
}

func renumberLast(g *generator, bad bool) (string, bool) {
	p, ok := g.place(2, 3)
	if !ok {
		return "", false
	}
	home := p.parent()
	last := home.kids[len(home.kids)-1]
	num := after1(last.num)
	if strings.HasPrefix(num, "no") {
		return "", false
	}
	if bad {
		num = home.kids[0].num
		if last == home.kids[0] {
			return "", false
		}
	}
	target := place{append(append([]*unit(nil), p.path[:len(p.path)-1]...), last)}
	k := g.level(len(p.path) - 1)
	label := strings.TrimSuffix(strings.Replace(last.label, last.num, num, 1), ".")
	text := map[string]string{
		"us":           "is redesignated as " + k + " " + label,
		"commonwealth": "is renumbered as " + k + " " + label,
		"eu":           g.pick("is renumbered as "+k+" "+label, "becomes "+k+" "+label),
		"un":           "shall be renumbered as " + k + " " + label,
	}[g.style]
	where := g.name(target)
	if !bad {
		relabel([]*unit{last}, []string{num})
	}
	return capital(where) + " " + text + ".", true
}

func sentences(g *generator, bad bool) (string, bool) {
	p, ok := g.place(2)
	if !ok || len(p.unit().kids) > 0 || len(p.unit().lines) > 0 {
		return "", false
	}
	u := p.unit()
	list := strings.SplitAfter(u.text, ". ")
	where, now := g.name(p), g.sentence()
	switch g.IntN(3) {
	case 0:
		if bad {
			where = g.name(g.missing(p))
		} else {
			u.text += " " + now
		}
		return "In " + where + ", the following sentence " + g.passive() + " added:\n" + g.quote(now), true
	case 1:
		if (len(list) < 2) != bad {
			return "", false
		}
		if !bad {
			u.text = list[0] + now
		}
		return "In " + where + ", the second sentence " + g.passive() + " replaced by the following:\n" + g.quote(now), true
	}
	if (len(list) < 2) != bad {
		return "", false
	}
	if !bad {
		u.text = strings.TrimSpace(list[0])
	}
	return g.pick("The second sentence of "+where+" "+g.passive()+" deleted.", "In "+where+", the second sentence "+g.passive()+" deleted."), true
}

func headings(g *generator, bad bool) (string, bool) {
	p, ok := g.place(1)
	if !ok {
		return "", false
	}
	where := g.name(p)
	if bad {
		where = g.name(g.missing(p))
	} else {
		p.unit().text = "Rules of the sea"
	}
	return "The heading of " + where + " " + g.passive() + " replaced by " + g.pick("the following:\n", "") + g.quote("Rules of the sea") + g.pick("", "."), true
}

func intros(g *generator, bad bool) (string, bool) {
	p, ok := g.place(2)
	if !ok || (len(p.unit().kids) == 0) != bad {
		return "", false
	}
	intro := map[string]string{"eu": "the introductory wording", "un": "the chapeau", "commonwealth": "the opening words", "us": "the lead-in language"}[g.style]
	text := g.replacing(intro+" of "+g.name(p), "keep", "store", "")
	if !bad {
		p.unit().text = strings.Replace(p.unit().text, "keep", "store", 1)
	}
	return text, true
}

func throughouts(g *generator, bad bool) (string, bool) {
	n := 0
	w := g.some(1)[0]
	for g.base.count(w) == 0 {
		if n++; n > 40 {
			return "", false
		}
		w = g.some(1)[0]
	}
	if strings.Contains("lantern harbour tariff notice rules customs", w) {
		return "", false
	}
	o, now := g.quote(w), "gangway"
	grammar := g.IntN(2) == 0
	if grammar {
		now = "airship"
	}
	if bad {
		o = g.quote("zephyr")
	}
	text := map[string]string{
		"us":           "The Regulation is amended by striking " + o + " wherever it appears and inserting " + g.quote(now) + ".",
		"commonwealth": "Throughout the Regulation, for " + o + " substitute " + g.quote(now) + ".",
		"eu":           o + " is replaced by " + g.quote(now) + " throughout the Regulation",
		"un":           "Throughout the Regulation, replace " + o + " by " + g.quote(now) + ".",
	}[g.style]
	if g.style == "eu" {
		if grammar {
			text += ", and any grammatical adjustments needed as a consequence shall be made"
		}
		text += "."
	} else {
		grammar = false
	}
	if !bad {
		title := g.base.text
		if grammar {
			for _, a := range []string{"a", "A"} {
				g.base.swap(a+" "+w, a+"n airship")
			}
		}
		g.base.swap(w, now)
		g.base.text = title
	}
	return text, true
}

func annexes(g *generator, bad bool) (string, bool) {
	if g.style != "eu" && g.style != "un" {
		return "", false
	}
	first, second := g.base.kids[len(g.base.kids)-2], g.base.kids[len(g.base.kids)-1]
	row := fmt.Sprintf("| 2 | %s | %s |", g.some(1)[0], g.some(1)[0])
	switch g.IntN(4) {
	case 0:
		if bad {
			return "In Annex I, row 9 " + g.passive() + " replaced by the following:\n" + g.quote(row), true
		}
		first.rows[2] = row
		return "In Annex I, row 2 " + g.passive() + " replaced by the following:\n" + g.quote(row), true
	case 1:
		if bad {
			return "In Annex I, row 7 " + g.passive() + " deleted.", true
		}
		first.rows = append(first.rows[:2], first.rows[3:]...)
		return "In Annex I, row 2 " + g.passive() + " deleted.", true
	case 2:
		row = strings.Replace(row, "2", "4", 1)
		if bad {
			return "In Annex II, the following row " + g.passive() + " added:\n" + g.quote(row), true
		}
		first.rows = append(first.rows, row)
		return "In Annex I, the following row " + g.passive() + " added:\n" + g.quote(row), true
	}
	now := &unit{num: "II", label: "Annex II.", text: "Shares", kids: []*unit{{num: "1", label: "1.", text: g.sentence()}}}
	num := "II"
	if bad {
		num = "III"
	} else {
		*second = *now
	}
	return "Annex " + num + " " + g.passive() + " replaced by the text set out in the Annex to this Decision.\nAnnex to the Decision\n" + now.String(), true
}

// lists nest two or three changes of one article under a line that names it.
func lists(g *generator, bad bool) (string, bool) {
	p, ok := g.place(1)
	if !ok || len(p.unit().kids) < 3 {
		return "", false
	}
	art := p.unit()
	var lines []string
	for i, u := range art.kids[:2] {
		w, found := g.once(u, 1)
		if !found {
			return "", false
		}
		in := map[string]string{"eu": "in paragraph " + u.num, "un": "in paragraph " + u.num, "commonwealth": "in subsection (" + u.num + ")", "us": "in subsection (" + u.num + ")"}[g.style]
		if bad && i == 1 {
			w = "zephyr"
		}
		o, n := g.quote(w), g.quote("gangway")
		lines = append(lines, map[string]string{
			"eu": in + ", the word " + o + " is replaced by " + n, "un": in + ", replace " + o + " by " + n,
			"commonwealth": in + ", by the substitution of " + n + " for " + o, "us": in + ", by striking " + o + " and inserting " + n,
		}[g.style])
		if !bad {
			u.swap(w, "gangway")
		}
	}
	last := art.kids[len(art.kids)-1]
	k := g.level(1)
	label := map[bool]string{true: k + " " + last.num, false: k + " (" + last.num + ")"}[g.style == "eu" || g.style == "un"]
	lines = append(lines, map[string]string{"eu": label + " is deleted", "un": "delete " + label, "commonwealth": "by the deletion of " + label, "us": "by striking " + label}[g.style])
	if !bad {
		art.drop(last)
	}
	head := capital(g.name(p)) + map[string]string{"eu": " is amended as follows:", "un": " shall be amended as follows:", "commonwealth": " is amended—", "us": " is amended as follows:"}[g.style]
	out := []string{head}
	for i, l := range lines {
		end := ";"
		if i == len(lines)-1 {
			end = "."
		} else if i == len(lines)-2 {
			end = g.pick(";", "; and")
		}
		out = append(out, "("+letters[i]+") "+l+end)
	}
	if g.style == "us" && g.IntN(2) == 0 {
		return strings.Join(out, " "), true
	}
	return strings.Join(out, "\n"), true
}
