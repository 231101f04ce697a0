package span

import (
	"testing"

	"chancery.example/chancery/internal/act"
)

func point(num string) Step { return Step{Step: act.Step{Name: act.NamePoint, Num: num}} }

func TestRangesHoldWhatTheirEndsTell(t *testing.T) {
	for _, c := range []struct{ lo, hi, want string }{
		{"5", "7", "5 6 7"}, {"2.1", "2.3", "2.1 2.2 2.3"}, {"а", "в", "а б в"}, {"7", "5", ""}, {"5", "400", ""}, {"а", "5", ""},
	} {
		list, ok := Expand(point(c.lo), point(c.hi))
		got := ""
		for _, s := range list {
			if got += s.Num; s != list[len(list)-1] {
				got += " "
			}
		}
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s to %s: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
	line := func(n int) Step { return Step{Step: act.Step{Name: act.NameLine, Ordinal: n}} }
	if list, ok := Expand(line(2), line(4)); !ok || len(list) != 3 || list[1] != line(3) {
		t.Errorf("lines: %v", list)
	}
}

func TestTheTextTellsNumbersApart(t *testing.T) {
	base, err := act.ParsePlain("Положение\n5. А.\n5.1. Б.\n6. В.\n7¹. Г.\n71. Д.\n8¹. Е.\n", act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	root := act.Address{}
	for num, want := range map[string]string{"81": "8¹", "6": "6", "71": "ambiguous", "99": "99", "5.1": "5.1"} {
		got, ok := Superscript(base, root, point(num).Step)
		if !ok {
			got = "ambiguous"
		}
		if got != want {
			t.Errorf("%s is %s, want %s", num, got, want)
		}
	}
	if got, ok := Superscript(nil, root, point("81").Step); got != "81" || !ok {
		t.Errorf("without a text: %s", got)
	}
	if got, _ := Superscript(base, act.Address{Steps: []act.Step{point("99").Step}}, point("81").Step); got != "81" {
		t.Errorf("in what is not there: %s", got)
	}
	for hi, want := range map[string]bool{"6": true, "": false} {
		s := point("5")
		if hi != "" {
			s.Lo, s.Hi = "5", hi
		}
		if got := Between(base, root, s); got != want {
			t.Errorf("5 to %s: %v, want %v", hi, got, want)
		}
	}
	whole := point("6")
	whole.Lo, whole.Hi = "6", "71"
	if got := Between(base, root, whole); !got {
		t.Errorf("6 to 71 over 7¹: %v", got)
	}
}
