package council

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A chance makes values of any type of this package, valid in form. Its ids come
// from a small pool, so that things name one another.
type chance struct {
	*rand.Rand
	pool []ID
}

func newChance(t *rapid.T) *chance {
	seed := rapid.Uint64().Draw(t, "course of events")
	c := &chance{Rand: rand.New(rand.NewPCG(seed, 1))}
	for range 12 {
		c.pool = append(c.pool, NewID(c.Uint64()))
	}
	return c
}

func one[T any](c *chance, of ...T) T { return of[c.IntN(len(of))] }

func parsed[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// of returns a value of a type. What may be left out is left out half the time;
// what is not left out is not empty, since what is empty is not written.
func (c *chance) of(t reflect.Type) reflect.Value {
	if v, ok := c.formed(t); ok {
		return v
	}
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := t.Field(i)
			given := !strings.Contains(f.Tag.Get("json"), ",omit") || c.IntN(2) == 0
			if given && f.Type != reflect.TypeFor[Facts]() {
				v.Field(i).Set(c.of(f.Type))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(c.of(t.Elem()))
	case reflect.Slice:
		for range 1 + c.IntN(3) {
			v = reflect.Append(v, c.of(t.Elem()))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for range 1 + c.IntN(2) {
			key := c.of(t.Key())
			if t.Key() == reflect.TypeFor[string]() {
				key = reflect.ValueOf(one(c, "a", "b-c"))
			}
			v.SetMapIndex(key, c.of(t.Elem()))
		}
	case reflect.String:
		v.SetString(one(c, "x", "Сессия", "<b>&amp;\"", "two\nlines", "\u2028", "heads", "narrow", "decision", "5.9"))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(1 + c.IntN(3)))
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic(fmt.Sprint("no value of ", t))
	}
	return v
}

// formed returns a value of a type that has a form of its own.
func (c *chance) formed(t reflect.Type) (v reflect.Value, ok bool) {
	switch t {
	case reflect.TypeFor[ID]():
		v = reflect.ValueOf(one(c, c.pool...))
	case reflect.TypeFor[access.Audience]():
		v = reflect.ValueOf(one(c, access.Public, access.Public, access.Members, access.OfSecretariat, access.OfDelegation("kz"), access.OfSitting(string(c.pool[0])), access.OfTheBody("heads"), access.OfCircle(string(c.pool[1]))))
	case reflect.TypeFor[calendar.When]():
		v = reflect.ValueOf(parsed(calendar.ParseWhen(one(c, "2019", "2019-11", "2019-11-28", "2019-11-28T12:30:00+06:00", "../2019-11-28"))))
	case reflect.TypeFor[calendar.Day]():
		v = reflect.ValueOf(parsed(calendar.ParseDay("2019-11-28")).Add(c.IntN(100)))
	case reflect.TypeFor[money.Amount]():
		v = reflect.ValueOf(money.Amount{Minor: c.Int64N(1e12), Currency: one(c, money.Currency("RUB"), "JPY")})
	case reflect.TypeFor[money.Percent]():
		v = reflect.ValueOf(money.Percent(c.IntN(1e6)))
	case reflect.TypeFor[procedure.Member]():
		v = reflect.ValueOf(one(c, procedure.Member("kz"), "kg", "fr"))
	case reflect.TypeFor[procedure.Outcome]():
		v = reflect.ValueOf(one(c, procedure.Adopted, procedure.NotAdopted, "returned"))
	case reflect.TypeFor[procedure.Stance]():
		v = reflect.ValueOf(one(c, procedure.Stances()...))
	case reflect.TypeFor[words.Lang]():
		v = reflect.ValueOf(one(c, words.Lang("ru"), "en", "kk"))
	case reflect.TypeFor[act.Hash]():
		v = reflect.ValueOf(act.Hash{byte(1 + c.IntN(9))})
	case reflect.TypeFor[time.Time]():
		v = reflect.ValueOf(time.Date(2019, 11, 28, 9, 41, c.IntN(60), 0, time.UTC))
	case reflect.TypeFor[procedure.Need](): // needs, steps and reasons hold others of their kind
		v = reflect.ValueOf(procedure.Need{Tally: procedure.TallyInFavour, Compare: procedure.AtLeast, Count: 1 + c.IntN(9)})
	case reflect.TypeFor[procedure.Step]():
		v = reflect.ValueOf(procedure.Step{Name: one(c, "first", "second"), Clock: procedure.Clock{Months: 1 + c.IntN(9)},
			Rule: procedure.Rule{ID: "r", Name: words.Text{"en": "x"}, Counts: map[procedure.Stance]procedure.Effect{procedure.For: procedure.Passes}}})
	case reflect.TypeFor[procedure.Reason]():
		v = reflect.ValueOf(procedure.Reason{Condition: procedure.Quorum, Have: c.IntN(9), Want: 9, Who: []procedure.Member{"kz"}})
	}
	return v, v.IsValid()
}

// command returns a command of a name with chance values.
func (c *chance) command(name string) Command {
	cmd := parsed(Empty(name))
	if r, ok := cmd.(*Record); ok {
		c.set(r)
		c.set(r.Facts)
		return r
	}
	c.set(cmd)
	return cmd
}

// set gives what v points to a chance value.
func (c *chance) set(v any) {
	e := reflect.ValueOf(v).Elem()
	facts := e
	if r, ok := v.(*Record); ok {
		defer func(f Facts) { r.Facts = f }(r.Facts)
	}
	e.Set(c.of(facts.Type()))
}

// event returns an event of a type with chance values.
func (c *chance) event(eventType string) Event {
	e := Event{Type: eventType, Subject: one(c, c.pool...), Audience: c.of(reflect.TypeFor[access.Audience]()).Interface().(access.Audience), Cause: register.Place(c.IntN(3) - 1), Body: empty(eventType)}
	if r, ok := e.Body.(*Recorded); ok {
		c.set(r.Facts)
		r.Reason = one(c, "", "because")
		if f, ok := r.Facts.(*Text); ok {
			e.Texts = []string{f.Hash}
			f.Hash = strings.Repeat("0", 64)
			e.Texts[0] = f.Hash
		}
		return e
	}
	c.set(e.Body)
	return e
}

// small returns the charter of a council of three, one suspended, with an
// observer and one rule.
func small() charter.Charter {
	text := func(s string) words.Text { return words.Text{"en": s} }
	since := calendar.Span{From: parsed(calendar.ParseDay("2001-01-01"))}
	member := func(id procedure.Member, s charter.Standing) charter.Member {
		return charter.Member{ID: id, Names: []charter.Name{{Name: text(string(id))}}, Statuses: []charter.Status{{Standing: s, Force: since}}}
	}
	return charter.Charter{
		ID: "lakes", Name: text("Lakes"), Short: text("Lakes"), Languages: []words.Lang{"en"}, Alphabet: "en", Zone: "UTC", Accent: "#1f4e79", Council: "heads",
		Members: []charter.Member{member("kz", charter.FullMember), member("kg", charter.FullMember), member("uz", charter.Suspended), member("tm", charter.Observer)},
		Bodies:  []charter.Body{{ID: "congress", Name: text("Congress")}, {ID: "heads", Name: text("Heads"), Under: "congress"}},
		Offices: []charter.Office{{ID: "chair", Name: text("Chair")}},
		Rules: []procedure.Rule{{ID: "r", Name: text("R"), Force: since, Matters: []string{"plan"}, Method: procedure.Consensus, Counts: map[procedure.Stance]procedure.Effect{
			procedure.For: procedure.Passes, procedure.DoesNotObject: procedure.OptsOut,
		}}},
	}
}

// A desk is a state to which commands are given in a test.
type desk struct {
	t     testing.TB
	state *State
	given time.Time
	bits  uint64
}

// newDesk returns a council with its charter.
func newDesk(t testing.TB) *desk {
	d := &desk{t: t, state: NewState(), given: time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)}
	d.must("secretariat", &Establish{Charter: small()})
	return d
}

// give gives a command and applies what it becomes.
func (d *desk) give(by string, cmd Command) ([]Event, error) {
	return d.order(Order{By: parsed(access.ParseActor(by)), Command: cmd})
}

func (d *desk) order(o Order) ([]Event, error) {
	d.given = d.given.Add(time.Second)
	d.bits++
	o.Given, o.IDs = d.given, []ID{"not an id", NewID(d.bits)}
	seen := d.state.Size - 1
	events, err := Decide(d.state, o)
	if err == nil {
		defer d.twice(o, seen)
	}
	for _, e := range events {
		if _, err := e.Values(o); err != nil {
			d.t.Errorf("%s: %v", e.Type, err)
		}
		d.state.Apply(e, d.state.Size, d.given)
	}
	return events, err
}

// must gives a command that is in order and returns what it is about.
func (d *desk) must(by string, cmd Command) ID {
	d.t.Helper()
	events, err := d.give(by, cmd)
	if err != nil {
		d.t.Fatalf("%s: %v", cmd.name(), err)
	}
	return events[0].Subject
}

// record records facts that are in order.
func (d *desk) record(a access.Audience, f Facts) ID {
	d.t.Helper()
	return d.must("secretariat", &Record{Audience: a, Facts: f})
}
