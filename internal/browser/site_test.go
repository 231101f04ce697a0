package browser

import (
	"bufio"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A demo is the program as people start it: the worked example, served.
type demo struct {
	base  string
	links map[string]string // sign-in links by actor, each good once
	cmd   *exec.Cmd
	dir   string
	pages []string          // the path of every page of the site map
	html  map[string][]byte // what was served there
}

// started is the one demo of this test binary.
var started = sync.OnceValues(start)

// linkLine is a line of the demo that gives an actor's sign-in link.
var linkLine = regexp.MustCompile(`^ +(\S+) +(http://\S+/sign-in/\S+)$`)

func start() (d *demo, err error) {
	d = &demo{links: map[string]string{}, html: map[string][]byte{}}
	if d.dir, err = os.MkdirTemp("", "demo"); err != nil {
		return nil, err
	}
	program := filepath.Join(d.dir, "chancery")
	if out, err := exec.Command("go", "build", "-o", program, "chancery.example/chancery/cmd/chancery").CombinedOutput(); err != nil {
		return d, fmt.Errorf("%w: %s", err, out)
	}
	d.cmd = exec.Command(program, "demo", "-addr", "localhost:0", "-data", filepath.Join(d.dir, "data"))
	d.cmd.Stderr = os.Stderr
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		return d, err
	}
	if err := d.cmd.Start(); err != nil {
		return d, err
	}
	for lines := bufio.NewScanner(out); d.base == "" && lines.Scan(); {
		if m := linkLine.FindStringSubmatch(lines.Text()); m != nil {
			d.links[m[1]] = m[2]
		} else if u := strings.TrimSpace(lines.Text()); strings.HasPrefix(u, "http://") {
			d.base = u
		}
	}
	if d.base == "" {
		return d, errors.New("the demo did not say where it is")
	}
	return d, d.read()
}

// read reads every page of the site map.
func (d *demo) read() error {
	b, err := d.get("/sitemap.xml")
	if err != nil {
		return err
	}
	var list struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(b, &list); err != nil {
		return err
	}
	// An entry and the sign-in have no place in a site map.
	for _, l := range []string{"/ru", "/en"} {
		d.pages = append(d.pages, l+"/register/0", l+"/register/20")
	}
	d.pages = append(d.pages, "/sign-in/unknown")
	for _, u := range list.URLs {
		p := strings.TrimPrefix(u.Loc, d.base)
		d.pages = append(d.pages, p)
		switch kind(p) { // the same with a question is another page
		case "acts/*/text":
			d.pages = append(d.pages, p+"?lines=1")
		case "acts/*/compare":
			d.pages = append(d.pages, p+"?text=ru&beside=en")
		}
	}
	for _, p := range d.pages {
		if d.html[p], err = d.get(p); err != nil {
			return err
		}
	}
	return nil
}

// get returns what is served at a path.
func (d *demo) get(path string) ([]byte, error) {
	r, err := http.Get(d.base + path)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, r.Status)
	}
	return io.ReadAll(r.Body)
}

// stop ends the demo as its user would, and says if it does not end well.
func (d *demo) stop() error {
	var err error
	if d.cmd != nil && d.cmd.Process != nil {
		late := time.AfterFunc(time.Minute, func() { _ = d.cmd.Process.Kill() })
		err = errors.Join(d.cmd.Process.Signal(syscall.SIGINT), d.cmd.Wait())
		late.Stop()
	}
	return errors.Join(err, os.RemoveAll(d.dir))
}

