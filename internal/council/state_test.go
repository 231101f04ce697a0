package council

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

func TestIDs(t *testing.T) {
	for bits, want := range map[uint64]ID{0: "0000000000000", 31: "000000000000z", 1 << 63: "8000000000000", 1<<64 - 1: "fzzzzzzzzzzzz"} {
		if got := NewID(bits); got != want || !got.Valid() {
			t.Errorf("%x is %s", bits, got)
		}
	}
	for _, bad := range []ID{"", "000000000000", "00000000000000", "000000000000i", "000000000000A", "00000000000é"} {
		if bad.Valid() {
			t.Errorf("%q is an id", bad)
		}
	}
}

// An event that fits nothing is kept as odd, with whom it is for, and changes
// nothing else.
func TestWhatFitsNothingIsOdd(t *testing.T) {
	s := newScene(t)
	item := func() Body { return &Recorded{Facts: &Item{Session: s.session, Order: 2, Title: en("i")}} }
	for name, e := range map[string]Event{
		"an unknown type":                {Type: "rite.v1", Subject: s.item, Audience: access.Public},
		"nothing about a thing":          {Type: "item-placed.v1", Audience: access.Public, Body: item()},
		"another kind":                   {Type: "item-placed.v1", Subject: s.act, Audience: access.Public, Body: item()},
		"another audience":               {Type: "item-placed.v1", Subject: s.item, Audience: access.Members, Body: item()},
		"an audience that is none":       {Type: "item-placed.v1", Subject: NewID(99), Audience: "all", Body: item()},
		"a stance on what is not there":  {Type: "stance-taken.v1", Subject: NewID(99), Audience: access.Public, Body: &StanceTaken{}},
		"a stance on what is none":       {Type: "stance-taken.v1", Subject: s.item, Audience: access.Public, Body: &StanceTaken{}},
		"a stance on nothing":            {Type: "stance-taken.v1", Audience: access.Public, Body: &StanceTaken{}},
		"a second charter":               {Type: "charter-established.v1", Audience: access.Public, Body: &CharterEstablished{}},
		"a charter of a thing":           {Type: "charter-established.v1", Subject: s.item, Audience: access.Public, Body: &CharterEstablished{}},
		"a number of what is not there":  {Type: "number-given.v1", Subject: NewID(98), Audience: access.Public, Body: &NumberGiven{}},
		"a closing of what is not there": {Type: "case-closed.v1", Subject: NewID(98), Audience: access.Public, Body: &CaseClosed{}},
	} {
		ids := []ID{s.session, s.item, s.act, s.draft, NewID(98), NewID(99)}
		s.state.Odd, s.state.Size = nil, 50
		before := answers(s.state, ids)
		s.state.Apply(e, 50, s.given)
		if odd := s.state.Odd; len(odd) != 1 || odd[0] != (Odd{50, e.Audience}) || s.state.Size != 51 {
			t.Errorf("%s: odd %v, size %d", name, odd, s.state.Size)
		}
		s.state.Odd, s.state.Size, s.state.Time = nil, 50, s.given
		if after := answers(s.state, ids); after != before {
			t.Errorf("%s changes the state:\n%s\n%s", name, before, after)
		}
	}
	s.state.Skip(51, s.given)
	if s.state.Size != 52 || len(s.state.Odd) != 0 {
		t.Error("an entry whose content is not held is only counted")
	}
}

func TestChildrenKeepTheOrderOfRecordingThroughCorrections(t *testing.T) {
	d := newDesk(t)
	one := d.record("", &Session{Body: "heads", Type: "ordinary", Title: en("1")})
	two := d.record("", &Session{Body: "heads", Type: "ordinary", Title: en("2")})
	var items []ID
	for i := range 3 {
		items = append(items, d.record("", &Item{Session: one, Order: i + 1, Title: en("i")}))
	}
	order := func(parent ID) (ids []ID) {
		for _, t := range d.state.Children(parent) {
			ids = append(ids, t.ID)
		}
		return ids
	}
	move := func(id, to ID) {
		d.must("secretariat", &Record{Corrects: id, Reason: "moved", Facts: &Item{Session: to, Order: 1, Title: en("i")}})
	}
	move(items[1], two)
	if got := order(one); !slices.Equal(got, []ID{items[0], items[2]}) {
		t.Errorf("without the second: %v", got)
	}
	before := d.state.Size
	move(items[0], two)
	if got := order(two); !slices.Equal(got, items[:2]) {
		t.Errorf("moved in another order: %v", got)
	}
	// Both that it left and that it came to have changed.
	for _, id := range []ID{one, two, items[0]} {
		if got := d.state.Changed(string(id), access.PublicClass); got != before+1 {
			t.Errorf("%s changed at %d, want %d", id, got, before+1)
		}
	}
	if got := d.state.Changed(string(items[2]), access.PublicClass); got == before+1 {
		t.Error("what was not touched has changed")
	}
	thing, _ := d.state.Thing(items[0])
	if len(thing.Fixes.All()) != 1 || thing.Fixes.All()[0].Place != before || thing.Fixes.All()[0].Was().(*Item).Session != one || thing.String() != "item "+string(items[0]) {
		t.Errorf("%+v", thing.Fixes.All())
	}
	// A thing that is named twice is one child.
	act := d.record("", &Act{Type: "plan", Title: en("a")})
	d.record("", &Decision{Session: one, Form: "decision", Title: en("d"), Nature: "amend", Approves: []ID{act}, Amends: []ID{act, act}, At: on("2019-11-28")})
	if got := order(act); len(got) != 1 {
		t.Errorf("named three times: %v", got)
	}
}

