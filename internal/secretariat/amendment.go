package secretariat

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/english"
	"chancery.example/chancery/internal/amend/russian"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/wording/line"
	"chancery.example/chancery/internal/words"
)

// maxUnparsed is how many passages that were not understood one refusal names.
const maxUnparsed = 20

// A clerk reads the operations of an amendment from the text that it names. What is
// recorded are the operations: a grammar that understands more, later, changes
// nothing that stands.
type clerk struct {
	state   *council.State
	class   access.Class
	russian *russian.Grammar
	text    func(hash string) (string, error)
}

// fill gives an order whose amendment names a text and nothing else the operations
// that the text asks for. Any other order it leaves alone; what is wrong with one,
// the council says.
func (c *clerk) fill(o *council.Order) error {
	r, ok := o.Command.(*council.Record)
	if !ok {
		return nil
	}
	f, ok := r.Facts.(*council.Amendment)
	if !ok || f.Text == "" || !council.MayGive(o.By, council.Name(r)) || len(f.Operations)+len(f.Changes)+len(f.Repeals) > 0 {
		return nil
	}
	t, decision := c.thing(f.Text, council.NounText), c.thing(f.Decision, council.NounDecision)
	if t == nil || decision == nil || c.thing(f.Act, council.NounAct) == nil {
		return nil
	}
	text := t.Facts.(*council.Text)
	filled := *f
	if filled.Lang == "" {
		filled.Lang = text.Lang
	}
	if filled.Lang != text.Lang || text.Lang != words.Lang(act.Russian) && text.Lang != words.Lang(act.English) {
		return nil
	}
	prose, err := c.text(text.Hash)
	if err != nil {
		return err
	}
	base, _, err := c.base(&filled, decision)
	if err != nil {
		return err
	}
	got := english.Parse(prose, english.Options{Base: base})
	if text.Lang == words.Lang(act.Russian) {
		got = c.russian.Parse(prose, base)
	}
	refusal := &council.Refusal{Kind: council.Malformed}
	for i, u := range got.Unparsed {
		if i == maxUnparsed {
			break
		}
		n, passage := line.Placed(prose, &u.Range)
		refusal.Faults = append(refusal.Faults, council.Fault{Code: council.CodeUnparsed, Field: "text:" + strconv.Itoa(n), Value: passage + " (" + string(u.Reason) + ")"})
	}
	if len(got.Unparsed)+len(got.Operations) == 0 {
		_, passage := line.Placed(prose, &amend.Range{To: len(prose)})
		refusal.Faults = append(refusal.Faults, council.Fault{Code: council.CodeUnparsed, Field: "text:1", Value: passage})
	}
	if len(refusal.Faults) > 0 {
		return refusal
	}
	filled.Operations = said(got.Operations, decision.Facts.(*council.Decision).Force)
	record := *r
	record.Facts = &filled
	o.Command = &record
	return nil
}

// thing is a thing of a noun that the actor may see, or nil.
func (c *clerk) thing(id council.ID, n council.Noun) *council.Thing {
	t, ok := c.state.Thing(id)
	if !ok || t.Noun != n || !access.MaySee(c.class, t.Audience, c.state) {
		return nil
	}
	return t
}

// said are operations without the condition that their text gives all of them,
// where the decision says the same as a rule.
func said(ops []amend.Operation, f council.Force) []amend.Operation {
	if f.IsZero() {
		return ops
	}
	condition := ""
	for _, o := range ops {
		if o.Force == nil || condition != "" && o.Force.Condition != "" && o.Force.Condition != condition {
			return ops
		}
		if o.Force.Condition != "" {
			condition = o.Force.Condition
		}
	}
	for i := range ops {
		if ops[i].Force.Condition != "" {
			ops[i].Force = nil
		}
	}
	return ops
}

// base is the text of the act as it stands before the decision: what its words are
// compared with. It is not there where no text can be read.
func (c *clerk) base(f *council.Amendment, decision *council.Thing) (base *act.Text, there bool, err error) {
	see := func(t *council.Thing) bool { return t.ID != decision.ID && access.MaySee(c.class, t.Audience, c.state) }
	for _, t := range c.state.Children(f.Act) {
		text, ok := t.Facts.(*council.Text)
		if !ok || text.Lang != f.Lang || text.Media != "text/plain" || !see(t) {
			continue
		}
		plain, err := c.text(text.Hash)
		if err != nil {
			return nil, false, err
		}
		made, err := line.New(plain, f.Lang, c.state.History(f.Act, see))
		if err != nil {
			return nil, false, nil // the text is not of the plain form: nothing to compare with
		}
		return made.On(line.Question{Day: effect(decision)}).Text, true, nil
	}
	return nil, false, nil
}

// effect is the day from which a decision has effect, as far as it is known.
func effect(t *council.Thing) calendar.Day {
	f := t.Facts.(*council.Decision)
	switch {
	case f.Force.Waits():
		return calendar.Day{}
	case f.Force.Day.Known():
		return f.Force.Day
	case t.Case.At.Known():
		return t.Case.At.Latest()
	}
	return f.At.Latest()
}

// read fills an order that leaves something to be read from a text. Texts are those
// of the order, of the batch that is being made, and of the store.
func (s *Secretariat) read(ctx context.Context, o *council.Order, texts map[string]store.Text, b *store.Batch) error {
	c := clerk{state: s.draft, class: access.ClassOf(o.By), russian: s.russian}
	c.text = func(hash string) (string, error) {
		if t, ok := texts[hash]; ok {
			return string(t.Bytes), nil
		}
		var sum [32]byte
		if n, err := hex.Decode(sum[:], []byte(hash)); err != nil || n != len(sum) {
			return "", fmt.Errorf("text %s: not a hash", hash)
		}
		for _, t := range b.Texts {
			if t.Hash == sum {
				return string(t.Bytes), nil
			}
		}
		bytes, err := s.store.Text(ctx, sum)
		return string(bytes), err
	}
	return c.fill(o)
}
