package amend

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery.example/chancery/internal/act"
)

// remove takes something out without a trace. Rule 11, English 6.
func (r *run) remove(s act.Spot) error {
	b := s.Block
	switch s.Part {
	case act.PartSentence:
		w := cut(b.Words, s.From, s.To, r.by)
		if w.Text == "" {
			return refuse(Empty, b.ID, "")
		}
		r.put(b, func(n *act.Block) { n.Words = w })
	case act.PartColumn:
		r.text = r.text.Map(b.ID, func(n *act.Block) *act.Block {
			if n.Kind != act.KindRow || s.Cell >= len(n.Cells) || len(n.Cells) == 1 {
				return n
			}
			row := *n
			row.Cells = slices.Delete(slices.Clone(n.Cells), s.Cell, s.Cell+1)
			row.Held = moved(row.Held, s.Cell, -1)
			return &row
		})
	case act.PartWords:
		if b.Kind == act.KindAct || !b.Kind.Headed() {
			return refuse(Unclear, b.ID, "a title, or the words beside a label")
		}
		r.put(b, func(n *act.Block) { n.Words, n.Label = act.Words{}, strings.TrimSuffix(n.Label, ".") })
	case act.PartWhole:
		if b.Kind == act.KindAct {
			return refuse(Unclear, b.ID, "the whole act")
		}
		parent, _ := r.text.Parent(b.ID)
		if b.Kind == act.KindLine {
			r.shifts(parent)
		}
		if len(parent.Children) == 1 && !parent.Kind.Labelled() && parent.Kind != act.KindAct {
			return refuse(Empty, parent.ID, "")
		}
		r.text = r.text.With(b.ID)
	default:
		return refuse(Unclear, b.ID, "a cell")
	}
	return nil
}

// shifts remembers that the lines of a unit are counted anew.
func (r *run) shifts(unit *act.Block) {
	r.past = append(r.past, done{path: []act.ID{unit.ID}, shifted: true, number: r.by.Operation})
}

// repeal keeps the place of a unit or line. Rule 11, English 6.
func (r *run) repeal(s act.Spot) error {
	b := s.Block
	switch {
	case s.Part == act.PartWhole && b.Kind == act.KindAct:
		return r.repealAct(b)
	case s.Part == act.PartSentence || s.Part == act.PartCell:
		return r.repealPart(s)
	}
	unit := s.Part == act.PartWhole && b.Kind.Labelled()
	if !unit && s.Part != act.PartWords && b.Kind != act.KindLine || b.Kind.Headed() && s.Part == act.PartWords {
		return refuse(Unclear, b.ID, "the force of what is no unit")
	}
	if b.State == act.StateRepealed {
		return refuse(Contradiction, b.ID, "repealed before")
	}
	words, err := r.epitaph(s)
	if err != nil {
		return err
	}
	if b.Words.Text == words && len(b.Children) == 0 {
		return refuse(Contradiction, b.ID, "repealed before")
	}
	r.put(b, func(n *act.Block) {
		n.Words = act.Write(words, r.by)
		if unit {
			n.Children, n.State, n.Until = nil, act.StateRepealed, ""
		}
		n.Held = nil
		if n.Kind.Headed() && !strings.HasSuffix(n.Label, ".") {
			n.Label += "."
		}
	})
	return nil
}

