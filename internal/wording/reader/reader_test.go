package reader

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func TestProseIsReadInBothLanguages(t *testing.T) {
	if got := New().Parse("В пункте 1 слово «день» заменить словом «ночь».", nil, act.Russian); len(got.Operations) != 1 {
		t.Errorf("%+v", got)
	}
	if got := New().Parse("In paragraph 1, the word \"day\" is replaced by the word \"night\".", nil, act.English); len(got.Operations) != 1 {
		t.Errorf("%+v", got)
	}
	if !Reads("ru") || !Reads("en") || Reads("ky") {
		t.Error("languages")
	}
}
