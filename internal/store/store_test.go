package store

import (
	"database/sql/driver"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// founded makes an empty register and returns a function that opens it as one more
// node, without the lock.
func founded(t *testing.T) func(t *testing.T) *Store {
	t.Helper()
	dir := t.TempDir()
	s, err := Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	first := true
	return func(t *testing.T) *Store {
		t.Helper()
		s, err := openUnlocked(t.Context(), dir, access{})
		must(t, err)
		if first { // its cleanup comes last
			t.Cleanup(func() { Checked(t, s) })
		} else {
			t.Cleanup(func() { must(t, s.Close()) })
		}
		first = false
		return s
	}
}

// created makes a register and holds its lock until the test ends.
func created(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Create(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { Checked(t, s) })
	return s
}

func TestSQLite(t *testing.T) { TestJournal(t, founded) }

func TestADirectoryIsOpenedOnlyAsWhatItIs(t *testing.T) {
	empty, text, held := t.TempDir(), t.TempDir(), t.TempDir()
	must(t, os.WriteFile(filepath.Join(text, databaseName), []byte(strings.Repeat("not a database ", 100)), 0o600))
	created(t, held)
	for _, c := range []struct {
		name string
		do   func() (*Store, error)
		want string
	}{
		{"open nothing", func() (*Store, error) { return Open(t.Context(), empty) }, "no register here"},
		{"read nothing", func() (*Store, error) { return OpenRead(t.Context(), empty) }, "no register here"},
		{"open a text", func() (*Store, error) { return Open(t.Context(), text) }, "not a database"},
		{"create over a text", func() (*Store, error) { return Create(t.Context(), text) }, "holds a register already"},
		{"create under a file", func() (*Store, error) { return Create(t.Context(), filepath.Join(text, databaseName)) }, "data directory"},
		{"create twice", func() (*Store, error) { return Create(t.Context(), held) }, "is writing here"},
	} {
		if _, err := c.do(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestDataOfAnotherFormIsRefusedInOneSentence(t *testing.T) {
	for _, c := range []struct{ statement, want string }{
		{`DELETE FROM migration WHERE version > 1`, "older"},
		{`INSERT INTO migration (version, name) VALUES (99, 'x')`, "newer"},
		{`DROP TABLE migration`, "is not a register"},
	} {
		dir := t.TempDir()
		s, err := Create(t.Context(), dir)
		must(t, err)
		_, err = s.once(t.Context(), c.statement)
		must(t, errors.Join(err, s.Close()))
		for _, open := range []func() (*Store, error){
			func() (*Store, error) { return Open(t.Context(), dir) },
			func() (*Store, error) { return OpenRead(t.Context(), dir) },
		} {
			if _, err := open(); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: error %v, want %q", c.statement, err, c.want)
			}
		}
	}
}

func TestASecondWriterIsRefusedByName(t *testing.T) {
	dir := t.TempDir()
	s := created(t, dir)
	_, err := Open(t.Context(), dir)
	held, ok := errors.AsType[*LockedError](err)
	host, _ := os.Hostname()
	if !ok || held.PID != os.Getpid() || held.Host != host || time.Since(held.Since) > time.Minute || held.Dir != dir {
		t.Fatalf("error %v", err)
	}
	if !strings.Contains(err.Error(), host) {
		t.Errorf("message %q names nobody", err)
	}
	must(t, os.WriteFile(filepath.Join(dir, lockName), []byte("pid x\n"), 0o600))
	if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("with an unreadable lock: error %v", err)
	}
	grow(t, s, 3)
	reader, err := OpenRead(t.Context(), dir)
	must(t, err)
	if head, err := reader.Head(t.Context()); err != nil || head.Size != 3 {
		t.Errorf("beside a writer: head %+v, %v", head, err)
	}
	grow(t, s, 5)
	if head, err := reader.Head(t.Context()); err != nil || head.Size != 5 {
		t.Errorf("beside a writer: head %+v, %v", head, err)
	}
	for name, err := range map[string]error{
		"append": func() error { _, err := reader.Append(t.Context(), testBatch(5, 1)); return err }(),
		"forget": reader.Forget(t.Context(), 1),
	} {
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("%s by a reader: error %v", name, err)
		}
	}
	Checked(t, reader)
}

func TestAClosedRegisterIsOpenedAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a b?c%41#d") // a name that means something in a URL
	s, err := Create(t.Context(), dir)
	must(t, err)
	grow(t, s, 600)
	Checked(t, s)
	for range 2 {
		if s, err = Open(t.Context(), dir); err != nil {
			t.Fatal(err)
		}
		head, err := s.Head(t.Context())
		must(t, err)
		grow(t, s, head.Size+10)
		Checked(t, s)
	}
	reader, err := OpenRead(t.Context(), dir) // with no writer about
	must(t, err)
	if head, err := reader.Head(t.Context()); err != nil || head.Size != 620 {
		t.Errorf("head %+v, %v", head, err)
	}
	Checked(t, reader)
	names, err := os.ReadDir(dir)
	must(t, err)
	for _, n := range names {
		if info, err := n.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v may be read by others (%v)", n.Name(), info.Mode(), err)
		}
	}
}

func TestASettingThatDoesNotHoldIsRefused(t *testing.T) {
	s := created(t, t.TempDir())
	conn, err := s.read.Conn(t.Context())
	must(t, err)
	defer conn.Close()
	_ = conn.Raw(func(c any) error {
		err := settle(t.Context(), c.(driver.Conn), "synchronous", "FULL", "3")
		if err == nil || !strings.Contains(err.Error(), "setting synchronous: 2, want 3") {
			t.Errorf("error %v", err)
		}
		return nil
	})
}

func TestNetworkFileSystemsAreNamed(t *testing.T) {
	for magic, want := range map[uint32]string{0x6969: "NFS", 0xFF534D42: "SMB", 0xEF53: "", 0x01021994: ""} {
		if got := networkName(magic); got != want {
			t.Errorf("%#x: %q, want %q", magic, got, want)
		}
	}
}
