// Package served opens a council in a folder that is thrown away, and its site as
// the server makes it, for benches that ask for pages.
package served

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/web"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/register"
)

// With calls f with a new and empty council. What f leaves behind is removed.
func With(ctx context.Context, f func(*secretariat.Secretariat) error) (err error) {
	dir, err := os.MkdirTemp("", "served")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	st, err := store.Create(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	s, err := secretariat.Open(ctx, st, secretariat.Door{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(ctx)) }()
	return f(s)
}

// Site makes the site of a council that is established, for visitors that who tells.
func Site(s *secretariat.Secretariat, who func(*http.Request) (web.Visitor, error)) (http.Handler, error) {
	var theme static.Theme
	s.Read(func(state *council.State) {
		theme = static.Theme{Accent: state.Charter.Accent, Name: state.Charter.Name}
	})
	site, err := web.New(web.Config{
		Record: web.Record{
			Enter: func(c access.Class, f func(*reading.Room) error) (err error) {
				s.Read(func(state *council.State) { err = f(reading.Enter(state, c)) })
				return err
			},
			Fresh: func(c access.Class, rs reading.Reads) (ok bool) {
				s.Read(func(state *council.State) { ok = reading.Fresh(state, c, rs) })
				return ok
			},
			Size: func() (n register.Place) {
				s.Read(func(state *council.State) { n = state.Size })
				return n
			},
		},
		Doors: web.Doors{Who: who},
		Theme: theme, Lang: "en", Failures: slog.Default(),
	})
	if err != nil {
		return nil, err
	}
	return site.Handler(), nil
}
