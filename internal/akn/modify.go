package akn

import (
	"errors"
	"fmt"
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// Actives are the modifications that an amender's operations make of the act of
// a URI. base is the text that they are applied to; where it is nil, or an
// operation names what an earlier one of them makes, only addresses by ID say
// more than the act as a whole.
func Actives(uri string, a amend.Amender, base *act.Text) []Modification {
	out := make([]Modification, 0, len(a.Operations))
	for _, o := range a.Operations {
		m := modification(o)
		for _, t := range o.Targets {
			p := Place{Act: uri}
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
func Passives(uri string, a amend.Amender, t *act.Text) []Modification {
	wrote := make(map[act.Source][]Place)
	t.Root.Walk(func(b *act.Block) bool {
		note := func(by act.Source) {
			p := Place{ID: b.ID}
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
	out := make([]Modification, 0, len(a.Operations))
	for i, o := range a.Operations {
		m := modification(o)
		m.Source = Place{Act: uri}
		m.Destinations = wrote[act.Source{Amender: a.ID, Operation: i + 1}]
		for _, at := range o.Targets {
			if spot, err := t.Find(at); err == nil && spot.Block != t.Root && len(wrote[act.Source{Amender: a.ID, Operation: i + 1}]) == 0 {
				m.Destinations = append(m.Destinations, Place{ID: spot.Block.ID})
			}
		}
		if len(m.Destinations) == 0 {
			m.Destinations = []Place{{}}
		}
		out = append(out, m)
	}
	return out
}

// modification is what an operation says whoever it is applied to.
func modification(o amend.Operation) Modification {
	m := Modification{Kind: o.Kind, Old: o.Old, Force: o.Force, Until: o.Until}
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

// valid says what is wrong with a modification.
func (m Modification) valid() error {
	if tag, _ := kindType(m.Kind); tag == "" {
		return fmt.Errorf("kind %q: not known", m.Kind)
	}
	if len(m.Destinations) == 0 {
		return errors.New("no destination")
	}
	for _, p := range append([]Place{m.Source}, m.Destinations...) {
		if p.Act != "" && !isURI(p.Act) || !writable(string(p.ID)) {
			return fmt.Errorf("place %q of %q", p.ID, p.Act)
		}
	}
	words := append([]string{m.Old}, m.New...)
	if m.Until != "" && !isDay(m.Until) {
		return fmt.Errorf("until %q: not a day", m.Until)
	}
	if f := m.Force; f != nil {
		if f.From != "" && !isDay(f.From) {
			return fmt.Errorf("in force from %q: not a day", f.From)
		}
		words = append(append(words, f.Condition), f.Members...)
	}
	for _, s := range words {
		if !writable(s) {
			return fmt.Errorf("words %q cannot be written in XML", s)
		}
	}
	return nil
}
