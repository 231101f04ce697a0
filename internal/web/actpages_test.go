package web

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// drafted is a play with an act, a draft that would amend it, and a quiet draft
// that only members know of.
const drafted = `
- secretariat convene-session: {as: s, body: csc, type: ordinary, title: {en: Spring session, ru: Весенняя сессия}, at: "2026-03-01"}
- secretariat register-act: {as: harbour, type: rules, title: {en: Rules of the harbour, ru: Правила гавани}, at: "2020-05-01"}
- secretariat deposit-text:
    about: $harbour
    lang: en
    title: {en: Rules}
    media: text/plain
    content: |
      Rules of the harbour
      1. The harbour is open by day.
      2. The pilot is paid by the ship.
      3. The master keeps a book.
      4. The book is public.
- secretariat submit-draft: {as: draft, session: $s, form: decision, title: {en: Draft on the harbour, ru: О гавани}, nature: amend, amends: [$harbour], at: "2026-03-01"}
- secretariat deposit-text:
    as: draft-text
    about: $draft
    lang: en
    title: {en: Draft}
    media: text/plain
    content: |
      Decision on the harbour
      The Rules are amended as follows:
      (1) in paragraph 1, the words "by day" are replaced by the words "by day and by night";
      (2) in paragraph 2, the words "by the ship" are deleted;
      (3) paragraph 3 is deleted.
- secretariat record-amendment: {decision: $draft, act: $harbour, text: $draft-text}
- secretariat submit-draft: {as: quiet, audience: members, session: $s, form: decision, title: {en: Quiet draft, ru: Тихий проект}, nature: amend, amends: [$harbour], at: "2026-03-01"}
- secretariat deposit-text:
    as: quiet-text
    about: $quiet
    audience: members
    lang: en
    title: {en: Quiet}
    media: text/plain
    content: |
      Decision on the harbour
      The Rules are amended as follows:
      (1) in paragraph 4, the word "public" is replaced by the word "hushed".
- secretariat record-amendment: {audience: members, decision: $quiet, act: $harbour, text: $quiet-text}
`

func onDrafts(t *testing.T) *stage {
	t.Helper()
	g, err := playOf(bishkek2019.Charter(), []string{"drafted"}, func(string) []byte { return []byte(drafted) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.end(t) })
	return g
}

// answers looks for what stands, and for what does not, in an answer to an actor.
func (g *stage) answers(t *testing.T, actor, path string, code int, has, not []string) {
	t.Helper()
	w := g.as(t, actor, path)
	body := strings.NewReplacer("\u00a0", " ", "\n", "", "\t", "").Replace(w.Body.String())
	if w.Code != code {
		t.Errorf("%s reads %s: %d, want %d", actor, path, w.Code, code)
	}
	if i := strings.Index(body, "⟦"); i >= 0 {
		t.Errorf("%s: a message is missing: %.60s", path, body[i:])
	}
	for _, s := range has {
		if !strings.Contains(body, s) {
			t.Errorf("%s: %s does not say %q", actor, path, s)
		}
	}
	for _, s := range not {
		if strings.Contains(body, s) {
			t.Errorf("%s: %s says %q", actor, path, s)
		}
	}
}

func TestADraftShowsTheTextThatWillResultAndSaysThatItIsNone(t *testing.T) {
	g := onDrafts(t)
	redline := "/en/decisions/" + string(g.names["draft"]) + "/redline"
	g.answers(t, "public", redline, http.StatusOK, []string{
		"Draft, not adopted.", "<del> by the ship</del>", "<ins> and by night</ins>", "paragraph 3 is deleted", "<del>3. The master keeps a book.</del>",
		"Beginning of a text that is not adopted", "End of a text that is not adopted", "not adopted</strong>", "Would become", "the draft fits the text as it is",
	}, []string{"applied</strong>", ">Becomes<"})
	g.answers(t, "public", "/ru/decisions/"+string(g.names["draft"])+"/redline", http.StatusOK, []string{"Проект, не принят.", `lang="en"`}, nil)
	g.answers(t, "public", "/en/decisions/"+string(g.names["draft"]), http.StatusOK, []string{"What it would change, word by word", redline}, nil)
	g.answers(t, "public", "/en/acts/"+string(g.names["harbour"]), http.StatusOK, []string{"what it would change", redline}, nil)
	// The text itself knows nothing of a draft.
	g.answers(t, "public", "/en/acts/"+string(g.names["harbour"])+"/text", http.StatusOK, []string{"open by day."}, []string{"by night"})
}

