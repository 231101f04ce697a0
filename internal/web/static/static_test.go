package static

import (
	"regexp"
	"strings"
	"testing"

	"chancery.example/chancery/internal/words"
)

func build(t *testing.T, theme Theme) *Set {
	t.Helper()
	s, err := Build(theme)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryFontNamedIsEmbeddedAndEveryFontEmbeddedIsNamed(t *testing.T) {
	css, err := files.ReadFile("fonts.css")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, m := range fontURL.FindAllSubmatch(css, -1) {
		named[string(m[1])] = true
	}
	found, err := files.ReadDir("fonts")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if strings.HasSuffix(f.Name(), ".woff2") && !named[f.Name()] {
			t.Errorf("%s is embedded and not named", f.Name())
		}
		delete(named, f.Name())
	}
	for name := range named {
		t.Errorf("%s is named and not embedded", name)
	}
}

func TestEveryFileThatTheStyleSheetNamesIsServed(t *testing.T) {
	s := build(t, Theme{})
	css, ok := s.File(s.Style())
	if !ok {
		t.Fatal("no style sheet")
	}
	urls := regexp.MustCompile(`url\("([^"]*)"\)`).FindAllSubmatch(css.Bytes, -1)
	if len(urls) < 20 {
		t.Fatalf("%d files named", len(urls))
	}
	for _, m := range urls {
		f, ok := s.File(string(m[1]))
		if !ok || f.Type != "font/woff2" || f.Gzipped != nil {
			t.Errorf("%s: served %t as %s", m[1], ok, f.Type)
		}
	}
}

func TestTheStyleSheetIsSmall(t *testing.T) {
	s := build(t, Theme{})
	if css, _ := s.File(s.Style()); len(css.Gzipped) > 12<<10 {
		t.Errorf("%d bytes compressed, at most %d", len(css.Gzipped), 12<<10)
	}
}

// A Russian page uses the sans in two weights and the serif in one, with digits,
// marks and a few Latin letters.
func TestAFirstPageInRussianTakesLittle(t *testing.T) {
	sum := 0
	for _, f := range []string{
		"noto-sans-common-400-normal", "noto-sans-cyrillic-400-normal", "noto-sans-latin-400-normal",
		"noto-sans-common-600-normal", "noto-sans-cyrillic-600-normal", "noto-sans-latin-600-normal",
		"source-serif-4-common-400-normal", "source-serif-4-cyrillic-400-normal",
	} {
		b, err := files.ReadFile("fonts/" + f + ".woff2")
		if err != nil {
			t.Fatal(err)
		}
		sum += len(b)
	}
	if sum > 60<<10 {
		t.Errorf("%d bytes of fonts, at most %d", sum, 60<<10)
	}
}

func TestTheStyleSheetIsFitForEveryDirectionOfWriting(t *testing.T) {
	css, err := files.ReadFile("chancery.css")
	if err != nil {
		t.Fatal(err)
	}
	physical := regexp.MustCompile(`(?m)[\s;{]((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float|text-align:\s*(?:left|right))\s*:`)
	for _, m := range physical.FindAllStringSubmatch(string(css), -1) {
		t.Errorf("%s is not a logical property", m[1])
	}
}

func TestAnyAccentCanBeRead(t *testing.T) {
	for _, hex := range []string{"#000000", "#ffffff", "#1f3f6e", "#ffdd00", "#00ff00", "#ff0000", "#7f7f7f", "#0000ff"} {
		c, err := parseColour(hex)
		if err != nil {
			t.Fatal(err)
		}
		for paper, other := range map[colour]colour{white: {}, night: white} {
			got := c.towards(other, paper)
			if r := got.contrast(paper); r < least {
				t.Errorf("%s on %s becomes %s, contrast %.2f", hex, paper, got, r)
			}
			if r := got.contrast(ink(got)); r < 4.5 {
				t.Errorf("%s with ink %s: contrast %.2f", got, ink(got), r)
			}
		}
	}
}

func TestABadThemeIsRefused(t *testing.T) {
	for _, theme := range []Theme{{Accent: "navy"}, {Accent: "#12345"}, {Accent: "#gggggg"}, {Accent: "1234567"}, {Name: words.Text{"RU": "x"}}} {
		if _, err := Build(theme); err == nil {
			t.Errorf("%v is built", theme)
		}
	}
}

func TestANameCannotLeaveItsString(t *testing.T) {
	s := build(t, Theme{Accent: "#aa0000", Name: words.Text{"en": `A "B" \ } </style> /* x`, "ru": "Совет\nодин"}})
	css, _ := s.File(s.Style())
	text := string(css.Bytes)
	if strings.Contains(text, "</style>") || strings.Contains(text, `"B"`) {
		t.Error("a name ends its string")
	}
	if !strings.Contains(text, `"Совет\a один"`) {
		t.Error("the name does not run at the head of the page")
	}
}

func TestFilesAreNamedByTheirContent(t *testing.T) {
	a, b := build(t, Theme{}), build(t, Theme{Accent: "#aa0000"})
	if a.Style() == b.Style() {
		t.Error("two style sheets under one name")
	}
	if a.Style() != build(t, Theme{}).Style() {
		t.Error("one style sheet under two names")
	}
	if _, ok := a.File("/static/chancery.css"); ok {
		t.Error("a file is served without its hash")
	}
}
