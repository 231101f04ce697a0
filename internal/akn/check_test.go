package akn

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestWhatThisPackageWritesHasNothingToFind(t *testing.T) {
	base := text(t, russianText, act.Russian)
	for name, d := range map[string]*Document{"two languages": full(t), "a plan": document(Plan, base)} {
		found, err := Check(write(t, d), map[string]*act.Text{"/eli/council/reg/2019/3": base})
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v %v", name, err, found)
		}
	}
}

func TestWhatLeadsNowhereIsFoundWithItsPlace(t *testing.T) {
	base := text(t, russianText, act.Russian)
	d := document(Statute, base)
	d.Passive = []Modification{{Kind: "repeal", Source: Place{Act: "/eli/x"}, Destinations: []Place{{ID: "section_1"}}}}
	d.Active = []Modification{{Kind: "split", Source: Place{ID: "section_1"}, Destinations: []Place{{Act: "/eli/x", ID: "section_1"}}, Until: "2027-01-01"}}
	good := string(write(t, d))
	acts := map[string]*act.Text{"/eli/x": base}
	for name, c := range map[string]struct{ old, now, want string }{
		"nothing":                          {"", "", ""},
		"an eId with a space":              {`eId="section_2"`, `eId="section 2"`, `akomaNtoso/act/body/section[2]/@eId: "section 2" (id-form)`},
		"an eId of another form":           {`eId="section_2"`, `eId="_section"`, `"_section" (id-form)`},
		"a wId that is empty":              {`wId="section_2"`, `wId=""`, `@wId: "" (id-form)`},
		"an eId twice":                     {`eId="section_2"`, `eId="annex_1"`, `attachment[1]/@eId: "annex_1" stands on line 124 too (id-twice)`},
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
	if _, err := Check([]byte(`<act xmlns="`+Namespace+`"/>`), nil); err == nil {
		t.Error("another root is checked")
	}
	many := `<akomaNtoso xmlns="` + Namespace + `">` + strings.Repeat(`<p href="#x"/>`, MaxFindings+5) + `</akomaNtoso>`
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
