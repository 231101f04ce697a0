package council

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"chancery.example/chancery/register"
)

// respell writes one JSON value, in whatever spelling it came, as entries have it,
// and refuses what could be read in two ways: a name that stands twice or is not
// in small letters, a broken character, a fraction.
func respell(b []byte) ([]byte, error) {
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var out bytes.Buffer
	if err := respellValue(d, &out, 0); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one value")
	}
	// The decoder puts U+FFFD for half a surrogate pair.
	if n := bytes.Count(out.Bytes(), []byte("\uFFFD")); n > bytes.Count(b, []byte("\uFFFD"))+strings.Count(strings.ToLower(string(b)), `\ufffd`) {
		return nil, fmt.Errorf("half a surrogate pair")
	}
	return out.Bytes(), register.CheckJSON(out.Bytes())
}

func respellValue(d *json.Decoder, out *bytes.Buffer, depth int) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	return respellToken(d, out, t, depth)
}

// blockID is what the JSON of an address calls the ID of a block.
const blockID = "wId"

func respellToken(d *json.Decoder, out *bytes.Buffer, t json.Token, depth int) error {
	open, nested := t.(json.Delim)
	if !nested {
		b, err := marshal(t)
		out.Write(b)
		return err
	}
	if depth > register.MaxDepth {
		return fmt.Errorf("more than %d values inside each other", register.MaxDepth)
	}
	out.WriteString(open.String())
	for n := 0; d.More(); n++ {
		if n > 0 {
			out.WriteByte(',')
		}
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return err
			}
			// A decoder takes "Title" for "title", so two readers could differ.
			// Only the ID of a block has a capital, and is spelled in no other way.
			s := fmt.Sprint(name)
			if s != blockID && (strings.EqualFold(s, blockID) || strings.ContainsFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r > '~' })) {
				return fmt.Errorf("unknown field %q", s)
			}
			if err := respellToken(d, out, name, depth); err != nil {
				return err
			}
			out.WriteByte(':')
		}
		if err := respellValue(d, out, depth+1); err != nil {
			return err
		}
	}
	end, err := d.Token()
	if err != nil {
		return err
	}
	out.WriteString(fmt.Sprint(end))
	return nil
}
