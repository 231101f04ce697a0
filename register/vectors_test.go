package register

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var update = flag.Bool("update", false, "write the vectors again")

// must returns v, and panics on an error that no test provokes.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// testKey returns a key pair that is always the same for a name.
func testKey(name string) (note.Signer, note.Verifier, string) {
	seed := sha256.Sum256([]byte("key of " + name))
	key := ed25519.NewKeyFromSeed(seed[:])
	public := must(note.NewEd25519VerifierKey(name, key.Public().(ed25519.PublicKey)))
	hash := strings.Split(public, "+")[1]
	private := "PRIVATE+KEY+" + name + "+" + hash + "+" + base64.StdEncoding.EncodeToString(append([]byte{1}, seed[:]...))
	return must(note.NewSigner(private)), must(note.NewVerifier(public)), public
}

func salt(s string) Salt { return sha256.Sum256([]byte("salt of " + s)) }

// hexOf writes a hash as the specification does; the String method of a tlog.Hash
// would write base64.
func hexOf(h Hash) string { return hex.EncodeToString(h[:]) }

// pads returns a source of padding that is always the same.
func pads() func() Hash {
	n := 0
	return func() Hash {
		n++
		return sha256.Sum256(fmt.Appendf(nil, "pad %d", n))
	}
}

const testOrigin = "chancery.example/council"

// example returns the entry of the worked example: an invented decision.
func example() Content {
	var fields []Field
	for _, f := range [][2]string{
		{FieldType, "decision-adopted.v1"},
		{FieldSubject, "decision:7c1f"},
		{FieldActor, "chair"},
		{FieldMandate, ""},
		{FieldRule, "rule:consensus"},
		{FieldCommand, `{"name":"adopt","item":3}`},
		{FieldCause, "1"},
		{FieldAudience, "public"},
		{FieldTexts, "[]"},
		{FieldBody, `{"number":1,"title":{"ru":"О плане «2019–2021»"},"at":"2019-11-28"}`},
	} {
		fields = append(fields, Field{Name: f[0], Salt: salt(f[0]), Value: []byte(f[1])})
	}
	return Seal(fields, pads())
}

// exampleLeaves returns the five leaves of the worked example; the content of
// the third is example().
func exampleLeaves() []Leaf {
	var ls []Leaf
	for i := range 5 {
		id := sha256.Sum256(fmt.Appendf(nil, "id %d", i))
		l := Leaf{
			ID:      ID(id[:16]),
			Time:    time.Date(2019, 11, 28, 9, 41, i, 0, time.UTC),
			Content: sha256.Sum256(fmt.Appendf(nil, "content %d", i)),
		}
		if i == 2 {
			l.Content = example().Hash()
		}
		ls = append(ls, l)
	}
	return ls
}

// exampleProof returns the proof of the third of the five entries, with four of
// its nine fields shown.
func exampleProof() Proof {
	all := new(tree)
	for _, l := range exampleLeaves() {
		all.add(l.Hash())
	}
	signer, _, _ := testKey(testOrigin)
	c := Checkpoint{Origin: testOrigin, Size: 5, Root: all.root(5)}
	return Proof{
		Leaf:       exampleLeaves()[2],
		Content:    example().Disclose(FieldType, FieldSubject, FieldAudience, FieldBody),
		Place:      2,
		Path:       must(tlog.ProveRecord(5, 2, all)),
		Checkpoint: must(note.Sign(&note.Note{Text: c.Text()}, signer)),
	}
}

// vectors is the form of testdata/vectors.json, for verifiers that others write.
type vectors struct {
	Key        string        `json:"key"`
	Fields     []fieldVector `json:"fields"`
	Padding    []string      `json:"padding"`
	Content    string        `json:"content"`
	Hash       string        `json:"contentHash"`
	Leaves     []string      `json:"leaves"`
	LeafHashes []string      `json:"leafHashes"`
	Bundle     string        `json:"bundle"` // base64
	Roots      []string      `json:"roots"`  // of the trees of 0 to 5 leaves
	Place      int           `json:"place"`
	Path       []string      `json:"path"`
	Checkpoint string        `json:"checkpoint"`
	Proof      string        `json:"proof"`
}

type fieldVector struct {
	Name   string `json:"name"`
	Salt   string `json:"salt"`
	Value  string `json:"value"`
	Digest string `json:"digest"`
}

func makeVectors() vectors {
	c, p := example(), exampleProof()
	v := vectors{
		Content:    string(c.Bytes()),
		Hash:       hexOf(c.Hash()),
		Place:      int(p.Place),
		Checkpoint: string(p.Checkpoint),
		Proof:      string(p.Bytes()),
	}
	_, _, v.Key = testKey(testOrigin)
	for _, f := range c.Fields {
		v.Fields = append(v.Fields, fieldVector{f.Name, hexOf(Hash(f.Salt)), string(f.Value), hexOf(f.Digest())})
	}
	for _, h := range c.Hidden {
		v.Padding = append(v.Padding, hexOf(h))
	}
	edge := must(NewEdge(0, nil, nil))
	v.Roots = append(v.Roots, hexOf(edge.Root()))
	var bundle [][]byte
	for _, l := range exampleLeaves() {
		bundle = append(bundle, l.Bytes())
		v.Leaves = append(v.Leaves, string(l.Bytes()))
		v.LeafHashes = append(v.LeafHashes, hexOf(l.Hash()))
		edge.Append(l.Hash())
		v.Roots = append(v.Roots, hexOf(edge.Root()))
	}
	v.Bundle = base64.StdEncoding.EncodeToString(Bundle(bundle))
	for _, h := range p.Path {
		v.Path = append(v.Path, hexOf(h))
	}
	return v
}

// TestVectorsAreWhatTheCodeMakes keeps the vectors that others rely on from
// changing unnoticed.
func TestVectorsAreWhatTheCodeMakes(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(makeVectors()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/vectors.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("testdata/vectors.json differs from what the code makes; -update writes it again")
	}
}

// TestDocumentShowsTheVectors keeps the worked example of the specification equal
// to the vectors.
func TestDocumentShowsTheVectors(t *testing.T) {
	b, err := os.ReadFile("../doc/register.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	v := makeVectors()
	want := []string{v.Key, v.Content, v.Hash, v.Leaves[2], v.LeafHashes[2], v.Roots[5], v.Checkpoint, v.Proof}
	want = append(want, v.Path...)
	want = append(want, v.LeafHashes...)
	for _, f := range v.Fields {
		want = append(want, f.Salt, f.Digest)
	}
	for _, s := range want {
		if !strings.Contains(doc, strings.TrimSuffix(s, "\n")) {
			t.Errorf("doc/register.md does not show %q", s)
		}
	}
}

// TestDocumentHasEveryAnchorNamed keeps the comments of the code, which name
// sections of the specification, from pointing nowhere.
func TestDocumentHasEveryAnchorNamed(t *testing.T) {
	doc, err := os.ReadFile("../doc/register.md")
	if err != nil {
		t.Fatal(err)
	}
	files := must(os.ReadDir("."))
	named := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		for line := range strings.Lines(string(must(os.ReadFile(f.Name())))) {
			_, anchor, ok := strings.Cut(strings.TrimSpace(line), "doc/register.md#")
			if !ok {
				continue
			}
			named++
			if !bytes.Contains(doc, []byte(`<a id="`+anchor+`"></a>`)) {
				t.Errorf("%s: doc/register.md has no anchor %q", f.Name(), anchor)
			}
		}
	}
	if named == 0 {
		t.Error("no comment names a section of doc/register.md")
	}
}
