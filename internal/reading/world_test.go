package reading

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"time"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A world is a small council to which anything may happen that is lawful. Its
// rows are what a store would hold, and every wording in it is a canary: it is
// found nowhere else.
type world struct {
	t        *rapid.T
	state    *council.State
	rows     []store.Row
	chance   *rand.ChaCha8
	chooser  *rand.Rand
	given    time.Time
	canaries map[string]access.Audience // by wording
	within   map[council.ID][]string    // the canaries that stand in the entries about a thing
	audience access.Audience            // of the command being made
	mandate  council.ID                 // under which the command is given
	matter   string                     // of the drafts being made; empty: any
}

// grown returns a council after a number of commands of one course of events.
func grown(t *rapid.T) *world {
	w := newWorld(t)
	for range rapid.IntRange(20, 60).Draw(t, "commands") {
		_ = w.step() // what is refused does not happen
	}
	for _, n := range recorded() {
		_, _ = w.record(n), w.record(n) // so that hardly any is missing
	}
	w.agendas()
	w.silences()
	w.acceptances()
	w.mandates()
	w.releases()
	return w
}

func newWorld(t *rapid.T) *world {
	seed := rapid.Uint64().Draw(t, "course of events")
	w := &world{
		t: t, state: council.NewState(), chance: rand.NewChaCha8([32]byte{1}), chooser: rand.New(rand.NewPCG(seed, seed)),
		given: time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC), canaries: map[string]access.Audience{}, within: map[council.ID][]string{},
	}
	typed, err := os.ReadFile("../secretariat/testdata/council.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := charter.Parse("council.yaml", typed)
	if err != nil {
		t.Fatal(err)
	}
	staged, err := os.ReadFile("../secretariat/testdata/stages.yaml")
	if err != nil {
		t.Fatal(err)
	}
	stages, err := charter.Parse("stages.yaml", staged)
	if err != nil {
		t.Fatal(err)
	}
	c.Rules = append(c.Rules, stages.Rules[0]) // regulations, in two stages
	c.Releases = policy()
	if err := w.do(access.Actor{Role: access.Secretariat}, &council.Establish{Charter: *c}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []council.Noun{
		council.NounSession, council.NounSitting, council.NounAttendance, council.NounAct, council.NounDecision, council.NounStatement,
		council.NounPlan, council.NounMeasure, council.NounProgramme,
	} {
		for !slices.ContainsFunc(w.state.All(n), func(t *council.Thing) bool { return t.Audience == access.Public }) {
			_ = w.record(n) // until one is lawful, and public
		}
	}
	for !slices.ContainsFunc(w.ids(council.NounDecision), w.adopts) {
		_ = w.record(council.NounDecision) // until one is adopted
	}
	for len(w.ids(council.NounSigning)) == 0 || len(w.ids(council.NounReport)) == 0 {
		_ = w.record(pick(w, council.NounSigning, council.NounReport)) // until both are lawful
	}
	return w
}

// mandates ends one mandate of every audience that has one.
func (w *world) mandates() {
	for range 8 {
		_ = w.record(council.NounMandate) // what is refused does not happen
	}
	for _, id := range w.ids(council.NounMandate) {
		t, _ := w.state.Thing(id)
		w.audience = t.Audience
		_ = w.do(access.Actor{Role: access.Secretariat}, &council.EndMandate{Mandate: id, At: w.instant(0), Reason: w.words()})
	}
}

// The rows of a world are a secretariat.Source without a snapshot.

func (w *world) Head(context.Context) (store.Head, error) {
	return store.Head{Size: int64(len(w.rows)), Time: w.given}, nil
}

func (w *world) Rows(_ context.Context, from, to register.Place) iter.Seq2[store.Row, error] {
	return func(yield func(store.Row, error) bool) {
		for _, r := range w.rows[from:to] {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (w *world) Snapshot(context.Context) (store.Snapshot, bool, error) {
	return store.Snapshot{}, false, nil
}

func (w *world) Text(context.Context, [32]byte) ([]byte, error) { return nil, store.ErrAbsent }

// do gives a command; what is refused does not happen.
func (w *world) do(by access.Actor, c council.Command) error {
	w.given = w.given.Add(time.Second)
	o := council.Order{By: by, Mandate: w.mandate, Given: w.given, Command: c, Texts: map[string]int{}}
	for range 2 {
		o.IDs = append(o.IDs, council.NewID(w.chance.Uint64()))
	}
	if r, ok := c.(*council.Record); ok {
		if f, ok := r.Facts.(*council.Text); ok {
			o.Texts[f.Hash] = f.Size
		}
	}
	events, err := council.Decide(w.state, o)
	if err != nil {
		return err
	}
	for _, e := range events {
		values, err := e.Values(o)
		if err != nil {
			w.t.Fatal(err)
		}
		w.remember(e, values[len(values)-1].Value)
		var fields []register.Field
		for _, v := range values {
			fields = append(fields, register.Field{Name: v.Name, Salt: register.Salt(w.bytes(32)), Value: v.Value})
		}
		content := register.Seal(fields, func() register.Hash { return register.Hash(w.bytes(32)) })
		leaf := register.Leaf{ID: register.ID(w.bytes(16)), Time: w.given, Content: content.Hash()}
		row := store.Row{Place: register.Place(len(w.rows)), Leaf: leaf.Bytes(), Content: content.Bytes()}
		w.rows = append(w.rows, row)
		if err := secretariat.ApplyRow(w.state, row, func(register.Place, council.Event) bool { return true }); err != nil {
			w.t.Fatal(err)
		}
	}
	return nil
}

func (w *world) bytes(n int) []byte {
	b := make([]byte, n)
	w.chance.Read(b) // documented never to fail
	return b
}

func (w *world) choose(n int) int     { return w.chooser.IntN(n) }
func pick[T any](w *world, of ...T) T { return of[w.choose(len(of))] }
func (w *world) member() access.Actor { return delegate(pick(w, "kz", "kg", "tj", "uz", "tm")) }
func delegate(m string) access.Actor {
	return access.Actor{Role: access.Delegate, Member: procedure.Member(m)}
}
func (w *world) ids(n council.Noun) (ids []council.ID) {
	for _, t := range w.state.All(n) {
		ids = append(ids, t.ID)
	}
	return ids
}

// public returns the first thing of a noun that everybody may read.
func (w *world) public(n council.Noun) council.ID {
	all := w.state.All(n)
	return all[slices.IndexFunc(all, func(t *council.Thing) bool { return t.Audience == access.Public })].ID
}

// step gives one command at random. Most are lawful.
func (w *world) step() (err error) {
	decisions := w.ids(council.NounDecision)
	w.audience = access.Public
	if len(decisions) > 0 && w.choose(4) == 0 {
		id := pick(w, decisions...)
		d, _ := w.state.Thing(id)
		w.audience = d.Audience
		when := pick(w, "2019-11-28", "2019-11-28T10:00:00Z")
		at, _ := calendar.ParseWhen(when)
		if w.choose(3) == 0 {
			return w.later(id)
		}
		switch w.choose(7) {
		case 0:
			return w.do(access.Actor{Role: access.Secretariat}, &council.CloseCase{Decision: id, Outcome: "returned", Why: w.words(), At: at})
		case 1:
			return w.do(access.Actor{Role: access.Secretariat}, &council.GiveNumber{Decision: id, Series: "s", Number: w.choose(3) + 1})
		case 2, 3:
			return w.carry(id)
		}
		stance := pick(w, procedure.For, procedure.For, procedure.Abstains, procedure.Objects, procedure.DoesNotObject)
		return w.do(w.member(), &council.TakeStance{Decision: id, Stance: stance, At: at, Note: w.words()})
	}
	n := pick(w, append(recorded(), council.NounSitting, council.NounAttendance, council.NounDecision, council.NounReport, council.NounSigning)...)
	if n == council.NounSession && w.choose(4) > 0 {
		n = council.NounStatement // few sessions hold much
	}
	return w.record(n)
}

// drafted submits drafts of a matter until one is lawful, and returns it.
func (w *world) drafted(matter string) council.ID {
	w.matter = matter
	defer func() { w.matter = "" }()
	for {
		before := w.ids(council.NounDecision)
		if _ = w.record(council.NounDecision); len(w.ids(council.NounDecision)) > len(before) {
			id := w.ids(council.NounDecision)[len(before)]
			d, _ := w.state.Thing(id)
			w.audience = d.Audience
			return id
		}
	}
}

// later gives one command that can come after a draft is known: about a silence,
// a statement beside it, a vote.
func (w *world) later(id council.ID) error {
	secretary, chair := access.Actor{Role: access.Secretariat}, access.Actor{Role: access.Chair, Member: "kg"}
	d, _ := w.state.Thing(id)
	w.release(id)
	w.audience = d.Audience
	now := w.instant(0)
	until := func(minutes int) council.Deadline {
		return council.Deadline{At: w.instant(time.Duration(minutes) * time.Minute), Zone: "UTC"}
	}
	sessions := w.ids(council.NounSession)
	for n, give := range []func() error{
		func() error {
			return w.do(chair, &council.PlaceUnderSilence{Decision: id, From: now, Expires: until(1 + w.choose(9)), Meeting: true})
		},
		func() error { return w.do(w.member(), &council.BreakSilence{Decision: id, Reason: w.words()}) },
		func() error {
			return w.do(secretary, &council.BreakSilence{Decision: id, Member: "kz", Reason: w.words(), Received: now, Written: true})
		},
		func() error {
			return w.do(chair, &council.ExtendSilence{Decision: id, At: now, Expires: until(10 + w.choose(9))})
		},
		func() error {
			w.given = w.given.Add(time.Duration(w.choose(20)) * time.Minute)
			return w.do(access.Actor{Role: access.Clock}, &council.ExpireSilence{Decision: id})
		},
		func() error {
			return w.do(chair, &council.AnnounceSilence{Decision: id, At: now, Session: pick(w, sessions...)})
		},
		func() error { return w.do(secretary, &council.IssueDecision{Decision: id, At: now}) },
		func() error {
			return w.do(w.member(), &council.PlaceStatement{Decision: id, Kind: pick(w, council.StatementKinds()...), Text: w.words()})
		},
		func() error {
			return w.do(chair, &council.PutQuestion{Decision: id, Final: w.choose(2) == 0, Second: d.Case.Tied()})
		},
		func() error { return w.do(chair, &council.PutConsentList{Session: pick(w, sessions...)}) },
	} {
		if w.choose(3) == 0 || n == w.choose(10) {
			_ = give() // what is refused does not happen
		}
	}
	return nil
}

// instant returns the time after that of the last command, and some.
func (w *world) instant(more time.Duration) calendar.When {
	at, err := calendar.ParseWhen(w.given.Add(more).Format(time.RFC3339))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// recorded returns the nouns that are recorded.
func recorded() (nouns []council.Noun) {
	for _, name := range council.Commands() {
		if c, err := council.Empty(name); err == nil {
			if r, ok := c.(*council.Record); ok {
				nouns = append(nouns, r.Facts.Noun())
			}
		}
	}
	return nouns
}

// carry has everybody be for a decision, puts the question and gives the number.
func (w *world) carry(id council.ID) error {
	d, _ := w.state.Thing(id)
	w.audience = d.Audience
	for _, m := range w.state.Electorate(d.Facts.(*council.Decision).At.Day()) {
		_ = w.do(delegate(string(m)), &council.TakeStance{Decision: id, Stance: procedure.For}) // what is refused does not happen
	}
	err := w.do(access.Actor{Role: access.Chair, Member: "kg"}, &council.PutQuestion{Decision: id})
	for n := 1; err == nil && d.Case.Number == 0 && d.Audience == access.Public && d.Case.Outcome.Carried() && n < 100; n++ {
		_ = w.do(access.Actor{Role: access.Secretariat}, &council.GiveNumber{Decision: id, Series: "s", Number: n}) // until it is the next
	}
	return err
}

// adopts reports whether a decision that everybody may read could be carried.
func (w *world) adopts(id council.ID) bool {
	d, _ := w.state.Thing(id)
	return d.Audience == access.Public && w.carry(id) == nil && d.Case.Outcome.Carried()
}

// record records facts of a noun at random, or corrects some.
func (w *world) record(n council.Noun) error {
	r := &council.Record{Audience: w.anyAudience()}
	by := access.Actor{Role: access.Secretariat}
	if n == council.NounStatus && w.choose(3) > 0 {
		r.Audience = access.Public
	}
	if ids := w.ids(n); len(ids) > 0 && w.choose(3) == 0 {
		t, _ := w.state.Thing(pick(w, ids...))
		r.Corrects, r.Reason, r.Audience = t.ID, "because", t.Audience
	}
	w.audience = r.Audience
	for _, name := range council.Commands() {
		if c, err := council.Empty(name); err == nil {
			if e, ok := c.(*council.Record); ok && e.Facts.Noun() == n {
				r.Facts = e.Facts
			}
		}
	}
	if n != council.NounAmendment { // which is of one piece
		w.fill(reflect.ValueOf(r.Facts).Elem(), string(n))
	}
	switch f := r.Facts.(type) {
	case *council.Text:
		sum := sha256.Sum256([]byte(fmt.Sprint(w.choose(3))))
		f.Hash, f.Size = hex.EncodeToString(sum[:]), 1
	case *council.Report:
		if w.choose(2) == 0 {
			by = w.member()
			f.Member = by.Member
		}
	case *council.Amendment:
		w.amendment(f, r.Corrects)
	case *council.Notification:
		if f.Name, f.Member = "", "kz"; w.choose(3) == 0 {
			f.Kind, f.Name, f.Member = "event", w.words()["en"], ""
		}
	case *council.Budget:
		f.Total, f.Lines = money.Amount{Minor: 5, Currency: "RUB"}, f.Lines[:min(1, len(f.Lines))]
	}
	return w.do(by, r)
}

func (w *world) anyAudience() access.Audience {
	as := []access.Audience{access.Public, access.Public, access.Public, access.Members, access.OfSecretariat, access.OfDelegation("kz"), access.OfDelegation("tm"), access.OfTheBody("office"), access.OfTheBody("heads")}
	for _, id := range w.ids(council.NounCircle) {
		as = append(as, access.OfCircle(string(id)), access.OfCircle(string(id))) // there are few
	}
	for _, id := range w.ids(council.NounSitting) {
		as = append(as, access.OfSitting(string(id)))
	}
	return pick(w, as...)
}

// words returns a wording that is a canary of the audience of the command.
func (w *world) words() words.Text {
	s := fmt.Sprintf("canary-%x.", w.bytes(6))
	w.canaries[s] = w.audience
	return words.Text{"en": s}
}
