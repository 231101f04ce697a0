package door

import (
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/store/account"
)

func TestSessionsEnd(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	h.pass(IdleLife)
	if h.who(t, e.Pass) != "" {
		t.Error("a session that nobody uses goes on")
	}
	e = h.signIn(t, k)
	for range 11 {
		h.pass(time.Hour)
		if h.who(t, e.Pass) == "" {
			t.Fatal("a session in use ends before its day")
		}
	}
	h.pass(time.Hour)
	if h.who(t, e.Pass) != "" {
		t.Error("a session outlives its day")
	}
	must(t, h.book.DropExpired(t.Context(), h.moment()))
	e = h.signIn(t, k)
	c := h.confirmed(t, k, e.Pass)
	if !c.Until.Equal(e.Until) {
		t.Error("a fresh verification makes the session's day longer")
	}
	if h.who(t, e.Pass) != "" {
		t.Error("the token from before a fresh verification still works")
	}
}

func TestCapacitiesAreChosenAndNeverMixed(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz, kg)
	if h.who(t, e.Pass) != "" || e.Choices != 2 {
		t.Fatalf("one of two capacities was chosen for the person: %+v", e)
	}
	one, err := h.Choose(t.Context(), e.Pass, kz)
	must(t, err)
	if h.who(t, one.Pass) != "member:kz" || h.who(t, e.Pass) != "" {
		t.Error("the choice does not hold, or the token is the old one")
	}
	c := h.confirmed(t, k, one.Pass)
	two, err := h.Choose(t.Context(), c.Pass, kg)
	must(t, err)
	_, err = h.Act(t.Context(), Pass{two.Session, c.Pass.Fresh})
	fails(t, err, ErrConfirm) // what was verified for one is not for the other
	for _, c := range []account.Capacity{{Actor: "secretariat"}, {Actor: "member:kz", Mandate: "M-2"}, {}} {
		_, err = h.Choose(t.Context(), two.Pass, c)
		fails(t, err, ErrShut)
	}
	h.off.Store(&kg)
	v, err := h.Who(t.Context(), two.Pass)
	must(t, err)
	if v.Capacity.Actor != "" || v.Lapsed != kg || v.Person != "a" {
		t.Errorf("with a mandate that is over: %+v", v)
	}
	_, err = h.Choose(t.Context(), two.Pass, kg)
	fails(t, err, ErrShut)
}

func TestTheLastKeyIsNotRemovedSilently(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	c := h.confirmed(t, k, e.Pass)
	fails(t, h.RemoveKey(t.Context(), c.Pass, k.id, false), ErrLast)
	options, err := h.AskKey(t.Context(), c.Pass)
	must(t, err)
	second := newSoftKey(t)
	must(t, h.AddKey(t.Context(), c.Pass, second.create(t, options), "second"))
	fails(t, h.AddKey(t.Context(), c.Pass, newSoftKey(t).create(t, options), "again"), ErrShut)
	fails(t, h.RemoveKey(t.Context(), c.Pass, []byte("nobody's"), false), ErrShut)
	must(t, h.RemoveKey(t.Context(), c.Pass, k.id, false))
	options, err = h.AskSignIn()
	must(t, err)
	_, err = h.SignIn(t.Context(), k.get(t, options), "test")
	fails(t, err, ErrShut)
	h.signIn(t, second)
	must(t, h.RemoveKey(t.Context(), c.Pass, second.id, true))
}

func TestALostKeyStopsWorkingAndAnInvitationBeginsAnew(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	must(t, h.Lost(t.Context(), "a"))
	if h.who(t, e.Pass) != "" {
		t.Error("a session outlives the key that was lost")
	}
	options, err := h.AskSignIn()
	must(t, err)
	_, err = h.SignIn(t.Context(), k.get(t, options), "test")
	fails(t, err, ErrShut)
	if _, e := h.settled(t, "a"); h.who(t, e.Pass) != "member:kz" {
		t.Error("the new key does not open the old account")
	}
}

func TestWhoComesByALinkMakesAFirstKeyWithinMinutes(t *testing.T) {
	h := newHouse(t)
	h.invited(t, "a", kz)
	link, _, err := h.NewLink(t.Context(), "a", account.OpenLink, 0)
	must(t, err)
	e, err := h.Enter(t.Context(), link, "", "test")
	must(t, err)
	_, err = h.Act(t.Context(), e.Pass)
	fails(t, err, ErrConfirm)
	h.pass(SettleLife)
	_, err = h.AskKey(t.Context(), e.Pass)
	fails(t, err, ErrConfirm)
	h.pass(-SettleLife)
	options, err := h.AskKey(t.Context(), e.Pass)
	must(t, err)
	must(t, h.AddKey(t.Context(), e.Pass, newSoftKey(t).create(t, options), "first"))
	_, err = h.AskKey(t.Context(), e.Pass)
	fails(t, err, ErrConfirm)
}

func TestAnErasedPersonLeavesNothing(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	h.settled(t, "b", kz)
	must(t, h.book.In(t.Context(), func(x *account.Tx) error { return x.Erase("a") }))
	if h.who(t, e.Pass) != "" {
		t.Error("a session outlives its person")
	}
	options, err := h.AskSignIn()
	must(t, err)
	_, err = h.SignIn(t.Context(), k.get(t, options), "test")
	fails(t, err, ErrShut)
	all, err := h.book.People(t.Context())
	must(t, err)
	if len(all) != 1 || all[0].ID != "b" {
		t.Errorf("people %+v", all)
	}
}

func TestAnAddressWithoutANameHasNoPasskeys(t *testing.T) {
	h := newHouse(t)
	d, err := New(Config{Book: h.book, Base: "http://127.0.0.1:8080", Name: "Council"})
	must(t, err)
	if d.Passkeys() {
		t.Error("passkeys of an IP address")
	}
	_, err = d.AskSignIn()
	fails(t, err, ErrShut)
}

func TestWhoComesInAndWhoDoesNotIsLogged(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	options, err := h.AskConfirm(e.Pass)
	must(t, err)
	_, err = h.Confirm(t.Context(), e.Pass, k.get(t, options))
	must(t, err)
	link, codes, err := h.NewLink(t.Context(), "a", account.Coded, 1)
	must(t, err)
	_, err = h.Enter(t.Context(), link, "K7QF-2MXD-9PTA", "test")
	fails(t, err, ErrCode)
	c, err := h.Enter(t.Context(), link, codes[0], "test")
	must(t, err)
	_, err = h.Enter(t.Context(), link, codes[0], "test")
	fails(t, err, ErrShut)
	must(t, h.SignOut(t.Context(), c.Session))
	for _, want := range []string{
		`msg="somebody signed in" person=a way=invitation`, `msg="somebody was verified afresh" person=a way=passkey`,
		`msg="a paper code was wrong" person=a tried=1`, `msg="somebody signed in" person=a way=code`,
		`msg="a link that opens nothing was tried"`, `msg="somebody signs out" person=a`,
	} {
		if strings.Count(h.log.String(), want) != 1 {
			t.Errorf("want one line with %s in\n%s", want, h.log.String())
		}
	}
	for _, secret := range []string{link, codes[0], c.Session, e.Session} {
		if strings.Contains(h.log.String(), secret) {
			t.Error("a secret is logged")
		}
	}
}
