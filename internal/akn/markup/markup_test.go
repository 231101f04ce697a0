package markup

import (
	"bytes"
	"testing"
)

func TestElementsAreTold(t *testing.T) {
	for name, want := range map[string][4]bool{ // block, unit, upper, note
		"chapter": {true, true, true, false}, "article": {true, true, false, false}, "p": {true, false, false, false},
		"authorialNote": {false, false, false, true}, "ref": {},
	} {
		if got := [4]bool{Block(name), Unit(name), Upper(name), Note(name)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestATextIsWrittenAsXMLHasIt(t *testing.T) {
	for _, c := range []struct {
		text, want string
		quoted     bool
	}{
		{"a<b>&\"c\"\n", "a&lt;b&gt;&amp;\"c\"\n", false},
		{"\"a\"\n\tб\r", "&quot;a&quot;&#10;&#9;б&#13;", true},
	} {
		var s bytes.Buffer
		if Escape(&s, c.text, c.quoted); s.String() != c.want {
			t.Errorf("%q: %q, want %q", c.text, s.String(), c.want)
		}
	}
}

func TestOnlyWhatXMLCanSayIsWritable(t *testing.T) {
	for text, want := range map[string]bool{"a\tб\n": true, "a\x01": false, "\xff": false, "\ufffe": false} {
		if Writable(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestABreakInAnAttributeIsASpace(t *testing.T) {
	if a, b := Spaced("a\n\tb"), Spaced("a b"); a != "a  b" || b != "a b" {
		t.Errorf("%q %q", a, b)
	}
}
