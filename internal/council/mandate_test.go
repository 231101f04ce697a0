package council

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
)

// newChancery returns a council that asks for mandates and lets things be released.
func newChancery(t testing.TB) *desk {
	d := &desk{t: t, state: NewState(), given: time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)}
	c := small()
	c.Bodies = append(c.Bodies, charter.Body{ID: "office", Name: en("Office"), Under: "heads"})
	c.Offices = append(c.Offices, charter.Office{ID: "president", Name: en("P"), Member: "kg"}, charter.Office{ID: "general", Name: en("G"), Body: "office"})
	c.Mandates = charter.Mandates{Recorded: true, Secretariat: "office"}
	c.Releases = []charter.Release{
		{ID: "open", From: "members", To: "public", By: []string{"secretariat"}},
		{ID: "chair", From: "secretariat", To: "members", By: []string{"chair"}},
		{ID: "desk", From: "secretariat", To: "circle", By: []string{"secretariat"}},
		{ID: "later", From: "circle", To: "public", After: charter.Wait{Days: 1}},
		{ID: "much-later", From: "circle", To: "members", After: charter.Wait{Years: 1}},
		{ID: "body", Body: "congress", From: "body", To: "public", By: []string{"secretariat"}},
	}
	d.must("secretariat", &Establish{Charter: c})
	return d
}

func mandate(person string, side access.Side, as access.Capacity) *Mandate {
	return &Mandate{Person: person, Name: en(person), For: side, Capacity: as, From: on("2019-11-01"), Source: "letter"}
}

// under gives a command under a mandate.
func (d *desk) under(by string, m ID, cmd Command) ([]Event, error) {
	return d.order(Order{By: parsed(access.ParseActor(by)), Mandate: m, Command: cmd})
}

