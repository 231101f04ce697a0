package amend

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery.example/chancery/internal/act"
)

// which is the one place that is meant where words are called by their place among
// several, or by what they reach to. English 4.
func (r *run) which(s act.Spot, hits []hit) (hit, error) {
	o := r.op
	for _, h := range hits { // a count that holds for some readers only is none
		switch {
		case h.from < 0:
			return h, refuse(Labelled, h.block.ID, o.Old)
		case h.joined:
			return h, refuse(Joined, h.block.ID, o.Old)
		}
	}
	want := max(o.Count, 1)
	if o.Nth == 0 && len(hits) != 1 || o.Nth != 0 && o.Count > 0 && len(hits) != o.Count {
		return hit{}, counted(len(hits), want, s.Block.ID, o.Old)
	}
	n := max(o.Nth, 1)
	if o.Nth < 0 {
		n = max(len(hits), 1)
	}
	if n > len(hits) {
		return hit{}, counted(len(hits), n, s.Block.ID, o.Old)
	}
	h, err := hits[n-1], error(nil)
	if o.Kind != TextInsertion && r.own(h, o.Old) {
		return h, refuse(Contradiction, h.block.ID, o.Old)
	}
	if o.Through != "" || o.Rest {
		h.to, err = r.reach(s, h)
	}
	return h, err
}

// reach is where words end that are called by their first ones. The last ones stand
// behind them in the same line, once. The words to the end of a unit go with its
// final mark where the new ones have that mark; otherwise nobody said what is to
// become of it.
func (r *run) reach(s act.Spot, h hit) (int, error) {
	line := wordsOf(h.block, h.cell).Text
	if s.Part == act.PartSentence {
		line = line[:s.To]
	}
	if r.op.Rest {
		if s.Part == act.PartWhole && (h.block != s.Block && end(s.Block) != h.block || len(h.block.Children) > 0) || s.Part == act.PartColumn {
			return 0, refuse(Unclear, h.block.ID, "the end of several lines")
		}
		if n := finalMark(line, r.text.Lang); n > 0 && !strings.HasSuffix(r.op.New, line[len(line)-n:]) {
			return 0, refuse(FinalMark, h.block.ID, line[len(line)-n:])
		}
		return len(line), nil
	}
	found := act.Find(line[h.to:], r.op.Through, false)
	if len(found) != 1 {
		return 0, counted(len(found), 1, h.block.ID, r.op.Through)
	}
	if next := line[h.to+found[0].To:]; found[0].Joined || next != "" && strings.ContainsRune("0123456789", rune(next[0])) {
		return 0, refuse(Joined, h.block.ID, r.op.Through)
	}
	return h.to + found[0].To, nil
}

// nouns are the words with which Russian titles of acts begin, by their gender.
const nouns = "Утратил: Устав Регламент Протокол Договор Порядок План Перечень Кодекс Закон Указ Приказ Меморандум Пакт Статут\n" +
	"Утратила: Инструкция Методика Конвенция Программа Хартия Декларация Концепция Стратегия Резолюция Директива Смета Конституция\n" +
	"Утратило: Положение Решение Соглашение Постановление Распоряжение Определение Заявление\n" +
	"Утратили: Правила Основы Нормы Требования"

// repealAct keeps of an act its title and the word that it is repealed.
func (r *run) repealAct(root *act.Block) error {
	if root.State == act.StateRepealed {
		return refuse(Contradiction, root.ID, "repealed before")
	}
	words := "Repealed."
	if r.text.Lang == act.Russian {
		noun, _, _ := strings.Cut(act.Fold(root.Words.Text), " ")
		verb := ""
		for line := range strings.SplitSeq(nouns, "\n") {
			if slices.Contains(strings.Fields(line)[1:], noun) {
				verb, _, _ = strings.Cut(line, ":")
			}
		}
		if verb == "" {
			return refuse(Unclear, root.ID, "the gender of "+noun)
		}
		words = verb + " силу."
	}
	body := r.signed(&act.Block{Kind: act.KindPreamble, Children: []*act.Block{{Kind: act.KindLine, Words: act.Words{Text: words}}}})
	r.put(root, func(n *act.Block) {
		n.Children, n.State, n.Until, n.Held = []*act.Block{body}, act.StateRepealed, "", nil
	})
	return nil
}

