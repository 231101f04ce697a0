package english

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A unit is the generator's own idea of a text: labels, words, what is under it.
// It shares nothing with the packages that are tested.
type unit struct {
	num   string // "5", "a"
	label string // "Article 5.", "(a)"
	text  string // heading, or the words beside the label
	lines []string
	kids  []*unit
	rows  []string
}

func (u *unit) print(b *strings.Builder) {
	if u.label != "" || u.text != "" {
		b.WriteString(strings.TrimSpace(u.label+" "+u.text) + "\n")
	}
	for _, l := range u.lines {
		b.WriteString(l + "\n")
	}
	for _, r := range u.rows {
		b.WriteString(r + "\n")
	}
	for _, k := range u.kids {
		k.print(b)
	}
}

func (u *unit) String() string {
	var b strings.Builder
	u.print(&b)
	return b.String()
}

func (u *unit) clone() *unit {
	n := *u
	n.lines, n.rows, n.kids = slices.Clone(u.lines), slices.Clone(u.rows), nil
	for _, k := range u.kids {
		n.kids = append(n.kids, k.clone())
	}
	return &n
}

// each visits the units under u and u itself.
func (u *unit) each(f func(*unit)) {
	f(u)
	for _, k := range u.kids {
		k.each(f)
	}
}

func whole(word string) *regexp.Regexp {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`)
}

func (u *unit) count(word string) int { return len(whole(word).FindAllString(u.String(), -1)) }

// swap puts words for words in u and all under it; not in labels.
func (u *unit) swap(word, now string) {
	re := whole(word)
	u.each(func(x *unit) {
		x.text = re.ReplaceAllString(x.text, now)
		for i := range x.lines {
			x.lines[i] = re.ReplaceAllString(x.lines[i], now)
		}
		for i := range x.rows {
			x.rows[i] = re.ReplaceAllString(x.rows[i], now)
		}
	})
}

var vocabulary = strings.Fields("harbour pilot vessel berth levy ledger clerk notice council warden cargo anchor tariff register beacon quay dock ferry signal tonnage permit survey lantern rope barrel customs inspector master owner agent crane depot channel current tide storm")

// texts makes words: no word twice in one unit, unless asked.
type generator struct {
	*rand.Rand
	style string
	base  *unit
}

func (g *generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g *generator) some(n int) []string {
	list := slices.Clone(vocabulary)
	g.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:n]
}

func (g *generator) sentence() string {
	w := g.some(4)
	return fmt.Sprintf(g.pick("The %s shall keep the %s and the %s near the %s.", "Each %s reports the %s to the %s or the %s.", "No %s leaves a %s without %s and %s."), w[0], w[1], w[2], w[3])
}

func (g *generator) item() string {
	w := g.some(3)
	return fmt.Sprintf(g.pick("the %s of the %s and %s", "every %s with a %s or a %s"), w[0], w[1], w[2])
}

var letters, romans, capitals = strings.Split("abcdefgh", ""), []string{"i", "ii", "iii", "iv", "v"}, strings.Split("ABCDEFGH", "")

// list makes the items of a list with its last marks.
func (g *generator) list(nums []string, deeper []string) []*unit {
	n := 2 + g.IntN(3)
	var out []*unit
	for i := range n {
		u := &unit{num: nums[i], label: "(" + nums[i] + ")", text: g.item() + ";"}
		if i == n-2 {
			u.text = g.item() + "; and"
		}
		if i == n-1 {
			u.text = g.item() + "."
		}
		if deeper != nil && g.IntN(4) == 0 && i < n-2 {
			u.text = g.item() + ":"
			for k := range 2 {
				u.kids = append(u.kids, &unit{num: deeper[k], label: "(" + deeper[k] + ")", text: g.item() + ";"})
			}
		}
		out = append(out, u)
	}
	return out
}

// build makes a base of a style.
func (g *generator) build() {
	head, first, second, third := "Article", []string(nil), letters, romans
	switch g.style {
	case "commonwealth":
		head = "Section"
	case "us":
		head, first, second, third = "Section", letters, nil, capitals
	}
	root := &unit{text: "Regulation on the Harbours of the North", lines: []string{"The parties,", "having met,"}}
	for a := range 4 + g.IntN(3) {
		art := &unit{num: fmt.Sprint(a + 1), label: fmt.Sprintf("%s %d.", head, a+1), text: "Rules on " + g.some(1)[0]}
		n := 2 + g.IntN(4)
		for p := range n {
			num := fmt.Sprint(p + 1)
			label := num + "."
			switch {
			case first != nil:
				num = first[p]
				label = "(" + num + ")"
			case g.style == "commonwealth":
				label = "(" + num + ")"
			}
			u := &unit{num: num, label: label}
			switch g.IntN(3) {
			case 0:
				u.text = g.sentence() + " " + g.sentence()
			case 1:
				u.text = g.sentence()
				if first == nil && g.style != "commonwealth" && g.IntN(3) == 0 {
					u.lines = []string{g.sentence()}
				}
			default:
				u.text = "The " + g.some(1)[0] + " shall keep:"
				nums := second
				if nums == nil {
					nums = strings.Split("12345678", "")
				}
				u.kids = g.list(nums, third)
			}
			art.kids = append(art.kids, u)
		}
		root.kids = append(root.kids, art)
	}
	annex := &unit{num: "I", label: "Annex I.", text: "Tariffs", rows: []string{"| No | Item | Fee |"}}
	for i := range 3 {
		w := g.some(2)
		annex.rows = append(annex.rows, fmt.Sprintf("| %d | %s | %s |", i+1, w[0], w[1]))
	}
	root.kids = append(root.kids, annex, &unit{num: "II", label: "Annex II.", text: "Scale", kids: []*unit{{num: "1", label: "1.", text: g.sentence()}}})
	g.base = root
}
