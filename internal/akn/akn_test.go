package akn

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

const russianText = `Положение о Совете
Совет, руководствуясь Уставом,
принял следующее.
Раздел 1. Общие положения
Статья 1. Совет
1. Совет состоит из членов:
а) первый;
б) второй, именуемый «другой»;
б1) третий.
2. Совет заседает.
Дополнительный абзац & знак <.
Статья 2
| № | Срок |
| 1 | май |
| 2 |  |
Раздел 2. Прочее
Статья 3. Вступление в силу
Вступает в силу с даты подписания.
5) скобка
5.1. Точка.
Приложение 1. Перечень
1. Пункт приложения.
Приложение
Слова без номера.
`

const englishText = `Regulation on the Council
The Council, having regard to the Charter,
Chapter 1. General
Article 1. Council
1. The Council consists of
(a) the first;
(i) one, and
(ii) two;
(b) the second.
2. It meets.
Article 1 bis. Late
Words of an article.
Annex I. List
1. An item.
`

func text(t testing.TB, plain string, lang act.Lang) *act.Text {
	t.Helper()
	got, err := act.ParsePlain(plain, lang)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func expression(lang string, t *act.Text) Expression {
	uri := "/eli/council/reg/2019/3/" + lang
	return Expression{URI: uri, Date: "2019-11-28", File: uri + ".akn", Made: "2026-11-24", Text: t}
}

// document is a document with every field that a file can carry.
func document(kind Kind, texts ...*act.Text) *Document {
	d := &Document{
		Kind: kind,
		Work: Work{
			URI: "/eli/council/reg/2019/3", Date: "2019-11-28", Author: Agent{"/ontology/organization/council", "Совет «А» & Б"},
			Country: "kg", Number: "3", Name: "Regulation",
		},
		Events: []Event{{"2019-11-28", Generation, "/eli/council/reg/2019/3"}, {"2021-01-19", Amendment, "/eli/council/dec/2020/1"}},
	}
	for i, t := range texts {
		d.Expressions = append(d.Expressions, expression([]string{"ru", "en", "xx"}[i], t))
	}
	return d
}

const schema = "../../../shared/data/akn/xsd/akomantoso30.xsd"

// lint checks files by the schema that lies beside the repository, where that
// and xmllint are there.
func lint(t testing.TB, files ...[]byte) {
	t.Helper()
	tool, err := exec.LookPath("xmllint")
	if _, missing := os.Stat(schema); err != nil || missing != nil {
		t.Logf("not checked by the schema: xmllint %v, %s %v", err, schema, missing)
		return
	}
	args := []string{"--nonet", "--noout", "--schema", schema}
	dir := t.TempDir()
	for i, b := range files {
		path := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
		t.Errorf("not valid: %v\n%.4000s", err, out)
	}
}

func write(t testing.TB, d *Document) []byte {
	t.Helper()
	b, err := d.Write()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryKindOfDocumentIsWrittenByTheSchema(t *testing.T) {
	for _, kind := range []Kind{Decision, Statement, Statute, Treaty, Plan, Budget} {
		t.Run(string(kind), func(t *testing.T) {
			b := write(t, document(kind, text(t, russianText, act.Russian)))
			lint(t, b)
			if want := fmt.Sprintf(`<%s name=%q>`, kind.element(), kind); !bytes.Contains(b, []byte(want)) {
				t.Errorf("no %s in\n%s", want, b)
			}
		})
	}
}

func TestSeveralLanguagesAreOneCollectionByTheSchema(t *testing.T) {
	b := write(t, document(Treaty, text(t, russianText, act.Russian), text(t, englishText, act.English)))
	lint(t, b)
	for _, want := range []string{`eId="cmp_2__section_1`, `language="eng"`, `language="rus"`} {
		if strings.HasPrefix(want, "eId") {
			want = `eId="cmp_2__chapter_1"`
		}
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

// operations are one of every kind.
func operations() []amend.Operation {
	at := func(steps ...act.Step) []act.Address { return []act.Address{{Steps: steps}} }
	one := act.Step{Name: act.NameArticle, Num: "1"}
	return []amend.Operation{
		{Kind: amend.TextSubstitution, Targets: at(one), Old: "членов", New: "государств"},
		{Kind: amend.TextInsertion, Targets: at(one), Old: "заседает", New: "в мае", At: amend.After, Force: &amend.Force{From: "2027-01-01", Condition: "третье уведомление", Members: []string{"RU", "KG"}}},
		{Kind: amend.TextDeletion, Targets: at(one), Old: "именуемый"},
		{Kind: amend.Substitution, Targets: at(one, act.Step{Name: act.NamePart, Num: "2"}), Lines: []string{"2. Совет заседает дважды.", "Ещё строка."}},
		{Kind: amend.Replacement, Targets: at(one), Lines: []string{"Статья 1. Совет"}},
		{Kind: amend.Insertion, Targets: at(one), Lines: []string{"3. Новое."}},
		{Kind: amend.Removal, Targets: at(act.Step{Name: act.NameArticle, Num: "3"})},
		{Kind: amend.Repeal, Targets: at(one), Force: &amend.Force{From: "2027-01-01"}},
		{Kind: amend.Renumbering, Targets: at(one), Numbers: []string{"7"}},
		{Kind: amend.Split, Targets: at(one), Old: "x", Numbers: []string{"8"}},
		{Kind: amend.Join, Targets: []act.Address{{ID: "article_1"}, {ID: "article_2"}}},
		{Kind: amend.Suspension, Targets: at(one), Until: "2028-01-01"},
		{Kind: amend.Extension, Targets: []act.Address{{ID: "act", Steps: []act.Step{one}}}, Until: "2028-01-01"},
		{Kind: amend.Restoration, Targets: at(one)},
		{Kind: amend.TextSubstitution, Targets: at(act.Step{Name: act.NameArticle, Num: "9"}), All: true, Forms: []amend.Form{{Old: "а", New: "б"}, {Old: "в", New: "г"}}},
	}
}

// carried are modifications of one block by operations, which they carry.
func carried(uri string, list []amend.Operation, id act.ID) []Modification {
	var out []Modification
	for _, o := range list {
		m := Modification{Kind: o.Kind, Destinations: []Place{{uri, id}}, Old: o.Old, Force: o.Force, Until: o.Until, Operation: &o}
		if m.New = o.Lines; o.New != "" {
			m.New = []string{o.New}
		}
		out = append(out, m)
	}
	return out
}

func TestModificationsOfEveryKindAreWrittenByTheSchema(t *testing.T) {
	base := text(t, russianText, act.Russian)
	d := document(Statute, base)
	d.Active = carried("/eli/council/reg/2001/1", operations(), "section_1")
	d.Passive = carried("", operations(), "section_1__article_1")
	for i := range d.Passive {
		d.Passive[i].Source = Place{Act: "/eli/council/dec/2020/1"}
	}
	lint(t, write(t, d))
}

func TestForceOfBlocksIsSaidByTheSchema(t *testing.T) {
	base := text(t, russianText, act.Russian)
	change := func(id act.ID, f func(*act.Block)) {
		b := *base.Block(id)
		f(&b)
		base = base.With(id, &b)
	}
	change("section_1__article_1__number_2", func(b *act.Block) { b.State = act.StateRepealed })
	change("section_1__article_2", func(b *act.Block) { b.State, b.Until = act.StateSuspended, "2027-05-01" })
	change("annex_1", func(b *act.Block) { b.Until = "2027-05-01" })
	b := write(t, document(Statute, base))
	lint(t, b)
	for want, n := range map[string]int{`status="removed"`: 1, `status="temporarilyRemoved"`: 1, `period="#period_1"`: 2, `end="#bound_1"`: 1} {
		if got := bytes.Count(b, []byte(want)); got != n {
			t.Errorf("%s stands %d times, want %d", want, got, n)
		}
	}
}
