package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/reading"
)

// A planted handler leaks what a council has through one channel.
type planted func(s *council.State, w http.ResponseWriter, r *http.Request)

// plants are leaks through every channel that an answer has.
func plants() map[string]planted {
	count := func(s *council.State) int { return len(s.All(council.NounStatement)) }
	return map[string]planted{
		"body": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			for _, t := range s.All(council.NounAct) {
				fmt.Fprintf(w, "<p>%s</p>\n", t.Facts.(*council.Act).Title["en"])
			}
		},
		"select": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			for _, t := range s.All(council.NounDecision) {
				fmt.Fprintf(w, "<option value=%q>A decision</option>\n", t.ID)
			}
		},
		"count": func(s *council.State, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, count(s)) },
		"length": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Repeat(" ", count(s)))
		},
		"etag": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", fmt.Sprintf(`"%x"`, count(s)))
		},
		"modified": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			at := time.Unix(0, 0)
			for _, t := range s.All(council.NounStatement) {
				at = at.Add(time.Duration(t.Last()) * time.Second)
			}
			w.Header().Set("Last-Modified", at.UTC().Format(http.TimeFormat))
		},
		"header": func(s *council.State, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Count", fmt.Sprint(count(s)))
		},
		"status/{id}": func(s *council.State, w http.ResponseWriter, r *http.Request) {
			if _, ok := s.Thing(council.ID(r.PathValue("id"))); ok {
				http.Error(w, "no such page", http.StatusForbidden)
				return
			}
			http.Error(w, "no such page", http.StatusNotFound)
		},
		"error/{id}": func(s *council.State, w http.ResponseWriter, r *http.Request) {
			why := "nothing is there"
			if t, ok := s.Thing(council.ID(r.PathValue("id"))); ok {
				why = "a " + string(t.Noun) + " is for others"
			}
			http.Error(w, why, http.StatusNotFound)
		},
		"redirect/{id}": func(s *council.State, w http.ResponseWriter, r *http.Request) {
			to := "/en/"
			if t, ok := s.Thing(council.ID(r.PathValue("id"))); ok {
				to += string(t.Noun)
			}
			http.Redirect(w, r, to, http.StatusSeeOther)
		},
	}
}

// kept is a list that is made for whoever asks first, and kept for everybody.
func kept(k *keeping, d *door.Door) http.HandlerFunc {
	var page []byte
	return func(w http.ResponseWriter, r *http.Request) {
		if page == nil {
			v, err := visitors(d, k)(r)
			if err == nil {
				err = k.enter(cmp.Or(v.Class, access.PublicClass), func(room *reading.Room) (err error) {
					page, err = json.Marshal(room.Statements())
					return err
				})
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		}
		_, _ = w.Write(page) // a reader who has gone needs no answer
	}
}

// leaksAreFound holds the matrix to what it looks for.
func leaksAreFound(t *testing.T, m *matrix) {
	all := plants()
	m = m.with(func(k *keeping, mux *http.ServeMux) {
		for name, leak := range all {
			mux.HandleFunc("GET /planted/"+name, func(w http.ResponseWriter, r *http.Request) {
				k.secretariat.Read(func(s *council.State) { leak(s, w, r) })
			})
		}
		mux.HandleFunc("GET /planted/kept", kept(k, m.door))
	})
	names := append(slices.Sorted(maps.Keys(all)), "kept")
	who := []string{"public", "account", "over", "member:kz", "member:uz", "secretariat", "body:cfm"}
	for _, name := range names {
		addresses, err := m.addresses("GET /planted/" + name)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, r := range m.readers {
			if !slices.Contains(who, r.name) {
				continue
			}
			for i := 0; i < len(addresses) && !found[r.name]; i += 37 {
				_, what := m.cell(r, addresses[i])
				found[r.name] = what != ""
			}
		}
		for _, who := range who {
			if !found[who] && (name != "kept" || who != m.readers[0].name) {
				t.Errorf("%s: nothing is found for %s", name, who)
			}
		}
	}
}
