// Package modify turns the operations of an amender into the modifications that
// Akoma Ntoso has for them, and back.
package modify

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/amend"
)

// Actives are the modifications that an amender's operations make of the act of
// a URI. base is the text that they are applied to; where it is nil, or an
// operation names what an earlier one of them makes, only addresses by ID say
// more than the act as a whole. Each carries its operation in so many words.
func Actives(uri string, a amend.Amender, base *act.Text) []akn.Modification {
	out := make([]akn.Modification, 0, len(a.Operations))
	for _, o := range a.Operations {
		m := modification(o)
		m.Operation = &o
		for _, t := range o.Targets {
			p := akn.Place{Act: uri}
			if len(t.Steps) == 0 {
				p.ID = t.ID
			}
			if base != nil {
				if spot, err := base.Find(t); err == nil && spot.Block != base.Root {
					p.ID = spot.Block.ID
				}
			}
			if !slices.Contains(m.Destinations, p) {
				m.Destinations = append(m.Destinations, p)
			}
		}
		out = append(out, m)
	}
	return out
}

// Passives are the modifications of a text by an amender of a URI: each
// operation with the blocks whose place or words it wrote. An operation that
// wrote nothing points to its targets where they are found, else to the whole.
func Passives(uri string, a amend.Amender, t *act.Text) []akn.Modification {
	wrote := make(map[act.Source][]akn.Place)
	t.Root.Walk(func(b *act.Block) bool {
		note := func(by act.Source) {
			p := akn.Place{ID: b.ID}
			if list := wrote[by]; by.Amender == a.ID && (len(list) == 0 || list[len(list)-1] != p) {
				wrote[by] = append(list, p)
			}
		}
		note(b.By)
		for _, w := range append([]act.Words{b.Words}, b.Cells...) {
			for _, s := range w.Spans {
				note(s.By)
			}
		}
		return true
	})
	out := make([]akn.Modification, 0, len(a.Operations))
	for i, o := range a.Operations {
		m := modification(o)
		m.Source = akn.Place{Act: uri}
		m.Destinations = wrote[act.Source{Amender: a.ID, Operation: i + 1}]
		for _, at := range o.Targets {
			if spot, err := t.Find(at); err == nil && spot.Block != t.Root && len(wrote[act.Source{Amender: a.ID, Operation: i + 1}]) == 0 {
				m.Destinations = append(m.Destinations, akn.Place{ID: spot.Block.ID})
			}
		}
		if len(m.Destinations) == 0 {
			m.Destinations = []akn.Place{{}}
		}
		out = append(out, m)
	}
	return out
}

// modification is what an operation says whoever it is applied to.
func modification(o amend.Operation) akn.Modification {
	m := akn.Modification{Kind: o.Kind, Old: o.Old, Force: o.Force, Until: o.Until}
	if o.New != "" {
		m.New = append(m.New, o.New)
	}
	m.New = append(m.New, o.Lines...)
	for _, f := range o.Forms {
		if m.Old == "" {
			m.Old = f.Old // the first form stands for all
		}
		m.New = append(m.New, f.New)
	}
	return m
}
