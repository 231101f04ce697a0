package reading

import (
	"slices"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

// An ActText is what the text of an act is made from: the texts that lie beside
// it and those of the decisions that amend it.
type ActText struct {
	Act      Act       `json:"act"`
	Amenders []Amender `json:"amenders,omitempty"` // whose outcome was an adoption, by day
}

// An Amender is an adopted decision that amends an act, with its texts.
type Amender struct {
	DecisionLine
	Texts []TextRef `json:"texts,omitempty"`
}

// ActText returns what the text of an act is made from.
func (r *Room) ActText(id council.ID) (ActText, error) {
	a, err := r.Act(id)
	if err != nil {
		return ActText{}, err
	}
	v := ActText{Act: a}
	for _, d := range a.AmendedBy {
		if !d.Outcome.Carried() {
			continue
		}
		v.Amenders = append(v.Amenders, r.amender(d))
	}
	slices.SortStableFunc(v.Amenders, func(a, b Amender) int { return a.At.Compare(b.At) })
	return v, nil
}

// amender adds to a decision its texts, and the day on which it was taken.
func (r *Room) amender(d DecisionLine) Amender {
	x := Amender{DecisionLine: d}
	if t, ok := r.state.Thing(d.ID); ok && t.Case.At.Known() {
		x.At = t.Case.At
	}
	for _, k := range r.kids(d.ID, council.NounText) {
		x.Texts = append(x.Texts, TextRef{Ref{k.ID, k.Noun, title(k.Facts)}, *k.Facts.(*council.Text)})
	}
	return x
}

// A Redline is a decision that amends acts, adopted or not, with what the text of
// each is made from.
type Redline struct {
	Decision Decision  `json:"decision"`
	Acts     []ActText `json:"acts,omitempty"` // that the reader may read; the decision is the last amender of each
}

// Redline returns a decision with the acts that it amends. An act's amenders are
// those that come before it; a draft comes after all.
func (r *Room) Redline(id council.ID) (Redline, error) {
	d, err := r.Decision(id)
	if err != nil {
		return Redline{}, err
	}
	v := Redline{Decision: d}
	for _, ref := range d.Amends {
		x, err := r.ActText(ref.ID)
		if err != nil {
			return Redline{}, err
		}
		if i := slices.IndexFunc(x.Amenders, func(a Amender) bool { return a.ID == id }); i >= 0 {
			x.Amenders = x.Amenders[:i+1]
		} else if j := slices.IndexFunc(x.Act.AmendedBy, func(l DecisionLine) bool { return l.ID == id }); j >= 0 {
			x.Amenders = append(x.Amenders, r.amender(x.Act.AmendedBy[j]))
		}
		v.Acts = append(v.Acts, x)
	}
	return v, nil
}

// ActsWithText returns the acts that a text in one of the languages lies beside,
// in the order of those texts.
func (r *Room) ActsWithText(reads func(words.Lang) bool) []council.ID {
	var ids []council.ID
	for _, t := range r.all(council.NounText) {
		f := t.Facts.(*council.Text)
		about := r.ref(f.About)
		if about != nil && about.Noun == council.NounAct && f.Media == "text/plain" && reads(f.Lang) && !slices.Contains(ids, f.About) {
			ids = append(ids, f.About)
		}
	}
	return ids
}
