// Package akn writes and reads Akoma Ntoso 1.0, the OASIS standard form of legal
// documents (its schema calls itself 3.0): a decision or statement as a
// statement, a statute or treaty as an act, a plan or budget as a doc, one
// expression alone or several languages as one collection.
//
// What is written carries every block of the text with its permanent name (wId)
// and its address (eId), so that reading gives the same text again. What is read
// from elsewhere is kept whole: what the model of internal/act has no place for
// is listed as foreign, stays where it stood, and is written back.
//
// Nothing is fetched: document types, entities and other encodings are refused.
package akn

import (
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// Namespace is the namespace of Akoma Ntoso 1.0.
const Namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

// own is the namespace of the few elements that carry words where the schema
// has a place for other namespaces only.
const own = "https://chancery.example/ns/akn"

// Limits of what is read.
const (
	MaxBytes = act.MaxBytes // of a file
	MaxDepth = 256          // of elements in each other
)

// A Kind is what a document is.
type Kind string

// The kinds, and the element that each becomes. What is read from elsewhere has
// the kind whose element is nearest.
const (
	Decision  Kind = "decision"  // statement
	Statement Kind = "statement" // statement
	Statute   Kind = "statute"   // act
	Treaty    Kind = "treaty"    // act
	Plan      Kind = "plan"      // doc
	Budget    Kind = "budget"    // doc
)

// element is the name of a kind's element, "" for what is not a kind.
func (k Kind) element() string {
	switch k {
	case Decision, Statement:
		return "statement"
	case Statute, Treaty:
		return "act"
	case Plan, Budget:
		return "doc"
	}
	return ""
}

// An Agent is who made something.
type Agent struct {
	URI  string
	Name string // for people
}

// A Work is the document whatever its language: FRBRWork.
type Work struct {
	URI     string // without a fragment, such as "/eli/council/dec/2019/3"
	Date    string // of adoption, YYYY-MM-DD
	Author  Agent
	Country string // as the schema asks for it: a code, or that of the seat
	Number  string // optional
	Name    string // optional, short
}

// An Expression is the work in one language as it stood at one time:
// FRBRExpression, with the one file that is made of it, FRBRManifestation.
type Expression struct {
	URI  string
	Date string // since when the text reads so, YYYY-MM-DD
	File string // URI of the file
	Made string // day on which the file was made, YYYY-MM-DD
	Text *act.Text
}

// An Event is a day in the life of the work.
type Event struct {
	Date   string // YYYY-MM-DD
	Type   Change
	Source string // URI of the document that caused it
}

// A Change is what an event did.
type Change string

// The changes.
const (
	Generation Change = "generation"
	Amendment  Change = "amendment"
	Repeal     Change = "repeal"
)

// A Place is what a modification points to.
type Place struct {
	Act string // URI of another act; "" is this document
	ID  act.ID // a block of it; "" is the whole
}

// A Modification is what one operation of an amender does to one text.
type Modification struct {
	Kind         amend.Kind
	Source       Place   // where it is said
	Destinations []Place // what it changes; at least one
	Old          string
	New          []string         // words, or a line each
	Force        *amend.Force     // nil: with the amender
	Until        string           // of a suspension or extension, YYYY-MM-DD
	Operation    *amend.Operation // in so many words; nil: what the other fields say
}

// A Document is what one file holds.
type Document struct {
	Kind        Kind
	Work        Work
	Expressions []Expression   // at least one; several are the languages of one work
	Events      []Event        // in the order of their days
	Active      []Modification // of other acts by this document
	Passive     []Modification // of this document by others
	Foreign     []Foreign      // what was read and is not in the other fields; Write passes it over

	tree    *node // what was read, nil for what was made
	readers []*reader
}

// A Foreign is a part of a file for which the model has no place.
type Foreign struct {
	Place string // "akomaNtoso/act/body/section[2]/@GUID"
	Line  int    // from 1
	What  string // element, attribute, text, comment or instruction
}
