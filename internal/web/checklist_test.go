package web

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A check is one line of the list: where a fact stands.
type check struct {
	line                       int
	leaf, page, selector, text string
}

func (c check) String() string { return fmt.Sprintf("checklist.txt:%d: %s", c.line, c.leaf) }

// checklist reads the list of testdata.
func checklist(t *testing.T) []check {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "checklist.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []check
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 4 {
			t.Fatalf("checklist.txt:%d: %d fields, want leaf, page, selector and text", i+1, len(f))
		}
		all = append(all, check{i + 1, f[0], f[1], f[2], f[3]})
	}
	return all
}

// local is a thing of the play by its local name.
var local = regexp.MustCompile(`\{([a-z0-9-]+)\}`)

// address returns the path of a page whose ids are given as local names.
func (g *stage) address(t *testing.T, page string) string {
	t.Helper()
	return local.ReplaceAllStringFunc(page, func(name string) string {
		id, ok := g.names[strings.Trim(name, "{}")]
		if !ok {
			t.Fatalf("%s: the play names no such thing", page)
		}
		return string(id)
	})
}

// markup returns a page as elements.
func (g *stage) markup(t *testing.T, page string) *node {
	t.Helper()
	if g.read[page] == nil {
		root, err := parseMarkup(g.page(t, g.address(t, page)))
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		g.read[page] = root
	}
	return g.read[page]
}

// stands says what is wrong with a check; nothing is "".
func (c check) stands(root *node) string {
	found, err := root.all(c.selector)
	if err != nil {
		return err.Error()
	}
	if len(found) == 0 {
		return fmt.Sprintf("%s has no %s", c.page, c.selector)
	}
	if never, ok := strings.CutPrefix(c.text, "! "); ok {
		if slices.ContainsFunc(found, func(n *node) bool { return strings.Contains(n.plain(), never) }) {
			return fmt.Sprintf("%s: %s holds %q", c.page, c.selector, never)
		}
		return ""
	}
	for _, n := range found {
		text := n.plain()
		if !slices.ContainsFunc(strings.Split(c.text, " + "), func(part string) bool { return !strings.Contains(text, part) }) {
			return ""
		}
	}
	return fmt.Sprintf("%s: none of %d %s holds %q; the first is %.200q", c.page, len(found), c.selector, c.text, found[0].plain())
}

func TestEveryFactOfTheChecklistStandsOnItsPage(t *testing.T) {
	g := onStage(t)
	list := checklist(t)
	for _, c := range list {
		if wrong := c.stands(g.markup(t, c.page)); wrong != "" {
			t.Errorf("%v: %s", c, wrong)
		}
	}
	t.Logf("%d lines, %d pages", len(list), len(g.read))
}

// facts is where the facts lie beside a checkout, from the root of it.
const facts = "../shared/data/bishkek-2019/facts.yaml"

// TestEveryFactIsOnTheChecklist compares the list with the facts, where these lie
// beside the checkout. Elsewhere the list is held to its own shape.
func TestEveryFactIsOnTheChecklist(t *testing.T) {
	lines := map[string]int{}
	for _, c := range checklist(t) {
		if lines[c.leaf]++; lines[c.leaf] > 1 {
			t.Errorf("%v: twice", c)
		}
	}
	b, err := os.ReadFile(filepath.Join("..", "..", facts))
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("no %s: %d lines are not compared with it", facts, len(lines))
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Seed any }
	if err := yaml.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for _, leaf := range leaves("seed", all.Seed) {
		if lines[leaf] == 0 {
			t.Errorf("%s has no line", leaf)
		}
		delete(lines, leaf)
	}
	for leaf := range lines {
		t.Errorf("%s is not a fact", leaf)
	}
}

// leaves returns the path of every value that holds no other.
func leaves(path string, v any) []string {
	var all []string
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			all = append(all, leaves(path+"."+k, e)...)
		}
	case []any:
		for i, e := range v {
			all = append(all, leaves(fmt.Sprintf("%s[%d]", path, i), e)...)
		}
	default:
		return []string{path}
	}
	slices.Sort(all)
	return all
}

