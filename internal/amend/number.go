package amend

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
)

// countsLines says whether a renumbering is one of абзацы, which have no numbers
// to change.
func (r *run) countsLines() bool {
	for _, a := range r.op.Targets {
		if n := len(a.Steps); n == 0 || a.Steps[n-1].Name != act.NameLine {
			return false
		}
	}
	return true
}

// recount accepts that lines are counted anew, where this amender added or
// removed some. Rule 12.
func (r *run) recount() error {
	for _, a := range r.op.Targets {
		r.at = a
		unit := act.Address{ID: a.ID, Steps: a.Steps[:len(a.Steps)-1]}
		spot, err := r.find(unit)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(r.past, func(d done) bool { return d.shifted && d.id() == spot.Block.ID }) {
			return refuse(Unclear, spot.Block.ID, "lines counted anew though none came or went")
		}
	}
	return nil
}

func (r *run) renumber(spots []act.Spot) error {
	for _, s := range spots {
		if s.Part != act.PartWhole || !s.Block.Kind.Labelled() || s.Block.Num == "" {
			return refuse(Unclear, s.Block.ID, "a number for what has none")
		}
	}
	home := r.home(spots[0].Block)
	kind := spots[0].Block.Kind
	units, numbers, err := r.moves(spots, home)
	if err != nil {
		return err
	}
	for i, b := range units {
		if b.Kind != kind || r.home(b) != home {
			return refuse(Unclear, b.ID, "units of different kinds or places")
		}
		if slices.Contains(numbers[:i], numbers[i]) {
			return refuse(Taken, b.ID, numbers[i])
		}
	}
	for _, b := range r.text.Numbered(home, kind) {
		if !slices.Contains(units, b) && slices.Contains(numbers, b.Num) {
			return refuse(Taken, b.ID, b.Num)
		}
	}
	for i, b := range units {
		label := relabel(b, numbers[i])
		if tops, err := act.ParseBlocks([]string{label}, r.text.Lang); err != nil || tops[0].Kind != kind || tops[0].Num != numbers[i] {
			return refuse(Mismatch, b.ID, label)
		}
		// A unit that was moved already is a fresh copy; its ID still finds it.
		r.put(r.text.Block(b.ID), func(n *act.Block) { n.Num, n.Label, n.By = numbers[i], label, r.by })
	}
	return nil
}

// moves lists the units that get numbers, and the numbers.
func (r *run) moves(spots []act.Spot, home *act.Block) (units []*act.Block, numbers []string, err error) {
	if r.op.Shift == 0 {
		for _, s := range spots {
			units = append(units, s.Block)
		}
		return units, r.op.Numbers, nil
	}
	list := r.text.Numbered(home, spots[0].Block.Kind)
	for _, b := range list[slices.Index(list, spots[0].Block):] {
		num, ok := shifted(b.Num, b.Kind, r.op.Shift)
		if !ok {
			return nil, nil, refuse(Unclear, b.ID, b.Num)
		}
		units, numbers = append(units, b), append(numbers, num)
	}
	return units, numbers, nil
}

// shifted is the number so many places on, for plain numbers, letters and roman
// numerals.
func shifted(num string, kind act.Kind, by int) (string, bool) {
	if n, err := strconv.Atoi(num); err == nil && n+by > 0 {
		return strconv.Itoa(n + by), true
	}
	list := strings.Split("а б в г д е ж з и к л м н о п р с т", " ")
	switch {
	case kind == act.KindRoman:
		list = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	case kind == act.KindCapital:
		list = strings.Split("ABCDEFGH", "")
	case kind == act.KindLetter && num >= "a" && num <= "h":
		list = strings.Split("abcdefgh", "")
	}
	i := slices.Index(list, num)
	if i < 0 || i+by < 0 || i+by >= len(list) {
		return "", false
	}
	return list[i+by], true
}
