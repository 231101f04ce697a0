package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
)

// A writer is the one connection that writes, with its prepared statements.
type writer struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

// inTx runs do in one transaction of the writer, whose mutex the caller holds.
// When do fails, nothing of it stays. When the commit fails the error is ErrUnsure.
// A connection that did not end its transaction cleanly is not used again: closing
// it rolls back whatever it had begun.
func (s *Store) inTx(ctx context.Context, do func(*writer) error) error {
	if s.write == nil {
		return fmt.Errorf("opened for reading: %w", ErrInvalid)
	}
	if s.writer == nil {
		conn, err := s.write.Conn(ctx)
		if err != nil {
			return err
		}
		s.writer = &writer{conn: conn, prepared: make(map[string]*sql.Stmt)}
	}
	tx, err := s.writer.conn.BeginTx(ctx, nil)
	if err != nil {
		s.dropWriter()
		return err
	}
	if err := do(s.writer); err != nil {
		if back := tx.Rollback(); back != nil {
			s.dropWriter()
			err = errors.Join(err, back)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		s.dropWriter()
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	}
	return nil
}

// once runs one statement in a transaction of its own and returns the number of
// rows that it touched.
func (s *Store) once(ctx context.Context, statement string, args ...any) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	ctx = context.WithoutCancel(ctx)
	var n int64
	err := s.inTx(ctx, func(w *writer) (err error) {
		n, err = w.exec(ctx, statement, args...)
		return err
	})
	return n, err
}

// dropWriter closes the connection for good.
func (s *Store) dropWriter() {
	if s.writer == nil {
		return
	}
	for _, stmt := range s.writer.prepared {
		_ = stmt.Close() // the connection goes with all that it has
	}
	_ = s.writer.conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = s.writer.conn.Close() // gone already, which is what is wanted
	s.writer = nil
}

// prepare returns the statement, prepared on the writer's connection. Statements
// of a connection run in the transaction that is open on it.
func (w *writer) prepare(ctx context.Context, statement string) (*sql.Stmt, error) {
	if stmt := w.prepared[statement]; stmt != nil {
		return stmt, nil
	}
	stmt, err := w.conn.PrepareContext(ctx, statement)
	if err != nil {
		return nil, err
	}
	w.prepared[statement] = stmt
	return stmt, nil
}

// exec runs a prepared statement and returns the number of rows that it touched.
func (w *writer) exec(ctx context.Context, statement string, args ...any) (int64, error) {
	stmt, err := w.prepare(ctx, statement)
	if err != nil {
		return 0, err
	}
	r, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// blob makes the bytes a value of no length where nil would be NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
