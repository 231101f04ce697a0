package account

import (
	"context"
	"time"
)

// A Kind is what a link is for.
type Kind string

// The kinds of links.
const (
	Invitation Kind = "invitation" // makes a passkey
	Coded      Kind = "coded"      // signs in together with a paper code
	OpenLink   Kind = "open"       // signs in by itself: for demonstrations
	Emergency  Kind = "emergency"  // as Coded, and works where a provider is set up
)

// A Link works once. The token itself is nowhere: whoever reads the file cannot
// sign in with what is there.
type Link struct {
	Hash    [32]byte // SHA-256 of the token
	Person  string
	Kind    Kind
	Expires time.Time
}

// A Code is on paper and works once.
type Code struct {
	ID      int64 // given when it is written down
	Person  string
	Salt    []byte // 16 bytes
	Hash    []byte // 32 bytes
	Expires time.Time
}

// A Session is a signed-in browser.
type Session struct {
	Hash      [32]byte // SHA-256 of the cookie's token
	Person    string
	Capacity  Capacity // zero: none is chosen
	Way       string   // how the person came in
	Device    string
	Created   time.Time
	Seen      time.Time
	Confirmed time.Time // the last fresh verification; zero: none
	Fresh     []byte    // SHA-256 of the second token, which came with it; nil: none
	Expires   time.Time // at the latest
}

// PutLink adds a link.
func (t *Tx) PutLink(l Link) error {
	return t.new("link", `INSERT INTO link (hash, person, kind, expires) VALUES ($1, $2, $3, $4)`, l.Hash[:], l.Person, l.Kind, unix(l.Expires))
}

// Link returns a link that still works. It takes nothing.
func (t *Tx) Link(hash [32]byte, now time.Time) (Link, error) {
	l := Link{Hash: hash}
	var expires int64
	err := t.row(`SELECT person, kind, expires FROM link WHERE hash = $1 AND expires > $2`, hash[:], now.Unix()).Scan(&l.Person, &l.Kind, &expires)
	l.Expires = moment(expires)
	return l, absent("link", err)
}

// TakeLink takes a link that still works away. However many ask, one gets it.
func (t *Tx) TakeLink(hash [32]byte, now time.Time) error {
	return t.one("link", `DELETE FROM link WHERE hash = $1 AND expires > $2`, hash[:], now.Unix())
}

// DropLinks takes all links and codes of a person away.
func (t *Tx) DropLinks(person string) error {
	for _, table := range []string{"link", "code"} {
		if _, err := t.run(table, `DELETE FROM `+table+` WHERE person = $1`, person); err != nil {
			return err
		}
	}
	return nil
}

// PutCode adds a paper code.
func (t *Tx) PutCode(c Code) error {
	_, err := t.run("code", `INSERT INTO code (person, salt, hash, expires) VALUES ($1, $2, $3, $4)`, c.Person, c.Salt, c.Hash, unix(c.Expires))
	return err
}

// Codes returns the codes of a person that still work.
func (t *Tx) Codes(person string, now time.Time) (all []Code, err error) {
	rows, err := t.query(`SELECT id, salt, hash, expires FROM code WHERE person = $1 AND expires > $2 ORDER BY id`, person, now.Unix())
	if err != nil {
		return nil, absent("codes", err)
	}
	defer rows.Close()
	for rows.Next() {
		c := Code{Person: person}
		var expires int64
		if err := rows.Scan(&c.ID, &c.Salt, &c.Hash, &expires); err != nil {
			return nil, absent("codes", err)
		}
		c.Expires = moment(expires)
		all = append(all, c)
	}
	return all, absent("codes", rows.Err())
}

// TakeCode takes a code away and forgets the wrong ones before it.
func (t *Tx) TakeCode(c Code) error {
	if err := t.one("code", `DELETE FROM code WHERE id = $1 AND person = $2`, c.ID, c.Person); err != nil {
		return err
	}
	return t.Absolve(c.Person)
}

// Blame counts an attempt with a code before it is known to be right, so that many
// at once count as many.
func (t *Tx) Blame(person string) error {
	return t.one("person "+person, `UPDATE person SET wrong = wrong + 1 WHERE id = $1`, person)
}

// Absolve forgets the wrong codes of a person.
func (t *Tx) Absolve(person string) error {
	return t.one("person "+person, `UPDATE person SET wrong = 0 WHERE id = $1`, person)
}

// Spend writes down that something that may be used once was used. ErrTaken when it
// had been.
func (t *Tx) Spend(hash [32]byte, expires time.Time) error {
	return t.new("used", `INSERT INTO spent (hash, expires) VALUES ($1, $2)`, hash[:], unix(expires))
}

// PutSession adds a session.
func (t *Tx) PutSession(s Session) error {
	if s.Fresh == nil {
		s.Fresh = []byte{}
	}
	return t.new("session", `INSERT INTO session (hash, person, actor, mandate, way, device, created, seen, confirmed, fresh, expires)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, s.Hash[:], s.Person, s.Capacity.Actor, s.Capacity.Mandate, s.Way, s.Device,
		unix(s.Created), unix(s.Seen), unix(s.Confirmed), s.Fresh, unix(s.Expires))
}

const sessionRow = `SELECT hash, person, actor, mandate, way, device, created, seen, confirmed, fresh, expires FROM session`

// scanSession reads a row of sessionRow.
func scanSession(row interface{ Scan(...any) error }) (s Session, err error) {
	var hash []byte
	var created, seen, confirmed, expires int64
	err = row.Scan(&hash, &s.Person, &s.Capacity.Actor, &s.Capacity.Mandate, &s.Way, &s.Device, &created, &seen, &confirmed, &s.Fresh, &expires)
	copy(s.Hash[:], hash)
	s.Created, s.Seen, s.Confirmed, s.Expires = moment(created), moment(seen), moment(confirmed), moment(expires)
	return s, err
}

// Session returns a session that is not over. It waits for no writer.
func (b *Book) Session(ctx context.Context, hash [32]byte, now time.Time) (Session, error) {
	s, err := scanSession(b.db.QueryRowContext(ctx, sessionRow+` WHERE hash = $1 AND expires > $2`, hash[:], now.Unix()))
	return s, absent("session", err)
}

// Sessions returns the sessions of a person that are not over, the last seen first.
func (t *Tx) Sessions(person string, now time.Time) (all []Session, err error) {
	rows, err := t.query(sessionRow+` WHERE person = $1 AND expires > $2 ORDER BY seen DESC, created DESC`, person, now.Unix())
	if err != nil {
		return nil, absent("sessions", err)
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scanSession(rows)
		if err != nil {
			return nil, absent("sessions", err)
		}
		all = append(all, s)
	}
	return all, absent("sessions", rows.Err())
}

// Saw writes down when a session was last seen.
func (b *Book) Saw(ctx context.Context, hash [32]byte, now time.Time) error {
	return b.In(ctx, func(t *Tx) error {
		_, err := t.run("session", `UPDATE session SET seen = $2 WHERE hash = $1`, hash[:], now.Unix())
		return err
	})
}

// DropSession ends a session; ErrAbsent when there is none.
func (t *Tx) DropSession(hash [32]byte) error {
	return t.one("session", `DELETE FROM session WHERE hash = $1`, hash[:])
}

// DropSessions ends all sessions of a person but one; the zero hash spares none.
func (t *Tx) DropSessions(person string, but [32]byte) error {
	_, err := t.run("session", `DELETE FROM session WHERE person = $1 AND hash <> $2`, person, but[:])
	return err
}
