package english

import (
	"testing"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func FuzzParse(f *testing.F) {
	f.Add("In Article 5(2), point (c) is replaced by the following:\n‘(c) x;’")
	f.Add("Section 5(b) is amended: (1) by striking \"a\" both times it appears and inserting \"b\"; and (2) by adding at the end the following:\n\"(c) x.\"")
	f.Add("After paragraph 2, insert “3. x”. Renumber the subsequent paragraphs accordingly.")
	f.Add("‘A’ is replaced by ‘B’ throughout the Regulation, and any grammatical adjustments shall be made.\nAnnex to the Decision\n1. x")
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		r := Parse(text, Options{})
		if took := time.Since(start); took > time.Second && len(text) < 2000 {
			t.Errorf("%d bytes took %v", len(text), took)
		}
		if len(r.Operations)+len(r.Unparsed) == 0 {
			t.Error("a text that asks for nothing was understood")
		}
		if err := (amend.Amender{ID: "f", Operations: r.Operations}).Valid(); err != nil {
			return // words with a space at an end, and the like, are refused when applied
		}
		for _, o := range r.Operations {
			if o.Source == nil || o.Source.From < 0 || o.Source.To > len(text) || o.Source.From >= o.Source.To {
				t.Errorf("%s comes from %v", o.Kind, o.Source)
			}
		}
		base, err := act.ParsePlain(regulation, act.English)
		if err != nil {
			t.Fatal(err)
		}
		if after, err := amend.Apply(base, amend.Amender{ID: "f", Operations: r.Operations}); err == nil && after.Valid() != nil {
			t.Error(after.Valid())
		}
	})
}
