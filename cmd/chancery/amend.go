package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/drafting"
)

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
	d := e.desk("")
	f.Func("terms", "words of the organisation in all their forms", termsOf(&d))
	switch name {
	case "parse":
		base := f.String("base", "", "the text that is amended")
		if err := f.parse(args, 1, 1); err != nil {
			return err
		}
		d.Lang = act.Lang(*lang)
		return e.parsed(d, f.args[0], *base)
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
		d.Lang = act.Lang(*lang)
		m, err := d.Apply(f.args[0], f.args[1:], *day)
		if err != nil {
			return err
		}
		m.URI = *uri
		return e.made(m, *as)
	case "draft":
		if err := f.parse(args, 2, 2); err != nil {
			return err
		}
		d.Lang = act.Lang(*lang)
		prose, err := d.Draft(f.args[0], f.args[1])
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(e.out, prose)
		return err
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

// termsOf reads a file of terms for a desk.
func termsOf(d *drafting.Desk) func(string) error {
	return func(file string) (err error) {
		d.Terms, err = drafting.ReadTerms(file)
		return err
	}
}

// parsed prints what the prose of an amender asks for.
func (e *env) parsed(d drafting.Desk, file, base string) error {
	got, err := d.Parse(file, base)
	if err != nil {
		return err
	}
	out := json.NewEncoder(e.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(got)
}
