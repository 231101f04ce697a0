package main

import (
	"bytes"
	"fmt"
	"os"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
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

// aknText is the text of a file of Akoma Ntoso.
func aknText(b []byte, lang act.Lang) (*act.Text, error) {
	d, i, err := readAKN(b, lang)
	if err != nil {
		return nil, err
	}
	return d.Expressions[i].Text, nil
}

// printText prints a text that an amended file gave, in the form asked for. For
// akn it takes the place of the text in that file, and the error output says
// which foreign parts went with the words in which they stood.
func (e *env) printText(t *act.Text, baseFile string, lang act.Lang, as string) error {
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
	if !isAKN(b) {
		return fmt.Errorf("%w: -as akn needs a BASE in Akoma Ntoso, whose metadata it keeps", errUsage)
	}
	d, i, err := readAKN(b, lang)
	if err != nil {
		return err
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
	found, err := akn.Check(b, nil)
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
