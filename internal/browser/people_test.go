package browser

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shots is a folder for pictures of the pages; without it there are none.
var shots = os.Getenv("SHOTS")

// authenticator gives a page an authenticator whose owner is always there.
func authenticator(t *testing.T, page context.Context) {
	t.Helper()
	err := chromedp.Do(page, chromedp.Func(func(ctx context.Context, x *chromedp.Target) error {
		if _, err := cdp.Call(ctx, x, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, x, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: "ctap2", Transport: "internal", HasResidentKey: true, HasUserVerification: true,
			AutomaticPresenceSimulation: true, IsUserVerified: true,
		}})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
}

// person orders something about a person at the demo, as an operator would.
func (d *demo) person(t *testing.T, order string, args ...string) string {
	t.Helper()
	args = append([]string{"person", order, "-data", filepath.Join(d.dir, "data"), "-url", d.base}, args...)
	cmd := exec.CommandContext(t.Context(), filepath.Join(d.dir, "chancery"), args...)
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, bad.String())
	}
	return strings.TrimSpace(out.String())
}

// focused describes what the keyboard is at.
const focused = `(e => e === document.body ? '' : [e.tagName.toLowerCase(), e.type ?? '', e.getAttribute('href') ?? '', e.form?.getAttribute('action') ?? ''].join(' '))(document.activeElement)`

// reach goes with the Tab key to the element that match describes, and fails if the
// keyboard cannot get there.
func reach(t *testing.T, page context.Context, match string) {
	t.Helper()
	var way []string
	for range 80 {
		if err := chromedp.Do(page, chromedp.KeyEvent(kb.Tab)); err != nil {
			t.Fatal(err)
		}
		at := must(evaluate[string](page, focused))(t)
		if strings.Contains(at, match) {
			return
		}
		way = append(way, at)
	}
	t.Fatalf("the keyboard does not get to %q; it passes %q", match, way)
}

// strike reaches an element by keyboard, presses Enter there and waits for the page
// that this leads to.
func strike(t *testing.T, page context.Context, match string) {
	t.Helper()
	reach(t, page, match)
	r, err := chromedp.RunResponse(page, chromedp.KeyEvent(kb.Enter))
	if err != nil || r.Status != http.StatusOK {
		t.Fatalf("%s: %+v, %v", match, r, err)
	}
}

// seesPage says whether a page has words, whether it can be used by everyone at its
// narrowest and its widest, and takes its picture.
func seesPage(t *testing.T, page context.Context, name string, words ...string) {
	t.Helper()
	text := must(evaluate[string](page, `document.title + '\n' + document.body.innerText`))(t)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Fatalf("%s does not say %q:\n%s", name, w, text)
		}
	}
	for _, v := range []View{{Width: 320}, {Scheme: Dark}, {}} {
		usable(t, page, name, v)
		if shots == "" {
			continue
		}
		b := must(Picture(page))(t)
		if err := os.WriteFile(filepath.Join(shots, fmt.Sprintf("%s-%v.png", name, v)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAPersonComesInWithAPasskey goes the whole way by keyboard alone: invitation,
// passkey, signing out and in, a fresh verification, removing the last key, and the
// page of who has lost one.
func TestAPersonComesInWithAPasskey(t *testing.T) {
	d := site(t)
	for _, l := range []struct {
		lang, out, mine, confirm, last, again, nothing string
	}{
		{"en", "You are signed out", "My sign-in", "Confirm that it is you", "This is your last passkey", "I have lost my key", "You have no passkey yet"},
		{"ru", "Вы вышли", "Мой вход", "Подтвердите, что это вы", "Это ваш последний ключ", "Ключ потерян", "Ключа доступа у вас пока нет"},
	} {
		id := "keyboard-" + l.lang
		link := d.person(t, "invite", "-name", "A. Ivanova", "-as", "member:kz", id)
		page := open(t, d.base+"/"+l.lang+"/", View{})
		authenticator(t, page)
		if err := Go(page, link); err != nil {
			t.Fatal(err)
		}
		seesPage(t, page, "invitation-"+l.lang, "A. Ivanova")
		strike(t, page, "button submit  "+strings.TrimPrefix(link, d.base))
		if err := Go(page, d.base+"/"+l.lang+"/me"); err != nil {
			t.Fatal(err)
		}
		seesPage(t, page, "me-"+l.lang, l.mine)
		strike(t, page, "button submit  /sign-out")
		if err := Go(page, d.base+"/"+l.lang+"/signed-out"); err != nil {
			t.Fatal(err)
		}
		seesPage(t, page, "signed-out-"+l.lang, l.out)
		strike(t, page, "a  /"+l.lang+"/sign-in ")
		seesPage(t, page, "sign-in-"+l.lang)
		strike(t, page, "button submit  /"+l.lang+"/sign-in")
		strike(t, page, "a  /"+l.lang+"/me ")
		strike(t, page, "/me/keys/remove")
		seesPage(t, page, "confirm-"+l.lang, l.confirm)
		strike(t, page, "button submit  /"+l.lang+"/me/confirm")
		seesPage(t, page, "remove-key-"+l.lang, l.last)
		reach(t, page, "input checkbox")
		if err := chromedp.Do(page, chromedp.KeyEvent(" ")); err != nil {
			t.Fatal(err)
		}
		strike(t, page, "button submit  /"+l.lang+"/me/keys/remove")
		seesPage(t, page, "me-without-"+l.lang, l.nothing)
		if err := Go(page, d.base+"/"+l.lang+"/lost-key"); err != nil {
			t.Fatal(err)
		}
		seesPage(t, page, "lost-key-"+l.lang, l.again)
	}
}

// TestAPersonComesInWithPaper goes the way without a passkey and without a script:
// the link, the code, a second code to be verified afresh.
func TestAPersonComesInWithPaper(t *testing.T) {
	d := site(t)
	d.person(t, "invite", "-name", "B. Petrov", "-as", "member:by", "-as", "secretariat", "paper")
	lines := strings.Fields(d.person(t, "link", "-codes", "2", "paper"))
	link, codes := lines[0], []string{lines[2], lines[4]}
	page := open(t, d.base+"/en/", View{})
	if err := Go(page, link); err != nil {
		t.Fatal(err)
	}
	reach(t, page, "input text")
	if err := chromedp.Do(page, chromedp.KeyEvent(strings.ToLower(codes[0]))); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "link-en", "Code from the paper")
	if n := must(evaluate[int](page, `document.scripts.length`))(t); n > 1 { // axe-core's own
		t.Errorf("the page of a link has %d scripts", n)
	}
	strike(t, page, "button submit  /sign-in/")
	seesPage(t, page, "capacity-en", "Choose in which capacity you act", "an officer of the secretariat")
	strike(t, page, "button submit  /en/me/capacity")
	seesPage(t, page, "home-chosen-en", "as a delegate of Belarus")
	if err := Go(page, d.base+"/en/me/confirm"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "confirm-paper-en", "Or with a paper code")
	reach(t, page, "input text")
	if err := chromedp.Do(page, chromedp.KeyEvent(codes[1])); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  /en/me/confirm/code")
	seesPage(t, page, "me-paper-en", "by a link and a paper code")
	if err := Go(page, d.base+"/en/me/keys/add"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "add-key-en", "One more passkey")
}
