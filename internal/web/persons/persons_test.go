package persons

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// A hall is a council with its charter and what a test tells it.
type hall struct {
	*testing.T
	state *council.State
	book  *locale.Book
	n     uint64
}

// noon is when everything in these tests is looked at.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *hall {
	t.Helper()
	c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	book, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{T: t, state: council.NewState(), book: book}
	h.apply(council.Event{Type: "charter-established.v1", Audience: access.Public, Body: &council.CharterEstablished{Charter: *c}})
	return h
}

func (h *hall) apply(e council.Event) {
	h.Helper()
	e.Cause = -1
	h.state.Apply(e, h.state.Size, noon.Add(-time.Hour))
}

// tell records a fact for an audience.
func (h *hall) tell(a access.Audience, f council.Facts) council.ID {
	h.Helper()
	h.n++
	id := council.NewID(h.n)
	h.apply(council.Event{Type: "recorded.v1", Subject: id, Audience: a, Body: &council.Recorded{Facts: f}})
	return id
}

// mandate gives a mandate.
func (h *hall) mandate(a access.Audience, person string, side access.Side, as access.Capacity, to string) council.ID {
	h.Helper()
	f := &council.Mandate{Person: person, Name: name(person), For: side, Capacity: as, Source: "letter"}
	f.From, _ = calendar.ParseWhen("2025-01-01")
	f.To, _ = calendar.ParseWhen(to)
	return h.tell(a, f)
}

func name(s string) words.Text {
	return words.Text{"en": strings.ToUpper(s[:1]) + s[1:], "ru": "Имя-" + s}
}

// see makes a page for a class.
func (h *hall) see(c access.Class, lang words.Lang, id string, make func(pages.Ask) (pages.Leaf, error)) (string, pages.Leaf, error) {
	h.Helper()
	room := reading.Enter(h.state, c)
	tongue, _ := h.book.In(lang)
	leaf, err := make(pages.Ask{Paper: &pages.Paper{Tongue: tongue, Org: room.Organisation(), All: room.Members()}, Room: room, ID: id, Now: noon})
	if err != nil {
		return "", leaf, err
	}
	return written(h.T, leaf.Body), leaf, nil
}

func written(t *testing.T, c pages.Cell) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return spaced(b.String())
}

// spaced is a text whose spaces are all plain.
func spaced(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestADelegationIsShownWithItsDatesAndWhoAdministersIt(t *testing.T) {
	h := open(t)
	h.mandate(access.Public, "head", "member:kz", access.AsHead, "2026-12-31")
	h.mandate(access.Public, "gone", "member:kz", access.AsAlternate, "2025-12-31")
	h.mandate(access.OfDelegation("kz"), "helper", "member:kz", access.AsAdministrator, "")
	own, leaf, err := h.see("member:kz", "en", "kz", delegation)
	if err != nil || !leaf.More {
		t.Fatal(leaf, err)
	}
	for _, want := range []string{"Head", "head of delegation", "31 December 2026", "Gone", "no longer in force", "Helper gives and ends the mandates"} {
		if !strings.Contains(own, want) {
			t.Errorf("the delegation is not shown %q:\n%s", want, own)
		}
	}
	public, leaf, err := h.see(access.PublicClass, "en", "kz", delegation)
	if err != nil || leaf.More || strings.Contains(public, "Helper") || !strings.Contains(public, "No administrator is in force that you may know of") {
		t.Errorf("%v %v %s", leaf.More, err, public)
	}
}

func TestWhatMayNotBeReadIsAnsweredAsWhatIsNotThere(t *testing.T) {
	h := open(t)
	hidden := h.mandate(access.OfDelegation("kz"), "helper", "member:kz", access.AsDelegate, "")
	for _, tt := range []struct {
		make      func(pages.Ask) (pages.Leaf, error)
		id, never string
	}{{person, "helper", "nobody"}, {mandate, string(hidden), "0123456789abc"}, {readers, string(hidden), "0123456789abc"}} {
		if _, _, err := h.see("member:kz", "ru", tt.id, tt.make); err != nil {
			t.Errorf("%s: %v", tt.id, err)
		}
		_, _, err := h.see("member:kg", "ru", tt.id, tt.make)
		_, _, absent := h.see("member:kg", "ru", tt.never, tt.make)
		a, ok := errors.AsType[*council.Refusal](err)
		b, ok2 := errors.AsType[*council.Refusal](absent)
		if !ok || !ok2 || a.Kind != council.Unknown || a.Kind != b.Kind || a.Faults[0].Code != b.Faults[0].Code || a.Faults[0].Field != b.Faults[0].Field {
			t.Errorf("%s: %v, and of nothing %v", tt.id, err, absent)
		}
	}
	for _, make := range []func(pages.Ask) (pages.Leaf, error){people, mandates} {
		body, leaf, err := h.see("member:kg", "ru", "", make)
		if err != nil || leaf.More || strings.Contains(body, "helper") {
			t.Errorf("%v: %s", err, body)
		}
	}
	if got := Paths(reading.Enter(h.state, access.PublicClass)); strings.Contains(strings.Join(got, " "), "helper") {
		t.Errorf("the site map has %v", got)
	}
}

func TestTheStripNamesWhoMayRead(t *testing.T) {
	h := open(t)
	h.mandate(access.Members, "head", "member:kz", access.AsHead, "")
	h.mandate(access.Members, "other", "member:kg", access.AsHead, "")
	en := words.Text{"en": "Readers of the draft"}
	circle := h.tell(access.Members, &council.Circle{Name: en, People: []string{"head"}})
	act := func(a access.Audience) council.ID {
		return h.tell(a, &council.Act{Type: "plan", Title: words.Text{"en": "Plan"}})
	}
	open, closed, few := act(access.Public), act(access.Members), act(access.OfCircle(string(circle)))
	own, body := act(access.OfDelegation("kz")), act(access.OfTheBody("csc"))
	within := access.MemberClass("kz").With(nil, []string{string(circle)})
	tongue, _ := h.book.In("en")
	strip := func(c access.Class, id council.ID) string {
		room := reading.Enter(h.state, c)
		x := Strip(&pages.Paper{Tongue: tongue, Org: room.Organisation(), All: room.Members()}, room, id)
		if x == nil {
			return ""
		}
		return written(t, x)
	}
	for _, tt := range []struct {
		class access.Class
		id    council.ID
		want  []string
		never []string
	}{
		{access.PublicClass, open, []string{"Everyone can read this", "/en/things/"}, []string{"Kazakhstan"}},
		{access.PublicClass, closed, nil, []string{"Kazakhstan", "readers"}},
		{access.PublicClass, "0123456789abc", nil, []string{"readers"}},
		{within, closed, []string{"The member states", "Kazakhstan", "Kyrgyzstan", "the secretariat"}, []string{"Head"}},
		{within, few, []string{"Readers of the draft", "Head", "the secretariat"}, []string{"Other", "Kyrgyzstan"}},
		{within, own, []string{"One delegation", "Kazakhstan"}, []string{"the secretariat", "Kyrgyzstan"}},
		{within, body, []string{"Who sits in: Collective Security Council", "Kazakhstan"}, []string{"Head"}},
		{"member:kg", few, nil, []string{"Head", "readers"}},
	} {
		got := strip(tt.class, tt.id)
		for _, w := range tt.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s, %s: no %q in %s", tt.class, tt.id, w, got)
			}
		}
		for _, w := range tt.never {
			if strings.Contains(got, w) {
				t.Errorf("%s, %s: %q in %s", tt.class, tt.id, w, got)
			}
		}
		if n := strings.Count(got, "Kazakhstan"); n > 1 {
			t.Errorf("%s, %s: a delegation is named %d times", tt.class, tt.id, n)
		}
	}
}

