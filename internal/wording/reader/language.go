package reader

import (
	"unicode"

	"chancery.example/chancery/internal/act"
)

// Language is that of most letters of a text: Russian where Cyrillic ones are
// more, else English.
func Language(text string) act.Lang {
	cyrillic, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if cyrillic > latin {
		return act.Russian
	}
	return act.English
}
