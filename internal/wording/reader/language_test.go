package reader

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestMostLettersTellTheLanguage(t *testing.T) {
	for text, want := range map[string]act.Lang{"Статья 1. Act": act.Russian, "Article 1. Акт": act.English, "12": act.English} {
		if got := Language(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
