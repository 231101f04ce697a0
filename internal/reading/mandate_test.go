package reading

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// under gives a command under a mandate and returns what it made.
func (w *world) under(by access.Actor, m council.ID, c council.Command) council.ID {
	w.mandate = m
	defer func() { w.mandate = "" }()
	before := w.state.Size
	if err := w.do(by, c); err != nil {
		w.t.Fatal(err)
	}
	return eventAt(w.t, w, before).Subject
}

func TestWhoActsForADelegationAndWhoContradictsWhom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		office, kz := access.Actor{Role: access.Secretariat}, delegate("kz")
		en := words.Text{"en": "x"}
		day, _ := calendar.ParseWhen("2019-11-01")
		give := func(person string, as access.Capacity, a access.Audience) council.ID {
			return w.under(office, "", &council.Record{Audience: a, Facts: &council.Mandate{Person: person, Name: words.Text{"en": person}, For: "member:kz", Capacity: as, From: day, Source: "letter"}})
		}
		one, two := give("one", access.AsDelegate, ""), give("two", access.AsHead, access.OfDelegation("kz"))
		again := give("one", access.AsAlternate, "")
		d := w.under(office, "", &council.Record{Facts: &council.Decision{Session: w.public(council.NounSession), Form: "decision", Title: en, Nature: "other", Matter: "plan", At: w.instant(0)}})
		take := func(m council.ID, s procedure.Stance) {
			w.under(kz, m, &council.TakeStance{Decision: d, Stance: s})
		}
		take(one, procedure.For)
		take(again, procedure.Objects) // the same person, who has changed its mind
		take(two, procedure.For)       // another
		take(two, procedure.For)
		see := func(c access.Class) Delegation {
			v, err := Enter(w.state, c).Delegation("kz")
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		for _, c := range []access.Class{"member:kz", "member:kz/body:heads", access.SecretariatClass, access.MemberClass("kg").As(access.AsHead)} {
			if v := see(c); len(v.Contradictions) != 0 {
				t.Fatalf("%s is shown %+v", c, v.Contradictions)
			}
		}
		own := see(w.state.ClassUnder(kz, two, w.given))
		if len(own.Contradictions) != 1 || own.Contradictions[0].Earlier.Stance != procedure.Objects || own.Contradictions[0].Later.Mandate.ID != two || own.Contradictions[0].Decision.ID != d {
			t.Fatalf("%+v", own.Contradictions)
		}
		mine := slices.IndexFunc(own.Mandates, func(l MandateLine) bool { return l.ID == two })
		if mine < 0 || !own.Mandates[mine].InForce(w.given) || own.Mandates[mine].InForce(w.given.AddDate(-1, 0, 0)) || own.Mandates[0].Facts.Capacity != access.AsHead {
			t.Fatalf("%+v", own.Mandates)
		}
		others := see("member:kg")
		if len(others.Contradictions) != 0 || slices.ContainsFunc(others.Mandates, func(l MandateLine) bool { return l.ID == two }) {
			t.Fatalf("another delegation is shown %+v", others)
		}
		p, err := Enter(w.state, access.PublicClass).Person("one")
		if err != nil || len(p.Mandates) != 2 {
			t.Fatalf("%+v %v", p, err)
		}
		if _, err := Enter(w.state, access.PublicClass).Person("two"); err == nil {
			t.Fatal("a person whose mandate is the delegation's is named to everyone")
		}
	})
}

func TestWhoCouldSeeAThingWhenAndWhoWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		office := access.Actor{Role: access.Secretariat}
		en := words.Text{"en": "x"}
		give := func(person string, side access.Side, as access.Capacity, from, to string) council.ID {
			f := &council.Mandate{Person: person, Name: words.Text{"en": person}, For: side, Capacity: as, Source: "letter"}
			f.From, _ = calendar.ParseWhen(from)
			f.To, _ = calendar.ParseWhen(to)
			return w.under(office, "", &council.Record{Facts: f})
		}
		secretary := give("secretary", access.SideSecretariat, access.AsOfficer, "2019-01-01", "")
		early := give("early", "member:kz", access.AsDelegate, "2019-01-01", "2019-11-27")
		kz := give("kz", "member:kz", access.AsHead, "2019-01-01", "")
		kg := give("kg", "member:kg", access.AsHead, "2019-01-01", "")
		stranger := give("tm", "member:tm", access.AsHead, "2019-01-01", "")
		circle := w.under(office, "", &council.Record{Facts: &council.Circle{Name: en, People: []string{"kz", "early"}}})
		few := access.OfCircle(string(circle))
		c := w.under(office, "", &council.Record{Audience: few, Facts: &council.Claim{About: w.public(council.NounSession), Question: "q", Asked: en, Value: en, By: en}})
		names := func(ps []Reader) (ids []council.ID) {
			for _, p := range ps {
				if slices.Contains([]council.ID{secretary, early, kz, kg, stranger}, p.Mandate) {
					ids = append(ids, p.Mandate)
				}
			}
			return ids
		}
		inside := access.MemberClass("kz").With(nil, []string{string(circle)})
		v, err := Enter(w.state, inside).Readership(c)
		if err != nil || v.Now != few || len(v.Spans) != 1 || !slices.Equal(names(v.Spans[0].People), []council.ID{secretary, kz}) {
			t.Fatalf("%+v %v", v, err)
		}
		to := slices.IndexFunc(v.Wider, func(x Wider) bool { return x.To == access.Members })
		if to < 0 || !slices.Equal(names(v.Wider[to].People), []council.ID{kg}) {
			t.Fatalf("released to the members %+v", v.Wider)
		}
		if _, err := Enter(w.state, access.MemberClass("kz")).Readership(c); err == nil {
			t.Fatal("who is not in the circle learns who reads what is for it")
		}
		w.given = w.given.Add(time.Hour)
		w.under(office, "", &council.Release{Thing: c, To: access.Public, Reason: en})
		v, err = Enter(w.state, access.PublicClass).Readership(c)
		if err != nil || len(v.Spans) != 2 || v.Spans[0].Audience != few || v.Spans[1].Audience != access.Public || len(v.Spans[0].People) != 0 ||
			!v.Spans[1].From.Equal(w.given) || len(v.Wider) != 0 {
			t.Fatalf("%+v %v", v, err)
		}
		if rs := Enter(w.state, access.PublicClass).Releases(); len(rs.Things) != 1 || rs.Things[0].ID != c || len(rs.Policy) == 0 {
			t.Fatalf("%+v", rs)
		}
	})
}
