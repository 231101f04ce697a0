package english

import "chancery.example/chancery/internal/amend"

func suspend(b *building) ([]amend.Operation, bool) { return b.force(amend.Suspension) }
func restore(b *building) ([]amend.Operation, bool) { return b.force(amend.Restoration) }
func extend(b *building) ([]amend.Operation, bool)  { return b.force(amend.Extension) }

// force is what becomes of the force of units.
func (b *building) force(kind amend.Kind) ([]amend.Operation, bool) {
	w := b.reading.target
	if w == nil || w.text {
		return nil, false
	}
	paths, ok := b.paths(w)
	if !ok {
		return nil, false
	}
	return b.one(amend.Operation{Kind: kind, Targets: addresses(paths), Until: b.reading.until})
}