// TestSourcesThatDifferStandSideBySide looks for each conflict in one table, with
// every value beside the one who says it, and none of them preferred.
func TestSourcesThatDifferStandSideBySide(t *testing.T) {
	g := onStage(t)
	for _, c := range []struct {
		page, question string
		rows           []string
	}{
		{"/ru/sessions/{session}", "Сколько документов подписано?", []string{"Акорда (Казахстан) 17", "Пресс-служба Президента Кыргызской Республики 15"}},
		{"/ru/sessions/{session}", "Сколько вопросов в повестке?", []string{
			"Sputnik Таджикистан и пресс-служба ОДКБ 17", "Кабар 21", "24.kg по сайту ОДКБ более 20", "Казинформ около 20 на уровне министров",
		}},
		{"/ru/sessions/{session}", "В каком порядке названы участники?", []string{
			"Акорда (Казахстан) Казахстан, Беларусь, Кыргызстан, Россия, Таджикистан, Армения",
			"Сайт Президента России Россия, Армения, Беларусь, Казахстан, Кыргызстан, Таджикистан",
			"ОДКБ Армения, Беларусь, Казахстан, Кыргызстан, Россия, Таджикистан",
		}},
		{"/ru/sessions/{session}", "Кто участвовал?", []string{
			"Акорда (Казахстан) шесть государств", "Сайт Президента России шесть государств", "24.kg, на английском пять государств, без Казахстана",
		}},
		{"/ru/decisions/{statement}", "Как называется Заявление?", []string{
			"Акорда (Казахстан) о совершенствовании международного взаимодействия", "24.kg, до сессии о совершенствовании взаимодействия и сотрудничества для укрепления",
		}},
		{"/ru/sessions/{session-2025}", "Кто следующий Генеральный секретарь и на какой срок?", []string{"Казинформ кандидат Кыргызстана", "Исполнительный комитет СНГ Таалатбек Масадыков"}},
	} {
		sections, err := g.markup(t, c.page).all("section.differ")
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(sections, func(n *node) bool { return strings.Contains(n.plain(), c.question) })
		if i < 0 {
			t.Errorf("%s: nothing differs on %q", c.page, c.question)
			continue
		}
		if !strings.Contains(sections[i].plain(), "Источники расходятся") {
			t.Errorf("%s: %q does not say that sources differ", c.page, c.question)
		}
		rows, err := sections[i].all("tbody tr")
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(c.rows) {
			t.Errorf("%s: %q has %d rows, want %d", c.page, c.question, len(rows), len(c.rows))
			continue
		}
		for i, want := range c.rows {
			if got := rows[i].plain(); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %q: row %d is %q, want %q", c.page, c.question, i+1, got, want)
			}
		}
	}
}

// TestTheTwoSessionsOfBishkekStandApart compares the pages of two sessions with
// one place, one month and one handover.
func TestTheTwoSessionsOfBishkekStandApart(t *testing.T) {
	g := onStage(t)
	older, newer := "/ru/sessions/{session}", "/ru/sessions/{session-2025}"
	for _, c := range []struct{ page, own, others string }{
		{older, "28 ноября 2019 года", "27 ноября 2025"},
		{newer, "27 ноября 2025 года", "28 ноября"},
		{older, "Никол Пашинян", "Масадыков"},
		{newer, "Армения отсутствует", "Токаев"},
		{older, "О Бюджете Организации", "Об антинаркотической стратегии на 2026"},
		{newer, "Об антинаркотической стратегии на 2026–2030 годы", "75-летия"},
	} {
		main, err := g.markup(t, c.page).all("main")
		if err != nil || len(main) != 1 {
			t.Fatalf("%s: %d main, %v", c.page, len(main), err)
		}
		// What the margin says of entries holds the day of the machine.
		body, err := main[0].all("div.body")
		if err != nil || len(body) != 1 {
			t.Fatalf("%s: %d bodies, %v", c.page, len(body), err)
		}
		text := body[0].plain()
		if !strings.Contains(text, c.own) {
			t.Errorf("%s lacks %q", c.page, c.own)
		}
		if strings.Contains(text, c.others) {
			t.Errorf("%s holds %q, which is of the other", c.page, c.others)
		}
	}
}

func TestAnActNamesWhatItCarriedOut(t *testing.T) {
	c := check{page: "/en/acts/{protocol-2018}", selector: "section:has(#did) li a", text: "Further development of the institutions of Partner and Observer"}
	if wrong := c.stands(onStage(t).markup(t, c.page)); wrong != "" {
		t.Error(wrong)
	}
}
