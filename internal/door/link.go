package door

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"strings"
	"time"

	"chancery.example/chancery/internal/store/account"
)

// Ways in, as a session says how its person came.
const (
	ByPasskey    = "passkey"
	ByInvitation = "invitation"
	ByLink       = "link"
	ByCode       = "code"
	ByProvider   = "provider"
	ByEmergency  = "emergency"
)

// letters are what paper codes are written with: none looks like another.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewCode makes a paper code of 60 bits: "K7QF-2MXD-9PTA".
func NewCode() (string, error) {
	var raw [12]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", err
	}
	var b strings.Builder
	for i, r := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[r%32])
	}
	return b.String(), nil
}

// ReadCode reads a code as people type it: in any case, with any marks between, and
// with letters for the figures that look like them. What cannot be one is "".
func ReadCode(typed string) string {
	if len(typed) > 64 {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r == 'O':
			r = '0'
		case r == 'I' || r == 'L':
			r = '1'
		}
		switch {
		case strings.ContainsRune(letters, r):
			b.WriteRune(r)
		case r != '-' && r != ' ' && r != '\u2011' && r != '\u2013' && r != '\u00a0' && r != '.':
			return ""
		}
	}
	if b.Len() != 12 {
		return ""
	}
	return b.String()
}

// stretch is what is kept of a paper code. A code has 60 bits, so that this many
// rounds put guessing a stolen file out of reach.
func stretch(code string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, code, salt, 100_000, 32)
}

// Invite makes an invitation for a person, who is added when the ID is new. It
// returns the token, which is nowhere else.
func (d *Door) Invite(ctx context.Context, p account.Person) (secret string, err error) {
	if secret, err = token(); err != nil {
		return "", err
	}
	now := d.moment()
	err = d.book.In(ctx, func(t *account.Tx) error {
		if err := d.admit(t, p); err != nil {
			return err
		}
		return t.PutLink(account.Link{Hash: Hash(secret), Person: p.ID, Kind: account.Invitation, Expires: now.Add(LinkLife)})
	})
	return secret, err
}

// admit adds a person, or capacities to one who is there.
func (d *Door) admit(t *account.Tx, p account.Person) error {
	_, err := t.Person(p.ID)
	if err == nil {
		return t.Grant(p.ID, p.Capacities...)
	}
	if !errors.Is(err, account.ErrAbsent) {
		return err
	}
	p.Created, p.Handle = d.moment(), make([]byte, 32)
	if _, err := rand.Read(p.Handle); err != nil {
		return err
	}
	return t.PutPerson(p)
}

// Lost takes away what a person who lost a key had: passkeys, sessions, tokens,
// links and codes. An invitation then lets the person begin anew.
func (d *Door) Lost(ctx context.Context, person string) error {
	return d.book.In(ctx, func(t *account.Tx) error {
		keys, err := t.Passkeys(person)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if err := t.DropPasskey(person, k.ID); err != nil {
				return err
			}
		}
		return errors.Join(t.DropSessions(person, [32]byte{}), t.DropLinks(person), t.DropTokens(person))
	})
}

// Admit adds a person, or capacities to one who is there, and makes no link.
func (d *Door) Admit(ctx context.Context, p account.Person) error {
	return d.book.In(ctx, func(t *account.Tx) error { return d.admit(t, p) })
}

// NewLink makes a one-time link of a kind for a person, with a number of paper
// codes. Links and codes from before, and wrong attempts, are forgotten.
func (d *Door) NewLink(ctx context.Context, person string, kind account.Kind, codes int) (secret string, paper []string, err error) {
	if secret, err = token(); err != nil {
		return "", nil, err
	}
	now := d.moment()
	var kept []account.Code
	for range codes {
		code, err := NewCode()
		if err != nil {
			return "", nil, err
		}
		c := account.Code{Person: person, Salt: make([]byte, 16), Expires: now.Add(CodeLife)}
		if _, err := rand.Read(c.Salt); err != nil {
			return "", nil, err
		}
		if c.Hash, err = stretch(ReadCode(code), c.Salt); err != nil {
			return "", nil, err
		}
		kept, paper = append(kept, c), append(paper, code)
	}
	err = d.book.In(ctx, func(t *account.Tx) error {
		if err := errors.Join(t.Absolve(person), t.DropLinks(person)); err != nil {
			return err
		}
		for _, c := range kept {
			if err := t.PutCode(c); err != nil {
				return err
			}
		}
		return t.PutLink(account.Link{Hash: Hash(secret), Person: person, Kind: kind, Expires: now.Add(LinkLife)})
	})
	if err == nil && kind == account.Emergency {
		d.log.Warn("an emergency link was made", "person", person)
	}
	return secret, paper, err
}

