package prepare

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"
	_ "time/tzdata" // the same zones on every machine

	"chancery.example/chancery/examples"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/words"
)

// played plays the example and shows its state, with its session.
func played(t *testing.T, look func(s *council.State, session council.ID, st *store.Store)) {
	t.Helper()
	ctx := context.Background()
	st, err := store.Create(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	desk, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := desk.Close(ctx); err != nil {
			t.Error(err)
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	c, err := charter.Parse("charter.yaml", examples.Charter("preparation"))
	if err != nil {
		t.Fatal(err)
	}
	by := access.Actor{Role: access.Secretariat}
	if _, err := desk.Do(ctx, secretariat.Order{By: by, Command: &council.Establish{Charter: *c}}); err != nil {
		t.Fatal(err)
	}
	steps, err := secretariat.ParsePlay("play.yaml", examples.Play("preparation"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.PlayAll(ctx, steps); err != nil {
		t.Fatal(err)
	}
	var session council.ID
	desk.Read(func(s *council.State) { session = s.All(council.NounSession)[0].ID })
	hidden := &council.Record{Audience: access.OfSecretariat, Facts: &council.Item{Session: session, Order: 9, Title: words.Text{"en": "hidden"}}}
	if _, err := desk.Do(ctx, secretariat.Order{By: by, Command: hidden}); err != nil {
		t.Fatal(err)
	}
	desk.Read(func(s *council.State) { look(s, session, st) })
}

func TestASessionIsShownAsFarAsItIsPrepared(t *testing.T) {
	played(t, func(s *council.State, id council.ID, _ *store.Store) {
		v, err := From(reading.Enter(s, access.SecretariatClass)).Session(id)
		if err != nil {
			t.Fatal(err)
		}
		var numbers []string
		for _, x := range v.Items {
			numbers = append(numbers, x.Number)
		}
		if got := fmt.Sprint(numbers); got != "[1 2 2.1 3 4]" {
			t.Error(got)
		}
		if len(v.Papers) != 1 || v.Papers[0].Sent == 0 || v.Papers[0].Written == 0 || len(v.Papers[0].Texts) != 1 {
			t.Errorf("papers: %+v", v.Papers)
		}
		if len(v.Versions) != 1 || v.Versions[0].Adopted == nil || v.Versions[0].Sent == 0 {
			t.Errorf("versions: %+v", v.Versions)
		}
		var named []string
		for _, d := range v.Delegations {
			named = append(named, fmt.Sprint(d.Member.ID, d.ID != "", d.Presides))
		}
		if got := fmt.Sprint(named); got != "[kzfalse true kgtrue false tjfalse false uzfalse false]" {
			t.Error(got)
		}
	})
}

// What a class is shown of the full state is what it is shown of its own fold.
func TestNothingOfAPreparationLeaks(t *testing.T) {
	played(t, func(s *council.State, id council.ID, st *store.Store) {
		for _, c := range s.Classes() {
			own, err := secretariat.FoldFor(t.Context(), st, c, s)
			if err != nil {
				t.Fatal(err)
			}
			show := func(s *council.State) []byte {
				r := From(reading.Enter(s, c))
				v, err := r.Session(id)
				if err != nil {
					t.Fatal(err)
				}
				b, err := json.Marshal([]any{v, r.Reads()})
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
			full, mine := show(s), show(own)
			if !bytes.Equal(full, mine) {
				t.Errorf("%s:\n%s\nof its own fold:\n%s", c, full, mine)
			}
			if c != access.SecretariatClass && bytes.Contains(full, []byte("hidden")) {
				t.Errorf("%s reads what is for the secretariat", c)
			}
		}
	})
}

func TestABatchIsForeseenAndNothingIsRecorded(t *testing.T) {
	played(t, func(s *council.State, id council.ID, _ *store.Store) {
		r := From(reading.Enter(s, access.SecretariatClass))
		size := s.Size
		item := func(under council.ID, order int) council.Command {
			return &council.Record{Audience: access.Members, Facts: &council.Item{Session: id, Under: under, Order: order, Title: words.Text{"en": "x"}}}
		}
		o := council.Order{By: access.Actor{Role: access.Secretariat}}
		all, n, err := r.Foresee(o, 2, func(i int, made []council.ID) (council.Order, error) {
			if i == 0 {
				return council.Order{Command: item("", 5)}, nil
			}
			return council.Order{Command: item(made[0], 1)}, nil
		})
		if err != nil || n != 2 || len(all) != 2 || all[1].Noun != council.NounItem || s.Size != size {
			t.Errorf("%+v, %d, %v", all, n, err)
		}
		if _, n, err := r.Foresee(o, 1, func(int, []council.ID) (council.Order, error) { return council.Order{Command: item("", 0)}, nil }); err == nil || n != 0 {
			t.Errorf("%d, %v", n, err)
		}
		o.By.Role = access.Stranger
		if _, _, err := r.Foresee(o, 1, nil); err == nil {
			t.Error("for somebody who reads as another")
		}
	})
}
