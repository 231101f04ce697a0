package reading

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

func TestWhatIsKeptIsFreshOnlyWhileItWouldBeMadeTheSame(t *testing.T) {
	stale, kept := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		w := grown(t)
		some := []access.Class{access.PublicClass, access.MemberClass("kz"), access.SecretariatClass}
		for range 6 {
			ids := asked(w.state)
			before := make([][]seen, len(some))
			for i, c := range some {
				before[i] = see(w.state, c, viewers(), ids)
			}
			if w.step() != nil {
				continue
			}
			for i, c := range some {
				for j, now := range see(w.state, c, viewers(), ids) {
					old := before[i][j]
					fresh := Fresh(w.state, c, old.reads)
					if fresh {
						kept++
					} else {
						stale++
					}
					if fresh && (!bytes.Equal(old.bytes, now.bytes) || old.refused != now.refused) {
						t.Fatalf("%s: %s %s changed and is taken for fresh:\n%s\n%s\nnow\n%s\nmade from %v", c, now.view, now.id, old.refused, old.bytes, now.bytes, old.reads)
					}
				}
			}
		}
	})
	t.Logf("%d kept, %d made again", kept, stale)
	if kept < stale {
		t.Errorf("of %d views %d were made again: more than half for nothing", kept+stale, stale)
	}
}

func TestWhatDoesNotConcernAViewLeavesItFresh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		session := w.public(council.NounSession)
		claim := func(a access.Audience) council.Command {
			en := words.Text{"en": "x"}
			return &council.Record{Audience: a, Facts: &council.Claim{About: session, Question: "q", Asked: en, Value: en, By: en}}
		}
		for _, tt := range []struct {
			view, id string
			class    access.Class
			audience access.Audience
			fresh    bool
		}{
			{"acts", "", access.PublicClass, access.Public, true},
			{"budgets", "", access.SecretariatClass, access.Public, true},
			{"session", string(session), access.PublicClass, access.Public, false},
			{"session", string(session), access.PublicClass, access.OfDelegation("kz"), true},
			{"session", string(session), access.MemberClass("kz"), access.OfDelegation("kz"), false},
			{"session", string(session), access.MemberClass("kg"), access.OfDelegation("kz"), true},
			{"session", string(session), access.SecretariatClass, access.OfDelegation("kz"), true},
			{"session", string(session), access.SecretariatClass, access.Members, false},
			{"session", string(session), access.MemberClass("tm"), access.Members, true},
		} {
			if err := w.do(access.Actor{Role: access.Secretariat}, claim(tt.audience)); err != nil {
				t.Fatal(err) // so that the audience itself is not new
			}
			room := Enter(w.state, tt.class)
			if _, err := room.View(tt.view, tt.id); err != nil {
				t.Fatal(err)
			}
			reads := room.Reads()
			if !slices.IsSorted(reads.Keys) || room.Class() != tt.class {
				t.Fatalf("%v", reads)
			}
			if err := w.do(access.Actor{Role: access.Secretariat}, claim(tt.audience)); err != nil {
				t.Fatal(err)
			}
			if got := Fresh(w.state, tt.class, reads); got != tt.fresh {
				t.Fatalf("%s of %s after a claim about a session for %s: fresh %v", tt.view, tt.class, tt.audience, got)
			}
		}
	})
}

// Whoever turns out to have taken part in a sitting reads what was recorded of it
// long before, and whoever turns out not to have does not.
func TestRightsThatChangeMakeViewsAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		office := access.Actor{Role: access.Secretariat}
		en := words.Text{"en": "x"}
		session := w.public(council.NounSession)
		must := func(c council.Command) {
			if err := w.do(office, c); err != nil {
				t.Fatal(err)
			}
		}
		must(&council.Record{Facts: &council.Sitting{Session: session, Order: 1, Format: "narrow", Name: en}})
		sittings := w.ids(council.NounSitting)
		sitting := sittings[len(sittings)-1]
		closed := access.OfSitting(string(sitting))
		must(&council.Record{Audience: closed, Facts: &council.Statement{Session: session, Sitting: sitting, Speaker: council.Person{Name: en}, Points: []words.Text{en}}})
		must(&council.Record{Facts: &council.Statement{Session: session, Speaker: council.Person{Name: en}, Points: []words.Text{en}}})
		read := func() ([]byte, Reads) {
			room := Enter(w.state, access.MemberClass("kz"))
			b, err := room.View("statements", "")
			if err != nil {
				t.Fatal(err)
			}
			return b, room.Reads()
		}
		was, reads := read()
		must(&council.Record{Facts: &council.Attendance{Session: session, Sittings: []council.ID{sitting}, People: []council.Person{{Name: en, Member: "kz"}}}})
		now, reads2 := read()
		if Fresh(w.state, access.MemberClass("kz"), reads) || bytes.Equal(was, now) {
			t.Fatal("one who took part reads no more than before")
		}
		attendance := w.ids(council.NounAttendance)
		must(&council.Record{Corrects: attendance[len(attendance)-1], Reason: "it was another", Facts: &council.Attendance{Session: session, Sittings: []council.ID{sitting}, People: []council.Person{{Name: en, Member: "kg"}}}})
		if again, _ := read(); Fresh(w.state, access.MemberClass("kz"), reads2) || !bytes.Equal(was, again) {
			t.Fatal("one who did not take part reads on")
		}
	})
}
