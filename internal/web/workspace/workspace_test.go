package workspace

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// The task of a secretary: fourteen documents, from the template to the members.
func TestASessionOfFourteenDocumentsIsPreparedFromTheTemplate(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	body := o.page("secretariat", o.at("/prepare"))
	if !strings.Contains(body, "0 of 14 papers are sent out") || len(links(body, o.at("/prepare/template"))) == 0 {
		t.Fatalf("the first page of the preparation:\n%s", body)
	}
	o.batch(o.at("/prepare/template"))
	fromTemplate := o.n

	o.lastGoesUp(9)
	o.batch(o.at("/prepare/issue"))
	ordered := o.n

	// Each paper gets its text through the link that stands beside it.
	for _, l := range links(o.page("secretariat", o.at("/prepare")), "/en/do/deposit-text") {
		o.form(l, "content", "The text.", "media", "text/plain", "evidence.basis", "")
	}
	written := o.n
	o.batch(o.at("/prepare/circulate"))
	o.represented()
	adopt := links(o.page("secretariat", o.at("/agenda")), "/en/do/adopt-agenda")
	if len(adopt) != 1 {
		t.Fatalf("adoption: %v", adopt)
	}
	o.form(adopt[0], "at", "2026-12-15")
	body = o.page("secretariat", o.at("/prepare"))
	if !strings.Contains(body, "14 of 14 papers are sent out") || !strings.Contains(body, "Everything is done") {
		t.Errorf("the last page of the preparation:\n%s", body)
	}
	t.Logf("%d requests, %d bytes: %d to the template, %d to the agenda, %d to the texts", o.n, o.size, fromTemplate, ordered-fromTemplate, written-ordered)
	o.desk.Read(func(s *council.State) {
		papers := 0
		for _, p := range s.All(council.NounPaper) {
			if access.Reaches(p.Audience, access.Members) {
				papers++
			}
		}
		if papers != 14 || len(s.Odd) > 0 {
			t.Errorf("%d papers for the members, odd: %v", papers, s.Odd)
		}
	})

	o.readByOthers()
}

// readByOthers looks at what others than the secretariat read of an adopted agenda.
func (o *office) readByOthers() {
	o.Helper()
	// A member reads all of it, and finds nothing to do that is not its own.
	body := o.page("member:kg", o.at("/agenda"))
	if !strings.Contains(body, "Version 1 was adopted") || strings.Contains(body, "/do/place-item") {
		o.Errorf("the agenda for a member:\n%s", body)
	}
	if strings.Contains(o.page("", o.at("/agenda")), "Exchange of views") {
		o.Error("a stranger reads what is for the members")
	}
}

// represented has every delegation named and its credentials found in order.
func (o *office) represented() {
	o.Helper()
	for _, l := range links(o.page("secretariat", o.at("/delegations")), "/en/do/name-delegation") {
		o.form(l, "people.1.name.en", "A. Head", "people.1.capacity", "head", "people.1.evidence.basis", "", "evidence.basis", "")
	}
	for _, l := range links(o.page("secretariat", o.at("/delegations")), "/en/do/examine-credentials") {
		o.form(l, "finding", "in-order")
	}
}

// lastGoesUp moves the last of so many items up, and records the order once.
func (o *office) lastGoesUp(n int) {
	o.Helper()
	vs := hidden(o.page("secretariat", o.at("/prepare/order")))
	if len(vs["row"]) != n {
		o.Fatalf("%d rows", len(vs["row"]))
	}
	vs.Set("step", "up:"+vs["row"][n-1])
	_, body := o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
	vs = hidden(body)
	vs.Set("step", "check")
	_, body = o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
	o.confirm(o.at("/prepare/order"), body)
}

