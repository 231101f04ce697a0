package council

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

func en(s string) words.Text { return words.Text{"en": s} }

func on(day string) calendar.When { return parsed(calendar.ParseWhen(day)) }

// codes returns the codes of a refusal.
func codes(err error) (cs []Code) {
	if r, ok := errors.AsType[*Refusal](err); ok {
		for _, f := range r.Faults {
			cs = append(cs, f.Code)
		}
	}
	return cs
}

// A scene is a desk with one thing of most kinds.
type scene struct {
	*desk
	session, other, sitting, item, statement, act, draft, adopted, plan, measure, report, proposal, programme, upper, mandate ID
	amends, amends2, amending                                                                                                 ID              // two decisions that amend the act, and a text of the first
	closed                                                                                                                    access.Audience // of the sitting
}

func newScene(t testing.TB) *scene {
	s := &scene{desk: newDesk(t)}
	s.session = s.record("", &Session{Body: "heads", Type: "ordinary", Title: en("s"), Presides: "kz"})
	s.other = s.record("", &Session{Body: "heads", Type: "ordinary", Title: en("o")})
	s.sitting = s.record("", &Sitting{Session: s.session, Order: 1, Format: "narrow", Name: en("n")})
	s.closed = access.OfSitting(string(s.sitting))
	s.record(s.closed, &Attendance{Session: s.session, Sittings: []ID{s.sitting}, People: []Person{{Name: en("p"), Member: "kz"}}})
	s.item = s.record("", &Item{Session: s.session, Order: 1, Title: en("i")})
	s.statement = s.record("", &Statement{Session: s.session, Speaker: Person{Name: en("p")}, Points: []words.Text{en("x")}})
	s.act = s.record("", &Act{Type: "plan", Title: en("a")})
	draft := func() *Decision {
		return &Decision{Session: s.session, Form: "decision", Title: en("d"), Nature: "other", Matter: "plan", At: on("2019-11-28")}
	}
	s.draft, s.adopted = s.record("", draft()), s.record("", draft())
	above := draft()
	above.Session = s.record("", &Session{Body: "congress", Type: "ordinary", Title: en("c")})
	s.upper = s.record("", above)
	s.must("member:kz", &TakeStance{Decision: s.adopted, Stance: procedure.For})
	s.must("member:kg", &TakeStance{Decision: s.adopted, Stance: procedure.DoesNotObject})
	s.must("chair:kz", &PutQuestion{Decision: s.adopted})
	s.plan = s.record("", &Plan{Decision: s.adopted, Act: s.act, Title: en("p")})
	s.measure = s.record("", &Measure{Plan: s.plan, Text: en("m")})
	s.report = s.must("member:kz", &Record{Facts: &Report{Measure: s.measure, Member: "kz", Status: "done", Text: en("r")}})
	return s
}

