package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/api"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/doorkeeper"
	"chancery.example/chancery/internal/figures"
	"chancery.example/chancery/internal/line"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store/account"
	"chancery.example/chancery/internal/web"
	"chancery.example/chancery/internal/web/forms"
	"chancery.example/chancery/internal/web/orders"
	"chancery.example/chancery/internal/web/people"
	"chancery.example/chancery/internal/web/persons"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/internal/web/workspace"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// site is everything that is served, and more. Its door is at the address by which
// readers reach it.
func (k *keeping) site(at line.Line, d *door.Door, more ...func(*http.ServeMux)) (http.Handler, error) {
	var theme static.Theme
	var lang words.Lang
	k.secretariat.Read(func(s *council.State) {
		theme = static.Theme{Accent: s.Charter.Accent, Name: s.Charter.Name}
		lang = s.Charter.Languages[0]
	})
	aside, gate := people.NewAside(d, nil), people.NewGate(d, at.Client, k.clock)
	site, err := web.New(web.Config{
		Record: web.Record{Enter: k.enter, Fresh: k.fresh, Size: k.size},
		Doors: web.Doors{
			Who: visitors(d, k), Do: k.do(d), Healthy: k.healthy, Pass: gate.Pass, Keep: aside.Keep, Kept: aside.Kept,
			Metrics: promhttp.HandlerFor(k.metrics(), promhttp.HandlerOpts{}),
		},
		Beside: web.Beside{Paths: besides, Strip: persons.Strip, Mandate: persons.Mandate},
		Deeds:  forms.Deeds{}, Log: k.log, Theme: theme, Base: at.Base, Lang: lang, Failures: slog.Default(),
	})
	if err != nil {
		return nil, err
	}
	book, err := locale.Load()
	if err != nil {
		return nil, err
	}
	desk, beside := &people.Desk{Door: d, Site: site, Langs: book.Langs(), Gate: gate}, &persons.Desk{Site: site, Langs: book.Langs()}
	desk.Commands = council.Commands()
	taking := &orders.Desk{Door: d, Do: k.give}
	programs, err := k.programs(d)
	if err != nil {
		return nil, err
	}
	preparing := &workspace.Desk{Site: site, Langs: book.Langs(), Do: k.do(d)}
	return site.Handler(append(more, desk.Add, taking.Add, beside.Add, programs.Add, preparing.Add)...), nil
}

// programs is the interface for those that show a token.
func (k *keeping) programs(d *door.Door) (*api.API, error) {
	return api.New(api.Config{
		Enter: k.enter, Log: k.log, Version: version, Failures: slog.Default(),
		Who: func(ctx context.Context, token string) (api.Caller, error) {
			b, err := d.Bearer(ctx, token)
			if errors.Is(err, door.ErrShut) {
				return api.Caller{}, api.ErrToken
			}
			if err != nil {
				return api.Caller{}, err
			}
			a, err := access.ParseActor(b.Capacity.Actor)
			return api.Caller{Class: k.classUnder(a, b.Capacity.Mandate), Actor: a, Mandate: b.Capacity.Mandate, Gives: b.Gives}, err
		},
		Do: func(ctx context.Context, o secretariat.Order) (secretariat.Receipt, error) {
			o.Own = k.lends && o.Mandate == ""
			return k.secretariat.Do(ctx, o)
		},
	})
}

// besides are the addresses of pages that other rooms make.
func besides(room *reading.Room) []string {
	return append(persons.Paths(room), workspace.Paths(room)...)
}

// give carries out what a signed-in person orders.
func (k *keeping) give(ctx context.Context, o orders.Order) ([]byte, error) {
	r, err := k.secretariat.Do(ctx, secretariat.Order{Key: o.Key, By: o.By, Mandate: o.Mandate, Command: o.Command})
	if err != nil {
		return nil, err
	}
	return json.Marshal(r)
}

// inForce reports whether the mandate of a capacity is in force now. A capacity
// without one needs none, or is refused when it acts.
func (k *keeping) inForce(_ context.Context, c account.Capacity) (ok bool, err error) {
	if c.Mandate == "" {
		return true, nil
	}
	k.secretariat.Read(func(s *council.State) {
		t, there := s.Thing(council.ID(c.Mandate))
		ok = there && t.InForce(time.Now())
	})
	return ok, nil
}

