package publish

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/akn/modify"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/wording"
	"chancery.example/chancery/internal/words"
)

// An Expression is an act in one language on one day, with what a file of it says
// beside the text.
type Expression struct {
	Org  reading.Organisation
	V    reading.ActText
	W    wording.Wording
	Day  calendar.Day // unknown: after all that is in force
	Base string       // absolute address of the site; empty if it does not know its own
}

// ActELI is the permanent address of an act, whatever its version.
func ActELI(org reading.Organisation, a reading.Act) ELI {
	return ELI{Org: org.ID, Type: a.Facts.Type, At: a.Facts.At, ID: a.ID}
}

// DecisionELI is the permanent address of a decision.
func DecisionELI(org reading.Organisation, d reading.DecisionLine) ELI {
	return ELI{Org: org.ID, Type: d.Form, At: d.At, ID: d.ID}
}

// ELI is the permanent address of the expression: of the version that the day
// asks for, not of the day on which that version began.
func (e Expression) ELI() ELI {
	x := ActELI(e.Org, e.V.Act)
	x.Day, x.Lang = e.Day, e.W.Lang
	return x
}

// Since is the day since which the text reads so; unknown for the text as first
// adopted, if nobody says when that was.
func (e Expression) Since() calendar.Day {
	since := e.V.Act.Facts.At.Day()
	for _, d := range e.W.Days {
		if !e.Day.Known() || d.Compare(e.Day) <= 0 {
			since = d
		}
	}
	return since
}

// Name is the file name of a form, without its ending.
func (e Expression) Name() string {
	day := "current"
	if e.Day.Known() {
		day = e.Day.String()
	}
	return string(e.V.Act.ID) + "." + day + "." + string(e.W.Lang)
}

// applied are the amenders that are in the text, each with its operations.
func (e Expression) applied(f func(d reading.DecisionLine, s wording.Step)) {
	for _, s := range e.W.Steps {
		i := slices.IndexFunc(e.V.Amenders, func(a reading.Amender) bool { return string(a.ID) == s.ID })
		if s.Fate == wording.Applied && i >= 0 {
			f(e.V.Amenders[i].DecisionLine, s)
		}
	}
}

// kinds are the kinds of documents by type of act; the others are statutes.
var kinds = map[string]akn.Kind{
	"treaty": akn.Treaty, "charter": akn.Treaty, "protocol": akn.Treaty, "agreement": akn.Treaty, "plan": akn.Plan, "list": akn.Plan,
	"budget": akn.Budget, "report": akn.Budget, "statement": akn.Statement, "appeal": akn.Statement, "decision": akn.Decision,
}

// Akn is the expression as Akoma Ntoso. An act whose day of adoption nobody knows
// is refused: the form has no place for that.
func (e Expression) Akn() ([]byte, error) {
	adopted := e.V.Act.Facts.At.Day()
	if !adopted.Known() {
		return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "day of adoption", string(e.V.Act.ID))
	}
	kind, ok := kinds[e.V.Act.Facts.Type]
	if !ok {
		kind = akn.Statute
	}
	name, _ := e.Org.Name.In(e.W.Lang, e.Org.Languages...)
	file := e.ELI()
	file.Form = "akn"
	doc := akn.Document{
		Kind: kind,
		Work: akn.Work{URI: ActELI(e.Org, e.V.Act).String(), Date: adopted.String(), Country: e.Org.ID, Number: e.V.Act.Facts.Label,
			Author: akn.Agent{URI: "/ontology/organization/" + e.Org.ID, Name: name}},
		Expressions: []akn.Expression{{URI: e.ELI().String(), Date: e.Since().String(), File: file.String(), Made: e.Since().String(), Text: e.W.Text}},
		Events:      []akn.Event{{Date: adopted.String(), Type: akn.Generation, Source: ActELI(e.Org, e.V.Act).String()}},
	}
	e.applied(func(d reading.DecisionLine, s wording.Step) {
		source := DecisionELI(e.Org, d).String()
		for _, day := range s.Days {
			if !e.Day.Known() || day.Compare(e.Day) <= 0 {
				doc.Events = append(doc.Events, akn.Event{Date: day.String(), Type: akn.Amendment, Source: source})
			}
		}
		by := amend.Amender{ID: s.ID}
		for _, x := range s.Says {
			by.Operations = append(by.Operations, x.Does)
		}
		doc.Passive = append(doc.Passive, modify.Passives(source, by, e.W.Text)...)
	})
	slices.SortStableFunc(doc.Events, func(a, b akn.Event) int { return strings.Compare(a.Date, b.Date) })
	b, err := doc.Write()
	if err != nil {
		return nil, fmt.Errorf("akoma ntoso of %s: %w", e.V.Act.ID, err)
	}
	return b, nil
}

