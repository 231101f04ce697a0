package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"chancery.example/chancery/register"
)

// manifestTail is what the name of a backup's manifest adds to the backup's.
const manifestTail = ".manifest"

// A manifest says what a backup holds, so that a backup that was cut short or
// exchanged is known before anything is done with it.
type manifest struct {
	size   int64
	root   register.Hash
	bytes  int64
	digest [32]byte // SHA-256 of the file
}

// text is the manifest's only form.
func (m manifest) text() string {
	return fmt.Sprintf("chancery backup v1\nsize %d\nroot %x\nbytes %d\nsha256 %x\n", m.size, m.root[:], m.bytes, m.digest[:])
}

// parseManifest is the inverse of text.
func parseManifest(text string) (manifest, error) {
	var m manifest
	var root, digest string
	_, err := fmt.Sscanf(text, "chancery backup v1\nsize %d\nroot %64s\nbytes %d\nsha256 %64s\n", &m.size, &root, &m.bytes, &digest)
	if err == nil {
		_, err = hex.Decode(m.root[:], []byte(root))
	}
	if err == nil {
		_, err = hex.Decode(m.digest[:], []byte(digest))
	}
	if err != nil || m.text() != text {
		return manifest{}, errors.New("manifest: not of the form of this program")
	}
	return m, nil
}

// Backup writes a copy of the register as it stands at one moment to file, and
// beside it file.manifest with size, root and digest. Writing goes on meanwhile.
// The snapshot, a cache, is not in it. The copy is checked before it takes its name; a file that is
// there is not replaced.
//
// Copying chancery.db by other means while the register is open gives a file that
// may be broken without a sign.
func (s *Store) Backup(ctx context.Context, file string) error {
	for _, name := range []string{file, file + manifestTail} {
		if _, err := os.Lstat(name); !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("backup: %s: there already; choose another name", name)
		}
	}
	part := file + ".part"
	err := removeDatabase(part) // left by a crash
	if err == nil {
		err = s.backup(ctx, file, part)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("backup: %w", err), removeDatabase(part))
	}
	return nil
}

func (s *Store) backup(ctx context.Context, file, part string) error {
	db, err := openPool(s.path, access{readOnly: true}, 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO $1`, part)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	head, err := settleCopy(ctx, part)
	if err != nil {
		return err
	}
	m := manifest{size: head.Size, root: head.Root}
	if m.bytes, m.digest, err = copyFile(part, nil); err != nil {
		return err
	}
	if err := writeSynced(file+manifestTail, m.text()); err != nil {
		return err
	}
	return errors.Join(syncPath(part), os.Rename(part, file), syncPath(filepath.Dir(file)))
}

// settleCopy takes out of the copy what a backup does not carry, checks it and
// returns its head.
func settleCopy(ctx context.Context, part string) (head Head, err error) {
	db, err := openPool(part, access{}, 1)
	if err != nil {
		return Head{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, statement := range []string{`DELETE FROM snapshot`} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return Head{}, err
		}
	}
	if err := (&Store{read: db}).Check(ctx); err != nil {
		return Head{}, err
	}
	return readHead(ctx, db)
}

// Restore makes the data directory dir from a backup. Nothing of that name comes
// into being before the copy was read back whole: manifest, structure of the file,
// every leaf, content and text, tiles and root. A directory that holds anything is
// refused.
//
// An old backup is a whole register and restores without a word. Whether it is the
// newest that anyone has seen, only those who hold its checkpoints can say: ask the
// witnesses before writing to it.
func Restore(ctx context.Context, file, dir string) error {
	if err := restore(ctx, file, filepath.Clean(dir)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

func restore(ctx context.Context, file, dir string) error {
	text, err := os.ReadFile(file + manifestTail)
	if err != nil {
		return err
	}
	m, err := parseManifest(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	switch names, err := os.ReadDir(dir); {
	case err == nil && len(names) > 0:
		return fmt.Errorf("%s: not empty; name a directory that does not exist yet", dir)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".restoring-")
	if err != nil {
		return err
	}
	if err := fill(ctx, file, fresh, m); err != nil {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	return errors.Join(os.Rename(fresh, dir), syncPath(filepath.Dir(dir)))
}

// fill copies a backup into a new directory and reads it back.
func fill(ctx context.Context, file, fresh string, m manifest) (err error) {
	path := filepath.Join(fresh, databaseName)
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, digest, err := copyFile(file, to)
	if err := errors.Join(err, to.Sync(), to.Close()); err != nil {
		return err
	}
	if n != m.bytes || digest != m.digest {
		return fmt.Errorf("%s: not the file that its manifest names: %d bytes of %d, SHA-256 %x", file, n, m.bytes, digest)
	}
	s, err := openUnlocked(ctx, fresh, access{})
	if err != nil {
		return err
	}
	head, err := s.Head(ctx)
	if err == nil && (head.Size != m.size || head.Root != m.root) {
		err = fmt.Errorf("%s: size %d and root %x, but its manifest says %d and %x", file, head.Size, head.Root, m.size, m.root)
	}
	if err == nil {
		err = s.CheckFile(ctx)
	}
	if err == nil {
		err = s.Check(ctx)
	}
	return errors.Join(err, s.Close(), syncPath(path), syncPath(fresh))
}

// copyFile reads a file, writes it to to unless that is nil, and returns its length
// and SHA-256.
func copyFile(from string, to io.Writer) (n int64, digest [32]byte, err error) {
	f, err := os.Open(from)
	if err != nil {
		return 0, digest, err
	}
	h := sha256.New()
	var w io.Writer = h
	if to != nil {
		w = io.MultiWriter(h, to)
	}
	n, err = io.Copy(w, f)
	return n, [32]byte(h.Sum(nil)), errors.Join(err, f.Close())
}

// writeSynced writes a new file and puts it on disk.
func writeSynced(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}
