package preparation

import (
	"slices"
	"strconv"
)

// A Place is where an item stands while an agenda is put into an order.
type Place struct {
	Item string // its id
	Part bool   // it is a part of the last item before it that is none
}

// block returns where the item at i ends with its parts.
func block(rows []Place, i int) int {
	end := i + 1
	for !rows[i].Part && end < len(rows) && rows[end].Part {
		end++
	}
	return end
}

// head returns where the item begins that the row before i belongs to.
func head(rows []Place, i int) int {
	i--
	for i > 0 && rows[i].Part {
		i--
	}
	return i
}

// Up returns the rows with the item at i one place higher: with its parts before the
// item above, or a part before the part above. What cannot go higher stays.
func Up(rows []Place, i int) []Place {
	if i <= 0 || i >= len(rows) {
		return rows
	}
	if rows[i].Part {
		if !rows[i-1].Part {
			return rows
		}
		return move(rows, i, i+1, i-1)
	}
	return move(rows, i, block(rows, i), head(rows, i))
}

// Down returns the rows with the item at i one place lower.
func Down(rows []Place, i int) []Place {
	if i < 0 || i >= len(rows) {
		return rows
	}
	end := block(rows, i)
	if end >= len(rows) || rows[i].Part && !rows[end].Part {
		return rows
	}
	return Up(rows, end)
}

// In returns the rows with the item at i made the last part of the item above. An
// item that has parts, and the first, stay.
func In(rows []Place, i int) []Place {
	if i <= 0 || i >= len(rows) || rows[i].Part || block(rows, i) > i+1 {
		return rows
	}
	rows = slices.Clone(rows)
	rows[i].Part = true
	return rows
}

// Out returns the rows with the part at i made an item of its own, after the one that
// it was a part of.
func Out(rows []Place, i int) []Place {
	if i <= 0 || i >= len(rows) || !rows[i].Part {
		return rows
	}
	end := block(rows, head(rows, i))
	rows = slices.Clone(rows)
	x := rows[i]
	x.Part = false
	return slices.Insert(slices.Delete(rows, i, i+1), end-1, x)
}

// move returns the rows with those from one place to before another put at a place
// above them.
func move(rows []Place, from, to, at int) []Place {
	moved := slices.Clone(rows[from:to])
	return slices.Insert(slices.Delete(slices.Clone(rows), from, to), at, moved...)
}

// Sound returns the rows with a first one that is no part.
func Sound(rows []Place) []Place {
	if len(rows) > 0 && rows[0].Part {
		rows = slices.Clone(rows)
		rows[0].Part = false
	}
	return rows
}

// Numbers returns the numbers of rows: "3", or "3.1" for a part.
func Numbers(rows []Place) []string {
	all := make([]string, len(rows))
	top, part := 0, 0
	for i, r := range rows {
		if r.Part && top > 0 {
			part++
			all[i] = strconv.Itoa(top) + "." + strconv.Itoa(part)
			continue
		}
		top, part = top+1, 0
		all[i] = strconv.Itoa(top)
	}
	return all
}
