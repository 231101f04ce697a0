package council

import (
	"errors"
	"iter"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/words"
)

// An Amendment is what a decision does to the text of an act in one language, as
// operations. Whether they fit the text is no condition of recording them: it is
// found out whenever the text is made.
type Amendment struct {
	Decision   ID                `json:"decision"`
	Act        ID                `json:"act"` // one that the decision amends
	Lang       words.Lang        `json:"lang"`
	Text       ID                `json:"text,omitempty"` // deposited beside the decision, from which the operations were read; their Source is in it
	Operations []amend.Operation `json:"operations,omitempty"`
	Exceptions []Exception       `json:"exceptions,omitempty"`
	Changes    []Change          `json:"changes,omitempty"`
	Repeals    []ID              `json:"repeals,omitempty"` // decisions that amend the act, or the act itself
	After      []ID              `json:"after,omitempty"`   // decisions with effect on the same day that go first
	Evidence   Evidence          `json:"evidence,omitzero"`
}

// An Exception gives some operations a force of their own.
type Exception struct {
	Operations []int `json:"operations"` // places among the operations, from 1
	Force      Force `json:"force"`
}

// A Change amends what another decision does to the same act, as far as that was
// not applied before.
type Change struct {
	Amender   ID                `json:"amender"`             // the other decision
	Operation int               `json:"operation,omitempty"` // from 1; 0: the force of the whole
	Now       []amend.Operation `json:"now,omitempty"`       // in its place; none: it goes, unless Force says that only its force changes
	Force     *Force            `json:"force,omitempty"`
	Corrects  bool              `json:"corrects,omitempty"` // a corrigendum: as if it had been so from the beginning
}

// The limits of one amendment.
const (
	MaxOperations     = 5000
	MaxAmendmentBytes = MaxText - 8<<10 // of its JSON form
)

// Noun returns NounAmendment.
func (*Amendment) Noun() Noun { return NounAmendment }

// Of returns the decision, the act, the text, and the decisions that it names.
func (f *Amendment) Of() []ID {
	ids := some(f.Decision, f.Act, f.Text)
	for _, x := range f.Changes {
		ids = append(ids, x.Amender)
	}
	return append(append(ids, f.Repeals...), f.After...)
}

func (f *Amendment) check(c *check) {
	decision := c.ref("decision", f.Decision, NounDecision)
	if c.ref("act", f.Act, NounAct); decision != nil && !slices.Contains(decision.Facts.(*Decision).Amends, f.Act) {
		c.fault(CodeForm, "act", "the decision does not amend it")
	}
	if !f.Lang.Valid() {
		c.fault(CodeForm, "lang", "want a language code like ru, found "+strconv.Quote(string(f.Lang)))
	}
	size := f.checkText(c)
	if len(f.Operations)+len(f.Changes)+len(f.Repeals) == 0 {
		if f.Text == "" {
			c.fault(CodeMissing, "text", "") // or the operations
		} else {
			c.fault(CodeForm, "text", "no operations were read from it")
		}
	}
	c.operations("operations", f.Operations, size)
	f.checkExceptions(c)
	f.checkChanges(c)
	for i, id := range f.Repeals {
		at := "repeals." + strconv.Itoa(i+1)
		if t := c.ref(at, id, NounAct, NounDecision); t != nil && id != f.Act {
			f.amender(c, at, id)
		}
	}
	for i, id := range f.After {
		f.amender(c, "after."+strconv.Itoa(i+1), id)
	}
	if b, err := marshal(f); err == nil && len(b) > MaxAmendmentBytes {
		c.fault(CodeRange, "operations", "at most "+strconv.Itoa(MaxAmendmentBytes)+" bytes, found "+strconv.Itoa(len(b)))
	}
	f.checkOnce(c)
	c.evidence("evidence", f.Evidence)
}

// checkText returns the size of the text that the operations were read from, or -1
// if there is none.
func (f *Amendment) checkText(c *check) int {
	t := c.maybe("text", f.Text, NounText)
	if t == nil {
		return -1
	}
	text := t.Facts.(*Text)
	if text.About != f.Decision {
		c.fault(CodeForm, "text", "not beside the decision")
	}
	if text.Lang != f.Lang {
		c.fault(CodeForm, "text", "in "+string(text.Lang)+", not "+string(f.Lang))
	}
	return text.Size
}

