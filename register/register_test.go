package register

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// TestAFlippedBitIsRefused flips each bit of a proof file in turn.
func TestAFlippedBitIsRefused(t *testing.T) {
	_, key, _ := testKey(testOrigin)
	known := note.VerifierList(key)
	good := exampleProof().Bytes()
	check := func(b []byte) error {
		p, err := ParseProof(b)
		if err == nil {
			_, err = p.Check(known)
		}
		return err
	}
	if err := check(good); err != nil {
		t.Fatal(err)
	}
	for i := range good {
		for bit := range 8 {
			b := bytes.Clone(good)
			b[i] ^= 1 << bit
			if check(b) == nil {
				t.Errorf("accepted with bit %d of byte %d flipped: %q", bit, i, b[max(0, i-20):min(len(b), i+20)])
			}
		}
	}
}

// TestCheckNamesTheStep changes one thing in a proof and reads the answer.
func TestCheckNamesTheStep(t *testing.T) {
	signer, key, _ := testKey(testOrigin)
	witness, witnessKey, _ := testKey("witness.example/kz")
	other, _, _ := testKey("other.example/council")
	sign := func(c Checkpoint, by ...note.Signer) []byte {
		return must(note.Sign(&note.Note{Text: c.Text()}, by...))
	}
	head := must(OpenCheckpoint(exampleProof().Checkpoint, note.VerifierList(key)))
	for _, tt := range []struct {
		name   string
		change func(*Proof)
		step   Step
		want   string
	}{
		{"nothing", func(*Proof) {}, "", ""},
		{"an unknown signature beside counts for nothing", func(p *Proof) { p.Checkpoint = sign(head, signer, other) }, "", ""},
		{"a witness beside", func(p *Proof) { p.Checkpoint = sign(head, witness, signer) }, "", ""},
		{"a field shown that is not of the entry", func(p *Proof) { p.Content.Fields[1].Value = []byte("decision:0000") },
			StepContent, "proof: content: hash "},
		{"a salt changed", func(p *Proof) { p.Content.Fields[0].Salt[31]++ }, StepContent, "proof: content: hash "},
		{"a field left out", func(p *Proof) { p.Content.Fields = p.Content.Fields[1:] }, StepContent,
			"proof: content: content: 15 digests, expected a multiple of 16 up to 64"},
		{"another content in the leaf", func(p *Proof) { p.Leaf.Content[0]++ }, StepContent, "proof: content: hash "},
		{"another id", func(p *Proof) { p.Leaf.ID[0]++ }, StepPath, "proof: path: "},
		{"another time", func(p *Proof) { p.Leaf.Time = p.Leaf.Time.Add(time.Second) }, StepPath, "proof: path: "},
		{"another place", func(p *Proof) { p.Place = 1 }, StepPath, "proof: path: "},
		{"a place beyond the size", func(p *Proof) { p.Place = 5 }, StepPath, "proof: path: place 5 in a register of 5 entries"},
		{"a place before the first", func(p *Proof) { p.Place = -1 }, StepPath, "proof: path: place -1 in a register of 5 entries"},
		{"a path too short", func(p *Proof) { p.Path = p.Path[1:] }, StepPath, "proof: path: "},
		{"a path too long", func(p *Proof) { p.Path = append(p.Path, p.Path[0]) }, StepPath, "proof: path: "},
		{"another root, signed", func(p *Proof) { c := head; c.Root[0]++; p.Checkpoint = sign(c, signer) }, StepPath, "proof: path: "},
		{"another size, signed", func(p *Proof) { c := head; c.Size = 4; p.Checkpoint = sign(c, signer) }, StepPath, "proof: path: "},
		{"another root, not signed", func(p *Proof) { p.Checkpoint = bytes.Replace(p.Checkpoint, []byte("R9Pp"), []byte("R9Pq"), 1) },
			StepCheckpoint, "proof: checkpoint: checkpoint of chancery.example/council: invalid signature for key chancery.example/council+6d32afe8"},
		{"signed by a witness alone", func(p *Proof) { p.Checkpoint = sign(head, witness) }, StepCheckpoint,
			"proof: checkpoint: checkpoint of chancery.example/council: no signature by a known key of that name"},
		{"signed by a stranger", func(p *Proof) { p.Checkpoint = sign(head, other) }, StepCheckpoint,
			"proof: checkpoint: checkpoint of chancery.example/council: note has no verifiable signatures"},
		{"no checkpoint", func(p *Proof) { p.Checkpoint = nil }, StepCheckpoint,
			"proof: checkpoint: checkpoint: byte 0: signatures: expected an empty line and signatures"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := exampleProof()
			tt.change(&p)
			_, err := p.Check(note.VerifierList(key, witnessKey))
			if tt.step == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			failed, ok := errors.AsType[*CheckError](err)
			if !ok || failed.Step != tt.step || !strings.HasPrefix(err.Error(), tt.want) || failed.Unwrap() == nil {
				t.Errorf("got  %v\nwant %s (step %s)", err, tt.want, tt.step)
			}
		})
	}
}

