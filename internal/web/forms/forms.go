// Package forms holds the pages on which people give commands: what they may give,
// the form of each command, the answers to check, the receipt.
//
// It knows no command by name. The fields come from package form, what may be
// chosen from the reader's room, the words from the messages: the label of a field
// is label.NAME, or label.COMMAND.NAME where the same name means something else,
// and a word that is missing is shown as missing.
package forms

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// A Sheet is the form of a command as somebody has it before them.
type Sheet struct {
	*pages.Paper
	Form    *form.Form
	Values  form.Values
	Refused *council.Refusal // what is wrong with the values; nil: nothing, or not looked at
	Reasons []string         // the sentences of Refused, one for each fault
	Changed []Change         // what was recorded since the page was made
	Key     string           // of the order: the same form sent twice is carried out once
	Seen    int64            // the last entry that the page was made from; 0: none
	Options Options
	Back    bool // the actor was verified afresh since it was filled in
}

// A Change is an entry about a thing of the form that the reader has not seen.
type Change struct {
	Thing reading.Ref
	Mark  council.Mark
}

// Options are what may be chosen in the fields of a form.
type Options func(f *form.Field, path string) []Choices

// A Choices is some of what may be chosen, under a heading if there is one.
type Choices struct {
	Name string
	List []Option
}

// An Option is one thing that may be chosen.
type Option struct {
	Value string
	Text  string
}

// Title is what the command is called.
func (s *Sheet) Title() string { return Title(s.Paper, s.Form.Command) }

// Title is what a command is called.
func Title(p *pages.Paper, command string) string { return p.Say("command." + command) }

// action is the address of the form.
func (s *Sheet) action() string { return s.To("do", s.Form.Command) }

// label is what a field is called.
func (s *Sheet) label(f *form.Field, path string) string {
	name := f.Name
	if name == "" { // what a list holds is called as the list
		name = listOf(path)
	}
	if key := "label." + s.Form.Command + "." + name; s.Has(key) {
		return s.Say(key)
	}
	return s.Say("label." + name)
}

// listOf is the name of the list that a path ends in, or of the keys or values of
// pairs.
func listOf(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), func(p string) bool { _, err := strconv.Atoi(p); return err == nil })
	name := parts[len(parts)-1]
	if n := len(parts); n > 1 && (name == "key" || name == "value") {
		return parts[n-2] + "." + name
	}
	return name
}

// optional is the label of a field, and that it may be left empty.
func (s *Sheet) optional(f *form.Field, path string) string {
	if last := path[strings.LastIndexByte(path, '.')+1:]; f.Name == "" {
		if _, err := strconv.Atoi(last); err == nil {
			return s.label(f, path) + " " + last
		}
		return s.label(f, path)
	}
	if f.Need {
		return s.label(f, path)
	}
	return s.Say("do.optional", "label", s.label(f, path))
}

// hint says how a field is filled, if that is not plain.
func (s *Sheet) hint(f *form.Field) string {
	for _, key := range []string{"hint." + s.Form.Command + "." + f.Name, "hint." + f.Name, "hint.kind." + string(f.Kind)} {
		if s.Has(key) {
			return s.Say(key)
		}
	}
	return ""
}

// fault says what is wrong with a field, if anything is.
func (s *Sheet) fault(path string) string {
	if s.Refused == nil {
		return ""
	}
	for i, f := range s.Refused.Faults {
		if s.Form.Locate(f.Field, s.Values) == path {
			return s.said(i)
		}
	}
	return ""
}

// said is the sentence of a fault: in the words of the form where the form knows
// better what was wanted, else in those of the council.
func (s *Sheet) said(i int) string {
	f := s.Refused.Faults[i]
	path := s.Form.Locate(f.Field, s.Values)
	x, ok := s.Form.At(path)
	if !ok {
		return s.Reasons[i]
	}
	label := s.full(path)
	switch {
	case f.Code == council.CodeMissing, f.Code == council.CodeChoice && s.Values[path] == "":
		return s.Say("do.fault.missing", "field", label)
	case f.Code == council.CodeNoSuch && s.Values[path] == "":
		return s.Say("do.fault.missing", "field", label)
	case f.Code == council.CodeChoice:
		return s.Say("do.fault.choice", "field", label)
	case f.Code == council.CodeForm && s.Has("do.fault."+string(x.Kind)):
		return s.Say("do.fault."+string(x.Kind), "field", label)
	}
	return strings.Replace(s.Reasons[i], f.Field, label, 1)
}

