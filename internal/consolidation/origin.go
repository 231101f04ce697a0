package consolidation

import (
	"chancery.example/chancery/internal/act"
)

// An Origin is a run of words that one source wrote.
type Origin struct {
	Block    act.ID
	Cell     int // of a row, from 0; -1: the words beside the label
	From, To int // bytes of the words
	By       act.Source
	Applied  int // place in Answer.Applied; -1: the act as first adopted
}

// Origins are the runs of every line of the answer's text, in the order of the
// page. Together they are all of its words.
func (a *Answer) Origins() []Origin {
	out := make([]Origin, 0, 1024)
	wrote := make(map[act.Source]int)
	add := func(id act.ID, cell int, w act.Words) {
		at := 0
		put := func(to int, by act.Source) {
			if to > at {
				out = append(out, Origin{id, cell, at, to, by, -1})
				at = to
			}
		}
		for _, s := range w.Spans {
			put(s.From, act.Source{})
			put(s.To, s.By)
			wrote[s.By] = -1
		}
		put(len(w.Text), act.Source{})
	}
	a.Text.Root.Walk(func(b *act.Block) bool {
		if b.Kind != act.KindRow {
			add(b.ID, -1, b.Words)
		}
		for i, c := range b.Cells {
			add(b.ID, i, c)
		}
		return true
	})
	amenders := make(map[string]bool, len(wrote))
	for s := range wrote {
		amenders[s.Amender] = true
	}
	for i := range a.Applied {
		if !amenders[a.Applied[i].Instrument] {
			continue
		}
		for _, n := range a.Applied[i].Operations {
			s := act.Source{Amender: a.Applied[i].Instrument, Operation: n}
			if _, ok := wrote[s]; ok {
				wrote[s] = i
			}
		}
	}
	for i := range out {
		if out[i].By != (act.Source{}) {
			out[i].Applied = wrote[out[i].By]
		}
	}
	return out
}