func TestWhatIsNotInOrderIsRefused(t *testing.T) {
	s := newScene(t)
	item := func(o int) Facts { return &Item{Session: s.session, Order: o, Title: en("i")} }
	report := func(m procedure.Member) Facts {
		return &Report{Measure: s.measure, Member: m, Status: "done", Text: en("r")}
	}
	for _, tt := range []struct {
		name, by string
		cmd      Command
		want     []Code
	}{
		{"a second charter", "secretariat", &Establish{}, []Code{CodeEstablished}},
		{"a delegate who records", "member:kz", &Record{Facts: item(1)}, []Code{CodeNotYours}},
		{"an audience that is none", "secretariat", &Record{Audience: "all", Facts: item(1)}, []Code{CodeForm}},
		{"an audience of no sitting", "secretariat", &Record{Audience: "sitting:x", Facts: item(1)}, []Code{CodeNoSuch}},
		{"an audience of no member", "secretariat", &Record{Audience: "delegation:fr", Facts: item(1)}, []Code{CodeNoSuch}},
		{"two lines of reason", "secretariat", &Record{Corrects: s.item, Reason: "a\nb", Facts: item(1)}, []Code{CodeWording}},
		{"a correction without a reason", "secretariat", &Record{Corrects: s.item, Facts: item(1)}, []Code{CodeReason}},
		{"a correction of another kind", "secretariat", &Record{Corrects: s.act, Reason: "r", Facts: item(1)}, []Code{CodeOtherNoun}},
		{"a correction for others", "secretariat", &Record{Corrects: s.item, Reason: "r", Audience: access.Members, Facts: item(1)}, []Code{CodeOtherAudience}},
		{"a correction of nothing", "secretariat", &Record{Corrects: "0123456789abc", Reason: "r", Facts: item(1)}, []Code{CodeNoSuch}},
		{"a correction of what is adopted", "secretariat", &Record{Corrects: s.adopted, Reason: "r", Facts: &Decision{}}, []Code{CodeClosed}},
		{"another's report", "member:kg", &Record{Facts: report("kz")}, []Code{CodeNotYours}},
		{"the secretariat's report", "member:kg", &Record{Facts: report("")}, []Code{CodeNotYours}},
		{"a correction of another's report", "member:kg", &Record{Corrects: s.report, Reason: "r", Facts: report("kg")}, []Code{CodeNotYours}},
		{"a report into a room it was not in", "member:kg", &Record{Audience: s.closed, Facts: report("kg")}, []Code{CodeNotYours}},
		{"its own report, in the room", "member:kz", &Record{Audience: s.closed, Facts: report("kz")}, nil},
		{"a sitting of another session", "secretariat", &Record{Facts: &Statement{Session: s.other, Sitting: s.sitting, Item: s.item, Speaker: Person{Name: en("p")}, Points: []words.Text{en("x")}}}, []Code{CodeForm, CodeForm}},
		{"a status that few may read", "secretariat", &Record{Audience: access.Members, Facts: &Status{Member: "uz", Standing: "member", Force: calendar.Span{From: on("2020-01-01").Day()}}}, []Code{CodeChoice}},
		{"a text that is too long", "secretariat", &Record{Facts: &Text{About: s.act, Lang: "en", Title: en("t"), Media: "text/plain", Hash: "long", Size: MaxText + 1}}, []Code{CodeRange}},
		{"a text of another size", "secretariat", &Record{Facts: &Text{About: s.act, Lang: "en", Title: en("t"), Media: "text/plain", Hash: "long", Size: 1}}, []Code{CodeForm}},
		{"a stance on nothing", "member:kz", &TakeStance{Decision: s.act, Stance: procedure.For}, []Code{CodeNoSuch}},
		{"no stance", "member:kz", &TakeStance{Decision: s.draft}, []Code{CodeChoice}},
		{"a stance of an observer", "member:tm", &TakeStance{Decision: s.draft, Stance: procedure.For}, []Code{CodeNotElector}},
		{"a question of another chair", "chair:kg", &PutQuestion{Decision: s.draft}, []Code{CodeNotPresiding}},
		{"a question on nothing", "chair:kz", &PutQuestion{}, []Code{CodeMissing}},
		{"a question that is not carried", "chair:kz", &PutQuestion{Decision: s.draft}, []Code{CodeRulesNotMet}},
		{"a question that was carried", "chair:kz", &PutQuestion{Decision: s.adopted}, []Code{CodeClosed}},
		{"an end by another chair", "chair:kg", &CloseCase{Decision: s.draft, Outcome: "returned", Why: en("w")}, []Code{CodeNotPresiding}},
		{"an end that is an adoption", "chair:kz", &CloseCase{Decision: s.draft, Outcome: procedure.Adopted, Why: en("w")}, []Code{CodeChoice}},
		{"a number of nothing", "secretariat", &GiveNumber{Series: "s", Number: 1}, []Code{CodeMissing}},
		{"a number of a draft", "secretariat", &GiveNumber{Decision: s.draft, Series: "s", Number: 1}, []Code{CodeNotAdopted}},
		{"a number that is not the next", "secretariat", &GiveNumber{Decision: s.adopted, Series: "s", Number: 2}, []Code{CodeRange}},
		{"a number", "secretariat", &GiveNumber{Decision: s.adopted, Series: "s", Number: 1}, nil},
		{"a second number", "secretariat", &GiveNumber{Decision: s.adopted, Series: "S", Number: 1}, []Code{CodeForm, CodeTaken}},
		{"a number that is taken", "secretariat", &GiveNumber{Decision: s.adopted, Series: "s", Number: 1}, []Code{CodeTaken, CodeTaken}},
	} {
		o := Order{By: parsed(access.ParseActor(tt.by)), Command: tt.cmd, Texts: map[string]int{"long": MaxText + 1}}
		before := s.state.Size
		events, err := s.order(o)
		if got := codes(err); !slices.Equal(got, tt.want) || (err == nil) != (len(events) > 0) || err != nil && s.state.Size != before {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestBeforeTheCharterThereIsOnlyTheCharter(t *testing.T) {
	d := &desk{t: t, state: NewState()}
	for _, name := range Commands() {
		_, err := d.give("secretariat", parsed(Empty(name)))
		want := CodeNotEstablished
		if name == "establish" {
			want = CodeForm // an empty charter
		}
		if got := codes(err); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d.state.IsMember("kz") || len(d.state.Classes()) != 2 {
		t.Error("there are members before there is a charter")
	}
}

// Whatever is in a command, it is decided on or refused, and what is decided can
// be written and read.
func TestAnyCommandIsDecidedOnOrRefused(t *testing.T) {
	given := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := newScene(noFail{})
		c := newChance(t)
		c.pool = []ID{s.session, s.other, s.sitting, s.item, s.statement, s.act, s.draft, s.adopted, s.upper, s.plan, s.measure, s.report, "", "0123456789abc"}
		for _, name := range Commands() {
			for range 3 {
				by := one(c, "secretariat", "secretariat", "chair:kz", "member:kz", "member:kg", "public", "clock")
				events, err := s.order(Order{By: parsed(access.ParseActor(by)), Command: c.command(name), Seen: register.Place(c.IntN(30)), Texts: map[string]int{"x": 1}})
				if err != nil && len(codes(err)) == 0 {
					t.Fatalf("%s: no refusal: %v", name, err)
				}
				if err == nil {
					given[name]++
					back, _ := readBack(t, events[0])
					if !reflect.DeepEqual(back, events[0]) {
						t.Fatalf("%+v\nwant %+v", back, events[0])
					}
				}
			}
		}
		if len(s.state.Odd) > 0 {
			t.Fatalf("odd: %v", s.state.Odd)
		}
	})
	t.Log(given)
}

// noFail is for a desk inside a property, whose own faults end the test.
type noFail struct{ testing.TB }

func (noFail) Helper() {}

func TestWhoMayGiveWhat(t *testing.T) {
	for _, tt := range []struct {
		actor, command string
		may            bool
	}{
		{"secretariat", "record-claim", true}, {"member:kz", "record-claim", false}, {"public", "take-stance", false}, {"clock", "put-question", false},
		{"member:kz", "take-stance", true}, {"secretariat", "take-stance", false}, {"chair:kz", "put-question", true}, {"member:kz", "report-measure", true},
		{"secretariat", "no-command", true},
	} {
		if got := MayGive(parsed(access.ParseActor(tt.actor)), tt.command); got != tt.may {
			t.Errorf("%s may give %s: %v", tt.actor, tt.command, got)
		}
	}
}

func TestAudiencesThatReachOthers(t *testing.T) {
	sitting, other, papers := access.OfSitting("a"), access.OfSitting("b"), access.OfDelegation("kz")
	all := []access.Audience{access.Public, access.Members, sitting, other, papers, access.OfSecretariat}
	want := map[access.Audience][]access.Audience{
		access.Public: all, access.Members: {access.Members, sitting, other, papers, access.OfSecretariat},
		sitting: {sitting, access.OfSecretariat}, other: {other, access.OfSecretariat}, papers: {papers}, access.OfSecretariat: {access.OfSecretariat},
	}
	for _, a := range all {
		for _, b := range all {
			if got := access.Reaches(a, b); got != slices.Contains(want[a], b) {
				t.Errorf("what is for %s may name what is for %s: %v", b, a, got)
			}
		}
	}
}

func TestEveryRefusalHasASentence(t *testing.T) {
	all := Codes()
	if !slices.IsSorted(all) || len(all) != len(english) {
		t.Error(all)
	}
	for _, c := range all {
		if s := (Fault{c, "field", "value"}).String(); strings.Contains(s, "%") || s == "" {
			t.Errorf("%s: %q", c, s)
		}
	}
	if got := (Fault{"rite", "f", "v"}).String(); got != "rite: f v" {
		t.Errorf("an unknown code: %q", got)
	}
	r := Refusal{Kind: NotMet, Faults: []Fault{{CodeRulesNotMet, "Plan", ""}, {CodeMissing, "at", ""}}, Finding: &procedure.Finding{Rule: "r", Reasons: []procedure.Reason{
		{Condition: procedure.Quorum, Met: true}, {Condition: procedure.NobodyStands, Have: 1, Want: 3, Who: []procedure.Member{"kz", "kg"}}, {Condition: procedure.SomebodyIsBound, Want: 1},
	}}}
	want := "not carried: rules not met: Plan\nat: nothing is given\nrule r: nobody-stands-in-the-way: 1 of 3, without kz, kg\nrule r: somebody-is-bound: 0 of 1"
	if r.Error() != want {
		t.Errorf("%s", r.Error())
	}
}

// Each field that names a thing is in Of, so that lists know when to be made anew;
// and no facts have a field that a command, a play or an event has a use for.
func TestFactsNameWhatTheySayTheyName(t *testing.T) {
	taken := []string{"audience", "corrects", "reason", "as", "key", "seen", "content"}
	for n, noun := range nouns {
		f := noun.empty()
		if f.Noun() != n || !strings.HasSuffix(noun.event, ".v1") {
			t.Errorf("%s: %s, %s", n, f.Noun(), noun.event)
		}
		v := reflect.ValueOf(f).Elem()
		for i := range v.NumField() {
			field := v.Type().Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if slices.Contains(taken, name) || name == "" || strings.ToLower(name) != name {
				t.Errorf("%s.%s is written %q", n, field.Name, name)
			}
			switch field.Type {
			case reflect.TypeFor[ID]():
				v.Field(i).SetString("0123456789abc")
			case reflect.TypeFor[[]ID]():
				v.Field(i).Set(reflect.ValueOf([]ID{"0123456789abc"}))
			default:
				continue
			}
			if !slices.Contains(f.Of(), "0123456789abc") {
				t.Errorf("%s.%s is not in Of", n, field.Name)
			}
			v.Field(i).SetZero()
		}
		if b, err := json.Marshal(noun.empty()); err != nil || n != NounPresidency && len(b) <= 2 {
			t.Errorf("%s: nothing is written of it: %s %v", n, b, err)
		}
	}
}
