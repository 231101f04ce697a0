package act

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestJSONIsStrict(t *testing.T) {
	x := text(t, treaty, Russian)
	b := x.JSON()
	y, err := ParseJSON(b)
	if err != nil || y.Hash() != x.Hash() || y.Plain() != treaty {
		t.Fatal(err)
	}
	j := string(b)
	for name, bad := range map[string]string{
		"a space":           j + " ",
		"an unknown field":  strings.Replace(j, `"kind"`, `"x":1,"kind"`, 1),
		"a doubled field":   strings.Replace(j, `"kind"`, `"kind":"line","kind"`, 1),
		"no json":           "{",
		"an id twice":       strings.Replace(j, "annex_1__number_1\"", "annex_1\"", 1),
		"no id":             strings.Replace(j, "annex_1__number_1\"", "\"", 1),
		"a kind":            strings.Replace(j, `"kind":"line"`, `"kind":"paint"`, 1),
		"a root elsewhere":  strings.Replace(j, `"kind":"line"`, `"kind":"act"`, 1),
		"a line with label": strings.Replace(j, `"kind":"line"`, `"kind":"line","num":"1","label":"1."`, 1),
		"a number apart":    strings.Replace(j, `"num":"2.1"`, `"num":"9"`, 1),
		"no number":         strings.Replace(j, `"num":"2.1",`, ``, 1),
		"cells in a line":   strings.Replace(j, `"kind":"line","words":"Совет,"`, `"kind":"line","words":"Совет,","cells":["a"]`, 1),
		"an empty line":     strings.Replace(j, `"kind":"line","words":"Совет,"`, `"kind":"line"`, 1),
		"a preamble's word": strings.Replace(j, `"kind":"preamble"`, `"kind":"preamble","words":"a"`, 1),
		"a line feed":       strings.Replace(j, `"words":"Совет,"`, `"words":"Со\nвет"`, 1),
		"a state":           strings.Replace(j, `"words":"Совет,"`, `"words":"Совет,","state":"red"`, 1),
		"a day":             strings.Replace(j, `"words":"Совет,"`, `"words":"Совет,","until":"soon"`, 1),
		"null":              strings.Replace(j, `"children":[{`, `"children":[null,{`, 1),
		"an empty table":    `{"lang":"ru","style":"ru","root":{"wId":"act","kind":"act","children":[{"wId":"t","kind":"table"}]}}`,
		"a row with a unit": `{"lang":"ru","style":"ru","root":{"wId":"act","kind":"act","children":[{"wId":"t","kind":"table","children":[{"wId":"r","kind":"row","cells":["a"],"children":[{"wId":"l","kind":"line","words":"a"}]}]}]}}`,
		"no root":           `{"lang":"ru","style":"ru","root":null}`,
		"no style":          strings.Replace(j, `"style":"ru"`, `"style":""`, 1),
		"depth":             strings.Repeat(`{"root":`, 200),
		"size":              strings.Repeat(" ", MaxBytes+1),
	} {
		if bad == j {
			t.Errorf("%s: nothing was spoilt", name)
		}
		if _, err := ParseJSON([]byte(bad)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	deep := text(t, "t", English)
	for range MaxDepth + 1 {
		deep.Root = &Block{ID: "act", Kind: KindAct, Children: []*Block{{ID: "a", Kind: KindNumber, Num: "1", Label: "1.", Children: deep.Root.Children}}}
		deep.Root.Name("")
	}
	if deep.Valid() == nil {
		t.Error("too deep a tree is valid")
	}
	var h Hash
	if got := h.UnmarshalText([]byte(x.Hash().String())); got != nil || h != x.Hash() {
		t.Error(got)
	}
	if out, _ := h.MarshalText(); string(out) != h.String() || h.UnmarshalText([]byte("AB")) == nil {
		t.Error("hash")
	}
}

func TestStyles(t *testing.T) {
	for s, want := range map[string]Style{
		"T\nArticle 1\n1. a\n(a) b\n":            StyleEU,
		"T\nSection 1. A\n(1) a\n(a) b\n":        StyleCommonwealth,
		"T\nSection 1. A\nLine.\n(a) a\n(1) b\n": StyleUS,
		"T\nRule 1\nLine.\n":                     StyleCommonwealth,
		"T\n":                                    StyleEU,
	} {
		if got := text(t, s, English).Style; got != want {
			t.Errorf("%q: %s", s, got)
		}
	}
}

func TestPlainTextIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		s    string
		lang Lang
	}{
		"another language": {"a", "fr"}, "not UTF-8": {"\xff", Russian}, "nothing": {" \n", English},
		"too big": {strings.Repeat("a", MaxBytes+1), English}, "too many lines": {strings.Repeat("a\n", MaxBlocks+1), English},
	} {
		if _, err := ParsePlain(c.s, c.lang); err == nil {
			t.Errorf("%s is taken", name)
		}
		if _, err := ParseBlocks([]string{c.s}, c.lang); err == nil && name != "nothing" {
			t.Errorf("%s is taken as blocks", name)
		}
	}
}

