// Command pages measures what a page costs beside static bytes of the same length:
// session, decision, act and list pages of a register with ten thousand documents,
// each page held against the state when it is asked for. Both go through the same
// server over loopback, to a client that takes gzip as browsers do.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"chancery.example/chancery/bench/measure"
	"chancery.example/chancery/bench/served"
	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web"
)

const (
	goal     = 1.5 // of the cost of static bytes
	requests = 400 // of one page in one turn
	ofEach   = 50  // decisions of a session
)

func main() {
	turns := flag.Int("turns", 7, "turns of each program")
	documents := flag.Int("documents", 10_000, "decisions and acts in the register")
	flag.Parse()
	if err := run(context.Background(), *turns, *documents); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, turns, documents int) error {
	return served.With(ctx, func(s *secretariat.Secretariat) error { return measured(ctx, s, turns, documents) })
}

func measured(ctx context.Context, s *secretariat.Secretariat, turns, documents int) error {
	f := &filling{documents: documents}
	if err := s.DoAll(ctx, f.next); err != nil {
		return err
	}
	site, err := served.Site(s, nobody)
	if err != nil {
		return err
	}
	return compare(ctx, turns, s, site, f)
}

// compare serves each page and, under /static, the same bytes from memory.
func compare(ctx context.Context, turns int, s *secretariat.Secretariat, site http.Handler, f *filling) (err error) {
	still := map[string]http.Handler{}
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("GET /static/{name}", func(w http.ResponseWriter, r *http.Request) { still[r.PathValue("name")].ServeHTTP(w, r) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := web.NewServer(mux)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	defer func() {
		err = errors.Join(err, server.Close())
		<-ended
	}()
	c := &client{base: "http://" + listener.Addr().String(), http: &http.Client{Transport: &http.Transport{DisableCompression: true}}}
	var verdicts []measure.Verdict
	for _, p := range []struct{ name, path string }{
		{"session", "/en/sessions/" + string(f.sessions[0])}, {"decision", "/en/decisions/" + string(f.decisions[0])},
		{"act", "/en/acts/" + string(f.acts[0])}, {"decisions", "/en/decisions"}, {"acts", "/en/acts"},
	} {
		body, err := c.get(ctx, p.path)
		if err != nil {
			return err
		}
		still[p.name] = bytes(body)
		first, err := c.made(ctx, s, p.path, f)
		if err != nil {
			return err
		}
		rs, err := measure.Interleaved(turns, c.program(ctx, "static bytes", "/static/"+p.name), c.program(ctx, p.name, p.path))
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes in gzip; made anew after a commit in %s\n", p.path, len(body), first.Round(10*time.Microsecond))
		measure.Table(os.Stdout, rs...)
		verdicts = append(verdicts, measure.Verdict{What: p.name + " page by static bytes, CPU", Got: measure.Ratios(rs[1].CPU, rs[0].CPU), Goal: goal, Unit: "x"})
	}
	return measure.Judge(os.Stdout, verdicts...)
}

// bytes serves a body as it is.
func bytes(body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body) // the client of this bench stays
	})
}

type client struct {
	base string
	http *http.Client
}

func (c *client) get(ctx context.Context, path string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, answer.Status)
	}
	return body, err
}

func (c *client) program(ctx context.Context, name, path string) measure.Program {
	return measure.Program{Name: name, Prepare: func(int) ([]func() error, error) {
		var ops []func() error
		for range requests {
			ops = append(ops, func() error { _, err := c.get(ctx, path); return err })
		}
		return ops, nil
	}}
}

// made corrects a decision and an act, which changes every page that is measured,
// and returns how long the next request of one takes.
func (c *client) made(ctx context.Context, s *secretariat.Secretariat, path string, f *filling) (time.Duration, error) {
	before, err := c.get(ctx, path)
	if err != nil {
		return 0, err
	}
	for _, change := range []struct {
		name   string
		fields map[string]any
	}{
		{"submit-draft", f.decision(f.sessions[0], 1, f.decisions[0])},
		{"register-act", f.act(1, f.acts[0])},
	} {
		o, err := order(change.name, change.fields)
		if err == nil {
			_, err = s.Do(ctx, o)
		}
		if err != nil {
			return 0, err
		}
	}
	began := time.Now()
	after, err := c.get(ctx, path)
	took := time.Since(began)
	if err == nil && string(after) == string(before) {
		err = fmt.Errorf("%s: not changed by a commit", path)
	}
	return took, err
}

// A filling makes sessions of fifty decisions, with an act for each.
type filling struct {
	documents                 int
	last                      string
	sessions, acts, decisions []council.ID
	version                   int
}

func (f *filling) next(r secretariat.Receipt) (secretariat.Order, bool, error) {
	if len(r.IDs) > 0 {
		switch f.last {
		case "convene-session":
			f.sessions = append(f.sessions, r.IDs[0])
		case "register-act":
			f.acts = append(f.acts, r.IDs[0])
		case "submit-draft":
			f.decisions = append(f.decisions, r.IDs[0])
		}
	}
	var fields map[string]any
	switch n := len(f.decisions); {
	case f.last == "":
		f.last = "establish"
		c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
		if err != nil {
			return secretariat.Order{}, false, err
		}
		return secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: &council.Establish{Charter: *c}}, true, nil
	case len(f.acts)+n >= f.documents:
		return secretariat.Order{}, false, nil
	case n%ofEach == 0 && len(f.sessions) == n/ofEach:
		f.last = "convene-session"
		fields = map[string]any{"body": "csc", "type": "ordinary", "title": title("Session", n/ofEach), "at": fmt.Sprintf("%d-11-28", 1993+n/ofEach%30)}
	case len(f.acts) == n:
		f.last, fields = "register-act", f.act(n, "")
	default:
		f.last, fields = "submit-draft", f.decision(f.sessions[len(f.sessions)-1], n%ofEach+1, "")
	}
	o, err := order(f.last, fields)
	return o, true, err
}

func (f *filling) act(n int, corrects council.ID) map[string]any {
	f.version++
	fields := map[string]any{"type": "list", "title": title("List", f.version*1_000_000+n)}
	if corrects != "" {
		fields["corrects"], fields["reason"] = corrects, "misprint"
	}
	return fields
}

func (f *filling) decision(session council.ID, n int, corrects council.ID) map[string]any {
	f.version++
	fields := map[string]any{
		"session": session, "form": "decision", "order": n, "title": title("Decision", f.version*1_000_000+n), "nature": "approve-plan", "matter": "decision",
		"at": "2019-11-28", "approves": f.acts[len(f.acts)-1:],
	}
	if corrects != "" {
		fields["corrects"], fields["reason"] = corrects, "misprint"
	}
	return fields
}

func title(of string, n int) map[string]string {
	return map[string]string{"ru": fmt.Sprintf("О мерах по пункту %d повестки дня", n), "en": fmt.Sprintf("%s %d on the measures taken", of, n)}
}

func order(name string, fields map[string]any) (secretariat.Order, error) {
	raw, err := json.Marshal(fields)
	if err != nil {
		return secretariat.Order{}, err
	}
	c, err := council.ParseCommand(name, raw)
	return secretariat.Order{By: access.Actor{Role: access.Secretariat}, Command: c}, err
}

func nobody(*http.Request) (web.Visitor, error) { return web.Visitor{}, nil }
