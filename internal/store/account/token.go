package account

import (
	"context"
	"strings"
	"time"
)

// A Token lets a program speak for a person in one capacity.
type Token struct {
	Hash     [32]byte // SHA-256 of what the program shows
	Person   string
	Name     string // what the person calls it
	Capacity Capacity
	Gives    []string // the commands that it is for; none: it reads
	Created  time.Time
	Expires  time.Time
	Used     time.Time // zero: never
}

// PutToken adds a token.
func (t *Tx) PutToken(k Token) error {
	return t.new("token", `INSERT INTO token (hash, person, name, actor, mandate, gives, created, expires, used) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		k.Hash[:], k.Person, k.Name, k.Capacity.Actor, k.Capacity.Mandate, strings.Join(k.Gives, " "), unix(k.Created), unix(k.Expires), unix(k.Used))
}

const tokenRow = `SELECT hash, person, name, actor, mandate, gives, created, expires, used FROM token`

// scanToken reads a row of tokenRow.
func scanToken(row interface{ Scan(...any) error }) (k Token, err error) {
	var hash []byte
	var gives string
	var created, expires, used int64
	err = row.Scan(&hash, &k.Person, &k.Name, &k.Capacity.Actor, &k.Capacity.Mandate, &gives, &created, &expires, &used)
	copy(k.Hash[:], hash)
	k.Gives = strings.Fields(gives)
	k.Created, k.Expires, k.Used = moment(created), moment(expires), moment(used)
	return k, err
}

// Token returns a token that is not over, and whose person still has its capacity. It
// waits for no writer.
func (b *Book) Token(ctx context.Context, hash [32]byte, now time.Time) (Token, error) {
	k, err := scanToken(b.db.QueryRowContext(ctx, tokenRow+` WHERE hash = $1 AND expires > $2
		AND EXISTS (SELECT 1 FROM capacity c WHERE c.person = token.person AND c.actor = token.actor AND c.mandate = token.mandate)`, hash[:], now.Unix()))
	return k, absent("token", err)
}

// Tokens returns the tokens of a person that are not over, the newest first.
func (t *Tx) Tokens(person string, now time.Time) (all []Token, err error) {
	rows, err := t.query(tokenRow+` WHERE person = $1 AND expires > $2 ORDER BY created DESC, name`, person, now.Unix())
	if err != nil {
		return nil, absent("tokens", err)
	}
	defer rows.Close()
	for rows.Next() {
		k, err := scanToken(rows)
		if err != nil {
			return nil, absent("tokens", err)
		}
		all = append(all, k)
	}
	return all, absent("tokens", rows.Err())
}

// UsedToken writes down when a token was last used.
func (b *Book) UsedToken(ctx context.Context, hash [32]byte, now time.Time) error {
	return b.In(ctx, func(t *Tx) error {
		_, err := t.run("token", `UPDATE token SET used = $2 WHERE hash = $1`, hash[:], now.Unix())
		return err
	})
}

// DropToken ends a token of a person; ErrAbsent when there is none.
func (t *Tx) DropToken(person string, hash [32]byte) error {
	return t.one("token", `DELETE FROM token WHERE person = $1 AND hash = $2`, person, hash[:])
}

// DropTokens ends all tokens of a person.
func (t *Tx) DropTokens(person string) error {
	_, err := t.run("token", `DELETE FROM token WHERE person = $1`, person)
	return err
}
