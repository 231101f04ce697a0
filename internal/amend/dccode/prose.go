package dccode

import (
	"errors"
	"regexp"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

var (
	verb     = regexp.MustCompile(`\b(?:is|are) (?:further )?amended\b|\b(?:is|are) (?:hereby )?(?:repealed|struck|redesignated|added|deleted|renumbered|inserted)\b|\bto read as follows\b|\bby (?:striking|adding|inserting|repealing)\b`)
	opening  = regexp.MustCompile(`^(?:\((?:[0-9]+[A-Z]?|[a-z]{1,3}(?:-[0-9]+)?|[A-Z]{1,3})\) ?|[0-9]+[a-z]{0,2}(?:-[0-9]+)?\.? )+`)
	section  = regexp.MustCompile(`(?:[Aa]mendatory )?\b[Ss]ection ([0-9]+[A-Za-z]*(?:-[0-9]+(?:\.[0-9]+)?[A-Za-z]*)?)` + items)
	cite     = regexp.MustCompile(`D\.C\. (?:Official )?Code §+ ?([0-9][0-9A-Za-z.:-]*[0-9A-Za-z])` + items + `\)`)
	several  = regexp.MustCompile(`\bnew (?:subsections|paragraphs|subparagraphs|sub-subparagraphs) ((?:\([0-9A-Za-z-]+\)(?:, and |, | and )?)+) to read as follows: $`)
	label    = regexp.MustCompile(`\([0-9A-Za-z-]+\)`)
	ofAct    = regexp.MustCompile(`^,? of (?:the |An? |[A-Z])`)
	asFollow = regexp.MustCompile(`(?:to read as follows|the following [a-z -]+|the following): `)
)

// items are labels in brackets, as of one unit or of several: "(b)(2), (3), and (4)".
const items = `((?:\([0-9A-Za-z-]+\))*(?:(?:, and |, | and )\([0-9A-Za-z-]+\))*)`

// rewrite brings an instruction into the form that the grammar reads: the label
// of the instruction goes, the section is called by its number in the code, the
// new text stands in quotation marks. other says that the instruction takes
// something out of another law, which leaves this text as it is.
func rewrite(text, num string) (out string, other bool) {
	if at := opening.FindString(text); at != "" && verb.FindStringIndex(text[len(at):]) != nil {
		text = text[len(at):]
	}
	at := verb.FindStringIndex(text)
	if at == nil {
		return text, false
	}
	head, rest := text[:at[0]], text[at[0]:]
	m := section.FindStringSubmatchIndex(head)
	if m == nil {
		return quote(text, "", num), false
	}
	named, items := head[m[2]:m[3]], head[m[4]:m[5]]
	tail := head[m[1]:]
	switch c := cite.FindStringSubmatch(tail); {
	case c != nil:
		if c[2] != "" && items != "" && c[2] != items {
			return text, false
		}
		if items == "" {
			items = c[2]
		}
		if behind := tail[strings.Index(tail, c[0])+len(c[0]):]; strings.TrimRight(behind, " ,") != "" && !strings.HasPrefix(strings.ToLower(head[m[0]:]), "amendatory") {
			return text, false
		}
		head = head[:m[0]] + "Section " + c[1] + items + " "
	case strings.HasPrefix(tail, " of the District of Columbia Official Code"), strings.TrimSpace(tail) == "":
		full := named
		if !strings.Contains(named, "-") && strings.HasSuffix(num, "-"+named) {
			full = num
		}
		head = head[:m[0]] + "Section " + full + items + " "
	case ofAct.MatchString(tail):
		if strings.Contains(rest[:min(40, len(rest))], "repealed") {
			return "", true
		}
	}
	return quote(head+rest, named, num), false
}

// quote puts the new text of an instruction in quotation marks, where it has
// none: it goes to the end.
func quote(text, named, num string) string {
	at := asFollow.FindStringIndex(text)
	if at == nil {
		return text
	}
	body := payload(text[at[1]:], named, num)
	if body == "" || strings.ContainsRune(`"“'‘`, []rune(body)[0]) || strings.ContainsAny(body, "«»") || verb.MatchString(body) {
		return text
	}
	if m := several.FindStringSubmatch(text[:at[1]]); m != nil {
		body = apart(body, label.FindAllString(m[1], -1))
	}
	return text[:at[1]] + "«" + body + "»"
}

// apart puts the units that are announced on lines of their own. Each begins once, where
// something ended; otherwise the text stays as it is, and is refused as one unit.
func apart(body string, labels []string) string {
	out := body
	for _, l := range labels[min(1, len(labels)):] {
		at := regexp.MustCompile(`[.;:](?: and| or)? `+regexp.QuoteMeta(l)+` `).FindAllStringIndex(out, -1)
		if len(at) != 1 || strings.Count(out, " "+l+" ") != 1 {
			return body
		}
		i := at[0][1] - len(l) - 1
		out = strings.TrimRight(out[:i], " ") + "\n" + out[i:]
	}
	return out
}

// payload is new text without the full stop of the instruction behind it. A
// section carries its number in the code.
func payload(body, named, num string) string {
	body = strings.TrimSpace(body)
	if s, ok := strings.CutSuffix(body, " ."); ok {
		body = strings.TrimSpace(s)
	}
	if s, ok := strings.CutPrefix(body, named+" "); ok && named != "" {
		body = "Section " + num + ". " + s
	} else if s, ok := strings.CutPrefix(body, "Sec. "+named+". "); ok && named != "" {
		body = "Section " + num + ". " + s
	}
	return body
}

// fragments are the operations of a passage that is only new text: its verb
// stands in the lead-in, which the row does not have. The markup around the
// passage says what the lead-in said.
func fragments(markup string, section *act.Block) ([]amend.Operation, error) {
	e, err := parseXML(markup)
	if err != nil {
		return nil, errors.New("unparsed: no verb, and no markup around it")
	}
	var out []amend.Operation
	var walk func(e *element, place string)
	walk = func(e *element, place string) {
		if p := e.attrs["path"]; strings.HasPrefix(p, "§") {
			place = p
		}
		for _, k := range e.kids {
			if k.name != "replace" && k.name != "insert" || k.attrs["path"] == "" {
				walk(k, place)
				continue
			}
			o, why := placed(e.prose(), k, place, section)
			if why != nil {
				err = why
			}
			out = append(out, o)
		}
	}
	walk(e, "")
	if err == nil && out == nil {
		err = errors.New("unparsed: no verb, and no place in the markup around it")
	}
	return out, err
}

// placed is the operation that one element of markup says, of the text of the
// unit that holds it.
func placed(text string, k *element, place string, section *act.Block) (amend.Operation, error) {
	at := k.attrs["path"]
	if !strings.HasPrefix(at, "§") {
		at = place + "|" + at
	}
	parts := strings.Split(strings.TrimLeft(at, "§ "), "|")
	if parts[0] != section.Num {
		return amend.Operation{}, errors.New("unparsed: no verb, and a place in another section")
	}
	steps := []act.Step{{Name: act.NameSection, Num: section.Num}}
	for _, part := range parts[1:] {
		steps = append(steps, item(part))
	}
	o := amend.Operation{Kind: amend.Substitution}
	named := ""
	switch {
	case k.name == "insert":
		o.Kind = amend.Insertion
		for _, w := range []amend.Where{amend.After, amend.Before} {
			if beside := k.attrs[string(w)]; beside != "" {
				o.At, o.Anchor = w, &act.Address{Steps: append(steps[:len(steps):len(steps)], item(beside))}
			}
		}
	case len(steps) == 1:
		named, _, _ = strings.Cut(text, " ")
	}
	o.Targets = []act.Address{{Steps: steps}}
	o.Lines = []string{payload(text, named, section.Num)}
	return o, nil
}

func item(s string) act.Step { return act.Step{Name: act.NameItem, Num: strings.Trim(s, "()")} }
