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
	prepared map[string]statement
	args     []driver.NamedValue // of the statement that runs
}

// A statement is one of the driver, prepared.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
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
		s.writer = &writer{conn: conn, prepared: make(map[string]statement)}
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
	_ = s.writer.conn.Raw(func(any) error {
		for _, stmt := range s.writer.prepared {
			_ = stmt.Close() // the connection goes with all that it has
		}
		return driver.ErrBadConn
	})
	_ = s.writer.conn.Close() // gone already, which is what is wanted
	s.writer = nil
}

// exec runs a statement, prepared once, in the transaction that is open on the
// connection, and returns the number of rows that it touched. It goes to the driver
// past package sql, whose care for each call is a tenth of an append.
func (w *writer) exec(ctx context.Context, text string, args ...any) (n int64, err error) {
	w.args = w.args[:0]
	for i, arg := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return 0, err
		}
		w.args = append(w.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	err = w.conn.Raw(func(conn any) error {
		stmt, err := w.prepare(ctx, conn, text)
		if err != nil {
			return err
		}
		r, err := stmt.ExecContext(ctx, w.args)
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}

// prepare returns the statement, prepared on the connection of the driver.
func (w *writer) prepare(ctx context.Context, conn any, text string) (statement, error) {
	if stmt := w.prepared[text]; stmt != nil {
		return stmt, nil
	}
	c, ok := conn.(driver.ConnPrepareContext)
	if !ok {
		return nil, fmt.Errorf("driver %T: no statements", conn)
	}
	made, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	stmt, ok := made.(statement)
	if !ok {
		return nil, errors.Join(fmt.Errorf("driver %T: statements without a context", conn), made.Close())
	}
	w.prepared[text] = stmt
	return stmt, nil
}

// blob makes the bytes a value of no length where nil would be NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
