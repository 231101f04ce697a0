// Package amend applies amendments to the text of acts. An operation says one
// mechanical change; applying the operations of an amender is a pure function of
// the text and the operations, and gives either the text that results, with the
// source of every word, or a refusal that says which operation and why.
//
// The first law: a wrong text is never given. Where an operation can be read in
// two ways, or finds what it did not expect, the whole amender is refused
// (doc/plaintext.md, rules 8-15). The package does not read prose (its grammars
// turn prose into operations) and knows no dates but those it is handed.
package amend

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery.example/chancery/internal/act"
)

// A Kind is what an operation does.
type Kind string

// The kinds of operations. Each says which fields of Operation it reads beside
// Targets.
const (
	Substitution     Kind = "substitution"      // Lines: new wording of the targets; units carry their labels
	Replacement      Kind = "replacement"       // Lines: units in the target's place, under labels of their own
	Insertion        Kind = "insertion"         // Lines, Named, At with Anchor: into the target
	Removal          Kind = "removal"           // without a trace («исключить», "deleted")
	Repeal           Kind = "repeal"            // the place is kept («признать утратившим силу», "repealed"); words by Old go
	Renumbering      Kind = "renumbering"       // Numbers, one per target; or Shift
	Split            Kind = "split"             // Old: first words of the second unit; Numbers: its number
	Join             Kind = "join"              // the targets into the first of them
	TextSubstitution Kind = "text-substitution" // Old, New, Count, Nth or All, Through or Rest, At end; or Forms
	TextInsertion    Kind = "text-insertion"    // New, At; Old is the anchor of after and before (Count, Nth, All), or the final mark at the end
	TextDeletion     Kind = "text-deletion"     // Old, Count, Nth or All, Through or Rest, At end
	Suspension       Kind = "suspension"        // Until, optional; Old for words
	Extension        Kind = "extension"         // Until; Old for words that are suspended
	Restoration      Kind = "restoration"       // a suspension ends; Old for words
)

// A Where says where something is put. The zero Where is the place that its
// number gives it, or the end.
type Where string

// The places.
const (
	After  Where = "after"  // after Anchor, or after the words Old
	Before Where = "before" // before Anchor, or before the words Old
	End    Where = "end"    // of the text; before its final mark when words are added
)

// A Form is one inflected form of words and what stands for it.
type Form struct {
	Old     string `json:"old"`
	New     string `json:"new"`
	Article string `json:"article,omitempty"` // "a" or "an" for New, where Old follows one
}

// A Force is when and for whom an operation has effect. Apply does not look at
// it: who consolidates chooses the operations first.
type Force struct {
	From      string   `json:"from,omitempty"`      // a day, YYYY-MM-DD
	Condition string   `json:"condition,omitempty"` // what is waited for, for people
	Members   []string `json:"members,omitempty"`   // for these only; none: for all
}

// A Range is where in the amender's text an operation was said, in bytes.
type Range struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// An Operation is one change. Operations are applied in the order of their list.
type Operation struct {
	Kind    Kind          `json:"kind"`
	Targets []act.Address `json:"targets"` // one, or several that share one fate
	Lines   []string      `json:"lines,omitempty"`
	Named   []act.Step    `json:"named,omitempty"` // what the prose calls the added units, in order
	Old     string        `json:"old,omitempty"`
	New     string        `json:"new,omitempty"`
	Count   int           `json:"count,omitempty"`   // how often Old stands there, per target; 0 is once
	All     bool          `json:"all,omitempty"`     // as often as it stands there, at least once
	Nth     int           `json:"nth,omitempty"`     // which of the places where Old stands, from 1; -1 is the last, 0 all
	Through string        `json:"through,omitempty"` // Old and all that follows it in its line up to and with these words
	Rest    bool          `json:"rest,omitempty"`    // Old and all that follows it in its line
	Forms   []Form        `json:"forms,omitempty"`   // throughout in the corresponding case; instead of Old and New
	At      Where         `json:"at,omitempty"`
	Anchor  *act.Address  `json:"anchor,omitempty"`
	Numbers []string      `json:"numbers,omitempty"`
	Shift   int           `json:"shift,omitempty"`  // the target and all after it of its kind in its unit, by so many
	Until   string        `json:"until,omitempty"`  // a day, YYYY-MM-DD
	Force   *Force        `json:"force,omitempty"`  // nil: with the amender
	Expect  *act.Hash     `json:"expect,omitempty"` // hash of the one target's block
	Source  *Range        `json:"source,omitempty"`
}

