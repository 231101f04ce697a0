package bishkek2019

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

// open returns the secretariat of a fresh council with its charter.
func open(t *testing.T) *secretariat.Secretariat {
	t.Helper()
	s, _ := opened(t)
	return s
}

// opened returns it with the store in which it keeps the record.
func opened(t *testing.T) (*secretariat.Secretariat, *store.Store) {
	t.Helper()
	ctx := context.Background()
	st, err := store.Create(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	by := access.Actor{Role: access.Secretariat}
	if _, err := s.Do(ctx, secretariat.Order{By: by, Command: &council.Establish{Charter: *parse(t)}}); err != nil {
		t.Fatal(err)
	}
	return s, st
}

// play gives the commands of a play and returns the ids of its local names.
func play(t *testing.T, s *secretariat.Secretariat, name string) map[string]council.ID {
	t.Helper()
	steps, err := secretariat.ParsePlay(name, Play(name))
	if err != nil {
		t.Fatal(err)
	}
	p := secretariat.Player{Do: s.Do}
	for _, step := range steps {
		if _, err := p.Play(t.Context(), step); err != nil {
			t.Fatalf("%s: %v %s: %v", step.Where, step.By, step.Name, err)
		}
	}
	t.Logf("%s: %d commands", name, len(steps))
	return p.Names
}

func TestEveryPlayIsLawful(t *testing.T) {
	s := open(t)
	names := play(t, s, "play.yaml")
	s.Read(func(state *council.State) {
		checkSession(t, state, names)
		checkReaders(t, state, names)
	})
	later := play(t, s, "bishkek2025.yaml")
	s.Read(func(state *council.State) {
		checkApart(t, state, names["session"], later["session-2025"])
		if d := state.Rejudge(); len(d) > 0 {
			t.Errorf("judged again: %+v", d)
		}
		if len(state.Odd) > 0 {
			t.Errorf("odd entries: %v", state.Odd)
		}
		checkMandates(t, state, names)
	})
}

// A session that has not begun: what the standing mandates are for.
const next = `
- secretariat convene-session: {as: next, body: csc, type: ordinary, title: {en: The next session}, at: "2030-11-27", place: {city: {en: Moscow}, country: {en: Russia}, iso: RU}, host: ru, presides: ru}
- secretariat submit-draft: {as: draft, session: $next, form: decision, title: {en: A draft}, nature: other, matter: plan, at: "2030-11-27"}
- members:am,by,kz,kg,ru,tj take-stance: {decision: $draft, stance: for, at: "2030-11-27T10:00:00+03:00"}
- chair:ru put-question: {decision: $draft, at: "2030-11-27T10:05:00+03:00"}
`

func TestStandingMandatesAllowWorkOnANewSession(t *testing.T) {
	s := open(t)
	play(t, s, "play.yaml")
	play(t, s, "bishkek2025.yaml")
	names := play(t, s, "standing.yaml")
	steps, err := secretariat.ParsePlay("next", []byte(next))
	if err != nil {
		t.Fatal(err)
	}
	p := secretariat.Player{Do: s.Do}
	for _, step := range steps {
		if _, err := p.Play(t.Context(), step); err != nil {
			t.Fatalf("%s: %v %s: %v", step.Where, step.By, step.Name, err)
		}
	}
	s.Read(func(state *council.State) {
		draft, _ := state.Thing(p.Names["draft"])
		if draft.Case.Outcome != procedure.Adopted || len(draft.Case.Stances.All()) != 6 {
			t.Errorf("%v with %d stances", draft.Case.Outcome, len(draft.Case.Stances.All()))
		}
		for _, x := range draft.Case.Stances.All() {
			if m, ok := state.Thing(x.Mandate); !ok || m.Facts.(*council.Mandate).Person != "representative-"+string(x.Member) {
				t.Errorf("%s took a stance under %q", x.Member, x.Mandate)
			}
		}
		expert, _ := state.Thing(names["expert"])
		if by, _ := state.Thing(expert.Trace.All()[0].Mandate); by.ID != names["administrator"] {
			t.Errorf("the expert's mandate was given under %v", by)
		}
	})
}

// checkSession looks for what makes the session of 2019.
func checkSession(t *testing.T, state *council.State, names map[string]council.ID) {
	t.Helper()
	var orders []int
	counts := map[council.Noun]int{}
	for _, child := range state.Children(names["session"]) {
		counts[child.Noun]++
		if d, ok := child.Facts.(*council.Decision); ok {
			orders = append(orders, d.Order)
			if child.Case.Outcome != procedure.Adopted || child.Case.Number != 0 {
				t.Errorf("decision %d: %+v", d.Order, child.Case)
			}
		}
	}
	if want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}; !slices.Equal(orders, want) {
		t.Errorf("documents %v, want the Statement and 14 decisions", orders)
	}
	for noun, want := range map[council.Noun]int{
		council.NounSitting: 2, council.NounProposal: 13, council.NounSigning: 1, council.NounUnnamed: 1,
		council.NounPresidency: 1, council.NounNextSession: 1, council.NounPublication: 10,
	} {
		if counts[noun] != want {
			t.Errorf("%s: %d, want %d", noun, counts[noun], want)
		}
	}
	statement, _ := state.Thing(names["statement"])
	if len(statement.Fixes.All()) != 1 || statement.Fixes.All()[0].Reason == "" {
		t.Errorf("the announced title of the Statement is not corrected: %+v", statement.Fixes.All())
	}
}

