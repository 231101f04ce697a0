package door

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
)

const testBase = "https://council.example"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func fails(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}

// A house is a door in a directory of its own, with a clock that stands.
type house struct {
	*Door
	clock atomic.Int64 // Unix seconds
	off   atomic.Pointer[account.Capacity]
	log   strings.Builder
}

func (h *house) pass(d time.Duration) { h.clock.Add(int64(d / time.Second)) }

var kz, kg = account.Capacity{Actor: "member:kz", Mandate: "M-1"}, account.Capacity{Actor: "chair:kg", Mandate: "M-2"}

func newHouse(t testing.TB) *house {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Create(t.Context(), dir)
	must(t, err)
	must(t, s.Close())
	book, err := account.Open(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { must(t, book.Close()) })
	h := &house{}
	h.clock.Store(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC).Unix())
	h.Door, err = New(Config{
		Book: book, Base: testBase, Name: "Council", Log: slog.New(slog.NewTextHandler(&h.log, nil)),
		Now: func() time.Time { return time.Unix(h.clock.Load(), 0) },
		InForce: func(_ context.Context, c account.Capacity) (bool, error) {
			off := h.off.Load()
			return off == nil || *off != c, nil
		},
	})
	must(t, err)
	return h
}

// invited adds a person and returns an invitation.
func (h *house) invited(t testing.TB, id string, as ...account.Capacity) string {
	t.Helper()
	link, err := h.Invite(t.Context(), account.Person{ID: id, Name: "Person " + id, Capacities: as})
	must(t, err)
	return link
}

// settled adds a person with a passkey, who is signed in with it.
func (h *house) settled(t testing.TB, id string, as ...account.Capacity) (*softKey, Entry) {
	t.Helper()
	link := h.invited(t, id, as...)
	options, err := h.AskInvited(t.Context(), link)
	must(t, err)
	k := newSoftKey(t)
	_, err = h.Accept(t.Context(), link, k.create(t, options), "key", "test")
	must(t, err)
	return k, h.signIn(t, k)
}

func (h *house) signIn(t testing.TB, k *softKey) Entry {
	t.Helper()
	options, err := h.AskSignIn()
	must(t, err)
	e, err := h.SignIn(t.Context(), k.get(t, options), "test")
	must(t, err)
	return e
}

func (h *house) confirmed(t testing.TB, k *softKey, p Pass) Entry {
	t.Helper()
	options, err := h.AskConfirm(p)
	must(t, err)
	e, err := h.Confirm(t.Context(), p, k.get(t, options))
	must(t, err)
	return e
}

// who is the actor whom a pass lets in; "" for a stranger.
func (h *house) who(t testing.TB, p Pass) string {
	t.Helper()
	v, err := h.Who(t.Context(), p)
	must(t, err)
	return v.Capacity.Actor
}

// hundred calls f a hundred times at once and counts what worked. Every other
// answer must be one of want.
func hundred(t *testing.T, f func() error, want ...error) (worked int64) {
	t.Helper()
	var n atomic.Int64
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			err := f()
			if err == nil {
				n.Add(1)
				return
			}
			for _, w := range want {
				if errors.Is(err, w) {
					return
				}
			}
			t.Errorf("error %v", err)
		})
	}
	all.Wait()
	return n.Load()
}

func TestAHundredAtOnceTakeAnInvitationOnce(t *testing.T) {
	h := newHouse(t)
	link := h.invited(t, "a", kz)
	options, err := h.AskInvited(t.Context(), link)
	must(t, err)
	answer := newSoftKey(t).create(t, options)
	if n := hundred(t, func() error { _, err := h.Accept(t.Context(), link, answer, "key", "test"); return err }, ErrShut); n != 1 {
		t.Errorf("taken %d times", n)
	}
}

func TestAHundredKeysTakeAnInvitationOnce(t *testing.T) {
	h := newHouse(t)
	link := h.invited(t, "a", kz)
	answers := make(chan []byte, 100)
	for range 100 {
		options, err := h.AskInvited(t.Context(), link)
		must(t, err)
		answers <- newSoftKey(t).create(t, options)
	}
	if n := hundred(t, func() error { _, err := h.Accept(t.Context(), link, <-answers, "key", "test"); return err }, ErrShut); n != 1 {
		t.Errorf("taken %d times", n)
	}
	e := h.confirmedByPaper(t, "a")
	o, err := h.Mine(t.Context(), e.Pass)
	must(t, err)
	if len(o.Keys) != 1 {
		t.Errorf("%d keys came of one invitation", len(o.Keys))
	}
}