func TestADraftForMembersIsNotThereForStrangers(t *testing.T) {
	g := onDrafts(t)
	act, quiet := string(g.names["harbour"]), string(g.names["quiet"])
	g.answers(t, "member:kz", "/en/decisions/"+quiet+"/redline", http.StatusOK, []string{"hushed", "Draft, not adopted."}, nil)
	g.answers(t, "member:kz", "/en/acts/"+act, http.StatusOK, []string{quiet}, nil)
	never := []string{"hushed", quiet, "Quiet"}
	for _, path := range []string{
		"/en/acts/" + act, "/en/acts/" + act + "/text", "/en/acts/" + act + "/compare", "/en/acts/" + act + "/at/2026-12-31",
		"/acts/" + act + "/current.en.akn.xml", "/acts/" + act + "/current.en.json", "/acts/" + act + "/current.en.txt", "/acts/" + act + "/current.en.jsonld",
		"/sitemap.xml", "/en/decisions/" + string(g.names["draft"]) + "/redline",
	} {
		g.answers(t, "public", path, http.StatusOK, nil, never)
	}
	a := g.as(t, "public", "/en/decisions/"+quiet+"/redline")
	b := g.as(t, "public", "/en/decisions/0000000000000/redline")
	if a.Code != http.StatusNotFound || strings.ReplaceAll(a.Body.String(), quiet, "0000000000000") != b.Body.String() {
		t.Errorf("what is kept from a stranger is not like what is not there: %d, %d", a.Code, b.Code)
	}
	eli := g.as(t, "public", "/eli/csto/decision/2026/03/01/"+quiet)
	if eli.Code != http.StatusNotFound {
		t.Errorf("the permanent address of a quiet draft: %d", eli.Code)
	}
}

func TestTwoDaysAndTwoLanguagesStandSideBySide(t *testing.T) {
	g := onStage(t)
	act := g.address(t, "/en/acts/{csc-statute}/compare")
	g.answers(t, "public", act, http.StatusOK, []string{
		"27 November 2019 and 28 November 2019: 2 lines changed and 2 added.", "<del>15</del><ins>20</ins>", "<ins>(d) the Secretary General of the Organization.</ins>",
	}, nil)
	g.answers(t, "public", act+"?from=2019-11-28&to=2019-12-31", http.StatusOK, []string{"nothing differs", "12 lines without change"}, []string{"<del>", "<ins>"})
	g.answers(t, "public", act+"?from=2019-11-28&to=2019-11-27", http.StatusOK, []string{"2 taken out"}, nil)
	g.answers(t, "public", act+"?text=ru&beside=en", http.StatusOK, []string{"Russian and English", "Решения Совета вносятся в реестр.", "Decisions of the Council are entered in the register."}, nil)
	g.answers(t, "public", act+"?text=ru&beside=en&to=2019-01-01", http.StatusOK, []string{"1 January 2019"}, []string{"вносятся в реестр"})
	g.answers(t, "public", act+"?from=x", http.StatusBadRequest, []string{"Day: there is no x."}, nil)
	g.answers(t, "public", act+"?to=2019-02-30", http.StatusBadRequest, []string{"there is no 2019-02-30"}, nil)
	g.answers(t, "public", act+"?beside=ky", http.StatusBadRequest, []string{"there is no ky"}, nil)
	g.answers(t, "public", act+"?text=ky", http.StatusNotFound, nil, nil)
	g.answers(t, "public", g.address(t, "/en/acts/{un-strategy}/compare"), http.StatusNotFound, nil, nil)
	text := g.address(t, "/en/acts/{csc-statute}/text")
	g.answers(t, "public", text+"?day=2019-11-27", http.StatusOK, []string{"As it read on 27 November 2019"}, []string{"<ins>"})
	g.answers(t, "public", text+"?day=yesterday", http.StatusBadRequest, []string{"there is no yesterday"}, nil)
}

