package register

import (
	"bytes"
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// names returns the names of all fields, in their order.
func names() []string {
	return []string{FieldType, FieldSubject, FieldActor, FieldMandate, FieldRule, FieldCommand, FieldCause, FieldAudience, FieldTexts, FieldBody}
}

func drawHash(t *rapid.T, label string) Hash {
	return Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label))
}

// drawContent makes a content of some of the fields, given in any order.
func drawContent(t *rapid.T) Content {
	var fields []Field
	for _, name := range rapid.Permutation(names()).Draw(t, "order")[:rapid.IntRange(0, 9).Draw(t, "fields")] {
		fields = append(fields, Field{
			Name:  name,
			Salt:  Salt(drawHash(t, "salt")),
			Value: []byte(norm.NFC.String(rapid.String().Draw(t, "value"))),
		})
	}
	n := 0
	return Seal(fields, func() Hash {
		n++
		h := drawHash(t, "pad")
		h[0] = byte(n) // rapid likes to repeat itself, random padding does not
		return h
	})
}

// TestEveryDisclosureHashesTheSame shows any of the fields, and then fewer of
// them: the hash stays, what is shown can be read, and what is not cannot.
func TestEveryDisclosureHashesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawContent(t)
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			shown := rapid.SliceOf(rapid.SampledFrom(names())).Draw(t, "shown")
			d := c.Disclose(shown...)
			back, err := ParseContent(d.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if back.Hash() != c.Hash() || !bytes.Equal(back.Bytes(), d.Bytes()) {
				t.Fatalf("showing %q changed the hash or the form", shown)
			}
			for _, name := range names() {
				want, ok := c.Field(name)
				ok = ok && bytes.Contains(fmt.Append(nil, shown), []byte(name))
				if got, have := back.Field(name); have != ok || ok && !bytes.Equal(got, want) {
					t.Fatalf("field %s: %q, %v", name, got, have)
				}
			}
			c = d
		}
	})
}

// TestDigestBindsTheFieldToItsNameAndSalt moves a byte from each part of a field
// into the next: no two of them have one digest.
func TestDigestBindsTheFieldToItsNameAndSalt(t *testing.T) {
	f := Field{Name: FieldActor, Salt: salt("a"), Value: []byte("chair")}
	seen := map[Hash]string{f.Digest(): "as it is"}
	for what, g := range map[string]Field{
		"name":          {Name: FieldCause, Salt: f.Salt, Value: f.Value},
		"salt":          {Name: f.Name, Salt: salt("b"), Value: f.Value},
		"value":         {Name: f.Name, Salt: f.Salt, Value: []byte("chaiR")},
		"value longer":  {Name: f.Name, Salt: f.Salt, Value: []byte("chair\x00")},
		"value shorter": {Name: f.Name, Salt: f.Salt, Value: []byte("chai")},
		"no value":      {Name: f.Name, Salt: f.Salt},
	} {
		if same, ok := seen[g.Digest()]; ok {
			t.Errorf("%s: same digest as %s", what, same)
		}
		seen[g.Digest()] = what
	}
}

// TestEdgeFromAnySize starts at any size, takes any jump, and compares root and
// tiles with those of tlog. A clone made before is not moved by it.
func TestEdgeFromAnySize(t *testing.T) {
	all := new(tree)
	const most = 1500
	for n := range int64(most) {
		all.add(leafHash(n))
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Int64Range(0, most).Draw(t, "from")
		to := rapid.Int64Range(from, most).Draw(t, "to")
		var tail []Hash
		for i := from &^ 255; i < from; i++ {
			tail = append(tail, leafHash(i))
		}
		e, err := NewEdge(from, all.tile, tail)
		if err != nil {
			t.Fatal(err)
		}
		before := e.Clone()
		var tiles []Tile
		for i := from; i < to; i++ {
			tiles = append(tiles, e.Append(leafHash(i))...)
		}
		if e.Size() != to || e.Root() != all.root(to) {
			t.Fatalf("from %d to %d: root %v, want %v", from, to, e.Root(), all.root(to))
		}
		if before.Size() != from || before.Root() != all.root(from) {
			t.Fatalf("from %d: the clone moved", from)
		}
		if want := to/256 - from/256; int64(len(tiles)) != want {
			t.Fatalf("from %d to %d: %d tiles, want %d", from, to, len(tiles), want)
		}
		for i, tile := range tiles {
			if want := must(all.tile(0, from/256+int64(i))); tile.Level != 0 || !bytes.Equal(tile.Hashes, want) {
				t.Fatalf("from %d to %d: tile %d differs", from, to, i)
			}
		}
	})
}

