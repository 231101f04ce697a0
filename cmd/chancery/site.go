package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/web"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// sessionLife is how long somebody stays signed in: a session day.
const sessionLife = 12 * time.Hour

// site is everything that is served, under the address by which readers reach it.
func (k *keeping) site(base string) (http.Handler, error) {
	var theme static.Theme
	var lang words.Lang
	k.secretariat.Read(func(s *council.State) {
		theme = static.Theme{Accent: s.Charter.Accent, Name: s.Charter.Name}
		lang = s.Charter.Languages[0]
	})
	site, err := web.New(web.Config{
		Record: web.Record{Enter: k.enter, Fresh: k.fresh, Size: k.size},
		Doors: web.Doors{
			SignIn: k.signIn, SignOut: k.signOut, Who: k.who, Healthy: k.healthy,
			Metrics: promhttp.HandlerFor(k.metrics(), promhttp.HandlerOpts{}),
		},
		Log: k.log, Theme: theme, Base: base, Lang: lang, Failures: slog.Default(),
	})
	if err != nil {
		return nil, err
	}
	return site.Handler(), nil
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

// signIn takes a link and opens a session for its actor.
func (k *keeping) signIn(ctx context.Context, link string) (token string, until time.Time, ok bool, err error) {
	now := time.Now().UTC().Truncate(time.Second)
	actor, ok, err := k.store.TakeLink(ctx, tokenHash(link), now)
	if err != nil || !ok {
		return "", time.Time{}, false, err
	}
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", time.Time{}, false, err
	}
	token, until = base64.RawURLEncoding.EncodeToString(b[:]), now.Add(sessionLife)
	err = k.store.PutSession(ctx, store.Session{Hash: tokenHash(token), Actor: actor, Expires: until})
	return token, until, err == nil, err
}

func (k *keeping) signOut(ctx context.Context, token string) error {
	return k.store.DropSession(ctx, tokenHash(token))
}

// who returns the actor of a session, or a stranger.
func (k *keeping) who(ctx context.Context, token string) (access.Actor, error) {
	actor, ok, err := k.store.Session(ctx, tokenHash(token), time.Now())
	if err != nil || !ok {
		return access.Actor{}, err
	}
	return access.ParseActor(actor)
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
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chancery_register_entries", Help: "Entries in the register.",
		}, func() (n float64) {
			k.secretariat.Read(func(s *council.State) { n = float64(s.Size) })
			return n
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chancery_checkpoint_entries", Help: "Entries under the latest signed checkpoint.",
		}, func() float64 {
			size, _, err := k.store.Checkpoint(context.Background())
			if err != nil {
				return 0
			}
			return float64(size)
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "chancery_audit_failed", Help: "1 if the audit found that the register does not fit.",
		}, func() float64 {
			if k.wrong.Load() != nil {
				return 1
			}
			return 0
		}),
	)
	return r
}
