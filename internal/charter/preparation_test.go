package charter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

const prepared = small + `preparation:
  order: {by: presiding, language: en}
  notices:
    - {id: agenda, name: {ru: Повестка, en: Agenda}, of: agenda, days: 30, late: {ru: с согласия всех, en: if all agree}}
    - {id: council-agenda, name: {ru: Повестка, en: Agenda}, of: agenda, body: council, days: 45}
    - {id: papers, name: {ru: Документы, en: Papers}, of: paper, days: 20}
  templates:
    - id: ordinary
      name: {ru: Очередная, en: Ordinary}
      body: council
      items:
        - {id: first, title: {ru: Первый, en: First}, format: narrow}
        - {id: part, title: {ru: Часть, en: Part}, under: first, consent: true, audience: public}
      papers:
        - {id: report, title: {ru: Отчёт, en: Report}, item: first, by: office:secretary, days: 40, notice: papers}
        - {id: plan, title: {ru: План, en: Plan}, nature: approve-plan, matter: plan, by: "member:west", to: public}
        - {id: note, title: {ru: Записка, en: Note}, by: "body:office", spoken: true}
    - {id: any, name: {ru: Любая, en: Any}}
`

func TestATemplateOfASessionIsRead(t *testing.T) {
	c := parse(t, prepared)
	if n, ok := c.NoticeOf("agenda", "office"); !ok || n.ID != "agenda" || n.Late["en"] != "if all agree" {
		t.Errorf("%+v", n)
	}
	if n, ok := c.NoticeOf("agenda", "council"); !ok || n.Days != 45 {
		t.Errorf("%+v", n)
	}
	if _, ok := c.NoticeOf("item", "council"); ok {
		t.Error("a notice of items that nobody gave")
	}
	if n, ok := c.Notice("papers"); !ok || n.Days != 20 {
		t.Errorf("%+v", n)
	}
	if _, ok := c.Notice("none"); ok {
		t.Error("a notice that is not there")
	}
	if got := len(c.TemplatesFor("council")); got != 2 {
		t.Errorf("%d templates of the council", got)
	}
	all := c.TemplatesFor("office")
	if len(all) != 1 || all[0].ID != "any" {
		t.Errorf("templates of the office: %+v", all)
	}
	if x, ok := c.Preparation.Templates[0].Item("part"); !ok || x.Under != "first" {
		t.Errorf("%+v", x)
	}
	if _, ok := all[0].Item("part"); ok {
		t.Error("an item of another template")
	}
}

func TestDelegationsStandInTheOrderOfTheCharter(t *testing.T) {
	for _, tt := range []struct {
		by, lang, presides string
		want               string
	}{
		{"", "", "west", "[east isle west birds]"},
		{"", "en", "west", "[birds east isle west]"},
		{"presiding", "", "west", "[west birds east isle]"},
		{"presiding", "en", "east", "[east isle west birds]"},
		{"presiding", "en", "", "[birds east isle west]"},
		{"rotation", "", "east", "[east isle birds west]"},
	} {
		c := parse(t, small)
		c.Preparation.Order = Order{By: tt.by}
		if tt.lang != "" {
			c.Preparation.Order.Language = "en"
		}
		if tt.by == "rotation" {
			c.Rotation.Order = []procedure.Member{"west", "east"}
		}
		if got := fmt.Sprint(c.Listed(calendar.Day{}, procedure.Member(tt.presides))); got != tt.want {
			t.Errorf("%s %s %s: %s, want %s", tt.by, tt.lang, tt.presides, got, tt.want)
		}
	}
}

func TestWhatIsWrongWithATemplateIsSaidWhereItStands(t *testing.T) {
	for _, tt := range []struct{ from, to, path string }{
		{"of: paper", "of: text", "preparation.notices[2].of"},
		{"body: council, days", "body: none, days", "preparation.notices[1].body"},
		{"days: 45", "days: 4500", "preparation.notices[1].days"},
		{"id: council-agenda", "id: agenda", "preparation.notices[1].id"},
		{"name: {ru: Повестка, en: Agenda}, of: agenda, days: 30", "name: {ru: Повестка}, of: agenda, days: 30", "preparation.notices[0].name"},
		{"by: presiding", "by: age", "preparation.order.by"},
		{"language: en", "language: English", "preparation.order.language"},
		{"body: council\n      items", "body: none\n      items", "preparation.templates[0].body"},
		{"id: any", "id: ordinary", "preparation.templates[1].id"},
		{"format: narrow", "format: wide", "preparation.templates[0].items[0].format"},
		{"under: first", "under: part", "preparation.templates[0].items[1].under"},
		{"audience: public", "audience: all", "preparation.templates[0].items[1].audience"},
		{"id: part", "id: first", "preparation.templates[0].items[1].id"},
		{"item: first", "item: none", "preparation.templates[0].papers[0].item"},
		{"office:secretary", "office:none", "preparation.templates[0].papers[0].by"},
		{"notice: papers", "notice: none", "preparation.templates[0].papers[0].notice"},
		{"days: 40", "days: -1", "preparation.templates[0].papers[0].days"},
		{"nature: approve-plan, ", "", "preparation.templates[0].papers[1].matter"},
		{"member:west", "member:none", "preparation.templates[0].papers[1].by"},
		{"to: public", "to: secretariat", "preparation.templates[0].papers[1].to"},
		{"body:office", "body:none", "preparation.templates[0].papers[2].by"},
		{`by: "body:office"`, "by: nobody", "preparation.templates[0].papers[2].by"},
		{"id: note", "id: plan", "preparation.templates[0].papers[2].id"},
	} {
		typed := strings.Replace(prepared, tt.from, tt.to, 1)
		if typed == prepared {
			t.Errorf("%q does not stand there", tt.from)
			continue
		}
		_, err := Parse("charter.yaml", []byte(typed))
		var paths []string
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				paths = append(paths, e.(*FormError).Path)
			}
		}
		if !slices.Contains(paths, tt.path) {
			t.Errorf("%s: faults at %v, want %s", tt.to, paths, tt.path)
		}
	}
}