func TestEveryEntryNamesItsMandateAndWhatAllowedIt(t *testing.T) {
	d := newChancery(t)
	rule := func(events []Event, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return events[0].Rule + " " + string(events[0].Mandate)
	}
	give := func(by string, m ID, f *Mandate) ID {
		t.Helper()
		events, err := d.under(by, m, &Record{Facts: f})
		if err != nil {
			t.Fatal(err)
		}
		return events[0].Subject
	}
	sg := give("secretariat", "", mandate("sg", "office:general", access.AsHead))
	thing, _ := d.state.Thing(sg)
	if thing.Trace.All()[0].Mandate != "" {
		t.Error("the first mandate of the secretariat was given under one")
	}
	kz := give("secretariat", sg, mandate("kz", "member:kz", access.AsHead))
	acting := mandate("kg", "office:president", access.AsHead)
	acting.Acting = true
	kg := give("secretariat", sg, acting)
	session := &Session{Body: "heads", Type: "ordinary", Title: en("s"), Presides: "kz"}
	s, err := d.under("secretariat", sg, &Record{Facts: session})
	if got := rule(s, err); got != "capacity:head "+string(sg) {
		t.Error(got)
	}
	draft, err := d.under("secretariat", sg, &Record{Facts: &Decision{Session: s[0].Subject, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")}})
	if err != nil {
		t.Fatal(err)
	}
	id := draft[0].Subject
	if got := rule(d.under("member:kz", kz, &TakeStance{Decision: id, Stance: procedure.For})); got != "capacity:head "+string(kz) {
		t.Error(got)
	}
	if got := rule(d.under("member:kg", kg, &TakeStance{Decision: id, Stance: procedure.DoesNotObject})); got != "capacity:acting-head "+string(kg) {
		t.Error(got)
	}
	if got := rule(d.under("chair:kz", kz, &PutQuestion{Decision: id})); got != "rule:r "+string(kz) {
		t.Error(got)
	}
	stances := d.state.things[id].Case.Stances.All()
	if stances[0].Mandate != kz || stances[1].Mandate != kg {
		t.Errorf("stances under %s and %s", stances[0].Mandate, stances[1].Mandate)
	}
	checkNeeds(t, d, s[0].Subject, id, kz)
}

// checkNeeds looks for which mandate is taken, and which is asked for.
func checkNeeds(t *testing.T, d *desk, session, id, kz ID) {
	t.Helper()
	if got := d.state.MandateFor(Order{By: parsed(access.ParseActor("chair:kz")), Given: d.given, Command: &PutConsentList{Session: session}}); got != kz {
		t.Errorf("the chair would act under %q", got)
	}
	for _, by := range []string{"clock", "member:uz"} {
		if got := d.state.MandateFor(Order{By: parsed(access.ParseActor(by)), Given: d.given, Command: &TakeStance{Decision: id}}); got != "" {
			t.Errorf("%s would act under %q", by, got)
		}
	}
	if got := newDesk(t).state.MandateFor(Order{}); got != "" || NewState().MandateFor(Order{}) != "" {
		t.Error("a mandate where none is asked for")
	}
	_, err := d.under("member:uz", kz, &TakeStance{Decision: id, Stance: procedure.For})
	r, ok := err.(*Refusal)
	if !ok || r.Need == nil || r.Need.Side != "member:uz" || r.Need.Session != session || r.Need.Body != "heads" || !slices.Contains(r.Need.By, "secretariat") ||
		!strings.Contains(r.Need.String(), "at session") {
		t.Errorf("%+v", err)
	}
}

func TestAScopeHoldsWhatItNames(t *testing.T) {
	d := newDesk(t)
	one := d.record("", &Session{Body: "heads", Type: "ordinary", Title: en("1")})
	item := d.record("", &Item{Session: one, Order: 1, Title: en("i")})
	act := d.record("", &Act{Type: "plan", Title: en("a")})
	closed := d.record(access.OfDelegation("kg"), &Item{Session: one, Order: 2, Title: en("i")})
	hidden := d.record(access.OfSecretariat, &Session{Body: "heads", Type: "ordinary", Title: en("2")})
	for _, tt := range []struct {
		name    string
		f       Mandate
		cmd     Command
		session ID
		body    string
		want    bool
	}{
		{"everything", Mandate{}, &PutConsentList{Session: one}, one, "heads", true},
		{"its session", Mandate{Sessions: []ID{one}}, &PutConsentList{Session: one}, one, "heads", true},
		{"another session", Mandate{Sessions: []ID{act}}, &PutConsentList{Session: one}, one, "heads", false},
		{"its body", Mandate{Bodies: []string{"heads"}}, &Record{Facts: &Item{Session: one}}, one, "heads", true},
		{"a session itself", Mandate{Bodies: []string{"heads"}}, &Record{Facts: &Session{Body: "heads"}}, "", "heads", true},
		{"another body", Mandate{Bodies: []string{"congress"}}, &Release{Thing: item}, one, "heads", false},
		{"what belongs to none", Mandate{Bodies: []string{"heads"}}, &Record{Facts: &Act{}, Corrects: act}, "", "", false},
		{"what is not there", Mandate{Sessions: []ID{one}}, &TakeStance{Decision: "0123456789abc"}, "", "", false},
		{"what is for others", Mandate{Sessions: []ID{one}}, &TakeStance{Decision: closed}, "", "", false},
		{"a correction of what is for others", Mandate{Bodies: []string{"heads"}}, &Record{Facts: &Act{}, Corrects: closed}, "", "", false},
		{"a session for others", Mandate{Sessions: []ID{hidden}}, &Record{Facts: &Session{Body: "heads"}, Corrects: hidden}, "", "heads", false},
		{"its command", Mandate{Commands: []string{"release"}}, &Release{Thing: item}, one, "heads", true},
		{"another command", Mandate{Commands: []string{"release"}}, &TakeStance{}, "", "", false},
		{"a charter", Mandate{Sessions: []ID{one}}, &Establish{}, "", "", false},
	} {
		c := &check{s: d.state, class: "member:kz"}
		session, body := c.matter(tt.cmd)
		if session != tt.session || body != tt.body || tt.f.covers(Need{Command: tt.cmd.name(), Session: session, Body: body}) != tt.want {
			t.Errorf("%s: session %q, body %q", tt.name, session, body)
		}
	}
}

func TestAMandateIsInForceFromItsFirstInstantToItsLast(t *testing.T) {
	at := func(s string) time.Time { return parsed(time.Parse(time.RFC3339, s)) }
	f := mandate("p", "member:kz", access.AsHead)
	f.To = on("2019-11-30")
	m := &Thing{Noun: NounMandate, Facts: f}
	for when, want := range map[string]bool{
		"2019-10-31T23:59:59Z": false, "2019-11-01T00:00:00Z": true, "2019-11-30T23:59:59Z": true, "2019-12-01T00:00:00Z": false,
	} {
		if m.InForce(at(when)) != want {
			t.Errorf("%s: in force is %v", when, !want)
		}
	}
	m.live(func(l *Life) { l.Ended = &Ending{At: on("2019-11-15T12:00:00+06:00")} })
	if m.InForce(at("2019-11-15T06:00:00Z")) || !m.InForce(at("2019-11-15T05:59:59Z")) || !m.Since().Equal(at("2019-11-01T00:00:00Z")) {
		t.Error("a mandate that was ended is in force until then and no longer")
	}
	other := &Thing{Noun: NounItem, Facts: &Item{}}
	if other.InForce(at("2019-11-15T06:00:00Z")) || !other.Until().IsZero() || !other.Since().IsZero() {
		t.Error("an item is a mandate")
	}
	for side, want := range map[access.Side]access.Side{
		"office:president": "member:kg", "office:general": "secretariat", "body:office": "secretariat", "body:heads": "body:heads",
		"office:chair": "office:chair", "office:none": "office:none", "member:kz": "member:kz",
	} {
		if got := SideOf(newChancery(t).state.Charter, side); got != want {
			t.Errorf("%s acts for %s, want %s", side, got, want)
		}
	}
}

func TestWhoGivesAndEndsMandates(t *testing.T) {
	d := newChancery(t)
	give := func(by string, m ID, f *Mandate) (ID, []Code) {
		events, err := d.under(by, m, &Record{Facts: f})
		if err != nil {
			return "", codes(err)
		}
		return events[0].Subject, nil
	}
	sg, _ := give("secretariat", "", mandate("sg", access.SideSecretariat, access.AsOfficer))
	admin, _ := give("secretariat", sg, mandate("admin", "member:kz", access.AsAdministrator))
	one, none := give("member:kz", admin, mandate("one", "member:kz", access.AsDelegate))
	if none != nil {
		t.Fatal(none)
	}
	for name, tt := range map[string]struct {
		by   string
		m    ID
		cmd  Command
		want []Code
	}{
		"the secretariat, a delegate of a member that has an administrator": {"secretariat", sg, &Record{Facts: mandate("two", "member:kz", access.AsDelegate)}, []Code{CodeNotYours}},
		"an administrator, another's delegate":                              {"member:kz", admin, &Record{Facts: mandate("two", "member:kg", access.AsDelegate)}, []Code{CodeNotYours}},
		"an administrator, an administrator":                                {"member:kz", admin, &Record{Facts: mandate("two", "member:kz", access.AsAdministrator)}, []Code{CodeNotYours}},
		"an administrator, an officer":                                      {"member:kz", admin, &Record{Facts: mandate("two", access.SideSecretariat, access.AsOfficer)}, []Code{CodeNotYours}},
		"a delegate, a delegate":                                            {"member:kz", one, &Record{Facts: mandate("two", "member:kz", access.AsDelegate)}, []Code{CodeNoMandate}},
		"another person by a correction":                                    {"member:kz", admin, &Record{Corrects: one, Reason: "r", Facts: mandate("two", "member:kz", access.AsDelegate)}, []Code{CodeForm}},
		"nobody's mandate":                                                  {"member:kz", admin, &EndMandate{Mandate: "0123456789abc", At: on("2019-11-28T10:00:00Z")}, []Code{CodeNoSuch}},
		"on a day":                                                          {"member:kz", admin, &EndMandate{Mandate: one, At: on("2019-11-28")}, []Code{CodeInstant}},
		"the secretariat's own":                                             {"member:kz", admin, &EndMandate{Mandate: sg, At: on("2019-11-28T10:00:00Z")}, []Code{CodeNotYours}},
		"the keeper, when there is a mandate":                               {"secretariat", "", &Record{Facts: mandate("two", access.SideSecretariat, access.AsOfficer)}, []Code{CodeNoMandate}},
	} {
		if _, err := d.under(tt.by, tt.m, tt.cmd); !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	later := mandate("x", "member:kz", access.AsDelegate)
	later.From = on("2020-01-01")
	next, _ := give("member:kz", admin, later)
	if _, err := d.under("member:kz", next, &TakeStance{Decision: one}); !slices.Equal(codes(err), []Code{CodeNotInForce}) {
		t.Error(err)
	}
	narrow := mandate("y", "member:kz", access.AsDelegate)
	narrow.Commands = []string{"place-statement"}
	few, _ := give("member:kz", admin, narrow)
	if _, err := d.under("member:kz", few, &TakeStance{Decision: one}); !slices.Equal(codes(err), []Code{CodeScope}) {
		t.Error(err)
	}
	if _, err := d.under("member:kz", admin, &EndMandate{Mandate: one, At: on("2019-11-28T10:00:00Z"), Reason: en("r")}); err != nil {
		t.Error(err)
	}
	if _, err := d.under("member:kz", admin, &EndMandate{Mandate: one, At: on("2019-11-28T10:00:00Z")}); !slices.Equal(codes(err), []Code{CodeClosed}) {
		t.Error(err)
	}
	if _, err := d.under("member:kz", next, &TakeStance{Decision: one}); !slices.Equal(codes(err), []Code{CodeNotInForce}) {
		t.Error(err)
	}
	d.must2("secretariat", sg, &EndMandate{Mandate: sg, At: on("2019-11-28T08:00:00Z")})
	if _, err := d.under("secretariat", sg, &Record{Facts: mandate("two", access.SideSecretariat, access.AsOfficer)}); !slices.Equal(codes(err), []Code{CodeNotInForce}) {
		t.Error(err)
	}
	if _, err := d.under("secretariat", "", &Record{Facts: mandate("two", access.SideSecretariat, access.AsOfficer)}); err != nil {
		t.Error(err)
	}
}

func (d *desk) must2(by string, m ID, cmd Command) ID {
	d.t.Helper()
	events, err := d.under(by, m, cmd)
	if err != nil {
		d.t.Fatal(err)
	}
	return events[0].Subject
}

func TestThePresidencyOfASessionPassesAtAnInstant(t *testing.T) {
	s := newScene(t)
	s.record("", &Presidency{Session: s.session, From: "kg", To: "tm", Passes: on("2019-11-28T00:00:00Z")})
	s.record("", &Presidency{Session: s.session, From: "kz", To: "kg", Passes: on("2019-11-29T00:00:00Z")})
	s.record("", &Presidency{Session: s.session, From: "kz", To: "uz", Passes: on("2019-11-28")})
	for at, want := range map[string]procedure.Member{"2019-11-28T23:59:59Z": "kz", "2019-11-29T00:00:00Z": "kg"} {
		if got := s.state.presiding(s.session, parsed(time.Parse(time.RFC3339, at))); got != want {
			t.Errorf("at %s %q presides, want %q", at, got, want)
		}
	}
	if got := s.state.presiding(s.item, s.given); got != "" {
		t.Errorf("%q presides over an item", got)
	}
}

func TestAPersonReadsAsTheMandateSays(t *testing.T) {
	d := newChancery(t)
	sg := d.must("secretariat", &Record{Facts: mandate("sg", access.SideSecretariat, access.AsOfficer)})
	f := mandate("kz", "member:kz", access.AsHead)
	f.Bodies = []string{"heads"}
	kz := d.must2("secretariat", sg, &Record{Facts: f})
	server := d.must2("secretariat", sg, &Record{Facts: mandate("kz", "body:heads", access.AsOfficer)})
	circle := d.must2("secretariat", sg, &Record{Facts: &Circle{Name: en("c"), Mandates: []ID{kz}}})
	both := d.must2("secretariat", sg, &Record{Facts: &Circle{Name: en("c"), People: []string{"kz"}}})
	marks := func(ids ...ID) string {
		var s []string
		for _, id := range ids {
			s = append(s, "/circle:"+string(id))
		}
		slices.Sort(s)
		return strings.Join(s, "")
	}
	for _, tt := range []struct {
		by   string
		m    ID
		at   time.Time
		want access.Class
	}{
		{"member:kz", "", d.given, "member:kz"},
		{"member:kz", kz, d.given, access.Class("member:kz/as:head/body:heads" + marks(circle, both))},
		{"chair:kz", kz, d.given, access.Class("member:kz/as:head/body:heads" + marks(circle, both))},
		{"body:heads", server, d.given, access.Class("body:heads" + marks(both))},
		{"secretariat", sg, d.given, access.SecretariatClass},
		{"member:kz", server, d.given, access.PublicClass},
		{"member:kg", kz, d.given, access.PublicClass},
		{"member:kz", kz, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), access.PublicClass},
		{"member:kz", circle, d.given, access.PublicClass},
		{"member:kz", "0123456789abc", d.given, access.PublicClass},
	} {
		got := d.state.ClassUnder(parsed(access.ParseActor(tt.by)), tt.m, tt.at)
		if got != tt.want {
			t.Errorf("%s under %s reads as %s, want %s", tt.by, tt.m, got, tt.want)
		}
		if !slices.Contains(d.state.Classes(), got) {
			t.Errorf("%s is not among the classes %v", got, d.state.Classes())
		}
	}
	if got := d.state.classUnder(access.Actor{}, d.state.things[circle]); got != access.PublicClass {
		t.Error(got)
	}
}
