package door

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"chancery.example/chancery/internal/store/account"
)

// relyingParty is the site as authenticators know it.
func relyingParty(base *url.URL, name string) (*webauthn.WebAuthn, error) {
	id := base.Hostname()
	if err := protocol.ValidateRPID(id); err != nil {
		return nil, fmt.Errorf("door: passkeys for %q: %w", id, err)
	}
	yes := true
	return webauthn.New(&webauthn.Config{
		RPID: id, RPDisplayName: name, RPOrigins: []string{base.Scheme + "://" + base.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &yes, UserVerification: protocol.VerificationRequired,
		},
	})
}

// A holder is a person as package webauthn wants to see one.
type holder struct {
	person account.Person
	keys   []webauthn.Credential
}

// WebAuthnID implements webauthn.User.
func (h *holder) WebAuthnID() []byte { return h.person.Handle }

// WebAuthnName implements webauthn.User.
func (h *holder) WebAuthnName() string { return h.person.Name }

// WebAuthnDisplayName implements webauthn.User.
func (h *holder) WebAuthnDisplayName() string { return h.person.Name }

// WebAuthnCredentials implements webauthn.User.
func (h *holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// hold reads a person's keys.
func hold(t *account.Tx, p account.Person) (*holder, error) {
	rows, err := t.Passkeys(p.ID)
	if err != nil {
		return nil, err
	}
	h := &holder{person: p}
	for _, row := range rows {
		var c webauthn.Credential
		if err := json.Unmarshal(row.Record, &c); err != nil {
			return nil, fmt.Errorf("passkey of %s: %w", p.ID, err)
		}
		h.keys = append(h.keys, c)
	}
	return h, nil
}

const (
	sealed    = 16 + 8 + 32 // bytes of a challenge: random, time, seal
	maxAnswer = 64 << 10    // bytes that an authenticator's answer may have
)

// ask makes a challenge for a purpose. It is good until its time is over, for that
// purpose, at this start of the program, once.
func (d *Door) ask(purpose string) ([]byte, error) {
	c := make([]byte, 16, sealed)
	if _, err := rand.Read(c); err != nil {
		return nil, err
	}
	c = binary.BigEndian.AppendUint64(c, uint64(d.now().Add(askLife).Unix()))
	return append(c, d.sealOf(purpose, c)...), nil
}

func (d *Door) sealOf(purpose string, c []byte) []byte {
	m := hmac.New(sha256.New, d.seal[:])
	m.Write([]byte(purpose))
	m.Write([]byte{0})
	m.Write(c)
	return m.Sum(nil)
}

// asked reports whether a challenge was made by ask for a purpose and is not over,
// and until when it has to be remembered.
func (d *Door) asked(purpose, challenge string) (until time.Time, ok bool) {
	c, err := base64.RawURLEncoding.DecodeString(challenge)
	if err != nil || len(c) != sealed || !hmac.Equal(c[24:], d.sealOf(purpose, c[:24])) {
		return time.Time{}, false
	}
	until = time.Unix(int64(binary.BigEndian.Uint64(c[16:24])), 0)
	return until, d.now().Before(until)
}

// purpose names what a challenge is for, bound to the link or session it is asked in.
func purpose(what, secret string) string {
	h := Hash(secret)
	return what + " " + hex.EncodeToString(h[:])
}

// AskSignIn returns what the browser is to ask of an authenticator, as JSON, for
// somebody who has not said who they are.
func (d *Door) AskSignIn() ([]byte, error) { return d.askAssertion("sign-in") }

// AskConfirm returns the same for a fresh verification in a session.
func (d *Door) AskConfirm(p Pass) ([]byte, error) {
	return d.askAssertion(purpose("confirm", p.Session))
}

func (d *Door) askAssertion(purpose string) ([]byte, error) {
	if !d.Passkeys() {
		return nil, errors.Join(ErrShut, d.rpError)
	}
	c, err := d.ask(purpose)
	if err != nil {
		return nil, err
	}
	options, _, err := d.rp.BeginDiscoverableLogin(webauthn.WithChallenge(c), webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, fmt.Errorf("door: %w", err)
	}
	return json.Marshal(options.Response)
}

// Named returns the ID of the person whose key an answer says to be, before anything
// is verified; "" when it names nobody. Who can name somebody has a key that is
// theirs, or has seen one: the name is random and is nowhere else.
func (d *Door) Named(ctx context.Context, answer []byte) string {
	if len(answer) > maxAnswer {
		return ""
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return ""
	}
	var p account.Person
	if err := d.book.In(ctx, func(t *account.Tx) (err error) {
		p, err = t.Holder(parsed.Response.UserHandle)
		return err
	}); err != nil {
		return ""
	}
	return p.ID
}

// SignIn takes an authenticator's answer and begins a session.
func (d *Door) SignIn(ctx context.Context, answer []byte, device string) (e Entry, err error) {
	err = d.assert(ctx, "sign-in", answer, func(t *account.Tx, p account.Person) error {
		e, err = d.open(ctx, t, p, ByPasskey, device)
		return err
	})
	if err == nil {
		d.tell(ctx, e)
	}
	return e, err
}

// Confirm takes an authenticator's answer as a fresh verification in a session.
func (d *Door) Confirm(ctx context.Context, p Pass, answer []byte) (e Entry, err error) {
	s, err := d.session(ctx, p.Session)
	if err != nil {
		return Entry{}, err
	}
	err = d.assert(ctx, purpose("confirm", p.Session), answer, func(t *account.Tx, person account.Person) error {
		if person.ID != s.Person {
			return ErrShut
		}
		e, err = d.renew(t, s, true)
		return err
	})
	if err == nil {
		d.tell(ctx, e)
	}
	return e, err
}

// assert verifies an answer to a challenge and, when it holds, writes down that the
// challenge and the key were used, together with what then does.
func (d *Door) assert(ctx context.Context, purpose string, answer []byte, then func(*account.Tx, account.Person) error) error {
	if !d.Passkeys() || len(answer) > maxAnswer {
		return ErrShut
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return d.refuse(ctx, err)
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	until, ok := d.asked(purpose, challenge)
	if !ok {
		return ErrShut
	}
	err = d.book.In(ctx, func(t *account.Tx) error {
		var h *holder
		find := func(_, handle []byte) (webauthn.User, error) {
			p, err := t.Holder(handle)
			if err != nil {
				return nil, err
			}
			h, err = hold(t, p)
			return h, err
		}
		asked := webauthn.SessionData{Challenge: challenge, RelyingPartyID: d.rp.Config.RPID, UserVerification: protocol.VerificationRequired}
		key, err := d.rp.ValidateDiscoverableLogin(find, asked, parsed)
		if err != nil {
			return d.refuse(ctx, err)
		}
		if key.Authenticator.CloneWarning { // two keys count where there is one
			d.log.WarnContext(ctx, "a passkey counts backwards: it may have been copied", "person", h.person.ID, "key", key.ID)
			return ErrShut
		}
		record, err := json.Marshal(key)
		if err != nil {
			return err
		}
		if err := errors.Join(t.Spend(Hash(challenge), until), t.UsePasskey(key.ID, record, d.moment())); err != nil {
			return err
		}
		return then(t, h.person)
	})
	return shut(err)
}

// refuse logs why an answer does not hold and says only that it does not.
func (d *Door) refuse(ctx context.Context, err error) error {
	why := err.Error()
	if e, ok := errors.AsType[*protocol.Error](err); ok {
		why = strings.TrimSpace(e.Details + " " + e.DevInfo)
	}
	d.log.InfoContext(ctx, "an answer of an authenticator was refused", "why", why)
	return ErrShut
}

// AskInvited returns what the browser is to ask for, as JSON, for a passkey of
// whoever holds an invitation.
func (d *Door) AskInvited(ctx context.Context, secret string) ([]byte, error) {
	s, err := d.Look(ctx, secret)
	if err != nil {
		return nil, err
	}
	if s.Link.Kind != account.Invitation {
		return nil, ErrShut
	}
	return d.askKey(ctx, purpose("invitation", secret), s.Person)
}

// AskKey returns the same for one more passkey of the person of a session.
func (d *Door) AskKey(ctx context.Context, p Pass) ([]byte, error) {
	o, err := d.mayChange(ctx, p)
	if err != nil {
		return nil, err
	}
	return d.askKey(ctx, purpose("key", p.Session), o.Person)
}

// mayChange says whether a session may change how its person comes in.
func (d *Door) mayChange(ctx context.Context, p Pass) (Own, error) {
	o, err := d.Mine(ctx, p)
	if err == nil && !d.fresh(o.Here, p) && !d.settling(o.Here, len(o.Keys)) {
		err = ErrConfirm
	}
	return o, err
}

func (d *Door) askKey(ctx context.Context, purpose string, p account.Person) ([]byte, error) {
	if !d.Passkeys() {
		return nil, errors.Join(ErrShut, d.rpError)
	}
	c, err := d.ask(purpose)
	if err != nil {
		return nil, err
	}
	var h *holder
	if err := d.book.In(ctx, func(t *account.Tx) (err error) { h, err = hold(t, p); return err }); err != nil {
		return nil, err
	}
	var known []protocol.CredentialDescriptor
	for _, k := range h.keys {
		known = append(known, k.Descriptor())
	}
	challenge := func(o *protocol.PublicKeyCredentialCreationOptions) error { o.Challenge = c; return nil }
	options, _, err := d.rp.BeginRegistration(h, challenge, webauthn.WithExclusions(known))
	if err != nil {
		return nil, fmt.Errorf("door: %w", err)
	}
	return json.Marshal(options.Response)
}

// Accept takes an invitation: the passkey in the answer is the person's from then
// on, and a session begins.
func (d *Door) Accept(ctx context.Context, secret string, answer []byte, name, device string) (e Entry, err error) {
	s, err := d.Look(ctx, secret)
	if err != nil {
		return Entry{}, err
	}
	if s.Link.Kind != account.Invitation {
		return Entry{}, ErrShut
	}
	err = d.register(ctx, purpose("invitation", secret), s.Person, answer, name, func(t *account.Tx) error {
		if err := t.TakeLink(s.Link.Hash, d.moment()); err != nil {
			return err
		}
		e, err = d.open(ctx, t, s.Person, ByInvitation, device)
		return err
	})
	if err == nil {
		d.tell(ctx, e)
	}
	return e, err
}

// AddKey makes the passkey in the answer one of the person's.
func (d *Door) AddKey(ctx context.Context, p Pass, answer []byte, name string) error {
	o, err := d.mayChange(ctx, p)
	if err != nil {
		return err
	}
	return d.register(ctx, purpose("key", p.Session), o.Person, answer, name, func(*account.Tx) error { return nil })
}

// register verifies a new key and writes it down together with what then does.
func (d *Door) register(ctx context.Context, purpose string, p account.Person, answer []byte, name string, then func(*account.Tx) error) error {
	if !d.Passkeys() || len(answer) > maxAnswer {
		return ErrShut
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return d.refuse(ctx, err)
	}
	challenge := parsed.Response.CollectedClientData.Challenge
	until, ok := d.asked(purpose, challenge)
	if !ok {
		return ErrShut
	}
	asked := webauthn.SessionData{
		Challenge: challenge, RelyingPartyID: d.rp.Config.RPID, UserID: p.Handle, UserVerification: protocol.VerificationRequired,
		CredParams: webauthn.CredentialParametersDefault(),
	}
	key, err := d.rp.CreateCredential(&holder{person: p}, asked, parsed)
	if err != nil {
		return d.refuse(ctx, err)
	}
	record, err := json.Marshal(key)
	if err != nil {
		return err
	}
	now := d.moment()
	err = d.book.In(ctx, func(t *account.Tx) error {
		row := account.Passkey{ID: key.ID, Person: p.ID, Name: name, Record: record, Created: now, Used: now}
		if err := errors.Join(t.Spend(Hash(challenge), until), t.PutPasskey(row)); err != nil {
			return err
		}
		return then(t)
	})
	return shut(err)
}

// RemoveKey removes a passkey of the person of a session, who was verified afresh.
// The last one goes only when last says that this is known.
func (d *Door) RemoveKey(ctx context.Context, p Pass, id []byte, last bool) error {
	v, err := d.Act(ctx, p)
	if err != nil {
		return err
	}
	return d.book.In(ctx, func(t *account.Tx) error {
		keys, err := t.Passkeys(v.Person)
		if err != nil {
			return err
		}
		if len(keys) == 1 && !last {
			return ErrLast
		}
		return shut(t.DropPasskey(v.Person, id))
	})
}
