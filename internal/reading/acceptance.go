package reading

import (
	"slices"
	"time"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
)

// An Acceptance is the second stage of a decision that its rule has adopted and
// then accepted. Times are instants with the offset of the zone on their day.
type Acceptance struct {
	Step    string          `json:"step"`           // of the rule: "acceptance"
	Phase   council.Stage   `json:"phase"`          // empty: the members were not told yet
	Began   time.Time       `json:"began,omitzero"` // when they were told
	Ends    time.Time       `json:"ends,omitzero"`  // none: as soon as the rule is met
	Ended   time.Time       `json:"ended,omitzero"` // when it was accepted, or was not
	Zone    string          `json:"zone,omitempty"`
	Notices []NoticeRow     `json:"notices,omitempty"` // one a member that can give notice, in precedence
	Judged  *Judged         `json:"judged,omitempty"`  // of both stages, once it has ended
	Earlier *council.Ruling `json:"earlier,omitempty"` // a ruling that a notice entered late took back
}

// A NoticeRow is what a member said in the second stage.
type NoticeRow struct {
	Member MemberRef        `json:"member"`
	Last   *council.Notice  `json:"last,omitempty"`   // the one that counts; none: nothing was received
	Joined *council.Notice  `json:"joined,omitempty"` // with which it joined after the end
	Before []council.Notice `json:"before,omitempty"` // earlier ones
}

// An Opening is who is taken to have been present when the meeting was opened, for
// a rule that asks for it.
type Opening struct {
	Members []MemberRef `json:"members"`
	Stated  bool        `json:"stated,omitempty"` // said by who put the question; else derived from the public attendance of the session
}

// acceptance adds how the second stage of a decision went, whom the decision binds
// now, and what its quorum was taken from.
func (r *Room) acceptance(t *council.Thing, v *Decision) {
	day := v.Facts.At.Day()
	v.Binding = r.see.Members(t.Case.Binding(), day)
	if ruling := t.Case.Ruling; ruling != nil && asksOpening(&ruling.Rule) {
		v.Opening = &Opening{Members: r.see.Members(ruling.Question.Opening, day), Stated: ruling.OpeningStated}
	}
	a := t.Case.Acceptance
	if step := t.Case.Awaits(); a == nil && step != nil {
		v.Acceptance = &Acceptance{Step: step.Name}
	}
	if a == nil {
		return
	}
	began, _ := a.Began.At.Time()
	at := inZoneOf(a.Began.Zone, began)
	view := &Acceptance{Step: a.Step, Phase: a.Phase, Zone: a.Began.Zone, Earlier: a.Earlier}
	view.Began, view.Ends, view.Ended = at(a.Began.At.Time()), at(a.Ends.At.Time()), at(a.At.Time())
	if a.Ruling != nil {
		again := a.Ruling.Again()
		view.Judged = &Judged{Ruling: *a.Ruling, Again: again, Same: again.Equal(a.Ruling.Finding)}
	}
	last := a.Last()
	for _, m := range r.see.Members(a.Members, day) {
		row := NoticeRow{Member: m}
		for i := range last {
			if last[i].Member == m.ID {
				row.Last = &last[i]
			}
		}
		for i, n := range a.Notices {
			switch {
			case n.Member != m.ID || row.Last != nil && n.Place == row.Last.Place:
			case n.Joins:
				row.Joined = &a.Notices[i]
			default:
				row.Before = append(row.Before, n)
			}
		}
		view.Notices = append(view.Notices, row)
	}
	v.Acceptance = view
}

// inZoneOf returns what shows an instant with the offset that a zone has on its
// day, or, where the zone is not known, with that of another instant.
func inZoneOf(zone string, like time.Time) func(time.Time, bool) time.Time {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = like.Location()
	}
	return func(t time.Time, ok bool) time.Time {
		if !ok {
			return time.Time{}
		}
		_, offset := t.In(loc).Zone()
		return t.In(time.FixedZone("", offset))
	}
}

// asksOpening reports whether a rule asks for a quorum at the opening, or from it on.
func asksOpening(r *procedure.Rule) bool {
	return slices.ContainsFunc(r.Quorums, func(p procedure.Presence) bool { return p.At != procedure.AtDecision }) ||
		slices.ContainsFunc(r.Steps, func(s procedure.Step) bool { return asksOpening(&s.Rule) })
}
