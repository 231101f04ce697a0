package form

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/council"
)

func of(t testing.TB, name string) *Form {
	t.Helper()
	f, err := Of(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// unzoned is for forms in which every time has its offset.
func unzoned(local, _ string) (string, error) { return "", errors.New("no zone for " + local) }

// walk calls f for every field that a value can stand in, with its path in a form
// that has one of everything.
func (f *Field) walk(at string, each func(f *Field, at string)) {
	each(f, at)
	for i := range f.Parts {
		f.Parts[i].walk(join(at, f.Parts[i].Name), each)
	}
	if f.Key != nil {
		f.Key.walk(at+".1.key", each)
		f.Item.walk(at+".1.value", each)
	} else if f.Item != nil {
		f.Item.walk(at+".1", each)
	}
}

func (f *Form) walk(each func(f *Field, at string)) {
	for i := range f.Fields {
		f.Fields[i].walk(f.Fields[i].Name, each)
	}
}

// TestWhatAFormOffersIsWhatTheCouncilTakes provokes the refusals: of every choice
// each value that is offered is taken and any other is refused, and the nouns that
// a reference may name are those that its refusal names.
func TestWhatAFormOffersIsWhatTheCouncilTakes(t *testing.T) {
	choices, things := 0, 0
	for _, name := range council.Commands() {
		f := of(t, name)
		full := Values{}
		f.walk(func(x *Field, at string) {
			switch x.Kind {
			case Wording:
				full[at+".en"] = sample
			case Line, Thing, Member, Body, Office, Side, hash:
				full[at] = sample
			case Choice:
				full[at] = x.Values[0]
			case Number:
				full[at] = "1"
			}
		})
		f.walk(func(x *Field, at string) {
			switch x.Kind {
			case Choice:
				choices++
				for _, v := range append(slices.Clone(x.Values), "something else") {
					vs := maps.Clone(full)
					vs[at] = v
					refused := slices.ContainsFunc(faultsOf(t, f, vs), func(y council.Fault) bool {
						return (y.Code == council.CodeChoice || y.Code == council.CodeCommand) && f.Locate(y.Field, vs) == at
					})
					if name == "give-mandate" && at == "capacity" {
						continue // what can be chosen rests on for whom
					}
					if refused == slices.Contains(x.Values, v) {
						t.Errorf("%s %s: %q is offered: %v, refused: %v", name, at, v, !refused, refused)
					}
				}
			case Thing:
				for _, y := range faultsOf(t, f, full) {
					if y.Code == council.CodeNoSuch && f.Locate(y.Field, full) == at {
						things++
						want := sample
						for i, n := range slices.Backward(x.Nouns) {
							want = string(n) + map[bool]string{true: " ", false: " or "}[i == len(x.Nouns)-1] + want
						}
						if y.Value != want && at != "corrects" {
							t.Errorf("%s %s: offers %v, the refusal says %q", name, at, x.Nouns, y.Value)
						}
					}
				}
			}
		})
	}
	if choices < 20 || things < 60 {
		t.Errorf("only %d choices and %d references were tried", choices, things)
	}
	t.Logf("%d choices, %d references", choices, things)
}

func faultsOf(t testing.TB, f *Form, vs Values) []council.Fault {
	t.Helper()
	typed, err := f.Parse(vs, unzoned)
	if err != nil {
		t.Fatalf("%s: %v", f.Command, err)
	}
	_, faults := council.Wants(typed.Command)
	return faults
}

// What a reference may name is known only if its check comes before all that looks
// at the state.
func TestEveryReferenceIsLookedAtFirst(t *testing.T) {
	for _, name := range council.Commands() {
		full, err := council.Empty(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values(full) {
			fill(v, 0)
		}
		wants, _ := council.Wants(full)
		f := of(t, name)
		f.walk(func(x *Field, at string) {
			if x.Kind == Thing && !slices.ContainsFunc(wants, func(w council.Want) bool { return w.Field == at && w.Asked == council.AskedThing }) {
				t.Errorf("%s %s: the check does not say what it may name before it looks at the state", name, at)
			}
		})
	}
}

func TestFieldsOfAForm(t *testing.T) {
	f := of(t, "submit-draft")
	for _, tt := range []struct {
		path string
		kind Kind
		need bool
	}{
		{"session", Thing, true}, {"item", Thing, false}, {"title", Wording, true}, {"title.ru", Wording, true}, {"subject", Wording, false},
		{"form", Choice, true}, {"at", When, true}, {"approves", List, false}, {"approves.3", Thing, true}, {"barred", Pairs, false},
		{"barred.2", Pairs, false}, {"barred.1.key", Member, false}, {"barred.1.value", Choice, true}, {"groups.1.value.2", Member, true}, {"evidence.basis", Choice, false},
		{"evidence.note.en", Wording, false}, {"circulated", Truth, false}, {"order", Number, false}, {"audience", Audience, false}, {"corrects", Thing, false},
	} {
		x, ok := f.At(tt.path)
		if !ok || x.Kind != tt.kind {
			t.Errorf("%s: %v, want %s", tt.path, x, tt.kind)
			continue
		}
		if strings.Count(tt.path, ".") == 0 && x.Need != tt.need {
			t.Errorf("%s is needed: %v", tt.path, x.Need)
		}
	}
	for _, path := range []string{"", "nothing", "title.Russian", "title.ru.x", "approves.0", "approves.01", "approves.501", "approves.x", "barred.1.other", "session.x", "evidence.nothing", "barred.x"} {
		if x, ok := f.At(path); ok {
			t.Errorf("%q is a field: %v", path, x)
		}
	}
	if _, err := Of("dance"); err == nil {
		t.Error("a command that is not there has a form")
	}
}

func TestWhatPeopleTypeBecomesACommand(t *testing.T) {
	zone := func(local, zone string) (string, error) {
		if zone == "nowhere" {
			return "", errors.New("no such zone")
		}
		return strings.Replace(local, " ", "T", 1) + ":00+06:00", nil
	}
	for _, tt := range []struct {
		name, command string
		vs            Values
		want          string // the JSON, or what is refused
	}{
		{"blanks and blank rows are no answer", "record-attendance",
			Values{"session": " a ", "people.1.name.en": " ", "people.2.name.en": " B\u0301 ", "people.2.member": "kz", "sittings.1": ""},
			`{"session":"a","people":[{"name":{"en":"B́"},"member":"kz"}]}`},
		{"a day with points", "take-stance", Values{"decision": "a", "stance": "for", "at": "9.1.2024"}, `{"decision":"a","stance":"for","at":"2024-01-09"}`},
		{"a time on the wall", "take-stance", Values{"decision": "a", "stance": "for", "at": "29.02.2024 18:00"}, `{"decision":"a","stance":"for","at":"2024-02-29T18:00:00+06:00"}`},
		{"a time on the wall of a zone", "extend-silence", Values{"decision": "a", "at": "2024-02-29T18:00:00Z", "expires.at": "2024-02-29 18:00", "expires.zone": "Asia/Bishkek"},
			`{"decision":"a","at":"2024-02-29T18:00:00Z","expires":{"at":"2024-02-29T18:00:00+06:00","zone":"Asia/Bishkek"}}`},
		{"no such zone", "extend-silence", Values{"decision": "a", "expires.at": "2024-02-29 18:00", "expires.zone": "nowhere"}, "expires.at: no such zone"},
		{"not a number", "give-number", Values{"decision": "a", "number": "two"}, `number: want a whole number, found "two"`},
		{"not a time", "take-stance", Values{"at": "yesterday"}, "at: time"},
		{"pairs", "submit-draft", Values{"barred.1.key": "kz", "barred.1.value": "party", "barred.2.key": "", "barred.2.value": "", "groups.1.key": "big", "groups.1.value.1": "ru", "groups.1.value.2": ""},
			`{"session":"","form":"","title":null,"nature":"","barred":{"kz":"party"},"groups":{"big":["ru"]}}`},
		{"a pair without a key", "submit-draft", Values{"barred.1.value": "party"}, "barred.1.key: nothing is given"},
		{"a pair twice", "submit-draft", Values{"barred.1.key": "kz", "barred.1.value": "party", "barred.2.key": "kz", "barred.2.value": "party"}, "barred.2.key: kz is taken"},
		{"a pair without a value", "submit-draft", Values{"barred.1.key": "kz"}, `{"session":"","form":"","title":null,"nature":"","barred":{"kz":""}}`},
		{"yes", "place-item", Values{"session": "a", "order": "1", "title.en": "A", "consent": "true"}, `{"session":"a","order":1,"title":{"en":"A"},"consent":true}`},
		{"money", "record-budget", Values{"decision": "a", "type": "budget", "year": "2020", "total": "12.50 RUB"}, `{"decision":"a","type":"budget","year":2020,"total":"12.50 RUB"}`},
		{"not money", "record-budget", Values{"total": "much"}, "total: "},
		{"a document", "establish", Values{"charter": "{"}, "charter: "},
		{"a day", "appoint", Values{"office": "sg", "force.from": "1.12.2020"}, `{"office":"sg","person":null,"force":{"from":"2020-12-01"}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := of(t, tt.command)
			typed, err := f.Parse(f.Tidy(tt.vs), zone)
			got := ""
			if refusal, ok := errors.AsType[*council.Refusal](err); ok {
				got = refusal.Faults[0].String()
			} else if err == nil {
				got = written(t, typed.Command)
			}
			if !strings.HasPrefix(got, tt.want) {
				t.Errorf("got %s, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestAContentGoesWithItsCommand(t *testing.T) {
	f := of(t, "deposit-text")
	typed, err := f.Parse(Values{"about": "a", "content": "Words\n", "hash": "old", "size": "9"}, unzoned)
	if err != nil || len(typed.Texts) != 1 || string(typed.Texts[0]) != "Words\n" {
		t.Fatal(typed, err)
	}
	x := typed.Command.(*council.Record).Facts.(*council.Text)
	if len(x.Hash) != 64 || x.Size != 6 || typed.Sizes()[x.Hash] != 6 {
		t.Error(x, typed.Sizes())
	}
}

func TestRowsComeAndGo(t *testing.T) {
	f := of(t, "record-attendance")
	vs := Values{"people.1.name.en": "A", "people.2.name.en": "B", "people.10.name.en": "C", "session": "s"}
	if n := vs.Rows("people"); n != 10 {
		t.Errorf("%d rows", n)
	}
	tidy := f.Tidy(vs)
	if want := (Values{"people.1.name.en": "A", "people.2.name.en": "B", "people.3.name.en": "C", "session": "s"}); !maps.Equal(tidy, want) {
		t.Error(tidy)
	}
	if got := tidy.Remove("people.2"); !maps.Equal(got, Values{"people.1.name.en": "A", "people.2.name.en": "C", "session": "s"}) {
		t.Error(got)
	}
	for _, path := range []string{"people", "people.x", ""} {
		if got := tidy.Remove(path); !maps.Equal(got, tidy) {
			t.Errorf("without %q: %v", path, got)
		}
	}
	if got := tidy.Add("people"); got.Rows("people") != 4 || len(got) != len(tidy)+1 {
		t.Error(got)
	}
	full := Values{"people.500": ""}
	if got := full.Add("people"); got.Rows("people") != MaxRows {
		t.Error("a row beyond the last")
	}
	if got := vs.Paths(); !slices.Equal(got, []string{"people.1.name.en", "people.2.name.en", "people.10.name.en", "session"}) {
		t.Error(got)
	}
}

func TestAFormTakesNoMoreThanItsLimits(t *testing.T) {
	f := of(t, "record-attendance")
	if vs, err := f.Read(map[string][]string{"other": {"x"}, "session": {"a\r\nb\xff"}, "people.1.name.en": nil}); err != nil || !maps.Equal(vs, Values{"session": "a\nb\uFFFD"}) {
		t.Error(vs, err)
	}
	if _, err := f.Read(map[string][]string{"session": {strings.Repeat("a", MaxBytes)}}); err == nil {
		t.Error("a form of any size is taken")
	}
}

func TestAFaultIsShownAtItsField(t *testing.T) {
	f := of(t, "submit-draft")
	vs := Values{"barred.1.key": "am", "barred.2.key": "kz", "groups.1.key": "g"}
	for fault, want := range map[string]string{
		"title": "title", "title.ru": "title", "approves.2": "approves.2", "barred.kz": "barred.2.value", "barred.xx": "barred", "barred": "barred",
		"groups.g.1": "groups.1.value.1", "evidence.basis": "evidence.basis", "evidence.nothing": "evidence", "put-question": "", "matter": "matter", "session.presides": "session",
	} {
		if got := f.Locate(fault, vs); got != want {
			t.Errorf("%s is shown at %q, want %q", fault, got, want)
		}
	}
}

func TestLikelyAnswersLeaveNothingNeededOut(t *testing.T) {
	now := time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)
	for _, name := range council.Commands() {
		f := of(t, name)
		typed, err := f.Parse(f.Likely(Values{}, now), unzoned)
		if err != nil && name != "establish" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err != nil {
			continue
		}
		_, faults := council.Wants(typed.Command)
		for _, x := range faults {
			y, ok := f.At(f.Locate(x.Field, nil))
			if ok && y.Kind == List {
				y = y.Item
			}
			if x.Code == council.CodeMissing && ok && !slices.Contains([]Kind{Thing, Member, Body, Office, Side, Group}, y.Kind) {
				t.Errorf("%s: %v", name, x)
			}
		}
	}
	if vs := of(t, "take-stance").Likely(Values{"stance": "objects"}, now); vs["stance"] != "objects" {
		t.Error("an answer is replaced")
	}
}

func FuzzForm(f *testing.F) {
	for _, name := range council.Commands() {
		f.Add(name, "title.ru", "x", "people.1.name.en", "y", "barred.3.key", "z")
	}
	f.Add("deposit-text", "content", "x", "size", "3", "hash", "\n")
	f.Fuzz(func(t *testing.T, name, p, a, q, b, r, c string) {
		x, err := Of(name)
		if err != nil {
			return
		}
		vs, err := x.Read(map[string][]string{p: {a}, q: {b}, r: {c}})
		if err != nil {
			return
		}
		tidy := x.Tidy(vs)
		for path := range tidy {
			if _, ok := x.At(path); !ok {
				t.Errorf("%q is no field of %s", path, name)
			}
		}
		typed, err := x.Parse(tidy, unzoned)
		if err != nil {
			return
		}
		back, err := x.Values(typed.Command)
		if err != nil {
			t.Fatal(err)
		}
		again, err := x.Parse(back, unzoned)
		if err != nil || written(t, again.Command) != written(t, typed.Command) {
			t.Errorf("%s: %v, %s, %s", name, err, written(t, typed.Command), written(t, again.Command))
		}
	})
}
