package amend

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery.example/chancery/internal/act"
)

// A hit is one place where quoted words stand.
type hit struct {
	block    *act.Block
	cell     int // -1: the words beside the label
	from, to int // in these words; from < 0: in the label
	joined   bool
	form     int
}

func counted(found, want int, at act.ID, words string) error {
	f := &Refusal{Reason: MoreMatches, Block: at, Found: found, Detail: words}
	switch {
	case found == 0:
		f.Reason = NoMatch
	case found < want:
		f.Reason = FewerMatches
	case found == want:
		f.Reason = Unclear
	}
	return f
}

// words changes words inside a spot. Rules 9 and 10, English 4 and 5.
func (r *run) words(s act.Spot) error {
	o := r.op
	if o.At == End {
		return r.atEnd(s)
	}
	forms := o.Forms
	if len(forms) == 0 {
		forms = []Form{{Old: o.Old, New: o.New}}
	}
	hits, err := r.hits(s, forms)
	if err != nil {
		return err
	}
	want := max(o.Count, 1)
	if o.Nth != 0 || o.Through != "" || o.Rest {
		h, err := r.which(s, hits)
		if err != nil {
			return err
		}
		return r.rewrite(s, []hit{h}, forms)
	}
	if all := o.All || len(o.Forms) > 0 && o.Count == 0; all && len(hits) == 0 || !all && len(hits) != want {
		return counted(len(hits), want, s.Block.ID, forms[0].Old)
	}
	for _, h := range hits {
		switch {
		case h.from < 0:
			return refuse(Labelled, h.block.ID, forms[h.form].Old)
		case h.joined:
			return refuse(Joined, h.block.ID, forms[h.form].Old)
		case o.Kind != TextInsertion && r.own(h, forms[h.form].Old):
			return refuse(Contradiction, h.block.ID, forms[h.form].Old)
		}
	}
	return r.rewrite(s, hits, forms)
}

// own says whether an earlier operation of this amender wrote the words in place
// of the same words.
func (r *run) own(h hit, old string) bool {
	for _, x := range wordsOf(h.block, h.cell).Spans {
		if x.By.Amender != r.amender || x.By == r.by || x.To <= h.from || x.From >= h.to {
			continue
		}
		if slices.ContainsFunc(r.past, func(d done) bool { return d.number == x.By.Operation && d.old == act.Fold(old) && d.old != "" }) {
			return true
		}
	}
	return false
}

func wordsOf(b *act.Block, cell int) act.Words {
	if cell >= 0 {
		return b.Cells[cell]
	}
	return b.Words
}

// hits lists where any of the forms stands in a spot, in the order of the page.
func (r *run) hits(s act.Spot, forms []Form) ([]hit, error) {
	var out []hit
	var why error
	loose := len(r.op.Forms) > 0
	look := func(b *act.Block, cell int, line string, skip, from, to int) {
		start := len(out)
		for f := range forms {
			for _, m := range act.Find(line[from:to], forms[f].Old, loose) {
				out = append(out, hit{b, cell, m.From + from - skip, m.To + from - skip, m.Joined, f})
			}
		}
		if len(forms) > 1 {
			var err error
			if out, err = widest(out, start, forms); err != nil {
				why = err
			}
		}
	}
	whole := func(b *act.Block) {
		skip := 0
		if b.Label != "" {
			skip = len(b.Label) + 1
		}
		if b.Kind != act.KindRow {
			line := b.Line()
			look(b, -1, line, skip, 0, len(line))
		}
		for i, c := range b.Cells {
			look(b, i, c.Text, 0, 0, len(c.Text))
		}
	}
	b := s.Block
	switch s.Part {
	case act.PartWhole:
		b.Walk(func(c *act.Block) bool {
			if c.Kind != act.KindAct {
				whole(c)
			}
			return true
		})
	case act.PartWords:
		look(b, -1, b.Words.Text, 0, 0, len(b.Words.Text))
	case act.PartSentence:
		look(b, -1, b.Words.Text, 0, s.From, s.To)
	case act.PartCell:
		look(b, s.Cell, b.Cells[s.Cell].Text, 0, 0, len(b.Cells[s.Cell].Text))
	case act.PartColumn:
		for _, row := range b.Children {
			if s.Cell < len(row.Cells) {
				look(row, s.Cell, row.Cells[s.Cell].Text, 0, 0, len(row.Cells[s.Cell].Text))
			}
		}
	}
	return out, why
}

