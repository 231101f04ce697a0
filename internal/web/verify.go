package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/register"
)

// verifyForm is the form alone.
func (s *Site) verifyForm(*visit) (maker, error) { return s.verified(pages.Check{Entry: -1}), nil }

// verified is the page of a check.
func (s *Site) verified(x pages.Check) maker {
	return func(v *visit, room *reading.Room) (page, error) {
		return page{title: v.t.Say("verify.title"), description: v.t.Say("verify.lead"), section: "verify", body: pages.Verify(s.paper(v, room), x)}, nil
	}
}

// verify says whether what was sent stands in the register. A proof is checked in
// full; anything else is looked up by its hash among the texts that the reader may
// read, and by nothing else.
func (s *Site) verify(v *visit) (maker, error) {
	file, pasted, err := sent(v.Request)
	if err != nil {
		return nil, err
	}
	switch text := strings.TrimSpace(string(pasted)); {
	case len(file) > 0:
		if looksLikeProof(file) {
			return s.checkProof(v, file)
		}
		return s.findText(sha256.Sum256(file)), nil
	case text == "":
		return s.verified(pages.Check{Entry: -1, Fault: "verify.empty"}), nil
	case len(text) == 2*sha256.Size && isHex(text):
		sum, _ := hex.DecodeString(text)
		return s.findText([sha256.Size]byte(sum)), nil
	case strings.HasPrefix(text, "{"):
		return s.checkProof(v, []byte(text))
	}
	return s.verified(pages.Check{Entry: -1, Fault: "verify.unread"}), nil
}

func isHex(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil
}

// sent reads the two fields of the form into memory, which the limit on requests
// bounds. Nothing is written to a disk.
func sent(r *http.Request) (file, pasted []byte, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, nil, nil // a form of another kind holds nothing to verify
	}
	for {
		var part *multipart.Part
		part, err = form.NextPart()
		if errors.Is(err, io.EOF) {
			return file, pasted, nil
		}
		if err != nil {
			return nil, nil, broken(err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, broken(err)
		}
		switch part.FormName() {
		case "file":
			file = b
		case "proof":
			pasted = b
		}
	}
}

// broken keeps an error that says that too much was sent, and takes any other for
// a form that was cut on the way.
func broken(err error) error {
	if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
		return err
	}
	return council.Refuse(council.Malformed, council.CodeForm, "form", "multipart/form-data")
}

// checkProof checks a proof with the depositary's key, and then that this register
// agrees with it.
func (s *Site) checkProof(v *visit, b []byte) (maker, error) {
	bad := func(key string) (maker, error) { return s.verified(pages.Check{Entry: -1, Key: key}), nil }
	p, err := register.ParseProof(append(bytes.TrimSpace(b), '\n'))
	if err != nil {
		return bad("verify.proof.form")
	}
	known, err := s.published.Known()
	if err != nil {
		return nil, err
	}
	c, err := p.Check(known)
	if err != nil {
		return bad(wrongStep(err))
	}
	row, err := s.published.Row(v.Context(), p.Place)
	if err != nil && !errors.Is(err, mirror.ErrAbsent) {
		return nil, err
	}
	if err != nil || !bytes.Equal(row.Leaf, p.Leaf.Bytes()) {
		return bad("verify.proof.fork") // the depositary signed it, and here it is not
	}
	x := pages.Check{
		Key: "verify.proof.good", Good: true, Entry: int64(p.Place), Time: v.t.Instant(p.Leaf.Time.UTC()),
		Shown: fieldNames(p.Content), Origin: c.Origin, Size: c.Size,
	}
	return func(v *visit, room *reading.Room) (page, error) {
		e, err := room.Entry(p.Place, row.Leaf, row.Content)
		if err != nil {
			return page{}, err
		}
		x.About = e.Subject
		return s.verified(x)(v, room)
	}, nil
}

// wrongStep names the message of the step of a proof that does not hold.
func wrongStep(err error) string {
	step, _ := errors.AsType[*register.CheckError](err)
	_, forged := errors.AsType[*note.InvalidSignatureError](err)
	switch {
	case step != nil && step.Step == register.StepContent:
		return "verify.proof.content"
	case step != nil && step.Step == register.StepPath:
		return "verify.proof.path"
	case forged:
		return "verify.proof.signature"
	}
	return "verify.proof.key"
}

// findText looks a text up by its hash.
func (s *Site) findText(sum [sha256.Size]byte) maker {
	x := pages.Check{Entry: -1, Key: "verify.text.none", Hash: hex.EncodeToString(sum[:])}
	return func(v *visit, room *reading.Room) (page, error) {
		text, err := room.TextOf(x.Hash)
		if err != nil {
			return s.verified(x)(v, room)
		}
		about, marks, err := room.TextThing(text.ID)
		if err != nil || len(marks) == 0 {
			return page{}, err
		}
		x.Key, x.Good, x.Title, x.About = "verify.text.good", true, text.Title, about
		x.Entry, x.Time = int64(marks[0].Place), pages.Recorded(v.t, marks[0])
		return s.verified(x)(v, room)
	}
}
