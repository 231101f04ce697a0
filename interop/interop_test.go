package interop

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/transparency-dev/formats/log"
	formatsnote "github.com/transparency-dev/formats/note"
	tlogproof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/bench/filled"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

const origin = "chancery.example/council"

// A handed register is in a folder or on a server for others, and still in its
// store.
type handed struct {
	*store.Store
	log    *mirror.Log
	folder string       // empty when it is served
	files  fsck.Fetcher // how tessera reads it
}

func made(t *testing.T, size int64) *handed {
	t.Helper()
	st, dep, err := filled.Made(t.Context(), t.TempDir(), origin, size)
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	return &handed{Store: st, log: &mirror.Log{Store: st, Key: dep.PublicKey()}}
}

// hand makes a register of a size and exports it into a folder.
func hand(t *testing.T, size int64) *handed {
	t.Helper()
	h := made(t, size)
	h.folder = filepath.Join(t.TempDir(), "out")
	h.files = client.FileFetcher{Root: h.folder}
	n, err := h.log.Export(t.Context(), h.folder)
	must(t, err)
	if n != size {
		t.Fatalf("%d entries exported, want %d", n, size)
	}
	return h
}

// serve makes a register of a size and serves its files.
func serve(t *testing.T, size int64) *handed {
	t.Helper()
	h := made(t, size)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := h.log.File(r.Context(), strings.TrimPrefix(r.URL.Path, "/log/"))
		switch {
		case errors.Is(err, mirror.ErrAbsent):
			http.NotFound(w, r)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			_, _ = w.Write(b) // a reader that goes away fails its own test
		}
	}))
	t.Cleanup(server.Close)
	root, err := url.Parse(server.URL + "/log/")
	must(t, err)
	h.files, err = client.NewHTTPFetcher(root, server.Client())
	must(t, err)
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// verifier reads the key as formats does, without our help.
func (h *handed) verifier(t *testing.T) note.Verifier {
	t.Helper()
	b, err := h.log.File(t.Context(), "key")
	must(t, err)
	v, err := formatsnote.NewVerifier(strings.TrimSpace(string(b)))
	must(t, err)
	return v
}

// workers is more than a small folder has files: a worker of fsck that finds a
// fault goes away, and what would be handed to it must find room elsewhere.
const workers = 32

// check has tessera's fsck read a whole folder.
func (h *handed) check(t *testing.T) error {
	t.Helper()
	hashes := func(bundle []byte) ([][]byte, error) {
		var b api.EntryBundle
		if err := b.UnmarshalText(bundle); err != nil {
			return nil, err
		}
		var all [][]byte
		for _, e := range b.Entries {
			all = append(all, rfc6962.DefaultHasher.HashLeaf(e))
		}
		return all, nil
	}
	return fsck.New(origin, h.verifier(t), h.files, hashes, fsck.Opts{N: workers}).Check(t.Context())
}

func TestTesseraAcceptsTheLogAndItsProofs(t *testing.T) {
	for _, c := range []struct {
		size int64
		by   string
		hand func(*testing.T, int64) *handed
	}{
		{1, "folder", hand},
		{2, "folder", hand},
		{255, "folder", hand},
		{256, "folder", hand},
		{257, "folder", hand},
		{700, "folder", hand},
		{700, "server", serve},
		{70_000, "server", serve}, // with tiles of the third level
	} {
		t.Run(fmt.Sprintf("%d by %s", c.size, c.by), func(t *testing.T) {
			size, h := c.size, c.hand(t, c.size)
			must(t, h.check(t))
			files := h.files
			c, _, _, err := client.FetchCheckpoint(t.Context(), files.ReadCheckpoint, h.verifier(t), origin)
			must(t, err)
			head, err := h.Head(t.Context())
			must(t, err)
			if c.Size != uint64(size) || !bytes.Equal(c.Hash, head.Root[:]) || c.Origin != origin {
				t.Errorf("checkpoint read as %s %d %x, want %d %v", c.Origin, c.Size, c.Hash, size, head.Root)
			}
			builder, err := client.NewProofBuilder(t.Context(), c.Size, files.ReadTile)
			must(t, err)
			for _, place := range []int64{0, size / 3, size / 2, size - 1} {
				h.proves(t, builder, c, place)
			}
			for _, smaller := range []uint64{1, uint64(size+1) / 2, uint64(size)} {
				path, err := builder.ConsistencyProof(t.Context(), smaller, c.Size)
				must(t, err)
				old, err := h.rootAt(t, smaller)
				must(t, err)
				if err := proof.VerifyConsistency(rfc6962.DefaultHasher, smaller, c.Size, path, old, c.Hash); err != nil {
					t.Errorf("consistency of %d with %d: %v", smaller, c.Size, err)
				}
			}
		})
	}
}

// rootAt computes the root of an earlier size from the leaves, hashed by merkle.
func (h *handed) rootAt(t *testing.T, size uint64) ([]byte, error) {
	t.Helper()
	tree, err := register.NewEdge(0, nil, nil)
	if err != nil {
		return nil, err
	}
	for row, err := range h.Rows(t.Context(), 0, register.Place(size)) {
		if err != nil {
			return nil, err
		}
		tree.Append(register.Hash(rfc6962.DefaultHasher.HashLeaf(row.Leaf)))
	}
	root := tree.Root()
	return root[:], nil
}

