package council

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/words"
)

func TestOneCommandHasOneReading(t *testing.T) {
	for fields, want := range map[string]string{
		`{"session":"s","order":1,"title":{}}`:                    "",
		" {\n\"order\" : 1 , \"title\":{\"en\":\"\\u0041<\"} }\n": "",
		``:                              "EOF",
		`[]`:                            "place-item",
		`{"order":1}{}`:                 "more than one value",
		`{"order":1,"order":2}`:         "order",
		`{"Order":1}`:                   `unknown field "Order"`,
		`{"tıtle":{}}`:                  "unknown field",
		`{"colour":1}`:                  `unknown field "colour"`,
		`{"audience":1}`:                "audience: want text, found number",
		`{"order":"1"}`:                 "order: want a whole number, found string",
		`{"order":1.5}`:                 "order",
		`{"title":"x"}`:                 "title: want an object, found string",
		`{"consent":1}`:                 "consent: want true or false, found number",
		`{"title":{"en":"\ud800"}}`:     "half a surrogate pair",
		"{\"title\":{\"en\":\"\xff\"}}": "not UTF-8",
		`{"title":` + strings.Repeat("[", 99) + strings.Repeat("]", 99) + `}`: "inside each other",
		`{"title":{"en":"e\u0301"}}`:                                          "title",
		`{"order":`:                                                           "EOF",
		`{"order":}`:                                                          "place-item",
	} {
		c, err := ParseCommand("place-item", []byte(fields))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", fields, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || len(codes(err)) == 0):
			t.Errorf("%s: %v %v, want %s", fields, c, err, want)
		}
	}
	if _, err := ParseCommand("fly", []byte(`{}`)); len(codes(err)) != 1 || codes(err)[0] != CodeCommand {
		t.Error(err)
	}
	if _, err := ParseCommand("record-attendance", []byte(`{"people":{}}`)); err == nil || !strings.Contains(err.Error(), "people: want a list, found object") {
		t.Error(err)
	}
	if _, err := ParseCommand("put-question", []byte(`{"colour":1}`)); err == nil {
		t.Error("an unknown field is taken")
	}
}

func TestEntriesThatNoCommandMakesAreErrors(t *testing.T) {
	read := func(fields ...string) (Event, error) {
		return ReadEvent(func(name string) ([]byte, bool) {
			for i := 0; i < len(fields); i += 2 {
				if fields[i] == name {
					return []byte(fields[i+1]), true
				}
			}
			return nil, false
		})
	}
	id := "0123456789abc"
	for _, fields := range [][]string{
		{"type", "item-placed.v1", "audience", "public", "subject", id, "body", "{}", "cause", "-1"},
		{"type", "item-placed.v1", "audience", "public", "subject", id, "body", "{}", "cause", "x"},
		{"type", "item-placed.v1", "audience", "all", "subject", id, "body", "{}"},
		{"type", "item-placed.v1", "audience", "public", "subject", "x", "body", "{}"},
		{"type", "item-placed.v1", "audience", "public", "subject", id},
		{"type", "item-placed.v1", "audience", "public", "subject", id, "body", "[]"},
		{"type", "item-placed.v1", "audience", "public", "subject", id, "body", `{"reason":1}`},
	} {
		if e, err := read(fields...); err == nil {
			t.Errorf("%q is read as %+v", fields, e)
		}
	}
	e, err := read("type", "rite-performed.v9", "audience", "all", "texts", "a b")
	if err != nil || e.Body != nil || e.Type != "rite-performed.v9" || len(e.Texts) != 2 || e.Cause != -1 {
		t.Errorf("an unknown type: %+v %v", e, err)
	}
	bad := Event{Type: "item-placed.v1", Body: &Recorded{Facts: &Item{Title: words.Text{"en": "e\u0301"}}}}
	if _, err := bad.Values(Order{Command: new(Establish)}); err == nil {
		t.Error("what is not in normal form is written")
	}
}

