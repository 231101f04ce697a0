package modify

import (
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/amend"
)

// A Problem is what of a file is not read as an operation, and why.
type Problem struct {
	Line  int    // of the file, from 1; 0 for the file as a whole
	Where string // path of the element or attribute
	Why   string
}

// String is the problem as one line for people.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Why
	}
	return fmt.Sprintf("line %d: %s: %s", p.Line, p.Where, p.Why)
}

// An Amending is what a file asks for.
type Amending struct {
	Operations []amend.Operation
	At         []Problem // where each operation stands; Why is empty
	Problems   []Problem // in the order of the file; where there is one, Operations are not all
}

// Operations are the active modifications of a file as operations on base, the
// text of an act that has these URIs; none if nobody knows them, and then all
// modifications must be of one act. A modification of another act is a problem: it
// is not for this text. A file without active modifications gives nothing: its
// words are then for a grammar of prose (Prose).
//
// A modification that carries the operation in so many words, as this program
// writes it, is that operation where all else that it says agrees. Of others the
// reading is narrow: a substitution of words once, or of units by quoted units; an
// insertion of quoted units beside or into a unit; a repeal, of words their
// deletion; a join; a suspension, extension or restoration.
func Operations(d *akn.Document, base *act.Text, uris ...string) Amending {
	r := &reading{base: base, eids: make(map[string]act.ID), uris: uris}
	for id, eid := range base.EIDs() {
		r.eids[eid] = id
	}
	var out Amending
	for _, s := range d.Said() {
		o, why := r.operation(s)
		at := Problem{s.Line, s.Where, ""}
		if len(s.Unread) > 0 {
			u := s.Unread[0]
			at, why = Problem{u.Line, u.Place, ""}, "not understood"
		}
		if why != "" {
			at.Why = why
			out.Problems = append(out.Problems, at)
			continue
		}
		out.Operations, out.At = append(out.Operations, o), append(out.At, at)
	}
	return out
}

// Prose is the body of a text of a file as plain lines, for a grammar of prose.
// What would lose its bounds in a line is a problem: quoted units, and what stands
// in words without being words.
func Prose(d *akn.Document, t *act.Text) (string, []Problem) {
	var out []Problem
	for _, f := range d.Foreign {
		step := f.Place[strings.LastIndexByte(f.Place, '/')+1:]
		step, _, _ = strings.Cut(step[strings.LastIndexByte(step, ':')+1:], "[")
		if f.What == "element" && slices.Contains([]string{"quotedStructure", "embeddedStructure", "embeddedText", "foreign", "img", "authorialNote"}, step) {
			out = append(out, Problem{f.Line, f.Place, "not understood"})
		}
	}
	var s strings.Builder
	for _, b := range t.Root.Children {
		s.WriteString(b.Plain())
	}
	return s.String(), out
}

// A reading reads the modifications of one file.
type reading struct {
	base *act.Text
	eids map[string]act.ID
	uris []string
}

// targets are the destinations as addresses in the base; why not, else.
func (r *reading) targets(list []akn.Place) (out []act.Address, why string) {
	for _, p := range list {
		switch {
		case p.Act == "":
			return nil, "a destination in the file itself"
		case len(r.uris) == 0:
			r.uris = []string{p.Act} // the first names the act
		case !slices.Contains(r.uris, p.Act):
			return nil, fmt.Sprintf("of %s, and the text is %s", p.Act, r.uris[0])
		}
		id := p.ID
		if id == r.base.Root.ID || id == "body" {
			id = ""
		}
		if id != "" && r.base.Block(id) == nil && r.eids[string(id)] != "" {
			id = r.eids[string(id)]
		}
		out = append(out, act.Address{ID: id})
	}
	return out, ""
}

func (r *reading) operation(s akn.Said) (amend.Operation, string) {
	targets, why := r.targets(s.Destinations)
	if why != "" {
		return amend.Operation{}, why
	}
	if s.Operation != nil {
		return r.carried(s, targets)
	}
	o := amend.Operation{Kind: s.Kind, Targets: targets, Old: s.Old, Until: s.Until, Force: s.Force}
	one := len(s.New) == 1 && !s.Units
	switch {
	case s.At != "" && s.Kind != amend.Insertion:
		return o, "a position that its kind has no use for"
	case s.Kind == amend.Substitution && s.Units && s.Old == "", s.Kind == amend.Replacement && s.Units && s.Old == "":
		o.Lines = s.New
	case (s.Kind == amend.TextSubstitution || s.Kind == amend.Substitution && !s.Kinded) && one && s.Old != "":
		o.Kind, o.New = amend.TextSubstitution, s.New[0]
	case s.Kind == amend.Insertion && s.Units && s.Old == "" && len(targets) == 1:
		o.Lines = s.New
		return r.insertion(o, s.At)
	case (s.Kind == amend.TextDeletion || s.Kind == amend.Repeal && !s.Kinded) && s.Old != "" && len(s.New) == 0:
		o.Kind = amend.TextDeletion
	case slices.Contains([]amend.Kind{amend.Repeal, amend.Join, amend.Suspension, amend.Extension, amend.Restoration}, s.Kind) && s.Old == "" && len(s.New) == 0:
	default:
		return o, fmt.Sprintf("%s: what is to be done is not said exactly", s.Kind)
	}
	return o, wrong(o)
}

// insertion is one of units into a unit, or beside one in the unit around it.
func (r *reading) insertion(o amend.Operation, at amend.Where) (amend.Operation, string) {
	if o.At = at; at == amend.After || at == amend.Before {
		beside := o.Targets[0]
		home, _ := r.base.Parent(beside.ID)
		if home == nil {
			return o, fmt.Sprintf("%s %s, which is not in the text", at, beside)
		}
		o.Anchor = &beside
		if o.Targets = []act.Address{{ID: home.ID}}; home == r.base.Root {
			o.Targets[0].ID = ""
		}
	}
	return o, wrong(o)
}

// carried is the operation that a modification carries, where the rest of it says
// no other thing.
func (r *reading) carried(s akn.Said, targets []act.Address) (amend.Operation, string) {
	o := *s.Operation
	o.Source = nil // a place in another file
	if why := wrong(o); why != "" {
		return o, why
	}
	plain := modification(o)
	same := plain.Kind == s.Kind && plain.Until == s.Until && slices.Equal(forced(plain.Force), forced(s.Force)) && s.At == ""
	if tag := s.Where[strings.LastIndexByte(s.Where, '/')+1:]; strings.Contains(tag, "textualMod") {
		same = same && plain.Old == s.Old && slices.Equal(plain.New, s.New)
	}
	for _, t := range o.Targets {
		spot, err := r.base.Find(t)
		same = same && (err != nil || slices.ContainsFunc(targets, func(a act.Address) bool {
			return a.ID == "" || a.ID == spot.Block.ID || r.base.Block(a.ID) == nil
		}))
	}
	if !same {
		return o, "the operation that it carries is not what it says"
	}
	return o, ""
}

// forced is a force as words, so that two can be compared.
func forced(f *amend.Force) []string {
	if f == nil {
		return nil
	}
	return append([]string{f.From, f.Condition}, f.Members...)
}

// wrong says what makes no sense in an operation by itself.
func wrong(o amend.Operation) string {
	err := amend.Amender{ID: "x", Operations: []amend.Operation{o}}.Valid()
	if f, ok := err.(*amend.Refusal); ok {
		return f.Detail
	}
	return ""
}