func TestListsChangeForThoseWhoMayReadWhatChanged(t *testing.T) {
	s := newScene(t)
	place := s.state.Size
	claim := func(a access.Audience) register.Place {
		s.record(a, &Claim{About: s.session, Question: "q", Asked: en("a"), Value: en("v"), By: en("b")})
		return s.state.Size
	}
	members, closed, papers := claim(access.Members), claim(s.closed), claim(access.OfDelegation("kg"))
	for c, want := range map[access.Class]register.Place{
		access.PublicClass: place, "member:kz": closed, "member:kg": papers, "member:tm": place, "member:fr": place, access.SecretariatClass: closed,
	} {
		if got := s.state.Changed(string(NounClaim), c); got != want && !(got == 0 && want == place) {
			t.Errorf("claims changed for %s at %d, want %d", c, got, want)
		}
	}
	for c, want := range map[access.Class][]access.Audience{
		access.PublicClass: nil, "member:tm": nil, "member:kz": {access.Members, s.closed}, "member:kg": {access.OfDelegation("kg"), access.Members},
		access.SecretariatClass: {access.Members, s.closed},
	} {
		if got := s.state.Audiences(c); !slices.Equal(got, want) {
			t.Errorf("%s belongs to %v, want %v", c, got, want)
		}
	}
	if members >= closed {
		t.Error(members, closed)
	}
}

// Only an attendance that a member may read itself says that it took part.
func TestWhoTookPart(t *testing.T) {
	for audience, want := range map[access.Audience]bool{
		access.Public: true, access.Members: true, "itself": true, access.OfSecretariat: false,
	} {
		d := newDesk(t)
		session := d.record("", &Session{Body: "heads", Type: "ordinary", Title: en("s")})
		sitting := d.record("", &Sitting{Session: session, Order: 1, Format: "narrow", Name: en("n")})
		if audience == "itself" {
			audience = access.OfSitting(string(sitting))
		}
		d.record(audience, &Attendance{Session: session, Sittings: []ID{sitting}, People: []Person{{Name: en("p"), Member: "kz"}}})
		if got := d.state.TookPart("kz", string(sitting)); got != want || d.state.TookPart("kg", string(sitting)) {
			t.Errorf("attendance for %s: %v", audience, got)
		}
	}
}

func TestStatusesChangeTheElectorate(t *testing.T) {
	d := newDesk(t)
	status := func(m procedure.Member, s charter.Standing, from string) {
		d.record("", &Status{Member: m, Standing: s, Force: calendar.Span{From: on(from).Day()}})
	}
	if d.state.IsMember("tm") || d.state.IsMember("uz") || !d.state.IsMember("kz") {
		t.Error("who is a member by the charter")
	}
	status("tm", charter.FullMember, "2020-01-01")
	status("kg", charter.Suspended, "2020-06-01")
	for day, want := range map[string][]procedure.Member{
		"2019-12-31": {"kg", "kz"}, "2020-01-01": {"kg", "kz", "tm"}, "2020-06-01": {"kz", "tm"}, "2000-01-01": nil,
	} {
		if got := d.state.Electorate(on(day).Day()); !slices.Equal(got, want) {
			t.Errorf("%s: %v decide, want %v", day, got, want)
		}
	}
	if !d.state.IsMember("tm") || !d.state.IsMember("kg") || d.state.IsMember("fr") {
		t.Error("who is, or ever was, a member")
	}
	if got := d.state.Classes(); !slices.Equal(got, []access.Class{"public", "member:kg", "member:kz", "member:tm", "secretariat"}) {
		t.Errorf("classes %v", got)
	}
}

func TestARulingThatComesOutOtherwiseIsReported(t *testing.T) {
	s := newScene(t)
	if ds := s.state.Rejudge(); len(ds) != 0 {
		t.Errorf("%+v", ds)
	}
	thing, _ := s.state.Thing(s.adopted)
	if thing.Case.Outcome != procedure.AdoptedInLimitedFormat {
		t.Errorf("outcome %s", thing.Case.Outcome)
	}
	thing.Case.Ruling.Question.Stances["kg"] = procedure.Objects
	ds := s.state.Rejudge()
	if len(ds) != 1 || ds[0].Decision != s.adopted || ds[0].Now.Outcome != procedure.NotAdopted || ds[0].Recorded.Outcome != procedure.AdoptedInLimitedFormat {
		t.Errorf("%+v", ds)
	}
}