// A Sight is what a link says of itself before it is taken.
type Sight struct {
	Link   account.Link
	Person account.Person
}

// Look says what a link is for, without taking it. Where a provider is set up only
// emergency links are for anything.
func (d *Door) Look(ctx context.Context, secret string) (s Sight, err error) {
	err = d.book.In(ctx, func(t *account.Tx) (err error) {
		if s.Link, err = t.Link(Hash(secret), d.moment()); err == nil {
			s.Person, err = t.Person(s.Link.Person)
		}
		return err
	})
	if err == nil && d.provider != nil && s.Link.Kind != account.Emergency {
		err = account.ErrAbsent
	}
	if err != nil {
		d.log.InfoContext(ctx, "a link that opens nothing was tried")
		return Sight{}, shut(err)
	}
	return s, nil
}

// Enter takes a one-time link, with a paper code unless it is an open one, and
// begins a session.
func (d *Door) Enter(ctx context.Context, secret, code, device string) (e Entry, err error) {
	s, err := d.Look(ctx, secret)
	if err != nil {
		return Entry{}, err
	}
	var with *account.Code
	way := ByLink
	switch s.Link.Kind {
	case account.OpenLink:
	case account.Coded, account.Emergency:
		if with, err = d.tryCode(ctx, s.Person.ID, code); err != nil {
			return Entry{}, err
		}
		way = ByCode
	default:
		return Entry{}, ErrShut
	}
	if s.Link.Kind == account.Emergency {
		way = ByEmergency
		d.log.WarnContext(ctx, "an emergency link was used", "person", s.Person.ID)
	}
	err = d.book.In(ctx, func(t *account.Tx) (err error) {
		if err = t.TakeLink(s.Link.Hash, d.moment()); err != nil {
			return err
		}
		if with != nil {
			if err := t.TakeCode(*with); err != nil {
				return err
			}
		}
		e, err = d.open(ctx, t, s.Person, way, device)
		return err
	})
	if err != nil {
		return Entry{}, shut(err)
	}
	d.tell(ctx, e)
	return e, nil
}

// tryCode finds the code that was typed among those of a person. The attempt is
// counted before anything is compared; the last wrong one takes all links and codes
// of the person away.
func (d *Door) tryCode(ctx context.Context, person, typed string) (*account.Code, error) {
	code := ReadCode(typed)
	if code == "" { // nobody guesses with what is no code
		return nil, ErrCode
	}
	var codes []account.Code
	var tried int
	err := d.book.In(ctx, func(t *account.Tx) error {
		p, err := t.Person(person)
		if err != nil {
			return shut(err)
		}
		if p.Wrong >= MaxWrong {
			return ErrLocked
		}
		if codes, err = t.Codes(person, d.moment()); err != nil {
			return err
		}
		tried = p.Wrong + 1
		return t.Blame(person)
	})
	if err != nil {
		return nil, err
	}
	for _, c := range codes {
		h, err := stretch(code, c.Salt)
		if err != nil {
			return nil, err
		}
		if subtle.ConstantTimeCompare(h, c.Hash) == 1 {
			return &c, nil
		}
	}
	d.log.InfoContext(ctx, "a paper code was wrong", "person", person, "tried", tried)
	if tried < MaxWrong {
		return nil, ErrCode
	}
	d.log.WarnContext(ctx, "paper codes are locked", "person", person)
	return nil, errors.Join(ErrLocked, d.book.In(ctx, func(t *account.Tx) error { return t.DropLinks(person) }))
}

// ConfirmByCode verifies the person of a session afresh by a paper code.
func (d *Door) ConfirmByCode(ctx context.Context, p Pass, typed string) (e Entry, err error) {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return Entry{}, err
	}
	with, err := d.tryCode(ctx, s.Person, typed)
	if err != nil {
		return Entry{}, err
	}
	err = d.book.In(ctx, func(t *account.Tx) (err error) {
		if err = t.TakeCode(*with); err != nil {
			return shut(err)
		}
		e, err = d.renew(t, s, true)
		return err
	})
	if err == nil {
		d.tell(ctx, e)
	}
	return e, err
}

// settling reports whether who came by a link may make the first passkey without
// being verified again: the link was the verification, minutes ago.
func (d *Door) settling(s account.Session, keys int) bool {
	return keys == 0 && (s.Way == ByLink || s.Way == ByCode) && d.now().Sub(s.Created) < SettleLife
}

// Sweep removes what has expired, from time to time, until ctx ends.
func (d *Door) Sweep(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := d.book.DropExpired(ctx, d.moment()); err != nil && ctx.Err() == nil {
			d.log.ErrorContext(ctx, "accounts: expired rows", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
