package web

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/web/forms"
	"chancery.example/chancery/internal/web/paths"
	"chancery.example/chancery/internal/web/persons"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/internal/web/workspace"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/register"
)

// A stage is the worked example, played into a real store and served. It is
// played once for all tests of this package, and changed by none of them.
type stage struct {
	*Site
	dir         string
	store       *store.Store
	secretariat *secretariat.Secretariat
	handler     http.Handler
	log         strings.Builder
	paths       []string              // of every public page, in any language
	names       map[string]council.ID // of things, by their local names in the plays
	read        map[string]*node      // pages that were read already
}

// journal is the store as the depositary wants to see it.
type journal struct{ *store.Store }

func (j journal) Head(ctx context.Context) (depositary.Head, error) {
	h, err := j.Store.Head(ctx)
	return depositary.Head{Size: h.Size, Root: h.Root}, err
}

func (j journal) Leaves(ctx context.Context, from, to int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for row, err := range j.Rows(ctx, register.Place(from), register.Place(to)) {
			if !yield(row.Leaf, err) || err != nil {
				return
			}
		}
	}
}

func (j journal) Checkpoint(ctx context.Context) ([]byte, error) {
	_, signed, err := j.Store.Checkpoint(ctx)
	if errors.Is(err, store.ErrAbsent) {
		return nil, depositary.ErrNone
	}
	return signed, err
}

// played is the one stage of this test binary.
var played = sync.OnceValues(play)

func play() (*stage, error) {
	return playOf(bishkek2019.Charter(), bishkek2019.Plays(), bishkek2019.Play)
}

// playOf plays some plays of a council.
func playOf(typed []byte, plays []string, file func(string) []byte) (g *stage, err error) {
	ctx := context.Background()
	g = &stage{names: map[string]council.ID{}, read: map[string]*node{}}
	if g.dir, err = os.MkdirTemp("", "web"); err != nil {
		return nil, err
	}
	if g.store, err = store.Create(ctx, g.dir); err != nil {
		return nil, err
	}
	shelf, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	ch, err := charter.ParseWith(shelf, "charter.yaml", typed)
	if err != nil {
		return nil, err
	}
	dep, err := depositary.New(g.dir, "chancery.example/"+ch.ID, journal{g.store})
	if err != nil {
		return nil, err
	}
	if g.secretariat, err = secretariat.Open(ctx, g.store, secretariat.Door{}); err != nil {
		return nil, err
	}
	if _, err := g.secretariat.Do(ctx, secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *ch}}); err != nil {
		return nil, err
	}
	for _, name := range plays {
		steps, err := secretariat.ParsePlay(name, file(name))
		if err != nil {
			return nil, err
		}
		p := &secretariat.Player{Do: g.secretariat.Do}
		for _, step := range steps {
			if _, err := p.Play(ctx, step); err != nil {
				return nil, fmt.Errorf("%s: %w", step.Where, err)
			}
		}
		maps.Copy(g.names, p.Names)
	}
	if _, err := dep.Sign(ctx); err != nil {
		return nil, err
	}
	return g, g.open(ch, dep.PublicKey())
}

// open makes the site.
func (g *stage) open(ch *charter.Charter, key string) (err error) {
	g.Site, err = New(Config{
		Record: Record{
			Enter: func(c access.Class, f func(*reading.Room) error) (err error) {
				g.secretariat.Read(func(s *council.State) { err = f(reading.Enter(s, c)) })
				return err
			},
			Fresh: func(c access.Class, rs reading.Reads) (ok bool) {
				g.secretariat.Read(func(s *council.State) { ok = reading.Fresh(s, c, rs) })
				return ok
			},
			Size: func() (n register.Place) {
				g.secretariat.Read(func(s *council.State) { n = s.Size })
				return n
			},
		},
		Doors: Doors{Who: byCookie, Do: func(r *http.Request, o secretariat.Order) (secretariat.Receipt, error) {
			v, err := byCookie(r)
			if err != nil {
				return secretariat.Receipt{}, err
			}
			o.By, o.Own = v.Actor, true
			return g.secretariat.Do(r.Context(), o)
		}},
		Deeds: forms.Deeds{}, Beside: besides(),
		Log:   &mirror.Log{Store: g.store, Key: key},
		Theme: static.Theme{Accent: ch.Accent, Name: ch.Name}, Base: "https://council.example", Lang: "ru",
		Failures: slog.New(slog.NewTextHandler(&g.log, nil)),
	})
	if err != nil {
		return err
	}
	g.handler = g.Handler(others(g.Site))
	g.secretariat.Read(func(s *council.State) { g.paths = allPaths(reading.Enter(s, access.PublicClass)) })
	return nil
}

// besides is what other rooms add to pages, beside their pages.
func besides() Beside {
	return Beside{Paths: func(room *reading.Room) []string { return append(persons.Paths(room), workspace.Paths(room)...) }, Strip: persons.Strip, Mandate: persons.Mandate}
}

// others adds the pages of other rooms.
func others(s *Site) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		(&persons.Desk{Site: s, Langs: s.book.Langs()}).Add(mux)
		(&workspace.Desk{Site: s, Langs: s.book.Langs()}).Add(mux)
	}
}

// allPaths returns the path of every page that there is for a room, of this room and
// of others.
func allPaths(room *reading.Room) []string {
	return slices.Concat(paths.Of(room, reader.Reads), persons.Paths(room), workspace.Paths(room))
}

// onStage returns the played example.
func onStage(t testing.TB) *stage {
	t.Helper()
	g, err := played()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestMain(m *testing.M) {
	code := m.Run()
	if g, err := played(); err == nil {
		if err := g.close(); err != nil {
			fmt.Fprintln(os.Stderr, "the register, read back:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// close reads the whole register back before it is thrown away.
func (g *stage) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return errors.Join(g.secretariat.Close(ctx), g.store.Check(ctx), g.store.Close(), os.RemoveAll(g.dir))
}

// end closes a stage that one test alone used.
func (g *stage) end(t testing.TB) {
	t.Helper()
	if err := g.close(); err != nil {
		t.Error(err)
	}
}

// as asks for a page as an actor: "public", "member:kz", "secretariat".
func (g *stage) as(t testing.TB, actor, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	if actor != "public" {
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: strings.ReplaceAll(actor, ":", ".")})
	}
	w := httptest.NewRecorder()
	g.handler.ServeHTTP(w, r)
	return w
}

// page returns a page that everyone may read.
func (g *stage) page(t testing.TB, path string) string {
	t.Helper()
	w := g.as(t, "public", path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.String()
}
