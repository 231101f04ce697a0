package draft

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// called gives lines the names that English has for them: the second paragraph
// of an article, the second subparagraph of a paragraph.
func called(o *amend.Operation) {
	words := o.At != amend.End && (o.Kind == amend.TextSubstitution || o.Kind == amend.TextInsertion || o.Kind == amend.TextDeletion)
	lines := func(a act.Address) act.Address {
		a.Steps = slices.Clone(a.Steps)
		for i := range a.Steps {
			if a.Steps[i].Name != act.NameLine || i == 0 {
				continue
			}
			a.Steps[i].Name = act.NameSubparagraph
			switch a.Steps[i-1].Name {
			case act.NameArticle, act.NameSection, act.NameRule, act.NamePreamble:
				a.Steps[i].Name = act.NameParagraph
			case act.NameParagraph:
			default:
				if words && a.Steps[i].Ordinal == 1 && i == len(a.Steps)-1 { // the words beside a label have no name of their own
					a.Steps = a.Steps[:i]
					return a
				}
			}
		}
		return a
	}
	o.Targets = slices.Clone(o.Targets)
	for i := range o.Targets {
		o.Targets[i] = lines(o.Targets[i])
	}
	if o.Anchor != nil {
		at := lines(*o.Anchor)
		o.Anchor = &at
	}
}
