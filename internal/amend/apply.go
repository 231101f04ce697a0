package amend

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"chancery.example/chancery/internal/act"
)

// Apply is the text that results when an amender's operations are applied in
// their order, each to what the one before left. Every word of it knows its
// source; what no operation names is shared with base. The error is a *Refusal,
// and then nothing of the amender applies.
func Apply(base *act.Text, a Amender) (*act.Text, error) { return ApplyNumbered(base, a, nil) }

// ApplyNumbered is Apply for some of an amender's operations, or for other
// wordings of them: numbers are the places that sources, new IDs and refusals
// give, one for each operation, from 1, none twice. None: the places in the
// list.
func ApplyNumbered(base *act.Text, a Amender, numbers []int) (*act.Text, error) {
	if err := a.Valid(); err != nil {
		return nil, err
	}
	if numbers != nil && len(numbers) != len(a.Operations) {
		return nil, &Refusal{Reason: Invalid, Operation: -1, Detail: "a number for each operation"}
	}
	place := func(i int) int {
		if numbers == nil {
			return i + 1
		}
		return numbers[i]
	}
	r := &run{text: base, amender: a.ID, held: holds(base)}
	for n := 0; n < len(a.Operations); n++ {
		ops := a.Operations[n : n+1]
		if n+1 < len(a.Operations) && r.makesRoom(&a.Operations[n], &a.Operations[n+1]) {
			// Rule 12: a number that exists may be given when the old one goes on
			// right after; applied the other way round the two never meet.
			ops = []Operation{a.Operations[n+1], a.Operations[n]}
		}
		for i := range ops {
			at := n + i
			if len(ops) == 2 {
				at = n + 1 - i
			}
			r.last = n+len(ops) == len(a.Operations) && i == len(ops)-1
			r.op, r.by = &ops[i], act.Source{Amender: a.ID, Operation: place(at)}
			err := r.operation()
			if err == nil && r.held {
				err = r.parted()
			}
			if err != nil {
				return nil, r.refused(err, place(at)-1)
			}
		}
		n += len(ops) - 1
	}
	return r.text, nil
}

// run is the state of one application.
type run struct {
	text    *act.Text
	amender string
	op      *Operation
	by      act.Source
	at      act.Address // the target that is worked on
	past    []done
	fresh   int  // blocks made by this operation
	last    bool // it is the amender's last: nothing can contradict it later
	held    bool // parts of the text are suspended
}

// done is what an earlier operation of the same amender did.
type done struct {
	path    []act.ID // of the block, from the root
	part    act.Part
	cell    int
	ordinal int    // of a sentence
	rewrite bool   // the whole of it got a wording, or went
	old     string // words that were replaced, folded
	shifted bool   // lines of the block were added or removed
	number  int    // the operation's, from 1
}

func (d *done) id() act.ID { return d.path[len(d.path)-1] }

// refused fills in what the place that noticed did not know.
func (r *run) refused(err error, n int) error {
	var f *Refusal
	if !errors.As(err, &f) {
		f = &Refusal{Reason: Payload, Detail: err.Error()}
	}
	f.Operation, f.Source = n, r.op.Source
	f.Address = r.at
	return f
}

func refuse(why Reason, at act.ID, detail string) error {
	return &Refusal{Reason: why, Block: at, Detail: detail}
}

// makesRoom says whether the second operation only moves on the units whose
// numbers the first one gives to new ones.
func (r *run) makesRoom(in, re *Operation) bool {
	if in.Kind != Insertion || re.Kind != Renumbering {
		return false
	}
	parent, err := r.text.Find(in.Targets[0])
	if err != nil || parent.Part != act.PartWhole {
		return false
	}
	tops, err := act.ParseBlocks(in.Lines, r.text.Lang)
	if err != nil {
		return false
	}
	for _, top := range tops {
		for _, b := range r.text.Numbered(parent.Block, top.Kind) {
			if b.Num != top.Num || !b.Kind.Labelled() {
				continue
			}
			for _, a := range re.Targets {
				if spot, err := r.text.Find(a); err == nil && spot.Block == b {
					return true
				}
			}
		}
	}
	return false
}

func (r *run) operation() error {
	r.fresh = 0
	r.at = r.op.Targets[0]
	if r.op.Kind == Renumbering && r.countsLines() {
		return r.recount()
	}
	spots := make([]act.Spot, len(r.op.Targets))
	for i, a := range r.op.Targets {
		r.at = a
		spot, err := r.find(a)
		if err != nil {
			return err
		}
		for _, before := range spots[:i] {
			if before == spot {
				return refuse(Contradiction, spot.Block.ID, "named twice")
			}
		}
		if r.op.Expect != nil && spot.Block.Hash() != *r.op.Expect {
			return refuse(Changed, spot.Block.ID, "")
		}
		if err := r.contradicts(spot, a); err != nil {
			return err
		}
		spots[i] = spot
	}
	switch r.op.Kind {
	case Renumbering:
		return r.renumber(spots)
	case Join:
		return r.join(spots)
	case Substitution:
		if len(spots) > 1 {
			return r.substituteAll(spots)
		}
	}
	if len(spots) > 1 && slices.ContainsFunc(spots, func(s act.Spot) bool { return s.Part == act.PartSentence }) {
		return r.sentences(spots)
	}
	for i, s := range spots {
		r.at = r.op.Targets[i]
		if i > 0 {
			if s.Block = r.text.Block(s.Block.ID); s.Block == nil {
				return refuse(Contradiction, "", "one target holds another")
			}
		}
		if err := r.one(s); err != nil {
			return err
		}
	}
	return nil
}

