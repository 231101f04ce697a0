package register

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// parsers has the parser of each form in testdata/refused.json.
func parsers() map[string]func(string) error {
	return map[string]func(string) error{
		"leaf":       func(s string) error { _, err := ParseLeaf([]byte(s)); return err },
		"content":    func(s string) error { _, err := ParseContent([]byte(s)); return err },
		"body":       func(s string) error { return CheckJSON([]byte(s)) },
		"checkpoint": func(s string) error { _, err := ParseCheckpoint(s); return err },
		"proof":      func(s string) error { _, err := ParseProof([]byte(s)); return err },
		"path":       func(s string) error { _, err := ParsePath(s); return err },
		"id":         func(s string) error { _, err := ParseID(s); return err },
		"signed": func(s string) error {
			_, key, _ := testKey(testOrigin)
			_, err := OpenCheckpoint([]byte(s), note.VerifierList(key))
			return err
		},
	}
}

// TestRefused reads spellings that nobody writes. Each is refused with the place
// named; the file has them for verifiers that others write, with our words for
// it, which -update writes again.
func TestRefused(t *testing.T) {
	type refusal struct {
		Form  string `json:"form"`
		Why   string `json:"why"`
		Input string `json:"input"`
		Error string `json:"error"`
	}
	var all []refusal
	old := must(os.ReadFile("testdata/refused.json"))
	if err := json.Unmarshal(old, &all); err != nil {
		t.Fatal(err)
	}
	parse := parsers()
	count := make(map[string]int)
	for i, r := range all {
		t.Run(r.Form+"/"+r.Why, func(t *testing.T) {
			err := parse[r.Form](r.Input)
			if err == nil {
				t.Fatalf("accepted: %s", r.Input)
			}
			if _, ok := errors.AsType[*FormError](err); !ok {
				t.Errorf("%v: a %T, want a *FormError", err, err)
			}
			if err.Error() != r.Error && !*update {
				t.Errorf("%s\n\tgot  %v\n\twant %s", r.Input, err, r.Error)
			}
			all[i].Error = err.Error()
		})
		count[r.Form]++
	}
	for form := range parse {
		if count[form] == 0 {
			t.Errorf("nothing is refused as %s", form)
		}
	}
	if *update {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "\t")
		if err := e.Encode(all); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/refused.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestRefusedBytes has what a file of JSON cannot hold.
func TestRefusedBytes(t *testing.T) {
	parse := parsers()
	content := string(example().Bytes())
	proof := string(exampleProof().Bytes())
	signed := string(exampleProof().Checkpoint)
	long := strings.Repeat("a", MaxValue+1)
	for _, tt := range []struct{ form, name, in, want string }{
		{"content", "not UTF-8", strings.Replace(content, "chair", "\xff", 1), "content: byte 347: fields[2].value: not UTF-8"},
		{"content", "a surrogate in UTF-8", strings.Replace(content, "chair", "\xed\xa0\x80", 1), "content: byte 347: fields[2].value: not UTF-8"},
		{"content", "a value too long", strings.Replace(content, "chair", long, 1), "content: byte 1048924: fields[2].value: more than 1048576 bytes"},
		{"content", "too long", content + strings.Repeat(" ", MaxContent), "content: byte 4194304: 4195935 bytes, at most 4194304"},
		{"body", "not UTF-8", "[\"\xff\"]", "body: byte 2: $[0]: not UTF-8"},
		{"body", "too long", `"` + long + `"`, "body: byte 1048576: $: 1048579 bytes, at most 1048576"},
		{"checkpoint", "not UTF-8", "\xff\n0\n", "checkpoint: byte 4: root: expected a line"},
		{"proof", "too long", proof + strings.Repeat(" ", MaxProof), "proof: byte 4456448: 4458400 bytes, at most 4456448"},
		{"signed", "too long", signed + strings.Repeat("x", MaxCheckpoint), "checkpoint: byte 65536: signatures: 65731 bytes, at most 65536"},
	} {
		t.Run(tt.form+"/"+tt.name, func(t *testing.T) {
			err := parse[tt.form](tt.in)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}
