package reading

import (
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

// An ActText is what the text of an act is made from: the texts that lie beside
// it, the decisions that amend it with what they do to it, and what their force
// waits for.
type ActText struct {
	Act      Act                `json:"act"`
	Since    calendar.Day       `json:"since,omitzero"` // see council.History
	Force    council.Force      `json:"force,omitzero"`
	Notified []council.Notified `json:"notified,omitempty"`
	Amenders []Amender          `json:"amenders,omitempty"` // whose outcome was an adoption, by day
	Members  []MemberRef        `json:"members,omitempty"`  // that it can be asked for, in the order of precedence
	Reads    Reads              `json:"-"`                  // what all this was made from
	Class    access.Class       `json:"-"`                  // whom it was made for
}

// History is what the texts of all this are made by.
func (v ActText) History() council.History {
	h := council.History{Act: v.Act.ID, Since: v.Since, Force: v.Force, Notified: v.Notified}
	for _, a := range v.Amenders {
		h.Amenders = append(h.Amenders, a.Does)
	}
	return h
}

// An Amender is an adopted decision that amends an act, with its texts and with
// what it does to the act.
type Amender struct {
	DecisionLine
	Texts []TextRef       `json:"texts,omitempty"`
	Does  council.Amender `json:"does"`
}

// ActText returns what the text of an act is made from.
func (r *Room) ActText(id council.ID) (ActText, error) {
	a, err := r.Act(id)
	if err != nil {
		return ActText{}, err
	}
	h := r.see.State().History(id, r.notes)
	v := ActText{Act: a, Since: h.Since, Force: h.Force, Notified: h.Notified}
	for _, does := range h.Amenders {
		if i := slices.IndexFunc(a.AmendedBy, func(d DecisionLine) bool { return d.ID == does.Decision }); i >= 0 {
			v.Amenders = append(v.Amenders, r.amender(a.AmendedBy[i], does))
		}
	}
	v.Members = r.see.Members(r.see.Charter().Precedence(), calendar.Day{})
	v.Reads, v.Class = r.Reads(), r.see.Class()
	return v, nil
}

// notes is what the class may see of the history of an act, and notes that it was
// read.
func (r *Room) notes(t *council.Thing) bool {
	if !r.see.May(t) {
		return false
	}
	r.see.Note(string(t.ID))
	return true
}

// amender adds to a decision its texts, the day on which it was taken and what it
// does.
func (r *Room) amender(d DecisionLine, does council.Amender) Amender {
	x := Amender{DecisionLine: d, Does: does}
	if t, ok := r.see.State().Thing(d.ID); ok && t.Case.At.Known() {
		x.At = t.Case.At
	}
	for _, k := range r.see.Kids(d.ID, council.NounText) {
		x.Texts = append(x.Texts, TextRef{Ref{k.ID, k.Noun, Title(k.Facts)}, *k.Facts.(*council.Text)})
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
			t, _ := r.see.State().Thing(id)
			x.Amenders = append(x.Amenders, r.amender(x.Act.AmendedBy[j], r.see.State().Amender(ref.ID, t, r.notes)))
		}
		if n := len(x.Amenders) - 1; n >= 0 && x.Amenders[n].ID == id { // what it does, whatever it waits for
			does := &x.Amenders[n].Does
			does.Force = council.Force{}
			for k := range does.Amendments {
				does.Amendments[k] = unawaited(does.Amendments[k])
			}
			if n > 0 && does.Adopted.Compare(x.Amenders[n-1].Does.Adopted) < 0 {
				does.Adopted = x.Amenders[n-1].Does.Adopted
			}
		}
		x.Reads = r.Reads()
		v.Acts = append(v.Acts, x)
	}
	return v, nil
}

// unawaited is an amendment whose operations wait for nothing and nobody of their own.
// Those that have a day keep it: it comes.
func unawaited(m council.Amendment) council.Amendment {
	m.Exceptions = slices.DeleteFunc(slices.Clone(m.Exceptions), func(e council.Exception) bool {
		return e.Force.Waits() || len(e.Force.Members)+len(e.Force.Save) > 0
	})
	m.Operations = slices.Clone(m.Operations)
	for i := range m.Operations {
		if f := m.Operations[i].Force; f != nil && (f.Condition != "" || len(f.Members) > 0) {
			m.Operations[i].Force = nil
		}
	}
	return m
}

// ActsWithText returns the acts that a text in one of the languages lies beside,
// in the order of those texts.
func (r *Room) ActsWithText(reads func(words.Lang) bool) []council.ID {
	var ids []council.ID
	for _, t := range r.see.All(council.NounText) {
		f := t.Facts.(*council.Text)
		about := r.see.Ref(f.About)
		if about != nil && about.Noun == council.NounAct && f.Media == "text/plain" && reads(f.Lang) && !slices.Contains(ids, f.About) {
			ids = append(ids, f.About)
		}
	}
	return ids
}
