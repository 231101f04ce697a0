package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Link is a one-time way to sign in. The token itself is nowhere in the store:
// whoever reads the file cannot sign in with what is there.
type Link struct {
	Hash    [32]byte // SHA-256 of the token
	Actor   string
	Expires time.Time // whole seconds
}

// A Session is a signed-in browser.
type Session struct {
	Hash    [32]byte // SHA-256 of the cookie's token
	Actor   string
	Expires time.Time // whole seconds
}

// PutLink adds a link. One that is there already is ErrRepeated.
func (s *Store) PutLink(ctx context.Context, l Link) error {
	return s.putAccount(ctx, "link", l.Hash, l.Actor, l.Expires.Unix())
}

// PutSession adds a session. One that is there already is ErrRepeated.
func (s *Store) PutSession(ctx context.Context, v Session) error {
	return s.putAccount(ctx, "session", v.Hash, v.Actor, v.Expires.Unix())
}

// putAccount adds a row to table, which is link or session.
func (s *Store) putAccount(ctx context.Context, table string, hash [32]byte, actor string, expires int64) error {
	n, err := s.once(ctx, `INSERT INTO `+table+` (hash, actor, expires, sum) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`,
		hash[:], actor, expires, accountSum(hash, actor, expires))
	if err == nil && n == 0 {
		err = ErrRepeated
	}
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}

// TakeLink takes a link away and says for whom it was; ok is false when there is
// none or it has expired. However many ask at once, one of them gets it. When the
// error is ErrUnsure the link may be gone: it is not to be counted as taken.
func (s *Store) TakeLink(ctx context.Context, hash [32]byte, now time.Time) (actor string, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return "", false, fmt.Errorf("link: %w", err)
	}
	ctx = context.WithoutCancel(ctx)
	var expires, want int64
	err = s.inTx(ctx, func(w *writer) error {
		return w.conn.QueryRowContext(ctx, `DELETE FROM link WHERE hash = $1 RETURNING actor, expires, sum`, hash[:]).Scan(&actor, &expires, &want)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("link: %w", err)
	}
	if accountSum(hash, actor, expires) != want {
		return "", false, &WrongError{Table: "link", Place: -1, What: "not what was written"}
	}
	if now.Unix() >= expires {
		return "", false, nil
	}
	return actor, true, nil
}

// Session says whose session it is; ok is false when there is none or it has
// expired. A row that is not what was written lets nobody in.
func (s *Store) Session(ctx context.Context, hash [32]byte, now time.Time) (actor string, ok bool, err error) {
	var expires, want int64
	err = s.read.QueryRowContext(ctx, `SELECT actor, expires, sum FROM session WHERE hash = $1`, hash[:]).Scan(&actor, &expires, &want)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("session: %w", err)
	}
	if accountSum(hash, actor, expires) != want {
		return "", false, &WrongError{Table: "session", Place: -1, What: "not what was written"}
	}
	if now.Unix() >= expires {
		return "", false, nil
	}
	return actor, true, nil
}

// DropSession ends a session, if there is one.
func (s *Store) DropSession(ctx context.Context, hash [32]byte) error {
	if _, err := s.once(ctx, `DELETE FROM session WHERE hash = $1`, hash[:]); err != nil {
		return fmt.Errorf("session: %w", err)
	}
	return nil
}

// DropExpired removes links and sessions that have expired by now.
func (s *Store) DropExpired(ctx context.Context, now time.Time) error {
	for _, table := range []string{"link", "session"} {
		if _, err := s.once(ctx, `DELETE FROM `+table+` WHERE expires <= $1`, now.Unix()); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return nil
}

// accountSum covers the columns of a link's or a session's row.
func accountSum(hash [32]byte, actor string, expires int64) int64 {
	return sum(hash[:], []byte(actor), number(expires))
}