// TestEdgeFillsTilesOfHigherLevels goes just past 65,536 leaves, where a tile of
// level 1 is full, and makes the edge anew from what was written.
func TestEdgeFillsTilesOfHigherLevels(t *testing.T) {
	const size = 1<<16 + 300
	all := new(tree)
	e := must(NewEdge(0, nil, nil))
	written := make(map[string][]byte)
	var order []string
	var tail []Hash
	for n := range int64(size) {
		h := leafHash(n)
		all.add(h)
		if n%256 == 0 {
			tail = nil
		}
		tail = append(tail, h)
		for _, tile := range e.Append(h) {
			name := TilePath(tile.Level, tile.N, 256)
			written[name] = tile.Hashes
			order = append(order, name)
			if want := must(all.tile(tile.Level, tile.N)); !bytes.Equal(tile.Hashes, want) {
				t.Fatalf("%s differs", name)
			}
		}
	}
	if got := order[254:258]; fmt.Sprint(got) != "[tile/0/254 tile/0/255 tile/1/000 tile/0/256]" {
		t.Errorf("written %v: want the lower level first", got)
	}
	anew, err := NewEdge(size, func(level int, n int64) ([]byte, error) {
		b, ok := written[TilePath(level, n, 256)]
		if !ok {
			return nil, fmt.Errorf("not written")
		}
		return b, nil
	}, tail)
	if err != nil {
		t.Fatal(err)
	}
	for n := int64(size); n < size+300; n++ {
		all.add(leafHash(n))
		e.Append(leafHash(n))
		anew.Append(leafHash(n))
	}
	if want := all.root(size + 300); e.Root() != want || anew.Root() != want {
		t.Errorf("roots %v and %v, want %v", e.Root(), anew.Root(), want)
	}
}

// TestEveryPlaceIsProved makes a proof for each place of trees of many sizes,
// through the file and back.
func TestEveryPlaceIsProved(t *testing.T) {
	signer, key, _ := testKey(testOrigin)
	all := new(tree)
	var leaves []Leaf
	c := example()
	for n := range 300 {
		l := exampleLeaves()[2]
		l.ID[0], l.ID[1] = byte(n), byte(n>>8)
		leaves = append(leaves, l)
		all.add(l.Hash())
	}
	for _, size := range []int64{1, 2, 3, 7, 8, 9, 255, 256, 257, 300} {
		head := Checkpoint{Origin: testOrigin, Size: size, Root: all.root(size)}
		signed := must(note.Sign(&note.Note{Text: head.Text()}, signer))
		for n := range size {
			p := Proof{Leaf: leaves[n], Content: c.Disclose(FieldType), Place: Place(n),
				Path: must(tlog.ProveRecord(size, n, all)), Checkpoint: signed}
			back, err := ParseProof(p.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if got, err := back.Check(note.VerifierList(key)); err != nil || got != head {
				t.Fatalf("place %d of %d: %v, %v", n, size, got, err)
			}
		}
	}
}

// TestPathsOfAnyResource writes and reads the path of any tile and bundle.
func TestPathsOfAnyResource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Resource{
			Level: rapid.IntRange(Entries, 7).Draw(t, "level"),
			N:     rapid.Int64Range(0, 1<<55).Draw(t, "n"),
			Width: rapid.IntRange(1, 256).Draw(t, "width"),
		}
		if !r.possible() {
			return
		}
		path := r.Path()
		if back, err := ParsePath(path); err != nil || back != r {
			t.Fatalf("%s: %+v, %v; want %+v", path, back, err, r)
		}
		if r.Level == Entries {
			return
		}
		width := ""
		if r.Width < 256 {
			width = fmt.Sprintf(".p/%d", r.Width)
		}
		theirs := tlog.Tile{H: 8, L: r.Level, N: r.N, W: 256}.Path()
		if want := "tile/" + theirs[len("tile/8/"):] + width; path != want {
			t.Fatalf("%s, tlog has %s", path, want)
		}
	})
}