// full is the label of a field with the rows that it stands in: "Participants 2,
// Name".
func (s *Sheet) full(path string) string {
	var parts []string
	at := ""
	for p := range strings.SplitSeq(path, ".") {
		if at != "" {
			at += "."
		}
		at += p
		x, ok := s.Form.At(at)
		if !ok {
			break
		}
		if _, err := strconv.Atoi(p); err == nil && len(parts) > 0 {
			parts[len(parts)-1] += " " + p
			continue
		}
		if x.Kind == form.Wording && len(parts) > 0 && words.Lang(p).Valid() && x.Name != p {
			break
		}
		if p == "key" || p == "value" {
			continue
		}
		parts = append(parts, s.label(x, at))
	}
	return strings.Join(parts, ", ")
}

// Faults is the summary of what is wrong, each leading to its field.
func (s *Sheet) Faults() []pages.Fault {
	if s.Refused == nil {
		return nil
	}
	var all []pages.Fault
	for i, f := range s.Refused.Faults {
		all = append(all, pages.Fault{Field: s.anchor(s.Form.Locate(f.Field, s.Values)), Text: s.said(i)})
	}
	for _, more := range s.Reasons[len(s.Refused.Faults):] {
		all = append(all, pages.Fault{Field: "form", Text: more})
	}
	return all
}

// anchor is the id of the element that takes the value of a field.
func (s *Sheet) anchor(path string) string {
	f, ok := s.Form.At(path)
	if !ok {
		return "form"
	}
	if _, lang := s.Form.At(path + "." + string(s.langs(path)[0])); f.Kind == form.Wording && lang {
		return path + "." + string(s.langs(path)[0])
	}
	return path
}

// langs are the languages that a wording is asked for in: those of the
// organisation, that of the page, and those that it has already.
func (s *Sheet) langs(path string) []words.Lang {
	ls := slices.Clone(s.Org.Languages)
	if !slices.Contains(ls, s.Lang()) {
		ls = append(ls, s.Lang())
	}
	for name := range s.Values {
		if rest, ok := strings.CutPrefix(name, path+"."); ok && words.Lang(rest).Valid() && !slices.Contains(ls, words.Lang(rest)) {
			ls = append(ls, words.Lang(rest))
		}
	}
	slices.Sort(ls[len(s.Org.Languages):])
	return ls
}

// option is what a value of a choice is called.
func (s *Sheet) option(f *form.Field, path, value string) string {
	name := f.Name
	if name == "" {
		name = strings.Split(path, ".")[0]
	}
	return Word(s.Paper, name, value)
}

// Word is what a value of a choice is called.
func Word(p *pages.Paper, field, value string) string {
	if value == "" {
		value = "none"
	}
	for _, key := range []string{"choice." + field + "." + value, field + "." + value, "command." + value} {
		if p.Has(key) {
			return p.Say(key)
		}
	}
	return p.Say("choice." + value)
}

// rows is how many rows of a list are shown: what there is, and one for a list that
// may not be empty.
func (s *Sheet) rows(f *form.Field, path string) int {
	n := s.Values.Rows(path)
	if n == 0 && f.Need {
		return 1
	}
	return n
}

// folded reports whether a group is shown closed: nobody needs it, and nothing in
// it was typed or is wrong.
func (s *Sheet) folded(f *form.Field, path string) bool {
	if f.Need {
		return false
	}
	for name, v := range s.Values {
		if strings.HasPrefix(name, path+".") && v != "" {
			return false
		}
	}
	if s.Refused != nil {
		for _, x := range s.Refused.Faults {
			if strings.HasPrefix(s.Form.Locate(x.Field, s.Values)+".", path+".") {
				return false
			}
		}
	}
	return true
}

func at(path, name string) string { return path + "." + name }

func num(n int) string { return strconv.Itoa(n) }

// lastLang is the language that a path ends in.
func lastLang(path string) words.Lang {
	return words.Lang(path[strings.LastIndexByte(path, '.')+1:])
}