// widest keeps of the hits of one line from start on those that no longer one
// overlaps. Two forms of the same words must agree on what stands for them.
func widest(out []hit, start int, forms []Form) ([]hit, error) {
	line := out[start:]
	slices.SortStableFunc(line, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	keep := out[:start]
	for _, h := range line {
		if len(keep) > start {
			p := keep[len(keep)-1]
			switch {
			case p.from == h.from && p.to == h.to && !strings.EqualFold(forms[p.form].New, forms[h.form].New),
				h.from < p.to && h.to > p.to:
				return keep, refuse(TwoForms, h.block.ID, forms[h.form].Old)
			case h.from < p.to:
				continue
			}
		}
		keep = append(keep, h)
	}
	return keep, nil
}

// rewrite carries out a text operation at its hits.
func (r *run) rewrite(s act.Spot, hits []hit, forms []Form) error {
	changed := make(map[act.ID]*act.Block)
	for _, h := range slices.Backward(hits) {
		b := changed[h.block.ID]
		if b == nil {
			n := *h.block
			n.Cells = slices.Clone(n.Cells)
			b = &n
			changed[b.ID] = b
		}
		w, err := r.change(wordsOf(b, h.cell), h, forms[h.form])
		if err != nil {
			return err
		}
		if h.cell >= 0 {
			b.Cells[h.cell] = w
		} else {
			b.Words = w
		}
	}
	if len(changed) == 1 {
		for id, b := range changed {
			r.text = r.text.With(id, b)
		}
		return nil
	}
	r.text = r.text.Map(s.Block.ID, func(b *act.Block) *act.Block {
		n := changed[b.ID]
		if n == nil {
			return b
		}
		n.Children = b.Children
		return n
	})
	return nil
}

func (r *run) change(w act.Words, h hit, f Form) (act.Words, error) {
	switch {
	case r.op.Kind == TextDeletion || r.op.Kind == Repeal:
		w = cut(w, h.from, h.to, r.by)
		if w.Text == "" && h.cell < 0 {
			return w, refuse(Empty, h.block.ID, f.Old)
		}
		return w, nil
	case r.op.Kind == TextInsertion && r.op.At == Before:
		return w.Splice(h.from, h.from, f.New+" ", r.by), nil
	case len(r.op.Forms) == 0 && doubled(f.New, w.Text[h.to:]):
		return w, refuse(FinalMark, h.block.ID, f.New)
	case r.op.Kind == TextInsertion:
		return w.Splice(h.to, h.to, spaced(f.New), r.by), nil
	case len(r.op.Forms) == 0:
		return w.Splice(h.from, h.to, f.New, r.by), nil
	}
	return r.inflect(w, h, f)
}

// doubled says whether words would end with a mark right before another one, which
// nobody writes.
func doubled(words, next string) bool {
	if words == "" || next == "" || !strings.ContainsRune(",.;:", rune(next[0])) {
		return false
	}
	last := words[len(words)-1]
	return last == next[0] || last == ';' || last == ',' || last == ':'
}

// spaced is words that follow others. Rule 10.
func spaced(s string) string {
	if strings.ContainsRune(",.;:)", rune(s[0])) {
		return s
	}
	return " " + s
}

// inflect puts one form for another: the first letter keeps its size, and an
// English article before it goes by the new word.
func (r *run) inflect(w act.Words, h hit, f Form) (act.Words, error) {
	now := f.New
	was, _ := utf8.DecodeRuneInString(w.Text[h.from:])
	if unicode.IsUpper(was) {
		now = upper(now)
	} else if unicode.IsLower(was) && !abbreviation(f.New) {
		now = lower(now)
	}
	w = w.Splice(h.from, h.to, now, r.by)
	if r.text.Lang != act.English {
		return w, nil
	}
	before := strings.TrimRight(w.Text[:h.from], " \u00a0")
	i := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) }) + 1
	if a := before[i:]; len(before) < h.from && (strings.EqualFold(a, "a") || strings.EqualFold(a, "an")) {
		article := f.Article
		if article == "" {
			return w, refuse(TwoForms, h.block.ID, a+" "+now)
		}
		if unicode.IsUpper(rune(a[0])) {
			article = upper(article)
		}
		if article != a {
			w = w.Splice(i, len(before), article, r.by)
		}
	}
	return w, nil
}