// FuzzParseCommand checks that any text is a command or a refusal, and that what
// is a command comes back from its own form.
func FuzzParseCommand(f *testing.F) {
	f.Add("place-item", []byte(`{"session":"0123456789abc","order":1,"title":{"en":"A < B"}}`))
	f.Add("record-budget", []byte(`{"decision":"d","type":"budget","year":2020,"total":"1.00 RUB","lines":[{"what":{"en":"x"},"amount":"1.00 RUB"}]}`))
	f.Add("take-stance", []byte(`{"decision":"d","stance":"for","at":"2019-11-28"} `))
	f.Add("submit-draft", []byte(`{"audience":"members","corrects":"x","reason":"y","evidence":{"note":{}}}`))
	f.Add("establish", []byte(`{"charter":{"rules":[{"counts":{"for":"passes"}}]}}`))
	f.Fuzz(func(t *testing.T, name string, fields []byte) {
		c, err := ParseCommand(name, fields)
		if err != nil {
			if len(codes(err)) == 0 {
				t.Errorf("%s %q: no refusal: %v", name, fields, err)
			}
			return
		}
		// What is empty is not written, so the form settles after one turn.
		var forms [3][]byte
		for i := range forms {
			if forms[i], err = FormatCommand(c); err != nil {
				t.Fatalf("%s %q: %v", name, fields, err)
			}
			if c, err = ParseCommand(name, forms[i]); err != nil {
				t.Fatalf("%s %q becomes %s: %v", name, fields, forms[i], err)
			}
		}
		if !bytes.Equal(forms[1], forms[2]) {
			t.Errorf("%s %q becomes %s, then %s", name, fields, forms[1], forms[2])
		}
	})
}

// FuzzReadEvent checks that any fields are an event or an error, and that applying
// and writing an event that was read changes nothing of what it says.
func FuzzReadEvent(f *testing.F) {
	id := "0123456789abc"
	f.Add("item-placed.v1", id, "public", "3", "", []byte(`{"session":"0123456789abc","order":1,"title":{"en":"x"},"reason":"y"}`))
	f.Add("decision-adopted.v1", id, "members", "", "", []byte(`{"decision":"d","title":{},"session":"s","ruling":{"rule":{},"members":["kz"],"stances":{"kz":"for"},"finding":{}}}`))
	f.Add("charter-established.v1", "", "public", "", "", []byte(`{"charter":{}}`))
	f.Add("text-deposited.v1", id, "sitting:0123456789abc", "", "00 01", []byte(`{}`))
	f.Fuzz(func(t *testing.T, typ, subject, audience, cause, texts string, body []byte) {
		fields := map[string][]byte{"type": []byte(typ), "subject": []byte(subject), "audience": []byte(audience), "cause": []byte(cause), "texts": []byte(texts), "body": body}
		e, err := ReadEvent(func(name string) ([]byte, bool) { b, ok := fields[name]; return b, ok })
		if err != nil {
			return
		}
		s := NewState()
		s.Apply(e, 0, time.Unix(0, 0))
		s.Apply(e, 1, time.Unix(0, 0))
		if s.Size != 2 {
			t.Errorf("size %d", s.Size)
		}
		if e.Body == nil {
			return
		}
		var turns [3][]Value
		for i := range turns {
			if turns[i], err = e.Values(Order{By: access.Actor{Role: access.Secretariat}, Command: new(Establish)}); err != nil {
				return // text that no command lets through
			}
			e, err = ReadEvent(func(name string) ([]byte, bool) {
				at := slices.IndexFunc(turns[i], func(v Value) bool { return v.Name == name })
				if at < 0 {
					return nil, false
				}
				return turns[i][at].Value, true
			})
			if err != nil {
				t.Fatalf("%s %s becomes %s: %v", typ, body, turns[i], err)
			}
		}
		if !reflect.DeepEqual(turns[1], turns[2]) {
			t.Errorf("%s %s becomes %s, then %s", typ, body, turns[1], turns[2])
		}
	})
}
