package label

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestALabelSaysItsKindAndNumber(t *testing.T) {
	for _, x := range []struct {
		label  string
		lang   act.Lang
		kind   act.Kind // of the unit
		shape  act.Kind // "" where the form does not say
		number string
	}{
		{"5.1.", act.English, act.KindNumber, act.KindNumber, "5.1"},
		{"б1)", act.Russian, act.KindLetter, act.KindLetter, "б1"},
		{"(a)", act.English, act.KindLetter, act.KindLetter, "a"},
		{"Article 7.", act.English, act.KindArticle, act.KindArticle, "7"},
		{"Part IV", act.English, act.KindChapter, "", "IV"},
		{"§ 12 (new)", act.English, act.KindNumber, "", "12"},
		{"* *", act.English, act.KindNumber, "", "**"},
		{"5", "fr", act.KindNumber, "", "5"},
	} {
		b := Book{Lang: x.lang}
		for range 2 { // the second time from memory
			kind, num, ok := b.Shape(x.label)
			if kind != x.shape || ok != (x.shape != "") || ok && num != x.number {
				t.Errorf("%s: shape %q %q, want %q", x.label, kind, num, x.shape)
			}
			if got := b.Number(x.label, x.kind); got != x.number {
				t.Errorf("%s: number %q, want %q", x.label, got, x.number)
			}
		}
	}
}
