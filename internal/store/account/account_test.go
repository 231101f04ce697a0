package account

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chancery.example/chancery/internal/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newBook opens accounts in a directory of their own.
func newBook(t *testing.T) (*Book, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	b, err := Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { must(t, b.Close()) })
	return b, dir
}

var at = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// fill adds a person with everything that a person can have. What must not get
// into a backup is made of a byte that is nowhere else.
func fill(t *testing.T, b *Book) (secret []byte) {
	t.Helper()
	secret = bytes.Repeat([]byte{0xd7}, 32)
	must(t, b.In(t.Context(), func(x *Tx) error {
		return errors.Join(
			x.PutPerson(Person{ID: "a", Handle: make([]byte, 32), Name: "A", Subject: "s", Created: at, Capacities: []Capacity{{"chair:kg", ""}, {"member:kz", "m"}}}),
			x.PutPasskey(Passkey{ID: []byte("k"), Person: "a", Name: "key", Record: []byte("{}"), Created: at, Used: at}),
			x.PutLink(Link{Hash: [32]byte(secret), Person: "a", Kind: Coded, Expires: at.Add(time.Hour)}),
			x.PutCode(Code{Person: "a", Salt: secret[:16], Hash: secret, Expires: at.Add(time.Hour)}),
			x.PutSession(Session{Hash: [32]byte(secret), Person: "a", Capacity: Capacity{"member:kz", "m"}, Way: "w", Device: "d", Created: at, Seen: at, Confirmed: at, Fresh: secret, Expires: at.Add(time.Hour)}),
			x.Spend([32]byte(secret), at.Add(time.Hour)),
		)
	}))
	return secret
}

func TestABackupLetsNobodyIn(t *testing.T) {
	b, dir := newBook(t)
	secret := fill(t, b)
	file := filepath.Join(t.TempDir(), "backup")
	must(t, b.Backup(t.Context(), file))
	raw, err := os.ReadFile(file + Tail)
	must(t, err)
	if bytes.Contains(raw, secret[:16]) {
		t.Error("the backup holds a hash of what lets somebody in")
	}
	if err := b.Backup(t.Context(), file); err == nil {
		t.Error("a backup is written over another")
	}
	if err := Restore(t.Context(), file, dir); err == nil {
		t.Error("accounts are written over others")
	}
	target := filepath.Join(t.TempDir(), "data")
	s, err := store.Create(t.Context(), target)
	must(t, err)
	must(t, s.Close())
	must(t, Restore(t.Context(), file, target))
	must(t, Restore(t.Context(), "absent", target))
	old, err := Open(t.Context(), target)
	must(t, err)
	defer old.Close()
	all, err := old.People(t.Context())
	must(t, err)
	if len(all) != 1 || all[0].Name != "A" || len(all[0].Capacities) != 2 || all[0].Subject != "s" {
		t.Errorf("people %+v", all)
	}
	if _, err := old.Session(t.Context(), [32]byte(secret), at); !errors.Is(err, ErrAbsent) {
		t.Errorf("session: %v", err)
	}
}

func TestWhatHasExpiredIsNotThere(t *testing.T) {
	b, _ := newBook(t)
	h := [32]byte(fill(t, b))
	late := at.Add(time.Hour)
	for _, now := range []time.Time{at, late} {
		want := now.Equal(at)
		_, err := b.Session(t.Context(), h, now)
		must(t, b.In(t.Context(), func(x *Tx) error {
			_, link := x.Link(h, now)
			codes, err2 := x.Codes("a", now)
			sessions, err3 := x.Sessions("a", now)
			if (err == nil) != want || (link == nil) != want || (len(codes) == 1) != want || (len(sessions) == 1) != want {
				t.Errorf("at %v: %v, %v, %d codes, %d sessions", now, err, link, len(codes), len(sessions))
			}
			return errors.Join(err2, err3)
		}))
	}
	must(t, b.DropExpired(t.Context(), late))
	must(t, b.In(t.Context(), func(x *Tx) error { return x.Spend(h, late) })) // forgotten, and may be written again
}

func TestATransactionIsWholeOrNothing(t *testing.T) {
	b, _ := newBook(t)
	fill(t, b)
	stop := errors.New("stop")
	err := b.In(t.Context(), func(x *Tx) error { return errors.Join(x.Erase("a"), stop) })
	if !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
	must(t, b.In(t.Context(), func(x *Tx) error {
		p, err := x.Person("a")
		if err == nil && len(p.Capacities) != 2 {
			t.Errorf("person %+v", p)
		}
		return err
	}))
}

func TestWithdrawingACapacityEndsItsSessions(t *testing.T) {
	b, _ := newBook(t)
	h := [32]byte(fill(t, b))
	must(t, b.In(t.Context(), func(x *Tx) error { return x.Withdraw("a", Capacity{"member:kz", "m"}) }))
	if _, err := b.Session(t.Context(), h, at); !errors.Is(err, ErrAbsent) {
		t.Errorf("session: %v", err)
	}
}

func TestAFileOfAnotherFormIsRefused(t *testing.T) {
	b, dir := newBook(t)
	_, err := b.db.Exec(`PRAGMA user_version = 7`)
	must(t, err)
	if _, err := Open(t.Context(), dir); err == nil {
		t.Error("accounts of another form are opened")
	}
	if _, err := Open(t.Context(), t.TempDir()); err == nil {
		t.Error("accounts without a register are opened")
	}
}
