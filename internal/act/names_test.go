package act

import (
	"slices"
	"strings"
	"testing"
)

// TestLevelsAreCalledByTheNamesOfTheirStyle: the same words mean other labels in
// other styles, as doc/plaintext.md has them.
func TestLevelsAreCalledByTheNamesOfTheirStyle(t *testing.T) {
	for _, c := range []struct {
		is    string
		style Style
		in    Kind
		name  Name
		want  []Kind
	}{
		{"a paragraph of the Union is N.", StyleEU, KindArticle, NameParagraph, []Kind{KindNumber}},
		{"its subparagraph is a letter or a small roman number", StyleEU, KindNumber, NameSubparagraph, []Kind{KindLetter, KindRoman}},
		{"it has no subsections", StyleEU, KindArticle, NameSubsection, nil},
		{"its point is any of the three small labels", StyleEU, KindNumber, NamePoint, []Kind{KindLetter, KindRoman, KindBracket}},
		{"a subsection of the Commonwealth is (N)", StyleCommonwealth, KindSection, NameSubsection, []Kind{KindBracket}},
		{"its paragraph is (a)", StyleCommonwealth, KindSection, NameParagraph, []Kind{KindLetter}},
		{"its subparagraph is (i)", StyleCommonwealth, KindLetter, NameSubparagraph, []Kind{KindRoman}},
		{"in a rule the paragraph is (N)", StyleCommonwealth, KindRule, NameParagraph, []Kind{KindBracket}},
		{"and the subparagraph is (a)", StyleCommonwealth, KindRule, NameSubparagraph, []Kind{KindLetter}},
		{"and there is no subsection", StyleCommonwealth, KindRule, NameSubsection, nil},
		{"a subsection of the States is (a)", StyleUS, KindSection, NameSubsection, []Kind{KindLetter}},
		{"their paragraph is (N)", StyleUS, KindLetter, NameParagraph, []Kind{KindBracket}},
		{"their subparagraph is (A)", StyleUS, KindBracket, NameSubparagraph, []Kind{KindCapital}},
		{"their code has the same", StyleCode, KindBracket, NameSubparagraph, []Kind{KindCapital}},
		{"they have no parts", StyleUS, KindSection, NamePart, nil},
		{"an item is any label in brackets", StyleUS, KindSection, NameItem, []Kind{KindBracket, KindLetter, KindCapital, KindRoman, KindUpper}},
		{"a chapter is called by its word everywhere", StyleEU, KindAct, NameChapter, []Kind{KindChapter}},
	} {
		in := &Block{ID: "in", Kind: c.in, Num: "1", Label: "1."}
		x := &Text{Lang: English, Style: c.style, Root: &Block{ID: "act", Kind: KindAct, Children: []*Block{in}}}
		if got := x.Kinds(in, Step{Name: c.name, Num: "1"}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.is, got, c.want)
		}
	}
}

func TestUnitsOfChaptersAreNumberedThroughTheText(t *testing.T) {
	x := text(t, treaty, Russian)
	var got []string
	for _, b := range x.Numbered(x.Root, KindArticle) {
		got = append(got, b.Num)
	}
	if strings.Join(got, " ") != "1 2 2.1" {
		t.Errorf("articles %v", got)
	}
	if list := x.Numbered(x.Root, KindNumber); len(list) > 0 {
		t.Errorf("numbers of articles and annexes are numbered apart, found %d", len(list))
	}
	us := text(t, "T\nSection 1. A\n(a) a;\nSection 2. B\nArticle 3. C\n", English)
	if us.Gathers(us.Root.Children[0]) || !us.Gathers(us.Root.Children[1]) {
		t.Error("a section gathers where it holds articles, and only there")
	}
	if !x.Gathers(x.Block("section_1")) || x.Gathers(x.Root) {
		t.Error("a раздел gathers, the act does not")
	}
	if spot, err := x.Find(Address{Steps: []Step{{Name: NamePoint, Num: "1"}}}); err == nil {
		t.Errorf("a point of no article is found: %v", spot.Block.ID)
	}
}

func TestPlacesInTheTree(t *testing.T) {
	x := text(t, treaty, Russian)
	const id = "section_1__chapter_1__article_2__number_1"
	p := x.Path(id)
	var kinds []Kind
	for _, b := range p {
		kinds = append(kinds, b.Kind)
	}
	if want := []Kind{KindAct, KindSection, KindChapter, KindArticle, KindNumber}; !slices.Equal(kinds, want) {
		t.Errorf("the path is %v, want %v", kinds, want)
	}
	if x.Path("nowhere") != nil {
		t.Error("a path to nowhere")
	}
	if parent, i := x.Parent("section_1__chapter_1__article_2__number_1-1"); parent != p[3] || i != 1 {
		t.Errorf("the second number stands at %d", i)
	}
	y := x.Insert("annex_1", 1, &Block{ID: "annex_1__number_1-1", Kind: KindNumber, Num: "1.1", Label: "1.1.", Words: Words{Text: "Ещё пункт."}})
	want := "| b |\n1.1. Ещё пункт.\nПриложение\n"
	if !strings.Contains(y.Plain(), want) || strings.Contains(x.Plain(), "Ещё пункт") {
		t.Errorf("inserted:\n%s", y.Plain())
	}
	if y.Root.Children[1] != x.Root.Children[1] {
		t.Error("an insertion copied what it did not touch")
	}
	if same := x.Map(id, func(b *Block) *Block {
		if b.Kind != KindLetter {
			return b
		}
		n := *b
		n.Words = Words{Text: "иное;"}
		return &n
	}); !strings.Contains(same.Plain(), "б1) иное;") {
		t.Errorf("mapped:\n%s", same.Plain())
	}
}

