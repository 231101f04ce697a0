package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/line"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
	"chancery.example/chancery/register"
)

// matrixBase is where the sites of the matrix are said to be.
const matrixBase = "http://localhost:8080"

// A seer is a row of actors: who is signed in as what.
type seer struct {
	name   string
	person *account.Person // nil: nobody is signed in
	class  access.Class
	cookie string
	sees   []bool // the secrets, in their order
}

// much is how many secrets a reader may read.
func (r *seer) much() (n int) {
	for _, sees := range r.sees {
		if sees {
			n++
		}
	}
	return n
}

// A matrix is the site of a world as serve mounts it, beside those that each class
// of readers could make of what it may read.
type matrix struct {
	*matrixWorld
	door     *door.Door
	site     http.Handler
	patterns []string // of every address of the site
	readers  []*seer
	mirrors  map[access.Class]*keeping      // by whose they are
	sites    map[access.Class]http.Handler  // of the mirrors
	plant    func(*keeping, *http.ServeMux) // what a test adds to each site; nil: nothing
	byName   map[string]int                 // secrets by their canaries, ids and hashes
	tokens   map[string]string              // of programs, by the cookie of whoever made it
	places   [][]register.Place             // of the entries about each secret
	kinds    map[string]map[string]bool     // at which addresses there is something, by the noun of a secret
	asks     int
}

func newMatrix(t *testing.T, w *matrixWorld) *matrix {
	t.Helper()
	m := &matrix{matrixWorld: w, mirrors: map[access.Class]*keeping{}, sites: map[access.Class]http.Handler{}, byName: map[string]int{}, kinds: map[string]map[string]bool{}, tokens: map[string]string{}}
	d, shut, err := w.k.door(t.Context(), matrixBase, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := shut(); err != nil {
			t.Error(err)
		}
	})
	m.door = d
	for i, x := range w.secrets {
		m.byName[x.canary], m.byName[string(x.id)] = i, i
		if x.hash != "" {
			m.byName[x.hash] = i
		}
	}
	m.findPlaces()
	m.admitReaders()
	var mux *http.ServeMux
	m.site, mux = m.open(w.k)
	m.patterns = patternsOf(t, mux)
	return m
}

// open mounts a site as serve does, with a checkpoint of all that is recorded.
func (m *matrix) open(k *keeping) (h http.Handler, table *http.ServeMux) {
	m.t.Helper()
	if _, err := k.depositary.Sign(m.t.Context()); err != nil {
		m.t.Fatal(err)
	}
	var late atomic.Int64 // nobody asks too often: each question is a second later
	k.clock = func() time.Time { return time.Unix(late.Add(1), 0) }
	h, err := k.site(line.Line{Base: matrixBase}, m.door, func(mux *http.ServeMux) {
		table = mux
		if m.plant != nil {
			m.plant(k, mux)
		}
	})
	if err != nil {
		m.t.Fatal(err)
	}
	return h, table
}

// patternsOf lists what is registered in a table, whoever did it. The table does not
// say; its index, by which it finds patterns that conflict, has them all.
func patternsOf(t *testing.T, mux *http.ServeMux) (all []string) {
	t.Helper()
	index := reflect.ValueOf(mux).Elem().FieldByName("index")
	add := func(list reflect.Value) {
		for i := range list.Len() {
			all = append(all, list.Index(i).Elem().FieldByName("str").String())
		}
	}
	add(index.FieldByName("multis"))
	for entries := index.FieldByName("segments").MapRange(); entries.Next(); {
		add(entries.Value())
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) < 100 || !slices.Contains(all, "GET /healthz") {
		t.Fatalf("the table has another form: %q", all)
	}
	return all
}

// with is the same matrix over sites to which something was added.
func (m *matrix) with(plant func(*keeping, *http.ServeMux)) *matrix {
	m.t.Helper()
	p := *m
	p.plant, p.sites = plant, map[access.Class]http.Handler{}
	var mux *http.ServeMux
	p.site, mux = p.open(m.k)
	p.patterns = patternsOf(m.t, mux)
	return &p
}

