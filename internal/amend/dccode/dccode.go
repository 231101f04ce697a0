// Package dccode reads the amendments of a US code that the council of the
// District of Columbia publishes with the code: one section before and after, the
// prose of the amendment, and the markup in which editors carried it out. The
// package applies the prose and compares.
package dccode

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
)

// A Row is one amendment of one section.
type Row struct {
	Section string   // "§2-281.06"
	Law     string   // the amending law
	Kind    string   // what the editors did: "replace", "find-replace", "none" …
	Prose   []string // the instructions, in order
	Markup  []string // the same with the editors' markup; may be absent
	Before  string   // the section as XML
	After   string
	Literal *bool // whether the prose says what the editors did; nil: not said
}

// ParseRow reads one line of a file of rows. Fields that it does not know are
// passed over; a text may stand where a list of texts can.
func ParseRow(line []byte) (Row, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return Row{}, fmt.Errorf("row: %w", err)
	}
	var r Row
	texts := func(name string) []string {
		var one string
		var list []string
		if json.Unmarshal(raw[name], &list) == nil {
			return list
		}
		if json.Unmarshal(raw[name], &one) == nil && one != "" {
			return []string{one}
		}
		return nil
	}
	text := func(name string) string {
		if list := texts(name); len(list) > 0 {
			return list[0]
		}
		return ""
	}
	r.Section, r.Law, r.Kind = text("section"), text("law"), text("kind")
	r.Before, r.After = text("before_xml"), text("after_xml")
	r.Markup = texts("instruction_xml")
	for _, name := range []string{"instruction_text", "instruction", "prose"} {
		if r.Prose = texts(name); len(r.Prose) > 0 {
			break
		}
	}
	var literal bool
	if json.Unmarshal(raw["literal"], &literal) == nil && string(raw["literal"]) != "null" {
		r.Literal = &literal
	}
	if r.Before == "" || r.After == "" || len(r.Prose)+len(r.Markup) == 0 {
		return Row{}, errors.New("row: before_xml, after_xml or the instruction is missing")
	}
	if len(r.Prose) == 0 {
		for _, m := range r.Markup {
			if e, err := parseXML(m); err == nil {
				r.Prose = append(r.Prose, e.prose())
			}
		}
	}
	return r, nil
}

// prose is the text of an instruction without the editors' markup.
func (e *element) prose() string {
	var b strings.Builder
	var walk func(*element)
	walk = func(e *element) {
		if slices.Contains([]string{"find-replace", "find", "insert", "repeal", "annotation"}, e.name) {
			return
		}
		b.WriteString(e.text)
		for _, k := range e.kids {
			walk(k)
			if slices.Contains([]string{"num", "heading", "text", "para"}, k.name) {
				b.WriteByte(' ')
			}
		}
	}
	walk(e)
	return strings.Join(strings.Fields(b.String()), " ")
}

// A Verdict is how applying the prose compares with what the editors did.
type Verdict string

// The verdicts.
const (
	Exact   Verdict = "exact"
	Flagged Verdict = "flagged" // not understood, or refused
	Wrong   Verdict = "wrong"   // another text, and nothing said
)

// An Outcome is the verdict on a row.
type Outcome struct {
	Verdict Verdict
	Reason  string // of what is not exact
	Differs string // why the prose does not yield what the editors did; "" if it does. Told from the row alone.
	Lead    bool   // the prose has no verb: its place and verb were taken from the markup around it
}

// Check applies the prose of a row to the section before and compares it with
// the section after.
func (r Row) Check() Outcome {
	o := Outcome{Differs: r.differs()}
	before, err := Text(r.Before)
	if err != nil {
		return Outcome{Verdict: Flagged, Reason: err.Error(), Differs: o.Differs}
	}
	want, err := Text(r.After)
	if err != nil {
		return Outcome{Verdict: Flagged, Reason: err.Error(), Differs: o.Differs}
	}
	ops, lead, err := r.operations(before.Root.Children[0])
	o.Lead = lead
	if err != nil {
		o.Verdict, o.Reason = Flagged, err.Error()
		return o
	}
	got, err := amend.Apply(before, amend.Amender{ID: "row", Operations: ops})
	if err != nil {
		o.Verdict, o.Reason = Flagged, err.Error()
		return o
	}
	if o.Reason = compare(got, want); o.Reason != "" {
		o.Verdict = Wrong
		return o
	}
	o.Verdict = Exact
	return o
}

