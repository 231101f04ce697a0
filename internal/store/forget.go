package store

import (
	"context"
	"fmt"

	"chancery.example/chancery/register"
)

// Forget destroys what is held of an entry's content: a lawful erasure. Leaf and
// tree stay, so every proof verifies as before; nobody can say any more what the
// entry said. The snapshot goes with it, since it may repeat it. Forgetting what is
// not held does nothing.
//
// The engine overwrites deleted bytes (secure_delete), and the write-ahead log,
// which still has older pages, is emptied before Forget returns nil. An error after
// the deletion says that old pages may still lie in the log; calling Forget again
// empties it. Backups made earlier are not reached from here.
func (s *Store) Forget(ctx context.Context, place register.Place) error {
	err := s.forget(ctx, `UPDATE entry SET content = X'' WHERE place = $1`, int64(place))
	if err != nil {
		return fmt.Errorf("content of entry %d: %w", place, err)
	}
	return nil
}

// ForgetText destroys a text, as Forget does a content.
func (s *Store) ForgetText(ctx context.Context, hash [32]byte) error {
	if err := s.forget(ctx, `DELETE FROM text WHERE hash = $1`, hash[:]); err != nil {
		return fmt.Errorf("text %x: %w", hash, err)
	}
	return nil
}

func (s *Store) forget(ctx context.Context, statement string, key any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	err := s.inTx(ctx, func(w *writer) error {
		if _, err := w.exec(ctx, statement, key); err != nil {
			return err
		}
		_, err := w.exec(ctx, `DELETE FROM snapshot`)
		return err
	})
	if err != nil {
		return err
	}
	return s.writer.emptyLog(ctx)
}

// emptyLog moves the write-ahead log into the database and cuts it to nothing. It
// waits for readers of older states, as long as busy_timeout.
func (w *writer) emptyLog(ctx context.Context) error {
	var busy, pages, moved int64
	err := w.conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved)
	if err != nil {
		return fmt.Errorf("write-ahead log: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("write-ahead log: a reader holds an older state; deleted bytes are still in it")
	}
	return nil
}
