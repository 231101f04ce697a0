package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAFormIsThereAfterItsSenderWasVerifiedAfresh signs in with a passkey, fills a
// form, is asked to confirm, finds the answers to check, and gives them.
func TestAFormIsThereAfterItsSenderWasVerifiedAfresh(t *testing.T) {
	d := site(t)
	link := d.person(t, "invite", "-name", "D. Officer", "-as", "secretariat", "officer")
	page := open(t, d.base+"/en/", View{})
	authenticator(t, page)
	if err := Go(page, link); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  "+strings.TrimPrefix(link, d.base))
	if err := Go(page, d.base+"/en/do/form-circle"); err != nil {
		t.Fatal(err)
	}
	fill := `(() => {
		const set = (e, v) => { e.value = v };
		for (const e of document.querySelectorAll('#form input.of-id, #form input:not([type])')) if (e.value === '') set(e, 'friends');
		for (const e of document.querySelectorAll('#form textarea')) set(e, 'Friends of the zyzzyva ' + e.lang);
		return [...document.querySelectorAll('#form [name]')].map(e => e.name).join(' ');
	})()`
	t.Log(must(evaluate[string](page, fill))(t))
	press(t, page, `#form > button[value=check]:not([hidden])`)
	seesPage(t, page, "verify-check-en", "Check your answers", "zyzzyva")
	const confirm = `main form button[value=confirm]:not([hidden])`
	press(t, page, confirm)
	seesPage(t, page, "verify-confirm-en", "Confirm that it is you")
	if at := must(evaluate[string](page, `location.href`))(t); strings.Contains(at, "zyzzyva") || !strings.Contains(at, "kept%3D") {
		t.Errorf("the address holds the form, or not its name: %s", at)
	}
	strike(t, page, "button submit  /en/me/confirm")
	seesPage(t, page, "verify-back-en", "Check your answers", "zyzzyva", "You are confirmed for five minutes")
	press(t, page, confirm)
	seesPage(t, page, "verify-done-en", "Recorded")
}

// TestALostKeyIsReplaced comes in with a key, loses it, and begins anew by a link
// with a code on paper; the old key and the old session open nothing any more.
func TestALostKeyIsReplaced(t *testing.T) {
	d := site(t)
	link := d.person(t, "invite", "-name", "E. Forgetful", "-as", "member:am", "forgetful")
	page := open(t, d.base+"/en/", View{})
	authenticator(t, page)
	if err := Go(page, link); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  "+strings.TrimPrefix(link, d.base))
	seesPage(t, page, "lost-before-en", "My sign-in")
	d.person(t, "invite", "-lost", "forgetful")
	if err := Go(page, d.base+"/en/me"); err != nil {
		t.Fatal(err)
	}
	seesPage(t, page, "lost-session-en", "Sign in with a passkey")
	reach(t, page, "button submit  /en/sign-in")
	r, err := chromedp.RunResponse(page, chromedp.KeyEvent("\r"))
	if err != nil || r.Status != http.StatusForbidden {
		t.Fatalf("the lost key: %+v, %v", r, err)
	}
	lines := strings.Fields(d.person(t, "link", "forgetful"))
	if err := Go(page, lines[0]); err != nil {
		t.Fatal(err)
	}
	reach(t, page, "input text")
	if err := chromedp.Do(page, chromedp.KeyEvent(lines[2])); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  /sign-in/")
	if err := Go(page, d.base+"/en/me/keys/add"); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  /en/me/keys/add")
	seesPage(t, page, "lost-after-en", "My sign-in", "made")
	strike(t, page, "button submit  /sign-out")
	if err := Go(page, d.base+"/en/sign-in"); err != nil {
		t.Fatal(err)
	}
	strike(t, page, "button submit  /en/sign-in")
	seesPage(t, page, "lost-again-en", "a delegate of Armenia")
}
