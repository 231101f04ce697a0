// Package browser looks at pages as a person would: in a real Chromium, at a
// width, in light, dark or forced colours. It asks axe-core whether everyone can
// use the page, html-validate whether it is valid, and what it took to load.
//
// It is for tests only, and nothing of the product imports it. A missing
// Chromium, Node.js or checker is an error that says what to install; nothing is
// skipped. A test binary starts one browser; each page is opened in a private
// context of its own, so that it is always a first view.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take, however loaded the machine is.
const patience = 5 * time.Minute

// flags keep the browser from talking to anyone but the server under test.
var flags = []chromedp.ExecAllocatorOption{
	chromedp.DisableGPU,
	chromedp.Flag("disable-quic", true),
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("disable-domain-reliability", true),
	chromedp.Flag("no-pings", true),
	chromedp.Flag("hide-scrollbars", true),
}

// Start starts a browser. The context it returns is the browser: pages are
// opened with it, and stop ends it.
func Start(ctx context.Context) (browser context.Context, stop func(), err error) {
	program, err := find("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return nil, nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], flags...)
	opts = append(opts, chromedp.ExecPath(program))
	if os.Geteuid() == 0 { // Chromium refuses its sandbox to root
		opts = append(opts, chromedp.NoSandbox)
	}
	allocator, end := chromedp.NewExecAllocator(ctx, opts...)
	browser, leave := chromedp.NewContext(allocator)
	stop = func() {
		leave()
		end()
	}
	if err := chromedp.Do(browser); err != nil {
		stop()
		return nil, nil, fmt.Errorf("browser: %s: %w", program, err)
	}
	return browser, stop, nil
}

// find is the first of some programs that is installed.
func find(names ...string) (string, error) {
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("browser: no %s on this machine: install it (as root: apt-get install %s)", names[0], names[0])
}

// A Scheme is what a reader prefers: light colours or dark ones.
type Scheme string

// The schemes. The zero value is Light.
const (
	Light Scheme = "light"
	Dark  Scheme = "dark"
)

// A View is how a page is looked at.
type View struct {
	Width  int    // in CSS pixels; 0 is 1280
	Scheme Scheme //
	Forced bool   // the reader's own colours instead of the page's
	Print  bool   // as on paper
}

// String names the view in the messages of tests and in file names.
func (v View) String() string {
	s := fmt.Sprintf("%d-%s", v.width(), v.scheme())
	if v.Forced {
		s += "-forced"
	}
	if v.Print {
		s += "-print"
	}
	return s
}

func (v View) width() int {
	if v.Width == 0 {
		return 1280
	}
	return v.Width
}

func (v View) scheme() Scheme {
	if v.Scheme == "" {
		return Light
	}
	return v.Scheme
}

// Views are the ways of looking that every page must stand: three widths, in
// light, dark and forced colours.
func Views() []View {
	var all []View
	for _, w := range []int{320, 768, 1280} {
		all = append(all, View{Width: w}, View{Width: w, Scheme: Dark}, View{Width: w, Forced: true})
	}
	return all
}

// Open loads an address and waits until the page and its fonts are there. The
// context it returns is the page, which shut closes. A page that is not
// answered with 200 is an error.
func Open(browser context.Context, address string, v View) (page context.Context, shut func(), err error) {
	tab, leave := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	page, end := context.WithTimeout(tab, patience)
	shut = func() {
		end()
		leave()
	}
	err = errors.Join(Look(page, v), chromedp.Do(page, cold))
	if err == nil {
		err = Go(page, address)
	}
	if err != nil {
		shut()
		return nil, nil, err
	}
	return page, shut, nil
}

// Go leads an open page to another address; its view and cookies stay.
func Go(page context.Context, address string) error {
	r, err := chromedp.Run(page, chromedp.NavigateResponse(address))
	if err != nil {
		return fmt.Errorf("browser: %s: %w", address, err)
	}
	if r != nil && r.Status != 200 {
		return fmt.Errorf("browser: %s: status %d", address, r.Status)
	}
	_, err = evaluate[bool](page, `document.fonts.ready.then(() => true)`)
	return err
}

// cold keeps the browser from using what it has loaded before.
func cold(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	return chromedp.Void{}, err
}

// Look looks at an open page in another way, without loading it again.
func Look(page context.Context, v View) error {
	forced, media := "none", "screen"
	if v.Forced {
		forced = "active"
	}
	if v.Print {
		media = "print"
	}
	err := chromedp.Do(page, chromedp.EmulateViewport(int64(v.width()), 900), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: media,
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: string(v.scheme())},
				{Name: "forced-colors", Value: forced},
			},
		})
		return err
	}))
	if err != nil {
		return fmt.Errorf("browser: view %v: %w", v, err)
	}
	_, err = evaluate[bool](page, settle)
	return err
}

// settle ends what moves, so that a page is looked at as it will stand: colours
// pass from one view to the next.
const settle = `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))
	.then(() => { document.getAnimations().forEach(a => a.finish()); return true })`

// evaluate runs a script in the page and waits for what it promises.
func evaluate[T any](page context.Context, script string) (T, error) {
	v, err := chromedp.Run(page, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		return v, fmt.Errorf("browser: script: %w", err)
	}
	return v, nil
}

// evaluateJSON reads what a script returns as JSON text.
func evaluateJSON[T any](page context.Context, script string) (T, error) {
	var v T
	s, err := evaluate[string](page, script)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal([]byte(s), &v)
}

// HTML is the page as the browser has it now.
func HTML(page context.Context) (string, error) {
	return evaluate[string](page, `document.documentElement.outerHTML`)
}

// Overflow is how many pixels the page is wider than the window: what a reader
// has to scroll sideways.
func Overflow(page context.Context) (int, error) {
	return evaluate[int](page, `Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)`)
}

// Picture is the whole page as a PNG.
func Picture(page context.Context) ([]byte, error) {
	return chromedp.Run(page, chromedp.FullScreenshot(100))
}

// PDF is the page as it is printed, on the paper that its style sheet asks for.
func PDF(page context.Context) ([]byte, error) {
	return chromedp.Run(page, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
}

// A Request is one thing that the page loaded.
type Request struct {
	Address string `json:"address"`
	Status  int    `json:"status"` // 0: another site, which does not say
	Bytes   int    `json:"bytes"`  // over the wire, head and body
}

// Requests lists what was loaded for the page, the page itself first.
func Requests(page context.Context) ([]Request, error) {
	return evaluateJSON[[]Request](page, `JSON.stringify(
		[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
			.map(e => ({address: e.name, status: e.responseStatus, bytes: e.transferSize})))`)
}

// Bytes is what the first view of the page took over the wire.
func Bytes(page context.Context) (int, error) {
	all, err := Requests(page)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, r := range all {
		n += r.Bytes
	}
	return n, nil
}

// errNoRoot is said where a test runs outside the checkout.
var errNoRoot = errors.New("browser: no tools/web above this folder")

// checkers is the folder tools/web of the checkout that the test runs in.
func checkers() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		web := filepath.Join(dir, "tools", "web")
		if _, err := os.Stat(filepath.Join(web, "package.json")); err == nil {
			return web, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errNoRoot
		}
		dir = above
	}
}

// checker is the path of a file of an installed checker.
func checker(name ...string) (string, error) {
	web, err := checkers()
	if err != nil {
		return "", err
	}
	file := filepath.Join(append([]string{web, "node_modules"}, name...)...)
	if _, err := os.Stat(file); err != nil {
		return "", fmt.Errorf("browser: no %s: install the checkers (npm ci, in tools/web)", name[0])
	}
	return file, nil
}
