package amend

import (
	"slices"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
)

// insert adds units, lines, sentences or rows to a unit. Rules 10 and 12.
func (r *run) insert(s act.Spot) error {
	named := act.Name("")
	if len(r.op.Named) > 0 {
		named = r.op.Named[0].Name
	}
	if named == act.NameSentence {
		return r.insertSentence(s)
	}
	tops, err := r.parsed(s.Block.Children...)
	if err != nil {
		return err
	}
	if named == act.NameColumn {
		return r.insertColumn(s, tops)
	}
	if s.Part != act.PartWhole || s.Block.Kind == act.KindLine || s.Block.Kind == act.KindRow {
		return refuse(Unclear, s.Block.ID, "an addition to a part of a unit")
	}
	kind := tops[0].Kind
	for _, c := range tops {
		if c.Kind != kind && (c.Kind.Labelled() || kind.Labelled()) {
			return refuse(Payload, s.Block.ID, c.Line())
		}
	}
	switch {
	case kind.Labelled() && (s.Block.Kind == act.KindAct || s.Block.Kind.Labelled()):
		return r.insertUnits(s.Block, tops)
	case kind == act.KindTable && len(tops) == 1 && (named == act.NameRow || named == ""):
		return r.insertRows(s, tops[0].Children)
	case kind == act.KindLine && (named == act.NameLine || named == ""):
		return r.insertLines(s.Block, tops)
	}
	return refuse(Payload, s.Block.ID, tops[0].Line())
}

// anchor is the child of some list beside which something is put.
func (r *run) anchor() (act.Spot, error) { return r.find(*r.op.Anchor) }

func (r *run) insertSentence(s act.Spot) error {
	line, err := r.single(s)
	if err != nil {
		return err
	}
	if r.op.Anchor != nil {
		a, err := r.anchor()
		if err != nil {
			return err
		}
		if a.Part != act.PartSentence {
			return refuse(Unclear, a.Block.ID, "a sentence beside what is none")
		}
		at, add := a.To, " "+line
		if r.op.At == Before {
			at, add = a.From, line+" "
		}
		r.put(a.Block, func(b *act.Block) { b.Words = b.Words.Splice(at, at, add, r.by) })
		return nil
	}
	b := s.Block
	if s.Part == act.PartWhole {
		if b = end(b); b == nil || b.Kind.Headed() {
			return refuse(Unclear, s.Block.ID, "no words to end with")
		}
	} else if s.Part != act.PartWords || b.Kind.Headed() {
		return refuse(Unclear, b.ID, "a sentence in what is no line")
	}
	r.put(b, func(n *act.Block) { n.Words = n.Words.Splice(len(n.Words.Text), len(n.Words.Text), " "+line, r.by) })
	return nil
}

func (r *run) insertUnits(home *act.Block, tops []*act.Block) error {
	if n := len(r.op.Named); n > 0 && n != len(tops) {
		return &Refusal{Reason: Mismatch, Block: home.ID, Found: len(tops), Detail: tops[0].Label}
	}
	prev := act.ID("")
	for i, now := range tops {
		home = r.text.Block(home.ID)
		if len(r.op.Named) > 0 {
			step := r.op.Named[i]
			if step.Num != "" && step.Num != now.Num || !r.canBe(home, step, now.Kind) {
				return refuse(Mismatch, home.ID, now.Label)
			}
		}
		if r.taken(home, now.Kind, now.Num) {
			return refuse(Taken, home.ID, now.Num)
		}
		if err := r.below(now, r.text.Path(home.ID)); err != nil {
			return err
		}
		parent, at, err := r.place(home, now, prev)
		if err != nil {
			return err
		}
		r.signed(now)
		r.text = r.text.Insert(parent, at, now)
		prev = now.ID
	}
	return nil
}

// canBe says whether a unit of a kind is what a step's name can mean under b; a
// пункт can be "N." or "N)" where there is none yet.
func (r *run) canBe(b *act.Block, s act.Step, kind act.Kind) bool {
	if slices.Contains(r.text.Kinds(b, s), kind) {
		return true
	}
	return r.text.Lang == act.Russian && s.Name == act.NamePoint && kind == act.KindNumber && len(r.text.Numbered(b, act.KindBracket)) == 0
}

// place is where a new unit goes: after prev, beside the anchor, or by its
// number.
func (r *run) place(home, now *act.Block, prev act.ID) (act.ID, int, error) {
	if prev != "" && r.op.Anchor != nil {
		parent, i := r.text.Parent(prev)
		return parent.ID, i + 1, nil
	}
	list := r.text.Numbered(home, now.Kind)
	if r.op.Anchor != nil {
		a, err := r.anchor()
		if err != nil {
			return "", 0, err
		}
		if a.Part != act.PartWhole || !slices.Contains(list, a.Block) {
			return "", 0, refuse(Unclear, a.Block.ID, "an anchor of another kind or place")
		}
		parent, i := r.text.Parent(a.Block.ID)
		if r.op.At == After {
			i++
		}
		return parent.ID, i, nil
	}
	if len(list) == 0 {
		return r.first(home, now)
	}
	if last := list[len(list)-1]; r.op.At == End && act.CompareNumbers(last.Num, now.Num, now.Kind) < 0 {
		parent, i := r.text.Parent(last.ID)
		return parent.ID, i + 1, nil
	}
	at := -1
	for i, b := range list {
		if act.CompareNumbers(b.Num, now.Num, now.Kind) < 0 {
			if at != i-1 {
				return "", 0, refuse(Unclear, b.ID, "numbers out of order")
			}
			at = i
		}
	}
	if at < 0 {
		parent, i := r.text.Parent(list[0].ID)
		return parent.ID, i, nil
	}
	parent, i := r.text.Parent(list[at].ID)
	return parent.ID, i + 1, nil
}

