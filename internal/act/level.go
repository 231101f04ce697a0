package act

import (
	"slices"
)

// units lists the labelled units that a step names by number.
func (t *Text) units(b *Block, s Step) []Spot {
	kinds := t.Kinds(b, s)
	if s.Ordinal != 0 {
		return nil
	}
	var out []Spot
	t.numbered(b, kinds, func(c *Block) bool {
		if sameNumber(c.Num, s.Num) {
			out = append(out, Spot{Block: c, Part: PartWhole})
		}
		return true
	})
	return out
}

// Numbered lists the units of some kinds that are numbered together under b: its
// children, and what stands under the sections and chapters that only gather
// them. doc/plaintext.md, rule 4.
func (t *Text) Numbered(b *Block, kinds ...Kind) []*Block {
	var out []*Block
	t.numbered(b, kinds, func(c *Block) bool {
		out = append(out, c)
		return true
	})
	return out
}

// numbered visits what Numbered lists until visit says false; it reports whether
// it never did.
func (t *Text) numbered(b *Block, kinds []Kind, visit func(*Block) bool) bool {
	for _, c := range b.Children {
		if slices.Contains(kinds, c.Kind) {
			if !visit(c) {
				return false
			}
		} else if t.Gathers(c) && !t.numbered(c, kinds, visit) {
			return false
		}
	}
	return true
}

// Gathers reports whether a unit is passed over in addresses of what is under
// it: a chapter, a раздел, a section that holds articles.
func (t *Text) Gathers(b *Block) bool {
	switch b.Kind {
	case KindChapter:
		return true
	case KindSection:
		return t.Lang == Russian || slices.ContainsFunc(b.Children, func(c *Block) bool { return c.Kind == KindArticle || c.Kind == KindRule })
	}
	return false
}

// Kinds are the kinds of blocks that a step's name can mean inside b.
func (t *Text) Kinds(b *Block, s Step) []Kind {
	switch s.Name {
	case NameSection, NameChapter, NameArticle, NameRule, NameAnnex:
		return []Kind{Kind(s.Name)}
	case NameItem:
		return []Kind{KindBracket, KindLetter, KindCapital, KindRoman, KindUpper}
	case NamePart:
		if b.Kind == KindArticle {
			return []Kind{KindNumber}
		}
	case NameSubpoint:
		return []Kind{KindBracket, KindLetter}
	case NamePoint:
		if t.Lang == English {
			return []Kind{KindLetter, KindRoman, KindBracket}
		}
		if t.numbered(b, []Kind{KindNumber}, func(*Block) bool { return false }) {
			return []Kind{KindBracket}
		}
		return []Kind{KindNumber}
	}
	return t.english(b, s.Name)
}

// english are the kinds that the names of levels have in English styles.
func (t *Text) english(b *Block, n Name) []Kind {
	rule := b.Kind == KindRule || slices.ContainsFunc(t.path(b.ID), func(c *Block) bool { return c.Kind == KindRule })
	switch t.Style {
	case StyleEU:
		switch n {
		case NameParagraph:
			return []Kind{KindNumber}
		case NameSubparagraph:
			return []Kind{KindLetter, KindRoman}
		}
	case StyleCommonwealth:
		switch {
		case n == NameSubsection && !rule, n == NameParagraph && rule:
			return []Kind{KindBracket}
		case n == NameParagraph, n == NameSubparagraph && rule:
			return []Kind{KindLetter}
		case n == NameSubparagraph:
			return []Kind{KindRoman}
		}
	case StyleUS, StyleCode:
		switch n {
		case NameSubsection:
			return []Kind{KindLetter}
		case NameParagraph:
			return []Kind{KindBracket}
		case NameSubparagraph:
			return []Kind{KindCapital}
		}
	}
	return nil
}