func TestWhatADecisionSaysStandsBetweenWasAndBecomes(t *testing.T) {
	g := onStage(t)
	g.answers(t, "public", g.address(t, "/ru/decisions/{d4}/redline"), http.StatusOK, []string{
		"б) в пункте 2 второе предложение исключить", "<del> Проект повестки дня одобряет председательствующий.</del>", "применена",
	}, []string{"не принят"})
	g.answers(t, "public", g.address(t, "/ru/decisions/{d4}/redline?text=en"), http.StatusOK, []string{"(d) paragraph 4 is repealed"}, nil)
	g.answers(t, "public", g.address(t, "/ru/decisions/{d4}/redline?text=fr"), http.StatusBadRequest, []string{"Язык"}, nil)
	g.answers(t, "public", g.address(t, "/en/decisions/{d1}/redline"), http.StatusOK, []string{"amends no act that is in the record"}, nil)
	g.answers(t, "public", g.address(t, "/en/decisions/{d4}"), http.StatusOK, []string{"What it amends", "What it changes, word by word"}, nil)
}

func TestATextShowsItsDaysAndWhatItLost(t *testing.T) {
	g := onStage(t)
	page := g.address(t, "/en/acts/{rules-of-procedure}/text")
	g.answers(t, "public", page, http.StatusOK, []string{
		`class="stop"`, `aria-current="true"`, "compare with the day before", "amendment 1 took out words: The draft agenda is approved by the chair.", "28 November 2019",
		`<input id="day" type="date" name="day"`, "/eli/csto/rules/2004/06/18/", `type="application/ld+json"`,
	}, []string{"<script"})
	if body := g.page(t, page+"?lines=1"); !strings.Contains(body, `id="line-10"`) || !strings.Contains(body, `data-n="3"`) || strings.Contains(g.page(t, page), "data-n") {
		t.Error("the lines are not numbered when asked for, or are when not")
	}
	d := onDrafts(t)
	d.answers(t, "public", "/en/acts/"+string(d.names["harbour"])+"/text", http.StatusOK, []string{"The master keeps a book."}, []string{`class="stop"`})
}

func TestATextIsTakenAwayInEveryForm(t *testing.T) {
	g := onStage(t)
	id := string(g.names["csc-statute"])
	for name, media := range map[string]string{
		"current.ru.akn.xml": "application/akn+xml", "2019-11-28.en.json": "application/json",
		"2019-11-27.en.txt": "text/plain; charset=utf-8", "current.en.jsonld": "application/ld+json",
	} {
		w := g.as(t, "public", "/acts/"+id+"/"+name)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != media || !strings.Contains(w.Header().Get("Content-Disposition"), id+"."+name) {
			t.Errorf("%s: %d, %v", name, w.Code, w.Header())
		}
		body := w.Body.Bytes()
		switch {
		case strings.HasSuffix(name, "json"), strings.HasSuffix(name, "jsonld"):
			if !json.Valid(body) {
				t.Errorf("%s is not JSON", name)
			}
		case strings.HasSuffix(name, ".xml"):
			d := xml.NewDecoder(strings.NewReader(string(body)))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		case strings.Contains(string(body), "entered in the register"):
			t.Errorf("%s holds what came later", name)
		}
		again := g.ask(t, "/acts/"+id+"/"+name, "If-None-Match", w.Header().Get("ETag"))
		if w.Header().Get("ETag") == "" || again != http.StatusNotModified {
			t.Errorf("%s is sent again: %d", name, again)
		}
	}
	proxy := string(g.names["proxy-regulation"])
	for _, path := range []string{
		"/acts/" + id + "/current.ky.txt", "/acts/" + id + "/x.ru.txt", "/acts/" + id + "/current.ru.pdf", "/acts/" + id + "/current",
		"/acts/" + proxy + "/current.ru.akn.xml", "/acts/0000000000000/current.ru.txt", "/acts/" + string(g.names["un-strategy"]) + "/current.en.txt",
	} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	var l struct {
		ID      string `json:"@id"`
		Force   string `json:"legislationLegalForce"`
		Version string `json:"legislationDateVersion"`
		Reverse struct {
			Changes []struct {
				ID string `json:"@id"`
			} `json:"legislationChanges"`
		} `json:"@reverse"`
	}
	if err := json.Unmarshal(g.as(t, "public", "/acts/"+id+"/2019-11-28.en.jsonld").Body.Bytes(), &l); err != nil {
		t.Fatal(err)
	}
	if l.ID != "https://council.example/eli/csto/statute/2003/04/28/"+id+"/2019-11-28/en" || l.Version != "2019-11-28" || !strings.HasSuffix(l.Force, "/InForce") || len(l.Reverse.Changes) != 1 {
		t.Errorf("%+v", l)
	}
}

// ask is the status of an answer to a stranger with a header.
func (g *stage) ask(t *testing.T, path, header, value string) int {
	t.Helper()
	h := house{Site: g.Site, handler: g.handler}
	return h.ask("GET", path, header, value).Code
}