func site(t *testing.T) *demo {
	t.Helper()
	d, err := started()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kind is what a path is of, whatever its language: "sessions/*" for one session,
// "acts/*/text" for a page below one act, "acts/*/text?lines=1" for another form.
func kind(path string) string {
	path, asked, _ := strings.Cut(path, "?")
	if asked != "" {
		asked = "?" + asked
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if parts[0] == "sign-in" {
		return parts[0]
	}
	switch {
	case len(parts) > 3:
		return parts[1] + "/*/" + parts[3] + asked
	case len(parts) > 2:
		return parts[1] + "/*"
	}
	return parts[len(parts)-1]
}

// kinds returns the fullest page of each kind in one language.
func (d *demo) kinds(lang string) []string {
	best := map[string]string{}
	for _, p := range d.pages {
		if k := kind(p); strings.Contains(k, *only) && (strings.HasPrefix(p, "/"+lang+"/") || k == "sign-in") && len(d.html[p]) > len(d.html[best[k]]) {
			best[k] = p
		}
	}
	var paths []string
	for _, p := range best {
		paths = append(paths, p)
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Compare(len(d.html[b]), len(d.html[a])) }) // the longest first
	return paths
}

// tabs is how many pages are looked at side by side.
const tabs = 2

// tour is how many pages one tab shows before it is closed: a new tab for each
// costs more than the page.
const tour = 16

// visit leads a few tabs side by side through paths and calls f for each page.
func (d *demo) visit(t *testing.T, paths []string, f func(page context.Context, path string)) {
	t.Helper()
	tours := make(chan []string)
	var all sync.WaitGroup
	for range tabs {
		all.Go(func() {
			for paths := range tours {
				d.lead(t, paths, f)
			}
		})
	}
	for some := range slices.Chunk(paths, min(tour, max(1, len(paths)/(4*tabs)))) {
		tours <- some
	}
	close(tours)
	all.Wait()
}

// lead leads one tab through paths. It loads everything anew for each.
func (d *demo) lead(t *testing.T, paths []string, f func(page context.Context, path string)) {
	page, shut, err := Open(chromium, d.base+paths[0], View{})
	if err != nil {
		t.Error(err)
		return
	}
	defer shut()
	for i, path := range paths {
		if i > 0 {
			if err := Go(page, d.base+path); err != nil {
				t.Error(err)
				return
			}
		}
		f(page, path)
	}
}

// usable looks at an open page in a view, and says what is wrong with it.
func usable(t *testing.T, page context.Context, path string, v View) {
	t.Helper()
	if err := Look(page, v); err != nil {
		t.Error(err)
		return
	}
	found, err := Violations(page)
	if err != nil {
		t.Errorf("%s %v: %v", path, v, err)
	}
	for _, x := range found {
		t.Errorf("%s %v: %v", path, v, x)
	}
	n, err := Overflow(page)
	if err != nil || n > 0 {
		t.Errorf("%s %v: %d pixels too wide, %v", path, v, n, err)
	}
}

// whole looks at every page in every view, which takes many minutes; without it
// every kind of page is looked at in three views that between them have every
// width and every scheme.
var whole = flag.Bool("whole", false, "look at every page in every view")

// only keeps the kinds of pages whose name holds it, for whoever works on them.
var only = flag.String("only", "", "look at kinds of pages whose name holds this")

func TestEveryKindOfPageIsUsableInEveryView(t *testing.T) {
	d := site(t)
	paths := d.kinds("ru")
	views := []View{{Width: 320}, {Width: 768, Scheme: Dark}, {Width: 1280, Forced: true}}
	if *whole {
		views = Views()
	}
	d.visit(t, paths, func(page context.Context, path string) {
		for _, v := range views {
			usable(t, page, path, v)
		}
	})
	t.Logf("%d kinds, %d views", len(paths), len(views))
}

// firstView is the most bytes that the first view of a page may take.
const firstView = 100_000

func TestEveryPageIsUsableAndLight(t *testing.T) {
	d := site(t)
	var mu sync.Mutex
	most, of := 0, ""
	paths := d.kinds("en")
	if *whole {
		paths = d.pages
	}
	d.visit(t, paths, func(page context.Context, path string) {
		n, err := Bytes(page)
		if err != nil || n > firstView {
			t.Errorf("%s: a first view of %d bytes, %v", path, n, err)
		}
		mu.Lock()
		if n > most {
			most, of = n, path
		}
		mu.Unlock()
		usable(t, page, path, View{})
	})
	t.Logf("%d pages; the heaviest is %s with %d bytes", len(paths), of, most)
}

func TestEveryPageIsValid(t *testing.T) {
	d := site(t)
	faults, err := Validate(t.Context(), d.html)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	t.Logf("%d pages", len(d.html))
}

// seen counts what a reader sees of the ways to other pages.
const seen = `[...document.querySelectorAll('nav, form, .skip')].filter(e => e.getClientRects().length > 0).map(e => e.className || e.tagName).join(' ')`

func TestPaperHasNoNavigation(t *testing.T) {
	d := site(t)
	d.visit(t, d.kinds("ru"), func(page context.Context, path string) {
		if err := Look(page, View{Print: true}); err != nil {
			t.Error(err)
			return
		}
		if got, err := evaluate[string](page, seen); err != nil || got != "" {
			t.Errorf("%s shows on paper: %s, %v", path, got, err)
		}
	})
}

func TestAnErrorIsAPageLikeOthers(t *testing.T) {
	d := site(t)
	page := open(t, d.base+"/ru/", View{})
	for _, path := range []string{"/ru/nothing", "/en/sessions/nothing"} {
		if err := Go(page, d.base+path); err == nil || !strings.HasSuffix(err.Error(), "status 404") {
			t.Fatalf("%s: %v", path, err)
		}
		for _, v := range Views() {
			usable(t, page, path, v)
		}
	}
}
