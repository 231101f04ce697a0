package amend

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chancery.example/chancery/internal/act"
)

// signed gives every block below and with b its source, and IDs of this
// operation to those that have none.
func (r *run) signed(b *act.Block) *act.Block {
	if b.ID == "" {
		r.fresh++
		b.ID = act.ID(r.by.Amender + ":" + strconv.Itoa(r.by.Operation) + ":" + strconv.Itoa(r.fresh))
	}
	b.By = r.by
	b.Words = act.Write(b.Words.Text, r.by)
	for i := range b.Cells {
		b.Cells[i] = act.Write(b.Cells[i].Text, r.by)
	}
	for _, c := range b.Children {
		r.signed(c)
	}
	return b
}

// adopt gives a new wording the permanent IDs of the old one, where the same
// number or the same place says the same unit.
func adopt(now, old *act.Block) {
	now.ID = old.ID
	lines := 0
	for _, c := range now.Children {
		if !c.Kind.Labelled() {
			if i := nth(old.Children, c.Kind, lines); i >= 0 && c.Kind == act.KindLine {
				c.ID = old.Children[i].ID
			}
			if c.Kind == act.KindLine {
				lines++
			}
			continue
		}
		twin := func(o *act.Block) bool { return o.Kind == c.Kind && o.Num == c.Num }
		first := slices.IndexFunc(now.Children, twin)
		if i := slices.IndexFunc(old.Children, twin); i >= 0 && now.Children[first] == c {
			adopt(c, old.Children[i])
		}
	}
}

