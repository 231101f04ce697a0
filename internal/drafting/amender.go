package drafting

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/akn/modify"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// Apply applies the amenders of files to the text of a file, each to what the one
// before left. With a day, YYYY-MM-DD, only what is in force on it is applied. The
// error is ErrRefused where one instruction cannot be carried out exactly.
func (d Desk) Apply(base string, amenders []string, day string) (*Made, error) {
	text, err := d.Text(base)
	if err != nil {
		return nil, err
	}
	m := &Made{Text: text, desk: d, base: base, day: day}
	for i, file := range amenders {
		var a amender
		if m.Text, a, err = d.applyFile(m.Text, base, file, fmt.Sprint("amender-", i+1), day); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		m.by = append(m.by, a)
	}
	return m, nil
}

// applyFile applies one amender; any instruction that was not understood refuses
// the whole of it.
func (d Desk) applyFile(base *act.Text, baseFile, file, id, day string) (*act.Text, amender, error) {
	a, err := d.amender(base, baseFile, file, id, day)
	if err != nil {
		return nil, a, err
	}
	if day != "" {
		a.Operations = amend.InForce(a.Operations, day)
	}
	text, err := amend.Apply(base, a.Amender)
	if f, ok := errors.AsType[*amend.Refusal](err); ok {
		return nil, a, fmt.Errorf("%w: %s: %w", ErrRefused, placed(a.text, f.Source), f)
	}
	return text, a, err
}

// An amender is what a file of one says.
type amender struct {
	amend.Amender
	text     string // in which the operations have their places
	uri, day string // of the work, where the file says it
}

// amender reads an amender of a text in any form.
func (d Desk) amender(base *act.Text, baseFile, file, id, day string) (amender, error) {
	b, err := os.ReadFile(file)
	a := amender{Amender: amend.Amender{ID: id}, text: string(b)}
	d.Lang = base.Lang
	switch {
	case err != nil:
	case isJSON(b):
		if a.Amender, err = amend.ParseJSON(trimmed(b)); err != nil {
			err = fmt.Errorf("%w: %w", ErrRefused, err)
		}
	case isAKN(b):
		err = d.akn(&a, b, base, baseFile, day)
	default:
		err = d.prose(&a, base, day)
	}
	return a, err
}

// prose reads the text of an amender by the grammar of its language.
func (d Desk) prose(a *amender, base *act.Text, day string) error {
	got, err := d.read(a.text, base)
	if err != nil {
		return err
	}
	if day == "" { // when it enters into force is then nobody's question
		got.Unparsed = slices.DeleteFunc(got.Unparsed, func(u prose.Unparsed) bool { return u.Reason == prose.Force })
	}
	if len(got.Unparsed) > 0 {
		var lines []string
		for _, u := range got.Unparsed {
			lines = append(lines, fmt.Sprintf("%s: not understood (%s)", placed(a.text, &u.Range), u.Reason))
		}
		return fmt.Errorf("%w: %s", ErrRefused, strings.Join(lines, "\n"))
	}
	if len(got.Operations) == 0 {
		return fmt.Errorf("%w: no instruction in the text", ErrRefused)
	}
	a.Operations = got.Operations
	return nil
}

// akn reads an amender of a text from Akoma Ntoso: its active modifications, else
// the prose of its body.
func (d Desk) akn(a *amender, b []byte, base *act.Text, baseFile, day string) error {
	doc, err := akn.Read(b)
	if err != nil {
		return err
	}
	a.uri, a.day = doc.Work.URI, doc.Work.Date
	var uris []string
	if of, err := os.ReadFile(baseFile); err == nil && isAKN(of) {
		about, i, err := readAKN(of, base.Lang)
		if err != nil {
			return err
		}
		uris = modify.URIs(about, i)
	}
	got := modify.Operations(doc, base, uris...)
	if len(got.Problems) > 0 {
		return fmt.Errorf("%w: %s", ErrRefused, modify.Lines(got.Problems))
	}
	if len(got.Operations) > 0 {
		for i, at := range got.At {
			got.Operations[i].Source = modify.LineOf(a.text, at.Line)
		}
		a.Operations = got.Operations
		return nil
	}
	for _, e := range doc.Expressions {
		if e.Text.Lang != base.Lang {
			continue
		}
		text, problems := modify.Prose(doc, e.Text)
		if len(problems) > 0 {
			return fmt.Errorf("%w: %s", ErrRefused, modify.Lines(problems))
		}
		a.text = text
		return d.prose(a, base, day)
	}
	return fmt.Errorf("%w: no text in language %s", ErrRefused, base.Lang)
}

// placed is an instruction with its line, shortened for people.
func placed(text string, at *amend.Range) string {
	if at == nil {
		return "operation"
	}
	line := strings.Count(text[:at.From], "\n") + 1
	words := []rune(strings.Join(strings.Fields(text[at.From:at.To]), " "))
	if len(words) > 160 {
		words = append(words[:157], []rune("...")...)
	}
	return fmt.Sprintf("line %d: %s", line, string(words))
}
