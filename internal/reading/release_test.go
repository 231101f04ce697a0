package reading

import (
	"bytes"
	"regexp"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// policy lets everyone release everything to everyone who is more, and what is for
// a circle opens by itself after a day.
func policy() (rs []charter.Release) {
	for _, from := range charter.AudienceKinds() {
		for _, to := range charter.AudienceKinds() {
			wide := to == "public" && from != "public" || to == "members" && from != "public" && from != "members" ||
				from == "secretariat" && (to == "circle" || to == "sitting" || to == "body")
			if wide {
				rs = append(rs, charter.Release{ID: from + "-" + to, From: from, To: to, By: []string{"secretariat", "chair", "member"}})
			}
		}
	}
	return append(rs, charter.Release{ID: "circle-opens", From: "circle", To: "public", After: charter.Wait{Days: 1}})
}

var canary = regexp.MustCompile(`canary-[0-9a-f]+\.`)

// remember notes whose the wordings in a body are, and for whom they are by now.
func (w *world) remember(e council.Event, body []byte) {
	for _, c := range canary.FindAll(body, -1) {
		w.within[e.Subject] = append(w.within[e.Subject], string(c))
	}
	if _, ok := e.Body.(*council.Released); ok {
		for _, c := range w.within[e.Subject] {
			w.canaries[c] = e.Audience
		}
	}
}

// release releases a thing, or sets its release for later.
func (w *world) release(id council.ID) {
	w.audience = w.anyAudience()
	by := pick(w, access.Actor{Role: access.Secretariat}, access.Actor{Role: access.Secretariat}, delegate("kz"))
	if w.choose(4) == 0 {
		_ = w.do(by, &council.SetEmbargo{Thing: id, To: w.audience, Until: w.instant(time.Duration(1+w.choose(30)) * pick(w, time.Minute, 24*time.Hour))})
	} else {
		_ = w.do(by, &council.Release{Thing: id, To: w.audience, Reason: w.words()}) // what is refused does not happen
	}
}

// releases releases things of every kind, some after a while, and goes on with them.
func (w *world) releases() {
	for range 3 {
		_ = w.record(council.NounCircle)
	}
	for range 40 {
		n := pick(w, recorded()...)
		if ids := w.ids(n); len(ids) > 0 {
			w.release(pick(w, ids...))
		}
		if w.choose(4) == 0 {
			_ = w.step() // what is refused does not happen
		}
	}
	w.given = w.given.Add(time.Hour)
	for range 100 {
		e, ok := w.state.NextExpiry()
		if !ok || e.At.After(w.given) || w.do(access.Actor{Role: access.Clock}, e.Command) != nil {
			break
		}
	}
	for _, n := range council.Nouns() { // some stay closed
		for _, t := range w.state.All(n) {
			if t.Audience != access.Public {
				_ = w.do(access.Actor{Role: access.Secretariat}, &council.SetEmbargo{Thing: t.ID, To: access.Public, Until: w.instant(1000 * time.Hour)})
				break
			}
		}
	}
}

// What a release adds is never taken away: an entry that a class reads it goes on
// reading, save that who took part in a sitting can turn out to be another. And
// nothing changes for whom it is but by a release, in an entry that says so.
func TestAReleaseNeverNarrowsAndNothingIsReadBeforeIt(t *testing.T) {
	released := 0
	rapid.Check(t, func(t *rapid.T) {
		w := grown(t)
		s := council.NewState()
		var events []council.Event
		may := func(c access.Class) (reads []bool) {
			for place, e := range events {
				reads = append(reads, access.MaySee(c, s.AudienceOf(e, register.Place(place)), s))
			}
			return reads
		}
		for _, row := range w.rows {
			e := eventAt(t, w, row.Place)
			thing, known := s.Thing(e.Subject)
			var was access.Audience
			if known {
				was = thing.Audience
			}
			_, releases := e.Body.(*council.Released)
			before := map[access.Class][]bool{}
			if releases && released%5 == 0 {
				for _, c := range classes(s) {
					before[c] = may(c)
				}
			}
			s.Apply(e, row.Place, w.given)
			events = append(events, e)
			thing, ok := s.Thing(e.Subject)
			switch {
			case !ok || !known:
			case was != thing.Audience && !releases:
				t.Fatalf("entry %d, %s, changes for whom %v is", row.Place, e.Type, thing)
			case !access.Reaches(thing.Audience, was) || releases && was == thing.Audience:
				t.Fatalf("entry %d changes %v from %s to %s", row.Place, thing, was, thing.Audience)
			}
			if !releases {
				continue
			}
			released++
			for c, old := range before {
				now := may(c)
				for place := range old {
					of := events[place].Subject == e.Subject
					if _, sitting := was.Sitting(); old[place] && !now[place] && !sitting {
						t.Fatalf("entry %d takes entry %d from %s", row.Place, place, c)
					}
					if !old[place] && now[place] && !of && thing.Noun != council.NounAttendance {
						t.Fatalf("entry %d, of %v, gives entry %d of another to %s", row.Place, thing, place, c)
					}
				}
			}
		}
	})
	if released < 12 {
		t.Errorf("%d releases happened", released)
	}
}

func eventAt(t *rapid.T, w *world, place register.Place) council.Event {
	content, err := register.ParseContent(w.rows[place].Content)
	if err != nil {
		t.Fatal(err)
	}
	e, err := council.ReadEvent(content.Field)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A mirror that is handed only the entries since a release does not hold what its
// readers are shown.
func TestEntriesFromBeforeAReleaseThatAreKeptBackAreMissed(t *testing.T) {
	found := false
	rapid.Check(t, func(t *rapid.T) {
		if found {
			return
		}
		w := grown(t)
		ids := asked(w.state)
		own := council.NewState()
		for _, row := range w.rows {
			if e := eventAt(t, w, row.Place); e.Audience == access.Public {
				own.Apply(e, row.Place, w.given)
			} else {
				own.Skip(row.Place, w.given)
			}
		}
		mine := see(own, access.PublicClass, viewers(), ids)
		for i, full := range see(w.state, access.PublicClass, viewers(), ids) {
			found = found || !bytes.Equal(full.bytes, mine[i].bytes)
		}
	})
	if !found {
		t.Error("not missed")
	}
}