// confirmedByPaper signs a person in by a link and two codes.
func (h *house) confirmedByPaper(t testing.TB, id string) Entry {
	t.Helper()
	link, codes, err := h.NewLink(t.Context(), id, account.Coded, 2)
	must(t, err)
	e, err := h.Enter(t.Context(), link, codes[0], "test")
	must(t, err)
	e, err = h.ConfirmByCode(t.Context(), e.Pass, codes[1])
	must(t, err)
	return e
}

func TestAHundredAtOnceTakeALinkOnce(t *testing.T) {
	h := newHouse(t)
	h.invited(t, "a", kz)
	link, _, err := h.NewLink(t.Context(), "a", account.OpenLink, 0)
	must(t, err)
	if n := hundred(t, func() error { _, err := h.Enter(t.Context(), link, "", "test"); return err }, ErrShut); n != 1 {
		t.Errorf("an open link is taken %d times", n)
	}
	link, codes, err := h.NewLink(t.Context(), "a", account.Coded, 1)
	must(t, err)
	if n := hundred(t, func() error { _, err := h.Enter(t.Context(), link, codes[0], "test"); return err }, ErrShut, ErrLocked, ErrCode); n != 1 {
		t.Errorf("a link with a code is taken %d times", n)
	}
}

func TestARevokedSessionIsRefusedAtItsNextRequest(t *testing.T) {
	h := newHouse(t)
	k, first := h.settled(t, "a", kz)
	second := h.signIn(t, k)
	if h.who(t, first.Pass) != "member:kz" || h.who(t, second.Pass) != "member:kz" {
		t.Fatal("a session does not let its owner in")
	}
	must(t, h.End(t.Context(), second.Pass, Hash(first.Session)))
	if h.who(t, first.Pass) != "" || h.who(t, second.Pass) == "" {
		t.Error("the wrong session was ended, or none")
	}
	third := h.signIn(t, k)
	must(t, h.EndOthers(t.Context(), third.Pass))
	must(t, h.SignOut(t.Context(), third.Session))
	must(t, h.SignOut(t.Context(), third.Session)) // a second time is no error
	for _, e := range []Entry{second, third} {
		if h.who(t, e.Pass) != "" {
			t.Error("a session goes on after its end")
		}
	}
	_, other := h.settled(t, "b", kg)
	fails(t, h.End(t.Context(), other.Pass, Hash(h.signIn(t, k).Session)), ErrShut)
}

func TestAStolenReadSessionCannotAct(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	thief := Pass{Session: e.Session} // what was stolen before the person acts
	_, err := h.Act(t.Context(), thief)
	fails(t, err, ErrConfirm)
	_, err = h.AskKey(t.Context(), thief)
	fails(t, err, ErrConfirm)
	fails(t, h.RemoveKey(t.Context(), thief, k.id, true), ErrConfirm)

	c := h.confirmed(t, k, e.Pass)
	if v, err := h.Act(t.Context(), c.Pass); err != nil || v.Capacity != kz {
		t.Errorf("verified afresh: %+v, %v", v, err)
	}
	_, err = h.Act(t.Context(), thief) // the confirmation made the stolen token nobody's
	fails(t, err, ErrShut)
	_, err = h.Act(t.Context(), Pass{Session: c.Session}) // stolen after it, alone
	fails(t, err, ErrConfirm)
	_, err = h.Act(t.Context(), Pass{Session: c.Session, Fresh: e.Session})
	fails(t, err, ErrConfirm)
	h.Door.now = func() time.Time { return time.Unix(h.clock.Load(), 0).Add(FreshLife) }
	_, err = h.Act(t.Context(), c.Pass)
	fails(t, err, ErrConfirm)
}

func TestAnAnswerIsTakenOnce(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	options, err := h.AskSignIn()
	must(t, err)
	answer := k.get(t, options)
	if n := hundred(t, func() error { _, err := h.SignIn(t.Context(), answer, "test"); return err }, ErrShut); n != 1 {
		t.Errorf("taken %d times", n)
	}
	options, err = h.AskConfirm(e.Pass)
	must(t, err)
	answer = k.get(t, options)
	if n := hundred(t, func() error { _, err := h.Confirm(t.Context(), e.Pass, answer); return err }, ErrShut); n != 1 {
		t.Errorf("confirmed %d times", n)
	}
}

