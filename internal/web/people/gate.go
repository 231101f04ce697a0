package people

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/limit"
)

// How often somebody may ask. A delegation sits behind one address, and so may a
// stranger: what a stranger uses up must be the stranger's. So a signed-in person has
// a bucket of their own, and a try to sign in counts for the account that it names by
// something that only its holder has. Only what names nobody counts for the address.
var (
	strangerRate = limit.Rate{Burst: 1200, Every: 40 * time.Millisecond} // requests of an address
	personRate   = limit.Rate{Burst: 600, Every: 100 * time.Millisecond} // requests of a signed-in person
	addressTries = limit.Rate{Burst: 30, Every: 10 * time.Second}        // tries that name nobody
	accountTries = limit.Rate{Burst: 10, Every: 30 * time.Second}        // tries that name a person
)

// names is how many addresses, and how many accounts, are remembered.
const names = 1 << 16

// A Gate counts what clients ask and how often they try to sign in.
type Gate struct {
	door   *door.Door
	client func(*http.Request) string
	now    func() time.Time
	log    *slog.Logger

	strangers, people, addresses, accounts *limit.Buckets
}

// NewGate makes a gate before a door. client names the network that a request comes
// from; what it does not know, "", is not counted by address. now may be nil.
func NewGate(d *door.Door, client func(*http.Request) string, now func() time.Time) *Gate {
	if now == nil {
		now = time.Now
	}
	return &Gate{
		door: d, client: client, now: now, log: slog.Default(),
		strangers: limit.New(strangerRate, names), people: limit.New(personRate, names),
		addresses: limit.New(addressTries, names), accounts: limit.New(accountTries, names),
	}
}

// Pass is nil, or a limit.Wait for a client that asks too often. Whoever shows a
// session that is none is a stranger.
func (g *Gate) Pass(r *http.Request) error {
	from := g.client(r)
	if p := PassOf(r); p.Session != "" {
		v, err := g.door.Who(r.Context(), p)
		if err != nil {
			return err
		}
		if v.Person != "" {
			return g.take(r, g.people, "requests of a person", v.Person, v.Person)
		}
	}
	if from == "" {
		return nil
	}
	return g.take(r, g.strangers, "requests of an address", from, "")
}

// take takes one of a bucket. It is logged once a minute that a bucket is empty, and
// whose only where that is a person.
func (g *Gate) take(r *http.Request, b *limit.Buckets, what, name, person string) error {
	v := b.Take(name, g.now())
	if v.First {
		g.log.WarnContext(r.Context(), "somebody asks too often", "what", what, "person", person)
	}
	if v.Wait > 0 {
		return limit.Wait(v.Wait)
	}
	return nil
}

// try counts a try to come in, before it is looked at. It counts for the person whom
// it names, else for the address; done puts it back unless it was a wrong one.
func (g *Gate) try(r *http.Request, person string) (done func(error), err error) {
	b, what, name := g.accounts, "tries of an account", person
	if person == "" {
		if name = g.client(r); name == "" {
			return func(error) {}, nil
		}
		b, what = g.addresses, "tries of an address"
	}
	if err := g.take(r, b, what, name, person); err != nil {
		return nil, err
	}
	return func(err error) {
		if !errors.Is(err, door.ErrShut) && !errors.Is(err, door.ErrCode) && !errors.Is(err, door.ErrLocked) {
			b.Back(name)
		}
	}, nil
}
