package door

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/store/account"
)

// Limits of the tokens of programs.
const (
	TokenLife  = 366 * 24 * time.Hour // the longest
	MaxTokens  = 50                   // that one person has at a time
	tokenStart = "chancery_"          // so that whoever finds one, and programs that look for secrets, know what it is
)

// ErrTokens is returned for a token that cannot be: without a name, of too long or no
// life, or one too many.
var ErrTokens = errors.New("door: no such token can be made")

// NewToken makes a token by which a program speaks for the person, in the capacity
// of the session that asks, and returns the only copy of it. It needs a fresh
// verification, and so needs the program none.
func (d *Door) NewToken(ctx context.Context, p Pass, name string, gives []string, life time.Duration) (string, error) {
	v, err := d.Who(ctx, p)
	switch {
	case err != nil:
		return "", err
	case v.Person == "":
		return "", ErrShut
	case !v.Fresh && !v.Open:
		return "", ErrConfirm
	}
	name = strings.TrimSpace(name)
	if v.Capacity == (account.Capacity{}) || name == "" || len(name) > 100 || life <= 0 || life > TokenLife || slices.ContainsFunc(gives, func(c string) bool { return c == "" || strings.ContainsAny(c, " \t\n") }) {
		return "", ErrTokens
	}
	secret, err := token()
	if err != nil {
		return "", err
	}
	secret = tokenStart + secret
	now := d.moment()
	return secret, d.book.In(ctx, func(t *account.Tx) error {
		have, err := t.Tokens(v.Person, now)
		if err != nil {
			return err
		}
		if len(have) >= MaxTokens {
			return ErrTokens
		}
		return t.PutToken(account.Token{Hash: Hash(secret), Person: v.Person, Name: name, Capacity: v.Capacity, Gives: gives, Created: now, Expires: now.Add(life)})
	})
}

// Tokens returns the tokens of whoever shows the pass.
func (d *Door) Tokens(ctx context.Context, p Pass) (all []account.Token, err error) {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return nil, err
	}
	err = d.book.In(ctx, func(t *account.Tx) error {
		all, err = t.Tokens(s.Person, d.moment())
		return err
	})
	return all, err
}

// EndToken ends a token of whoever shows the pass, at once. As with sessions it
// needs no fresh verification.
func (d *Door) EndToken(ctx context.Context, p Pass, hash [32]byte) error {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return err
	}
	return d.book.In(ctx, func(t *account.Tx) error { return shut(t.DropToken(s.Person, hash)) })
}

// Bearer returns the token that a program shows. ErrShut for one that is none, is
// over, was ended, or whose person has the capacity no more or no mandate for it now.
func (d *Door) Bearer(ctx context.Context, secret string) (account.Token, error) {
	if !strings.HasPrefix(secret, tokenStart) {
		return account.Token{}, ErrShut
	}
	now := d.moment()
	k, err := d.book.Token(ctx, Hash(secret), now)
	if err != nil {
		return account.Token{}, shut(err)
	}
	ok, err := d.inForce(ctx, k.Capacity)
	if err != nil {
		return account.Token{}, err
	}
	if !ok {
		return account.Token{}, fmt.Errorf("%w (mandate)", ErrShut)
	}
	if now.Sub(k.Used) >= seenEvery {
		if err := d.book.UsedToken(ctx, k.Hash, now); err != nil {
			return account.Token{}, err
		}
	}
	return k, nil
}
