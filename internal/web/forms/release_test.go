package forms

import (
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
	"chancery.example/chancery/internal/reading/foresee"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

func TestBeforeAReleaseThoseWhoWillReadAreNamed(t *testing.T) {
	c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		t.Fatal(err)
	}
	c.Releases = append(c.Releases, charter.Release{ID: "share", From: "secretariat", To: "members", By: []string{"secretariat"}})
	state, at := council.NewState(), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tell := func(id council.ID, a access.Audience, b council.Body, typ string) {
		state.Apply(council.Event{Type: typ, Subject: id, Audience: a, Cause: -1, Body: b}, state.Size, at)
	}
	tell("", access.Public, &council.CharterEstablished{Charter: *c}, "charter-established.v1")
	day, _ := calendar.ParseWhen("2026-01-01")
	for n, person := range []struct {
		name string
		side access.Side
	}{{"Aru", "member:kz"}, {"Secretary", access.SideSecretariat}} {
		as := access.AsHead
		f := &council.Mandate{Person: "p", Name: words.Text{"en": person.name}, For: person.side, Capacity: as, From: day, Source: "letter"}
		tell(council.NewID(uint64(n+1)), access.Public, &council.Recorded{Facts: f}, "recorded.v1")
	}
	paper := council.NewID(9)
	tell(paper, access.OfSecretariat, &council.Recorded{Facts: &council.Act{Type: "plan", Title: words.Text{"en": "Plan"}}}, "recorded.v1")
	book, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	tongue, _ := book.In("en")
	room := reading.Enter(state, access.SecretariatClass)
	d := &Desk{Paper: &pages.Paper{Tongue: tongue, Org: room.Organisation(), All: room.Members()}, Room: foresee.From(room)}
	for to, want := range map[access.Audience]string{access.Members: "cannot read it now: Aru.", access.Public: "Everyone"} {
		who := strings.Join(d.Preview([]foresee.Foreseen{{Type: "thing-released.v1", Audience: to, About: reading.Ref{ID: paper, Title: words.Text{"en": "Plan"}}}}).Who, " ")
		if !strings.Contains(who, want) || strings.Contains(who, "Secretary") || to == access.Public && strings.Contains(who, "Aru") {
			t.Errorf("released to %s: %s", to, who)
		}
	}
}
