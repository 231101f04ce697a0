package words

import (
	"strings"
	"testing"
)

func TestIn(t *testing.T) {
	both := Text{"ru": "Решение", "en": "Decision"}
	for _, tt := range []struct {
		name  string
		text  Text
		want  Lang
		order []Lang
		s     string
		l     Lang
	}{
		{"the wanted language comes first", both, "en", []Lang{"ru"}, "Decision", "en"},
		{"then the order of the council", both, "kk", []Lang{"ru", "en"}, "Решение", "ru"},
		{"then any language, by code", both, "kk", nil, "Decision", "en"},
		{"nothing said is nothing shown", nil, "ru", nil, "", ""},
		{"an empty wording does not count", Text{"ru": "", "en": "x"}, "ru", nil, "x", "en"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if s, l := tt.text.In(tt.want, tt.order...); s != tt.s || l != tt.l {
				t.Errorf("In = %q, %q, want %q, %q", s, l, tt.s, tt.l)
			}
		})
	}
}

func TestEmpty(t *testing.T) {
	if !(Text{"ru": ""}).Empty() || (Text{"ru": "x"}).Empty() {
		t.Error("a text is empty when it says nothing in any language")
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		text       Text
	}{
		{"a good text", "", Text{"ru": "О Бюджете\nна 2020 год", "en": "On the budget"}},
		{"a language with a region", "language \"ru-RU\"", Text{"ru-RU": "x"}},
		{"a language of one letter", "language \"r\"", Text{"r": "x"}},
		{"a language in capitals", "language \"RU\"", Text{"RU": "x"}},
		{"an empty wording", "language ru: empty", Text{"ru": ""}},
		{"bytes that are not UTF-8", "not UTF-8", Text{"ru": "\xff"}},
		{"a letter in two code points", "normal form C", Text{"ru": "и\u0306"}},
		{"a tab", "U+0009", Text{"ru": "a\tb"}},
		{"a mark that turns the line round", "U+202E", Text{"ru": "a\u202eb"}},
		{"an isolate", "U+2067", Text{"ru": "a\u2067b"}},
		{"too long", "at most 4000", Text{"ru": strings.Repeat("я", MaxRunes+1)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.text.Check()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Check = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestValidID(t *testing.T) {
	for id, want := range map[string]bool{
		"csto": true, "prime-minister-am": true, "a1": true, strings.Repeat("a", 40): true,
		"": false, "CSTO": false, "a_b": false, "a.b": false, "ё": false, strings.Repeat("a", 41): false,
	} {
		if ValidID(id) != want {
			t.Errorf("%q: want %v", id, want)
		}
	}
}
