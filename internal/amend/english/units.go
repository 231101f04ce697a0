package english

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english/series"
)

// home is the unit to which something is added: as said, or by the context.
// Articles and the like may go to the act without more, a subsection goes to its
// section.
func (b *building) home() ([][]act.Step, bool) {
	r, path := b.reading, b.state.path
	n := r.kind.name
	if r.target == nil && len(path) == 0 {
		switch n {
		case act.NameArticle, act.NameSection, act.NameRule, act.NameChapter, act.NameAnnex:
			return [][]act.Step{nil}, true
		}
	}
	if i := len(path) - 2; r.target == nil && n == act.NameSubsection && i >= 0 && path[i].Name == act.NameSection {
		return [][]act.Step{path[:i+1]}, b.state.known
	}
	return b.paths(r.target)
}

func insert(b *building) ([]amend.Operation, bool) {
	paths, ok := b.home()
	if !ok || len(paths) != 1 {
		return nil, false
	}
	return b.into(paths[0], amend.Operation{})
}

// add puts units last; one whose label begins with another's goes by its label.
func add(b *building) ([]amend.Operation, bool) {
	paths, ok := b.home()
	if !ok || len(paths) != 1 {
		return nil, false
	}
	return b.into(paths[0], amend.Operation{At: amend.End})
}

func addTo(b *building) ([]amend.Operation, bool) {
	if b.reading.target == nil || b.reading.target.text {
		return nil, false
	}
	return add(b)
}

func insertAfter(b *building) ([]amend.Operation, bool)  { return b.anchored(amend.After) }
func insertBefore(b *building) ([]amend.Operation, bool) { return b.anchored(amend.Before) }

// anchored adds beside a unit, to the unit that holds it.
func (b *building) anchored(at amend.Where) ([]amend.Operation, bool) {
	r := b.reading
	if r.anchor == nil || r.anchor.text || len(r.anchor.paths) != 1 {
		return nil, false
	}
	if r.target != nil {
		homes, ok := b.paths(r.target)
		if !ok || len(homes) != 1 {
			return nil, false
		}
		s := *b.state
		s.path = homes[0]
		b.state = &s
	}
	paths, ok := b.paths(r.anchor)
	if !ok {
		return nil, false
	}
	path := paths[0]
	return b.into(path[:len(path)-1], amend.Operation{At: at, Anchor: &act.Address{Steps: path}})
}

// into is the insertion of the payload into a unit.
func (b *building) into(home []act.Step, o amend.Operation) ([]amend.Operation, bool) {
	lines, ok := b.lines()
	if !ok {
		return nil, false
	}
	k := b.reading.kind
	o.Kind, o.Targets, o.Lines = amend.Insertion, addresses([][]act.Step{home}), lines
	if k.name == act.NameSentence {
		if k.ordinal != 0 || k.many || len(lines) != 1 {
			return nil, false
		}
		if o.At == amend.End {
			o.At = ""
		}
		o.Named = []act.Step{{Name: act.NameSentence}}
		return b.one(o)
	}
	tops, err := act.ParseBlocks(lines, act.English)
	if err != nil {
		return nil, false
	}
	switch {
	case tops[0].Kind == act.KindTable:
		ok = b.rows(&o, tops)
	case tops[0].Kind == act.KindLine:
		ok = b.unlabelled(&o, tops)
	default:
		ok = b.labelled(&o, home, tops)
	}
	if !ok {
		return nil, false
	}
	return b.one(o)
}

func (b *building) rows(o *amend.Operation, tops []*act.Block) bool {
	k := b.reading.kind
	if k.name == act.NameColumn && !k.many && len(tops) == 1 && len(k.steps) == 0 {
		if slices.ContainsFunc(tops[0].Children, func(row *act.Block) bool { return len(row.Cells) != 1 }) {
			return false
		}
		if o.At == amend.End {
			o.At = ""
		}
		if k.ordinal < 0 || k.ordinal > 0 && o.Anchor != nil {
			return false
		}
		o.Named = []act.Step{{Name: act.NameColumn, Ordinal: k.ordinal}}
		return true
	}
	if k.name != act.NameRow && k.name != "" || k.ordinal != 0 || len(tops) != 1 || k.name != "" && k.many != (len(tops[0].Children) > 1) {
		return false
	}
	o.Named = []act.Step{{Name: act.NameRow}}
	return true
}

// unlabelled adds lines: subparagraphs of a numbered paragraph, paragraphs of an
// article without numbers.
func (b *building) unlabelled(o *amend.Operation, tops []*act.Block) bool {
	k := b.reading.kind
	if k.name != act.NameSubparagraph && k.name != act.NameParagraph || len(k.steps) > 0 || k.many != (len(tops) > 1) {
		return false
	}
	if o.At == amend.End {
		o.At = ""
	}
	if k.ordinal < 0 || k.ordinal > 0 && o.Anchor != nil {
		return false
	}
	o.Named = []act.Step{{Name: act.NameLine, Ordinal: k.ordinal}}
	return k.ordinal == 0 || len(tops) == 1
}

func (b *building) labelled(o *amend.Operation, home []act.Step, tops []*act.Block) bool {
	k := b.reading.kind
	if k.ordinal != 0 || k.name == act.NameRow || k.name == act.NameColumn || len(k.steps) > 0 && len(k.steps) != len(tops) || k.name != "" && k.many != (len(tops) > 1) {
		return false
	}
	for i, t := range tops {
		if k.name == "" {
			break
		}
		step := act.Step{Name: k.name}
		if len(k.steps) > 0 {
			step.Num = k.steps[i].Num
			if step.Num != t.Num {
				return false
			}
		}
		o.Named = append(o.Named, step)
	}
	if o.At == amend.End && !series.Plain(tops[0].Num) {
		o.At = ""
	}
	if name := b.changed(home, tops[0]); name != "" && series.Plain(tops[0].Num) {
		b.change = &change{home: home, step: act.Step{Name: name, Num: tops[0].Num}, by: len(tops)}
	}
	return true
}

// changed is the name by which the units behind added ones are called.
func (b *building) changed(home []act.Step, top *act.Block) act.Name {
	switch {
	case b.reading.kind.name != "":
		return b.reading.kind.name
	case top.Kind.Headed():
		return act.Name(top.Kind)
	case top.Kind == act.KindNumber:
		return act.NameParagraph
	case len(home) > 0:
		return act.NameItem
	}
	return ""
}

// addAnnex adds an annex of the amending text as an annex.
func addAnnex(b *building) ([]amend.Operation, bool) {
	w := b.reading.target
	if w == nil || len(w.paths) != 1 || len(w.paths[0]) != 1 || w.paths[0][0].Name != act.NameAnnex {
		return nil, false
	}
	lines, ok := b.lines()
	if !ok {
		return nil, false
	}
	return b.one(amend.Operation{Kind: amend.Insertion, Targets: []act.Address{{}}, Lines: lines, Named: slices.Clone(w.paths[0])})
}
