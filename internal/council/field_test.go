package council

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// full returns facts of every noun that are in order, with every field given.
func (s *scene) full() []Facts {
	ev := Evidence{Basis: charter.Recalled, Source: "source", Note: en("n")}
	place := Place{City: en("c"), Country: en("c"), ISO: "KG", Venue: en("v")}
	who := Person{Name: en("p"), Title: en("t"), Member: "kz", Body: "heads", Office: "chair", Capacity: "head", Also: en("a"), Evidence: ev}
	figure := Figure{Value: "5.9", Unit: en("u"), What: en("w"), Bound: en("b"), Claimant: "kz"}
	at, span, amount := on("2019-11-28"), calendar.Span{From: on("2019-11-28").Day()}, money.Amount{Minor: 5, Currency: "RUB"}
	force := Force{When: OnNotices, After: 1, Notices: 2, Each: true, Members: []procedure.Member{"kz"}, Save: []procedure.Member{"kg"}, Provisional: &Force{}}
	return []Facts{
		&Session{"heads", "ordinary", en("t"), at, place, "kg", "kz", []words.Text{en("b")}, ev},
		&Sitting{s.session, 2, "plenary", en("n"), en("w"), at, ev},
		&Attendance{s.session, []ID{s.sitting}, []Person{who}, ev},
		&Item{s.session, s.item, 2, en("t"), "kind", "plenary", true, ev},
		&Statement{s.session, s.sitting, s.item, who, []words.Text{en("p")}, []Quote{{en("q"), ev}}, []Figure{figure}, ev},
		&Proposal{s.statement, s.session, "kz", "KZ-1", en("t"), "task", en("a"), en("a"), en("m"), s.act, ev},
		&Commitment{s.session, "kz", s.proposal, en("t"), at, ev},
		&FollowUp{s.proposal, "done", en("t"), at, s.adopted, ev},
		&Act{"plan", en("t"), "label", at, place, en("a"), s.adopted, at, en("f"), Force{When: OnDay, Day: at.Day()}, en("n"), true, ev},
		&Decision{s.session, s.item, "decision", 1, en("t"), "other", en("s"), "plan", []ID{s.act}, []ID{s.act}, en("a"), s.act, at, en("i"), s.upper, true, "adjourn", map[procedure.Member]procedure.Bar{"kz": procedure.Party}, map[string][]procedure.Member{"g": {"kz"}}, []string{"population"}, force, ev},
		&Unnamed{s.session, 2, en("n"), ev},
		&Signing{s.session, []ID{s.adopted}, []Person{who}, at, place, en("o"), ev},
		&Plan{s.adopted, s.act, en("t"), at, true, ev},
		&Measure{s.plan, "1", en("t"), []procedure.Member{"kz"}, []string{"heads"}, at, ev},
		&Report{s.measure, "kz", "done", en("t"), at, ev},
		&Budget{s.adopted, s.act, "budget", 2020, amount, []BudgetLine{{en("w"), amount}}, en("n"), ev},
		&Award{s.adopted, en("a"), []Person{who}, en("n"), ev},
		&Base{s.adopted, en("f"), en("o"), en("n"), ev},
		&Presidency{s.session, s.adopted, "kz", "kg", at, at, en("n"), ev},
		&NextSession{s.session, s.adopted, at, place, en("n"), ev},
		&Programme{en("n"), "standing-operation", "kz", en("b"), en("w"), s.act, ev},
		&Progress{s.programme, s.statement, at, en("t"), []Figure{figure}, ev},
		&Publication{s.session, en("p"), "kz", "source", "news", "ru", en("d"), at, []procedure.Member{"kz"}, Gallery{1, []string{"07"}, en("c")}, "CC", ev},
		&Claim{s.session, "q", en("a"), en("v"), en("b"), at, en("r"), ev},
		&Text{s.act, "ru", en("t"), "text/plain", "advance", "hash", 1, ev},
		&Status{"tm", "partner", span, s.adopted, ev},
		&OfficeHolder{"chair", en("p"), true, "kz", span, s.adopted, ev},
		&Circle{en("n"), []string{"p-one"}, []ID{s.mandate}, ev},
		&Mandate{"p-one", en("n"), en("t"), "member:kz", access.AsDelegate, true, []string{"take-stance"}, []string{"heads"}, []ID{s.session}, at, on("2019-11-29"), "decision", s.adopted, ev},
		&Amendment{s.amends, s.act, "en", s.amending, []amend.Operation{words1()}, []Exception{{[]int{1}, force}}, []Change{{s.amends2, 1, []amend.Operation{words1()}, &force, true}}, []ID{s.amends2}, []ID{s.amends2}, ev},
		&Paper{s.session, s.item, s.draft, "kind", en("t"), "body:heads", access.Members, at, true, ev},
		&IssuedAgenda{s.session, 1, []AgendaLine{{s.item, "3.1", en("t"), "narrow", true}}, en("n"), ev},
		&Delegation{s.session, "kz", []Person{who}, ev},
		&Notification{s.adopted, "notice", "kz", "", at.Day(), ev},
	}
}

