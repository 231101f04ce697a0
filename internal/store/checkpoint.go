package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

// Checkpoint returns the latest signed checkpoint and its size. Before the first
// the error is ErrAbsent.
func (s *Store) Checkpoint(ctx context.Context) (size int64, signed []byte, err error) {
	return s.checkpoint(ctx, `SELECT size, signed, sum FROM checkpoint ORDER BY size DESC LIMIT 1`)
}

// CheckpointAt returns the signed checkpoint of that size.
func (s *Store) CheckpointAt(ctx context.Context, size int64) ([]byte, error) {
	_, signed, err := s.checkpoint(ctx, `SELECT size, signed, sum FROM checkpoint WHERE size = $1`, size)
	return signed, err
}

func (s *Store) checkpoint(ctx context.Context, query string, args ...any) (int64, []byte, error) {
	var size, want int64
	var signed []byte
	if err := s.read.QueryRowContext(ctx, query, args...).Scan(&size, &signed, &want); err != nil {
		return 0, nil, fmt.Errorf("checkpoint: %w", absent(err))
	}
	if sum(number(size), signed) != want {
		return 0, nil, &WrongError{Table: "checkpoint", Place: size, What: "not what was written"}
	}
	return size, signed, nil
}

// PutCheckpoint keeps a signed checkpoint for ever. The same bytes may be given
// again; others of the same size are ErrRepeated, since a register has one
// checkpoint for each size. One whose size the register has not reached, or whose
// root is not the register's at that size, is ErrInvalid. Signatures are not
// checked here.
func (s *Store) PutCheckpoint(ctx context.Context, size int64, signed []byte) error {
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	c, err := unsigned(signed)
	if err != nil || c.Size != size || size > head.Size {
		return fmt.Errorf("checkpoint %d of a register of size %d: %w", size, head.Size, errors.Join(ErrInvalid, err))
	}
	root, err := tlog.TreeHash(size, s.Hashes(ctx, size))
	if err != nil {
		return fmt.Errorf("checkpoint %d: %w", size, err)
	}
	if root != c.Root {
		return fmt.Errorf("checkpoint %d: root %x, the register's is %x: %w", size, c.Root, root, ErrInvalid)
	}
	n, err := s.once(ctx, `INSERT INTO checkpoint (size, signed, sum) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`,
		size, signed, sum(number(size), signed))
	if err != nil {
		return fmt.Errorf("checkpoint %d: %w", size, err)
	}
	if n == 1 {
		return nil
	}
	if old, err := s.CheckpointAt(ctx, size); err != nil || !bytes.Equal(old, signed) {
		return errors.Join(fmt.Errorf("checkpoint %d: %w", size, ErrRepeated), err)
	}
	return nil
}

// unsigned reads what a signed checkpoint says, and not who signed it.
func unsigned(signed []byte) (register.Checkpoint, error) {
	text, _, ok := bytes.Cut(signed, []byte("\n\n"))
	if !ok {
		return register.Checkpoint{}, errors.New("checkpoint: no signature")
	}
	return register.ParseCheckpoint(string(text) + "\n")
}

// A Snapshot is a state folded from the first entries: a cache, never the record.
type Snapshot struct {
	Place int64    // number of entries folded
	Form  string   // version of the code that folded
	Hash  [32]byte // SHA-256 of Bytes
	Bytes []byte
}

func (p *Snapshot) sum() int64 { return sum(number(p.Place), []byte(p.Form), p.Hash[:], p.Bytes) }

// Snapshot returns the snapshot, and whether a whole one is there. A damaged one is
// as good as none: the caller folds from the beginning.
func (s *Store) Snapshot(ctx context.Context) (Snapshot, bool, error) {
	var p Snapshot
	var hash []byte
	var want int64
	err := s.read.QueryRowContext(ctx, `SELECT place, form, hash, bytes, sum FROM snapshot WHERE id = 1`).
		Scan(&p.Place, &p.Form, &hash, &p.Bytes, &want)
	if errors.Is(err, sql.ErrNoRows) {
		return Snapshot{}, false, nil
	}
	if err != nil {
		return Snapshot{}, false, fmt.Errorf("snapshot: %w", err)
	}
	if copy(p.Hash[:], hash); p.sum() != want || sha256.Sum256(p.Bytes) != p.Hash {
		return Snapshot{}, false, nil
	}
	return p, true, nil
}

// PutSnapshot replaces the snapshot.
func (s *Store) PutSnapshot(ctx context.Context, p Snapshot) error {
	if sha256.Sum256(p.Bytes) != p.Hash {
		return fmt.Errorf("snapshot: not what its hash says: %w", ErrInvalid)
	}
	_, err := s.once(ctx, `INSERT INTO snapshot (id, place, form, hash, bytes, sum) VALUES (1, $1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET place = excluded.place, form = excluded.form,
			hash = excluded.hash, bytes = excluded.bytes, sum = excluded.sum`,
		p.Place, p.Form, p.Hash[:], blob(p.Bytes), p.sum())
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

// DropSnapshot removes the snapshot, if there is one.
func (s *Store) DropSnapshot(ctx context.Context) error {
	if _, err := s.once(ctx, `DELETE FROM snapshot`); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}
