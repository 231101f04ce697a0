package russian

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// resolve makes an address of a whole path, or says why it cannot.
func (p *parser) resolve(x path) (act.Address, prose.Reason) {
	var a act.Address
	for i, s := range x {
		if s.Name == act.NameHeading {
			switch {
			case i == 0:
				s.Name = act.NameTitle
			case !lexicon.Headed(x[i-1].Name):
				return a, prose.Grammar
			}
		}
		if s.Num == "" && s.Ordinal == 0 && lexicon.Countable(s.Name) {
			return a, prose.Grammar
		}
		if s.Name == act.NameAnnex && i > 0 {
			return a, prose.Grammar
		}
		if why := p.between(a, s); why != "" {
			return a, why
		}
		num, why := p.superscript(a, s.Step)
		if why != "" {
			return a, why
		}
		s.Num = num
		a.Steps = append(a.Steps, s.Step)
	}
	return a, ""
}

// siblings are the units of the base that a step inside an address can mean.
func (p *parser) siblings(a act.Address, s act.Step) []*act.Block {
	if p.base == nil || s.Num == "" {
		return nil
	}
	at, err := p.base.Find(a)
	if err != nil || at.Part != act.PartWhole {
		return nil
	}
	return p.base.Numbered(at.Block, p.base.Kinds(at.Block, s)...)
}

// between refuses a range that holds a number in the base which its ends alone
// do not tell: 5.1 in 5-8.
func (p *parser) between(a act.Address, s step) prose.Reason {
	if s.lo == "" {
		return ""
	}
	for _, b := range p.siblings(a, s.Step) {
		if act.CompareNumbers(s.lo, b.Num, b.Kind) >= 0 || act.CompareNumbers(b.Num, s.hi, b.Kind) >= 0 {
			continue
		}
		lo, hi := step{Step: s.Step}, step{Step: s.Step}
		lo.Num, hi.Num = s.lo, s.hi
		list, _ := expand(lo, hi)
		known := false
		for _, x := range list {
			known = known || x.Num == b.Num
		}
		if !known {
			return prose.Ambiguous
		}
	}
	return ""
}

// superscript is the number that a step means in the base: 521 is 52¹ where
// there is a 52¹ and no 521.
func (p *parser) superscript(a act.Address, s act.Step) (string, prose.Reason) {
	if len(s.Num) < 2 || strings.Trim(s.Num, "абвгдежзиклмнопрст0123456789") != "" {
		return s.Num, ""
	}
	found, plain := "", false
	for _, b := range p.siblings(a, s) {
		plain = plain || b.Num == s.Num
		if b.Num != s.Num && lexicon.Lowered(b.Num) == s.Num {
			if found != "" {
				return "", prose.Ambiguous
			}
			found = b.Num
		}
	}
	switch {
	case found == "":
		return s.Num, ""
	case plain:
		return "", prose.Ambiguous
	}
	return found, ""
}

// inside says where a path leads that is said within another: what of the outer
// is of its level or below is left.
func inside(outer, p path) path {
	if len(p) == 0 {
		return nil // the act as a whole
	}
	k := len(outer)
	for i, s := range outer {
		if lexicon.Rank(s.Name) >= lexicon.Rank(p[0].Name) {
			if k = i; s.Name == act.NameSubpoint && lexicon.Number(s.Num) > 0 && lexicon.Letter(p[0].Num) {
				k++ // «а» stands under 2)
			}
			break
		}
	}
	return append(slices.Clone(outer[:k]), p...)
}
