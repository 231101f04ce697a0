package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/register"
)

func TestTheRegisterIsReadNewestFirst(t *testing.T) {
	g := onStage(t)
	size := g.record.Size()
	seen, path := 0, "/en/register"
	for last := int(size); path != ""; {
		page := g.page(t, path)
		path = ""
		for _, m := range hrefs.FindAllStringSubmatch(page, -1) {
			var n int
			if k, _ := fmt.Sscanf(m[1], "/en/register/%d", &n); k != 1 || strings.Count(m[1], "/") != 3 {
				continue
			}
			if n != last-1 {
				t.Fatalf("entry %d stands after %d", n, last)
			}
			last, seen = n, seen+1
		}
		if i := strings.Index(page, `rel="next"`); i >= 0 {
			m := hrefs.FindAllStringSubmatch(page[:i], -1)
			path = m[len(m)-1][1]
		}
	}
	if seen != int(size) {
		t.Errorf("%d of %d entries are listed", seen, size)
	}
	if w := g.as(t, "public", "/en/register?before=x"); w.Code != http.StatusNotFound {
		t.Errorf("a place that is none: %d", w.Code)
	}
	if !strings.Contains(g.page(t, "/en/register?before=99999"), fmt.Sprintf("/en/register/%d", size-1)) {
		t.Error("a place beyond the end does not begin with the newest")
	}
}

// sealedPlace returns an entry that a stranger may not read and one class may.
func (g *stage) sealedPlace(t *testing.T, c access.Class) (place register.Place) {
	t.Helper()
	err := g.record.Enter(c, func(room *reading.Room) error {
		for _, st := range room.Statements() {
			if access.Audience(st.Audience) != access.Public {
				v, err := room.Statement(st.ID)
				if err != nil {
					return err
				}
				place = v.Entries[0].Place
			}
		}
		return nil
	})
	if err != nil || place == 0 {
		t.Fatalf("no restricted statement: %v", err)
	}
	return place
}

func TestASealedEntryIsAnEntryAndNoMore(t *testing.T) {
	g := onStage(t)
	at := fmt.Sprint(int64(g.sealedPlace(t, access.MemberClass("kz"))))
	public := g.page(t, "/en/register/"+at)
	for _, never := range []string{"statement-recorded.v1", "record-statement", "specimen", "sitting:"} {
		if strings.Contains(public, never) {
			t.Errorf("a stranger reads %q", never)
		}
	}
	if !strings.Contains(public, "The content of this entry is not for you") {
		t.Error("a stranger is not told that the entry is sealed")
	}
	own := g.as(t, "member:kz", "/en/register/"+at)
	if own.Code != http.StatusOK || !strings.Contains(own.Body.String(), "record-statement") || own.Header().Get("Cache-Control") != "private, no-cache" {
		t.Errorf("its reader gets %d, %s", own.Code, own.Header().Get("Cache-Control"))
	}
	stranger, err := register.ParseProof(g.as(t, "public", "/register/"+at+"/proof").Body.Bytes())
	if err != nil || len(stranger.Content.Fields) != 0 {
		t.Errorf("a stranger's proof shows %d fields: %v", len(stranger.Content.Fields), err)
	}
	full, err := register.ParseProof(g.as(t, "member:kz", "/register/"+at+"/proof").Body.Bytes())
	if err != nil || len(full.Content.Fields) == 0 {
		t.Errorf("the proof of its reader shows %d fields: %v", len(full.Content.Fields), err)
	}
	known, err := g.published.Known()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []register.Proof{stranger, full} {
		if _, err := p.Check(known); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatIsNoEntryIsNotThere(t *testing.T) {
	g := onStage(t)
	for _, path := range []string{"/en/register/99999", "/en/register/-1", "/en/register/01", "/en/register/x", "/register/99999/proof", "/register/1x/proof", "/texts/abc"} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestEveryTypeOfEntryHasAName(t *testing.T) {
	g := onStage(t)
	for _, l := range g.book.Langs() {
		tongue, _ := g.book.In(l)
		for _, e := range council.EventTypes() {
			if !tongue.Has("event." + e) {
				t.Errorf("%s has no name for %s", l, e)
			}
		}
	}
}

func TestACorrectedEntrySaysSo(t *testing.T) {
	g := onStage(t)
	found := 0
	err := g.record.Enter(access.PublicClass, func(room *reading.Room) error {
		for _, d := range room.Decisions() {
			v, err := room.Decision(d.ID)
			if err != nil {
				return err
			}
			for _, f := range v.Fixes {
				found++
				body := g.page(t, fmt.Sprintf("/en/register/%d", v.Entries[0].Place))
				if !strings.Contains(body, "Corrected since") || !strings.Contains(body, fmt.Sprintf("/en/register/%d", f.Place)) {
					t.Errorf("entry %d does not say that entry %d corrects it", v.Entries[0].Place, f.Place)
				}
			}
		}
		return nil
	})
	if err != nil || found == 0 {
		t.Fatalf("the example corrects nothing: %v", err)
	}
}
