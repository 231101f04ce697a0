package depositary

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"chancery.example/chancery/register"
	"golang.org/x/mod/sumdb/note"
)

// KeyFile is the name of the file that holds the private key, in the data
// directory. Whoever reads it can sign checkpoints of another register in this
// one's name; whoever deletes it can keep the register from being signed, and
// takes nothing from what was signed.
const KeyFile = "depositary.key"

// New makes a signing key for the register of the given origin, keeps it in dir,
// and returns its depositary. A key that is there already is left as it is and
// refused, because checkpoints signed with it are in the world.
//
// The key is on disk, and its name in the directory, when New returns: written
// to another file, synced, linked under its name, the directory synced.
func New(dir, origin string, j Journal) (*Depositary, error) {
	empty := register.Checkpoint{Origin: origin, Root: sha256.Sum256(nil)}
	if _, err := register.ParseCheckpoint(empty.Text()); err != nil {
		return nil, fmt.Errorf("key of %q: %w", origin, err)
	}
	private, _, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", origin, err)
	}
	d, err := open(private, j)
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", origin, err)
	}
	if err := keep(dir, private+"\n"); err != nil {
		return nil, fmt.Errorf("key of %s: %w", origin, err)
	}
	return d, nil
}

// keep writes the key file, unless there is one.
func keep(dir, private string) (err error) {
	f, err := os.CreateTemp(dir, KeyFile+".*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	_, err = f.WriteString(private)
	if err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), filepath.Join(dir, KeyFile)); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s holds a key; take another directory", filepath.Join(dir, KeyFile))
	} else if err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Load returns the depositary whose key is in dir. A key file that others may
// read is refused.
func Load(dir string, j Journal) (*Depositary, error) {
	name := filepath.Join(dir, KeyFile)
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("key: %s has mode %#o, so that others can read or change it; chmod 600 it if nobody has", name, mode)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	private, ok := strings.CutSuffix(string(b), "\n")
	if !ok {
		return nil, fmt.Errorf("key: %s is cut short", name)
	}
	d, err := open(private, j)
	if err != nil {
		return nil, fmt.Errorf("key: %s: %w", name, err)
	}
	return d, nil
}

// open returns the depositary of a private key in the form of package note.
func open(private string, j Journal) (*Depositary, error) {
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, err
	}
	// PRIVATE+KEY+<name>+<hash>+<base64 of 0x01 and the seed>; NewSigner has checked it.
	parts := strings.Split(private, "+")
	seed, err := base64.StdEncoding.DecodeString(strings.Join(parts[4:], "+"))
	if err != nil {
		return nil, err
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	key, err := note.NewEd25519VerifierKey(signer.Name(), public)
	if err != nil {
		return nil, err
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, err
	}
	return &Depositary{journal: j, signer: signer, key: key, known: note.VerifierList(verifier)}, nil
}
