package browser

import (
	"strings"
	"testing"
)

// The pages on which a session is prepared, as an officer of the secretariat has
// them, in the views that between them have every width and scheme; and an item moved
// by its button alone, without the script that lets it be dragged.
func TestASessionIsPreparedInABrowser(t *testing.T) {
	d := site(t)
	page := open(t, d.links["secretariat"], View{})
	press(t, page, `main button[type=submit]`)
	session := ""
	for _, p := range d.pages {
		if kind(p) == "sessions/*" && strings.HasPrefix(p, "/ru/") && len(d.html[p]) > len(d.html[session]) {
			session = p
		}
	}
	for _, path := range []string{"/prepare", "/prepare/template", "/prepare/order", "/prepare/issue", "/prepare/undo", "/agenda", "/delegations", "/speeches"} {
		if err := Go(page, d.base+session+path); err != nil {
			t.Fatal(err)
		}
		for _, v := range []View{{Width: 320}, {Width: 768, Scheme: Dark}, {Width: 1280, Forced: true}} {
			usable(t, page, session+path, v)
		}
	}
	if err := Look(page, View{}); err != nil {
		t.Fatal(err)
	}
	const titles = `[...document.querySelectorAll('.sorted > li .what')].map(x => x.innerText)`
	if err := Go(page, d.base+session+"/prepare/order"); err != nil {
		t.Fatal(err)
	}
	was := must(evaluate[[]string](page, titles))(t)
	if len(was) < 2 {
		t.Fatalf("the agenda of %s: %q", session, was)
	}
	press(t, page, `.sorted > li:nth-child(2) button[value^="up:"]`)
	if is := must(evaluate[[]string](page, titles))(t); len(is) != len(was) || is[0] != was[1] || is[1] != was[0] {
		t.Errorf("after the button: %q, before %q", is, was)
	}
	// And dragged back, by the script.
	const drag = `(() => {
		const list = document.querySelector('[data-sort]'), [a, b] = list.children, data = new DataTransfer();
		const box = a.getBoundingClientRect();
		b.dispatchEvent(new DragEvent('dragstart', {bubbles: true, dataTransfer: data}));
		a.dispatchEvent(new DragEvent('dragover', {bubbles: true, cancelable: true, clientY: box.top + 1, dataTransfer: data}));
		b.dispatchEvent(new DragEvent('dragend', {bubbles: true, dataTransfer: data}));
		return document.querySelector('.sorted > li .what').innerText;
	})()`
	if first := must(evaluate[string](page, drag))(t); first != was[0] {
		t.Errorf("after dragging: %q stands first, want %q", first, was[0])
	}
}
