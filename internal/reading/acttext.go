package reading

import (
	"slices"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

// An ActText is what the text of an act is made from: the texts that lie beside
// it and those of the decisions that amend it.
type ActText struct {
	Act      Act
	Amenders []Amender // whose outcome was an adoption, by day
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
		t, ok := r.state.Thing(d.ID)
		if !ok || !d.Outcome.Carried() {
			continue
		}
		x := Amender{DecisionLine: d}
		if t.Case.At.Known() {
			x.At = t.Case.At
		}
		for _, k := range r.kids(d.ID, council.NounText) {
			x.Texts = append(x.Texts, TextRef{Ref{k.ID, k.Noun, title(k.Facts)}, *k.Facts.(*council.Text)})
		}
		v.Amenders = append(v.Amenders, x)
	}
	slices.SortStableFunc(v.Amenders, func(a, b Amender) int { return a.At.Compare(b.At) })
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
