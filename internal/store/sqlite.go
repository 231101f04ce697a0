package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// readers is the number of connections that read at the same time. A read is
// microseconds of work, so more would only hold memory.
const readers = 8

// access says how a database is opened.
type access struct {
	readOnly  bool                                    // the file is not written
	queryOnly bool                                    // nothing else is written either; a backup is a query that writes
	wrap      func(driver.Connector) driver.Connector // tests put faults here; nil = as it is
}

// openPool opens a pool of connections to the SQLite file at path.
func openPool(path string, a access, size int) (*sql.DB, error) {
	dsn, err := dataSource(path, a.readOnly)
	if err != nil {
		return nil, err
	}
	base, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	var c driver.Connector = settled{base, a}
	if a.wrap != nil {
		c = a.wrap(c)
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// dataSource is the driver's name for the file. Names in double quotes are never
// strings, the schema cannot be written past SQL, and a transaction that may write
// takes its place in the queue when it begins.
func dataSource(path string, readOnly bool) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("database %s: %w", path, err)
	}
	q := url.Values{"_dqs": {"0"}, "_defensive": {"1"}, "mode": {"rw"}, "_txlock": {"immediate"}}
	if readOnly {
		q.Set("mode", "ro")
		q.Set("_txlock", "deferred")
	}
	file := url.URL{Scheme: "file", Path: full}
	return strings.Replace(file.String(), "file://", "file:", 1) + "?" + q.Encode(), nil
}

// settings are made on every connection and read back: a setting that the engine
// ignores would break the promise of Append without a word.
//
// page_size is twice the default, so that a batch writes and splits fewer pages.
// wal_autocheckpoint is, too: a page that many batches change is moved into the
// database once for all of them. The log stays under 20 MB.
// cache_size, in KiB, keeps the index of orders in memory: their keys come in no
// order, and pages put aside in a transaction cost a third of a batch's time.
//
// recursive_triggers makes INSERT OR REPLACE obey the triggers that refuse DELETE.
func settings(a access) [][3]string {
	all := [][3]string{
		{"busy_timeout", "10000", "10000"},
		{"foreign_keys", "ON", "1"},
		{"recursive_triggers", "ON", "1"},
		{"trusted_schema", "OFF", "0"},
		{"cell_size_check", "ON", "1"},
	}
	if a.queryOnly {
		all = append(all, [3]string{"query_only", "ON", "1"})
	}
	if a.readOnly {
		return all
	}
	return append(all,
		[3]string{"page_size", "8192", "8192"},
		[3]string{"journal_mode", "WAL", "wal"},
		[3]string{"synchronous", "FULL", "2"},
		[3]string{"secure_delete", "ON", "1"},
		[3]string{"wal_autocheckpoint", "2000", "2000"},
		[3]string{"cache_size", "-16000", "-16000"},
	)
}

// settled hands out connections on which the settings hold.
type settled struct {
	driver.Connector
	access access
}

// Connect implements driver.Connector.
func (c settled) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range settings(c.access) {
		if err := settle(ctx, conn, s[0], s[1], s[2]); err != nil {
			_ = conn.Close() // the error of the setting is the one to show
			return nil, err
		}
	}
	return conn, nil
}

// settle makes one setting and reads it back.
func settle(ctx context.Context, conn driver.Conn, name, value, want string) error {
	if _, err := pragma(ctx, conn, "PRAGMA "+name+" = "+value); err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	got, err := pragma(ctx, conn, "PRAGMA "+name)
	if err != nil {
		return fmt.Errorf("setting %s: %w", name, err)
	}
	if got != want {
		return fmt.Errorf("setting %s: %s, want %s", name, got, want)
	}
	return nil
}

// pragma runs one statement and returns the first column of its first row.
func pragma(ctx context.Context, conn driver.Conn, statement string) (string, error) {
	q, ok := conn.(driver.QueryerContext)
	if !ok {
		return "", fmt.Errorf("driver %T: no queries", conn)
	}
	rows, err := q.QueryContext(ctx, statement, nil)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	row := make([]driver.Value, len(rows.Columns()))
	if len(row) == 0 || rows.Next(row) != nil {
		return "", nil
	}
	return fmt.Sprint(row[0]), nil
}

// damaged reports whether the engine says that the file itself is broken.
func damaged(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == sqlite3.SQLITE_CORRUPT || e.Code()&0xff == sqlite3.SQLITE_NOTADB)
}

// CheckFile has the engine look at every page of the database file: structure,
// indexes and constraints. It is a *WrongError that names what the engine names.
func (s *Store) CheckFile(ctx context.Context) error {
	var first string
	err := s.read.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&first)
	if err != nil && !damaged(err) {
		return fmt.Errorf("database file: %w", err)
	}
	if err != nil {
		first = err.Error()
	}
	if first != "ok" {
		return &WrongError{Table: "file", Place: -1, What: first}
	}
	return nil
}
