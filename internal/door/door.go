// Package door decides who comes in: by a passkey, by a one-time link with a paper
// code, or through the organisation's own provider; and which session may act.
//
// A session shows what its capacity may read. To act, or to change how the person
// comes in, it needs a fresh verification: the person is asked again, the session
// gets a new token, and a second token that lasts a few minutes comes beside it. So
// who has stolen the token of a session can read until it is revoked and do nothing.
//
// What is asked of an authenticator needs no memory here before it is answered: a
// challenge carries its own time, purpose and seal, and only one that was answered
// rightly is written down, so that it works once. Nobody can fill a table from
// outside.
//
// The package knows no pages and no cookies, and nothing of what may be acted on.
package door

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"chancery.example/chancery/internal/store/account"
)

// How long things last.
const (
	SessionLife = 12 * time.Hour     // a session day
	IdleLife    = 2 * time.Hour      // of a session that nobody uses
	FreshLife   = 5 * time.Minute    // of a fresh verification
	LinkLife    = 72 * time.Hour     // of an invitation or a link
	SettleLife  = 15 * time.Minute   // in which who came by a link may make a first passkey
	askLife     = 5 * time.Minute    // of a challenge
	seenEvery   = time.Minute        // how exactly a session's use is written down
	CodeLife    = 7 * 24 * time.Hour // of a paper code
)

// MaxWrong is how many wrong paper codes lock the codes and links of a person.
const MaxWrong = 5

// Errors that callers tell apart. They say nothing of why, to whoever is outside.
var (
	// ErrShut is returned for a link, code, key or session that lets nobody in:
	// unknown, used, expired, revoked or not of this kind, which are one answer.
	ErrShut = errors.New("door: shut")
	// ErrConfirm is returned when the person must be verified afresh first.
	ErrConfirm = errors.New("door: a fresh verification is needed")
	// ErrCode is returned for a wrong paper code, while attempts are left.
	ErrCode = errors.New("door: wrong code")
	// ErrLocked is returned when too many codes were wrong; new ones are needed.
	ErrLocked = errors.New("door: locked")
	// ErrLast is returned for the removal of the last key that was not asked for as such.
	ErrLast = errors.New("door: the last key")
)

// A Config is what differs between doors.
type Config struct {
	Book *account.Book
	Base string // address by which people reach the site; passkeys are bound to it
	Name string // of the organisation, as authenticators show it
	// InForce reports whether a mandate is in force now for an actor. Nil: each is.
	InForce  func(ctx context.Context, c account.Capacity) (bool, error)
	Provider *Provider        // nil: people sign in here
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger     // nil: slog.Default
}

// A Door lets people in. Its methods may be called by many at once.
type Door struct {
	book     *account.Book
	base     string
	rp       *webauthn.WebAuthn // nil: the address cannot have passkeys
	rpError  error              // why
	inForce  func(ctx context.Context, c account.Capacity) (bool, error)
	provider *Provider
	now      func() time.Time
	log      *slog.Logger
	seal     [32]byte // of challenges; new at each start
}

// New makes a door. An address that cannot have passkeys, such as a bare IP
// address, is no error: the ways that are left work.
func New(c Config) (*Door, error) {
	d := &Door{book: c.Book, base: c.Base, inForce: c.InForce, provider: c.Provider, now: c.Now, log: c.Log}
	if d.now == nil {
		d.now = time.Now
	}
	if d.log == nil {
		d.log = slog.Default()
	}
	if d.inForce == nil {
		d.inForce = func(context.Context, account.Capacity) (bool, error) { return true, nil }
	}
	if _, err := rand.Read(d.seal[:]); err != nil {
		return nil, fmt.Errorf("door: %w", err)
	}
	u, err := url.Parse(c.Base)
	if err != nil {
		return nil, fmt.Errorf("door: address: %w", err)
	}
	d.rp, d.rpError = relyingParty(u, c.Name)
	return d, nil
}

// Passkeys reports whether people can sign in with passkeys here.
func (d *Door) Passkeys() bool { return d.rp != nil && d.provider == nil }

// Provided reports whether people sign in at a provider instead of here.
func (d *Door) Provided() bool { return d.provider != nil }

// A Pass is what a browser shows at each request.
type Pass struct {
	Session string // token of the session
	Fresh   string // token of a fresh verification; may be empty
}

// An Entry is what somebody who came in is given.
type Entry struct {
	Pass
	Until   time.Time // of the session
	Acts    time.Time // until when it may act; zero: it may not
	Choices int       // capacities among which the person has to choose; 0: one is chosen
	person  string
	way     string // how the person came in
}

// A Visitor is who a session says is asking. The zero value is a stranger.
type Visitor struct {
	Person   string
	Session  [32]byte         // the session, as a list of sessions names it
	Began    time.Time        // of the session; stays when its token changes
	Capacity account.Capacity // zero: none is chosen, or its mandate is not in force
	Lapsed   account.Capacity // the chosen one, when its mandate is not in force
	Fresh    bool             // verified afresh, in this session, within FreshLife
	Open     bool             // came by an open link, as in a demonstration, where there is nothing to be verified with
}

// token makes a new secret of 256 bits.
func token() (string, error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// Hash is what is kept of a token.
func Hash(token string) [32]byte { return sha256.Sum256([]byte(token)) }

// shut turns a row that is not there, or is there already, into ErrShut.
func shut(err error) error {
	if errors.Is(err, account.ErrAbsent) || errors.Is(err, account.ErrTaken) {
		return fmt.Errorf("%w (%w)", ErrShut, err)
	}
	return err
}
