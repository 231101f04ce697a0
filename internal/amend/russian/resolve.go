package russian

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
	"chancery.example/chancery/internal/amend/russian/span"
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
		if s.Num == "" && s.Ordinal == 0 && lexicon.Countable(s.Name) || i > 0 && !lexicon.Holds(x[i-1].Step, s.Step) {
			return a, prose.Grammar
		}
		if s.Name == act.NameAnnex && i > 0 {
			return a, prose.Grammar
		}
		num, ok := span.Superscript(p.base, a, s.Step)
		if !ok || span.Between(p.base, a, s) {
			return a, prose.Ambiguous
		}
		s.Num = num
		a.Steps = append(a.Steps, s.Step)
	}
	return a, ""
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
