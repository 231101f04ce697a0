package forms

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/web/pages"
)

// each calls f for every field of every command, with the path of a value in it.
func each(t *testing.T, f func(s *Sheet, x *form.Field, path string)) {
	t.Helper()
	book, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range book.Langs() {
		tongue, _ := book.In(lang)
		for _, name := range council.Commands() {
			x, err := form.Of(name)
			if err != nil {
				t.Fatal(err)
			}
			s := &Sheet{Paper: &pages.Paper{Tongue: tongue}, Form: x}
			var walk func(x *form.Field, path string)
			walk = func(x *form.Field, path string) {
				f(s, x, path)
				for i := range x.Parts {
					walk(&x.Parts[i], path+"."+x.Parts[i].Name)
				}
				if x.Key != nil {
					walk(x.Key, path+".1.key")
					walk(x.Item, path+".1.value")
				} else if x.Item != nil {
					walk(x.Item, path+".1")
				}
			}
			for i := range x.Fields {
				walk(&x.Fields[i], x.Fields[i].Name)
			}
		}
	}
}

// missing is how a message that is missing begins.
const missing = '⟦'

func TestEveryCommandFieldAndChoiceIsCalledSomethingInEveryLanguage(t *testing.T) {
	n := 0
	lacks := map[string]bool{}
	look := func(s string) {
		n++
		if slices.Contains([]rune(s), missing) {
			lacks[s] = true
		}
	}
	each(t, func(s *Sheet, x *form.Field, path string) {
		look(s.Title())
		look(s.label(x, path))
		for _, v := range x.Values {
			look(s.option(x, path, v))
		}
		for _, noun := range x.Nouns {
			look(s.Say("noun." + string(noun)))
		}
	})
	for s := range lacks {
		t.Errorf("no message: %s", s)
	}
	book, _ := locale.Load()
	for _, lang := range book.Langs() {
		tongue, _ := book.In(lang)
		for _, e := range council.EventTypes() {
			if !tongue.Has("event." + e) {
				t.Errorf("%s: no message event.%s", lang, e)
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d words were looked at", n)
	}
}