func TestAMandateIsSaidInWords(t *testing.T) {
	h := open(t)
	id := h.mandate(access.OfDelegation("kz"), "head", "member:kz", access.AsHead, "2026-12-31")
	for lang, want := range map[words.Lang]string{
		"en": "Head: head of delegation, for Kazakhstan, until 31 December 2026", "ru": "Имя-head: глава делегации, от: Казахстан, по 31 декабря 2026 года",
	} {
		tongue, _ := h.book.In(lang)
		for class, may := range map[access.Class]bool{"member:kz": true, "member:kg": false, access.SecretariatClass: false} {
			room := reading.Enter(h.state, class)
			l, ok := Mandate(&pages.Paper{Tongue: tongue, Org: room.Organisation(), All: room.Members()}, room, id)
			if ok != may || may && spaced(l.Text) != want {
				t.Errorf("%s, %s: %v %q, want %q", lang, class, ok, l.Text, want)
			}
		}
	}
}

func TestWhoCouldReadAThingAndWhatWasOpened(t *testing.T) {
	h := open(t)
	h.mandate(access.Members, "head", "member:kz", access.AsHead, "")
	id := h.tell(access.Members, &council.Act{Type: "plan", Title: words.Text{"en": "Plan"}})
	body, _, err := h.see("member:kz", "en", string(id), readers)
	if err != nil || !strings.Contains(body, "The member states") || !strings.Contains(body, ">Head</a>") || !strings.Contains(body, "Everyone would read it") {
		t.Fatalf("%v %s", err, body)
	}
	h.apply(council.Event{Type: "thing-released.v1", Subject: id, Audience: access.Public, Body: &council.Released{Thing: id, From: access.Members, To: access.Public, Reason: words.Text{"en": "It is time"}}})
	body, _, err = h.see(access.PublicClass, "en", string(id), readers)
	if err != nil || !strings.Contains(body, "Everyone can read this") || !strings.Contains(body, "It is time") || strings.Contains(body, "Head") {
		t.Errorf("%v %s", err, body)
	}
	body, _, err = h.see(access.PublicClass, "en", "", releases)
	if err != nil || !strings.Contains(body, "/en/acts/"+string(id)) || !strings.Contains(body, "It is time") || !strings.Contains(body, "By the secretariat") || !strings.Contains(body, "after 30 years") {
		t.Errorf("%v %s", err, body)
	}
}