// An Amender is an act that amends: its id and what it says.
type Amender struct {
	ID         string      `json:"id"` // unique among the amenders of a text; 1 to 64 of A-Z a-z 0-9 . _ / -
	Operations []Operation `json:"operations"`
}

// A Reason is a code for why an amender is refused.
type Reason string

// The reasons.
const (
	Invalid       Reason = "invalid"        // the operation itself makes no sense
	Absent        Reason = "absent"         // the target is not there
	Ambiguous     Reason = "ambiguous"      // the target can be several things
	Changed       Reason = "changed"        // the target is not what the operation expects
	NoMatch       Reason = "no-match"       // the words are not there
	MoreMatches   Reason = "more-matches"   // the words are there more often than said
	FewerMatches  Reason = "fewer-matches"  // the words are there, and less often than said
	Joined        Reason = "joined"         // the words are part of a longer word or number
	Labelled      Reason = "labelled"       // the words are part of a label
	TwoForms      Reason = "two-forms"      // a form has two new forms, or no article is known
	Taken         Reason = "taken"          // the number exists
	Contradiction Reason = "contradiction"  // two operations give one thing two wordings
	Mismatch      Reason = "label-mismatch" // the label is not the one named
	Payload       Reason = "payload"        // the new text is not of the form that its place needs
	FinalMark     Reason = "final-mark"     // the text ends with neither "." nor ";"
	Empty         Reason = "empty"          // nothing would remain
	Unclear       Reason = "unclear"        // the rules do not say what it means here
)

// A Refusal is why an amender is not applied. It is the only error of Apply.
type Refusal struct {
	Reason    Reason
	Operation int         // place in the list, from 0; -1 for the amender
	Address   act.Address // of the target
	Block     act.ID      // where it was noticed; "" if nowhere
	Found     int         // how many matches or things were found
	Detail    string      // the words or number concerned
	Source    *Range      // of the operation
}

func (r *Refusal) Error() string {
	s := fmt.Sprintf("operation %d: %s: %s", r.Operation+1, r.Address, r.Reason)
	if r.Detail != "" {
		s += fmt.Sprintf(" %q", r.Detail)
	}
	if r.Found > 0 {
		s += fmt.Sprintf(", found %d", r.Found)
	}
	if r.Block != "" {
		s += " at " + string(r.Block)
	}
	return s
}

// MaxOperations is how many operations one amender may have.
const MaxOperations = 100_000

// JSON is the amender in canonical JSON.
func (a Amender) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		panic(err) // strings, numbers and lists of them can be written
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// ParseJSON reads what JSON writes and nothing else.
func ParseJSON(b []byte) (Amender, error) {
	var a Amender
	if len(b) > act.MaxBytes {
		return a, fmt.Errorf("amender: %d bytes, at most %d", len(b), act.MaxBytes)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		return Amender{}, fmt.Errorf("amender: %w", err)
	}
	if !bytes.Equal(a.JSON(), b) {
		return Amender{}, errors.New("amender: not in the canonical form")
	}
	if err := a.Valid(); err != nil {
		return Amender{}, err
	}
	return a, nil
}

