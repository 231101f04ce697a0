package english

import (
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/english/series"
)

// numbers reads the numbers after a word for a unit: "5(2)(a)", "(a) and (c)",
// "3 to 5". Only a plural has several.
func (p *parser) numbers(i int, n act.Name, several bool) ([][]act.Step, int) {
	first, end := p.numbered(i, n)
	if first == nil {
		return nil, i
	}
	out := [][]act.Step{first}
	if more, e := p.siblings(first, end); len(more) > 0 {
		return append(out, more...), e
	}
	if !several {
		return out, end
	}
	for {
		k := end
		switch p.word(k) {
		case ",":
			k++
			if p.word(k) == "and" || p.word(k) == "or" {
				k++
			}
		case "and", "or", "to", "-":
			k++
		case "through":
			k++
		default:
			return out, end
		}
		next, e := p.numbered(k, n)
		if next == nil {
			return out, end
		}
		if w := p.word(end); w == "to" || w == "-" || w == "through" {
			fill, ok := between(out[len(out)-1], next)
			if !ok {
				return nil, i
			}
			out = append(out, fill...)
		}
		out = append(out, next)
		end = e
	}
}

// siblings reads the further labels of "5(b)(2), (3), and (4)": units of the shape of the
// last one, in its place. A list of one kind of brackets after none is no such list.
func (p *parser) siblings(first []act.Step, i int) (out [][]act.Step, end int) {
	last := len(first) - 1
	for end = i; last > 0; {
		k := end
		if p.word(k) == "," {
			k++
		}
		if p.word(k) == "and" {
			k++
		}
		num, e := p.bracketed(k)
		if k == end || num == "" || act.NumberKind(num) != act.NumberKind(first[last].Num) || p.word(e) == "(" && p.bracketNum(e) {
			break
		}
		step := first[last]
		step.Num = num
		out = append(out, append(slices.Clone(first[:last]), step))
		end = e
	}
	return out, end
}

// bracketNum says whether a label in brackets begins at i.
func (p *parser) bracketNum(i int) bool {
	num, _ := p.bracketed(i)
	return num != ""
}

var additions = []string{"bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"}

// numbered reads one number with what follows it in brackets.
func (p *parser) numbered(i int, n act.Name) ([]act.Step, int) {
	headed := n == act.NameArticle || n == act.NameSection || n == act.NameRule || n == act.NameChapter || n == act.NameAnnex
	var out []act.Step
	num, end := p.bracketed(i)
	switch {
	case num != "" && !headed:
	case headed || numeric(p.word(i)):
		if num, end = p.bare(i, headed); num == "" {
			return nil, i
		}
	default:
		return nil, i
	}
	out = append(out, act.Step{Name: n, Num: num})
	for {
		inner, e := p.bracketed(end)
		if inner == "" {
			return out, end
		}
		step := act.Step{Name: act.NameItem, Num: inner}
		if len(out) == 1 && n == act.NameArticle && numeric(inner) {
			step.Name = act.NameParagraph
		}
		out = append(out, step)
		end = e
	}
}

// bare reads a number without brackets.
func (p *parser) bare(i int, headed bool) (string, int) {
	s := p.raw(i)
	roman := headed && strings.Trim(s, "IVXLC") == "" && s != ""
	letter := headed && len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z'
	if !numeric(s) && !roman && !letter || strings.ContainsAny(s, "/'’") {
		return "", i
	}
	if slices.Contains(additions, p.word(i+1)) {
		return s + " " + p.word(i+1), i + 2
	}
	return s, i + 1
}

// bracketed reads "(a)", "(2)", "(c-1)", "(2 bis)"; "" if none begins at i.
func (p *parser) bracketed(i int) (string, int) {
	if p.word(i) != "(" {
		return "", i
	}
	num, k := p.raw(i+1), i+2
	if slices.Contains(additions, p.word(k)) {
		num += " " + p.word(k)
		k++
	}
	if p.word(k) != ")" || act.NumberKind(num) == "" {
		return "", i
	}
	return num, k + 1
}