// proves has tessera find the entry and build its proof, formats read ours, and
// merkle verify both.
func (h *handed) proves(t *testing.T, builder *client.ProofBuilder, c *log.Checkpoint, place int64) {
	t.Helper()
	bundle, err := client.GetEntryBundle(t.Context(), h.files.ReadEntryBundle, uint64(place)/256, c.Size)
	must(t, err)
	leaf := rfc6962.DefaultHasher.HashLeaf(bundle.Entries[place%256])
	theirs, err := builder.InclusionProof(t.Context(), uint64(place))
	must(t, err)
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(place), c.Size, leaf, theirs, c.Hash); err != nil {
		t.Errorf("place %d: their proof: %v", place, err)
	}

	ours, read := h.proofText(t, place)
	p, raw := parseProof(t, ours)
	opened, _, _, err := log.ParseCheckpoint(raw.Checkpoint, origin, h.verifier(t))
	must(t, err)
	if read != string(bundle.Entries[place%256]) {
		t.Errorf("place %d: the leaf of the proof is not the entry of the bundle", place)
	}
	if err := proof.VerifyInclusion(rfc6962.DefaultHasher, raw.Index, opened.Size, leaf, p, opened.Hash); err != nil || raw.Index != uint64(place) {
		t.Errorf("place %d: our proof, index %d: %v", place, raw.Index, err)
	}
	if len(p) != len(theirs) {
		t.Fatalf("place %d: %d hashes, tessera builds %d", place, len(p), len(theirs))
	}
	for i := range p {
		if !bytes.Equal(p[i], theirs[i]) {
			t.Errorf("place %d: hash %d differs from tessera's", place, i)
		}
	}
}

// proofText returns the tlog-proof and the leaf of a proof file, read by nothing
// but encoding/json.
func (h *handed) proofText(t *testing.T, place int64) (text, leaf string) {
	t.Helper()
	p, err := h.log.Proof(t.Context(), register.Place(place), mirror.Public)
	must(t, err)
	var file struct{ Leaf, Proof string }
	must(t, json.Unmarshal(p.Bytes(), &file))
	return file.Proof, file.Leaf
}

func parseProof(t *testing.T, text string) ([][]byte, tlogproof.TLogProof) {
	t.Helper()
	var p tlogproof.TLogProof
	must(t, p.Unmarshal([]byte(text)))
	if got := string(p.Marshal()); got != text {
		t.Errorf("formats writes the proof as\n%s\nwe as\n%s", got, text)
	}
	var hashes [][]byte
	for _, h := range p.Hashes {
		hashes = append(hashes, h[:])
	}
	return hashes, p
}

func TestOneBitAnywhereIsRefused(t *testing.T) {
	h := hand(t, 700)
	for _, path := range []string{
		"tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2",
		"tile/entries/000", "tile/entries/002.p/188", "checkpoint",
	} {
		name := filepath.Join(h.folder, filepath.FromSlash(path))
		whole, err := os.ReadFile(name)
		must(t, err)
		for _, at := range []int{0, len(whole) / 3, len(whole) - 2} {
			b := bytes.Clone(whole)
			b[at] ^= 1
			must(t, os.WriteFile(name, b, 0o600))
			if err := h.check(t); err == nil {
				t.Errorf("%s: fsck accepts byte %d changed", path, at)
			}
		}
		must(t, os.WriteFile(name, whole, 0o600))
	}
	must(t, h.check(t)) // whole again
}

func TestOneBitOfAProofIsRefused(t *testing.T) {
	h := hand(t, 257)
	text, leaf := h.proofText(t, 100)
	_, good := parseProof(t, text)
	verify := func(p tlogproof.TLogProof, leaf []byte) error {
		c, _, _, err := log.ParseCheckpoint(p.Checkpoint, origin, h.verifier(t))
		if err != nil {
			return err
		}
		var hashes [][]byte
		for _, h := range p.Hashes {
			hashes = append(hashes, h[:])
		}
		return proof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, c.Size, rfc6962.DefaultHasher.HashLeaf(leaf), hashes, c.Hash)
	}
	must(t, verify(good, []byte(leaf)))
	change := func(b []byte, at int) []byte { c := bytes.Clone(b); c[at] ^= 1; return c }
	if verify(good, change([]byte(leaf), 60)) == nil {
		t.Error("a leaf with one bit changed is accepted")
	}
	bad := good
	bad.Hashes = append([][32]byte(nil), good.Hashes...)
	bad.Hashes[3][9] ^= 1
	if verify(bad, []byte(leaf)) == nil {
		t.Error("a path with one bit changed is accepted")
	}
	bad = good
	bad.Index ^= 1
	if verify(bad, []byte(leaf)) == nil {
		t.Error("another place is accepted")
	}
	for _, at := range []int{len(origin) + 2, len(origin) + 20, len(good.Checkpoint) - 10} {
		bad = good
		bad.Checkpoint = change(good.Checkpoint, at)
		if verify(bad, []byte(leaf)) == nil {
			t.Errorf("a checkpoint with byte %d changed is accepted", at)
		}
	}
}
