package register

import (
	"bytes"
	"reflect"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// Normal form C leaves an inert character alone whatever stands before or after it.
func TestInertCharactersAreInNormalFormWhateverStandsBesideThem(t *testing.T) {
	for c := range rune(0x2100) {
		if !inert(c) {
			continue
		}
		p := norm.NFC.Properties([]byte(string(c)))
		if !norm.NFC.IsNormalString(string(c)) || p.CCC() != 0 || !p.BoundaryBefore() {
			t.Errorf("%U is not inert", c)
		}
	}
}

func TestWhatIsEncodedIsReadBackWithItsHash(t *testing.T) {
	pads := byte(0)
	c := Seal([]Field{{Name: FieldType, Value: []byte("a.v1")}, {Name: FieldBody, Value: []byte(`{"t":"й «x» – \u2028"}`)}}, func() Hash {
		pads++
		return Hash{pads}
	})
	b, hash, err := c.Encode()
	if err != nil || hash != c.Hash() || !bytes.Equal(b, c.Bytes()) {
		t.Fatalf("%s %v %v", b, hash, err)
	}
	back, again, err := ReadContent(b)
	if err != nil || again != hash || !reflect.DeepEqual(back, c) {
		t.Errorf("%+v %v %v", back, again, err)
	}
	c.Hidden = c.Hidden[1:]
	if _, _, err := c.Encode(); err == nil {
		t.Error("a content of too few digests is encoded")
	}
}
