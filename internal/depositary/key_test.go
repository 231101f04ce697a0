package depositary

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func TestTheKeyIsKeptForItsOwnerAlone(t *testing.T) {
	j, d, dir := start(t)
	info, err := os.Stat(filepath.Join(dir, KeyFile))
	if err != nil || info.Mode() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	again, err := Load(dir, j)
	if err != nil {
		t.Fatal(err)
	}
	if again.Origin() != origin || again.PublicKey() != d.PublicKey() {
		t.Errorf("loaded %s, made %s", again.PublicKey(), d.PublicKey())
	}
	if _, err := note.NewVerifier(d.PublicKey()); err != nil {
		t.Error(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left in the directory: %v, %v", entries, err)
	}
}

func TestNewRefuses(t *testing.T) {
	j, d, dir := start(t)
	if _, err := New(dir, origin, j); err == nil || !strings.HasSuffix(err.Error(), "holds a key; take another directory") {
		t.Errorf("a second key: %v", err)
	}
	if again, err := Load(dir, j); err != nil || again.PublicKey() != d.PublicKey() {
		t.Errorf("the first key is no longer there: %v", err)
	}
	for _, bad := range []string{"", "a b", "a+b", "a\nb", "a\x01b", strings.Repeat("a", 256)} {
		if _, err := New(t.TempDir(), bad, j); err == nil {
			t.Errorf("origin %q accepted", bad)
		}
	}
	if _, err := New(filepath.Join(dir, "nowhere"), origin, j); err == nil {
		t.Error("a directory that is not there")
	}
}

func TestLoadRefuses(t *testing.T) {
	j, _, dir := start(t)
	good, err := os.ReadFile(filepath.Join(dir, KeyFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, file string
		mode       os.FileMode
		want       string
	}{
		{"a key that the group may read", string(good), 0o640, "has mode 0640, so that others can read or change it; chmod 600 it if nobody has"},
		{"a key that all may read", string(good), 0o604, "has mode 0604"},
		{"a key cut short", string(good[:len(good)-1]), 0o600, "is cut short"},
		{"a key cut shorter", string(good[:len(good)-5]) + "\n", 0o600, "malformed verifier id"},
		{"an empty file", "", 0o600, "is cut short"},
		{"something else", "key\n", 0o600, "malformed verifier id"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, KeyFile)
			if err := os.WriteFile(name, []byte(tt.file), tt.mode); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(name, tt.mode); err != nil {
				t.Fatal(err)
			}
			_, err := Load(dir, j)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "PRIVATE") {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
	if _, err := Load(t.TempDir(), j); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no key: %v", err)
	}
}
