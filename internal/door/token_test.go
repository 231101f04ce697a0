package door

import (
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/store/account"
)

func TestATokenSpeaksForOneCapacityUntilItEnds(t *testing.T) {
	h := newHouse(t)
	k, e := h.settled(t, "a", kz)
	_, err := h.NewToken(t.Context(), Pass{}, "n", nil, time.Hour)
	fails(t, err, ErrShut)
	_, err = h.NewToken(t.Context(), Pass{Session: e.Pass.Session}, "n", nil, time.Hour)
	fails(t, err, ErrConfirm)
	e = h.confirmed(t, k, e.Pass)
	for _, tt := range []struct {
		name  string
		gives []string
		life  time.Duration
	}{{" ", nil, time.Hour}, {strings.Repeat("n", 101), nil, time.Hour}, {"n", nil, 0}, {"n", nil, TokenLife + time.Second}, {"n", []string{"a b"}, time.Hour}} {
		_, err = h.NewToken(t.Context(), e.Pass, tt.name, tt.gives, tt.life)
		fails(t, err, ErrTokens)
	}
	secret, err := h.NewToken(t.Context(), e.Pass, "Archive", []string{"take-stance"}, time.Hour)
	must(t, err)
	use := func() account.Token {
		t.Helper()
		b, err := h.Bearer(t.Context(), secret)
		must(t, err)
		return b
	}
	if b := use(); b.Person != "a" || b.Capacity != kz || len(b.Gives) != 1 || !b.Used.IsZero() {
		t.Errorf("%+v", b)
	}
	if b := use(); b.Used.IsZero() {
		t.Error("its use is not written down")
	}
	for _, made := range []string{"", "x", tokenStart, secret[:len(secret)-1], strings.TrimPrefix(secret, tokenStart), e.Pass.Session} {
		_, err = h.Bearer(t.Context(), made)
		fails(t, err, ErrShut)
	}
	h.off.Store(&kz)
	_, err = h.Bearer(t.Context(), secret)
	fails(t, err, ErrShut) // the mandate is over
	h.off.Store(nil)
	use()
	h.pass(59 * time.Minute)
	use()
	h.pass(time.Minute)
	_, err = h.Bearer(t.Context(), secret)
	fails(t, err, ErrShut)
}

func TestATokenEndsWithWhatItStandsOn(t *testing.T) {
	h := newHouse(t)
	for _, tt := range []struct {
		name string
		end  func(k account.Token, e Entry) error
	}{
		{"by its owner", func(k account.Token, e Entry) error { return h.EndToken(t.Context(), e.Pass, k.Hash) }},
		{"with the key that is lost", func(k account.Token, _ Entry) error { return h.Lost(t.Context(), k.Person) }},
		{"with the capacity", func(k account.Token, _ Entry) error {
			return h.book.In(t.Context(), func(tx *account.Tx) error { return tx.Withdraw(k.Person, k.Capacity) })
		}},
		{"with the person", func(k account.Token, _ Entry) error {
			return h.book.In(t.Context(), func(tx *account.Tx) error { return tx.Erase(k.Person) })
		}},
	} {
		id := strings.ReplaceAll(tt.name, " ", "-")
		key, e := h.settled(t, id, kz)
		e = h.confirmed(t, key, e.Pass)
		secret, err := h.NewToken(t.Context(), e.Pass, "n", nil, time.Hour)
		must(t, err)
		k, err := h.Bearer(t.Context(), secret)
		must(t, err)
		mine, err := h.Tokens(t.Context(), e.Pass)
		must(t, err)
		if len(mine) != 1 || mine[0].Hash != k.Hash {
			t.Errorf("%s: the owner sees %v", tt.name, mine)
		}
		must(t, tt.end(k, e))
		_, err = h.Bearer(t.Context(), secret)
		fails(t, err, ErrShut)
	}
}

func TestNobodyEndsTheTokenOfAnother(t *testing.T) {
	h := newHouse(t)
	key, e := h.settled(t, "a", kz)
	e = h.confirmed(t, key, e.Pass)
	secret, err := h.NewToken(t.Context(), e.Pass, "n", nil, time.Hour)
	must(t, err)
	_, other := h.settled(t, "b", kg)
	fails(t, h.EndToken(t.Context(), other.Pass, Hash(secret)), ErrShut)
	_, err = h.Bearer(t.Context(), secret)
	must(t, err)
}
