package draft

import (
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

func TestProseIsTriedBeforeItIsGiven(t *testing.T) {
	parse := func(s string) *act.Text {
		got, err := act.ParsePlain(s, act.English)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	before, after := parse("Statute\nArticle 1. Name\n1. It meets once.\n"), parse("Statute\nArticle 1. Name\n1. It meets twice.\n")
	at := func(num string) []act.Address {
		return []act.Address{{Steps: []act.Step{{Name: act.NameArticle, Num: "1"}, {Name: act.NameParagraph, Num: num}}}}
	}
	op := amend.Operation{Kind: amend.TextSubstitution, Targets: at("1"), Old: "once", New: "twice"}
	if got, err := Tried(before, after, []amend.Operation{op}); err != nil || got == "" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := Tried(before, before, []amend.Operation{op}); err == nil {
		t.Error("prose that gives another text is given")
	}
	op.Targets = at("9")
	if _, err := Tried(before, after, []amend.Operation{op}); err == nil {
		t.Error("prose that cannot be applied is given")
	}
	op.Kind = "none"
	if _, err := Tried(before, after, []amend.Operation{op}); err == nil {
		t.Error("an operation that is none is drafted")
	}
}
