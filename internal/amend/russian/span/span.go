// Package span reads ranges of numbers, and numbers that lost their superscript, by the
// text that is amended.
package span

import (
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// A Step is one of an address; Lo and Hi are the ends of the range that it was said as
// a part of, "" for none.
type Step struct {
	act.Step
	Lo, Hi string
}

// Expand lists what a range of numbers holds by its ends alone.
func Expand(lo, hi Step) ([]Step, bool) {
	from, to := lexicon.Number(lo.Num), lexicon.Number(hi.Num)
	prefix := ""
	if i := strings.LastIndexAny(lo.Num, ".-"); i >= 0 && strings.HasPrefix(hi.Num, lo.Num[:i+1]) {
		prefix = lo.Num[:i+1]
		from, to = lexicon.Number(lo.Num[i+1:]), lexicon.Number(hi.Num[i+1:])
	}
	if lo.Num == "" {
		from, to = lo.Ordinal, hi.Ordinal
	}
	text := strconv.Itoa
	if from == 0 && to == 0 {
		from, to = lexicon.Place(lo.Num), lexicon.Place(hi.Num)
		text = lexicon.LetterAt
	}
	if from < 1 || to <= from || to > from+200 {
		return nil, false
	}
	var out []Step
	for n := from; n <= to; n++ {
		s := Step{Step: act.Step{Name: lo.Name, Num: prefix + text(n)}, Lo: lo.Num, Hi: hi.Num}
		if lo.Num == "" {
			s = Step{Step: act.Step{Name: lo.Name, Ordinal: n}}
		}
		out = append(out, s)
	}
	return out, true
}

// siblings are the units of the base that a step inside an address can mean.
func siblings(base *act.Text, a act.Address, s act.Step) []*act.Block {
	if base == nil || s.Num == "" {
		return nil
	}
	at, err := base.Find(a)
	if err != nil || at.Part != act.PartWhole {
		return nil
	}
	return base.Numbered(at.Block, base.Kinds(at.Block, s)...)
}

// Between says whether a range holds a number in the base which its ends alone
// do not tell: 5.1 in 5-8.
func Between(base *act.Text, a act.Address, s Step) bool {
	if s.Lo == "" {
		return false
	}
	for _, b := range siblings(base, a, s.Step) {
		if act.CompareNumbers(s.Lo, b.Num, b.Kind) >= 0 || act.CompareNumbers(b.Num, s.Hi, b.Kind) >= 0 {
			continue
		}
		lo, hi := Step{Step: s.Step}, Step{Step: s.Step}
		lo.Num, hi.Num = s.Lo, s.Hi
		list, _ := Expand(lo, hi)
		known := false
		for _, x := range list {
			known = known || x.Num == b.Num
		}
		if !known {
			return true
		}
	}
	return false
}

// Superscript is the number that a step means in the base: 521 is 52¹ where
// there is a 52¹ and no 521; ok is false where it can be two.
func Superscript(base *act.Text, a act.Address, s act.Step) (num string, ok bool) {
	if len(s.Num) < 2 || strings.Trim(s.Num, "абвгдежзиклмнопрст0123456789") != "" {
		return s.Num, true
	}
	found, plain := "", false
	for _, b := range siblings(base, a, s) {
		plain = plain || b.Num == s.Num
		if b.Num != s.Num && lexicon.Lowered(b.Num) == s.Num {
			if found != "" {
				return "", false
			}
			found = b.Num
		}
	}
	switch {
	case found == "":
		return s.Num, true
	case plain:
		return "", false
	}
	return found, true
}
