// Package account keeps the rows by which people sign in: persons and their
// capacities, passkeys, links, paper codes, sessions. They lie in accounts.db in
// the data directory, beside the register and never in it: who acted is an entry,
// who may sign in is not, and a person can be erased here without a trace.
//
// The package knows nothing of cookies, passkeys' signatures or time limits; what
// must be one step is one transaction, composed by the caller.
package account

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chancery.example/chancery/internal/store"
)

//go:embed account.sql
var schema string

const (
	name = "accounts.db"
	form = 2 // of the tables
)

// Tail is what the name of the copy of the accounts adds to the name of a backup.
const Tail = ".accounts"

// Errors that callers tell apart.
var (
	// ErrAbsent is returned for a row that is not there, is used or has expired,
	// which are one answer.
	ErrAbsent = errors.New("not there")
	// ErrTaken is returned for a row that is there already.
	ErrTaken = errors.New("there already")
)

// A Book is the open file of accounts. Its methods may be called by many at once,
// also from several processes.
type Book struct{ db *sql.DB }

// Open opens the accounts of a data directory that holds a register, and makes the
// file when there is none.
func Open(ctx context.Context, dir string) (*Book, error) {
	db, err := store.OpenBeside(ctx, dir, name, schema, form)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	return &Book{db}, nil
}

// Close gives the file back.
func (b *Book) Close() error { return b.db.Close() }

// A Tx is one transaction: all of it is on the disk, or none.
type Tx struct {
	exec  func(statement string, args ...any) (sql.Result, error)
	query func(statement string, args ...any) (*sql.Rows, error)
	row   func(statement string, args ...any) *sql.Row
}

// within makes a transaction whose statements run under ctx.
func within(ctx context.Context, tx *sql.Tx) *Tx {
	return &Tx{
		exec:  func(s string, args ...any) (sql.Result, error) { return tx.ExecContext(ctx, s, args...) },
		query: func(s string, args ...any) (*sql.Rows, error) { return tx.QueryContext(ctx, s, args...) },
		row:   func(s string, args ...any) *sql.Row { return tx.QueryRowContext(ctx, s, args...) },
	}
}

// In calls f in a transaction that holds the right to write, so nothing that f
// reads changes before it ends. When f or the commit fails, the caller counts
// nothing of it as done.
func (b *Book) In(ctx context.Context, f func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	ctx = context.WithoutCancel(ctx)
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	defer tx.Rollback() // nothing to undo after Commit
	if err := f(within(ctx, tx)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return nil
}

// one runs a statement that must touch a row; ErrAbsent when it touches none.
func (t *Tx) one(what, statement string, args ...any) error {
	n, err := t.run(what, statement, args...)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: %w", what, ErrAbsent)
	}
	return err
}

// new runs an insertion that gives way to a row that is there; ErrTaken then.
func (t *Tx) new(what, statement string, args ...any) error {
	n, err := t.run(what, statement+` ON CONFLICT DO NOTHING`, args...)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: %w", what, ErrTaken)
	}
	return err
}

func (t *Tx) run(what, statement string, args ...any) (int64, error) {
	r, err := t.exec(statement, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	return r.RowsAffected()
}

// absent says that a row is not there in the words of this package.
func absent(what string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", what, ErrAbsent)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// DropExpired removes what has expired by now.
func (b *Book) DropExpired(ctx context.Context, now time.Time) error {
	return b.In(ctx, func(t *Tx) error {
		for _, table := range []string{"link", "code", "session", "spent", "token"} {
			if _, err := t.run(table, `DELETE FROM `+table+` WHERE expires <= $1`, now.Unix()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Backup writes persons, capacities and the public halves of passkeys to
// file.accounts. Links, codes, sessions and tokens are not in it: an old backup must not
// let anybody in again. A passkey that was removed later is in it.
func (b *Book) Backup(ctx context.Context, file string) error {
	return store.CopyBeside(ctx, b.db, file+Tail, `DELETE FROM link`, `DELETE FROM code`, `DELETE FROM session`, `DELETE FROM spent`, `DELETE FROM token`, `UPDATE person SET wrong = 0`)
}

// Backup writes the accounts of a data directory beside a backup of its register, as
// [Book.Backup] does.
func Backup(ctx context.Context, dir, file string) error {
	b, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(b.Backup(ctx, file), b.Close())
}

// Restore puts the accounts of a backup into a data directory that was restored
// from it, and opens them once to see that they are whole. A backup without
// accounts leaves the directory without.
func Restore(ctx context.Context, file, dir string) error {
	if _, err := os.Stat(file + Tail); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err := store.PutBeside(file+Tail, dir, name); err != nil {
		return err
	}
	b, err := Open(ctx, dir)
	if err != nil {
		return errors.Join(err, os.Remove(filepath.Join(dir, name)))
	}
	return b.Close()
}

// unix is a time as a row has it; the zero time is 0.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// moment is the inverse of unix.
func moment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
