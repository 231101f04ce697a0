package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// OpenBeside opens the SQLite file of that name in a data directory, for rows that
// are no part of the record, and makes it with schema when it is not there. Several
// processes may have it open. A file of another form than the number is refused.
func OpenBeside(ctx context.Context, dir, name, schema string, form int) (*sql.DB, error) {
	if err := holdsRegister(dir); err != nil {
		return nil, err
	}
	if kind := networkFileSystem(dir); kind != "" {
		return nil, fmt.Errorf("%s: on a network file system (%s); move it to a local disk", dir, kind)
	}
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // so that nobody else may read it
	if err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	db, err := openPool(path, access{}, readers)
	if err != nil {
		return nil, err
	}
	if err := shape(ctx, db, schema, form); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), db.Close())
	}
	return db, nil
}

// shape gives an empty database its tables, and looks at one that has them.
func shape(ctx context.Context, db *sql.DB, schema string, form int) error {
	tx, err := db.BeginTx(ctx, nil) // takes its place in the queue: one process makes the tables
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing to undo after Commit
	var found int
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&found); err != nil {
		return err
	}
	if found != 0 {
		var first string
		if err := tx.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&first); err != nil || first != "ok" {
			return errors.Join(&WrongError{Table: "file", Place: -1, What: first}, err)
		}
	}
	switch found {
	case form:
		return nil
	case 0:
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return fmt.Errorf("tables: %w", err)
		}
		if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, form)); err != nil {
			return err
		}
		return tx.Commit()
	}
	return fmt.Errorf("data of form %d, but this program knows form %d", found, form)
}

// CopyBeside writes a copy of such a file as it stands at one moment, without what
// the statements take out, and refuses a name that is taken. The copy holds no
// trace of what was taken out.
func CopyBeside(ctx context.Context, db *sql.DB, file string, without ...string) error {
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("backup: %s: there already; choose another name", file)
	}
	part := file + ".part"
	if err := removeDatabase(part); err != nil { // left by a crash
		return fmt.Errorf("backup: %w", err)
	}
	err := copyBeside(ctx, db, file, part, without)
	if err != nil {
		return errors.Join(fmt.Errorf("backup: %w", err), removeDatabase(part))
	}
	return nil
}

func copyBeside(ctx context.Context, db *sql.DB, file, part string, without []string) error {
	if err := writeSynced(part, ""); err != nil { // so that nobody else may read it
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, part); err != nil {
		return err
	}
	copied, err := openPool(part, access{}, 1)
	if err != nil {
		return err
	}
	for _, statement := range append(without, `PRAGMA wal_checkpoint(TRUNCATE)`, `VACUUM`) {
		if _, err = copied.ExecContext(ctx, statement); err != nil {
			break
		}
	}
	if err := errors.Join(err, copied.Close()); err != nil {
		return err
	}
	return errors.Join(syncPath(part), os.Rename(part, file), syncPath(filepath.Dir(file)))
}

// PutBeside copies a file that CopyBeside wrote into a data directory that has none
// of that name.
func PutBeside(file, dir, name string) error {
	to, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	_, _, err = copyFile(file, to)
	if err := errors.Join(err, to.Sync(), to.Close(), syncPath(dir)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}
