package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/differ"
	"chancery.example/chancery/internal/amend/english/draft"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/amend/terms"
	"chancery.example/chancery/internal/wording/reader"
)

// errRefused is an amendment that cannot be applied as it is written.
var errRefused = errors.New("refused")

const amendHelp = `Amend reads amending acts and applies them. Texts are JSON as chancery writes it, plain
text as doc/plaintext.md describes it (a title, then one block a line), or Akoma Ntoso;
of a file with several texts -lang chooses one. Amenders may have each of these forms: of
Akoma Ntoso the active modifications are applied, and where there are none the body is
read as plain text.

Parse prints what an amending text asks for as JSON: "operations", each with its place
in the text in bytes, and "unparsed", the passages that ask for a change and were not
understood. With -base a number whose superscript was lost (521 for 52¹) and a range
are read by the text that is amended.

Apply prints BASE as it reads once the amenders are applied in the order given, each to
what the one before left; with -at only what is in force on that day. The language is
told by the text, or by -lang. If one instruction cannot be carried out exactly as it is
written, or was not understood, nothing is printed, standard error says which
instruction, where and why, and the exit status is 9. With -as json or akn the text is
printed in that form. For akn what else stands in a BASE in Akoma Ntoso is kept; any
other BASE becomes a file of the work -uri, such as /akn/kg/act/2003-05-12/7, which says
country, kind, day and number. An amender that is Akoma Ntoso itself is named in the file
with what it changed.

Draft prints the prose of an amending text that makes AFTER of BEFORE; it was read back
and applied before it is printed.

With -terms FILE the words of an organisation are known in all their forms, which a
substitution "in the corresponding case" needs: a term a line, six forms of one and six
of many, apart by ";" (doc/plaintext.md).

Test reads rows of a US code, one JSON object a line with before_xml, instruction_text
and after_xml, applies each instruction and compares the text that results, token by
token and without editors' notes. It prints one line for every row that is not exact and
the counts; the exit status is 8 if a text came out wrong and nothing was said.

    chancery amend parse -lang ru -base statute.txt decision.txt
    chancery amend apply statute.txt decision.txt > consolidated.txt
    chancery amend apply -at 2027-01-01 statute.txt first.txt second.txt
    chancery amend draft -lang ru before.txt after.txt`

func amendCmd() command {
	return command{
		name: "amend", usage: "parse -lang ru|en [-base FILE] [-terms FILE] FILE | apply [-lang ru|en] [-terms FILE] [-at YYYY-MM-DD] [-as text|json|akn] [-uri URI] BASE AMENDER... | draft [-lang ru|en] [-terms FILE] BEFORE AFTER | test FILE.jsonl",
		help: amendHelp,
		run: func(_ context.Context, e *env, args []string) error {
			if len(args) == 0 {
				return errUsage
			}
			return e.amend(args[0], args[1:])
		},
	}
}

// amend runs one of the subcommands.
func (e *env) amend(name string, args []string) error {
	f := newFlags()
	lang := f.String("lang", "", "ru or en")
	var known terms.Base
	f.Func("terms", "words of the organisation in all their forms", termsOf(&known))
	switch name {
	case "parse":
		base := f.String("base", "", "the text that is amended")
		if err := f.parse(args, 1, 1); err != nil {
			return err
		}
		return e.amendParse(f.args[0], *base, act.Lang(*lang), known)
	case "apply":
		day := f.String("at", "", "day of which the text is wanted")
		as := f.String("as", "text", "text, json or akn")
		uri := f.String("uri", "", "address of the work, for -as akn of a text that has none")
		if err := f.parse(args, 2, -1); err != nil {
			return err
		}
		if !slices.Contains([]string{"text", "json", "akn"}, *as) {
			return fmt.Errorf("%w: -as %s is neither text, json nor akn", errUsage, *as)
		}
		if _, err := time.Parse(time.DateOnly, *day); *day != "" && err != nil {
			return fmt.Errorf("%w: -at %s is not a day", errUsage, *day)
		}
		return e.amendApply(f.args[0], f.args[1:], act.Lang(*lang), *as, made{uri: *uri, day: *day}, known)
	case "draft":
		if err := f.parse(args, 2, 2); err != nil {
			return err
		}
		return e.amendDraft(f.args[0], f.args[1], act.Lang(*lang), known)
	case "test":
		if err := f.parse(args, 1, 1); err != nil {
			return err
		}
		return e.amendTest(f.args[0])
	case "-h", "-help", "--help":
		return f.parse([]string{"-h"}, 0, 0)
	}
	return fmt.Errorf("%w: there is no %q", errUsage, name)
}

// termsOf reads a file of terms into known.
func termsOf(known *terms.Base) func(string) error {
	return func(file string) error {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if *known, err = terms.Parse(string(b)); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		return nil
	}
}