// findPlaces finds the entries about each secret.
func (m *matrix) findPlaces() {
	m.places = make([][]register.Place, len(m.secrets))
	for row, err := range m.k.store.Rows(m.t.Context(), 0, m.k.size()) {
		if err != nil {
			m.t.Fatal(err)
		}
		c, err := register.ParseContent(row.Content)
		if err != nil {
			m.t.Fatal(err)
		}
		subject, _ := c.Field(register.FieldSubject)
		if i, ok := m.byName[string(subject)]; ok {
			m.places[i] = append(m.places[i], row.Place)
		}
	}
}

// admitReaders signs in one reader of every class that there is, and those who read
// as a stranger does although they are signed in.
func (m *matrix) admitReaders() {
	m.t.Helper()
	now := time.Now()
	m.readers = []*seer{{name: "public", class: access.PublicClass}}
	add := func(name string, c access.Class, as ...account.Capacity) {
		id := fmt.Sprintf("seer-%d", len(m.readers))
		m.readers = append(m.readers, &seer{name: name, class: c, person: &account.Person{ID: id, Name: "Reader", Capacities: as}})
	}
	add("account", access.PublicClass)
	add("over", access.PublicClass, account.Capacity{Actor: "member:kz", Mandate: string(m.people["over"])})
	add("chair", "member:kg", account.Capacity{Actor: "chair:kg"})
	m.k.secretariat.Read(func(s *council.State) {
		seen := map[access.Class]bool{access.PublicClass: true}
		actors := []access.Actor{{Role: access.Secretariat}}
		for _, id := range s.Charter.Precedence() {
			actors = append(actors, access.Actor{Role: access.Delegate, Member: id})
		}
		for _, a := range actors {
			if c := access.ClassOf(a); !seen[c] {
				seen[c] = true
				add(string(c), c, account.Capacity{Actor: a.String()})
			}
		}
		for _, t := range s.All(council.NounMandate) {
			f := t.Facts.(*council.Mandate)
			for _, a := range access.Actors(f.For, f.Capacity) {
				if c := s.ClassUnder(a, t.ID, now); !seen[c] {
					seen[c] = true
					add(string(c), c, account.Capacity{Actor: a.String(), Mandate: string(t.ID)})
				}
			}
		}
		for _, r := range m.readers {
			for _, x := range m.secrets {
				r.sees = append(r.sees, access.MaySee(r.class, x.audience, s))
			}
		}
	})
	slices.SortStableFunc(m.readers, func(a, b *seer) int { return b.much() - a.much() }) // a page kept for one is then asked for by who may not
	for _, r := range m.readers {
		if r.person != nil {
			once := *r.person
			once.ID += "-once"
			if err := errors.Join(m.door.Admit(m.t.Context(), *r.person), m.door.Admit(m.t.Context(), once)); err != nil {
				m.t.Fatal(err)
			}
			r.cookie = m.signIn(r.person.ID)
			if len(r.person.Capacities) > 0 {
				token, err := m.door.NewToken(m.t.Context(), door.Pass{Session: r.cookie}, "matrix", council.Commands(), time.Hour)
				if err != nil {
					m.t.Fatal(err)
				}
				m.tokens[r.cookie] = token
			}
		}
	}
	if _, err := m.do(&council.EndMandate{Mandate: m.people["over"], At: when(m.t, now.UTC().Format(time.RFC3339))}, m.giver("kz")); err != nil {
		m.t.Fatal(err)
	}
}

// signIn begins a session of a person.
func (m *matrix) signIn(person string) string {
	m.t.Helper()
	link, _, err := m.door.NewLink(m.t.Context(), person, account.OpenLink, 0)
	if err != nil {
		m.t.Fatal(err)
	}
	e, err := m.door.Enter(m.t.Context(), link, "", "matrix")
	if err != nil {
		m.t.Fatalf("%s: %v", person, err)
	}
	return e.Session
}

