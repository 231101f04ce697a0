package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Checkpoint is the state of a whole register: how many entries, and the root
// of the tree over them. Once signed it binds the signer to every one of them.
// It is a tlog-checkpoint of C2SP without extension lines.
type Checkpoint struct {
	Origin string // which register: chosen by its operator, such as "chancery.example/council"
	Size   int64  // entries
	Root   Hash
}

// Text returns the three lines that are signed.
// doc/register.md#checkpoint
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint is the inverse of [Checkpoint.Text]. It accepts nothing that
// Text does not make of a possible tree; the error is a [*FormError].
// doc/register.md#checkpoint
func ParseCheckpoint(text string) (Checkpoint, error) {
	bad := func(at int, field, want string) (Checkpoint, error) {
		return Checkpoint{}, &FormError{Form: "checkpoint", Offset: at, Field: field, Want: want}
	}
	var lines [3]string
	rest := text
	for i, name := range []string{"origin", "size", "root"} {
		line, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return bad(len(text), name, "expected a line")
		}
		lines[i], rest = line, after
	}
	if rest != "" {
		return bad(len(text)-len(rest), "", "expected the end after three lines")
	}
	c := Checkpoint{Origin: lines[0]}
	if !validOrigin(c.Origin) {
		return bad(0, "origin", fmt.Sprintf("expected 1 to %d bytes of UTF-8 without spaces, control characters and +", MaxOrigin))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return bad(len(lines[0])+1, "size", "expected a decimal number")
	}
	c.Size = size
	root, ok := parseHash(lines[2])
	if !ok {
		return bad(len(lines[0])+len(lines[1])+2, "root", "expected the base64 of 32 bytes")
	}
	if size == 0 && root != emptyRoot() {
		return bad(len(lines[0])+len(lines[1])+2, "root", "not that of an empty tree")
	}
	c.Root = root
	return c, nil
}

// emptyRoot is the root of a tree without leaves.
func emptyRoot() Hash { return sha256.Sum256(nil) }

// validOrigin reports whether s can be an origin and the name of a key.
func validOrigin(s string) bool {
	return s != "" && len(s) <= MaxOrigin && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r == '+' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// parseHash reads a hash in base64 in its one spelling.
func parseHash(s string) (Hash, bool) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != tlog.HashSize || base64.StdEncoding.EncodeToString(b) != s {
		return Hash{}, false
	}
	return Hash(b), true
}

// OpenCheckpoint checks the signatures of a signed checkpoint and returns what
// was signed. Among the keys in known, one named as the origin must have signed;
// a known key whose signature is wrong is an error. Signatures by keys that are
// not known count for nothing.
// doc/register.md#checkpoint
func OpenCheckpoint(signed []byte, known note.Verifiers) (Checkpoint, error) {
	c, err := parseSigned(signed)
	if err != nil {
		return Checkpoint{}, err
	}
	n, err := note.Open(signed, known)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("checkpoint of %s: %w", c.Origin, err)
	}
	for _, s := range n.Sigs {
		if s.Name == c.Origin {
			return c, nil
		}
	}
	return Checkpoint{}, fmt.Errorf("checkpoint of %s: no signature by a known key of that name", c.Origin)
}

// parseSigned reads a signed checkpoint without checking signatures. It refuses
// every spelling of a signature but one, which note.Open does not.
func parseSigned(signed []byte) (Checkpoint, error) {
	bad := func(at int, want string) (Checkpoint, error) {
		return Checkpoint{}, &FormError{Form: "checkpoint", Offset: at, Field: "signatures", Want: want}
	}
	if len(signed) > MaxCheckpoint {
		return bad(MaxCheckpoint, fmt.Sprintf("%d bytes, at most %d", len(signed), MaxCheckpoint))
	}
	text, sigs, ok := bytes.Cut(signed, []byte("\n\n"))
	if !ok {
		return bad(len(signed), "expected an empty line and signatures")
	}
	c, err := ParseCheckpoint(string(text) + "\n")
	if err != nil {
		return Checkpoint{}, err
	}
	at := len(text) + 2
	if len(sigs) == 0 {
		return bad(at, "expected a signature")
	}
	seen := make(map[string]bool)
	for line := range bytes.Lines(sigs) {
		key, ok := signatureKey(string(line))
		switch {
		case !ok:
			return bad(at, "expected a dash, a name and base64")
		case seen[key]:
			return bad(at, "a second signature by one key")
		}
		seen[key] = true
		at += len(line)
	}
	return c, nil
}

// signatureKey returns the name and the key hash of a signature line.
func signatureKey(line string) (key string, ok bool) {
	line, ok = strings.CutSuffix(line, "\n")
	rest, dash := strings.CutPrefix(line, "— ")
	name, b64, space := strings.Cut(rest, " ")
	sig, err := base64.StdEncoding.Strict().DecodeString(b64)
	if !ok || !dash || !space || !validOrigin(name) || err != nil || len(sig) < 5 ||
		base64.StdEncoding.EncodeToString(sig) != b64 {
		return "", false
	}
	return name + " " + string(sig[:4]), true
}
