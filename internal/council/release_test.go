package council

import (
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/register"
)

func TestWhatIsReleasedWhenAndByWhom(t *testing.T) {
	d := newChancery(t)
	sg := d.must("secretariat", &Record{Facts: mandate("sg", access.SideSecretariat, access.AsOfficer)})
	kz := d.must2("secretariat", sg, &Record{Facts: mandate("kz", "member:kz", access.AsHead)})

	record := func(a access.Audience, f Facts) ID { return d.must2("secretariat", sg, &Record{Audience: a, Facts: f}) }
	session := record("", &Session{Body: "heads", Type: "ordinary", Title: en("s"), Presides: "kz"})
	draft := record(access.Members, &Decision{Session: session, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")})
	note := func(a access.Audience, about ID) ID {
		return record(a, &Claim{About: about, Question: "q", Asked: en("a"), Value: en("v"), By: en("b")})
	}
	text := func(a access.Audience, about ID) ID {
		events, err := d.order(Order{By: access.Actor{Role: access.Secretariat}, Mandate: sg, Texts: map[string]int{"h": 1},
			Command: &Record{Audience: a, Facts: &Text{About: about, Lang: "en", Title: en("t"), Media: "text/plain", Hash: "h", Size: 1}}})
		if err != nil {
			t.Fatal(err)
		}
		return events[0].Subject
	}
	beside, circle := text(access.Members, draft), record("", &Circle{Name: en("c"), Mandates: []ID{kz}})
	few := access.OfCircle(string(circle))
	desk, under, inCircle, body := note(access.OfSecretariat, session), note(access.Members, draft), note(few, session), note("body:heads", session)
	kept := text(access.OfSecretariat, draft)
	for _, tt := range []struct {
		name, by string
		m        ID
		cmd      Command
		want     []Code
	}{
		{"what belongs to what is closed", "secretariat", sg, &Release{Thing: under, To: access.Public}, []Code{CodeWider}},
		{"by whom the charter does not name", "chair:kz", kz, &Release{Thing: draft, To: access.Public}, []Code{CodeNotYours}},
		{"to fewer", "secretariat", sg, &Release{Thing: draft, To: access.OfSecretariat}, []Code{CodeNarrower}},
		{"to the same", "secretariat", sg, &Release{Thing: draft, To: access.Members}, []Code{CodeNarrower}},
		{"to nobody", "secretariat", sg, &Release{Thing: draft}, []Code{CodeForm}},
		{"to a circle of none", "secretariat", sg, &Release{Thing: desk, To: "circle:0123456789abc"}, []Code{CodeNoSuch}},
		{"in matters of another body", "secretariat", sg, &Release{Thing: body, To: access.Public}, []Code{CodeNoRelease}},
		{"what the chair may not read", "chair:kz", kz, &Release{Thing: desk, To: access.Members}, []Code{CodeNoSuch}},
		{"by the clock, which nothing asks", "clock", "", &Release{Thing: draft, To: access.Public}, []Code{CodeNoRelease}},
		{"by the clock, too early", "clock", "", &Release{Thing: inCircle, To: access.Public}, []Code{CodeTooEarly}},
		{"an embargo until a day", "secretariat", sg, &SetEmbargo{Thing: draft, To: access.Public, Until: on("2019-11-30")}, []Code{CodeInstant}},
		{"an embargo until before", "secretariat", sg, &SetEmbargo{Thing: draft, To: access.Public, Until: on("2019-11-01T00:00:00Z")}, []Code{CodeForm}},
		{"a text to those of a circle", "secretariat", sg, &Release{Thing: kept, To: few}, nil},
		{"the draft, whose text is for fewer", "secretariat", sg, &Release{Thing: draft, To: access.Public}, []Code{CodeWider}},
		{"an embargo", "secretariat", sg, &SetEmbargo{Thing: desk, To: few, Until: on("2019-11-30T00:00:00Z")}, nil},
		{"before the embargo is over", "secretariat", sg, &Release{Thing: desk, To: few}, []Code{CodeTooEarly}},
	} {
		if _, err := d.under(tt.by, tt.m, tt.cmd); !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	// Of the draft without its text that is for fewer.
	other := record(access.Members, &Decision{Session: session, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")})
	mine := text(access.Members, other)
	before, entry := d.state.Size, Event{Subject: other, Audience: access.Members}
	events, err := d.under("secretariat", sg, &Release{Thing: other, To: access.Public, Reason: en("r")})
	if err != nil || len(events) != 2 || events[1].Subject != mine || events[0].Rule != "release:open" {
		t.Fatalf("%v %v", events, err)
	}
	for place, want := range map[int64]access.Audience{int64(before) - 1: access.Public, int64(before): access.Members} {
		if got := d.state.AudienceOf(entry, register.Place(place)); got != want {
			t.Errorf("an entry at %d is for %s, want %s", place, got, want)
		}
	}
	if got := d.state.AudienceOf(Event{Subject: beside, Audience: access.Members}, 3); got != access.Members {
		t.Error(got)
	}
	if b := d.state.things[beside]; b.Audience != access.Members {
		t.Error("a text of another draft was released")
	}
	// Everything that time opens.
	opened := 0
	d.given = d.given.AddDate(0, 0, 3)
	for {
		e, ok := d.state.NextExpiry()
		if !ok || e.At.After(d.given) {
			break
		}
		events, err := d.give("clock", e.Command)
		if err != nil {
			t.Fatal(err)
		}
		if opened++; !strings.HasPrefix(events[0].Rule, "release:") {
			t.Errorf("by %s", events[0].Rule)
		}
	}
	if opened < 3 || d.state.things[inCircle].Audience != access.Public || d.state.things[desk].Audience != access.Public {
		t.Errorf("%d opened, the note for %s, that of the desk for %s", opened, d.state.things[inCircle].Audience, d.state.things[desk].Audience)
	}
	if body := d.state.things[body]; body.Audience != "body:heads" {
		t.Error(body.Audience)
	}
}
