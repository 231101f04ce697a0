package publish_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

type keeper struct{ *mirror.Log }

func (k keeper) Proof(ctx context.Context, place register.Place) ([]byte, error) {
	p, err := k.Log.Proof(ctx, place, mirror.Public)
	return p.Bytes(), err
}

func (k keeper) Checkpoint(ctx context.Context) ([]byte, error) { return k.File(ctx, "checkpoint") }

// A thing with more entries than the state keeps: its archive has a proof of each.
func TestTheArchiveOfASessionHasEveryEntryAboutIt(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	st, err := store.Create(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	s, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		t.Fatal(err)
	}
	ch, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *ch}}); err != nil {
		t.Fatal(err)
	}
	convened := give(t, s, "convene-session", map[string]any{"body": "csc", "type": "ordinary", "title": map[string]string{"en": "Session"}, "at": "2019-11-28"})
	session := convened.IDs[0]
	item := give(t, s, "place-item", map[string]any{"session": session, "order": 1, "title": map[string]string{"en": "Budget 0"}})
	want := []register.Place{convened.From, item.From}
	for i := range 12 {
		r := give(t, s, "place-item", map[string]any{"session": session, "order": 1, "title": map[string]string{"en": fmt.Sprintf("Budget %d", i+1)}, "corrects": item.IDs[0], "reason": "misprint"})
		want = append(want, r.From)
	}
	dep, err := depositary.New(dir, "chancery.example/csto", filled.Journal{Store: st})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dep.Sign(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(ctx); err != nil {
		t.Fatal(err)
	}
	state, err := secretariat.Load(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	log := &mirror.Log{Store: st, Key: dep.PublicKey()}
	var b bytes.Buffer
	if err := publish.Session(ctx, &b, reading.Enter(state, access.PublicClass), session, log.Key, keeper{log}); err != nil {
		t.Fatal(err)
	}
	got, err := proofs(b.Bytes())
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("proofs of %v, want %v: %v", got, want, err)
	}
	if _, _, err := log.Chain(ctx, 99, -1, 50); !errors.Is(err, mirror.ErrAbsent) {
		t.Errorf("the chain of an entry that is not there: %v", err)
	}
	rows, next, err := log.Chain(ctx, want[13], -1, 5)
	if err != nil || len(rows) != 5 || next != want[8] {
		t.Errorf("%d rows, going on at %d: %v", len(rows), next, err)
	}
	if rows, next, err = log.Chain(ctx, next, -1, 50); err != nil || len(rows) != 8 || next != -1 {
		t.Errorf("%d rows, going on at %d: %v", len(rows), next, err)
	}
}

func give(t *testing.T, s *secretariat.Secretariat, name string, fields map[string]any) secretariat.Receipt {
	t.Helper()
	raw, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	c, err := council.ParseCommand(name, raw)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Do(t.Context(), secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: c})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// proofs returns the places of the proofs in an archive.
func proofs(b []byte) (places []register.Place, err error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		var n int64
		if _, err := fmt.Sscanf(f.Name, "proofs/%d.proof.json", &n); err == nil {
			places = append(places, register.Place(n))
		}
	}
	return places, nil
}
