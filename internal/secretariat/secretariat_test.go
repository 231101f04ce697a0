package secretariat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

func office() access.Actor { return access.Actor{Role: access.Secretariat} }

// lakes returns a secretariat whose council has a charter, a session and a draft.
func lakes(t *testing.T, st Journal, door Door) (s *Secretariat, session, draft council.ID) {
	t.Helper()
	s, err := Open(t.Context(), st, door)
	if err != nil {
		t.Fatal(err)
	}
	on := func(day string) calendar.When {
		w, err := calendar.ParseWhen(day)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	en := words.Text{"en": "x"}
	do := func(c council.Command) council.ID {
		r, err := s.Do(t.Context(), Order{By: office(), Command: c})
		if err != nil {
			t.Fatal(err)
		}
		return append(r.IDs, "")[0]
	}
	do(&council.Establish{Charter: charter.Charter{
		ID: "lakes", Name: en, Short: en, Languages: []words.Lang{"en"}, Alphabet: "en", Zone: "UTC", Accent: "#1f4e79", Council: "heads",
		Bodies:  []charter.Body{{ID: "heads", Name: en}},
		Members: []charter.Member{{ID: "kz", Names: []charter.Name{{Name: en}}, Statuses: []charter.Status{{Standing: charter.FullMember}}}},
		Rules:   []procedure.Rule{{ID: "r", Name: en, Method: procedure.Consensus, Counts: map[procedure.Stance]procedure.Effect{procedure.For: procedure.Passes}}},
	}})
	session = do(&council.Record{Facts: &council.Session{Body: "heads", Type: "ordinary", Title: en, Presides: "kz"}})
	draft = do(&council.Record{Facts: &council.Decision{Session: session, Form: "decision", Nature: "other", Title: en, At: on("2019-11-28")}})
	return s, session, draft
}

func created(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Create(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func item(session council.ID, n int) council.Command {
	return &council.Record{Facts: &council.Item{Session: session, Order: n, Title: words.Text{"en": fmt.Sprint("item ", n)}}}
}

// size returns how many entries readers see.
func size(s *Secretariat) (n register.Place) {
	s.Read(func(st *council.State) { n = st.Size })
	return n
}

func TestTheSameKeyDoesNothingTwice(t *testing.T) {
	st := created(t)
	s, session, _ := lakes(t, st, Door{})
	defer readBack(t, s, st)
	before := size(s)
	var wg sync.WaitGroup
	receipts := make([]Receipt, 16)
	for i := range receipts {
		wg.Go(func() {
			var err error
			if receipts[i], err = s.Do(t.Context(), Order{Key: "k", By: office(), Command: item(session, 1)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	fresh := 0
	for _, r := range receipts {
		if !r.Repeated {
			fresh++
		}
		if r.From != before || r.To != before+1 || len(r.IDs) != 1 || r.IDs[0] != receipts[0].IDs[0] {
			t.Errorf("receipt %+v", r)
		}
	}
	if fresh != 1 || size(s) != before+1 {
		t.Errorf("carried out %d times, %d entries", fresh, size(s)-before)
	}
	_, err := s.Do(t.Context(), Order{Key: "k", By: office(), Command: item(session, 2)})
	if refusal, ok := errors.AsType[*council.Refusal](err); !ok || refusal.Faults[0].Code != council.CodeKeyUsed || size(s) != before+1 {
		t.Errorf("another command under the key: %v", err)
	}
}

func TestManyOrdersShareTheRegisterWithoutGaps(t *testing.T) {
	st := created(t)
	moved := make(chan struct{}, 1000)
	s, session, _ := lakes(t, st, Door{Moved: func() { moved <- struct{}{} }})
	defer readBack(t, s, st)
	before := size(s)
	var mu sync.Mutex
	var places []register.Place
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for n := range 20 {
				r, err := s.Do(t.Context(), Order{By: office(), Command: item(session, 20*i+n+1)})
				if err != nil || r.To != r.From+1 || size(s) < r.To {
					t.Errorf("%+v: %v", r, err)
				}
				mu.Lock()
				places = append(places, r.From)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(places)
	for i, p := range places {
		if p != before+register.Place(i) {
			t.Fatalf("place %d where %d was due", p, before+register.Place(i))
		}
	}
	if n := len(moved); n < 3 || n > 3+len(places) {
		t.Errorf("moved %d times", n)
	}
}

func TestStampsNeverGoBack(t *testing.T) {
	st := created(t)
	times := []time.Duration{0, time.Second, 2 * time.Second, -time.Hour, 500 * time.Millisecond, 3 * time.Second}
	start, n := time.Date(2019, 11, 28, 9, 0, 0, 999, time.FixedZone("", 6*3600)), 0
	s, session, _ := lakes(t, st, Door{Now: func() time.Time { n++; return start.Add(times[(n-1)%len(times)]) }})
	defer readBack(t, s, st)
	for i := range 9 {
		if _, err := s.Do(t.Context(), Order{By: office(), Command: item(session, i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	var last time.Time
	for row, err := range st.Rows(t.Context(), 0, size(s)) {
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := register.ParseLeaf(row.Leaf)
		if err != nil || leaf.Time.Before(last) || leaf.Time.Nanosecond() != 0 || leaf.Time.Location() != time.UTC {
			t.Errorf("entry %d at %v after %v: %v", row.Place, leaf.Time, last, err)
		}
		last = leaf.Time
	}
}

func TestAStartFromTheSnapshotIsTheFold(t *testing.T) {
	st := created(t)
	s, session, _ := lakes(t, st, Door{})
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	snap, ok, err := st.Snapshot(t.Context())
	if err != nil || !ok || snap.Place != 3 || snap.Form != form {
		t.Fatalf("snapshot %d %q, %v %v", snap.Place, snap.Form, ok, err)
	}
	if _, err := s.Do(t.Context(), Order{By: office(), Command: item(session, 1)}); !errors.Is(err, ErrClosed) {
		t.Errorf("an order after the close: %v", err)
	}
	// More entries than the snapshot has.
	if s, err = Open(t.Context(), st, Door{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(t.Context(), Order{By: office(), Command: item(session, 1)}); err != nil {
		t.Fatal(err)
	}
	want, err := Fold(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]store.Snapshot{
		"good":                  snap,
		"of another form":       {Place: snap.Place, Form: "0", Bytes: []byte("{")},
		"of what is no state":   {Place: snap.Place, Form: form, Bytes: []byte("{")},
		"of another size":       {Place: 2, Form: form, Bytes: snap.Bytes},
		"of more than there is": {Place: 99, Form: form, Bytes: snap.Bytes},
	} {
		got, err := Load(t.Context(), snapshots{st, bad, bad.Bytes == nil})
		if err != nil || hashOf(t, got) != hashOf(t, want) {
			t.Errorf("a snapshot %s: %v", name, err)
		}
		bad.Hash[0]++
		if got, err = Load(t.Context(), snapshots{st, bad, true}); err != nil || hashOf(t, got) != hashOf(t, want) {
			t.Errorf("a snapshot %s with a wrong hash: %v", name, err)
		}
	}
	readBack(t, s, st)
}

// snapshots is a store with another snapshot.
type snapshots struct {
	*store.Store
	snap  store.Snapshot
	wrong bool
}

func (s snapshots) Snapshot(context.Context) (store.Snapshot, bool, error) {
	if !s.wrong {
		s.snap.Hash = sumOf(s.snap.Bytes)
	}
	return s.snap, true, nil
}

func TestOneFaultOfTheProgramDoesNotEndTheService(t *testing.T) {
	st := created(t)
	s, session, _ := lakes(t, st, Door{})
	defer readBack(t, s, st)
	before := size(s)
	_, err := s.Do(t.Context(), Order{By: access.Actor{Role: access.Delegate, Member: "kz"}, Command: (*council.TakeStance)(nil)})
	if _, refused := errors.AsType[*council.Refusal](err); err == nil || refused || size(s) != before {
		t.Errorf("a command that is nothing: %v", err)
	}
	if _, err := s.Do(t.Context(), Order{By: office(), Command: item(session, 1)}); err != nil {
		t.Error(err)
	}
}

func TestATextIsKeptOnlyWhereACommandNamesIt(t *testing.T) {
	st := created(t)
	s, session, _ := lakes(t, st, Door{})
	defer readBack(t, s, st)
	named, stray := []byte("named"), []byte("stray")
	sum := sumOf(named)
	text := &council.Text{About: session, Lang: "en", Title: words.Text{"en": "x"}, Media: "text/plain", Hash: fmt.Sprintf("%x", sum), Size: len(named)}
	if _, err := s.Do(t.Context(), Order{By: office(), Texts: [][]byte{named, stray}, Command: &council.Record{Facts: text}}); err != nil {
		t.Fatal(err)
	}
	if b, err := st.Text(t.Context(), sum); err != nil || string(b) != "named" {
		t.Errorf("%q %v", b, err)
	}
	if _, err := st.Text(t.Context(), sumOf(stray)); !errors.Is(err, store.ErrAbsent) {
		t.Errorf("a text that no command names: %v", err)
	}
	// Its title is corrected without its bytes.
	named2 := *text
	named2.Title = words.Text{"en": "y"}
	var id council.ID
	s.Read(func(st *council.State) { id = st.All(council.NounText)[0].ID })
	if _, err := s.Do(t.Context(), Order{By: office(), Command: &council.Record{Corrects: id, Reason: "title", Facts: &named2}}); err != nil {
		t.Error(err)
	}
}
