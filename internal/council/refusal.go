package council

import (
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Kind says what sort of refusal it is. Each kind has one HTTP status, in
// package web, and one exit status, in cmd/chancery. Numbers are never reused.
type Kind int

// The kinds of refusal. "Not there" and "not for you" are both Unknown, so that
// asking does not tell one from the other.
const (
	Unknown   Kind = iota + 1 // names something that is not in the record, or not for this actor
	Malformed                 // makes no sense, whatever the state
	Forbidden                 // is not this actor's to give
	OutOfTime                 // was in order once, or will be, but is not now
	NotMet                    // does not meet the rules of procedure
)

// A Code names one reason for refusal. Package locale has its sentence in every
// language; the English one stands here for logs and the command line.
type Code string

// The codes. A play provokes each of them.
const (
	CodeNotEstablished Code = "not-established"
	CodeEstablished    Code = "established"
	CodeNotYours       Code = "not-yours"
	CodeNotPresiding   Code = "not-presiding"
	CodeNotElector     Code = "not-elector"
	CodeForm           Code = "form"
	CodeMissing        Code = "missing"
	CodeWording        Code = "wording"
	CodeNoSuch         Code = "no-such"
	CodeChoice         Code = "choice"
	CodeRange          Code = "range"
	CodeWider          Code = "wider"
	CodeNoText         Code = "no-text"
	CodeTaken          Code = "taken"
	CodeClosed         Code = "closed"
	CodeNotAdopted     Code = "not-adopted"
	CodeChanged        Code = "changed"
	CodeOtherNoun      Code = "other-noun"
	CodeOtherAudience  Code = "other-audience"
	CodeReason         Code = "reason"
	CodeNoRule         Code = "no-rule"
	CodeRulesNotMet    Code = "rules-not-met"
	CodeKeyUsed        Code = "key-used"
	CodeSum            Code = "sum"
	CodeCommand        Code = "command"
	CodeInstant        Code = "instant"
	CodeNoSilence      Code = "no-silence"
	CodeSilence        Code = "silence"
	CodeReceived       Code = "received"
	CodeFuture         Code = "future"
	CodeZone           Code = "zone"
	CodeAcceptance     Code = "acceptance"
	CodeTooEarly       Code = "too-early"
	CodeTooLate        Code = "too-late"
	CodeUnconfirmed    Code = "unconfirmed"
	CodeNoMandate      Code = "no-mandate"
	CodeNotInForce     Code = "not-in-force"
	CodeScope          Code = "scope"
	CodeNarrower       Code = "narrower"
	CodeNoRelease      Code = "no-release"
	CodeUnparsed       Code = "unparsed"
)

// english has the sentence of each code; %[1]s is the field or the matter, %[2]s
// what was found or wanted.
var english = map[Code]string{
	CodeNotEstablished: "the register has no charter yet: establish comes first",
	CodeEstablished:    "the register of %[2]s has begun: a charter is established once",
	CodeNotYours:       "%[1]s is for %[2]s",
	CodeNotPresiding:   "putting the question is for %[2]s, which presides",
	CodeNotElector:     "%[1]s: %[2]s is not in the electorate of that day",
	CodeForm:           "%[1]s: %[2]s",
	CodeMissing:        "%[1]s: nothing is given",
	CodeWording:        "%[1]s: %[2]s",
	CodeNoSuch:         "%[1]s: there is no %[2]s",
	CodeChoice:         "%[1]s: want one of %[2]s",
	CodeRange:          "%[1]s: %[2]s",
	CodeWider:          "audience: %[2]s would be wider than that of what it belongs to",
	CodeNoText:         "%[1]s: no text with the hash %[2]s came with the command or is kept",
	CodeTaken:          "%[1]s: %[2]s is taken and is never used twice",
	CodeClosed:         "%[1]s is closed: %[2]s",
	CodeNotAdopted:     "%[1]s is not adopted",
	CodeChanged:        "%[1]s has changed since entry %[2]s, which your page was made from",
	CodeOtherNoun:      "corrects: a correction is of the kind of what it corrects, %[2]s",
	CodeOtherAudience:  "audience: a correction has the audience of what it corrects, %[2]s",
	CodeReason:         "reason: a correction says why",
	CodeNoRule:         "the charter has no rule for %[2]s on that day",
	CodeRulesNotMet:    "rules not met: %[1]s",
	CodeKeyUsed:        "the key %[1]s was used for another command",
	CodeSum:            "%[1]s: %[2]s",
	CodeCommand:        "there is no command %[2]s",
	CodeInstant:        "%[1]s: want an exact instant with its offset, like 2024-02-29T18:00:00+06:00",
	CodeNoSilence:      "the rule for %[2]s on that day has no silence procedure",
	CodeSilence:        "silence: %[1]s: %[2]s",
	CodeReceived:       "%[1]s: only the secretariat, which has the letter, can say that it came before",
	CodeFuture:         "%[1]s: this is still to come",
	CodeZone:           "%[1]s: not one instant of that zone: %[2]s",
	CodeAcceptance:     "acceptance: %[1]s: %[2]s",
	CodeTooEarly:       "%[1]s: not before %[2]s",
	CodeTooLate:        "%[1]s: too late, the time was over at %[2]s",
	CodeUnconfirmed:    "%[1]s has to confirm its stance: the draft was changed at entry %[2]s",
	CodeNoMandate:      "%[1]s needs %[2]s",
	CodeNotInForce:     "%[1]s: the mandate is not in force: %[2]s",
	CodeNarrower:       "%[1]s: a release only widens, and the audience is %[2]s",
	CodeNoRelease:      "the charter lets nobody release from %[1]s to %[2]s",
	CodeScope:          "%[1]s is beyond the scope of the mandate: it needs %[2]s",
	CodeUnparsed:       "%[1]s: not understood as a change of the act: %[2]s",
}

// Codes returns every code by alphabet, for the tests that hold each to a sentence in every
// language and to a play that provokes it.
func Codes() []Code {
	var cs []Code
	for c := range english {
		cs = append(cs, c)
	}
	slices.Sort(cs)
	return cs
}

// A Fault is one thing that is wrong with a command.
type Fault struct {
	Code  Code   `json:"code"`
	Field string `json:"field,omitempty"` // the field of the command's JSON form, or the matter
	Value string `json:"value,omitempty"` // what was found or wanted
}

// String returns the fault in English.
func (f Fault) String() string {
	form := english[f.Code]
	if form == "" {
		form = string(f.Code) + ": %[1]s %[2]s"
	}
	if !strings.Contains(form, "%[") {
		return form
	}
	return fmt.Sprintf(form, f.Field, f.Value)
}

// A Refusal is the council's own answer that a command is not in order. It is
// not a failure of the system: it is shown to the person who gave the command,
// in full, and is never logged as an error. Every other error is a failure of
// the system: it is logged in full and never shown.
type Refusal struct {
	Kind    Kind               `json:"kind"`
	Faults  []Fault            `json:"faults"`            // every reason, in the order of the command's fields
	Finding *procedure.Finding `json:"finding,omitempty"` // for NotMet, what the rules said
	Need    *Need              `json:"need,omitempty"`    // the mandate that would be needed, where one is missing
	Clause  words.Text         `json:"clause,omitempty"`  // what the rule says that it rests on, where it rests on one
}

// Error returns the refusal in English: its kind and every reason.
func (r *Refusal) Error() string {
	kind := map[Kind]string{
		Unknown:   "not there",
		Malformed: "not understood",
		Forbidden: "not yours to decide",
		OutOfTime: "not in order at this time",
		NotMet:    "not carried",
	}[r.Kind]
	var b strings.Builder
	b.WriteString(kind)
	for i, f := range r.Faults {
		b.WriteString(map[bool]string{true: ": ", false: "\n"}[i == 0])
		b.WriteString(f.String())
	}
	if said, ok := r.Clause.In("en"); ok != "" {
		fmt.Fprintf(&b, "\nthe rule says: %s", said)
	}
	if r.Finding != nil {
		for _, why := range r.Finding.Reasons {
			if !why.Met {
				fmt.Fprintf(&b, "\nrule %s: %s: %d of %d%s", r.Finding.Rule, why.Condition, why.Have, why.Want, without(why.Who))
			}
		}
	}
	return b.String()
}

func without(ms []procedure.Member) string {
	if len(ms) == 0 {
		return ""
	}
	var s []string
	for _, m := range ms {
		s = append(s, string(m))
	}
	return ", without " + strings.Join(s, ", ")
}

// Refuse returns a refusal with one reason.
func Refuse(k Kind, c Code, field, value string) *Refusal {
	return &Refusal{Kind: k, Faults: []Fault{{c, field, value}}}
}
