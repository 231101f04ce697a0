package advice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
)

// Languages remarks on blocks of two expressions of one act whose numbers and
// dates differ, in the order of the first. Blocks that only one of them has are
// not compared; (*act.Text).Align lists them.
func Languages(a, b *act.Text) []Note {
	others := make(map[act.ID]*act.Block)
	b.Root.Walk(func(x *act.Block) bool { others[x.ID] = x; return true })
	var out []Note
	a.Root.Walk(func(x *act.Block) bool {
		y := others[x.ID]
		if y == nil || y.Kind != x.Kind {
			return true
		}
		one, two := figures(x, a.Lang), figures(y, b.Lang)
		if !slices.Equal(one, two) {
			out = append(out, Note{Figures, x.ID, x.Line(), strings.Join(one, " ") + " / " + strings.Join(two, " ")})
		}
		return true
	})
	return out
}

// months are how the names of months begin, from January.
func months(lang act.Lang) []string {
	if lang == act.Russian {
		return []string{"январ", "феврал", "март", "апрел", "ма[йяе]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"}
	}
	return []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
}

// figures are the numbers of a block's words, sorted: decimal marks and groups of
// thousands brought into one form, a month beside a number as m1 to m12.
func figures(b *act.Block, lang act.Lang) []string {
	s := strings.ToLower(b.Words.Text)
	for _, c := range b.Cells {
		s += " | " + strings.ToLower(c.Text)
	}
	group, decimal := `[ \x{a0}\x{202f}]`, ","
	if lang != act.Russian {
		group, decimal = `[, \x{a0}\x{202f}]`, "."
	}
	grouped := regexp.MustCompile(`\b\d{1,3}(?:` + group + `\d{3})+\b`)
	s = grouped.ReplaceAllStringFunc(s, func(n string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, n)
	})
	var out []string
	for _, n := range regexp.MustCompile(`\d+(?:[.,]\d+)*`).FindAllString(s, -1) {
		n = strings.ReplaceAll(n, decimal, ".")
		if t := strings.TrimLeft(n, "0"); t != "" && t[0] != '.' {
			n = t
		}
		out = append(out, n)
	}
	for i, m := range months(lang) {
		month := regexp.MustCompile(`(?:\d\s+` + m + `|(?:^|[^\p{L}])` + m + `\p{L}*\s+\d)`)
		for range month.FindAllString(s, -1) {
			out = append(out, "m"+strconv.Itoa(i+1))
		}
	}
	slices.Sort(out)
	return out
}
