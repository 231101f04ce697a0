package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/words"
)

// The kinds of things that the matrix adds to those of audiences: one whose release
// is set for later, and one that was released to everybody.
const (
	embargoed = "embargoed"
	released  = "released"
)

// A secret is a thing that was recorded for some. Its canary stands in every text of
// it, and nowhere else.
type secret struct {
	id       council.ID
	noun     council.Noun
	kind     string // of its audience, or one of the two above
	audience access.Audience
	canary   string
	hash     string // of its text, where it is one
}

// A matrixWorld is the worked example with a secret of every noun for every kind of
// audience, in a data directory of its own.
type matrixWorld struct {
	t       *testing.T
	k       *keeping
	secrets []secret
	reasons map[string]string     // why there is none, by noun and kind
	people  map[string]council.ID // mandates, by what the matrix calls them
	names   map[string]council.ID // of the example
	texts   map[string][]byte     // of the secrets, by hash
	spare   council.ID            // of a public draft that amends an act, and has no amendment
	takes   map[string]bool       // whether the council takes a canary, by the path of a text in a command
}

// newMatrixWorld plays the example and records the secrets.
func newMatrixWorld(t *testing.T) *matrixWorld {
	t.Helper()
	c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range charter.AudienceKinds() {
		if from != "public" && from != "members" {
			c.Releases = append(c.Releases, charter.Release{ID: from + "-open", From: from, To: "public", By: []string{"secretariat", "member"}})
		}
	}
	w := &matrixWorld{t: t, reasons: map[string]string{}, people: map[string]council.ID{}, texts: map[string][]byte{}, takes: map[string]bool{}}
	door := secretariat.Door{Random: rand.NewChaCha8([32]byte{5})}
	if w.k, err = create(t.Context(), filepath.Join(t.TempDir(), "data"), *c, door); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.k.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	w.play()
	w.admit()
	w.draft()
	first := []council.Noun{council.NounAct, council.NounDecision}
	for _, n := range append(first, slices.DeleteFunc(council.Nouns(), func(n council.Noun) bool { return slices.Contains(first, n) })...) {
		for _, kind := range secretKinds() {
			w.hide(n, kind)
		}
	}
	for _, x := range w.secrets {
		w.happen(x)
	}
	return w
}

func (w *matrixWorld) play() {
	w.t.Helper()
	p := &secretariat.Player{Do: w.k.secretariat.Do}
	for _, name := range bishkek2019.Plays() {
		steps, err := secretariat.ParsePlay(name, bishkek2019.Play(name))
		if err != nil {
			w.t.Fatal(err)
		}
		for _, step := range steps {
			if _, err := p.Play(w.t.Context(), step); err != nil {
				w.t.Fatalf("%s: %v", step.Where, err)
			}
		}
	}
	w.names = maps.Clone(p.Names)
}

// secretKinds are the columns of the matrix: every kind of audience but that of
// everybody, and the two that change.
func secretKinds() []string {
	kinds := slices.DeleteFunc(charter.AudienceKinds(), func(kind string) bool { return kind == "public" })
	return append(kinds, embargoed, released)
}

// audience is the audience of a kind in this world.
func (w *matrixWorld) audience(kind string) access.Audience {
	switch kind {
	case "delegation":
		return access.OfDelegation("kz")
	case "circle":
		return access.OfCircle(string(w.people["circle"]))
	case "sitting":
		return access.OfSitting(string(w.names["narrow"]))
	case "body":
		return access.OfTheBody("cdm")
	case "secretariat", embargoed:
		return access.OfSecretariat
	case "members", released:
		return access.Members
	}
	w.t.Fatalf("audiences of the kind %q have no column in the matrix", kind)
	return ""
}

// admit gives the mandates and forms the circle that tell readers apart.
func (w *matrixWorld) admit() {
	give := func(name, person string, side access.Side, as access.Capacity, bodies ...string) {
		f := &council.Mandate{Person: person, Name: words.Text{"en": "Person " + person, "ru": "Лицо " + person}, For: side, Capacity: as, Bodies: bodies, Source: "letter"}
		f.From = when(w.t, "2019-01-01")
		by := officer
		if m, ok := side.Member(); ok {
			by = w.giver(m)
		}
		r, err := w.do(&council.Record{Facts: f}, by)
		if err != nil {
			w.t.Fatalf("the mandate %s: %v", name, err)
		}
		w.people[name] = r.IDs[0]
	}
	give("defence", "m-defence", access.SideOf("kz"), access.AsDelegate, "cdm")
	give("foreign", "m-foreign", access.SideOf("kz"), access.AsDelegate, "cfm")
	give("inside", "m-inside", access.SideOf("am"), access.AsDelegate)
	give("over", "m-over", access.SideOf("kz"), access.AsDelegate)
	give("officer", "m-officer", access.SideOfBody("cdm"), access.AsOfficer)
	give("other", "m-other", access.SideOfBody("cfm"), access.AsOfficer)
	give("keeper", "m-keeper", access.SideSecretariat, access.AsOfficer)
	w.people["circle"] = w.must(&council.Record{Audience: access.Public, Facts: &council.Circle{Name: words.Text{"en": "Five", "ru": "Пять"}, People: []string{"m-inside"}}}).IDs[0]
}