// checkMandates looks for under what things were done: everything after the first
// mandate of the secretariat under one, a stance under that of the member's head.
func checkMandates(t *testing.T, state *council.State, names map[string]council.ID) {
	t.Helper()
	if n := len(state.All(council.NounMandate)); n != 14 {
		t.Errorf("%d mandates, want 14", n)
	}
	officer := names["officer"]
	for _, thing := range state.All(council.NounAct) {
		if m := thing.Trace.All()[0].Mandate; m != officer {
			t.Errorf("%v was recorded under %q", thing, m)
		}
	}
	d1, _ := state.Thing(names["d1"])
	for _, s := range d1.Case.Stances.All() {
		mandate, ok := state.Thing(s.Mandate)
		if !ok || council.SideOf(state.Charter, mandate.Facts.(*council.Mandate).For) != access.SideOf(s.Member) {
			t.Errorf("%s took a stance under %q", s.Member, s.Mandate)
		}
	}
}

// checkReaders looks for who may read the record of the narrow sitting.
func checkReaders(t *testing.T, state *council.State, names map[string]council.ID) {
	t.Helper()
	record, _ := state.Thing(names["narrow-record"])
	for class, want := range map[access.Class]bool{
		access.PublicClass: false, access.SecretariatClass: true, access.MemberClass("kz"): true, access.MemberClass("uz"): false,
	} {
		if got := access.MaySee(class, record.Audience, state); got != want {
			t.Errorf("%s reads the record of the narrow sitting: %v", class, got)
		}
	}
}

// checkApart looks for two sessions with one place, one month and one handover.
func checkApart(t *testing.T, state *council.State, first, second council.ID) {
	t.Helper()
	var sessions [2]*council.Session
	var handovers [2]*council.Presidency
	for i, id := range []council.ID{first, second} {
		thing, _ := state.Thing(id)
		sessions[i] = thing.Facts.(*council.Session)
		for _, child := range state.Children(id) {
			if p, ok := child.Facts.(*council.Presidency); ok {
				handovers[i] = p
			}
		}
	}
	a, b := sessions[0], sessions[1]
	if first == second || a.Place.City["en"] != b.Place.City["en"] || a.At.String() != "2019-11-28" || b.At.String() != "2025-11-27" {
		t.Errorf("sessions %+v and %+v", a, b)
	}
	if handovers[0].From != handovers[1].From || handovers[0].To != handovers[1].To {
		t.Errorf("handovers %+v and %+v", handovers[0], handovers[1])
	}
	for _, child := range state.Children(second) {
		if child.Noun == council.NounDecision && (child.Case.Outcome != procedure.AdoptedInLimitedFormat || slices.Contains(child.Case.Ruling.Finding.Bound, "am")) {
			t.Errorf("2025: %+v", child.Case)
		}
	}
}

// TestEveryFactSaysHowItIsKnown reads the plays as plain YAML: every wording is in
// both languages, every command says how its facts are known, what is reported
// has a source and what is not has a note.
func TestEveryFactSaysHowItIsKnown(t *testing.T) {
	for _, name := range Plays() {
		var list []map[string]map[string]any
		if err := yaml.Unmarshal(Play(name), &list); err != nil {
			t.Fatal(err)
		}
		for i, element := range list {
			for head, fields := range element {
				at := fmt.Sprintf("%s, element %d: %s", name, i+1, head)
				if fields["evidence"] == nil && head != "chair:kg put-question" {
					t.Errorf("%s: no evidence", at)
				}
				look(t, at, fields)
			}
		}
	}
}

func look(t *testing.T, at string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if ru, en := v["ru"], v["en"]; (ru == nil) != (en == nil) || ru != nil && len(v) != 2 {
			t.Errorf("%s: %v", at, v)
		}
		if e, ok := v["evidence"].(map[string]any); ok && (e["basis"] == nil && e["source"] == nil || e["basis"] != nil && e["note"] == nil) {
			t.Errorf("%s: evidence %v", at, e)
		}
		for k, e := range v {
			look(t, at+"."+k, e)
		}
	case []any:
		for _, e := range v {
			look(t, at, e)
		}
	}
}
