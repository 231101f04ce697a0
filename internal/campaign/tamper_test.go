package campaign

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

// Somebody with another program takes the triggers away and changes one bit of one
// column of one row. Of the head's row, too: it is a table like the others.
func TestCampaignOneBitOfARowIsFound(t *testing.T) {
	dir := furnished(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	db := bare(t, dir)
	for _, table := range firsts(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		columns := firsts(t, db, `SELECT name FROM pragma_table_info('`+table+`')`)
		if table == "snapshot" { // one row: under another id it is not there, and the cache is made anew
			columns = slices.DeleteFunc(columns, func(c string) bool { return c == "id" })
		}
		var rows int
		must(t, db.QueryRow(`SELECT COUNT(*) FROM `+table).Scan(&rows))
		if rows == 0 {
			t.Errorf("%s: no row to change", table)
			continue
		}
		found := 0
		for range *flips {
			var back func()
			var what string
			for back == nil { // a key may become that of another row, which the engine refuses
				column, row, bit := columns[chance.IntN(len(columns))], chance.IntN(rows), chance.IntN(1<<20)
				what = fmt.Sprintf("%s, row %d, %s, bit %d", table, row, column, bit)
				back = flip(t, db, table, column, row, bit)
			}
			if err := checked(t, dir); err == nil {
				t.Errorf("%s: not found", what)
			} else {
				found++
			}
			back()
		}
		t.Logf("%-12s %4d flips, %4d found", table, *flips, found)
	}
	must(t, checked(t, dir)) // whole again
}

// furnished makes a register with rows in every table.
func furnished(t *testing.T) string {
	t.Helper()
	dir, act := found(t)
	k := open(t, dir)
	for i := range 300 {
		_, err := k.Do(t.Context(), orderOf("row", 0, i, act))
		must(t, err)
		if i%50 == 0 {
			_, err := k.depositary.Sign(t.Context())
			must(t, err)
		}
	}
	k.close(t)
	return dir
}

// bare opens the database past the store, without triggers and checks.
func bare(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "chancery.db"))
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { must(t, db.Close()) })
	for _, name := range firsts(t, db, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`) {
		_, err := db.Exec(`DROP TRIGGER ` + name)
		must(t, err)
	}
	_, err = db.Exec(`PRAGMA ignore_check_constraints = ON`)
	must(t, err)
	return db
}

// firsts returns the first column of a query.
func firsts(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var s string
		must(t, rows.Scan(&s))
		all = append(all, s)
	}
	must(t, rows.Err())
	return all
}

// flip changes one bit of a column and returns what puts it back, or nil where
// another row has that key.
func flip(t *testing.T, db *sql.DB, table, column string, row, bit int) func() {
	t.Helper()
	keys := firsts(t, db, `SELECT name FROM pragma_table_info('`+table+`') WHERE pk > 0 ORDER BY pk`)
	query := fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d`, column, table, list(keys), row)
	var was any
	must(t, db.QueryRow(query).Scan(&was))
	names := make([]any, len(keys))
	into := make([]any, len(keys))
	for i := range keys {
		into[i] = &names[i]
	}
	must(t, db.QueryRow(fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d`, list(keys), table, list(keys), row)).Scan(into...))
	set := func(v any, at []any) error {
		where := ""
		for i, k := range keys {
			if i > 0 {
				where += " AND "
			}
			where += k + " = ?"
		}
		_, err := db.Exec(`UPDATE `+table+` SET `+column+` = ? WHERE `+where, append([]any{v}, at...)...)
		return err
	}
	is := flipped(t, was, bit)
	if err := set(is, names); err != nil {
		if strings.Contains(err.Error(), "UNIQUE") {
			return nil
		}
		t.Fatal(err)
	}
	after := slices.Clone(names)
	if i := slices.Index(keys, column); i >= 0 {
		after[i] = is
	}
	return func() { must(t, set(was, after)) }
}

// flipped returns v with one bit changed.
func flipped(t *testing.T, v any, bit int) any {
	t.Helper()
	switch v := v.(type) {
	case int64:
		return v ^ 1<<(bit%63)
	case []byte:
		b := slices.Clone(v)
		b[bit/8%len(b)] ^= 1 << (bit % 8)
		return b
	case string:
		b := []byte(v)
		b[bit/8%len(b)] ^= 1 << (bit % 7) // stays a text
		return string(b)
	}
	t.Fatalf("column of type %T", v)
	return nil
}

func list(names []string) string {
	s := ""
	for i, n := range names {
		if i > 0 {
			s += ", "
		}
		s += n
	}
	return s
}

// checked opens the register for reading and reads everything back.
func checked(t *testing.T, dir string) error {
	t.Helper()
	st, err := store.OpenRead(t.Context(), dir)
	if err != nil {
		return err
	}
	return errors.Join(st.Check(t.Context()), st.Close())
}

// A backup is put back after more was signed: the register has forgotten what its
// key has promised.
func TestCampaignAnOldBackupIsNotSigned(t *testing.T) {
	dir, act := found(t)
	k := open(t, dir)
	_, err := k.depositary.Sign(t.Context())
	must(t, err)
	backup := filepath.Join(t.TempDir(), "backup")
	must(t, k.store.Backup(t.Context(), backup))
	for i := range 5 {
		_, err := k.Do(t.Context(), orderOf("later", 0, i, act))
		must(t, err)
	}
	later, err := k.depositary.Sign(t.Context()) // and somebody else has it
	must(t, err)
	k.close(t)

	again := t.TempDir()
	must(t, store.Restore(t.Context(), backup, again))
	st, err := store.Open(t.Context(), again)
	must(t, err)
	defer st.Close()
	dep, err := depositary.Load(dir, filled.Journal{Store: st})
	must(t, err)
	refuses := func(when string) {
		t.Helper()
		if _, differs := errors.AsType[*depositary.DiffersError](dep.Heed(t.Context(), later)); !differs {
			t.Errorf("%s: the later checkpoint is heeded without a word", when)
		}
		_, err := dep.Sign(t.Context())
		if _, differs := errors.AsType[*depositary.DiffersError](err); !differs {
			t.Errorf("%s: signed behind the later checkpoint: %v", when, err)
		}
	}
	refuses("as restored")
	s, err := secretariat.Open(t.Context(), st, secretariat.Door{})
	must(t, err)
	for i := range 9 {
		_, err := s.Do(t.Context(), orderOf("other", 0, i, act))
		must(t, err)
	}
	must(t, s.Close(t.Context()))
	refuses("grown past it otherwise")
}