func TestWhatIsNoAnswerIsRefused(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	stranger, _ := h.settled(t, "b", kg)
	sign := func(k *softKey, options []byte) error {
		_, err := h.SignIn(t.Context(), k.get(t, options), "test")
		return err
	}
	ask := func() []byte { o, err := h.AskSignIn(); must(t, err); return o }
	for name, try := range map[string]func() error{
		"of another origin": func() error { x := *k; x.origin = "https://council.example.evil"; return sign(&x, ask()) },
		"of another site":   func() error { x := *k; x.rp = "evil.example"; return sign(&x, ask()) },
		"without its owner": func() error { x := *k; x.flags = 1; return sign(&x, ask()) },
		"by another key":    func() error { x := *k; x.key = stranger.key; return sign(&x, ask()) },
		"of an unknown key": func() error { return sign(newSoftKey(t), ask()) },
		"of another person": func() error { x := *k; x.handle = stranger.handle; return sign(&x, ask()) },
		"to a challenge of its own": func() error {
			return sign(k, fmt.Appendf(nil, `{"challenge":%q}`, b64(make([]byte, sealed))))
		},
		"to a challenge for something else": func() error {
			o, err := h.AskConfirm(e.Pass)
			must(t, err)
			return sign(k, o)
		},
		"that comes late": func() error {
			o := ask()
			h.pass(askLife)
			defer h.pass(-askLife)
			return sign(k, o)
		},
		"that is too long": func() error {
			_, err := h.SignIn(t.Context(), make([]byte, maxAnswer+1), "test")
			return err
		},
		"that is nothing": func() error { _, err := h.SignIn(t.Context(), nil, "test"); return err },
		"to confirm another's session": func() error {
			o, err := h.AskConfirm(e.Pass)
			must(t, err)
			_, err = h.Confirm(t.Context(), e.Pass, stranger.get(t, o))
			return err
		},
	} {
		if err := try(); !errors.Is(err, ErrShut) {
			t.Errorf("an answer %s: error %v", name, err)
		}
	}
	must(t, sign(k, ask()))
}

func TestAKeyThatCountsBackwardsIsRefused(t *testing.T) {
	h := newHouse(t)
	k, _ := h.settled(t, "a", kz)
	k.count = 10
	h.signIn(t, k)
	copied := *k
	copied.count = 3
	options, err := h.AskSignIn()
	must(t, err)
	_, err = h.SignIn(t.Context(), copied.get(t, options), "test")
	fails(t, err, ErrShut)
	if !strings.Contains(h.log.String(), "counts backwards") {
		t.Error("nobody is told of a key that may be a copy")
	}
	h.signIn(t, k)
}

func TestWrongCodesLock(t *testing.T) {
	h := newHouse(t)
	h.invited(t, "a", kz)
	link, codes, err := h.NewLink(t.Context(), "a", account.Coded, 2)
	must(t, err)
	try := func(code string) error { _, err := h.Enter(t.Context(), link, code, "test"); return err }
	fails(t, try("not a code"), ErrCode) // costs no attempt
	for range MaxWrong - 1 {
		fails(t, try("AAAA-AAAA-AAAA"), ErrCode)
	}
	fails(t, try("AAAA-AAAA-AAAA"), ErrLocked)
	fails(t, try(codes[0]), ErrShut)
	link, codes, err = h.NewLink(t.Context(), "a", account.Coded, 2)
	must(t, err)
	e, err := h.Enter(t.Context(), link, " "+strings.ToLower(strings.ReplaceAll(codes[1], "-", " ")), "test")
	must(t, err)
	_, err = h.Act(t.Context(), e.Pass)
	fails(t, err, ErrConfirm)
	_, err = h.ConfirmByCode(t.Context(), e.Pass, codes[1]) // used
	fails(t, err, ErrCode)
	c, err := h.ConfirmByCode(t.Context(), e.Pass, codes[0])
	must(t, err)
	_, err = h.Act(t.Context(), c.Pass)
	must(t, err)
}

func TestAHundredGuessesAreFive(t *testing.T) {
	h := newHouse(t)
	h.invited(t, "a", kz)
	link, codes, err := h.NewLink(t.Context(), "a", account.Coded, 1)
	must(t, err)
	var wrong atomic.Int64
	hundred(t, func() error {
		_, err := h.Enter(t.Context(), link, "AAAA-AAAA-AAAA", "test")
		if errors.Is(err, ErrCode) {
			wrong.Add(1)
		}
		return err
	}, ErrCode, ErrLocked, ErrShut)
	if n := wrong.Load(); n != MaxWrong-1 {
		t.Errorf("%d guesses were compared and not locked", n)
	}
	_, err = h.Enter(t.Context(), link, codes[0], "test")
	fails(t, err, ErrShut)
}
