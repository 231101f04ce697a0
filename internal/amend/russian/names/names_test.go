package names

import "testing"

func TestANameIsThatOfATitle(t *testing.T) {
	for _, c := range []struct {
		is    string
		name  Name
		title string
		want  bool
	}{
		{"the noun alone", Name{Words: []string{"положения"}}, "Положение о Совете", true},
		{"other words behind it", Name{Words: []string{"положения", "о", "комитете"}}, "Положение о Совете", false},
		{"another noun", Name{Words: []string{"устава"}}, "Положение о Совете", false},
		{"a title that begins with no noun for acts", Name{Words: []string{"решение"}}, "О бюджете", true},
		{"a title in quotation marks", Name{Words: []string{"федеральный", "закон"}, Title: "Об информации"}, "Федеральный закон «Об информации»", true},
		{"another in them", Name{Words: []string{"федеральный", "закон"}, Title: "О связи"}, "Федеральный закон «Об информации»", false},
		{"no words", Name{}, "Положение", false},
		{"no title", Name{Words: []string{"положение"}}, " ", false},
		{"«о» and «об»", Name{Words: []string{"закон", "о", "органах"}}, "Закон об органах", true},
	} {
		if got := c.name.Is(c.title); got != c.want {
			t.Errorf("%s: %v, want %v", c.is, got, c.want)
		}
	}
	a, b := Name{Words: []string{"закон"}, Title: "А"}, Name{Words: []string{"закона"}, Title: "Б"}
	if !a.Other(&b) || a.Other(&Name{Words: []string{"закону"}}) || !a.Other(&Name{Words: []string{"устав"}}) {
		t.Error("other names")
	}
}