// small are the words that can stand in the name of an act without a capital.
var small = []string{"of", "the", "and", "on", "for", "to", "in", "a", "an", "no", "as", "with", "from", "by"}

// kinds of acts by which a name without more is told from other words.
var documents = []string{"regulation", "decision", "directive", "act", "treaty", "convention", "charter", "statute", "protocol", "agreement", "constitution",
	"rules", "ordinance", "code", "order", "law", "bylaws", "procedure", "covenant", "resolution", "text"}

// document is the end of the name of an act that begins at i: "this
// Regulation", "the Fees Act 2010", "Regulation (EU) No 1/2020". It is i if none
// does.
func (p *parser) document(i int) int {
	k := i
	switch p.word(k) {
	case "the", "this", "that", "said":
		k++
	case "an":
		if p.word(k+1) != "act" {
			return i
		}
		k++
	}
	found, last := false, i
	for k < len(p.toks) {
		t := p.toks[k]
		switch {
		case t.word == "(" && p.word(k+2) == ")" && strings.ToUpper(p.raw(k+1)) == p.raw(k+1) && !numeric(p.word(k+1)) && len(p.raw(k+1)) > 1:
			k += 3
			last = k
			continue
		case slices.Contains(documents, t.word):
			found = true
		case t.raw != t.word && t.quote < 0, numeric(t.word) && k > i:
		case found && t.word == "rules", slices.Contains(small, t.word) && k > i:
			if n, _, ok := name(p.word(k + 1)); ok && n != "" && p.raw(k+1) == p.word(k+1) {
				return p.named(i, last, found)
			}
			k++
			continue
		default:
			return p.named(i, last, found)
		}
		if _, _, ok := name(t.word); ok && numeric(p.word(k+1)) {
			return p.named(i, last, found)
		}
		k++
		last = k
	}
	return p.named(i, last, found)
}

func (p *parser) named(i, last int, found bool) int {
	if !found {
		return i
	}
	return p.citation(last)
}

// citation is the end of what is cited beside the name of an act: its date in
// ", approved …" and a pair of brackets that is no label.
func (p *parser) citation(i int) int {
	k := i
	if p.word(k) == "," && slices.Contains([]string{"approved", "effective", "enacted", "adopted", "dated"}, p.word(k+1)) {
		k += 2
		for k < len(p.toks) && p.word(k) != "(" && k < i+9 {
			k++
		}
	}
	if p.word(k) != "(" {
		return i
	}
	if num, _ := p.bracketed(k); num != "" && k == i {
		return i
	}
	depth := 0
	for j := k; j < len(p.toks); j++ {
		switch {
		case p.toks[j].quote >= 0:
			return i
		case p.word(j) == "(":
			depth++
		case p.word(j) == ")":
			depth--
		}
		if depth == 0 {
			return j + 1
		}
	}
	return i
}

// day reads "31 December 2027" and "December 31, 2027" as a day.
func (p *parser) day(i int) (string, int) {
	if i+3 > len(p.toks) {
		return "", i
	}
	end := min(i+4, len(p.toks))
	for ; end > i+2; end-- {
		s := strings.Join([]string{p.raw(i), p.raw(i + 1), p.raw(i + 2)}, " ")
		layout := "2 January 2006"
		if end == i+4 {
			s = p.raw(i) + " " + p.raw(i+1) + p.raw(i+2) + " " + p.raw(i+3)
			layout = "January 2, 2006"
		}
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("2006-01-02"), end
		}
	}
	return "", i
}

// between lists the units inside a range.
func between(from, to []act.Step) ([][]act.Step, bool) {
	if len(from) != 1 || len(to) != 1 {
		return nil, false
	}
	var out [][]act.Step
	nums, ok := series.Between(from[0].Num, to[0].Num)
	for _, num := range nums {
		out = append(out, []act.Step{{Name: from[0].Name, Num: num}})
	}
	return out, ok
}
