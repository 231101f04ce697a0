package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chancery.example/chancery/register"
)

// Append adds a batch to the register, in one transaction: entries, their content,
// the tiles that they fill, texts, orders, and the head. It returns the new head.
//
// When Append returns nil, the batch is on disk. In the commit SQLite writes the
// changed pages to chancery.db-wal and calls fsync on that file; after the first
// commit to a new log file it calls fsync on the directory too. Every two thousand
// pages or so it moves the log into the database: fsync of chancery.db-wal, the
// pages written to chancery.db, fsync of chancery.db. Only then is the log written
// from its beginning again, its new header made durable by one more fsync of
// chancery.db-wal before the commit's own.
//
// When Append returns an error other than ErrUnsure, nothing of the batch is
// there. ErrUnsure means that the commit itself reported an error and may have
// taken effect all the same: the caller reads Head and, for each of its orders,
// Order. The store itself goes on from what the database then says.
//
// ErrFenced and ErrRepeated leave the register as it was. A cancelled ctx stops
// Append before the transaction, never in it.
//
// BUG: a disk that acknowledges fsync and loses what it acknowledged, when the
// power fails, loses acknowledged batches. Nothing on the same machine can tell;
// the witnesses' checkpoints can.
func (s *Store) Append(ctx context.Context, b Batch) (Head, error) {
	if s.write == nil {
		return Head{}, fmt.Errorf("append: opened for reading: %w", ErrInvalid)
	}
	rows, err := b.rows()
	if err != nil {
		return Head{}, fmt.Errorf("append: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Head{}, fmt.Errorf("append: %w", err)
	}
	head, err := s.append(context.WithoutCancel(ctx), b, rows)
	if err != nil {
		s.edge = nil // the next batch begins from what the database says
		return Head{}, fmt.Errorf("append: %w", err)
	}
	return head, nil
}

// entryRow is an entry in the form in which it is stored.
type entryRow struct {
	leaf    []byte
	hash    register.Hash
	content []byte
	time    int64
}

// rows puts the entries into their stored form, and refuses what could not be read
// back: a leaf that commits to another content, a content of a wrong form, times
// that run backwards, a text under another hash.
func (b *Batch) rows() ([]entryRow, error) {
	if len(b.Entries) == 0 {
		return nil, fmt.Errorf("batch without entries: %w", ErrInvalid)
	}
	rows := make([]entryRow, len(b.Entries))
	for i, e := range b.Entries {
		place := b.From + int64(i)
		content, hash, err := e.Content.Encode()
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w: %w", place, err, ErrInvalid)
		}
		if hash != e.Leaf.Content {
			return nil, fmt.Errorf("entry %d: leaf: commits to another content: %w", place, ErrInvalid)
		}
		leaf := e.Leaf.Bytes()
		rows[i] = entryRow{leaf: leaf, hash: tlog.RecordHash(leaf), content: content, time: e.Leaf.Time.Unix()}
		if i > 0 && rows[i].time < rows[i-1].time {
			return nil, fmt.Errorf("entry %d: time: before that of the entry before: %w", place, ErrInvalid)
		}
	}
	for i, t := range b.Texts {
		if sha256.Sum256(t.Bytes) != t.Hash {
			return nil, fmt.Errorf("text %d: not what its hash says: %w", i, ErrInvalid)
		}
	}
	for i := range b.Orders {
		if o := &b.Orders[i]; int64(o.From) < b.From || o.To < o.From || int64(o.To) > b.From+int64(len(rows)) {
			return nil, fmt.Errorf("order %d: entries %d to %d are not of this batch: %w", i, o.From, o.To, ErrInvalid)
		}
	}
	return rows, nil
}

// append is Append with the writer's mutex held.
func (s *Store) append(ctx context.Context, b Batch, rows []entryRow) (Head, error) {
	old, err := s.at(ctx, b.From)
	if err != nil {
		return Head{}, err
	}
	if rows[0].time < old.time {
		return Head{}, fmt.Errorf("entry %d: time: before that of the entry before: %w", b.From, ErrInvalid)
	}
	next := &edge{tree: old.tree.Clone(), time: rows[len(rows)-1].time}
	var tiles []register.Tile
	for _, r := range rows {
		tiles = append(tiles, next.tree.Append(r.hash)...)
	}
	err = s.inTx(ctx, func(w *writer) error { return w.add(ctx, b, rows, tiles, old, next) })
	if err != nil {
		return Head{}, err
	}
	s.edge = next
	return next.head(), nil
}

