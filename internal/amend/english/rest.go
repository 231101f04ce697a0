package english

import (
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

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

func suspendWords(b *building) ([]amend.Operation, bool) { return b.partForce(amend.Suspension) }
func restoreWords(b *building) ([]amend.Operation, bool) { return b.partForce(amend.Restoration) }

// partForce is what becomes of the force of words.
func (b *building) partForce(kind amend.Kind) ([]amend.Operation, bool) {
	paths, ok := b.paths(b.reading.target)
	old := b.reading.old
	if !ok || old.mark || !old.plain() || old.text == "" {
		return nil, false
	}
	return b.one(amend.Operation{Kind: kind, Targets: addresses(paths), Old: old.text, Until: b.reading.until})
}

// join makes one unit of several, under the number of the first.
func join(b *building) ([]amend.Operation, bool) {
	r := b.reading
	paths, ok := b.paths(r.target)
	if !ok || r.target == nil || r.target.text || len(paths) < 2 {
		return nil, false
	}
	first := paths[0][len(paths[0])-1]
	if n := r.numbers; n != nil && (len(n) != 1 || len(n[0]) != 1 || n[0][0] != first.Num) {
		return nil, false
	}
	return b.one(amend.Operation{Kind: amend.Join, Targets: addresses(paths)})
}

// split makes two units of one.
func split(b *building) ([]amend.Operation, bool) {
	r := b.reading
	paths, ok := b.paths(r.target)
	if !ok || r.target == nil || r.target.text || len(paths) != 1 || !r.old.plain() || r.old.mark || len(r.numbers) != 1 || len(r.numbers[0]) != 1 || !labelled(paths[0]) {
		return nil, false
	}
	return b.one(amend.Operation{Kind: amend.Split, Targets: addresses(paths), Old: r.old.text, Numbers: r.numbers[0]})
}

// labelled says whether a path ends at a unit with a number.
func labelled(path []act.Step) bool { return len(path) > 0 && path[len(path)-1].Num != "" }

// ends says whether the end of a unit is that of a path: "the end of the subsection"
// of section 5(1).
func ends(path []act.Step, of act.Name) bool {
	n := len(path)
	if of == "" || n > 0 && path[n-1].Name == of {
		return true
	}
	at := slices.IndexFunc(path, func(s act.Step) bool { return s.Name == act.NameSection })
	names := []act.Name{act.NameSection, act.NameSubsection, act.NameParagraph, act.NameSubparagraph}
	return at >= 0 && n > at+1 && n-1-at < len(names) && path[n-1].Name == act.NameItem && names[n-1-at] == of
}