// repealPart keeps the place of a sentence or cell: the others are counted as
// before. Rule 11, English 6.
func (r *run) repealPart(s act.Spot) error {
	b, cell, from, to := s.Block, -1, s.From, s.To
	if s.Part == act.PartCell {
		cell, from, to = s.Cell, 0, len(b.Cells[s.Cell].Text)
	}
	w := wordsOf(b, cell)
	old := w.Text[from:to]
	verb, mark := "Repealed", ""
	if r.text.Lang == act.Russian {
		verb = map[bool]string{true: "Утратила силу", false: "Утратило силу"}[cell >= 0] // графа, предложение
	}
	if n := finalMark(old, r.text.Lang); n > 0 {
		mark = old[len(old)-n:]
	}
	switch {
	case r.text.Style == act.StyleCode:
		return refuse(Unclear, b.ID, "a part of a unit in a code")
	case old == "":
		return refuse(Empty, b.ID, "")
	case cell < 0 && mark != ".":
		return refuse(FinalMark, b.ID, old)
	}
	if i := strings.IndexFunc(old, unicode.IsLetter); i >= 0 {
		if first, _ := utf8.DecodeRuneInString(old[i:]); unicode.IsLower(first) {
			verb = lower(verb)
		}
	}
	if old == verb+mark {
		return refuse(Contradiction, b.ID, "repealed before")
	}
	r.write(b, cell, w.Splice(from, to, verb+mark, r.by))
	return nil
}

// write gives a block other words, or a cell of it.
func (r *run) write(b *act.Block, cell int, w act.Words) {
	r.put(b, func(n *act.Block) {
		if cell < 0 {
			n.Words = w
			return
		}
		n.Cells = slices.Clone(n.Cells)
		n.Cells[cell] = w
	})
}

// markPart notes what became of the force of words, a sentence, a line beside a
// label or a cell.
func (r *run) markPart(s act.Spot) error {
	b, part := s.Block, act.Held{Until: r.op.Until}
	switch {
	case r.op.Old != "":
		hits, err := r.hits(s, []Form{{Old: r.op.Old}})
		if err != nil {
			return err
		}
		if len(hits) != 1 {
			return counted(len(hits), 1, b.ID, r.op.Old)
		}
		h := hits[0]
		switch {
		case h.from < 0:
			return refuse(Labelled, h.block.ID, r.op.Old)
		case h.joined:
			return refuse(Joined, h.block.ID, r.op.Old)
		}
		b, part.Cell, part.Words = h.block, h.cell+1, wordsOf(h.block, h.cell).Text[h.from:h.to]
	case s.Part == act.PartSentence:
		part.Words = b.Words.Text[s.From:s.To]
	case s.Part == act.PartCell:
		part.Cell = s.Cell + 1
	case s.Part == act.PartWords && !b.Kind.Headed():
		part.Words = b.Words.Text
	default:
		return refuse(Unclear, b.ID, "the force of a part of a unit")
	}
	if !part.In(b) {
		return refuse(MoreMatches, b.ID, part.Words)
	}
	same := func(h act.Held) bool { return h.Cell == part.Cell && h.Words == part.Words }
	if r.op.Kind != Suspension && !slices.ContainsFunc(b.Held, same) {
		return refuse(Unclear, b.ID, "what is not suspended")
	}
	r.held = true
	r.put(b, func(n *act.Block) {
		n.Held = slices.DeleteFunc(slices.Clone(n.Held), same)
		if r.op.Kind != Restoration {
			n.Held = append(n.Held, part)
		}
	})
	return nil
}

// holds says whether parts of a text are suspended.
func holds(t *act.Text) bool {
	found := false
	t.Root.Walk(func(b *act.Block) bool { found = found || len(b.Held) > 0; return !found })
	return found
}

// parted refuses what leaves a suspended part that no longer stands where it stood:
// whether the suspension goes on nobody said.
func (r *run) parted() error {
	var why error
	r.text.Root.Walk(func(b *act.Block) bool {
		for _, h := range b.Held {
			if why == nil && !h.In(b) {
				why = refuse(Unclear, b.ID, "suspended words: "+h.Words)
			}
		}
		return why == nil
	})
	return why
}

// moved are suspended parts of a row in which a column went, by -1, or came, by 1,
// at a place from 0.
func moved(list []act.Held, at, by int) []act.Held {
	var out []act.Held
	for _, h := range list {
		switch {
		case by < 0 && h.Cell == at+1:
			continue
		case h.Cell > at:
			h.Cell += by
		}
		out = append(out, h)
	}
	return out
}
