// Package store keeps a council's register on disk: entries with the tree over
// them, the content they commit to, texts, the orders already carried out and
// checkpoints. It knows bytes, places and hashes; what an entry means, who may read
// it and who signs is for others. The rows by which people sign in are in package
// account, in a file of their own.
//
// A register is one directory: chancery.db, an SQLite database with its
// write-ahead log beside it, and lock, which one writer holds. Readers open the
// same directory while a writer runs.
//
// Entries, tiles, checkpoints and orders are only ever added; the database itself
// refuses to change or delete them. Content and texts can be deleted, and nothing
// else of the record. Whoever can write the file can still alter it, so nothing
// here is evidence by itself: Check finds what does not fit, and checkpoints
// signed by one party and cosigned by others make altering visible.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"chancery.example/chancery/register"
)

const (
	databaseName = "chancery.db"
	lockName     = "lock"
)

// Errors that callers tell apart.
var (
	// ErrFenced is returned when the head is not where the batch expects it:
	// another writer moved it, or the caller has not read its own last write.
	ErrFenced = errors.New("head of the register: moved by another writer")
	// ErrRepeated is returned when an order with the same actor and key, or a
	// different checkpoint of the same size, is already there.
	ErrRepeated = errors.New("already recorded")
	// ErrUnsure is returned when a commit was reported lost but may have taken
	// effect. The caller reads Head and its Order to learn which.
	ErrUnsure = errors.New("commit: outcome not known")
	// ErrAbsent is returned for a row that is not there.
	ErrAbsent = errors.New("not there")
	// ErrInvalid is returned for a batch that must not be written.
	ErrInvalid = errors.New("not writable")
)

// A Head is the state of the whole register.
type Head struct {
	Size int64         // number of entries
	Root register.Hash // of the tree over them
	Time time.Time     // of the last entry, UTC; zero when there is none
}

// An Entry is a leaf and the content that it commits to.
type Entry struct {
	Leaf    register.Leaf
	Content register.Content
}

// A Text is kept under the hash of its bytes, once, however often it is given.
type Text struct {
	Hash  [32]byte // SHA-256 of Bytes
	Bytes []byte
}

// An Order says that a command was carried out, so that the same key is carried
// out once. It is kept for ever, so Result must hold nothing that may have to be
// erased.
type Order struct {
	Actor  string
	Key    string         // chosen by the actor's side, unique to the actor
	Digest [32]byte       // of the command; the same key with another digest is another command
	From   register.Place // of its first entry
	To     register.Place // one past its last entry
	Result []byte         // what the actor was answered
}

// A Batch is what one transaction adds.
type Batch struct {
	From    int64 // size of the register that the batch was decided on
	Entries []Entry
	Texts   []Text
	Orders  []Order
}

// A Row is an entry as it is stored.
type Row struct {
	Place   register.Place
	Leaf    []byte // as register.Leaf.Bytes made it
	Content []byte // as register.Content.Bytes made it; nil when it is not held
}

// A Store is an open register. Its methods may be called from several goroutines;
// writes follow one another.
type Store struct {
	path  string // of the database file
	read  *sql.DB
	write *sql.DB // nil when read-only
	lock  *os.File
	tiles tileCache

	mu     sync.Mutex // held by whoever writes
	writer *writer    // nil until the first write and after a failed one
	edge   *edge      // nil when it must be read from the database
}

// Create makes an empty register in dir, making dir if need be, and opens it for
// writing. A directory that holds a register is left as it is and refused.
func Create(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	if err := found(ctx, dir); err != nil {
		return nil, errors.Join(err, dropLock(lock))
	}
	return openLocked(ctx, dir, lock, access{})
}

// Open opens the register in dir for reading and writing, and holds its lock until
// Close. When another process holds the lock, the error is a *LockedError.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := holdsRegister(dir); err != nil {
		return nil, err
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	return openLocked(ctx, dir, lock, access{})
}

// OpenRead opens the register in dir for reading, also beside a running writer.
func OpenRead(ctx context.Context, dir string) (*Store, error) {
	if err := holdsRegister(dir); err != nil {
		return nil, err
	}
	return openUnlocked(ctx, dir, access{readOnly: true})
}

// openLocked opens the database and gives the lock back when that does not work.
func openLocked(ctx context.Context, dir string, lock *os.File, a access) (*Store, error) {
	s, err := openUnlocked(ctx, dir, a)
	if err != nil {
		return nil, errors.Join(err, dropLock(lock))
	}
	s.lock = lock
	return s, nil
}

// openUnlocked opens the database without asking for the lock: for readers, and
// for tests that need two writers.
func openUnlocked(ctx context.Context, dir string, a access) (*Store, error) {
	if kind := networkFileSystem(dir); kind != "" {
		return nil, fmt.Errorf("%s: on a network file system (%s), whose locks do not protect a register; move it to a local disk", dir, kind)
	}
	s := &Store{path: filepath.Join(dir, databaseName), tiles: newTileCache()}
	var err error
	if s.read, err = openPool(s.path, access{readOnly: true, queryOnly: true, wrap: a.wrap}, readers); err != nil {
		return nil, err
	}
	if !a.readOnly {
		if s.write, err = openPool(s.path, a, 1); err != nil {
			return nil, errors.Join(err, s.Close())
		}
		// The writer connects first: it is the one that recovers what a crash left.
		if err := s.write.PingContext(ctx); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), s.Close())
		}
	}
	if err := checkForm(ctx, s.read, dir); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close gives back connections and lock. What was acknowledged is on disk before.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// The connection that may write goes last: it empties the write-ahead log.
	err := s.read.Close()
	s.dropWriter()
	if s.write != nil {
		err = errors.Join(err, s.write.Close())
	}
	if s.lock != nil {
		err = errors.Join(err, dropLock(s.lock))
		s.lock = nil
	}
	return err
}

// Holds reports whether dir holds a register.
func Holds(dir string) bool { return holdsRegister(dir) == nil }

// holdsRegister refuses a directory without a register, which opening would
// otherwise make.
func holdsRegister(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, databaseName)); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s: no register here; chancery init makes one", dir)
		}
		return fmt.Errorf("data directory: %w", err)
	}
	return nil
}
