package examples

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata" // the same zones on every machine

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

// played plays a case and shows what came of each decision, by its local name.
func played(t *testing.T, name string, look func(cases map[string]*council.Case)) {
	t.Helper()
	playedTo(t, name, func(state *council.State, names map[string]council.ID) {
		cases := map[string]*council.Case{}
		for as, id := range names {
			if d, ok := state.Thing(id); ok && d.Case != nil {
				cases[as] = d.Case
			}
		}
		look(cases)
	})
}

// playedTo plays a case and shows its state, with the things by their local names.
func playedTo(t *testing.T, name string, look func(state *council.State, names map[string]council.ID)) {
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
	defer func() {
		if err := errors.Join(s.Close(ctx), st.Check(ctx), st.Close()); err != nil {
			t.Error(err)
		}
	}()
	shelf, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := charter.ParseWith(shelf, name+"/charter.yaml", Charter(name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *c}}); err != nil {
		t.Fatal(err)
	}
	steps, err := secretariat.ParsePlay(name+"/play.yaml", Play(name))
	if err != nil {
		t.Fatal(err)
	}
	p := secretariat.Player{Do: s.Do}
	for _, step := range steps {
		if _, err := p.Play(ctx, step); err != nil {
			t.Fatalf("%s: %v %s: %v", step.Where, step.By, step.Name, err)
		}
	}
	s.Read(func(state *council.State) {
		if ds := state.Rejudge(); len(ds) > 0 || len(state.Odd) > 0 {
			t.Errorf("judged again: %+v; odd: %v", ds, state.Odd)
		}
		look(state, p.Names)
	})
}

// outcomes counts the outcomes of cases.
func outcomes(cases map[string]*council.Case) map[procedure.Outcome]int {
	n := map[procedure.Outcome]int{}
	for _, c := range cases {
		n[c.Outcome]++
	}
	return n
}

func TestAMemberThatDoesNotObjectIsNotBound(t *testing.T) {
	played(t, "limitedformat", func(cases map[string]*council.Case) {
		d := cases["d"]
		if d.Outcome != procedure.AdoptedInLimitedFormat {
			t.Errorf("%s", d.Outcome)
		}
		if got := d.Ruling.Finding.Bound; len(got) != 5 || slices.Contains(got, "am") {
			t.Errorf("binds %v", got)
		}
		q := d.Ruling.Question
		q.Stances = maps.Clone(q.Stances)
		q.Stances["am"] = procedure.Absent
		if f := procedure.Evaluate(d.Ruling.Rule, q); f.Outcome.Carried() {
			t.Errorf("absence alone: %s", f.Outcome)
		}
	})
}

func TestSeventeenDraftsGoInAndTwoComeBack(t *testing.T) {
	played(t, "returned", func(cases map[string]*council.Case) {
		if got := outcomes(cases); got[procedure.Adopted] != 15 || got[procedure.Returned] != 2 || len(cases) != 17 {
			t.Errorf("%v", got)
		}
	})
}

func TestTheSameVotesUnderAnotherRule(t *testing.T) {
	played(t, "securitycouncil", func(cases map[string]*council.Case) {
		substance, order := cases["substance"], cases["procedure"]
		if !maps.Equal(substance.Standing(false), order.Standing(false)) {
			t.Error("the stances differ")
		}
		n := map[procedure.Stance]int{}
		for _, s := range substance.Standing(false) {
			n[s]++
		}
		if n[procedure.For] != 11 || n[procedure.Against] != 1 || n[procedure.Abstains] != 3 {
			t.Errorf("%v", n)
		}
		if substance.Outcome != procedure.Vetoed || order.Outcome != procedure.Adopted {
			t.Errorf("substance %s, procedure %s", substance.Outcome, order.Outcome)
		}
		f := procedure.Explain(substance.Ruling.Rule, substance.Ruling.Question)
		if f.Flip == nil || f.Flip.Least != 1 || len(f.Flip.Sets) != 1 || f.Flip.Sets[0][0].Member != "ru" {
			t.Errorf("flip %+v", f.Flip)
		}
	})
}