// sentences works on several sentences from the last to the first, so that the
// ranges of the others hold.
func (r *run) sentences(spots []act.Spot) error {
	at := make(map[act.Spot]act.Address)
	for i, s := range spots {
		at[s] = r.op.Targets[i]
	}
	slices.SortStableFunc(spots, func(a, b act.Spot) int { return cmp.Compare(b.From, a.From) })
	for _, s := range spots {
		r.at = at[s]
		if s.Block = r.text.Block(s.Block.ID); s.Block == nil { // the one before may have changed it
			return refuse(Contradiction, "", "one target holds another")
		}
		if err := r.one(s); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) one(s act.Spot) error {
	var err error
	switch r.op.Kind {
	case Substitution:
		err = r.substitute(s)
	case Replacement:
		err = r.replace(s)
	case Insertion:
		return r.insert(s)
	case Removal:
		err = r.remove(s)
	case Repeal:
		if r.op.Old != "" {
			return r.words(s)
		}
		err = r.repeal(s)
	case Split:
		err = r.split(s)
	case Suspension, Extension, Restoration:
		return r.mark(s)
	default:
		return r.words(s)
	}
	return err
}

// find turns a miss into a refusal.
func (r *run) find(a act.Address) (act.Spot, error) {
	spot, err := r.text.Find(a)
	var miss *act.Miss
	if errors.As(err, &miss) {
		f := &Refusal{Reason: Absent, Found: len(miss.Found)}
		if !miss.Absent() {
			f.Reason, f.Block = Ambiguous, miss.Found[0]
		}
		return spot, f
	}
	return spot, err
}

// rewrites says whether an operation gives its whole target a new wording.
func (o *Operation) rewrites() bool {
	switch o.Kind {
	case Substitution, Replacement, Removal, Split, Join:
		return true
	case Repeal:
		return o.Old == ""
	}
	return false
}

// contradicts refuses what gives one thing two wordings, and remembers the
// rest. doc/plaintext.md, rule 14.
func (r *run) contradicts(s act.Spot, a act.Address) error {
	if r.last && len(r.past) == 0 {
		return nil
	}
	d := done{part: s.Part, cell: s.Cell, rewrite: r.op.rewrites(), number: r.by.Operation}
	for _, b := range r.text.Path(s.Block.ID) {
		d.path = append(d.path, b.ID)
	}
	if n := len(a.Steps); s.Part == act.PartSentence {
		d.ordinal = a.Steps[n-1].Ordinal
	}
	text := r.op.Kind == TextSubstitution || r.op.Kind == TextDeletion || r.op.Kind == Repeal && r.op.Old != ""
	if text {
		d.old = act.Fold(r.op.Old)
	}
	for i := range r.past {
		p := &r.past[i]
		if p.number == d.number || p.shifted {
			continue
		}
		switch {
		case d.rewrite && d.covers(p), p.rewrite && (d.rewrite || text || r.op.Kind == TextInsertion) && p.covers(&d):
			return refuse(Contradiction, s.Block.ID, fmt.Sprintf("operation %d", p.number))
		case text && d.old != "" && p.old == d.old && p.id() == d.id() && p.part == d.part && p.cell == d.cell && p.ordinal == d.ordinal:
			return refuse(Contradiction, s.Block.ID, r.op.Old)
		}
	}
	switch r.op.Kind {
	case Renumbering, Suspension, Extension, Restoration:
		return nil
	}
	r.past = append(r.past, d)
	return nil
}

// covers says whether what d names holds what p names.
func (d *done) covers(p *done) bool {
	if d.part == act.PartWhole {
		return slices.Contains(p.path, d.id())
	}
	if d.id() != p.id() {
		return false
	}
	if p.part == act.PartWhole {
		return false
	}
	return d.part == act.PartWords || d.part == p.part && d.cell == p.cell && d.ordinal == p.ordinal
}

// put replaces the block by a changed copy.
func (r *run) put(b *act.Block, change func(*act.Block)) {
	n := *b
	change(&n)
	r.text = r.text.With(b.ID, &n)
}

// mark notes what became of the force of a unit.
func (r *run) mark(s act.Spot) error {
	if s.Part != act.PartWhole || r.op.Old != "" {
		return r.markPart(s)
	}
	if r.op.Kind == Restoration && s.Block.State != act.StateSuspended {
		return refuse(Unclear, s.Block.ID, "what is not suspended")
	}
	r.put(s.Block, func(b *act.Block) {
		switch r.op.Kind {
		case Suspension:
			b.State = act.StateSuspended
		case Restoration:
			b.State = ""
		}
		b.Until = r.op.Until
	})
	return nil
}
