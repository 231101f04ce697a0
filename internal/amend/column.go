package amend

import (
	"slices"

	"chancery.example/chancery/internal/act"
)

// table is the one table of a spot.
func (r *run) table(s act.Spot) (*act.Block, error) {
	if s.Block.Kind == act.KindTable {
		return s.Block, nil
	}
	spot, err := r.find(act.Address{ID: s.Block.ID, Steps: []act.Step{{Name: act.NameTable}}})
	return spot.Block, err
}

// insertColumn adds a column to the one table of a unit. The payload is a cell for
// each row of the table, the head first; or the head alone, over empty cells.
func (r *run) insertColumn(s act.Spot, tops []*act.Block) error {
	table, err := r.table(s)
	switch {
	case err != nil:
		return err
	case len(r.op.Named) != 1:
		return refuse(Unclear, table.ID, "columns one by one")
	case len(tops) != 1 || tops[0].Kind != act.KindTable:
		return refuse(Payload, table.ID, tops[0].Line())
	}
	cells := tops[0].Children
	if len(cells) != 1 && len(cells) != len(table.Children) {
		return &Refusal{Reason: Payload, Block: table.ID, Found: len(cells), Detail: "a cell for each row"}
	}
	head := table.Children[0].Cells
	for i, c := range cells {
		if len(c.Cells) != 1 || len(table.Children[i].Cells) != len(head) {
			return refuse(Payload, table.ID, c.Line())
		}
	}
	name := act.Fold(cells[0].Cells[0].Text)
	switch {
	case r.op.Named[0].Num != "" && act.Fold(r.op.Named[0].Num) != name:
		return refuse(Mismatch, table.ID, cells[0].Line())
	case name != "" && slices.ContainsFunc(head, func(w act.Words) bool { return act.Fold(w.Text) == name }):
		return refuse(Taken, table.ID, cells[0].Line())
	}
	at, err := r.columnIndex(table)
	if err != nil {
		return err
	}
	now := *table
	now.Children = slices.Clone(table.Children)
	for i, row := range table.Children {
		if len(row.Cells) != len(head) {
			return refuse(Payload, row.ID, row.Line())
		}
		n := *row
		words := act.Words{}
		if i < len(cells) {
			words = act.Write(cells[i].Cells[0].Text, r.by)
		}
		n.Cells = slices.Insert(slices.Clone(row.Cells), at, words)
		n.Held = moved(row.Held, at, 1)
		now.Children[i] = &n
	}
	r.text = r.text.With(table.ID, &now)
	return nil
}

// columnIndex is where a column goes, from 0: beside the anchor, by its ordinal, or
// last.
func (r *run) columnIndex(table *act.Block) (int, error) {
	n := len(table.Children[0].Cells)
	if r.op.Anchor != nil {
		a, err := r.anchor()
		if err != nil {
			return 0, err
		}
		if a.Part != act.PartColumn || a.Block.ID != table.ID {
			return 0, refuse(Unclear, a.Block.ID, "an anchor that is no column of the table")
		}
		if r.op.At == After {
			return a.Cell + 1, nil
		}
		return a.Cell, nil
	}
	switch k := r.op.Named[0].Ordinal; {
	case k < 0 || k > n+1:
		return 0, &Refusal{Reason: Absent, Block: table.ID, Found: n, Detail: "the column before"}
	case k > 0:
		return k - 1, nil
	}
	return n, nil
}