// TestContentCheck has what a writer could get wrong.
func TestContentCheck(t *testing.T) {
	field := func(name, value string) Field { return Field{Name: name, Salt: salt(name), Value: []byte(value)} }
	long := strings.Repeat("a", MaxValue+1)
	quotes := strings.Repeat(`"`, MaxValue)
	for _, tt := range []struct {
		name   string
		fields []Field
		want   string
	}{
		{"no field", nil, ""},
		{"an empty value", []Field{field(FieldMandate, "")}, ""},
		{"an unknown name", []Field{field("kind", "")}, `content: fields[0].name: no field is named "kind"`},
		{"a field twice", []Field{field(FieldBody, ""), field(FieldType, ""), field(FieldBody, "")}, `content: fields[2].name: "body" twice`},
		{"a value too long", []Field{field(FieldBody, long)}, "content: fields[0].value: 1048577 bytes, at most 1048576"},
		{"a value not UTF-8", []Field{field(FieldBody, "\xff")}, "content: fields[0].value: not UTF-8"},
		{"a value not in normal form C", []Field{field(FieldBody, "e\u0301")}, "content: fields[0].value: not in Unicode normal form C"},
		{"too many bytes in all", []Field{field(FieldType, quotes), field(FieldBody, quotes)}, "content: 4195467 bytes, at most 4194304"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := Seal(tt.fields, pads()).Check(); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	out := Content{Fields: []Field{field(FieldBody, ""), field(FieldType, "")}}
	if err := out.Check(); err == nil || err.Error() != `content: fields[1].name: "type" after "body"` {
		t.Errorf("fields out of order: %v", err)
	}
}

// TestSealPadsToSixteens counts the digests for each number of fields.
func TestSealPadsToSixteens(t *testing.T) {
	for n, want := range []int{16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16} {
		var fields []Field
		for _, name := range names()[:n] {
			fields = append(fields, Field{Name: name})
		}
		if c := Seal(fields, pads()); len(c.Fields) != n || len(c.Fields)+len(c.Hidden) != want {
			t.Errorf("%d fields: %d digests, want %d", n, len(c.Fields)+len(c.Hidden), want)
		}
	}
}

// TestLeafHasOneLengthAndZone writes one moment said in several ways.
func TestLeafHasOneLengthAndZone(t *testing.T) {
	want := `{"v":1,"id":"00000000000000000000000000000000","time":"2019-11-28T09:41:00Z",` +
		`"content":"0000000000000000000000000000000000000000000000000000000000000000"}`
	at := time.Date(2019, 11, 28, 9, 41, 0, 0, time.UTC)
	for _, tm := range []time.Time{at, at.Add(999 * time.Millisecond), at.In(time.FixedZone("Bishkek", 6*3600))} {
		b := Leaf{Time: tm}.Bytes()
		if string(b) != want || len(b) != LeafSize {
			t.Errorf("%v: %s", tm, b)
		}
	}
	if b := (Leaf{}).Bytes(); len(b) != LeafSize {
		t.Errorf("zero leaf: %s", b)
	}
}

// TestPanics has what only a programmer can ask for.
func TestPanics(t *testing.T) {
	for name, f := range map[string]func(){
		"leaf: time: year 10000":              func() { Leaf{Time: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}.Bytes() },
		"leaf: time: year -1":                 func() { Leaf{Time: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}.Bytes() },
		"bundle: 0 entries":                   func() { Bundle(nil) },
		"bundle: 257 entries":                 func() { Bundle(make([][]byte, 257)) },
		"bundle: entry 0: 65536 bytes":        func() { Bundle([][]byte{make([]byte, 1<<16)}) },
		"path: level -1":                      func() { TilePath(Entries, 0, 1) },
		"path: level 8, number 0, width 1":    func() { TilePath(8, 0, 1) },
		"path: level 0, number -1, width 1":   func() { TilePath(0, -1, 1) },
		"path: level -1, number 0, width 257": func() { BundlePath(0, 257) },
		"path: level 7, number 0, width 128":  func() { TilePath(7, 0, 128) },
		"path: level -1, number 0, width 0":   func() { BundlePath(0, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); got != name {
					t.Errorf("panic %q", got)
				}
			}()
			f()
		})
	}
}

