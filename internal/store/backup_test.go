package store

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestABackupRestoresTheSameRegister(t *testing.T) {
	dir, head := furnished(t, 600)
	s, err := Open(t.Context(), dir)
	must(t, err)
	file := filepath.Join(t.TempDir(), "backup's file.db")
	must(t, s.Backup(t.Context(), file))
	if err := s.Backup(t.Context(), file); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("a backup over another: error %v", err)
	}
	grow(t, s, 700) // the backup is old now
	Checked(t, s)
	target := filepath.Join(t.TempDir(), "new", "data")
	must(t, Restore(t.Context(), file, target))
	old, err := Open(t.Context(), target)
	must(t, err)
	if got, err := old.Head(t.Context()); err != nil || got != head {
		t.Errorf("head %+v, %v, want %+v", got, err, head)
	}
	if size, _, err := old.Checkpoint(t.Context()); err != nil || size != 600 {
		t.Errorf("checkpoint %d, %v", size, err)
	}
	// The old register does not take the newer one's checkpoint, and goes on alone
	// only as another register would: the same entries give the same root.
	newer, err := OpenRead(t.Context(), dir)
	must(t, err)
	later, err := newer.Head(t.Context())
	must(t, err)
	must(t, newer.Close())
	fails(t, old.PutCheckpoint(t.Context(), later.Size, testCheckpoint(later, "test")), ErrInvalid)
	if got := grow(t, old, 700); got.Root != later.Root {
		t.Errorf("healed root %v, want %v", got.Root, later.Root)
	}
	Checked(t, old)
	if err := Restore(t.Context(), file, target); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a restore over a register: error %v", err)
	}
	empty := t.TempDir()
	must(t, Restore(t.Context(), file, empty))
}

func TestABadBackupIsRefusedAndLeavesNothing(t *testing.T) {
	dir, _ := furnished(t, 300)
	s, err := OpenRead(t.Context(), dir)
	must(t, err)
	good := filepath.Join(t.TempDir(), "good")
	must(t, s.Backup(t.Context(), good)) // a reader can make one
	must(t, s.Close())
	data, err := os.ReadFile(good)
	must(t, err)
	text, err := os.ReadFile(good + manifestTail)
	must(t, err)
	m, err := parseManifest(string(text))
	must(t, err)
	tampered := func(statement string) func(string) {
		return func(file string) {
			work := t.TempDir()
			must(t, os.WriteFile(filepath.Join(work, databaseName), data, 0o600))
			tamper(t, work, statement)
			broken, err := os.ReadFile(filepath.Join(work, databaseName))
			must(t, err)
			must(t, os.WriteFile(file, broken, 0o600))
			n := m
			n.bytes, n.digest = int64(len(broken)), sha(broken)
			must(t, os.WriteFile(file+manifestTail, []byte(n.text()), 0o600))
		}
	}
	for _, c := range []struct {
		name, want string
		spoil      func(file string)
	}{
		{"no manifest", "no such file", func(f string) { must(t, os.Remove(f+manifestTail)) }},
		{"no file", "no such file", func(f string) { must(t, os.Remove(f)) }},
		{"a manifest of another form", "manifest", func(f string) { must(t, os.WriteFile(f+manifestTail, bytes.ToUpper(text), 0o600)) }},
		{"cut short", "not the file that its manifest names", func(f string) { must(t, os.Truncate(f, 5000)) }},
		{"one byte", "not the file that its manifest names", func(f string) {
			broken := bytes.Clone(data)
			broken[len(broken)/2] ^= 1
			must(t, os.WriteFile(f, broken, 0o600))
		}},
		{"another size", "its manifest says", func(f string) {
			n := m
			n.size++
			must(t, os.WriteFile(f+manifestTail, []byte(n.text()), 0o600))
		}},
		{"a wrong leaf", "entry 5", tampered(`UPDATE entry SET leaf = zeroblob(10) WHERE place = 5`)},
		{"a wrong content", "content 5", tampered(`UPDATE entry SET content = zeroblob(10) WHERE place = 5`)},
		{"a wrong tile", "tile 0", tampered(`UPDATE tile SET hashes = zeroblob(8192)`)},
		{"a newer form", "newer", tampered(`INSERT INTO migration VALUES (9, 'x')`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "backup")
			must(t, errors.Join(os.WriteFile(file, data, 0o600), os.WriteFile(file+manifestTail, text, 0o600)))
			c.spoil(file)
			around := t.TempDir()
			err := Restore(t.Context(), file, filepath.Join(around, "data"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if left, err := os.ReadDir(around); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestABackupThatCannotBeMadeLeavesNothing(t *testing.T) {
	dir, _ := furnished(t, 300)
	tamper(t, dir, `UPDATE entry SET hash = zeroblob(32) WHERE place = 3`)
	s, err := OpenRead(t.Context(), dir)
	must(t, err)
	defer s.Close()
	around := t.TempDir()
	if wrong, ok := errors.AsType[*WrongError](s.Backup(t.Context(), filepath.Join(around, "b"))); !ok || wrong.Table != "entry" || wrong.Place != 3 {
		t.Errorf("of a wrong register: error %v", wrong)
	}
	if err := s.Backup(t.Context(), filepath.Join(around, "no", "b")); err == nil {
		t.Error("into no directory: done")
	}
	if left, err := os.ReadDir(around); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestForgottenBytesAreNowhereInTheDirectory(t *testing.T) {
	dir := t.TempDir()
	s := created(t, dir)
	grow(t, s, 300)
	secret := []byte(`{"n":7,"text"`)
	holds := func() (files []string) {
		names, err := os.ReadDir(dir)
		must(t, err)
		for _, n := range names {
			if n.Name() == lockName {
				continue
			}
			b := readBeside(t, filepath.Join(dir, n.Name()))
			if bytes.Contains(b, bytes.ReplaceAll(secret, []byte(`"`), []byte(`\"`))) {
				files = append(files, n.Name())
			}
		}
		return files
	}
	if len(holds()) == 0 {
		t.Fatal("the test looks for the wrong bytes")
	}
	must(t, s.Forget(t.Context(), 7))
	if files := holds(); len(files) > 0 {
		t.Errorf("still in %v", files)
	}
}

// readBeside reads a file of an open register in another process: to open and close
// it in this one would drop the locks that SQLite holds on it.
func readBeside(t *testing.T, path string) []byte {
	t.Helper()
	b, err := exec.Command("cat", path).Output()
	must(t, err)
	return b
}