// No field takes what it should not: each, wherever it stands, is spoiled in turn,
// and each time the command is refused with the field named.
func TestEveryFieldIsChecked(t *testing.T) {
	s := newScene(t)
	s.proposal = s.record("", &Proposal{Session: s.session, Member: "kz", Text: en("t"), Nature: "task"})
	s.mandate = s.record("", &Mandate{Person: "p-one", Name: en("n"), For: "member:kz", Capacity: access.AsDelegate, From: on("2019-11-01"), Source: "letter"})
	s.programme = s.record("", &Programme{Name: en("n"), Type: "standing-operation", What: en("w")})
	s.amendAct()
	all := s.full()
	if len(all) != len(nouns) {
		t.Fatalf("%d facts of %d nouns", len(all), len(nouns))
	}
	decide := func(f Facts) error {
		o := Order{IDs: []ID{NewID(1 << 60)}, Command: &Record{Facts: f}, Texts: map[string]int{"hash": 1}}
		o.By.Role = "secretariat"
		_, err := Decide(s.state, o)
		return err
	}
	for _, f := range all {
		if err := decide(f); err != nil {
			t.Errorf("%s in order: %v", f.Noun(), err)
			continue
		}
		spoil(reflect.ValueOf(f).Elem(), string(f.Noun()), func(path string) {
			if err := decide(f); len(codes(err)) == 0 {
				t.Errorf("%s: taken: %v", path, err)
			}
		})
		if err := decide(f); err != nil {
			t.Errorf("%s again: %v", f.Noun(), err)
		}
	}
}

// spoil gives each field of a struct values that are wrong, one after another.
func spoil(v reflect.Value, path string, try func(path string)) {
	with := func(bad ...any) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		for _, b := range bad {
			v.Set(reflect.ValueOf(b).Convert(v.Type()))
			try(fmt.Sprintf("%s = %q", path, b))
		}
		v.Set(old)
	}
	switch v.Interface().(type) {
	case words.Text:
		with(words.Text{"en": "e\u0301"}, words.Text{"en": ""}, words.Text{"English": "x"}, words.Text{"en": "a\u202e"})
		return
	case calendar.Span:
		with(calendar.Span{}, calendar.Span{From: on("2019-11-28").Day(), To: on("2019-11-27").Day()})
		return
	case amend.Operation: // its parts are looked at in TestOperationsAreChecked
		with(amend.Operation{}, amend.Operation{Kind: amend.Removal})
		return
	case ID:
		with("0123456789abc", "x", "e\u0301")
		return
	case calendar.When, calendar.Day, money.Amount: // whatever parses is a time, an amount
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			spoil(v.Field(i), path+"."+name, try)
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i), fmt.Sprintf("%s.%d", path, i+1), try)
		}
	case reflect.String:
		with("e\u0301", "two\nlines", "a\u202e")
	case reflect.Int:
		with(-1, 100000)
	}
}

func TestWhatMustBeGivenIsAskedFor(t *testing.T) {
	s := newScene(t)
	for _, noun := range slices.Sorted(func(yield func(Noun) bool) {
		for n := range nouns {
			if !yield(n) {
				return
			}
		}
	}) {
		cmd := &Record{Facts: nouns[noun].empty()}
		if _, err := s.give("secretariat", cmd); len(codes(err)) == 0 {
			t.Errorf("%s: nothing is taken for facts: %v", noun, err)
		}
	}
	if _, err := Decide(s.state, Order{By: access.Actor{Role: access.Secretariat}, Command: &Record{Facts: &Session{Body: "heads", Type: "ordinary", Title: en("t")}}}); !slices.Contains(codes(err), CodeMissing) {
		t.Errorf("no id from the door: %v", err)
	}
	if _, err := Decide(s.state, Order{By: access.Actor{Role: access.Secretariat}, IDs: []ID{"x", s.session}, Command: &Record{Facts: &Session{Body: "heads", Type: "ordinary", Title: en("t")}}}); !slices.Contains(codes(err), CodeMissing) {
		t.Errorf("no fresh id from the door: %v", err)
	}
}