// checkOnce wants one amendment for a decision, an act and a language.
func (f *Amendment) checkOnce(c *check) {
	own := c.order.Command.(*Record).Corrects
	for _, id := range c.s.children[f.Decision] {
		t := c.s.things[id]
		if o, ok := t.Facts.(*Amendment); ok && id != own && o.Decision == f.Decision && o.Act == f.Act && o.Lang == f.Lang && access.MaySee(c.class, t.Audience, c.s) {
			c.fault(CodeForm, "decision", "correct the amendment "+string(id)+", which is there")
		}
	}
}

// amender wants another decision that amends the same act.
func (f *Amendment) amender(c *check, field string, id ID) {
	t := c.ref(field, id, NounDecision)
	switch {
	case t == nil:
	case id == f.Decision:
		c.fault(CodeForm, field, "the decision itself")
	case !slices.Contains(t.Facts.(*Decision).Amends, f.Act):
		c.fault(CodeForm, field, "it does not amend the act")
	}
}

func (f *Amendment) checkExceptions(c *check) {
	seen := map[int]bool{}
	for i := range f.Exceptions {
		x, at := &f.Exceptions[i], "exceptions."+strconv.Itoa(i+1)
		if len(x.Operations) == 0 {
			c.fault(CodeMissing, at+".operations", "")
		}
		for _, n := range x.Operations {
			if n < 1 || n > len(f.Operations) || seen[n] {
				c.fault(CodeRange, at+".operations", "no operation "+strconv.Itoa(n)+", or excepted twice")
			}
			seen[n] = true
		}
		c.force(at+".force", &x.Force)
	}
}

func (f *Amendment) checkChanges(c *check) {
	for i := range f.Changes {
		x, at := &f.Changes[i], "changes."+strconv.Itoa(i+1)
		f.amender(c, at+".amender", x.Amender)
		if x.Operation < 0 || x.Operation > MaxOperations {
			c.fault(CodeRange, at+".operation", "want 0 to "+strconv.Itoa(MaxOperations)+", found "+strconv.Itoa(x.Operation))
		}
		if x.Operation == 0 && (x.Force == nil || len(x.Now) > 0) {
			c.fault(CodeMissing, at+".operation", "")
		}
		c.operations(at+".now", x.Now, -1)
		if x.Force != nil {
			c.force(at+".force", x.Force)
		}
	}
}

// operations wants operations that make sense by themselves, in words that can be
// shown. Their places are in a text of size bytes; -1: in none.
func (c *check) operations(field string, ops []amend.Operation, size int) {
	if len(ops) > MaxOperations {
		c.fault(CodeRange, field, "at most "+strconv.Itoa(MaxOperations)+", found "+strconv.Itoa(len(ops)))
		return
	}
	for i := range ops {
		o, at := &ops[i], field+"."+strconv.Itoa(i+1)
		if r, wrong := errors.AsType[*amend.Refusal](amend.Amender{ID: "x", Operations: ops[i : i+1]}.Valid()); wrong {
			c.fault(CodeForm, at, r.Detail)
		}
		if o.Shift != 0 && o.Kind != amend.Renumbering || o.Shift < -999 || o.Shift > 999 || o.Count > 9999 {
			c.fault(CodeRange, at, "a shift by at most 999 places, or a count of at most 9999")
		}
		if o.Source != nil && (size < 0 || o.Source.From < 0 || o.Source.To < o.Source.From || o.Source.To > size) {
			c.fault(CodeForm, at+".source", "no such place in the text")
		}
		for s := range said(o) {
			c.anyLength(at, s)
		}
	}
}

// anyLength wants words that can be shown, however many.
func (c *check) anyLength(field, s string) {
	for r := []rune(s); len(r) > 0; {
		n := min(len(r), words.MaxRunes)
		if err := words.CheckString(string(r[:n])); err != nil {
			c.fault(CodeWording, field, err.Error())
			return
		}
		r = r[n:]
	}
}

// said yields everything in words that an operation says.
func said(o *amend.Operation) iter.Seq[string] {
	all := append([]string{o.Old, o.New, o.Until}, slices.Concat(o.Lines, o.Numbers)...)
	for _, f := range o.Forms {
		all = append(all, f.Old, f.New, f.Article)
	}
	if o.Force != nil {
		all = append(append(all, o.Force.From, o.Force.Condition), o.Force.Members...)
	}
	steps := slices.Clone(o.Named)
	for _, t := range o.Targets {
		all, steps = append(all, string(t.ID)), append(steps, t.Steps...)
	}
	if o.Anchor != nil {
		all, steps = append(all, string(o.Anchor.ID)), append(steps, o.Anchor.Steps...)
	}
	for _, s := range steps {
		all = append(all, string(s.Name), s.Num)
	}
	return slices.Values(all)
}
