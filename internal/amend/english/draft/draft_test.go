package draft

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func TestWhatCannotBeSaid(t *testing.T) {
	at := []act.Address{{Steps: []act.Step{{Name: act.NameArticle, Num: "5"}}}}
	for name, o := range map[string]amend.Operation{
		"a target by its id":     {Kind: amend.Removal, Targets: []act.Address{{ID: "x"}}},
		"a line":                 {Kind: amend.Removal, Targets: []act.Address{{Steps: []act.Step{{Name: act.NameLine, Ordinal: 2}}}}},
		"a split":                {Kind: amend.Split, Targets: at, Old: "x", Numbers: []string{"6"}},
		"a shift out of nothing": {Kind: amend.Renumbering, Targets: at, Shift: 1},
		"the number of the act":  {Kind: amend.Renumbering, Targets: []act.Address{{}}, Numbers: []string{"6"}},
		"a count of nine":        {Kind: amend.TextDeletion, Targets: at, Old: "x", Count: 9},
		"an ordinal of thirty":   {Kind: amend.Removal, Targets: []act.Address{{Steps: []act.Step{{Name: act.NameSentence, Ordinal: 30}}}}},
	} {
		if prose, err := Draft([]amend.Operation{o}); err == nil {
			t.Errorf("%s: %s", name, prose)
		}
	}
}

func TestProseAsItIsWritten(t *testing.T) {
	point := act.Address{Steps: []act.Step{{Name: act.NameArticle, Num: "5"}, {Name: act.NameParagraph, Num: "2"}, {Name: act.NamePoint, Num: "c"}}}
	for want, o := range map[string]amend.Operation{
		"Point (c) of paragraph 2 of Article 5 is replaced by the following:\n“(c) x.”": {Kind: amend.Substitution, Targets: []act.Address{point}, Lines: []string{"(c) x."}},
		"The following point (d) is inserted after point (c) of paragraph 2 of Article 5:\n“(d) x.”": {Kind: amend.Insertion, Targets: []act.Address{{Steps: point.Steps[:2]}},
			Lines: []string{"(d) x."}, Named: []act.Step{{Name: act.NamePoint, Num: "d"}}, At: amend.After, Anchor: &point},
		"The suspension of Article 5 is lifted.":                      {Kind: amend.Restoration, Targets: []act.Address{{Steps: point.Steps[:1]}}},
		"The application of Article 5 is extended until 3 May 2027.":  {Kind: amend.Extension, Targets: []act.Address{{Steps: point.Steps[:1]}}, Until: "2027-05-03"},
		"The application of Article 5 is suspended until 3 May 2027.": {Kind: amend.Suspension, Targets: []act.Address{{Steps: point.Steps[:1]}}, Until: "2027-05-03"},
	} {
		got, err := Draft([]amend.Operation{o})
		if err != nil || strings.TrimSpace(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}

func TestLinesAreCalledAsEnglishCallsThem(t *testing.T) {
	line := func(n int, above ...act.Step) act.Address {
		return act.Address{Steps: append(above, act.Step{Name: act.NameLine, Ordinal: n})}
	}
	article, two, b := act.Step{Name: act.NameArticle, Num: "5"}, act.Step{Name: act.NameParagraph, Num: "2"}, act.Step{Name: act.NamePoint, Num: "b"}
	anchor := line(1, article)
	for want, o := range map[string]amend.Operation{
		"The second paragraph of Article 5 is deleted.":                                       {Kind: amend.Removal, Targets: []act.Address{line(2, article)}},
		"The second subparagraph of paragraph 2 of Article 5 is deleted.":                     {Kind: amend.Removal, Targets: []act.Address{line(2, article, two)}},
		"The words “x” in point (b) of paragraph 2 of Article 5 are deleted.":                 {Kind: amend.TextDeletion, Old: "x", Targets: []act.Address{line(1, article, two, b)}},
		"The following subparagraph is inserted after the first paragraph of Article 5:\n“x”": {Kind: amend.Insertion, Targets: []act.Address{{Steps: []act.Step{article}}}, Named: []act.Step{{Name: act.NameLine}}, Lines: []string{"x"}, At: amend.After, Anchor: &anchor},
	} {
		if got, err := Draft([]amend.Operation{o}); err != nil || strings.TrimSpace(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}
