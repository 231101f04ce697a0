// Command absent measures whether the time of an answer tells what its words do
// not: a page that is not for the reader and one that is not there are asked for in
// turn, a thousand times, by a stranger and by a member that was not in the room.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"time"

	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/bench/served"
	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure/catalogue"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web"
)

const (
	goal    = 1.10 // of the quicker median
	session = "__Host-chancery"
)

func main() {
	pairs := flag.Int("pairs", 1000, "pairs of requests, for each reader and page")
	flag.Parse()
	if err := run(context.Background(), *pairs); err != nil {
		fmt.Fprintln(os.Stderr, "absent:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, pairs int) error {
	return served.With(ctx, func(s *secretariat.Secretariat) error { return measured(ctx, s, pairs) })
}

func measured(ctx context.Context, s *secretariat.Secretariat, pairs int) error {
	names, err := play(ctx, s)
	if err != nil {
		return err
	}
	site, err := served.Site(s, byCookie)
	if err != nil {
		return err
	}
	var verdicts []measure.Verdict
	for _, reader := range []string{"public", "member:uz"} {
		for _, page := range []string{"/ru/statements/", "/en/register?of="} {
			ratio, here, gone, err := compare(site, reader, page, string(names["narrow-record"]), pairs)
			if err != nil {
				return err
			}
			fmt.Printf("%-10s %-18s not for them %s, not there %s\n", reader, page, here, gone)
			verdicts = append(verdicts, measure.Verdict{What: reader + " " + page + ", the slower median by the quicker", Got: []float64{ratio}, Goal: goal, Unit: "x"})
		}
	}
	return measure.Judge(os.Stdout, verdicts...)
}

// compare asks for a thing that is kept from the reader and for one that is not
// there, the first of each pair changing.
func compare(site http.Handler, reader, page, id string, pairs int) (ratio float64, here, gone time.Duration, err error) {
	ask := func(path string) time.Duration {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.AddCookie(&http.Cookie{Name: session, Value: reader})
		w := httptest.NewRecorder()
		began := time.Now()
		site.ServeHTTP(w, r)
		took := time.Since(began)
		if w.Code != http.StatusNotFound && err == nil {
			err = fmt.Errorf("%s reads %s: %d", reader, path, w.Code)
		}
		return took
	}
	var kept, none []time.Duration
	for i := range pairs {
		absent := fmt.Sprintf("%013d", i)
		if i%2 == 0 {
			kept, none = append(kept, ask(page+id)), append(none, ask(page+absent))
		} else {
			none, kept = append(none, ask(page+absent)), append(kept, ask(page+id))
		}
	}
	here, gone = median(kept), median(none)
	return float64(max(here, gone)) / float64(min(here, gone)), here, gone, err
}

func median(ds []time.Duration) time.Duration {
	slices.SortFunc(ds, cmp.Compare)
	return ds[len(ds)/2]
}

// play plays the worked example and returns the ids of its things by their names.
func play(ctx context.Context, s *secretariat.Secretariat) (map[string]council.ID, error) {
	shelf, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	c, err := charter.ParseWith(shelf, "charter.yaml", bishkek2019.Charter())
	if err != nil {
		return nil, err
	}
	if _, err := s.Do(ctx, secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *c}}); err != nil {
		return nil, err
	}
	name := bishkek2019.Plays()[0]
	steps, err := secretariat.ParsePlay(name, bishkek2019.Play(name))
	if err != nil {
		return nil, err
	}
	p := &secretariat.Player{Do: s.Do}
	for _, step := range steps {
		if _, err := p.Play(ctx, step); err != nil {
			return nil, fmt.Errorf("%s: %w", step.Where, err)
		}
	}
	return p.Names, nil
}

// byCookie is who the cookie says.
func byCookie(r *http.Request) (web.Visitor, error) {
	c, err := r.Cookie(session)
	if err != nil {
		return web.Visitor{}, nil
	}
	a, err := access.ParseActor(c.Value)
	return web.Visitor{Actor: a, Account: c.Value}, err
}
