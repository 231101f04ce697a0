package reading

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/register"
)

// TestMain makes fewer courses of events than usual: each is a whole council, read
// in every way by everyone.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", "12"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// A seen is what a class is shown: bytes, or a refusal, and what it was made from.
type seen struct {
	view, id string
	bytes    []byte
	refused  string
	reads    Reads
}

type viewer = func(*Room, string) ([]byte, error)

// viewers are all views.
func viewers() map[string]viewer {
	all := map[string]viewer{}
	for name, v := range views {
		all[name] = v.json
	}
	return all
}

// see makes every view of a state for a class: those of one thing for every id
// given, those of all once.
func see(s *council.State, c access.Class, views map[string]viewer, ids map[string][]string) (all []seen) {
	for _, name := range viewNames(views) {
		for _, id := range append([]string{""}, ids[name]...) {
			room := Enter(s, c)
			b, err := views[name](room, id)
			v := seen{view: name, id: id, bytes: b, reads: room.Reads()}
			if err != nil {
				v.refused = err.Error()
			}
			all = append(all, v)
		}
	}
	return all
}

func viewNames(views map[string]viewer) (names []string) {
	for n := range views {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// asked returns the ids to ask each view for: of every thing of the full state
// that it shows, one of another kind, and one of nothing.
func asked(s *council.State) map[string][]string {
	ids := map[string][]string{"member": {"kz", "kg", "tj", "uz", "tm", "fr"}, "body": {"heads", "office", "none"}, "rule": {"consensus", "silence", "majority", "none"},
		"delegation": {"kz", "kg", "tm", "fr"}, "person": {"p-one", "p-two", "p-three", "none"}}
	for name, noun := range map[string]council.Noun{"acttext": council.NounAct, "redline": council.NounDecision} {
		for _, t := range s.All(noun) {
			ids[name] = append(ids[name], string(t.ID))
		}
		ids[name] = append(ids[name], "0123456789abc")
	}
	for _, n := range council.Nouns() {
		for i, t := range s.All(n) {
			if i < 4 {
				ids["readership"] = append(ids["readership"], string(t.ID))
			}
		}
	}
	ids["readership"] = append(ids["readership"], "0123456789abc")
	for _, name := range Views() {
		if ids[name] != nil {
			continue
		}
		for _, t := range s.All(council.Noun(name)) {
			ids[name] = append(ids[name], string(t.ID))
		}
		ids[name] = append(ids[name], "0123456789abc")
		for _, t := range s.All(council.NounText) {
			ids[name] = append(ids[name], string(t.ID))
			break
		}
	}
	return ids
}

// classes are the classes of a state and two that read as the public does.
func classes(s *council.State) []access.Class {
	return append(s.Classes(), access.MemberClass("tm"), access.MemberClass("nobody"))
}

// leaks compares, view by view, what a class is shown of the full state with what
// it is shown of its own fold, and returns the first difference.
func leaks(t *rapid.T, w *world, views map[string]viewer) string {
	ids := asked(w.state)
	for _, c := range classes(w.state) {
		own, err := secretariat.FoldFor(t.Context(), w, c, w.state)
		if err != nil {
			t.Fatal(err)
		}
		mine := see(own, c, views, ids)
		for i, full := range see(w.state, c, views, ids) {
			switch what := string(c) + " reads " + full.view + " " + full.id + ": "; {
			case !bytes.Equal(full.bytes, mine[i].bytes):
				return what + string(full.bytes) + "\nof its own fold: " + string(mine[i].bytes)
			case full.refused != mine[i].refused:
				return what + full.refused + "\nof its own fold: " + mine[i].refused
			case full.reads.Last != mine[i].reads.Last || !slices.Equal(full.reads.Keys, mine[i].reads.Keys) ||
				!slices.Equal(full.reads.Audiences, mine[i].reads.Audiences):
				return what + "not made from the same"
			}
			for canary, a := range w.canaries {
				if !access.MaySee(c, a, w.state) && bytes.Contains(full.bytes, []byte(canary)) {
					return string(c) + " reads in " + full.view + " what is for " + string(a)
				}
			}
		}
		a, err := own.Held(c).MarshalJSON()
		b, err2 := w.state.Held(c).MarshalJSON()
		if err != nil || err2 != nil || !bytes.Equal(a, b) {
			return string(c) + ": what it folds is not what it holds"
		}
	}
	return ""
}

// rounds is how often courses of events are made anew while what a test needs has
// not happened in any: which things meet is left to chance.
const rounds = 12

func TestNothingLeaksIntoAnyViewOfAnyClass(t *testing.T) {
	done, all := map[string]int{}, 0
	look := func(t *rapid.T) {
		w := grown(t)
		all += len(w.rows)
		for _, row := range w.rows {
			c, err := register.ParseContent(row.Content)
			if err != nil {
				t.Fatal(err)
			}
			typ, _ := c.Field("type")
			done[string(typ)]++
		}
		if what := leaks(t, w, viewers()); what != "" {
			t.Fatal(what)
		}
	}
	missed := func(typ string) bool { return done[typ] == 0 }
	for range rounds {
		rapid.Check(t, look)
		if !slices.ContainsFunc(council.EventTypes(), missed) {
			break
		}
	}
	t.Logf("%d entries, %v", all, done)
	for _, typ := range council.EventTypes() {
		if done[typ] == 0 {
			t.Errorf("nothing of type %s happened, so nothing of it was looked at", typ)
		}
	}
}

// A planted leak must be found, or the test above proves nothing.
func TestPlantedLeaksAreFound(t *testing.T) {
	for name, plant := range map[string]viewer{
		"a count of all decisions": func(r *Room, _ string) ([]byte, error) {
			return json.Marshal(len(r.see.State().All(council.NounDecision)))
		},
		"the place of the last entry": func(r *Room, _ string) ([]byte, error) { return json.Marshal(lastOf(r.see.State())) },
		"another answer to what is not there": func(r *Room, id string) ([]byte, error) {
			if t, ok := r.see.State().Thing(council.ID(id)); ok && !r.see.May(t) {
				return nil, council.Refuse(council.Forbidden, council.CodeNotYours, id, "others")
			}
			return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "decision", id)
		},
		"what is under an embargo, as if it were over": func(r *Room, _ string) ([]byte, error) {
			var facts []council.Facts
			for _, n := range recorded() {
				for _, t := range r.see.State().All(n) {
					if t.Life != nil && t.Life.Embargo != nil && access.MaySee(r.see.Class(), t.Life.Embargo.To, r.see.State()) {
						facts = append(facts, t.Facts)
					}
				}
			}
			return json.Marshal(facts)
		},
		"what is for a circle, by a name that is like one's own": func(r *Room, _ string) ([]byte, error) {
			var facts []council.Facts
			for _, n := range recorded() {
				for _, t := range r.see.State().All(n) {
					if _, ok := t.Audience.Circle(); ok && strings.Contains(string(r.see.Class()), "circle") {
						facts = append(facts, t.Facts)
					}
				}
			}
			return json.Marshal(facts)
		},
		"a list kept on what was closed": func(r *Room, _ string) ([]byte, error) {
			for _, t := range r.see.State().All(council.NounStatement) {
				r.see.Note(string(t.ID))
			}
			return []byte("1"), nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			found := false
			for range rounds {
				rapid.Check(t, func(t *rapid.T) {
					if found {
						return
					}
					found = leaks(t, grown(t), map[string]viewer{"decision": plant}) != ""
				})
				if found {
					break
				}
			}
			if !found {
				t.Error("not found")
			}
		})
	}
}