func TestThePagesOfWorkAreThereForTheSecretariatAlone(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	for _, path := range []string{"/prepare", "/prepare/order", "/prepare/template", "/prepare/undo", "/prepare/issue", "/prepare/circulate", "/prepare/done?from=1&to=2&what=template"} {
		for actor, want := range map[string]int{"secretariat": 200, "member:kz": 404, "chair:kz": 404, "": 404} {
			if code, _ := o.ask(actor, "GET", o.at(path), nil); code != want {
				t.Errorf("%s for %q: %d, want %d", path, actor, code, want)
			}
		}
	}
	for _, path := range []string{"/prepare/none", "/prepare/done", "/prepare/done?from=5&to=500000&what=template", "/prepare/done?from=1&to=2&what=none"} {
		if code, _ := o.ask("secretariat", "GET", o.at(path), nil); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _ := o.ask("member:kz", "POST", o.at("/prepare/template"), url.Values{"step": {"confirm"}}); code != http.StatusNotFound {
		t.Errorf("a member confirms: %d", code)
	}
	for _, path := range []string{"/agenda", "/delegations", "/speeches", "/agenda?was=1&is=2"} {
		for _, actor := range []string{"secretariat", "member:kz", ""} {
			o.page(actor, o.at(path))
		}
	}
	if code, _ := o.ask("secretariat", "GET", "/en/sessions/0123456789abc/prepare", nil); code != http.StatusNotFound {
		t.Errorf("a session that is not there: %d", code)
	}
}

func TestABatchThatWasConfirmedAndIsAnotherByNowIsShownAgain(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	body := o.page("secretariat", o.at("/prepare/template"))
	o.batch(o.at("/prepare/template")) // somebody else is quicker
	var before register.Place
	o.desk.Read(func(s *council.State) { before = s.Size })
	vs := hidden(body)
	vs.Set("step", "confirm")
	_, after := o.ask("secretariat", "POST", o.at("/prepare/template"), vs)
	var size register.Place
	o.desk.Read(func(s *council.State) { size = s.Size })
	if !strings.Contains(after, "has changed meanwhile") || !strings.Contains(after, "nothing to record") || size != before {
		t.Errorf("%d entries more:\n%s", size-before, after)
	}
}

func TestTwoWhoOrderAnAgendaAtOnceDoNotUndoEachOther(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	o.batch(o.at("/prepare/template"))
	mine, theirs := o.page("secretariat", o.at("/prepare/order")), o.page("secretariat", o.at("/prepare/order"))
	move := func(body string) (int, string) {
		vs := hidden(body)
		rows := vs["row"]
		vs.Set("step", "down:"+rows[0])
		_, body = o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
		vs = hidden(body)
		vs.Set("step", "check")
		code, body := o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
		if code != http.StatusOK {
			return code, body
		}
		vs = hidden(body)
		vs.Set("step", "confirm")
		return o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
	}
	if code, body := move(theirs); code != http.StatusOK || !strings.Contains(body, "in the register") {
		t.Fatalf("the first: %d\n%s", code, body)
	}
	vs := hidden(mine)
	vs.Set("step", "down:"+vs["row"][3])
	_, body := o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
	vs = hidden(body)
	vs.Set("step", "check")
	code, body := o.ask("secretariat", "POST", o.at("/prepare/order"), vs)
	if code != http.StatusConflict || !strings.Contains(body, "changed") || !strings.Contains(body, `name="row"`) {
		t.Errorf("the second: %d\n%s", code, body)
	}
}

func TestWhatCameFromTheTemplateIsTakenBack(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	o.batch(o.at("/prepare/template"))
	keep := links(o.page("secretariat", o.at("/prepare")), "/en/do/deposit-text")[0]
	o.form(keep, "content", "The text.", "media", "text/plain", "evidence.basis", "")
	o.batch(o.at("/prepare/undo"))
	o.desk.Read(func(s *council.State) {
		papers, items := 0, 0
		for _, p := range s.All(council.NounPaper) {
			if !p.Withdrawn() {
				papers++
			}
		}
		for _, i := range s.All(council.NounItem) {
			if !i.Withdrawn() {
				items++
			}
		}
		if papers != 1 || items > 2 {
			t.Errorf("%d papers and %d items stay", papers, items)
		}
	})
	if body := o.page("secretariat", o.at("/prepare")); !strings.Contains(body, "nothing of that kind") {
		t.Error("there is more to take back")
	}
	o.batch(o.at("/prepare/template")) // and it comes again
}

func TestABatchThatIsRefusedHalfwaySaysHowFarItCame(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	o.batch(o.at("/prepare/template"))
	var last council.ID
	o.desk.Read(func(s *council.State) {
		all := s.Agenda(o.session)
		last = all[len(all)-1].ID
	})
	body := o.page("secretariat", o.at("/prepare/issue"))
	// Meanwhile the last item is opened by somebody else: to release it again is refused.
	o.before = func() { o.must(&council.Release{Thing: last, To: access.Members}) }
	vs := hidden(body)
	vs.Set("step", "confirm")
	code, body := o.ask("secretariat", "POST", o.at("/prepare/issue"), vs)
	if code == http.StatusOK || !strings.Contains(body, "were recorded, the next was refused") || !strings.Contains(body, "Send out the agenda") {
		t.Errorf("%d\n%s", code, body)
	}
	o.batch(o.at("/prepare/issue")) // what is left
}

func TestVersionsOfAnAgendaAreCompared(t *testing.T) {
	o := open(t)
	o.convened("2026-12-15")
	o.batch(o.at("/prepare/template"))
	o.batch(o.at("/prepare/issue"))
	o.must(&council.Record{Audience: access.Members, Facts: &council.Item{Session: o.session, Order: 9, Title: words.Text{"en": "Other business"}}})
	o.now = o.now.AddDate(0, 1, 0)
	o.batch(o.at("/prepare/issue"))
	body := o.page("secretariat", o.at("/agenda?was=1&is=2"))
	for _, want := range []string{"Version 1 and version 2", "Other business", "added", "in time", "was late", "30 days before"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
}

func TestASessionWithoutADayGetsItsDraftsLater(t *testing.T) {
	o := open(t)
	o.convened("")
	body := o.page("secretariat", o.at("/prepare"))
	if !strings.Contains(body, "Set the day of the session") {
		t.Errorf("what comes first:\n%s", body)
	}
	o.batch(o.at("/prepare/template"))
	o.desk.Read(func(s *council.State) {
		if n := len(s.All(council.NounDecision)); n != 0 {
			t.Errorf("%d drafts", n)
		}
	})
}
