// Package drafting works on texts and amenders in files, in each of the forms in
// which people keep them: JSON, Akoma Ntoso, and plain text as doc/plaintext.md
// describes it. It reads amending prose, applies amenders or refuses them, says
// what a text is on a day, compares two texts, and remarks what a secretary would.
//
// Nothing here knows a register, a flag or a screen.
package drafting

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/differ"
	"chancery.example/chancery/internal/amend/english/draft"
	"chancery.example/chancery/internal/amend/prose"
	russe "chancery.example/chancery/internal/amend/russian/draft"
	"chancery.example/chancery/internal/amend/terms"
	"chancery.example/chancery/internal/wording/reader"
)

// Errors that say whose fault it is.
var (
	ErrAsked   = errors.New("usage")   // the question cannot be answered as it was asked
	ErrRefused = errors.New("refused") // an amendment cannot be applied as it is written
)

// A Desk is where texts are worked on. The zero Desk tells the language of a text by
// its letters, knows no words of an organisation, and speaks to nobody.
type Desk struct {
	Lang  act.Lang          // of texts that do not say theirs, and which of several in a file; empty: told by the text
	Terms terms.Base        // words of the organisation in all their forms
	Note  func(line string) // is told what stands beside an answer; nil: nobody is
}

func (d Desk) note(format string, args ...any) {
	if d.Note != nil {
		d.Note(fmt.Sprintf(format, args...))
	}
}

// Text reads a text in any of its forms.
func (d Desk) Text(file string) (*act.Text, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var t *act.Text
	switch {
	case isJSON(b):
		t, err = act.ParseJSON(trimmed(b))
	case isAKN(b):
		doc, i, wrong := readAKN(b, d.Lang)
		if err = wrong; err == nil {
			t = doc.Expressions[i].Text
		}
	default:
		var lang act.Lang
		if lang, err = d.language(string(b)); err == nil {
			t, err = act.ParsePlain(string(b), lang)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return t, nil
}

func isJSON(b []byte) bool { return len(b) > 0 && b[0] == '{' }

func trimmed(b []byte) []byte { return []byte(strings.TrimSuffix(string(b), "\n")) }

// language is the language asked for, or that of most letters of the text.
func (d Desk) language(text string) (act.Lang, error) {
	if d.Lang == act.Russian || d.Lang == act.English {
		return d.Lang, nil
	}
	if d.Lang != "" {
		return "", fmt.Errorf("%w: -lang %s is neither ru nor en", ErrAsked, d.Lang)
	}
	return reader.Language(text), nil
}

// ReadTerms reads a file of words of an organisation in all their forms.
func ReadTerms(file string) (terms.Base, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	known, err := terms.Parse(string(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return known, nil
}

// Parse reads what the prose of an amender asks for; base is the file of the text
// that is amended, or empty. Lists are never nil.
func (d Desk) Parse(file, base string) (prose.Result, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return prose.Result{}, err
	}
	if d.Lang, err = d.language(string(b)); err != nil {
		return prose.Result{}, err
	}
	var about *act.Text
	if base != "" {
		if about, err = d.Text(base); err != nil {
			return prose.Result{}, err
		}
	}
	got, err := d.read(string(b), about)
	if err != nil {
		return got, fmt.Errorf("%s: %w", file, err)
	}
	if got.Operations == nil {
		got.Operations = []amend.Operation{}
	}
	if got.Unparsed == nil {
		got.Unparsed = []prose.Unparsed{}
	}
	return got, nil
}

// read reads amending prose by the grammar of its language.
func (d Desk) read(text string, base *act.Text) (prose.Result, error) {
	if len(text) > act.MaxBytes {
		return prose.Result{}, fmt.Errorf("%d bytes, at most %d", len(text), act.MaxBytes)
	}
	return reader.With(d.Terms).Parse(text, base, d.Lang), nil
}

// Draft returns prose for the difference of the texts of two files; it was read back
// and applied.
func (d Desk) Draft(before, after string) (string, error) {
	was, err := d.Text(before)
	if err != nil {
		return "", err
	}
	d.Lang = was.Lang
	becomes, err := d.Text(after)
	if err != nil {
		return "", err
	}
	ops, err := differ.Operations(was, becomes)
	if err != nil {
		return "", err
	}
	if len(ops) == 0 {
		return "", errors.New("the texts are the same")
	}
	if was.Lang == act.Russian {
		return russe.Draft(d.Terms, was, ops)
	}
	return draft.Tried(was, becomes, ops)
}
