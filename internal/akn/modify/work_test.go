package modify

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/amend"
)

func TestTheAddressOfAWorkSaysWhatItIs(t *testing.T) {
	for _, x := range []struct {
		uri, day string
		kind     akn.Kind
		want     string
	}{
		{uri, "2011-01-01", akn.Statute, "kg 2003-05-12 7 " + uri + "/eng@2011-01-01"},
		{"/akn/xx/statement/2004-01-02", "", akn.Statement, "xx 2004-01-02  /akn/xx/statement/2004-01-02/eng@2004-01-02"},
		{"", "", akn.Statute, "xx 0001-01-01 unnamed " + nowhere + "/eng@0001-01-01"},
		{"urn:x", "", akn.Statute, "xx 0001-01-01  urn:x/eng@0001-01-01"},
	} {
		d := Work(text(t), x.uri, x.day)
		got := strings.Join([]string{d.Work.Country, d.Work.Date, d.Work.Number, d.Expressions[0].URI}, " ")
		if got != x.want || d.Kind != x.kind {
			t.Errorf("%s: %s %s, want %s %s", x.uri, d.Kind, got, x.kind, x.want)
		}
		again(t, d)
	}
	other := text(t)
	other.Lang = "kir"
	if d := Work(other, uri, ""); len(URIs(d, 0)) != 3 || !strings.Contains(URIs(d, 0)[1], "/kir@") {
		t.Errorf("addresses %v", URIs(d, 0))
	}
}

func TestAnAmenderIsListedWithItsDays(t *testing.T) {
	base := text(t)
	a := amend.Amender{ID: "x", Operations: []amend.Operation{
		{Kind: amend.TextSubstitution, Targets: at(one), Old: "once", New: "twice", Force: &amend.Force{From: "2002-01-01"}},
		{Kind: amend.TextDeletion, Targets: []act.Address{{ID: one}}, Old: "always"},
		{Kind: amend.TextDeletion, Targets: []act.Address{{ID: one}}, Old: "ever"},
	}}
	d := Work(base, uri, "")
	Applied(d, base, a, "/dec", "2010-01-01")
	if len(d.Passive) != 3 || len(d.Events) != 3 || d.Events[0].Date != "2002-01-01" || d.Events[2].Source != "/dec" {
		t.Errorf("events %v, passive %v", d.Events, d.Passive)
	}
}

func TestALineHasAPlace(t *testing.T) {
	for line, want := range map[int]string{1: "a", 2: "bc", 3: "d"} {
		if r := LineOf("a\nbc\nd", line); "a\nbc\nd"[r.From:r.To] != want {
			t.Errorf("line %d: %v", line, r)
		}
	}
	if got := Lines([]Problem{{Why: "x"}, {2, "p", "y"}}); got != "x\nline 2: p: y" {
		t.Error(got)
	}
}