func TestABlockHasItsOwnFormsAndHash(t *testing.T) {
	x := text(t, treaty, Russian)
	b := x.Block("annex_1__number_1")
	if want := "1. Пункт приложения.\n| a |\n| b |\n"; b.Plain() != want {
		t.Errorf("plain %q, want %q", b.Plain(), want)
	}
	line := text(t, "Т\nСтрока <и> знак.\n", Russian).Block("preamble_1__line_1")
	if want := `{"wId":"preamble_1__line_1","kind":"line","words":"Строка <и> знак."}`; string(line.JSON()) != want {
		t.Errorf("JSON %s, want %s", line.JSON(), want)
	}
	other := *line
	other.Words = Write("Строка <и> знак.", Source{"a", 1})
	if other.Hash() != line.Hash() {
		t.Error("who wrote the words changed the hash")
	}
	other.Words.Text += "."
	if other.Hash() == line.Hash() {
		t.Error("other words have the same hash")
	}
	if w := Write("слово", Source{"a", 1}); w.By(0) != (Source{"a", 1}) || w.By(9) != (Source{"a", 1}) || w.By(10) != (Source{}) {
		t.Errorf("the source of written words: %v", w.Spans)
	}
}

func TestQuotedLinesBecomeUnits(t *testing.T) {
	for _, c := range []struct {
		is   string
		line string
		lang Lang
		want []Kind
	}{
		{"a unit and its line", "5. Пункт.\nЕщё абзац.", Russian, []Kind{KindNumber}},
		{"lines alone need no preamble", "Абзац.\nИ ещё.", Russian, []Kind{KindLine, KindLine}},
		{"rows are one table", "| a |\n| b |", Russian, []Kind{KindTable}},
		{"a first label of two letters needs no neighbour", "(aa) one;\n(ab) two;", English, []Kind{KindLetter, KindLetter}},
		{"nothing is nothing", "", English, nil},
	} {
		list, err := ParseBlocks(strings.Split(c.line, "\n"), c.lang)
		var got []Kind
		for _, b := range list {
			got = append(got, b.Kind)
			if b.ID != "" {
				t.Errorf("%s: a quoted block has the id %s", c.is, b.ID)
			}
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", c.is, got, err, c.want)
		}
	}
	// Every kind stands once on the way down, so no text is too deep.
	x := text(t, "T\nSection 1. A\nChapter 1. B\nArticle 1. C\nRule 1\n1. a\n(1) a\n(a) b\n(A) c\n(i) d\n(I) e\n| x |\n", English)
	depth := len(x.Path(x.Root.Children[0].Children[0].Children[0].Children[0].Children[0].ID))
	if depth != 6 {
		t.Errorf("the number stands at level %d", depth)
	}
}

func TestAddressesAndRowsThatNameLittle(t *testing.T) {
	if got := (Address{}).String(); got != "the act" {
		t.Errorf("%q", got)
	}
	if got := (Address{ID: "annex_1", Steps: []Step{{Name: NameLine, Ordinal: -1}, {Name: NamePoint, Num: "2"}}}).String(); got != "{annex_1} > line #-1 > point 2" {
		t.Errorf("%q", got)
	}
	x := text(t, "Т\nСтатья 1\n| № | Кто |\n| 1 | 2 |\n", Russian)
	a := Address{Steps: []Step{{Name: NameArticle, Num: "1"}, {Name: NameRow, Num: "3"}}}
	if spot, err := x.Find(a); err == nil {
		t.Errorf("a row of digits goes by a name it has not: %v", spot.Block.Line())
	}
	a.Steps[1].Num = "2"
	if _, err := x.Find(a); err != nil {
		t.Errorf("a row goes by the words of a later cell when the first has no letters: %v", err)
	}
	for day, ok := range map[string]bool{"2026-01-31": true, "2026-1-31": false, "2026-01-3": false, "2026-01-310": false, "": true, "2026/01/31": false} {
		root := &Block{ID: "act", Kind: KindAct, Words: Words{Text: "Т"}, Until: day}
		if err := (&Text{Lang: Russian, Style: StyleRussian, Root: root}).Valid(); (err == nil) != ok {
			t.Errorf("until %q: %v", day, err)
		}
	}
}