func lastOf(s *council.State) (last register.Place) {
	for _, t := range s.All(council.NounStatement) {
		last = max(last, t.Last())
	}
	return last
}

func TestAnEntryShowsAStrangerThatItIsThereAndNoMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := grown(t)
		for _, c := range classes(w.state) {
			own, err := secretariat.FoldFor(t.Context(), w, c, w.state)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range w.rows {
				content, err := register.ParseContent(row.Content)
				if err != nil {
					t.Fatal(err)
				}
				if hash, ok := content.Field("texts"); ok {
					a, err := Enter(w.state, c).TextOf(string(hash))
					b, err2 := Enter(own, c).TextOf(string(hash))
					about, marks, err3 := Enter(w.state, c).TextThing(a.ID)
					if (err3 == nil) != (err == nil) || err == nil && (len(marks) == 0 || about == nil) {
						t.Fatalf("%s: text %s is of nothing: %v", c, hash, err3)
					}
					if !reflect.DeepEqual(a, b) || (err == nil) != (err2 == nil) || err == nil && a.Facts.Hash != string(hash) {
						t.Fatalf("%s: text %s: %v %v\nof its own fold: %v %v", c, hash, a, err, b, err2)
					}
				}
				a, _ := content.Field("audience")
				event, err := council.ReadEvent(content.Field)
				if err != nil {
					t.Fatal(err)
				}
				may := access.MaySee(c, w.state.AudienceOf(event, row.Place), w.state)
				held := row.Content
				if !may {
					held = content.Disclose().Bytes()
				}
				full, err := Enter(w.state, c).Entry(row.Place, row.Leaf, row.Content)
				mine, err2 := Enter(own, c).Entry(row.Place, row.Leaf, held)
				b1, _ := json.Marshal(full)
				b2, _ := json.Marshal(mine)
				if err != nil || err2 != nil || !bytes.Equal(b1, b2) || !bytes.Equal(full.Content.Bytes(), mine.Content.Bytes()) {
					t.Fatalf("%s: entry %d: %s %v\nof its own fold: %s %v", c, row.Place, b1, err, b2, err2)
				}
				if full.Sealed == may || !may && (strings.Contains(string(b1), "canary") || len(full.Content.Fields) > 0) {
					t.Fatalf("%s: entry %d for %s: %s", c, row.Place, a, b1)
				}
			}
		}
	})
}
