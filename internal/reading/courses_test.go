package reading

import (
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
)

// silences places drafts under silence, of which one is kept, issued and, where
// that is in order, taken back, and has a vote fail.
func (w *world) silences() {
	secretary, chair, clock := access.Actor{Role: access.Secretariat}, access.Actor{Role: access.Chair, Member: "kg"}, access.Actor{Role: access.Clock}
	for range 2 {
		id := w.drafted("letter")
		began := w.instant(0)
		until := council.Deadline{At: w.instant(time.Hour), Zone: "UTC"}
		later := council.Deadline{At: w.instant(2 * time.Hour), Zone: "UTC"}
		letter := func() council.Command {
			return &council.BreakSilence{Decision: id, Member: "tj", Reason: w.words(), Received: began, Written: true}
		}
		_ = w.do(chair, &council.PlaceUnderSilence{Decision: id, From: began, Expires: until, Meeting: true})
		_ = w.do(chair, &council.ExtendSilence{Decision: id, At: began, Expires: later})
		if w.choose(3) == 0 {
			_ = w.do(secretary, letter())
		}
		w.given = w.given.Add(2 * time.Hour)
		_ = w.do(clock, &council.ExpireSilence{Decision: id})
		d, _ := w.state.Thing(id)
		_ = w.do(chair, &council.AnnounceSilence{Decision: id, At: w.instant(0), Session: d.Facts.(*council.Decision).Session})
		_ = w.do(secretary, &council.IssueDecision{Decision: id, At: w.instant(0)})
		if w.choose(2) == 0 {
			_ = w.do(secretary, letter())
		}
	}
	id := w.drafted("order")
	_ = w.do(w.member(), &council.TakeStance{Decision: id, Stance: procedure.Objects, Note: w.words()})
	_ = w.do(chair, &council.PutQuestion{Decision: id, Final: true})
	id = w.drafted("plan")
	_ = w.do(secretary, &council.CloseCase{Decision: id, Outcome: "returned", Why: w.words()})
}

// acceptances has regulations adopted and accepted, with notices in time and, where
// that is in order, entered late.
func (w *world) acceptances() {
	secretary, clock := access.Actor{Role: access.Secretariat}, access.Actor{Role: access.Clock}
	for range 2 {
		id := w.drafted("regulation")
		_ = w.carry(id)
		told := w.instant(0)
		_ = w.do(secretary, &council.OpenAcceptance{Decision: id, From: council.Deadline{At: told, Zone: "UTC"}})
		_ = w.do(w.member(), &council.GiveNotice{Decision: id, Notice: pick(w, council.Accepts, council.Rejects), Text: w.words()})
		w.given = w.given.AddDate(0, 3, 1)
		_ = w.do(clock, &council.CloseAcceptance{Decision: id})
		if w.choose(2) == 0 {
			_ = w.do(secretary, &council.GiveNotice{Decision: id, Member: "kz", Notice: council.Rejects, Text: w.words(), Received: told})
		}
	}
}

// agendas puts the items of every session into another order, sends agendas out and
// adopts them, withdraws items and papers, and looks at credentials.
func (w *world) agendas() {
	secretary, chair := access.Actor{Role: access.Secretariat}, access.Actor{Role: access.Chair, Member: "kg"}
	for range 3 {
		for _, n := range []council.Noun{council.NounItem, council.NounItem, council.NounPaper, council.NounDelegation, council.NounAgenda, council.NounAgenda} {
			_ = w.record(n) // what is refused does not happen
		}
	}
	for _, id := range w.ids(council.NounSession) {
		var rows []council.ItemRow
		for _, t := range w.state.Agenda(id) {
			if access.MaySee(access.SecretariatClass, t.Audience, w.state) {
				rows = append(rows, council.ItemRow{Item: t.ID})
			}
		}
		w.chooser.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		_ = w.do(secretary, &council.OrderAgenda{Session: id, Items: rows})
	}
	for _, n := range []council.Noun{council.NounItem, council.NounPaper} {
		if ids := w.ids(n); len(ids) > 0 {
			_ = w.do(secretary, &council.Withdraw{Thing: pick(w, ids...), Reason: w.words()})
		}
	}
	for _, id := range w.ids(council.NounAgenda) {
		_ = w.do(pick(w, secretary, chair), &council.AdoptAgenda{Agenda: id, Note: w.words()})
	}
	for _, id := range w.ids(council.NounDelegation) {
		_ = w.do(secretary, &council.ExamineCredentials{Delegation: id, Finding: pick(w, council.Findings()...), Note: w.words()})
	}
}
