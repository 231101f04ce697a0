package register

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

// The fuzz targets check two promises of each parser on any input: it never
// panics, and what it accepts is written back byte for byte, so that there is
// no second spelling.

func FuzzParseLeaf(f *testing.F) {
	good := exampleLeaves()[2].Bytes()
	f.Add(good)
	f.Add(append(good, '\n'))
	f.Add(bytes.Replace(good, []byte("cb4a"), []byte("CB4A"), 1))
	f.Add(bytes.Replace(good, []byte("09:41:02Z"), []byte("9:41:02.Z"), 1))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := ParseLeaf(b)
		if err == nil && !bytes.Equal(l.Bytes(), b) {
			t.Errorf("accepted %q, written as %q", b, l.Bytes())
		}
	})
}

func FuzzParseContent(f *testing.F) {
	f.Add(example().Bytes())
	f.Add(example().Disclose().Bytes())
	f.Add(Seal([]Field{{Name: FieldBody, Value: []byte("\x00\n\u2028\"é\\")}}, pads()).Bytes())
	f.Add([]byte(`{"fields":[],"hidden":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := ParseContent(b)
		if err != nil {
			return
		}
		if !bytes.Equal(c.Bytes(), b) {
			t.Errorf("accepted %q, written as %q", b, c.Bytes())
		}
		if err := c.Check(); err != nil {
			t.Errorf("accepted %q, which Check refuses: %v", b, err)
		}
	})
}

func FuzzParseCheckpoint(f *testing.F) {
	good := string(exampleProof().Checkpoint)
	text, _, _ := strings.Cut(good, "\n\n")
	f.Add(text + "\n")
	f.Add(text + "\nextension\n")
	f.Add("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCheckpoint(s)
		if err == nil && c.Text() != s {
			t.Errorf("accepted %q, written as %q", s, c.Text())
		}
	})
}

func FuzzParseProof(f *testing.F) {
	good := exampleProof().Bytes()
	f.Add(good)
	f.Add(bytes.Replace(good, []byte("index 2"), []byte("index 1"), 1))
	f.Add(bytes.Replace(good, []byte(`\n\n`), []byte(`\n`), 1))
	f.Add(good[:len(good)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ParseProof(b)
		if err == nil && !bytes.Equal(p.Bytes(), b) {
			t.Errorf("accepted %q, written as %q", b, p.Bytes())
		}
	})
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 0})
	f.Add([]byte{0, 1})
	f.Add(Bundle([][]byte{[]byte("a"), nil, exampleLeaves()[0].Bytes()}))
	f.Fuzz(func(t *testing.T, b []byte) {
		leaves, err := ParseBundle(b)
		if err == nil && !bytes.Equal(Bundle(leaves), b) {
			t.Errorf("accepted %x, written as %x", b, Bundle(leaves))
		}
	})
}

func FuzzParsePath(f *testing.F) {
	f.Add("tile/0/x001/234.p/8")
	f.Add("tile/entries/000")
	f.Add("tile/7/000.p/127")
	f.Add("tile/0/x000/000")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParsePath(s)
		if err == nil && r.Path() != s {
			t.Errorf("accepted %q, written as %q", s, r.Path())
		}
	})
}

// FuzzCheckJSON writes an accepted body again with the encoder of the standard
// library, token by token.
func FuzzCheckJSON(f *testing.F) {
	f.Add([]byte(`{"number":1,"title":{"ru":"О плане"},"list":[true,false,null,-9007199254740991]}`))
	f.Add([]byte(`["\u0000\b\f\n\r\t\"\\\u001f\u2028/<>&` + "\x7f" + `"]`))
	f.Add([]byte(`{"a":1,"a":1}`))
	f.Add([]byte(`[1.0]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := CheckJSON(b); err != nil {
			return
		}
		if !json.Valid(b) {
			t.Fatalf("accepted %q, which is not JSON", b)
		}
		var back bytes.Buffer
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		rewrite(t, d, &back)
		if _, err := d.Token(); !errors.Is(err, io.EOF) || !bytes.Equal(back.Bytes(), b) {
			t.Errorf("accepted %q, written as %q", b, back.Bytes())
		}
	})
}

// rewrite copies one value from d to w.
func rewrite(t *testing.T, d *json.Decoder, w *bytes.Buffer) {
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	open, ok := token.(json.Delim)
	if !ok {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		if err := e.Encode(token); err != nil {
			t.Fatal(err)
		}
		w.Truncate(w.Len() - 1)
		return
	}
	w.WriteString(open.String())
	for n := 0; d.More(); n++ {
		if n > 0 {
			w.WriteByte(',')
		}
		if open == '{' {
			rewrite(t, d, w)
			w.WriteByte(':')
		}
		rewrite(t, d, w)
	}
	end, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	w.WriteString(end.(json.Delim).String())
}
