package store

import (
	"bytes"
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/register"
)

// furnished makes a register with a row in every table, and closes it.
func furnished(t *testing.T, size int64) (dir string, head Head) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "data")
	s, err := Create(t.Context(), dir)
	must(t, err)
	for from := int64(0); from < size; from += 100 {
		b := testBatch(from, 100)
		b.Texts = []Text{testText(from)}
		head, err = s.Append(t.Context(), b)
		must(t, err)
		must(t, s.PutCheckpoint(t.Context(), head.Size, testCheckpoint(head, "test")))
	}
	must(t, s.PutSnapshot(t.Context(), testSnapshotOf("fold")))
	Checked(t, s)
	return dir, head
}

// tamper changes the database as somebody with another program would, who first
// takes the triggers and the constraints away.
func tamper(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := openPool(filepath.Join(dir, databaseName), access{}, 1)
	must(t, err)
	defer db.Close()
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
	must(t, err)
	for _, name := range names(t, rows) {
		_, err := db.Exec(`DROP TRIGGER ` + name)
		must(t, err)
	}
	for _, statement := range append([]string{`PRAGMA ignore_check_constraints = ON`}, statements...) {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func names(t *testing.T, rows *sql.Rows) (all []string) {
	t.Helper()
	defer rows.Close()
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		all = append(all, name)
	}
	must(t, rows.Err())
	return all
}

func TestOneWrongRowIsNamed(t *testing.T) {
	dir, _ := furnished(t, 600)
	clean, err := os.ReadFile(filepath.Join(dir, databaseName))
	must(t, err)
	for _, c := range []struct {
		table string
		place int64
		do    string
	}{
		{"entry", 300, `UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '"v":1', '"v":2') AS BLOB) WHERE place IN (300, 500)`},
		{"entry", 300, `UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), 'T09:4', 'T09:5') AS BLOB) WHERE place = 300`},
		{"entry", 300, `UPDATE entry SET hash = zeroblob(32) WHERE place = 300`},
		{"entry", 300, `UPDATE entry SET hash = zeroblob(31) WHERE place = 300`},
		{"entry", 300, `DELETE FROM entry WHERE place = 300`},
		{"entry", 0, `DELETE FROM entry`},
		{"entry", 600, `INSERT INTO entry (place, leaf, hash, content) SELECT 600, leaf, hash, content FROM entry WHERE place = 1`},
		{"content", 7, `UPDATE entry SET content = CAST(replace(CAST(content AS TEXT), 'member:kz', 'member:ky') AS BLOB) WHERE place = 7`},
		{"content", 7, `UPDATE entry SET content = zeroblob(10) WHERE place = 7`},
		{"content", 7, `UPDATE entry SET content = (SELECT content FROM entry WHERE place = 8) WHERE place = 7`},
		{"entry", 7, `UPDATE entry SET place = 601 WHERE place = 7`},
		{"tile", 1, `UPDATE tile SET hashes = zeroblob(8192) WHERE n = 1`},
		{"tile", 1, `DELETE FROM tile WHERE n = 1`},
		{"tile", 2, `INSERT INTO tile (level, n, hashes) VALUES (0, 2, zeroblob(8192))`},
		{"tile", 0, `INSERT INTO tile (level, n, hashes) VALUES (1, 0, zeroblob(8192))`},
		{"head", 600, `UPDATE head SET root = zeroblob(32)`},
		{"head", 600, `UPDATE head SET root = zeroblob(5)`},
		{"head", 600, `UPDATE head SET time = time + 1`},
		{"head", 500, `UPDATE head SET size = 500`},
		{"entry", 600, `UPDATE head SET size = 601`},
		{"checkpoint", 300, `UPDATE checkpoint SET signed = CAST(replace(CAST(signed AS TEXT), 'AAAAAAAA', 'AAAAAAAB') AS BLOB) WHERE size = 300`},
		{"checkpoint", 300, `UPDATE checkpoint SET sum = sum + 1 WHERE size = 300`},
		{"checkpoint", 299, `UPDATE checkpoint SET size = 299 WHERE size = 300`},
		{"checkpoint", 601, `UPDATE checkpoint SET size = 601 WHERE size = 300`},
		{"order_seen", 100, `UPDATE order_seen SET key = 'other' WHERE first = 100`},
		{"order_seen", 100, `UPDATE order_seen SET actor = 'member:by' WHERE first = 100`},
		{"order_seen", 100, `UPDATE order_seen SET digest = zeroblob(32) WHERE first = 100`},
		{"order_seen", 100, `UPDATE order_seen SET result = X'00' WHERE first = 100`},
		{"order_seen", 100, `UPDATE order_seen SET past = past + 1 WHERE first = 100`},
		{"order_seen", 101, `UPDATE order_seen SET first = 101 WHERE first = 100`},
		{"text", -1, `UPDATE text SET bytes = X'00' WHERE rowid = 2`},
		{"text", -1, `UPDATE text SET hash = zeroblob(32) WHERE rowid = 2`},
		{"snapshot", -1, `UPDATE snapshot SET bytes = X'00'`},
		{"snapshot", -1, `UPDATE snapshot SET place = 2`},
		{"migration", -1, `UPDATE migration SET name = 'x' WHERE version = 3`},
	} {
		work := filepath.Join(t.TempDir(), "data")
		must(t, os.Mkdir(work, 0o700))
		must(t, os.WriteFile(filepath.Join(work, databaseName), clean, 0o600))
		tamper(t, work, c.do)
		s, err := OpenRead(t.Context(), work)
		must(t, err)
		wrong, ok := errors.AsType[*WrongError](s.Check(t.Context()))
		if !ok || wrong.Table != c.table || wrong.Place != c.place || wrong.What == "" {
			t.Errorf("%s: %v, want %s %d", c.do, wrong, c.table, c.place)
		}
		must(t, s.Close())
	}
}

// A bit anywhere in the file: it is found, or nothing that is read has changed.
func TestOneFlippedBitInTheFileIsFoundOrHarmless(t *testing.T) {
	dir, _ := furnished(t, 300)
	clean, err := os.ReadFile(filepath.Join(dir, databaseName))
	must(t, err)
	want := everything(t, dir)
	random := rand.New(rand.NewPCG(2019, 11))
	work := t.TempDir()
	found := 0
	const flips = 80
	for range flips {
		bit := random.IntN(len(clean) * 8)
		broken := bytes.Clone(clean)
		broken[bit/8] ^= 1 << (bit % 8)
		must(t, os.WriteFile(filepath.Join(work, databaseName), broken, 0o600))
		s, err := OpenRead(t.Context(), work)
		if err == nil {
			err = errors.Join(s.Check(t.Context()), s.CheckFile(t.Context()), s.Close())
		}
		if err != nil {
			found++
		} else if got := everything(t, work); got != want {
			t.Errorf("bit %d of byte %d: not found, and rows differ", bit%8, bit/8)
		}
		must(t, removeDatabase(filepath.Join(work, databaseName)))
	}
	if found < flips/2 {
		t.Errorf("%d of %d flips found: the test does not test", found, flips)
	}
}

// everything is all rows of all tables.
func everything(t *testing.T, dir string) string {
	t.Helper()
	db, err := openPool(filepath.Join(dir, databaseName), access{readOnly: true}, 1)
	must(t, err)
	defer db.Close()
	var all strings.Builder
	for _, query := range []string{
		`SELECT quote(place) || quote(leaf) || quote(hash) || quote(content) FROM entry`,
		`SELECT quote(level) || quote(n) || quote(hashes) FROM tile`, `SELECT quote(size) || quote(root) || quote(time) FROM head`,
		`SELECT quote(size) || quote(signed) FROM checkpoint`, `SELECT quote(hash) || quote(bytes) FROM text ORDER BY rowid`,
		`SELECT quote(actor) || quote(key) || quote(digest) || quote(first) || quote(past) || quote(result) FROM order_seen ORDER BY rowid`,
		`SELECT quote(place) || quote(form) || quote(hash) || quote(bytes) FROM snapshot`,
	} {
		rows, err := db.Query(query)
		must(t, err)
		all.WriteString(strings.Join(names(t, rows), "\n"))
	}
	return all.String()
}

func TestWhatIsWrongIsNotHandedOut(t *testing.T) {
	dir, _ := furnished(t, 600)
	tamper(t, dir, `UPDATE text SET bytes = X'00'`, `UPDATE order_seen SET result = X'00'`, `UPDATE checkpoint SET sum = 1`,
		`UPDATE snapshot SET place = 2`,
		`UPDATE tile SET hashes = zeroblob(3) WHERE n = 0`, `DELETE FROM entry WHERE place IN (300, 599)`)
	s, err := Open(t.Context(), dir)
	must(t, err)
	defer s.Close()
	for table, do := range map[string]func() error{
		"text":       func() error { _, err := s.Text(t.Context(), testText(0).Hash); return err },
		"order_seen": func() error { _, _, err := s.Order(t.Context(), "member:kz", "key 0"); return err },
		"checkpoint": func() error { _, _, err := s.Checkpoint(t.Context()); return err },
		"tile":       func() error { _, err := s.Tile(t.Context(), 0, 0); return err },
		"entry":      func() error { return rowsError(t, s, 0, 600) },
		"entry ":     func() error { return rowsError(t, s, 512, 600) },
		"entry  ":    func() error { _, err := s.Append(t.Context(), testBatch(600, 1)); return err },
	} {
		wrong, ok := errors.AsType[*WrongError](do())
		if !ok || wrong.Table != strings.TrimSpace(table) {
			t.Errorf("%s: error %v", table, wrong)
		}
	}
	if _, ok, err := s.Snapshot(t.Context()); ok || err != nil {
		t.Errorf("snapshot: %v, %v", ok, err)
	}
}

func rowsError(t *testing.T, s *Store, from, to register.Place) error {
	for _, err := range s.Rows(t.Context(), from, to) {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestTheCacheOfTilesIsBoundedAndKeepsTheLonger(t *testing.T) {
	c := newTileCache()
	long, short := newTreeTile(make([]byte, 320)), newTreeTile(make([]byte, 32))
	c.put(tileKey{0, 0}, long)
	c.put(tileKey{0, 0}, short)
	if c.get(tileKey{0, 0}) != long {
		t.Error("a shorter tile took the place of a longer one")
	}
	for n := range int64(maxTiles + 10) {
		c.put(tileKey{1, n}, short)
	}
	if len(c.held) != maxTiles || c.get(tileKey{1, maxTiles + 9}) == nil {
		t.Errorf("%d tiles, want %d with the last among them", len(c.held), maxTiles)
	}
}

func TestAWrongRowIsSaidInOneSentence(t *testing.T) {
	for want, err := range map[string]*WrongError{
		"entry 5: missing":         {"entry", 5, "missing"},
		"text: not what it was":    {"text", -1, "not what it was"},
		"tile 0: level 1: missing": {"tile", 0, "level 1: missing"},
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}
