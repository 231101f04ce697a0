package main

import (
	"bytes"
	"fmt"
	"os"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/akn/check"
	"chancery.example/chancery/internal/akn/modify"
	"chancery.example/chancery/internal/amend/terms"
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
			return nil, 0, fmt.Errorf("%w: %d texts in the file: choose one with -lang", errUsage, len(d.Expressions))
		}
		found = i
	}
	if found < 0 {
		return nil, 0, fmt.Errorf("%w: no text in language %s", errUsage, lang)
	}
	return d, found, nil
}

// akn reads an amender of a text from Akoma Ntoso: its active modifications, else
// the prose of its body.
func (a *amender) akn(b []byte, base *act.Text, baseFile, day string, known terms.Base) error {
	d, err := akn.Read(b)
	if err != nil {
		return err
	}
	a.uri, a.day = d.Work.URI, d.Work.Date
	var uris []string
	if of, err := os.ReadFile(baseFile); err == nil && isAKN(of) {
		about, i, err := readAKN(of, base.Lang)
		if err != nil {
			return err
		}
		uris = modify.URIs(about, i)
	}
	got := modify.Operations(d, base, uris...)
	if len(got.Problems) > 0 {
		return fmt.Errorf("%w: %s", errRefused, modify.Lines(got.Problems))
	}
	if len(got.Operations) > 0 {
		for i, at := range got.At {
			got.Operations[i].Source = modify.LineOf(a.text, at.Line)
		}
		a.Operations = got.Operations
		return nil
	}
	for _, e := range d.Expressions {
		if e.Text.Lang != base.Lang {
			continue
		}
		text, problems := modify.Prose(d, e.Text)
		if len(problems) > 0 {
			return fmt.Errorf("%w: %s", errRefused, modify.Lines(problems))
		}
		a.text = text
		return a.prose(base, day, known)
	}
	return fmt.Errorf("%w: no text in language %s", errRefused, base.Lang)
}

// made is what a file of Akoma Ntoso says of a text beside its words.
type made struct {
	uri string // of the work, for a text that has none
	day string // of which the text is; "" is after all amenders
	by  []amender
}

// printText prints a text that an amended file gave, in the form asked for. For
// akn it takes the place of the text in that file, and the error output says
// which foreign parts went with the words in which they stood.
func (e *env) printText(t *act.Text, baseFile string, lang act.Lang, as string, m made) error {
	switch as {
	case "text":
		_, err := fmt.Fprint(e.out, t.Plain())
		return err
	case "json":
		_, err := fmt.Fprintf(e.out, "%s\n", t.JSON())
		return err
	}
	b, err := os.ReadFile(baseFile)
	if err != nil {
		return err
	}
	var d *akn.Document
	i := 0
	switch {
	case !isAKN(b):
		if d = modify.Work(t, m.uri, m.day); m.uri == "" {
			e.note("no -uri: the file calls the text %s, which says that nobody knows", d.Work.URI)
		}
	case m.uri != "":
		return fmt.Errorf("%w: -uri is for a BASE that is no Akoma Ntoso; this one says its own", errUsage)
	default:
		if d, i, err = readAKN(b, lang); err != nil {
			return err
		}
	}
	for _, a := range m.by {
		if a.uri == "" {
			continue
		}
		if len(d.Foreign) > 0 {
			e.note("%s: what %s modified is not listed beside foreign metadata", baseFile, a.uri)
			continue
		}
		modify.Applied(d, t, a.Amender, a.uri, a.day)
	}
	out, lost, err := d.Amended(i, t)
	if err != nil {
		return err
	}
	for _, f := range lost {
		e.note("%s: line %d: %s %s went with the words in which it stood", baseFile, f.Line, f.What, f.Place)
	}
	_, err = e.out.Write(out)
	return err
}

// actCheck says what is wrong with a file of Akoma Ntoso that its schema does not.
func (e *env) actCheck(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	found, err := check.Check(b, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, f := range found {
		e.say("%s: %s", file, f)
	}
	if len(found) > 0 {
		return errUnlike
	}
	return nil
}