// epitaph is the text that stands for a repealed unit.
func (r *run) epitaph(s act.Spot) (string, error) {
	words, name := "Repealed", act.Name("")
	if n := len(r.at.Steps); n > 0 {
		name = r.at.Steps[n-1].Name
	}
	if r.text.Lang == act.Russian {
		words = "Утратил силу"
		switch {
		case s.Block.Kind == act.KindArticle, s.Block.Kind == act.KindChapter, name == act.NamePart:
			words = "Утратила силу"
		case s.Block.Kind == act.KindAnnex:
			words = "Утратило силу"
		case s.Block.Kind == act.KindNumber && name == "":
			if parent, _ := r.text.Parent(s.Block.ID); parent.Kind == act.KindArticle {
				return "", refuse(Unclear, s.Block.ID, "часть or пункт")
			}
		}
	}
	if r.text.Style == act.StyleCode {
		return words + ".", nil
	}
	end := s.Block.Words.Text
	if s.Part == act.PartWhole {
		end = last(s.Block)
	}
	mark := end[max(0, len(end)-1):]
	if mark != "." && mark != ";" {
		return "", refuse(FinalMark, s.Block.ID, end)
	}
	if !s.Block.Kind.Headed() {
		if i := strings.IndexFunc(s.Block.Words.Text, unicode.IsLetter); i >= 0 {
			if first, _ := utf8.DecodeRuneInString(s.Block.Words.Text[i:]); unicode.IsLower(first) {
				words = lower(words)
			}
		}
	}
	return words + mark, nil
}

func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[n:]
}

func upper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// last is the last line of words under b, "" if a table or nothing ends it.
func last(b *act.Block) string {
	if l := end(b); l != nil {
		return l.Words.Text
	}
	return ""
}

// end is the block with the last words of b, nil if a table ends it.
func end(b *act.Block) *act.Block {
	for len(b.Children) > 0 {
		b = b.Children[len(b.Children)-1]
	}
	if b.Kind == act.KindRow || b.Words.Text == "" {
		return nil
	}
	return b
}

func (r *run) split(s act.Spot) error {
	b := s.Block
	if s.Part != act.PartWhole || !b.Kind.Labelled() || b.Kind.Headed() || len(b.Children) > 0 {
		return refuse(Unclear, b.ID, "a split of what is not one line with a label")
	}
	hits := act.Find(b.Words.Text, r.op.Old, false)
	if len(hits) != 1 || hits[0].From == 0 {
		return counted(len(hits), 1, b.ID, r.op.Old)
	}
	if hits[0].Joined {
		return refuse(Joined, b.ID, r.op.Old)
	}
	if r.taken(r.home(b), b.Kind, r.op.Numbers[0]) {
		return refuse(Taken, b.ID, r.op.Numbers[0])
	}
	second := &act.Block{Kind: b.Kind, Num: r.op.Numbers[0], Label: relabel(b, r.op.Numbers[0])}
	r.signed(second)
	second.Words = b.Words.Splice(0, hits[0].From, "", r.by)
	first := *b
	w := strings.TrimRight(b.Words.Text[:hits[0].From], " \u00a0")
	first.Words = b.Words.Splice(len(w), len(b.Words.Text), "", r.by)
	r.text = r.text.With(b.ID, &first, second)
	return nil
}

func relabel(b *act.Block, num string) string {
	i := strings.LastIndex(b.Label, b.Num)
	return b.Label[:i] + num + b.Label[i+len(b.Num):]
}

// join makes one unit of several that stand side by side: the words of the
// others become lines of the first.
func (r *run) join(spots []act.Spot) error {
	first := spots[0].Block
	parent, at := r.text.Parent(first.ID)
	now := *first
	now.Children = slices.Clone(first.Children)
	for i, s := range spots {
		if s.Part != act.PartWhole || parent == nil || !s.Block.Kind.Labelled() || s.Block.Kind.Headed() || s.Block.Kind != first.Kind ||
			at+i >= len(parent.Children) || parent.Children[at+i] != s.Block {
			return refuse(Unclear, s.Block.ID, "units that do not stand side by side")
		}
		if i == 0 {
			continue
		}
		if slices.ContainsFunc(now.Children, func(c *act.Block) bool { return c.Kind.Labelled() }) {
			return refuse(Unclear, s.Block.ID, "items inside")
		}
		if s.Block.Words.Text != "" {
			now.Children = append(now.Children, &act.Block{ID: s.Block.ID, Kind: act.KindLine, Words: s.Block.Words, By: r.by})
		}
		now.Children = append(now.Children, s.Block.Children...)
	}
	for _, s := range spots[1:] {
		r.text = r.text.With(s.Block.ID)
	}
	r.text = r.text.With(first.ID, &now)
	return nil
}