// at returns the edge for a batch that begins at size from.
func (s *Store) at(ctx context.Context, from int64) (*edge, error) {
	if s.edge == nil || s.edge.tree.Size() != from {
		var err error
		if s.edge, err = s.loadEdge(ctx); err != nil {
			return nil, err
		}
	}
	if size := s.edge.tree.Size(); size != from {
		return nil, fmt.Errorf("batch for size %d, register of size %d: %w", from, size, ErrFenced)
	}
	return s.edge, nil
}

// add writes all rows of a batch. The head comes first: where several nodes write,
// the second waits for it and then finds it moved, before it has written anything.
func (w *writer) add(ctx context.Context, b Batch, rows []entryRow, tiles []register.Tile, old, next *edge) error {
	if err := w.moveHead(ctx, old.head(), next.head()); err != nil {
		return err
	}
	for i, r := range rows {
		place := b.From + int64(i)
		if _, err := w.exec(ctx, `INSERT INTO entry (place, leaf, hash, content) VALUES ($1, $2, $3, $4)`, place, r.leaf, r.hash[:], r.content); err != nil {
			return fmt.Errorf("entry %d: %w", place, err)
		}
	}
	for _, t := range tiles {
		if _, err := w.exec(ctx, `INSERT INTO tile (level, n, hashes) VALUES ($1, $2, $3)`, t.Level, t.N, t.Hashes); err != nil {
			return fmt.Errorf("tile %d/%d: %w", t.Level, t.N, err)
		}
	}
	for _, t := range b.Texts {
		if _, err := w.exec(ctx, `INSERT INTO text (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, t.Hash[:], blob(t.Bytes)); err != nil {
			return fmt.Errorf("text %x: %w", t.Hash, err)
		}
	}
	for i := range b.Orders { // a key that is there makes no row: the count tells
		o := &b.Orders[i]
		n, err := w.exec(ctx, `INSERT INTO order_seen (actor, key, digest, first, past, result, sum)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (actor, key) DO NOTHING`,
			o.Actor, o.Key, o.Digest[:], int64(o.From), int64(o.To), blob(o.Result), o.sum())
		if err != nil {
			return fmt.Errorf("order %q of %s: %w", o.Key, o.Actor, err)
		}
		if n != 1 {
			return fmt.Errorf("order %q of %s: %w", o.Key, o.Actor, ErrRepeated)
		}
	}
	return nil
}

// moveHead moves the head from old to next, if it is still where old says.
func (w *writer) moveHead(ctx context.Context, old, next Head) error {
	n, err := w.exec(ctx, `UPDATE head SET size = $1, root = $2, time = $3 WHERE id = 1 AND size = $4 AND root = $5`,
		next.Size, next.Root[:], next.Time.Unix(), old.Size, old.Root[:])
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	if n != 1 {
		return ErrFenced
	}
	return nil
}

// An edge is the right edge of the tree with the time of the last entry.
type edge struct {
	tree *register.Edge
	time int64 // Unix seconds
}

// head is the head that the edge stands for.
func (e *edge) head() Head {
	h := Head{Size: e.tree.Size(), Root: e.tree.Root()}
	if h.Size > 0 {
		h.Time = time.Unix(e.time, 0).UTC()
	}
	return h
}

// loadEdge reads the edge from tiles and entries and holds it against the head.
func (s *Store) loadEdge(ctx context.Context) (*edge, error) {
	head, err := s.Head(ctx)
	if err != nil {
		return nil, err
	}
	tail, err := s.leafHashes(ctx, head.Size&^(register.TileWidth-1), head.Size)
	if err != nil {
		return nil, err
	}
	tree, err := register.NewEdge(head.Size, func(level int, n int64) ([]byte, error) { return s.Tile(ctx, level, n) }, tail)
	if err != nil {
		return nil, err
	}
	if root := tree.Root(); root != head.Root {
		return nil, &WrongError{Table: "head", Place: head.Size, What: fmt.Sprintf("root %x, but tiles and entries give %x", head.Root, root)}
	}
	e := &edge{tree: tree}
	if head.Size > 0 {
		e.time = head.Time.Unix()
	}
	return e, nil
}
