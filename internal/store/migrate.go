package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

//go:embed migration
var migrations embed.FS

// A migration is one step of a dialect's schema.
type migration struct {
	version int
	name    string
	text    string
}

// steps returns the migrations of a dialect in order. Their numbers start at 1 and
// have no gap, so the last one is the form of the data directory.
func steps(dialect string) ([]migration, error) {
	dir := "migration/" + dialect
	files, err := fs.ReadDir(migrations, dir)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	var all []migration
	for i, f := range files {
		text, err := fs.ReadFile(migrations, dir+"/"+f.Name())
		if err != nil {
			return nil, fmt.Errorf("migrations: %w", err)
		}
		number, _, _ := strings.Cut(f.Name(), "_")
		if version, err := strconv.Atoi(number); err != nil || version != i+1 {
			return nil, fmt.Errorf("migrations: %s: number %d expected", f.Name(), i+1)
		}
		all = append(all, migration{i + 1, f.Name(), string(text)})
	}
	return all, nil
}

// migrate brings an empty database to the form of this program, in one transaction.
func migrate(ctx context.Context, db *sql.DB, all []migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing to undo after Commit
	if _, err := tx.ExecContext(ctx, `CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL)`); err != nil {
		return err
	}
	for _, m := range all {
		if _, err := tx.ExecContext(ctx, m.text); err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO migration (version, name) VALUES ($1, $2)`, m.version, m.name); err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
	}
	return tx.Commit()
}

// found makes the database file of an empty register. It is made under another
// name and takes its own when it is whole and on disk, so a crash leaves either no
// register or an empty one.
func found(ctx context.Context, dir string) error {
	path := filepath.Join(dir, databaseName)
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: holds a register already; open it, or name another directory", dir)
	} else if !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("data directory: %w", err)
	}
	if kind := networkFileSystem(dir); kind != "" {
		return fmt.Errorf("%s: on a network file system (%s), whose locks do not protect a register; choose a local disk", dir, kind)
	}
	all, err := steps("sqlite")
	if err != nil {
		return err
	}
	fresh := path + ".new"
	if err := removeDatabase(fresh); err != nil { // left by a crash
		return fmt.Errorf("data directory: %w", err)
	}
	if err := writeSynced(fresh, ""); err != nil { // so that nobody else may read it
		return fmt.Errorf("data directory: %w", err)
	}
	db, err := openPool(fresh, access{}, 1)
	if err != nil {
		return err
	}
	if err := errors.Join(migrate(ctx, db, all), db.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", dir, err), removeDatabase(fresh))
	}
	if err := errors.Join(syncPath(fresh), os.Rename(fresh, path), syncPath(dir)); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	return nil
}

// checkForm refuses a database of another form than this program's. Until v0.1.0 no
// form is carried over to the next.
func checkForm(ctx context.Context, db *sql.DB, dir string) error {
	all, err := steps("sqlite")
	if err != nil {
		return err
	}
	var form int
	switch err := db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM migration`).Scan(&form); {
	case err != nil && strings.Contains(err.Error(), "no such table"):
		return fmt.Errorf("%s: %s is not a register", dir, databaseName)
	case err != nil:
		return fmt.Errorf("%s: form of the data: %w", dir, err)
	case form < len(all):
		return fmt.Errorf("%s: data of form %d, older than form %d of this program; read it with the program that wrote it", dir, form, len(all))
	case form > len(all):
		return fmt.Errorf("%s: data of form %d, newer than form %d of this program; use a newer program", dir, form, len(all))
	}
	return nil
}

// removeDatabase removes a database file that nobody has open, with what lies
// beside it.
func removeDatabase(path string) error {
	var all error
	for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}

// syncPath puts a file, or the names in a directory, on disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
