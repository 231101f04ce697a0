package drafting

import (
	"bytes"
	"fmt"
	"os"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/akn/check"
	"chancery.example/chancery/internal/akn/modify"
)

// isAKN reports whether a file looks like Akoma Ntoso.
func isAKN(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
	return bytes.HasPrefix(b, []byte("<")) && bytes.Contains(b[:min(len(b), 4096)], []byte("akomaNtoso"))
}

// readAKN reads a file and which of its texts is meant: the only one, or that of
// the language asked for.
func readAKN(b []byte, lang act.Lang) (*akn.Document, int, error) {
	d, err := akn.Read(b)
	if err != nil {
		return nil, 0, err
	}
	found := -1
	for i, e := range d.Expressions {
		if lang != "" && e.Text.Lang != lang {
			continue
		}
		if found >= 0 {
			return nil, 0, fmt.Errorf("%w: %d texts in the file: choose one with -lang", ErrAsked, len(d.Expressions))
		}
		found = i
	}
	if found < 0 {
		return nil, 0, fmt.Errorf("%w: no text in language %s", ErrAsked, lang)
	}
	return d, found, nil
}

// Made is a text that amenders made of the text of a file.
type Made struct {
	Text *act.Text
	URI  string // of the work, where the file says none: for Akoma Ntoso
	desk Desk
	base string
	day  string // of which the text is; "" is after all amenders
	by   []amender
}

// In returns the text in a form: text, json or akn. For akn it takes the place of the
// text in its file, and the desk notes which foreign parts went with the words in
// which they stood.
func (m *Made) In(form string) ([]byte, error) {
	switch form {
	case "text":
		return []byte(m.Text.Plain()), nil
	case "json":
		return fmt.Appendf(nil, "%s\n", m.Text.JSON()), nil
	case "akn":
	default:
		return nil, fmt.Errorf("%w: -as %s is neither text, json nor akn", ErrAsked, form)
	}
	b, err := os.ReadFile(m.base)
	if err != nil {
		return nil, err
	}
	var d *akn.Document
	i := 0
	switch {
	case !isAKN(b):
		if d = modify.Work(m.Text, m.URI, m.day); m.URI == "" {
			m.desk.note("no -uri: the file calls the text %s, which says that nobody knows", d.Work.URI)
		}
	case m.URI != "":
		return nil, fmt.Errorf("%w: -uri is for a BASE that is no Akoma Ntoso; this one says its own", ErrAsked)
	default:
		if d, i, err = readAKN(b, m.desk.Lang); err != nil {
			return nil, err
		}
	}
	for _, a := range m.by {
		if a.uri == "" {
			continue
		}
		if len(d.Foreign) > 0 {
			m.desk.note("%s: what %s modified is not listed beside foreign metadata", m.base, a.uri)
			continue
		}
		modify.Applied(d, m.Text, a.Amender, a.uri, a.day)
	}
	out, lost, err := d.Amended(i, m.Text)
	for _, f := range lost {
		m.desk.note("%s: line %d: %s %s went with the words in which it stood", m.base, f.Line, f.What, f.Place)
	}
	return out, err
}

// Faults are what is wrong with a file of Akoma Ntoso that its schema does not say, a
// line each.
func Faults(file string) ([]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	found, err := check.Check(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var lines []string
	for _, f := range found {
		lines = append(lines, fmt.Sprintf("%s: %s", file, f))
	}
	return lines, nil
}