// giver gives and ends the mandates of a member: the secretariat, unless the member
// has an administrator.
func (w *matrixWorld) giver(m procedure.Member) access.Actor {
	by := officer
	w.k.secretariat.Read(func(s *council.State) {
		for _, t := range s.All(council.NounMandate) {
			f := t.Facts.(*council.Mandate)
			if f.For == access.SideOf(m) && f.Capacity == access.AsAdministrator && t.InForce(time.Now()) {
				by = access.Actor{Role: access.Delegate, Member: m}
			}
		}
	})
	return by
}

func when(t *testing.T, text string) calendar.When {
	t.Helper()
	at, err := calendar.ParseWhen(text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// do gives a command of the secretariat.
func (w *matrixWorld) do(c council.Command, by access.Actor, texts ...[]byte) (secretariat.Receipt, error) {
	return w.k.secretariat.Do(w.t.Context(), secretariat.Order{By: by, Own: true, Command: c, Texts: texts})
}

func (w *matrixWorld) must(c council.Command, texts ...[]byte) secretariat.Receipt {
	w.t.Helper()
	r, err := w.do(c, officer, texts...)
	if err != nil {
		w.t.Fatalf("%s: %v", council.Name(c), err)
	}
	return r
}

// hide records a secret of a noun for a kind of audience: what the example has of
// the noun, with the canary in every text.
func (w *matrixWorld) hide(n council.Noun, kind string) {
	w.t.Helper()
	x := secret{noun: n, kind: kind, audience: w.audience(kind), canary: fmt.Sprintf("Canary%04dx", len(w.secrets)+1)}
	c, texts, err := w.facts(&x)
	if err == nil {
		var r secretariat.Receipt
		if r, err = w.do(c, officer, texts...); err == nil {
			x.id = r.IDs[0]
		}
	}
	if err == nil {
		switch kind {
		case embargoed:
			if x.noun == council.NounText || x.noun == council.NounAmendment {
				break // it is beside what has one
			}
			_, err = w.do(&council.SetEmbargo{Thing: x.id, To: access.Public, Until: when(w.t, "2999-01-01T00:00:00Z")}, officer)
		case released:
			_, err = w.do(&council.Release{Thing: x.id, To: access.Public, Reason: words.Text{"en": x.canary, "ru": x.canary}}, officer)
			x.audience = access.Public
		}
	}
	if err != nil {
		w.reasons[string(n)+" "+kind] = err.Error()
		return
	}
	w.secrets = append(w.secrets, x)
}

// draft submits one more public draft that amends an act, which has no amendment.
func (w *matrixWorld) draft() {
	var c council.Command
	w.k.secretariat.Read(func(s *council.State) {
		for _, t := range s.All(council.NounDecision) {
			if f := *t.Facts.(*council.Decision); len(f.Amends) > 0 && c == nil {
				f.Order, f.Item = 0, ""
				c = &council.Record{Facts: &f}
			}
		}
	})
	w.spare = w.must(c).IDs[0]
}

// happen lets things happen to a secret that leave texts of their own behind.
func (w *matrixWorld) happen(x secret) {
	w.t.Helper()
	said := words.Text{"en": x.canary + "n", "ru": x.canary + "n"}
	kz := access.Actor{Role: access.Delegate, Member: "kz"}
	switch x.noun {
	case council.NounDecision:
		if w.sees("member:kz", x) {
			for _, c := range []council.Command{
				&council.TakeStance{Decision: x.id, Stance: procedure.For, Note: said},
				&council.PlaceStatement{Decision: x.id, Kind: council.StatementKinds()[0], Text: said},
			} {
				if _, err := w.do(c, kz); err != nil {
					w.t.Errorf("%s of a decision for %s: %v", council.Name(c), x.kind, err)
				}
			}
		}
		if w.sees(access.SecretariatClass, x) {
			w.must(&council.CloseCase{Decision: x.id, Outcome: "returned", Why: said, At: when(w.t, "2019-11-28")})
		}
	case council.NounMandate:
		if w.sees(access.SecretariatClass, x) {
			w.must(&council.EndMandate{Mandate: x.id, At: when(w.t, time.Now().UTC().Format(time.RFC3339)), Reason: said})
		}
	}
}

// sees reports whether a class may read a secret.
func (w *matrixWorld) sees(c access.Class, x secret) (ok bool) {
	w.k.secretariat.Read(func(s *council.State) { ok = access.MaySee(c, x.audience, s) })
	return ok
}

// facts are those of a secret: of the first thing of the noun that could be recorded
// again for its audience.
func (w *matrixWorld) facts(x *secret) (c council.Command, texts [][]byte, err error) {
	err = errors.New("the example has nothing of the kind")
	w.k.secretariat.Read(func(s *council.State) {
		all := append(slices.Clone(s.All(x.noun)), invented(x.noun, s)...)
		for _, t := range all {
			d, draft := t.Facts.(*council.Decision)
			if t.Audience != access.Public || draft && len(d.Amends) == 0 {
				continue
			}
			if c, texts, err = w.spoilt(s, t, x); err == nil {
				return
			}
		}
	})
	return c, texts, err
}

// spoilt is the command that records a thing again, with the canary wherever the
// council takes it.
func (w *matrixWorld) spoilt(s *council.State, t *council.Thing, x *secret) (council.Command, [][]byte, error) {
	b, err := council.FormatCommand(&council.Record{Audience: x.audience, Facts: t.Facts})
	if err != nil {
		return nil, nil, err
	}
	name := council.Name(&council.Record{Facts: t.Facts})
	var body map[string]any
	if err := json.Unmarshal(b, &body); err != nil {
		return nil, nil, err
	}
	texts := w.dress(s, x, body)
	try := func() (council.Command, error) {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		c, err := council.ParseCommand(name, b)
		if err != nil {
			return nil, err
		}
		o := council.Order{By: officer, Given: time.Now().UTC().Truncate(time.Second), IDs: []council.ID{council.NewID(math.MaxUint64 >> 1)}, Texts: map[string]int{}, Command: c}
		for _, text := range texts {
			o.Texts[x.hash] = len(text)
		}
		o.Mandate = s.MandateFor(o)
		_, err = council.Decide(s, o)
		return c, err
	}
	if _, err := try(); err != nil {
		return nil, nil, err
	}
	n := 0
	each(body, name, func(path, was string, set func(string)) {
		n++
		key := path
		takes, known := w.takes[key]
		if known && !takes {
			return
		}
		set(x.canary + strconv.Itoa(n))
		if known {
			return
		}
		_, err := try()
		if err != nil {
			set(was)
		}
		w.takes[key] = err == nil
	})
	c, err := try()
	return c, texts, err
}

// dress puts into a command what only secrets have: a text of its own, and that it is
// beside what the same readers alone know of.
func (w *matrixWorld) dress(s *council.State, x *secret, body map[string]any) (texts [][]byte) {
	if x.noun == council.NounText {
		text := []byte("1. " + x.canary + "\n")
		sum := sha256.Sum256(text)
		x.hash = hex.EncodeToString(sum[:])
		body["hash"], body["size"], body["media"] = x.hash, len(text), "text/plain"
		texts, w.texts[x.hash] = append(texts, text), text
		if about := w.beside(s, council.NounAct, x.kind); about != "" {
			body["about"] = about
		}
	}
	if x.noun == council.NounAmendment {
		decision := cmp.Or(w.beside(s, council.NounDecision, x.kind), w.spare)
		d, _ := s.Thing(decision)
		body["decision"], body["act"] = decision, d.Facts.(*council.Decision).Amends[0]
		delete(body, "text")
		for _, op := range body["operations"].([]any) {
			delete(op.(map[string]any), "source")
		}
	}
	return texts
}

// beside is the secret of a noun for the same readers, so that texts and amendments
// are of what nobody else reads; empty: it is not there, or not for the secretariat.
func (w *matrixWorld) beside(s *council.State, n council.Noun, kind string) council.ID {
	for _, y := range w.secrets {
		if y.noun == n && y.kind == kind && access.MaySee(access.SecretariatClass, y.audience, s) {
			return y.id
		}
	}
	return ""
}
