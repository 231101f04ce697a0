package council

import (
	"slices"
	"time"

	"chancery.example/chancery/internal/calendar"
)

// A History is what touches the text of an act: the adopted decisions that amend
// it, and what its force and theirs wait for. Days on which something became known
// are those of its entries, in UTC.
type History struct {
	Act      ID           `json:"act"`
	Since    calendar.Day `json:"since,omitzero"` // the day of its adoption, the last that it can be; unknown: nobody says
	Force    Force        `json:"force,omitzero"`
	Notified []Notified   `json:"notified,omitempty"` // about the act itself
	Amenders []Amender    `json:"amenders,omitempty"` // by the day of adoption
}

// An Amender is a decision that amends an act.
type Amender struct {
	Decision   ID           `json:"decision"`
	Adopted    calendar.Day `json:"adopted,omitzero"` // the last day that it can be; of a draft, the day that it is to be judged by
	Known      calendar.Day `json:"known"`
	Force      Force        `json:"force,omitzero"`
	Notified   []Notified   `json:"notified,omitempty"`
	Amendments []Amendment  `json:"amendments,omitempty"` // at most one a language
}

// A Notified is a notification with the day from which it was known.
type Notified struct {
	Notification
	Known calendar.Day `json:"known"`
}

// History returns what touches the text of an act, of the things that see lets
// through. see is asked about nothing that has not to do with the act.
func (s *State) History(act ID, see func(*Thing) bool) History {
	h := History{Act: act}
	if t := s.things[act]; t != nil {
		f := t.Facts.(*Act)
		h.Since, h.Force = f.At.Latest(), f.Begins
		if h.Force.IsZero() && f.InForce.Latest().Known() {
			h.Force = Force{When: OnDay, Day: f.InForce.Latest()}
		}
	}
	h.Notified = s.notified(act, see)
	for _, id := range s.children[act] {
		t := s.things[id]
		if f, ok := t.Facts.(*Decision); ok && slices.Contains(f.Amends, act) && see(t) && t.Case.Outcome.Carried() {
			h.Amenders = append(h.Amenders, s.Amender(act, t, see))
		}
	}
	slices.SortStableFunc(h.Amenders, func(a, b Amender) int { return a.Adopted.Compare(b.Adopted) })
	return h
}

// Amender returns what a decision does to an act, adopted or not, of the things
// that see lets through.
func (s *State) Amender(act ID, decision *Thing, see func(*Thing) bool) Amender {
	f := decision.Facts.(*Decision)
	a := Amender{Decision: decision.ID, Adopted: decision.Case.At.Latest(), Known: known(decision), Force: f.Force, Notified: s.notified(decision.ID, see)}
	if !a.Adopted.Known() {
		a.Adopted = f.At.Latest()
	}
	for _, id := range s.children[decision.ID] {
		t := s.things[id]
		f, ok := t.Facts.(*Amendment)
		there := func(o Amendment) bool { return o.Lang == f.Lang }
		if !ok || f.Decision != decision.ID || f.Act != act || !see(t) || slices.ContainsFunc(a.Amendments, there) {
			continue
		}
		a.Amendments = append(a.Amendments, *f)
		if k := known(t); k.Compare(a.Known) > 0 {
			a.Known = k
		}
	}
	return a
}

// notified returns what is recorded about the force of a decision or an act. A
// signing says who signed.
func (s *State) notified(about ID, see func(*Thing) bool) (all []Notified) {
	for _, id := range s.children[about] {
		t := s.things[id]
		switch f := t.Facts.(type) {
		case *Notification:
			if see(t) {
				all = append(all, Notified{*f, known(t)})
			}
		case *Signing:
			if !f.At.Latest().Known() || !see(t) {
				continue
			}
			for _, p := range f.Signatories {
				if p.Member != "" {
					n := Notification{About: about, Kind: NotifiedSignature, Member: p.Member, Day: f.At.Latest()}
					all = append(all, Notified{n, known(t)})
				}
			}
		}
	}
	return all
}

// known is the day from which a thing was known; of a decision, from which it was
// known to be adopted.
func known(t *Thing) calendar.Day {
	marks := t.Trace.All()
	at := marks[0]
	if i := slices.IndexFunc(marks, func(m Mark) bool {
		return m.Type == "decision-adopted.v1" || m.Type == "silence-kept.v1"
	}); i >= 0 {
		at = marks[i]
	}
	return calendar.DayOf(time.Unix(at.Time, 0).UTC())
}
