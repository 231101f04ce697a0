package council

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

func TestEveryCommandComesBackFromItsJSON(t *testing.T) {
	for _, name := range Commands() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				cmd := newChance(t).command(name)
				if r, ok := cmd.(*Record); ok && r.Reason == "" {
					r.Audience, r.Corrects = "", "" // its facts alone
				}
				b, err := FormatCommand(cmd)
				if err != nil {
					t.Fatal(err)
				}
				back, err := ParseCommand(name, b)
				if err != nil || Name(back) != name || !reflect.DeepEqual(back, cmd) {
					t.Fatalf("%s\n%v: %+v\nwant %+v", b, err, back, cmd)
				}
				// Another spelling is the same command.
				spaced := strings.NewReplacer(`":`, `" : `, `,"`, " ,\n\"").Replace(string(b))
				if again, err := ParseCommand(name, []byte(spaced)); err == nil && !reflect.DeepEqual(again, cmd) && !bytes.Contains(b, []byte("amp;")) {
					t.Fatalf("%s is another command", spaced)
				}
			})
		})
	}
}

func TestEveryEventComesBackFromItsFields(t *testing.T) {
	for _, typ := range EventTypes() {
		t.Run(typ, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := newChance(t)
				e := c.event(typ)
				if first, ok := e.Body.(*CharterEstablished); ok {
					first.Form = Form
				}
				back, values := readBack(t, e)
				if !reflect.DeepEqual(back, e) {
					t.Fatalf("%s\n%+v\nwant %+v", values["body"], back, e)
				}
				if err := register.CheckJSON(values["body"]); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestARegisterOfAnotherFormIsRefused(t *testing.T) {
	for form, refused := range map[string]bool{"0": true, "2": true, "3": false, "4": true} {
		_, err := ReadEvent(func(name string) ([]byte, bool) {
			b, ok := map[string]string{
				"type": "charter-established.v1", "audience": "public", "body": `{"form":` + form + `,"charter":{}}`,
			}[name]
			return []byte(b), ok
		})
		if _, is := errors.AsType[*FormError](err); is != refused {
			t.Errorf("form %s: %v", form, err)
		}
	}
}

// readBack returns what is read from the fields of the entry that records e.
func readBack(t *rapid.T, e Event) (Event, map[string][]byte) {
	o := Order{By: access.Actor{Role: access.Secretariat}, Command: parsed(Empty(Commands()[0]))}
	vs, err := e.Values(o)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string][]byte{}
	var names []string
	for _, v := range vs {
		values[v.Name] = v.Value
		names = append(names, v.Name)
	}
	order := []string{"type", "subject", "actor", "mandate", "rule", "command", "cause", "audience", "texts", "body"}
	if !slices.IsSortedFunc(names, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) }) {
		t.Fatalf("fields in the order %v", names)
	}
	back, err := ReadEvent(func(name string) ([]byte, bool) { b, ok := values[name]; return b, ok })
	if err != nil {
		t.Fatal(err)
	}
	return back, values
}

// folded returns a state to which anything has happened, lawful or not.
func folded(t *rapid.T) (*State, *chance) {
	c := newChance(t)
	s := NewState()
	at := time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)
	types := append(EventTypes(), "session-convened.v1", "draft-submitted.v1", "draft-submitted.v1", "stance-taken.v1")
	s.Apply(Event{Type: "charter-established.v1", Audience: access.Public, Cause: -1, Body: &CharterEstablished{Form: Form, Charter: small()}}, 0, at)
	for i := range register.Place(rapid.IntRange(0, 60).Draw(t, "entries")) {
		e := c.event(one(c, types...))
		switch c.IntN(12) {
		case 0:
			e.Body, e.Type = nil, "rite-performed.v9"
		case 1:
			e.Subject = ""
		case 2:
			e.Audience = "everyone"
		case 3:
			s.Skip(i+1, at)
			continue
		}
		if old, ok := s.Thing(e.Subject); ok && c.IntN(3) > 0 {
			e.Audience = old.Audience // most are lawful in this
		}
		s.Apply(e, i+1, at.Add(time.Duration(i)*time.Second))
		if s.Size != i+2 {
			t.Fatalf("size %d after entry %d", s.Size, i+1)
		}
	}
	return s, c
}