func TestASilenceKeptBrokenAndExtended(t *testing.T) {
	played(t, "silence", func(cases map[string]*council.Case) {
		for as, want := range map[string]struct {
			outcome procedure.Outcome
			expiry  string
		}{
			"kept": {procedure.Adopted, "2024-02-29 12:00:00 +0000 UTC"}, "broken": {procedure.NotAdopted, "2024-02-29 12:00:00 +0000 UTC"},
			"extended": {procedure.Adopted, "2024-03-01 13:00:00 +0000 UTC"},
		} {
			c := cases[as]
			if got := fmt.Sprint(c.Silence.Expiry); c.Outcome != want.outcome || got != want.expiry {
				t.Errorf("%s: %s, expiry %s", as, c.Outcome, got)
			}
		}
		b := cases["broken"].Breaks
		if len(b) != 1 || !b[0].Amendment || b[0].Member != "uz" || b[0].Received.String() != "2024-02-29T17:59:59+06:00" {
			t.Errorf("%+v", b)
		}
		if !cases["kept"].Silence.Numbered() || len(cases["kept"].Beside) != 1 || cases["extended"].Silence.Extended != 1 {
			t.Errorf("%+v", cases["kept"])
		}
	})
}

func TestWhatIsAdoptedIsAcceptedTacitlyOrByNotice(t *testing.T) {
	played(t, "tacitacceptance", func(cases map[string]*council.Case) {
		end := "2025-07-19T10:00:00+02:00"
		for as, want := range map[string]struct {
			outcome procedure.Outcome
			phase   council.Stage
			ends    string
			binds   []procedure.Member
		}{
			"accepted": {procedure.AdoptedInLimitedFormat, council.StageEnded, end, []procedure.Member{"kz", "kg", "tj", "uz"}},
			"late":     {procedure.AdoptedInLimitedFormat, council.StageEnded, end, []procedure.Member{"kz", "kg", "uz"}},
			"measure":  {procedure.Adopted, council.StageOpen, "", nil},
		} {
			c := cases[as]
			got := c.Binding()
			slices.Sort(got)
			slices.Sort(want.binds)
			if c.Outcome != want.outcome || c.Acceptance.Phase != want.phase || c.Acceptance.Ends.At.String() != want.ends || !slices.Equal(got, want.binds) {
				t.Errorf("%s: %s, %s, ends %s, binds %v", as, c.Outcome, c.Acceptance.Phase, c.Acceptance.Ends.At, got)
			}
		}
		if first := cases["accepted"].Acceptance.Ruling.Finding.Bound; slices.Contains(first, "uz") {
			t.Errorf("bound at the end: %v", first)
		}
		if was := cases["late"].Acceptance.Earlier; was == nil || len(was.Finding.Bound) != 4 {
			t.Errorf("before the late letter: %+v", was)
		}
		if c := cases["unopened"]; c.Awaits() == nil || c.Acceptance != nil || c.Binding() != nil {
			t.Errorf("unopened: %+v", c)
		}
	})
}

func TestASessionIsPreparedAsFarAsItsAgenda(t *testing.T) {
	playedTo(t, "preparation", func(s *council.State, names map[string]council.ID) {
		var order []string
		for _, item := range s.Agenda(names["session"]) {
			order = append(order, item.Facts.(*council.Item).Title["en"])
		}
		if got := strings.Join(order, ", "); got != "Opening of the session, Reports, Work under the presidency, Budget" {
			t.Error(got)
		}
		agenda, _ := s.Thing(names["agenda"])
		report, _ := s.Thing(names["report"])
		words, _ := s.Thing(names["words"])
		note, _ := s.Thing(names["note"])
		kg, _ := s.Thing(names["kg"])
		if agenda.Adopted() == nil || report.Audience != access.Members || words.Audience != access.Members || !note.Withdrawn() || kg.Life.Examined.Finding != "in-order" {
			t.Errorf("%+v %s %s %+v %+v", agenda.Life, report.Audience, words.Audience, note.Life, kg.Life)
		}
		if n := len(s.Charter.Preparation.Templates[0].Papers); n != 14 {
			t.Errorf("%d papers", n)
		}
	})
}

// Every real case says where it is from.
func TestCasesNameTheirSources(t *testing.T) {
	for _, name := range Names() {
		c, p := string(Charter(name)), string(Play(name))
		if len(c) == 0 || len(p) == 0 || !strings.Contains(c+p, "https://") {
			t.Errorf("%s: no source", name)
		}
	}
	if Charter("nowhere") != nil {
		t.Error("a charter of nowhere")
	}
}
