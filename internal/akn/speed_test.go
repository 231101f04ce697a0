package akn

import (
	"fmt"
	"strings"
	"testing"
)

// units is a file of Akoma Ntoso of about so many bytes: articles of ten
// paragraphs.
func units(bytes int) []byte {
	var s strings.Builder
	s.WriteString(`<akomaNtoso xmlns="` + Namespace + `"><act name="statute"><meta><identification source="#a"><FRBRWork/><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression><FRBRManifestation/></identification></meta><body>`)
	for i := 1; s.Len() < bytes; i++ {
		fmt.Fprintf(&s, `<article eId="art_%d"><num>Article %d.</num><heading>Name</heading>`, i, i)
		for j := 1; j <= 10; j++ {
			fmt.Fprintf(&s, `<paragraph eId="art_%d__par_%d"><num>%d.</num><content><p>The Council meets once.</p></content></paragraph>`, i, j, j)
		}
		s.WriteString("</article>\n")
	}
	s.WriteString("</body></act></akomaNtoso>")
	return []byte(s.String())
}

// lines is a file of so many short lines under one article.
func lines(n int) []byte {
	return []byte(`<akomaNtoso xmlns="` + Namespace + `"><act name="statute"><meta><identification source="#a"><FRBRWork/><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression><FRBRManifestation/></identification></meta><body><article eId="a"><num>Article 1.</num><content>` +
		strings.Repeat("<p>a</p>", n) + `</content></article></body></act></akomaNtoso>`)
}

func BenchmarkReadingLines(b *testing.B) {
	file := lines(390_000)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Read(file); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadingUnits(b *testing.B) {
	file := units(16_000_000)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Read(file); err != nil {
			b.Fatal(err)
		}
	}
}

// A text may come in very many parts, and is one.
func TestATextInManyPartsIsReadOnce(t *testing.T) {
	const n = 200_000
	file := strings.Replace(string(lines(1)), "<p>a</p>", "<p>a"+strings.Repeat("<![CDATA[b]]>", n)+"<!-- apart -->c</p>", 1)
	d, err := Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Expressions[0].Text.Plain(), "a"+strings.Repeat("b", n)+"c"; !strings.Contains(got, want) {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}
