package title

import (
	"strings"
	"testing"
)

func TestOnlyWhatIsCertainIsAnotherAct(t *testing.T) {
	for _, c := range []struct {
		name, title string
		want        bool
	}{
		{"the charter", "statute of the council", true},
		{"the charter", "charter of the organization", false},
		{"the charter", "protocol to the charter", false},
		{"the act", "fees ordinance", false},
		{"the regulation", "fees", false},
		{"fees act 2010", "fees act 2012", true},
		{"fees act 2010", "fees act 2010", false},
		{"fees act", "fees act 2012", false},
		{"regulation 2016/679", "regulation 2018/1725 of 2018", true},
		{"regulation 2016/679", "regulation 2016/679 of 2016", false},
		{"regulation 2016/x", "regulation 2018/1725", false},
		{"", "statute", false},
		{"statute", "", false},
	} {
		if got := Other(strings.Fields(c.name), strings.Fields(c.title)); got != c.want {
			t.Errorf("%q for %q: %v", c.name, c.title, got)
		}
	}
}