func nth(list []*act.Block, kind act.Kind, n int) int {
	for i, b := range list {
		if b.Kind == kind {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return -1
}

// parsed are the blocks of the payload, to stand with or for the blocks near.
func (r *run) parsed(near ...*act.Block) ([]*act.Block, error) {
	tops, err := act.ParseBlocks(r.op.Lines, r.text.Lang)
	if err == nil && r.text.Style == act.StyleCode {
		for _, c := range tops {
			follow(c, near)
		}
	}
	return tops, err
}

// follow gives a letter or roman numeral the kind of the list that it joins:
// after (h), "(i)" is a letter.
func follow(b *act.Block, near []*act.Block) {
	twins := map[act.Kind]act.Kind{act.KindLetter: act.KindRoman, act.KindRoman: act.KindLetter, act.KindCapital: act.KindUpper, act.KindUpper: act.KindCapital}
	has := func(k act.Kind) bool {
		return slices.ContainsFunc(near, func(n *act.Block) bool { return n.Kind == k })
	}
	if twin := twins[b.Kind]; twin != "" && has(twin) && !has(b.Kind) {
		b.Kind = twin
	}
}

// single is the one line of the payload.
func (r *run) single(s act.Spot) (string, error) {
	if len(r.op.Lines) != 1 {
		return "", refuse(Payload, s.Block.ID, "more than one line")
	}
	return strings.TrimSpace(r.op.Lines[0]), nil
}

func (r *run) substitute(s act.Spot) error {
	switch {
	case s.Part == act.PartSentence:
		line, err := r.single(s)
		if err != nil {
			return err
		}
		r.put(s.Block, func(b *act.Block) { b.Words = b.Words.Splice(s.From, s.To, line, r.by) })
		return nil
	case s.Part == act.PartCell:
		line, err := r.single(s)
		if err == nil && strings.Contains(line, "|") {
			err = refuse(Payload, s.Block.ID, line)
		}
		if err != nil {
			return err
		}
		r.put(s.Block, func(b *act.Block) {
			b.Cells = slices.Clone(b.Cells)
			b.Cells[s.Cell] = act.Write(line, r.by)
		})
		return nil
	case s.Part == act.PartColumn:
		return refuse(Unclear, s.Block.ID, "a column in a new wording")
	case s.Part == act.PartWords:
		return r.substituteWords(s)
	case s.Block.Kind == act.KindAct:
		return r.substituteAct()
	}
	tops, err := r.parsed(s.Block)
	if err != nil {
		return err
	}
	switch s.Block.Kind {
	case act.KindLine, act.KindPreamble:
		return r.substituteLines(s.Block, tops)
	case act.KindRow, act.KindTable:
		return r.substituteTable(s.Block, tops)
	}
	return r.substituteUnits([]*act.Block{s.Block}, tops)
}

// substituteWords gives a heading, a title or the first абзац of a numbered unit
// a new wording. The label may be quoted with it (rule 12).
func (r *run) substituteWords(s act.Spot) error {
	b := s.Block
	tops, err := r.parsed()
	if err != nil {
		return err
	}
	if b.Kind.Headed() {
		if _, err := r.single(s); err != nil {
			return err
		}
	}
	first := tops[0]
	switch {
	case first.Kind == act.KindLine || b.Kind == act.KindAct:
		first.Words.Text = strings.TrimSpace(r.op.Lines[0])
	case first.Kind != b.Kind || first.Num != b.Num:
		return refuse(Mismatch, b.ID, first.Label)
	case first.Words.Text == "":
		return refuse(Payload, b.ID, first.Label)
	}
	more := slices.Concat(first.Children, tops[1:])
	if slices.ContainsFunc(more, func(c *act.Block) bool { return c.Kind != act.KindLine }) {
		return refuse(Payload, b.ID, "units in a line of words")
	}
	for _, c := range more {
		r.signed(c)
	}
	r.put(b, func(n *act.Block) {
		n.Words = act.Write(first.Words.Text, r.by)
		n.Children = append(more, b.Children...)
	})
	return nil
}

func (r *run) substituteAct() error {
	t, err := act.ParsePlain(strings.Join(r.op.Lines, "\n"), r.text.Lang)
	if err != nil {
		return err
	}
	r.signed(t.Root)
	r.text = &act.Text{Lang: t.Lang, Style: t.Style, Root: t.Root}
	return nil
}

func (r *run) substituteLines(b *act.Block, tops []*act.Block) error {
	for _, c := range tops {
		if c.Kind != act.KindLine {
			return refuse(Payload, b.ID, c.Label)
		}
	}
	if b.Kind == act.KindPreamble {
		adopt(&act.Block{Children: tops}, b)
		for _, c := range tops {
			r.signed(c)
		}
		r.put(b, func(n *act.Block) { n.Children = tops })
		return nil
	}
	tops[0].ID = b.ID
	for _, c := range tops {
		r.signed(c)
	}
	r.text = r.text.With(b.ID, tops...)
	return nil
}

func (r *run) substituteTable(b *act.Block, tops []*act.Block) error {
	if len(tops) != 1 || tops[0].Kind != act.KindTable {
		return refuse(Payload, b.ID, "not rows of a table")
	}
	now := tops[0]
	if b.Kind == act.KindTable {
		now.ID = b.ID
		for _, row := range now.Children {
			if len(row.Cells) != len(now.Children[0].Cells) {
				return refuse(Payload, b.ID, row.Line())
			}
		}
	} else {
		row := now.Children[0]
		if len(now.Children) != 1 || len(row.Cells) != len(b.Cells) {
			return refuse(Payload, b.ID, row.Line())
		}
		if old := b.Cells[0].Text; row.Cells[0].Text != old && !strings.ContainsFunc(old, unicode.IsLetter) {
			return refuse(Mismatch, b.ID, row.Cells[0].Text)
		}
		row.ID = b.ID
		now = row
	}
	r.text = r.text.With(b.ID, r.signed(now))
	return nil
}

// substituteAll splits one quotation over several units.
func (r *run) substituteAll(spots []act.Spot) error {
	var olds []*act.Block
	for _, s := range spots {
		if s.Part != act.PartWhole || !s.Block.Kind.Labelled() {
			return refuse(Unclear, s.Block.ID, "several wordings in one quotation")
		}
		olds = append(olds, s.Block)
	}
	tops, err := r.parsed(olds...)
	if err != nil {
		return err
	}
	return r.substituteUnits(olds, tops)
}

func (r *run) substituteUnits(olds, tops []*act.Block) error {
	if len(tops) != len(olds) {
		return &Refusal{Reason: Payload, Block: olds[0].ID, Found: len(tops), Detail: tops[0].Line()}
	}
	for i, now := range tops {
		old := r.text.Block(olds[i].ID)
		if old == nil {
			return refuse(Contradiction, olds[i].ID, "one target holds another")
		}
		if now.Kind != old.Kind || now.Num != old.Num {
			return refuse(Mismatch, old.ID, now.Label)
		}
		if err := r.fits(now, old.ID); err != nil {
			return err
		}
		adopt(now, old)
		r.text = r.text.With(old.ID, r.signed(now))
	}
	return nil
}

// fits refuses units that the plain form would read as units of a level above.
func (r *run) fits(now *act.Block, old act.ID) error {
	path := r.text.Path(old)
	return r.below(now, path[:len(path)-1])
}

func (r *run) below(now *act.Block, above []*act.Block) error {
	var why error
	now.Walk(func(b *act.Block) bool {
		for _, up := range above {
			if b.Kind.Labelled() && b.Kind == up.Kind {
				why = refuse(Payload, up.ID, b.Label)
			}
		}
		return why == nil
	})
	return why
}

func (r *run) replace(s act.Spot) error {
	tops, err := r.parsed(s.Block)
	if err != nil {
		return err
	}
	b := s.Block
	if s.Part != act.PartWhole || !b.Kind.Labelled() {
		return refuse(Unclear, b.ID, "a replacement of what is no unit")
	}
	path := r.text.Path(b.ID)
	for i, now := range tops {
		if now.Kind != b.Kind {
			return refuse(Mismatch, b.ID, now.Line())
		}
		if err := r.below(now, path[:len(path)-1]); err != nil {
			return err
		}
		again := slices.ContainsFunc(tops[:i], func(c *act.Block) bool { return c.Num == now.Num })
		if again || now.Num != b.Num && r.taken(r.home(b), now.Kind, now.Num) {
			return refuse(Taken, b.ID, now.Num)
		}
		if now.Num == b.Num {
			adopt(now, b)
		}
		r.signed(now)
	}
	r.text = r.text.With(b.ID, tops...)
	return nil
}

// home is the unit under which b is numbered.
func (r *run) home(b *act.Block) *act.Block {
	path := r.text.Path(b.ID)
	for i := len(path) - 2; i > 0; i-- {
		if !slices.Contains(r.text.Numbered(path[i-1], b.Kind), b) {
			return path[i]
		}
	}
	return path[0]
}

// taken says whether a number is used where units of a kind are numbered together
// with those under home.
func (r *run) taken(home *act.Block, kind act.Kind, num string) bool {
	path := r.text.Path(home.ID)
	for i := len(path) - 1; i > 0 && r.text.Gathers(path[i]) && !r.text.Gathers(&act.Block{Kind: kind}); i-- {
		home = path[i-1]
	}
	return slices.ContainsFunc(r.text.Numbered(home, kind), func(b *act.Block) bool { return b.Num == num })
}
