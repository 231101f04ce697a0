package register

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	proofVersion = "chancery-proof/v1"
	tlogProof    = "c2sp.org/tlog-proof@v1"
)

// A Proof shows that an entry stands in a register, and what some of its fields
// say. It is a file to hand on: whoever holds it and the register's public key
// checks it without a network and without asking anyone.
type Proof struct {
	Leaf       Leaf
	Content    Content // the fields shown, and the digests of the rest
	Place      Place
	Path       []Hash // the inclusion proof of RFC 6962, from the leaf upwards
	Checkpoint []byte // signed
}

// Bytes returns the proof as a file, conventionally named *.proof.json: one line
// of JSON with a line end.
// doc/register.md#proof
func (p Proof) Bytes() []byte {
	b := []byte(`{"v":"` + proofVersion + `","leaf":`)
	b = appendText(b, p.Leaf.Bytes())
	b = append(b, ',')
	b = p.Content.appendMembers(b)
	b = append(b, `,"proof":`...)
	b = appendText(b, p.tlog())
	return append(b, "}\n"...)
}

// tlog returns the part of the proof that any reader of tlog-proof of C2SP
// understands.
func (p Proof) tlog() []byte {
	b := fmt.Appendf(nil, "%s\nindex %d\n", tlogProof, p.Place)
	for _, h := range p.Path {
		b = base64.StdEncoding.AppendEncode(b, h[:])
		b = append(b, '\n')
	}
	b = append(b, '\n')
	return append(b, p.Checkpoint...)
}

// ParseProof is the inverse of [Proof.Bytes]. It accepts nothing that Bytes does
// not make of a proof in good form, and does not check what the proof shows:
// [Proof.Check] does. The error is a [*FormError].
// doc/register.md#proof
func ParseProof(b []byte) (Proof, error) {
	var p Proof
	r := reader{form: "proof", b: b}
	if len(b) > MaxProof {
		r.fail(MaxProof, "%d bytes, at most %d", len(b), MaxProof)
	}
	r.in("v")
	r.literal(`{"v":"` + proofVersion + `",`)
	r.in("leaf")
	r.literal(`"leaf":`)
	at := r.i
	leaf := r.text(LeafSize)
	r.inside(at, func() (err error) { p.Leaf, err = ParseLeaf(leaf); return })
	r.literal(",")
	p.Content = r.members()
	r.inside(r.i, func() error { return p.Content.Check() })
	r.in("proof")
	r.literal(`,"proof":`)
	at = r.i
	text := r.text(MaxCheckpoint + 8<<10)
	r.inside(at, func() error { return p.parseTlog(string(text)) })
	r.literal("}\n")
	r.end()
	if r.err != nil {
		return Proof{}, r.err
	}
	return p, nil
}

// inside calls parse, unless something is already wrong, for a part that starts
// at the given offset.
func (r *reader) inside(at int, parse func() error) {
	if r.err != nil {
		return
	}
	if err := parse(); err != nil {
		r.fail(at, "%v", err)
	}
}

// parseTlog is the inverse of tlog.
func (p *Proof) parseTlog(text string) error {
	at := 0
	bad := func(want string) error { return &FormError{Form: "tlog-proof", Offset: at, Want: want} }
	s, _ := lineAt(text, at)
	if s != tlogProof {
		return bad("expected " + tlogProof)
	}
	at += len(s) + 1
	s, _ = lineAt(text, at)
	place, err := strconv.ParseInt(strings.TrimPrefix(s, "index "), 10, 64)
	if err != nil || place < 0 || s != fmt.Sprintf("index %d", place) {
		return bad("expected the index")
	}
	p.Place = Place(place)
	for {
		at += len(s) + 1
		var ok bool
		if s, ok = lineAt(text, at); !ok {
			return bad("expected a hash or an empty line")
		}
		if s == "" {
			break
		}
		h, ok := parseHash(s)
		if !ok || len(p.Path) == MaxPath {
			return bad("expected an empty line or the base64 of 32 bytes")
		}
		p.Path = append(p.Path, h)
	}
	at++
	p.Checkpoint = []byte(text[at:])
	_, err = parseSigned(p.Checkpoint)
	return err
}

// lineAt returns the line of text that starts at the given offset.
func lineAt(text string, at int) (string, bool) {
	if at > len(text) {
		return "", false
	}
	s, _, ok := strings.Cut(text[at:], "\n")
	return s, ok
}

// A Step is one step of checking a proof.
type Step string

// The steps of [Proof.Check], in their order.
const (
	StepContent    Step = "content"    // the fields and digests are those of the leaf
	StepCheckpoint Step = "checkpoint" // the checkpoint is signed by the register's key
	StepPath       Step = "path"       // the leaf stands at its place under the signed root
)

// A CheckError says which step of checking a proof does not hold.
type CheckError struct {
	Step Step
	Err  error
}

func (e *CheckError) Error() string { return fmt.Sprintf("proof: %s: %v", e.Step, e.Err) }

// Unwrap returns the cause.
func (e *CheckError) Unwrap() error { return e.Err }

// Check recomputes everything the proof claims: the digests of the fields shown,
// the hash of the content, the hash of the leaf, the path to the root, and the
// signature under it by one of the known keys. It returns the checkpoint under
// which the entry stands. The error is a [*CheckError].
//
// What Check cannot tell is whether the signer shows others another register;
// witnesses are for that.
// doc/register.md#verify
func (p Proof) Check(known note.Verifiers) (Checkpoint, error) {
	if err := p.Content.Check(); err != nil {
		return Checkpoint{}, &CheckError{StepContent, err}
	}
	if got := p.Content.Hash(); got != p.Leaf.Content {
		return Checkpoint{}, &CheckError{StepContent, fmt.Errorf("hash %x, the leaf says %x", got[:], p.Leaf.Content[:])}
	}
	c, err := OpenCheckpoint(p.Checkpoint, known)
	if err != nil {
		return Checkpoint{}, &CheckError{StepCheckpoint, err}
	}
	if p.Place < 0 || int64(p.Place) >= c.Size {
		return Checkpoint{}, &CheckError{StepPath, fmt.Errorf("place %d in a register of %d entries", p.Place, c.Size)}
	}
	if err := tlog.CheckRecord(p.Path, c.Size, c.Root, int64(p.Place), p.Leaf.Hash()); err != nil {
		return Checkpoint{}, &CheckError{StepPath, err}
	}
	return c, nil
}