// amendDraft prints prose for the difference of two texts.
func (e *env) amendDraft(beforeFile, afterFile string, lang act.Lang, known terms.Base) error {
	before, err := readText(beforeFile, lang)
	if err != nil {
		return err
	}
	after, err := readText(afterFile, before.Lang)
	if err != nil {
		return err
	}
	ops, err := differ.Operations(before, after)
	if err != nil {
		return err
	}
	if len(ops) == 0 {
		return errors.New("the texts are the same")
	}
	prose := ""
	if before.Lang == act.Russian {
		prose, err = russian.New(known).Draft(before, ops)
	} else {
		prose, err = draft.Tried(before, after, ops)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(e.out, prose)
	return err
}

// readText reads a text in any of its forms.
func readText(file string, lang act.Lang) (*act.Text, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var t *act.Text
	switch {
	case isJSON(b):
		t, err = act.ParseJSON(trimmed(b))
	case isAKN(b):
		d, i, wrong := readAKN(b, lang)
		if err = wrong; err == nil {
			t = d.Expressions[i].Text
		}
	default:
		if lang, err = language(string(b), lang); err == nil {
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
func language(text string, asked act.Lang) (act.Lang, error) {
	if asked == act.Russian || asked == act.English {
		return asked, nil
	}
	if asked != "" {
		return "", fmt.Errorf("%w: -lang %s is neither ru nor en", errUsage, asked)
	}
	return reader.Language(text), nil
}

// parseProse reads amending prose by the grammar of its language.
func parseProse(text string, base *act.Text, lang act.Lang, known terms.Base) (prose.Result, error) {
	if len(text) > act.MaxBytes {
		return prose.Result{}, fmt.Errorf("%d bytes, at most %d", len(text), act.MaxBytes)
	}
	return reader.With(known).Parse(text, base, lang), nil
}

func (e *env) amendParse(file, baseFile string, lang act.Lang, known terms.Base) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if lang, err = language(string(b), lang); err != nil {
		return err
	}
	var base *act.Text
	if baseFile != "" {
		if base, err = readText(baseFile, lang); err != nil {
			return err
		}
	}
	got, err := parseProse(string(b), base, lang, known)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if got.Operations == nil {
		got.Operations = []amend.Operation{}
	}
	if got.Unparsed == nil {
		got.Unparsed = []prose.Unparsed{}
	}
	out := json.NewEncoder(e.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(got)
}

func (e *env) amendApply(baseFile string, files []string, lang act.Lang, as string, m made, known terms.Base) error {
	text, err := readText(baseFile, lang)
	if err != nil {
		return err
	}
	for i, file := range files {
		var a amender
		if text, a, err = applyFile(text, baseFile, file, fmt.Sprint("amender-", i+1), m.day, known); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		m.by = append(m.by, a)
	}
	return e.printText(text, baseFile, lang, as, m)
}

// applyFile applies one amender; any instruction that was not understood refuses
// the whole of it.
func applyFile(base *act.Text, baseFile, file, id, day string, known terms.Base) (*act.Text, amender, error) {
	a, err := readAmender(base, baseFile, file, id, day, known)
	if err != nil {
		return nil, a, err
	}
	if day != "" {
		a.Operations = amend.InForce(a.Operations, day)
	}
	text, err := amend.Apply(base, a.Amender)
	if f, ok := errors.AsType[*amend.Refusal](err); ok {
		return nil, a, fmt.Errorf("%w: %s: %w", errRefused, placed(a.text, f.Source), f)
	}
	return text, a, err
}

// An amender is what a file of one says.
type amender struct {
	amend.Amender
	text     string // in which the operations have their places
	uri, day string // of the work, where the file says it
}

// readAmender reads an amender of a text in any form.
func readAmender(base *act.Text, baseFile, file, id, day string, known terms.Base) (amender, error) {
	b, err := os.ReadFile(file)
	a := amender{Amender: amend.Amender{ID: id}, text: string(b)}
	switch {
	case err != nil:
	case isJSON(b):
		if a.Amender, err = amend.ParseJSON(trimmed(b)); err != nil {
			err = fmt.Errorf("%w: %w", errRefused, err)
		}
	case isAKN(b):
		err = a.akn(b, base, baseFile, day, known)
	default:
		err = a.prose(base, day, known)
	}
	return a, err
}

// prose reads the text of an amender by the grammar of its language.
func (a *amender) prose(base *act.Text, day string, known terms.Base) error {
	got, err := parseProse(a.text, base, base.Lang, known)
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
		return fmt.Errorf("%w: %s", errRefused, strings.Join(lines, "\n"))
	}
	if len(got.Operations) == 0 {
		return fmt.Errorf("%w: no instruction in the text", errRefused)
	}
	a.Operations = got.Operations
	return nil
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