// TestPaths has the examples of the specification.
func TestPaths(t *testing.T) {
	for want, got := range map[string]string{
		"tile/0/x001/234.p/8":   TilePath(0, 1234, 8),
		"tile/0/005":            TilePath(0, 5, 256),
		"tile/2/x001/x234/067":  TilePath(2, 1234067, 256),
		"tile/7/000.p/127":      TilePath(7, 0, 127),
		"tile/entries/000.p/17": BundlePath(0, 17),
		"tile/entries/x001/000": BundlePath(1000, 256),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestParseBundle has what is refused; what is accepted is for the fuzz target.
func TestParseBundle(t *testing.T) {
	many := Bundle(make([][]byte, 256))
	for _, tt := range []struct {
		in   []byte
		want string
	}{
		{nil, "bundle: byte 0: entry 0: expected a length of two bytes"},
		{[]byte{0}, "bundle: byte 0: entry 0: expected a length of two bytes"},
		{[]byte{0, 0, 1}, "bundle: byte 2: entry 1: expected a length of two bytes"},
		{[]byte{0, 0, 0, 2, 'a'}, "bundle: byte 4: entry 1: expected 2 bytes, 1 follow"},
		{append(many, 0, 0), "bundle: byte 512: entry 256: expected the end after 256 entries"},
	} {
		if _, err := ParseBundle(tt.in); err == nil || err.Error() != tt.want {
			t.Errorf("%x\n\tgot  %v\n\twant %s", tt.in, err, tt.want)
		}
	}
	if leaves, err := ParseBundle(many); err != nil || len(leaves) != 256 {
		t.Errorf("%d entries, %v", len(leaves), err)
	}
}

// TestNewEdge has what is refused.
func TestNewEdge(t *testing.T) {
	lost := errors.New("lost")
	for _, tt := range []struct {
		size int64
		tile []byte
		tail int
		want string
	}{
		{-1, nil, 0, "edge of size -1: tail of 0 hashes"},
		{5, nil, 4, "edge of size 5: tail of 4 hashes"},
		{256, nil, 0, "edge of size 256: tile 0/0: lost"},
		{513, make([]byte, 8191), 1, "edge of size 513: tile 0/0: 8191 bytes"},
	} {
		_, err := NewEdge(tt.size, func(int, int64) ([]byte, error) {
			if tt.tile == nil {
				return nil, lost
			}
			return tt.tile, nil
		}, make([]Hash, tt.tail))
		if err == nil || err.Error() != tt.want {
			t.Errorf("got  %v\nwant %s", err, tt.want)
		}
	}
}

// TestIDText writes and reads an id as text.
func TestIDText(t *testing.T) {
	id := exampleLeaves()[0].ID
	text, err := id.MarshalText()
	var back ID
	if err != nil || back.UnmarshalText(text) != nil || back != id || id.String() != string(text) {
		t.Errorf("%s: %v, %v", text, back, err)
	}
	if err := back.UnmarshalText([]byte("x")); err == nil || back != id {
		t.Errorf("x: %v, %v", back, err)
	}
}

// TestUnknownPlaceOfAnError leaves the byte out.
func TestUnknownPlaceOfAnError(t *testing.T) {
	if s := (&FormError{Form: "content", Offset: -1, Want: "more"}).Error(); s != "content: more" {
		t.Error(s)
	}
}
