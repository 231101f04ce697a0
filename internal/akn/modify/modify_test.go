package modify

import (
	"fmt"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/amend"
)

func text(t testing.TB) *act.Text {
	t.Helper()
	got, err := act.ParsePlain(`Statute of the Council
Article 1. Name
1. The Council meets once. It ends.
2. It meets in May.
(a) one
Article 2. Force
3. It stands.
| No | Day |
| 1 | May |
`, act.English)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const uri = "/akn/kg/act/2003-05-12/7"

func document(x *act.Text) *akn.Document {
	return &akn.Document{
		Kind: akn.Statute, Work: akn.Work{URI: "/akn/kg/act/2010-01-01/2", Date: "2010-01-01", Author: akn.Agent{URI: "/o"}, Country: "kg"},
		Expressions: []akn.Expression{{URI: "/e", Date: "2010-01-01", File: "/f", Made: "2010-01-01", Text: x}},
	}
}

func at(id act.ID, steps ...act.Step) []act.Address { return []act.Address{{ID: id, Steps: steps}} }

var one = act.ID("article_1__number_1")

func operations() []amend.Operation {
	sentence := act.Step{Name: act.NameSentence, Ordinal: 2}
	return []amend.Operation{
		{Kind: amend.TextSubstitution, Targets: at("", act.Step{Name: act.NameArticle, Num: "1"}), Old: "meets", New: "sits", Count: 2, Force: &amend.Force{From: "2011-01-01", Members: []string{"RU"}, Condition: "третье \"уведомление\""}},
		{Kind: amend.Removal, Targets: at(one, sentence)},
		{Kind: amend.TextInsertion, Targets: at(one), Old: "Council", New: "always", At: amend.After},
		{Kind: amend.Insertion, Targets: at("article_1"), Lines: []string{"3. More.", "(a) and more"}, Named: []act.Step{{Name: act.NameParagraph, Num: "3"}}},
		{Kind: amend.Renumbering, Targets: at(one), Numbers: []string{"7"}},
		{Kind: amend.TextSubstitution, Targets: at(""), All: true, Forms: []amend.Form{{Old: "a", New: "b"}, {Old: "c", New: "d"}}},
		{Kind: amend.Suspension, Targets: at("article_2"), Until: "2028-01-01"},
		{Kind: amend.Restoration, Targets: at("article_2")},
		{Kind: amend.Repeal, Targets: at("", act.Step{Name: act.NameArticle, Num: "9"})},
	}
}

// again is a document as it is read from the file that is written of it.
func again(t testing.TB, d *akn.Document, change ...string) *akn.Document {
	t.Helper()
	b, err := d.Write()
	if err != nil {
		t.Fatal(err)
	}
	d, err = akn.Read([]byte(strings.NewReplacer(change...).Replace(string(b))))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOperationsThatAreWrittenAreReadToTheLetter(t *testing.T) {
	base := text(t)
	d := document(base)
	want := amend.Amender{ID: "x", Operations: operations()}
	d.Active = Actives(uri, want, base)
	if d.Active[1].Destinations[0].ID != one || len(Actives(uri, want, nil)) != len(want.Operations) {
		t.Errorf("destinations %v", d.Active[1].Destinations)
	}
	for _, uris := range [][]string{nil, {"/other", uri}} {
		got := Operations(again(t, d), base, uris...)
		if s := string(amend.Amender{ID: "x", Operations: got.Operations}.JSON()); s != string(want.JSON()) || len(got.Problems) > 0 || len(got.At) != len(want.Operations) {
			t.Errorf("read %s\n%v\nwant %s", s, got.Problems, want.JSON())
		}
	}
	if got := Operations(again(t, d), base, "/other"); len(got.Problems) != len(want.Operations) || !strings.Contains(got.Problems[0].String(), "and the text is /other") {
		t.Errorf("for another act: %v", got.Problems)
	}
}

func TestAnOperationThatIsNotWhatTheFileSaysIsAProblem(t *testing.T) {
	base := text(t)
	d := document(base)
	d.Active = Actives(uri, amend.Amender{ID: "x", Operations: operations()}, base)
	for name, change := range map[string][]string{
		"other words":       {`<c:words xmlns:c="https://chancery.example/ns/akn">sits</c:words>`, `<c:words xmlns:c="https://chancery.example/ns/akn">stands</c:words>`},
		"another place":     {`#article_1__number_1"`, `#article_2"`},
		"no JSON":           {`c:operation="{`, `c:operation="`},
		"nonsense":          {`&quot;until&quot;:&quot;2028-01-01&quot;`, `&quot;until&quot;:&quot;soon&quot;`},
		"a field unknown":   {`&quot;until&quot;`, `&quot;untill&quot;`},
		"another last day":  {`end="#bound_2"`, ``},
		"a local target":    {`<destination href="` + uri + `#article_2"/>`, `<destination href="#body"/>`},
		"an unknown member": {`<c:member`, `<c:words/><c:member`},
	} {
		if got := Operations(again(t, d, change...), base); len(got.Problems) == 0 || got.Problems[0].Line == 0 {
			t.Errorf("%s: read as %v", name, got)
		}
	}
}

// foreign is a file of others with a modification, and quotations in its body.
func foreign(t testing.TB, mod string) *akn.Document {
	t.Helper()
	d, err := akn.Read([]byte(`<akomaNtoso xmlns="` + akn.Namespace + `"><act><meta><identification source="#a"><FRBRWork/><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<analysis source="#a"><activeModifications>` + mod + `</activeModifications></analysis></meta><body><section eId="s"><num>1.</num><content><p>
<quotedText eId="once">once</quotedText> <quotedText eId="twice">twice</quotedText> <quotedText eId="note">x<authorialNote><p>n</p></authorialNote></quotedText>
<quotedStructure eId="unit"><paragraph><num>3.</num><intro><p>More.</p></intro><point><num>(a)</num><content><p>and more</p></content></point></paragraph></quotedStructure>
<quotedStructure eId="table"><table><tr><th><p>x</p></th></tr></table></quotedStructure></p></content></section></body></act></akomaNtoso>`))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestModificationsOfOthersAreReadNarrowly(t *testing.T) {
	base := text(t)
	to := func(id string) string { return `<source href="#s"/><destination href="` + uri + id + `"/>` }
	beside := func(pos string) string {
		return `<source href="#s"/><destination href="` + uri + `#article_1__number_2" pos="` + pos + `"/>`
	}
	mod := func(kind, inner string) string { return `<textualMod type="` + kind + `">` + inner + `</textualMod>` }
	for _, x := range []struct{ name, mod, want string }{
		{"words by words", mod("substitution", to("#article_1__number_1")+`<old href="#once"/><new href="#twice"/>`), `{"kind":"text-substitution","targets":[{"wId":"article_1__number_1"}],"old":"once","new":"twice"}`},
		{"words that stand there themselves", mod("substitution", to("#article_1__number_1")+`<old>once</old><new>twice</new>`), `{"kind":"text-substitution","targets":[{"wId":"article_1__number_1"}],"old":"once","new":"twice"}`},
		{"a unit by units", mod("substitution", to("#article_1__number_2")+`<new href="#unit"/>`), `{"kind":"substitution","targets":[{"wId":"article_1__number_2"}],"lines":["3. More.","(a) and more"]}`},
		{"units after another", mod("insertion", beside("after")+`<new href="#unit"/>`), `{"kind":"insertion","targets":[{"wId":"article_1"}],"lines":["3. More.","(a) and more"],"at":"after","anchor":{"wId":"article_1__number_2"}}`},
		{"units at the top", mod("insertion", `<source href="#s"/><destination href="`+uri+`#article_2" pos="before"/><new href="#unit"/>`), `{"kind":"insertion","targets":[{}],"lines":["3. More.","(a) and more"],"at":"before","anchor":{"wId":"article_2"}}`},
		{"units at the end", mod("insertion", beside("end")+`<new href="#unit"/>`), `{"kind":"insertion","targets":[{"wId":"article_1__number_2"}],"lines":["3. More.","(a) and more"],"at":"end"}`},
		{"units inside the whole", mod("insertion", `<source href="#s"/><destination href="`+uri+`#body" pos="inside"/><new href="#unit"/>`), `{"kind":"insertion","targets":[{}],"lines":["3. More.","(a) and more"]}`},
		{"words that go", mod("repeal", to("#article_1__number_1")+`<old href="#once"/>`), `{"kind":"text-deletion","targets":[{"wId":"article_1__number_1"}],"old":"once"}`},
		{"a unit that goes", mod("repeal", to("#article_1__number_1")), `{"kind":"repeal","targets":[{"wId":"article_1__number_1"}]}`},
		{"the whole", mod("repeal", to("")), `{"kind":"repeal","targets":[{}]}`},
		{"a force that ceases", `<efficacyMod type="inapplication">` + to("#article_2") + `</efficacyMod>`, `{"kind":"suspension","targets":[{"wId":"article_2"}]}`},

		{"nothing new", mod("substitution", to("#article_1")), "not said exactly"},
		{"words without a place", mod("insertion", to("#article_1")+`<new href="#twice"/>`), "not said exactly"},
		{"a split", mod("split", to("#article_1")+`<old>x</old>`), "not said exactly"},
		{"one that joins nothing", mod("join", to("#article_1")), "one target joins nothing"},
		{"a place for what is repealed", mod("repeal", beside("after")), "no use for"},
		{"beside what is not there", mod("insertion", `<source href="#s"/><destination href="`+uri+`#nowhere" pos="after"/><new href="#unit"/>`), "not in the text"},
		{"beside the whole", mod("insertion", `<source href="#s"/><destination href="`+uri+`" pos="after"/><new href="#unit"/>`), "not in the text"},
		{"two acts", mod("repeal", to("")+`<destination href="/other"/>`), "of /other"},
		{"no destination", mod("repeal", `<source href="#s"/>`), "not understood"},
		{"a source that is not there", mod("repeal", `<source href="#q"/><destination href="/x"/>`), "not understood"},
		{"a position that says nothing", mod("insertion", beside("unspecified")+`<new href="#unit"/>`), "@pos: not understood"},
		{"a concept of others", `<textualMod type="repeal" refersTo="#x">` + to("") + `</textualMod>`, "@refersTo: not understood"},
		{"a period that is not there", `<textualMod type="repeal" period="#x">` + to("") + `</textualMod>`, "@period: not understood"},
		{"two old wordings", mod("substitution", to("")+`<old>a</old><old>b</old><new>c</new>`), "old[2]: not understood"},
		{"a new one that is not there", mod("substitution", to("")+`<new href="#q"/>`), "new: not understood"},
		{"a new one with a note", mod("substitution", to("")+`<old>a</old><new href="#note"/>`), "new: not understood"},
		{"a table", mod("insertion", to("")+`<new href="#table"/>`), "new: not understood"},
		{"an old unit", mod("substitution", to("")+`<old href="#unit"/>`), "old: not understood"},
		{"a unit that is no quotation", mod("substitution", to("")+`<new href="#s"/>`), "new: not understood"},
		{"a force of another form", mod("repeal", to("")+`<force period="#x"/>`), "force: not understood"},
		{"an application of another form", mod("repeal", to("")+`<application><p/></application>`), "application: not understood"},
		{"a meaning", `<meaningMod type="variation">` + to("") + `</meaningMod>`, "meaningMod: not understood"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := Operations(foreign(t, x.mod), base)
			says := fmt.Sprint(got.Problems)
			if len(got.Problems) == 0 {
				says = strings.TrimPrefix(string(amend.Amender{ID: "x", Operations: got.Operations}.JSON()), `{"id":"x","operations":[`)
			}
			if !strings.Contains(says, x.want) || strings.HasPrefix(x.want, "{") != (len(got.Problems) == 0) {
				t.Errorf("read %s\nwant %s", says, x.want)
			}
		})
	}
}

func TestABodyIsProseWhereNothingLosesItsBounds(t *testing.T) {
	d := again(t, document(text(t)))
	got, problems := Prose(d, d.Expressions[0].Text)
	if !strings.HasPrefix(got, "Article 1. Name\n1. The Council meets once.") || len(problems) > 0 {
		t.Errorf("%s %v", got, problems)
	}
	if list := Operations(d, text(t)); list.Operations != nil || list.Problems != nil {
		t.Errorf("modifications where there are none: %v", list)
	}
	d = foreign(t, "")
	_, problems = Prose(d, d.Expressions[0].Text)
	if len(problems) != 3 || !strings.Contains(problems[1].String(), "quotedStructure[1]: not understood") {
		t.Errorf("problems %v", problems)
	}
	if p := (Problem{Why: "x"}); p.String() != "x" {
		t.Errorf("a problem of the whole: %s", p)
	}
}

func TestWhatAnAmenderWroteIsItsPassiveModification(t *testing.T) {
	a := amend.Amender{ID: "dec", Operations: []amend.Operation{
		{Kind: amend.TextSubstitution, Targets: at(one), Old: "once", New: "twice"},
		{Kind: amend.Insertion, Targets: at("article_1"), Lines: []string{"3. More.", "(a) and more"}},
		{Kind: amend.Suspension, Targets: at("article_2")},
	}}
	now, err := amend.Apply(text(t), a)
	if err != nil {
		t.Fatal(err)
	}
	a.Operations = append(a.Operations, amend.Operation{Kind: amend.Repeal, Targets: at("gone")})
	got := Passives("/x", a, now)
	want := [][]akn.Place{{{ID: one}}, {{ID: "dec:2:1"}, {ID: "dec:2:2"}}, {{ID: "article_2"}}, {{}}}
	for i, m := range got {
		if fmt.Sprint(m.Destinations) != fmt.Sprint(want[i]) || m.Source.Act != "/x" || m.Operation != nil {
			t.Errorf("operation %d: %v from %v, want %v", i+1, m.Destinations, m.Source, want[i])
		}
	}
}