// A Legislation is an expression in the words of schema.org, for search engines.
type Legislation struct {
	Context      string   `json:"@context"`
	Type         string   `json:"@type"`
	ID           string   `json:"@id"`
	Identifier   string   `json:"legislationIdentifier"`
	Name         string   `json:"name"`
	LegalType    string   `json:"legislationType"`
	InLanguage   string   `json:"inLanguage"`
	Date         string   `json:"legislationDate,omitempty"`
	DateVersion  string   `json:"legislationDateVersion,omitempty"`
	Force        string   `json:"legislationLegalForce"`
	Jurisdiction Named    `json:"legislationJurisdiction"`
	PassedBy     Named    `json:"legislationPassedBy"`
	Consolidates *Link    `json:"legislationConsolidates,omitempty"`
	Reverse      *Reverse `json:"@reverse,omitempty"`
	Encoding     []Object `json:"encoding"`
}

// A Named is an organisation or place with a name.
type Named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// A Link is a work that is named by its address.
type Link struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
}

// A Reverse is what others say of the work: which of them change it.
type Reverse struct {
	Changes []Change `json:"legislationChanges"`
}

// A Change is a decision that changed the work.
type Change struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
	Name string `json:"name"`
	Date string `json:"legislationDate,omitempty"`
}

// An Object is a file of the expression.
type Object struct {
	Type       string `json:"@type"`
	Format     string `json:"encodingFormat"`
	ContentURL string `json:"contentUrl"`
}

// A File is a form of an expression that can be taken away.
type File struct {
	Form  string // one of Forms
	Media string
	End   string // of the file's name, with its dot
}

// Files are the forms of an expression that are files. Akoma Ntoso is among them
// if the day of adoption is known.
func (e Expression) Files() []File {
	list := []File{{"akn", "application/akn+xml", ".akn.xml"}, {"json", "application/json", ".json"}, {"txt", "text/plain; charset=utf-8", ".txt"}, {"jsonld", "application/ld+json", ".jsonld"}}
	if !e.V.Act.Facts.At.Day().Known() {
		return list[1:]
	}
	return list
}

// File is the expression in a form of Files.
func (e Expression) File(form string) ([]byte, error) {
	switch form {
	case "akn":
		return e.Akn()
	case "json":
		return e.W.Text.JSON(), nil
	case "txt":
		return []byte(e.W.Plain), nil
	case "jsonld":
		return e.Legislation().JSON()
	}
	return nil, council.Refuse(council.Unknown, council.CodeNoSuch, "form", form)
}

// Legislation says what the expression is to programs that read pages.
func (e Expression) Legislation() Legislation {
	in := func(t words.Text) string {
		s, _ := t.In(e.W.Lang, e.Org.Languages...)
		return s
	}
	work := e.Base + ActELI(e.Org, e.V.Act).String()
	l := Legislation{
		Context: "https://schema.org", Type: "Legislation", ID: e.Base + e.ELI().String(), Identifier: ActELI(e.Org, e.V.Act).String(),
		Name: in(e.V.Act.Facts.Title), LegalType: e.V.Act.Facts.Type, InLanguage: string(e.W.Lang), Force: "https://schema.org/InForce",
		Jurisdiction: Named{"AdministrativeArea", in(e.Org.Name)}, PassedBy: Named{"Organization", in(e.Org.Name)},
	}
	if e.Day.Known() && slices.ContainsFunc(e.W.Days, func(d calendar.Day) bool { return d.Compare(e.Day) > 0 }) {
		l.Force = "https://schema.org/NotInForce" // a later version stands in its place
	}
	if d := e.V.Act.Facts.At.Day(); d.Known() {
		l.Date = d.String()
	}
	if d := e.Since(); d.Known() {
		l.DateVersion = d.String()
	}
	e.applied(func(d reading.DecisionLine, s wording.Step) {
		c := Change{Type: "Legislation", ID: e.Base + DecisionELI(e.Org, d).String(), Name: in(d.Title)}
		if s.At.Known() {
			c.Date = s.At.String()
		}
		if l.Reverse == nil {
			l.Reverse = &Reverse{}
		}
		l.Reverse.Changes = append(l.Reverse.Changes, c)
		l.Consolidates = &Link{"Legislation", work}
	})
	for _, f := range e.Files() {
		if f.Form == "jsonld" {
			continue // which is what is being written
		}
		at := e.ELI()
		at.Form = f.Form
		l.Encoding = append(l.Encoding, Object{"LegislationObject", f.Media, e.Base + at.String()})
	}
	return l
}

// JSON is the file. Nothing in it can end an element of a page.
func (l Legislation) JSON() ([]byte, error) { return json.Marshal(l) }