// abbreviation says whether the second letter is a capital, too: such a word has
// no small first letter.
func abbreviation(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	r, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(r)
}

// cut takes words out, and the space that would be left double, before a mark
// or at an end. Rule 10.
func cut(w act.Words, from, to int, by act.Source) act.Words {
	w = w.Splice(from, to, "", by)
	space := func(i int) int {
		switch {
		case i < 0 || i >= len(w.Text):
		case w.Text[i] == ' ':
			return 1
		case strings.HasPrefix(w.Text[i:], "\u00a0"):
			return 2
		}
		return 0
	}
	behind := func(i int) int { return max(space(i-1), space(i-2)/2*2) }
	for from == 0 && space(0) > 0 {
		w = w.Splice(0, space(0), "", by)
	}
	for n := behind(from); n > 0; n = behind(from) {
		if from < len(w.Text) && space(from) == 0 && !strings.ContainsRune(",.;:)", rune(w.Text[from])) {
			break
		}
		w = w.Splice(from-n, from, "", by)
		from -= n
	}
	return w
}

// atEnd adds, replaces or deletes words at the end of a spot.
func (r *run) atEnd(s act.Spot) error {
	b, cell, stop := s.Block, -1, 0
	switch s.Part {
	case act.PartWhole:
		if b = end(s.Block); b == nil || b.Kind.Headed() {
			return refuse(Unclear, s.Block.ID, "no words to end with")
		}
	case act.PartCell:
		cell = s.Cell
	case act.PartColumn:
		return refuse(Unclear, s.Block.ID, "the end of a column")
	}
	w := wordsOf(b, cell)
	stop = len(w.Text)
	if s.Part == act.PartSentence {
		stop = s.To
	}
	mark := finalMark(w.Text[:stop], r.text.Lang)
	heading := b.Kind.Headed() || cell >= 0
	if r.op.Kind == TextInsertion {
		if mark == 0 && !heading && stop > 0 && strings.ContainsRune(",:", rune(w.Text[stop-1])) {
			return refuse(FinalMark, b.ID, w.Text)
		}
		if r.op.Old != "" && (mark == 0 || w.Text[stop-mark:stop-mark+1] != r.op.Old) {
			return counted(0, 1, b.ID, r.op.Old)
		}
		add := spaced(r.op.New)
		if stop-mark == 0 {
			add = r.op.New
		}
		w = w.Splice(stop-mark, stop-mark, add, r.by)
	} else {
		from, to, ok := suffix(w.Text[:stop], r.op.Old, mark)
		switch {
		case !ok:
			return counted(0, 1, b.ID, r.op.Old)
		case r.op.Kind == TextDeletion:
			w = cut(w, from, to, r.by)
		default:
			w = w.Splice(from, to, r.op.New, r.by)
		}
		if w.Text == "" && cell < 0 {
			return refuse(Empty, b.ID, r.op.Old)
		}
	}
	r.put(b, func(n *act.Block) {
		if cell >= 0 {
			n.Cells = slices.Clone(n.Cells)
			n.Cells[cell] = w
			return
		}
		n.Words = w
	})
	return nil
}

// finalMark is how many bytes at the end of a line are its mark: "." or ";",
// in English "; and" too.
func finalMark(s string, lang act.Lang) int {
	for _, m := range []string{"; and", "; or", ";", "."} {
		if strings.HasSuffix(s, m) && (lang == act.English || len(m) == 1) {
			return len(m)
		}
	}
	return 0
}

// suffix finds words at the end of a line, the final mark included or left over.
func suffix(s, words string, mark int) (from, to int, ok bool) {
	for _, stop := range []int{len(s), len(s) - mark} {
		for _, m := range act.Find(s[:stop], words, false) {
			if m.To == stop && !m.Joined {
				return m.From, m.To, true
			}
		}
	}
	return 0, 0, false
}
