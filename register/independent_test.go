package register_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A file is what a proof file holds.
type file struct {
	V, Leaf, Proof string
	Fields         []struct{ Name, Salt, Value string }
	Hidden         []string
}

func u32(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

func sum(parts ...[]byte) []byte {
	h := sha256.Sum256(bytes.Join(parts, nil))
	return h[:]
}

// verify is another verifier of proof files, written from doc/register.md alone:
// it uses nothing of package register. It returns the place of the entry.
func verify(b []byte, name string, key ed25519.PublicKey) (int, error) {
	var p file
	if err := json.Unmarshal(b, &p); err != nil || p.V != "chancery-proof/v1" {
		return 0, errors.Join(errors.New("form"), err)
	}
	content, err := p.content()
	if err != nil || !strings.HasSuffix(p.Leaf, fmt.Sprintf(`"content":"%x"}`, content)) {
		return 0, errors.Join(errors.New("content"), err)
	}
	head, signed, _ := strings.Cut(p.Proof, "\n\n")
	lines := strings.Split(head, "\n")
	place, err := strconv.Atoi(strings.TrimPrefix(lines[1], "index "))
	if err != nil || lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, errors.New("index")
	}
	text, sigs, _ := strings.Cut(signed, "\n\n")
	if text += "\n"; !signedBy(text, sigs, name, key) {
		return 0, errors.New("signature")
	}
	checkpoint := strings.Split(text, "\n")
	size, err := strconv.Atoi(checkpoint[1])
	if err != nil || checkpoint[0] != name || place >= size {
		return 0, errors.New("checkpoint")
	}
	root, err := climb(sum([]byte{0}, []byte(p.Leaf)), place, size, lines[2:])
	if err != nil || base64.StdEncoding.EncodeToString(root) != checkpoint[2] {
		return 0, errors.Join(errors.New("root"), err)
	}
	return place, nil
}

// content computes the content hash.
func (p *file) content() ([]byte, error) {
	var digests [][]byte
	for _, f := range p.Fields {
		salt, err := hex.DecodeString(f.Salt)
		if err != nil || len(salt) != 32 {
			return nil, errors.New("salt")
		}
		digests = append(digests, sum([]byte("chancery/field/v1\n"), u32(len(f.Name)), []byte(f.Name), salt, u32(len(f.Value)), []byte(f.Value)))
	}
	for _, s := range p.Hidden {
		d, err := hex.DecodeString(s)
		if err != nil || len(d) != 32 {
			return nil, errors.New("hidden")
		}
		digests = append(digests, d)
	}
	slices.SortFunc(digests, bytes.Compare)
	return sum([]byte("chancery/content/v1\n"), u32(len(digests)), bytes.Join(digests, nil)), nil
}

// climb computes the root as RFC 9162, section 2.1.3.2, has it.
func climb(h []byte, fn, size int, path []string) ([]byte, error) {
	sn := size - 1
	for _, line := range path {
		s, err := base64.StdEncoding.DecodeString(line)
		if err != nil || sn == 0 {
			return nil, errors.New("path")
		}
		if fn&1 == 1 || fn == sn {
			h = sum([]byte{1}, s, h)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			h = sum([]byte{1}, h, s)
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 {
		return nil, errors.New("path too short")
	}
	return h, nil
}

// signedBy reports whether one of the signature lines is by the key.
func signedBy(text, sigs, name string, key ed25519.PublicKey) bool {
	for line := range strings.Lines(sigs) {
		b64, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "— "+name+" ")
		sig, err := base64.StdEncoding.DecodeString(b64)
		if ok && err == nil && len(sig) == 68 && ed25519.Verify(key, []byte(text), sig[4:]) {
			return true
		}
	}
	return false
}

// TestAnotherVerifierAcceptsTheVectors proves that the specification is enough
// to verify with, and that the verifier made from it refuses what it should.
func TestAnotherVerifierAcceptsTheVectors(t *testing.T) {
	b, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Key, Proof string
		Place      int
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(v.Key, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 1 {
		t.Fatalf("key %q", v.Key)
	}
	place, err := verify([]byte(v.Proof), parts[0], key[1:])
	if err != nil || place != v.Place {
		t.Errorf("place %d, %v; want %d", place, err, v.Place)
	}
	other := strings.Replace(v.Proof, "public", "secret", 1)
	if _, err := verify([]byte(other), parts[0], key[1:]); err == nil {
		t.Error("a changed field was accepted")
	}
}
