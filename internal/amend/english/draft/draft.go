// Package draft writes English prose for operations, in the forms of the table
// that reads it.
package draft

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/english/form"
)

// The forms of the table in which prose is written.
const (
	formSubstitute = "<T> $be [ deleted and ] [ hereby ] replaced|substituted by|with [! the following ] [ new ] [ text|wording ] [ <K> ] $reading <P>"
	formSwap       = "$old [ in|of <T> ] [ <C> ] $be replaced|substituted by|with <N> [ <C> ] [ in <T> ] [ <C> ] [ <G> ]"
	formSwapEnd    = "<O> at the end [ of <T> ] $be replaced|substituted by|with <N>"
	formThroughout = "$old [ in|of <T> ] $be replaced|substituted by|with <N> [ in <T> ] <W> [ <G> ]"
	formAppend     = "<N> $be added|inserted $end [ of|to <T> ]"
	formBeforeMark = "<N> $be added|inserted before <F> [ of <T> ]"
	formAfter      = "<N> $be inserted|added [ in <T> ] after $old [ in|of <T> ] [ <C> ]"
	formBefore     = "<N> $be inserted|added [ in <T> ] before $old [ in|of <T> ] [ <C> ]"
	formCutEnd     = "<O> $end [ of <T> ] $be deleted|omitted|struck|stricken|removed [ out ]"
	formCut        = "[ <C> [ in <T> ] [ , ] ] $old [ in|of <T> ] [ <C> ] $be deleted|omitted|struck|stricken|removed [ out ] [ in <T> ] [ <C> ] [ <W> ]"
	formRemove     = "<T> $be deleted|omitted|struck|stricken|removed [ out ]"
	formRepeal     = "<T> $be repealed"
	formAdd        = "$new $be added|appended [ $end ] [ { to / in / of / under } <T> ] [ $end ] $reading <P>"
	formInsert     = "$new $be inserted [ { to / in / into } <T> ] $reading <P>"
	formInsertFrom = "$new $be inserted|added { after / following / immediately after } <U> $reading <P>"
	formInsertTo   = "$new $be inserted|added [ { to / in } <T> ] { before / immediately before } <U> $reading <P>"
	formRenumber   = "{ <T> / the existing <T> / the current <T> / the former <T> } $be renumbered|redesignated|relettered [ as ] <R>"
	formRest       = "the [ existing ] subsequent|following|remaining <X> $be renumbered|redesignated|relettered accordingly"
	formSuspend    = "[! the application of ] <T> $be suspended"
	formExtend     = "the [ period of ] application of <T> $be extended|prolonged until <D>"
	formRestore    = "the suspension of <T> $be lifted|ended|terminated"
	formUntil      = "[! the application of ] <T> $be suspended until <D>"
)

// Draft writes prose for operations, one instruction a line and new text under
// it, that Parse reads as the same operations. The error says which operation no
// instruction of the table says.
func Draft(ops []amend.Operation) (string, error) {
	d := &drafter{}
	ops = slices.Clone(ops)
	for i := range ops {
		called(&ops[i])
	}
	for i := range ops {
		line, err := d.operation(&ops[i])
		if err != nil {
			return "", fmt.Errorf("operation %d: %w", i+1, err)
		}
		d.out.WriteString(line + "\n")
	}
	got := english.Parse(d.out.String(), english.Options{})
	if len(got.Unparsed) > 0 || len(got.Operations) != len(ops) {
		return "", errors.New("prose that reads as something else")
	}
	for i := range ops {
		if !Same(&got.Operations[i], &ops[i]) {
			return "", fmt.Errorf("operation %d: prose that reads as something else", i+1)
		}
	}
	return d.out.String(), nil
}

// Same compares operations but for where they were said, when they apply and
// what they expect, which prose of this kind does not say.
func Same(a, b *amend.Operation) bool {
	plain := func(o *amend.Operation) string {
		n := *o
		n.Source, n.Force, n.Expect = nil, nil, nil
		return string(amend.Amender{Operations: []amend.Operation{n}}.JSON())
	}
	return plain(a) == plain(b)
}

var ordinalWords = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}