// first is where the first unit of its kind goes: at the end, before annexes.
func (r *run) first(home, now *act.Block) (act.ID, int, error) {
	at := len(home.Children)
	for i, c := range home.Children {
		switch {
		case c.Kind == act.KindAnnex && now.Kind != act.KindAnnex:
			at = min(at, i)
		case c.Kind.Labelled() && now.Kind != act.KindAnnex:
			return "", 0, refuse(Unclear, c.ID, "units of another kind")
		}
	}
	return home.ID, at, nil
}

func (r *run) insertLines(home *act.Block, tops []*act.Block) error {
	if home.Kind == act.KindAct || home.Kind == act.KindTable {
		return refuse(Unclear, home.ID, "a line of no unit")
	}
	at, err := r.lineIndex(home, len(tops))
	if err != nil {
		return err
	}
	for _, c := range tops {
		r.signed(c)
	}
	r.shifts(home)
	r.text = r.text.Insert(home.ID, at, tops...)
	return nil
}

// lineIndex is the index among the children where new lines go.
func (r *run) lineIndex(home *act.Block, n int) (int, error) {
	lines := act.Lines(home)
	after := func(s act.Spot) int { return slices.Index(home.Children, s.Block) + 1 }
	if r.op.Anchor != nil {
		a, err := r.anchor()
		switch {
		case err != nil:
			return 0, err
		case !slices.Contains(lines, a), a.Block == home && r.op.At == Before:
			return 0, refuse(Unclear, a.Block.ID, "an anchor that is no line of the unit")
		case r.op.At == Before:
			return after(a) - 1, nil
		}
		return after(a), nil
	}
	if len(r.op.Named) == 0 || r.op.Named[0].Ordinal == 0 {
		if slices.ContainsFunc(home.Children, func(c *act.Block) bool { return c.Kind.Labelled() }) {
			return 0, refuse(Unclear, home.ID, "a last line after items")
		}
		return len(home.Children), nil
	}
	first := r.op.Named[0].Ordinal
	for i, s := range r.op.Named {
		if s.Ordinal != first+i {
			return 0, refuse(Mismatch, home.ID, "ordinals out of order")
		}
	}
	switch {
	case len(r.op.Named) != n:
		return 0, &Refusal{Reason: Mismatch, Block: home.ID, Found: n, Detail: "as many lines as named"}
	case first > len(lines)+1 || first < 1:
		return 0, &Refusal{Reason: Absent, Block: home.ID, Found: len(lines), Detail: "the line before"}
	case first > 1:
		return after(lines[first-2]), nil
	case len(lines) == 0:
		return 0, nil
	case lines[0].Block == home:
		return 0, refuse(Unclear, home.ID, "a line before the words beside the label")
	}
	return after(lines[0]) - 1, nil
}

// insertRows adds rows to the one table of a unit.
func (r *run) insertRows(s act.Spot, rows []*act.Block) error {
	table, err := r.table(s)
	if err != nil {
		return err
	}
	prev := act.ID("")
	for i, row := range rows {
		table = r.text.Block(table.ID)
		if num := r.rowNumber(i, len(rows)); num != "" && act.Fold(strings.TrimSuffix(row.Cells[0].Text, ".")) != act.Fold(num) {
			return refuse(Mismatch, table.ID, row.Cells[0].Text)
		}
		if len(row.Cells) != len(table.Children[0].Cells) {
			return refuse(Payload, table.ID, row.Line())
		}
		at := 0
		if prev != "" && r.op.Anchor != nil {
			_, at = r.text.Parent(prev)
			at++
		} else if at, err = r.rowIndex(table, row); err != nil {
			return err
		}
		r.signed(row)
		r.text = r.text.Insert(table.ID, at, row)
		prev = row.ID
	}
	return nil
}

// rowNumber is what the prose calls the added row at i, "" if it does not say; a
// number that is wanted of too few or too many rows matches none.
func (r *run) rowNumber(i, rows int) string {
	switch n := r.op.Named; {
	case len(n) == 0 || n[0].Num == "":
		return ""
	case len(n) != rows:
		return "\x00"
	default:
		return n[i].Num
	}
}

// rowIndex is where a row goes: beside the anchor, by the number in its first
// cell, or last.
func (r *run) rowIndex(table, row *act.Block) (int, error) {
	num := strings.TrimSuffix(row.Cells[0].Text, ".")
	numbered := num != "" && !strings.ContainsFunc(num, unicode.IsLetter)
	at := -1
	for i, c := range table.Children[1:] {
		have := strings.TrimSuffix(c.Cells[0].Text, ".")
		switch {
		case numbered && have == num:
			return 0, refuse(Taken, c.ID, num)
		case !numbered || have == "" || strings.ContainsFunc(have, unicode.IsLetter):
		case act.CompareNumbers(have, num, act.KindNumber) < 0:
			if at < -1 && r.op.Anchor == nil {
				return 0, refuse(Unclear, c.ID, "numbers out of order")
			}
			at = i + 1
		case at < 0:
			at = -2 - i // before this row, unless one of a lower number comes
		}
	}
	if r.op.Anchor != nil {
		a, err := r.anchor()
		if err != nil {
			return 0, err
		}
		i := slices.Index(table.Children, a.Block)
		if i < 1 || a.Part != act.PartWhole {
			return 0, refuse(Unclear, a.Block.ID, "an anchor that is no row of the table")
		}
		if r.op.At == After {
			i++
		}
		return i, nil
	}
	switch {
	case !numbered || r.op.At == End || at == -1:
		return len(table.Children), nil
	case at < -1:
		return -at - 1, nil
	}
	return at + 1, nil
}