var (
	found    = regexp.MustCompile(`(?s)<(?:\w+:)?find>(.*?)</(?:\w+:)?find>`)
	tags     = regexp.MustCompile(`<[^>]*>`)
	entities = strings.NewReplacer("&#167;", "§", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#xA7;", "§")
)

// differs says why the editors did something else than the prose says.
func (r Row) differs() string {
	if slices.ContainsFunc(r.Markup, func(m string) bool { return strings.Contains(m, "purported to") }) {
		return "the editors note that the prose purported to change something else"
	}
	prose := act.Fold(strings.Join(r.Prose, " "))
	for _, m := range r.Markup {
		for _, f := range found.FindAllStringSubmatch(m, -1) {
			words := entities.Replace(tags.ReplaceAllString(f[1], ""))
			if words != "" && !strings.Contains(prose, act.Fold(words)) {
				return fmt.Sprintf("the editors replaced %q, which the prose does not name", words)
			}
		}
	}
	switch {
	case r.Literal != nil && !*r.Literal:
		return "the row says that the prose does not yield it"
	}
	return ""
}

// operations are those of all the row's instructions.
func (r Row) operations(section *act.Block) (ops []amend.Operation, lead bool, err error) {
	for i, text := range r.Prose {
		markup := ""
		if i < len(r.Markup) {
			markup = r.Markup[i]
		}
		if !verb.MatchString(text) {
			o, err := fragments(markup, section)
			if err != nil {
				return nil, false, err
			}
			ops, lead = append(ops, o...), true
			continue
		}
		t, other := rewrite(text, section.Num)
		if other {
			continue
		}
		res := english.Parse(t, english.Options{Context: act.Address{Steps: []act.Step{{Name: act.NameSection, Num: section.Num}}}})
		if len(res.Unparsed) > 0 {
			return nil, lead, fmt.Errorf("unparsed (%s): %s", res.Unparsed[0].Reason, clip(res.Unparsed[0].Text))
		}
		ops = append(ops, res.Operations...)
	}
	return ops, lead, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:160]) + "…"
	}
	return s
}

// compare says where two texts differ, token by token; "" if nowhere.
func compare(got, want *act.Text) string {
	a, b := body(got.Root), body(want.Root)
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			from := max(0, i-4)
			return fmt.Sprintf("token %d: …%s / …%s", i, strings.Join(a[min(from, len(a)):min(i+6, len(a))], " "), strings.Join(b[min(from, len(b)):min(i+6, len(b))], " "))
		}
	}
	return ""
}

var (
	gone       = regexp.MustCompile(`\[(Repealed|Expired|Reserved|Omitted)\]`)
	correction = regexp.MustCompile(`\[[^\[\]]*\]`)
)

// body is the tokens of a text, without spaces and what editors put in brackets.
func body(b *act.Block) []string {
	var out []string
	add := func(s string) {
		s = correction.ReplaceAllString(gone.ReplaceAllString(act.Fold(s), "$1"), "")
		for _, t := range act.Tokens(s) {
			if t.Kind != act.TokenSpace && t.Kind != act.TokenHard {
				out = append(out, s[t.From:t.To])
			}
		}
	}
	b.Walk(func(c *act.Block) bool {
		switch {
		case c.Kind == act.KindAct:
			return true
		case c.Kind == act.KindSection:
			add(c.Num)
		default:
			add(c.Label)
		}
		add(c.Words.Text)
		for _, cell := range c.Cells {
			add(cell.Text)
		}
		return true
	})
	return out
}
