package door

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"time"

	"chancery.example/chancery/internal/store/account"
)

// moment is now in whole seconds, as rows have it.
func (d *Door) moment() time.Time { return d.now().UTC().Truncate(time.Second) }

// open begins a session for a person who has come in. One capacity in force is
// chosen at once; among several the person chooses.
func (d *Door) open(ctx context.Context, t *account.Tx, p account.Person, way, device string) (Entry, error) {
	secret, err := token()
	if err != nil {
		return Entry{}, err
	}
	now := d.moment()
	s := account.Session{Hash: Hash(secret), Person: p.ID, Way: way, Device: device, Created: now, Seen: now, Expires: now.Add(SessionLife)}
	e := Entry{Pass: Pass{Session: secret}, Until: s.Expires, person: p.ID, way: way}
	if len(p.Capacities) == 1 {
		ok, err := d.inForce(ctx, p.Capacities[0])
		if err != nil {
			return Entry{}, err
		}
		if ok {
			s.Capacity = p.Capacities[0]
		}
	}
	if s.Capacity == (account.Capacity{}) {
		e.Choices = len(p.Capacities)
	}
	return e, t.PutSession(s)
}

// session returns the session of a token, unless it is over.
func (d *Door) session(ctx context.Context, secret string) (account.Session, error) {
	now := d.moment()
	s, err := d.book.Session(ctx, Hash(secret), now)
	if err != nil {
		return account.Session{}, shut(err)
	}
	if now.Sub(s.Seen) >= IdleLife {
		return account.Session{}, fmt.Errorf("%w (idle)", ErrShut)
	}
	return s, nil
}

// Who says who asks. A pass that is no pass any more is a stranger's.
func (d *Door) Who(ctx context.Context, p Pass) (Visitor, error) {
	s, err := d.session(ctx, p.Session)
	if errors.Is(err, ErrShut) {
		return Visitor{}, nil
	}
	if err != nil {
		return Visitor{}, err
	}
	now := d.moment()
	if now.Sub(s.Seen) >= seenEvery {
		if err := d.book.Saw(ctx, s.Hash, now); err != nil {
			return Visitor{}, err
		}
	}
	v := Visitor{Person: s.Person, Session: s.Hash, Began: s.Created, Capacity: s.Capacity, Fresh: d.fresh(s, p), Open: s.Way == ByLink}
	if s.Capacity == (account.Capacity{}) {
		return v, nil
	}
	ok, err := d.inForce(ctx, s.Capacity)
	if err != nil {
		return Visitor{}, err
	}
	if !ok {
		v.Capacity, v.Lapsed = account.Capacity{}, s.Capacity
	}
	return v, nil
}

// fresh reports whether a session was verified afresh, by the one who shows p.
func (d *Door) fresh(s account.Session, p Pass) bool {
	h := Hash(p.Fresh)
	return len(s.Fresh) == len(h) && subtle.ConstantTimeCompare(s.Fresh, h[:]) == 1 && d.now().Before(s.Confirmed.Add(FreshLife))
}

// Act says who acts. Who has no session is ErrShut; one that was not verified
// afresh is ErrConfirm, whatever it may read.
func (d *Door) Act(ctx context.Context, p Pass) (Visitor, error) {
	v, err := d.Who(ctx, p)
	switch {
	case err != nil:
		return Visitor{}, err
	case v.Person == "":
		return Visitor{}, ErrShut
	case !v.Fresh:
		return Visitor{}, ErrConfirm
	}
	return v, nil
}

// tell logs that somebody came in, or was verified afresh, once it is written down.
func (d *Door) tell(ctx context.Context, e Entry) {
	what := "somebody signed in"
	if e.Pass.Fresh != "" {
		what = "somebody was verified afresh"
	}
	d.log.InfoContext(ctx, what, "person", e.person, "way", e.way)
}

