package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
)

func statute(t testing.TB) *act.Text {
	t.Helper()
	got, err := act.ParsePlain(`Положение о Совете
Раздел 1. Общие положения
Статья 1. Совет
1. Совет состоит из членов.
Раздел 2. Прочее
Статья 3. Вступление в силу
Вступает в силу с даты подписания.
Приложение 1. Перечень
1. Пункт приложения.
`, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func document(kind akn.Kind, texts ...*act.Text) *akn.Document {
	d := &akn.Document{
		Kind:   kind,
		Work:   akn.Work{URI: "/eli/council/reg/2019/3", Date: "2019-11-28", Author: akn.Agent{URI: "/ontology/organization/council"}, Country: "kg"},
		Events: []akn.Event{{Date: "2019-11-28", Type: akn.Generation, Source: "/eli/council/reg/2019/3"}},
	}
	for _, x := range texts {
		d.Expressions = append(d.Expressions, akn.Expression{URI: "/eli/council/reg/2019/3/ru", Date: "2019-11-28", File: "/eli/council/reg/2019/3/ru.akn", Made: "2026-11-24", Text: x})
	}
	return d
}

func write(t testing.TB, d *akn.Document) []byte {
	t.Helper()
	b, err := d.Write()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// examples are the files of others that lie beside the repository, rewritten to
// the namespace that is read.
func examples(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../../../shared/data/akn/examples/*.xml")
	if err != nil || len(files) == 0 {
		t.Logf("no examples beside the repository: %v", err)
	}
	out := make(map[string][]byte)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = []byte(strings.Replace(string(b), "/akn/3.0/WD17", "/akn/3.0", -1))
	}
	return out
}

func TestWhatThisPackageWritesHasNothingToFind(t *testing.T) {
	base := statute(t)
	for name, d := range map[string]*akn.Document{"two languages": document(akn.Treaty, base, base), "a plan": document(akn.Plan, base)} {
		found, err := Check(write(t, d), map[string]*act.Text{"/eli/council/reg/2019/3": base})
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v %v", name, err, found)
		}
	}
}

func TestWhatLeadsNowhereIsFoundWithItsPlace(t *testing.T) {
	base := statute(t)
	d := document(akn.Statute, base)
	d.Passive = []akn.Modification{{Kind: "repeal", Source: akn.Place{Act: "/eli/x"}, Destinations: []akn.Place{{ID: "section_1"}}}}
	d.Active = []akn.Modification{{Kind: "split", Source: akn.Place{ID: "section_1"}, Destinations: []akn.Place{{Act: "/eli/x", ID: "section_1"}}, Until: "2027-01-01"}}
	good := string(write(t, d))
	acts := map[string]*act.Text{"/eli/x": base}
	for name, c := range map[string]struct{ old, now, want string }{
		"nothing":                          {"", "", ""},
		"an eId with a space":              {`eId="section_2"`, `eId="section 2"`, `akomaNtoso/act/body/section[2]/@eId: "section 2" (id-form)`},
		"an eId of another form":           {`eId="section_2"`, `eId="_section"`, `"_section" (id-form)`},
		"a wId that is empty":              {`wId="section_2"`, `wId=""`, `@wId: "" (id-form)`},
		"an eId twice":                     {`eId="section_2"`, `eId="annex_1"`, `attachment/@eId: "annex_1" stands on line 81 too (id-twice)`},
		"a wId twice":                      {`wId="section_2"`, `wId="section_1"`, `section[2]/@wId: "section_1" stands in this document before (id-twice)`},
		"a source that is not there":       {`<source href="#section_1"/>`, `<source href="#section_9"/>`, `textualMod/source/@href: #section_9 is not in the file (modification)`},
		"a destination that is not there":  {`href="/eli/x#section_1"`, `href="/eli/x#section_9"`, `textualMod/destination/@href: /eli/x#section_9 is not in that act (modification)`},
		"an active one of another act":     {`<source href="#section_1"/>`, `<source href="/eli/y"/>`, `activeModifications/textualMod: source of activeModifications is another document (modification)`},
		"a passive one of another act":     {`<destination href="#section_1"/>`, `<destination href="/eli/y"/>`, `destination of passiveModifications is another document (modification)`},
		"a modification without a source":  {`<source href="#section_1"/>`, ``, `activeModifications/textualMod: no source (modification)`},
		"an agent that is not there":       {`<lifecycle source="#author">`, `<lifecycle source="#nobody">`, `lifecycle/@source: #nobody is not in the file (reference)`},
		"a period that is an event":        {`period="#period_1"`, `period="#event_1"`, `@period: #event_1 is eventRef, want temporalGroup (reference)`},
		"an interval that ends in a group": {`end="#bound_1"`, `end="#period_1"`, `timeInterval/@end: #period_1 is temporalGroup, want eventRef (reference)`},
		"a reference into an act":          {`>Вступает`, `><ref href="/eli/x#nowhere">x</ref>Вступает`, `p/ref/@href: /eli/x#nowhere is not in that act (reference)`},
		"a reference into an unknown act":  {`>Вступает`, `><ref href="/eli/y#nowhere">x</ref>Вступает`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			file := strings.Replace(good, c.old, c.now, 1)
			if c.old != "" && file == good {
				t.Fatalf("%s is not in the file", c.old)
			}
			found, err := Check([]byte(file), acts)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, f := range found {
				all = append(all, f.String())
			}
			list := strings.Join(all, "\n")
			if c.want == "" && list != "" || !strings.Contains(list, c.want) {
				t.Errorf("found %s\nwant %s", list, c.want)
			}
		})
	}
}

func TestACheckEnds(t *testing.T) {
	if _, err := Check([]byte("<a/>"), nil); err == nil {
		t.Error("what is not Akoma Ntoso is checked")
	}
	if _, err := Check([]byte(`<act xmlns="`+akn.Namespace+`"/>`), nil); err == nil {
		t.Error("another root is checked")
	}
	many := `<akomaNtoso xmlns="` + akn.Namespace + `">` + strings.Repeat(`<p href="#x"/>`, MaxFindings+5) + `</akomaNtoso>`
	if found, err := Check([]byte(many), nil); err != nil || len(found) != MaxFindings {
		t.Errorf("%d findings, error %v", len(found), err)
	}
}

func TestExamplesOfOthersHaveTheFlawsThatTheyHave(t *testing.T) {
	flaws := map[string]string{"us_Act_2011-11-29.xml": "#americaCup is not in the file"}
	for name, b := range examples(t) {
		found, err := Check(b, nil)
		if err != nil {
			t.Fatal(err)
		}
		list := ""
		for _, f := range found {
			list += f.String() + "\n"
		}
		if !strings.Contains(list, flaws[name]) {
			t.Errorf("%s: %q is not found in\n%s", name, flaws[name], list)
		}
		t.Logf("%s: %d findings\n%.1500s", name, len(found), list)
	}
}
