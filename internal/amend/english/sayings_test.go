package english

import (
	"fmt"
	"strings"
	"testing"
)

// summary writes operations in one line, for tests.
func summary(text string) string {
	r := Parse(text, Options{})
	var out []string
	for _, o := range r.Operations {
		s := fmt.Sprint(o.Kind, " ", o.Targets)
		if o.Old+o.New != "" {
			s += fmt.Sprintf(" %q>%q", o.Old, o.New)
		}
		if o.Count > 0 || o.All {
			s += fmt.Sprint(" ", o.Count, o.All)
		}
		if o.Lines != nil {
			s += fmt.Sprintf(" %q %v", o.Lines, o.Named)
		}
		if o.At != "" {
			s += " " + string(o.At)
		}
		if o.Anchor != nil {
			s += " " + o.Anchor.String()
		}
		if o.Numbers != nil || o.Shift != 0 {
			s += fmt.Sprint(" ", o.Numbers, o.Shift)
		}
		if o.Forms != nil {
			s += fmt.Sprint(" ", o.Forms)
		}
		out = append(out, s+o.Until)
	}
	for _, u := range r.Unparsed {
		out = append(out, "unparsed "+string(u.Reason))
	}
	return strings.Join(out, "; ")
}

func TestSayings(t *testing.T) {
	for text, want := range sayings {
		if got := summary(text); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}