// mirror is the site that a class could make of what it may read: the same register,
// and of each entry's content, and of the texts, what is for the class. To it, what
// is not for the class was never recorded.
func (m *matrix) mirror(c access.Class) http.Handler {
	m.t.Helper()
	if h, ok := m.sites[c]; ok {
		return h
	}
	if m.mirrors[c] == nil {
		m.mirrors[c] = m.keep(c)
	}
	m.sites[c], _ = m.open(m.mirrors[c])
	return m.sites[c]
}

// keep makes the data directory of a mirror.
func (m *matrix) keep(c access.Class) *keeping {
	m.t.Helper()
	dir := filepath.Join(m.t.TempDir(), "data")
	st, err := store.Create(m.t.Context(), dir)
	if err != nil {
		m.t.Fatal(err)
	}
	if _, err := st.Append(m.t.Context(), m.held(c)); err != nil {
		m.t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		m.t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(m.k.dir, depositary.KeyFile))
	if err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, depositary.KeyFile), key, 0o600); err != nil {
		m.t.Fatal(err)
	}
	k, err := open(m.t.Context(), dir, secretariat.Door{})
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() {
		if err := k.close(context.WithoutCancel(m.t.Context())); err != nil {
			m.t.Log(err)
		}
	})
	return k
}

// held is the register as a class may hold it.
func (m *matrix) held(c access.Class) (b store.Batch) {
	ctx := m.t.Context()
	m.k.secretariat.Read(func(s *council.State) {
		for row, err := range m.k.store.Rows(ctx, 0, s.Size) {
			if err != nil {
				m.t.Fatal(err)
			}
			leaf, err := register.ParseLeaf(row.Leaf)
			if err != nil {
				m.t.Fatal(err)
			}
			content, err := register.ParseContent(row.Content)
			if err != nil {
				m.t.Fatal(err)
			}
			e, err := council.ReadEvent(content.Field)
			if err != nil {
				m.t.Fatal(err)
			}
			if !access.MaySee(c, s.AudienceOf(e, row.Place), s) {
				content = content.Disclose()
			} else {
				b.Texts = append(b.Texts, m.textsOf(e)...)
			}
			b.Entries = append(b.Entries, store.Entry{Leaf: leaf, Content: content})
		}
	})
	return b
}

func (m *matrix) textsOf(e council.Event) (all []store.Text) {
	for _, hash := range e.Texts {
		text, err := m.k.log.Text(m.t.Context(), hash)
		if err != nil {
			m.t.Fatal(err)
		}
		all = append(all, store.Text{Hash: hashOf(m.t, hash), Bytes: text})
	}
	return all
}

func hashOf(t *testing.T, text string) [32]byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != 32 {
		t.Fatal(text, err)
	}
	return [32]byte(b)
}

// An answer is everything that somebody who asks is sent.
type answer struct {
	code int
	text string // status, headers and body
}

// chance is what an answer holds that is new each time: the name of an order, the
// challenge of an authenticator, the token of a session, what a machine is busy with.
var chance = regexp.MustCompile(`name="_key" value="[^"]*"|data-options="[^"]*"|Set-Cookie: [^\n]*|(?m:^(?:# HELP |# TYPE )?(?:go|process|promhttp)_.*$)`)

// lucky finds most answers to hold nothing of the kind, and soon.
var lucky = regexp.MustCompile(`name="_key"|data-options=|Set-Cookie|go_info`)

// ask asks a site as a reader.
func (m *matrix) ask(h http.Handler, cookie string, a address) answer {
	m.asks++
	r := httptest.NewRequest(a.method, a.path, strings.NewReader(a.body))
	r.RemoteAddr = "" // and nobody's tries to sign in are counted together
	if a.media != "" {
		r.Header.Set("Content-Type", a.media)
	}
	if token := m.tokens[cookie]; token != "" && strings.HasPrefix(a.path, "/api/") {
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Idempotency-Key", "matrix")
	} else if cookie != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-chancery", Value: cookie})
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d\n", w.Code)
	if err := w.Result().Header.Write(&b); err != nil {
		m.t.Fatal(err)
	}
	b.WriteString("\n")
	b.Write(w.Body.Bytes())
	text := b.String()
	if lucky.MatchString(text) {
		text = chance.ReplaceAllString(text, "(chance)")
	}
	return answer{w.Code, text}
}