func drawPlain(t *rapid.T, lang Lang) string {
	labels := []string{"", "", "Раздел 1. А", "Глава 2. Б", "Статья 3", "Статья 3.1. В", "1. ", "1.1. ", "2) ", "а) ", "б1) ", "Приложение 1. Г", "| a | b |"}
	if lang == English {
		labels = []string{"", "", "Chapter 2. B", "Section 3", "Article 3. V", "1. ", "5 bis. ", "(2) ", "(a) ", "(aa) ", "(i) ", "(A) ", "(II) ", "Annex I. G", "| a | b |"}
	}
	s := "Title\n"
	for i, n := 0, rapid.IntRange(0, 30).Draw(t, "lines"); i < n; i++ {
		l := rapid.SampledFrom(labels).Draw(t, "label")
		if l == "" || strings.HasSuffix(l, " ") {
			l += rapid.SampledFrom([]string{"слово.", "word; and", "«цитата»,", "5 дней", "A. B."}).Draw(t, "words")
		}
		s += l + "\n"
	}
	return s
}

func TestPlainTreePlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]Lang{Russian, English}).Draw(t, "lang")
		s := drawPlain(t, lang)
		x, err := ParsePlain(s, lang)
		if err != nil || x.Plain() != s {
			t.Fatalf("%v: %q is printed back as %q", err, s, x.Plain())
		}
		y, err := ParseJSON(x.JSON())
		if err != nil || y.Plain() != s || y.Hash() != x.Hash() {
			t.Fatalf("JSON: %v", err)
		}
	})
}

func FuzzParsePlain(f *testing.F) {
	f.Add(treaty, true)
	f.Add("T\nArticle 1. A\n1. a\n(a) b\n(ii) c\nAnnex\n|||\n", false)
	f.Fuzz(func(t *testing.T, s string, russian bool) {
		lang := English
		if russian {
			lang = Russian
		}
		x, err := ParsePlain(s, lang)
		if err != nil {
			return
		}
		if err := x.Valid(); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		y, err := ParsePlain(x.Plain(), lang)
		if err != nil || y.Plain() != x.Plain() || y.Hash() != x.Hash() {
			t.Fatalf("%q is %q is %q", s, x.Plain(), y.Plain())
		}
		for _, k := range Tokens(s) {
			if k.To <= k.From {
				t.Fatal("an empty token")
			}
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(`{"lang":"ru","style":"ru","root":{"wId":"act","kind":"act","words":"T"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if x, err := ParseJSON(b); err == nil && string(x.JSON()) != string(b) {
			t.Errorf("%q is written back as %q", b, x.JSON())
		}
	})
}

func TestTheStyleIsToldWithoutTheRest(t *testing.T) {
	for text, want := range map[string]Style{"Act\nSection 1. Name\n(1) One.\n": StyleCommonwealth, "Act\nArticle 1\n1. One.\n": StyleEU} {
		if got, err := StyleOf(text, English); err != nil || got != want {
			t.Errorf("%q: %s %v", text, got, err)
		}
	}
	if _, err := StyleOf("", English); err == nil {
		t.Error("no title")
	}
}