// Valid says what makes no sense in an amender whatever it is applied to; the
// error is a *Refusal.
func (a Amender) Valid() error {
	ok := a.ID != "" && len(a.ID) <= 64 && strings.IndexFunc(a.ID, func(r rune) bool {
		return r > 0x7f || !strings.ContainsRune("._/-", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) < 0
	if !ok || len(a.Operations) > MaxOperations {
		return &Refusal{Reason: Invalid, Operation: -1, Detail: a.ID}
	}
	for i := range a.Operations {
		if why := a.Operations[i].wrong(); why != "" {
			return &Refusal{Reason: Invalid, Operation: i, Detail: why, Source: a.Operations[i].Source}
		}
	}
	return nil
}

// wrong says what makes no sense in an operation, "" if nothing does.
func (o *Operation) wrong() string {
	for _, s := range append([]string{o.Old, o.New, o.Through, o.Until}, append(o.Numbers, o.Lines...)...) {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r") {
			return "a line with a line feed, or not UTF-8"
		}
	}
	switch {
	case len(o.Targets) == 0:
		return "no target"
	case o.Count < 0, o.All && o.Count > 0:
		return "a count that is none"
	case o.Expect != nil && len(o.Targets) != 1:
		return "one hash for several targets"
	case (o.Nth != 0 || o.Through != "" || o.Rest) && !o.within():
		return "a place among words that are not looked for"
	case o.At != "" && o.At != After && o.At != Before && o.At != End:
		return "a place that is none"
	case o.Until != "" && !day(o.Until):
		return "until is not a day"
	}
	switch o.Kind {
	case Substitution, Replacement, Insertion:
		return o.wrongLines()
	case Renumbering:
		if (o.Shift == 0) == (len(o.Numbers) == 0) || o.Shift == 0 && len(o.Numbers) != len(o.Targets) || o.Shift != 0 && len(o.Targets) != 1 {
			return "as many numbers as targets, or a shift"
		}
	case Split:
		if o.Old == "" || len(o.Numbers) != 1 || len(o.Targets) != 1 {
			return "a split needs words, a number and one target"
		}
	case Join:
		if len(o.Targets) < 2 {
			return "one target joins nothing"
		}
	case TextSubstitution, TextInsertion, TextDeletion:
		return o.wrongWords()
	case Removal, Repeal, Suspension, Extension, Restoration:
		return o.wrongForce()
	default:
		return "a kind that is not known"
	}
	return ""
}

// within says whether an operation looks for words of which it can take one place, or
// which it can take with what follows.
func (o *Operation) within() bool {
	far := o.Through != "" || o.Rest
	switch {
	case o.Old == "" || o.All || o.At == End || len(o.Forms) > 0 || o.Nth < -1 || o.Count > 0 && o.Nth > o.Count,
		o.Through != "" && (o.Rest || strings.TrimSpace(o.Through) != o.Through), far && o.Count > 1 && o.Nth == 0:
		return false
	}
	switch o.Kind {
	case TextSubstitution, TextDeletion, Repeal:
		return true
	case TextInsertion:
		return !far
	}
	return false
}

// wrongForce is what makes no sense in an operation on the force of a unit, or of
// words in it.
func (o *Operation) wrongForce() string {
	switch {
	case o.Kind == Extension && o.Until == "":
		return "an extension without a day"
	case o.Old != "" && o.Kind == Removal, o.Old != strings.TrimSpace(o.Old):
		return "words that cannot be meant"
	case o.Old != "" && o.Kind != Repeal && (o.Count > 1 || o.All):
		return "words whose force changes stand once"
	}
	return ""
}

func (o *Operation) wrongLines() string {
	switch {
	case len(o.Lines) == 0 || slices.ContainsFunc(o.Lines, func(s string) bool { return strings.TrimSpace(s) == "" }):
		return "no lines, or an empty one"
	case o.Kind != Substitution && len(o.Targets) != 1:
		return "one target"
	case (o.At == After || o.At == Before) != (o.Anchor != nil):
		return "an anchor goes with after and before"
	}
	return ""
}

func (o *Operation) wrongWords() string {
	anchored := o.At == After || o.At == Before
	switch {
	case len(o.Forms) > 0 && (o.Kind != TextSubstitution || o.Old != "" || o.New != "" || o.At != ""):
		return "forms stand instead of words"
	case slices.ContainsFunc(o.Forms, func(f Form) bool { return f.Old == "" || f.New == "" }):
		return "a form that is empty"
	case len(o.Forms) > 0:
		return ""
	case o.Kind == TextInsertion && (o.At == "" || anchored && o.Old == "" || o.At == End && len(o.Old) > 1):
		return "words are added after or before others, or at the end"
	case o.Kind != TextInsertion && (o.Old == "" || anchored):
		return "no words to look for"
	case (o.Kind == TextDeletion) != (o.New == ""):
		return "new words belong to substitution and insertion"
	case strings.TrimSpace(o.Old) != o.Old || strings.TrimSpace(o.New) != o.New:
		return "words with a space at an end"
	}
	return ""
}

func day(s string) bool {
	for i, c := range []byte(s) {
		if (i == 4 || i == 7) != (c == '-') || c != '-' && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) == 10
}