// answers is all that a state answers to questions, as text.
func answers(s *State, pool []ID) string {
	var b strings.Builder
	var keys []string
	for n := range nouns {
		keys = append(keys, string(n))
	}
	for _, id := range pool {
		keys = append(keys, string(id))
		t, ok := s.Thing(id)
		fmt.Fprintln(&b, id, ok, t)
		for _, k := range s.Children(id) {
			fmt.Fprintln(&b, " ", k)
		}
	}
	slices.Sort(keys)
	for _, k := range append(keys, "charter") {
		for _, t := range s.All(Noun(k)) {
			fmt.Fprintln(&b, k, t, t.First(), t.Last())
		}
		for _, c := range append(s.Classes(), "member:fr") {
			fmt.Fprintln(&b, k, c, s.Changed(k, c), s.Audiences(c))
		}
	}
	rejudged, _ := marshal(s.Rejudge())
	fmt.Fprintln(&b, s.numbers, s.Size, s.Time, s.Odd, s.Charter.ID, string(rejudged))
	fmt.Fprintln(&b, slices.Sorted(maps.Keys(s.running)))
	for _, m := range []procedure.Member{"kz", "kg", "fr"} {
		fmt.Fprintln(&b, m, s.IsMember(m), s.TookPart(m, string(pool[0])))
	}
	return b.String()
}

func TestAStateComesBackFromItsSnapshot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := folded(t)
		b, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		back := new(State)
		if err := back.UnmarshalBinary(b); err != nil {
			t.Fatal(err)
		}
		want, err := s.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		for what, state := range map[string]*State{"read": back, "cloned": back.Clone(), "written on": s} {
			if got, err := state.MarshalJSON(); err != nil || !bytes.Equal(got, want) {
				t.Fatalf("%s: %v\n%s\n%s", what, err, got, want)
			}
			if again, err := state.MarshalBinary(); err != nil || !bytes.Equal(again, b) {
				t.Fatalf("%s: another snapshot, %v", what, err)
			}
		}
		// What a clone is told, its original does not hear.
		twin := back.Clone()
		for range 5 {
			twin.Apply(c.event("session-convened.v1"), twin.Size, twin.Time)
			twin.Apply(c.event("stance-taken.v1"), twin.Size, twin.Time)
		}
		if got, err := back.MarshalJSON(); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("changed by its clone: %v\n%s\n%s", err, got, want)
		}
		if want, got := answers(s, c.pool), answers(back, c.pool); want != got {
			t.Fatalf("%s\nwant %s", got, want)
		}
		// And both go on alike.
		e := c.event("session-convened.v1")
		s.Apply(e, s.Size, s.Time)
		back.Apply(e, back.Size, back.Time)
		if want, got := answers(s, c.pool), answers(back, c.pool); want != got {
			t.Fatalf("%s\nwant %s", got, want)
		}
	})
}

func TestTheSecretariatHoldsAllButThePapersOfDelegations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, c := folded(t)
		for _, class := range append(s.Classes(), "member:tm") {
			h := s.Held(class)
			for _, id := range c.pool {
				full, there := s.Thing(id)
				_, held := h.Thing(id)
				if held != (there && access.MaySee(class, full.Audience, s)) {
					t.Fatalf("%s holds %v: %v", class, id, held)
				}
			}
			for _, k := range append(c.pool, "session", "charter") {
				if h.Changed(string(k), class) != s.Changed(string(k), class) {
					t.Fatalf("%s: %s changed at another place", class, k)
				}
			}
		}
	})
}

func TestWhatIsNoSnapshotIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := folded(t)
		b, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(0, len(b)-1).Draw(t, "cut")
		if err := new(State).UnmarshalBinary(b[:at]); err == nil {
			t.Fatalf("%d of %d bytes are taken for a state", at, len(b))
		}
		if err := new(State).UnmarshalBinary(append(bytes.Clone(b), 0)); err == nil {
			t.Fatal("one byte more is taken for a state")
		}
		b[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		_ = new(State).UnmarshalBinary(b) // may be a state; must not stop the program
	})
	for what, b := range map[string]string{
		"a head that is no object": "\x02[]\x00\x00",
		"an unknown noun":          "\x02{}\x01\x01x\x00\x04rite\x00\x06public\x02{}\x00\x00\x00",
		"facts that are no object": "\x02{}\x01\x01x\x00\x04item\x00\x06public\x02[]\x00\x00\x00",
		"a thing without entries":  "\x02{}\x01\x01x\x00\x04item\x00\x06public\x02{}\x00\x00\x00",
		"a word that was not said": "\x02{}\x01\x01x\x07",
		"more things than bytes":   "\x02{}\xff\x7f",
	} {
		if err := new(State).UnmarshalBinary([]byte(b)); err == nil {
			t.Errorf("%s is taken for a state", what)
		}
	}
}