// door opens the accounts of a data directory and makes the door to it; shut gives
// the accounts back.
func (k *keeping) door(ctx context.Context, base, oidc string) (d *door.Door, shut func() error, err error) {
	var name string
	k.secretariat.Read(func(s *council.State) {
		name, _ = s.Charter.Name.In(s.Charter.Languages[0], s.Charter.Languages...)
	})
	var p *door.Provider
	if oidc != "" {
		if p, err = door.ReadProvider(ctx, oidc, base); err != nil {
			return nil, nil, err
		}
	}
	return doorkeeper.Open(ctx, k.dir, door.Config{Base: base, Name: name, Provider: p, InForce: k.inForce})
}

// visitors says who asks, from what a request shows at the door.
func visitors(d *door.Door, k *keeping) func(*http.Request) (web.Visitor, error) {
	return func(r *http.Request) (web.Visitor, error) {
		pass := people.PassOf(r)
		if pass.Session == "" {
			return web.Visitor{}, nil
		}
		v, err := d.Who(r.Context(), pass)
		if err != nil || v.Person == "" {
			return web.Visitor{}, err
		}
		if v.Lapsed.Actor != "" {
			return web.Visitor{Account: v.Person, Mandate: v.Lapsed.Mandate, Lapsed: true}, nil
		}
		if v.Capacity.Actor == "" {
			return web.Visitor{Account: v.Person}, nil
		}
		a, err := access.ParseActor(v.Capacity.Actor)
		return web.Visitor{Account: v.Person, Actor: a, Mandate: v.Capacity.Mandate, Class: k.classUnder(a, v.Capacity.Mandate)}, err
	}
}

// do carries out orders of whoever asks, under the capacity that was chosen at the
// door.
func (k *keeping) do(d *door.Door) func(*http.Request, secretariat.Order) (secretariat.Receipt, error) {
	who := visitors(d, k)
	return func(r *http.Request, o secretariat.Order) (secretariat.Receipt, error) {
		v, err := who(r)
		if err != nil {
			return secretariat.Receipt{}, err
		}
		if at, err := d.Who(r.Context(), people.PassOf(r)); err != nil {
			return secretariat.Receipt{}, err
		} else if at.Person != "" && !at.Fresh && !at.Open {
			return secretariat.Receipt{}, web.ErrConfirm
		}
		o.By, o.Mandate, o.Own = v.Actor, council.ID(v.Mandate), k.lends && v.Mandate == ""
		return k.secretariat.Do(r.Context(), o)
	}
}

// classUnder returns the class that somebody reads as under a mandate, now.
func (k *keeping) classUnder(a access.Actor, mandate string) (c access.Class) {
	k.secretariat.Read(func(s *council.State) { c = s.ClassUnder(a, council.ID(mandate), time.Now()) })
	return c
}

// enter shows the record to a class of readers.
func (k *keeping) enter(c access.Class, f func(*reading.Room) error) (err error) {
	k.secretariat.Read(func(s *council.State) { err = f(reading.Enter(s, c)) })
	return err
}

// fresh reports whether what a page was made from has not changed.
func (k *keeping) fresh(c access.Class, rs reading.Reads) (ok bool) {
	k.secretariat.Read(func(s *council.State) { ok = reading.Fresh(s, c, rs) })
	return ok
}

// size is how many entries are recorded.
func (k *keeping) size() (n register.Place) {
	k.secretariat.Read(func(s *council.State) { n = s.Size })
	return n
}

// healthy makes a checkpoint of what is recorded and says what the audit found.
func (k *keeping) healthy(ctx context.Context) error {
	if wrong := k.wrong.Load(); wrong != nil {
		return *wrong
	}
	_, err := k.depositary.Sign(ctx)
	return err
}

// metrics are the figures for the operator.
func (k *keeping) metrics() *prometheus.Registry {
	return figures.New(figures.Sources{
		Entries: func() (n float64) {
			k.secretariat.Read(func(s *council.State) { n = float64(s.Size) })
			return n
		},
		Checkpoint: func() float64 {
			size, _, err := k.store.Checkpoint(context.Background())
			if err != nil {
				return 0
			}
			return float64(size)
		},
		Wrong: func() bool { return k.wrong.Load() != nil },
	})
}