// numeric says whether a word begins with a digit.
func numeric(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

type drafter struct{ out strings.Builder }

var errNoForm = errors.New("no instruction says it")

func (d *drafter) operation(o *amend.Operation) (string, error) {
	target, many, err := targets(o.Targets)
	if err != nil {
		return "", err
	}
	slots := map[byte]string{'T': target}
	switch o.Kind {
	case amend.Substitution, amend.Replacement:
		if target == "" {
			slots['T'] = "the act"
		}
		slots['P'] = payload(o.Lines)
		if o.Kind == amend.Replacement {
			last := o.Targets[0].Steps[len(o.Targets[0].Steps)-1]
			slots['K'] = "the following " + word(last.Name) + "s"
		}
		return say(formSubstitute, slots, many), nil
	case amend.Removal:
		return say(formRemove, slots, many) + ".", nil
	case amend.Repeal:
		return say(formRepeal, slots, many) + ".", nil
	case amend.Suspension:
		if o.Until == "" {
			return say(formSuspend, slots, many) + ".", nil
		}
		slots['D'] = date(o.Until)
		return say(formUntil, slots, many) + ".", nil
	case amend.Restoration:
		return say(formRestore, slots, false) + ".", nil
	case amend.Extension:
		slots['D'] = date(o.Until)
		return say(formExtend, slots, false) + ".", nil
	case amend.Insertion:
		return insertion(o, slots)
	case amend.Renumbering:
		return renumbering(o, slots, many)
	case amend.TextSubstitution, amend.TextInsertion, amend.TextDeletion:
		return wording(o, slots)
	}
	return "", errNoForm
}

// wording writes an operation on words.
func wording(o *amend.Operation, slots map[byte]string) (string, error) {
	slots['O'], slots['N'] = "the words "+quotation(o.Old), "the words "+quotation(o.New)
	if c := counted(o); c != "" {
		slots['C'] = c
	}
	if slots['T'] == "" {
		delete(slots, 'T')
	}
	line := ""
	switch {
	case len(o.Forms) > 1:
		one := o.Forms[len(o.Forms)-1]
		slots['O'], slots['N'] = quotation(one.Old), quotation(one.New)
		slots['W'], slots['G'] = "throughout the text", "with any necessary grammatical adjustments"
		line = formThroughout
	case o.Kind == amend.TextSubstitution && wide(o):
		slots['W'] = "throughout the text"
		if len(o.Targets) == 2 {
			slots['W'] = "in the title and throughout the text"
		}
		delete(slots, 'C')
		delete(slots, 'T')
		line = formThroughout
	case o.At == amend.End && o.Kind == amend.TextInsertion && o.Old != "":
		slots['F'] = map[string]string{".": "the full stop at the end", ";": "the semicolon at the end"}[o.Old]
		line = formBeforeMark
	case o.At == amend.End:
		line = map[amend.Kind]string{amend.TextSubstitution: formSwapEnd, amend.TextInsertion: formAppend, amend.TextDeletion: formCutEnd}[o.Kind]
	case o.Kind == amend.TextInsertion:
		line = map[amend.Where]string{amend.After: formAfter, amend.Before: formBefore}[o.At]
	default:
		line = map[amend.Kind]string{amend.TextSubstitution: formSwap, amend.TextDeletion: formCut}[o.Kind]
	}
	return say(line, slots, len(o.Forms) == 0) + ".", nil
}

// wide says whether words are replaced in the whole act.
func wide(o *amend.Operation) bool {
	return o.All && len(o.Targets[0].Steps) == 0
}

func counted(o *amend.Operation) string {
	switch {
	case o.All:
		return "wherever they occur"
	case o.Count == 2:
		return "in both places where they occur"
	case o.Count > 2 && o.Count < 7:
		return "in all " + []string{"three", "four", "five", "six"}[o.Count-3] + " places where they occur"
	}
	return ""
}

// insertion writes what is added, and where.
func insertion(o *amend.Operation, slots map[byte]string) (string, error) {
	slots['P'] = payload(o.Lines)
	k := "the following"
	if n := len(o.Named); n > 0 {
		name := word(o.Named[0].Name)
		var nums []string
		for _, s := range o.Named {
			if s.Num != "" {
				nums = append(nums, label(s))
			}
		}
		tops, err := act.ParseBlocks(o.Lines, act.English)
		switch {
		case err != nil:
			return "", err
		case o.Named[0].Name == act.NameLine:
			name = "subparagraph"
			if o.Named[0].Ordinal > 0 && o.Named[0].Ordinal < len(ordinalWords) {
				k += " " + ordinalWords[o.Named[0].Ordinal]
			}
			n = len(tops)
		case o.Named[0].Name == act.NameRow:
			n = len(tops[0].Children)
		}
		if n > 1 {
			name = plurals(name)
		}
		k += " " + name
		if len(nums) > 0 {
			k += " " + listed(nums)
		}
	}
	slots['K'] = k
	many := len(o.Named) > 1
	if slots['T'] == "" {
		delete(slots, 'T')
	}
	switch o.At {
	case amend.After, amend.Before:
		at, _, err := targets([]act.Address{*o.Anchor})
		if err != nil {
			return "", err
		}
		slots['U'] = at
		delete(slots, 'T')
		if o.At == amend.Before {
			return say(formInsertTo, slots, many), nil
		}
		return say(formInsertFrom, slots, many), nil
	case amend.End:
		return say(formAdd, slots, many), nil
	}
	if len(o.Named) > 0 && (o.Named[0].Name == act.NameSentence || o.Named[0].Name == act.NameLine && o.Named[0].Ordinal == 0) {
		return say(formAdd, slots, many), nil
	}
	return say(formInsert, slots, many), nil
}

func renumbering(o *amend.Operation, slots map[byte]string, many bool) (string, error) {
	steps := o.Targets[0].Steps
	if len(steps) == 0 {
		return "", errNoForm
	}
	last := steps[len(steps)-1]
	if o.Shift != 0 {
		return say(formRest, map[byte]string{'X': plurals(word(last.Name))}, true) + ".", nil
	}
	name := word(last.Name)
	if many {
		name = plurals(name)
	}
	var nums []string
	for _, n := range o.Numbers {
		nums = append(nums, label(act.Step{Name: last.Name, Num: n}))
	}
	slots['R'] = "as " + name + " " + listed(nums)
	return strings.Replace(say(formRenumber, slots, many), "as as", "as", 1) + ".", nil
}

// targets writes addresses, the innermost part first.
func targets(list []act.Address) (text string, many bool, err error) {
	var out []string
	for _, a := range list {
		s, err := address(a)
		if err != nil {
			return "", false, err
		}
		out = append(out, s)
	}
	return listed(out), len(out) > 1, nil
}

func address(a act.Address) (string, error) {
	if a.ID != "" {
		return "", errors.New("a target known by its id alone")
	}
	var parts []string
	for _, s := range slices.Backward(a.Steps) {
		p, err := part(s)
		if err != nil {
			return "", err
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, " of "), nil
}

func part(s act.Step) (string, error) {
	w := word(s.Name)
	switch {
	case w == "":
		return "", errNoForm
	case s.Name == act.NameColumn && s.Ordinal > 0:
		return fmt.Sprintf("column %d", s.Ordinal), nil
	case s.Ordinal == -1:
		return "the last " + w, nil
	case s.Ordinal >= len(ordinalWords):
		return "", errNoForm
	case s.Ordinal > 0:
		return "the " + ordinalWords[s.Ordinal] + " " + w, nil
	case s.Num == "" && (s.Name == act.NameHeading || s.Name == act.NameTitle || s.Name == act.NamePreamble || s.Name == act.NameIntro || s.Name == act.NameTable):
		return "the " + w, nil
	case s.Name == act.NameColumn:
		return "the column headed " + quotation(s.Num), nil
	case s.Name == act.NameRow && !numeric(s.Num):
		return "the row " + quotation(s.Num), nil
	}
	return strings.TrimSpace(w + " " + label(s)), nil
}

// word is how a name is written.
func word(n act.Name) string {
	switch n {
	case act.NameIntro:
		return "introductory wording"
	case act.NameHeading, act.NameTitle, act.NamePreamble, act.NameTable:
		return string(n)
	case act.NameArticle, act.NameChapter, act.NameAnnex:
		return strings.ToUpper(string(n[:1])) + string(n[1:])
	case act.NameLine, act.NamePart:
		return ""
	}
	return string(n)
}

func plurals(word string) string {
	switch word {
	case "Annex":
		return "Annexes"
	case "entry":
		return "entries"
	}
	return word + "s"
}

// label writes a number as its unit's label shows it.
func label(s act.Step) string {
	switch s.Name {
	case act.NameArticle, act.NameSection, act.NameRule, act.NameChapter, act.NameAnnex, act.NameRow:
		return s.Num
	}
	if numeric(s.Num) && s.Name == act.NameParagraph {
		return s.Num
	}
	return "(" + s.Num + ")"
}

func listed(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// quotation puts words in marks that they do not hold.
func quotation(s string) string {
	for _, m := range []string{"“”", "‘’", "«»"} {
		if !strings.ContainsAny(s, m+"\"") {
			r := []rune(m)
			return string(r[0]) + s + string(r[1])
		}
	}
	return "“" + s + "”"
}

func payload(lines []string) string { return "\n" + quotation(strings.Join(lines, "\n")) }

func date(day string) string {
	months := strings.Fields("January February March April May June July August September October November December")
	var y, m, d int
	if n, err := fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d); n != 3 || err != nil || m < 1 || m > 12 {
		return day
	}
	return fmt.Sprintf("%d %s %d", d, months[m-1], y)
}

// say fills the slots of a form of the table.
func say(line string, slots map[byte]string, many bool) string {
	return form.Write(form.Expand(line), slots, many)
}
