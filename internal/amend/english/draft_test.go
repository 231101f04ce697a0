package english

import (
	"math/rand/v2"
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// TestProseWrittenForOperationsIsReadAsThem takes operations from generated
// instructions, writes prose for them and reads it back.
func TestProseWrittenForOperationsIsReadAsThem(t *testing.T) {
	drafted, not := 0, make(map[string]int)
	for seed := range uint64(6000) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 11)), style: []string{"eu", "un", "commonwealth", "us"}[seed%4]}
		g.build()
		f := families[g.IntN(len(families))]
		text, ok := f.make(g, false)
		if !ok {
			continue
		}
		res := Parse(text, Options{})
		if len(res.Unparsed) > 0 {
			t.Fatal(text, res.Unparsed)
		}
		prose, err := Draft(res.Operations)
		if err != nil {
			if not[f.name]++; not[f.name] < 3 {
				d := &drafter{}
				line, _ := d.operation(&res.Operations[0])
				t.Logf("%s: %v\n%s\nwas written\n%s\nread as %+v", f.name, err, text, line, Parse(line, Options{}))
			}
			continue
		}
		drafted++
		again := Parse(prose, Options{})
		for i := range again.Operations {
			if !same(&again.Operations[i], &res.Operations[i]) {
				t.Fatalf("%s\n%s\nread as %+v", text, prose, again.Operations[i])
			}
		}
	}
	t.Logf("%d written and read back, not written: %v", drafted, not)
	if len(not) > 0 {
		t.Error("some operations found no words")
	}
}

func TestFormsOfDraftingStandInTheTable(t *testing.T) {
	for _, form := range []string{formSubstitute, formSwap, formSwapEnd, formThroughout, formAppend, formBeforeMark, formAfter, formBefore, formCutEnd, formCut, formRemove, formRepeal,
		formAdd, formInsert, formInsertFrom, formInsertTo, formRenumber, formRest, formSuspend, formUntil} {
		found := false
		for i := range table {
			found = found || table[i].form == form
		}
		if !found {
			t.Errorf("%s is no row", form)
		}
	}
}

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
		"The application of Article 5 is suspended until 3 May 2027.": {Kind: amend.Suspension, Targets: []act.Address{{Steps: point.Steps[:1]}}, Until: "2027-05-03"},
	} {
		got, err := Draft([]amend.Operation{o})
		if err != nil || strings.TrimSpace(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
}