// renew gives a session a new token; the old one is nobody's from then on. With
// confirmed it may act for a while; without it may not any more.
func (d *Door) renew(t *account.Tx, s account.Session, confirmed bool) (Entry, error) {
	if err := t.DropSession(s.Hash); err != nil {
		return Entry{}, shut(err)
	}
	secret, err := token()
	if err != nil {
		return Entry{}, err
	}
	now := d.moment()
	s.Hash, s.Seen, s.Confirmed, s.Fresh = Hash(secret), now, time.Time{}, nil
	e := Entry{Pass: Pass{Session: secret}, Until: s.Expires, person: s.Person, way: s.Way}
	if confirmed {
		if e.Pass.Fresh, err = token(); err != nil {
			return Entry{}, err
		}
		h := Hash(e.Pass.Fresh)
		s.Confirmed, s.Fresh, e.Acts = now, h[:], now.Add(FreshLife)
	}
	return e, t.PutSession(s)
}

// Choose changes the capacity of a session to another one that the person has and
// whose mandate is in force. Capacities are never mixed: what was verified for one
// is not for the other.
func (d *Door) Choose(ctx context.Context, p Pass, c account.Capacity) (e Entry, err error) {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return Entry{}, err
	}
	if ok, err := d.inForce(ctx, c); err != nil || !ok {
		return Entry{}, errors.Join(ErrShut, err)
	}
	err = d.book.In(ctx, func(t *account.Tx) error {
		person, err := t.Person(s.Person)
		if err != nil {
			return shut(err)
		}
		for _, has := range person.Capacities {
			if has == c {
				s.Capacity = c
				e, err = d.renew(t, s, false)
				return err
			}
		}
		return ErrShut
	})
	return e, err
}

// SignOut ends a session. One that is over already is no error.
func (d *Door) SignOut(ctx context.Context, secret string) error {
	if s, err := d.session(ctx, secret); err == nil {
		d.log.InfoContext(ctx, "somebody signs out", "person", s.Person)
	}
	err := d.book.In(ctx, func(t *account.Tx) error { return t.DropSession(Hash(secret)) })
	if errors.Is(err, account.ErrAbsent) {
		return nil
	}
	return err
}

// An Own is what belongs to a person's sign-in, for the person's own eyes.
type Own struct {
	Person   account.Person
	Here     account.Session // the session that asks
	Sessions []account.Session
	Keys     []account.Passkey
	Codes    int // paper codes that still work
}

// Mine returns what belongs to the sign-in of whoever shows the pass.
func (d *Door) Mine(ctx context.Context, p Pass) (o Own, err error) {
	if o.Here, err = d.session(ctx, p.Session); err != nil {
		return Own{}, err
	}
	now := d.moment()
	err = d.book.In(ctx, func(t *account.Tx) (err error) {
		if o.Person, err = t.Person(o.Here.Person); err != nil {
			return shut(err)
		}
		if o.Sessions, err = t.Sessions(o.Person.ID, now); err != nil {
			return err
		}
		codes, err := t.Codes(o.Person.ID, now)
		if err != nil {
			return err
		}
		o.Codes = len(codes)
		o.Keys, err = t.Passkeys(o.Person.ID)
		return err
	})
	return o, err
}

// End ends another session of the same person. It needs no fresh verification: who
// sees a session that is not theirs must be able to end it at once.
func (d *Door) End(ctx context.Context, p Pass, other [32]byte) error {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return err
	}
	return d.book.In(ctx, func(t *account.Tx) error {
		all, err := t.Sessions(s.Person, d.moment())
		if err != nil {
			return err
		}
		for _, v := range all {
			if v.Hash == other {
				return t.DropSession(other)
			}
		}
		return ErrShut
	})
}

// EndOthers ends every session of the person but the one that asks.
func (d *Door) EndOthers(ctx context.Context, p Pass) error {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return err
	}
	return d.book.In(ctx, func(t *account.Tx) error { return t.DropSessions(s.Person, s.Hash) })
}