func TestAPermanentAddressLeadsToThePageOrTheFile(t *testing.T) {
	g := onStage(t)
	id := string(g.names["csc-statute"])
	eli := "/eli/csto/statute/2003/04/28/" + id
	for path, want := range map[string]string{
		eli:                         "/ru/acts/" + id + "/text",
		eli + "/en":                 "/en/acts/" + id + "/text",
		eli + "/2019-11-28/ru":      "/ru/acts/" + id + "/at/2019-11-28",
		eli + "/2019-11-28":         "/ru/acts/" + id + "/at/2019-11-28",
		eli + "/2019-11-28/ru/html": "/ru/acts/" + id + "/at/2019-11-28",
		eli + "/2019-11-28/ru/akn":  "/acts/" + id + "/2019-11-28.ru.akn.xml",
		eli + "/en/json":            "/acts/" + id + "/current.en.json",
		eli + "/en/jsonld":          "/acts/" + id + "/current.en.jsonld",
		"/eli/csto/decision/2019/11/28/" + string(g.names["d3"]):                             "/ru/decisions/" + string(g.names["d3"]),
		"/eli/csto/regulation/0000/00/00/" + string(g.names["proxy-regulation"]) + "/en/txt": "/acts/" + string(g.names["proxy-regulation"]) + "/current.en.txt",
		"/eli/csto/strategy/0000/00/00/" + string(g.names["un-strategy"]):                    "/ru/acts/" + string(g.names["un-strategy"]),
	} {
		w := g.as(t, "public", path)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %s, want %s", path, w.Code, w.Header().Get("Location"), want)
		}
	}
	for _, path := range []string{
		"/eli/csto/statute/2003/04/29/" + id, "/eli/osce/statute/2003/04/28/" + id, "/eli/csto/rules/2003/04/28/" + id, eli + "/ky", eli + "/akn", eli + "/ru/pdf",
		eli + "/2019-11-28/ru/akn/x", "/eli/csto", "/eli/csto/statute/2003/04/28/0000000000000", "/eli/csto/decision/2019/11/28/" + string(g.names["d3"]) + "/2019-11-28",
		"/eli/csto/regulation/0000/00/00/" + string(g.names["proxy-regulation"]) + "/en/akn",
	} {
		if w := g.as(t, "public", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestEveryActWithATextIsOnTheSiteMapInEveryView(t *testing.T) {
	g := onStage(t)
	g.secretariat.Read(func(s *council.State) {
		paths := strings.Join(allPaths(reading.Enter(s, access.PublicClass)), "\n")
		for _, want := range []string{
			"/acts/" + string(g.names["csc-statute"]) + "/text", "/acts/" + string(g.names["csc-statute"]) + "/compare", "/decisions/" + string(g.names["d3"]) + "/redline",
		} {
			if !strings.Contains(paths, want) {
				t.Errorf("no %s", want)
			}
		}
	})
}

// schema is where the schema of Akoma Ntoso lies beside a checkout.
const schema = "../../../shared/data/akn/xsd/akomantoso30.xsd"

// TestEveryTextIsValidAkomaNtoso asks the schema, where it and xmllint are there.
func TestEveryTextIsValidAkomaNtoso(t *testing.T) {
	g := onStage(t)
	tool, err := exec.LookPath("xmllint")
	_, missing := os.Stat(schema)
	if err != nil || missing != nil {
		t.Logf("not checked by the schema: xmllint %v, %s %v", err, schema, missing)
	}
	dir, args := t.TempDir(), []string{"--nonet", "--noout", "--schema", schema}
	for _, name := range []string{"csc-statute", "rules-of-procedure", "cdm-statute"} {
		for _, file := range []string{"current.ru", "current.en", "2019-11-27.ru", "2019-11-28.en"} {
			w := g.as(t, "public", "/acts/"+string(g.names[name])+"/"+file+".akn.xml")
			if w.Code != http.StatusOK {
				t.Fatalf("%s %s: %d", name, file, w.Code)
			}
			if past := strings.HasPrefix(file, "2019-11-27"); past == strings.Contains(w.Body.String(), "passiveModifications") {
				t.Errorf("%s %s: modifications are said: %t", name, file, !past)
			}
			path := filepath.Join(dir, name+"."+file+".xml")
			if err := os.WriteFile(path, w.Body.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
	}
	if tool == "" || missing != nil {
		return
	}
	if out, err := exec.CommandContext(t.Context(), tool, args...).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
